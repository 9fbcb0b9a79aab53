"""Workbooks: every visible worksheet is a page.

A sheet has no paper of its own: it is read at the scale at which its usual text has the size
of print, so that distances mean what they mean on a page.
"""

from __future__ import annotations

import statistics
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import openpyxl
from openpyxl.xml.functions import fromstring

from extract.sources.office.drawingml import (
    EMU,
    Canvas,
    Element,
    anchored,
    child,
    draw,
    finite,
    local,
    number,
    parts,
)
from extract.sources.office.package import check_package, drawings_of, relations
from extract.sources.office.pictures import picture_pages
from extract.sources.office.typeset import Style, lay_text
from extract.sources.office.workbook.grid import Layout, Sheet, lay_out, rules_of, text_area
from extract.sources.page_source import Opened, PageSource
from schemas.errors import tolak
from schemas.page import Box, Page
from schemas.raw import RawHalaman

PRINT = 10.0  # points: size of a form's printed text
MAKS_SEL = 4_000  # cells of a sheet with text: more is data, not a form
MAKS_BINGKAI = 100_000  # cells with text or a border
WORKBOOK = "xl/workbook.xml"


def open_workbook(path: Path) -> Opened:
    """The visible worksheets of an xlsx file, in the order of its tabs.

    Raises UnreadableFile: damaged, made to exhaust the reader, or no workbook.
    """
    check_package(path)
    try:
        # as a stream, whose name is not asked: names lie
        with path.open("rb") as f, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it leaves out: the drawings are read here
            book = openpyxl.load_workbook(f, data_only=True)
        parts_of = sheet_parts(path)
    except Exception as e:  # openpyxl lets out whatever a malformed part makes its code do
        raise tolak("rusak", sebab=f"buku kerja tidak terbaca ({type(e).__name__})") from e
    visible = {i: ws for i, ws in enumerate((w for w in book.worksheets if w.sheet_state == "visible"), 1)}
    large = [i for i, ws in visible.items() if is_data(ws)]
    return Opened(
        sheet_pages(path, {i: ws for i, ws in visible.items() if i not in large}, parts_of),
        pictures=lambda: shown_pictures(path, [parts_of.get(ws.title) for ws in visible.values()]),
        halaman=tuple(
            RawHalaman(halaman=i, isi="lain", alasan="Lembar data, terlalu luas untuk formulir")
            for i in large
        ),
    )


def sheet_pages(path: Path, sheets: Mapping[int, Sheet], parts_of: Mapping[str, str]) -> Iterator[PageSource]:
    with zipfile.ZipFile(path) as z:
        for i, ws in sheets.items():
            yield PageSource(i, partial(read_sheet, z, ws, i, parts_of.get(ws.title)))


def is_data(ws: Sheet) -> bool:
    """Whether a sheet holds far more than a form does: reading it as one would take minutes."""
    filled = sum(getattr(c, "value", None) is not None for c in ws._cells.values())
    return filled > MAKS_SEL or len(ws._cells) > MAKS_BINGKAI


def shown_pictures(path: Path, names: Iterable[str | None]) -> Iterator[PageSource]:
    """The pictures of some worksheets, given by their part names, as pages."""
    with zipfile.ZipFile(path) as z:
        pictures = [n for name in names for n in pictures_of(z, name)]
    return picture_pages(path, pictures)


def pictures_of(z: zipfile.ZipFile, part: str | None) -> list[str]:
    """Part names of the pictures on a worksheet."""
    drawn = drawings_of(z, part) if part else ()
    return [r.target for name in drawn for r in relations(z, name) if r.Type.endswith("/image")]


def read_sheet(z: zipfile.ZipFile, ws: Sheet, number: int, part: str | None) -> tuple[Page, None]:
    return sheet_page(ws, number, drawings(z, part)), None


def sheet_parts(path: Path) -> dict[str, str]:
    """Part name of each worksheet by its title."""
    with zipfile.ZipFile(path) as z:
        targets = {r.Id: r.target for r in relations(z, WORKBOOK)}
        sheets = child(fromstring(z.read(WORKBOOK)), "sheets")
        rows = [] if sheets is None else [s for s in sheets if local(s) == "sheet"]
        return {s.get("name"): targets[rid] for s in rows if (rid := relation_id(s)) in targets}


def relation_id(e: Element) -> str:
    return next((str(v) for k, v in e.attrib.items() if k.endswith("}id")), "")


def drawings(z: zipfile.ZipFile, part: str | None) -> list[Element]:
    """Roots of the drawings of a worksheet."""
    if part is None:
        return []
    try:
        return [fromstring(z.read(name)) for name in drawings_of(z, part)]
    except Exception as e:  # the two XML engines that openpyxl may use raise errors of their own
        raise tolak("rusak", sebab=f"gambar lembar tidak terbaca ({type(e).__name__})") from e


def sheet_page(ws: Sheet, index: int, roots: list[Element]) -> Page:
    """One worksheet as a page. ``index``: its place among the visible sheets, from 1."""
    layout = lay_out(ws, scale_of(ws))
    rules, (_, upright) = rules_of(ws, layout)
    page = Page(index, 1.0, 1.0, source="lembar")
    page.rules = rules
    filled = {
        (c, r) for k in layout.cells for c in span(k.area[0], k.area[2]) for r in span(k.area[1], k.area[3])
    }
    for cell in layout.cells:
        style = sized(cell.style, layout.scale)
        inner = layout.box(cell.area)
        if min(inner.width, inner.height) > 0.1:  # hidden rows and columns show nothing
            page.words += lay_text(cell.text, layout.box(text_area(cell, layout, filled, upright)), style)
    for root in roots:
        canvas = Canvas(layout.scale)
        for anchor in root:
            draw_anchor(anchor, layout, canvas)
        canvas.put_on(page)
    page.width, page.height = extent(page)
    return page


def scale_of(ws: Sheet) -> float:
    """Points of the page for a point of the sheet: its usual text as large as print, never enlarged."""
    sizes = [float(c.font.sz or PRINT) for c in ws._cells.values() if getattr(c, "value", None) is not None]
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


def draw_anchor(anchor: Element, layout: Layout, canvas: Canvas) -> None:
    """Everything that one anchor holds, where the rows and columns put it."""
    for e in parts(anchor):
        box = anchor_box(anchor, layout)
        if box is not None:
            draw(e, anchored(e, box, layout.scale), canvas)


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
    return finite(found.text) if found is not None else 0.0
