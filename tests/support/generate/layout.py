"""Where the table stands: columns, header cells, rows, and which row falls on which page.

All boxes are in points, origin top left, as in the page model.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from schemas.page import Box
from tests.support.generate.flow import arrows
from tests.support.generate.model import KETUPAT, TITLES, Color, Executor, Paint, Sop, Step, Style
from tests.support.generate.text import bold, longest_word, wrap

PAD = 3.0
ZONE = 22.0  # height that page-break connectors take
WEIGHT = {"nomor": 0.0, "kegiatan": 2.6, "kelengkapan": 1.6, "waktu": 0.6, "output": 1.5, "keterangan": 1.3}
GROUPED = ("kelengkapan", "waktu", "output")
ALL: tuple[int, int | None] = (0, None)
BOTTOM = 34.0  # free at the foot of a page


class LayoutError(Exception):
    """The description cannot be drawn legibly: a word too wide, a row too high, no room for a line."""


@dataclass(frozen=True, slots=True)
class Cell:
    box: Box
    lines: tuple[str, ...]
    font: str
    size: float
    align: str = "left"  # left | center
    valign: str = "middle"
    fill: Paint | None = None
    ink: Color = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Column:
    """``path``: header titles over the column, from the top; ``executor`` is None for a field."""

    field: str
    path: tuple[str, ...]
    x0: float
    x1: float
    executor: Executor | None = None

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Row:
    """``above``, ``below``: room inside the row that is kept for page-break connectors. ``lines``:
    which printed lines of its cells stand here; a row that a page break cuts has two parts, and
    its number and symbols stand in the first."""

    index: int
    top: float
    bottom: float
    above: float = 0.0
    below: float = 0.0
    lines: tuple[int, int | None] = ALL

    @property
    def continued(self) -> bool:
        return self.lines[0] > 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A row, or a part of it, with the height that its text and symbols need."""

    index: int
    height: float
    lines: tuple[int, int | None] = ALL


@dataclass(frozen=True, slots=True)
class TablePage:
    """One page's part of the table. ``page`` counts from 0 at the SOP's first page."""

    page: int
    top: float
    body_top: float
    bottom: float
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    size: float
    pages: tuple[TablePage, ...]
    leading: float = field(default=0.0)

    def page_of(self, row: int) -> int:
        return next(p.page for p in self.pages if any(r.index == row for r in p.rows))

    def executors(self) -> list[Column]:
        return [c for c in self.columns if c.executor]


def lay_table(sop: Sop, first_page: int, first_top: float) -> Table:
    """The table of ``sop``, its first part at ``first_top`` of page ``first_page``."""
    size = sop.style.size
    while True:
        try:
            columns = lay_columns(sop, size)
            break
        except LayoutError:
            size -= 0.25
            if size < 5:
                raise
    pages = Pager(sop, columns, size).run(first_page, first_top)
    return Table(columns, size, pages, size * 1.2)


def lay_columns(sop: Sop, size: float) -> tuple[Column, ...]:
    """Columns as wide as their longest word needs, the rest shared by weight."""
    plan = [c for name in sop.style.columns for c in plan_column(sop, name)]
    least = [column_least(sop, c, size) for c in plan]
    weights = [1.0 if c.executor else WEIGHT[c.field] for c in plan]
    room = sop.style.paper[0] - 2 * sop.style.margin
    spare = room - sum(least)
    if spare < 0:
        raise LayoutError("columns do not fit")
    columns, x = [], sop.style.margin
    for column, low, weight in zip(plan, least, weights, strict=True):
        x1 = x + low + spare * weight / sum(weights)
        columns.append(replace(column, x0=x, x1=x1))
        x = x1
    return tuple(columns)


def plan_column(sop: Sop, name: str) -> list[Column]:
    titles = TITLES | sop.style.titles
    if name == "pelaksana":
        return [Column(name, executor_path(e, titles["pelaksana"]), 0, 0, e) for e in sop.pelaksana]
    grouped = name in GROUPED or (name == "keterangan" and sop.style.ket_in_group)
    path = (titles["mutu"], titles[name]) if grouped and titles["mutu"] else (titles[name],)
    return [Column(name, path, 0, 0)]


def executor_path(executor: Executor, group: str) -> tuple[str, ...]:
    over = (group,) if group and not executor.di_luar else ()
    return (*over, *((executor.kelompok,) if executor.kelompok else ()), executor.label)


def column_least(sop: Sop, column: Column, size: float) -> float:
    head = longest_word(column.path[-1], bold(sop.style.font), size)
    if column.executor:
        return max(head + 2 * PAD, sop.style.symbol[0] / 0.6)
    texts = [cell_text(sop, i, column.field) for i in range(len(sop.langkah))]
    body = max(longest_word(t, sop.style.font, size) for t in texts)
    return max(head, body) + 2 * PAD + 1


