"""Closed shapes of a page told as the form's symbols, each with its row and executor column.

The five symbols are those of Permenpan-RB 35/2012. A shape is told by its outline alone: how
much of its box it fills, and how its width runs from top to bottom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.grid import cell_shapes, is_upright_box
from extract.outline import convex_hull, inside, polygon_area
from extract.outlines import classify_outline
from extract.table import TablePart
from schemas.page import Box, Page, Point, Shape
from schemas.vocab import JenisSimbol

LEAST = 6.0  # points: the smaller side of the smallest symbol
OUTSIDE = 75.0  # points above or below the table where page-break connectors still stand


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


def find_symbols(page: Page, part: TablePart) -> list[Simbol]:
    """Symbols of the table on a page, in reading order."""
    cells = {id(s) for s in cell_shapes(page)}
    area = Box(part.box.x0, part.box.y0 - OUTSIDE, part.box.x1, part.box.y1 + OUTSIDE)
    found = [
        s
        for s in page.shapes
        if id(s) not in cells and area.holds(s.box.cx, s.box.cy) and is_symbol_like(s, part)
    ]
    told = kinds_of(outermost(found))
    out = [k for s, jenis, sure in told if (k := symbol(page, part, s, jenis, sure))]
    return sorted(out, key=lambda s: (round(s.box.cy), s.box.x0))


def kinds_of(shapes: Sequence[Shape]) -> list[tuple[Shape, JenisSimbol, float]]:
    """Kind of every shape. Boxes with rounded corners are ends where plain boxes stand beside them,
    and boxes where all are rounded: only the page tells.
    """
    told = [(s, *kind_of(s)) for s in shapes]
    told = [(s, JenisSimbol.SEGILIMA if is_circle(s, shapes) else jenis, sure) for s, jenis, sure in told]
    plain = any(jenis is JenisSimbol.KOTAK and not s.curved for s, jenis, _ in told)
    return [
        (s, JenisSimbol.KAPSUL if plain and s.curved and jenis is JenisSimbol.KOTAK else jenis, sure)
        for s, jenis, sure in told
    ]


def kind_of(s: Shape) -> tuple[JenisSimbol, float]:
    """Kind of a shape by its hull, which nicks and inner lines do not touch, and how sure that is.

    A document's wave vanishes in its hull, where it looks like a point: a curved outline is
    judged itself before it is called a pentagon.
    """
    jenis, sure = classify_outline(convex_hull(s.points))
    if jenis is JenisSimbol.SEGILIMA and s.curved:
        return classify_outline(s.points)
    return jenis, sure


def is_symbol_like(s: Shape, part: TablePart) -> bool:
    """By size and place: not a shading, a frame, a bullet or a letter."""
    b = s.box
    columns = [k for k in part.kolom if k.isi == "pelaksana"]
    if min(b.width, b.height) < LEAST or not columns:
        return False
    if not columns[0].x0 - 6 <= b.cx <= columns[-1].x1 + 6:
        return False
    if b.width > 2.2 * max(k.x1 - k.x0 for k in columns) or b.height > 140:
        return False
    shading = s.filled and not s.stroked and is_upright_box(s)
    return not (shading and fills_cell(b, part))


def fills_cell(b: Box, part: TablePart) -> bool:
    """Whether a box has its sides on the lines of the grid: then it is a cell's background."""
    on_x = sum(min(abs(x - v) for v in part.grid.xs) < 2.0 for x in (b.x0, b.x1))
    on_y = sum(min(abs(y - v) for v in part.grid.ys) < 2.0 for y in (b.y0, b.y1))
    return on_x + on_y >= 3


def outermost(shapes: Sequence[Shape]) -> list[Shape]:
    """Without shapes that lie within another: the rims and inner lines of one symbol."""
    out: list[Shape] = []
    for s in sorted(shapes, key=lambda s: -s.box.area):
        if not any(s.box.overlap(t.box) > 0.8 * s.box.area for t in out):
            out.append(s)
    return out


def is_circle(s: Shape, shapes: Sequence[Shape]) -> bool:
    """A circle smaller than the page's symbols: the flow chart's connector, in the place of a pentagon."""
    b = s.box
    if not s.curved or not 0.85 < b.width / b.height < 1.18 or polygon_area(s.points) > 0.83 * b.area:
        return False
    widths = sorted(t.box.width for t in shapes)
    return len(shapes) > 2 and b.width < 0.7 * widths[len(widths) // 2]


def symbol(page: Page, part: TablePart, s: Shape, jenis: JenisSimbol, sure: float) -> Simbol | None:
    row = row_at(part, s.box.cy)
    if row is None and jenis is not JenisSimbol.SEGILIMA:
        return None
    hull = convex_hull(s.points)
    words = [w for w in page.words if inside((w.box.cx, w.box.cy), hull)]
    words.sort(key=lambda w: (round(w.box.cy / 3), w.box.x0))
    column = executor_at(part, s.box.cx)
    return Simbol(jenis, s.box, s.points, column, row, " ".join(w.text for w in words), sure)


def row_at(part: TablePart, y: float) -> int | None:
    for i, b in enumerate(part.baris):
        if b.box.y0 <= y < b.box.y1:
            return i
    return None


def executor_at(part: TablePart, x: float) -> int | None:
    """Number of the executor column, from 0, that holds ``x``."""
    columns = [k for k in part.kolom if k.isi == "pelaksana"]
    for i, k in enumerate(columns):
        if k.x0 <= x <= k.x1:
            return i
    return None
