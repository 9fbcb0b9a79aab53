"""Grids in which an identity block stands under the steps of another SOP, without white between them.

    | 7 | Menyimpan berkas | [] |   |  30 menit |
    +---+------------------+----+---+-----------+  <- cut here
    |   SEKRETARIAT        | Nomor SOP |  ...   |
    |                      | Nama SOP  |  ...   |

Lengths are PDF points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.form.isian import KEPALA
from extract.table.fields import name_of
from extract.table.grid import SNAP, Cell, Grid, find_grids, grid_cells, words_of
from schemas.page import Page, Rule, Word

BLOCK = 3  # labels of its head that make a block
STEPS = 5  # cells side by side: a row of a step table has as many
ACROSS = 0.9  # of a grid's width: what a line runs over that ends a table


def parted(page: Page, grid: Grid) -> list[Grid]:
    """A grid cut over each identity block that stands under rows of a table."""
    cuts = [y for y in block_tops(page, grid) if has_steps(grid, y)]
    if not cuts:
        return [grid]
    edges = [e for edge in grid.edges for e in cut(edge, cuts)]
    return [g for a, b in zip([grid.ys[0], *cuts], [*cuts, grid.ys[-1]], strict=True)
            for g in find_grids([e for e in edges if lies_between(e, a, b)])]  # fmt: skip


def block_tops(page: Page, grid: Grid) -> list[float]:
    """Where the identity blocks of a grid begin: at the line over the first of their labels."""
    inside = words_of(page.words)
    labels = [(c, name) for c in grid_cells(grid) if (name := head_label(inside(c.box)))]
    runs: list[list[tuple[Cell, str]]] = []
    for c, name in labels:
        if not runs or name in {n for _, n in runs[-1]}:
            runs.append([])
        runs[-1].append((c, name))
    first = [run[0][0].box.y0 for run in runs if len(run) >= BLOCK]
    return [max((y for y in whole_lines(grid) if y <= top + SNAP), default=grid.ys[0]) for top in first]


def head_label(words: Sequence[Word]) -> str | None:
    """The field of a block's head that the words of a cell name, if they name one."""
    found = name_of(words) if words else None
    return found if found in KEPALA else None


def whole_lines(grid: Grid) -> list[float]:
    return [y for y in grid.ys if grid.covered(True, y, grid.xs[0], grid.xs[-1]) >= ACROSS]


def has_steps(grid: Grid, y: float) -> bool:
    """Whether a row over ``y`` has as many cells as a step."""
    rows = Counter(c.row0 for c in grid_cells(grid) if c.box.y1 <= y + SNAP)
    return any(n >= STEPS for n in rows.values())


def cut(edge: Rule, at: Sequence[float]) -> list[Rule]:
    """An upright edge in the pieces into which lines at some heights part it."""
    if edge.horizontal:
        return [edge]
    ends = [edge.lo, *(y for y in at if edge.lo < y < edge.hi), edge.hi]
    return [replace(edge, lo=a, hi=b) for a, b in pairwise(ends)]


def lies_between(e: Rule, top: float, bottom: float) -> bool:
    lo, hi = (e.at, e.at) if e.horizontal else (e.lo, e.hi)
    return top - SNAP <= lo and hi <= bottom + SNAP
