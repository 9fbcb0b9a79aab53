"""Which source opens which kind of file: the one place to name a new one.

Each is loaded by the first file of its kind: what reads worksheets alone costs more than a PDF page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from extract.sources.page_source import Opened
from schemas.vocab import JenisSumber


def pdf(path: Path) -> Opened:
    from extract.sources.pdf.reader import open_pdf

    return open_pdf(path)


def image(path: Path) -> Opened:
    from extract.sources.scan.pages import open_image

    return open_image(path)


def workbook(path: Path) -> Opened:
    from extract.sources.office.workbook.reader import open_workbook

    return open_workbook(path)


def word(path: Path) -> Opened:
    from extract.sources.office.word.reader import open_word

    return open_word(path)


def text(path: Path) -> Opened:
    from extract.sources.plaintext.reader import open_text

    return open_text(path)


SOURCES: Mapping[JenisSumber, Callable[[Path], Opened]] = {
    JenisSumber.PDF: pdf,
    JenisSumber.GAMBAR: image,
    JenisSumber.XLSX: workbook,
    JenisSumber.DOCX: word,
    JenisSumber.TEKS: text,
}
