"""Word files: what the document holds in order, laid out as pages, then into SOPs.

A Word file has no pages before it is printed. It is cut into pieces of one table each, with
the paragraphs before it; a piece is laid out as a page. Places are estimates: they serve to
find columns, rows and symbols, and never come into a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import docx

from extract.document import PageSource, pages_to_sops
from extract.kinds import kind_of_page
from extract.sheet_drawing import EMU, Canvas, Element, anchored, child, draw, local, number, parts, properties
from extract.sheet_package import check_package
from extract.sheet_text import lay_text
from extract.word_table import MARGIN, Table, content_height, row_lines, table_of, table_rules, text_width
from extract.word_text import TWIP, Numbering, Para, attr, blocks, numbering_of, paragraph, value, whole
from schemas.errors import tolak
from schemas.page import Box, Page
from schemas.raw import RawFile, RawHalaman, RawSop
from schemas.vocab import JenisSumber

WIDTH, HEIGHT, LEFT = 842.0, 595.0, 36.0  # points, where a document does not say
MAKS_BLOK = 20_000


@dataclass(slots=True)
class Piece:
    """A table with the paragraphs before it, or the paragraphs after the last table."""

    paras: list[Para] = field(default_factory=list)
    table: Table | None = None
    shift: float = 0.0  # of the table's left side from the margin
    width: float = WIDTH
    left: float = LEFT


@dataclass(slots=True)
class Sheet:
    """A page being laid out."""

    page: Page
    canvas: Canvas
    piece: Piece


def read_word(path: Path) -> RawFile:
    """The SOPs of a docx file. Raises UnreadableFile: damaged, or made to exhaust the reader."""
    check_package(path)
    try:
        with path.open("rb") as f:
            document = docx.Document(f)
        pieces = list(pieces_of(document))
    except Exception as e:  # python-docx lets out whatever a malformed part makes its code do
        raise tolak("rusak", sebab=f"dokumen Word tidak terbaca ({type(e).__name__})") from e
    pages = [piece_page(piece, i) for i, piece in enumerate(pieces, 1)]
    sops, _ = pages_to_sops(PageSource(p.number, partial(given, p)) for p in pages)
    kinds = () if sops else (RawHalaman(halaman=1, isi=kind_of_page(whole_page(pages))),)
    return RawFile(jenis=JenisSumber.DOCX, sop=tuple(without_places(s) for s in sops), halaman=kinds)
