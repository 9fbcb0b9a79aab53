"""A line of the step graph between two symbols, and what every stage asks of a symbol."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.raw import RawPanah, RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol


@dataclass(frozen=True, slots=True)
class Sisi:
    """A directed (or joint) line between two symbols, by their ids."""

    a: int
    b: int
    label: str | None
    terarah: bool = True
    kode: Kode | None = None  # doubt about it
    jalan: tuple[RawPanah, ...] = ()  # the pieces that it is drawn as, each from its a to its b


def drawn(p: RawPanah, backward: bool = False) -> tuple[RawPanah, ...]:
    """The pieces of a line in the order and direction in which the flow runs along it."""
    pieces = p.bagian or (p,)
    if not backward:
        return pieces
    return tuple(q.model_copy(update={"titik": q.titik[::-1]}) for q in reversed(pieces))


def step(s: RawSimbol) -> str:
    return "?" if s.langkah is None else str(s.langkah + 1)


def reading(s: RawSimbol) -> tuple[int, float]:
    """Place of a symbol in reading order."""
    return (s.halaman or 0, s.kotak[1] if s.kotak else 0.0)


def is_connector(s: RawSimbol) -> bool:
    return s.jenis is JenisSimbol.SEGILIMA