def cell_text(sop: Sop, row: int, name: str) -> str:
    """What stands in the cell, with its line breaks."""
    step = sop.langkah[row]
    if name == "nomor":
        printed = printed_number(sop, row)
        return printed + sop.style.dot if printed else ""
    return step.waktu.teks if name == "waktu" else str(getattr(step, name))


def printed_number(sop: Sop, row: int) -> str:
    """The number of a row: its own, or its place among the rows that are counted."""
    own = sop.langkah[row].nomor
    return own if own is not None else str(sum(s.nomor is None for s in sop.langkah[: row + 1]))


def symbol_size(style: Style, kind: str) -> tuple[float, float]:
    w, h = style.symbol
    return (w * 1.1, h * 1.5) if kind == KETUPAT else (w, h)


def row_height(sop: Sop, columns: tuple[Column, ...], row: int, size: float) -> float:
    step, style = sop.langkah[row], sop.style
    text = line_count(sop, columns, row, size) * size * 1.2 + 2 * PAD
    return max(text, stack_height(step, style) + 14, style.row_min)


def line_count(sop: Sop, columns: tuple[Column, ...], row: int, size: float) -> int:
    """Printed lines of the row's fullest cell."""
    return max(
        len(wrap(cell_text(sop, row, c.field), sop.style.font, size, c.width - 2 * PAD))
        for c in columns
        if not c.executor
    )


def stack_height(step: Step, style: Style) -> float:
    """Height of the highest pile of symbols in one cell of the row."""
    piles: dict[str, float] = {}
    for s in step.simbol:
        piles[s.di] = piles.get(s.di, -16.0) + symbol_size(style, s.jenis)[1] + 16
    return max(piles.values(), default=0.0)


@dataclass(slots=True)
class Pager:
    """Fills pages with rows."""

    sop: Sop
    columns: tuple[Column, ...]
    size: float

    def run(self, page: int, top: float) -> tuple[TablePage, ...]:
        heights = [row_height(self.sop, self.columns, i, self.size) for i in range(len(self.sop.langkah))]
        chunks = self.chunks(heights, top)
        owner = {p.index: n for n, chunk in enumerate(chunks) for p in chunk if not p.lines[0]}
        pairs = [(owner[a.start[0]], owner[a.end[0]]) for a in arrows(self.sop)]
        crossed = {n for a, b in pairs if a != b for n in (a, b)}
        pages = []
        for n, chunk in enumerate(chunks):
            above = n > 0 and any(a != b and n in (a, b) and min(a, b) < n for a, b in pairs)
            below = n in crossed and any(a != b and n in (a, b) and max(a, b) > n for a, b in pairs)
            pages.append(self.part(page + n, n, top, chunk, above, below))
        return tuple(pages)

    def start(self, n: int, top: float) -> float:
        """Top of the table's n-th part; connectors above a headless table need room."""
        if n == 0:
            return top
        return self.sop.style.margin + (0 if self.inside_top() else ZONE)

    def inside_top(self) -> bool:
        style = self.sop.style
        return style.breaks != "bawah" or style.repeat_header

    def header_height(self, n: int) -> float:
        if n > 0 and not self.sop.style.repeat_header:
            return 0.0
        cells = lay_header(self.sop, self.columns, self.size, 0.0)
        return max(c.box.y1 for c in cells)

    def chunks(self, heights: list[float], top: float) -> list[list[Piece]]:
        limit = self.sop.style.paper[1] - BOTTOM - len(self.sop.style.closing) * 14
        chunks: list[list[Piece]] = [[]]
        y = top + self.header_height(0)
        for i, height in enumerate(heights):
            piece = Piece(i, height)
            reserve = 0 if i == len(heights) - 1 else ZONE
            if y + height + reserve > limit:
                first, piece = self.split(piece, limit - ZONE - y)
                chunks[-1] += [first] if first else []
                if not chunks[-1]:
                    raise LayoutError(f"row {i + 1} is higher than its page")
                chunks.append([])
                y = self.start(len(chunks) - 1, top) + self.header_height(len(chunks) - 1) + ZONE
            chunks[-1].append(piece)
            y += piece.height
        return chunks

    def split(self, piece: Piece, room: float) -> tuple[Piece | None, Piece]:
        """What of the row still goes into ``room``, and the rest of it."""
        style, leading = self.sop.style, self.size * 1.2
        many = line_count(self.sop, self.columns, piece.index, self.size)
        fit = min(int((room - 2 * PAD) / leading), many - 1)
        least = stack_height(self.sop.langkah[piece.index], style) + 14
        if not style.split_rows or fit < 1 or room < least or many < 3:
            return None, piece
        first = max(fit * leading + 2 * PAD, least)
        rest = (many - fit) * leading + 2 * PAD
        return Piece(piece.index, first, (0, fit)), Piece(piece.index, rest, (fit, None))

    def part(self, page: int, n: int, top: float, pieces: list[Piece], above: bool, below: bool) -> TablePage:
        style = self.sop.style
        at = self.start(n, top)
        header = lay_header(self.sop, self.columns, self.size, at) if n == 0 or style.repeat_header else ()
        y = body_top = at + self.header_height(n)
        placed = []
        for k, piece in enumerate(pieces):
            over = ZONE if k == 0 and above and self.inside_top() and style.breaks != "potong" else 0.0
            under = ZONE if k == len(pieces) - 1 and below and style.breaks == "dalam" else 0.0
            bottom = y + piece.height + over + under
            placed.append(Row(piece.index, y, bottom, over, under, piece.lines))
            y = placed[-1].bottom
        return TablePage(page, at, body_top, y, tuple(header), tuple(placed))


