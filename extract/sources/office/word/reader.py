"""Word files: what the document holds in order, laid out as pages, then into SOPs.

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

from extract.document import PageSource, Watch, pages_to_sops
from extract.form.page_kinds import kind_of_page
from extract.sources.office.drawingml import Element, child, local
from extract.sources.office.package import check_package
from extract.sources.office.pictures import pictures_to_sops
from extract.sources.office.word.layout import Piece, piece_page
from extract.sources.office.word.table import table_of
from extract.sources.office.word.text import TWIP, attr, blocks, numbering_of, paragraph, whole
from schemas.errors import tolak
from schemas.page import Page
from schemas.raw import RawDoubt, RawFile, RawHalaman, RawSop
from schemas.tinjauan import Kode
from schemas.vocab import JenisSumber

PICTURES = ("blip", "imagedata")
MAKS_BLOK = 20_000  # paragraphs and tables: no form comes near


def read_word(path: Path, watch: Watch | None = None) -> RawFile:
    """The SOPs of a docx file. Raises UnreadableFile: damaged, or made to exhaust the reader."""
    check_package(path)
    try:
        with path.open("rb") as f:
            document = docx.Document(f)
        pieces = list(pieces_of(document))
    except Exception as e:  # python-docx lets out whatever a malformed part makes its code do
        raise tolak("rusak", sebab=f"dokumen Word tidak terbaca ({type(e).__name__})") from e
    pages = [piece_page(piece, i) for i, piece in enumerate(pieces, 1)]
    sops, _ = pages_to_sops((PageSource(p.number, partial(read_piece, p)) for p in pages), watch)
    if sops:
        return RawFile(jenis=JenisSumber.DOCX, sop=tuple(without_places(s) for s in sops))
    sops, kinds = pictures_to_sops(path, picture_parts(document))
    if not sops:
        kinds = [RawHalaman(halaman=1, isi=kind_of_page(as_one(pages)))]
    return RawFile(jenis=JenisSumber.DOCX, sop=tuple(sops), halaman=tuple(kinds))


def picture_parts(document: Any) -> list[str]:
    """Part names of the pictures of a document, in the order in which they stand in it."""
    rels = document.part.rels
    ids = [attr(e, "embed") or attr(e, "id") for e in document.element.body.iter() if local(e) in PICTURES]
    found = [rels[i] for i in ids if i in rels and not rels[i].is_external]
    return [str(r.target_part.partname).lstrip("/") for r in found]


def read_piece(page: Page) -> tuple[Page, None]:
    return page, None


def as_one(pages: Sequence[Page]) -> Page:
    """All pieces as one page, to tell what kind of document they are."""
    words = [w for p in pages for w in p.words]
    pictures = [i for p in pages for i in p.pictures]
    height = sum(p.height for p in pages) or 1.0
    return Page(1, max((p.width for p in pages), default=1.0), height, words=words, pictures=pictures)


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


def without_places(sop: RawSop) -> RawSop:
    """An SOP without pages and boxes: those of the layout are estimates, no one could look them up."""
    doubts = list(sop.keraguan)
    if sop.simbol:
        doubts.append(RawDoubt(kode=Kode.LETAK_DIPERKIRAKAN, jalur="/langkah"))
    bare = cleared(sop.model_dump())
    return RawSop.model_validate(bare | {"halaman": (), "keraguan": tuple(doubts)})


def cleared(value: Any) -> Any:
    """A dumped model with its pages, boxes and paths emptied."""
    if isinstance(value, dict):
        empty = {"halaman": None, "kotak": None, "titik": ()}
        return {k: empty[k] if k in empty else cleared(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return tuple(cleared(v) for v in value)
    return value
