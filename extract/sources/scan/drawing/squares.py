r"""Boxes whose corners were blunted: by closing the gaps of a faint outline along the diagonals.

A box with round corners has no ink where its sides would meet; one that was blunted has.

     ________          .________.
    /        \        |          |      with ink where the sides would meet the corners are put back, without
    |        |        |          |      any they are round
"""

from __future__ import annotations

import numpy as np

from extract.sources.scan.ink import Mask, Points

CUT = 1.0  # points: corners that lack less are no rounder than a pen makes them
COARSE = 25.0  # pixels: of a smaller symbol the corners do not show how round they are
SHARP = 3  # of four corners that must be drawn; a faint outline may lack one
INKED = 0.85  # of the points of a line that is drawn


def squared(corners: Points, ink: Mask, scale: float) -> Points:
    """``corners`` (n x 2, pixels of ``ink``, ``scale`` a point) of an outline, or those of the box around it.

    The box stands where some corner is cut off and the ink of the sides runs on into the corners.
    """
    low, high = corners.min(axis=0), corners.max(axis=0)
    box = np.array([low, (high[0], low[1]), high, (low[0], high[1])])
    cut = np.array([float(np.abs(corners - c).sum(axis=1).min()) for c in box])
    if (cut < CUT * scale).all():
        return box if float((high - low).min()) < COARSE and len(corners) > len(box) else corners
    if cut.max() > 0.5 * float((high - low).min()):
        return corners
    reach = np.maximum(cut, CUT * scale)
    drawn = [is_drawn(c, box.mean(axis=0), far, ink) for c, far in zip(box, reach, strict=True)]
    return box if sum(drawn) >= SHARP else corners


def is_drawn(corner: Points, middle: Points, far: float, ink: Mask) -> bool:
    """Whether there is ink at a corner and on the sides before it, over half of the ``far`` that it lacks."""
    inwards = np.sign(middle - corner)
    steps = np.arange(0.0, far / 2 + 0.5, 0.5)[:, None]
    sides = [corner + steps * inwards * axis for axis in ((1.0, 0.0), (0.0, 1.0))]
    return inked_along(ink, np.vstack(sides))


def inked_along(ink: Mask, points: Points) -> bool:
    """Whether there is ink at, or one pixel beside, nearly all of some points."""
    hits = np.zeros(len(points), bool)
    for dx, dy in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
        xs = np.clip(np.rint(points[:, 0]) + dx, 0, ink.shape[1] - 1).astype(np.intp)
        ys = np.clip(np.rint(points[:, 1]) + dy, 0, ink.shape[0] - 1).astype(np.intp)
        hits |= ink[ys, xs] > 0
    return float(hits.mean()) > INKED
