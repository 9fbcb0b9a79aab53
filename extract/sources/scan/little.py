r"""Arrows as small as letters: a filled head on a stem no longer than itself, along an axis.

             |\
    =========| >     cuts across it, from the stem on: narrow and alike; wide at once; narrower evenly to
             |/      the tip
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.ink import Flags, disc

Floats = NDArray[np.float64]

LEAST, MOST = 2.4, 12.0  # points: its smaller side at least, its larger one at most
INKED = (0.3, 0.75)  # of its box
HEAD = 0.25  # of an arrow: the least length of its head
WIDE = 1.9  # times as wide as its stem is a head, at least
ALIKE = 1.3  # times its usual width, and a pixel, that a stem is wide
EVEN = 0.15  # of the head's width that the middle of any cut may lie beside the axis
FULL = 0.88  # of its outline that is ink: an open head, or a letter, has less
WHOLE = 0.99  # of that of a head without a stem: a coarse "4" has a hole
OFF = 0.15  # of its width, and a pixel, that a cut of a head may be off
SLENDER = (0.4, 1.8)  # times its width that a head is long: at least, at most
BLUNT = 0.55  # of its width that the tip of a head may have
LINE = 0.6  # of a region's smaller side: ink so narrow at the edge of its window is a line that leads there
THINNER = 1.25  # times the width of a line: a disc of this size takes it off
THICK, TIMES = 4.0, 6.0  # widths of its line: no symbol is as small; a thick head is no longer
# Of the least triangle around it, what such a head fills, and a longer one; a box half, a pentagon 3/4.
POINTED, SHARP = 0.68, 0.78


@dataclass(frozen=True, slots=True)
class LittleArrow:
    """Tip and end of the stem (x, y) in pixels of the window, and the length of the head."""

    tip: tuple[float, float]
    tail: tuple[float, float]
    size: float

    @property
    def has_stem(self) -> bool:
        (x0, y0), (x1, y1) = self.tail, self.tip
        return abs(x1 - x0) + abs(y1 - y0) > self.size


def may_be_arrow(
    width: NDArray[Any], height: NDArray[Any], area: NDArray[Any], scale: float
) -> NDArray[np.bool_]:
    """Which components (sides and ink in pixels, ``scale`` a point) have the measures of a little arrow."""
    low, long = np.minimum(width, height), np.maximum(width, height)
    ink = area / np.maximum(width * height, 1)
    size = (low >= LEAST * scale) & (long <= MOST * scale)
    return np.asarray(size & (ink >= INKED[0]) & (ink <= INKED[1]))


def little_arrow(window: Flags) -> LittleArrow | None:
    """The arrow that a component (True = ink, cut out to its box) is; None where it is none.

    From the end of the stem on its cuts stay as narrow as a line, then widen at once, then narrow evenly to
    the tip, all about one axis. A head alone is an arrow without a stem.
    """
    ways = (
        (found, upright) for upright in (False, True) for found in _along(window.T if upright else window)
    )
    best = min(ways, key=lambda way: way[0][1], default=None)
    if best is None:
        return None
    (arrow, _), upright = best
    return LittleArrow(arrow.tip[::-1], arrow.tail[::-1], arrow.size) if upright else arrow


def is_head(ink: NDArray[np.uint8], region: NDArray[np.uint8]) -> bool:
    """Whether a region (255 inside) of ``ink`` is the head of a thick line: a triangle on which it ends."""
    _, labels = cv2.connectedComponents(ink, connectivity=8)
    whole = np.asarray(labels == int(np.bincount(labels[region > 0]).argmax()), dtype=np.uint8)
    sides = cv2.boundingRect(region)[2:]
    lines = [n for n in _runs_at_edge(whole) if n < LINE * min(sides)]
    if not lines:
        return False
    if max(sides) <= THICK * max(lines):
        return True
    brush = disc(THINNER * max(lines) + 1)
    _, labels = cv2.connectedComponents(cv2.morphologyEx(whole, cv2.MORPH_OPEN, brush), connectivity=8)
    shares = np.bincount(labels[region > 0], minlength=2)
    if not shares[1:].any():
        return False
    core = np.asarray(labels == 1 + int(shares[1:].argmax()), dtype=np.uint8)
    outline = cv2.findContours(core, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0][0]
    full = cv2.contourArea(outline) / max(cv2.minEnclosingTriangle(outline)[0], 1.0)
    return bool(full >= (POINTED if max(sides) <= TIMES * max(lines) else SHARP))


def _runs_at_edge(whole: NDArray[np.uint8]) -> list[int]:
    """Lengths of the runs of ink along the four edges of a window."""
    out: list[int] = []
    for edge in (whole[0], whole[-1], whole[:, 0], whole[:, -1]):
        steps = np.flatnonzero(np.diff(np.pad(edge.astype(np.int8), 1)))
        out += (steps[1::2] - steps[::2]).tolist()
    return out


def _along(window: Flags) -> Iterator[tuple[LittleArrow, float]]:
    """The arrows along the rows of a window, to the right and to the left, and how uneven each head is."""
    cuts = _cuts(window)
    if cuts is None:
        return
    last = float(window.shape[1] - 1)
    for back in (False, True):
        found = _rightwards(*(c[::-1] for c in cuts)) if back else _rightwards(*cuts)
        if found is not None:
            at, size, off = found
            tip, tail = ((0.0, at), (last, at)) if back else ((last, at), (0.0, at))
            yield LittleArrow(tip, tail, size), off


def _cuts(window: Flags) -> tuple[Floats, Floats, Floats] | None:
    """First and last row of ink in each column, and how much is between; None where a column has none."""
    ink = window.sum(axis=0).astype(np.float64)
    if not ink.all():
        return None
    low = window.argmax(axis=0).astype(np.float64)
    return low, len(window) - 1.0 - window[::-1].argmax(axis=0), ink


def _rightwards(low: Floats, high: Floats, ink: Floats) -> tuple[float, float, float] | None:
    """The row of the axis, the length of the head, and how far its cuts are off those of a triangle (as a
    share of its width), of an arrow that points to the right.
    """
    cuts, width = high - low + 1, len(low)
    base = int(np.argmax(cuts))
    widest = float(cuts[base])
    stem = int(np.argmax(cuts > 0.5 * widest))  # where the head begins
    if width - stem < HEAD * width or (stem and not _is_stem(cuts[:stem], widest)):
        return None
    full = FULL if stem else WHOLE
    uneven = _off_triangle(cuts[base:], widest)
    if float(ink[stem:].sum()) < full * float(cuts[stem:].sum()) or uneven > OFF * widest + 1.0:
        return None
    middles = (high + low) / 2
    axis = float(np.median(middles))
    aside = float(np.abs(middles - axis).max())
    return (axis, float(width - stem), uneven / widest) if aside <= max(EVEN * widest, 0.5) else None


def _is_stem(cuts: Floats, widest: float) -> bool:
    """Whether the cuts before a head are those of a line: narrow, and all alike but for the last, which may
    be the blur of the head.
    """
    usual = float(np.median(cuts))
    alike = float(cuts[: max(1, len(cuts) - 1)].max()) <= ALIKE * usual + 1.0
    return alike and widest >= WIDE * usual


def _off_triangle(cuts: Floats, widest: float) -> float:
    """How far the cuts from the base of a head to its tip are off a triangle's; infinite for no head."""
    if not max(3, SLENDER[0] * widest) <= len(cuts) <= SLENDER[1] * widest or cuts[-1] > max(
        BLUNT * widest, 2.0
    ):
        return np.inf
    even = widest * (1 - np.arange(len(cuts)) / len(cuts))
    return float(np.abs(cuts - even).max())
