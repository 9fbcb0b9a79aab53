"""Fills whose colours run into each other, painted band by band in a clip: the clip is the shape.

Lengths are PDF points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.sources.pdf.canvas import FILLED
from extract.sources.pdf.drawn import Drawn, Obj

BANDS = 4  # fills of as many colours; a cell and what lies in it are fewer
SPANNED = 0.8  # of the bands reach over their clip, across or down
EDGE = 1.0  # points that a band may end short of its clip


def without_bands(drawn: Drawn) -> Sequence[Obj]:
    """The paths of a page, bands of a gradient replaced by the one shape that they fill."""
    groups: dict[int, list[Obj]] = defaultdict(list)
    for o in drawn.paths:
        if o["order"] in drawn.clipped:
            groups[drawn.clipped[o["order"]]].append(o)
    filled = {clip: group for clip, group in groups.items() if are_bands(group, drawn.clips[clip])}
    if not filled and not drawn.shades:
        return drawn.paths
    bands = {o["order"] for group in filled.values() for o in group}
    shapes = [{**drawn.clips[clip], **FILLED, "order": group[0]["order"]} for clip, group in filled.items()]
    return [*(o for o in drawn.paths if o["order"] not in bands), *shapes, *drawn.shades]


def are_bands(group: Sequence[Obj], clip: Obj) -> bool:
    colours = {repr(o.get("non_stroking_color")) for o in group}
    over = sum(reaches_over(o, clip) for o in group)
    return len(group) >= BANDS and len(colours) >= BANDS and over >= SPANNED * len(group)


def reaches_over(o: Obj, clip: Obj) -> bool:
    across = o["x0"] <= clip["x0"] + EDGE and o["x1"] >= clip["x1"] - EDGE
    down = o["top"] <= clip["top"] + EDGE and o["bottom"] >= clip["bottom"] - EDGE
    return bool(across or down)
