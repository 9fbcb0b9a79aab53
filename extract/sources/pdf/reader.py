"""PDF files page by page, each page by the reader that suits it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfpage import PDFPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from extract.geometry.turning import lying, turned, turner
from extract.sources.page_source import Look, Opened, PageSource
from extract.sources.pdf.content import drawn
from extract.sources.pdf.drawing import read_vector_page
from extract.sources.pdf.drawn import Drawn
from extract.sources.pdf.pasted import pasted
from extract.sources.pdf.pictures import pictures_to_read, read_pictures
from extract.sources.pdf.plumbed import plumbed
from extract.sources.pdf.sheets import pages_in, sheet_of
from extract.sources.pdf.trust import text_layer_trust, without_background
from extract.sources.scan.pages import seen_scan
from schemas.errors import tolak
from schemas.page import Box, Page, box_of_points

log = logging.getLogger(__name__)
READER = "SOPAP_PDF_READER"  # environment: "pdfplumber" leaves the fast reader out
DEEP = 4  # forms within forms that are looked into


def open_pdf(path: Path) -> Opened:
    """A PDF. Its pages are read one at a time and closed. Raises UnreadableFile("rusak") at the first."""
    return Opened(pdf_pages(path))


def pdf_pages(path: Path) -> Iterator[PageSource]:
    with path.open("rb") as file:
        try:
            pdf = pdfplumber.open(file)
            pages = pages_in(pdf)
        except Exception as e:
            raise tolak("rusak", sebab=f"{type(e).__name__} {str(e)[:100]}".strip()) from e
        with pypdfium2.PdfDocument(path) as rendered:
            if len(pages) < len(rendered):  # damage, by which no one knows whose text is whose
                yield from (
                    PageSource(i + 1, partial(read_pixels, rendered, i)) for i in range(len(rendered))
                )
                return
            for index, page in enumerate(pages):
                yield PageSource(index + 1, partial(read_page, pdf, page, rendered, index))


def read_page(pdf: PDF, content: PDFPage, rendered: pypdfium2.PdfDocument, index: int) -> tuple[Page, Look]:
    """Page ``index`` (from 0), by its text layer and paths or, where those mislead, by pixels."""
    sheet = sheet_of(pdf, content, rendered, index)
    try:
        page = read_vector_page(drawn_on(sheet), index + 1)
        page.left_out += pasted(sheet, page.enlarged)
    except PdfminerException:
        page = None  # pdfminer is stricter than the viewers: what they show can be read
    finally:
        sheet.close()
    if page and text_layer_trust(page):
        return upright(page, looker(rendered, index))
    # print over a background picture: asked only of what looks like a scan, for it walks through the page
    if page and page.words and text_layer_trust(page, printed_share(rendered[index])):
        return upright(without_background(page), looker(rendered, index))
    seen, look = read_pixels(rendered, index)
    if page and not (page.words or page.pictures or seen.words):
        return page, looker(rendered, index)  # drawn without a word: no letters stand among the outlines
    return seen, look


def read_pixels(rendered: pypdfium2.PdfDocument, index: int) -> tuple[Page, Look]:
    # the engine is heavy: a file without scans never loads it
    from extract.sources.scan.reader import read_scan_page

    return seen_scan(partial(read_scan_page, rendered, index))


def drawn_on(sheet: Any) -> Drawn:
    """What a pdfplumber page draws, by the fast reader or, where that gives up, by pdfplumber.

    Raises PdfminerException where neither can read it.
    """
    if os.environ.get(READER) != "pdfplumber":
        try:
            return drawn(sheet)
        except Exception as e:  # a page of any make: the slow reader has its own way with it
            log.debug("page %s is read by pdfplumber: %s %s", sheet.page_number, type(e).__name__, e)
    return plumbed(sheet)


def printed_share(page: Any) -> float:
    """The share of a pypdfium2 page's text that is painted: engines lay theirs invisibly over the scan."""
    invisible = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    texts = list(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=DEEP))
    painted = len([t for t in texts if pdfium.FPDFTextObj_GetTextRenderMode(t) != invisible])
    return painted / max(1, len(texts))


def upright(page: Page, look: Look) -> tuple[Page, Look]:
    """A page and its look, turned where its print lies on its side; its pictures are read as they lie."""
    turn = lying(page)
    if not turn:
        return page, look

    def turned_look(standing: Page, flow: Sequence[Box]) -> Page:
        back = turner(standing.width, standing.height, -turn)
        looked = look(page, [box_of_points([back((b.x0, b.y0)), back((b.x1, b.y1))]) for b in flow])
        return standing if looked is page else turned(looked, turn)

    return turned(page, turn), turned_look


def looker(rendered: pypdfium2.PdfDocument, index: int) -> Look:
    """Reads the pictures of one page that may show a table or, among the executors, its flow."""

    def look(page: Page, flow: Sequence[Box]) -> Page:
        wanted = pictures_to_read(page, flow)
        return read_pictures(page, rendered[index], wanted) if wanted else page

    return look
