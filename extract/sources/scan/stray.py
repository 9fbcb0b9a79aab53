"""Ink of a scanned page that nothing explains which was read of it: no word, no rule, nothing drawn.

Handwriting that no line was found in, a letter that hangs on a rule, a stroke that was lost. Where there
is none, an empty place is empty: that is worth as much as what was read.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.drawing.erase import erase_rules
from schemas.page import Box, Connector, Head, Page, Rule, Shape

Mask = NDArray[np.uint8]

AROUND = 0.25  # of the usual height of words: marks, feet and blur stand so far outside their box
LEAST = 0.5  # of the usual height of words: what is smaller is a dot or a speck
RULED = 1.5  # points on each side of a rule: its blur, and what it bends
ON_RULE = 0.8  # share of a piece that lies on a rule: it is left of it
MOST = 0.5  # share of a piece that words cover: it is theirs
USUAL = 8.0  # points: height of words where there are none
LINE = 3.6  # points: width of a drawn line with its blur
OUTLINE = 3.0  # points around a shape


def stray_ink(ink: Mask, scale: float, page: Page) -> list[Box]:
    """Boxes, in points, of the pieces of ink on a page that its words, rules and drawing leave.

    ``ink``: 255 where there is any, ``scale`` pixels per point.
    """
    bare = erase_rules(ink, scale, page.rules)
    erase_drawing(bare, scale, page.shapes, page.connectors, page.heads)
    usual = usual_height(page)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bare, connectivity=8)
    words = np.bincount(labels[cover(ink.shape, scale, page, AROUND * usual)], minlength=count)
    w, h, area = (stats[:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    rules = np.bincount(labels[bands(ink.shape, scale, page.rules)], minlength=count)
    own = (np.maximum(w, h) >= LEAST * usual * scale) & (words < MOST * area) & (rules < ON_RULE * area)
    own[0] = False
    return [box_of(stats[k], scale) for k in np.flatnonzero(own)]


def usual_height(page: Page) -> float:
    heights = sorted(w.box.height for w in page.words if len(w.text) > 2)
    return heights[len(heights) // 2] if heights else USUAL


def box_of(stats: NDArray[np.int32], scale: float) -> Box:
    x, y, w, h = (float(v) / scale for v in stats[:4])
    return Box(x, y, x + w, y + h)


def cover(shape: tuple[int, ...], scale: float, page: Page, rim: float) -> NDArray[np.bool_]:
    """Where words stand, ``rim`` points around them."""
    out = np.zeros(shape[:2], bool)
    for word in page.words:
        b = word.box.grow(rim)
        x0, y0, x1, y1 = (max(0, round(v * scale)) for v in (b.x0, b.y0, b.x1, b.y1))
        out[y0 : y1 + 1, x0 : x1 + 1] = True
    return out


def bands(shape: tuple[int, ...], scale: float, rules: Sequence[Rule]) -> NDArray[np.bool_]:
    """Where rules stand, RULED points around them."""
    out = np.zeros(shape[:2], bool)
    for r in rules:
        by = r.thickness / 2 + RULED
        box = (r.lo, r.at - by, r.hi, r.at + by) if r.horizontal else (r.at - by, r.lo, r.at + by, r.hi)
        x0, y0, x1, y1 = (max(0, round(v * scale)) for v in box)
        out[y0 : y1 + 1, x0 : x1 + 1] = True
    return out


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
