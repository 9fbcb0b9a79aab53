"""Directed graphs of the size of a flow: knots, and the cheapest way. Nodes by what they lead to."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def graph_of(nodes: Iterable[N], edges: Iterable[tuple[N, N]]) -> dict[N, dict[N, None]]:
    """What each node leads to, each once, in the order in which the edges come."""
    out: dict[N, dict[N, None]] = {n: {} for n in nodes}
    for a, b in edges:
        out.setdefault(a, {})[b] = None
        out.setdefault(b, {})
    return out


def knots(after: Mapping[N, Collection[N]]) -> list[list[N]]:
    """Nodes that lead to each other, together; each knot comes after all that it leads to.

    Tarjan's algorithm without recursion: a flow may be long.
    """
    number: dict[N, int] = {}
    low: dict[N, int] = {}
    open_nodes: dict[N, None] = {}
    out: list[list[N]] = []
    for root in after:
        if root in number:
            continue
        way = [(root, iter(after[root]))]
        number[root] = low[root] = len(number)
        open_nodes[root] = None
        while way:
            node, rest = way[-1]
            following = next((n for n in rest if n not in number or n in open_nodes), None)
            if following is None:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[node])
                if low[node] == number[node]:
                    out.append(_closed(node, open_nodes))
            elif following in number:
                low[node] = min(low[node], number[following])
            else:
                number[following] = low[following] = len(number)
                open_nodes[following] = None
                way.append((following, iter(after[following])))
    return out


def _closed(node: N, open_nodes: dict[N, None]) -> list[N]:
    """Takes off what was opened from ``node`` on."""
    knot = []
    while True:
        last, _ = open_nodes.popitem()
        knot.append(last)
        if last == node:
            return knot


def cheapest(
    after: Mapping[N, Collection[N]], price: Mapping[N, float], begin: Iterable[N], end: Collection[N]
) -> float:
    """The least sum of the prices on a way from one of ``begin`` to one of ``end`` (Dijkstra)."""
    far = {n: price[n] for n in begin}
    nodes = list(after)
    place = {n: i for i, n in enumerate(nodes)}
    waiting = [(d, place[n]) for n, d in far.items()]
    heapq.heapify(waiting)
    while waiting:
        sofar, i = heapq.heappop(waiting)
        if nodes[i] in end:
            return sofar
        for n in after[nodes[i]]:
            longer = sofar + price[n]
            if longer < far.get(n, float("inf")):
                far[n] = longer
                heapq.heappush(waiting, (longer, place[n]))
    raise ValueError("no way from begin to end")
