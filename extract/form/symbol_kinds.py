r"""What kind of flow-chart symbol an outline is, by its shape alone.

The outline is cut by scan lines; how far each of its four sides stays on the bounding box,
and how the width falls off towards the ends, tells the symbols of the form apart (Permenpan-RB
35/2012: capsule, box, diamond, pentagon). Robust to a pixel of noise and a degree of skew, so
that outlines from pixels and from vector paths are judged alike.

     __________      .--------.         .          ________         ______
    |          |    (          )      .   .       |        |       /      \
    |          |    (          )      .   .       |        |      <        >
    |__________|     '--------'         .          \      /        \______/
                                                     \  /
     box: four       capsule: top    diamond: half    pentagon: full    hexagon: other
     straight sides  and foot alone  as wide at a     width down to a   symbols of flow
                     on their sides  quarter          shoulder, a tip   charts
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.page import Point
from schemas.vocab import JenisSimbol

LEVELS = 49  # scan lines over an outline
STAYS = 0.05  # of the smaller side: a side that stays this near to its box edge is straight
STRAIGHT = 0.77  # share of straight side above which its corners count as corners of a box
FLAT = 0.5  # of the width: an ellipse is flat on top over less
EDGE = LEVELS // 12  # outermost scan lines left out where sides are judged: corners are blunt, tops not level
UPRIGHT = 0.6  # of the height: the sides of a document are straight over more, from the top down
WAVE = (0.1, 0.45)  # of the height: how high the wave of a document's foot may be
EVEN = 2.5  # times STAYS: how far a slanted side may be off a straight line
UNEVEN = 0.4  # of a hexagon's point: how much longer it may look from above than from below
PEAK = 0.38  # of the length of a hexagon's point that it has at half its width; a round end has 0.13
ARMS = 0.55  # of the height: the ends of a capsule or an ellipse are straight over less
ASKEW = 0.12  # of the smaller side: a box with a side that leans as little is none the less one
LEVEL = 1e-12  # of the box: a side that rises less crosses no scan line
BARREL = (0.05, 0.45)  # of the height: how far a cylinder's front and foot hang down in the middle
SAGGING = 0.15  # of the height: how far they do so together
BOWED = 0.5  # of what an arc lacks at its ends that it lacks an eighth further in: a round corner has less
LOW = 0.3  # of the width: how high the arcs of a cylinder are at most
ROUNDISH = 0.7  # a box and a capsule together: rounder at its corners than the one, less than the other
BOXLIKE = 0.1  # the score of a box that no capsule and no ellipse has: their ends are round all over
WIDE = 1.18  # widths over heights of the arcs of a cylinder; round corners are as wide as they are high
ALONE = 0.35  # score from which an outline is of a kind where it has something of no other
KNOWN = 0.5  # score from which an outline is of a kind
Floats = NDArray[np.float64]


class Ramp(NamedTuple):
    """How well a measure fits: not at all at ``none``, fully at ``full``, straight between."""

    none: float
    full: float

    def __call__(self, value: float) -> float:
        return min(1.0, max(0.0, (value - self.none) / (self.full - self.none)))


# of a box
STRAIGHT_SIDES = Ramp(2 * STRAIGHT - 1, 1.0)  # its least straight side; 0.5 at STRAIGHT
FILLED = Ramp(0.85, 0.95)  # of its box that it fills
# of a diamond
HALF_FILLED = Ramp(0.2, 0.06)  # how far from half of its box it fills
HALF_WIDE = Ramp(0.3, 0.1)  # how far from half its width it is a quarter of the way down
POINTED = Ramp(0.3, 0.7)  # how much of its straightest side is not straight
# of a capsule, an ellipse, a box with wide round corners
ROUND_ENDS = Ramp(1.0, 2 * STRAIGHT - 1)  # the straighter of its ends
WIDE_ENDS = Ramp(STRAIGHT + 0.04, STRAIGHT - 0.16)  # the same where it is no box with round corners
LESS_STRAIGHT, LESS_FILLED = 0.1, 0.9  # ends so much less straight than the rest, or less filled: no such box
EVEN_SIDES = Ramp(0.09, 0.04)  # how it differs from its mirror images
ARCHED = Ramp(0.18, 0.28)  # its straighter end where it is flat on top: a hexagon touches there with a point
ARC = Ramp(2.4, 1.8)  # width of its arcs over their height, of straight ends: a cylinder's are wide and low
ROUND_FILLED = Ramp(0.66, 0.75)  # of its box that it fills
ROUND_TOP = Ramp(0.05, 0.2)  # the straighter of top and foot
# of a pentagon
FULL_WIDTH = 2.5  # times STAYS: cuts that lack less have its full width
SHOULDER = (0.35, 0.93)  # of its length: where the full width ends
BODY = 0.8  # of the cuts before that: as many have the full width
TIP = Ramp(0.6, 0.35)  # its last cut, of the width
BASE = Ramp(0.5, 0.8)  # how straight the side opposite the tip is
FALLING = Ramp(0.3, 0.15)  # how far the cuts behind the shoulder are off an even fall
LEANING = Ramp(0.25, 0.12)  # how far they lean: a page with a torn or waved foot leans to one side
# of a hexagon
FLAT_TOP = FLAT - 0.1  # of its top and foot that is straight at least


@dataclass(frozen=True, slots=True)
class Profile:
    """How an outline fills its box: 0..1 insets of each side over evenly spaced scan lines."""

    left: Floats
    right: Floats
    top: Floats
    bottom: Floats
    fill: float  # share of the box area
    tolerance_x: float  # STAYS as a share of the width, and of the height
    tolerance_y: float

    def straight(self) -> tuple[float, float, float, float]:
        """The share of each side (left, right, top, bottom) that lies on the box."""
        x, y = self.tolerance_x, self.tolerance_y
        return (share(self.left, x), share(self.right, x), share(self.top, y), share(self.bottom, y))


def share(insets: Floats, tolerance: float) -> float:
    return float(np.mean(insets <= tolerance))


def profile(points: Sequence[Point]) -> Profile | None:
    """The profile of an outline (not repeating its first point), None where it has no extent."""
    at = np.asarray(points, dtype=np.float64)
    if len(at) < 3:
        return None
    size = np.ptp(at, axis=0)
    if size.min() <= 0:
        return None
    unit = (at - at.min(axis=0)) / size
    following = np.roll(unit, -1, axis=0)
    area = abs(float(np.sum(unit[:, 0] * following[:, 1] - following[:, 0] * unit[:, 1]))) / 2
    left, right = extent(unit, 1)
    top, bottom = extent(unit, 0)
    small = STAYS * float(size.min())
    return Profile(left, 1 - right, top, 1 - bottom, area, small / float(size[0]), small / float(size[1]))


def extent(unit: Floats, axis: int) -> tuple[Floats, Floats]:
    """First and last crossing of each scan line; ``axis`` 1 cuts level lines, 0 upright ones."""
    levels = (np.arange(LEVELS) + 0.5) / LEVELS
    a, b = unit, np.roll(unit, -1, axis=0)
    lo = np.minimum(a[:, axis], b[:, axis])[:, None]
    hi = np.maximum(a[:, axis], b[:, axis])[:, None]
    rise = (b[:, axis] - a[:, axis])[:, None]
    safe = np.where(np.abs(rise) < LEVEL, 1.0, rise)
    t = (levels - a[:, axis][:, None]) / safe
    crossing = a[:, 1 - axis][:, None] + t * (b[:, 1 - axis] - a[:, 1 - axis])[:, None]
    hit = (lo <= levels) & (levels < hi)
    return np.where(hit, crossing, np.inf).min(axis=0), np.where(hit, crossing, -np.inf).max(axis=0)


def classify_outline(points: Sequence[Point]) -> tuple[JenisSimbol, float]:
    """The kind of symbol an outline is, and how sure that is (0..1).

    ``points`` is the outline in any unit, without repeating the first; a curve flattened.
    LAIN where it is none of the form's symbols: 1.0 sure of a shape that flow charts know beside them.
    """
    return _classified(tuple(points))


@lru_cache(256)  # about an SOP
def _classified(points: tuple[Point, ...]) -> tuple[JenisSimbol, float]:
    """A symbol is asked for again where its SOP's other symbols are known, and where its ink is explained."""
    found = profile(points)
    if found is None:
        return JenisSimbol.LAIN, 0.0
    if is_upright(points):
        return JenisSimbol.KOTAK, 1.0
    scores = {
        JenisSimbol.KOTAK: box_score(found),
        JenisSimbol.BELAH_KETUPAT: diamond_score(found),
        JenisSimbol.KAPSUL: capsule_score(found),
        JenisSimbol.SEGILIMA: pentagon_score(found),
        JenisSimbol.LAIN: float(is_other(found)),
    }
    best = max(scores, key=lambda kind: scores[kind])
    alone = sum(scores.values()) == scores[best] >= ALONE
    if scores[best] < KNOWN and (alone or scores[JenisSimbol.KOTAK] + scores[JenisSimbol.KAPSUL] > ROUNDISH):
        return best, KNOWN  # of box and capsule one; which of them the symbols beside it tell
    if scores[best] < KNOWN:
        return JenisSimbol.LAIN, round(1 - scores[best], 3)
    return best, round(scores[best], 3)


