"""Export to one Excel workbook: the lists that people read, then a worksheet per table; no cell a formula."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from sopap.export.files import harmless, whole_file
from sopap.export.lists import DAFTAR_SOP, LANGKAH, daftar_row, langkah_rows
from sopap.export.records import Metadata, RecordStream
from sopap.export.rows import Cell, Row, table_batches
from sopap.export.tables import TABLES
from sopap.visible import visible

MAX_ROWS = 1_048_576  # of a worksheet, the header included (Excel's limit)
MAX_LETTERS = 32_767  # of a cell (Excel's limit)
WRAPPED = Alignment(wrap_text=True, vertical="top")
LINE = 15.0  # points: a line of the default font in its row
TALLEST = 409.0  # points: Excel's limit of a row
CAPITAL = 1.3  # widths of a small letter
FILLED = 0.9  # of a column's width: what a line holds of it where words are kept whole
_CLOCK = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name


class Sheet:
    """The worksheets of one table; a full one is followed by "<title> (2)". ``widths`` in letters."""

    def __init__(self, book: Workbook, title: str, names: Sequence[str], widths: Sequence[int] = ()) -> None:
        self.book, self.title, self.names, self.widths = book, title, names, widths
        self.cut: list[str] = []
        self.sheets = 0
        self._begin()

    def _begin(self) -> None:
        self.sheets += 1
        name = self.title if self.sheets == 1 else f"{self.title} ({self.sheets})"
        self.sheet: Any = self.book.create_sheet(name)
        self.sheet.freeze_panes = "A2"
        for i, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(i)].width = width
        if self.widths:  # a list that people print: across the paper, its heading on each sheet
            self.sheet.page_setup.orientation = "landscape"
            self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
            self.sheet.page_setup.fitToHeight = 0
            self.sheet.print_title_rows = "1:1"
        if _lines(self.names, self.widths) > 1:
            self.sheet.row_dimensions[1].height = 2 * LINE
        self.sheet.append([_cell(self.sheet, n, bold=True, wrap=bool(self.widths)) for n in self.names])
        self.rows = 1

    def add(self, row: Row) -> None:
        if self.rows == MAX_ROWS:
            self.end()
            self._begin()
        for name, value in zip(self.names, row, strict=True):
            if isinstance(value, str) and len(value) > MAX_LETTERS:
                self.cut.append(f"{self.title}.{name} {row[0]}")
        self.rows += 1
        # LibreOffice gives a row without a height one line, whatever wraps in it.
        if (lines := _lines(row, self.widths)) > 1:
            self.sheet.row_dimensions[self.rows].height = min(LINE * lines, TALLEST)
        self.sheet.append([_cell(self.sheet, value, wrap=bool(self.widths)) for value in row])
        self.sheet.row_dimensions.pop(self.rows, None)

    def end(self) -> None:
        """The filter over the heading, once it is known how many rows there are."""
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.names))}{self.rows}"


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the tallest cell of a row takes in columns of so many letters; 1 without widths."""
    most = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str) and len(value) > width / CAPITAL:
            letters = len(value) + (CAPITAL - 1) * sum(map(str.isupper, value))
            most = max(most, math.ceil(letters / (FILLED * width)))
    return most


def _cell(sheet: Any, value: Cell, bold: bool = False, wrap: bool = False) -> Any:
    if not isinstance(value, str):
        if not wrap or value is None:
            return value
        cell = WriteOnlyCell(sheet, value)
        cell.alignment = WRAPPED  # a number or date at the top, beside the first line of its row
        return cell
    value = visible(value)
    cell = WriteOnlyCell(sheet, value[:MAX_LETTERS])
    cell.data_type = "s"  # openpyxl would take a leading "=" for a formula
    # The mark that keeps a text a text when someone edits the cell; costs a style, so only where needed.
    if harmless(value) != value:
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = WRAPPED
    return cell


def _describe(book: Workbook, meta: Metadata, cut: list[str]) -> None:
    sheet: Any = book.create_sheet("dataset")
    pairs = [*meta.pairs(), *(("dipotong_32767_huruf", place) for place in cut)]
    for pair in pairs:
        sheet.append([_cell(sheet, text) for text in pair])


def without_clock(source: Path, target: Path) -> None:
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
    """The workbook ``target``: all SOPs, all steps, a sheet per table, and "dataset" with the metadata.

    Longer texts than a cell holds are cut and listed on the sheet "dataset".
    """
    book = Workbook(write_only=True)
    lists = {
        title: Sheet(book, title, [n for n, _ in columns], [w for _, w in columns])
        for title, columns in (("Daftar SOP", DAFTAR_SOP), ("Langkah SOP", LANGKAH))
    }
    for record in stream:
        lists["Daftar SOP"].add(daftar_row(record))
        for row in langkah_rows(record):
            lists["Langkah SOP"].add(row)
    sheets = {t.name: Sheet(book, t.name, t.names) for t in TABLES}
    for table, rows in table_batches(stream):
        for row in rows:
            sheets[table.name].add(row)
    every = [*lists.values(), *sheets.values()]
    for sheet in every:
        sheet.end()
    _describe(book, stream.metadata(), [place for s in every for place in s.cut])
    with whole_file(target) as work:
        raw = work.with_name("raw.zip")
        book.save(raw)
        without_clock(raw, work)
        raw.unlink()
