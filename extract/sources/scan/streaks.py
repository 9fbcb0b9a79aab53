"""Lines that a dirty scanner draws over the whole picture: taken off before anything is read.

A grain of dust on the glass of a feeder draws a line from edge to edge, through both margins, where no
table has a rule. It runs along the rows or columns of pixels, however the sheet lay.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.ink import Grey

WIDE = 1.6  # points: a wider one is an edge, or a shadow
NEAR = 2.0  # points beside a line: the paper that it is measured against
SEEN = 20.0  # grey levels under that, on average over the picture
DARK = 12.0  # grey levels under it, in one row
WHOLE = 0.9  # share of the rows with paper on both sides in which it is dark
LIGHT = 0.75  # of the usual brightness of the picture: paper
RIM = 0.02  # of the picture at either end: a margin, which a table's rules do not reach
CLEAN = 0.8  # share of each row of the margins that is paper
MOST = 4  # in one picture; more are the columns of a table cut out of its page

Pixels = npt.NDArray[np.uint8]
Span = tuple[int, int]


def without_streaks(image: Pixels, grey: Grey, scale: float) -> tuple[Pixels, Grey]:
    """``image`` and its ``grey`` without such lines, both as they are where there are none."""
    for turned in (False, True):
        thin = _thin(grey, scale, turned)
        found = _streaks(np.ascontiguousarray(grey.T) if turned else grey, thin, scale) if thin else []
        if found:
            same = grey is image
            image, grey = (_mended(a, found, turned) for a in (image, grey))
            image = grey if same else image
    return image, grey


def _thin(grey: Grey, scale: float, turned: bool) -> list[Span]:
    """First and last column (row, if ``turned``) exclusive of what is on average darker than both sides."""
    mean = cv2.reduce(grey, int(turned), cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    near = max(2, round(NEAR * scale))
    sides = [(np.roll(mean, n * near), np.roll(mean, -n * near)) for n in (1, 2)]
    # against the brighter of two places on each side, too: another line may stand in one of them
    sides.append((np.maximum(sides[0][0], sides[1][0]), np.maximum(sides[0][1], sides[1][1])))
    found: set[Span] = set()
    for left, right in (sides[0], sides[-1]):
        dark = np.flatnonzero(np.minimum(left, right) - mean > SEEN)
        groups = np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1) if len(dark) else []
        spans = [(int(g[0]), int(g[-1]) + 1) for g in groups if len(g) <= max(2, round(WIDE * scale))]
        found |= {s for s in spans if 2 * near <= s[0] and s[1] + 2 * near <= len(mean)}
    return sorted(found)


def _streaks(grey: Grey, thin: list[Span], scale: float) -> list[Span]:
    """Those columns that are lines from edge to edge of the picture."""
    near = max(2, round(NEAR * scale))
    found = [s for s in thin if _is_whole(grey, s, near)]
    if not 1 <= len(found) <= MOST or not _has_margins(grey):
        return []
    out = found[:1]
    for span in found[1:]:  # two side by side are one
        first, last = out[-1]
        out[-1:] = [(first, max(last, span[1]))] if span[0] - last <= near else [out[-1], span]
    return out


def _is_whole(grey: Grey, span: Span, near: int) -> bool:
    """Whether a line is dark against the paper on both its sides, all the way and in both margins."""
    line = grey[:, span[0] : span[1]].min(axis=1).astype(np.int16)
    sides = ((span[0] - s * near, span[1] + s * near - 1) for s in (1, 2))
    left, right = (
        np.max([grey[:, x] for x in side], axis=0).astype(np.int16) for side in zip(*sides, strict=True)
    )
    beside = np.minimum(left, right)
    paper = beside > LIGHT * float(np.median(beside))
    dark = (beside - line > DARK)[paper]
    rim = max(1, round(RIM * len(line)))
    ends = [(beside - line > DARK)[part] for part in (slice(None, rim), slice(-rim, None))]
    return len(dark) > 0.5 * len(line) and bool(dark.mean() >= WHOLE) and all(e.mean() >= WHOLE for e in ends)


def _has_margins(grey: Grey) -> bool:
    """Whether both ends of a picture are paper: those of a table cut out of its page are not."""
    rim = max(1, round(RIM * len(grey)))
    light = LIGHT * float(np.median(grey[:: max(1, len(grey) // 100)]))
    return all(float((part > light).mean(axis=1).min()) >= CLEAN for part in (grey[:rim], grey[-rim:]))


def _mended(image: Pixels, spans: list[Span], turned: bool) -> Pixels:
    """The columns (or rows) of the lines filled evenly from one side to the other."""
    out = image.swapaxes(0, 1).copy() if turned else image.copy()
    for start, stop in spans:
        x0, x1 = start - 2, stop + 1  # a blurred line is a pixel wider on each side
        share = (np.arange(x0 + 1, x1) - x0) / (x1 - x0)
        share = share[None, :, None] if out.ndim == 3 else share[None, :]
        left, right = out[:, x0 : x0 + 1].astype(np.float32), out[:, x1 : x1 + 1].astype(np.float32)
        out[:, x0 + 1 : x1] = np.rint(left + (right - left) * share).astype(np.uint8)
    return np.ascontiguousarray(out.swapaxes(0, 1)) if turned else out
