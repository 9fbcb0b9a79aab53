"""Pure functions on points, boxes and words; they know neither a form nor a file."""
