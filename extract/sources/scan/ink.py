"""Ink apart from paper: strokes against their surroundings, and lines too faint for that by their length.

Lengths are points, multiplied by ``scale`` (pixels per point).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from schemas.page import Box

Grey = npt.NDArray[np.uint8]  # levels of grey, 255 on paper
Mask = npt.NDArray[np.uint8]  # 255 where something is, 0 elsewhere
Flags = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.int32]
Points = npt.NDArray[np.float64]  # n x 2: x and y in pixels

FAINT = 17.0  # grey levels under the paper from which a stroke counts
GRAIN = 7.0  # times the grain of the paper: the same on a grainy page
SHARE = 0.4  # of the deepest ink around: a stroke is so deep at least
DARK, LIGHT = 110, 200  # grey levels: plainly ink, and paper
CRUMB = (3.0, 0.65)  # pixels, and points of the side of a square: less ink than this is a speck
STROKE = 9.0  # points: wider than any pen stroke
HAIRLINE = 4.0  # points: higher than any thin rule with its blur
RING = 4.0  # points: the side of a block of JPEG at 150 dpi
HAIR_RUN = 24.0  # points: runs so long are no part of faint letters
LEAD = 12.0  # points: a drawn piece, and what dark ink beside it hid of it, together
HAIR_GAP = 2.4  # points: a letter that stands on a line hides so much of it
HAIR_FAINT = 8.0  # grey levels under the paper from which a long run counts
HAIR_GRAIN = 2.0  # times the grain that is left once it is evened out
FOLLOWED = 0.6  # of that: a line once seen is followed down to this
FADES = 0.15  # of the darkness of drawn ink: what goes on in its line is no fainter
DEEPEST = 3.0  # times the least that counts: what is darker counts as so dark
SMOOTH = 1.8  # points along a rule over which its grain is evened out
LETTER = 9.0  # points: straight ink so long is drawn
LEAST, MOST = (cv2.min, 255), (cv2.max, 0)  # of a window, and what stands beyond the page
CLEAR = 0.6  # share of a faint line that stands clear of letters


def components(mask: npt.NDArray[Any]) -> tuple[int, Labels, npt.NDArray[np.int32]]:
    """How many pieces hang together in a mask, the paper among them, the piece of each pixel, and of each
    its box and area as cv2 has them (``cv2.CC_STAT_LEFT`` ...).

    The paper, piece 0, is not measured: cv2 does, at as much again.
    """
    count, found = cv2.connectedComponentsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_GRANA)
    labels = np.asarray(found, np.int32)
    places = np.flatnonzero(mask > 0)
    piece = labels.ravel()[places]
    rows, columns = np.divmod(places, mask.shape[1])
    left, top = np.full((2, count), max(mask.shape))
    right, foot = np.full((2, count), -1)
    np.minimum.at(left, piece, columns)
    np.maximum.at(right, piece, columns)
    top[piece[::-1]], foot[piece] = rows[::-1], rows  # the last of each counts
    area = np.bincount(piece, minlength=count)
    stats = np.stack([left, top, right + 1 - left, foot + 1 - top, area], axis=1).astype(np.int32)
    stats[0] = 0
    return count, labels, stats


def centres_of(count: int, labels: Labels) -> npt.NDArray[np.float64]:
    """The mean (x, y) of each of ``count`` pieces; that of the paper is (0, 0)."""
    places = np.flatnonzero(labels > 0)
    piece = labels.ravel()[places]
    sums = [np.bincount(piece, of, count) for of in np.divmod(places, labels.shape[1])]
    return np.stack(sums[::-1], axis=1) / np.maximum(np.bincount(piece, minlength=count), 1)[:, None]


def odd(length: float) -> int:
    """A kernel size of about ``length`` pixels with a centre."""
    return max(3, round(length) | 1)


def kernel(width: float, height: float) -> Grey:
    return np.ones((max(1, round(height)), max(1, round(width))), dtype=np.uint8)


def square(side: float) -> Mask:
    """A brush with a centre, about ``side`` pixels wide."""
    side = max(1, round(side)) | 1
    return np.ones((side, side), dtype=np.uint8)


def disc(side: float) -> Mask:
    side = max(3, round(side)) | 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), dtype=np.uint8)


def ink_of(grey: Grey, scale: float, dark: Grey | None = None) -> Grey:
    """255 where there is ink: strokes, whatever is plainly dark, and long straight lines however faint.

    ``dark``: the first two, where they are known.
    """
    ink = dark_ink(grey, scale) if dark is None else dark
    return without_specks(ink | hairlines(grey, ink, scale), scale)


def dark_ink(grey: Grey, scale: float) -> Grey:
    """255 on strokes against their surroundings, and on whatever is plainly dark.

    A stroke is as deep as SHARE of the deepest ink within some points of it (Bernsen's local range),
    so faint drawings count beside black text; flat tints, even under text, do not.
    """
    strokes = cv2.subtract(closed(grey, STROKE * scale, STROKE * scale), grey)
    side = odd(STROKE * scale)
    deepest = dilated(np.asarray(strokes, np.uint8), side, side)
    floor = max(FAINT, GRAIN * noise(grey))
    least = np.maximum(np.arange(256, dtype=np.float32) * SHARE, floor).astype(np.uint8)
    drawn = cv2.compare(strokes, cv2.LUT(deepest, least), cv2.CMP_GT)
    plain = cv2.threshold(grey, DARK - 1, 255, cv2.THRESH_BINARY_INV)[1]
    return np.asarray(cv2.bitwise_or(drawn, plain), dtype=np.uint8)


def hairlines(grey: Grey, ink: Grey, scale: float) -> Grey:
    """255 on thin straight lines that are too faint for ink: a long run decides, not its darkness.

    Along a line the grain is evened out, so that a few grey levels tell. What letters hide of it is
    neither seen nor missed: most of a run must stand clear of them.
    """
    drawn = straight_runs(ink, LETTER * scale)
    long = opened(drawn[0], HAIR_RUN * scale, 1), opened(drawn[1], 1, HAIR_RUN * scale)
    ragged = drawn[0] | drawn[1] | dilated(long[0], 1, 3) | dilated(long[1], 3, 1)  # edges are no letters
    letters = dilated(ink & ~ragged, 3, 3)
    least = max(HAIR_FAINT, HAIR_GRAIN * noise(grey))
    found = [_faint_runs(grey, letters, lines, scale, least, across) for across, lines in enumerate(drawn)]
    posts = [runs | lines for (runs, _), lines in zip(found, drawn, strict=True)]
    # Text beside a rule runs level up to it like a line: only upright lines are led on by short runs.
    leads = np.zeros_like(found[0][1]), found[1][1]
    bare = [
        _without_rings(runs, lines, scale, n)
        for n, ((runs, _), lines) in enumerate(zip(found, long, strict=True))
    ]
    more = [_beyond(bare[i], leads[i], drawn[i], posts[1 - i], scale, i) for i in (0, 1)]
    return np.asarray(more[0] | more[1], dtype=np.uint8)


def _faint_runs(
    grey: Grey, letters: Grey, drawn: Grey, scale: float, least: float, upright: int
) -> tuple[Grey, Grey]:
    """Those of one direction, and shorter runs that may lead from them to a line across. ``letters`` hide a
    line, ``drawn`` ink shows it.
    """
    depth = _depth_of_lines(grey, scale, least, upright)
    beside = dilated(drawn & ~grey, *_size(2 * HAIR_RUN * scale, 1, upright))
    fainter = cv2.threshold(cv2.convertScaleAbs(beside, alpha=FADES), least, 0, cv2.THRESH_TOZERO)[1]
    fainter = cv2.threshold(fainter, DEEPEST * least / 2, 0, cv2.THRESH_TRUNC)[1]
    depth = np.asarray(cv2.subtract(depth, fainter), dtype=np.uint8)
    sure, runs = (_long_runs(depth, n, scale, upright) for n in (least, least * FOLLOWED))
    clear = ~dilated(letters, *_size(SMOOTH * scale, 1, upright)) | drawn
    dark = np.asarray(cv2.threshold(depth, least, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    return _borne_out(runs, sure, clear), opened(dark, *_size(LEAD * scale, 1, upright))


def _size(along: float, across: float, upright: int) -> tuple[float, float]:
    """Width and height of what is so long along a line and so wide across it."""
    return (across, along) if upright else (along, across)


def _borne_out(runs: Grey, sure: Grey, clear: Grey) -> Grey:
    """Without runs that are nowhere ``sure``, or stand for the most part not in the ``clear``."""
    count, labels = cv2.connectedComponents(runs, connectivity=8)
    places = np.flatnonzero(runs > 0)
    own = labels.ravel()[places]
    held, seen = (np.bincount(own[a.ravel()[places] > 0], minlength=count) for a in (sure, clear))
    every = np.bincount(own, minlength=count)
    runs.ravel()[places[((held == 0) | (seen < CLEAR * every))[own]]] = 0
    return runs


def _without_rings(runs: Grey, drawn: Grey, scale: float, upright: int) -> Grey:
    """Without what runs along a drawn line as near as no row of a table is high: coarse JPEG rings so."""
    return np.asarray(runs & ~dilated(drawn, *_size(1, 2 * RING * scale, upright)), dtype=np.uint8)


def _beyond(runs: Grey, leads: Grey, drawn: Grey, posts: Grey, scale: float, upright: int) -> Grey:
    """What faint runs add to drawn ink: pieces of their own, gaps in it and before the lines across
    (``posts``), but no rims and no tails.
    """
    letter = _size(LETTER * scale, 1, upright)
    thick = dilated(drawn, *_size(1, HAIRLINE * scale, upright))
    more = runs & ~thick
    between, before = closed(thick, *letter), closed(thick | posts, *letter)
    gaps = (runs & before | leads & before & ~between) & ~thick
    # The drawn line may end in a point: what goes on beside it is one line with what goes on behind it.
    pieces = np.asarray(opened(more, *letter) | gaps, dtype=np.uint8)
    return closed(pieces, *_size(1, 3, upright))


def _depth_of_lines(grey: Grey, scale: float, least: float, upright: int) -> Grey:
    """Grey levels under the paper on both sides, evened along the lines.

    What is much darker than a hairline counts as one, or it would be drawn out at its ends.
    """
    along = (1, odd(SMOOTH * scale)) if upright else (odd(SMOOTH * scale), 1)
    evened = np.asarray(cv2.blur(grey, along), dtype=np.uint8)
    paper = closed(evened, *_size(1, HAIRLINE * scale, upright))
    lowest = cv2.subtract(paper, np.full_like(paper, min(255, round(DEEPEST * least))))
    return np.asarray(cv2.subtract(paper, cv2.blur(cv2.max(grey, lowest), along)), dtype=np.uint8)


def _long_runs(depth: Grey, least: float, scale: float, upright: int) -> Grey:
    dark = np.asarray(cv2.threshold(depth, least, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    whole = closed(dark, *_size(HAIR_GAP * scale, 1, upright))
    return opened(whole, *_size(HAIR_RUN * scale, 1, upright))


def window(box: Box, scale: float) -> tuple[slice, slice]:
    """The rows and columns of the pixels that a box in points touches."""
    x0, y0, x1, y1 = (max(0, round(v * scale)) for v in (box.x0, box.y0, box.x1, box.y1))
    return slice(y0, y1 + 1), slice(x0, x1 + 1)


def opened(mask: Grey, width: float, height: float) -> Grey:
    return np.ascontiguousarray(_swept(_swept(mask, width, height, *LEAST), width, height, *MOST))


def closed(mask: Grey, width: float, height: float) -> Grey:
    return np.ascontiguousarray(_swept(_swept(mask, width, height, *MOST), width, height, *LEAST))


def dilated(mask: Grey, width: float, height: float) -> Grey:
    return np.ascontiguousarray(_swept(mask, width, height, *MOST))


def _swept(
    mask: Grey, width: float, height: float, extreme: Callable[[Grey, Grey, Grey], object], beyond: int
) -> Grey:
    """The ``extreme`` of the ``kernel`` around each pixel, as cv2 erodes and dilates.

    Of two windows beside one another is made one of twice the size, in place: cv2 looks at every pixel of
    a window anew. Source: van Droogenbroeck and Talbot 1996, "Fast computation of morphological operations".
    """
    high, wide = kernel(width, height).shape
    around = high // 2, (high - 1) // 2, wide // 2, (wide - 1) // 2
    out = np.asarray(cv2.copyMakeBorder(mask, *around, cv2.BORDER_CONSTANT, value=beyond), np.uint8)
    for size, turned in ((high, False), (wide, True)):
        seen = 1
        while seen < size:
            step = min(seen, size - seen)
            out, behind = (out[:, :-step], out[:, step:]) if turned else (out[:-step], out[step:])
            extreme(out, behind, out)
            seen += step
    return out


def straight_runs(ink: Grey, length: float) -> tuple[Grey, Grey]:
    """Straight pieces of ink of at least ``length`` pixels: along the rows, and down the columns."""
    return opened(ink, length, 1), opened(ink, 1, length)


def noise(grey: Grey) -> float:
    """Standard deviation of the grain, from the median step between neighbours on paper."""
    step = np.abs(np.diff(grey[::7].astype(np.int16), axis=1))
    light = grey[::7, 1:] > LIGHT
    return float(np.mean(np.minimum(step[light], 20))) if light.any() else 0.0


def without_specks(ink: Grey, scale: float) -> Grey:
    """Remove what is smaller than the dot of an i."""
    _, labels, stats = components(ink)
    return picked(labels, ink, stats[:, cv2.CC_STAT_AREA] >= max(CRUMB[0], (CRUMB[1] * scale) ** 2))


def picked(labels: npt.NDArray[np.int32], ink: Grey, wanted: npt.NDArray[np.bool_]) -> Grey:
    """255 on the components of some ink, ``labels``, that are ``wanted``."""
    places = np.flatnonzero(ink > 0)
    out = np.zeros(ink.shape, np.uint8)
    out.ravel()[places[wanted[labels.ravel()[places]]]] = 255
    return out
