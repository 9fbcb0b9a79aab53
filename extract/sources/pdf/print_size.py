"""PDF pages read as if printed at the usual size: how far they are from it, what they draw so resized."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.geometry.letters import Letters, heights
from extract.geometry.print_size import enlargement_of
from extract.sources.pdf.drawn import Obj
from schemas.page import Box

LENGTHS = ("x0", "x1", "top", "bottom", "linewidth")


def enlargement(letters: Letters) -> float:
    """By what a page is to be enlarged, so that its letters have the usual height; 1 where they have."""
    inked = np.array([bool(t.strip()) for t in letters.texts], bool)[letters.text]
    sizes = heights(letters)[inked]
    return enlargement_of(float(np.median(sizes)) if len(sizes) else 0.0, len(sizes))


def enlarged(o: Obj, by: float) -> Obj:
    """A path or a picture with all its lengths times ``by``."""
    if by == 1.0:
        return o
    out = {**o, **{k: o[k] * by for k in LENGTHS if isinstance(o.get(k), int | float)}}
    if o.get("pts"):
        out["pts"] = [_times(p, by) for p in o["pts"]]
    if o.get("path"):
        out["path"] = [(piece[0], *(_times(p, by) for p in piece[1:])) for piece in o["path"]]
    if o.get("covers"):
        out["covers"] = [Box(*(v * by for v in (c.x0, c.y0, c.x1, c.y1))) for c in o["covers"]]
    if isinstance(o.get("dash"), tuple | list) and o["dash"] and o["dash"][0]:
        out["dash"] = ([float(d) * by for d in o["dash"][0]], *o["dash"][1:])
    return out


def _times(point: Sequence[float], by: float) -> tuple[float, float]:
    return float(point[0]) * by, float(point[1]) * by
