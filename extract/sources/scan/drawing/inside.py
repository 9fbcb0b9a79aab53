"""Heads where none is looked for: inside a symbol, at whose outline lines end; and loops that words close.

+---------+
|    <|---|---     a line that ends at an outline, and behind it, inside, a stem with a head in line with it
+---------+
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.drawing.heads import arrow_of
from extract.sources.scan.drawing.polylines import Polyline, outward
from extract.sources.scan.drawing.shapes import Found, square
from extract.sources.scan.ink import components
from extract.sources.scan.little import may_be_arrow
from schemas.page import Head, Point, Word

Mask = NDArray[np.uint8]

RIM = 2.4  # points: a thick outline and its blur
BLUR = 0.6  # points that a word's box is wider than its letters
WORDED = 0.3  # of its outline that lies on words: a label that touches a symbol covers less
REACH = 6.0  # points from the end of a line, before an outline, to the stem behind it
ASIDE = 1.5  # points that the stem may lie beside the line
ALONG = 0.9  # cosine between the line and its head
LONGEST = 24.0  # points behind the tail of a head inside a symbol in which its stem begins
GAP = 1.6  # points of it that a rule across it may take
LEAST = 2.0  # points of it outside: less is the blur of the outline


@dataclass(frozen=True, slots=True)
class Inner:
    """An arrow within a symbol, in pixels: its head, where its stem begins behind the outline, and where it
    begins outside, if it does."""

    head: Head
    tail: Point
    start: Point | None


def inner_arrows(strokes: Mask, scale: float, found: Sequence[Found]) -> list[Inner]:
    """The arrows within symbols."""
    out = []
    for symbol in found:
        top, left = max(symbol.top, 0), max(symbol.left, 0)
        body = symbol.body[top - symbol.top :, left - symbol.left :]
        view = strokes[top : top + body.shape[0], left : left + body.shape[1]]
        if not view.size:
            continue  # it lies off this part of the page
        inner = cv2.erode(body[: view.shape[0], : view.shape[1]], square(2 * round(RIM * scale) + 1))
        ink = cv2.bitwise_and(view, inner)
        if not cv2.countNonZero(ink):
            continue
        _, labels, stats = components(ink)
        arrows = may_be_arrow(stats[:, 2], stats[:, 3], stats[:, 4], scale)
        arrows[0] = False
        for i in np.flatnonzero(arrows).tolist():
            x, y, width, height, _ = stats[i].tolist()
            arrow = arrow_of(labels[y : y + height, x : x + width] == i)
            if arrow is not None:
                head, tail = moved(arrow, x + left, y + top)
                out.append(Inner(head, tail, outer_end(head, tail, body, (left, top), strokes, scale)))
    return out


def outer_end(
    head: Head, tail: Point, body: Mask, at: tuple[int, int], strokes: Mask, scale: float
) -> Point | None:
    """Where the stem of a head inside a symbol begins on the outside: the ink behind its tail, followed
    through the outline. None where it does not come out. ``at``: left and top of ``body`` in ``strokes``.
    """
    dx, dy = head.direction
    gap, outside, last = 0.0, 0.0, None
    for step in range(1, round(LONGEST * scale)):
        x, y = round(tail[0] - step * dx), round(tail[1] - step * dy)
        if not (0 <= x < strokes.shape[1] and 0 <= y < strokes.shape[0]):
            break
        around = strokes[max(y - 1, 0) : y + 2, max(x - 1, 0) : x + 2]
        gap = 0.0 if around.any() else gap + 1
        if gap > GAP * scale:
            break
        column, row = x - at[0], y - at[1]
        within = 0 <= column < body.shape[1] and 0 <= row < body.shape[0] and bool(body[row, column])
        if gap == 0 and not within:
            outside, last = outside + 1, (float(x), float(y))
    return last if outside >= LEAST * scale else None


def without_loops_of_words(found: Sequence[Found], words: Sequence[Word], scale: float) -> list[Found]:
    """The shapes without those that words beside them close: what a line, a label and a symbol enclose."""
    texts = [w.box.grow(-BLUR) for w in words if any(c.isalnum() for c in w.text)]
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


def moved(arrow: tuple[Head, Point], dx: float, dy: float) -> tuple[Head, Point]:
    head, tail = arrow
    tip = head.tip[0] + dx, head.tip[1] + dy
    return Head(tip, head.direction, head.size), (tail[0] + dx, tail[1] + dy)


def lead_in(lines: list[Polyline], arrows: Sequence[Inner], scale: float) -> list[Head]:
    """The heads that stand in line with the end of a line; those lines are made to end at their tips. A stem
    that comes out of the symbol by itself, too short for a line, is one with its head.
    """
    out = []
    for arrow in arrows:
        head, tail = arrow.head, arrow.tail
        for line in lines:
            if not line.held_b and faces(line, head, tail, scale):
                line.points, line.held_b = np.vstack([line.points, head.tip]), True
            elif not line.held_a and faces(line.turned(), head, tail, scale):
                line.points, line.held_a = np.vstack([head.tip, line.points]), True
            else:
                continue
            out.append(head)
            break
        else:
            if arrow.start:
                lines.append(Polyline(np.array([arrow.start, head.tip]), held_b=True))
                out.append(head)
    return out


def faces(line: Polyline, head: Head, tail: Point, scale: float) -> bool:
    """Whether a line would run into the stem of a head if it went on from its last point."""
    if len(line.points) < 2:
        return False
    dx, dy = outward(line.points)
    x, y = tail[0] - float(line.points[-1][0]), tail[1] - float(line.points[-1][1])
    along, aside = x * dx + y * dy, abs(x * dy - y * dx)
    ahead = dx * head.direction[0] + dy * head.direction[1]
    return ahead >= ALONG and -scale <= along <= REACH * scale and aside <= ASIDE * scale
