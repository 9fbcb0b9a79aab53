"""Ink of the size of letters in the text cells and names of executors of a scanned table that is in no word.

Letters that hang on a rule stay stray ink; letters that run into each other may pass for a line or a shape;
what the edge of the paper cuts off was never scanned. It was lost, and is told at its cell. Lengths are PDF
points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median_high

from extract.flow.left import CELLS
from extract.table.rows import Baris, TablePart
from schemas.page import Box, Page, Word, box_of_points
from schemas.raw import RawDoubt
from schemas.tinjauan import Kode

RIM = 0.25  # of a line's height: what stands so near to the rim of a cell is left of its rule
LETTER = (0.25, 2.5)  # heights of a line: what is lower or higher in a cell is no letter
WORD = 1.5  # heights of a line: as long is a word whose letters were taken for a line
LOST_NAME = 2.0  # heights of a line: as wide is a word of a name; less is a crumb of a shaded header
HALF = 0.5  # of a piece of ink that lies in a cell, or in its words, and so belongs there
AROUND = 0.3  # of a line's height: feet, marks and blur stand so far outside a word's box
THIN = 0.1  # points on each side of a line: so that it has an area
EDGE = 0.25  # of a word's height: one that ends so near to the edge of the paper was cut off by it
CLIPPED = 0.2  # of a word's height: text that is not cut off keeps more from the rule on its right
OPEN = 6.0  # points from the edge of the paper where the lines of a table that runs off it end
PLACES = {"nomor": "nomor", **CELLS}


def unread_letters(part: TablePart, rows: Sequence[int]) -> Iterator[RawDoubt]:
    """A doubt at each cell of text with ink of the size of a letter that was not read, and at each word that
    its cell may have cut off: it ends at the rule. Whether it is one (``kata``) a list of words tells later.
    """
    if not part.page.of_pixels:
        return
    marks = drawn_as_lines(part.page)
    if runs_off(part):
        for b, step in zip(part.baris, rows, strict=True):
            rim = Box(0.0, b.box.y0, part.grid.xs[0], b.box.y1)
            yield lost(Kode.BARIS_TERPOTONG, f"/langkah/{step}/{PLACES['nomor']}", part.page, rim)
    for b, step in zip(part.baris, rows, strict=True):
        for n, k in enumerate(part.kolom):
            if k.isi in PLACES:
                jalur = f"/langkah/{step}/{PLACES[k.isi]}"
                cell = Box(k.x0, b.box.y0, k.x1, b.box.y1)
                if ink := letters_in(cell, b.words.get(n, ()), usual_height(b), part.page, marks):
                    yield lost(Kode.TINTA_DI_SEL, jalur, part.page, ink)
                yield from cut_off(b.words.get(n, ()), k.x1, jalur, part.page)


def unread_names(part: TablePart, lanes: Sequence[int]) -> Iterator[RawDoubt]:
    """A doubt at each name of an executor with ink as wide as a word that was not read. ``lanes``: the
    executors' places in the SOP.
    """
    if not part.page.of_pixels or part.header is None:
        return
    marks = [*part.page.stray, *drawn_as_lines(part.page)]
    executors = (k for k in part.kolom if k.isi == "pelaksana")
    for k, lane in zip(executors, lanes, strict=True):
        cell = Box(k.x0, part.header.top, k.x1, part.header.bottom)
        words = [w for w in part.page.words if cell.holds(w.box.cx, w.box.cy)]
        line = median_high(w.box.height for w in words) if words else math.inf
        wide = [m for m in marks if m.width > LOST_NAME * line and not is_read(m, words, line)]
        if ink := next((m for m in wide if cell.grow(-RIM * line).overlap(m) >= HALF * m.area), None):
            yield lost(Kode.TINTA_DI_SEL, f"/pelaksana/{lane}", part.page, ink)


def cut_off(words: Sequence[Word], rule: float, jalur: str, page: Page) -> Iterator[RawDoubt]:
    """A doubt at a cell with a word that ends at the edge of the paper, or at the rule on its right."""
    if cut := next((w.box for w in words if is_cut(w, page)), None):
        yield lost(Kode.BARIS_TERPOTONG, jalur, page, cut)
        return
    for w in words:
        if rule - w.box.x1 < CLIPPED * w.box.height:
            yield lost(Kode.BARIS_TERPOTONG, jalur, page, w.box).model_copy(update={"isi": {"kata": w.text}})


def runs_off(part: TablePart) -> bool:
    """Whether the edge of the paper cuts a table at its left, and its column of numbers off."""
    x = part.grid.xs[0]
    return part.kolom[0].isi != "nomor" and x <= OPEN and not part.grid.near(False, x)


def lost(kode: Kode, jalur: str, page: Page, box: Box) -> RawDoubt:
    return RawDoubt(kode=kode, jalur=jalur, halaman=page.number, kotak=box.rounded())


def is_cut(w: Word, page: Page) -> bool:
    """Whether a word ends at the edge of the paper."""
    near = EDGE * w.box.height
    return w.box.x0 < near or w.box.x1 > page.width - near


def drawn_as_lines(page: Page) -> list[Box]:
    """Boxes of what was read as drawing on a page of pixels; beside a picture a page draws cells, too."""
    if page.source != "piksel":
        return []
    lines = [box_of_points(c.points).grow(THIN) for c in page.connectors]
    return [*lines, *(s.box for s in page.shapes)]


def usual_height(b: Baris) -> float:
    """The height of a row's print; 0 where it has none."""
    return median_high([w.box.height for words in b.words.values() for w in words] or [0.0])


def letters_in(cell: Box, words: Sequence[Word], line: float, page: Page, drawn: Sequence[Box]) -> Box | None:
    """Stray ink in a cell, as high as a letter, or a drawing that stands in it; None where there is none.

    ``words``: that the cell holds; ``line``: the height of print beside it.
    """
    if not line:
        return None
    inner = cell.grow(-RIM * line)
    low, high = (k * line for k in LETTER)
    own = [s for s in page.stray if low <= s.height <= high]
    own += [s for s in drawn if s.width + s.height >= WORD * line and not is_read(s, words, line)]
    return next((s for s in own if inner.overlap(s) >= HALF * s.area), None)


def is_read(mark: Box, words: Sequence[Word], line: float) -> bool:
    """Whether words cover a mark: letters that touch, or a line under them."""
    return sum(w.box.grow(AROUND * line).overlap(mark) for w in words) >= HALF * mark.area
