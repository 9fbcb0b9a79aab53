"""Which source opens which kind of file: the one place to name a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from extract.sources.office.word.reader import open_word
from extract.sources.office.workbook.reader import open_workbook
from extract.sources.page_source import Opened
from extract.sources.pdf.reader import open_pdf
from extract.sources.plaintext.reader import open_text
from extract.sources.scan.pages import open_image
from schemas.vocab import JenisSumber

SOURCES: Mapping[JenisSumber, Callable[[Path], Opened]] = {
    JenisSumber.PDF: open_pdf,
    JenisSumber.GAMBAR: open_image,
    JenisSumber.XLSX: open_workbook,
    JenisSumber.DOCX: open_word,
    JenisSumber.TEKS: open_text,
}
