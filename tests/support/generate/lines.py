"""Turns the legs of a page into drawn lines and places their labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from schemas.page import Box, Point, box_of_points
from tests.support.generate.layout import LayoutError, Table, TablePage
from tests.support.generate.model import Style
from tests.support.generate.place import Leg, Placed
from tests.support.generate.route import Ends, NoWay, Port, Router, channels
from tests.support.generate.text import width

AWKWARD = 24.0  # price of leaving at the top or arriving from below


@dataclass(frozen=True, slots=True)
class Line:
    """``joined_start``, ``joined_end``: that end stands on another line, not at a symbol."""

    path: tuple[Point, ...]
    head: bool
    joined_start: bool = False
    joined_end: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """``box``: what the printed word covers; ``across``: it interrupts its line."""

    text: str
    box: Box
    turned: bool = False
    across: bool = False


@dataclass(slots=True)
class PageLines:
    lines: list[Line] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def page_lines(
    style: Style, table: Table, part: TablePage, symbols: list[Placed], legs: list[Leg]
) -> PageLines:
    """All lines of one page. Raises LayoutError where one has no free way or its label no room."""
    tracer = Tracer(style, make_router(style, table, part, symbols))
    drawn: list[tuple[Leg, Line]] = []
    for leg in sorted(legs, key=leg_order):
        drawn.append((leg, tracer.trace(leg)))
    page = PageLines([line for _, line in drawn])
    room = Box(table.executors()[0].x0, part.body_top - 20, table.executors()[-1].x1, part.bottom + 20)
    for leg, line in drawn:
        if leg.label:
            page.labels.append(place_label(style, leg.label, line, page, symbols, part, room))
    return page


def leg_order(leg: Leg) -> tuple[bool, float]:
    """Near symbols first; joins and forks once the line that they hang on is there."""
    a, b = leg.start.box, leg.end.box
    return leg.arrow.kind in ("gabung", "cabang"), abs(a.cx - b.cx) + abs(a.cy - b.cy)


def make_router(style: Style, table: Table, part: TablePage, symbols: list[Placed]) -> Router:
    boxes = [s.box for s in symbols]
    xs: list[float] = []
    for column in table.executors():
        xs += [column.x0 + 4, column.x1 - 4, column.x0 + 9, column.x1 - 9]
    edge = (0.0,) if style.on_rules else (-3.5, 3.5)
    ys = [row.bottom + d for row in part.rows for d in edge]
    ys += [y for b in boxes for y in (b.y0 - 8, b.y1 + 8)]
    ys = [y for y in (part.body_top + 3.5, *ys) if part.body_top < y < part.bottom]
    return Router(channels([b.cx for b in boxes], xs), channels([b.cy for b in boxes], ys), boxes)


@dataclass(slots=True)
class Tracer:
    """Routes one leg after another; a port serves one line only."""

    style: Style
    router: Router
    used: set[tuple[Box, str]] = field(default_factory=set)
    paths: dict[tuple[Placed, Placed], list[Point]] = field(default_factory=dict)

    def trace(self, leg: Leg) -> Line:
        kind = leg.arrow.kind
        try:
            path = self.direct(leg) or self.search(leg)
        except NoWay:
            raise LayoutError(f"no way from {leg.arrow.start} to {leg.arrow.end}") from None
        self.router.take(path)
        self.paths[leg.start, leg.end] = path
        for placed, point in ((leg.start, path[0]), (leg.end, path[-1])):
            self.used |= {(placed.box, s) for s in placed.sides if at(placed.port(s), point)}
        return Line(tuple(path), leg.head, kind == "cabang", kind == "gabung")

    def free(self, placed: Placed) -> list[Port]:
        return [placed.port(s) for s in placed.sides if (placed.box, s) not in self.used]

    def direct(self, leg: Leg) -> list[Point] | None:
        if leg.arrow.kind in ("gabung", "cabang"):
            return None
        for a in self.free(leg.start):
            for b in self.free(leg.end):
                path = self.router.straight(a, b)
                if path and (leg.arrow.kind != "bebas" or path[0][1] == path[1][1]):
                    return path
        if leg.arrow.kind == "bebas":
            raise NoWay
        return None

    def search(self, leg: Leg) -> list[Point]:
        down = leg.end.box.cy > leg.start.box.cy
        starts = self.ends(leg.start, False, ("N" if down else "S") + self.disliked())
        goals = self.ends(leg.end, True, "S" if down else "")
        if leg.arrow.kind == "cabang":
            starts = self.beside(leg, start=True)
        if leg.arrow.kind == "gabung":
            goals = self.beside(leg, start=False)
        if not starts or not goals:
            raise NoWay
        return self.router.find(starts, goals)

    def disliked(self) -> str:
        return "S" if self.style.exits == "samping" else ""

    def ends(self, placed: Placed, arriving: bool, awkward: str) -> list[Ends]:
        stub = self.style.head_size + 1.5 if arriving else 4.0
        poor = [placed.port(side).out for side in awkward]
        found: list[Ends] = []
        for port in self.free(placed):
            price = AWKWARD if port.out in poor else 0.0
            found += self.router.port_ends(port, arriving, stub, price)
        return found

    def beside(self, leg: Leg, start: bool) -> list[Ends]:
        """Places on lines already drawn from the same symbol, or to it."""
        found: list[Ends] = []
        for (a, b), path in self.paths.items():
            if (a is leg.start) if start else (b is leg.end):
                found += self.router.line_ends(path)
        return found


def at(port: Port, point: Point) -> bool:
    return (port.x, port.y) == point


def place_label(
    style: Style, text: str, line: Line, page: PageLines, symbols: list[Placed], part: TablePage, room: Box
) -> Label:
    """The free place nearest to the arrow's start, off the rows' rules if there is one."""
    taken = [s.box for s in symbols] + [b.box for b in page.labels]
    for other in page.lines:
        own = other is line and style.label in ("celah", "kotak")
        taken += [] if own else [box_of_points([a, b]).grow(0.6) for a, b in pairwise(other.path)]
    rules = [Box(room.x0, row.bottom - 0.5, room.x1, row.bottom + 0.5) for row in part.rows]
    for avoided in (taken + rules, taken):
        for label in candidates(style, text, line):
            inside = room.holds(label.box.x0, label.box.y0) and room.holds(label.box.x1, label.box.y1)
            if inside and not any(label.box.overlap(box) for box in avoided):
                return label
    raise LayoutError(f"no room for the label {text!r}")


def candidates(style: Style, text: str, line: Line) -> list[Label]:
    """Places for a label on the first segments of its line, the preferred ones first."""
    w, h = width(text, style.font, style.label_size) + 2, style.label_size
    found = []
    for a, b in list(pairwise(line.path))[:3]:
        level = a[1] == b[1]
        long = abs(b[0] - a[0]) + abs(b[1] - a[1])
        turned = style.label == "putar" and not level
        across = style.label in ("celah", "kotak")
        along = (w if level or turned else h) / 2 + 2
        if long < 2 * along + (6 if across else -4):
            continue
        steps = [along + t * 4 for t in range(int(max(long - 2 * along, 0) // 4) + 1)]
        for step in steps:
            t = min(step, long) / long
            x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
            found += around(text, (x, y), (w, h), level, turned, across)
    return found


def around(
    text: str, point: Point, size: tuple[float, float], level: bool, turned: bool, across: bool
) -> list[Label]:
    """On the line, or on either side of it."""
    (x, y), (w, h) = point, (size if not turned else (size[1], size[0]))
    if across:
        return [Label(text, Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2), turned, True)]
    found = []
    for sign in (-1, 1):
        cx, cy = (x, y + sign * (h / 2 + 1.2)) if level else (x + sign * (w / 2 + 1.5), y)
        found.append(Label(text, Box(cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2), turned))
    return found
