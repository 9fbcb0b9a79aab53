"""What drawing programs and hands do to symbols: shadows, second outlines, hatching, wobble."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from schemas.page import Box, Point
from tests.support.generate.model import KAPSUL, KETUPAT, LAIN, SEGILIMA, Style
from tests.support.generate.pen import WHITE, Pen
from tests.support.generate.place import Placed

SHADE = (0.62, 0.62, 0.62)
CAST = 2.0  # points right and down from a symbol to its shadow
INNER = 2.0  # points between two outlines
HATCH = 3.2  # points between lines of hatching
WOBBLE = 0.5  # points that a hand leaves the straight line
STEP = 3.0  # points between the places where it does


def draw_effect(pen: Pen, style: Style, symbol: Placed) -> None:
    """Draw a symbol with ``style.effect`` (bayangan | ganda | timbul | arsir | putus | tangan)."""
    outline, ink = outline_of(style, symbol.kind, symbol.box), pen.color
    fill, stroke = style.fill, style.stroke_width or 0.8
    if style.effect == "bayangan":
        pen.polygon([(x + CAST, y + CAST) for x, y in outline], SHADE, None)
        fill = fill or WHITE
    if style.effect == "tangan":
        pen.polygon(by_hand(outline, symbol.box), fill, stroke)
    elif style.effect == "putus":
        pen.canvas.setDash([3, 1.6])
        pen.polygon(outline, fill, stroke)
        pen.canvas.setDash([])
    else:
        pen.polygon(outline, fill, stroke)
    if style.effect == "ganda":
        pen.polygon(outline_of(style, symbol.kind, symbol.box.grow(-INNER)), None, stroke)
    elif style.effect == "timbul":
        pen.color = SHADE
        inner = outline_of(style, symbol.kind, symbol.box.grow(-INNER / 2))
        low = [p for p in inner if p[1] > symbol.box.cy or p[0] > symbol.box.x1 - 2 * INNER]
        pen.polyline(low, INNER / 2)
        pen.color = ink
    elif style.effect == "arsir":
        hatch(pen, outline, symbol.box)


def outline_of(style: Style, kind: str, b: Box) -> list[Point]:
    if kind == KETUPAT:
        return [(b.cx, b.y0), (b.x1, b.cy), (b.cx, b.y1), (b.x0, b.cy)]
    if kind == SEGILIMA:
        hip = b.y0 + b.height * 0.6
        return [(b.x0, b.y0), (b.x1, b.y0), (b.x1, hip), (b.cx, b.y1), (b.x0, hip)]
    if kind == KAPSUL:
        return rounded(b, b.height / 2)
    if kind == LAIN and style.other == "dokumen":
        wave = [
            (b.x1 - b.width * n / 24, b.y1 - b.height * (0.16 + 0.12 * sin(n * pi / 12))) for n in range(25)
        ]
        return [(b.x0, b.y0), (b.x1, b.y0), *wave]
    return (
        rounded(b, style.corner) if style.corner else [(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1)]
    )


def rounded(b: Box, by: float) -> list[Point]:
    corners = (
        (b.x1 - by, b.y0 + by, -0.5),
        (b.x1 - by, b.y1 - by, 0.0),
        (b.x0 + by, b.y1 - by, 0.5),
        (b.x0 + by, b.y0 + by, 1.0),
    )
    return [
        (x + by * cos((turn + n / 16) * pi), y + by * sin((turn + n / 16) * pi))
        for x, y, turn in corners
        for n in range(9)
    ]


def by_hand(outline: list[Point], b: Box) -> list[Point]:
    """The outline as a careless hand draws it; the same for the same place."""
    rng = np.random.default_rng([round(b.x0), round(b.y0)])
    out: list[Point] = []
    for (x0, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1], strict=True):
        n = max(1, round(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / STEP))
        for i in range(n):
            dx, dy = rng.uniform(-WOBBLE, WOBBLE, 2)
            out.append((x0 + (x1 - x0) * i / n + dx, y0 + (y1 - y0) * i / n + dy))
    return out


def hatch(pen: Pen, outline: list[Point], b: Box) -> None:
    path = pen.canvas.beginPath()
    path.moveTo(outline[0][0], pen.height - outline[0][1])
    for x, y in outline[1:]:
        path.lineTo(x, pen.height - y)
    path.close()
    pen.canvas.saveState()
    pen.canvas.clipPath(path, stroke=0, fill=0)
    at = b.x0 - b.height
    while at < b.x1:
        pen.line((at, b.y1), (at + b.height, b.y0), 0.3)
        at += HATCH
    pen.canvas.restoreState()
