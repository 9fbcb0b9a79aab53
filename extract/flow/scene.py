"""What the lines of a flow run among: symbols and printed words. Lengths are PDF points."""

from __future__ import annotations

from collections.abc import Sequence

from extract.flow.symbols import Simbol
from extract.geometry.nearby import Nearby, around
from extract.geometry.plane import inside, off_outline
from schemas.page import Box, Head, Point

TOUCH = 3.2  # an end this close to a symbol's outline touches it
WORD = 3.0  # a point this close to a printed word stands at it


class Scene:
    """Symbols and boxes of words, found by place. ``words``: of those that stand in no symbol."""

    def __init__(self, symbols: Sequence[Simbol], words: Sequence[Box]) -> None:
        self.symbols = symbols
        self._words = words
        self._symbols_near = Nearby(boxes=(s.box for s in symbols))
        self._words_near = Nearby(boxes=words)

    def near(self, box: Box) -> list[tuple[int, Simbol]]:
        """The symbols that touch a box, and some beyond, with their numbers in ascending order."""
        return [(k, self.symbols[k]) for k in self._symbols_near.at(box)]

    def symbol_at(self, p: Point, slack: float = 0.0) -> bool:
        """Whether a point lies in the box of a symbol, or within ``slack`` of it."""
        return any(s.box.holds(*p, slack) for _, s in self.near(around(p, slack)))

    def word_at(self, p: Point) -> bool:
        return any(self._words[n].holds(*p, WORD) for n in self._words_near.at(around(p, WORD)))


def touching(p: Point, head: Head | None, scene: Scene) -> int | None:
    """The symbol whose outline an end (or the head on it) touches or enters."""
    best: tuple[float, int] | None = None
    for q in (p, head.tip) if head else (p,):
        for k, s in scene.near(around(q, TOUCH)):
            if s.box.holds(*q, TOUCH):
                d = 0.0 if inside(q, s.points) else off_outline(q, s.points)
                if d <= TOUCH and (best is None or (d, k) < best):
                    best = (d, k)
    return best[1] if best else None
