"""A line of the step graph between two symbols, and what every stage asks of a symbol."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.raw import RawSimbol
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


def step(s: RawSimbol) -> str:
    return "?" if s.langkah is None else str(s.langkah + 1)


def reading(s: RawSimbol) -> tuple[int, float]:
    """Place of a symbol in reading order."""
    return (s.halaman or 0, s.kotak[1] if s.kotak else 0.0)


def is_connector(s: RawSimbol) -> bool:
    return s.jenis is JenisSimbol.SEGILIMA
