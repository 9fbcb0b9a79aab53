"""From a page to its table: grid, header, rows, identity block."""
