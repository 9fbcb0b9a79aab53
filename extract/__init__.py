"""Extract: from a source file to what is printed on it, strings and symbols with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.pipeline import extract_file

__all__ = ["extract_file"]


def __getattr__(name: str) -> Any:
    """The one entry, imported when it is asked for: who needs a small part does not pay for the readers."""
    if name != "extract_file":
        raise AttributeError(name)
    from extract.pipeline import extract_file

    return extract_file
