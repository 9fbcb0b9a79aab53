"""Word files laid out as pages."""
