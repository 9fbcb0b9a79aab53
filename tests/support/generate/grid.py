"""Draws the table: cells' texts and their rules, in the ways in which office programs write them."""

from __future__ import annotations

from collections import defaultdict

from schemas.page import Box, Point
from tests.support.generate.layout import ALL, PAD, Cell, Row, Table, TablePage, cell_text
from tests.support.generate.model import Sop
from tests.support.generate.pen import BLACK, Pen
from tests.support.generate.text import width, wrap

Edge = tuple[bool, float, float, float]  # horizontal, fixed coordinate, from, to


def draw_grid(pen: Pen, sop: Sop, table: Table, part: TablePage) -> None:
    cells = [*part.header, *(c for row in part.rows for c in row_cells(sop, table, row))]
    draw_cells(pen, cells, sop.style.rules, sop.style.rule_width)


def row_cells(sop: Sop, table: Table, row: Row) -> list[Cell]:
    cells: list[Cell] = []
    style = sop.style
    for i, column in enumerate(table.columns):
        box = Box(column.x0, row.top, column.x1, row.bottom)
        if column.executor:
            if not style.dividers and i and table.columns[i - 1].executor:
                box = Box(cells.pop().box.x0, row.top, column.x1, row.bottom)
            cells.append(Cell(box, (), style.font, table.size))
            continue
        text = cell_text(sop, row.index, column.field)
        lines = wrap(text, style.font, table.size, box.width - 2 * PAD)[slice(*row.lines)]
        valign = style.valign if row.lines == ALL else "top"
        align = "center" if column.field in ("nomor", "waktu") else "left"
        cells.append(Cell(box, tuple(lines), style.font, table.size, align, valign))
    return cells


def draw_cells(pen: Pen, cells: list[Cell], rules: str, stroke: float) -> None:
    for cell in cells:
        if cell.fill is not None:
            pen.rect(cell.box, cell.fill, None)
    draw_rules(pen, [c.box for c in cells], rules, stroke)
    for cell in cells:
        draw_text(pen, cell)


def draw_text(pen: Pen, cell: Cell) -> None:
    leading = cell.size * 1.2
    height = leading * len(cell.lines)
    top = cell.box.y0 + PAD if cell.valign == "top" else cell.box.cy - height / 2
    for n, line in enumerate(cell.lines):
        x = cell.box.x0 + PAD
        if cell.align == "center":
            x = cell.box.cx - width(line, cell.font, cell.size) / 2
        pen.text(x, top + n * leading + cell.size, line, cell.font, cell.size, cell.ink)


def draw_rules(pen: Pen, boxes: list[Box], rules: str, stroke: float) -> None:
    """The boxes' edges: as long lines, as boxes, or as thin filled strips with square or mitred ends;
    "none": no rules."""
    if rules == "rects":
        for box in boxes:
            pen.rect(box, None, stroke)
    elif rules == "cells":
        for box in boxes:
            pen.polygon(corners(box), None, stroke)
    elif rules == "lines":
        for edge in joined(edges(boxes)):
            pen.line(*ends(edge), stroke)
    elif rules in ("strips", "curves"):
        for edge in edges(boxes):
            strip(pen, edge, max(stroke, 0.5), rules == "curves")


def corners(box: Box) -> list[Point]:
    return [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]


def edges(boxes: list[Box]) -> list[Edge]:
    """Every edge of the boxes once."""
    found: dict[Edge, None] = {}
    for b in boxes:
        x0, y0, x1, y1 = (round(v, 3) for v in (b.x0, b.y0, b.x1, b.y1))
        for edge in ((True, y0, x0, x1), (True, y1, x0, x1), (False, x0, y0, y1), (False, x1, y0, y1)):
            found[edge] = None
    return list(found)


def joined(parts: list[Edge]) -> list[Edge]:
    """Edges that touch or overlap on one line made into one."""
    lines: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for horizontal, at, lo, hi in parts:
        lines[horizontal, at].append((lo, hi))
    found: list[Edge] = []
    for (horizontal, at), spans in sorted(lines.items()):
        lo, hi = sorted(spans)[0]
        for a, b in sorted(spans)[1:]:
            if a > hi + 0.01:
                found.append((horizontal, at, lo, hi))
                lo, hi = a, b
            hi = max(hi, b)
        found.append((horizontal, at, lo, hi))
    return found


def ends(edge: Edge) -> tuple[Point, Point]:
    horizontal, at, lo, hi = edge
    return ((lo, at), (hi, at)) if horizontal else ((at, lo), (at, hi))


def strip(pen: Pen, edge: Edge, thick: float, mitred: bool) -> None:
    horizontal, at, lo, hi = edge
    half = thick / 2
    if not mitred:
        box = Box(lo, at - half, hi, at + half) if horizontal else Box(at - half, lo, at + half, hi)
        pen.rect(box, BLACK, None)
        return
    shape = [(lo - half, at - half), (hi + half, at - half), (hi - half, at + half), (lo + half, at + half)]
    pen.polygon(shape if horizontal else [(y, x) for x, y in shape], BLACK, None)
