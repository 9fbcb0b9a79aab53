"""Workbooks taken apart by their own parts: sheets, cells with how they are set, borders, sizes.

Source: ECMA-376 Part 1, chapter 18. Elements and attributes are asked by local name, and what is
unknown or out of its range is passed over: a page setup or a colour that a library refuses costs
nothing here. Formulas give the value that the program stored last.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from extract.sources.office.package import main_part, related, relations, root_of
from extract.sources.office.xml import Element, attr, child, children, finite, local, number, whole

Range = tuple[int, int, int, int]  # first column, first row, last column, last row, from 1

FONT = 11.0
MAKS_KOTAK = 100_000  # cells with text or a border: no form comes near
MAKS_KOSONG = 200  # rows without a value in a row: a border set for whole columns runs down to the last
MAKS_GABUNG = 1_000_000  # cells in merged ranges of one sheet: the reader looks at each of them
MAKS_BARIS, MAKS_KOLOM = 1_048_576, 16_384  # Excel's own
MAKS_TINGGI, MAKS_LEBAR = 409.5, 255.0  # Excel's own, in points and in letters
_DIGITS = 15  # of a whole number that a cell can hold exactly
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Format:
    """How a cell is set. ``size``: font size in points; ``borders``: top, right, bottom, left."""

    number: str = "General"
    size: float = FONT
    bold: bool = False
    wrap: bool = False
    horizontal: str | None = None
    vertical: str | None = None
    borders: tuple[bool, ...] = (False, False, False, False)


@dataclass(frozen=True, slots=True)
class SheetCell:
    value: Any  # str, bool, int, float, a date or time, or None
    format: Format


@dataclass(slots=True)
class Worksheet:
    """A worksheet. Sizes are as the file states them: widths in characters, heights in points."""

    part: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)  # by row and column from 1
    merged: list[Range] = field(default_factory=list)
    clashing: list[Range] = field(default_factory=list)  # merged ranges over others, which do not count
    widths: list[tuple[int, int, float | None]] = field(default_factory=list)  # first, last, 0 if hidden
    heights: dict[int, float] = field(default_factory=dict)  # 0 for a hidden row
    width: float | None = None  # of a column that no one has set
    height: float | None = None
    formulas: list[tuple[int, int]] = field(default_factory=list)  # those of which no result is stored
    empty: int = 0  # rows without a value since the last that has one
    last: int = 0  # row read last
    data: bool = False  # more cells than any form has; the rest was not read

    @property
    def rows(self) -> int:
        return max([1, *(r for r, _ in self.cells), *(m[3] for m in self.merged)])

    @property
    def columns(self) -> int:
        return max([1, *(c for _, c in self.cells), *(m[2] for m in self.merged)])


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets share. ``sheets``: part names of the visible ones in the order of their tabs."""

    sheets: tuple[str, ...]
    strings: Sequence[str]
    formats: Sequence[Format]
    epoch: dt.datetime


def open_book(z: zipfile.ZipFile) -> Book:
    """The shared parts of a workbook. Raises KeyError or ValueError where there is no workbook."""
    name = main_part(z) or "xl/workbook.xml"
    root = root_of(z, name)
    ties = relations(z, name)
    visible = [s for s in children(root, "sheets") if s.get("state", "visible") == "visible"]
    ids = [next((v for k, v in s.attrib.items() if k.endswith("}id")), "") for s in visible]
    found = tuple(ties[i].target for i in ids if i in ties and ties[i].kind == "worksheet")
    strings = [text for part in related(z, name, "sharedStrings") for text in shared_strings(z, part)]
    styles = next(related(z, name, "styles"), None)
    setup = child(root, "workbookPr")
    mac = attr(setup, "date1904") in ("1", "true")
    epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
    return Book(found, strings, formats_of(root_of(z, styles)) if styles else (), epoch)


def shared_strings(z: zipfile.ZipFile, part: str) -> list[str]:
    return [rich_text(e) for e in root_of(z, part) if local(e) == "si"]


def rich_text(e: Element) -> str:
    """Text of a string in runs, without its phonetic reading."""
    out = []
    for c in e:
        if local(c) == "t":
            out.append(c.text or "")
        elif local(c) == "r":
            out += [t.text or "" for t in c if local(t) == "t"]
    return _CODED.sub(lambda m: chr(int(m.group(1), 16)), "".join(out))


