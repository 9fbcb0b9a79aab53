"""Kinds of symbols that only the whole SOP tells: what is drawn alike on all its pages means one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.flow.symbols import Simbol
from extract.geometry.plane import polygon_area
from schemas.vocab import JenisSimbol

FEW = 3  # symbols; fewer may all be ends of a flow
ELLIPSE = (0.74, 0.83)  # of its box: what an ellipse fills (pi / 4), and no capsule longer than high


def of_one_mind(pages: Sequence[Sequence[Simbol]]) -> list[list[Simbol]]:
    """The symbols of an SOP's pages, with the kinds that all of them together tell.

    Where every step is an ellipse none of them is a start or an end: the office draws its own kind.
    """
    every = [s for page in pages for s in page if s.jenis is not JenisSimbol.SEGILIMA]
    if len(every) < FEW or not all(is_ellipse(s) for s in every):
        return [list(page) for page in pages]
    return [[lain(s) for s in page] for page in pages]


def lain(s: Simbol) -> Simbol:
    return s if s.jenis is JenisSimbol.SEGILIMA else replace(s, jenis=JenisSimbol.LAIN)


def is_ellipse(s: Simbol) -> bool:
    share = polygon_area(s.points) / (s.box.area or 1.0)
    return s.jenis is JenisSimbol.KAPSUL and ELLIPSE[0] <= share <= ELLIPSE[1]