def is_upright(points: Sequence[Point]) -> bool:
    """Whether an outline is the four corners of its box."""
    xs, ys = {p[0] for p in points}, {p[1] for p in points}
    return len(points) == 4 == len(set(points)) and len(xs) == 2 == len(ys)


def is_other_symbol(points: Sequence[Point]) -> bool:
    """Whether an outline is a shape that flow charts know beside the form's own symbols."""
    found = profile(points)
    return found is not None and is_other(found)


def is_boxlike(points: Sequence[Point]) -> bool:
    """Whether an outline could be a box whose corners are round, whatever it rather looks like."""
    found = profile(points)
    return found is not None and box_score(found) >= BOXLIKE


def lacks_lid(points: Sequence[Point]) -> bool:
    """Whether an outline is the front of a cylinder: its bay is what tells it, so its hull does not."""
    found = profile(points)
    return found is not None and is_barrel(found)


def uneven(p: Profile) -> float:
    """The larger mean difference of an outline from its mirror images, as a share of its size."""
    sideways = np.abs(p.left - p.right).mean() + np.abs(p.top - p.top[::-1]).mean()
    upright = np.abs(p.top - p.bottom).mean() + np.abs(p.left - p.left[::-1]).mean()
    return float(max(sideways, upright)) / 2


def box_score(p: Profile) -> float:
    """All four sides on the box, or nearly: a page's perspective lets one lean."""
    x, y = p.tolerance_x, p.tolerance_y
    sides = ((p.left, x), (p.right, x), (p.top, y), (p.bottom, y))
    return STRAIGHT_SIDES(min(share(upright(side, by), by) for side, by in sides)) * FILLED(p.fill)


