"""Thin painted polygons as the lines that they are. Lengths are PDF points.

 ______________________________
|______________________________|    caps at both ends; the sides lie the stroke's width apart
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, combinations, pairwise

from extract.geometry.plane import distance, drop_repeats, midpoint, off_line, polygon_area, ring, simplify
from schemas.page import Point

THIN = 3.2  # points: a filled polygon thinner than this is a drawn line
LONG = 6.0  # times its width: the perimeter of a line, which is at least twice as long as wide
CAP = (2.2, 0.6)  # times the width, or points: the longest edge that may end a stroke, slanted or round
HALVES = (0.04, 4.0, 1.0)  # of the perimeter, times the width, points: by which two sides may differ in all
APART = (2.5, 0.5)  # times the width, and points: two sides keep this near to each other
CORNER = 0.4  # points: corners of the line between two sides are rounded by no less
LEAN = 0.3  # points that an axis-parallel edge may lean


def centre_line(points: Sequence[Point]) -> tuple[list[Point], float] | None:
    """Centre line and width of a thin filled polygon, or None when it is not thin.

    The outline of a stroke runs along one side and back on the other. Its two ends are the
    pair of short edges that cut the perimeter into the most equal halves; each half is the
    line itself, displaced by half the stroke's width.
    """
    pts = ring(points)
    n = len(pts)
    if n < 4:  # two sides and two caps
        return None
    edges = [distance(pts[i], pts[(i + 1) % n]) for i in range(n)]
    perimeter = sum(edges)
    width = 2 * polygon_area(pts) / perimeter if perimeter else 0.0
    if width > THIN or perimeter < LONG * width:
        return None
    caps = [i for i in range(n) if edges[i] <= max(CAP[0] * width, CAP[1])]
    start = list(accumulate(edges, initial=0.0))

    def uneven(i: int, j: int) -> float:
        one = start[j] - start[i] - edges[i]
        other = perimeter - one - edges[i] - edges[j]
        return round(abs(one - other), 2)

    best = min(((uneven(i, j), i, j) for i, j in combinations(caps, 2)), default=None)
    if best is None or best[0] > HALVES[0] * perimeter + HALVES[1] * width + HALVES[2]:
        return None
    _, i, j = best
    one_side = [pts[k % n] for k in range(i + 1, j + 1)]
    other_side = [pts[k % n] for k in range(j + 1, i + n + 1)][::-1]
    if not side_by_side(one_side, other_side, APART[0] * width + APART[1]):
        return None
    return between(one_side, other_side, width), width


def frame_edges(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Long edges of a thin axis-parallel polygon with branches: borders of cells painted in one piece."""
    pts = ring(points)
    n = len(pts)
    edges = [(pts[i], pts[(i + 1) % n]) for i in range(n)]
    lengths = [distance(a, b) for a, b in edges]
    thin = 2 * polygon_area(pts) / (sum(lengths) or 1.0) < THIN
    level = all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < LEAN for a, b in edges)
    return [e for e, d in zip(edges, lengths, strict=True) if d > 2 * THIN] if thin and level else []


def side_by_side(one: Sequence[Point], other: Sequence[Point], tol: float) -> bool:
    """Whether two paths keep within ``tol`` of one another: the two sides of an unbranched stroke."""

    def close(p: Point, path: Sequence[Point]) -> bool:
        if len(path) == 1:
            return distance(p, path[0]) <= tol
        return any(off_line(p, a, b) <= tol for a, b in pairwise(path))

    return all(close(p, other) for p in one) and all(close(p, one) for p in other)


def between(one: list[Point], other: list[Point], width: float) -> list[Point]:
    """The line between the two sides of a stroke; corners are rounded to within its width."""
    tol = max(width, CORNER)
    side = simplify(one if len(one) >= len(other) else other, tol)
    return drop_repeats([midpoint(one[0], other[0]), *side[1:-1], midpoint(one[-1], other[-1])])
