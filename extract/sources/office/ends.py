"""Ends of lines moved onto the shapes that they name. Lengths are points."""

from __future__ import annotations

from extract.geometry.plane import distance, inside
from schemas.page import Point, Shape


def nearest_on(p: Point, s: Shape) -> Point:
    """The point of a shape nearest to ``p``: ``p`` itself inside it, else one on its outline."""
    if inside(p, s.points):
        return p
    pairs = zip(s.points, [*s.points[1:], s.points[0]], strict=True)
    return min((projection(p, a, b) for a, b in pairs), key=lambda q: distance(p, q))


def projection(p: Point, a: Point, b: Point) -> Point:
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / n)) if n else 0.0
    return (a[0] + t * dx, a[1] + t * dy)


def move_end(points: list[Point], i: int, goal: Point) -> None:
    """Move an end; the corner next to it moves along so that the last piece keeps its direction."""
    j = 1 if i == 0 else -2
    if len(points) > 2:
        old, corner = points[i], points[j]
        if abs(old[0] - corner[0]) <= abs(old[1] - corner[1]):
            points[j] = (goal[0], corner[1])
        else:
            points[j] = (corner[0], goal[1])
    points[i] = goal
