"""Whether a table says who does its steps: what tells a step table from other tables with such columns."""

from __future__ import annotations

from extract.form.kolom import kolom_of
from extract.table.grid import grid_cells, words_of
from extract.table.header import Kolom, name_in
from extract.table.rows import TablePart
from schemas.page import Box, Word


def says_who(part: TablePart) -> bool:
    """Whether a column of the table is an executor's, and more than a column between two others.

    Job descriptions and reports have columns of their own between activity and output; those hold numbers
    or nothing, and no header calls them executors. In pixels symbols are looked for later: there a column
    of its own is enough.
    """
    lanes = [(n, k) for n, k in enumerate(part.kolom) if k.isi == "pelaksana"]
    if not lanes or part.page.of_pixels:
        return bool(lanes)
    return _named(part) or any(_marked(part, n, k) for n, k in lanes)


def _named(part: TablePart) -> bool:
    if part.header is None:
        return False
    inside = words_of(part.page.words)
    cells = grid_cells(part.grid, part.header.top, part.header.bottom)
    return any(kolom_of(name_in(inside(c.box))) == "pelaksana" for c in cells)


def _marked(part: TablePart, number: int, lane: Kolom) -> bool:
    """Whether more than numbers stands in a column below its header: a symbol, a picture, a tick, a name."""
    box = Box(lane.x0, part.box.y0, lane.x1, part.box.y1)
    page = part.page
    inside = words_of(page.words)
    drawn = [s.box for s in page.shapes if box.holds(s.box.cx, s.box.cy, 0.0)]
    words = [w for b in part.baris for w in b.words.get(number, ())] + part.loose
    return (
        any(not (held := inside(b)) or not all(map(_is_number, held)) for b in drawn)
        or any(p.box.x0 < box.cx < p.box.x1 for p in page.pictures)
        or any(box.holds(w.box.cx, w.box.cy, 0.0) and not _is_number(w) for w in words)
    )


def _is_number(word: Word) -> bool:
    return word.text.strip(".,()").isdigit()
