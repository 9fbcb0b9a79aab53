"""Where the rows, columns and cells of a worksheet lie, and the rules that its borders draw.

Source: ECMA-376 Part 1, 18.3.1.13 (column widths in characters of 7 pixels, 96 pixels an inch)
and 18.3.1.73 (row heights in points). Lengths are points of the page: those of the sheet times
the page's scale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.sources.office.workbook.book import Format, Range, Worksheet
from extract.sources.office.workbook.values import shown
from extract.sources.ruling import Area, Axis, Edge, Sides, edges_of, rules_along
from extract.sources.typeset import Style, shortened, text_height
from schemas.page import Box, Rule

PIXEL = 0.75  # points
COLUMN = 48.0  # points: a column that no one has set
ROW = 15.0
TABLE = 5  # filled columns: a row with as many is a table's, no line of text
GRIDLINES = 400  # rows or columns; more without a single border is data, not a form
_ALIGN = {"center": "center", "right": "right", "centerContinuous": "center", "distributed": "center"}


@dataclass(frozen=True, slots=True)
class CellText:
    """A filled cell: its range, its text, and how it is set (size in points of the sheet)."""

    area: Range
    text: str
    style: Style
    across: bool  # centred over the empty cells that follow
    length: int = 0  # letters of a text that was too long and is shortened


@dataclass(frozen=True, slots=True)
class Layout:
    """A worksheet with its places. ``merged``: the range that each merged cell is in."""

    scale: float
    columns: Axis
    rows: Axis
    cells: tuple[CellText, ...]
    merged: dict[tuple[int, int], Range]

    def box(self, area: Range) -> Box:
        c0, r0, c1, r1 = area
        return Box(self.columns.at(c0 - 1), self.rows.at(r0 - 1), self.columns.at(c1), self.rows.at(r1))


def lay_out(ws: Worksheet, scale: float) -> Layout:
    """Places of everything on a worksheet, ``scale`` points of the page for each of the sheet's."""
    merged: dict[tuple[int, int], Range] = {}
    for area in ws.merged:
        merged |= {(c, r): area for c in range(area[0], area[2] + 1) for r in range(area[1], area[3] + 1)}
    cells = tuple(filled_cells(ws, merged))
    columns = column_axis(ws)
    rows = row_axis(ws, cells, columns)
    return Layout(scale, scaled(columns, scale), scaled(rows, scale), cells, merged)


def filled_cells(ws: Worksheet, merged: dict[tuple[int, int], Range]) -> Iterator[CellText]:
    """Cells that show text, row by row."""
    for (r, c), cell in sorted(ws.cells.items()):
        text, length = shortened(shown(cell.value, cell.format.number))
        if text.strip():
            number = not isinstance(cell.value, str)
            area = merged.get((c, r), (c, r, c, r))
            across = cell.format.horizontal == "centerContinuous"
            yield CellText(area, text, style_of(cell.format, number), across, length)


def style_of(form: Format, number: bool) -> Style:
    """How a cell sets its text. Numbers stand to the right where nothing else is said."""
    side = form.horizontal
    return Style(
        size=form.size,
        bold=form.bold,
        wrap=form.wrap or side in ("justify", "distributed"),
        align=_ALIGN.get(side or "", "right" if number and side is None else "left"),
        anchor=form.vertical if form.vertical in ("top", "center") else "bottom",
    )


def column_axis(ws: Worksheet) -> Axis:
    usual = points(ws.width) if ws.width else COLUMN
    count = ws.columns
    sizes: dict[int, float] = {}
    for first, last, width in ws.widths:
        for c in range(first, min(last, count + 1) + 1):
            sizes[c] = usual if width is None else points(width)
    return axis(sizes, usual, count)


def points(width: float) -> float:
    """Column width in characters of the usual font, 7 pixels each, to points."""
    return int(width * 7 + 0.5) * PIXEL


def row_axis(ws: Worksheet, cells: Iterable[CellText], columns: Axis) -> Axis:
    """Rows without a height of their own are as high as their texts need, as the program shows them."""
    usual = ROW if ws.height is None else ws.height
    sizes = ws.heights
    needed: dict[int, float] = defaultdict(float)
    for c0, r0, c1, r1, cell in ((*k.area, k) for k in cells):
        if r0 == r1 and r0 not in sizes and usual:
            width = columns.at(c1) - columns.at(c0 - 1)
            needed[r0] = max(needed[r0], usual, text_height(cell.text, width, cell.style))
    return axis(needed | sizes, usual, ws.rows)


