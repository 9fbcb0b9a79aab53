"""Extract: from a source file to what is printed on it, strings and symbols with their places."""

from extract.pipeline import extract_file

__all__ = ["extract_file"]
