"""Step tables printed wider than the sheet: their left columns on some pages, the right ones on later pages.

A spreadsheet prints down, then over, or over, then down. All strips of a table have the same rows at the
same heights, so that they are put side by side again and read as one page. Lengths are PDF points.

    page 1  | No | Kegiatan |    page 3  | Kepala | Staf |    page 5  | Waktu | Output |
    page 2  |  4 | ...      |    page 4  |  [ ]   |      |    page 6  | ...   | ...    |
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.form.kolom import kolom_of
from extract.geometry.nearby import Nearby
from extract.geometry.turning import overlaid, shifted
from extract.table.going_on import SAME_X
from extract.table.grid import SNAP, Grid, grid_cells, words_of
from extract.table.header import LONGEST, Header, name_in
from extract.table.tables import tables_on
from schemas.page import Page, Word

Half = Literal["left", "right"]

RIGHT = frozenset({"pelaksana", "kelengkapan", "waktu", "output", "mutu_baku", "keterangan"})
LAST = frozenset({"waktu", "output", "keterangan"})  # of a whole table: no left half reaches so far
LEVELS = 3  # rows of cells of a header
ALIKE = 0.8  # share of the row lines that both halves have at the same heights
LEAST = 3  # row lines, where some of them differ
ACROSS = 0.5  # share of a table's width: lines of a flow and of header levels are shorter
UPRIGHT = 0.8  # share of the height of its rows: what a flow draws upright is shorter


@dataclass(slots=True)
class Spread:
    """A left half with all strips that were put to it so far: one page again. Without a ``grid`` it is a page
    of something else, which waits for its turn.
    """

    page: Page
    grid: Grid | None
    strips: list[Page] = field(default_factory=list)

    def put(self, strip: Page, grid: Grid, dy: float) -> None:
        assert self.grid
        self.page = side_by_side(self.page, self.grid, strip, grid, dy)
        self.grid = step_grid(self.page, *tables_on(self.page))[0] or self.grid
        self.strips.append(strip)


@dataclass(slots=True)
class Halves:
    """Left halves that wait for what stands right of them, and what stands between them in the file."""

    waiting: list[Spread] = field(default_factory=list)
    left: list[Grid] = field(default_factory=list)  # every left half of the file so far
    met: bool = False  # whether a right half was put to one of them

    def keep(self, page: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]) -> bool:
        """Keep a page that is a half, to be read with what belongs to it, or that comes while halves wait:
        pages are read in their order. False where it may be read at once.
        """
        grid, names = step_grid(page, grids, headers)
        mate = self.mate_of(grid, names) if grid else None
        if grid and mate:
            spread, dy = mate
            spread.put(page, grid, dy)
            self.met = True
        elif grid and self.half_of(grid, names) == "left":
            self.waiting.append(Spread(page, grid))
            self.left.append(grid)
        elif self.waiting:
            self.waiting.append(Spread(page, None))
        else:
            return False
        return True

    def ended_by(self, page: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]) -> bool:
        """Whether a page shows that nothing more belongs to what waits: a table that is no half, or the next
        left half after strips. A page without a table does not: a strip may be empty on a sheet.
        """
        if not self.waiting:
            return False
        grid, names = step_grid(page, grids, headers)
        half = self.half_of(grid, names) if grid else "right"
        return half is None or (half == "left" and any(s.strips for s in self.waiting))

    def mate_of(self, grid: Grid, names: Container[str]) -> tuple[Spread, float] | None:
        """The spread that a right half belongs to, with how far the half must move down."""
        if not self.waiting or self.half_of(grid, names) != "right":
            return None
        mates = [(s, by) for s in self.waiting if s.grid and (by := shift(s.grid, grid)) is not None]
        return min(mates, key=lambda m: len(m[0].strips), default=None)

    def released(self) -> list[Spread]:
        """All that waits, in the order of its pages; it waits no more."""
        done, self.waiting = self.waiting, []
        return done

    def half_of(self, grid: Grid, names: Container[str]) -> Half | None:
        """Which half of a table a grid is, by the columns that its header names; without a header, by those
        of the halves before. None where it is a whole one, or none.
        """
        if "kegiatan" in names:
            whole = any(name in names for name in LAST)
            return "left" if not whole and ("nomor" in names or "pelaksana" in names) else None
        if names:
            rest = self.met or any(name in names for name in RIGHT)
            return "right" if rest and "nomor" not in names else None
        if any(same_uprights(grid, g) for g in self.left):
            return "left"
        return "right" if self.met else None


def step_grid(
    page: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]
) -> tuple[Grid | None, set[str]]:
    """The grid of a page that is, or may be a part of, a step table, and the columns that its top names."""
    named = {id(g): {k.isi for k in h.kolom} for g, h in headers}
    names = [named.get(id(g)) or names_on_top(page, g) for g in grids]
    best = max(zip(grids, names, strict=True), key=lambda m: (bool(m[1]), m[0].box.area), default=None)
    return best or (None, set())


def names_on_top(page: Page, grid: Grid) -> set[str]:
    """The step table's columns that the topmost cells of a grid name."""
    inside = words_of(page.words)
    top = [c for c in grid_cells(grid) if c.row0 < LEVELS]
    found = (kolom_of(text) for c in top if (text := name_in(inside(c.box))) and len(text) <= LONGEST)
    return {name for name in found if name}


