"""PDF files: page by page into the page model, then into SOPs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from extract.document import pages_to_sops
from extract.vector import read_vector_page
from schemas.page import Page
from schemas.raw import RawFile
from schemas.vocab import JenisSumber


def read_pdf(path: Path) -> RawFile:
    """Everything an SOP-AP file in PDF holds. Pages are read one at a time and closed."""
    sops, pages = pages_to_sops(iterate_pages(path))
    return RawFile(jenis=JenisSumber.PDF, sop=tuple(sops), halaman=tuple(pages))


def iterate_pages(path: Path) -> Iterator[Page]:
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            yield read_vector_page(page, number)
            page.close()
