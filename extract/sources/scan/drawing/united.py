"""Symbols with lines inside: a cylinder's lid, a circle in a box, double sides, sheets behind a sheet.

Such lines part the inside of a symbol. The parts lie side by side within one outline: one of them, the core,
has most of its extent, the others run along a whole side of it or fill its corners.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.drawing.contours import Contour
from extract.sources.scan.ink import Mask, square

LINE = 1.8  # points: the thickest line between two parts of a symbol, with its blur
CORE = 45.0  # square points: the least core
LARGEST = (230.0, 170.0)  # points: width and height of the largest part
PART = 0.9  # of the core's area: a larger part is a symbol of its own, or a loop of lines
BEYOND = (0.6, 0.25)  # of the core's size that a part may reach beyond it: along one axis, along the other
ALONG = 0.75  # of a side of the core that a part beside it runs along
WITHIN = 1.5  # points that a part in a corner may stand beyond the core's box
CRUMB = 1.0  # points: the smaller side of the smallest part
ROUNDS = 3  # sheets behind one another


class United(NamedTuple):
    """Contours in pixels: of a core and its parts together, of the core, of each part."""

    outline: Contour
    core: Contour
    parts: list[Contour]


def united_holes(ink: Mask, scale: float) -> Iterator[United]:
    """Neighbouring holes in ``ink`` that may be one symbol."""
    paper = cv2.bitwise_not(ink)
    _, *marked, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    labels, stats = (np.asarray(m, dtype=np.int32) for m in marked)
    low = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    part = (stats[:, 2] <= LARGEST[0] * scale) & (stats[:, 3] <= LARGEST[1] * scale) & (low >= CRUMB * scale)
    part[0] = False  # the ink itself
    area = stats[:, cv2.CC_STAT_AREA]
    for core in np.flatnonzero(part & (area >= CORE * scale * scale)).tolist():
        here = around(stats[core], labels.shape)
        group = group_of(core, labels[here], stats, part & (area < PART * area[core]), scale)
        if len(group) > 1:
            whole = outline_of(np.isin(labels[here], group), here, scale)
            core_of, *parts = (outline_of(labels[here] == n, here, scale) for n in group)
            yield United(whole, core_of, parts)


def around(box: NDArray[np.int32], shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The window that a core's parts may lie in."""
    x, y, width, height = box[:4].tolist()
    dx, dy = (int(BEYOND[0] * v) + 1 for v in (width, height))
    return (
        slice(max(y - dy, 0), min(y + height + dy, shape[0])),
        slice(max(x - dx, 0), min(x + width + dx, shape[1])),
    )


def group_of(
    core: int, labels: NDArray[np.int32], stats: NDArray[np.int32], part: NDArray[np.bool_], scale: float
) -> list[int]:
    """The labels of a core and of the parts that belong to it."""
    brush = square(2 * round(LINE * scale) + 1)
    group = [core]
    for _ in range(ROUNDS):
        near = cv2.dilate(np.isin(labels, group).astype(np.uint8), brush) > 0
        new = [
            n
            for n in np.unique(labels[near]).tolist()
            if part[n] and n not in group and belongs(stats[n], stats[core], scale)
        ]
        if not new:
            break
        group += new
    return group


def belongs(part: NDArray[np.int32], core: NDArray[np.int32], scale: float) -> bool:
    """Whether a part's box runs along a side of the core's or lies in it, and does not reach far beyond."""
    lows, sizes = part[:2].astype(float), part[2:4].astype(float)
    low, size = core[:2].astype(float), core[2:4].astype(float)
    over = np.maximum(low - lows, lows + sizes - low - size)
    shared = np.minimum(lows + sizes, low + size) - np.maximum(lows, low)
    if (np.sort(over / size)[::-1] > BEYOND).any():
        return False  # a loop of lines about a corner of a box, too
    return bool((over <= WITHIN * scale).all() or (shared >= ALONG * size).any())


def outline_of(parts: NDArray[np.bool_], here: tuple[slice, slice], scale: float) -> Contour:
    """The outer contour of parts together, the lines between them closed."""
    side = 2 * round(LINE * scale) + 1
    mask = cv2.copyMakeBorder(parts.astype(np.uint8), side, side, side, side, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, square(side))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = np.asarray(max(contours, key=cv2.contourArea), dtype=np.int32)
    return outline + np.array([here[1].start - side, here[0].start - side], dtype=np.int32)
