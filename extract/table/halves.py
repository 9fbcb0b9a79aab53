"""Step tables printed wider than the sheet: their left columns on some pages, the right ones on later pages.

A spreadsheet prints down, then over. Both halves have the same rows at the same heights, so that they are
put side by side again and read as one page. Lengths are PDF points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.form.kolom import kolom_of
from extract.geometry.turning import moved
from extract.table.going_on import SAME_X
from extract.table.grid import SNAP, Grid, grid_cells, words_of
from extract.table.header import LONGEST, Header, name_in
from schemas.page import Page

Half = Literal["left", "right"]

STANDARD = frozenset({"kelengkapan", "waktu", "output", "mutu_baku"})
RIGHT = STANDARD | {"keterangan"}
LEVELS = 3  # rows of cells of a header
ALIKE = 0.8  # share of the row lines that both halves have at the same heights
LEAST = 3  # row lines
ACROSS = 0.5  # share of a table's width: lines of a flow and of header levels are shorter


@dataclass(slots=True)
class Halves:
    """Left halves that wait for their right ones, in the order of their pages."""

    waiting: list[tuple[Page, Grid]] = field(default_factory=list)
    left: list[Grid] = field(default_factory=list)  # every left half so far, and every right one
    right: list[Grid] = field(default_factory=list)

    def meet(self, page: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]) -> Page | None:
        """The whole page that a right half makes with the left one at hand; a left half is kept to wait."""
        grid = max(grids, key=lambda g: g.box.area, default=None)
        if grid is None:
            return None
        header = next((h for g, h in headers if g is grid), None)
        if self.is_right(page, grid, header):
            mate = next((m for m in self.waiting if fit(m[1], grid)), None)
            if mate:
                self.waiting.remove(mate)
                self.right.append(grid)
                return side_by_side(*mate, page, grid)
        elif half_of(page, grid, header, self.left) == "left":
            self.waiting.append((page, grid))
            self.left.append(grid)
        return None

    def is_right(self, page: Page, grid: Grid, header: Header | None) -> bool:
        if not self.waiting:
            return False
        going_on = header is None and any(same_uprights(grid, g) for g in self.right)
        return going_on or half_of(page, grid, header, ()) == "right"


def half_of(page: Page, grid: Grid, header: Header | None, before: Sequence[Grid]) -> Half | None:
    """Which half of a table a grid is, by the columns that its header names; without a header, by those of
    the halves before. None where it is a whole one, or none.
    """
    names = {k.isi for k in header.kolom} if header else names_on_top(page, grid)
    if "kegiatan" in names:
        return None if names & {"waktu", "output"} or not names & {"nomor", "pelaksana"} else "left"
    if len(names & RIGHT) >= 2 and names & STANDARD:
        return "right"
    return "left" if not names and any(same_uprights(grid, g) for g in before) else None


def names_on_top(page: Page, grid: Grid) -> set[str]:
    """The step table's columns that the topmost cells of a grid name."""
    inside = words_of(page.words)
    top = [c for c in grid_cells(grid) if c.row0 < LEVELS]
    found = (kolom_of(text) for c in top if (text := name_in(inside(c.box))) and len(text) <= LONGEST)
    return {name for name in found if name}


def same_uprights(a: Grid, b: Grid) -> bool:
    """Whether two grids have the same columns, whatever lines of a flow stand among them."""
    ends = abs(a.xs[0] - b.xs[0]) <= SAME_X and abs(a.xs[-1] - b.xs[-1]) <= SAME_X
    fewer, more = sorted((a.xs, b.xs), key=len)
    return ends and len(fewer) > 2 and all(any(abs(x - y) <= SAME_X for y in more) for x in fewer)


def fit(left: Grid, right: Grid) -> bool:
    """Whether two halves have their rows at the same heights below their tops."""
    ours, theirs = row_lines(left), row_lines(right)
    fewer, more = sorted((ours, theirs), key=len)
    shared = sum(any(abs(y - z) <= 2 * SNAP for z in more) for y in fewer)
    return len(fewer) >= LEAST and shared >= ALIKE * len(more)


def row_lines(grid: Grid) -> list[float]:
    """Heights, from its top, of the lines that run over most of a grid."""
    return [y - grid.ys[0] for y in grid.ys if grid.covered(True, y, grid.xs[0], grid.xs[-1]) >= ACROSS]


def side_by_side(left: Page, a: Grid, right: Page, b: Grid) -> Page:
    """The left page with what the right one shows put where its table's left side meets the left half."""
    dx, dy = a.xs[-1] - b.xs[0], a.ys[0] - b.ys[0]
    over = moved(right, lambda p: (p[0] + dx, p[1] + dy), (1, 0, -dx, 0, 1, -dy))
    return replace(
        left,
        width=max(left.width, right.width + dx),
        words=[*left.words, *over.words],
        rules=[*left.rules, *over.rules],
        shapes=[*left.shapes, *over.shapes],
        connectors=[*left.connectors, *over.connectors],
        heads=[*left.heads, *over.heads],
        pictures=[*left.pictures, *over.pictures],
        left_out=[*left.left_out, *over.left_out],
    )
