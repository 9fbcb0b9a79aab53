"""Symbols that are printed, not drawn: signs of a font in the executors' columns, ticks, names of executors.

A sign counts where its row has no drawn symbol, a tick where the whole page has none: beside drawn symbols
both stand at an exit. The signs are data: ``form/data/tanda.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.flow.symbols import Simbol, executor_at, is_symbol_like, row_at
from extract.form.cocok import data
from extract.geometry.words import bounds, text_of
from extract.table.header import pelaksana_of
from extract.table.rows import TablePart
from schemas.page import Box, Word
from schemas.vocab import JenisSimbol

MOSTLY = 0.5  # of the rows: a column that holds a text in more names the executors
_TANDA = data("tanda")
TICKS = set(_TANDA.pop("centang"))
SIGNS = {sign: JenisSimbol(kind) for kind, signs in _TANDA.items() for sign in signs}


def printed_symbols(part: TablePart, drawn: Sequence[Simbol], ticks: bool = False) -> list[Simbol]:
    """The symbols of a page that are printed; ``drawn``: those that are drawn on it, ``ticks``: whether all
    signs of its SOP are ticks.
    """
    if part.named:
        return [named_symbol(part, row, lane) for row, lane in part.named.items()]
    rows = {s.baris for s in drawn}
    found = [s for s in signs(part) if s.baris not in rows]
    found = [s for s in found if not drawn or s.jenis is not JenisSimbol.LAIN]
    return [replace(s, jenis=JenisSimbol.LAIN) for s in found] if ticks else found


def signs(part: TablePart) -> list[Simbol]:
    """Every sign and tick that stands alone in a cell of the executors.

    A letter of a scan may be a scrap of a drawing: there most rows must have one.
    """
    found = [s for w in alone(part) if (s := sign(part, w))]
    few = len({s.baris for s in found}) <= MOSTLY * len(part.baris)
    return [] if few and part.page.of_pixels else found


def are_ticks(parts: Sequence[TablePart]) -> bool:
    """Whether an SOP has one sign for all that is done, and no box: it says who, not what."""
    kinds = {s.jenis for p in parts for s in signs(p)}
    return len(kinds) == 1 and kinds != {JenisSimbol.KOTAK}


def sign(part: TablePart, w: Word) -> Simbol | None:
    """A word that is a sign or a tick as a symbol of its cell."""
    jenis = SIGNS.get(w.text) or (JenisSimbol.LAIN if w.text.lower() in TICKS else None)
    if jenis is None:
        return None
    return placed(w.box, jenis, executor_at(part, w.box.cx), row_at(part, w.box.cy))


def placed(b: Box, jenis: JenisSimbol, lane: int | None, row: int | None) -> Simbol | None:
    corners = ((b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1))
    return None if lane is None or row is None else Simbol(jenis, b, corners, lane, row)


def alone(part: TablePart) -> Iterator[Word]:
    """Words that stand alone in the cells of the executors."""
    cells: dict[tuple[int | None, int | None], list[Word]] = {}
    for w in part.loose:
        cells.setdefault((row_at(part, w.box.cy), executor_at(part, w.box.cx)), []).append(w)
    for words in cells.values():
        if len(words) == 1:
            yield words[0]


def named_symbol(part: TablePart, row: int, lane: int) -> Simbol:
    """What stands for the symbol of a row whose executor is named in words."""
    found = placed(bounds(in_row(part, row)), JenisSimbol.LAIN, lane, row)
    assert found
    return found


def in_row(part: TablePart, row: int) -> list[Word]:
    box = part.baris[row].box
    return [w for w in part.loose if box.y0 <= w.box.cy < box.y1]


def with_named_executors(parts: Sequence[TablePart]) -> list[TablePart]:
    """The parts of a table that names its executors in one column, with a column for each name.

    Names count where the column holds a text in most rows of the table and no shape anywhere; the new
    columns stand where the one stood.
    """
    if not parts or not all(one_column(p) for p in parts):
        return list(parts)
    texts = [[text_of(in_row(p, n)) for n in range(len(p.baris))] for p in parts]
    flat = [t for page in texts for t in page if t]
    if len(flat) <= MOSTLY * sum(len(p.baris) for p in parts) or all(is_sign(t) for t in flat):
        return list(parts)
    names = list({bare(t): t for t in reversed(flat)}.values())
    names.sort(key=flat.index)
    lanes = [bare(t) for t in names]
    return [with_lanes(p, names, [lanes.index(bare(t)) if t else None for t in page])
            for p, page in zip(parts, texts, strict=True)]  # fmt: skip


def one_column(part: TablePart) -> bool:
    """Whether a part has one column of executors, in which nothing is drawn."""
    lanes = pelaksana_of(part.kolom)
    drawn = (s for s in part.page.shapes if part.box.holds(s.box.cx, s.box.cy))
    return len(lanes) == 1 and not part.page.of_pixels and not any(is_symbol_like(s, part) for s in drawn)


def with_lanes(part: TablePart, names: Sequence[str], rows: Sequence[int | None]) -> TablePart:
    """``rows``: the number of each row's executor among ``names``."""
    kolom = [
        replace(k, label=name) if k.isi == "pelaksana" else k
        for k in part.kolom
        for name in (names if k.isi == "pelaksana" else [""])
    ]
    at = next(i for i, k in enumerate(part.kolom) if k.isi == "pelaksana")
    for b in part.baris:  # columns right of the names move
        b.words = {i if i <= at else i + len(names) - 1: words for i, words in b.words.items()}
    named = {row: lane for row, lane in enumerate(rows) if lane is not None}
    return replace(part, kolom=tuple(kolom), named=named)


def is_sign(text: str) -> bool:
    return text in SIGNS or text.lower() in TICKS


def bare(text: str) -> str:
    return "".join(text.casefold().split())
