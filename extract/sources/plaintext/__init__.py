"""Text exports (.txt, .md, .html): they keep no places, so their lines and cells are laid out as pages."""
