"""Times: a printed duration to minutes."""
