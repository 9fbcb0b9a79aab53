r"""Gradients: wide shading whose tone runs on from light to dark, as headers of tables have it.

No level of grey parts such a shading from the paper, and each cuts it elsewhere. It is told by its slope,
which an even tone has nowhere, and its tone at each place is that of the ground around the strokes of what
is printed on it.

    255 ____               ____
            \  |  \  |       |        depth of the grey down a header of two rows: each row has its own slope,
             \ |   \ |       |        and rules between them; no level is that of all of it
              \|____\|_______|
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extract.sources.scan.grounds import FINE, LARGEST, TONE, Ground
from extract.sources.scan.ink import Grey, closed, components, dilated, kernel, opened

DEEP = 16  # grey levels under the paper: paler shading is told by no slope, and hides nothing
STROKE = 6.0  # points: wider than the strokes of bold letters, and narrower than a cell
WORDS = 30.0  # points: light words on the dark leave no higher hole in their ground
LOWEST = 8.0  # points: a lower strip is the blur of something
RUN, RISE = 4.0, 3  # points, and grey levels by which a slope rises over them
SLOPES = 0.55  # of a gradient that rises so; of an even tone a third does, beside print and rules
FADES = 16.0  # points around a gradient within which it runs out into the paper
RIM = 2.0  # points at the edge of a shading that have its blur
PAPER = 255


def find_gradients(grey: Grey, scale: float) -> list[Ground]:
    """The gradients as wide as a header on a page of even light, ``scale`` pixels a point."""
    by = min(1.0, FINE / scale)
    small = cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    smooth = np.asarray(cv2.GaussianBlur(small, (3, 3), 0), dtype=np.uint8)
    stroke = STROKE * scale * by
    tone = closed(smooth, stroke, stroke)
    deep = np.asarray(cv2.threshold(tone, PAPER - DEEP, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    whole = opened(_with_words(deep, scale * by), LOWEST * scale * by, LOWEST * scale * by)
    return [_at_full_size(*found, grey.shape, by) for found in _sloping(smooth, tone, whole, scale * by)]


def _with_words(deep: Grey, scale: float) -> Grey:
    """With the holes that light words leave in dark ground."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(deep), connectivity=4)
    word = stats[:, cv2.CC_STAT_HEIGHT] <= WORDS * scale
    word[0] = False
    return np.where(word[labels], np.uint8(255), deep)


def _sloping(
    smooth: Grey, tone: Grey, whole: Grey, scale: float
) -> Iterator[tuple[slice, slice, Grey, Grey]]:
    """Place, mask and tone of the wide regions of ``whole`` that slope nearly everywhere, with the paler
    ground into which they run out.
    """
    count, labels, stats = components(whole)
    margin = round(FADES * scale)
    for n, (x, y, width, height) in enumerate(stats[1:count, :4].tolist(), start=1):
        if width < LARGEST * scale:
            continue
        box = (
            slice(max(y - margin, 0), y + height + margin),
            slice(max(x - margin, 0), x + width + margin),
        )
        mask = np.where(labels[box] == n, np.uint8(255), np.uint8(0))
        ground = _ground_tone(smooth[box], tone[box], mask, scale)
        if _slopes(ground, mask, scale) >= SLOPES:
            around = dilated(mask, 2 * margin, 2 * margin)
            yield *box, np.where(ground >= PAPER - DEEP, around, mask), ground


def _ground_tone(smooth: Grey, dark_print: Grey, mask: Grey, scale: float) -> Grey:
    """The tone without what is printed: darker than it, or lighter."""
    light_print = opened(smooth, STROKE * scale, STROKE * scale)
    most = cv2.medianBlur(smooth, round(TONE[0] * scale) | 1)
    return min((dark_print, light_print), key=lambda tone: float(np.mean(cv2.absdiff(tone, most)[mask > 0])))


def _slopes(tone: Grey, mask: Grey, scale: float) -> float:
    """The share of a region over which its tone rises, down or across."""
    run, rim = max(1, round(RUN * scale)), kernel(RIM * scale, RIM * scale)
    even = cv2.GaussianBlur(tone, (5, 5), 0).astype(np.int16)
    inside = cv2.erode(mask, rim, borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    shares = [0.0]
    for values, where in ((even, inside), (even.T, inside.T)):
        both = where[run:] & where[:-run]
        if both.any():
            shares.append(float(np.mean(np.abs(values[run:] - values[:-run])[both] >= RISE)))
    return max(shares)


def _at_full_size(
    rows: slice, columns: slice, mask: Grey, tone: Grey, shape: tuple[int, ...], by: float
) -> Ground:
    left, top = round(columns.start / by), round(rows.start / by)
    size = min(round(mask.shape[1] / by), shape[1] - left), min(round(mask.shape[0] / by), shape[0] - top)
    wide = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    fine = np.asarray(cv2.resize(tone, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    return Ground(left, top, wide, fine, 0.0)
