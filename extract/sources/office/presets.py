"""Preset geometries of DrawingML as outlines and lines, in the shape's own frame.

Source: ECMA-376 Part 1, annex D, presetShapeDefinitions.xml. A frame runs from (0, 0) to
(w, h), y downwards, before flips and rotation; adjustments are in 1/100000 as in the file. What is straight
is data: ``presets.toml``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files

from extract.geometry.plane import bezier
from schemas.page import Point

Points = list[Point]
Adjust = Mapping[str, float]

_DATA = tomllib.loads(files("extract.sources.office").joinpath("presets.toml").read_text(encoding="utf-8"))
LINES = frozenset(_DATA["lines"])
BLOCK_ARROWS: dict[str, tuple[Point, Point]] = {
    k: (tuple(a), tuple(b)) for k, (a, b) in _DATA["block_arrows"].items()
}
BY_NUMBER: dict[int, str] = {int(number): preset for number, preset in _DATA["vml"].items()}
_STRAIGHT: dict[str, Points] = {
    name: [(x, y) for x, y in outline["corners"]]
    for outline in _DATA["outlines"]
    for name in outline["names"]
}
_UNKNOWN: Points = [(0.3, 0), (0.7, 0), (1, 1), (0, 1)]  # none of the form's symbols
# Preset -> rounding of its corners in 1/100000 of the shorter side (what its ``adj`` starts from).
_ROUNDED = {"roundRect": 16_667.0, "flowChartAlternateProcess": 16_667.0, "flowChartTerminator": 50_000.0}
_PERCENT = 100_000.0


def line_points(preset: str, w: float, h: float, adjust: Adjust) -> Points:
    """A line or connector of LINES. Curved connectors run where the bent ones do."""
    a1, a2, a3 = (adjust.get(f"adj{i}", adjust.get("adj", 50_000) if i == 1 else 50_000) / _PERCENT
                  for i in (1, 2, 3))  # fmt: skip
    kind = preset[-1]
    if preset in ("line", "straightConnector1"):
        return [(0, 0), (w, h)]
    if kind == "2":
        return [(0, 0), (w, 0), (w, h)]
    if kind == "3":
        return [(0, 0), (w * a1, 0), (w * a1, h), (w, h)]
    if kind == "4":
        return [(0, 0), (w * a1, 0), (w * a1, h * a2), (w, h * a2), (w, h)]
    return [(0, 0), (w * a1, 0), (w * a1, h * a2), (w * a3, h * a2), (w * a3, h), (w, h)]


def outline(preset: str, w: float, h: float, adjust: Adjust) -> tuple[Points, bool]:
    """Outline of a closed preset, and whether it has curves.

    A preset that is not drawn here comes out as a shape that is none of the form's symbols.
    """
    if preset in _STRAIGHT:
        return [(x * w, y * h) for x, y in _STRAIGHT[preset]], False
    if preset == "homePlate":
        tip = min(w, min(w, h) * adjust.get("adj", 50_000) / _PERCENT)
        return [(0, 0), (w - tip, 0), (w, h / 2), (w - tip, h), (0, h)], False
    if rounding := _ROUNDED.get(preset):
        share = min(adjust.get("adj", rounding) / _PERCENT, 0.5) if rounding < 50_000 else 0.5
        return rounded(w, h, share * min(w, h)), True
    return (_CURVED[preset](w, h) if preset in _CURVED else [(x * w, y * h) for x, y in _UNKNOWN]), True


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Points:
    """An elliptic arc as points, at least one every 15 degrees; angles clockwise from the right."""
    n = max(2, round(abs(end - start) / 15))
    angles = [math.radians(start + (end - start) * i / n) for i in range(n + (abs(end - start) < 360))]
    return [(cx + rx * math.cos(t), cy + ry * math.sin(t)) for t in angles]


def rounded(w: float, h: float, r: float) -> Points:
    return [
        *arc(r, r, r, r, 180, 270),
        *arc(w - r, r, r, r, 270, 360),
        *arc(w - r, h - r, r, r, 0, 90),
        *arc(r, h - r, r, r, 90, 180),
    ]


def document(w: float, h: float) -> Points:
    """Straight but for the wave at its bottom."""
    right, left = (w, h * 17_322 / 21_600), (0.0, h * 20_172 / 21_600)
    wave = bezier(right, (w / 2, right[1]), (w / 2, h * 23_922 / 21_600), left)
    return [(0, 0), (w, 0), right, *wave]


def can(w: float, h: float) -> Points:
    return [*arc(w / 2, h / 6, w / 2, h / 6, 180, 360), *arc(w / 2, 5 * h / 6, w / 2, h / 6, 0, 180)]


def delay(w: float, h: float) -> Points:
    return [(0, 0), (w / 2, 0), *arc(w / 2, h / 2, w / 2, h / 2, 270, 450), (0, h)]


def oval(w: float, h: float) -> Points:
    return arc(w / 2, h / 2, w / 2, h / 2, 0, 360)


_CURVED: dict[str, Callable[[float, float], Points]] = {
    **dict.fromkeys(
        ("ellipse", "flowChartConnector", "flowChartSummingJunction", "flowChartOr", "donut"), oval
    ),
    **dict.fromkeys(("flowChartDocument", "flowChartMultidocument"), document),
    **dict.fromkeys(("can", "flowChartMagneticDisk"), can),
    "flowChartDelay": delay,
}