def upright(insets: Floats, tolerance: float) -> Floats:
    """The insets of a side without its lean, where that is slight."""
    lean = straight_lean(insets, tolerance)
    if abs(lean) * STAYS > ASKEW * tolerance:
        return insets
    line = lean * np.linspace(0.0, 1.0, LEVELS)
    return np.asarray(insets - (line - line.min()))


def diamond_score(p: Profile) -> float:
    """Half of the box filled, half as wide a quarter of the way down."""
    quarter = LEVELS // 4
    widths = (1 - p.left - p.right)[[quarter, -1 - quarter]]
    off = float(np.abs(widths - 0.5).max())
    pointed = 1 - max(p.straight())
    return HALF_FILLED(abs(p.fill - 0.5)) * HALF_WIDE(off) * POINTED(pointed)


def capsule_score(p: Profile) -> float:
    """Both ends round, not pointed, alike and even: capsule, ellipse, box with wide round corners."""
    left, right, top, bottom = p.straight()
    rounded = ROUND_ENDS(max(left, right))
    if min(top, bottom) > max(left, right) + LESS_STRAIGHT or p.fill < LESS_FILLED:
        rounded = max(rounded, WIDE_ENDS(max(left, right)))
    arched = ARCHED(max(left, right)) if max(top, bottom) > FLAT else 1.0
    if min(left, right) > ARMS:  # straight sides with wide arcs between them: a cylinder stands upright
        arched *= ARC(width_of_ends(p))
    return rounded * arched * EVEN_SIDES(uneven(p)) * ROUND_FILLED(p.fill) * ROUND_TOP(min(top, bottom))


def width_of_ends(p: Profile) -> float:
    """How wide the ends are that are not straight at top and foot, over their height: 1 of round corners."""
    left, right, top, bottom = p.straight()
    wide = (1 - min(top, bottom)) * p.tolerance_y / p.tolerance_x
    return wide / max(1 - max(left, right), STAYS)


def is_other(p: Profile) -> bool:
    """A document, trapezoid, parallelogram, hexagon or cylinder: what flow charts draw besides."""
    return is_document(p) or is_slanted(p) or is_hexagon(p) or is_cylinder(p) or is_barrel(p)


def is_cylinder(p: Profile) -> bool:
    """Upright at its sides, with an even, low arc over all of its top and its foot."""
    if min(p.straight()[:2]) < ARMS or width_of_ends(p) < WIDE:
        return False
    return all(is_arc(end, p) for end in (p.top, p.bottom))


def is_arc(insets: Floats, p: Profile) -> bool:
    """Whether the top or the foot is one low arc from side to side."""
    ends, eighths = (insets[[n, -1 - n]] for n in (EDGE, LEVELS // 8))
    lacks, even = float(ends.mean()), abs(ends[0] - ends[1]) <= p.tolerance_y
    low = lacks * p.tolerance_x < LOW / 2 * p.tolerance_y  # it lacks about half of its height there
    return bool(even and low and lacks > p.tolerance_y and eighths.mean() >= BOWED * lacks)


def is_barrel(p: Profile) -> bool:
    """A cylinder without its lid: top and foot hang down alike in the middle."""
    middle, ends = slice(LEVELS // 2 - EDGE, LEVELS // 2 + EDGE + 1), [EDGE, -1 - EDGE]
    sags = (
        float(p.top[middle].mean() - p.top[ends].mean()),
        float(p.bottom[ends].mean() - p.bottom[middle].mean()),
    )
    sides = float(np.median(np.maximum(p.left, p.right)))
    return sides <= 2 * p.tolerance_x and all(BARREL[0] < s < BARREL[1] for s in sags) and sum(sags) > SAGGING


def is_document(p: Profile) -> bool:
    """A sheet with a waved foot: square at its top, and one half of its foot hangs lower than the other."""
    top = p.straight()[2]
    upper = slice(EDGE, int(UPRIGHT * LEVELS))
    square = max(p.left[upper].max(), p.right[upper].max()) <= 2 * p.tolerance_x
    low, high = sorted((p.bottom[: LEVELS // 2].mean(), p.bottom[LEVELS // 2 :].mean()))
    lean = WAVE[0] / 2 < high - low
    high_at = float(p.bottom[EDGE:-EDGE].max())
    return bool(top > STRAIGHT and square and lean and WAVE[0] < high_at < WAVE[1])


def is_slanted(p: Profile) -> bool:
    """Level at top and foot, with two straight sides that lean alike, to or from each other."""
    if min(p.straight()[2:]) < FLAT:
        return False
    lean = [straight_lean(side, p.tolerance_x) for side in (p.left, p.right)]
    return abs(abs(lean[0]) - abs(lean[1])) < 3 * p.tolerance_x < min(map(abs, lean))


def straight_lean(insets: Floats, tolerance: float) -> float:
    """How far a straight side leans over its height, as a share of the width; 0 of one that is not."""
    inner, level = insets[EDGE:-EDGE], np.linspace(-0.5, 0.5, LEVELS)[EDGE:-EDGE]
    slope = inner @ level / (level @ level)  # least squares: the levels lie evenly around 0
    off = float(np.abs(inner - inner.mean() - slope * level).max())
    return float(slope) if off <= EVEN * tolerance else 0.0


def is_hexagon(p: Profile) -> bool:
    """Level at top and foot, with a point at either side."""
    if min(p.straight()[2:]) < FLAT_TOP:
        return False
    return all(is_point(side, p.tolerance_x) for side in (p.left, p.right))


def is_point(insets: Floats, tolerance: float) -> bool:
    """Whether a side runs out to a point at half its height, evenly from above and below."""
    ends, quarters = insets[[EDGE, -1 - EDGE]], insets[[LEVELS // 4, -1 - LEVELS // 4]]
    long = float(ends.mean())
    even = abs(ends[0] - ends[1]) < UNEVEN * long
    return bool(long > 3 * tolerance and even and quarters.mean() > PEAK * long)


def pentagon_score(p: Profile) -> float:
    """A box one end of which is a point, whichever way it shows."""
    level = (1 - p.left - p.right, np.abs(p.left - p.right), p.top, p.tolerance_x)
    upright = (1 - p.top - p.bottom, np.abs(p.top - p.bottom), p.left, p.tolerance_y)
    sides = p.straight()
    return max(
        pointed_end(level[0], level[1], sides[2], level[3]),
        pointed_end(level[0][::-1], level[1][::-1], sides[3], level[3]),
        pointed_end(upright[0], upright[1], sides[0], upright[3]),
        pointed_end(upright[0][::-1], upright[1][::-1], sides[1], upright[3]),
    )


def pointed_end(widths: Floats, skewness: Floats, base: float, tolerance: float) -> float:
    """How well widths from a straight ``base`` on are full first and then fall evenly to a point."""
    full = widths >= 1 - FULL_WIDTH * tolerance
    shoulder = int(np.flatnonzero(full)[-1]) + 1 if full.any() else 0
    if not SHOULDER[0] * LEVELS <= shoulder <= SHOULDER[1] * LEVELS or full[:shoulder].mean() < BODY:
        return 0.0
    falling = widths[shoulder:]
    even = np.linspace(widths[shoulder], 0.0, len(falling) + 1)[:-1]
    off = float(np.abs(falling - even).max())
    return BASE(base) * FALLING(off) * TIP(float(falling[-1])) * LEANING(float(skewness[shoulder:].mean()))
