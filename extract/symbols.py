"""Closed shapes of a page told as the form's symbols, each with its row and executor column.

The five symbols are those of Permenpan-RB 35/2012. A shape is told by its outline alone: how
much of its box it fills, and how its width runs from top to bottom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.grid import cell_shapes, is_upright_box
from extract.outline import convex_hull, inside, polygon_area, simplify
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


def classify(s: Shape) -> tuple[JenisSimbol, float]:
    """Kind of a shape and how sure that is, 0..1."""
    b = s.box
    hull = convex_hull(s.points)
    fill = polygon_area(hull) / b.area if b.area else 0.0
    top, middle, bottom = (width_at(hull, b.y0 + f * b.height) / b.width for f in (0.06, 0.5, 0.94))
    corners = simplify([*hull, hull[0]], 0.04 * max(b.width, b.height))[:-1]
    if 0.4 <= fill <= 0.62 and middle > 0.85 and top < 0.4 and bottom < 0.4:
        return JenisSimbol.BELAH_KETUPAT, 1.0
    if is_pentagon(s, corners, fill):
        return JenisSimbol.SEGILIMA, 1.0
    if not s.curved:
        if fill > 0.96:
            return JenisSimbol.KOTAK, 1.0
        return (JenisSimbol.KAPSUL, 0.8) if fill > 0.8 and len(corners) > 5 else (JenisSimbol.LAIN, 0.8)
    if abs(top - bottom) > 0.12 or fill < 0.7:
        return JenisSimbol.LAIN, 0.8  # a document or a cylinder: rounded on one side only
    return JenisSimbol.KAPSUL, 1.0 if fill < 0.985 else 0.7


def is_pentagon(s: Shape, corners: Sequence[Point], fill: float) -> bool:
    """Five corners, one of them alone in the middle of a side: the page-break connector."""
    if s.curved or len(corners) != 5 or not 0.6 <= fill <= 0.95:
        return False
    b = s.box
    low = [p for p in corners if p[1] > b.y1 - 0.02 * b.height - 0.3]
    high = [p for p in corners if p[1] < b.y0 + 0.02 * b.height + 0.3]
    right = [p for p in corners if p[0] > b.x1 - 0.02 * b.width - 0.3]
    left = [p for p in corners if p[0] < b.x0 + 0.02 * b.width + 0.3]
    tips = [g for g in (low, high, right, left) if len(g) == 1]
    return any(abs(t[0][0] - b.cx) < 0.2 * b.width or abs(t[0][1] - b.cy) < 0.2 * b.height for t in tips)


def width_at(points: Sequence[Point], y: float) -> float:
    """Distance between the outermost crossings of an outline with the horizontal at ``y``."""
    xs = []
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        if (y0 <= y < y1) or (y1 <= y < y0):
            xs.append(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    return max(xs) - min(xs) if len(xs) > 1 else 0.0


def find_symbols(page: Page, part: TablePart) -> list[Simbol]:
    """Symbols of the table on a page, in reading order."""
    cells = {id(s) for s in cell_shapes(page)}
    area = Box(part.box.x0, part.box.y0 - OUTSIDE, part.box.x1, part.box.y1 + OUTSIDE)
    found = [
        s
        for s in page.shapes
        if id(s) not in cells and area.holds(s.box.cx, s.box.cy) and is_symbol_like(s, part)
    ]
    out = [symbol(page, part, s) for s in outermost(found)]
    return sorted((s for s in out if s), key=lambda s: (round(s.box.cy), s.box.x0))


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


def symbol(page: Page, part: TablePart, s: Shape) -> Simbol | None:
    jenis, sure = classify(s)
    row = row_at(part, s.box.cy)
    if row is None and jenis is not JenisSimbol.SEGILIMA:
        return None
    words = [w for w in page.words if inside((w.box.cx, w.box.cy), convex_hull(s.points))]
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
