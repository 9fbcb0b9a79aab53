"""Places a BPMN model on a plane without overlaps.

Time runs to the right: every step has its columns, every executor its lane. A long flow is folded like
the lines of a text: it goes on at the left, one band further down in every lane, so that it fits paper.
Symbols stand only in cells (column x band of a lane), lines run only in the gutters between columns and the
channels above and below the symbols of a band, each line on a track of its own. Lengths are pixels, as
BPMNDI has them.
"""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from dataclasses import dataclass

from sopap.export.bpmn_model import EVENTS, EXCLUSIVE, GATEWAYS, Edge, Element, Model

POOL_STRIP = LANE_STRIP = 30.0
CELL, GUTTER, TRACK, PAD = 170.0, 36.0, 10.0, 14.0
TASK_WIDTH, TASK_LINE, TASK_LETTERS = 150.0, 15.0, 21
LABEL_WIDTH, LABEL_LINE, LABEL_LETTERS = 90.0, 14.0, 14
EXIT_WIDTH, EXIT_LETTERS = 60.0, 8  # of a decision's exits, which share its cell
EVENT_SIZE, GATEWAY_SIZE, LANE_LETTER = 36.0, 50.0, 7.0
ASPECT = 2.0  # width to height at most, as a sheet of paper on its side
Band = tuple[str, int]  # lane id and which band of it, from 0


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Layout:
    """Rectangles by element id, and by lane id ("" for steps without an executor); edge paths in order."""

    pool: Rect
    lanes: dict[str, Rect]
    shapes: dict[str, Rect]
    labels: dict[str, Rect]
    paths: list[list[tuple[float, float]]]
    edge_labels: list[Rect | None]


@dataclass(frozen=True, slots=True)
class _Extent:
    """What an element needs above and below its lane's middle line."""

    above: float
    below: float


def label_rows(text: str, letters: int = LABEL_LETTERS) -> int:
    return len(textwrap.wrap(text, letters)) if text else 0


def size_of(element: Element) -> tuple[float, float]:
    """Width and height of the element's shape; a task grows with its name."""
    if element.kind in EVENTS:
        return EVENT_SIZE, EVENT_SIZE
    if element.kind in GATEWAYS:
        return GATEWAY_SIZE, GATEWAY_SIZE
    rows = len(textwrap.wrap(element.name, TASK_LETTERS))
    return TASK_WIDTH, max(60.0, rows * TASK_LINE + 16)


