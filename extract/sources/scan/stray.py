"""Ink of a scanned page that nothing explains which was read of it: no word, no rule, nothing drawn.

Handwriting that no line was found in, a letter that hangs on a rule, a stroke that was lost. Where there
is none, an empty place is empty: that is worth as much as what was read.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.drawing.erase import rule_bands, word_cover
from extract.sources.scan.ink import Mask, components
from schemas.page import Box, Connector, Head, Page, Shape

AROUND = 0.25  # of the usual height of words: marks, feet and blur stand so far outside their box
LEAST = 0.5  # of the usual height of words: what is smaller is a dot or a speck
RULED = 1.5  # points on each side of a rule: its blur, and what it bends
ON_RULE = 0.8  # share of a piece that lies on a rule: it is left of it
MOST = 0.5  # share of a piece that words cover: it is theirs
USUAL = 8.0  # points: height of words where there are none
LINE = 3.6  # points: width of a drawn line with its blur
OUTLINE = 3.0  # points around a shape


def stray_ink(bare: Mask, scale: float, page: Page) -> list[Box]:
    """Boxes, in points, of the pieces of ink on a page that its words, rules and drawing leave.

    ``bare``: 255 where there is ink but that of rules, ``scale`` pixels per point.
    """
    bare = bare.copy()
    erase_drawing(bare, scale, page.shapes, page.connectors, page.heads)
    usual = usual_height(page)
    count, labels, stats = components(bare)
    places = np.flatnonzero(bare > 0)
    own = labels.ravel()[places]
    words, rules = (
        np.bincount(own[mask.ravel()[places] > 0], minlength=count)
        for mask in (
            word_cover(bare.shape, scale, page.words, AROUND * usual),
            rule_bands(bare.shape, scale, page.rules, RULED),
        )
    )
    w, h, area = (stats[:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    left = (np.maximum(w, h) >= LEAST * usual * scale) & (words < MOST * area) & (rules < ON_RULE * area)
    left[0] = False
    return [box_of(stats[k], scale) for k in np.flatnonzero(left)]


def usual_height(page: Page) -> float:
    heights = sorted(w.box.height for w in page.words if len(w.text) > 2)
    return heights[len(heights) // 2] if heights else USUAL


def box_of(stats: NDArray[np.int32], scale: float) -> Box:
    x, y, w, h = (float(v) / scale for v in stats[:4])
    return Box(x, y, x + w, y + h)


def erase_drawing(
    ink: Mask, scale: float, shapes: Sequence[Shape], connectors: Sequence[Connector], heads: Sequence[Head]
) -> None:
    """Takes shapes with all that stands in them, lines and heads off ``ink``, in place."""

    def pixels(points: Sequence[tuple[float, float]]) -> NDArray[np.int32]:
        return np.rint(np.array(points) * scale).astype(np.int32)

    rim = max(1, round(2 * OUTLINE * scale))
    for s in shapes:
        cv2.fillPoly(ink, [pixels(s.points)], 0)
        cv2.polylines(ink, [pixels(s.points)], True, 0, rim)
    for c in connectors:
        cv2.polylines(ink, [pixels(c.points)], False, 0, max(1, round(LINE * scale)))
    for h in heads:
        middle = (h.tip[0] - h.direction[0] * h.size / 2, h.tip[1] - h.direction[1] * h.size / 2)
        cv2.circle(ink, pixels([middle])[0].tolist(), round((h.size / 2 + LINE) * scale), 0, -1)
