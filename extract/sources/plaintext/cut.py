"""Blocks of an export cut into sheets of one table each: identity blocks, step tables, titles over them.

What stands between them (a decree, legends) is no part of a form; a file of nothing else gives one
sheet of its lines, so that its kind can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from extract.form.cocok import bare
from extract.form.isian import ISIAN_REKAM
from extract.form.judul import is_title
from extract.sources.plaintext.blocks import Block
from extract.sources.plaintext.columns import Columns, Row, cell, columns_of, header_depth, is_header
from extract.sources.plaintext.columns import is_numbering as is_numbers
from extract.sources.plaintext.fields import (
    OFFICES,
    Mixed,
    head_lines,
    is_identity,
    is_letterhead,
    labels_on,
    unglued_lines,
    unglued_rows,
)
from extract.sources.plaintext.markup import Code, PlainCell, PlainLine, PlainTable
from extract.sources.plaintext.steps import Doubt, StepTable, step_table
from schemas.tinjauan import Kode

_OFFICE = re.compile(rf"^(?:{OFFICES})\b", re.IGNORECASE)
_TABLE_HEAD = re.compile(
    r"^NO\.?\s+(?:URAIAN\s+)?(?:KEGIATAN|PROSEDUR|AKTIVITAS|URAIAN)\b(?!\s+[a-z])", re.IGNORECASE
)
ROW = re.compile(r"^(\d{1,2})(?:[.)]?\s+(.*))?$")
HEAD_LINES = 30  # a head in pieces takes no more lines than these, over row 1
SHIFTED = 0.85  # trust in rows whose columns were told by their contents
MAKS_SEL = 200  # cells of a row: no form has so many columns, and a page has no place for more
MAKS_BARIS = 2_000  # of a text without a form, some forty pages: what it is shows there
_SPARE = 2  # columns by which a piece of a table after a page end may differ from it


@dataclass(slots=True)
class PlainPiece:
    """A page to be laid out: lines, a title under them, and one table: of identity ``rows`` or of steps.

    ``doubts``: about the sheet as a whole. ``sure``: how surely its cells stand in their columns.
    """

    lines: list[PlainLine] = field(default_factory=list)
    title: str = ""
    rows: list[Row] = field(default_factory=list)
    table: StepTable | None = None
    doubts: list[Doubt] = field(default_factory=list)
    sure: float = 1.0


def _narrow(row: Row) -> Row:
    """A row with all that stands beyond MAKS_SEL in its last cell."""
    if len(row) <= MAKS_SEL:
        return row
    rest = row[MAKS_SEL - 1 :]
    words = " ".join(t for c in rest if (t := c.text))
    return (*row[: MAKS_SEL - 1], PlainCell((words,), tuple(d for c in rest for d in c.drawings)))


def is_table_head(text: str) -> bool:
    """A line of running text that starts the head of a step table: "No. Kegiatan"."""
    return bool(_TABLE_HEAD.match(text))


def running_table(lines: Sequence[PlainLine]) -> Sequence[PlainLine]:
    """The lines from the head of a step table told as running text; none where there is no such head."""
    for i, line in enumerate(lines):
        if is_table_head(line.text):
            head = {bare(word) for follow in lines[i : i + HEAD_LINES] for word in follow.text.split()}
            if {"waktu", "output"} <= head:
                return lines[i:]
    return ()


def running_rows(lines: Sequence[PlainLine]) -> list[str]:
    """The rows of a step table told as running text, by their numbers, cells not to be told apart."""
    rows: list[list[str]] = [[]]
    last = 0
    for line in lines:
        found = ROW.match(line.text)
        if found and int(found.group(1)) == last + 1:
            last += 1
            rows.append([])
        rows[-1].append(line.text)
    return [" ".join(row) for row in rows if row]


class Cutter:
    """Reads blocks one by one. ``waiting``: lines since the last table or block, ``run``: those of an
    identity block without a table, ``titles``: titles since the last table, ``title``: the one still read."""

    def __init__(self) -> None:
        self.sheets: list[PlainPiece] = []
        self.waiting: list[PlainLine] = []
        self.run: list[PlainLine] = []
        self.titles: list[str] = []
        self.title: list[str] = []

    def read(self, blocks: Sequence[Block]) -> list[PlainPiece]:
        for block in blocks:
            if isinstance(block, PlainLine):
                self._line(block)
                continue
            self._close_lines()
            if isinstance(block, PlainTable):
                self._table(block)
            else:
                self._code(block)
        self._close_lines()
        self._running()
        self._title_below(self.titles)
        return self.sheets

    def _line(self, line: PlainLine) -> None:
        if self.title:
            if line.gap == 0 and len(self.title) < 4 and not _starts_other(line.text):
                self.title.append(line.text)
                return
            self._close_title()
        if self._in_run(line):
            self.run.append(line)
        elif is_title(line.text):
            self._close_run()
            self._running()
            self.title = [line.text]
        else:
            self._close_run()
            self.waiting.append(line)

    def _in_run(self, line: PlainLine) -> bool:
        """True for a line of an identity block.

        Its first is the number or the name of the SOP, or any label where a block is open.
        """
        if not self.run:
            labels = set(labels_on(line.text))
            if self._block_open() and labels & set(ISIAN_REKAM):
                return True
            return bool(labels & {"nomor_sop", "nama_sop"}) and bare(line.text[:8]) != "nomor"  # a letter's
        if is_table_head(line.text):
            return False
        if is_title(line.text):
            before = [names for r in self.run if (names := labels_on(r.text))]
            return "keterkaitan" in before[-1]
        return not (_OFFICE.match(line.text) and is_letterhead(line.text))

    def _block_open(self) -> bool:
        """An identity block has begun and its step table has not."""
        return bool(self.sheets) and self.sheets[-1].table is None

    def _close_lines(self) -> None:
        self._close_title()
        self._close_run()

    def _close_title(self) -> None:
        if self.title:
            self.titles.append(" ".join(self.title))
            self.title = []

    def _close_run(self) -> None:
        run, self.run = self.run, []
        labels = {name for line in run for name in labels_on(line.text)}
        if len(labels) < (1 if self._block_open() else 2):
            self.waiting += run
        elif run:
            sheet = self._identity()
            for piece in unglued_lines(run):
                if isinstance(piece, Mixed):
                    isi = {"isian": piece.isian, "teks": piece.text}
                    sheet.doubts.append((Kode.DAFTAR_TERCAMPUR, isi))
                else:
                    sheet.lines.append(piece)

    def _identity(self) -> PlainPiece:
        """A sheet for an identity block, under the letterhead that stands right over it."""
        starts = [i for i, line in enumerate(self.waiting) if _OFFICE.match(line.text)]
        over = [line.text for line in self.waiting[starts[-1] :]] if starts else []
        head = [text for text in head_lines([t for t in over if is_letterhead(t)][:5])]
        if not self._block_open():
            self._title_below(self.titles)
            self.titles = []  # of a cover or of the collection
        self.waiting = []
        self.sheets.append(PlainPiece([PlainLine(text) for text in head]))
        return self.sheets[-1]

    def _title_below(self, titles: Sequence[str]) -> None:
        """A title that no table follows names the untitled table above it."""
        if titles and self.sheets and self.sheets[-1].table and not self.sheets[-1].title:
            before = self.sheets[-2:-1]
            if not (before and before[0].table is None):
                self.sheets[-1].title = titles[0]

    def _running(self) -> None:
        """A step table told as running text: its rows are listed, no cell is guessed."""
        lines, self.waiting = running_table(self.waiting), self.waiting
        if not lines or not (self._block_open() or self.titles):
            return
        header = tuple(
            PlainCell((t,)) for t in ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output")
        )
        sheet = PlainPiece(title=self.titles[-1] if self.titles else "")
        sheet.table = StepTable(columns_of([header], []), [])
        sheet.doubts = [(Kode.LANGKAH_TAK_DITEMPATKAN, {"teks": row}) for row in running_rows(lines)]
        self.sheets.append(sheet)
        self.waiting, self.titles = [], []

    def _code(self, code: Code) -> None:
        if self.sheets and self.sheets[-1].table:
            self.sheets[-1].table.drawings.append(code.body)

    def _table(self, table: PlainTable) -> None:
        rows = tuple(map(_narrow, table.rows))
        starts = _header_starts(rows)
        bounds = [*starts, len(rows)]
        if head := rows[: bounds[0]]:
            self._headless(head)
        for start, end in zip(starts, bounds[1:], strict=True):
            self._steps(rows[start:end])
        self.waiting = []

    def _headless(self, rows: Sequence[Row]) -> None:
        """Rows without a step header: an identity block, the rest of a step table, or neither."""
        above = next((s.table for s in reversed(self.sheets[-1:]) if s.table), None)
        if is_identity(rows):
            sheet = self._identity()
            sheet.rows, others = unglued_rows(rows)
            head = dict.fromkeys([*(line.text for line in sheet.lines), *filter(is_letterhead, others)])
            sheet.lines = [PlainLine(text) for text in head]
            sheet.doubts += [
                (Kode.TEKS_DI_LUAR_FORM, {"teks": text}) for text in others if not is_letterhead(text)
            ]
        elif above and _continues(rows, above):
            table = step_table(above.columns, rows, above, headed=False)
            if table.steps:
                self.sheets.append(PlainPiece(table=table))
        elif self.sheets:
            texts = [" ".join(c.text for c in row if c.text) for row in rows]
            self.sheets[-1].doubts += [(Kode.TEKS_DI_LUAR_FORM, {"teks": t}) for t in texts if t]

    def _steps(self, rows: Sequence[Row]) -> None:
        depth = header_depth(rows, 0)
        body = [row for i, row in enumerate(rows) if i >= depth and not (i <= depth + 1 and is_numbers(row))]
        columns = columns_of(rows[:depth], body)
        if len(self.titles) > 1:
            self._title_below(self.titles)
        title = self.titles[-1] if self.titles else ""
        before = self.sheets[-1].table if self.sheets and not title else None
        sheet = PlainPiece(title=title, table=step_table(columns, body, before))
        if columns.shifted:
            sheet.sure = SHIFTED
            sheet.doubts.append((Kode.KOLOM_TERGESER, {"kolom": ", ".join(columns.shifted)}))
        self.sheets.append(sheet)
        self.titles = []


def _starts_other(text: str) -> bool:
    """A line right under a title that is no part of it."""
    return bool(labels_on(text)) or is_letterhead(text) or is_table_head(text) or is_title(text)


def _header_starts(rows: Sequence[Row]) -> list[int]:
    out: list[int] = []
    end = 0
    for i, row in enumerate(rows):
        if i >= end and is_header(row):
            out.append(i)
            end = i + header_depth(rows, i)
    return out


def _continues(rows: Sequence[Row], table: StepTable) -> bool:
    """Rows of the table above, after a page end: as wide, and counting on or not numbered."""
    columns: Columns = table.columns
    if any(abs(len(row) - columns.width) > _SPARE for row in rows):
        return False
    numbers = [n for s in table.steps if (n := _number(s.words(columns.nomor)))]
    for row in rows:
        if text := cell(row, columns.nomor).text:
            return (_number(text) or 0) > max(numbers, default=0)
    return any(cell(row, columns.kegiatan).text for row in rows)


def _number(text: str) -> int | None:
    text = text.strip(" .,)")
    return int(text) if text.isdigit() else None


def sheets_of(blocks: Sequence[Block]) -> Iterator[PlainPiece]:
    """The sheets of an export in order; its first lines as one where there is no form."""
    found = Cutter().read(blocks)
    if found:
        yield from found
    else:
        lines = (b for b in blocks if isinstance(b, PlainLine))
        rows = (row for b in blocks if isinstance(b, PlainTable) for row in b.rows)
        cells = (PlainLine(c.text) for row in rows for c in row if c.text)
        yield PlainPiece([*islice(chain(lines, cells), MAKS_BARIS)])
