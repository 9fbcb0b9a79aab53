"""Workbooks: every visible worksheet is a page.

A sheet has no paper of its own: it is read at the scale at which its usual text has the size
of print, so that distances mean what they mean on a page.
"""

from __future__ import annotations

import statistics
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from extract.sources.office.drawingml import EMU, ShapeCanvas, anchored, draw
from extract.sources.office.package import check_package, picture_by_id, related, root_of
from extract.sources.office.pictures import picture_pages
from extract.sources.office.workbook.book import Book, Worksheet, open_book, read_sheet
from extract.sources.office.workbook.grid import Layout, lay_out, rules_of, text_area
from extract.sources.office.xml import Element, child, finite, number, parts
from extract.sources.page_source import Opened, PageSource
from extract.sources.ruling import SEEN
from extract.sources.typeset import Style, cut, lay_text
from schemas.errors import tolak
from schemas.page import NONSENSE, Box, LeftOut, Page
from schemas.raw import RawHalaman
from schemas.tinjauan import Kode

PRINT = 10.0  # points: size of a form's printed text
Drawing = tuple[Element, Callable[[str], bytes | None]]  # a drawing, and its pictures by their ids
MAKS_SEL = 4_000  # cells of a sheet with text: more is data, not a form


def open_workbook(path: Path) -> Opened:
    """The visible worksheets of an xlsx file, in the order of its tabs.

    Raises UnreadableFile: damaged, made to exhaust the reader, or no workbook.
    """
    check_package(path)
    try:
        with zipfile.ZipFile(path) as z:
            book = open_book(z)
            sheets = {i: sheet_or_fault(z, part, book) for i, part in enumerate(book.sheets, 1)}
    except (KeyError, ValueError) as e:
        raise tolak("rusak", sebab=f"buku kerja tidak terbaca ({type(e).__name__})") from e
    large = [i for i, ws in sheets.items() if isinstance(ws, Worksheet) and is_data(ws)]
    return Opened(
        sheet_pages(path, {i: ws for i, ws in sheets.items() if i not in large}),
        pictures=lambda: picture_pages(path, shown_pictures(path, book.sheets)),
        halaman=tuple(
            RawHalaman(halaman=i, isi="lain", alasan="Lembar data, terlalu luas untuk formulir")
            for i in large
        ),
    )


def sheet_or_fault(z: zipfile.ZipFile, part: str, book: Book) -> Worksheet | ValueError:
    """A worksheet, or why it cannot be read: that costs this sheet alone."""
    try:
        return read_sheet(z, part, book)
    except ValueError as e:
        return e


def sheet_pages(path: Path, sheets: Mapping[int, Worksheet | ValueError]) -> Iterator[PageSource]:
    with zipfile.ZipFile(path) as z:
        for i, ws in sheets.items():
            yield PageSource(i, partial(page_of, z, ws, i))


def is_data(ws: Worksheet) -> bool:
    """Whether a sheet holds far more than a form does: reading it as one would take minutes."""
    return ws.data or sum(c.value is not None for c in ws.cells.values()) > MAKS_SEL


def shown_pictures(path: Path, sheets: Sequence[str]) -> list[str]:
    """Part names of the pictures on some worksheets."""
    with zipfile.ZipFile(path) as z:
        return [n for part in sheets for n in pictures_of(z, part)]


def pictures_of(z: zipfile.ZipFile, part: str) -> list[str]:
    """Part names of the pictures on a worksheet."""
    return [n for drawing in related(z, part, "drawing") for n in related(z, drawing, "image")]


def page_of(z: zipfile.ZipFile, ws: Worksheet | ValueError, number: int) -> tuple[Page, None]:
    """A worksheet as a page. Raises ValueError where it could not be read."""
    if isinstance(ws, ValueError):
        raise ws
    drawings: list[Drawing] = []
    damaged = False
    for name in related(z, ws.part, "drawing"):
        try:
            drawings.append((root_of(z, name), picture_by_id(z, name)))
        except ValueError:
            damaged = True
    page = sheet_page(ws, number, drawings)
    if damaged:
        page.left_out.append(LeftOut(page.paper, Kode.GAMBAR_TAK_TERBACA))
    return page, None


