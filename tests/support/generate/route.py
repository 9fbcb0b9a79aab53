"""Finds a way for each arrow: upright segments on a grid of channels between the symbols.

A* over (node, direction) with a price on length, bends and crossings. Two lines never share a
piece, and cross only where both run straight, so that what is drawn can mean one thing only.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import count, pairwise

from schemas.page import Box, Point

GridNode = tuple[int, int]
Direction = tuple[int, int]

CLEAR = 2.5  # a line keeps this far from symbols
BEND, CROSSING, AWKWARD = 14.0, 30.0, 24.0
NEAR = 3.2  # channels closer than this are one


class NoWay(Exception):
    """There is no free way between the two symbols."""


@dataclass(frozen=True, slots=True)
class Port:
    """A point on a symbol's edge where a line may leave or arrive; ``out`` points away from it."""

    x: float
    y: float
    out: Direction


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a search may begin or end: node, direction of travel there, points outside the grid."""

    node: GridNode
    direction: Direction
    points: tuple[Point, ...]
    price: float = 0.0


def channels(fixed: list[float], wanted: list[float]) -> list[float]:
    """Sorted coordinates: all of ``fixed``, and of ``wanted`` what is not too near another."""
    kept = sorted(set(fixed))
    for at in wanted:
        i = bisect_left(kept, at)
        if all(abs(at - other) >= NEAR for other in kept[max(i - 1, 0) : i + 1]):
            kept.insert(i, at)
    return kept


@dataclass(slots=True)
class Router:
    """The free and the taken places of one page. ``taken``: pieces of line by their lower node
    and axis; ``passed``: nodes that a line runs straight through, by its axis; ``closed``: nodes
    where a line bends, ends or is joined."""

    xs: list[float]
    ys: list[float]
    blocks: list[Box]
    taken: set[tuple[GridNode, int]] = field(default_factory=set)
    passed: dict[GridNode, int] = field(default_factory=dict)
    closed: set[GridNode] = field(default_factory=set)
    blocked: set[GridNode] = field(default_factory=set)

    def __post_init__(self) -> None:
        for box in self.blocks:
            big = box.grow(CLEAR)
            self.blocked |= {
                (i, j)
                for i, x in enumerate(self.xs)
                if big.x0 < x < big.x1
                for j, y in enumerate(self.ys)
                if big.y0 < y < big.y1
            }

    def point(self, node: GridNode) -> Point:
        return self.xs[node[0]], self.ys[node[1]]

    def port_ends(self, port: Port, arriving: bool, stub: float, price: float) -> list[Ends]:
        """How the grid is reached from ``port``: the first free node at least ``stub`` away, or
        the farthest one before something is in the way."""
        dx, dy = port.out
        i, j = below(self.xs, port.x, dx), below(self.ys, port.y, dy)
        passed: list[GridNode] = []
        far = 0.0
        while True:
            i, j = i + dx, j + dy
            if not (0 <= i < len(self.xs) and 0 <= j < len(self.ys)):
                break
            x, y = self.point((i, j))
            step = abs(x - port.x) + abs(y - port.y)
            if step <= CLEAR:
                continue
            if (i, j) in self.blocked or (i, j) in self.closed:
                break
            far = step
            passed.append((i, j))
            if far >= stub:
                break
        if not passed or any(self.passed.get(n) == int(dy != 0) for n in passed):
            return []
        direction = (-dx, -dy) if arriving else port.out
        return [Ends(passed[-1], direction, ((port.x, port.y),), price + far)]

    def line_ends(self, path: list[Point]) -> list[Ends]:
        """How a line may join ``path``, already drawn: at its straight inner nodes, sideways."""
        found = []
        for a, b in pairwise(path):
            axis = int(a[0] == b[0])
            for node in self.nodes_between(a, b):
                if self.passed.get(node) != axis or node in self.closed:
                    continue
                for sign in (-1, 1):
                    found.append(Ends(node, (sign, 0) if axis else (0, sign), ()))
        return found

    def nodes_between(self, a: Point, b: Point) -> list[GridNode]:
        """Grid nodes strictly between two points of one upright line, away from its ends."""
        if a[0] == b[0]:
            i = bisect_left(self.xs, a[0] - 0.01)
            lo, hi = sorted((a[1], b[1]))
            return [(i, j) for j, y in enumerate(self.ys) if lo + 0.01 < y < hi - 0.01]
        j = bisect_left(self.ys, a[1] - 0.01)
        lo, hi = sorted((a[0], b[0]))
        return [(i, j) for i, x in enumerate(self.xs) if lo + 0.01 < x < hi - 0.01]

    def straight(self, a: Port, b: Port) -> list[Point] | None:
        """The direct line between two ports that face each other, if it is free."""
        axis = int(a.out[0] == 0)
        if a.out != (-b.out[0], -b.out[1]) or abs((a.x - b.x) if axis else (a.y - b.y)) > 0.01:
            return None
        if (b.x - a.x) * a.out[0] + (b.y - a.y) * a.out[1] <= 0:
            return None
        nodes = self.nodes_between((a.x, a.y), (b.x, b.y))
        inner = [n for n in nodes if far_from(self.point(n), a) and far_from(self.point(n), b)]
        if any(n in self.blocked or n in self.closed or self.passed.get(n) == axis for n in inner):
            return None
        return [(a.x, a.y), (b.x, b.y)]

    def find(self, starts: list[Ends], goals: list[Ends]) -> list[Point]:
        """The cheapest free path. Raises NoWay."""
        tick = count()
        aims = {(g.node, g.direction): g for g in goals}
        heap: list[tuple[float, int, float, GridNode, Direction]] = []
        back: dict[tuple[GridNode, Direction], tuple[GridNode, Direction] | None] = {}
        first: dict[tuple[GridNode, Direction], Ends] = {}
        cost: dict[tuple[GridNode, Direction], float] = {}
        for s in starts:
            state = (s.node, s.direction)
            cost[state], back[state], first[state] = s.price, None, s
            heapq.heappush(heap, (s.price, next(tick), s.price, s.node, s.direction))
        while heap:
            _, _, so_far, node, direction = heapq.heappop(heap)
            state = (node, direction)
            if so_far > cost[state]:
                continue
            if state in aims:
                return self.build(state, back, first, aims[state])
            for step, price in self.moves(node, direction):
                total = so_far + price + (aims[step].price if step in aims else 0.0)
                if total < cost.get(step, 1e9):
                    cost[step], back[step] = total, state
                    heapq.heappush(heap, (total + self.guess(step[0], goals), next(tick), total, *step))
        raise NoWay

    def guess(self, node: GridNode, goals: list[Ends]) -> float:
        x, y = self.point(node)
        return min(abs(x - self.xs[g.node[0]]) + abs(y - self.ys[g.node[1]]) for g in goals)

    def moves(self, node: GridNode, direction: Direction) -> list[tuple[tuple[GridNode, Direction], float]]:
        """States one node on, with their price."""
        found = []
        used = self.passed.get(node)
        for turn in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            if turn == (-direction[0], -direction[1]) or (turn != direction and used is not None):
                continue
            after = (node[0] + turn[0], node[1] + turn[1])
            if not (0 <= after[0] < len(self.xs) and 0 <= after[1] < len(self.ys)):
                continue
            if after in self.blocked or after in self.closed or piece(node, after) in self.taken:
                continue
            (x0, y0), (x1, y1) = self.point(node), self.point(after)
            price = abs(x1 - x0) + abs(y1 - y0) + (BEND if turn != direction else 0.0)
            found.append(((after, turn), price + (CROSSING if after in self.passed else 0.0)))
        return found

    def build(
        self,
        state: tuple[GridNode, Direction],
        back: dict[tuple[GridNode, Direction], tuple[GridNode, Direction] | None],
        first: dict[tuple[GridNode, Direction], Ends],
        goal: Ends,
    ) -> list[Point]:
        nodes = [state[0]]
        at: tuple[GridNode, Direction] = state
        while (before := back[at]) is not None:
            nodes.append(before[0])
            at = before
        nodes.reverse()
        points = [*first[at].points, *(self.point(n) for n in nodes), *goal.points]
        return simplify(points)

    def take(self, path: list[Point]) -> None:
        """Mark ``path`` as drawn."""
        for a, b in pairwise(path):
            axis = int(a[0] == b[0])
            inner = self.nodes_between(a, b)
            for node in inner:
                if node in self.passed and self.passed[node] != axis:
                    self.closed.add(node)  # a crossing: nobody else may touch it
                self.passed[node] = axis
            reach = [n for n in (self.exact(a), self.exact(b)) if n] + inner
            reach.sort()
            self.taken |= {piece(m, n) for m, n in pairwise(reach)}
        self.closed |= {n for n in map(self.exact, path) if n}

    def exact(self, point: Point) -> GridNode | None:
        i, j = bisect_left(self.xs, point[0] - 0.01), bisect_left(self.ys, point[1] - 0.01)
        if i < len(self.xs) and j < len(self.ys) and self.point((i, j)) == point:
            return i, j
        return None


def below(values: list[float], at: float, step: int) -> int:
    """Index from which ``step`` leads to the next value on that side (0: the value itself)."""
    i = bisect_left(values, at - 0.01)
    exact = i < len(values) and values[i] <= at + 0.01
    return i if exact or step <= 0 else i - 1


def far_from(point: Point, port: Port) -> bool:
    return abs(point[0] - port.x) + abs(point[1] - port.y) > CLEAR


def piece(a: GridNode, b: GridNode) -> tuple[GridNode, int]:
    return min(a, b), int(a[0] == b[0])


def simplify(points: list[Point]) -> list[Point]:
    """The path without points that stand on a straight run."""
    kept: list[Point] = []
    for p in points:
        if kept and p == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == p[0] or kept[-2][1] == kept[-1][1] == p[1]):
            kept[-1] = p
        else:
            kept.append(p)
    return kept