def formats_of(styles: Element) -> list[Format]:
    """The cell formats that a styles part defines, in their order."""
    numbers = dict(BUILTIN_FORMATS)
    for e in children(styles, "numFmts"):
        numbers[whole(e.get("numFmtId"))] = e.get("formatCode") or "General"
    fonts = list(children(styles, "fonts"))
    borders = [drawn_sides(e) for e in children(styles, "borders")]
    out = []
    for e in children(styles, "cellXfs"):
        a = child(e, "alignment")
        font = picked(fonts, e.get("fontId"))
        out.append(
            Format(
                number=numbers.get(whole(e.get("numFmtId")), "General"),
                size=font_size(font),
                bold=is_on(child(font, "b")),
                wrap=attr(a, "wrapText") in ("1", "true"),
                horizontal=attr(a, "horizontal"),
                vertical=attr(a, "vertical"),
                borders=picked(borders, e.get("borderId")) or Format().borders,
            )
        )
    return out


def picked(of: Sequence[Any], index: str | None) -> Any:
    i = whole(index, -1)
    return of[i] if 0 <= i < len(of) else None


def is_on(e: Element | None) -> bool:
    return e is not None and e.get("val", "1") in ("1", "true")


def font_size(font: Element | None) -> float:
    points = number(child(font, "sz"), "val", FONT)
    return points if points > 0 else FONT


def drawn_sides(border: Element) -> tuple[bool, ...]:
    sides = {local(e): e.get("style") for e in border}
    names = (("top",), ("right", "end"), ("bottom",), ("left", "start"))
    return tuple(any(sides.get(n) not in (None, "none") for n in either) for either in names)


