"""Word files: what the document holds in order, laid out as pages.

A Word file has no pages before it is printed. It is cut into pieces of one table each, with
the paragraphs before it; a piece is laid out as a page. Places are estimates: they serve to
find columns, rows and symbols, and never come into a record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import docx

from extract.sources.office.drawingml import Element, child, local
from extract.sources.office.package import check_package
from extract.sources.office.pictures import picture_pages
from extract.sources.office.word.layout import Piece, piece_page
from extract.sources.office.word.table import table_of
from extract.sources.office.word.text import TWIP, attr, blocks, numbering_of, paragraph, whole
from extract.sources.page_source import Opened, PageSource
from schemas.errors import tolak
from schemas.page import Page

PICTURES = ("blip", "imagedata")
MAKS_BLOK = 20_000  # paragraphs and tables: no form comes near


def open_word(path: Path) -> Opened:
    """A docx file. Raises UnreadableFile: damaged, or made to exhaust the reader."""
    check_package(path)
    try:
        with path.open("rb") as f:
            document = docx.Document(f)
        pieces = list(pieces_of(document))
    except Exception as e:  # python-docx lets out whatever a malformed part makes its code do
        raise tolak("rusak", sebab=f"dokumen Word tidak terbaca ({type(e).__name__})") from e
    return Opened(
        (PageSource(i, partial(read_piece, piece, i)) for i, piece in enumerate(pieces, 1)),
        pictures=lambda: picture_pages(path, picture_parts(document)),
        on_paper=False,
    )


def picture_parts(document: Any) -> list[str]:
    """Part names of the pictures of a document, in the order in which they stand in it."""
    rels = document.part.rels
    ids = [attr(e, "embed") or attr(e, "id") for e in document.element.body.iter() if local(e) in PICTURES]
    found = [rels[i] for i in ids if i in rels and not rels[i].is_external]
    return [str(r.target_part.partname).lstrip("/") for r in found]


def read_piece(piece: Piece, number: int) -> tuple[Page, None]:
    return piece_page(piece, number), None


def pieces_of(document: Any) -> Iterator[Piece]:
    """The document cut behind every table, where a page or section starts, and at its end."""
    body, styles = document.element.body, document.styles.element
    lists = numbering_of(part_of(document, "/numbering"), styles)
    every = list(blocks(body))[:MAKS_BLOK]
    sections = sections_of(every, child(body, "sectPr"))
    piece = Piece(fresh=True)
    for i, b in enumerate(every):
        starts = i > 0 and sections[i] is not sections[i - 1]
        para = paragraph(b, lists) if local(b) == "p" else None
        if starts or (para and para.breaks):
            if piece.paras:
                yield piece
            piece = Piece(fresh=True)
        use_paper(piece, sections[i])
        if para:
            piece.paras.append(para)
            continue
        piece.table = table_of(b, lists, styles)
        piece.shift = whole(attr(child(b, "tblPr", "tblInd"), "w")) * TWIP
        yield piece
        piece = Piece()
    if piece.paras:
        yield piece


def part_of(document: Any, kind: str) -> Element | None:
    """Root of a part of the document by the end of its relation's type."""
    rels = document.part.rels.values()
    return next((r.target_part.element for r in rels if r.reltype.endswith(kind)), None)


def sections_of(every: Sequence[Element], last: Element | None) -> list[Element | None]:
    """The section of each block: its properties stand in its last paragraph, those of the last apart."""
    out: list[Element | None] = []
    current = last
    for b in reversed(every):
        ends = child(b, "pPr", "sectPr") if local(b) == "p" else None
        current = ends if ends is not None else current
        out.append(current)
    return out[::-1]


def use_paper(piece: Piece, section: Element | None) -> None:
    """Give a piece the paper and margins of its section, where that states them."""
    if section is None:
        return
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    piece.width = max(whole(attr(size, "w")) * TWIP, 0.0) or piece.width
    piece.left = min(max(whole(attr(margins, "left")) * TWIP, 0.0), piece.width / 3)
    piece.top = max(whole(attr(margins, "top")) * TWIP, 0.0)
