"""Takes ruled lines and printed words off a bilevel page, so that the drawing stays.

A ruled line is followed along the ink itself, as real scans bend it by a few pixels. It is
rubbed out only where the ink across it is no thicker than the rule: where a stroke crosses,
an arrow head ends or a symbol edge lies against it, the ink stays whole.

    ======|======     a rule is rubbed out along its ink, but not where the ink across it is thicker: there a
          |           stroke crosses or ends
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.ink import Mask, components, opened, picked, straight_runs, window
from schemas.page import Rule, Word

REACH = 3.0  # points that the ink of a rule may lie beside its stated place
BESIDE = 1.0  # points beside it that what is left of a rule may lie
RUN = 9.0  # points of straight ink that make a piece of a rule
SLACK, THICKER = 1.0, 0.4  # pixels, or share of itself, by which the thickness of a rule may vary
CLOSER = (2.0, 1.2, 0.8)  # points around a line laid through its ink, fitted again and again
BLUR = 1.5  # pixels: the same at least
INSIDE = 0.85  # of a component that a word covers: it is a letter of it
USUAL = 8.0  # points: height of a word where none is known
STROKE = (1.4, 9.0)  # heights of a word, and points: straight ink so long is no letter
SOLID = 2.4  # points: ink so thick both ways is a head's, not a letter's; with one a letter's foot is no line
RIM = 0.6  # points around a word: its blur


def erase_rules(ink: Mask, scale: float, rules: Sequence[Rule]) -> Mask:
    """A copy of ``ink`` (255 = ink) without the rules (in points, ``scale`` pixels a point)."""
    out = ink.copy()
    turned = out.T
    for rule in rules:
        view = out if rule.horizontal else turned
        erase_rule(view, scale, rule)
    return out


def erase_rule(view: Mask, scale: float, rule: Rule) -> None:
    """Erase one rule, in place; ``view`` has been transposed for a vertical rule."""
    reach = REACH * scale + rule.thickness * scale / 2
    top, bottom = int(rule.at * scale - reach), int(rule.at * scale + reach) + 2
    left, right = int((rule.lo - 2) * scale), int((rule.hi + 2) * scale) + 1
    top, left = max(top, 0), max(left, 0)
    band = view[top : max(bottom, 0), left : max(right, 0)]
    if band.shape[0] < 3 or band.shape[1] < 3:
        return
    found = centre_of_rule(band, scale, rule.at * scale - top)
    if found is None:
        return
    centre, typical = found
    start, stop = run_through(band > 0, centre)
    height = stop - start
    thin = (height > 0) & (height <= typical + max(SLACK, THICKER * typical))
    rows = np.arange(band.shape[0])[:, None]
    band[(rows >= start) & (rows < stop) & thin] = 0


def rule_bands(shape: tuple[int, ...], scale: float, rules: Sequence[Rule], beside: float = BESIDE) -> Mask:
    """255 where the ink of rules may lie, ``beside`` points beside them, on a picture of that shape."""
    out = np.zeros(shape[:2], np.uint8)
    for rule in rules:
        out[window(rule.box.grow(beside + rule.thickness / 2), scale)] = 255
    return out


def centre_of_rule(band: Mask, scale: float, nominal: float) -> tuple[NDArray[np.intp], float] | None:
    """Row of the rule in each column of the band, and its usual thickness in pixels."""
    width = max(3, int(RUN * scale))
    kernel = np.ones((1, width), np.uint8)
    straight = np.asarray(
        cv2.morphologyEx(np.ascontiguousarray(band), cv2.MORPH_OPEN, kernel), dtype=np.uint8
    )
    ys, xs = np.nonzero(straight)
    if len(xs) < width:
        return None
    near = np.abs(ys - nominal)
    line = np.array([0.0, float(np.median(ys[near <= near.min() + 2 * scale]))])
    for reach in (by * scale for by in CLOSER):
        fits = np.abs(ys - np.polyval(line, xs)) <= max(reach, BLUR)
        if fits.sum() < width:
            return None
        line = laid_through(xs[fits], ys[fits])
    columns = np.arange(band.shape[1])
    centre = np.clip(np.rint(np.polyval(line, columns)), 0, band.shape[0] - 1).astype(np.intp)
    centre = nearest_ink(straight, centre)
    start, stop = run_through(band > 0, centre)
    heights = (stop - start)[stop > start]
    return (centre, float(np.median(heights))) if len(heights) else None


def laid_through(xs: NDArray[np.intp], ys: NDArray[np.intp]) -> NDArray[np.float64]:
    """Slope and start of the straight line through some points (least squares)."""
    x, y = float(xs.mean()), float(ys.mean())
    off = xs - x
    slope = float(off @ (ys - y)) / (float(off @ off) or 1.0)
    return np.array([slope, y - slope * x])


def nearest_ink(straight: Mask, centre: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows of ``centre``, moved by at most two pixels onto ink where there is any."""
    last = straight.shape[0] - 1
    columns = np.arange(straight.shape[1])
    out = centre.copy()
    for step in (2, -2, 1, -1, 0):
        rows = np.clip(centre + step, 0, last)
        hit = straight[rows, columns] > 0
        out[hit] = rows[hit]
    return out


def run_through(
    ink: NDArray[np.bool_], centre: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First row and row after the last of the vertical run of ink at ``centre`` in each column.

    Both are equal where there is no ink at the centre.
    """
    height, width = ink.shape
    rows = np.arange(height)[:, None]
    blank = ~ink
    above = np.where(blank & (rows <= centre), rows, -1).max(axis=0)
    below = np.where(blank & (rows >= centre), rows, height).min(axis=0)
    on = ink[centre, np.arange(width)]
    return np.where(on, above + 1, centre), np.where(on, below, centre)


def erase_words(ink: Mask, scale: float, words: Sequence[Word]) -> Mask:
    """A copy of ``ink`` without printed words; straight lines through or beside a word stay."""
    lettered = [w for w in words if any(c.isalnum() for c in w.text)]  # others are drawing
    cover = word_cover(ink.shape, scale, lettered)
    count, labels, stats = components(ink)
    inside = np.bincount(labels[cover > 0], minlength=count)
    letters = inside >= INSIDE * stats[:, cv2.CC_STAT_AREA]
    out = np.asarray(cv2.subtract(ink, picked(labels, ink, letters)), dtype=np.uint8)
    crossed = (cover > 0) & (out > 0)
    if crossed.any():
        height = np.median([w.box.height for w in words]) if words else USUAL
        heads = opened(out, SOLID * scale, SOLID * scale)
        level, upright = straight_runs(out & ~heads, max(STROKE[0] * height, STROKE[1]) * scale)
        out[crossed & (level == 0) & (upright == 0) & (heads == 0)] = 0
    return out


def word_cover(shape: tuple[int, ...], scale: float, words: Sequence[Word], rim: float = RIM) -> Mask:
    """255 where a word stands, ``rim`` points around it."""
    cover = np.zeros(shape[:2], np.uint8)
    for word in words:
        cover[window(word.box.grow(rim), scale)] = 255
    return cover
