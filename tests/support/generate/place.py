"""Where symbols and page-break connectors stand, and which lines run between them on each page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from schemas.page import Box
from tests.support.generate.flow import Arrow, Node, arrows
from tests.support.generate.layout import ZONE, Column, LayoutError, Row, Table, TablePage, symbol_size
from tests.support.generate.model import SEGILIMA, Sop, Symbol
from tests.support.generate.route import Port

CUT = "potong"  # where a line is simply cut by the page break
CONNECTOR = (17.0, 13.0)
PILE = 16.0  # between symbols of one cell


@dataclass(frozen=True, slots=True)
class Placed:
    """A symbol on a page. ``row``: the row that it stands in, None outside the table's rows;
    ``node``: the described symbol that it is, None for a connector."""

    kind: str
    box: Box
    page: int
    executor: str
    row: int | None
    node: Node | None = None
    text: str = ""
    sides: str = "NESW"

    def port(self, side: str) -> Port:
        b = self.box
        at = {"N": (b.cx, b.y0), "S": (b.cx, b.y1), "E": (b.x1, b.cy), "W": (b.x0, b.cy)}[side]
        out = {"N": (0, -1), "S": (0, 1), "E": (1, 0), "W": (-1, 0)}[side]
        return Port(at[0], at[1], out)


@dataclass(frozen=True, slots=True)
class Leg:
    """An arrow's part on one page."""

    page: int
    start: Placed
    end: Placed
    arrow: Arrow
    head: bool
    label: str | None = None


@dataclass(slots=True)
class Flow:
    symbols: list[Placed] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)


def place(sop: Sop, table: Table) -> Flow:
    """Symbols, connectors and the lines to be drawn between them."""
    flow = Flow()
    nodes: dict[Node, Placed] = {}
    for part in table.pages:
        for row in (r for r in part.rows if not r.continued):
            for placed in place_row(sop, table, part, row):
                assert placed.node is not None
                nodes[placed.node] = placed
    flow.symbols = list(nodes.values())
    crossing = []
    for arrow in arrows(sop):
        start, end = nodes[arrow.start], nodes[arrow.end]
        if start.page == end.page:
            flow.legs.append(
                Leg(start.page, start, end, arrow, arrow.kind in ("panah", "cabang"), arrow.label)
            )
        else:
            crossing.append((arrow, start, end))
    join_pages(sop, table, flow, crossing)
    return flow


def place_row(sop: Sop, table: Table, part: TablePage, row: Row) -> list[Placed]:
    columns = {c.executor.kunci: c for c in table.executors() if c.executor}
    step = sop.langkah[row.index]
    piles: dict[str, list[tuple[int, Symbol]]] = defaultdict(list)
    for k, symbol in enumerate(step.simbol):
        piles[symbol.di].append((k, symbol))
    middle = (row.top + row.above + row.bottom - row.below) / 2
    found = []
    for key, pile in piles.items():
        sizes = [symbol_size(sop.style, s.jenis) for _, s in pile]
        y = middle - (sum(h for _, h in sizes) + PILE * (len(pile) - 1)) / 2
        for (k, symbol), (w, h) in zip(pile, sizes, strict=True):
            column = columns[key]
            x = column.center + symbol.geser * column.width
            box = Box(x - w / 2, y, x + w / 2, y + h)
            found.append(Placed(symbol.jenis, box, part.page, key, row.index, (row.index, k), symbol.teks))
            y += h + PILE
    return sorted(found, key=lambda p: p.node or (0, 0))


def join_pages(sop: Sop, table: Table, flow: Flow, crossing: list[tuple[Arrow, Placed, Placed]]) -> None:
    """Give every arrow over a page break its two legs, with connectors or a cut line."""
    style = sop.style
    jumps = any(end.page != start.page + 1 for _, start, end in crossing)
    marked = style.numbered or jumps
    slots = Slots(sop, table)
    plans = []
    for n, (arrow, start, end) in enumerate(crossing, 1):
        if style.breaks == CUT and jumps:
            raise LayoutError("a cut line can only go to the next page")
        forward = end.page > start.page
        first = slots.book(start.page, forward, start.executor, n)
        second = slots.book(end.page, not forward, end.executor if marked else start.executor, n)
        plans.append((arrow, start, end, first, second, str(n) if marked else ""))
    for arrow, start, end, first, second, text in plans:
        a, b = slots.build(first, text), slots.build(second, text)
        flow.legs.append(Leg(start.page, start, a, arrow, a.kind != CUT, arrow.label))
        flow.legs.append(Leg(end.page, b, end, arrow, True))
        flow.symbols += [a, b]


Booking = tuple[int, bool, str, int]  # page, at its foot, executor, arrow


@dataclass(slots=True)
class Slots:
    """Shares out the room for connectors at the head and foot of each page."""

    sop: Sop
    table: Table
    booked: dict[tuple[int, bool, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def book(self, page: int, foot: bool, executor: str, arrow: int) -> Booking:
        self.booked[page, foot, executor].append(arrow)
        return page, foot, executor, arrow

    def build(self, booking: Booking, text: str) -> Placed:
        page, foot, executor, arrow = booking
        part = next(p for p in self.table.pages if p.page == page)
        column = next(c for c in self.table.executors() if c.executor and c.executor.kunci == executor)
        x = self.across(column, self.booked[page, foot, executor], arrow)
        row = part.rows[-1] if foot else part.rows[0]
        if self.sop.style.breaks == CUT:
            y = part.bottom if foot else part.body_top
            return Placed(CUT, Box(x, y, x, y), page, executor, None, sides="N" if foot else "S")
        room = row.below if foot else row.above
        edge = part.bottom if foot else part.body_top
        inwards = -1 if foot else 1
        y = edge + (ZONE / 2 - 2) * (inwards if room else -inwards)
        w, h = CONNECTOR
        box = Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        inside = row.index if room else None
        return Placed(SEGILIMA, box, page, executor, inside, text=text, sides="N" if foot else "S")

    def across(self, column: Column, arrows_here: list[int], arrow: int) -> float:
        share = min(CONNECTOR[0] + 6, column.width / len(arrows_here))
        if len(arrows_here) > 1 and share < CONNECTOR[0] + 2:
            raise LayoutError("too many connectors in one column")
        return column.center + share * (arrows_here.index(arrow) - (len(arrows_here) - 1) / 2)


def connectors_of(flow: Flow, row: int) -> list[Placed]:
    """Connectors that stand inside the row."""
    return [s for s in flow.symbols if s.kind == SEGILIMA and s.node is None and s.row == row]


def on_page(flow: Flow, page: int) -> Flow:
    return replace(
        flow,
        symbols=[s for s in flow.symbols if s.page == page],
        legs=[g for g in flow.legs if g.page == page],
    )
