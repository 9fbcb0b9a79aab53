"""What the fast reader of PDF pages leaves to pdfplumber."""


class Unusual(Exception):
    """A page holds what the fast reader does not read as pdfminer does."""
