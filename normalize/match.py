"""Nearest strings: the one place where rapidfuzz is called.

The scorer is the optimal string alignment distance divided by the longer length: every letter
that one side has and the other lacks costs, so that "kepala" is far from "kepala subbagian".
Scorers that compare sets of words call those two equal and are never used here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Dekat(NamedTuple):
    """A choice and its likeness to what was asked, 0 to 1."""

    pilihan: str
    mirip: float


def kemiripan(a: str, b: str) -> float:
    """Likeness of two strings, 0 to 1; 1 only when they are equal."""
    return float(OSA.normalized_similarity(a, b))


def terdekat(teks: str, pilihan: Sequence[str], batas: float, jumlah: int = 5) -> tuple[Dekat, ...]:
    """At most ``jumlah`` choices that are alike by ``batas`` or more, best first, ties by spelling."""
    hasil = process.extract(
        teks, pilihan, scorer=OSA.normalized_similarity, score_cutoff=batas, limit=4 * jumlah
    )
    dekat = sorted((Dekat(str(p), float(m)) for p, m, _ in hasil), key=lambda d: (-d.mirip, d.pilihan))
    return tuple(dekat[:jumlah])


def pemenang(dekat: Sequence[Dekat], selisih: float, arti: Callable[[str], object]) -> Dekat | None:
    """The best choice, if the best one of another meaning lies behind it by ``selisih`` or more.

    Two spellings of one meaning do not compete. None where the choice would be a guess.
    """
    if not dekat:
        return None
    juara = dekat[0]
    lawan = next((d for d in dekat if arti(d.pilihan) != arti(juara.pilihan)), None)
    if lawan is not None and juara.mirip - lawan.mirip < selisih:
        return None
    return juara
