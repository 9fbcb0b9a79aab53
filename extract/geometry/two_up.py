"""Two pages on one sheet: a book held open, or printed two to a sheet. Lengths are PDF points.

A strip of paper without words, rules or drawing parts the sheet in its middle; each part keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.geometry.plane import between
from schemas.page import Box, Page, box_of_points

MIDDLE = 0.06  # of the sheet: how far from its middle the strip may lie
WIDE = 0.03  # of the sheet: how wide it is at least
LEAST = 15  # words of a page
LETTERS = 2  # of a word: a scrap in the strip is a speck, or its shadow


def pages_of(sheet: Page) -> list[Page]:
    """The left and the right, or the upper and the lower page of a sheet; itself where it is one."""
    for upright in (True, False):
        at = _gutter(sheet, upright)
        if at is None:
            continue
        far = 2 * max(sheet.width, sheet.height)
        first = Box(-far, -far, at, far) if upright else Box(-far, -far, far, at)
        second = Box(at, -far, far, far) if upright else Box(-far, at, far, far)
        pages = [_part(sheet, side) for side in (first, second)]
        if all(len(p.words) >= LEAST and p.rules for p in pages):
            return pages
    return [sheet]


def _gutter(sheet: Page, upright: bool) -> float | None:
    """Where the strip runs, as near the middle of the sheet as it may; None where there is none."""
    extent = sheet.width if upright else sheet.height
    half = WIDE * extent / 2
    spans = ((b.x0, b.x1) if upright else (b.y0, b.y1) for b in _content(sheet))
    places = (min(max(extent / 2, lo + half), hi - half) for lo, hi in between(spans) if hi - lo >= 2 * half)
    return next((at for at in places if abs(at - extent / 2) <= MIDDLE * extent), None)


def _content(sheet: Page) -> Iterator[Box]:
    yield from (w.box for w in sheet.words if len(w.text) >= LETTERS)
    yield from (r.box for r in sheet.rules)
    yield from (s.box for s in sheet.shapes)
    yield from (box_of_points(c.points) for c in sheet.connectors)
    yield from (p.box for p in sheet.pictures)


def _part(sheet: Page, side: Box) -> Page:
    """What of a sheet stands on one side of the strip."""

    def here(b: Box) -> bool:
        return side.holds(b.cx, b.cy)

    return replace(
        sheet,
        words=[w for w in sheet.words if here(w.box)],
        rules=[r for r in sheet.rules if here(r.box)],
        shapes=[s for s in sheet.shapes if here(s.box)],
        connectors=[c for c in sheet.connectors if here(box_of_points(c.points))],
        heads=[h for h in sheet.heads if side.holds(*h.tip)],
        pictures=[p for p in sheet.pictures if here(p.box)],
        left_out=[o for o in sheet.left_out if here(o.box)],
        stray=[b for b in sheet.stray if here(b)],
    )
