r"""What of a page's lines belongs to the flow, not to the table: strokes and arrow heads.

     |
     |          a head without a fill: two arms of like length that meet at a tip, both slanted
    \|/

Lengths are PDF points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.flow.symbols import OUTSIDE, Simbol
from extract.geometry.heads import head_on
from extract.geometry.nearby import Nearby, around
from extract.geometry.plane import (
    distance,
    drop_repeats,
    midpoint,
    off_line,
    path_length,
    simplify,
)
from extract.table.grid import Grid
from extract.table.header import Kolom, pelaksana_of
from extract.table.rows import TablePart
from schemas.page import Box, Connector, Head, Page, Point, Rule, box_of_points

ON_LINE = 1.6  # a line this close to a table rule lies on it
CORNER = 1.0  # the ends of a head's two lines meet this closely
AT = 2.0  # a line that ends this close to a symbol or a head touches it
BARB = 0.85  # of a head from its middle: its corners, where the arms of an open one end
PIECE = 0.8  # of a head's size: a shorter piece within it is a part of it
DOT = 0.8  # no shorter stroke is a line
LEAN = 0.8  # how much an axis-parallel piece may lean
RIM = 0.8  # within a symbol, away from its outline
SAME = 0.2  # points of a head this close are one
BLUNT = 0.35  # of an arm of an open head: its tip is no wider
OUTLINE = (4, 8)  # corners of an open head painted as an outline
ARM = (1.5, 12.0, 14.0)  # of an open head: at least, at most drawn by itself, at most drawn with the other
LIKE_ARMS = 0.7  # of the longer arm of a head: the shorter one
OPENING = (25, 130)  # degrees between the arms of a head
SLANT = 0.15  # of its longer extent: what runs more across than that is slanted
WHOLE = 0.9  # share of a line that another covers where it is drawn over it
BESIDE = 40.0  # points that a flow line may swing out of the executor columns


class Flow:
    """What is surely of the flow, symbols and heads, found by place."""

    def __init__(self, symbols: Sequence[Simbol], heads: Sequence[Head]) -> None:
        self._symbols, self._heads = symbols, heads
        self._symbols_near = Nearby(boxes=(k.box for k in symbols))
        self._heads_near = Nearby(boxes=(around(h.tip, 2 * h.size) for h in heads))

    def symbols(self, p: Point, slack: float = 0.0) -> list[Simbol]:
        """The symbols within ``slack`` of a point, and some beyond."""
        return [self._symbols[n] for n in self._symbols_near.at(around(p, slack))]

    def heads(self, p: Point, slack: float = 0.0) -> list[Head]:
        """The heads whose tips lie within twice their size and ``slack`` of a point, and some beyond."""
        return [self._heads[n] for n in self._heads_near.at(around(p, slack))]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line of the flow: its points in drawing order."""

    points: tuple[Point, ...]

    @property
    def length(self) -> float:
        return path_length(self.points)


def flow_box(kolom: Sequence[Kolom], top: float, bottom: float) -> Box | None:
    """Where the flow among these columns may be drawn between two heights; None without executors."""
    columns = pelaksana_of(kolom)
    return Box(columns[0].x0 - BESIDE, top, columns[-1].x1 + BESIDE, bottom) if columns else None


def flow_area(part: TablePart) -> Box:
    """Where the flow of a table may be drawn."""
    top, bottom = part.box.y0 - OUTSIDE, part.box.y1 + OUTSIDE
    beside = Box(part.box.x0 - BESIDE, top, part.box.x1 + BESIDE, bottom)
    return flow_box(part.kolom, top, bottom) or beside


def flow_strokes(page: Page, part: TablePart, symbols: Sequence[Simbol]) -> tuple[list[Stroke], list[Head]]:
    """The flow's lines and heads: what is drawn among the executors and is no table rule."""
    area = flow_area(part)
    inside = [c for c in page.connectors if all(area.holds(*p) for p in c.points)]
    heads = [h for h in page.heads if area.holds(*h.tip)]
    open_heads, rest = take_open_heads(inside)
    strokes = [Stroke(tuple(simplify(c.points))) for c in rest if not on_table(c, part)]
    free = [r for r in page.rules if area.holds(*ends(r)[0]) and area.holds(*ends(r)[1])]
    flow = Flow(symbols, heads)
    strokes += [Stroke(ends(r)) for r in free if not is_table_rule(r, part, flow)]
    heads += open_heads
    flow = Flow(symbols, heads)
    strokes = [s for s in strokes if not within_symbol(s, flow) and not within_head(s, flow)]
    strokes = [s for s in strokes if s.length > DOT]
    known, tips = set(strokes), [p for s in strokes for p in (s.points[0], s.points[-1])]
    near = Nearby(2 * ON_LINE, map(around, tips))
    on_rule = [
        r
        for r in free
        if Stroke(ends(r)) not in known
        and (
            links(r, tips, near)
            or ((other_style(r, part) or stops_between(r, part)) and branches(r, strokes, tips))
        )
        and drawn_over(r, part)
    ]
    return [*strokes, *(Stroke(ends(r)) for r in on_rule)], heads


