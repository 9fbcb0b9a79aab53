"""Paper that did not lie flat: bent rules are pulled straight, and the print between them with them.

Every rule tells along its knots how far the paper is off there. Between two rules that is
interpolated, beyond the outermost it stays the same, and the page is resampled once.

    --.__         __.--      a bent rule is off by so much at each of its knots; between two rules the print
         ''--.--''           is off by what lies between, beyond the outermost as much as that one
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.prepare import Prepared
from extract.sources.scan.rules import RuledLine

STEP = 24.0  # points between the nodes of the displacement field
BENT = 0.8  # points off straight from which flattening is worth a resampling
REACH = 40.0  # points: how far beyond its end a rule still speaks for the paper

Floats = npt.NDArray[np.float64]
Maps = npt.NDArray[np.float32]


def flatten(page: Prepared) -> Prepared:
    """The page with its table rules straight and level; the page itself where they are already."""
    lines = page.ruled
    if max(map(_bend, lines), default=0.0) < BENT:
        return page
    xs = np.arange(0.0, page.width + STEP, STEP)
    ys = np.arange(0.0, page.height + STEP, STEP)
    down = _field([k for k in lines if k.horizontal], xs, ys)
    along = _field([k for k in lines if not k.horizontal], ys, xs).T
    x, y = _maps(page, along, down)
    grey = cv2.remap(page.grey, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    tint, bright = (
        None if a is None else np.asarray(cv2.remap(a, x, y, how, borderMode=cv2.BORDER_REPLICATE), np.uint8)
        for a, how in zip(page.colour, (cv2.INTER_LINEAR, cv2.INTER_CUBIC), strict=True)
    )
    return replace(page, grey=np.asarray(grey, dtype=np.uint8), given=None, tint=tint, bright=bright)


def _bend(line: RuledLine) -> float:
    return max(abs(across - line.at) for _, across in line.knots)


def _field(lines: Sequence[RuledLine], along: Floats, across: Floats) -> Floats:
    """How far print stands from where it belongs, in points: one row a place ``across``."""
    out = np.zeros((len(across), len(along)))
    for column, place in enumerate(along.tolist()):
        told = sorted((k.at, k.near(place) - k.at) for k in lines if k.lo - REACH <= place <= k.hi + REACH)
        if not told:
            told = sorted((k.at, k.near(place) - k.at) for k in lines)
        if told:
            out[:, column] = np.interp(across, [t[0] for t in told], [t[1] for t in told])
    return out


def _maps(page: Prepared, along: Floats, down: Floats) -> tuple[Maps, Maps]:
    """For every pixel of the flat page, where it stands on the bent one (x and y, in pixels)."""
    height, width = page.grey.shape
    # The nodes lie STEP apart from 0: draw them up to full size, then cut to the page.
    grown = (round(along.shape[1] * STEP * page.scale), round(along.shape[0] * STEP * page.scale))
    shift = -0.5 * STEP * page.scale  # resize puts a node at the middle of its cell
    warp = np.array([[1.0, 0.0, shift], [0.0, 1.0, shift]])
    dx, dy = (
        cv2.warpAffine(
            cv2.resize((f * page.scale).astype(np.float32), grown, interpolation=cv2.INTER_LINEAR),
            warp,
            (width, height),
            borderMode=cv2.BORDER_REPLICATE,
        )
        for f in (along, down)
    )
    x = np.arange(width, dtype=np.float32)[None, :] + np.asarray(dx, dtype=np.float32)
    y = np.arange(height, dtype=np.float32)[:, None] + np.asarray(dy, dtype=np.float32)
    return x, y
