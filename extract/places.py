"""Where on the paper the values of an SOP stand, for sources that keep no such places."""

from __future__ import annotations

from typing import Any

from schemas.raw import RawSop


def without_places(sop: RawSop) -> RawSop:
    """An SOP without pages and boxes: those of an estimated layout could be looked up by no one."""
    return RawSop.model_validate(cleared(sop.model_dump()) | {"halaman": ()})


def cleared(value: Any) -> Any:
    """A dumped model with its pages, boxes and paths emptied. What fills a message in ("isi") stays."""
    if isinstance(value, dict):
        empty = {"halaman": None, "kotak": None, "titik": ()}
        return {k: empty[k] if k in empty else v if k == "isi" else cleared(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return tuple(cleared(v) for v in value)
    return value
