"""Joined strokes as a graph in the plane. Lengths are PDF points."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.outline import distance
from schemas.page import Point


@dataclass(slots=True)
class Net:
    """Joined strokes as a graph: points, neighbours, and which points are terminals."""

    points: list[Point] = field(default_factory=list)
    links: dict[int, list[int]] = field(default_factory=dict)

    def add(self, p: Point) -> int:
        self.points.append(p)
        self.links[len(self.points) - 1] = []
        return len(self.points) - 1

    def link(self, i: int, j: int) -> None:
        if i != j and j not in self.links[i]:
            self.links[i].append(j)
            self.links[j].append(i)

    def unlink(self, i: int, j: int) -> None:
        self.links[i].remove(j)
        self.links[j].remove(i)

    def ends(self) -> list[int]:
        return [i for i, near in self.links.items() if len(near) == 1]

    def segments(self) -> list[tuple[int, int]]:
        return [(i, j) for i, near in self.links.items() for j in near if i < j]

    def outward(self, i: int) -> Point:
        """Unit vector in which the line leaves at its end ``i``."""
        j = self.links[i][0]
        seen = {i, j}
        # a last piece shorter than a pen stroke has no direction of its own
        while distance(self.points[i], self.points[j]) < 1.2:
            ahead = [k for k in self.links[j] if k not in seen]
            if len(ahead) != 1:
                break
            j = ahead[0]
            seen.add(j)
        d = distance(self.points[i], self.points[j]) or 1.0
        return (
            (self.points[i][0] - self.points[j][0]) / d,
            (self.points[i][1] - self.points[j][1]) / d,
        )


def same_line(net: Net, i: int, j: int) -> bool:
    """Whether two ends bound the same single piece."""
    return j in net.links[i]


def reachable(net: Net, i: int) -> set[int]:
    seen = {i}
    todo = [i]
    while todo:
        for j in net.links[todo.pop()]:
            if j not in seen:
                seen.add(j)
                todo.append(j)
    return seen


def components(net: Net) -> list[set[int]]:
    seen: set[int] = set()
    out = []
    for i in net.links:
        if i not in seen:
            group = reachable(net, i)
            seen |= group
            out.append(group)
    return out


def route(net: Net, start: int, goal: int) -> tuple[float, list[int]]:
    """Shortest way along the lines of a net (Dijkstra): its length and nodes."""
    queue: list[tuple[float, int, list[int]]] = [(0.0, start, [start])]
    seen: set[int] = set()
    while queue:
        d, i, way = heapq.heappop(queue)
        if i == goal:
            return d, way
        if i in seen:
            continue
        seen.add(i)
        for j in net.links[i]:
            if j not in seen:
                heapq.heappush(queue, (d + distance(net.points[i], net.points[j]), j, [*way, j]))
    return math.inf, [start, goal]


def crossing(p: Point, q: Point, a: Point, b: Point) -> Point | None:
    """Where two segments cross, None where they do not."""
    rx, ry, sx, sy = q[0] - p[0], q[1] - p[1], b[0] - a[0], b[1] - a[1]
    det = rx * sy - ry * sx
    if abs(det) < 1e-9:
        return None
    t = ((a[0] - p[0]) * sy - (a[1] - p[1]) * sx) / det
    u = ((a[0] - p[0]) * ry - (a[1] - p[1]) * rx) / det
    return (p[0] + t * rx, p[1] + t * ry) if 0 <= t <= 1 and 0 <= u <= 1 else None


def outline_distance(p: Point, polygon: Sequence[Point]) -> float:
    return min(
        distance(p, projection(p, a, b)) for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    )


def projection(p: Point, a: Point, b: Point) -> Point:
    """The point of segment a-b nearest to ``p``."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / n)) if n else 0.0
    return (a[0] + t * dx, a[1] + t * dy)