def same_uprights(a: Grid, b: Grid) -> bool:
    """Whether two grids have the same columns, whatever lines of a flow stand among them."""
    ours, theirs = uprights(a), uprights(b)
    ends = abs(ours[0] - theirs[0]) <= SAME_X and abs(ours[-1] - theirs[-1]) <= SAME_X
    fewer, more = sorted((ours, theirs), key=len)
    return ends and len(fewer) > 2 and all(any(abs(x - y) <= SAME_X for y in more) for x in fewer)


def uprights(grid: Grid) -> list[float]:
    """The lines that run over most of the height of a grid's rows: a flow's may even run off the sheet."""
    rows = row_lines(grid) or grid.ys
    return [x for x in grid.xs if grid.covered(False, x, rows[0], rows[-1]) >= UPRIGHT] or grid.xs


def shift(left: Grid, right: Grid) -> float | None:
    """How far the right half must move down for its rows to stand at the heights of the left half's; None
    where they have others. Both stand at the same place of their sheets, or tops or bottoms are level.
    """
    ours, theirs = row_lines(left), row_lines(right)
    fewer, more = min(len(ours), len(theirs)), max(len(ours), len(theirs))
    for by in (0.0, left.ys[0] - right.ys[0], left.ys[-1] - right.ys[-1]):
        shared = sum(any(abs(y - z - by) <= 2 * SNAP for z in theirs) for y in ours)
        if shared == more or (fewer >= LEAST and shared >= ALIKE * more):
            return by
    return None


def row_lines(grid: Grid) -> list[float]:
    """Heights of the lines that run over most of a grid."""
    return [y for y in grid.ys if grid.covered(True, y, grid.xs[0], grid.xs[-1]) >= ACROSS]


def is_again(w: Word, v: Word) -> bool:
    """Whether a word is another one printed once more, at its place."""
    return w.text == v.text and abs(w.box.x0 - v.box.x0) + abs(w.box.y0 - v.box.y0) < SNAP


def side_by_side(left: Page, a: Grid, right: Page, b: Grid, dy: float) -> Page:
    """The left page with what the right one shows put where its table's left side meets the left half.

    A text that the edge of the sheet cuts is in the file once more for the next strip, some off the paper.
    """
    right = replace(right, words=[w for w in right.words if right.paper.holds(w.box.cx, w.box.cy)])
    dx = uprights(a)[-1] - uprights(b)[0]
    over = shifted(right, dx, dy)
    near = Nearby(boxes=(w.box for w in left.words))
    over.words = [w for w in over.words if not any(is_again(w, left.words[n]) for n in near.at(w.box))]
    return replace(overlaid(left, [over]), width=max(left.width, right.width + dx))
