"""Draws a whole description into a PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.lib.utils import ImageReader

from schemas.page import Box
from tests.support.generate.blocks import LAYOUTS, laid_out
from tests.support.generate.chart import draw_chart
from tests.support.generate.grid import draw_cells, draw_grid
from tests.support.generate.identity import draw_identity, identity_height
from tests.support.generate.layout import Table, TablePage, lay_table
from tests.support.generate.lines import PageLines, page_lines
from tests.support.generate.model import Description, Prose, Sop
from tests.support.generate.pen import Pen, open_pen
from tests.support.generate.place import Flow, on_page, place
from tests.support.generate.prose import draw_prose
from tests.support.generate.text import bold, width

TITLE_LEADING = 15.0
PICTURE_DPI = 150


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that stands on the pages of one SOP. ``lines``: by page, from 0."""

    sop: Sop
    table: Table
    flow: Flow
    lines: dict[int, PageLines]
    pages: int


def plan(sop: Sop) -> Plan:
    """Lay out one SOP. Raises LayoutError where it cannot be drawn legibly."""
    style = sop.style
    has_block = style.identity != "tanpa"
    first = 1 if has_block and style.own_page else 0
    top = style.margin + (block_height(sop) + 8 if has_block and not first else 0.0)
    table = lay_table(sop, first, top + TITLE_LEADING * len(style.title))
    flow = place(sop, table)
    lines = {}
    for part in table.pages:
        here = on_page(flow, part.page)
        lines[part.page] = page_lines(style, table, part, here.symbols, here.legs)
    return Plan(sop, table, flow, lines, table.pages[-1].page + 1)


def draw(description: Description, path: str | Path) -> None:
    """Write ``description`` as a PDF. Raises LayoutError."""
    with open(path, "wb") as target:
        target.write(pdf_bytes(description))


def pdf_bytes(description: Description) -> bytes:
    out = io.BytesIO()
    pen = open_pen(out)
    for section in description.sections:
        if isinstance(section, Prose):
            draw_prose(pen, section)
        else:
            draw_sop(pen, plan(section))
    pen.canvas.save()
    return out.getvalue()


def draw_sop(pen: Pen, plan: Plan, with_picture: bool = True) -> None:
    sop = plan.sop
    for page in range(plan.pages):
        pen.page(sop.style.paper)
        part = next((p for p in plan.table.pages if p.page == page), None)
        if page == 0 and sop.style.identity != "tanpa":
            draw_block(pen, sop)
        if part:
            draw_part(pen, plan, part, with_picture)
        pen.canvas.showPage()


def block_height(sop: Sop) -> float:
    return laid_out(sop, 0.0).y if sop.style.identity in LAYOUTS else identity_height(sop)


def draw_block(pen: Pen, sop: Sop) -> None:
    if sop.style.identity not in LAYOUTS:
        draw_identity(pen, sop, sop.style.margin)
        return
    sheet = laid_out(sop, sop.style.margin)
    draw_cells(pen, sheet.ruled, sop.style.rules, sop.style.rule_width)
    draw_cells(pen, sheet.loose, "none", 0.0)


def draw_part(pen: Pen, plan: Plan, part: TablePage, with_picture: bool) -> None:
    sop = plan.sop
    picture = sop.gambar if with_picture else ""
    if part is plan.table.pages[0]:
        draw_lines(pen, sop, sop.style.title, part.top - TITLE_LEADING * len(sop.style.title), True)
    if picture != "tabel":
        draw_grid(pen, sop, plan.table, part)
    if picture:
        box = picture_box(plan, part)
        pen.picture(box, photograph(plan, part.page, box))
    else:
        draw_chart(pen, sop.style, on_page(plan.flow, part.page).symbols, plan.lines[part.page])
    if part is plan.table.pages[-1]:
        draw_lines(pen, sop, sop.style.closing, part.bottom + 8, False)


def draw_lines(pen: Pen, sop: Sop, lines: tuple[str, ...], top: float, centred: bool) -> None:
    font, size = bold(sop.style.font), sop.style.size + 2
    for n, line in enumerate(lines):
        x = sop.style.paper[0] * 0.66
        if centred:
            x = (sop.style.paper[0] - width(line, font, size)) / 2
        pen.text(x, top + size + n * TITLE_LEADING, line, font, size)


def picture_box(plan: Plan, part: TablePage) -> Box:
    """What of the page is pasted as a picture: the whole table, or its executor columns."""
    if plan.sop.gambar == "tabel":
        columns = plan.table.columns
        return Box(columns[0].x0 - 2, part.top - 2, columns[-1].x1 + 2, part.bottom + 2)
    columns = tuple(plan.table.executors())
    return Box(columns[0].x0, part.body_top, columns[-1].x1, part.bottom)


def photograph(plan: Plan, page: int, box: Box) -> ImageReader:
    """The page drawn whole, its ``box`` as a JPEG."""
    out = io.BytesIO()
    pen = open_pen(out)
    draw_sop(pen, plan, with_picture=False)
    pen.canvas.save()
    document = pdfium.PdfDocument(out.getvalue())
    scale = PICTURE_DPI / 72
    image = document[page].render(scale=scale, grayscale=True).to_pil()
    document.close()
    left, top, right, bottom = (round(v * scale) for v in (box.x0, box.y0, box.x1, box.y1))
    crop = image.crop((left, top, right, bottom))
    jpeg = io.BytesIO()
    crop.save(jpeg, "JPEG", quality=60)
    return ImageReader(jpeg)
