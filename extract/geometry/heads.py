r"""Arrow heads by their outlines: triangles, open ones painted as two strokes, those painted with their line.

            tip                 tip                     tip
             .                   .                       .
            / \                 /|\                     / \
           /   \               / | \                   / . \
          /_____\             /  |  \                 /_/ \_\
       a   base   b        barb line barb           notched base

Lengths are PDF points. Everything here is a pure function on numbers.

                     barb
     _________________|\
    |_________________  > tip    a line and its head painted as one: the sides of the corner at the tip run
                      |/         back to barbs that stand out from the line
                     barb
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from extract.geometry.plane import (
    convex_hull,
    direction,
    distance,
    inside,
    midpoint,
    polygon_area,
    ring,
    simplify,
)
from schemas.page import Head, Point

HEAD_MIN, HEAD_MAX = 1.5, 14.0  # points: sides of an arrow head; a hairline's at least, a symbol's at most
BLUNT = 0.68  # of its hull: what a triangle fills of a head whose corners are cut
NICKED = 0.84  # of its hull: what a triangle fills of a head with a nick or one blunted corner
STUBBED = 0.6  # of its hull: what an open head with the end of its line in it fills at most
HOLLOW = 0.7  # of its hull: what the two strokes of an open head fill at most
POINTED = 0.75  # of the hull of an open head that its triangle fills at least
LIKE_SIDES = 0.75  # of the longer: the shorter of the two sides that meet at a tip
SHARP = (0.35, 1.25)  # of a side of the tip: the base under it, neither a spike nor a bump
STEM = 0.75  # of a head's base: the line behind it is thinner
DUST = 0.12  # points: corners nearer to a straight line are the writer's rounding
FLAT = 0.25  # points: the same in a head by itself, whose sides may bend a little
STROKE = 0.5  # points: the same in the hull of thick strokes
WITH_HEAD = 7  # corners of a line with a head: four of the line, and three of the head
ALIKE = 0.08  # of an arrow's length: how far its two sides may differ
NICKS = 7  # corners of a triangle with all its corners cut, and one nick


def split_arrow(points: Sequence[Point]) -> tuple[list[Point], list[Head]]:
    """A line and its heads painted as one polygon, taken apart: the line's outline and the heads.

    A head is a corner whose two sides run back to barbs that stand out from the line.
    """
    pts = corners_of(ring(points), DUST)
    heads: list[Head] = []
    i = 0
    while len(pts) >= WITH_HEAD and i < len(pts):
        n = len(pts)
        a, tip, b = pts[i - 1], pts[i], pts[(i + 1) % n]
        before, after = pts[i - 2], pts[(i + 2) % n]
        if is_tip(a, tip, b) and distance(before, after) < STEM * distance(a, b):
            heads.append(head_on(midpoint(a, b), tip))
            pts = [p for k, p in enumerate(pts) if k not in {(i - 1) % n, i, (i + 1) % n}]
            i = 0
        else:
            i += 1
    return pts, heads


def block_arrow(points: Sequence[Point]) -> tuple[Point, Head] | None:
    """The tail and the head of an arrow drawn as one outline: a bar with a triangle at its end, of any size.

              wing
               |\\
    tail ______| \\
        |      .  > tip
        |______| /
               |/
              wing
    """
    pts = corners_of(ring(points), STROKE)
    if len(pts) != WITH_HEAD:
        return None
    for i, tip in enumerate(pts):
        after = [pts[(i + k) % WITH_HEAD] for k in range(1, 4)]
        before = [pts[i - k] for k in range(1, 4)]
        wings, necks, ends = zip(after, before, strict=True)
        if is_barbed(tip, wings, necks, ends):
            return midpoint(*ends), head_on(midpoint(*wings), tip)
    return None


Two = tuple[Point, Point]  # the same corner on both sides of an arrow


def is_barbed(tip: Point, wings: Two, necks: Two, ends: Two) -> bool:
    """Whether corners are those of an arrow, alike on both sides: sides along it, wings across."""
    size = distance(tip, midpoint(*ends))
    near = ALIKE * size
    middles = [midpoint(*pair) for pair in (wings, necks, ends)]
    way = direction(middles[2], tip)
    on_axis = all(abs(off_axis(m, tip, way)) <= near for m in middles)
    level = distance(middles[0], middles[1]) <= near
    across = all(abs(along(a, way) - along(b, way)) <= near for a, b in (wings, necks, ends))
    bar = abs(distance(*necks) - distance(*ends)) <= near
    return (
        size > HEAD_MIN
        and on_axis
        and level
        and across
        and bar
        and distance(*necks) < STEM * distance(*wings)
    )


def along(p: Point, way: Point) -> float:
    return p[0] * way[0] + p[1] * way[1]


def off_axis(p: Point, tip: Point, way: Point) -> float:
    return (p[0] - tip[0]) * way[1] - (p[1] - tip[1]) * way[0]


def is_tip(a: Point, tip: Point, b: Point) -> bool:
    """A sharp corner between two sides of like length, of an arrow head's size."""
    la, lb, base = distance(a, tip), distance(b, tip), distance(a, b)
    if not (min(la, lb) > HEAD_MIN and max(la, lb) < HEAD_MAX and min(la, lb) > LIKE_SIDES * max(la, lb)):
        return False
    return SHARP[0] * la < base < SHARP[1] * la


