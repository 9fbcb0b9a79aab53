"""The sample documents: offices' habits, our own sentences."""
