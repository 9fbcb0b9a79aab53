"""Filled symbols: the grounds of the page that have the size and the outline of one.

A ground is opened already, so lines and heads that touch it are off it. Where a shaded cell lies,
the grid tells later; a symbol's tone ends at once all around.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from extract.form.symbol_kinds import lacks_lid
from extract.sources.scan.corners import with_corners
from extract.sources.scan.drawing.contours import Mask, as_mask, as_points, biggest
from extract.sources.scan.drawing.shapes import Found, fits, shape_of
from extract.sources.scan.grounds import LARGER, LINE, SHARP, SOLID, Ground
from schemas.page import Point

CONVEX = 0.85  # of its hull that a symbol fills
DARK = 90  # grey level under which a body is as good as black
HALO = 1.0  # points around a body where its blurred edge lies


def bodies(grounds: Sequence[Ground], scale: float, origin: Point, by: float) -> Iterator[Found]:
    """The grounds that are symbols, in the pixels of a picture of ``scale`` pixels a point.

    The picture begins at ``origin`` (points of the page) and is ``by`` times the page's size in pixels.
    """
    for ground in grounds:
        if ground.sharp < SHARP:
            continue
        mask, left, top = ground.mask, ground.left * by, ground.top * by
        if by != 1.0:
            mask = as_mask(cv2.resize(mask, None, fx=by, fy=by, interpolation=cv2.INTER_NEAREST))
        outline = biggest(mask)
        if outline is None or not fits(outline, scale):
            continue
        whole = cv2.contourArea(outline) >= CONVEX * cv2.contourArea(cv2.convexHull(outline))
        if not whole and not lacks_lid(as_points(outline)):
            continue
        at = round(left - origin[0] * scale), round(top - origin[1] * scale)
        made = shape_of(outline, mask, *at, scale)
        if made is not None and not made.known:
            made = headless(mask, at, scale) or made
        if made is not None:
            dark = float(np.median(ground.tone[ground.mask > 0])) < DARK
            # No outline of its own: one that lies on the sides of a cell is the cell's shading.
            yield replace(
                made,
                halo=round(HALO * scale),
                shape=replace(made.shape, filled=True, stroked=False, dark=dark),
            )


def headless(mask: Mask, at: tuple[int, int], scale: float) -> Found | None:
    """A body of no known outline without the head that hangs on it, where it has a known one then."""
    for times in LARGER[1:]:
        brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, [round(times * SOLID * scale) | 1] * 2)
        core = as_mask(cv2.morphologyEx(mask, cv2.MORPH_OPEN, brush))
        core = with_corners(core, mask, len(brush) / 2, LINE * scale)
        made = shape_of(biggest(core), core, *at, scale)
        if made is not None and made.known:
            return made
    return None
