"""Joined strokes as a graph in the plane. Lengths are PDF points."""

from __future__ import annotations

import heapq
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from extract.geometry.groups import Groups
from extract.geometry.nearby import Nearby
from extract.geometry.plane import direction, distance
from schemas.page import Box, Point

STROKE = 1.2  # points: a last piece shorter than a pen stroke has no direction of its own
LEVEL = 1e-9  # square points: what two segments span that run alike, but for rounding
Piece = tuple[int, int]  # two linked points of a net, the lower number first


@dataclass(slots=True)
class Net:
    """Joined strokes as a graph: points, neighbours, and which points are terminals.

    Pieces are kept by place and points by their net (as groups), so that neither is
    searched for along all lines of the page.
    """

    points: list[Point] = field(default_factory=list)
    links: dict[int, list[int]] = field(default_factory=dict)
    _groups: Groups = field(default_factory=Groups)
    _pieces: list[Piece] = field(default_factory=list)
    _near: Nearby = field(default_factory=Nearby)

    def add(self, p: Point) -> int:
        self.points.append(p)
        self._groups.add()
        self.links[len(self.points) - 1] = []
        return len(self.points) - 1

    def link(self, i: int, j: int) -> None:
        if i == j or j in self.links[i]:
            return
        self.links[i].append(j)
        self.links[j].append(i)
        self._groups.join(i, j)
        self._near.add_line(self.points[i], self.points[j], len(self._pieces))
        self._pieces.append((min(i, j), max(i, j)))

    def cut(self, i: int, j: int, p: Point) -> int:
        """Put a new point into a piece."""
        self.links[i].remove(j)
        self.links[j].remove(i)
        middle = self.add(p)
        self.link(i, middle)
        self.link(middle, j)
        return middle

    def root(self, i: int) -> int:
        """A point of the net that ``i`` is in, the same for all its points until the next link."""
        return self._groups.root(i)

    def ends(self) -> list[int]:
        return [i for i, near in self.links.items() if len(near) == 1]

    def pieces(self, box: Box) -> list[Piece]:
        """The pieces that touch a box, and some beyond, in the order of their points and links."""
        found = {self._pieces[n] for n in self._near.at(box)}
        linked = [(i, j) for i, j in found if j in self.links[i]]
        return sorted(linked, key=lambda k: (k[0], self.links[k[0]].index(k[1])))

    def outward(self, i: int) -> Point:
        """Unit vector in which the line leaves at its end ``i``."""
        j = self.links[i][0]
        seen = {i, j}
        while distance(self.points[i], self.points[j]) < STROKE:
            ahead = [k for k in self.links[j] if k not in seen]
            if len(ahead) != 1:
                break
            j = ahead[0]
            seen.add(j)
        return direction(self.points[j], self.points[i])


@dataclass(frozen=True, slots=True)
class Terminal:
    """An open end of a net: its point, its symbol if any, whether a head stands there."""

    node: int
    symbol: int | None
    head: bool
    gap: float  # distance to the symbol; endless where it is but near


def same_line(net: Net, i: int, j: int) -> bool:
    """Whether two ends bound the same single piece."""
    return j in net.links[i]


def components(net: Net) -> list[list[int]]:
    """Points that hang together, ascending, by their first."""
    groups: dict[int, list[int]] = {}
    for i in net.links:
        groups.setdefault(net.root(i), []).append(i)
    return list(groups.values())


def route(net: Net, start: int, goals: Container[int]) -> list[int]:
    """Shortest way along the lines of a net to the nearest of some goals (Dijkstra); [] where none is.

    Of goals equally far, and of ways equally long, the lower numbers win.
    """
    queue: list[tuple[float, int, int]] = [(0.0, start, start)]
    before: dict[int, int] = {}
    while queue:
        d, i, last = heapq.heappop(queue)
        if i in before:
            continue
        before[i] = last
        if i in goals:
            return way_back(before, i)
        for j in net.links[i]:
            if j not in before:
                heapq.heappush(queue, (d + distance(net.points[i], net.points[j]), j, i))
    return []


def way_back(before: Mapping[int, int], i: int) -> list[int]:
    """The points up to ``i``, each told by the one before it; the first comes before itself."""
    way = [i]
    while before[i] != i:
        i = before[i]
        way.append(i)
    return way[::-1]


def crossing(p: Point, q: Point, a: Point, b: Point) -> Point | None:
    """Where two segments cross, None where they do not."""
    rx, ry, sx, sy = q[0] - p[0], q[1] - p[1], b[0] - a[0], b[1] - a[1]
    det = rx * sy - ry * sx
    if abs(det) < LEVEL:
        return None
    t = ((a[0] - p[0]) * sy - (a[1] - p[1]) * sx) / det
    u = ((a[0] - p[0]) * ry - (a[1] - p[1]) * rx) / det
    return (p[0] + t * rx, p[1] + t * ry) if 0 <= t <= 1 and 0 <= u <= 1 else None
