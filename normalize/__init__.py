"""Normalize: from what is printed to the published record, every doubt beside its value."""

from normalize.record import normalize_file

__all__ = ["normalize_file"]
