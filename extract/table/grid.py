"""Ruled lines to grid: edges, lines of edges, and the cells between them. Pure functions on numbers.

Lengths are PDF points. The method is the usual one of ruled tables (edges, crossings, cells;
compare pdfplumber's table finder), with one difference: a cell is not found from its four
corners but by merging the atoms of the grid over every border that no edge covers. So missing
dividers give spanning cells, and a stray line inside a cell divides it only where it reaches
from side to side.

    +-----+-----+-----+        atoms a b c d e f between the lines; no edge between a and d, and none
    |  a  |  b  |  c  |        between e and f: the cells are a+d, b, c and e+f
    +     +-----+-----+
    |  d  |  e     f  |
    +-----+-----+-----+
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from operator import itemgetter

import numpy as np

from extract.geometry.groups import Groups
from extract.geometry.plane import Span, union
from schemas.page import Box, Connector, Page, Rule, Shape, Word

SNAP = 2.5  # edges this close together are one line (double rules, cells drawn one by one)
ROOM = 0.25  # of a word's height by which a line must stand inside it to cut it
RIM = 0.5  # of the table's height: a rule at its side runs over more
COLUMN_MIN = 9.0  # points: narrower than any column
PIECE = 8.0  # points: shorter pieces of a polyline bound no cell
LEAN = 0.8  # points that a side along an axis may lean
SHARED = 0.7  # of a box's side: what other lines run along of one that is a cell's
COVERED = 0.6  # share of a border that edges must cover to divide two cells
OPEN = 9.0  # points that lines run past the last line across them where a side has no rule


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its box and the atoms it spans, ends exclusive."""

    box: Box
    row0: int
    row1: int
    col0: int
    col1: int


@dataclass(slots=True)
class Grid:
    """Lines of edges: ``xs`` and ``ys`` are their positions, ascending."""

    xs: list[float]
    ys: list[float]
    edges: list[Rule]
    _lines: dict[bool, list[Rule]] = field(default_factory=dict)
    _spans: dict[tuple[bool, float, float], list[Span]] = field(default_factory=dict)
    _cells: dict[tuple[float | None, float | None], list[Cell]] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def near(self, horizontal: bool, at: float, tol: float = SNAP) -> list[Rule]:
        """Edges of one direction within ``tol`` of a line."""
        if not self._lines:
            for h in (True, False):
                self._lines[h] = sorted((e for e in self.edges if e.horizontal == h), key=position)
        line = self._lines[horizontal]
        return line[bisect_left(line, at - tol, key=position) : bisect_right(line, at + tol, key=position)]

    def covered(self, horizontal: bool, at: float, lo: float, hi: float, tol: float = SNAP) -> float:
        """Share of lo..hi on the line ``at`` that edges cover."""
        if hi - lo <= 0:
            return 0.0
        key = (horizontal, at, tol)
        if key not in self._spans:
            self._spans[key] = union((e.lo, e.hi) for e in self.near(*key))
        spans = self._spans[key]
        total = 0.0
        for a, b in islice(spans, bisect_left(spans, lo, key=itemgetter(1)), None):
            if a >= hi:
                break
            total += min(b, hi) - max(a, lo)
        return total / (hi - lo)


def position(e: Rule) -> float:
    return e.at


def page_edges(page: Page) -> list[Rule]:
    """Every edge that may belong to a table: ruled lines, and the sides of cells drawn as boxes."""
    drawn = [e for c in page.connectors for e in straight_pieces(c)]
    return [*page.rules, *(e for s in cell_shapes(page) for e in sides(s)), *drawn]


def straight_pieces(c: Connector) -> list[Rule]:
    """The axis-parallel pieces of a polyline: some producers draw two sides of a cell as one.

    Pieces of the flow are among them; they divide no text column, so they do no harm.
    """
    out: list[Rule] = []
    for (x0, y0), (x1, y1) in pairwise(c.points):
        if abs(y1 - y0) <= LEAN and abs(x1 - x0) > PIECE:
            out.append(Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1), 0.5, "piece"))
        elif abs(x1 - x0) <= LEAN and abs(y1 - y0) > PIECE:
            out.append(Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1), 0.5, "piece"))
    return out


def cell_shapes(page: Page) -> list[Shape]:
    """Upright boxes that are cells, not symbols: sides of both directions lie along other lines."""
    boxes = [s for s in page.shapes if is_upright_box(s) and s.stroked]
    every = [(e, s) for s in boxes for e in sides(s)] + [(r, None) for r in page.rules]
    every.sort(key=owned_position)
    lines = {h: [k for k in every if k[0].horizontal == h] for h in (True, False)}
    return [
        s
        for s in boxes
        if all(any(shared(e, s, lines[h]) for e in sides(s) if e.horizontal == h) for h in (True, False))
    ]


