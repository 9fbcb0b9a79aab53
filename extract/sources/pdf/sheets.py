"""The pages of a PDF as pdfplumber has them, made one at a time and with boxes that make sense.

A page with a senseless box costs pdfplumber the whole file. Source: ISO 32000-1, 7.9.5 (a rectangle
is any two opposite corners) and 14.11.2 (boxes of a page).
"""

from __future__ import annotations

import math

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, resolve1, resolve_all
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pypdfium2 import PdfDocument

LETTER = (0.0, 0.0, 612.0, 792.0)  # points: what viewers take a page for that states no size
BOXES = ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox")
Corners = tuple[float, float, float, float]


class _Page(PDFPage):
    """A page of pdfminer that leaves senseless boxes and turns out, as if they were not stated."""

    def __init__(self, doc: PDFDocument, pageid: object, attrs: object, label: str | None) -> None:
        stated = {k: v for k, v in dict_value(attrs).items() if k not in BOXES or corners(v)}
        if not isinstance(resolve1(stated.get("Rotate")), int):
            stated.pop("Rotate", None)
        super().__init__(doc, pageid, stated, label)


def pages_in(pdf: PDF) -> list[PDFPage]:
    """Every page of a PDF, in their order. Raises whatever pdfminer does."""
    return list(_Page.create_pages(pdf.doc))


def sheet_of(pdf: PDF, page: PDFPage, rendered: PdfDocument, index: int) -> Page:
    """Page ``index`` (from 0) for pdfplumber, as large as PDFium takes it for where it states no size."""
    media = corners(page.attrs.get("MediaBox")) or corners(rendered[index].get_mediabox()) or LETTER
    crop = corners(page.attrs.get("CropBox"))
    page.attrs["MediaBox"], page.mediabox, page.cropbox = list(media), media, crop or media
    return Page(pdf, page, page_number=index + 1)


def corners(box: object) -> Corners | None:
    """The lower left and the upper right corner of a box; None where it is none or has no area."""
    values = resolve_all(box)
    if not isinstance(values, list | tuple) or len(values) != 4:
        return None
    if not all(isinstance(v, int | float) and math.isfinite(v) for v in values):
        return None
    (x0, x1), (y0, y1) = sorted((values[0], values[2])), sorted((values[1], values[3]))
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