def ends(r: Rule) -> tuple[Point, Point]:
    return (r.box.x0, r.box.y0), (r.box.x1, r.box.y1)


def links(r: Rule, tips: Sequence[Point], near: Nearby) -> bool:
    """Whether a line runs from the end of one stroke to the end of another. ``near``: finds ``tips``."""
    return all(any(distance(p, tips[i]) <= ON_LINE for i in near.at(around(p, ON_LINE))) for p in ends(r))


def branches(r: Rule, strokes: Sequence[Stroke], tips: Sequence[Point]) -> bool:
    """Whether a line runs from the end of one stroke to the side of another, or past the end of another."""
    for p, q in (ends(r), ends(r)[::-1]):
        here = [t for t in tips if distance(p, t) <= ON_LINE]
        past = (off_line(t, p, q) <= ON_LINE for t in tips if t not in here)
        if here and (any(past) or any(on_side(q, s) for s in strokes)):
            return True
    return False


def stops_between(r: Rule, part: TablePart) -> bool:
    """Whether a line on a rule of the table has an end where no other rule crosses it: cells end at rules."""
    across = table_lines(part, not r.horizontal)
    return not (near(r.lo, across, AT) and near(r.hi, across, AT))


def on_side(p: Point, s: Stroke) -> bool:
    return any(off_line(p, a, b) <= ON_LINE for a, b in pairwise(s.points))


def drawn_over(r: Rule, part: TablePart) -> bool:
    """Whether a line is drawn once more over a rule, or where the table has no rule at all."""
    others = [e for e in part.grid.near(r.horizontal, r.at, ON_LINE) if e is not r]
    return not others or Grid([], [], others).covered(r.horizontal, r.at, r.lo, r.hi) > WHOLE


def within_symbol(s: Stroke, flow: Flow) -> bool:
    """A line wholly inside a symbol is its decoration or an underline."""
    return any(all(k.box.grow(-RIM).holds(*p) for p in s.points) for k in flow.symbols(s.points[0]))


def within_head(s: Stroke, flow: Flow) -> bool:
    """A short piece inside a head is part of it: some producers paint heads in pieces."""
    for h in flow.heads(s.points[0]):
        if s.length < PIECE * h.size and all(distance(p, h.middle) < BARB * h.size for p in s.points):
            return True
    return False


def table_lines(part: TablePart, horizontal: bool) -> list[float]:
    """Positions of the table's own rules."""
    if horizontal:
        ys = [b.box.y0 for b in part.baris] + [part.box.y1, part.box.y0]
        return ys + ([part.header.top] if part.header else [])
    return [k.x0 for k in part.kolom] + [part.kolom[-1].x1]


def on_table(c: Connector, part: TablePart) -> bool:
    """A polyline all of whose pieces lie on the table's lines is a frame, not an arrow.

    An office file keeps what is drawn apart from the borders of its cells.
    """
    if part.page.source == "lembar":
        return False
    for (x0, y0), (x1, y1) in pairwise(c.points):
        flat = abs(y1 - y0) <= LEAN and near((y0 + y1) / 2, table_lines(part, True))
        steep = abs(x1 - x0) <= LEAN and near((x0 + x1) / 2, table_lines(part, False))
        if not (flat or steep):
            return False
    return True


def near(v: float, lines: Sequence[float], tol: float = ON_LINE) -> bool:
    return any(abs(v - x) <= tol for x in lines)


def is_table_rule(r: Rule, part: TablePart, flow: Flow) -> bool:
    """Whether a straight line is one of the table's rules.

    A line on a table rule still belongs to the flow when it is drawn otherwise than that rule
    and starts or ends at a symbol or a head.
    """
    if near(r.at, table_lines(part, r.horizontal)):
        return not (other_style(r, part) and touches_flow(r, flow)) or ends_at_edge(r, part, flow)
    across = table_lines(part, not r.horizontal)
    both = near(r.lo, across) and near(r.hi, across)
    return both and not touches_flow(r, flow)


