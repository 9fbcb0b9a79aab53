"""Contours of a mask, and the outlines that they are pixels of."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.ink import Mask
from schemas.page import Point

Contour = NDArray[np.int32]  # n x 1 x 2, in pixels

TOLERANCE = (1.1, 1.7, 0.03)  # pixels, of an outline and of a body's edge, and of the smaller side
SHARPEST = 0.34  # of an edge's shift: a corner moves no farther than three times that
SOFT = (8, 62)  # degrees: turns of a curve drawn with corners; at a corner more, on a straight side less
FACET = 3.4  # pixels: a shorter piece between two soft corners is a frayed corner
SIDE = 0.6  # of the smaller side: a longer one is a side between two cut corners


def as_mask(image: object) -> Mask:
    return np.asarray(image, dtype=np.uint8)


def as_points(pixels: NDArray[Any]) -> tuple[Point, ...]:
    """The pixels of a contour, or its corners, as an outline."""
    return tuple((float(x), float(y)) for x, y in pixels.reshape(-1, 2).tolist())


def biggest(mask: object) -> NDArray[np.int32] | None:
    """The outer contour of the largest part of a mask."""
    contours, _ = cv2.findContours(as_mask(mask), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(max(contours, key=cv2.contourArea), dtype=np.int32) if contours else None


def without_bays(contour: NDArray[np.int32]) -> NDArray[np.int32]:
    """The contour of the convex hull of another."""
    x, y, width, height = cv2.boundingRect(contour)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(mask, cv2.convexHull(contour) - np.array([x, y]), (255,))
    whole = biggest(mask)
    return contour if whole is None else whole + np.array([x, y], dtype=np.int32)


def corners_of(outline: NDArray[np.int32], grow: float) -> NDArray[np.float64]:
    """Corners of a contour moved outwards by ``grow`` pixels; curves keep enough of them to stay curves.

    The edge of a body (``grow`` 0) is where grey crosses a threshold: it steps by a pixel and more.
    """
    width, height = cv2.boundingRect(outline)[2:]
    tolerance = max(TOLERANCE[0] if grow else TOLERANCE[1], TOLERANCE[2] * min(width, height))
    corners = cv2.approxPolyDP(outline, tolerance, True)[:, 0, :].astype(np.float64)
    if len(corners) < 3 or grow == 0.0:
        return corners
    ahead = np.roll(corners, -1, axis=0) - corners
    ahead /= np.hypot(*ahead.T)[:, None]
    turn = np.sign(cv2.contourArea(outline, oriented=True)) or 1.0
    normal = turn * np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    before = np.roll(normal, 1, axis=0)
    # The corner of two edges that both move by ``grow``: at most three times as far away.
    along = 1 + (before * normal).sum(axis=1)
    moved = corners + grow * (before + normal) / np.maximum(along, SHARPEST)[:, None]
    return np.asarray(moved, dtype=np.float64)


def has_soft_turns(points: tuple[Point, ...], scale: float) -> bool:
    """Whether an outline turns by many small steps; corners cut by a few pixels do not count."""
    at = np.array(points)
    ahead = np.roll(at, -1, axis=0) - at
    behind = np.roll(ahead, 1, axis=0)
    cross = behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0]
    turn = np.degrees(np.abs(np.arctan2(cross, (behind * ahead).sum(axis=1))))
    soft = (turn > SOFT[0]) & (turn < SOFT[1])
    size = np.hypot(*ahead.T)
    facet = soft & np.roll(soft, -1) & (size >= FACET / scale) & (size <= SIDE * np.ptp(at, axis=0).min())
    return int(np.count_nonzero(facet)) >= 2
