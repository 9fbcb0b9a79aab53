"""What people look at: report, review pages, inspect."""
