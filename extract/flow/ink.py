"""Conservation of ink: what is drawn among the executors and explained by nothing that was read.

A stroke is explained by the arrow whose way runs along it, a head by the arrow that ends there, a
shape by being a symbol, a part of one, or a cell; a picture by what was read in it. Lengths are PDF
points. What is left over is told at its place; a reader that loses a line knows that it did.

    [ ]-----+           | is a way that was read: the ink along it is explained; the branch is not, and
            |---- ?     is told at its place
           [ ]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.flow.arrows import Panah
from extract.flow.strokes import Stroke
from extract.flow.symbols import (
    LEAST,
    Simbol,
    executor_at,
    fills_cell,
    is_backdrop,
    is_label_box,
    kind_of,
    usual_of,
)
from extract.geometry.groups import runs
from extract.geometry.nearby import EDGE, Nearby, around
from extract.geometry.plane import distance, off_line, path_length
from extract.geometry.words import line_text
from extract.table.grid import cell_shapes, words_of
from extract.table.header import pelaksana_of
from extract.table.rows import TablePart
from schemas.page import Box, Head, Page, Point, Shape

ALONG = 3.0  # a stroke this close to an arrow's way is that arrow's: line width and joins
STEP = 3.0  # points between the places at which a stroke is looked at
LOST = 9.0  # least length of a lost line: longer than a dash, a head or a stub at a symbol
HEAD = 12.0  # the pieces of a head drawn in several strokes lie this close to the arrow's end
BEYOND = 1.5  # times its size: the same for a large head
SAME_WAY = 0.9  # cosine between a head and a line from which it lies in it
PART = 0.3  # of the smaller of two shapes: one that shares more with a symbol is a part of it
TURNS = 2.5  # a line that returns to its own symbol is decoration up to so many heights of the symbol


@dataclass(frozen=True, slots=True)
class Leftover:
    """Ink that nothing explains: where it stands, and its executor column if it is in one."""

    at: Point
    column: int | None


def leftovers(
    page: Page,
    part: TablePart,
    symbols: Sequence[Simbol],
    strokes: Sequence[Stroke],
    heads: Sequence[Head],
    arrows: Sequence[Panah],
    words: Sequence[Box],
) -> list[Leftover]:
    """What is left over in the rows of the table. ``words``: boxes of the words among the executors."""
    ways = [a for a in arrows if explains(a, symbols)]
    points = [
        *lost_strokes(strokes, ways, symbols, words),
        *lost_heads(heads, ways, symbols),
        *lost_shapes(page, part, symbols),
    ]
    return [Leftover(p, executor_at(part, p[0])) for p in points if among_executors(p, part)]


def among_executors(p: Point, part: TablePart) -> bool:
    columns = pelaksana_of(part.kolom)
    rows = part.baris
    if not columns or not rows:
        return False
    return columns[0].x0 <= p[0] <= columns[-1].x1 and rows[0].box.y0 <= p[1] <= rows[-1].box.y1


def explains(a: Panah, symbols: Sequence[Simbol]) -> bool:
    """Whether an arrow says something of its ink: it is tied to a symbol, and no mere return to it."""
    if a.a is None and a.b is None:
        return False
    if a.a != a.b or a.a is None:
        return True
    return path_length(list(a.path)) <= TURNS * symbols[a.a].box.height


def lost_strokes(
    strokes: Sequence[Stroke], ways: Sequence[Panah], symbols: Sequence[Simbol], words: Sequence[Box]
) -> Iterator[Point]:
    """The middle of each run of a stroke that no arrow, symbol or word covers."""
    near = Nearby()
    pieces = [piece for a in ways for piece in pairwise(a.path)]
    for n, (p, q) in enumerate(pieces):
        near.add_line(p, q, n)
    bodies, texts = Nearby(boxes=(s.box for s in symbols)), Nearby(boxes=words)

    def covered(p: Point) -> bool:
        spot = around(p, ALONG)
        if any(off_line(p, *pieces[n]) <= ALONG for n in near.at(spot)):
            return True
        if any(symbols[n].box.holds(*p, ALONG) for n in bodies.at(spot)):
            return True
        return any(words[n].holds(*p, ALONG) for n in texts.at(spot))

    for s in strokes:
        run = longest_run([p for p in places(s.points) if not covered(p)])
        if path_length(run) >= LOST:
            yield run[len(run) // 2]


def places(points: Sequence[Point]) -> list[Point]:
    """Points along a line, STEP apart. Of a line that runs off every page only those that a page can hold."""
    out: list[Point] = []
    for p, q in pairwise(points):
        n = max(1, int(distance(p, q) / STEP))
        first, last = on_paper(p, q)
        some = range(int(first * n), min(n, int(last * n) + 1))
        out += [(p[0] + (q[0] - p[0]) * i / n, p[1] + (q[1] - p[1]) * i / n) for i in some]
    return [*out, points[-1]]


def on_paper(p: Point, q: Point) -> tuple[float, float]:
    """From where to where a line lies within EDGE of the origin, as shares of it; (0, 0): nowhere."""
    first, last = 0.0, 1.0
    for a, b in zip(p, q, strict=True):
        if a == b:
            last = last if abs(a) <= EDGE else -1.0
            continue
        ends = sorted(((-EDGE - a) / (b - a), (EDGE - a) / (b - a)))
        first, last = max(first, ends[0]), min(last, ends[1])
    return (first, last) if first < last else (0.0, 0.0)


def longest_run(points: Sequence[Point]) -> list[Point]:
    """The longest row of neighbours among places along a line of which some were taken out."""
    return max(runs(points, lambda p, q: distance(p, q) > 2 * STEP), key=len, default=[])


def lost_heads(heads: Sequence[Head], ways: Sequence[Panah], symbols: Sequence[Simbol]) -> Iterator[Point]:
    """Heads at which no arrow ends and along which none runs, as where a line comes into another one; a head
    inside a symbol is a mark of it.
    """
    tips = [p for a in ways for p in (a.path[0], a.path[-1])]
    near = Nearby(boxes=map(around, tips))
    bodies = Nearby(boxes=(s.box for s in symbols))
    for h in heads:
        reach = max(HEAD, BEYOND * h.size)
        if any(distance(h.tip, tips[n]) <= reach for n in near.at(around(h.tip, reach))):
            continue
        if any(passes(h, p, q) for a in ways for p, q in pairwise(a.path)):
            continue
        if not any(symbols[n].box.holds(*h.base) for n in bodies.at(around(h.base))):
            yield h.tip


def passes(h: Head, p: Point, q: Point) -> bool:
    """Whether a piece of an arrow's way runs through a head, as the head points."""
    length = distance(p, q)
    along = (q[0] - p[0]) * h.direction[0] + (q[1] - p[1]) * h.direction[1]
    return along > SAME_WAY * length and off_line(h.tip, p, q) <= ALONG


def lost_shapes(page: Page, part: TablePart, symbols: Sequence[Simbol]) -> Iterator[Point]:
    """Shapes of the size of a symbol that are none, and no part of one, no cell and no white ground."""
    cells = {id(s) for s in cell_shapes(page)}
    bodies = Nearby(boxes=(s.box for s in symbols))
    words = words_of(page.words)
    usual = usual_of(symbols)
    for s in page.shapes:
        if id(s) in cells or is_ground(s, part):
            continue
        if is_label_box(kind_of(s)[0], line_text(words(s.box)), s.box, usual):
            continue
        near = [symbols[n].box for n in bodies.at(s.box)]
        if not any(s.box.overlap(b) > PART * min(s.box.area, b.area) for b in near):
            yield (s.box.cx, s.box.cy)


def is_ground(s: Shape, part: TablePart) -> bool:
    """Whether a shape is too small for a symbol, white, or the ground of a cell or of the page."""
    small = min(s.box.width, s.box.height) < LEAST
    return small or not (s.filled or s.stroked) or fills_cell(s.box, part) or is_backdrop(s, part)
