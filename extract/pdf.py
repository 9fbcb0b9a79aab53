"""PDF files: page by page into the page model, then into SOPs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from extract.document import Look, Watch, pages_to_sops
from extract.pictures import read_pictures
from extract.pixels.trust import text_layer_trust
from extract.vector import read_vector_page
from schemas.page import Page, Picture
from schemas.raw import RawFile
from schemas.vocab import JenisSumber


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

    def __iter__(self) -> Iterator[tuple[Page, Look | None]]:
        with pdfplumber.open(self.path) as pdf, pypdfium2.PdfDocument(self.path) as rendered:
            for index, plumbed in enumerate(pdf.pages):
                page = read_vector_page(plumbed, index + 1)
                plumbed.close()
                if not text_layer_trust(page).page:
                    self.scanned += 1
                    yield self.scan(rendered, index), None
                else:
                    yield page, looker(rendered, index)

    def scan(self, rendered: pypdfium2.PdfDocument, index: int) -> Page:
        # the engine is heavy: a file without scans never loads it
        from extract.pixels.reader import read_scan_page

        return read_scan_page(rendered, index)


def looker(rendered: pypdfium2.PdfDocument, index: int) -> Look:
    """A reader of the pictures of one page."""

    def look(page: Page, pictures: Sequence[Picture]) -> Page:
        return read_pictures(page, rendered[index], pictures)

    return look
