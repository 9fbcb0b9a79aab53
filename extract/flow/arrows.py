"""Strokes and heads between symbols told as arrows: which symbol, which end has a head, what label.

The strokes of a page are joined to nets: ends that meet are one line, an end on another line
is a fork or a join, lines that merely cross stay apart. A net's open ends are its terminals;
each is tied to a symbol, or stays loose. Arrows run from terminals without a head to
terminals with one. Lengths are PDF points.

    ----->[ ]    -----   [ ]    --+             |           how an end is tied: it touches a symbol, points at
                                    [ ]        [|]          one, lies beside the only one that is near, or has
     touches       ahead        beside        passed        run through one just before
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.flow.forks import fork_at_symbol, of_brackets, of_forks
from extract.flow.joins import GAP, LABEL_GAP, bridge_gaps, join_corners, join_ends, net_of
from extract.flow.net import Net, Terminal, components, route
from extract.flow.scene import Scene, touching
from extract.flow.strokes import Stroke
from extract.flow.symbols import LEAST, Simbol
from extract.geometry.nearby import Nearby, around
from extract.geometry.plane import distance, midpoint, off_line, onward
from schemas.page import Box, Head, Point, box_of_points
from schemas.vocab import JenisSimbol

REACH = 20.0  # how far short of its symbol a line may stop
ASIDE = 5.0  # how far beside its symbol a line that stops short may point
NEAR = 10.0  # how near to its symbol a tail lies that points at none
ON_LINE = 1.2  # an end this close to a line rests on it
UPON = 1.5  # an end this close to a head, or a line that passes its symbol as close, is as good as upon it
HEAD, AT_HEAD = 4.0, 0.9  # how far from a head's tip or base its line may end: at least, and times its size
ONWARD = 0.6  # cosine between a line and its head: within some 50 degrees
LEVEL = 1e-6  # of a unit vector: what runs along an axis, but for rounding
SHARED = 0.6  # how sure an arrow is of a net with several sources and several goals
HEADLESS = 0.5  # the same of a net of several ends without usable heads
FAR = 0.7  # the same at most where an end stops far from its symbol


@dataclass(frozen=True, slots=True)
class Panah:
    """An arrow on a page from symbol ``a`` to ``b`` (numbers into the symbols, or None)."""

    a: int | None
    b: int | None
    head_a: bool
    head_b: bool
    path: tuple[Point, ...]
    sure: float = 1.0


def find_arrows(
    strokes: Sequence[Stroke], heads: Sequence[Head], symbols: Sequence[Simbol], words: Sequence[Box]
) -> list[Panah]:
    """Arrows between the symbols of a page. ``words``: boxes of words not inside a symbol."""
    net = net_of(strokes)
    scene = Scene(symbols, words)
    tips = head_ends(net, heads)
    fixed = {i: k for i in net.ends() if (k := touching(net.points[i], tips.get(i), scene)) is not None}
    starts = {i: fixed.pop(i) for i in stub_ends(net, fixed, symbols)}
    join_ends(net, fixed, tips, scene)
    bridge_gaps(net, fixed, tips, scene)
    join_corners(net, fixed, tips, scene)
    fixed |= {i: k for i, k in starts.items() if len(net.links[i]) == 1}
    terminals = tie_ends(net, fixed, tips, scene)
    terminals |= of_brackets(net, terminals, symbols)
    terminals |= of_forks(net, tips, terminals, symbols)
    groups = components(net)
    for group in groups:
        terminals |= fork_at_symbol(net, group, terminals, scene)
    return [p for group in groups for p in net_arrows(net, group, terminals, symbols)]


def head_ends(net: Net, heads: Sequence[Head]) -> dict[int, Head]:
    """Which line end each head stands on: near its base or tip, along its direction."""
    reach = [max(HEAD, AT_HEAD * h.size) for h in heads]
    near = Nearby(boxes=(box_of_points([h.tip, h.base]).grow(r) for h, r in zip(heads, reach, strict=True)))
    pairs: list[tuple[float, int, int]] = []
    for i in net.ends():
        p, out = net.points[i], net.outward(i)
        for k in near.at(around(p)):
            h = heads[k]
            d = min(distance(p, h.tip), distance(p, h.base))
            along = out[0] * h.direction[0] + out[1] * h.direction[1]
            if d <= reach[k] and (along > ONWARD or d <= UPON):
                pairs.append((d - along, i, k))
    tips: dict[int, Head] = {}
    taken: set[int] = set()
    for _, i, k in sorted(pairs):
        if i not in tips and k not in taken:
            tips[i] = heads[k]
            taken.add(k)
    return tips


def stub_ends(net: Net, fixed: Mapping[int, int], symbols: Sequence[Simbol]) -> list[int]:
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


def tie_ends(
    net: Net, fixed: Mapping[int, int], tips: Mapping[int, Head], scene: Scene
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
        hit = ahead(start, direction, scene, head is not None) or passed(net, i, start, scene)
        hit = hit or (None if head else beside(start, scene))
        out[i] = Terminal(i, hit[1] if hit else None, head is not None, hit[0] if hit else math.inf)
    return out


def lies_on_own_line(net: Net, i: int) -> bool:
    """Whether an end rests on another piece of its own net: pieces painted over one another."""
    p, near = net.points[i], {i, *net.links[i]}
    return any(
        off_line(p, net.points[a], net.points[b]) < ON_LINE
        for a, b in net.pieces(around(p, ON_LINE))
        if a not in near and b not in near
    )


def ahead(p: Point, direction: Point, scene: Scene, head: bool = False) -> tuple[float, int] | None:
    """Distance and number of the first symbol that a line would meet if it went on."""
    rays = (first_on_ray(p, direction, scene, slack, head) for slack in (UPON, ASIDE))
    return next(filter(None, rays), None)


def beside(p: Point, scene: Scene) -> tuple[float, int] | None:
    """The only symbol near a tail that points at none. It is a guess, so its distance counts as endless."""
    near = [k for k, s in scene.near(around(p, NEAR)) if s.box.holds(*p, NEAR)]
    return (math.inf, near[0]) if len(near) == 1 else None


def passed(net: Net, i: int, p: Point, scene: Scene) -> tuple[float, int] | None:
    """Distance and number of a symbol that a line runs through just before its end ``p``."""
    x, y = net.outward(i)
    back = (-x, -y)
    before = net.points[net.links[i][0]]
    behind = box_of_points([p, onward(p, back, GAP)])
    hits = [(d, k) for k, s in scene.near(behind) if (d := ray_to_box(p, back, s.box)) is not None]
    return min((h for h in hits if h[0] <= GAP and distance(p, before) > h[0] + LEAST), default=None)


def first_on_ray(
    p: Point, direction: Point, scene: Scene, slack: float, head: bool
) -> tuple[float, int] | None:
    """The nearest symbol on a ray that may pass its box by ``slack`` points; ``head``: one points there."""
    far = onward(p, direction, LABEL_GAP)
    best: tuple[float, int] | None = None
    for k, s in scene.near(box_of_points([p, far]).grow(slack)):
        d = ray_to_box(p, direction, s.box.grow(slack))
        if d is None or d > LABEL_GAP:
            continue
        within = (
            d <= REACH
            or scene.word_at(midpoint(p, onward(p, direction, d)))
            or (head and is_aimed(p, direction, d, s.box))
        )
        if within and (best is None or d < best[0]):
            best = (d, k)
    return best


def is_aimed(p: Point, direction: Point, gap: float, b: Box) -> bool:
    """Whether a head points at the middle of a symbol, over a gap no longer than the symbol is."""
    dx, dy = direction
    aside = abs((b.cx - p[0]) * dy - (b.cy - p[1]) * dx)
    size, across = (b.width, b.height) if abs(dx) > abs(dy) else (b.height, b.width)
    return gap <= size and aside <= across / 4


def ray_to_box(p: Point, d: Point, b: Box) -> float | None:
    """Distance along a ray to a box, None when it passes by."""
    near, far = 0.0, math.inf
    for start, step, lo, hi in ((p[0], d[0], b.x0, b.x1), (p[1], d[1], b.y0, b.y1)):
        if abs(step) < LEVEL:
            if not lo <= start <= hi:
                return None
            continue
        t0, t1 = sorted(((lo - start) / step, (hi - start) / step))
        near, far = max(near, t0), min(far, t1)
    return near if near <= far else None


def net_arrows(
    net: Net, group: Sequence[int], terminals: Mapping[int, Terminal], symbols: Sequence[Simbol]
) -> list[Panah]:
    """Arrows of a net. A document that hangs on a line by a piece without a head is no source of it:
    it stays tied, without a direction, to the symbol that the line comes from.
    """
    mine = [terminals[i] for i in group if i in terminals]
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
    sure = 1.0 if min(len(sources), len(targets)) == 1 else SHARED
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
    return [panah(net, a, b, HEADLESS) for a, b in ends]


def nearest(net: Net, start: Terminal, goals: Sequence[Terminal]) -> Terminal:
    by_node = {g.node: g for g in goals}
    return by_node[route(net, start.node, by_node)[-1]]


def panah(net: Net, a: Terminal, b: Terminal, sure: float) -> Panah:
    path = tuple(net.points[i] for i in route(net, a.node, (b.node,)))
    far = max((t.gap for t in (a, b) if t.symbol is not None), default=0.0)
    return Panah(a.symbol, b.symbol, a.head, b.head, path, sure if far <= REACH else min(sure, FAR))
