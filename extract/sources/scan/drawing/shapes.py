"""Closed shapes of the drawing from pixels: hollow symbols by their inside. Filled ones are bodies.

The inside of a symbol (a hole in the ink) is what stays whole when connectors run into its
outline. Faint outlines are closed by growing steps; the insides found with the least closing win.

    +--------+
    |  hole  |----->     the hole is whole, whatever runs into the outline; a loop of lines is told by edges
    +--------+           that run on beyond its corners
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.form.symbol_kinds import classify_outline, is_other_symbol, lacks_lid
from extract.sources.scan.corners import with_tips
from extract.sources.scan.drawing.closing import CLOSINGS
from extract.sources.scan.drawing.contours import (
    as_mask,
    as_points,
    biggest,
    corners_of,
    has_soft_turns,
    without_bays,
)
from extract.sources.scan.drawing.squares import inked_along, squared
from extract.sources.scan.drawing.united import LINE, WITHIN, united_holes
from extract.sources.scan.ink import Mask, square
from schemas.page import Point, Shape, Word, box_of_points
from schemas.vocab import JenisSimbol

__all__ = ["Found", "classify_outline", "find_shapes"]


SMALLEST = (8.0, 5.5)  # width and height of a symbol in points
LARGEST = (230.0, 170.0)
ENDS = (JenisSimbol.SEGILIMA, JenisSimbol.KAPSUL)  # symbols that no two others touch
OUTLINE = 4.0  # the thickest outline, in points
ROUNDED = 1.8  # points: closing the widest gap blunts the tips of an inside like a disc of this radius
INTRUDES = 2.6  # points: a line that ends inside of a symbol is no thicker
BLUNT = 0.8  # cosine of the turn of an outline that is no corner: the flattened tip of a pentagon
MOST_RULE = 0.42  # share of an outline that a rule may make up
SAME = 0.5  # of the smaller box: two shapes that share more are one
LOOP = 1.6  # times as large as a symbol that it touches: what lines and symbols enclose
BEYOND = (2.0, 4.5)  # points beyond a corner where an edge of a loop runs on
EDGE = 5.0  # points: a shorter edge tells nothing
RUN = (1.6, 4)  # times the pixels on a rule, and more: one round side leaves it between, two lie apart
AHEAD, WINDOW = 4.2, 1.5  # points beyond a side, and around: where a stroke that goes on is seen
RIM = 2.0  # points: a corner this near to a side of the shape's box lies on it
CRUMB = 2  # pixels: two bodies that share no more do not touch
LEAST = 45.0  # square points of the inside of the smallest symbol
CONVEX = 0.88  # of its hull that the inside of a symbol fills: it has no bays
BLUR = 1.5  # pixels around an outline
INKED = 0.4  # of a ring around a hole: so much is ink as far as the outline goes
FEW = 8  # pixels of a contour that tells nothing
SURE, CORNERS = 0.95, 24  # surely of no known kind, or with more corners: a loop of lines
WORD_BLUR = 0.6  # points that a word's box is wider than its letters
WORDED = 0.3  # of its outline that lies on words: a label that touches a symbol covers less
STEP = 0.7  # pixels from sample to sample
ROUNDING = 1e-9


@dataclass(slots=True)
class Found:
    """A shape in points, and its pixels with the outline, for rubbing it out."""

    shape: Shape
    kind: JenisSimbol
    left: int  # where ``body`` lies in the image
    top: int
    body: Mask
    rim: NDArray[np.int32]  # pixels of its contour, relative to ``left`` and ``top``
    known: bool = True  # False: an outline that no flow chart has, perhaps a loop of lines
    halo: int = 0  # pixels around ``body`` in which its edge may lie, blurred

    def erase(self, ink: Mask) -> None:
        """Take the shape off ``ink``; of its halo, all but what goes on outwards: lines and heads."""
        y, x = max(-self.top, 0), max(-self.left, 0)
        height, width = self.body.shape
        low, right = max(self.top + height, 0), max(self.left + width, 0)
        view = ink[self.top + y : low, self.left + x : right]
        body = self.body[y : y + view.shape[0], x : x + view.shape[1]]
        if not view.size:
            return  # it lies off this part of the page
        if self.halo:
            near, far = (cv2.dilate(body, square(2 * n * self.halo + 1)) for n in (1, 2))
            leads = cv2.dilate(np.where((far > 0) & (near == 0), view, np.uint8(0)), square(self.halo + 1))
            body = np.where(cv2.subtract(near, leads) > 0, np.uint8(255), body)
        view[body > 0] = 0


def find_shapes(
    ink: Mask,
    scale: float,
    ruled: Mask,
    firm: Mask | None = None,
    bodies: Sequence[Found] = (),
    bands: Mask | None = None,
) -> list[Found]:
    """The symbols on ``ink`` (255 = ink, rules erased), ``scale`` pixels a point.

    ``ruled`` is the same page with its rules, for symbols that a rule closes; ``firm`` is ``ink``
    without strokes that may be dirt, and is looked at first. ``bodies``: filled symbols, known before.
    ``bands``: where rules run; what is left of one there is no line that goes on from a symbol.
    """
    found: list[Found] = []
    unknown: list[Found] = []
    for body in bodies:
        keep(found, body)
    stages = [closing(ink, round(gap * scale)) for closing, gap in CLOSINGS]
    for whole in [*([] if firm is None else [firm]), *stages]:
        beyond = off_rules(whole, bands)
        for hollow in chain(parted_bodies(whole, scale, found), hollow_bodies(whole, scale, found)):
            if is_loop(hollow, beyond, scale):
                continue
            keep(found if hollow.known else unknown, hollow)
    rules = cv2.dilate(cv2.subtract(ruled, ink), square(3))
    beyond = off_rules(ink, bands)
    for hollow in hollow_bodies(ruled, scale, found):
        if any(touches(hollow, f) for f in found):
            continue
        if closed_by_rule(hollow, beyond, as_mask(rules), scale):
            found.append(hollow)
    found = [f for f in found if not (f.kind in ENDS and sum(touches(f, g) for g in found if g is not f) > 1)]
    for shape in unknown:
        if not any(touches(shape, f) for f in found):
            found.append(shape)
    return sorted(found, key=lambda f: (round(f.shape.box.y0, 1), round(f.shape.box.x0, 1)))


def without_loops_of_words(found: Sequence[Found], words: Sequence[Word], scale: float) -> list[Found]:
    """The shapes without those that words beside them close: what a line, a label and a symbol enclose."""
    texts = [w.box.grow(-WORD_BLUR) for w in words if any(c.isalnum() for c in w.text)]
    out = []
    for symbol in found:
        box = symbol.shape.box
        beside = [t for t in texts if t.overlap(box) and not box.holds(t.cx, t.cy)]
        rim = (symbol.rim + np.array([symbol.left, symbol.top])) / scale
        on = np.zeros(len(rim), bool)
        for t in beside:
            on |= ((rim >= (t.x0, t.y0)) & (rim <= (t.x1, t.y1))).all(axis=1)
        if symbol.shape.filled or float(on.mean()) < WORDED:
            out.append(symbol)
    return out


def off_rules(ink: Mask, bands: Mask | None) -> Mask:
    return ink if bands is None else as_mask(cv2.subtract(ink, bands))


def keep(found: list[Found], new: Found) -> None:
    """Add a shape, unless it is one that is there already or a loop of lines between symbols, or beside a
    filled one: no outline of its own closes it there.
    """
    box = new.shape.box
    for old in found:
        other = old.shape.box
        shared = box.overlap(other)
        if shared > SAME * min(box.area, other.area) or (old.shape.filled and touches(new, old)):
            return
        if box.area > LOOP * other.area and box.grow(OUTLINE / 2).overlap(other) > 0.0 and touches(new, old):
            return
    found.append(new)


def is_loop(shape: Found, ink: Mask, scale: float) -> bool:
    """Whether a shape is what lines and symbols enclose: some of its edges run on beyond its corners."""
    if shape.kind in (JenisSimbol.KAPSUL, JenisSimbol.BELAH_KETUPAT):
        return False
    at = np.array(shape.shape.points) * scale - 0.5
    ahead = np.roll(at, -1, axis=0) - at
    size = np.hypot(*ahead.T)
    unit = ahead / np.maximum(size, ROUNDING)[:, None]
    turns = (np.roll(unit, 1, axis=0) * unit).sum(axis=1) < BLUNT  # at the first point of each edge
    beyond = np.arange(BEYOND[0] * scale, BEYOND[1] * scale, STEP)[:, None]
    count = 0
    for i in np.flatnonzero(size >= EDGE * scale).tolist():
        after = (i + 1) % len(at)
        count += bool(turns[after]) and inked_along(ink, at[after] + beyond * unit[i])
        count += bool(turns[i]) and inked_along(ink, at[i] - beyond * unit[i])
    return count > 1


def closed_by_rule(new: Found, ink: Mask, rules: Mask, scale: float) -> bool:
    """Whether a shape is a symbol one side of which runs along a rule.

    Lines that cross rules make boxes with them as well: their strokes go on behind the rule, or
    the box has rules on more than one side.
    """
    rim, left, top = new.rim, new.left, new.top
    on_rule = rules[rim[:, 1] + top, rim[:, 0] + left] > 0
    share = float(on_rule.mean())
    if not 0.0 < share <= MOST_RULE:
        return False
    first = int(np.argmin(on_rule))
    on_rule, rim = np.roll(on_rule, -first), np.roll(rim, -first, axis=0)
    at = np.flatnonzero(on_rule)
    if at[-1] - at[0] + 1 > RUN[0] * len(at) + RUN[1]:
        return False
    return not any(goes_on(rim[i], rim, ink[top:, left:], scale) for i in (at[0], at[-1]))


def goes_on(corner: NDArray[np.int32], rim: NDArray[np.int32], ink: Mask, scale: float) -> bool:
    """Whether there is ink beyond a corner of a shape, seen from its middle along the axes."""
    middle = (rim.min(axis=0) + rim.max(axis=0)) / 2
    half = (rim.max(axis=0) - rim.min(axis=0)) / 2
    sign = np.sign(corner - middle)
    reach, side = AHEAD * scale, WINDOW * scale
    near = np.abs(np.abs(corner - middle) - half) < RIM * scale
    for axis in (0, 1):
        if not near[axis]:
            continue
        # beyond the side itself, which the rule may have left before its end
        x, y = np.where(np.arange(2) == axis, middle + sign * (half + reach), corner)
        window = ink[max(0, int(y - side)) : int(y + side) + 1, max(0, int(x - side)) : int(x + side) + 1]
        if window.any():
            return True
    return False


def touches(new: Found, old: Found) -> bool:
    """Whether the bodies of two shapes share at least a few pixels."""
    x0, y0 = max(new.left, old.left), max(new.top, old.top)
    x1 = min(new.left + new.body.shape[1], old.left + old.body.shape[1])
    y1 = min(new.top + new.body.shape[0], old.top + old.body.shape[0])
    if x1 <= x0 or y1 <= y0:
        return False
    a = new.body[y0 - new.top : y1 - new.top, x0 - new.left : x1 - new.left]
    b = old.body[y0 - old.top : y1 - old.top, x0 - old.left : x1 - old.left]
    return int(np.count_nonzero(a & b)) > CRUMB


def fits(contour: NDArray[np.int32], scale: float) -> bool:
    """Whether a contour has the size of a symbol."""
    width, height = cv2.boundingRect(contour)[2:]
    return (
        SMALLEST[0] * scale <= width <= LARGEST[0] * scale
        and SMALLEST[1] * scale <= height <= LARGEST[1] * scale
    )


def hollow_bodies(ink: Mask, scale: float, found: list[Found]) -> Iterator[Found]:
    """Shapes with an empty inside, the smallest first so that loops meet the symbols they touch.

    Those that are in ``found`` already are left out.
    """
    contours, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if not len(contours):
        return
    holes = [
        np.asarray(c, dtype=np.int32) for c, links in zip(contours, tree[0], strict=True) if links[3] >= 0
    ]
    holes = [c for c in holes if fits(c, scale)]
    for hole in sorted(holes, key=cv2.contourArea):
        large = cv2.contourArea(hole) >= LEAST * scale * scale
        if large and is_convex(hole) and not is_known(hole, scale, found):
            shape = hollow(hole, ink, scale)
            if shape is not None:
                yield shape


def parted_bodies(ink: Mask, scale: float, found: list[Found]) -> Iterator[Found]:
    """Shapes whose inside is parted by lines, of known kinds and without bays.

    A part that has the outline of a symbol is one, and what is around it a loop of lines; but a lid is not,
    nor what is between two outlines.
    """
    for whole, core, parts in united_holes(ink, scale):
        if not (fits(whole, scale) and is_convex(whole)) or is_known(whole, scale, found):
            continue
        lidless = lacks_lid(as_points(core))
        if not lidless and any(is_own_symbol(part, core, scale) for part in parts):
            continue
        shape = hollow(whole, ink, scale, 2 * LINE)
        if (shape is None or not shape.known) and is_mark(core, whole, scale):
            shape = hollow(whole, ink, scale, 2 * LINE, nicked=True)
        if shape is not None and lidless:
            lidded = replace(shape.shape, jenis=JenisSimbol.LAIN)
            shape = replace(shape, shape=lidded, kind=JenisSimbol.LAIN, known=True)
        if shape is not None and shape.known:
            yield shape


def is_convex(contour: NDArray[np.int32]) -> bool:
    return cv2.contourArea(contour) >= CONVEX * cv2.contourArea(cv2.convexHull(contour))


def is_mark(core: NDArray[np.int32], whole: NDArray[np.int32], scale: float) -> bool:
    """Whether a core is a circle or a diamond that reaches all sides of a symbol, and nicks them."""
    (x, y, width, height), (left, top, wide, high) = cv2.boundingRect(core), cv2.boundingRect(whole)
    off = max(x - left, y - top, left + wide - x - width, top + high - y - height)
    return off <= WITHIN * scale and kind_of_hole(core) in (JenisSimbol.KAPSUL, JenisSimbol.BELAH_KETUPAT)


def kind_of_hole(contour: NDArray[np.int32]) -> JenisSimbol:
    return classify_outline(as_points(corners_of(contour, 0.0)))[0]


def is_own_symbol(part: NDArray[np.int32], core: NDArray[np.int32], scale: float) -> bool:
    """Whether a part beside a core, not around it, has the outline of one of the form's symbols."""
    inside = cv2.pointPolygonTest(part, core[0, 0].tolist(), False) > 0
    if inside or not fits(part, scale) or not is_convex(part):
        return False
    return kind_of_hole(part) is not JenisSimbol.LAIN


def is_known(hole: NDArray[np.int32], scale: float, found: list[Found]) -> bool:
    """Whether the box around a hole lies in the box of a shape found before."""
    x, y, width, height = cv2.boundingRect(hole)
    x0, y0, x1, y1 = x / scale, y / scale, (x + width) / scale, (y + height) / scale
    return any(f.shape.box.holds(x0, y0, 1.0) and f.shape.box.holds(x1, y1, 1.0) for f in found)


def hollow(
    hole: NDArray[np.int32], ink: Mask, scale: float, gap: float = INTRUDES, nicked: bool = False
) -> Found | None:
    """The symbol around a hole: its outline runs in the middle of the ink around the hole.

    ``gap``: points of ink in the hole that are no part of its outline. ``nicked``: its bays are none.
    """
    x, y, width, height = cv2.boundingRect(hole)
    margin = int(OUTLINE * scale) + 2
    left, top = max(x - margin, 0), max(y - margin, 0)
    window = ink[top : y + height + margin, left : x + width + margin]
    inside = np.zeros(window.shape, np.uint8)
    cv2.drawContours(inside, [hole - np.array([left, top])], -1, 255, cv2.FILLED)
    # The contour of a hole runs on the ink; what is inside of it is empty, but for what is written there.
    empty = cv2.bitwise_and(inside, cv2.bitwise_not(window))
    outline = biggest(cv2.morphologyEx(empty, cv2.MORPH_CLOSE, square(gap * scale)))
    if outline is None:
        return None
    outline = without_bays(outline) if nicked else outline
    inside[:] = 0
    cv2.drawContours(inside, [outline], -1, 255, cv2.FILLED)
    inside = with_tips(inside, window, ROUNDED * scale)
    outline = outline if (tipped := biggest(inside)) is None else tipped
    away = np.asarray(cv2.distanceTransform(255 - inside, cv2.DIST_L2, 5), dtype=np.float32)
    thickness = outline_thickness(away, window, margin)
    if thickness < 1:
        return None
    body = (away <= thickness + BLUR).astype(np.uint8)
    rim = np.rint(corners_of(outline, thickness + 1.0)).astype(np.int32)
    cv2.fillPoly(body, [rim], (1,))
    return shape_of(outline, body, left, top, scale, thickness / 2 + 0.5, window)


def outline_thickness(away: NDArray[np.float32], window: Mask, most: int) -> float:
    """How many pixels of ink lie around a hole on most of its rim."""
    for step in range(1, most):
        ring = (away > step - 0.5) & (away <= step + 0.5)
        if not ring.any() or float(np.mean(window[ring] > 0)) < INKED:
            return float(step - 1)
    return 0.0


def shape_of(
    outline: NDArray[np.int32] | None,
    body: Mask,
    left: int,
    top: int,
    scale: float,
    grow: float = 0.0,
    ink: Mask | None = None,
) -> Found | None:
    """The shape with that contour; ``grow``: pixels from there to the middle of its line, 0 of a body.

    ``ink``: the picture that the contour was found in. A loop of lines of no known outline is none; a body
    is one of any outline.
    """
    if outline is None or len(outline) < FEW:
        return None
    corners = corners_of(outline, grow)
    if ink is not None and not is_other_symbol(as_points(corners)):
        corners = squared(corners, ink, scale)
    at = (corners + np.array([left + 0.5, top + 0.5])) / scale
    points: tuple[Point, ...] = tuple((round(float(x), 2), round(float(y), 2)) for x, y in at)
    kind, sure = classify_outline(points)
    known = kind is not JenisSimbol.LAIN or is_other_symbol(points)
    if not known and grow and (sure > SURE or len(points) > CORNERS):
        return None
    open_cylinder = kind is JenisSimbol.LAIN and lacks_lid(points)
    shape = Shape(
        points,
        box_of_points(points),
        curved=has_soft_turns(points, scale),
        jenis=kind if open_cylinder else None,
    )
    rim = np.asarray(outline[:, 0, :], dtype=np.int32)
    return Found(shape, kind, left, top, as_mask(body * 255), rim, known)
