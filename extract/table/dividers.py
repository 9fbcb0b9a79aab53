"""Dividers that a header needs and no rule shows: faint lines that a scan has lost, black ones on black.

Lengths are PDF points.

    | Kelengkapan     Waktu      Output       |    one cell, three names
    | Surat masuk     15 menit   Agenda       |
    | Agenda          1 jam      Disposisi    |
                   ^           ^                   a divider stands at the right bank of the widest river
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.form.kolom import kolom_of
from extract.geometry.plane import between
from extract.geometry.words import by_shadow, text_of, words_to_lines
from extract.table.grid import SNAP, Cell, Grid, grid_cells, words_of
from extract.table.header import Header, is_piece
from schemas.page import Box, Page, Rule, Word

GAP = 7.0  # points between the names of two columns
MOST = 20  # words of a cell of names: what holds more is text
TITLE = 6.0  # points over the names: room for a line
BODY = 0.75  # of the table under a header that a column's rule runs down; a line of the flow is shorter
HEADER = 0.5  # of the table's width that the solid part of a header takes
ROOM = 1.0  # points between a rule and a word beside or over it
LOW = 4.0  # points: a shorter piece of a divider divides nothing


def with_missing_dividers(page: Page, grid: Grid) -> Grid | None:
    """The grid with a divider between every two column names that share a cell, None without any.

    A group name over the names ("Mutu Baku") is divided off by a level line.
    """
    new: list[Rule] = []
    inside = words_of(page.words)
    for cell in grid_cells(grid):
        names = side_by_side_names(inside(cell.box))
        if len(names) > 1:
            below = [w for w in page.words if cell.box.y1 < w.box.cy < grid.ys[-1]]
            new += dividers_of(cell, names, below, grid.ys[-1])
    return with_rules(grid, new)


def with_raised_dividers(page: Page, grid: Grid) -> Grid | None:
    """The grid with the body's column rules carried up through a header that shows none, None without any.

    A solid header hides its own dividers: all of it is one cell. A rule ends under the word of a
    group name that it would cut, and a level line there parts the group from its columns.
    """
    new: list[Rule] = []
    inside = words_of(page.words)
    for cell in grid_cells(grid):
        words, xs = inside(cell.box), rules_under(cell.box, grid)
        wide = cell.box.width >= HEADER * (grid.xs[-1] - grid.xs[0])
        if wide and len(xs) > 1 and len(words) > len(xs):
            new += raised(cell.box, xs, words, -ROOM)
    return with_rules(grid, new)


def with_parted_names(page: Page, grid: Grid, header: Header) -> Grid | None:
    """The grid with the body's column rules carried up between names that share a cell of its header.

    A shade, or blur, hides single dividers: what the body parts, and white parts above it, are two names.
    """
    new: list[Rule] = []
    inside = words_of(page.words)
    for cell in grid_cells(grid, header.top, header.bottom):
        tall = Box(cell.box.x0, header.top, cell.box.x1, cell.box.y1)  # a name may stand over two levels
        for box in (cell.box, tall):
            words = inside(box)
            xs = [x for x in rules_under(cell.box, grid) if parts(x, words)]
            new += raised(box, xs, words, GAP / 2)
            if xs:
                break
    return with_rules(grid, new)


def rules_under(box: Box, grid: Grid) -> list[float]:
    """Where rules run down the table from the foot of a cell, between its sides."""
    return [
        x
        for x in grid.xs
        if box.x0 + SNAP < x < box.x1 - SNAP and grid.covered(False, x, box.y1, grid.ys[-1]) >= BODY
    ]


def parts(x: float, words: Sequence[Word]) -> bool:
    """Whether white stands at ``x`` between words on both sides, under a title that stands over it."""
    title = over(x, words, GAP / 2)
    low = [w.box for w in words if w.box.cy > title]
    return any(b.x1 <= x - GAP / 2 for b in low) and any(b.x0 >= x + GAP / 2 for b in low)


def over(x: float, words: Sequence[Word], room: float, top: float = 0.0) -> float:
    """The foot of the lowest word that comes as near to an upright line, ``top`` where none does."""
    beside = (w.box for w in words if not is_piece(w, (x,)))
    near = (b.y1 + ROOM for b in beside if b.x0 < x + room and x - room < b.x1)
    return max(near, default=top)


def raised(box: Box, xs: Sequence[float], words: Sequence[Word], room: float) -> list[Rule]:
    """Upright lines at ``xs`` from the foot of a cell to its top, or to the words that come so near."""
    tops = {x: over(x, words, room, box.y0) for x in xs}
    out = [Rule(False, x, top, box.y1, 0.5, "assumed") for x, top in tops.items() if box.y1 - top > LOW]
    for x, top in tops.items():
        if box.y0 < top < box.y1 - LOW:
            lo = max((a for a in xs if a < x and tops[a] < top), default=box.x0)
            hi = min((a for a in xs if a > x and tops[a] < top), default=box.x1)
            out.append(Rule(True, top, lo, hi, 0.5, "assumed"))
    return out


def with_rules(grid: Grid, new: Sequence[Rule]) -> Grid | None:
    """The grid with more rules, None where there are none."""
    if not new:
        return None
    edges = [*grid.edges, *new]
    xs = sorted({*grid.xs, *(r.at for r in new if not r.horizontal)})
    ys = sorted({*grid.ys, *(r.at for r in new if r.horizontal)})
    return Grid(xs, ys, edges)


def side_by_side_names(words: Sequence[Word]) -> list[list[Word]]:
    """Groups of words that each end in a column's name, left to right; [] unless two or more do."""
    if not 2 <= len(words) <= MOST:
        return []
    lines = words_to_lines(words)
    while lines and not any(c.isalpha() for w in lines[-1] for c in w.text):
        lines.pop()  # column numbers
    for n in (1, 2):  # names of one line, or of two
        low = [w for line in lines[-n:] for w in line]
        groups = by_shadow(low, GAP)
        named = [kolom_of(text_of(g)) for g in groups]
        if len(groups) > 1 and sum(k is not None for k in named) >= 2 and len(set(named)) > 1:
            return groups
    return []


