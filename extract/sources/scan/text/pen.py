"""Lines that a signature or a stamp crosses: what colour takes away leaves holes in the print.

A line with a hole is found as two, and each half is read worse than the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.sources.scan.ink import Grey
from extract.sources.scan.text.lines import TextLine, TextMap
from extract.sources.scan.text.words import usual_height
from schemas.page import Word

HOLE = 2.2  # of the usual line height: the pen hides a letter or two, not a word
LEVEL = 0.45  # of the usual line height: halves of one line stand so level
LOW, HIGH = 0.5, 1.8  # of the usual line height: what is lower or higher is a piece of the signature
STAINED = 0.02  # share of a hole that the pen covers
BESIDE = 0.8  # of a word's height: how far beside it the pen may hide letters or a word
CROSSED = 0.85  # confidence, at most, of a word that the pen crosses


def bridged(found: TextMap, pen: Grey) -> TextMap:
    """The lines, those that the pen has cut in two put together. ``pen``: the coloured ink, 255."""
    usual = usual_height(found.lines)
    out: list[TextLine] = []
    for line in sorted(found.lines, key=lambda k: (k.x0, k.y0)):
        left = next((i for i, k in enumerate(out) if one_line(k, line, pen, usual)), None)
        if left is None:
            out.append(line)
        else:
            out[left] = whole(out[left], line)
    return TextMap(sorted(out, key=lambda k: (k.y0, k.x0)), found.drawing)


def one_line(a: TextLine, b: TextLine, pen: Grey, usual: float) -> bool:
    """Whether ``b`` goes on behind a hole that the pen has made in ``a``."""
    gap = b.x0 - a.x1
    level = abs((a.y0 + a.y1) - (b.y0 + b.y1)) / 2 < LEVEL * usual
    letters = all(LOW * usual <= k.height <= HIGH * usual and k.upright and not k.text for k in (a, b))
    if not (level and letters and -0.3 * usual < gap < HOLE * usual):
        return False
    rim = round(0.6 * usual)
    hole = pen[min(a.y0, b.y0) : max(a.y1, b.y1), max(0, a.x1 - rim) : b.x0 + rim]
    return hole.size > 0 and float(np.count_nonzero(hole)) > STAINED * hole.size


def whole(a: TextLine, b: TextLine) -> TextLine:
    """Two halves as one line; the hole counts as a letter, so that no space is seen in it."""
    hidden = [(a.x1, b.x0)] if b.x0 > a.x1 else []
    return replace(
        a,
        y0=min(a.y0, b.y0),
        x1=max(a.x1, b.x1),
        y1=max(a.y1, b.y1),
        letters=sorted([*a.letters, *hidden, *b.letters]),
        doubtful=a.doubtful and b.doubtful,
    )


def with_doubt(words: Sequence[Word], pen: Grey, scale: float) -> list[Word]:
    """Words that coloured ink crosses, or hides a neighbour of, are believed less."""
    out = []
    for w in words:
        beside = BESIDE * w.box.height
        around = (w.box.x0 - beside, w.box.y0, w.box.x1 + beside, w.box.y1)
        x0, y0, x1, y1 = (round(v * scale) for v in around)
        under = pen[max(0, y0) : y1, max(0, x0) : x1]
        stained = under.size > 0 and float(np.count_nonzero(under)) > STAINED * under.size
        out.append(replace(w, confidence=min(w.confidence, CROSSED)) if stained else w)
    return out
