"""Pairing of texts for measurement: how alike two are, and which of one list go with which of another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

A = TypeVar("A")
B = TypeVar("B")

_MARKS = str.maketrans(
    dict.fromkeys("•●▪\uf0b7\uf0a7", " ") | {"–": "-", "—": "-", "’": "'"} | {"“": '"', "”": '"'}
)


def plain(text: str | None) -> str:
    """The text without what does not count as a difference: case, spacing, bullets, end marks."""
    t = unicodedata.normalize("NFKC", text or "").casefold().translate(_MARKS)
    t = re.sub(r"\s*([/\-,.;:()])\s*", r"\1", t)
    return re.sub(r"\s+", " ", t).strip(" .;:-")


def likeness(a: str | None, b: str | None) -> float:
    """1 minus the normalised edit distance of the plain texts, 1.0 for two empty ones."""
    return Levenshtein.normalized_similarity(plain(a), plain(b))


def align(
    xs: Sequence[A], ys: Sequence[B], score: Callable[[A, B], float], floor: float
) -> list[tuple[int, int]]:
    """The best pairing of two lists that keeps their order, of pairs that score at least ``floor``."""
    scores = [[score(x, y) for y in ys] for x in xs]
    best = [[0.0] * (len(ys) + 1) for _ in range(len(xs) + 1)]
    for i in reversed(range(len(xs))):
        for j in reversed(range(len(ys))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if scores[i][j] >= floor:
                best[i][j] = max(best[i][j], scores[i][j] + best[i + 1][j + 1])
    return _walk(scores, best, floor)


def _walk(scores: list[list[float]], best: list[list[float]], floor: float) -> list[tuple[int, int]]:
    pairs, i, j = [], 0, 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        taken = scores[i][j] + best[i + 1][j + 1]
        if scores[i][j] >= floor and abs(best[i][j] - taken) < 1e-9:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def matched(xs: Sequence[str], ys: Sequence[str], floor: float) -> int:
    """How many pairs of like texts two lists have, each used once, the likest first."""
    pairs = sorted(((likeness(x, y), i, j) for i, x in enumerate(xs) for j, y in enumerate(ys)), reverse=True)
    used_x: set[int] = set()
    used_y: set[int] = set()
    for value, i, j in pairs:
        if value >= floor and i not in used_x and j not in used_y:
            used_x.add(i)
            used_y.add(j)
    return len(used_x)
