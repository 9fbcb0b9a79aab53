"""Points, lines and outlines in the plane: distances, curves as points, areas, hulls.

Lengths are PDF points. Everything here is a pure function on numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from schemas.page import Box, Point

Span = tuple[float, float]  # from where to where along an axis

CURVE_STEPS = 6  # points per Bezier piece; symbols are small, so the chord error is far below 0.1 pt
REPEATED = 0.05  # points: two points of a path this close are one
CLOSED = 0.3  # points between the ends of a path that is closed, whether it says so or not
STRAIGHT = 0.6  # points that the points of a straight line may lie beside it
GENTLE = math.radians(40)  # a smaller turn is one of a curve
ROUND = math.radians(70)  # of gentle turns in all: a corner that is rounded off has more


def distance(a: Point, b: Point) -> float:
    return math.dist(a, b)


def midpoint(a: Point, b: Point) -> Point:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def direction(a: Point, b: Point) -> Point:
    """The unit vector from one point to another; (0, 0) where they are one."""
    d = distance(a, b) or 1.0
    return ((b[0] - a[0]) / d, (b[1] - a[1]) / d)


def onward(p: Point, way: Point, far: float) -> Point:
    """The point ``far`` from ``p`` in the direction ``way``."""
    return (p[0] + way[0] * far, p[1] + way[1] * far)


def union(spans: Iterable[Span]) -> list[Span]:
    """Spans that cover the same ground without overlapping, ascending."""
    out: list[Span] = []
    for lo, hi in sorted(spans):
        if out and lo <= out[-1][1]:
            out[-1] = (out[-1][0], max(hi, out[-1][1]))
        else:
            out.append((lo, hi))
    return out


def between(spans: Iterable[Span]) -> list[Span]:
    """What some spans leave open between the first and the last of them, ascending."""
    return [(lo, hi) for (_, lo), (hi, _) in pairwise(union(spans))]


def enclosing(boxes: Iterable[Box]) -> Box:
    """The smallest upright box around some boxes, of which there is at least one."""
    every = list(boxes)
    return Box(
        min(b.x0 for b in every),
        min(b.y0 for b in every),
        max(b.x1 for b in every),
        max(b.y1 for b in every),
    )


def polygon_area(points: Sequence[Point]) -> float:
    """Unsigned area by the shoelace formula; 0 for fewer than three corners."""
    if len(points) < 3:
        return 0.0
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in sides_of(points))) / 2


def path_length(points: Sequence[Point]) -> float:
    return sum(distance(a, b) for a, b in pairwise(points))


def bezier(p0: Point, p1: Point, p2: Point, p3: Point) -> list[Point]:
    """Points of a cubic Bezier piece after its start."""
    out = []
    for i in range(1, CURVE_STEPS + 1):
        t = i / CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        out.append(
            (a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1])
        )
    return out


def flatten(path: Sequence[Sequence[object]]) -> tuple[list[Point], bool]:
    """Points of a path of m/l/c/v/y/h operators, and whether it is closed."""
    points: list[Point] = []
    closed = False
    for op, *args in path:
        pts: list[Point] = [(float(a[0]), float(a[1])) for a in args]  # type: ignore[index]
        if op in ("m", "l"):
            points += pts
        elif op == "c":
            points += bezier(points[-1], pts[0], pts[1], pts[2])
        elif op == "v":
            points += bezier(points[-1], points[-1], pts[0], pts[1])
        elif op == "y":
            points += bezier(points[-1], pts[0], pts[1], pts[1])
        elif op == "h":
            closed = True
    return drop_repeats(points), closed or (len(points) > 3 and distance(points[0], points[-1]) < CLOSED)


def drop_repeats(points: Sequence[Point], tol: float = REPEATED) -> list[Point]:
    """Without consecutive points closer than ``tol``."""
    out: list[Point] = []
    for p in points:
        if not out or distance(out[-1], p) > tol:
            out.append(p)
    return out


def ring(points: Sequence[Point]) -> list[Point]:
    """A closed outline that does not repeat its first point."""
    out = drop_repeats(points)
    while len(out) > 1 and distance(out[0], out[-1]) <= CLOSED:
        out.pop()
    return out


def simplify(points: Sequence[Point], tol: float = STRAIGHT) -> list[Point]:
    """Without inner points closer than ``tol`` to the line between their neighbours kept."""
    if len(points) < 3:
        return list(points)
    out = [points[0]]
    for i in range(1, len(points) - 1):
        if off_line(points[i], out[-1], points[i + 1]) > tol:
            out.append(points[i])
    out.append(points[-1])
    return out


def on_segment(p: Point, a: Point, b: Point) -> Point:
    """The point of the segment a-b nearest to ``p``."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / n)) if n else 0.0
    return (a[0] + t * dx, a[1] + t * dy)


def off_line(p: Point, a: Point, b: Point) -> float:
    """Distance of ``p`` from the segment a-b."""
    return distance(p, on_segment(p, a, b))


def sides_of(outline: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The sides of a closed outline that does not repeat its first point."""
    return zip(outline, [*outline[1:], *outline[:1]], strict=True)


def off_outline(p: Point, outline: Sequence[Point]) -> float:
    """Distance of ``p`` from a closed outline, on either side of it."""
    return min(off_line(p, a, b) for a, b in sides_of(outline))


def convex_hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, in order (Andrew's monotone chain)."""
    pts = sorted(set(points))
    if len(pts) < 3:
        return pts

    def half(order: Sequence[Point]) -> list[Point]:
        out: list[Point] = []
        for p in order:
            x, y = p
            while len(out) > 1:
                (x0, y0), (x1, y1) = out[-2:]
                if (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) > 0:
                    break
                out.pop()
            out.append(p)
        return out[:-1]

    return half(pts) + half(pts[::-1])


def is_curved(outline: Sequence[Point]) -> bool:
    """Whether an outline bends gradually: much of its full turn lies in small turns."""
    n = len(outline)
    small = 0.0
    for i in range(n):
        a, b, c = outline[i - 1], outline[i], outline[(i + 1) % n]
        u, v = math.atan2(b[1] - a[1], b[0] - a[0]), math.atan2(c[1] - b[1], c[0] - b[0])
        angle = abs((v - u + math.pi) % (2 * math.pi) - math.pi)
        if angle < GENTLE:
            small += angle
    return small > ROUND


def inside(p: Point, polygon: Sequence[Point]) -> bool:
    """Whether a point lies in a polygon (even-odd rule)."""
    odd = False
    for (x0, y0), (x1, y1) in sides_of(polygon):
        if (y0 > p[1]) != (y1 > p[1]) and p[0] < (x1 - x0) * (p[1] - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd
