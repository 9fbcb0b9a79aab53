r"""Arrow heads at the ends of traced lines, from the width of the ink along the line.

Seen from its tip, a head grows wider on both sides of the line and then falls back to the
line's own width. A filled triangle and an open V look alike in that, at any resolution.

             |\
    ---------| >    width of the ink across the line, from its end: grows evenly over the head, then falls
             |/     back at once to that of the line
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.drawing.contours import as_mask
from extract.sources.scan.drawing.polylines import upright
from extract.sources.scan.ink import Mask, Points, components, disc
from extract.sources.scan.little import little_arrow, may_be_arrow
from schemas.page import Head, Point

LOOK = 13.0  # points along the line, from its end
ASIDE = 5.6  # points to either side
LONGEST = 9.5  # points from the tip to the base of a head
WIDEST = 2 * ASIDE - 0.6
STEM = (6.0, 15.0)  # points before the end of a line that show its direction
LEAST = 2.5  # points of the shortest line with a head, what a symbol covers left out
BAR = 1.6  # points: the thickness of a line that another one ends on
HOOK = (3.0, 6.0)  # points: the skeleton of a clipped head may turn aside so much; in the body of a wide one
BEND = 2.0  # points before its last corner that a line's own ink lies beside it
BESIDE = 0.4  # points that a head stands out beside its line, on either side
EVEN = 0.5  # of the one side of a head that the other has at least
HALFWAY = 0.15  # of its width, the line's left out, that a head has halfway: what begins at once is no head
LATE = 0.85  # of the way to its base, where a head has begun to widen
STEP = 0.5  # pixels between samples
THICK = 1.6  # points: a stroke thicker than common pens; its heads are larger than theirs
BACK = 2.0  # points beyond the traced end where the tip may be
CORNERED = 0.6  # of the way to the last corner: as far back the stem is looked at, at least
TURNS = (0.94, 0.5)  # cosine of a turn that is a corner, if it is no hook; and of one that is near the end
OVER = 2.5  # points by which a head may be longer than its line: the line's end under it is not traced
UNEVEN = 1.6  # times the other side, and a pixel: a head reaches no farther on one
WIDE_BAR = 2.5  # points: what begins wider may be the line that the end stands on
GAP = 2.2  # points: white between the strokes of an open head
BROAD = (1.7, 1.3, 2.2)  # times the line's width; points more than that; points: a head is as wide somewhere
THIN = 0.4  # of what a head stands out: where no more is left, it is over
BLUR = (0.75, 1.1)  # pixels by which the widest place of a head may seem narrower: its first, its last
SHORTEST = 0.8  # points from tip to base
BOTH = 0.25  # of a head's width that lies on either side at least
INNER = (0.3, 0.6)  # of the way to the base: halfway
FALL = 4.5  # points behind the base within which the line is thin again
AT_ONCE = 2.5  # pixels: so short a fall is blur
SLOWER = (0.7, 1.1)  # times the fall that the rise is long: of a fall that is blur, of any other
POINTED = 0.82  # of the widest place: the first third of a head is narrower
SMALLEST = 2.2  # points of the smaller side of a head that hangs on no line
FILLED = 0.38  # of its box that such a head fills
EVENLY = 0.88  # correlation of its width with the way to its tip: a step from narrow to wide has less
COVERED = (0.72, 1.9)  # of the triangle around it that its pixels fill; of one of few pixels much more
LARGE = (4.6, 18.0)  # points: the disc that fits into a head too large to be thinned; its longest side
LEFT, BLUNTED = 0.8, 0.72  # of its triangle that the disc leaves of such a head; at least, if its tip is off
GOOD = 1.75  # of 2: how equal the sides at its tip are, and how near it points along an axis
SLENDER = (0.5, 3.5)  # of its base: how long it is
LIKELY = (5.0, 1.9, 0.9)  # points in which a head stands; times as wide as its line; points that it is long
ROUNDING = 1e-9


def stem_of(
    line: Points, corners: Points, scale: float, thick: NDArray[np.bool_]
) -> tuple[Point, Point, float]:
    """Where a line ends (its last point), the unit vector out of it, as the stem behind a head has them, and
    how far from its end its last corner lies.

    ``corners`` is the same line simplified, ``thick`` which of them lie in ink thicker than lines. The
    skeleton of a head may run into one of its corners, so the axis is taken from behind the head, and the
    end is put on that axis.
    """
    before_end = to_end(line)
    reach = before_end[np.argmin(np.hypot(*(line - last_corner(corners, scale, thick)).T))]
    far = min(STEM[1] * scale, max(reach - scale, CORNERED * reach))
    near = min(STEM[0] * scale, 0.5 * far)
    piece = line[(before_end >= near) & (before_end <= far)]
    if len(piece) < 2:
        piece = line
    dx, dy = (piece[-1] - piece[0]).tolist()
    size = math.hypot(dx, dy)
    if not size:
        return (float(line[-1][0]), float(line[-1][1])), (0.0, 0.0), 0.0
    dx, dy = upright((dx / size, dy / size)) if reach < STEM[0] * scale else (dx / size, dy / size)
    ahead = float((line[-1] - piece[-1]) @ np.array([dx, dy]))
    return (float(piece[-1][0]) + ahead * dx, float(piece[-1][1]) + ahead * dy), (dx, dy), float(reach)


def to_end(line: Points) -> Points:
    """The way along a line from each of its points to the last."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    return np.concatenate([np.cumsum(steps[::-1])[::-1], [0.0]])


def up_to_tip(line: Points, head: Head) -> Points:
    """The line without what lies within its head, ended at the tip."""
    kept = line[to_end(line) > head.size]
    return np.vstack([kept if len(kept) else line[:1], np.array([head.tip])])


def last_corner(corners: Points, scale: float, thick: NDArray[np.bool_]) -> Points:
    """Where the last straight piece of a line begins; a bend within a head is no corner of the line."""
    at = len(corners) - 2
    while at > 0:
        piece, before = corners[at + 1] - corners[at], corners[at] - corners[at - 1]
        along = float(piece @ before) / max(ROUNDING, float(np.hypot(*piece) * np.hypot(*before)))
        left = float(np.hypot(*(corners[-1] - corners[at])))
        hook = HOOK[int(thick[at])] * scale
        if along < TURNS[0] and left >= hook and (along < TURNS[1] or left >= STEM[0] * scale):
            break
        at -= 1
    return np.asarray(corners[at], dtype=np.float64)


def head_at(
    ink: Mask, scale: float, stem: tuple[Point, Point, float], limit: float, stroke: float
) -> Head | None:
    """The head at the end of a line, all in pixels, or None. ``stem``: what ``stem_of`` tells of that end.

    ``limit`` is the length of the line, for a head is no longer than what it stands on, and
    ``stroke`` its width behind the head. The answer is in pixels too.
    """
    end, direction, corner = stem
    if direction == (0.0, 0.0) or limit < LEAST * scale:
        return None
    scale = max(scale, stroke / THICK)  # a thick line as if drawn in a common pen on a larger page
    sides = ink_beside(ink, scale, end, direction)
    left, right = even_sides(*sides)
    inked = np.flatnonzero(left + right > 0)
    if not len(inked):
        return None
    first = past_bar(left + right, int(inked[0]), scale)
    base = base_of_head(left[first:], right[first:], scale, stroke)
    if base is None:
        return None
    size = (base + 1) * STEP
    if size > limit + OVER * scale:
        return None
    if min(side[first + base] for side in sides) < stroke / 2 + 0.5 + BESIDE * scale:
        return None  # a crumb on one side of the line
    at_corner = corner < limit - 1 and size > corner - BEND * scale
    if at_corner and is_one_sided(*(side[first + base] for side in sides)):
        return None
    back = BACK * scale - first * STEP
    tip = (end[0] + direction[0] * back, end[1] + direction[1] * back)
    return Head(tip, direction, size)


def head_by_contrast(
    ink: Mask, scale: float, stem: tuple[Point, Point, float], other: tuple[Point, Point, float]
) -> Head | None:
    """The head at the end of a line, in pixels, told by the other end, which has none.

    A head that touches its symbol loses its tip with the outline, and in coarse pixels what is left of it
    tapers no more; but no line begins so wide and is thin behind that. ``stem``, ``other``: of both ends.
    """
    end, direction, _ = stem
    if direction == (0.0, 0.0) or other[1] == (0.0, 0.0):
        return None
    width, first = end_widths(ink, scale, end, direction)
    rest, _ = end_widths(ink, scale, other[0], other[1])
    reach = int(LIKELY[0] * scale / STEP)
    if len(width) <= reach or not len(rest):
        return None
    plain, behind = float(rest[:reach].max()), float(np.median(width[reach:]))
    reach = min(reach, max(1, int((stem[2] - plain) / STEP)))  # the line beyond its corner is no head
    widest = float(width[:reach].max())
    if widest < max(LIKELY[1] * plain, LIKELY[1] * behind, plain + BROAD[1] * scale, BROAD[2] * scale):
        return None
    if widest > WIDEST * scale or np.count_nonzero(width[:reach] >= widest / 2) * STEP < LIKELY[2] * scale:
        return None
    size = float(np.flatnonzero(width[:reach] >= widest - BLUR[0])[-1] + 1) * STEP
    back = BACK * scale - first * STEP
    return Head((end[0] + direction[0] * back, end[1] + direction[1] * back), direction, size)


def end_widths(ink: Mask, scale: float, end: Point, direction: Point) -> tuple[NDArray[np.float64], int]:
    """The width of a line every half pixel from its first ink on, and how many samples lie before that."""
    left, right = side_widths(ink, scale, end, direction)
    inked = np.flatnonzero(left + right > 0)
    first = int(inked[0]) if len(inked) else 0
    return ((left + right)[first:] if len(inked) else np.zeros(0)), first


def taper(ink: Mask, scale: float, head: Head) -> tuple[float, float]:
    """How full a head is between its tip and its base, as a share of its widest, and that in pixels.

    Half of a triangle is full. Seen from its wrong end there is but the line before the base.
    """
    left, right = side_widths(ink, scale, head.tip, head.direction)
    width = (left + right)[int(BACK * scale / STEP) :][: max(1, int(head.size / STEP))]
    widest = max(float(width.max()), 1.0)
    return float(width.mean()) / widest, widest


def is_one_sided(left: float, right: float) -> bool:
    """Whether what seems the base of a head is the bend of its line."""
    return min(left, right) < EVEN * max(left, right)


def side_widths(
    ink: Mask, scale: float, end: Point, direction: Point
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far a head reaches left and right of the line, every half pixel from the end inwards."""
    return even_sides(*ink_beside(ink, scale, end, direction))


def ink_beside(
    ink: Mask, scale: float, end: Point, direction: Point
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far ink reaches left and right of the line, every half pixel from the end inwards."""
    t = np.arange(-BACK * scale, LOOK * scale, STEP)
    s = np.arange(0.0, ASIDE * scale, STEP)
    dx, dy = direction
    sides = []
    for sign in (1.0, -1.0):
        x = end[0] - t[:, None] * dx - sign * s * dy
        y = end[1] - t[:, None] * dy + sign * s * dx
        columns = np.clip(np.rint(x), 0, ink.shape[1] - 1).astype(np.intp)
        rows = np.clip(np.rint(y), 0, ink.shape[0] - 1).astype(np.intp)
        hit = ink[rows, columns] > 0
        hit &= near_line(hit, scale)
        sides.append(np.where(hit, s + 0.5, 0.0).max(axis=1))
    return sides[0], sides[1]


def even_sides(
    left: NDArray[np.float64], right: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A head is even: what reaches much farther on one side is something else that lies there."""
    return np.minimum(left, UNEVEN * right + 1), np.minimum(right, UNEVEN * left + 1)


def past_bar(width: NDArray[np.float64], first: int, scale: float) -> int:
    """The index to begin at: behind the line or the rest of an outline that the end may stand on."""
    narrow = np.flatnonzero(width[first : first + int(BAR * scale / STEP)] < 0.5 * width[first])
    return first + int(narrow[0]) if width[first] > WIDE_BAR * scale and len(narrow) else first


def near_line(hit: NDArray[np.bool_], scale: float) -> NDArray[np.bool_]:
    """Only ink that hangs together with the line through gaps of at most GAP points (open heads)."""
    gap = int(GAP * scale / STEP)
    index = np.arange(hit.shape[1])
    last = np.maximum.accumulate(np.where(hit, index, -1), axis=1)
    before = np.concatenate([np.full((hit.shape[0], 1), -1), last[:, :-1]], axis=1)
    broken = hit & (index - before > gap)
    return ~np.logical_or.accumulate(broken, axis=1)


def base_of_head(
    left: NDArray[np.float64], right: NDArray[np.float64], scale: float, stroke: float
) -> int | None:
    """Index of the widest place of a head that begins at index 0, None where there is no head.

    ``stroke`` is the width of the line in pixels. Towards the base a head widens slowly, behind
    it the line is thin again at once; seen from the wrong side it is the other way round.
    """
    width = left + right
    wide = np.flatnonzero(width >= max(BROAD[0] * stroke, stroke + BROAD[1] * scale, BROAD[2] * scale))
    if not len(wide):
        return None
    thin = width < stroke + THIN * (np.maximum.accumulate(width) - stroke)
    after = np.flatnonzero(thin[wide[0] :])
    stop = int(wide[0] + after[0]) if len(after) else len(width)
    base = int(np.argmax(width[:stop] > width[:stop].max() - BLUR[0]))
    widest = float(width[base])
    if not SHORTEST * scale <= base * STEP <= LONGEST * scale or widest > WIDEST * scale:
        return None
    if min(left[base], right[base]) < BOTH * widest:
        return None
    before = np.flatnonzero(width[:base] < stroke + THIN * (widest - stroke))
    last = int(np.flatnonzero(width[:stop] >= widest - BLUR[1])[-1])
    rise, fall = last - (int(before[-1]) if len(before) else 0), stop - last
    if len(before) and before[-1] + 1 > LATE * base:
        return None
    halfway = width[int(INNER[0] * base) : int(INNER[1] * base) + 1]
    if max(float(halfway.mean()) - stroke, float(np.ptp(halfway))) < HALFWAY * (widest - stroke):
        return None
    slower = SLOWER[fall * STEP > AT_ONCE]
    swift = fall * STEP <= FALL * scale and rise >= slower * fall
    return base if swift and np.median(width[: max(1, base // 3)]) <= POINTED * widest else None


def loose_heads(strokes: Mask, scale: float) -> list[tuple[Head, Point]]:
    """Filled heads that hang on no line (it is too faint, or ends at a rule) or on a very short one, in
    pixels, each with where its line begins.

    They are taken off ``strokes``, in place.
    """
    _, labels, stats = components(strokes)
    sizes = stats[:, 2:4]
    small = (sizes.min(axis=1) >= SMALLEST * scale) & (sizes.max(axis=1) <= LONGEST * scale)
    full = stats[:, 4] >= FILLED * sizes[:, 0] * sizes[:, 1]
    arrows = may_be_arrow(stats[:, 2], stats[:, 3], stats[:, 4], scale)
    small[0] = arrows[0] = False
    heads = []
    for i in np.flatnonzero((small & full) | arrows).tolist():
        x, y, width, height, area = stats[i].tolist()
        window = labels[y : y + height, x : x + width] == i
        found = arrow_of(window) if arrows[i] else None
        if found is None and small[i] and full[i]:
            found = head_of(triangle(window.astype(np.uint8), area), window)
        if found is not None:
            head, tail = found
            tip = head.tip[0] + x, head.tip[1] + y
            heads.append((Head(tip, head.direction, head.size), (tail[0] + x, tail[1] + y)))
            strokes[y : y + height, x : x + width][window] = 0
    return heads


def large_heads(strokes: Mask, scale: float) -> list[tuple[Head, Point]]:
    """Filled heads longer or wider than those that are told by the width of their line, in pixels, each with
    the middle of its base: thinned, such a head is a fork of lines.

    They are taken off ``strokes``, in place; lines are thinner than the disc that fits into one.
    """
    reach = round(LARGE[0] * scale / 2)
    brush = disc(2 * reach + 1)
    solid = (cv2.distanceTransform(strokes, cv2.DIST_L2, 5) >= reach) * np.uint8(255)
    _, _, stats = components(solid)
    heads = []
    for x, y, width, height, _ in stats[1:].tolist():
        left, top = max(x - 2 * reach, 0), max(y - 2 * reach, 0)
        here = slice(top, y + height + 2 * reach), slice(left, x + width + 2 * reach)
        if max(width, height) + 2 * reach > LARGE[1] * scale:
            continue
        opened = as_mask(cv2.dilate(solid[here], brush))
        area = cv2.countNonZero(opened)
        found = triangle(opened, area, BLUNTED)
        if found is None:
            continue
        base = 2 * area / LEFT / found.size
        if found.size < LONGEST * scale and base < WIDEST * scale:
            continue
        u, v = (p - found.size * d for p, d in zip(found.tip, found.direction, strict=True))
        tip = (found.tip[0] + left, found.tip[1] + top)
        heads.append((Head(tip, found.direction, found.size), (u + left, v + top)))
        strokes[here][cv2.dilate(opened, brush) > 0] = 0
    return heads


def arrow_of(window: NDArray[np.bool_]) -> tuple[Head, Point] | None:
    """The head of a little arrow, and the end of its stem."""
    found = little_arrow(window)
    if found is None:
        return None
    (x0, y0), (x1, y1) = found.tail, found.tip
    way = math.hypot(x1 - x0, y1 - y0)
    return Head(found.tip, ((x1 - x0) / way, (y1 - y0) / way), found.size), found.tail


def head_of(head: Head | None, window: NDArray[np.bool_]) -> tuple[Head, Point] | None:
    """A head alone, and the middle of its base. It narrows evenly; a stem with a blunt head does not."""
    if head is None:
        return None
    (x, y), (dx, dy) = head.tip, head.direction
    cuts = window.sum(axis=0 if abs(dx) > abs(dy) else 1)[:: 1 if max(dx, dy, key=abs) > 0 else -1]
    cuts = cuts[int(np.argmax(cuts)) :]
    if np.ptp(cuts) == 0 or -np.corrcoef(cuts, np.arange(len(cuts)))[0, 1] < EVENLY:
        return None
    return head, (x - dx * head.size, y - dy * head.size)


def triangle(blob: Mask, area: int, least: float = COVERED[0]) -> Head | None:
    """The head that a blob is, if it fills a triangle with two equal sides along an axis."""
    at = np.argwhere(blob)[:, ::-1].astype(np.float32)
    covered, corners = cv2.minEnclosingTriangle(at[:, None, :])
    if corners is None or not least * covered <= area <= COVERED[1] * covered:
        return None
    corners = np.asarray(corners, dtype=np.float64).reshape(-1, 2)
    tips = []
    for i in range(3):
        a, b = corners[(i + 1) % 3], corners[(i + 2) % 3]
        axis = corners[i] - (a + b) / 2
        size, base = float(np.hypot(*axis)), float(np.hypot(*(b - a)))
        legs = sorted((float(np.hypot(*(corners[i] - a))), float(np.hypot(*(corners[i] - b)))))
        upright = float(np.abs(axis).max()) / (size or 1.0)
        tips.append((legs[0] / (legs[1] or 1.0) + upright, i, size, base))
    good, i, size, base = max(tips)
    if good < GOOD or not SLENDER[0] * base <= size <= SLENDER[1] * base:
        return None
    middle = (corners[(i + 1) % 3] + corners[(i + 2) % 3]) / 2
    dx, dy = ((corners[i] - middle) / size).tolist()
    return Head((float(corners[i][0]), float(corners[i][1])), (dx, dy), size)