def head_on(base: Point, tip: Point) -> Head:
    """The head from the middle of its base to its tip."""
    return Head(tip, direction(base, tip), distance(base, tip))


def corners_of(outline: Sequence[Point], tolerance: float) -> list[Point]:
    """A closed outline without the points that lie on its sides."""
    return simplify([*outline, outline[0]], tolerance)[:-1]


def largest_triangle(corners: Sequence[Point]) -> Sequence[Point]:
    """The three of some corners that enclose most; none of fewer than three."""
    return max(combinations(corners, 3), key=polygon_area, default=())


def triangle_head(points: Sequence[Point]) -> Head | None:
    """The arrow head that a small filled triangle (or a triangle with a notched base) is.

    The tip is the corner opposite the shortest side; for equilateral heads it is the one
    whose height falls on an axis, as arrows on forms run along the axes.
    """
    pts = corners_of(ring(points), FLAT)
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
    head = head_on(midpoint(a, b), tip)
    return head if head.size >= HEAD_MIN / 2 else None


def chevron_head(points: Sequence[Point]) -> Head | None:
    """The arrow head that a small open V is, painted as the outline of its two thick strokes.

    Its hull is a triangle's, of which the strokes fill only a part: all but the open side.
    """
    hull = convex_hull(points)
    if len(hull) < 3 or polygon_area(ring(points)) > HOLLOW * polygon_area(hull):
        return None
    corners = largest_triangle(corners_of(hull, STROKE))
    found = triangle_head(corners) if polygon_area(corners) > POINTED * polygon_area(hull) else None
    if found is None:
        return None
    # what fills the open side is the end of the line, if it is no wider than the strokes
    stub = polygon_area(ring(points)) < STUBBED * polygon_area(hull)
    return None if inside(found.base, points) and not stub else found


def winged_head(points: Sequence[Point]) -> Head | None:
    """The arrow head that a small triangle with a curved, hollow base or with blunt corners is: it fills most
    of its hull, and a triangle most of that; of a box, a diamond or a circle one fills far less.
    """
    hull = convex_hull(points)
    if len(hull) < 3 or polygon_area(ring(points)) < STUBBED * polygon_area(hull):
        return None
    corners = largest_triangle(corners_of(hull, STROKE))
    blunt = polygon_area(corners) > BLUNT * polygon_area(hull)
    return triangle_head(hull) or (triangle_head(corners) if blunt else None)


def triangle_of(points: Sequence[Point]) -> list[Point]:
    """The three corners of an outline that is a triangle but for a nick or a blunted corner."""
    hull = convex_hull(points)
    best = largest_triangle(hull) if len(hull) <= NICKS else ()
    return list(best) if polygon_area(best) > NICKED * polygon_area(hull) else []


def tip_score(pts: Sequence[Point], i: int, sides: Sequence[float]) -> float:
    """Higher for a corner between two equal sides whose axis is horizontal or vertical."""
    a, b = pts[(i + 1) % 3], pts[(i + 2) % 3]
    base = midpoint(a, b)
    dx, dy = abs(pts[i][0] - base[0]), abs(pts[i][1] - base[1])
    axis = max(dx, dy) / (math.hypot(dx, dy) or 1)
    legs = sides[(i + 1) % 3], sides[(i + 2) % 3]
    equal = min(legs) / max(legs)
    return 2 * equal + 2 * axis
