"""Arrow heads at the ends of traced lines, from the width of the ink along the line.

Seen from its tip, a head grows wider on both sides of the line and then falls back to the
line's own width. A filled triangle and an open V look alike in that, at any resolution.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from schemas.page import Head, Point

Mask = NDArray[np.uint8]
Pixels = NDArray[np.float64]

LOOK = 13.0  # points along the line, from its end
ASIDE = 4.6  # points to either side
LONGEST = 9.5  # points from the tip to the base of a head
WIDEST = 2 * ASIDE - 0.6
STEM = (6.0, 15.0)  # points before the end of a line that show its direction
STEP = 0.5  # pixels between samples
BACK = 2.0  # points beyond the traced end where the tip may be


def stem_of(line: Pixels, corners: Pixels, scale: float) -> tuple[Point, Point]:
    """Where a line ends (its last point) and the unit vector out of it, as the stem behind a head has them.

    ``corners`` is the same line simplified. The skeleton of a head may run into one of its
    corners, so the axis is taken from behind the head, and the end is put on that axis.
    """
    steps = np.hypot(*np.diff(line, axis=0).T)
    before_end = np.concatenate([np.cumsum(steps[::-1])[::-1], [0.0]])
    reach = before_end[np.argmin(np.hypot(*(line - last_corner(corners, scale)).T))]
    far = min(STEM[1] * scale, max(reach - 1.0 * scale, 0.6 * reach))
    near = min(STEM[0] * scale, 0.5 * far)
    piece = line[(before_end >= near) & (before_end <= far)]
    if len(piece) < 2:
        piece = line
    dx, dy = (piece[-1] - piece[0]).tolist()
    size = math.hypot(dx, dy)
    if not size:
        return (float(line[-1][0]), float(line[-1][1])), (0.0, 0.0)
    dx, dy = dx / size, dy / size
    ahead = float((line[-1] - piece[-1]) @ np.array([dx, dy]))
    return (float(piece[-1][0]) + ahead * dx, float(piece[-1][1]) + ahead * dy), (dx, dy)


def last_corner(corners: Pixels, scale: float) -> Pixels:
    """Where the last straight piece of a line begins; a short bend within a head is no corner."""
    at = len(corners) - 2
    while at > 0:
        piece, before = corners[at + 1] - corners[at], corners[at] - corners[at - 1]
        size = float(np.hypot(*piece)) * (float(np.hypot(*before)) or 1.0)
        straight = size == 0 or float(piece @ before) / size > 0.94
        bend = np.hypot(*(corners[-1] - corners[at])) < STEM[0] * scale and size and piece @ before > 0.5 * size
        if not straight and not bend:
            break
        at -= 1
    return np.asarray(corners[at], dtype=np.float64)


def head_at(
    ink: Mask, scale: float, end: Point, direction: Point, limit: float, stroke: float
) -> Head | None:
    """The head at the end of a line that leaves it in ``direction``, all in pixels, or None.

    ``limit`` is the length of the line, for a head is no longer than what it stands on, and
    ``stroke`` the usual width of lines. The answer is in pixels too.
    """
    if direction == (0.0, 0.0):
        return None
    left, right = side_widths(ink, scale, end, direction)
    inked = np.flatnonzero(left + right > 0)
    if not len(inked):
        return None
    first = int(inked[0])
    base = base_of_head(left[first:], right[first:], scale, stroke)
    if base is None:
        return None
    size = (base + 1) * STEP
    if size > limit + 2.5 * scale:
        return None
    back = BACK * scale - first * STEP
    tip = (end[0] + direction[0] * back, end[1] + direction[1] * back)
    return Head(tip, direction, size)


def side_widths(
    ink: Mask, scale: float, end: Point, direction: Point
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far ink reaches left and right of the line, every half pixel from the end inwards."""
    t = np.arange(-BACK * scale, LOOK * scale, STEP)
    s = np.arange(0.0, ASIDE * scale, STEP)
    dx, dy = direction
    sides = []
    for sign in (1.0, -1.0):
        x = end[0] - t[:, None] * dx - sign * s * dy
        y = end[1] - t[:, None] * dy + sign * s * dx
        columns = np.clip(np.rint(x), 0, ink.shape[1] - 1).astype(np.intp)
        rows = np.clip(np.rint(y), 0, ink.shape[0] - 1).astype(np.intp)
        hit = ink[rows, columns] > 0
        hit &= near_line(hit, scale)
        sides.append(np.where(hit, s + 0.5, 0.0).max(axis=1))
    return sides[0], sides[1]


def near_line(hit: NDArray[np.bool_], scale: float) -> NDArray[np.bool_]:
    """Only ink that hangs together with the line through gaps of at most 2.2 points (open heads)."""
    gap = int(2.2 * scale / STEP)
    index = np.arange(hit.shape[1])
    last = np.maximum.accumulate(np.where(hit, index, -1), axis=1)
    before = np.concatenate([np.full((hit.shape[0], 1), -1), last[:, :-1]], axis=1)
    broken = hit & (index - before > gap)
    return ~np.logical_or.accumulate(broken, axis=1)


def base_of_head(
    left: NDArray[np.float64], right: NDArray[np.float64], scale: float, stroke: float
) -> int | None:
    """Index of the widest place of a head that begins at index 0, None where there is no head.

    ``stroke`` is the width of the line in pixels. Towards the base a head widens slowly, behind
    it the line is thin again at once; seen from the wrong side it is the other way round.
    """
    width = left + right
    wide = np.flatnonzero(width >= max(1.7 * stroke, stroke + 1.3 * scale, 2.2 * scale))
    if not len(wide):
        return None
    thin = width < stroke + 0.4 * (np.maximum.accumulate(width) - stroke)
    after = np.flatnonzero(thin[wide[0] :])
    stop = int(wide[0] + after[0]) if len(after) else len(width)
    base = int(np.argmax(width[:stop] > width[:stop].max() - 0.75))
    widest = float(width[base])
    if not 1.2 * scale <= base * STEP <= LONGEST * scale or widest > WIDEST * scale:
        return None
    if min(left[base], right[base]) < 0.25 * widest:
        return None
    before = np.flatnonzero(width[:base] < stroke + 0.4 * (widest - stroke))
    rise, fall = base - (int(before[-1]) if len(before) else 0), stop - base
    swift = fall * STEP <= 4.5 * scale and rise >= 1.1 * fall
    return base if swift and np.median(width[: max(1, base // 3)]) <= 0.72 * widest else None
