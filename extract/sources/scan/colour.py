"""Print apart from what is written and stamped over it in colour.

Ink takes away light by its density (the negative logarithm of what comes back), and densities of inks
over one another add up. Black print is equally dense in every channel; a pen or a stamp is not, and its
densities in two channels keep one proportion, whether it is pressed hard or lightly. What a pixel's
colour says that the pen has taken away is put back, and the print under it stands without holes.
(Colour deconvolution: Ruifrok and Johnston 2001, here for one ink over black.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.ink import Flags, Grey, dark_ink, dilated, kernel, straight_runs, without_specks
from extract.sources.scan.prepare import Prepared, over
from schemas.page import Rule

Floats = npt.NDArray[np.float32]

PEN_SHARE = 0.25  # of the ink: more colour than this is print
PALE = 0.6  # of its darkness: the least colour of ink that is not black
WHITE = 255.0  # grey level
COLOURED = 0.1  # of density between channels: what shows some colour
STAIN = 25  # of a pixel's tint: what pale ink, or the rim of a stroke, still shows near plain colour
BESIDE = 2  # pixels beside a rule that show its colour
DRAWN = (0.8, 0.5)  # of its length: a line so much in colour, and no more of it in print, is of a pen
RULED = 60.0  # points: no pen draws so straight, and a rule in colour is print
OWN = 0.3  # of the longest line of its direction: a longer one is of the table, whatever its colour
REACH = 6.0  # points around plain colour in which paler colour is of the same ink
VIVID = 0.35  # of density between channels: colour that tells what ink it is
LIGHT = 100  # grey level of the brightest channel: what is darker has print under it
USUAL, DARKER = 50, 75  # percentiles of the vivid pixels: most of the pen, and the darker of two pens too
LARGEST = 1.2  # of the proportion: a pen so dark cannot be told from print
REST = 0.25  # of density: JPEG gives colour less sharply than light, so that rims of strokes stay


def by_colour(page: Prepared) -> tuple[Prepared, Prepared | None]:
    """The page's black print alone, and what is written or stamped over it in colour.

    A page with much colour was printed in it: it stays whole, and there is no second part. The ``tint`` of
    the second is 0 wherever no plain colour is near.
    """
    if page.tint is None or page.bright is None:
        return page, None
    # JPEG lets colour bleed into the black beside it: the darker a pixel, the more colour it must show.
    least = np.floor(PALE * (WHITE - np.arange(256))).astype(np.uint8)
    paler = cv2.compare(page.tint, cv2.LUT(page.grey, least), cv2.CMP_GT)
    coloured = np.asarray(cv2.bitwise_and(cv2.bitwise_and(over(page.tint), page.ink), paler), np.uint8)
    if cv2.countNonZero(coloured) > PEN_SHARE * cv2.countNonZero(page.ink):
        return page, None
    ruled = np.bitwise_or(*straight_runs(page.ink, RULED * page.scale))
    coloured[dilated(ruled, 2 * BESIDE + 1, 2 * BESIDE + 1) > 0] = 0
    if not coloured.any():
        return page, None
    reach = 2 * REACH * page.scale
    near = dilated(coloured, reach, reach) > 0
    wide = cv2.dilate(coloured, kernel(3, 3)) > 0
    pen = replace(
        page,
        grey=np.where(wide, page.grey, np.uint8(255)),
        given=np.where(wide, page.ink, np.uint8(0)),
        tint=np.where(near, page.tint, np.uint8(0)),
    )
    return _print_of(page, page.bright, page.tint, near), pen


def _print_of(page: Prepared, bright: Grey, tint: Grey, near: Flags) -> Prepared:
    """The page with the coloured ink taken off where it is ``near``."""
    rows, columns = (np.flatnonzero(near.any(axis=axis)) for axis in (1, 0))
    part = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    usual, darker = (
        np.where(near[part], k, page.grey[part]) for k in _without(bright[part], tint[part], page.ink[part])
    )
    grey, ink = page.grey.copy(), page.ink.copy()
    grey[part] = usual
    own = without_specks(dark_ink(darker, page.scale), page.scale)
    ink[part] = np.where(near[part], own, ink[part])
    return replace(page, grey=grey, given=ink)


def _without(bright: Grey, tint: Grey, ink: Grey) -> tuple[Grey, Grey]:
    """Grey levels of the print, the usual share of the colour taken off, and that of a darker pen: letters
    are whole in the first, and nothing of the pen is left in the second."""
    least = _density(bright)
    colour = _density(cv2.subtract(bright, tint)) - least
    vivid = (colour > VIVID) & (bright > LIGHT) & (ink > 0)
    found = least[vivid] / colour[vivid]
    shares = np.percentile(found, (USUAL, DARKER)) if found.size else (0.0, 0.0)
    taken = np.where(colour > COLOURED, np.float32(REST), np.float32(0.0))
    usual, darker = (
        np.asarray(WHITE * np.exp(-np.maximum(0.0, least - min(k, LARGEST) * colour - taken)), dtype=np.uint8)
        for k in shares
    )
    return usual, darker


def _density(channel: npt.NDArray[np.generic]) -> Floats:
    return np.asarray(-np.log(np.maximum(channel, 1) / np.float32(WHITE)), dtype=np.float32)


def stained(pen: Prepared) -> Grey:
    """255 where coloured ink stands, pale ink too."""
    tint = pen.ink if pen.tint is None else pen.tint
    return np.where(tint > STAIN, np.uint8(255), np.uint8(0))


def without_strokes(rules: Sequence[Rule], page: Prepared, pen: Prepared) -> list[Rule]:
    """The rules without short ones that a pen has drawn: a signature's upright is as straight as a rule.

    ``page`` and ``pen``: the print, and the ink over it.
    """
    stain = stained(pen)
    longest = {h: max((r.hi - r.lo for r in rules if r.horizontal == h), default=0.0) for h in (True, False)}

    def of_pen(rule: Rule) -> bool:
        coloured, printed = (_along(rule, ink, page.scale) for ink in (stain, page.ink))
        short = rule.hi - rule.lo < OWN * longest[rule.horizontal]
        return short and coloured > DRAWN[0] and printed < DRAWN[1]

    return [rule for rule in rules if not of_pen(rule)]


def _along(rule: Rule, ink: Grey, scale: float) -> float:
    """The share of a rule's length along which there is ink."""
    at, lo, hi = (round(v * scale) for v in (rule.at, rule.lo, rule.hi))
    beside, along = slice(max(0, at - BESIDE), at + BESIDE + 1), slice(max(0, lo), hi)
    part = ink[beside, along] if rule.horizontal else ink[along, beside]
    return float(np.mean(part.any(axis=0 if rule.horizontal else 1))) if part.size else 0.0
