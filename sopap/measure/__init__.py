"""What measures: evaluation against truth, validation, differences, counts."""
