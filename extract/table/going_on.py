"""A step table over several pages: whether a grid without a header carries on the table before it.

Lengths are PDF points.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.form.kolom import kolom_of
from extract.geometry.words import text_of
from extract.table.grid import Grid, grid_cells, words_of
from extract.table.header import Kolom
from extract.table.rows import TablePart
from extract.table.unruled import unruled_rest
from schemas.page import Page, Word

FIT, LEAST = 0.7, 4  # of the column lines that stand at the same places on both pages; and at least
SAME_X = 6.0  # points that a column may shift from one page to the next


def another_table(page: Page, grid: Grid, kolom: Sequence[Kolom]) -> bool:
    """Whether a grid begins with names of its own columns, none of them a step table's activity."""
    inside = words_of(page.words)
    nomor = next((k for k in kolom if k.isi == "nomor"), None)
    top = [c for c in grid_cells(grid) if c.row0 == 0]
    if nomor is None or len(top) < 3:
        return False
    first = next((c for c in top if c.box.x0 <= nomor.cx <= c.box.x1), None)
    text = text_of(inside(first.box)) if first else ""
    return kolom_of(text) == "nomor"


def going_on_unruled(page: Page, before: TablePart) -> Grid | None:
    """The grid of a page that carries on a table without rules between its columns, by its numbers."""
    nomor = next((n for n, k in enumerate(before.kolom) if k.isi == "nomor"), -1)
    numbers = [first_number(b.words.get(nomor, ())) or "" for b in before.baris]
    last = next((int(n) for n in reversed(numbers) if n.isdecimal()), None)
    return None if last is None else unruled_rest(page, before.grid, before.kolom, last)


def first_number(words: Sequence[Word]) -> str | None:
    """The number that a cell of numbers prints, without what stands around it."""
    return "".join(w.text for w in words).strip("., ()") or None


def same_names(a: Sequence[Kolom], b: Sequence[Kolom]) -> bool:
    return [k.label for k in a] == [k.label for k in b]


def same_columns(before: TablePart, grid: Grid) -> tuple[Kolom, ...] | None:
    """The columns of the page before, moved to this grid, when its vertical rules fit them."""
    kolom = before.kolom
    box = before.box
    every = [k.x0 for k in kolom] + [kolom[-1].x1]
    xs = [x for x in every if before.grid.covered(False, x, box.y0, box.y1) > 0.5] or every
    for shift in (0.0, grid.xs[0] - xs[0], grid.xs[-1] - xs[-1]):
        hits = sum(any(abs(x + shift - g) <= SAME_X for g in grid.xs) for x in xs)
        if hits >= max(FIT * len(xs), LEAST):
            return tuple(
                Kolom(snap(k.x0 + shift, grid), snap(k.x1 + shift, grid), k.isi, k.label, k.kelompok)
                for k in kolom
            )
    return None


def snap(x: float, grid: Grid) -> float:
    near = min(grid.xs, key=lambda g: abs(g - x))
    return near if abs(near - x) <= SAME_X else x
