"""Strokes and heads between symbols told as arrows: which symbol, which end has a head, what label.

The strokes of a page are joined to nets: ends that meet are one line, an end on another line
is a fork or a join, lines that merely cross stay apart. A net's open ends are its terminals;
each is tied to a symbol, or stays loose. Arrows run from terminals without a head to
terminals with one. Lengths are PDF points.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from extract.nearby import Nearby
from extract.net import (
    Net,
    components,
    crossing,
    outline_distance,
    projection,
    reachable,
    route,
    same_line,
)
from extract.outline import distance, inside, off_line
from extract.strokes import Stroke
from extract.symbols import LEAST, Simbol
from schemas.page import Box, Head, Point
from schemas.vocab import JenisSimbol

TOUCH = 3.2  # an end this close to a symbol's outline touches it
JOIN = 2.4  # ends this close to another line join it
SHORT = 6.0  # how far short of another line an end that joins it may stop
REACH = 20.0  # how far short of its symbol a line may stop
ASIDE = 5.0  # how far beside its symbol a line that stops short may point
GAP = 14.0  # gap that a dash or a removed label may leave in a line
LABEL_GAP = 42.0  # the same where printed words stand in the gap


@dataclass(frozen=True, slots=True)
class Panah:
    """An arrow on a page from symbol ``a`` to ``b`` (numbers into the symbols, or None)."""

    a: int | None
    b: int | None
    head_a: bool
    head_b: bool
    path: tuple[Point, ...]
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Terminal:
    """An open end of a net: its point, its symbol if any, whether a head stands there."""

    node: int
    symbol: int | None
    head: bool
    gap: float  # distance to the symbol


def find_arrows(
    strokes: Sequence[Stroke], heads: Sequence[Head], symbols: Sequence[Simbol], words: Sequence[Box]
) -> list[Panah]:
    """Arrows between the symbols of a page. ``words``: boxes of words not inside a symbol."""
    net = Net()
    for s in strokes:
        nodes = [net.add(p) for p in s.points]
        for i, j in itertools.pairwise(nodes):
            net.link(i, j)
    tips = head_ends(net, heads)
    fixed = {i: k for i in net.ends() if (k := touching(net.points[i], tips.get(i), symbols)) is not None}
    starts = {i: fixed.pop(i) for i in stub_ends(net, fixed, symbols)}
    join_ends(net, fixed, tips, symbols)
    bridge_gaps(net, fixed, tips, symbols, words)
    fixed |= {i: k for i, k in starts.items() if len(net.links[i]) == 1}
    terminals = tie_ends(net, fixed, tips, symbols, words)
    return [p for group in components(net) for p in net_arrows(net, group, terminals, symbols)]


def head_ends(net: Net, heads: Sequence[Head]) -> dict[int, Head]:
    """Which line end each head stands on: near its base or tip, along its direction."""
    pairs: list[tuple[float, int, int]] = []
    for i in net.ends():
        out = net.outward(i)
        for k, h in enumerate(heads):
            base = (h.tip[0] - h.direction[0] * h.size, h.tip[1] - h.direction[1] * h.size)
            d = min(distance(net.points[i], h.tip), distance(net.points[i], base))
            along = out[0] * h.direction[0] + out[1] * h.direction[1]
            if d <= max(4.0, 0.9 * h.size) and (along > 0.6 or d <= 1.5):
                pairs.append((d - along, i, k))
    tips: dict[int, Head] = {}
    taken: set[int] = set()
    for _, i, k in sorted(pairs):
        if i not in tips and k not in taken:
            tips[i] = heads[k]
            taken.add(k)
    return tips


def touching(p: Point, head: Head | None, symbols: Sequence[Simbol]) -> int | None:
    """The symbol whose outline an end (or the head on it) touches or enters."""
    best: tuple[float, int] | None = None
    for q in (p, head.tip) if head else (p,):
        for k, s in enumerate(symbols):
            if s.box.holds(*q, TOUCH):
                d = 0.0 if inside(q, s.points) else outline_distance(q, s.points)
                if d <= TOUCH and (best is None or (d, k) < best):
                    best = (d, k)
    return best[1] if best else None


def stub_ends(net: Net, fixed: dict[int, int], symbols: Sequence[Simbol]) -> list[int]:
    """Outer ends of short pieces that touch one symbol at both ends: a line may go on there.

    The first dash of a line is one, and what a label in the line leaves of it beside its symbol.
    """
    out = []
    for i, k in fixed.items():
        j = net.links[i][0]
        if fixed.get(j) == k and i < j and distance(net.points[i], net.points[j]) <= GAP:
            centre = (symbols[k].box.cx, symbols[k].box.cy)
            out.append(max(i, j, key=lambda n: distance(net.points[n], centre)))
    return out


def join_ends(net: Net, fixed: dict[int, int], tips: dict[int, Head], symbols: Sequence[Simbol]) -> None:
    """Tie free ends to the ends and lines that they meet."""
    near = Nearby(JOIN, net.points)
    for i in net.ends():
        if i in fixed or len(net.links[i]) != 1:
            continue
        p = tips[i].tip if i in tips else net.points[i]
        around = [j for j in near.at(p) if j != i and j not in fixed and len(net.links[j]) == 1]
        mates = [j for j in around if not same_line(net, i, j)]
        mate = min(mates, key=lambda j: distance(p, net.points[j]), default=None)
        if mate is not None and distance(p, net.points[mate]) <= JOIN and not (i in tips and mate in tips):
            net.link(i, mate)
            continue
        hit = nearest_segment(net, i, p) or segment_ahead(net, i, p, tips, symbols)
        if hit:
            a, b, q = hit
            net.unlink(a, b)
            mid = net.add(q)
            net.link(a, mid)
            net.link(mid, b)
            net.link(i, mid)


def nearest_segment(net: Net, i: int, p: Point) -> tuple[int, int, Point] | None:
    """The piece of another line on which an end stands, with the point on it."""
    own = reachable(net, i)
    best: tuple[float, int, int, Point] | None = None
    for a, b in net.segments():
        if a in own:
            continue
        q = projection(p, net.points[a], net.points[b])
        d = distance(p, q)
        if d <= JOIN and (best is None or d < best[0]):
            best = (d, a, b, q)
    return best[1:] if best else None


def segment_ahead(
    net: Net, i: int, p: Point, tips: dict[int, Head], symbols: Sequence[Simbol]
) -> tuple[int, int, Point] | None:
    """The piece of another line that an end would meet if it went on a little, before any symbol."""
    direction = tips[i].direction if i in tips else net.outward(i)
    far = (p[0] + direction[0] * SHORT, p[1] + direction[1] * SHORT)
    if any(s.box.grow(SHORT).holds(*p) for s in symbols):
        return None
    own = reachable(net, i)
    best: tuple[float, int, int, Point] | None = None
    for a, b in net.segments():
        if a in own:
            continue
        q = crossing(p, far, net.points[a], net.points[b])
        if q and (best is None or distance(p, q) < best[0]):
            best = (distance(p, q), a, b, q)
    return best[1:] if best else None


def bridge_gaps(
    net: Net, fixed: dict[int, int], tips: dict[int, Head], symbols: Sequence[Simbol], words: Sequence[Box]
) -> None:
    """Join ends that face each other over a gap: dashes, or a label printed into the line."""
    free = [i for i in net.ends() if i not in fixed and i not in tips]
    pairs: list[tuple[float, int, int]] = []
    for n, i in enumerate(free):
        for j in free[n + 1 :]:
            d = distance(net.points[i], net.points[j])
            if d <= LABEL_GAP and faces(net, i, j) and not same_line(net, i, j):
                limit = LABEL_GAP if gap_has_words(net.points[i], net.points[j], words) else GAP
                if d <= limit and not crosses_symbol(net.points[i], net.points[j], symbols):
                    pairs.append((d, i, j))
    for _, i, j in sorted(pairs):
        if len(net.links[i]) == 1 and len(net.links[j]) == 1:
            net.link(i, j)


def faces(net: Net, i: int, j: int) -> bool:
    """Whether two ends run towards each other on one line."""
    p, q = net.points[i], net.points[j]
    d = distance(p, q) or 1.0
    to = ((q[0] - p[0]) / d, (q[1] - p[1]) / d)
    a, b = net.outward(i), net.outward(j)
    return a[0] * to[0] + a[1] * to[1] > 0.97 and -(b[0] * to[0] + b[1] * to[1]) > 0.97


def gap_has_words(p: Point, q: Point, words: Sequence[Box]) -> bool:
    middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
    return any(b.holds(*middle, 3.0) for b in words)


def crosses_symbol(p: Point, q: Point, symbols: Sequence[Simbol]) -> bool:
    middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
    return any(s.box.holds(*middle) for s in symbols)


def tie_ends(
    net: Net,
    fixed: dict[int, int],
    tips: dict[int, Head],
    symbols: Sequence[Simbol],
    words: Sequence[Box],
) -> dict[int, Terminal]:
    """Every remaining open end with its symbol: the one it touches, or the next one ahead of it."""
    out: dict[int, Terminal] = {}
    for i in net.ends():
        if i in fixed:
            out[i] = Terminal(i, fixed[i], i in tips, 0.0)
            continue
        if i not in tips and lies_on_own_line(net, i):
            continue
        head = tips.get(i)
        start = head.tip if head else net.points[i]
        direction = head.direction if head else net.outward(i)
        hit = ahead(start, direction, symbols, words) or passed(net, i, start, symbols)
        out[i] = Terminal(i, hit[1] if hit else None, head is not None, hit[0] if hit else math.inf)
    return out


def lies_on_own_line(net: Net, i: int) -> bool:
    """Whether an end rests on another piece of its own net: pieces painted over one another."""
    near = {i, *net.links[i]}
    return any(
        off_line(net.points[i], net.points[a], net.points[b]) < 1.2
        for a, b in net.segments()
        if a not in near and b not in near
    )


def ahead(
    p: Point, direction: Point, symbols: Sequence[Simbol], words: Sequence[Box]
) -> tuple[float, int] | None:
    """Distance and number of the first symbol that a line would meet if it went on."""
    for slack in (1.5, ASIDE):
        best = first_on_ray(p, direction, symbols, words, slack)
        if best:
            return best
    return None


def passed(net: Net, i: int, p: Point, symbols: Sequence[Simbol]) -> tuple[float, int] | None:
    """Distance and number of a symbol that a line runs through just before its end ``p``."""
    out = net.outward(i)
    before = net.points[net.links[i][0]]
    hits = [
        (d, k) for k, s in enumerate(symbols) if (d := ray_to_box(p, (-out[0], -out[1]), s.box)) is not None
    ]
    return min((h for h in hits if h[0] <= GAP and distance(p, before) > h[0] + LEAST), default=None)


def first_on_ray(
    p: Point, direction: Point, symbols: Sequence[Simbol], words: Sequence[Box], slack: float
) -> tuple[float, int] | None:
    """The nearest symbol on a ray that may pass its box by ``slack`` points."""
    best: tuple[float, int] | None = None
    for k, s in enumerate(symbols):
        d = ray_to_box(p, direction, s.box.grow(slack))
        if d is None:
            continue
        q = (p[0] + direction[0] * d, p[1] + direction[1] * d)
        limit = LABEL_GAP if gap_has_words(p, q, words) else REACH
        if d <= limit and (best is None or d < best[0]):
            best = (d, k)
    return best


def ray_to_box(p: Point, d: Point, b: Box) -> float | None:
    """Distance along a ray to a box, None when it passes by."""
    near, far = 0.0, math.inf
    for start, step, lo, hi in ((p[0], d[0], b.x0, b.x1), (p[1], d[1], b.y0, b.y1)):
        if abs(step) < 1e-6:
            if not lo <= start <= hi:
                return None
            continue
        t0, t1 = sorted(((lo - start) / step, (hi - start) / step))
        near, far = max(near, t0), min(far, t1)
    return near if near <= far else None


def net_arrows(
    net: Net, group: set[int], terminals: dict[int, Terminal], symbols: Sequence[Simbol]
) -> list[Panah]:
    """Arrows of a net. A document that hangs on a line by a piece without a head is no source of it:
    it stays tied, without a direction, to the symbol that the line comes from.
    """
    mine = [terminals[i] for i in sorted(group) if i in terminals]
    bare = [t for t in mine if not t.head and t.symbol is not None]
    hung = [t for t in bare if symbols[t.symbol or 0].jenis is JenisSimbol.LAIN]
    givers = [t for t in bare if t not in hung]
    if not hung or not givers or len(bare) == len(mine):
        return arrows_of(net, mine)
    ties = [panah(net, t, nearest(net, t, givers), 1.0) for t in hung]
    return [*arrows_of(net, [t for t in mine if t not in hung]), *ties]


def arrows_of(net: Net, mine: Sequence[Terminal]) -> list[Panah]:
    """Arrows that a net draws between its terminals."""
    if len(mine) < 2:
        return []
    if len(mine) == 2:
        a, b = sorted(mine, key=lambda t: t.head)
        return [panah(net, a, b, 1.0)]
    bare = [t for t in mine if not t.head]
    sources = [t for t in bare if t.symbol is not None] or bare  # all loose: cut by the page
    targets = [t for t in mine if t.head]
    if not sources or not targets:
        return headless(net, mine)
    pairs = {(s.node, t.node) for s in sources for t in [nearest(net, s, targets)]}
    pairs |= {(s.node, t.node) for t in targets for s in [nearest(net, t, sources)]}
    sure = 1.0 if min(len(sources), len(targets)) == 1 else 0.6
    by_node = {t.node: t for t in mine}
    return [panah(net, by_node[a], by_node[b], sure) for a, b in sorted(pairs)]


def headless(net: Net, mine: Sequence[Terminal]) -> list[Panah]:
    """A net of several ends without usable heads: each end with its nearest, unsure."""
    pairs = set()
    for t in mine:
        mate = nearest(net, t, [u for u in mine if u != t])
        pairs.add((min(t.node, mate.node), max(t.node, mate.node)))
    by_node = {t.node: t for t in mine}
    ends = [sorted((by_node[a], by_node[b]), key=lambda t: t.head) for a, b in sorted(pairs)]
    return [panah(net, a, b, 0.5) for a, b in ends]


def nearest(net: Net, start: Terminal, goals: Sequence[Terminal]) -> Terminal:
    lengths = {g.node: route(net, start.node, g.node) for g in goals}
    return min(goals, key=lambda g: (lengths[g.node][0], g.node))


def panah(net: Net, a: Terminal, b: Terminal, sure: float) -> Panah:
    path = tuple(net.points[i] for i in route(net, a.node, b.node)[1])
    far = max((t.gap for t in (a, b) if t.symbol is not None), default=0.0)
    return Panah(a.symbol, b.symbol, a.head, b.head, path, sure if far <= REACH else min(sure, 0.7))
