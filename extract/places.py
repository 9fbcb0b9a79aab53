"""Where on the paper the values of an SOP stand, for sources that keep no such places."""

from __future__ import annotations

from typing import Any

from schemas.raw import RawDoubt, RawSop
from schemas.tinjauan import Kode


def without_places(sop: RawSop, drawn: bool) -> RawSop:
    """An SOP without pages and boxes: those of an estimated layout could be looked up by no one.

    ``drawn``: its symbols were placed by estimate too, not by the cells that name them.
    """
    doubts = list(sop.keraguan)
    if sop.simbol and drawn:
        doubts.append(RawDoubt(kode=Kode.LETAK_DIPERKIRAKAN, jalur="/langkah"))
    bare = cleared(sop.model_dump())
    return RawSop.model_validate(bare | {"halaman": (), "keraguan": tuple(doubts)})


def cleared(value: Any) -> Any:
    """A dumped model with its pages, boxes and paths emptied."""
    if isinstance(value, dict):
        empty = {"halaman": None, "kotak": None, "titik": ()}
        return {k: empty[k] if k in empty else cleared(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return tuple(cleared(v) for v in value)
    return value
