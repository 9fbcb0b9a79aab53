"""PDF files: page by page into the page model, then into SOPs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from extract.document import Look, Watch, pages_to_sops
from extract.pictures import read_pictures
from extract.vector import read_vector_page
from schemas.page import Page, Picture
from schemas.raw import RawFile
from schemas.vocab import JenisSumber

SCAN_SHARE = 0.5  # of the page: a picture this large with no table drawn over it is a scan


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
                if is_scan(page):
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


def is_scan(page: Page) -> bool:
    """Whether a page is one picture, with nothing drawn on it but perhaps a hidden text layer.

    The text layer of a scan is another engine's reading of the same pixels: measured, ours is
    better, and only ours comes with boxes that fit the rules.
    """
    largest = max((p.box.area for p in page.pictures), default=0.0)
    drawn = len(page.rules) + len(page.shapes) + len(page.connectors)
    return largest > SCAN_SHARE * page.width * page.height and drawn < 12