Owned = tuple[Rule, Shape | None]  # an edge, and the box whose side it is


def owned_position(edge: Owned) -> float:
    return edge[0].at


def shared(edge: Rule, owner: Shape, line: Sequence[Owned]) -> bool:
    """Whether lines other than ``owner``'s run along most of ``edge``, or go on beyond it.

    ``line``: the edges of its direction by their positions.
    """
    first = bisect_left(line, edge.at - SNAP, key=owned_position)
    last = bisect_right(line, edge.at + SNAP, key=owned_position)
    same: list[Rule] = []
    for r, s in line[first:last]:
        if s is not owner and r.lo <= edge.hi + SNAP and r.hi >= edge.lo - SNAP:
            if min(abs(r.lo - edge.hi), abs(r.hi - edge.lo)) <= SNAP:
                return True  # it goes on: a crowd of lines is not looked through
            same.append(r)
    return Grid([], [], same).covered(edge.horizontal, edge.at, edge.lo, edge.hi) > SHARED


def is_upright_box(s: Shape) -> bool:
    """Whether a shape is a rectangle with sides along the axes."""
    if s.curved or len(s.points) != 4:
        return False
    b = s.box
    return all(
        min(abs(x - b.x0), abs(x - b.x1)) < LEAN and min(abs(y - b.y0), abs(y - b.y1)) < LEAN
        for x, y in s.points
    )


def sides(s: Shape) -> list[Rule]:
    b = s.box
    return [
        Rule(True, b.y0, b.x0, b.x1, 0.5, "box"),
        Rule(True, b.y1, b.x0, b.x1, 0.5, "box"),
        Rule(False, b.x0, b.y0, b.y1, 0.5, "box"),
        Rule(False, b.x1, b.y0, b.y1, 0.5, "box"),
    ]


def cluster(edges: Iterable[Rule], tol: float = SNAP) -> list[float]:
    """Positions of the lines that edges form, each weighted by the edges' lengths."""
    out: list[float] = []
    group: list[Rule] = []
    for e in sorted(edges, key=lambda e: e.at):
        if group and e.at - group[0].at > tol:
            out.append(weighted(group))
            group = []
        group.append(e)
    if group:
        out.append(weighted(group))
    return out


def weighted(group: Sequence[Rule]) -> float:
    total = sum(e.length for e in group)
    return sum(e.at * e.length for e in group) / total if total else group[0].at


def find_grids(edges: Sequence[Rule], least: int = 6) -> list[Grid]:
    """Groups of edges that touch one another, as grids, top to bottom."""
    groups = touching(edges)
    out = [Grid(lines(g, False), lines(g, True), g) for g in groups if len(g) >= least]
    return sorted((g for g in out if len(g.xs) > 1 and len(g.ys) > 1), key=lambda g: (g.ys[0], g.xs[0]))


def lines(edges: Sequence[Rule], horizontal: bool) -> list[float]:
    """Positions of the lines of one direction; a side without a rule is where those across it end, those of
    the flow inside the table left out.
    """
    at = cluster(e for e in edges if e.horizontal == horizontal)
    across = sorted((e for e in edges if e.horizontal != horizontal), key=lambda e: e.at)
    ats = [e.at for e in across]
    reach = [
        x for a in cluster(across) if (x := across[bisect_left(ats, a - SNAP) : bisect_right(ats, a + SNAP)])
    ]
    if not at:
        return at
    first = common([lo for line in reach if (lo := min(e.lo for e in line)) <= at[0] + SNAP], min)
    last = common([hi for line in reach if (hi := max(e.hi for e in line)) >= at[-1] - SNAP], max)
    if first is not None and first < at[0] - OPEN:
        at.insert(0, first)
    if last is not None and last > at[-1] + OPEN:
        at.append(last)
    return at


def common(ends: Sequence[float], outer: Callable[[Sequence[float]], float]) -> float | None:
    """The outermost of some ends, where at least three and half of them lie there."""
    if not ends:
        return None
    end = outer(ends)
    return end if sum(abs(e - end) <= SNAP for e in ends) >= max(3, len(ends) / 2) else None


def touching(edges: Sequence[Rule]) -> list[list[Rule]]:
    """Edges grouped by contact: a horizontal and a vertical that meet, or two that run on."""
    groups = Groups(len(edges))
    boxes = np.array([(b.x0, b.y0, b.x1, b.y1) for b in (e.box for e in edges)]).reshape(-1, 4)
    order = np.argsort(boxes[:, 1], kind="stable")
    x0, y0, x1, y1 = boxes[order].T + SNAP / 2 * np.array([[-1], [-1], [1], [1]])
    ends = np.searchsorted(y0, y1, "right")  # those after an edge that begin before it ends
    for n, end in enumerate(ends.tolist()):
        if end > n + 1:
            met = np.flatnonzero((x0[n + 1 : end] <= x1[n]) & (x0[n] <= x1[n + 1 : end])) + n + 1
            for m in order[met].tolist():
                groups.join(int(order[n]), m)
    return [[edges[i] for i in group] for group in groups.members()]


def grid_cells(grid: Grid, top: float | None = None, bottom: float | None = None) -> list[Cell]:
    """Cells of a grid, or of the part of it between two of its lines, row by row."""
    if (top, bottom) not in grid._cells:
        grid._cells[top, bottom] = merged_atoms(grid, top, bottom)
    return grid._cells[top, bottom]


def merged_atoms(grid: Grid, top: float | None, bottom: float | None) -> list[Cell]:
    ys = [y for y in grid.ys if (top is None or y >= top - SNAP) and (bottom is None or y <= bottom + SNAP)]
    nrow, ncol = len(ys) - 1, len(grid.xs) - 1
    if nrow < 1 or ncol < 1:
        return []
    groups = Groups(nrow * ncol)

    for r in range(nrow):
        for c in range(ncol):
            y0, y1, x0, x1 = ys[r], ys[r + 1], grid.xs[c], grid.xs[c + 1]
            if c + 1 < ncol and grid.covered(False, x1, y0, y1) < COVERED:
                groups.join(r * ncol + c + 1, r * ncol + c)
            if r + 1 < nrow and grid.covered(True, y1, x0, x1) < COVERED:
                groups.join((r + 1) * ncol + c, r * ncol + c)
    cells = [cell_of([divmod(i, ncol) for i in atoms], grid.xs, ys) for atoms in groups.members()]
    return sorted(cells, key=lambda k: (k.row0, k.col0))


def cell_of(atoms: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> Cell:
    r0, r1 = min(a[0] for a in atoms), max(a[0] for a in atoms) + 1
    c0, c1 = min(a[1] for a in atoms), max(a[1] for a in atoms) + 1
    return Cell(Box(xs[c0], ys[r0], xs[c1], ys[r1]), r0, r1, c0, c1)


def words_in(words: Iterable[Word], box: Box) -> list[Word]:
    """Words whose centre lies in a box."""
    x0, x1, y0, y1 = 2 * box.x0, 2 * box.x1, 2 * box.y0, 2 * box.y1  # of every word: sides, not properties
    return [w for w in words if y0 <= (b := w.box).y0 + b.y1 <= y1 and x0 <= b.x0 + b.x1 <= x1]


def words_of(words: Sequence[Word]) -> Callable[[Box], list[Word]]:
    """``words_in`` for many boxes: the words are kept by height once."""
    centres = sorted((w.box.cy, n, w.box.cx) for n, w in enumerate(words))

    def inside(box: Box) -> list[Word]:
        band = centres[bisect_left(centres, (box.y0,)) : bisect_right(centres, (box.y1, len(words)))]
        return [words[n] for n in sorted([n for _, n, x in band if box.x0 <= x <= box.x1])]

    return inside


def dividers(xs: Sequence[float], grid: Grid) -> list[float]:
    """Column lines without the weaker of two that stand too close for a column between them."""
    out: list[float] = []
    for x in xs:
        if out and x - out[-1] < COLUMN_MIN:
            top, bottom = grid.ys[0], grid.ys[-1]
            if grid.covered(False, x, top, bottom) > grid.covered(False, out[-1], top, bottom):
                out[-1] = x
        else:
            out.append(x)
    return out


def without_strokes(
    xs: Sequence[float], grid: Grid, band: tuple[float, float], words: Sequence[Word]
) -> list[float]:
    """Column lines without lines of the flow that run into the header: those that do not run down the table
    and part no two names.
    """
    top, bottom = band
    low = [c for c in grid_cells(grid, top, bottom) if c.box.y1 >= bottom - SNAP]
    inside = words_of(words)
    names = [w for c in low for w in inside(c.box)]
    out = list(xs[:1])
    for x, after in pairwise(xs[1:]):
        if grid.covered(False, x, bottom, grid.ys[-1]) > RIM or parts_names(x, out[-1], after, names):
            out.append(x)
    return [*out, *xs[-1:]] if len(xs) > 1 else out


def parts_names(x: float, before: float, after: float, names: Sequence[Word]) -> bool:
    """Whether a line cuts no word of a header and has words on both sides, up to the lines beside it."""
    cut = any(w.box.x0 < x - ROOM * w.box.height and x + ROOM * w.box.height < w.box.x1 for w in names)
    left, right = (any(a < w.box.cx < b for w in names) for a, b in ((before, x), (x, after)))
    return left and right and not cut
