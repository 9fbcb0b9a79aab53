"""Broken lines: their dashes that were read as letters ("i", "l", "1", "-"), and their gaps made ink.

|  |
   |      what stands end to end in even steps is a broken line; letters stand side by side
|  |
|
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.ink import Mask, components, picked, window
from schemas.page import Box, Word

WIDE, LONG = 2.0, 10.0  # points: a dash is no wider and no longer
FILLED = 0.6  # of its box that a dash fills
ASIDE = 0.9  # points that the next dash may lie beside the axis of one
STEP = 7.0  # points of white between two dashes, at most
EVEN = (2.2, 1.0)  # times the narrowest gap of so few, and points more, that the widest has
FEW = 3  # dashes: fewer are no broken line
MOSTLY = 0.6  # of a word's ink that is dashes
GRAIN = 0.9  # points: what is shorter is no dash, nor a dot of a dotted line, but left of an erased rule
LIKE = 1.5  # times as thick as the dashes of a page is another at most
THICK, LINKED = 4.0, 0.45  # points, and share of its box: the same where no letters are, run together too


def without_dashes(words: Sequence[Word], ink: Mask, scale: float, region: Box | None = None) -> list[Word]:
    """The words without those that are dashes of lines in ``region`` (points; None: anywhere). ``ink``: 255
    where there is any but that of rules, ``scale`` pixels per point.
    """
    short = [w for w in words if region is None or region.holds(w.box.cx, w.box.cy)]
    if not short:
        return list(words)
    broken = dashes(ink, scale)
    gone = {id(w) for w in short if is_dashed(w, ink, broken, scale)}
    return [w for w in words if id(w) not in gone]


def is_dashed(word: Word, ink: Mask, broken: Mask, scale: float) -> bool:
    here = window(word.box, scale)
    dashed, every = (int(np.count_nonzero(part[here])) for part in (broken, ink))
    return every > 0 and dashed >= MOSTLY * every


def dashes(ink: Mask, scale: float, few: int = FEW) -> Mask:
    """255 at the dashes of broken lines, level or upright, of at least ``few`` dashes."""
    _, labels, stats = components(ink)
    found = np.zeros(len(stats), bool)
    low, long = np.sort(stats[:, 2:4], axis=1).T
    bars = (low <= WIDE * scale) & (long <= LONG * scale) & (stats[:, 4] >= FILLED * low * long)
    for _, row in broken_lines(stats, bars, scale):
        found[row] |= len(row) >= few
    return picked(labels, ink, found)


def with_gaps_inked(ink: Mask, scale: float) -> Mask:
    """The ink with the gaps of its broken lines drawn, up to what stands in line with them: thinned, thick
    dashes would be dots far apart. Where there are such lines, single dashes as thick are parts of others.
    """
    _, _, stats = components(ink)
    low, long = np.sort(stats[:, 2:4], axis=1).T
    bars = (low <= THICK * scale) & (stats[:, 4] >= LINKED * low * long)
    bars &= long >= GRAIN * scale
    rows = [(along, row) for along, row in broken_lines(stats, bars, scale) if len(row) > FEW]
    if not rows:
        return ink
    many = [i for _, row in rows for i in row]
    usual = float(np.median(low[many]))
    bars &= (low >= usual / LIKE) & (low <= usual * LIKE)
    bars[many] = False
    rows += [(int(stats[i, 3] > stats[i, 2]), [i]) for i in (np.flatnonzero(bars[1:]) + 1).tolist()]
    out = ink.copy()
    for along, row in rows:
        views = (ink, out) if along == 0 else (ink.T, out.T)
        ink_row(*views, stats[row][:, [along, 1 - along, 2 + along, 3 - along]], scale)
    return out


def ink_row(ink: Mask, out: Mask, boxes: NDArray[np.int32], scale: float) -> None:
    """Draw a level broken line in ``out``. ``boxes``: of its dashes in ``ink``, from left to right."""
    usual = np.median(boxes, axis=0)
    corners = boxes[:, 3] > LIKE * usual[3]
    whole = corners | (boxes[:, 2] >= usual[2] / 2)  # what is shorter at an end may be a speck
    first, last = int(np.argmax(whole)), len(whole) - int(np.argmax(whole[::-1]))
    x, y, width, height = boxes[first:last].T
    middle, half = int(np.median(y + height / 2)), max(1, int(np.median(height)) // 2)
    band = slice(max(0, middle - half), middle + half + 1)
    lo, hi, reach = int(x[0]), int(x[-1] + width[-1]), round(STEP * scale)
    before = np.flatnonzero(ink[band, max(0, lo - reach) : lo][:, ::-1].max(axis=0, initial=0))
    after = np.flatnonzero(ink[band, hi : hi + reach].max(axis=0, initial=0))
    lo -= int(before[0]) if len(before) and not corners[first] else 0
    hi += int(after[0]) if len(after) and not corners[last - 1] else 0
    out[band, lo:hi] = 255


def broken_lines(
    stats: NDArray[np.int32], bars: NDArray[np.bool_], scale: float
) -> Iterator[tuple[int, list[int]]]:
    """The axis (0: x, 1: y) of each broken line of ``bars``, its dashes in order as rows of ``stats``."""
    at = 1 + np.flatnonzero(bars[1:])
    for along in (0, 1):
        lying = at[stats[at, 2 + along] >= stats[at, 3 - along]]  # a dot lies both ways
        for row in rows_of(stats[lying], along, scale):
            yield along, lying[row].tolist()


def rows_of(boxes: NDArray[np.int32], along: int, scale: float) -> list[list[int]]:
    """Which boxes (x, y, width, height) stand end to end in even steps along an axis (0: x, 1: y)."""
    start = boxes[:, along]
    stop, middle = start + boxes[:, 2 + along], boxes[:, 1 - along] + boxes[:, 3 - along] / 2
    after: dict[int, int] = {}
    for k in np.argsort(-start, kind="stable").tolist():
        gap = start - stop[k]
        level = (gap > 0) & (gap <= STEP * scale) & (np.abs(middle - middle[k]) <= ASIDE * scale)
        ahead = np.flatnonzero(level)
        if len(ahead):
            after[k] = int(ahead[np.argmin(gap[ahead])])
    rows, seen = [], set(after.values())
    for first in (k for k in after if k not in seen):
        row = [first]
        while row[-1] in after:
            row.append(after[row[-1]])
        gaps = [int(start[b] - stop[a]) for a, b in pairwise(row)]
        if len(row) > FEW or (len(row) == FEW and max(gaps) <= EVEN[0] * min(gaps) + EVEN[1] * scale):
            rows.append(row)
    return rows
