"""Text exports opened as pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from extract.sources.page_source import Opened, PageSource
from extract.sources.plaintext.blocks import blocks_of
from extract.sources.plaintext.cut import sheets_of
from extract.sources.plaintext.decode import read_file
from extract.sources.plaintext.jumble import is_jumbled, jumbled_sheets
from extract.sources.plaintext.layout import pages_of
from extract.sources.plaintext.markup import PlainLine
from schemas.page import Page
from schemas.raw import RawHalaman


def open_text(path: Path) -> Opened:
    """A text export. Raises UnreadableFile where the file cannot be read as text."""
    text = read_file(path)
    if is_json(text):
        data = RawHalaman(halaman=1, isi="lain", alasan="Berkas ini data JSON, bukan dokumen.")
        return Opened((), halaman=(data,), on_paper=False)
    blocks = blocks_of(text)
    lines = [block for block in blocks if isinstance(block, PlainLine)]
    sheets = list(sheets_of(blocks))
    if not any(s.table and s.table.steps for s in sheets) and is_jumbled(lines):
        sheets = jumbled_sheets(lines)
    pages = enumerate(pages_of(sheets), 1)
    return Opened((PageSource(n, partial(read_page, lay_out)) for n, lay_out in pages), on_paper=False)


def read_page(lay_out: Callable[[], Page]) -> tuple[Page, None]:
    return lay_out(), None


def is_json(text: str) -> bool:
    """Whether a text is data for a program, such as a record or a truth file beside the documents."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
