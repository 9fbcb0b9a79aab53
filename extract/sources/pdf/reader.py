"""PDF files: page by page into the page model, then into SOPs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from extract.document import Look, PageSource, Watch, pages_to_sops
from extract.sources.pdf.drawing import read_vector_page
from extract.sources.pdf.pictures import pictures_to_read, read_pictures, union
from extract.sources.pdf.trust import text_layer_trust
from schemas.errors import tolak
from schemas.page import Box, Page
from schemas.raw import RawFile
from schemas.vocab import JenisSumber

if TYPE_CHECKING:
    from extract.sources.scan.reader import Scan


def read_pdf(path: Path, watch: Watch | None = None) -> RawFile:
    """Everything an SOP-AP file in PDF holds. Pages are read one at a time and closed."""
    pages = PdfPages(path)
    sops, kinds = pages_to_sops(pages, watch)
    scanned = pages.scanned and pages.scanned == len(kinds)
    jenis = JenisSumber.PINDAIAN if scanned else JenisSumber.PDF
    return RawFile(jenis=jenis, sop=tuple(sops), halaman=tuple(kinds))


class PdfPages:
    """The pages of a PDF, each by the reader that suits it. ``scanned`` counts those read by pixels."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.scanned = 0

    def __iter__(self) -> Iterator[PageSource]:
        try:
            pdf = pdfplumber.open(self.path)
            count = len(pdf.pages)
        except Exception as e:
            raise tolak("rusak", sebab=f"{type(e).__name__} {str(e)[:100]}".strip()) from e
        with pdf, pypdfium2.PdfDocument(self.path) as rendered:
            for index in range(count):
                yield PageSource(index + 1, partial(self.read, pdf, rendered, index))

    def read(self, pdf: PDF, rendered: pypdfium2.PdfDocument, index: int) -> tuple[Page, Look]:
        """Page ``index`` (from 0), by its text layer and paths or, where those mislead, by pixels."""
        plumbed = pdf.pages[index]
        try:
            page = read_vector_page(plumbed, index + 1)
        except PdfminerException:
            page = None  # pdfminer is stricter than the viewers: what they show can be read
        finally:
            plumbed.close()
        if page and text_layer_trust(page).page:
            return page, looker(rendered, index)
        self.scanned += 1
        # the engine is heavy: a file without scans never loads it
        from extract.sources.scan.reader import read_scan_page

        return seen_scan(partial(read_scan_page, rendered, index))


def looker(rendered: pypdfium2.PdfDocument, index: int) -> Look:
    """Reads the pictures of one page that may show a table or, among the executors, its flow."""

    def look(page: Page, flow: Sequence[Box]) -> Page:
        wanted = pictures_to_read(page, flow)
        return read_pictures(page, rendered[index], wanted) if wanted else page

    return look


def seen_scan(read: Callable[[], Scan]) -> tuple[Page, Look]:
    """A page read from pixels, and how to read its drawing: only where a flow is."""
    scan = read()

    def look(page: Page, flow: Sequence[Box]) -> Page:
        return scan.drawn(union(flow)) if flow else page

    return scan.page, look
