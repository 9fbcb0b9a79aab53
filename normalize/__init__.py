"""Normalize: from what is printed to the published record, every doubt beside its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalize.record import normalize_file

__all__ = ["normalize_file"]


def __getattr__(name: str) -> Any:
    """The one entry, imported when it is asked for: who needs a small part does not pay for the whole."""
    if name != "normalize_file":
        raise AttributeError(name)
    from normalize.record import normalize_file

    return normalize_file
