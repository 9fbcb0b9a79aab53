"""Paper sizes: how many points an image covers, and where its page lies once it was straightened."""

from __future__ import annotations

import numpy as np
from PIL import Image

from extract.sources.scan.prepare import Matrix, Prepared

A4_LONG, F4_LONG = 842.0, 936.0  # points
F4 = 1.48  # long side over short side, half-way between A4 and F4
LEAST_DPI = 100  # a resolution of a scanner; lower ones are of screens
LONG_SIDES = (560.0, 1010.0)  # points: A5 to legal and a little over
LARGE = 1290.0  # points: A3, or two sheets of F4 side by side; larger ones are no office paper
DENSE = 2.6  # pixels per point, less than SCALE: a large size that is claimed with so many is no screen's
SAME = 0.5  # points: a page that moved by less than this lies where it was


def paper_long_side(width: float, height: float, pixels: float) -> float:
    """The long side in points, as claimed, or that of A4 or F4 (by its proportion) where that cannot be.

    ``pixels``: how many the long side has.
    """
    long, short = max(width, height), min(width, height)
    most = LARGE if pixels >= DENSE * long else LONG_SIDES[1]
    if LONG_SIDES[0] <= long <= most:
        return long
    return F4_LONG if long / short > F4 else A4_LONG


def paper_size(width: int, height: int, dpi: float) -> tuple[float, float]:
    """Points that an image of ``width`` x ``height`` pixels covers. Screen resolutions tell nothing."""
    points = (width * 72 / dpi, height * 72 / dpi) if dpi >= LEAST_DPI else (float(width), float(height))
    long = paper_long_side(*points, max(width, height)) if dpi >= LEAST_DPI else A4_LONG
    by = long / max(points)
    return points[0] * by, points[1] * by


def frame_size(file: Image.Image, width: int, height: int) -> tuple[float, float]:
    """Points of the frame that an image file stands at, given its pixels when upright."""
    return paper_size(width, height, float(file.info.get("dpi", (0, 0))[0] or 0))


def placement(page: Prepared, shape: tuple[int, ...], width: float, height: float) -> tuple[float, ...]:
    """Where places of a straightened page lie on the page as a viewer shows it: 3x3 by rows, () if there.

    ``shape``: of the pixels that came in, which show ``width`` x ``height`` points. Quarter turns,
    skew and perspective are undone; what flattening bent paper moved (a few points) is not.
    """
    seen = np.diag([width / shape[1], height / shape[0], 1.0])
    back = seen @ np.linalg.inv(page.matrix) @ np.diag([page.scale, page.scale, 1.0])
    return (
        () if _stays(back, page.width, page.height) else tuple(float(v) for v in (back / back[2, 2]).ravel())
    )


def _stays(back: Matrix, width: float, height: float) -> bool:
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], dtype=float).T
    moved = back @ corners
    return bool(np.abs(moved[:2] / moved[2] - corners[:2]).max() < SAME)
