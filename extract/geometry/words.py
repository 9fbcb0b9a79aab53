"""Words of a page as printed lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from schemas.page import Box, Word


def words_to_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words of one cell or block as printed lines, top to bottom, each left to right.

    Words are first taken in the order of the source as runs of one line; runs on one height
    make a line unless they lie over one another (a row too low for its text).
    """
    lines: list[list[Word]] = []
    for run in sorted(runs_of(words), key=lambda r: (r[0].box.cy, r[0].box.x0)):
        for line in reversed(lines[-3:]):
            if same_height(line[0].box, run[0].box) and not overlapping(line, run):
                line.extend(run)
                line.sort(key=lambda w: w.box.x0)
                break
        else:
            lines.append(run)
    return lines


def runs_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words that follow one another in the source from left to right on one line."""
    runs: list[list[Word]] = []
    last: Box | None = None
    for w in words:
        box = w.box
        if last and box.x0 >= last.x1 - 0.3 * (box.y1 - box.y0) and same_height(last, box):
            runs[-1].append(w)
        else:
            runs.append([w])
        last = box
    return runs


def same_height(a: Box, b: Box) -> bool:
    return abs(a.cy - b.cy) <= 0.5 * min(a.height, b.height) + 0.3


def overlapping(line: Sequence[Word], run: Sequence[Word]) -> bool:
    """Whether two runs share ground by more than a letter."""
    lo, hi = max(line[0].box.x0, run[0].box.x0), min(line[-1].box.x1, run[-1].box.x1)
    if hi - lo <= 0:
        return False
    return any(
        min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0) > 0.5 * min(a.box.width, b.box.width)
        for a in line
        for b in run
    )


def by_height(words: Iterable[Word]) -> Callable[[float, float], list[Word]]:
    """Finds the words whose centre lies from one height up to another (not on it), in their order."""
    every = list(words)
    centres = sorted((w.box.cy, n) for n, w in enumerate(every))

    def between(top: float, bottom: float) -> list[Word]:
        inside = centres[bisect_left(centres, (top, -1)) : bisect_left(centres, (bottom, -1))]
        return [every[n] for n in sorted(n for _, n in inside)]

    return between


def average_confidence(words: Iterable[Word]) -> float:
    """How surely the letters of some words were read on average: 1 minus this is the share likely misread.

    Signs that stand alone do not count: a speck after a sentence is no misread letter of it.
    """
    counted = [(len(w.text), w.confidence) for w in words if any(c.isalnum() for c in w.text)]
    letters = sum(n for n, _ in counted)
    return round(sum(n * c for n, c in counted) / letters, 4) if letters else 1.0


def line_text(line: Iterable[Word]) -> str:
    return " ".join(w.text for w in line)


def by_shadow(words: Iterable[Word], gap: float) -> list[list[Word]]:
    """Words grouped where their shadows on the x axis leave gaps wider than ``gap`` points or a letter."""
    groups: list[list[Word]] = []
    reach = float("-inf")
    for w in sorted(words, key=lambda w: w.box.x0):
        if w.box.x0 - reach > max(gap, 1.1 * w.size):
            groups.append([])
        groups[-1].append(w)
        reach = max(reach, w.box.x1)
    return groups