class _Plan:
    """Cells and tracks first, then coordinates. ``bands``: into how many the columns are folded."""

    def __init__(self, model: Model, lanes: dict[str, str], bands: int) -> None:
        self.model, self.lanes, self.bands = model, lanes, bands
        order = _columns(model)
        self.columns = -(-(max(order.values(), default=-1) + 1) // bands)
        self.column = {e: at % self.columns for e, at in order.items()}
        self.band = {e: (model.elements[e].lane or "", at // self.columns) for e, at in order.items()}
        # The exits of decisions in a fixed order; other elements have one place to leave from.
        self.exits = {e.id: model.outgoing(e.id) for e in model.elements.values() if e.kind == EXCLUSIVE}
        # Tracks: gutter -> edges in the order left to right; channel (band, above?) -> edges.
        self.gutters: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.channels: dict[tuple[Band, bool], list[int]] = defaultdict(list)
        for index, edge in enumerate(model.edges):
            self._book(index, edge)
        for tracks in self.gutters.values():
            tracks.sort()

    def straight(self, edge: Edge) -> bool:
        return (
            self.column[edge.target] == self.column[edge.source] + 1
            and self.band[edge.source] == self.band[edge.target]
            and not self.downward(edge)
        )

    def downward(self, edge: Edge) -> bool:
        """Second and later exits of a decision leave at its foot, so that labels keep apart."""
        return edge in self.exits.get(edge.source, [])[1:]

    def _book(self, index: int, edge: Edge) -> None:
        leave, arrive = self.column[edge.source] + 1, self.column[edge.target]
        if self.downward(edge):
            self.channels[(self.band[edge.source], False)].append(index)
        if self.straight(edge):
            return
        # Lines that leave keep left in a gutter, lines that arrive right.
        if leave == arrive:
            self.gutters[leave].append((1, index))
        else:
            self.gutters[leave].append((0, index))
            self.gutters[arrive].append((2, index))
            self.channels[(self.band[edge.target], True)].append(index)

    def extents(self) -> dict[Band, _Extent]:
        # A lane's name stands upright in its strip, in at most two lines.
        half = {
            lane: max(30.0, float(math.ceil(len(name) * LANE_LETTER / 4 / self.bands)))
            for lane, name in self.lanes.items()
        }
        needs = {(lane, b): _Extent(h, h) for lane, h in half.items() for b in range(self.bands)}
        for element in self.model.elements.values():
            band, own = self.band[element.id], self._extent(element)
            needs[band] = _Extent(max(needs[band].above, own.above), max(needs[band].below, own.below))
        return needs

    def _extent(self, element: Element) -> _Extent:
        half = size_of(element)[1] / 2
        name = label_rows(element.name) * LABEL_LINE + 4
        exits = self.model.outgoing(element.id)
        letters = EXIT_LETTERS if element.kind == EXCLUSIVE else LABEL_LETTERS
        labels = [label_rows(e.label or "", letters) * LABEL_LINE for e in exits]
        if element.kind == EXCLUSIVE:
            right, below = labels[0] if labels else 0.0, sum(labels[1:])
            return _Extent(half + name, half + max(right - half, below) + 6)
        over = max(labels, default=0.0) + 4
        return _Extent(half + over, half + name if element.kind in EVENTS else half)


def _columns(model: Model) -> dict[str, int]:
    """The column of every element: steps in order, inside a step along its own arrows."""
    steps: dict[int, list[Element]] = defaultdict(list)
    for element in model.elements.values():
        steps[element.langkah].append(element)
    column: dict[str, int] = {}
    begin = 0
    for _, elements in sorted(steps.items()):
        depth = _depths([e.id for e in elements], model)
        taken: set[tuple[str | None, int]] = set()
        for element in sorted(elements, key=lambda e: depth[e.id]):
            at = begin + depth[element.id]
            while (element.lane, at) in taken:
                at += 1
            taken.add((element.lane, at))
            column[element.id] = at
        begin = max(at for _, at in taken) + 1
    return column


def _depths(ids: list[str], model: Model) -> dict[str, int]:
    """How many arrows inside the step lead to each of ``ids``, at most; arrows that close a loop
    do not count.
    """
    inside = {i: [e.target for e in model.outgoing(i) if e.target in ids] for i in ids}
    entered = {target for targets in inside.values() for target in targets}
    depth = dict.fromkeys(ids, 0)
    finished: list[str] = []
    open_ids: set[str] = set()
    forward: dict[str, list[str]] = {i: [] for i in ids}

    def visit(here: str) -> None:
        open_ids.add(here)
        for target in inside[here]:
            if target in open_ids:
                continue
            forward[here].append(target)
            if target not in finished:
                visit(target)
        open_ids.discard(here)
        finished.append(here)

    for here in sorted(ids, key=lambda i: i in entered):
        if here not in finished:
            visit(here)
    for here in reversed(finished):
        for target in forward[here]:
            depth[target] = max(depth[target], depth[here] + 1)
    return depth


def lay_out(model: Model, lanes: dict[str, str]) -> Layout:
    """The plane for ``model``; ``lanes`` gives their names by id, from top to bottom."""
    most = len(model.elements)
    for bands in range(1, most):
        layout = _folded(model, lanes, bands)
        if layout.pool.width <= ASPECT * layout.pool.height:
            return layout
    return _folded(model, lanes, max(1, most))


def _folded(model: Model, lanes: dict[str, str], bands: int) -> Layout:
    plan = _Plan(model, lanes, bands)
    gutter_x, cell_x, right = _across(plan)
    rects, middle, channel_y = _down(plan, right)
    bottom = max((r.y + r.height for r in rects.values()), default=120.0)
    shapes = {
        e.id: _centred(e, cell_x[plan.column[e.id]] + CELL / 2, middle[plan.band[e.id]])
        for e in model.elements.values()
    }
    layout = Layout(Rect(0, 0, right, bottom), rects, shapes, {}, [], [])
    for element in model.elements.values():
        if element.name and element.kind in EVENTS + GATEWAYS:
            layout.labels[element.id] = _name_label(element, shapes[element.id])
    stacked: dict[str, float] = {}
    for index, edge in enumerate(model.edges):
        layout.paths.append(_path(plan, index, edge, shapes, gutter_x, channel_y))
        layout.edge_labels.append(_edge_label(plan, edge, shapes[edge.source], stacked))
    return layout


def _across(plan: _Plan) -> tuple[dict[tuple[int, int, int], float], list[float], float]:
    """x of every gutter track by (gutter, part, edge), x of every column, and the right border."""
    x = POOL_STRIP + LANE_STRIP
    tracks: dict[tuple[int, int, int], float] = {}
    cells = []
    for gutter in range(plan.columns + 1):
        booked = plan.gutters.get(gutter, [])
        for i, (part, index) in enumerate(booked):
            tracks[(gutter, part, index)] = x + GUTTER / 2 + i * TRACK
        x += GUTTER + len(booked) * TRACK
        if gutter < plan.columns:
            cells.append(x)
            x += CELL
    return tracks, cells, x


def _down(
    plan: _Plan, right: float
) -> tuple[dict[str, Rect], dict[Band, float], dict[tuple[Band, bool, int], float]]:
    """Lane rectangles, the middle line of each band, and y of every channel track."""
    y = 0.0
    lanes, middle, tracks = {}, {}, {}
    needs = plan.extents()
    for lane in plan.lanes:
        top = y
        for band in ((lane, b) for b in range(plan.bands)):
            for above in (True, False):
                y += PAD
                for index in plan.channels.get((band, above), []):
                    tracks[(band, above, index)] = y
                    y += TRACK
                if above:
                    middle[band] = y + needs[band].above
                    y = middle[band] + needs[band].below
            y += PAD
        lanes[lane] = Rect(POOL_STRIP, top, right - POOL_STRIP, y - top)
    return lanes, middle, tracks


def _centred(element: Element, cx: float, cy: float) -> Rect:
    width, height = size_of(element)
    return Rect(cx - width / 2, cy - height / 2, width, height)


def _name_label(element: Element, shape: Rect) -> Rect:
    """Under an event, over a gateway (whose foot is an exit)."""
    height = label_rows(element.name) * LABEL_LINE
    x = shape.x + shape.width / 2 - LABEL_WIDTH / 2
    y = shape.y + shape.height + 4 if element.kind in EVENTS else shape.y - 4 - height
    return Rect(x, y, LABEL_WIDTH, height)


def _edge_label(plan: _Plan, edge: Edge, shape: Rect, stacked: dict[str, float]) -> Rect | None:
    """A decision's first exit: under its line; the others: left of its foot, one under another.

    The only exit of anything else: over the symbol, at its right.
    """
    if not edge.label:
        return None
    if edge.source not in plan.exits:
        height = label_rows(edge.label) * LABEL_LINE
        right = shape.x + shape.width / 2 + CELL / 2
        return Rect(right - LABEL_WIDTH, shape.y - 4 - height, LABEL_WIDTH, height)
    height = label_rows(edge.label, EXIT_LETTERS) * LABEL_LINE
    middle = shape.x + shape.width / 2
    if not plan.downward(edge):
        return Rect(shape.x + shape.width + 2, shape.y + shape.height / 2 + 2, EXIT_WIDTH, height)
    y = stacked.get(edge.source, shape.y + shape.height + 2)
    stacked[edge.source] = y + height
    return Rect(middle - EXIT_WIDTH - 4, y, EXIT_WIDTH, height)


def _path(
    plan: _Plan,
    index: int,
    edge: Edge,
    shapes: dict[str, Rect],
    gutter_x: dict[tuple[int, int, int], float],
    channel_y: dict[tuple[Band, bool, int], float],
) -> list[tuple[float, float]]:
    a, b = shapes[edge.source], shapes[edge.target]
    ay, by = a.y + a.height / 2, b.y + b.height / 2
    end = [(b.x, by)]
    if plan.straight(edge):
        return [(a.x + a.width, ay), *end]
    leave, arrive = plan.column[edge.source] + 1, plan.column[edge.target]
    near = leave == arrive
    x1 = gutter_x[(leave, 1 if near else 0, index)]
    if plan.downward(edge):
        foot, below = a.x + a.width / 2, channel_y[(plan.band[edge.source], False, index)]
        begin = [(foot, a.y + a.height), (foot, below), (x1, below)]
    else:
        begin = [(a.x + a.width, ay), (x1, ay)]
    if near:
        return [*begin, (x1, by), *end]
    over, x2 = channel_y[(plan.band[edge.target], True, index)], gutter_x[(arrive, 2, index)]
    return [*begin, (x1, over), (x2, over), (x2, by), *end]
