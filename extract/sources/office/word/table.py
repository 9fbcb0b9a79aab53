"""Tables of Word files laid out: where columns and rows lie, which borders are drawn, what cells hold.

Source: ECMA-376 Part 1, 17.4. Columns have stated widths. A row is as high as it states and as
its texts need; Word keeps no other height, so heights are near those of print, not equal.
Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from extract.sources.ruling import Area, Axis, Sides, edges_of, rules_along
from schemas.page import Rule

MARGIN = 5.4  # between a cell's border and its text, Word's default
ROW = 12.0  # the lowest row
COLUMN = 40.0  # a column that the file does not name
LEAST = 4.0  # room for text in the narrowest cell
ALIGNED = 5  # column lines of a table that merely aligns labels and values
MAKS_KOLOM = 400
_INNER = (("top", "insideH"), ("right", "insideV"), ("bottom", "insideH"), ("left", "insideV"))
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
    last = len(rows) - 1
    areas = [(c.col, c.row, c.col + c.width, min(c.row + c.height, last)) for c in t.cells]
    cells = [(area, drawn_sides(t, c, area, last)) for area, c in zip(areas, t.cells, strict=True)]
    bare = bare_rows(cells, len(t.columns) - 1) if len(t.columns) > ALIGNED else set()
    edges = edges_of((area, (True,) * 4 if area[1] in bare else sides) for area, sides in cells)
    return rules_along(*edges, Axis([y0 + y for y in rows]), Axis([x0 + x for x in t.columns]))


def bare_rows(cells: Sequence[tuple[Area, Sides]], last: int) -> set[int]:
    """The rows in which no border parts one cell from the next. ``last``: the line at the table's right."""
    parted = {
        area[1] for area, (_, right, _, left) in cells if (left and area[0] > 0) or (right and area[2] < last)
    }
    return {area[1] for area, _ in cells} - parted


def drawn_sides(t: WordTable, c: WordCell, area: Area, rows: int) -> Sides:
    """The sides of a cell that are drawn: its own word goes before the table's."""
    c0, r0, c1, r1 = area
    outer = (r0 == 0, c1 >= len(t.columns) - 1, r1 >= rows, c0 == 0)
    return tuple(
        c.borders.get(side, t.borders.get(side if at_edge else inner, False))
        for (side, inner), at_edge in zip(_INNER, outer, strict=True)
    )
