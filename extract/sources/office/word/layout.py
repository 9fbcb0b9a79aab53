"""A piece of a Word file laid out as a page: paragraphs, a table under them, drawings.

Lengths are points. Heights are estimates: Word keeps none but those that a row states.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extract.sources.office.drawingml import ShapeCanvas
from extract.sources.office.word.drawing import Spot, put_drawing
from extract.sources.office.word.table import (
    MARGIN,
    WordTable,
    content_height,
    row_lines,
    table_rules,
    text_width,
)
from extract.sources.office.word.text import Para
from extract.sources.office.word.vml import put_vml
from extract.sources.office.xml import local
from extract.sources.typeset import cut, lay_text
from schemas.page import NONSENSE, Box, LeftOut, Page, Shape
from schemas.tinjauan import Kode

WIDTH, MARGINS = 842.0, 36.0  # where a document does not say
GAP = 2.0  # between paragraphs and the table under them
FALL = {"center": 0.5, "bottom": 1.0}  # share of the spare height above a cell's text


@dataclass(slots=True)
class WordPiece:
    """A table with the paragraphs before it, or the paragraphs after the last table.

    ``fresh``: a printed page starts with it. ``shift``: of the table from the left margin.
    """

    fresh: bool = False
    paras: list[Para] = field(default_factory=list)
    table: WordTable | None = None
    shift: float = 0.0
    width: float = WIDTH
    left: float = MARGINS
    top: float = MARGINS


@dataclass(frozen=True, slots=True)
class LaidPiece:
    """A page being laid out, what is drawn on it, and the piece that it shows."""

    page: Page
    canvas: ShapeCanvas
    piece: WordPiece


def piece_page(piece: WordPiece, index: int, picture: Callable[[str], bytes | None]) -> Page:
    """A piece as a page. ``index``: its place among the pieces, from 1; ``picture``: gives one by its id."""
    sheet = LaidPiece(Page(index, piece.width, 0.0, source="lembar"), ShapeCanvas(picture=picture), piece)
    page = sheet.page
    room = Box(piece.left, 0.0, piece.width - piece.left, 0.0)
    y = put_paras(sheet, piece.paras, room, in_cell=False)
    if piece.table:
        y = put_table(sheet, piece.table, y + GAP)
    sheet.canvas.put_on(page)
    page.height = max([y, *(s.box.y1 for s in page.shapes), *(w.box.y1 for w in page.words)]) + 1.0
    page.width = max([page.width, *(r.hi if r.horizontal else r.at for r in page.rules)])
    return page


def put_paras(sheet: LaidPiece, paras: list[Para], room: Box, in_cell: bool) -> float:
    """Lay paragraphs from the top of ``room``, pressed together where a cell is too low for them.

    Returns where they end.
    """
    total = sum(p.height(room.width) for p in paras)
    press = min(1.0, room.height / total) if in_cell and total > 0 else 1.0
    y = room.y0
    for p in paras:
        end = y + p.height(room.width) * press
        inner = Box(room.x0, y + p.gap[0] * press, room.x1, end - p.gap[1] * press)
        sheet.page.words += lay_text(p.text, inner, p.style)
        if p.length:
            sheet.page.left_out.append(LeftOut(inner, Kode.TEKS_TERPOTONG, cut(p.length)))
        for drawing in p.drawings:
            spot = Spot(Box(room.x0, y, room.x1, end), room, in_cell, paper_of(sheet.piece))
            put = put_vml if local(drawing) == "pict" else put_drawing
            known = len(sheet.canvas.shapes)
            try:
                put(drawing, spot, sheet.canvas)
            except NONSENSE:
                sheet.page.left_out.append(LeftOut(inner))
            placed = [shape for _, shape in sheet.canvas.shapes[known:]]
            sheet.page.left_out += estimated(placed, room if in_cell else None)
        y = end
    return y


def estimated(shapes: Sequence[Shape], cell: Box | None) -> list[LeftOut]:
    """A doubt at each shape that does not stand in the cell that it is tied to.

    How high the rows are that it reaches over is not stated in the file; within its own cell it stands for
    certain.
    """
    return [
        LeftOut(s.box, Kode.LETAK_DIPERKIRAKAN)
        for s in shapes
        if cell is None
        or not (cell.x0 <= s.box.cx <= cell.x1 and cell.y0 <= s.box.y0 and s.box.y1 <= cell.y1)
    ]


def paper_of(piece: WordPiece) -> tuple[float, float, float, float] | None:
    """Edges and margins of the printed page in the points of the page laid out, where known."""
    return (0.0, -piece.top, piece.left, 0.0) if piece.fresh else None


def put_table(sheet: LaidPiece, table: WordTable, top: float) -> float:
    """Lay a table with its top at ``top``; returns its bottom."""
    rows = row_lines(table)
    x0 = sheet.piece.left + sheet.piece.shift
    sheet.page.rules += table_rules(table, x0, top, rows)
    for c in table.cells:
        y0, y1 = top + rows[c.row], top + rows[min(c.row + c.height, len(rows) - 1)]
        left = x0 + table.columns[c.col] + MARGIN
        spare = max(0.0, y1 - y0 - content_height(table, c))
        start = y0 + spare * FALL.get(c.anchor, 0.0)
        put_paras(sheet, c.paras, Box(left, start, left + text_width(table, c), y1), in_cell=True)
    return top + rows[-1]
