"""Ruled lines from ink: long runs, joined over breaks, kept where they make up a table.

A flow-chart connector is as straight as a rule. What tells them apart is where they end: a rule
ends on other rules (or with its neighbours, where the page cuts the table), a connector ends at
a symbol. So the widest and highest lines of each connected network are taken as its frame, and
shorter lines join when both their ends stand on lines that are already in.

    +------+------+
    |      |  [ ]-|--+       rules end on rules; the connector from one symbol to another does not, and is no
    +------+------|  |       rule, however straight it is
    |      |     [ ]-+
    +------+------+
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extract.geometry.groups import Groups
from extract.geometry.nearby import Nearby, around
from extract.sources.scan.ink import Grey, closed, components, opened
from schemas.page import Box, Rule

KNOT = 40.0  # points
RUN = 9.0  # points: longer than the strokes of letters
BROKEN = 0.8  # points: a break in the ink of a line
SLANT = 0.2  # of its length that a line may climb, on a page not yet flat
LOST = 0.1  # of the shorter of two long pieces: what may be lost between them
THICK = (3.2, 5.5)  # points: what is thicker is a filled area, or a long one: no symbol is so flat
TOUCH = 2.6  # points: ends nearer than this meet
SHORT = (60.0, 1.4)  # points: lines up to this long must meet this closely; a symbol fills its row
LONG = (150.0, 5.0)  # points: lines from this length may stop this far from the line that they meant to meet
GAP = 4.0  # points: a break of this length is joined over
LONG_GAP = 12.0  # points: a break between long pieces
PIECES = 4  # so many pieces in a row are one faint line; symbols side by side are fewer
WHOLE = 0.6  # of its length that the pieces of such a line cover
LAP = 2.0  # points by which pieces of one line may overlap
STEP = 1.2  # points by which the next piece may lie aside
WIDE_GAP = 70.0  # points: a symbol painted over a rule hides this much of it
STRAY = 10.0  # points
FRAME = 0.55  # of the network's extent: lines this long are its frame
ROW = 0.3  # of the network's extent: what a frame line may end on
TABLE = (90.0, 18.0)  # points: a smaller network of lines is a symbol


@dataclass(frozen=True, eq=False)
class RuledLine:
    """A run of ink, nearly level or upright. ``knots``: (along, across) of its centre, in points.

    Paper does not lie flat, so a line has knots every KNOT points and may bend a little.
    """

    horizontal: bool
    knots: tuple[tuple[float, float], ...]
    lo: float
    hi: float
    thickness: float

    @cached_property
    def length(self) -> float:
        return self.hi - self.lo

    @property
    def start(self) -> float:
        """Where its first stretch runs."""
        return self.knots[0][1]

    @property
    def end(self) -> float:
        return self.knots[-1][1]

    @property
    def box(self) -> Box:
        """What it covers on the page."""
        across = [at for _, at in self.knots]
        lo, hi = min(across), max(across)
        return Box(self.lo, lo, self.hi, hi) if self.horizontal else Box(lo, self.lo, hi, self.hi)

    @cached_property
    def at(self) -> float:
        """Where it runs on the whole: the mean of its middle and its ends."""
        return (self.knots[0][1] + 2 * self.near((self.lo + self.hi) / 2) + self.knots[-1][1]) / 4

    def near(self, along: float) -> float:
        """Where it runs at ``along``."""
        after = bisect_left(self.knots, (along, -math.inf))
        if after == 0 or after == len(self.knots):
            return self.knots[min(after, len(self.knots) - 1)][1]
        (x0, y0), (x1, y1) = self.knots[after - 1 : after + 1]
        return y0 + (y1 - y0) * (along - x0) / (x1 - x0 or 1.0)


def straight(lines: Iterable[RuledLine]) -> list[Rule]:
    """Rules of the tables on a prepared page, in points, top to bottom and left to right."""
    rules = [Rule(k.horizontal, round(k.at, 2), round(k.lo, 2), round(k.hi, 2), k.thickness) for k in lines]
    return sorted(rules, key=lambda r: (not r.horizontal, r.at, r.lo))


def table_lines(ink: Grey, scale: float) -> list[RuledLine]:
    """The rules of the tables in some ink, with the bends that the paper gave them."""
    level = _chained(_joined(_lines(ink, scale, horizontal=True), GAP))
    upright = _chained(_joined(_lines(ink.T, scale, horizontal=False), GAP))
    return [line for network in _networks([*level, *upright]) for line in _table_lines(network)]


def _lines(ink: Grey, scale: float, horizontal: bool) -> list[RuledLine]:
    """Runs along the rows of ``ink``, in points."""
    _, labels, stats = components(opened(closed(ink, BROKEN * scale, 1), RUN * scale, 1))
    found = []
    for i, (x, y, w, h, area) in enumerate(stats.tolist()[1:], start=1):
        thick = scale * THICK[w >= LONG[0] * scale]
        if area / w > thick or h > SLANT * w + thick:
            continue
        part = labels[y : y + h, x : x + w] == i
        knots = tuple(((x + along) / scale, (y + row + 0.5) / scale) for along, row in _knots(part, scale))
        found.append(RuledLine(horizontal, knots, x / scale, (x + w) / scale, round(area / w / scale, 2)))
    return found


def _knots(part: npt.NDArray[np.bool_], scale: float) -> list[tuple[float, float]]:
    """(column, mean row) of every stretch of about KNOT points, in pixels."""
    height, width = part.shape
    edges = np.linspace(0, width, max(1, round(width / (KNOT * scale))) + 1).astype(int)
    rows = np.arange(height)[:, None]
    out = []
    for left, right in pairwise(edges.tolist()):
        piece = part[:, left:right]
        out.append(((left + right) / 2, float((piece * rows).sum() / max(1, piece.sum()))))
    return out


def _joined(lines: list[RuledLine], gap: float) -> list[RuledLine]:
    """Lines in a row with breaks up to ``gap`` made one."""
    return [row[0] for row in _in_rows(lines, gap, lambda row, line: [_merge(row[0], line)])]


def _chained(lines: list[RuledLine]) -> list[RuledLine]:
    """Lines with many pieces in a row made one: a faint rule, of which the scan kept every other bit."""
    chains = _in_rows(lines, LONG_GAP, lambda row, line: [*row, line])
    return [k for chain in chains for k in ([reduce(_merge, chain)] if _is_one(chain) else chain)]


def _in_rows(
    lines: list[RuledLine], gap: float, added: Callable[[list[RuledLine], RuledLine], list[RuledLine]]
) -> list[list[RuledLine]]:
    """Lines in a row with breaks up to ``gap``; ``added``: a row with one more line."""
    rows: list[list[RuledLine]] = []
    ends = Nearby()
    for line in sorted(lines, key=lambda k: (k.lo, k.at)):
        before = ends.at(Box(line.lo - LONG_GAP, line.start - STEP, line.lo + LAP, line.start + STEP))
        i = next((i for i in reversed(before) if _in_a_row(rows[i][-1], line, gap)), len(rows))
        rows[i : i + 1] = [added(rows[i], line) if i < len(rows) else [line]]
        ends.add(around((rows[i][-1].hi, rows[i][-1].end)), i)
    return rows


def _is_one(chain: list[RuledLine]) -> bool:
    covered = sum(k.length for k in chain)
    return len(chain) >= PIECES and covered >= WHOLE * (chain[-1].hi - chain[0].lo)


def _in_a_row(first: RuledLine, second: RuledLine, gap: float) -> bool:
    gap = max(gap, min(LONG_GAP, LOST * min(first.length, second.length)))
    return -LAP <= second.lo - first.hi <= gap and abs(second.start - first.end) <= STEP


def _merge(first: RuledLine, second: RuledLine) -> RuledLine:
    thickness = (first.thickness * first.length + second.thickness * second.length) / (
        first.length + second.length or 1
    )
    knots = (*first.knots, *(k for k in second.knots if k[0] > first.knots[-1][0]))
    return replace(first, knots=knots, hi=max(first.hi, second.hi), thickness=round(thickness, 2))


def _slack(line: RuledLine) -> float:
    """How near an end of the line must come to the line that holds it."""
    if line.length <= SHORT[0]:
        return SHORT[1]
    return LONG[1] if line.length >= LONG[0] else TOUCH


def _meet(line: RuledLine, cross: RuledLine) -> bool:
    """True where the two cross or one ends on the other."""
    return (
        line.horizontal != cross.horizontal
        and line.lo - _slack(line) <= cross.near(line.at) <= line.hi + _slack(line)
        and cross.lo - _slack(cross) <= line.near(cross.at) <= cross.hi + _slack(cross)
    )


def _networks(lines: list[RuledLine]) -> list[list[RuledLine]]:
    """Lines grouped by meeting one another."""
    groups = Groups(len(lines))

    near = Nearby(boxes=(k.box for k in lines))
    for i, line in enumerate(lines):
        for j in near.at(line.box.grow(2 * LONG[1])) if line.horizontal else ():
            if _meet(line, lines[j]):
                groups.join(i, j)
    return [[lines[i] for i in group] for group in groups.members()]


def _table_lines(network: list[RuledLine]) -> list[RuledLine]:
    """The rules among the lines of one network; [] where it is no table.

    Where they frame fewer lines than a table among the others has, they are edges of the paper and
    dirt on the glass, and what runs past that table at both ends is left out.
    """
    kept = _framed(network)
    inner = _largest(k for k in network if k not in kept)
    if len(inner) <= len(kept):
        return kept
    spans = {flat: _span(k for k in inner if k.horizontal is flat) for flat in (True, False)}
    return _largest(k for k in network if not _runs_past(k, *spans[k.horizontal]))


def _largest(lines: Iterable[RuledLine]) -> list[RuledLine]:
    """The rules of the table with the most of them."""
    return max(map(_framed, _networks(list(lines))), key=len, default=[])


def _runs_past(line: RuledLine, lo: float, hi: float) -> bool:
    return line.lo < lo - STRAY and line.hi > hi + STRAY


def _framed(network: list[RuledLine]) -> list[RuledLine]:
    """The long lines of a network, and those that are held by them; [] where it is no table."""
    level = [k for k in network if k.horizontal]
    upright = [k for k in network if not k.horizontal]
    if len(level) < 2 or len(upright) < 2:
        return []
    width, height = (hi - lo for lo, hi in (_span(level), _span(upright)))
    if width < TABLE[0] or height < TABLE[1]:
        return []
    frame = _without_strays(_frame(level, upright, width, height))
    return _grow(frame, [k for k in network if k not in frame])


def _span(lines: Iterable[RuledLine]) -> tuple[float, float]:
    many = list(lines)
    return min(k.lo for k in many), max(k.hi for k in many)


def _frame(level: list[RuledLine], upright: list[RuledLine], width: float, height: float) -> list[RuledLine]:
    """Long lines whose ends stand on other long lines, or end where two others end."""
    long_level = [k for k in level if k.length >= ROW * width]
    long_upright = [k for k in upright if k.length >= ROW * height]
    frame = [k for k in long_level if k.length >= FRAME * width and any(_held_ends(k, long_upright))]
    long = [*long_level, *long_upright]
    frame += [k for k in long_upright if k.length >= FRAME * height and all(_held_or_cut(k, long))]
    return frame


def _without_strays(frame: list[RuledLine]) -> list[RuledLine]:
    """Without lines that run out of the table at both ends, where most do not: dirt on the glass."""
    out = []
    for line in frame:
        sides = [k.near(line.at) for k in frame if k.horizontal != line.horizontal]
        mates = [k for k in frame if k.horizontal == line.horizontal]
        outside = [_sticks_out(k, sides) for k in mates]
        if not (sides and _sticks_out(line, sides) and sum(outside) * 3 <= len(mates)):
            out.append(line)
    return out


def _is_level(end: float, others: Iterable[float]) -> bool:
    """Whether two others end where a line does."""
    return sum(abs(other - end) <= TOUCH for other in others) >= 2


def _sticks_out(line: RuledLine, sides: list[float]) -> bool:
    return line.lo < min(sides, default=0.0) - STRAY and line.hi > max(sides, default=0.0) + STRAY


def _held_ends(line: RuledLine, others: Iterable[RuledLine]) -> tuple[bool, bool]:
    """Which ends (lo, hi) stand on a crossing line of ``others``, or run a little over the outermost."""
    across = [k for k in others if k.horizontal != line.horizontal]
    met = [k.near(line.at) for k in across if _meet(line, k)]
    if not met:
        return False, False
    touch = _slack(line)
    lo, hi = (any(abs(at - end) <= touch for at in met) for end in (line.lo, line.hi))
    if line.length < LONG[0]:
        return lo, hi
    first, last = min(k.at for k in across), max(k.at for k in across)
    return (
        lo or (abs(min(met) - first) <= TOUCH and 0 <= first - line.lo <= STRAY),
        hi or (abs(max(met) - last) <= TOUCH and 0 <= line.hi - last <= STRAY),
    )


def _grow(kept: list[RuledLine], rest: list[RuledLine]) -> list[RuledLine]:
    """Add lines of ``rest`` that are held at both ends, until none is left that is."""
    while True:
        rest = _bridged(kept, rest)
        new = [k for k in rest if all(_held_or_cut(k, kept))] or [k for k in rest if _is_divider(k, kept)]
        if not new:
            return _bridged(kept, kept)
        kept = [*kept, *new]
        rest = [k for k in rest if k not in new]


def _held_or_cut(line: RuledLine, kept: list[RuledLine]) -> tuple[bool, bool]:
    """Ends that stand on a kept line, or end level with two kept neighbours (a table cut by the page)."""
    lo, hi = _held_ends(line, kept)
    if line.length < 3 * RUN:
        return lo, hi
    mates = [k for k in kept if k.horizontal == line.horizontal and k is not line]
    return (
        lo or _is_level(line.lo, (k.lo for k in mates)),
        hi or _is_level(line.hi, (k.hi for k in mates)),
    )


def _is_divider(line: RuledLine, kept: list[RuledLine]) -> bool:
    """A line that stands on one rule and runs across two more: its other end has nothing to stand on
    (columns under one name). A connector seldom ends on a rule.
    """
    return any(_held_ends(line, kept)) and sum(_crosses(line, k) for k in kept) >= 2


def _crosses(line: RuledLine, other: RuledLine) -> bool:
    """Whether two lines run well across one another."""
    if not _meet(line, other):
        return False
    x, y = other.near(line.at), line.near(other.at)
    return line.lo + RUN < x < line.hi - RUN and other.lo + RUN < y < other.hi - RUN


def _bridged(kept: list[RuledLine], rest: list[RuledLine]) -> list[RuledLine]:
    """Join two pieces in a row, each held at its outer end only: a symbol stands over the rule."""
    ends = {k: _held_ends(k, kept) for k in rest}
    right = [k for k in rest if ends[k] == (False, True)]
    out = list(rest)
    for left in (k for k in rest if ends[k] == (True, False)):
        facing = [k for k in right if k.horizontal == left.horizontal and _in_a_row(left, k, WIDE_GAP)]
        if facing and facing[0] in out and left in out:
            out = [k for k in out if k not in (left, facing[0])] + [_merge(left, facing[0])]
    return out
