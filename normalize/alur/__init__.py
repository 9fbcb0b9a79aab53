"""The step graph: drawn arrows to flow."""
