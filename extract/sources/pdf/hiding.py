"""What something opaque that is painted later hides on a PDF page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.geometry.letters import Flags, Letters
from extract.geometry.nearby import Nearby, around
from extract.sources.pdf.drawn import SYMBOL_MIN, Drawn, Obj, box_of
from extract.sources.pdf.ink import WHITE, grey
from schemas.page import Box

HIDING = 0.1  # of the page: a larger white box is its ground and hides nothing on purpose
ROUNDING = 1e-9  # points


def visible(page: Drawn) -> Drawn:
    """A page without what something opaque painted later hides.

    White boxes hide letters (numbers struck out that way) and parts of pictures (a symbol taken back),
    pictures hide all that lies under them (an old table under a pasted one).
    """
    white = [o for o in page.paths if o["object_type"] == "rect" and hides(o, page)]
    opaque = [o for o in page.pictures if hides(o, page)]
    if not (white or opaque):
        return page
    near = Nearby(boxes=map(box_of, opaque))

    def shown(o: Obj) -> bool:
        box = box_of(o)
        over = (opaque[k] for k in near.at(around((box.cx, box.cy))))
        return not any(o["order"] < p["order"] and inside(box, box_of(p)) for p in over)

    letters = page.letters.at(~covered(page.letters, [*white, *opaque]))
    return replace(
        page,
        letters=letters,
        paths=list(filter(shown, page.paths)),
        pictures=[under(o, white) for o in page.pictures if shown(o)],
    )


def under(picture: Obj, white: Sequence[Obj]) -> Obj:
    """A picture that knows the white boxes painted over it."""
    box = box_of(picture)
    later = (box_of(o) for o in white if o["order"] > picture["order"])
    covers = [b for b in later if b.overlap(box) > 0]
    return {**picture, "covers": covers} if covers else picture


def covered(letters: Letters, covers: Sequence[Obj]) -> Flags:
    """Which letters lie inside something painted later, as ``inside`` says."""
    out = np.zeros(len(letters), bool)
    cx, cy = (letters.x0 + letters.x1) / 2, (letters.top + letters.bottom) / 2
    by_height = np.argsort(cy, kind="stable")
    heights = cy[by_height]
    for cover in covers:
        box = box_of(cover)
        wide = box.grow(2)
        first, end = np.searchsorted(heights, (box.y0, box.y1 + ROUNDING))
        n = by_height[first:end]
        n = n[(letters.order[n] < cover["order"]) & (box.x0 <= cx[n]) & (cx[n] <= box.x1)]
        out[
            n[
                (cy[n] <= box.y1)
                & (wide.x0 <= letters.x0[n])
                & (letters.x1[n] <= wide.x1)
                & (wide.y0 <= letters.top[n])
                & (letters.bottom[n] <= wide.y1)
            ]
        ] = True
    return out


def hides(o: Obj, page: Drawn) -> bool:
    """Whether an object is opaque and large enough to hide something on purpose."""
    box = box_of(o)
    if min(box.width, box.height) <= SYMBOL_MIN:
        return False
    if o["object_type"] == "image":
        attrs = o["stream"].attrs
        return not any(key in attrs for key in ("SMask", "Mask", "ImageMask"))
    return (
        bool(o.get("fill"))
        and grey(o.get("non_stroking_color")) >= WHITE
        and box.area < HIDING * page.width * page.height
    )


def inside(b: Box, box: Box) -> bool:
    """Whether the centre and most of the length of ``b`` lie in a box."""
    return box.holds(b.cx, b.cy) and box.grow(2).holds(b.x0, b.y0) and box.grow(2).holds(b.x1, b.y1)
