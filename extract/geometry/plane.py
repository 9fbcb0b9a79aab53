"""Geometry of drawn paths: curves to points, thin polygons to centre lines, triangles to heads.

Lengths are PDF points. Everything here is a pure function on numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from schemas.page import Box, Head, Point

CURVE_STEPS = 6  # points per Bezier piece; symbols are small, so the chord error is far below 0.1 pt
THIN = 3.2  # a filled polygon thinner than this is a drawn line
BLUNT = 0.68  # of its hull: what a triangle fills of a head whose corners are cut
STUBBED = 0.6  # of its hull: what an open head with the end of its line in it fills at most
HEAD_MIN, HEAD_MAX = 1.5, 14.0  # sides of an arrow head


def distance(a: Point, b: Point) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


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
    total = 0.0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2


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
    return drop_repeats(points), closed or (len(points) > 3 and distance(points[0], points[-1]) < 0.3)


def drop_repeats(points: Sequence[Point], tol: float = 0.05) -> list[Point]:
    """Without consecutive points closer than ``tol``."""
    out: list[Point] = []
    for p in points:
        if not out or distance(out[-1], p) > tol:
            out.append(p)
    return out


def ring(points: Sequence[Point]) -> list[Point]:
    """A closed outline that does not repeat its first point."""
    out = drop_repeats(points)
    while len(out) > 1 and distance(out[0], out[-1]) <= 0.3:
        out.pop()
    return out


def simplify(points: Sequence[Point], tol: float = 0.6) -> list[Point]:
    """Without inner points closer than ``tol`` to the line between their neighbours kept."""
    if len(points) < 3:
        return list(points)
    out = [points[0]]
    for i in range(1, len(points) - 1):
        if off_line(points[i], out[-1], points[i + 1]) > tol:
            out.append(points[i])
    out.append(points[-1])
    return out


def off_line(p: Point, a: Point, b: Point) -> float:
    """Distance of ``p`` from the segment a-b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = dx * dx + dy * dy
    if n == 0:
        return distance(p, a)
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / n))
    return distance(p, (a[0] + t * dx, a[1] + t * dy))


def centre_line(points: Sequence[Point]) -> tuple[list[Point], float] | None:
    """Centre line and width of a thin filled polygon, or None when it is not thin.

    The outline of a stroke runs along one side and back on the other. Its two ends are the
    pair of short edges that cut the perimeter into the most equal halves; each half is the
    line itself, displaced by half the stroke's width.
    """
    pts = ring(points)
    n = len(pts)
    if n < 4:
        return None
    edges = [distance(pts[i], pts[(i + 1) % n]) for i in range(n)]
    perimeter = sum(edges)
    width = 2 * polygon_area(pts) / perimeter if perimeter else 0.0
    if width > THIN or perimeter < 6 * width:
        return None
    caps = [i for i in range(n) if edges[i] <= max(2.2 * width, 0.6)]
    start = [sum(edges[:i]) for i in range(n)]
    best: tuple[float, int, int] | None = None
    for k, i in enumerate(caps):
        for j in caps[k + 1 :]:
            one = start[j] - start[i] - edges[i]
            other = perimeter - one - edges[i] - edges[j]
            score = (round(abs(one - other), 2), i, j)
            if best is None or score < best:
                best = score
    if best is None or best[0] > 0.04 * perimeter + 4 * width + 1.0:
        return None
    _, i, j = best
    one_side = [pts[k % n] for k in range(i + 1, j + 1)]
    other_side = [pts[k % n] for k in range(j + 1, i + n + 1)][::-1]
    if not side_by_side(one_side, other_side, 2.5 * width + 0.5):
        return None
    return middle(one_side, other_side, width), width


