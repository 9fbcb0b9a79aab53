"""Names of groups over executors that no rule parts from their names.

|   Pihak Luar    |  Pihak Dalam   |    a phrase over the middle of several columns, each with a name of
| Pemohon |       | Kasi  |  Staf  |    its own below: it crosses their dividers where none is drawn, or
|         | Loket |       |        |    stands in the middle one of three, apart from the names on one level
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.form.kolom import kolom_of
from extract.geometry.words import bounds, line_text, parted, text_of, words_to_lines
from extract.table.grid import COVERED, SNAP, Cell, Grid
from schemas.page import Box, Word

TITLES = ("pelaksana", "mutu_baku")
SPACE = 1.0  # heights of a word between two phrases of one line
MIDDLE = 1.0  # heights of a word that a phrase may stand off the middle of its columns
APART = 0.75  # heights of a word between the name of a group and a name in the same column
WIDER = 1.5  # times the white between two lines of a name
LEVEL = 0.5  # of a word's height: names on one level stand as near

Texts = list[tuple[Cell, list[Word]]]  # cells of a header, with their words


def with_groups(cells: Texts, grid: Grid | None = None) -> Texts:
    """The cells of a header, names of groups out of them in cells of their own behind them. ``grid``: the
    dividers that are drawn; None where there is none.
    """
    bottom = max((c.box.y1 for c, _ in cells), default=0.0)
    low = sorted((t for t in cells if t[0].box.y1 >= bottom - SNAP), key=lambda t: t[0].box.x0)
    groups: Texts = []
    over: list[Word] = []  # what stands over the names
    for line in words_to_lines(w for _, words in low for w in words):
        for phrase in parted(line, SPACE):
            run = run_under(phrase, [(c, without(words, over)) for c, words in low], grid)
            title = kolom_of(line_text(phrase)) in TITLES
            if run and not title:
                top = min(c.box.y0 for c in run)
                box = Box(run[0].box.x0, top, run[-1].box.x1, bounds(phrase).y1)
                groups.append((Cell(box, 0, 0, 0, 0), phrase))
            over += phrase if run or title else []
    taken = [w for _, phrase in groups for w in phrase]
    return [*((c, without(words, taken)) for c, words in cells), *groups]


def names_and_groups(edges: Sequence[float], names: Sequence[list[Word]]) -> list[tuple[str, str | None]]:
    """The name and the group of each of some columns between ``edges`` that nothing parts."""
    every = bounds(w for own in names for w in own)
    boxes = (Box(x0, every.y0, x1, every.y1) for x0, x1 in pairwise(edges))
    parts = with_groups([(Cell(box, 0, 0, 0, 0), own) for box, own in zip(boxes, names, strict=True)])
    low, groups = parts[: len(names)], parts[len(names) :]
    return [
        (text_of(own), next((text_of(g) for o, g in groups if o.box.x0 <= c.box.cx <= o.box.x1), None))
        for c, own in low
    ]


def without(words: Sequence[Word], some: Sequence[Word]) -> list[Word]:
    return [w for w in words if not any(w is v for v in some)]


def run_under(phrase: Sequence[Word], columns: Texts, grid: Grid | None) -> list[Cell]:
    """The columns under a phrase that is the name of their group; none where it is no such name."""
    box, high = bounds(phrase), phrase[0].box.height
    own = [i for i, (c, _) in enumerate(columns) if c.box.x0 < box.x1 and box.x0 < c.box.x1]
    if not own:
        return []
    crossing = len(own) > 1
    first, last = (own[0], own[-1]) if crossing else (own[0] - 1, own[-1] + 1)
    if first < 0 or last >= len(columns):
        return []
    run = [c for c, _ in columns[first : last + 1]]
    names = [without(words, phrase) for _, words in columns[first : last + 1]]
    if abs((run[0].box.x0 + run[-1].box.x1) / 2 - box.cx) > MIDDLE * high:
        return []
    cut = [c.box.x1 for c in run if box.x0 < c.box.x1 < box.x1]
    over = box.y0 - LEVEL * high  # a divider comes from above it, one that the letters prolong does not
    if grid and any(grid.covered(False, x, over, box.y1) >= COVERED for x in cut):
        return []
    if not all(names) or any(w.box.cy <= box.y1 for own in names for w in own):
        return []
    between = len(run) % 2 == 0  # a name of its own stands in the middle of its column
    return run if between or is_apart(box, high, names) else []


def is_apart(box: Box, high: float, names: Sequence[Sequence[Word]]) -> bool:
    """Whether the names below a phrase have their middles on one level, farther from it than line from line:
    a first line of the name itself would have the names beside it half-way up.
    """
    middles = [bounds(own).cy for own in names]
    rows = [[bounds(line) for line in words_to_lines(own)] for own in names]
    usual = max((b.y0 - a.y1 for own in rows for a, b in pairwise(own)), default=0.0)
    below = rows[len(rows) // 2][0].y0 - box.y1
    return below > max(APART * high, WIDER * usual) and max(middles) - min(middles) <= LEVEL * high
