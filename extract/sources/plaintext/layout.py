"""Sheets of an export laid out as pages of words, rules and shapes.

An export keeps no places: every printed line is one line here, as wide as it is long, so that no line
break is invented; a column is as wide as the longest line that any table of so many columns has in it,
so that a table over several pages keeps its columns. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from extract.sources.plaintext.columns import Row, cell
from extract.sources.plaintext.cut import PlainPiece
from extract.sources.plaintext.diagram import drawing_doubts
from extract.sources.plaintext.marks import Mark
from extract.sources.plaintext.markup import EMPTY
from extract.sources.plaintext.steps import Doubt
from extract.sources.ruling import Axis, rules_along
from extract.sources.typeset import LINE, MAKS_TEKS, Style, cut, lay_text, shortened, text_width
from schemas.page import Box, LeftOut, Page, Point, Rule, Shape
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

PRINT = Style(10.0, wrap=False, anchor="top")
TITLE = Style(14.0, bold=True, wrap=False, anchor="top")
IN_SYMBOL = Style(8.0, wrap=False, align="center")
MARGIN = 36.0
PAD = 4.0  # between a border and the text
LEAST = 24.0  # the narrowest column
ROW = 24.0  # the lowest row: room for a symbol
SYMBOL = (36.0, 16.0)
# What a doubt about a whole sheet concerns, if not its steps.
PLACES = {Kode.PELAKSANA_TERACAK: "/pelaksana", Kode.DAFTAR_TERCAMPUR: "", Kode.TEKS_DI_LUAR_FORM: ""}
WORD = 120.0  # the width of the longest words, of some twenty letters
GAP = 12.0  # of a blank line, however many there are
BESIDE = 4.0  # between a symbol and the line beside it, and between two such lines


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table as rows of cells; the first ``head`` rows are its header. ``marks``: by row and column."""

    rows: tuple[Row, ...]
    head: int = 0
    marks: dict[tuple[int, int], list[Mark]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return max(len(row) for row in self.rows)


def pages_of(sheets: Sequence[PlainPiece]) -> list[Callable[[], Page]]:
    """How to lay out a page for each sheet, in order."""
    told = [drawing_doubts(s.table) if s.table else [] for s in sheets]
    tables = [matrix_of(s) for s in sheets]
    widths: dict[int, list[float]] = {}
    for m in tables:
        if m:
            known = widths.setdefault(m.width, [LEAST] * m.width)
            widths[m.width] = [max(pair) for pair in zip(known, column_widths(m), strict=True)]
    return [
        partial(page_of, sheet, n, m, widths[m.width] if m else [], d)
        for n, (sheet, m, d) in enumerate(zip(sheets, tables, told, strict=True), 1)
    ]


def matrix_of(sheet: PlainPiece) -> Matrix | None:
    if sheet.table is None:
        return Matrix(tuple(sheet.rows)) if sheet.rows else None
    t = sheet.table
    header = t.columns.header if t.headed else ()
    body = [tuple(step.cells.get(c, EMPTY) for c in range(t.columns.width)) for step in t.steps]
    marks: dict[tuple[int, int], list[Mark]] = {}
    for n, step in enumerate(t.steps, len(header)):
        for column, mark in step.marks:
            marks.setdefault((n, column), []).append(mark)
    return Matrix((*header, *body), len(header), marks)


def column_widths(m: Matrix) -> list[float]:
    """The width that each column needs for its longest line and its symbols.

    There is room for another word on every line: none was broken for want of it.
    """
    out = [LEAST] * m.width
    for row in m.rows[m.head :]:
        for c, k in enumerate(row):
            out[c] = max([out[c], *(text_width(line, PRINT) + 2 * PAD + WORD for line in k.lines)])
    for level in range(m.head):
        for c, end in spans(m, level):
            label = [text_width(line, PRINT) + 2 * PAD for line in cell(m.rows[level], c).lines]
            lacking = max(label, default=0.0) - sum(out[c:end])
            for n in range(c, end):
                out[n] += max(0.0, lacking) / (end - c)
    for (_, c), marks in m.marks.items():
        out[c] = max(out[c], sum(mark_width(k) + PAD for k in marks) + 8 * BESIDE)
    return out


def mark_width(mark: Mark) -> float:
    return max(SYMBOL[0], text_width(mark.teks, PRINT) + 4 * PAD)


def leaf(m: Matrix, column: int) -> int:
    """The header row of a column's lowest label; the last row for a column without any."""
    named = [r for r in range(m.head) if cell(m.rows[r], column).text]
    return named[-1] if named else m.head - 1


def is_void(m: Matrix, column: int) -> bool:
    """A column of a step table without a label and without anything in it is none."""
    filled = any(cell(row, column).text for row in m.rows) or any(c == column for _, c in m.marks)
    return m.head > 0 and not filled


def spans(m: Matrix, row: int) -> list[tuple[int, int]]:
    """Columns (from, to) of each cell of a header row: a group runs on over the empty cells of its names."""
    out: list[tuple[int, int]] = []
    for c in range(m.width):
        over = out and row < leaf(m, c) and row < leaf(m, out[-1][0]) and not cell(m.rows[row], c).text
        if over:
            out[-1] = (out[-1][0], c + 1)
        else:
            out.append((c, c + 1))
    return out


def page_of(
    sheet: PlainPiece, number: int, m: Matrix | None, widths: Sequence[float], told: Sequence[Doubt]
) -> Page:
    page = Page(number, 1.0, 1.0, sure=sheet.sure, whole_rows=True, source="teks")
    y = MARGIN
    for line in sheet.lines:
        y = put_line(page, line.text, y + (GAP if line.gap else 0.0), PRINT)
    if sheet.title:
        y = put_line(page, sheet.title, y + GAP, TITLE)
    rows = put_table(page, m, widths, y + PAD) if m else []
    put_whole_doubts(page, [*sheet.doubts, *told])
    if sheet.table:
        for step, row in zip(sheet.table.steps, rows, strict=True):
            put_doubts(page, step.doubts, row)
    page.width = (
        max([1.0, *(w.box.x1 for w in page.words), *(r.at for r in page.rules if not r.horizontal)]) + MARGIN
    )
    page.height = max([y, *(row.y1 for row in rows)]) + MARGIN
    return page


def put_line(page: Page, text: str, y: float, style: Style) -> float:
    height = LINE * style.size
    room = Box(MARGIN, y, MARGIN + text_width(text[:MAKS_TEKS], style) + 2 * PAD, y + height)
    put_text(page, text, room, style)
    return y + height


def put_text(page: Page, text: str, room: Box, style: Style) -> None:
    """A text up to its bound; where that is not all of it, it is told."""
    text, length = shortened(text)
    page.words += lay_text(text, room, style)
    if length:
        page.left_out.append(LeftOut(room, Kode.TEKS_TERPOTONG, cut(length)))


def put_doubts(page: Page, doubts: Sequence[Doubt], row: Box) -> None:
    page.left_out += [LeftOut(row, kode, tuple(isi.items())) for kode, isi in doubts]


def put_whole_doubts(page: Page, doubts: Sequence[Doubt]) -> None:
    page.left_out += [
        LeftOut(Box(0.0, 0.0, 1.0, 1.0), kode, tuple(isi.items()), PLACES.get(kode, "/langkah"))
        for kode, isi in doubts
    ]


def put_table(page: Page, m: Matrix, widths: Sequence[float], top: float) -> list[Box]:
    """Lay a table with its top at ``top``; returns the boxes of its body's rows."""
    xs, ys = [MARGIN], [top]
    for w in widths:
        xs.append(xs[-1] + w)
    for row in m.rows:
        lines = max(len(k.lines) for k in row)
        ys.append(ys[-1] + max(ROW, lines * LINE * PRINT.size + 2 * PAD))
    page.rules += table_rules(m, xs, ys)
    for r, row in enumerate(m.rows):
        ends = dict(spans(m, r)) if r < m.head else {}
        for c, k in enumerate(row):
            low = m.head if r < m.head and r == leaf(m, c) else r + 1
            room = Box(xs[c], ys[r], xs[ends.get(c, c + 1)], ys[low])
            put_text(page, "\n".join(k.lines), room.grow(-PAD), PRINT)
            put_marks(page, m.marks.get((r, c), []), room)
    return [Box(xs[0], a, xs[-1], b) for a, b in pairwise(ys[m.head :])]


def table_rules(m: Matrix, xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The borders of all cells; header cells that span others have none inside."""
    starts = [{a for a, _ in spans(m, r)} for r in range(m.head)]
    leaves = [leaf(m, c) for c in range(m.width)]
    rows = range(len(m.rows))
    flat = [(r, c) for r in range(len(ys)) for c, k in enumerate(leaves) if not 0 < r < m.head or r <= k]
    sides = [(c, r) for c in (0, m.width) for r in rows]
    inner = [c for c in range(1, m.width) if not is_void(m, c)]
    upright = [(c, r) for c in inner for r in rows if r >= m.head or c in starts[r]]
    return rules_along(flat, [*sides, *upright], Axis(ys), Axis(xs))


def put_marks(page: Page, marks: Sequence[Mark], box: Box) -> None:
    """Symbols side by side in the middle of a cell."""
    x = box.cx - sum(mark_width(k) + PAD for k in marks) / 2 + PAD / 2
    for mark in marks:
        w, h = mark_width(mark), SYMBOL[1]
        own = Box(x, box.cy - h / 2, x + w, box.cy + h / 2)
        page.shapes.append(symbol_shape(own, mark))
        page.words += lay_text(mark.teks, own, IN_SYMBOL)
        x += w + PAD


def symbol_shape(b: Box, mark: Mark) -> Shape:
    """A symbol whose kind the export states, drawn as an upright box or, for a decision, a diamond."""
    points: tuple[Point, ...] = ((b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1))
    if mark.jenis is JenisSimbol.BELAH_KETUPAT:
        points = ((b.cx, b.y0), (b.x1, b.cy), (b.cx, b.y1), (b.x0, b.cy))
    return Shape(points, b, jenis=mark.jenis, sure=mark.keyakinan)