def ends_at_edge(r: Rule, part: TablePart, flow: Flow) -> bool:
    """Whether a line read from pixels, which has no style, runs on a rule of the table as far as the table
    goes: a rule that symbols cover elsewhere, not an arrow.
    """
    edges = (part.box.x0, part.box.x1) if r.horizontal else (part.box.y0, part.box.y1)
    tips = [p for p, v in zip(ends(r), (r.lo, r.hi), strict=True) if near(v, edges, AT)]
    return not r.style and any(not any(distance(p, h.tip) <= AT for h in flow.heads(p, AT)) for p in tips)


def other_style(r: Rule, part: TablePart) -> bool:
    """Whether most of the table rule under a line is drawn in another way."""
    same = sum(e.length for e in part.grid.near(r.horizontal, r.at, ON_LINE) if e.style == r.style)
    every = sum(e.length for e in part.grid.near(r.horizontal, r.at, ON_LINE))
    return same - r.length < 0.5 * (every - r.length)


def touches_flow(r: Rule, flow: Flow) -> bool:
    for p in ends(r):
        if any(k.box.holds(*p, AT) for k in flow.symbols(p, AT)):
            return True
        if any(distance(p, h.tip) <= h.size + AT for h in flow.heads(p, AT)):
            return True
    return False


def take_open_heads(lines: Sequence[Connector]) -> tuple[list[Head], list[Connector]]:
    """Heads drawn as an open V, and the lines that remain.

    A V is one short line with its corner at the tip, or two short slanted lines that share an
    end. A long line may also end in a V drawn without lifting the pen; that is left to it.
    """
    heads: list[Head] = []
    rest: list[Connector] = []
    barbs: list[Connector] = []
    for c in lines:
        points = with_one_tip(drop_repeats(c.points, SAME))
        if len(points) == 3 and is_v(points[0], points[1], points[2]):
            heads.append(head_on(midpoint(points[0], points[2]), points[1]))
        elif len(points) == 2 and slanted(points[0], points[1]) and path_length(points) < ARM[1]:
            barbs.append(c)
        else:
            rest.append(c)
    pairs, single = pair_barbs(barbs)
    return [*heads, *pairs], [*rest, *single]


def with_one_tip(points: Sequence[Point]) -> Sequence[Point]:
    """A V painted as the outline of a thick stroke with one corner at its tip, not an outer and an inner;
    with it may come the end of the line between its arms.
    """
    if not OUTLINE[0] <= len(points) <= OUTLINE[1]:
        return points
    a, *inner, b = points
    back = midpoint(a, b)
    far = max(distance(p, back) for p in inner)
    tips = [p for p in inner if distance(p, back) >= (1 - BLUNT) * far]
    tip = midpoint(tips[0], tips[-1])
    blunt = BLUNT * min(distance(a, tip), distance(tip, b))
    slim = distance(tips[0], tips[-1]) <= blunt and all(off_line(p, back, tip) <= blunt for p in inner)
    return (a, tip, b) if slim else points


def slanted(a: Point, b: Point) -> bool:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) > SLANT * max(dx, dy)


def is_v(a: Point, tip: Point, b: Point) -> bool:
    """Two short arms of equal length with 25 to 130 degrees between them, none along an axis."""
    la, lb = distance(a, tip), distance(b, tip)
    if not (min(la, lb) >= ARM[0] and max(la, lb) <= ARM[2] and min(la, lb) > LIKE_ARMS * max(la, lb)):
        return False
    cos = ((a[0] - tip[0]) * (b[0] - tip[0]) + (a[1] - tip[1]) * (b[1] - tip[1])) / (la * lb)
    angle = math.degrees(math.acos(max(-1.0, min(1.0, cos))))
    return OPENING[0] <= angle <= OPENING[1] and slanted(a, tip) and slanted(b, tip)


def pair_barbs(barbs: Sequence[Connector]) -> tuple[list[Head], list[Connector]]:
    """Two short slanted lines that share an end are a head; one alone stays a line."""
    heads: list[Head] = []
    used: set[int] = set()
    near = Nearby(6 * CORNER)
    for i, c in enumerate(barbs):
        near.add_line(c.points[0], c.points[-1], i)
    for i, c in enumerate(barbs):
        for j in near.at(box_of_points(c.points).grow(CORNER)):
            if j <= i or i in used or j in used:
                continue
            v = shared_corner(c, barbs[j])
            if v and is_v(*v):
                heads.append(head_on(midpoint(v[0], v[2]), v[1]))
                used |= {i, j}
    return heads, [c for i, c in enumerate(barbs) if i not in used]


def shared_corner(a: Connector, b: Connector) -> tuple[Point, Point, Point] | None:
    for p, far_p in ((a.points[0], a.points[-1]), (a.points[-1], a.points[0])):
        for q, far_q in ((b.points[0], b.points[-1]), (b.points[-1], b.points[0])):
            if distance(p, q) <= CORNER:
                return far_p, p, far_q
    return None
