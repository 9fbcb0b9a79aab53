"""Words of a page as printed lines."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from extract.geometry.groups import runs
from extract.geometry.plane import enclosing
from schemas.page import Box, Word

DASHES = "-–—"
BACK = 0.3  # of a line's height: how far back the next word of a line may begin
LEVEL = (0.5, 0.3)  # of the lower line's height, and points: middles of words on one line are this near
LETTER = 0.5  # of the narrower word: what two words share that lie over one another
SPACE = 1.1  # times the size of print: white that is no space between two words


def words_to_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words of one cell or block as printed lines, top to bottom, each left to right.

    Words are first taken in the order of the source as runs of one line; runs on one height
    make a line unless they lie over one another (a row too low for its text). A dash read beside a line, a
    little low, begins it.
    """
    lines: list[list[Word]] = []
    words = list(words)
    if words and not any(w.upright for w in words):
        return turned_lines(words)
    in_source = runs_of(words)
    if len(in_source) < 2:
        return in_source
    for run in sorted(in_source, key=lambda r: (r[0].box.cy, r[0].box.x0)):
        for line in reversed(lines[-3:]):
            level = same_height(line[0].box, run[0].box) or low_dash(line, run)
            if level and not overlapping(line, run):
                line.extend(run)
                line.sort(key=lambda w: w.box.x0)
                break
        else:
            lines.append(run)
    return lines


def low_dash(line: Sequence[Word], run: Sequence[Word]) -> bool:
    """Whether a run is a dash alone that stands left of a line, between its top and its foot."""
    mark, first = run[0].box, line[0].box
    alone = len(run) == 1 and run[0].text in DASHES
    return alone and mark.x1 <= first.x0 and first.y0 <= mark.cy <= first.y1


def turned_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Printed lines of words that all lie on their side, in the order of the source.

    Whether they are read upwards or downwards shows in their order alone.
    """
    return runs(words, lambda v, w: abs(v.box.cx - w.box.cx) > LEVEL[0] * w.box.width + LEVEL[1])


def runs_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words in runs that each stand right of the one before in the source, on its line."""
    out: list[list[Word]] = []
    end = middle = height = math.inf  # of the word before; asked of every word many times: sides, no calls
    for w in words:
        box = w.box
        x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
        high, at = y1 - y0, (y0 + y1) / 2
        least = height if height < high else high
        if x0 >= end - BACK * high and abs(middle - at) <= LEVEL[0] * least + LEVEL[1]:
            out[-1].append(w)
        else:
            out.append([w])
        end, middle, height = x1, at, high
    return out


def same_height(a: Box, b: Box) -> bool:
    top, foot, up, low = a.y0, a.y1, b.y0, b.y1
    return abs((top + foot) / 2 - (up + low) / 2) <= LEVEL[0] * min(foot - top, low - up) + LEVEL[1]


def overlapping(line: Sequence[Word], run: Sequence[Word]) -> bool:
    """Whether two runs share ground by more than a letter."""
    lo, hi = max(line[0].box.x0, run[0].box.x0), min(line[-1].box.x1, run[-1].box.x1)
    if hi - lo <= 0:
        return False
    return any(
        min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0) > LETTER * min(a.box.width, b.box.width)
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
    return " ".join([w.text for w in line])


def line_over(box: Box, words: Iterable[Word]) -> str:
    """The text of the printed line next over a box, as far as it stands over it."""
    over = [w for w in words if w.box.cy < box.y0 and min(w.box.x1, box.x1) > max(w.box.x0, box.x0)]
    last = max(over, key=lambda w: w.box.cy, default=None)
    near = [w for w in over if last and same_height(w.box, last.box)]
    return line_text(sorted(near, key=lambda w: w.box.x0))


def text_of(words: Iterable[Word]) -> str:
    """Words of one cell or block as one text, in the order of their printed lines."""
    return " ".join(line_text(line) for line in words_to_lines(words))


def bounds(words: Iterable[Word]) -> Box:
    """The box around some words, of which there is at least one."""
    return enclosing(w.box for w in words)


def parted(line: Iterable[Word], wide: float) -> list[list[Word]]:
    """A printed line cut where white parts its words, wider than ``wide`` times the height of the next."""
    return runs(line, lambda v, w: w.box.x0 - v.box.x1 > wide * w.box.height)


def by_shadow(words: Iterable[Word], gap: float) -> list[list[Word]]:
    """Words grouped where their shadows on the x axis leave gaps wider than ``gap`` points or a letter."""
    groups: list[list[Word]] = []
    reach = float("-inf")
    for w in sorted(words, key=lambda w: w.box.x0):
        if w.box.x0 - reach > max(gap, SPACE * w.size):
            groups.append([])
        groups[-1].append(w)
        reach = max(reach, w.box.x1)
    return groups


def by_number(words: Sequence[Word], numbers: Sequence[Word]) -> list[list[Word]]:
    """Words gathered under the column number nearest to them."""
    groups: list[list[Word]] = [[] for _ in numbers]
    for w in words:
        i = min(range(len(numbers)), key=lambda k: abs(numbers[k].box.cx - w.box.cx))
        groups[i].append(w)
    return [g for g in groups if g]


def cuts(groups: Sequence[Sequence[Word]]) -> list[float]:
    """Where to divide neighbouring groups: half-way between them."""
    return [
        (max(w.box.x1 for w in left) + min(w.box.x0 for w in right)) / 2 for left, right in pairwise(groups)
    ]
