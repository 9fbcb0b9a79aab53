"""Closed shapes of a page told as the form's symbols, each with its row and executor column.

The five symbols are those of Permenpan-RB 35/2012. A shape is told by its outline alone: how
much of its box it fills, and how its width runs from top to bottom.

     __________
    (          )    rounded: its four corners of radius r lack (4 - pi) r^2 of the box, and every one of them
    (__________)    lacks some
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.form.jawaban import is_bare_answer, is_stated_answer
from extract.form.symbol_kinds import classify_outline, profile
from extract.geometry.nearby import Nearby
from extract.geometry.plane import convex_hull, inside, polygon_area
from extract.table.grid import cell_shapes, is_upright_box, words_of
from extract.table.header import pelaksana_of
from extract.table.rows import TablePart
from schemas.page import Box, Page, Point, Shape, Word, box_of_points
from schemas.vocab import JenisSimbol

LEAST = 6.0  # points: the smaller side of the smallest symbol
HIGHEST = 140.0  # points: what is higher is a frame; no row of a form gives a symbol so much room
WIDEST = 2.2  # times the widest executor column: what is wider is a frame
CIRCLE = (0.93, 1.07)  # its width over its height
DISC = (0.72, 0.83)  # of its box: what a circle fills (pi / 4)
SMALL = 0.7  # of the usual width of a page's symbols: a connector is smaller
LEVEL = 0.5  # of the lower one: middles of symbols that stand side by side are this near
UPON = 2.0  # points: a side this near to a line of the grid lies on it
WITHIN = 0.8  # of a shape: what another covers of one that is its rim or an inner line
STACKED = 0.4  # of the smaller: what two sheets of one stack share
LITTLE = 0.55  # of the area, or the height, of the page's usual symbol: the frame of a label is no larger
STRAIGHT_SIDES = 0.95  # of each side: no corner is round
ROUND = 0.06  # of the smaller side: the least radius of round corners
LIKE_CORNERS = 0.75  # of what the round corners of a page's boxes lack: one that lacks as much is round
HALF = 0.5  # of what two corners lack that the two others lack where a shadow, not a radius, took it
UNDER = 30.0  # points under the table where an end that found no room in it may stand
OUTSIDE = 75.0  # points above or below the table where page-break connectors still stand

_WORD = re.compile(r"[^\W\d_]{3}")  # what says something: numbers and single letters name connectors

Told = tuple[Shape, JenisSimbol, float]  # a shape, its kind, how sure that is


@dataclass(frozen=True, slots=True)
class Simbol:
    """A symbol on a page: kind, box, the text inside, its column and row (from 0) or None."""

    jenis: JenisSimbol
    box: Box
    points: tuple[Point, ...]
    pelaksana: int | None
    baris: int | None
    teks: str = ""
    sure: float = 1.0
    curved: bool = False  # its corners are round, or its sides

    @property
    def is_round(self) -> bool:
        """Whether it is a circle."""
        return is_round(self.box, self.points)


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual symbol of a page: its box, and whether most have no words."""

    box: Box
    mute: bool


def is_round(b: Box, points: Sequence[Point]) -> bool:
    """Whether an outline is a circle, by its box and by how much of the box it fills (pi / 4)."""
    filled = polygon_area(points) / (b.area or 1.0)
    return CIRCLE[0] < b.width / (b.height or 1.0) < CIRCLE[1] and DISC[0] < filled < DISC[1]


def find_symbols(page: Page, part: TablePart, circles: bool = False) -> list[Simbol]:
    """Symbols of the table on a page, in reading order. ``circles``: whether every circle is a connector."""
    cells = {id(s) for s in cell_shapes(page)}
    area = Box(part.box.x0, part.box.y0 - OUTSIDE, part.box.x1, part.box.y1 + OUTSIDE)
    found = [
        s
        for s in page.shapes
        if id(s) not in cells and area.holds(s.box.cx, s.box.cy) and is_symbol_like(s, part)
    ]
    told = stacked(kinds_of(outermost(found)))
    words = words_of(page.words)
    every = [k for s, jenis, sure in told if (k := symbol(page, words(s.box), part, s, jenis, sure))]
    usual = usual_of(every)
    out = [k for k in every if not is_label_box(k.jenis, k.teks, k.box, usual)]
    if circles:
        ends = JenisSimbol.KAPSUL, JenisSimbol.SEGILIMA
        out = [replace(s, jenis=ends[1]) if s.jenis is ends[0] and s.is_round else s for s in out]
    out = [replace(s, jenis=JenisSimbol.LAIN) if is_step(s, out, part) else s for s in out]
    return in_reading_order(out)


def in_reading_order(symbols: Sequence[Simbol]) -> list[Simbol]:
    """Symbols line by line, from left to right where the middle of one lies at the height of the other."""
    lines: list[list[Simbol]] = []
    for s in sorted(symbols, key=lambda s: (s.box.cy, s.box.x0)):
        if not lines or s.box.cy - lines[-1][0].box.cy > LEVEL * min(s.box.height, lines[-1][0].box.height):
            lines.append([])
        lines[-1].append(s)
    return [s for line in lines for s in sorted(line, key=lambda s: s.box.x0)]


