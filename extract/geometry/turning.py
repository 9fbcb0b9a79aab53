"""Pages turned upright whose print lies on its side (wide tables set along the long side), and pages resized.

Lengths are PDF points, origin at the top left. A turn is a number of quarter turns counter-clockwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from schemas.page import Box, Head, Page, Point, Rule, Word, box_of_points

MOSTLY = 0.6  # share of a page's letters on their side from which the page is: heads and footers stay level
LINE = 0.5  # of a letter's height: words of one line lie this close across it


def lying(page: Page) -> int:
    """Quarter turns that bring a page upright: 0, or 1 or 3 where most of its letters lie on their side.

    Words follow one another as they are read, so that on a page that reads upwards the next word
    of a line stands above the one before.
    """
    side = [w for w in page.words if not w.upright]
    if sum(len(w.text) for w in side) <= MOSTLY * sum(len(w.text) for w in page.words):
        return 0
    steps = [b.box.cy - a.box.cy for a, b in pairwise(side) if same_line(a, b)]
    down = sum(1 if s > 0 else -1 for s in steps)
    return 1 if down > 0 else 3


def same_line(a: Word, b: Word) -> bool:
    return abs(a.box.cx - b.box.cx) <= LINE * min(a.box.width, b.box.width)


def turned(page: Page, turn: int) -> Page:
    """A page turned by ``turn`` quarters, which keeps where its places lie for a viewer."""
    if not turn % 4:
        return page
    w, h = page.width, page.height
    back = {1: (0, -1, w, 1, 0, 0), 2: (-1, 0, w, 0, -1, h), 3: (0, 1, 0, -1, 0, h)}[turn % 4]
    out = moved(page, turner(w, h, turn), back)
    if turn % 2:
        out.width, out.height = h, w
        out.words = [replace(word, upright=not word.upright) for word in out.words]
    return out


def resized(page: Page, enlarged: float) -> Page:
    """A page as it is when read with another enlargement; its places stay where they are for a viewer."""
    by = enlarged / page.enlarged
    if by == 1.0:
        return page
    out = moved(page, lambda p: (p[0] * by, p[1] * by), (1 / by, 0, 0, 0, 1 / by, 0), by)
    return replace(out, width=page.width * by, height=page.height * by, enlarged=enlarged)


def shifted(page: Page, dx: float, dy: float) -> Page:
    """What a page shows moved by (dx, dy), to be put on another one that it is a piece of."""
    return moved(page, lambda p: (p[0] + dx, p[1] + dy), (1, 0, -dx, 0, 1, -dy))


def overlaid(page: Page, others: Iterable[Page]) -> Page:
    """A page with all that others show on it, too."""
    every = [page, *others]
    return replace(
        page,
        words=[w for p in every for w in p.words],
        rules=[r for p in every for r in p.rules],
        shapes=[s for p in every for s in p.shapes],
        connectors=[c for p in every for c in p.connectors],
        heads=[h for p in every for h in p.heads],
        pictures=[i for p in every for i in p.pictures],
        left_out=[o for p in every for o in p.left_out],
        stray=[b for p in every for b in p.stray],
    )


def moved(page: Page, place: Callable[[Point], Point], back: Sequence[float], by: float = 1.0) -> Page:
    """A page whose every place goes where ``place`` says, and every length grows ``by`` so much; ``back`` is
    the way back, 2x3 by rows."""

    def box(b: Box) -> Box:
        return box_of_points([place((b.x0, b.y0)), place((b.x1, b.y1))])

    def points(many: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(map(place, many))

    def direction(d: Point) -> Point:
        zero = place((0.0, 0.0))
        p = place(d)
        return ((p[0] - zero[0]) / by, (p[1] - zero[1]) / by)

    def word(w: Word) -> Word:
        return replace(w, box=box(w.box), size=w.size * by, stroke=w.stroke * by, letter=w.letter * by)

    before = np.array(page.placement).reshape(3, 3) if page.placement else np.eye(3)
    after = before @ np.array([*back, 0, 0, 1.0]).reshape(3, 3)
    return replace(
        page,
        words=[word(w) for w in page.words],
        rules=[replace(turned_rule(r, place), thickness=r.thickness * by) for r in page.rules],
        shapes=[replace(s, points=points(s.points), box=box(s.box)) for s in page.shapes],
        connectors=[replace(c, points=points(c.points)) for c in page.connectors],
        heads=[Head(place(h.tip), direction(h.direction), h.size * by) for h in page.heads],
        pictures=[replace(p, box=box(p.box)) for p in page.pictures],
        left_out=[replace(x, box=box(x.box)) for x in page.left_out],
        stray=[box(b) for b in page.stray],
        placement=tuple(float(v) for v in after.ravel()),
    )


def turned_rule(r: Rule, place: Callable[[Point], Point]) -> Rule:
    (x0, y0), (x1, y1) = place((r.box.x0, r.box.y0)), place((r.box.x1, r.box.y1))
    if abs(x1 - x0) >= abs(y1 - y0):
        return replace(r, horizontal=True, at=(y0 + y1) / 2, lo=min(x0, x1), hi=max(x0, x1))
    return replace(r, horizontal=False, at=(x0 + x1) / 2, lo=min(y0, y1), hi=max(y0, y1))


def turner(width: float, height: float, turn: int) -> Callable[[Point], Point]:
    """Where a point of paper of this size comes to lie when the paper is turned."""
    return {
        0: lambda p: p,
        1: lambda p: (p[1], width - p[0]),
        2: lambda p: (width - p[0], height - p[1]),
        3: lambda p: (height - p[1], p[0]),
    }[turn % 4]
