"""Tables of Word files laid out: where columns and rows lie, which borders are drawn, what cells hold.

Source: ECMA-376 Part 1, 17.4. Columns have stated widths. A row is as high as it states and as
its texts need; Word keeps no other height, so heights are near those of print, not equal.
Lengths are points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.sources.office.word.text import (
    TWIP,
    Numbering,
    Para,
    cells_of,
    paragraphs,
    rows_of,
    value,
)
from extract.sources.office.xml import Element, attr, child, children, local, whole
from extract.sources.ruling import Axis, Edge, rules_along
from schemas.page import Rule

MARGIN = 5.4  # between a cell's border and its text, Word's default
ROW = 12.0  # the lowest row
COLUMN = 40.0  # a column that the file does not name
LEAST = 4.0  # room for text in the narrowest cell
ALIGNED = 5  # column lines of a table that merely aligns labels and values
MAKS_KOLOM = 400
_SIDES = {"top": "top", "left": "left", "bottom": "bottom", "right": "right", "start": "left", "end": "right"}


@dataclass(slots=True)
class WordCell:
    """A cell: first column and row, columns and rows it spans, its paragraphs, where they stand."""

    col: int
    row: int
    width: int
    paras: list[Para]
    anchor: str
    borders: dict[str, bool]  # of its own, by side
    height: int = 1


@dataclass(slots=True)
class WordTable:
    """A table: columns as offsets from its left side, row heights stated, cells in order."""

    columns: list[float]
    stated: list[tuple[float, bool]] = field(default_factory=list)  # height, and whether it is exact
    cells: list[WordCell] = field(default_factory=list)
    borders: dict[str, bool] = field(default_factory=dict)  # of the whole table, by side


def table_of(tbl: Element, lists: Numbering, styles: Element | None) -> WordTable:
    """A table as the file states it."""
    out = WordTable(column_lines(tbl), borders=table_borders(tbl, styles))
    open_above: dict[int, WordCell] = {}
    for r, tr in enumerate(rows_of(tbl)):
        height = child(tr, "trPr", "trHeight")
        out.stated.append((whole(attr(height, "val")) * TWIP, attr(height, "hRule") == "exact"))
        col = whole(value(tr, "trPr", "gridBefore"))
        for tc in cells_of(tr):
            span = max(1, whole(value(tc, "tcPr", "gridSpan"), 1))
            if col + span > MAKS_KOLOM:  # no cell reaches beyond the columns that the table states
                span = max(1, len(out.columns) - 1 - col)
            if col + span > MAKS_KOLOM:
                break
            merge = value(tc, "tcPr", "vMerge")
            above = open_above.get(col)
            if merge is not None and merge != "restart" and above and above.width == span:
                above.height += 1
            else:
                cell = cell_of(tc, col, r, span, lists)
                out.cells.append(cell)
                open_above[col] = cell
            col += span
    widest = max((c.col + c.width for c in out.cells), default=0)
    while len(out.columns) <= widest:
        out.columns.append(out.columns[-1] + COLUMN)
    return out


def cell_of(tc: Element, col: int, row: int, span: int, lists: Numbering) -> WordCell:
    anchor = value(tc, "tcPr", "vAlign") or "top"
    borders = sides(child(tc, "tcPr", "tcBorders"))
    return WordCell(col, row, span, list(paragraphs(tc, lists)), anchor, borders)


def column_lines(tbl: Element) -> list[float]:
    """Offsets of the column lines from the table's left side."""
    lines = [0.0]
    for g in list(children(tbl, "tblGrid"))[:MAKS_KOLOM]:
        if local(g) == "gridCol":
            lines.append(lines[-1] + max(0, whole(attr(g, "w"))) * TWIP)
    return lines


def sides(borders: Element | None) -> dict[str, bool]:
    """Which sides a border element draws (True) or clears (False); those it does not name are absent."""
    out: dict[str, bool] = {}
    for b in children(borders):
        out[_SIDES.get(local(b), local(b))] = attr(b, "val") not in (None, "nil", "none")
    return out


def table_borders(tbl: Element, styles: Element | None) -> dict[str, bool]:
    """Borders of a whole table: its own over those of its style and what that is based on."""
    out = sides(child(tbl, "tblPr", "tblBorders"))
    name = value(tbl, "tblPr", "tblStyle")
    for _ in range(10):
        style = next((s for s in children(styles) if attr(s, "styleId") == name), None)
        if style is None:
            break
        out = sides(child(style, "tblPr", "tblBorders")) | out
        name = value(style, "basedOn")
    return out


def row_lines(t: WordTable) -> list[float]:
    """Offsets of the row lines: rows as high as stated and as their texts need."""
    heights = [max(h, 0.0 if exact else ROW) for h, exact in t.stated]
    for cell in sorted(t.cells, key=lambda c: c.height):
        last = min(cell.row + cell.height, len(heights)) - 1
        needed = content_height(t, cell) - sum(heights[cell.row : last])
        if not t.stated[last][1]:
            heights[last] = max(heights[last], needed)
    lines = [0.0]
    for h in heights:
        lines.append(lines[-1] + h)
    return lines


def text_width(t: WordTable, cell: WordCell) -> float:
    return max(t.columns[cell.col + cell.width] - t.columns[cell.col] - 2 * MARGIN, LEAST)


def content_height(t: WordTable, cell: WordCell) -> float:
    width = text_width(t, cell)
    return sum(p.height(width) for p in cell.paras)


def table_rules(t: WordTable, x0: float, y0: float, rows: list[float]) -> list[Rule]:
    """The ruled lines of a table whose top left corner is at x0, y0.

    Cells without a border are cells all the same: where the table has the columns of a step table, a row
    in which no border parts cells has lines all around them. Other tables merely align labels and values.
    """
    flat: set[Edge] = set()
    upright: set[Edge] = set()
    sides = [drawn_sides(t, c, len(rows) - 1) for c in t.cells]
    bare = bare_rows(t, sides) if len(t.columns) > ALIGNED else set()
    for c, drawn in zip(t.cells, sides, strict=True):
        r1, c1 = min(c.row + c.height, len(rows) - 1), c.col + c.width
        every = c.row in bare
        flat |= {(c.row, i) for i in range(c.col, c1) if drawn["top"] or every}
        flat |= {(r1, i) for i in range(c.col, c1) if drawn["bottom"] or every}
        upright |= {(c.col, i) for i in range(c.row, r1) if drawn["left"] or every}
        upright |= {(c1, i) for i in range(c.row, r1) if drawn["right"] or every}
    return rules_along(flat, upright, Axis([y0 + y for y in rows]), Axis([x0 + x for x in t.columns]))


def bare_rows(t: WordTable, sides: Sequence[Mapping[str, bool]]) -> set[int]:
    """The rows in which no border parts one cell from the next."""
    last = len(t.columns) - 1
    parted = {
        c.row
        for c, drawn in zip(t.cells, sides, strict=True)
        if (drawn["left"] and c.col > 0) or (drawn["right"] and c.col + c.width < last)
    }
    return {c.row for c in t.cells} - parted


def drawn_sides(t: WordTable, c: WordCell, rows: int) -> dict[str, bool]:
    """The sides of a cell that are drawn: its own word goes before the table's."""
    edge = {
        "top": c.row == 0,
        "left": c.col == 0,
        "bottom": c.row + c.height >= rows,
        "right": c.col + c.width >= len(t.columns) - 1,
    }
    out: dict[str, bool] = {}
    for side, outer in edge.items():
        inner = "insideH" if side in ("top", "bottom") else "insideV"
        out[side] = c.borders.get(side, t.borders.get(side if outer else inner, False))
    return out
