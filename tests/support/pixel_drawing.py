"""Draws small step-table pages in pixels, for the tests of shapes and lines."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from schemas.page import Point, Rule

SCALE = 200 / 72


@dataclass
class Sheet:
    """A page that is drawn on in points; ``ink`` is 255 where there is ink."""

    width: float = 300.0
    height: float = 200.0
    scale: float = SCALE
    rules: list[Rule] = field(default_factory=list)
    ink: NDArray[np.uint8] = field(init=False)

    def __post_init__(self) -> None:
        self.ink = np.zeros((round(self.height * self.scale), round(self.width * self.scale)), np.uint8)

    def pixels(self, points: list[Point]) -> NDArray[np.int32]:
        return np.rint(np.array(points) * self.scale).astype(np.int32)

    def line(self, points: list[Point], thick: float = 0.8) -> None:
        cv2.polylines(self.ink, [self.pixels(points)], False, 255, max(1, round(thick * self.scale)))

    def outline(self, points: list[Point], thick: float = 0.8) -> None:
        self.line([*points, points[0]], thick)

    def fill(self, points: list[Point]) -> None:
        cv2.fillPoly(self.ink, [self.pixels(points)], 255)

    def box(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.8) -> None:
        self.outline([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], thick)

    def diamond(self, cx: float, cy: float, width: float, height: float) -> None:
        w, h = width / 2, height / 2
        self.outline([(cx - w, cy), (cx, cy - h), (cx + w, cy), (cx, cy + h)])

    def arrow(
        self, points: list[Point], open_head: bool = False, size: tuple[float, float] = (6, 2.5)
    ) -> None:
        """A line with a head at its last point; ``size``: how long it is, and half of how wide."""
        (x0, y0), (x, y) = points[-2:]
        dx, dy = np.array([x - x0, y - y0]) / np.hypot(x - x0, y - y0)
        long, half = size
        a = (x - long * dx - half * dy, y - long * dy + half * dx)
        b = (x - long * dx + half * dy, y - long * dy - half * dx)
        self.line(points)
        if open_head:
            self.line([a, (x, y), b])
        else:
            self.fill([a, (x, y), b])

    def rule(self, horizontal: bool, at: float, lo: float, hi: float, thick: float = 0.8) -> None:
        self.rules.append(Rule(horizontal, at, lo, hi, thick))
        self.line([(lo, at), (hi, at)] if horizontal else [(at, lo), (at, hi)], thick)


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> list[Point]:
    """The outline of a box with round corners."""
    out: list[Point] = []
    centres = [(x1 - radius, y0 + radius), (x1 - radius, y1 - radius), (x0 + radius, y1 - radius)]
    for (cx, cy), start in zip([*centres, (x0 + radius, y0 + radius)], (-90, 0, 90, 180), strict=True):
        for step in range(9):
            t = np.radians(start + step * 90 / 8)
            out.append((cx + radius * float(np.cos(t)), cy + radius * float(np.sin(t))))
    return out
