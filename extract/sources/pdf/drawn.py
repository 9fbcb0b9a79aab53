"""What a PDF page draws, before anything is made of it: letters, paths and pictures in drawing order.

Lengths are PDF points from the top left corner of the media box, turned as a viewer turns the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from extract.geometry.letters import Letters
from schemas.page import Box

# A path or a picture, with the keys that pdfplumber gives them, and "order": when it was drawn.
Obj = dict[str, Any]
Matrix = tuple[float, float, float, float, float, float]
SYMBOL_MIN = 3.0  # points: nothing smaller is a symbol
MEASURES = ("x0", "top", "x1", "bottom", "size")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as its content stream draws it.

    ``paths`` of one kind (rect, line, curve) after the other, ``pictures`` with the attributes of
    their stream. Two readers make it, and make the same (``content.py``, ``plumbed.py``), but that the
    slow one knows no clips: outlines outside of which nothing is painted. ``clipped`` has the clip of each
    filled path by its order, ``shades`` the clips that were filled with colours running into each other.
    """

    width: float
    height: float
    letters: Letters
    paths: Sequence[Obj]
    pictures: Sequence[Obj]
    placement: tuple[float, ...] = ()
    clips: Sequence[Obj] = ()
    clipped: Mapping[int, int] = field(default_factory=dict)
    shades: Sequence[Obj] = ()


def placement_of(page: Any) -> tuple[float, ...]:
    """Page.placement of a page of which a viewer shows a part: its crop box, turned as the page is.

    Source: ISO 32000-1, 14.11.2. pdfplumber measures from the corner of the media box.
    """
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox or page.page_obj.mediabox
    left, low = (max(0.0, float(crop[i]) - float(media[i])) for i in (0, 1))
    right, high = (max(0.0, float(media[i]) - float(crop[i])) for i in (2, 3))
    corner = {90: (low, left), 180: (right, low), 270: (high, right)}
    dx, dy = corner.get(page.rotation, (left, high))
    return (1.0, 0.0, -dx, 0.0, 1.0, -dy, 0.0, 0.0, 1.0) if dx or dy else ()


def letters_of(chars: Sequence[Mapping[str, Any]], order: Sequence[int] = ()) -> Letters:
    """Letters from pdfplumber's chars. ``order``: when each was drawn; one after the other if not given."""
    texts = {t: n for n, t in enumerate(dict.fromkeys(str(c["text"]) for c in chars))}
    fonts = {f: n for n, f in enumerate(dict.fromkeys(str(c.get("fontname")) for c in chars))}
    turns = [(c.get("matrix") or (1.0, 0.0, 0.0, 1.0))[:4] for c in chars]
    a, b, c, d = np.array(turns, float).reshape(-1, 4).T
    x0, top, x1, bottom, size = (np.array([letter[key] for letter in chars], float) for key in MEASURES)
    return Letters(
        tuple(texts),
        tuple(fonts),
        np.array([texts[str(letter["text"])] for letter in chars], np.intp),
        np.array([fonts[str(letter.get("fontname"))] for letter in chars], np.intp),
        x0,
        top,
        x1,
        bottom,
        size,
        np.array([bool(letter["upright"]) for letter in chars], bool),
        a,
        b,
        c,
        d,
        np.array(order or range(len(chars)), np.intp),
    )


def box_of(o: Obj) -> Box:
    return Box(float(o["x0"]), float(o["top"]), float(o["x1"]), float(o["bottom"]))
