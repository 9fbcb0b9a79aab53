"""What lies near a place, found without asking everything on the page. Lengths are PDF points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from schemas.page import Box, Point, box_of_points

SIDE = 12.0  # points: about a word, so that most of what is drawn lies in a few squares
EDGE = 2e6  # points: no table of a text file reaches so far; what does is kept at this edge
ROUNDING = 1e-6  # points
MANY = 2_000  # squares: what covers more is near everything


class Nearby:
    """Numbers kept by the boxes that they stand for, in squares of side ``side``.

    An answer may hold more than what was asked for, never less: the asker measures.
    """

    def __init__(self, side: float = SIDE, boxes: Iterable[Box] = ()) -> None:
        self._side = side
        self._squares: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._wide: list[int] = []
        for number, box in enumerate(boxes):
            self.add(box, number)

    def add(self, box: Box, number: int) -> None:
        across, down = self._span(box)
        if len(across) == 1 == len(down):  # a point, a letter: most of what is kept
            self._squares[across[0], down[0]].append(number)
        elif len(across) * len(down) > MANY:
            self._wide.append(number)
        else:
            for square in product(across, down):
                self._squares[square].append(number)

    def add_line(self, a: Point, b: Point, number: int) -> None:
        """A straight line, kept where it runs instead of all over its box."""
        steps = 1 + int(min(max(abs(b[0] - a[0]), abs(b[1] - a[1])), EDGE) // self._side)
        if steps > MANY:
            self._wide.append(number)
            return
        stops = [(a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps)]
        for p, q in zip(stops, [*stops[1:], b], strict=True):
            self.add(box_of_points([p, q]).grow(ROUNDING), number)

    def at(self, box: Box) -> list[int]:
        """All numbers whose boxes or lines touch ``box``, and some beyond; ascending, each once."""
        across, down = self._span(box)
        if len(across) == 1 == len(down) and not self._wide:
            return sorted(set(self._squares.get((across[0], down[0]), ())))
        if len(across) * len(down) > len(self._squares):
            near = [self._squares[k] for k in self._squares if k[0] in across and k[1] in down]
        else:
            near = [self._squares[k] for k in product(across, down) if k in self._squares]
        return sorted(set(self._wide).union(*near))

    def _span(self, box: Box) -> tuple[range, range]:
        if not (-EDGE <= box.x0 <= box.x1 <= EDGE and -EDGE <= box.y0 <= box.y1 <= EDGE):
            box = Box(*(min(EDGE, max(-EDGE, v)) for v in (box.x0, box.y0, box.x1, box.y1)))
        across = range(int(box.x0 // self._side), int(box.x1 // self._side) + 1)
        return across, range(int(box.y0 // self._side), int(box.y1 // self._side) + 1)


def around(p: Point, by: float = 0.0) -> Box:
    """The box of everything within ``by`` of a point along each axis."""
    return Box(p[0] - by, p[1] - by, p[0] + by, p[1] + by)