def dividers_of(
    cell: Cell, groups: Sequence[Sequence[Word]], below: Sequence[Word], bottom: float
) -> list[Rule]:
    """Upright lines between the groups, and a level one over them where a title stands above.

    An upright line stands where the words below leave room: cells are mostly filled from the
    left, so at the right bank of the widest river between the two names.
    """
    box = cell.box
    top = min(w.box.y0 for g in groups for w in g) - 1.0
    level = [Rule(True, top, box.x0, box.x1, 0.5, "assumed")] if top - box.y0 > TITLE else []
    start = top if level else box.y0
    out = list(level)
    for left, right in pairwise(groups):
        a, b = max(w.box.x1 for w in left), min(w.box.x0 for w in right)
        centres = (sum(w.box.cx for w in left) / len(left), sum(w.box.cx for w in right) / len(right))
        lo, hi = widest_river(below, *centres) or (a, b)
        lo, hi = (max(lo, a), min(hi, b)) if max(lo, a) < min(hi, b) else (lo, hi)  # it cuts no name
        out.append(Rule(False, max(hi - 2.0, (lo + hi) / 2), start, bottom, 0.5, "assumed"))
    return out


def widest_river(words: Sequence[Word], lo: float, hi: float) -> tuple[float, float] | None:
    """The widest strip between two x in which no word stands, None where there is none."""
    banks = [(w.box.x0, w.box.x1) for w in words if w.box.x1 >= lo and w.box.x0 <= hi]
    rivers = between([(lo, lo), *banks, (hi, hi)])
    return max(rivers, key=lambda r: (r[1] - r[0], r), default=None)