def usual_of(symbols: Sequence[Simbol]) -> Usual:
    """The usual symbol: the box of the one in the middle, by size."""
    boxes = sorted((k.box for k in symbols), key=lambda b: b.area)
    mute = 2 * sum(not _WORD.search(k.teks) for k in symbols) > len(symbols)
    return Usual(boxes[len(boxes) // 2] if boxes else Box(0.0, 0.0, 0.0, 0.0), mute)


def is_label_box(jenis: JenisSimbol, text: str, b: Box, usual: Usual) -> bool:
    """Whether a box is the frame of a label: nobody's task is called "Ya", and none that is small, or low,
    beside the page's symbols "Ditolak", or has words at all where most have none.
    """
    if jenis is not JenisSimbol.KOTAK:
        return False
    if b.area >= LITTLE * usual.box.area and b.height >= LITTLE * usual.box.height:
        return is_bare_answer(text)
    return is_stated_answer(text) or (usual.mute and bool(_WORD.search(text)))


def is_step(s: Simbol, symbols: Sequence[Simbol], part: TablePart) -> bool:
    """Whether a circle is what a row's executor does: the only symbol of a row that no page break is near."""
    if s.jenis is not JenisSimbol.SEGILIMA or not s.is_round or s.baris is None:
        return False
    return 0 < s.baris < len(part.baris) - 1 and not any(t is not s and t.baris == s.baris for t in symbols)


def kinds_of(shapes: Sequence[Shape]) -> list[Told]:
    """Kind of every shape. Boxes with rounded corners are ends where plain boxes stand beside them,
    and boxes where all are rounded: only the page tells, for such a page the SOP's other pages (kinds.py).
    """
    told = [(s, *kind_of(s)) for s in shapes]
    boxes = [s for s, jenis, _ in told if jenis is JenisSimbol.KOTAK]
    ends = all_rounded(boxes)
    ends = ends if any(s not in ends and not has_round_side(s) for s in boxes) else []
    return [
        (s, JenisSimbol.KAPSUL if any(s is end for end in ends) else jenis, sure) for s, jenis, sure in told
    ]


def all_rounded(boxes: Sequence[Shape]) -> list[Shape]:
    """The boxes of a page with round corners: those that show it, and those with corners cut like theirs."""
    surely = [s for s in boxes if rounded(s)]
    cuts = sorted(corner_cuts(s)[0] for s in surely)
    least = LIKE_CORNERS * cuts[len(cuts) // 2] if cuts else math.inf
    return [s for s in boxes if s in surely or (s.curved and corner_cuts(s)[0] >= least and is_even(s))]


def is_even(s: Shape) -> bool:
    """Whether all corners lack alike: a shadow leaves two of them sharp."""
    cuts = corner_cuts(s)
    return cuts[1] > HALF * cuts[2]


def rounded(s: Shape) -> bool:
    """Whether a box has round corners that show: thick strokes round off every corner a little.

    Four corners of radius r lack (4 - pi) r^2 of the box. So may a bump on a side, where a head stands;
    the sides beside round corners are shorter, a bump leaves them straight. Shadows leave two sharp corners.
    """
    lacking = max(s.box.area - polygon_area(s.points), 0.0)
    if not s.curved or math.sqrt(lacking / (4 - math.pi)) <= ROUND * min(s.box.width, s.box.height):
        return False
    if not is_even(s):
        return False
    found = profile(s.points)
    return not (found and min(found.straight()) >= STRAIGHT_SIDES)


def has_round_side(s: Shape) -> bool:
    """Whether both corners of one side only are round, as a rule leaves them that hides the opposite side."""
    least = ROUND * min(s.box.width, s.box.height)
    (a, b), (c, d) = ([cut >= least for cut in cuts_at(s)[n : n + 2]] for n in (0, 2))
    return s.curved and ((a == b and c == d and a != c) or (a == c and b == d and a != b))


def corner_cuts(s: Shape) -> list[float]:
    """How far an outline keeps off each corner of its box, across and down together, the least first."""
    return sorted(cuts_at(s))


def cuts_at(s: Shape) -> list[float]:
    """The same of the corners at the left, upper and lower, and at the right."""
    corners = [(x, y) for x in (s.box.x0, s.box.x1) for y in (s.box.y0, s.box.y1)]
    return [min(abs(p - x) + abs(q - y) for p, q in s.points) for x, y in corners]


def kind_of(s: Shape) -> tuple[JenisSimbol, float]:
    """Kind of a shape by its hull, which nicks and inner lines do not touch, and how sure that is.

    A kind that the source states stands.

    A document's wave vanishes in its hull, where it looks like a point: a curved outline is
    judged itself before it is called a pentagon.
    """
    if s.jenis:
        return s.jenis, s.sure
    jenis, sure = classify_outline(convex_hull(s.points))
    if jenis is JenisSimbol.SEGILIMA and s.curved:
        return classify_outline(s.points)
    return jenis, sure


def is_symbol_like(s: Shape, part: TablePart) -> bool:
    """By size and place: not a shading, a frame, a bullet or a letter."""
    b = s.box
    columns = pelaksana_of(part.kolom)
    if min(b.width, b.height) < LEAST or not columns:
        return False
    if not columns[0].x0 - LEAST <= b.cx <= columns[-1].x1 + LEAST:
        return False
    if b.width > WIDEST * max(k.x1 - k.x0 for k in columns) or b.height > HIGHEST:
        return False
    shading = s.filled and not s.stroked and is_upright_box(s)
    return not (shading and fills_cell(b, part)) and not is_backdrop(s, part)


def is_backdrop(s: Shape, part: TablePart) -> bool:
    """Whether a shape lies under the table, as the letters of a watermark do: a bare fill over lines of the
    table both across and down. A symbol stands in its cell, or hangs over one side of it.
    """
    if part.page.of_pixels or s.stroked or not s.filled:
        return False
    b = s.box
    columns = any(b.x0 + UPON < k.x0 < b.x1 - UPON for k in part.kolom)
    rows = any(b.y0 + UPON < y < b.y1 - UPON for r in part.baris for y in (r.box.y0, r.box.y1))
    return columns and rows


def fills_cell(b: Box, part: TablePart) -> bool:
    """Whether a box has its sides on the lines of the grid: then it is a cell's background."""
    on_x = sum(min(abs(x - v) for v in part.grid.xs) < UPON for x in (b.x0, b.x1))
    on_y = sum(min(abs(y - v) for v in part.grid.ys) < UPON for y in (b.y0, b.y1))
    return on_x + on_y >= 3


def outermost(shapes: Sequence[Shape]) -> list[Shape]:
    """Without shapes that lie within another: the rims and inner lines of one symbol."""
    out: list[Shape] = []
    near = Nearby()
    for s in sorted(shapes, key=lambda s: -s.box.area):
        if not any(s.box.overlap(out[n].box) > WITHIN * s.box.area for n in near.at(s.box)):
            near.add(s.box, len(out))
            out.append(s)
    return out


def stacked(told: Sequence[Told]) -> list[Told]:
    """Sheets drawn over one another, a document in several copies, as the one symbol they are."""
    out: list[Told] = []
    for s, jenis, sure in told:
        i = next(
            (i for i, t in enumerate(out) if jenis is t[1] is JenisSimbol.LAIN and is_stack(s, t[0])), None
        )
        if i is None:
            out.append((s, jenis, sure))
        else:
            hull = tuple(convex_hull([*out[i][0].points, *s.points]))
            out[i] = (replace(s, box=box_of_points(hull), points=hull), jenis, min(sure, out[i][2]))
    return out


def is_stack(s: Shape, t: Shape) -> bool:
    """Whether two shapes cover each other for the most part."""
    return s.box.overlap(t.box) > STACKED * min(s.box.area, t.box.area)


def symbol(
    page: Page, near: Sequence[Word], part: TablePart, s: Shape, jenis: JenisSimbol, sure: float
) -> Simbol | None:
    """A shape with its place in the table and those of the words near it that it holds."""
    row = row_of(page, part, s, jenis)
    if row is None and jenis is not JenisSimbol.SEGILIMA:
        return None
    hull = convex_hull(s.points)
    words = [w for w in near if inside((w.box.cx, w.box.cy), hull)]
    words.sort(key=lambda w: (round(w.box.cy / 3), w.box.x0))
    column = executor_at(part, s.box.cx)
    text, curved = " ".join(w.text for w in words), rounded(s) or has_round_side(s)
    return Simbol(jenis, s.box, s.points, column, row, text, sure, curved)


def row_of(page: Page, part: TablePart, s: Shape, jenis: JenisSimbol) -> int | None:
    """The row that holds a symbol's centre; the last one for a box that hangs out of the table below,
    and for an end that stands alone under it. A legend's symbols have their words beside them.
    """
    b = s.box
    row = row_at(part, b.cy)
    bottom = part.baris[-1].box.y1 if part.baris else math.inf
    if row is not None or b.cy < bottom:
        return row
    beside = [w for w in page.words if bottom < w.box.cy < b.y1 + LEAST and not b.holds(w.box.cx, w.box.cy)]
    end = jenis is JenisSimbol.KAPSUL and not is_round(b, s.points)
    alone = end and b.y0 < bottom + UNDER and not beside
    return len(part.baris) - 1 if alone or b.y0 < bottom - LEAST / 2 else None


def row_at(part: TablePart, y: float) -> int | None:
    """Number of the row, from 0, that holds ``y``."""
    return next((i for i, b in enumerate(part.baris) if b.box.y0 <= y < b.box.y1), None)


def executor_at(part: TablePart, x: float) -> int | None:
    """Number of the executor column, from 0, that holds ``x``."""
    return next((i for i, k in enumerate(pelaksana_of(part.kolom)) if k.x0 <= x <= k.x1), None)
