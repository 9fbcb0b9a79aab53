"""Word files: what the document holds in order, laid out as pages.

A Word file has no pages before it is printed. It is cut into pieces of one table each, with
the paragraphs before it; a piece is laid out as a page. Places are estimates: they serve to
find columns, rows and symbols, and never come into a record.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from extract.sources.office.package import (
    beginning_of,
    check_package,
    main_part,
    picture_by_id,
    related,
    relations,
    root_of,
)
from extract.sources.office.pictures import picture_pages
from extract.sources.office.word.layout import WordPiece, piece_page
from extract.sources.office.word.table import table_of
from extract.sources.office.word.text import TWIP, blocks, numbering_of, paragraph
from extract.sources.office.xml import Element, attr, child, local, whole
from extract.sources.page_source import Opened, PageSource
from schemas.errors import tolak
from schemas.page import Page
from schemas.raw import RawHalaman

MAIN = "word/document.xml"
PICTURES = ("{*}blip", "{*}imagedata")
MAKS_BLOK = 20_000  # paragraphs and tables: no form comes near

TERLALU_PANJANG = "Dokumen terlalu panjang; hanya {} paragraf dan tabel pertama yang dibaca."
# An altChunk, ECMA-376 Part 1, 17.17.2: a page of HTML or another document that Word takes in when it opens.
SISIPAN = "Isi dari berkas lain yang disisipkan tidak dibaca. Buka dan simpan ulang dengan Word."


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a Word file that are read: roots of its body, styles and lists, names of its pictures."""

    body: Element
    styles: Element | None
    lists: Element | None
    pictures: tuple[str, ...]
    blocks: tuple[Element, ...]  # the paragraphs and tables that are read
    unread: tuple[str, ...]  # why some of the document is not among those


def open_word(path: Path) -> Opened:
    """A Word file. Raises UnreadableFile: damaged, or made to exhaust the reader."""
    check_package(path)
    try:
        with zipfile.ZipFile(path) as z:
            document = open_document(z)
        pieces = list(pieces_of(document))
    except (KeyError, ValueError) as e:
        raise tolak("rusak", sebab=f"dokumen Word tidak terbaca ({type(e).__name__})") from e
    return Opened(
        piece_pages(path, pieces),
        pictures=lambda: picture_pages(path, document.pictures),
        halaman=tuple(
            RawHalaman(halaman=n, isi="gagal", alasan=reason)
            for n, reason in enumerate(document.unread, len(pieces) + 1)
        ),
        on_paper=False,
    )


def open_document(z: zipfile.ZipFile) -> Document:
    """Raises KeyError or ValueError where there is no document."""
    name = main_part(z) or MAIN
    root, whole = beginning_of(z, name)
    body = child(root, "body")
    if body is None:
        raise ValueError(f"{name} has no body")
    styles, lists = (next(related(z, name, kind), None) for kind in ("styles", "numbering"))
    ties = relations(z, name)
    ids = [attr(e, "embed") or attr(e, "id") or "" for e in body.iter(*PICTURES)]
    pictures = tuple(ties[i].target for i in ids if i in ties)
    every = tuple(islice(blocks(body), MAKS_BLOK + 1))
    unread = [] if whole and len(every) <= MAKS_BLOK else [TERLALU_PANJANG.format(MAKS_BLOK)]
    if any(local(e) == "altChunk" for e in body):
        unread.append(SISIPAN)
    return Document(body, optional(z, styles), optional(z, lists), pictures, every[:MAKS_BLOK], tuple(unread))


def optional(z: zipfile.ZipFile, name: str | None) -> Element | None:
    """Root of a part that a document can be read without."""
    try:
        return root_of(z, name) if name else None
    except ValueError:
        return None


def piece_pages(path: Path, pieces: Sequence[WordPiece]) -> Iterator[PageSource]:
    with zipfile.ZipFile(path) as z:
        picture = picture_by_id(z, main_part(z) or MAIN)
        for i, piece in enumerate(pieces, 1):
            yield PageSource(i, partial(read_piece, piece, i, picture))


def read_piece(piece: WordPiece, number: int, picture: Callable[[str], bytes | None]) -> tuple[Page, None]:
    return piece_page(piece, number, picture), None


def pieces_of(document: Document) -> Iterator[WordPiece]:
    """The document cut behind every table, where a page or section starts, and at its end."""
    body, styles = document.body, document.styles
    lists = numbering_of(document.lists, styles)
    every = document.blocks
    sections = sections_of(every, child(body, "sectPr"))
    piece = WordPiece(fresh=True)
    for i, b in enumerate(every):
        starts = i > 0 and sections[i] is not sections[i - 1]
        para = paragraph(b, lists) if local(b) == "p" else None
        if starts or (para and para.breaks):
            if piece.paras:
                yield piece
            piece = WordPiece(fresh=True)
        use_paper(piece, sections[i])
        if para:
            piece.paras.append(para)
            continue
        piece.table = table_of(b, lists, styles)
        piece.shift = whole(attr(child(b, "tblPr", "tblInd"), "w")) * TWIP
        yield piece
        piece = WordPiece()
    if piece.paras:
        yield piece


def sections_of(every: Sequence[Element], last: Element | None) -> list[Element | None]:
    """The section of each block: its properties stand in its last paragraph, those of the last apart."""
    out: list[Element | None] = []
    current = last
    for b in reversed(every):
        ends = child(b, "pPr", "sectPr") if local(b) == "p" else None
        current = ends if ends is not None else current
        out.append(current)
    return out[::-1]


def use_paper(piece: WordPiece, section: Element | None) -> None:
    """Give a piece the paper and margins of its section, where that states them."""
    if section is None:
        return
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    piece.width = max(whole(attr(size, "w")) * TWIP, 0.0) or piece.width
    piece.left = min(max(whole(attr(margins, "left")) * TWIP, 0.0), piece.width / 3)
    piece.top = max(whole(attr(margins, "top")) * TWIP, 0.0)
