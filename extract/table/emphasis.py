"""Bold print in pixels, told by its strokes. Lengths are PDF points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extract.geometry.words import words_to_lines
from extract.table.fields import WORD, segments
from schemas.page import Box, Word

# Of the usual stroke of a block. On scans at 150 and 200 dpi plain print kept within .90 and 1.07 of it, its
# capitals within 1.05, and bold print began at 1.2.
BOLD = 1.18
FEW = 12  # words: fewer have no usual stroke


def with_bold(words: Sequence[Word], region: Box) -> list[Word]:
    """The words of a page read from pixels, those of bold lines within ``region`` told as bold."""
    own = [w for w in words if w.stroke and not w.pen and region.holds(w.box.cx, w.box.cy)]
    long = [w for w in own if len(w.text) > WORD]
    if len(long) < FEW:
        return list(words)
    usual = median(w.stroke for w in long)
    parts = [part for line in words_to_lines(own) for part in segments(line)]
    bold = {id(w) for part in parts if stroke_of(part) >= BOLD * usual for w in part}
    return [replace(w, bold=True) if id(w) in bold else w for w in words]


def stroke_of(part: Sequence[Word]) -> float:
    """The usual stroke of a part of a line, of its longer words where it has such."""
    return median([w.stroke for w in part if len(w.text) > WORD] or [w.stroke for w in part])