def read_sheet(z: zipfile.ZipFile, part: str, book: Book) -> Worksheet:
    """One worksheet. Raises ValueError where it is no XML or made to exhaust the reader."""
    out = Worksheet(part)
    tags = [f"{{*}}{name}" for name in ("row", "cols", "mergeCells", "sheetFormatPr")]
    try:
        with z.open(part) as f:
            for _, e in etree.iterparse(f, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
                _TAKE[local(e)](out, e, book)
                e.clear()
                if len(out.cells) > MAKS_KOTAK:
                    out.data = True
                    break
    except etree.XMLSyntaxError as e:
        raise ValueError(f"{part} is no XML: {e.msg}") from e
    if sum((c1 - c0 + 1) * (r1 - r0 + 1) for c0, r0, c1, r1 in out.merged) > MAKS_GABUNG:
        raise ValueError("sel gabungan tidak wajar")
    keep_apart(out)
    keep_corners(out)
    return out


def take_row(out: Worksheet, e: Element, book: Book) -> None:
    """A row with its cells. One that does not say where it stands follows the one before."""
    number = whole(e.get("r"), out.last + 1)
    if not 1 <= number <= MAKS_BARIS:
        return
    out.last = number
    height = finite(e.get("ht"), -1.0)
    if e.get("hidden") in ("1", "true"):
        out.heights[number] = 0.0
    elif height >= 0:
        out.heights[number] = min(height, MAKS_TINGGI)
    cells = dict(cells_of(e, number, out, book))
    out.empty = 0 if any(k.value is not None for k in cells.values()) else out.empty + 1
    if out.empty <= MAKS_KOSONG:
        out.cells |= cells


def cells_of(
    row: Element, number: int, out: Worksheet, book: Book
) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    """The cells of a row that hold something or have a border, by row and column."""
    column = 0
    for c in row:
        if local(c) != "c":
            continue
        column = column_of(c.get("r"), column + 1)
        if not 1 <= column <= MAKS_KOLOM:
            continue
        form = picked(book.formats, c.get("s", "0")) or Format()
        value = value_of(c, form, book)
        if value is not None or any(form.borders):
            yield (number, column), SheetCell(value, form)
        if value is None and child(c, "f") is not None and c.get("t") != "str":
            out.formulas.append((number, column))


def column_of(place: str | None, following: int) -> int:
    m = _PLACE.fullmatch(place or "")
    if not m:
        return following
    n = 0
    for letter in m.group(1).upper():
        n = n * 26 + ord(letter) - ord("A") + 1
    return n


def value_of(c: Element, form: Format, book: Book) -> Any:
    """What a cell holds: text, a number, a truth, a date or time."""
    kind = c.get("t", "n")
    if kind == "inlineStr":
        inner = child(c, "is")
        return rich_text(inner) if inner is not None else None
    stored = child(c, "v")
    text = stored.text if stored is not None else None
    if text is None:
        return None
    if kind == "s":
        return picked(book.strings, text)
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "d":
        return iso_date(text)
    return number_of(text, form, book) if kind == "n" else text


def iso_date(text: str) -> Any:
    try:
        return from_ISO8601(text)
    except ValueError:
        return text


def number_of(text: str, form: Format, book: Book) -> Any:
    """A stored number, as a date where its format says so; text where it is none."""
    plain = text.strip()
    value = finite(plain, float("nan"))
    if value != value:
        return text
    if is_date_format(form.number):
        try:
            return from_excel(value, book.epoch, timedelta=is_timedelta_format(form.number))
        except (OverflowError, ValueError):
            return value
    if plain.lstrip("+-").isdecimal() and len(plain) <= _DIGITS:
        return int(plain)
    return value


def take_columns(out: Worksheet, e: Element, book: Book) -> None:
    for c in e:
        first, last = whole(c.get("min"), 1), whole(c.get("max"), 1)
        hidden = c.get("hidden") in ("1", "true")
        width = finite(c.get("width"), -1.0)
        if 1 <= first <= last:
            out.widths.append(
                (
                    first,
                    min(last, MAKS_KOLOM),
                    0.0 if hidden else min(width, MAKS_LEBAR) if width >= 0 else None,
                )
            )


def take_merged(out: Worksheet, e: Element, book: Book) -> None:
    for m in e:
        try:
            c0, r0, c1, r1 = range_boundaries(m.get("ref") or "")
        except (ValueError, TypeError):
            continue
        if None not in (c0, r0, c1, r1) and 1 <= c0 <= c1 <= MAKS_KOLOM and 1 <= r0 <= r1 <= MAKS_BARIS:
            out.merged.append((c0, r0, c1, r1))


def take_usual(out: Worksheet, e: Element, book: Book) -> None:
    width, height = finite(e.get("defaultColWidth")), finite(e.get("defaultRowHeight"))
    out.width = width if width > 0 else None
    out.height = 0.0 if e.get("zeroHeight") in ("1", "true") else height if height > 0 else None


_TAKE = {"row": take_row, "cols": take_columns, "mergeCells": take_merged, "sheetFormatPr": take_usual}


def keep_apart(sheet: Worksheet) -> None:
    """Of merged ranges that lie over one another, as in damaged files, those stay that hide least text."""
    hides = {
        area: sum(
            cell.value is not None
            for place in places(area)
            if (cell := sheet.cells.get(place)) and place != (area[1], area[0])
        )
        for area in sheet.merged
    }
    taken: set[tuple[int, int]] = set()
    kept: set[Range] = set()
    for area in sorted(hides, key=lambda a: hides[a]):
        if taken.isdisjoint(places(area)):
            kept.add(area)
            taken.update(places(area))
    sheet.merged, sheet.clashing = [a for a in hides if a in kept], [a for a in hides if a not in kept]


def places(area: Range) -> Iterator[tuple[int, int]]:
    """Row and column of each cell of a range."""
    c0, r0, c1, r1 = area
    return ((r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1))


def keep_corners(sheet: Worksheet) -> None:
    """A merged range shows its first cell alone, framed by the borders of its corners."""
    for area in sheet.merged:
        c0, r0, c1, r1 = area
        bare = SheetCell(None, Format())
        first = sheet.cells.get((r0, c0), bare).format.borders
        last = sheet.cells.get((r1, c1), bare).format.borders
        frame = (first[0], first[1] or last[1], first[2] or last[2], first[3])
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                cell = sheet.cells.get((r, c), bare)
                outer = (r == r0, c == c1, r == r1, c == c0)
                sides = tuple(
                    edge and (own or whole_range)
                    for edge, own, whole_range in zip(outer, cell.format.borders, frame, strict=True)
                )
                if any(sides) or (r, c) in sheet.cells:
                    value = cell.value if (r, c) == (r0, c0) else None
                    sheet.cells[r, c] = SheetCell(value, replace(cell.format, borders=sides))
