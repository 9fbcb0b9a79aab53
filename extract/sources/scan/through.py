"""The print of the back that shows through thin paper: made paper, before anything is read of it.

It is much paler than the print of the page, and stands mirrored: its lines make sense only when they are
turned over, or, blurred by the paper, hardly any. In what is no print nothing is read. Two kinds of lines,
parted by their darkness, and a few of the pale ones read both ways tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from extract.sources.scan.ink import Grey, dilated
from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Engine, Reading
from extract.sources.scan.text.lines import TextLine, TextMap
from extract.sources.scan.text.words import line_crops

PALE = 0.5  # of the darkness of a page's print: that of the back is less
LONG = 2.5  # times its height: a line that can tell
CLOSE = 1.5  # times as many letters in its length as the page's lines have: the grain of a shaded cell
LEAST, SHARE = 6, 0.2  # such lines, and beside each of the page's own: fewer are a note, a stamp, or specks
WHITE = 255.0  # grey level of paper
READ = 6  # of them that are read both ways
CLEARER = 0.15  # by which they make more sense turned over
NONSENSE, SOFT = 0.75, 0.6  # sense of what nobody could read; of the sharpness of the page's print: blurred
STEEP = 95  # percentile of the steps between pixels
USUAL, CORE, MOST = 75, 25, 90  # percentiles: of the lines' darkness; in a line, its core; of the pale lines
RIM = 3  # pixels around the ink of the page, which is paler there


def without_back(
    page: Prepared, found: TextMap, engine: Engine, sense: Callable[[list[Reading]], float]
) -> Prepared | None:
    """The page without what shows through, None where nothing does. ``sense``: how much of some readings is
    surely text, 0..1.
    """
    lines = [k for k in found.lines if k.x1 - k.x0 >= LONG * k.height]
    dark = np.array([_darkness(page, k) for k in lines])
    if not len(lines):
        return None
    most = PALE * float(np.percentile(dark, USUAL))
    dense = np.array([len(k.letters) * k.height / (k.x1 - k.x0) for k in lines])
    front = [lines[i] for i in np.flatnonzero(dark > most).tolist()]
    pale = (dark <= most) & (dense <= CLOSE * float(np.median(dense[dark > most])))
    back = [lines[i] for i in np.flatnonzero(pale).tolist()]
    if len(back) < max(LEAST, SHARE * len(front)):
        return None
    straight, over = _read(back, page, engine, sense)
    blurred = 0.0 < straight < NONSENSE and _sharpness(page, back) < SOFT * _sharpness(page, front)
    if over <= straight + CLEARER and not blurred:
        return None
    least = (float(np.percentile(dark[pale], MOST)) + most) / 2  # blots of the back are darker than its lines
    kept = dilated(np.where(page.grey < WHITE - least, np.uint8(255), np.uint8(0)), RIM, RIM) > 0
    grey = np.where(kept, page.grey, np.uint8(255))
    bright = None if page.bright is None else np.where(kept, page.bright, np.uint8(255))
    return replace(page, grey=grey, given=None, bright=bright)


def _darkness(page: Prepared, line: TextLine) -> float:
    """Grey levels under the paper of the core of a line's ink."""
    grey, ink = (a[line.y0 : line.y1, line.x0 : line.x1] for a in (page.grey, page.ink))
    inked: Grey = grey[ink > 0]
    return WHITE - float(np.percentile(inked, CORE)) if len(inked) else WHITE


def _sharpness(page: Prepared, lines: list[TextLine]) -> float:
    """The steepest steps from pixel to pixel of some lines, as a share of their darkness: the median."""
    steps = (np.diff(page.grey[k.y0 : k.y1, k.x0 : k.x1].astype(np.int16), axis=1) for k in lines)
    share = [
        float(np.percentile(np.abs(s), STEEP)) / max(1.0, _darkness(page, k))
        for s, k in zip(steps, lines, strict=True)
    ]
    return float(np.median(share)) if share else 0.0


def _read(
    lines: list[TextLine], page: Prepared, engine: Engine, sense: Callable[[list[Reading]], float]
) -> tuple[float, float]:
    """How much sense the longest of some lines make as they stand, and turned over."""
    order = sorted(lines, key=lambda k: (k.x0 - k.x1, k.y0, k.x0))[:READ]
    crops = line_crops(TextMap(order, np.zeros_like(page.ink)), page.grey)
    over = [np.ascontiguousarray(crop[:, ::-1]) for crop in crops]
    return sense(engine.read(crops)), sense(engine.read(over))
