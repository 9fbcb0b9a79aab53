"""Nets that are more than a line from one symbol to another: forks, and brackets over the boxes of a row.

         [ A ]                        [ A ]
           |                            |
      +----+----+               +-------v-------+      the arrow's head stands on the bracket, or its
      v         v               |               |      line runs through it: both boxes do the step
    [ B ]     [ C ]           [ B ]           [ C ]    together, and each is a goal of the arrow
       a fork                      a bracket

Lengths are PDF points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.flow.net import Net, Piece, Terminal, components, crossing, route
from extract.flow.scene import Scene, touching
from extract.flow.symbols import Simbol
from extract.geometry.plane import off_outline
from schemas.page import Head, Point, box_of_points


def fork_at_symbol(
    net: Net, group: Sequence[int], terminals: Mapping[int, Terminal], scene: Scene
) -> dict[int, Terminal]:
    """Where a net that has heads at all its ends leaves a symbol: one of its corners or forks lies there.

    The stem of a fork close to its symbol goes off the page with the symbol's outline.
    """
    mine = [terminals[i] for i in group if i in terminals]
    if len(mine) < 2 or not all(t.head for t in mine):
        return {}
    tied = {t.symbol for t in mine}
    inner = [(i, touching(net.points[i], None, scene)) for i in group if len(net.links[i]) > 1]
    found = [
        (off_outline(net.points[i], scene.symbols[k].points), i, k)
        for i, k in inner
        if k is not None and k not in tied
    ]
    return {i: Terminal(i, k, False, 0.0) for _, i, k in sorted(found)[:1]}


def of_forks(
    net: Net, tips: Mapping[int, Head], terminals: Mapping[int, Terminal], symbols: Sequence[Simbol]
) -> dict[int, Terminal]:
    """Ends of lines that an arrow's head stands on in their midst, as its goals: one arrow to several boxes.

    Such a line has no heads of its own, and its symbols stand in one row, the arrow's in another.
    """
    out: dict[int, Terminal] = {}
    for i in tips:
        if len(net.links[i]) < 2:
            continue
        before, beyond = net.links[i][0], [t for t in terminals.values() if net.root(t.node) == net.root(i)]
        sources = [t for t in beyond if i not in route(net, t.node, (before,))]
        goals = [t for t in beyond if t not in sources]
        rows = {symbols[t.symbol].baris if t.symbol is not None else None for t in goals}
        apart = all(t.symbol is not None and symbols[t.symbol].baris not in rows for t in sources)
        if len(goals) > 1 and len(rows) == 1 and sources and apart and not any(t.head for t in beyond):
            out |= {t.node: replace(t, head=True) for t in goals}
    return out


def of_brackets(
    net: Net, terminals: Mapping[int, Terminal], symbols: Sequence[Simbol]
) -> dict[int, Terminal]:
    """The terminals of brackets that an arrow into their row, or out of it, runs through: boxes that do a
    step together. The bracket is tied to the arrow, and its ends are goals of it, or sources.

    Elsewhere lines that cross have nothing to do with each other.
    """
    out: dict[int, Terminal] = {}
    groups = [g for g in ([terminals[i] for i in group if i in terminals] for group in components(net)) if g]
    arrows = [g for g in groups if sum(t.symbol is not None for t in g) == 2 and any(t.head for t in g)]
    for bracket in groups:
        row = row_of_bracket(net, bracket, symbols)
        if row is None:
            continue
        for arrow in arrows:
            mine = [t for t in arrow if t.symbol is not None and symbols[t.symbol].baris == row]
            if len(mine) != 1 or mine[0].symbol in {t.symbol for t in bracket}:
                continue
            one_side = under(net, mine[0], symbols) is under(net, bracket[0], symbols)
            at = where_they_cross(net, bracket, arrow) if one_side else None
            if at:
                net.link(*(net.cut(*piece, at[1]) for piece in at[0]))
                out |= {t.node: replace(t, head=mine[0].head) for t in bracket}
                break
    return out


def row_of_bracket(net: Net, ends: Sequence[Terminal], symbols: Sequence[Simbol]) -> int | None:
    """The row of the symbols that a net ties together, all over or all under them, from no other; or None."""
    if len({t.symbol for t in ends}) < 2 or sum(not t.head for t in ends) < 2:
        return None
    rows = {symbols[t.symbol].baris if t.symbol is not None else None for t in ends}
    sides = {under(net, t, symbols) for t in ends}
    return rows.pop() if len(rows) == len(sides) == 1 and None not in sides else None


def under(net: Net, t: Terminal, symbols: Sequence[Simbol]) -> bool | None:
    """Whether an end lies under its symbol or over it; None beside it."""
    if t.symbol is None:
        return None
    b, y = symbols[t.symbol].box, net.points[t.node][1]
    return None if b.y0 + b.height / 4 < y < b.y1 - b.height / 4 else y > b.cy


def where_they_cross(
    net: Net, one: Sequence[Terminal], two: Sequence[Terminal]
) -> tuple[tuple[Piece, Piece], Point] | None:
    """The pieces in which two nets cross, and the point."""
    roots = net.root(one[0].node), net.root(two[0].node)
    for a, b in net.pieces(box_of_points(net.points)):
        if net.root(a) == roots[0]:
            for c, d in net.pieces(box_of_points([net.points[a], net.points[b]])):
                at = net.root(c) == roots[1] and crossing(*(net.points[n] for n in (a, b, c, d)))
                if at:
                    return ((a, b), (c, d)), at
    return None
