"""PDF pages by their text layer and paths; pictures on them by pixels."""
