"""Faint and dashed outlines closed: ink with its gaps filled."""

from __future__ import annotations

import cv2
import numpy as np

from extract.sources.scan.drawing.contours import as_mask
from extract.sources.scan.ink import Mask, disc


def closed_along(ink: Mask, gap: int) -> Mask:
    """``ink`` with gaps of up to ``gap`` pixels along a row or a column closed."""
    if gap < 1:
        return ink
    side = (gap + 1) | 1  # an even kernel would move the ink by a pixel
    return ink | closed(ink, np.ones((1, side), np.uint8)) | closed(ink, np.ones((side, 1), np.uint8))


def closed_aslant(ink: Mask, gap: int) -> Mask:
    """The same along the diagonals too."""
    eye = np.eye((gap + 1) | 1, dtype=np.uint8)
    return closed_along(ink, gap) | closed(ink, eye) | closed(ink, eye[::-1].copy())


def closed(ink: Mask, kernel: Mask) -> Mask:
    return as_mask(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel))


def thickened(ink: Mask, gap: int) -> Mask:
    """``ink`` so thick that gaps of up to ``gap`` pixels are none, whichever way an outline bends."""
    return as_mask(cv2.dilate(ink, disc(gap)))


# How gaps in an outline are closed, and gaps of how many points. Closing along the diagonals blunts
# right angles.
CLOSINGS = (
    (closed_along, 0.0),
    (closed_along, 2.4),
    (closed_aslant, 1.2),
    (thickened, 1.2),
    (thickened, 2.2),
    (closed_aslant, 2.6),
)
