"""Kinds of symbols that only the whole SOP tells: what is drawn alike on all its pages means one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.flow.symbols import SMALL, Simbol
from extract.form.symbol_kinds import is_boxlike
from extract.geometry.plane import polygon_area
from schemas.vocab import JenisSimbol

ALIKE = 0.8  # of width and height: two symbols of one size
UNSURE = 0.4  # of a kind that the other end of the flow tells: a doubt
FEW = 3  # symbols; fewer may all be ends of a flow
NO_STEP = frozenset((JenisSimbol.LAIN, JenisSimbol.SEGILIMA))
ELLIPSE = (0.74, 0.83)  # of its box: what an ellipse fills (pi / 4), and no capsule longer than high
_END = re.compile(r"(mulai|start|awal|selesai|finish|end|akhir)\b", re.IGNORECASE)


def of_one_mind(pages: Sequence[Sequence[Simbol]]) -> list[list[Simbol]]:
    """The symbols of an SOP's pages, with the kinds that all of them together tell.

    Where every step is an ellipse none of them is a start or an end: the office draws its own kind. Boxes
    with round corners are ends where plain boxes stand on any page of the SOP, or where one that says
    "Mulai" or "Selesai" shows that the office draws ends so.
    """
    pages = beside_round_ends(over_the_break(pages))
    every = [s for page in pages for s in page if s.jenis is not JenisSimbol.SEGILIMA]
    if len(every) >= FEW and all(is_ellipse(s) for s in every):
        return [[lain(s) for s in page] for page in pages]
    boxes = [s for s in every if s.jenis is JenisSimbol.KOTAK]
    plain = any(not s.curved for s in boxes)
    if plain or any(s.curved and _END.match(s.teks.strip()) for s in boxes):
        return [[end(s) for s in page] for page in pages]
    return [list(page) for page in pages]


def with_a_start(pages: Sequence[Sequence[Simbol]], pixels: Sequence[bool]) -> list[list[Simbol]]:
    """The symbols, the one of the first row an end, too, where the last row has an end of its size: in coarse
    pixels a corner may not show that it is round. Of 87 SOPs with truth none begins with a box and ends with
    an end; it stays a doubt. ``pixels``: whether a page is one of pixels.
    """
    out = [list(page) for page in pages]
    steps = [(n, s.baris, s) for n, page in enumerate(out) for s in page if s.baris is not None]
    rows = sorted({(n, row) for n, row, _ in steps})
    if len(rows) < 2 or not pixels[rows[0][0]]:
        return out
    first, last = ([s for n, row, s in steps if (n, row) == rows[at]] for at in (0, -1))
    ends = [s for s in last if s.jenis is JenisSimbol.KAPSUL and are_alike(first[0], s)]
    if len(first) == 1 and first[0].jenis is JenisSimbol.KOTAK and ends:
        page = out[rows[0][0]]
        page[page.index(first[0])] = replace(first[0], jenis=JenisSimbol.KAPSUL, sure=UNSURE)
    return out


def beside_round_ends(pages: Sequence[Sequence[Simbol]]) -> Sequence[Sequence[Simbol]]:
    """The symbols, with those made boxes whose corners are so round that they pass for ends, where others of
    the SOP are round from corner to corner: an office draws its ends in one way.
    """
    ends = [s for page in pages for s in page if s.jenis is JenisSimbol.KAPSUL and not s.is_round]
    if not ends or all(is_boxlike(s.points) for s in ends):
        return pages
    return [[box(s) for s in page] for page in pages]


def over_the_break(pages: Sequence[Sequence[Simbol]]) -> list[list[Simbol]]:
    """The symbols, with those made connectors that carry the flow over a page break, whatever their outline:
    one under all others of a page and one over all others of the next, alike, in one column or of no step's
    kind, both much smaller than the steps and beside one in their row.
    """
    out = [list(page) for page in pages]
    for here, there in pairwise(out):
        if len(here) <= FEW or len(there) < FEW:
            continue
        i, j = (
            max(range(len(here)), key=lambda n: here[n].box.cy),
            min(range(len(there)), key=lambda n: there[n].box.cy),
        )
        a, b = here[i], there[j]
        fits = a.pelaksana == b.pelaksana or NO_STEP.issuperset((a.jenis, b.jenis))
        if fits and are_alike(a, b) and is_extra(a, here) and is_extra(b, there):
            here[i], there[j] = (replace(s, jenis=JenisSimbol.SEGILIMA) for s in (a, b))
    return out


def are_alike(a: Simbol, b: Simbol) -> bool:
    """Whether two symbols have the same size."""
    sizes = zip((a.box.width, a.box.height), (b.box.width, b.box.height), strict=True)
    return all(min(two) >= ALIKE * max(two) for two in sizes)


def is_extra(s: Simbol, page: Sequence[Simbol]) -> bool:
    """Whether a symbol is much smaller than those of its page, and not the only one of its row."""
    widths = sorted(t.box.width for t in page if t is not s)
    return s.box.width < SMALL * widths[len(widths) // 2] and any(
        t is not s and t.baris == s.baris for t in page
    )


def drawn_alike(pages: Sequence[Sequence[Simbol]]) -> bool:
    """Whether steps and ends are drawn alike, all as ellipses or with round corners: which one begins and
    which ends, such shapes do not say. Plain boxes are boxes.
    """
    other = JenisSimbol.SEGILIMA, JenisSimbol.BELAH_KETUPAT
    flow = [s for page in pages for s in page if s.jenis not in other]
    alike = len({s.jenis for s in flow}) == 1 and len(flow) >= FEW
    return alike and all(s.jenis is JenisSimbol.KAPSUL or s.curved for s in flow)


def lain(s: Simbol) -> Simbol:
    return s if s.jenis is JenisSimbol.SEGILIMA else replace(s, jenis=JenisSimbol.LAIN)


def box(s: Simbol) -> Simbol:
    boxlike = s.jenis is JenisSimbol.KAPSUL and is_boxlike(s.points)
    return replace(s, jenis=JenisSimbol.KOTAK, curved=True) if boxlike else s


def end(s: Simbol) -> Simbol:
    rounded = s.jenis is JenisSimbol.KOTAK and s.curved
    return replace(s, jenis=JenisSimbol.KAPSUL) if rounded else s


def is_ellipse(s: Simbol) -> bool:
    share = polygon_area(s.points) / (s.box.area or 1.0)
    return s.jenis is JenisSimbol.KAPSUL and ELLIPSE[0] <= share <= ELLIPSE[1]
