"""Printed lines that the edge of their cell cuts off: a row of a sheet may be too low for its last line.

What remains is a band of a pixel or two, too low and too pale for letters: grey that stands in a row of the
paper under a line (or over it), in pieces. It cannot be read, but that something was there can be told.
Lines that follow each other as closely as the page's others leave no room for one between them: what looks
like a band there is their own heads and feet.

    | Surat undangan     |
    | .'- ._'. '-  '._   |     tops of letters that the edge of the cell has cut: a band that no line is
    |--------------------|
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.ink import Flags, Grey, kernel
from extract.sources.scan.text.lines import TextLine, TextMap

Piece = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels

RIM = 7  # pixels: a rule and its blur
BLUR = 3  # pixels around the letters of a line
LETTERS = 30  # of a line long enough for grain and rims to average out
BAND = 0.45  # of the line's height: a higher band would have been read
NEAR = 0.8  # of the line's height: how far from it the next line's heads, or the last one's feet, stand
OPEN = 0.6  # share of a row of pixels that is paper, neither drawing nor another line
DARK = 3.0  # grey levels, on average along the line: what letters' heads give, and grain and shading do not
INK = 12.0  # grey levels under the paper: a pixel of a letter's head
GRAIN = 98  # per cent of the paper's pixels beside the band are no darker: such ones are grain, no ink
PIECES = (0.1, 0.7)  # share of the line's columns that show a piece: neither a speck nor a rule
MANY = 8  # pieces
PARAGRAPH = 2.0  # heights of a line from one line to the next of one text
USUAL = 25  # per cent of the ways to the next line are no longer: within a text, not from text to text
FEW = 4  # ways: fewer have no usual one
CLOSE = 1.15  # times the usual way to the next line: nearer ones have nothing between them
SHARED = 0.3  # of the shorter line that stands under or over another


def cut_lines(found: TextMap, grey: Grey) -> list[Piece]:
    """Boxes of bands beside the lines of a page that are what is left of a line cut off."""
    taken = cv2.dilate(found.drawing, kernel(RIM, RIM)) > 0
    for line in found.lines:
        y0, y1 = line.core
        taken[max(0, y0 - BLUR) : y1 + BLUR, max(0, line.x0 - BLUR) : line.x1 + BLUR] = True
    out = []
    ways = ways_of(found.lines)
    known = ways[True][ways[True] > 0]
    usual = float(np.percentile(known, USUAL)) if len(known) >= FEW else 0.0
    for n, line in enumerate(found.lines):
        y0, y1 = line.core
        reach = max(3, round(NEAR * (y1 - y0)))
        if len(line.letters) < LETTERS:
            continue
        for under, top, foot in ((True, y1, y1 + reach), (False, y0 - reach, y0)):
            crowded = 0 < ways[under][n] <= CLOSE * usual
            band = _band(grey, taken, line, max(0, top), min(grey.shape[0], foot))
            if band and not crowded:
                out.append((line.x0, band[0], line.x1, band[1]))
    return out


def ways_of(lines: Sequence[TextLine]) -> dict[bool, npt.NDArray[np.float64]]:
    """Pixels from each line to the next of its text under it (True) or over it; 0 for the last (or first)."""
    x0, x1, top, foot = np.array([(k.x0, k.x1, *k.core) for k in lines], dtype=float).reshape(-1, 4).T
    shared = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    near = shared > SHARED * np.minimum.outer(x1 - x0, x1 - x0)
    steps = np.subtract.outer(top, top)  # from the line of the column to that of the row
    out = {}
    for under, step in ((True, steps.T), (False, steps)):
        fits = near & (step > 0) & (step <= (PARAGRAPH * (foot - top))[:, None])
        least = np.where(fits, step, np.inf).min(axis=1, initial=np.inf)
        out[under] = np.where(np.isinf(least), 0.0, least)
    return out


def _band(grey: Grey, taken: Flags, line: TextLine, y0: int, y1: int) -> tuple[int, int] | None:
    """The rows of a dark band in the paper y0..y1 beside a line; None where there is none."""
    free = ~taken[y0:y1, line.x0 : line.x1]
    rows = np.flatnonzero(free.mean(axis=1) >= OPEN) if free.size else np.zeros(0, dtype=np.int64)
    if len(rows) < 3:
        return None
    values = np.where(free, grey[y0:y1, line.x0 : line.x1].astype(np.float64), np.nan)[rows]
    lack = float(np.nanmedian(values)) - values
    dark = np.flatnonzero(np.nan_to_num(np.nanmean(lack, axis=1)) >= DARK)
    height = line.core[1] - line.core[0]
    if not len(dark) or len(dark) > max(2, BAND * height) or dark[-1] - dark[0] >= len(dark) + 1:
        return None
    paper = np.delete(lack, dark, axis=0)
    grain = float(np.nanpercentile(paper, GRAIN)) if paper.size else 0.0
    shown = np.nan_to_num(lack[dark]).max(axis=0) > max(INK, grain)
    pieces = int((np.diff(shown.astype(np.int8)) == 1).sum())
    if not (PIECES[0] <= shown.mean() <= PIECES[1]) or pieces < MANY:
        return None
    return int(rows[dark[0]] + y0), int(rows[dark[-1]] + y0) + 1
