"""What lies near a point, found without asking everything on the page. Lengths are PDF points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from schemas.page import Point


class Nearby:
    """Numbers kept by place, in squares of side ``reach``."""

    def __init__(self, reach: float, points: Iterable[Point] = ()) -> None:
        self._reach = reach
        self._squares: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, p in enumerate(points):
            self.add(p, number)

    def add(self, p: Point, number: int) -> None:
        self._squares[self._square(p)].append(number)

    def at(self, p: Point) -> list[int]:
        """All numbers within ``reach`` of ``p`` along each axis, and some beyond; ascending, each once."""
        x, y = self._square(p)
        near = ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        return sorted({n for square in near if square in self._squares for n in self._squares[square]})

    def _square(self, p: Point) -> tuple[int, int]:
        return int(p[0] // self._reach), int(p[1] // self._reach)
