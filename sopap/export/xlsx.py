"""Export to one Excel workbook, a worksheet per table, no cell a formula."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from sopap.export.files import harmless, whole_file
from sopap.export.records import Metadata, RecordStream
from sopap.export.rows import Cell, Row, table_batches
from sopap.export.tables import TABLES, Table

MAX_ROWS = 1_048_576  # of a worksheet, the header included (Excel's limit)
MAX_LETTERS = 32_767  # of a cell (Excel's limit)
_CLOCK = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name


class _Sheet:
    """The worksheets of one table; a full one is followed by "<table> (2)"."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.book, self.table = book, table
        self.cut: list[str] = []
        self.sheets = 0
        self._begin()

    def _begin(self) -> None:
        self.sheets += 1
        name = self.table.name if self.sheets == 1 else f"{self.table.name} ({self.sheets})"
        self.sheet: Any = self.book.create_sheet(name)
        self.sheet.freeze_panes = "A2"
        self.sheet.append([_cell(self.sheet, name, bold=True) for name in self.table.names])
        self.rows = 1

    def add(self, row: Row) -> None:
        if self.rows == MAX_ROWS:
            self._begin()
        for name, value in zip(self.table.names, row, strict=True):
            if isinstance(value, str) and len(value) > MAX_LETTERS:
                self.cut.append(f"{self.table.name}.{name} {row[0]}")
        self.sheet.append([_cell(self.sheet, value) for value in row])
        self.rows += 1


def _cell(sheet: Any, value: Cell, bold: bool = False) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value[:MAX_LETTERS])
    cell.data_type = "s"  # openpyxl would take a leading "=" for a formula
    # The mark that keeps a text a text when someone edits the cell; costs a style, so only where needed.
    if harmless(value) != value:
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell


def _describe(book: Workbook, meta: Metadata, cut: list[str]) -> None:
    sheet: Any = book.create_sheet("dataset", 0)
    pairs = [*meta.pairs(), *(("dipotong_32767_huruf", place) for place in cut)]
    for pair in pairs:
        sheet.append([_cell(sheet, text) for text in pair])


def _without_clock(source: Path, target: Path) -> None:
    """Copies the workbook without the time of writing, so that equal data gives equal bytes."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in sorted(old.infolist(), key=lambda i: i.filename != "[Content_Types].xml"):
            info = zipfile.ZipInfo(item.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with old.open(item) as part, new.open(info, "w", force_zip64=True) as out:
                if item.filename == "docProps/core.xml":
                    out.write(_CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", part.read()))
                    continue
                while block := part.read(1 << 20):
                    out.write(block)


def write_xlsx(stream: RecordStream, target: Path) -> None:
    """The workbook ``target``: sheet "dataset" with the metadata, then a sheet per table.

    Longer texts than a cell holds are cut and listed on the sheet "dataset".
    """
    book = Workbook(write_only=True)
    sheets = {t.name: _Sheet(book, t) for t in TABLES}
    for table, rows in table_batches(stream):
        for row in rows:
            sheets[table.name].add(row)
    _describe(book, stream.metadata(), [place for s in sheets.values() for place in s.cut])
    with whole_file(target) as work:
        raw = work.with_name("raw.zip")
        book.save(raw)
        _without_clock(raw, work)
        raw.unlink()
