"""How thick and how high the letters of a word are: what tells handwriting from the print beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extract.sources.scan.ink import Grey, components, window
from schemas.page import Word

HIGH = 0.35  # of the word's height: what is lower is a dot, a comma, a hyphen


def with_strokes(words: Sequence[Word], ink: Grey, drawing: Grey, scale: float) -> list[Word]:
    """The words with their mean stroke width and the height of their highest letter, in points.

    The width of a stroke is twice its area over its outline (a long stroke of width w and length l has
    the area w * l and the outline 2 * l).
    """
    text = cv2.subtract(ink, drawing)
    return [measured(w, np.asarray(text, dtype=np.uint8), scale) for w in words]


def measured(w: Word, text: Grey, scale: float) -> Word:
    rows, columns = window(w.box, scale)
    part = text[rows, columns]
    if not part.size or not part.any():
        return w
    outlines, _ = cv2.findContours(part, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    around = sum(cv2.arcLength(c, True) for c in outlines)
    _, _, stats = components(part)
    highest = int(stats[1:, cv2.CC_STAT_HEIGHT].max(initial=0))
    if highest < HIGH * (rows.stop - rows.start) or not around:
        return w
    stroke = 2 * float(np.count_nonzero(part)) / around / scale
    return replace(w, stroke=round(stroke, 2), letter=round(highest / scale, 2))
