"""Ends of lines moved onto the shapes that they name. Lengths are points."""

from __future__ import annotations

from extract.geometry.plane import distance, inside, on_segment, sides_of
from schemas.page import Point, Shape


def nearest_on(p: Point, s: Shape) -> Point:
    """The point of a shape nearest to ``p``: ``p`` itself inside it, else one on its outline."""
    if inside(p, s.points):
        return p
    return min((on_segment(p, a, b) for a, b in sides_of(s.points)), key=lambda q: distance(p, q))


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