def axis(sizes: dict[int, float], usual: float, count: int) -> Axis:
    lines = [0.0]
    for i in range(1, count + 1):
        lines.append(lines[-1] + sizes.get(i, usual))
    return Axis(lines, usual)


def scaled(a: Axis, scale: float) -> Axis:
    return Axis([v * scale for v in a.lines], a.usual * scale)


def bordered(
    cells: Mapping[tuple[int, int], Sides], merged: dict[tuple[int, int], Range]
) -> Iterator[tuple[Area, Sides]]:
    """Cells, by row and column, with the sides that have a border: none inside merged cells."""
    for (r, c), sides in cells.items():
        c0, r0, c1, r1 = merged.get((c, r), (c, r, c, r))
        outer = (r0 == r, c1 == c, r1 == r, c0 == c)
        yield (c - 1, r - 1, c, r), tuple(own and at_edge for own, at_edge in zip(sides, outer, strict=True))


def gridlines(layout: Layout) -> dict[tuple[int, int], Sides]:
    """Borders around every cell of the filled range: what a sheet without any shows on the screen."""
    c1 = max((k.area[2] for k in layout.cells), default=0)
    r1 = max((k.area[3] for k in layout.cells), default=0)
    if max(c1, r1) > GRIDLINES:
        return {}
    return {(r, c): (True,) * 4 for c in range(1, c1 + 1) for r in range(1, r1 + 1)}


def bare_cells(layout: Layout, upright: set[Edge]) -> dict[tuple[int, int], Sides]:
    """Borders around every cell of rows that are filled like a table's and in which none parts the cells.

    Rows that follow one another are as wide as the widest of them.
    """
    filled: dict[int, set[int]] = defaultdict(set)
    for k in layout.cells:
        filled[k.area[1]].update((k.area[0], k.area[2]))
    out: dict[tuple[int, int], Sides] = {}
    wide: set[int] = set()
    before = 0
    for r in sorted(filled):
        columns = filled[r]
        if len(columns) < TABLE or any((c, r - 1) in upright for c in range(min(columns), max(columns))):
            continue
        wide = wide | columns if r == before + 1 else set(columns)
        before = r
        out |= {(r, c): (True,) * 4 for c in range(min(wide), max(wide) + 1)}
    return out


def rules_of(ws: Worksheet, layout: Layout) -> tuple[list[Rule], set[Edge]]:
    """The ruled lines of a worksheet, and the upright edges among those that they are made of."""
    own = {place: cell.format.borders for place, cell in ws.cells.items()}
    edges = edges_of(bordered(own, layout.merged))
    bare = bare_cells(layout, edges[1]) if any(edges) else gridlines(layout)
    more = edges_of(bordered(bare, layout.merged))
    edges = edges[0] | more[0], edges[1] | more[1]
    return rules_along(*edges, layout.rows, layout.columns), edges[1]


def text_area(cell: CellText, layout: Layout, filled: set[tuple[int, int]], upright: set[Edge]) -> Range:
    """The range that a cell's text runs over: unwrapped text runs on over empty cells without a border.

    ``filled``: column and row of cells that hold text, ``upright``: the vertical edges drawn.
    """
    c0, r0, c1, r1 = cell.area
    if r0 != r1 or (cell.style.wrap and not cell.across):
        return cell.area
    right = room(cell.area, 1, layout, filled, upright) if cell.style.align != "right" or cell.across else 0
    left = 0
    if cell.style.align != "left" and not cell.across:
        left = room(cell.area, -1, layout, filled, upright)
    if cell.style.align == "center" and not cell.across:
        left = right = min(left, right)
    return (c0 - left, r0, c1 + right, r1)


def room(area: Range, step: int, layout: Layout, filled: set[tuple[int, int]], upright: set[Edge]) -> int:
    """How many cells beside an area are empty and not divided from it, on the filled part of the sheet."""
    r = area[1]
    c = area[2] if step > 0 else area[0]
    n = 0
    last = len(layout.columns.lines) - 1
    while True:
        line = c if step > 0 else c - 1
        c += step
        taken = (c, r) in filled or (c, r) in layout.merged
        if not 1 <= c <= last or taken or (line, r - 1) in upright:
            return n
        n += 1