def sheet_page(ws: Worksheet, index: int, drawings: Sequence[Drawing]) -> Page:
    """One worksheet as a page. ``index``: its place among the visible sheets, from 1."""
    layout = lay_out(ws, scale_of(ws))
    page = Page(index, 1.0, 1.0, source="lembar")
    page.rules, upright = rules_of(ws, layout)
    filled = {
        (c, r) for k in layout.cells for c in span(k.area[0], k.area[2]) for r in span(k.area[1], k.area[3])
    }
    for cell in layout.cells:
        style = sized(cell.style, layout.scale)
        inner = layout.box(cell.area)
        if min(inner.width, inner.height) > SEEN:
            page.words += lay_text(cell.text, layout.box(text_area(cell, layout, filled, upright)), style)
    for root, picture in drawings:
        canvas = ShapeCanvas(layout.scale, picture)
        for anchor in root:
            draw_anchor(anchor, layout, canvas)
        canvas.put_on(page)
    page.left_out += [*cut_texts(layout), *unvalued(ws, layout)]
    page.left_out += [LeftOut(layout.box(area), Kode.GABUNGAN_BERTINDIH) for area in ws.clashing]
    page.width, page.height = extent(page)
    return page


def cut_texts(layout: Layout) -> list[LeftOut]:
    """Cells whose text is longer than any form's, of which only the beginning was read."""
    return [LeftOut(layout.box(c.area), Kode.TEKS_TERPOTONG, cut(c.length)) for c in layout.cells if c.length]


def unvalued(ws: Worksheet, layout: Layout) -> list[LeftOut]:
    """Formulas of which the file keeps no result: what they show is known to a spreadsheet program alone."""
    areas = (layout.merged.get((c, r), (c, r, c, r)) for r, c in ws.formulas)
    return [LeftOut(layout.box(area), Kode.RUMUS_TANPA_HASIL) for area in areas]


def scale_of(ws: Worksheet) -> float:
    """Points of the page for a point of the sheet: its usual text as large as print, never enlarged."""
    sizes = [c.format.size for c in ws.cells.values() if c.value is not None]
    return min(1.0, PRINT / statistics.median(sizes)) if sizes else 1.0


def sized(style: Style, scale: float) -> Style:
    """A cell's style on the page. Every cell wraps that has nowhere to run on to."""
    return Style(style.size * scale, style.bold, True, style.align, style.anchor)


def span(first: int, last: int) -> range:
    return range(first, last + 1)


def extent(page: Page) -> tuple[float, float]:
    """Width and height that hold everything on a page."""
    boxes: list[Box] = (
        [w.box for w in page.words] + [s.box for s in page.shapes] + [p.box for p in page.pictures]
    )
    xs = [b.x1 for b in boxes] + [r.hi if r.horizontal else r.at for r in page.rules]
    ys = [b.y1 for b in boxes] + [r.at if r.horizontal else r.hi for r in page.rules]
    return max([1.0, *xs]) + 1.0, max([1.0, *ys]) + 1.0


def draw_anchor(anchor: Element, layout: Layout, canvas: ShapeCanvas) -> None:
    """Everything that one anchor holds, where the rows and columns put it."""
    for e in parts(anchor):
        box = anchor_box(anchor, layout)
        if box is None:
            continue
        try:
            draw(e, anchored(e, box, layout.scale), canvas)
        except NONSENSE:
            canvas.left_out.append(LeftOut(box))


def anchor_box(anchor: Element, layout: Layout) -> Box | None:
    """The box of a twoCell, oneCell or absolute anchor on the page; None where it has no size."""
    unit = layout.scale / EMU
    start, end = child(anchor, "from"), child(anchor, "to")
    place, size = child(anchor, "pos"), child(anchor, "ext")
    if start is not None:
        x0, y0 = cell_point(start, layout)
    elif place is not None:
        x0, y0 = number(place, "x") * unit, number(place, "y") * unit
    else:
        return None
    if end is not None:
        x1, y1 = cell_point(end, layout)
    elif size is not None:
        x1, y1 = x0 + number(size, "cx") * unit, y0 + number(size, "cy") * unit
    else:
        return None
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def cell_point(e: Element, layout: Layout) -> tuple[float, float]:
    """The point that a cell and offsets within it name."""
    unit = layout.scale / EMU
    col, row = (min(int(text_number(e, name)), 20_000) for name in ("col", "row"))
    return (
        layout.columns.point(max(col, 0), text_number(e, "colOff") * unit),
        layout.rows.point(max(row, 0), text_number(e, "rowOff") * unit),
    )


def text_number(e: Element, name: str) -> float:
    found = child(e, name)
    return 0.0 if found is None else finite(found.text)
