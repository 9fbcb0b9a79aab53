"""Values at the height of their labels, where a rule between them is missing. Lengths are PDF points.

| Nomor SOP | 12/2024                 |
|-----------|                         |    a line of the value belongs to the last label that begins over
| Disahkan  | Kepala Dinas            |    its middle
| oleh      | Budi                    |
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.form.isian import KEPALA
from extract.geometry.words import bounds, words_to_lines
from extract.table.fields import HANGING, REACH, Kotak
from schemas.page import Box, Word

LINES = 2  # of a label

OVER = 0.35  # of a line's height: a value beside a label is set, or written, so much higher


def by_label_height(cells: Sequence[Kotak]) -> list[Kotak]:
    """Cells to the right of several labels, cut at the height of each: a rule between them is missing."""
    labels = [k for k in cells if k.isian in KEPALA and k.bare]
    labels += [k for k in cells if k.isian is None and stands_among(k, labels)]
    out: list[Kotak] = []
    for c in cells:
        beside = [k for k in labels if k.box.x1 <= c.box.x0 + 3 and c.box.y0 - 2 <= k.box.cy <= c.box.y1 + 2]
        nearest = max((k.box.x0 for k in beside), default=0.0)
        beside = sorted((k for k in beside if abs(k.box.x0 - nearest) < REACH), key=lambda k: k.box.y0)
        if c.isian or len(beside) < 2 or c.block < 0:
            out.append(c)
            continue
        out += cut_rows(c, beside)
    return out


def stands_among(k: Kotak, labels: Sequence[Kotak]) -> bool:
    """Whether a cell without a name stands in a column of labels: its label is one that nobody listed."""
    column = [c for c in labels if c.block == k.block and abs(c.box.x0 - k.box.x0) <= HANGING]
    between = [c for c in column if c.box.y0 < k.box.y0], [c for c in column if c.box.y0 > k.box.y0]
    return not k.own and all(between) and len(words_to_lines(k.words)) <= LINES


def cut_rows(c: Kotak, labels: Sequence[Kotak]) -> list[Kotak]:
    """A value cell's lines given to the labels at their height."""
    first = bounds(words_to_lines(labels[0].words)[0])
    tops = [c.box.y0, *(label_top(k) for k in labels)]
    lines, left = words_to_lines(c.words), bounds(c.words).x0
    parts: list[list[Word]] = [[] for _ in tops]
    for line in lines:
        middle = bounds(line).cy
        set_in = middle < first.y0 and line[0].box.x0 > left + REACH
        over = set_in or middle < first.y0 - first.height  # a letterhead across the block
        at = max((i for i, top in enumerate(tops) if i and middle >= top), default=1 - over)
        parts[at] += line
    ends = [*tops[1:], c.box.y1]
    return [
        Kotak(Box(c.box.x0, max(top, c.box.y0), c.box.x1, max(end, top)), tuple(part), None, (), c.block)
        for part, top, end in zip(parts, tops, ends, strict=True)
        if part
    ]


def label_top(k: Kotak) -> float:
    """Where the row of a label begins: its cell, or a little over its line."""
    line = bounds(words_to_lines(k.words)[0])
    return min(k.box.y0, line.y0 - OVER * line.height)