def lay_header(sop: Sop, columns: tuple[Column, ...], size: float, top: float) -> tuple[Cell, ...]:
    """Header cells: group cells over several columns, leaves down to the last level, numbers below."""
    depth = max(len(c.path) for c in columns)
    spans = [s for level in range(depth) for s in header_spans(columns, level)]
    heights = level_heights(sop, columns, spans, depth, size)
    tops = [top + sum(heights[:n]) for n in range(depth + 1)]
    font, fill, ink = bold(sop.style.font), header_paint(sop.style), sop.style.header_ink
    cells = []
    for level, first, last, leaf in spans:
        box = Box(columns[first].x0, tops[level], columns[last].x1, tops[depth if leaf else level + 1])
        lines = wrap(columns[first].path[level], font, size, box.width - 2 * PAD)
        cells.append(Cell(box, tuple(lines), font, size, "center", "middle", fill, ink))
    return (*cells, *number_cells(sop, columns, size, tops[depth]))


def header_spans(columns: tuple[Column, ...], level: int) -> list[tuple[int, int, int, bool]]:
    """(level, first column, last column, is a leaf) of the cells that begin at ``level``."""
    spans: list[tuple[int, int, int, bool]] = []
    for i, column in enumerate(columns):
        if len(column.path) <= level:
            continue
        leaf = len(column.path) == level + 1
        last = spans[-1] if spans else None
        if last and not leaf and not last[3] and last[2] == i - 1:
            before = columns[i - 1].path
            if before[: level + 1] == column.path[: level + 1]:
                spans[-1] = (level, last[1], i, False)
                continue
        spans.append((level, i, i, leaf))
    return spans


def level_heights(
    sop: Sop,
    columns: tuple[Column, ...],
    spans: list[tuple[int, int, int, bool]],
    depth: int,
    size: float,
) -> list[float]:
    """Height of each header level, the last one stretched for titles that span the rest."""
    heights = [size * 1.2 + 2 * PAD] * depth
    for level, first, last, leaf in sorted(spans):
        room = columns[last].x1 - columns[first].x0 - 2 * PAD
        lines = len(wrap(columns[first].path[level], bold(sop.style.font), size, room))
        end = depth if leaf else level + 1
        lack = lines * size * 1.2 + 2 * PAD - sum(heights[level:end])
        heights[end - 1] += max(lack, 0.0)
    return heights


def number_cells(sop: Sop, columns: tuple[Column, ...], size: float, top: float) -> list[Cell]:
    """The row of column numbers; "loncat": one number over all executors."""
    style = sop.style
    if not style.numbering:
        return []
    pattern = "({})" if style.numbering == "(1)" else "{}"
    cells: list[Cell] = []
    for i, column in enumerate(columns):
        if style.numbering == "loncat" and column.executor and i and columns[i - 1].executor:
            cells[-1] = replace(cells[-1], box=replace(cells[-1].box, x1=column.x1))
            continue
        box = Box(column.x0, top, column.x1, top + size * 1.2 + 4)
        text = pattern.format(len(cells) + 1)
        paint = header_paint(style), style.header_ink
        cells.append(Cell(box, (text,), style.font, size, "center", "middle", *paint))
    return cells


def header_paint(style: Style) -> Paint | None:
    """The fill of header cells, a grey level as a colour."""
    return (style.header_fill,) * 3 if isinstance(style.header_fill, float) else style.header_fill
