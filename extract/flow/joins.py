"""Strokes joined to nets: ends that meet, ends on other lines, ends that face each other over a gap.

    ----+        ----+----        ----    ----        ---- Ya ----        ----|----        ---  .
        |            |                                                                          |
    ends that    an end on a      a dash's gap,       a label's gap,      lines that only     a corner
    meet: JOIN   line: a fork     GAP at most         LABEL_GAP           cross stay apart    in a gap

Lengths are PDF points.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Mapping, Sequence

from extract.flow.net import Net, crossing, same_line
from extract.flow.scene import Scene
from extract.flow.strokes import Stroke
from extract.geometry.nearby import Nearby, around
from extract.geometry.plane import direction, distance, midpoint, on_segment, onward
from schemas.page import Head, Point, box_of_points

JOIN = 2.4  # ends this close to another line join it
SHORT = 6.0  # how far short of another line an end that joins it may stop
CORNER = 9.0  # points ahead of two ends at which a corner may lie that a gap has swallowed
GAP = 14.0  # gap that a dash or a removed label may leave in a line
LABEL_GAP = 42.0  # the same where printed words stand in the gap
STRAIGHT = 0.97  # cosine between the direction of an end and the way over the gap
DASH, ROUND = 6.0, 0.75  # a gap between dashes, and the same cosine in one, where a round corner may lie
ASIDE = 10.3  # how far aside of an end's direction the other side of a gap may lie: LABEL_GAP times the sine

Spot = tuple[int, int, Point]  # a piece of a net, and a point on it


def net_of(strokes: Sequence[Stroke]) -> Net:
    """Every stroke as a line of its own."""
    net = Net()
    for s in strokes:
        nodes = [net.add(p) for p in s.points]
        for i, j in itertools.pairwise(nodes):
            net.link(i, j)
    return net


def join_ends(net: Net, fixed: Container[int], tips: Mapping[int, Head], scene: Scene) -> None:
    """Tie free ends to the ends and lines that they meet."""
    near = Nearby(2 * JOIN, map(around, net.points))
    for i in net.ends():
        if i in fixed or len(net.links[i]) != 1:
            continue
        p = tips[i].tip if i in tips else net.points[i]
        free = [j for j in near.at(around(p, JOIN)) if j != i and j not in fixed and len(net.links[j]) == 1]
        mates = [j for j in free if not same_line(net, i, j) and not doubles(net, i, j)]
        mate = min(mates, key=lambda j: distance(p, net.points[j]), default=None)
        if mate is not None and distance(p, net.points[mate]) <= JOIN and not (i in tips and mate in tips):
            net.link(i, mate)
            continue
        hit = nearest_piece(net, i, p) or piece_ahead(net, i, p, tips, scene)
        if hit:
            net.link(i, net.cut(*hit))


def join_corners(net: Net, fixed: Container[int], tips: Mapping[int, Head], scene: Scene) -> None:
    """Join ends whose ways meet in a corner a little ahead of both: the corner of a broken line lies in a gap
    between two dashes.
    """
    free = [i for i in net.ends() if i not in fixed and i not in tips]
    near = Nearby(boxes=(around(net.points[i]) for i in free))
    pairs: list[tuple[float, int, int, Point]] = []
    for i in free:
        p = net.points[i]
        a = way_ahead(net, i)
        for j in (free[n] for n in near.at(around(p, 2 * CORNER))):
            q = net.points[j]
            corner = crossing(*a, *way_ahead(net, j)) if i < j else None
            if corner and net.root(i) != net.root(j) and not scene.symbol_at(corner):
                pairs.append((distance(p, corner) + distance(q, corner), i, j, corner))
    for _, i, j, corner in sorted(pairs):
        if len(net.links[i]) == len(net.links[j]) == 1:
            middle = net.add(corner)
            net.link(i, middle)
            net.link(middle, j)


def way_ahead(net: Net, i: int) -> tuple[Point, Point]:
    """The way from a little behind an end, which may have run past its corner, to where a corner may lie."""
    out, p = net.outward(i), net.points[i]
    return onward(p, out, -JOIN), onward(p, out, CORNER)


def doubles(net: Net, i: int, j: int) -> bool:
    """Whether two lines end at one place from the same side: the stem of a head, or the foot of letters that
    stand on a line, drawn once more. It is no line that goes on from there.
    """
    (x, y), (u, v) = net.outward(i), net.outward(j)
    return x * u + y * v > STRAIGHT


def is_end_alongside(net: Net, i: int, spot: tuple[int, int, Point]) -> bool:
    """Whether the spot on a piece is the end of a line that runs alongside."""
    ends = [k for k in spot[:2] if net.points[k] == spot[2] and len(net.links[k]) == 1]
    return any(doubles(net, i, k) for k in ends)


def nearest_piece(net: Net, i: int, p: Point) -> Spot | None:
    """The piece of another line on which an end stands, with the point on it; of equals the first."""
    spots = [(a, b, on_segment(p, net.points[a], net.points[b])) for a, b in net.pieces(around(p, JOIN))]
    near = [s for s in spots if distance(p, s[2]) <= JOIN]
    return nearest_spot(net, i, p, [s for s in near if not is_end_alongside(net, i, s)])


def nearest_spot(net: Net, i: int, p: Point, spots: Sequence[Spot]) -> Spot | None:
    """Of some points on pieces the one nearest to ``p`` on a line other than that which ends at ``i``."""
    others = (s for s in spots if net.root(s[0]) != net.root(i))
    return min(others, key=lambda s: distance(p, s[2]), default=None)


def piece_ahead(net: Net, i: int, p: Point, tips: Mapping[int, Head], scene: Scene) -> Spot | None:
    """The piece of another line that an end would meet if it went on a little, before any symbol."""
    far = onward(p, tips[i].direction if i in tips else net.outward(i), SHORT)
    if scene.symbol_at(p, SHORT):
        return None
    crossed = net.pieces(box_of_points([p, far]))
    ways = ((a, b, crossing(p, far, net.points[a], net.points[b])) for a, b in crossed)
    return nearest_spot(net, i, p, [(a, b, q) for a, b, q in ways if q])


def bridge_gaps(net: Net, fixed: Container[int], tips: Mapping[int, Head], scene: Scene) -> None:
    """Join ends that face each other over a gap: dashes, or a label printed into the line."""
    free = [i for i in net.ends() if i not in fixed and i not in tips]
    out = {i: net.outward(i) for i in free}
    near = Nearby(boxes=(around(net.points[i]) for i in free))
    pairs: list[tuple[float, int, int]] = []
    for i in free:
        p = net.points[i]
        far = onward(p, out[i], LABEL_GAP)
        for j in (free[n] for n in near.at(box_of_points([p, far]).grow(ASIDE))):
            q = net.points[j]
            d = distance(p, q)
            facing = i < j and face(p, out[i], q, out[j], ROUND if d <= DASH else STRAIGHT)
            if facing and not same_line(net, i, j) and may_bridge(d, midpoint(p, q), scene):
                pairs.append((d, i, j))
    for _, i, j in sorted(pairs):
        if len(net.links[i]) == 1 and len(net.links[j]) == 1:
            net.link(i, j)


def face(p: Point, a: Point, q: Point, b: Point, least: float = STRAIGHT) -> bool:
    """Whether two ends at ``p`` and ``q``, bound for ``a`` and ``b``, run towards each other on one line."""
    to = direction(p, q)
    return a[0] * to[0] + a[1] * to[1] > least and -(b[0] * to[0] + b[1] * to[1]) > least


def may_bridge(gap: float, at: Point, scene: Scene) -> bool:
    """Whether a gap of a line, by its width and its middle, is a dash's or a label's."""
    return gap <= LABEL_GAP and (gap <= GAP or scene.word_at(at)) and not scene.symbol_at(at)
