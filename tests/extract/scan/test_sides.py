"""Straight sides of shaded regions."""

from __future__ import annotations

import cv2
import numpy as np

from extract.sources.scan.sides import draw_sides


def test_a_leaning_region_at_the_edge_of_the_picture_has_its_sides() -> None:
    """The rectangle around it reaches out of the picture; what lies in it is drawn."""
    out = np.full((240, 200), 255, np.uint8)
    mask = np.zeros_like(out)
    cv2.fillConvexPoly(mask, np.array([[0, 20], [198, 16], [202, 216], [4, 220]], np.int32), (255,))
    draw_sides(out, mask, None, 2.0)
    assert (out[14:24, 20:180].min(axis=0) == 0).all()