def frame_edges(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Long edges of a thin axis-parallel polygon with branches: borders of cells painted in one piece."""
    pts = ring(points)
    n = len(pts)
    edges = [(pts[i], pts[(i + 1) % n]) for i in range(n)]
    lengths = [distance(a, b) for a, b in edges]
    thin = 2 * polygon_area(pts) / (sum(lengths) or 1.0) < THIN
    level = all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 0.3 for a, b in edges)
    return [e for e, d in zip(edges, lengths, strict=True) if d > 2 * THIN] if thin and level else []


def split_arrow(points: Sequence[Point]) -> tuple[list[Point], list[Head]]:
    """A line and its heads painted as one polygon, taken apart: the line's outline and the heads.

    A head is a corner whose two sides run back to barbs that stand out from the line.
    """
    pts = simplify([*ring(points), ring(points)[0]], 0.12)[:-1]
    heads: list[Head] = []
    i = 0
    while len(pts) >= 7 and i < len(pts):
        n = len(pts)
        a, tip, b = pts[i - 1], pts[i], pts[(i + 1) % n]
        before, after = pts[i - 2], pts[(i + 2) % n]
        if is_tip(a, tip, b) and distance(before, after) < 0.75 * distance(a, b):
            base = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            size = distance(tip, base)
            heads.append(Head(tip, ((tip[0] - base[0]) / size, (tip[1] - base[1]) / size), size))
            pts = [p for k, p in enumerate(pts) if k not in {(i - 1) % n, i, (i + 1) % n}]
            i = 0
        else:
            i += 1
    return pts, heads


def is_tip(a: Point, tip: Point, b: Point) -> bool:
    """A sharp corner between two sides of like length, of an arrow head's size."""
    la, lb, base = distance(a, tip), distance(b, tip), distance(a, b)
    if not (min(la, lb) > HEAD_MIN and max(la, lb) < HEAD_MAX and min(la, lb) > 0.75 * max(la, lb)):
        return False
    return 0.35 * la < base < 1.25 * la


def side_by_side(one: Sequence[Point], other: Sequence[Point], tol: float) -> bool:
    """Whether two paths keep within ``tol`` of one another: the two sides of an unbranched stroke."""

    def close(p: Point, path: Sequence[Point]) -> bool:
        if len(path) == 1:
            return distance(p, path[0]) <= tol
        return any(off_line(p, a, b) <= tol for a, b in pairwise(path))

    return all(close(p, other) for p in one) and all(close(p, one) for p in other)


def middle(one: list[Point], other: list[Point], width: float) -> list[Point]:
    """The line between the two sides of a stroke; corners are rounded to within its width."""
    tol = max(width, 0.4)
    side = simplify(one if len(one) >= len(other) else other, tol)
    start = ((one[0][0] + other[0][0]) / 2, (one[0][1] + other[0][1]) / 2)
    end = ((one[-1][0] + other[-1][0]) / 2, (one[-1][1] + other[-1][1]) / 2)
    return drop_repeats([start, *side[1:-1], end])


def convex_hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, in order (Andrew's monotone chain)."""
    pts = sorted(set(points))
    if len(pts) < 3:
        return pts

    def half(order: Sequence[Point]) -> list[Point]:
        out: list[Point] = []
        for p in order:
            while len(out) > 1 and turn(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    return half(pts) + half(pts[::-1])


def turn(a: Point, b: Point, c: Point) -> float:
    """Positive for a left turn a-b-c, negative for a right turn."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def is_curved(outline: Sequence[Point]) -> bool:
    """Whether an outline bends gradually: much of its full turn lies in small turns."""
    n = len(outline)
    small = 0.0
    for i in range(n):
        a, b, c = outline[i - 1], outline[i], outline[(i + 1) % n]
        u, v = math.atan2(b[1] - a[1], b[0] - a[0]), math.atan2(c[1] - b[1], c[0] - b[0])
        angle = abs((v - u + math.pi) % (2 * math.pi) - math.pi)
        if angle < math.radians(40):
            small += angle
    return small > math.radians(70)


def triangle_head(points: Sequence[Point]) -> Head | None:
    """The arrow head that a small filled triangle (or a triangle with a notched base) is.

    The tip is the corner opposite the shortest side; for equilateral heads it is the one
    whose height falls on an axis, as arrows on forms run along the axes.
    """
    pts = simplify([*ring(points), ring(points)[0]], 0.25)[:-1]
    if len(pts) == 4:
        pts = without_notch(pts)
    if len(pts) != 3:
        pts = triangle_of(pts)
    if len(pts) != 3:
        return None
    sides = [distance(pts[(i + 1) % 3], pts[(i + 2) % 3]) for i in range(3)]  # opposite corner i
    if not (min(sides) >= HEAD_MIN and max(sides) <= HEAD_MAX):
        return None
    tip_at = max(range(3), key=lambda i: tip_score(pts, i, sides))
    tip = pts[tip_at]
    a, b = pts[(tip_at + 1) % 3], pts[(tip_at + 2) % 3]
    base = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    size = distance(tip, base)
    if size < HEAD_MIN / 2:
        return None
    return Head(tip, ((tip[0] - base[0]) / size, (tip[1] - base[1]) / size), size)


def chevron_head(points: Sequence[Point]) -> Head | None:
    """The arrow head that a small open V is, painted as the outline of its two thick strokes.

    Its hull is a triangle's, of which the strokes fill only a part: all but the open side.
    """
    hull = convex_hull(points)
    if len(hull) < 3 or polygon_area(ring(points)) > 0.7 * polygon_area(hull):
        return None
    corners = max(combinations(simplify([*hull, hull[0]], 0.5)[:-1], 3), key=polygon_area, default=())
    found = triangle_head(corners) if polygon_area(corners) > 0.75 * polygon_area(hull) else None
    if found is None:
        return None
    base = (found.tip[0] - found.direction[0] * found.size, found.tip[1] - found.direction[1] * found.size)
    # what fills the open side is the end of the line, if it is no wider than the strokes
    stub = polygon_area(ring(points)) < STUBBED * polygon_area(hull)
    return None if inside(base, points) and not stub else found


def winged_head(points: Sequence[Point]) -> Head | None:
    """The arrow head that a small triangle with a curved, hollow base or with blunt corners is: it fills most
    of its hull, and a triangle most of that; of a box, a diamond or a circle one fills far less.
    """
    hull = convex_hull(points)
    if len(hull) < 3 or polygon_area(ring(points)) < STUBBED * polygon_area(hull):
        return None
    corners = max(combinations(simplify([*hull, hull[0]], 0.5)[:-1], 3), key=polygon_area, default=())
    blunt = polygon_area(corners) > BLUNT * polygon_area(hull)
    return triangle_head(hull) or (triangle_head(corners) if blunt else None)


def triangle_of(points: Sequence[Point]) -> list[Point]:
    """The three corners of an outline that is a triangle but for a nick or a blunted corner."""
    hull = convex_hull(points)
    if not 3 <= len(hull) <= 7:
        return []
    best = max(combinations(hull, 3), key=polygon_area)
    return list(best) if polygon_area(best) > 0.84 * polygon_area(hull) else []


def tip_score(pts: Sequence[Point], i: int, sides: Sequence[float]) -> float:
    """Higher for a corner between two equal sides whose axis is horizontal or vertical."""
    a, b = pts[(i + 1) % 3], pts[(i + 2) % 3]
    base = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    dx, dy = abs(pts[i][0] - base[0]), abs(pts[i][1] - base[1])
    axis = max(dx, dy) / (math.hypot(dx, dy) or 1)
    legs = sides[(i + 1) % 3], sides[(i + 2) % 3]
    equal = min(legs) / max(legs)
    return 2 * equal + 2 * axis


def without_notch(pts: list[Point]) -> list[Point]:
    """Three corners of a four-cornered head whose base is notched (reflex corner dropped)."""
    for i in range(4):
        rest = [pts[k] for k in range(4) if k != i]
        if inside_triangle(pts[i], rest):
            return rest
    return pts


def inside_triangle(p: Point, t: Sequence[Point]) -> bool:
    def sign(a: Point, b: Point, c: Point) -> float:
        return (a[0] - c[0]) * (b[1] - c[1]) - (b[0] - c[0]) * (a[1] - c[1])

    s = [sign(p, t[k], t[(k + 1) % 3]) for k in range(3)]
    return all(v >= 0 for v in s) or all(v <= 0 for v in s)


def inside(p: Point, polygon: Sequence[Point]) -> bool:
    """Whether a point lies in a polygon (even-odd rule)."""
    odd = False
    for (x0, y0), (x1, y1) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y0 > p[1]) != (y1 > p[1]) and p[0] < (x1 - x0) * (p[1] - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd
