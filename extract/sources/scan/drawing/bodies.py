"""Filled symbols: the grounds of the page that have the size and the outline of one.

A ground is opened already, so lines and heads that touch it are off it. Where a shaded cell lies,
the grid tells later; a symbol's tone ends at once all around.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from extract.form.symbol_kinds import classify_outline, lacks_lid
from extract.sources.scan.corners import with_corners
from extract.sources.scan.drawing.contours import as_mask, as_points, biggest
from extract.sources.scan.drawing.shapes import Found, fits, hollow, shape_of
from extract.sources.scan.grounds import LARGER, LINE, SHARP, SOLID, Ground
from extract.sources.scan.ink import Mask, components, disc, square
from schemas.page import Point
from schemas.vocab import JenisSimbol

CONVEX = 0.85  # of its hull that a symbol fills
DARK = 90  # grey level under which a body is as good as black
INSIDE = 0.5  # of a body that its inside takes up, where it has an outline of its own
SHADOW = 0.75  # of a side that a shadow runs along, at least
HALO = 1.0  # points around a body where its blurred edge lies


def bodies(grounds: Sequence[Ground], scale: float, origin: Point) -> Iterator[Found]:
    """The grounds that are symbols, in the pixels of a picture of ``scale`` pixels a point.

    The picture begins at ``origin`` (points of the page).
    """
    for ground in grounds:
        if ground.sharp < SHARP:
            continue
        outline = biggest(ground.mask)
        if outline is None or not fits(outline, scale):
            continue
        whole = cv2.contourArea(outline) >= CONVEX * cv2.contourArea(cv2.convexHull(outline))
        if not whole and not lacks_lid(as_points(outline)):
            continue
        at = round(ground.left - origin[0] * scale), round(ground.top - origin[1] * scale)
        made = shape_of(outline, ground.mask, *at, scale)
        if made is not None and not made.known:
            made = headless(ground.mask, at, scale) or made
        if made is not None:
            dark = float(np.median(ground.tone[ground.mask > 0])) < DARK
            # No outline of its own: one that lies on the sides of a cell is the cell's shading.
            yield replace(
                made,
                halo=round(HALO * scale),
                shape=replace(made.shape, filled=True, stroked=False, dark=dark),
            )


def headless(mask: Mask, at: tuple[int, int], scale: float) -> Found | None:
    """A body of no known outline without the head that hangs on it, where it has a known one then."""
    for times in LARGER[1:]:
        brush = disc(times * SOLID * scale)
        core = as_mask(cv2.morphologyEx(mask, cv2.MORPH_OPEN, brush))
        core = with_corners(core, mask, len(brush) / 2, LINE * scale)
        made = shape_of(biggest(core), core, *at, scale)
        if made is not None and made.known:
            return made
    return None


def by_outline(body: Found, ink: Mask, scale: float) -> Found:
    """A body as the outline around its fill shows it, where one is drawn and tells more: a shadow or a head
    that hangs on it is none of it. ``ink``: the page with its grounds made paper.
    """
    left, top = max(body.left, 0), max(body.top, 0)
    window = ink[top : body.top + body.body.shape[0], left : body.left + body.body.shape[1]]
    contours, tree = cv2.findContours(np.ascontiguousarray(window), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    holes = [c for c, links in zip(contours, [] if tree is None else tree[0], strict=True) if links[3] >= 0]
    inside = max(holes, key=cv2.contourArea, default=None)
    if inside is None or cv2.contourArea(inside) < INSIDE * cv2.countNonZero(body.body):
        return body
    drawn = hollow(np.asarray(inside + np.array([left, top]), dtype=np.int32), ink, scale)
    if drawn is None or not drawn.known or not tells_more(drawn, body):
        return body
    shape = replace(drawn.shape, filled=True, stroked=body.shape.stroked, dark=body.shape.dark)
    return replace(body, shape=shape, kind=drawn.kind, known=True, body=without_heads(body, drawn))


def tells_more(drawn: Found, body: Found) -> bool:
    """Whether an outline says more than a body: the disc that opened the body rounds corners, nothing squares
    those of an outline.
    """
    squared = drawn.kind is JenisSimbol.KOTAK and body.kind is JenisSimbol.KAPSUL
    return squared or sureness(drawn) >= sureness(body)


def sureness(found: Found) -> float:
    """How sure the kind of a shape is; a body of no known outline is of none."""
    return classify_outline(found.shape.points)[1] if found.known else 0.0


def without_heads(body: Found, drawn: Found) -> Mask:
    """What of a body goes off the page with it: its own outline and its shadow, but not what hangs on it."""
    shift = np.array([[1.0, 0.0, drawn.left - body.left], [0.0, 1.0, drawn.top - body.top]])
    own = cv2.dilate(cv2.warpAffine(drawn.body, shift, body.body.shape[::-1]), square(3))
    rest = cv2.subtract(body.body, own)
    _, labels, stats = components(rest)
    sides = np.array(cv2.boundingRect(own)[2:])
    hanging = np.asarray((stats[:, 2:4] < SHADOW * sides).all(axis=1))
    hanging[0] = False
    return np.where(hanging[labels], np.uint8(0), body.body)
