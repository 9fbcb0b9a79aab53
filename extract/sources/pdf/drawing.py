"""The born-digital reader: what a PDF page draws into the page model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from extract.geometry.heads import NICKS, block_arrow, chevron_head, split_arrow, triangle_head, winged_head
from extract.geometry.letters import (
    letters_to_words,
    without_doubles,
    without_dust,
    without_slant,
)
from extract.geometry.nearby import Nearby, around
from extract.geometry.plane import (
    convex_hull,
    distance,
    flatten,
    is_curved,
    path_length,
    polygon_area,
    ring,
)
from extract.geometry.thin import THIN, centre_line, frame_edges
from extract.sources.pdf.drawn import SYMBOL_MIN, Drawn, Obj, box_of
from extract.sources.pdf.gradients import without_bands
from extract.sources.pdf.hiding import visible
from extract.sources.pdf.ink import WHITE, grey
from extract.sources.pdf.print_size import enlarged, enlargement
from schemas.page import (
    NONSENSE,
    Box,
    Connector,
    LeftOut,
    Page,
    Picture,
    Point,
    Rule,
    Shape,
    box_of_points,
)
from schemas.tinjauan import Kode

LEVEL = 0.6  # points that an axis-parallel line may lean
DARK = 0.35  # lightness of what is nearly black
HAIRLINE = 0.1  # points: the thinnest rule
DOT = 0.5  # points: no shorter line is one
RIM = 0.35  # of its hull: what a rim painted as a thin ring fills at most
SAME_END = 3.0  # points between the ends of two pieces of one outline
SAME_BOX = 2.0  # points between the sides of a fill and of its outline


def read_vector_page(drawn: Drawn, number: int) -> Page:
    """Everything that a page draws. ``number``: 1-based page number of the file."""
    seen = visible(drawn)
    by = enlargement(seen.letters)
    out = Page(
        number, drawn.width * by, drawn.height * by, placement=reduced(drawn.placement, by), enlarged=by
    )
    for obj in painted(drawn, without_bands(seen)):
        try:
            add_path(out, enlarged(obj, by))
        except NONSENSE:
            out.left_out.append(LeftOut(place_of(enlarged(obj, by), out)))  # costs itself, not its page
    letters = without_slant(without_doubles(without_dust(seen.letters.enlarged(by))))
    words = letters_to_words(letters, out.rules)
    out.words = [w for w in words if w.box.width > 0 and w.box.height > 0]
    out.pictures = list(pictures_on(out, drawn, seen.pictures))
    loops, out.connectors = closed_loops(out.connectors)
    out.shapes = merge_twins([*out.shapes, *loops])
    return out


def reduced(placement: tuple[float, ...], by: float) -> tuple[float, ...]:
    """``placement`` of a page that was enlarged by ``by`` for reading."""
    if by == 1.0:
        return placement
    a, b, c, d, e, f, *rest = placement or (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    return (a / by, b / by, c, d / by, e / by, f, *rest)


def painted(page: Drawn, objects: Sequence[Obj]) -> list[Obj]:
    """Paths that leave ink on the page, and those of which it cannot be told."""
    return [o for o in objects if may_show(o, page)]


def may_show(o: Obj, page: Drawn) -> bool:
    try:
        return any(inks(o)) and on_page(o, page)
    except NONSENSE:
        return True  # what is wrong with it comes out where it is read


def on_page(o: Obj, page: Drawn) -> bool:
    return bool(o["x1"] >= 0 and o["bottom"] >= 0 and o["x0"] <= page.width and o["top"] <= page.height)


def inks(o: Obj) -> tuple[bool, bool]:
    """Whether a path's outline leaves ink on paper, and whether its fill does."""
    pens = (("stroke", "stroking_color"), ("fill", "non_stroking_color"))
    stroke, fill = (bool(o.get(drawn)) and grey(o.get(colour)) < WHITE for drawn, colour in pens)
    return stroke, fill


def add_path(page: Page, o: Obj) -> None:
    """Put one painted path where it belongs: rule, head, connector or shape."""
    if o["object_type"] == "rect" and is_thin(box := box_of(o)):  # most of what a page draws
        page.rules.append(thin_rule(box))
        return
    points, closed = path_of(o)
    if len(points) < 2:
        return
    stroke, fill = inks(o)
    if (fill or closed) and add_thin(page, points, o):
        return
    if fill or closed:
        few = len(ring(points)) <= NICKS
        head = triangle_head(points) if few else chevron_head(points) or winged_head(points)
        if head:
            page.heads.append(head)
            return
        if found := block_arrow(points):
            tail, head = found
            page.heads.append(head)
            page.connectors.append(Connector((tail, head.tip)))
            return
    if fill or closed:
        add_shape(page, points, o, stroke, fill)
    elif stroke:
        add_line(page, points, line_width(o), f"line{line_width(o):.1f}")


def path_of(o: Obj) -> tuple[list[Point], bool]:
    if o["object_type"] == "rect":
        x0, y0, x1, y1 = (float(o[k]) for k in ("x0", "top", "x1", "bottom"))
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)], True
    if o.get("path"):
        return flatten(o["path"])
    return [(float(x), float(y)) for x, y in o["pts"]], False


def line_width(o: Obj) -> float:
    return float(o.get("linewidth") or 0.5)


def add_thin(page: Page, points: list[Point], o: Obj) -> bool:
    """A closed path so thin that it is a drawn line: a rule, or a connector with corners."""
    box = box_of_points(points)
    if is_thin(box):
        if not (o["object_type"] == "curve" and triangle_head(points)):
            page.rules.append(thin_rule(box))
            return True
        return False
    shaft, heads = split_arrow(points)
    found = centre_line(shaft)
    if not found:
        frame = frame_edges(points)
        for a, b in frame:
            add_line(page, [a, b], 0.5, "frame")
        return bool(frame)
    page.heads += heads
    line, width = found
    add_line(page, line, width, f"poly{width:.1f}")
    return True


def is_thin(box: Box) -> bool:
    return min(box.width, box.height) <= THIN < max(box.width, box.height)


def thin_rule(box: Box) -> Rule:
    thick = max(min(box.width, box.height), HAIRLINE)
    return rule_of(box, thick, f"fill{thick:.1f}")


def rule_of(box: Box, thick: float, style: str) -> Rule:
    if box.width >= box.height:
        return Rule(True, box.cy, box.x0, box.x1, thick, style)
    return Rule(False, box.cx, box.y0, box.y1, thick, style)


def add_line(page: Page, points: list[Point], width: float, style: str) -> None:
    """An open line: a rule when it is one straight axis-parallel piece, else a connector."""
    box = box_of_points(points)
    if len(points) == 2 and min(box.width, box.height) <= LEVEL:
        page.rules.append(rule_of(box, width, style))
    elif path_length(points) > DOT:
        page.connectors.append(Connector(tuple(points)))


def add_shape(page: Page, points: list[Point], o: Obj, stroke: bool, fill: bool) -> None:
    outline = tuple(ring(points))
    if len(outline) < 3:
        return
    box = box_of_points(outline)
    if min(box.width, box.height) < SYMBOL_MIN:
        return
    hull = convex_hull(outline)
    if polygon_area(outline) < RIM * polygon_area(hull):
        outline, fill, stroke = tuple(hull), False, True  # a rim painted as a thin ring
    dark = fill and grey(o.get("non_stroking_color")) < DARK
    page.shapes.append(Shape(outline, box, fill, stroke, is_curved(hull), dark))


def closed_loops(lines: list[Connector]) -> tuple[list[Shape], list[Connector]]:
    """Outlines drawn in two pieces that share both ends, as shapes; and the lines that remain."""
    shapes: list[Shape] = []
    used: set[int] = set()
    ends = Nearby(2 * SAME_END)
    for i, c in enumerate(lines):
        ends.add(around(c.points[0]), i)
        ends.add(around(c.points[-1]), i)
    for i, a in enumerate(lines):
        for j in ends.at(around(a.points[0], SAME_END)):
            b = lines[j]
            if j <= i or {i, j} & used or not share_ends(a, b):
                continue
            hull = tuple(convex_hull([*a.points, *b.points]))
            box = box_of_points(hull)
            if len(hull) > 2 and min(box.width, box.height) >= 2 * SYMBOL_MIN:
                shapes.append(Shape(hull, box, False, True, is_curved(hull)))
                used |= {i, j}
    return shapes, [c for i, c in enumerate(lines) if i not in used]


def share_ends(a: Connector, b: Connector) -> bool:
    p, q, r, s = a.points[0], a.points[-1], b.points[0], b.points[-1]
    straight = distance(p, r) <= SAME_END and distance(q, s) <= SAME_END
    return straight or (distance(p, s) <= SAME_END and distance(q, r) <= SAME_END)


def merge_twins(shapes: list[Shape]) -> list[Shape]:
    """A fill and its outline, or the two rims of a drawn outline, are one shape."""
    out: list[Shape] = []
    corners = Nearby(2 * SAME_BOX)
    for s in shapes:
        corner = (s.box.x0, s.box.y0)
        near = corners.at(around(corner, SAME_BOX))
        twin = next((i for i in near if same_box(s.box, out[i].box, SAME_BOX)), None)
        corners.add(around(corner), len(out) if twin is None else twin)
        if twin is None:
            out.append(s)
        else:
            out[twin] = merged(s, out[twin])
    return out


def merged(s: Shape, t: Shape) -> Shape:
    """Two shapes of one outline as one: the drawn outline counts before the fill."""
    keep = s if (s.stroked and not t.stroked) else t
    dark = s.dark and t.dark if s.filled and t.filled else s.dark or t.dark
    return Shape(keep.points, keep.box, s.filled or t.filled, s.stroked or t.stroked, keep.curved, dark)


def same_box(a: Box, b: Box, tol: float) -> bool:
    return max(abs(a.x0 - b.x0), abs(a.y0 - b.y0), abs(a.x1 - b.x1), abs(a.y1 - b.y1)) <= tol


def place_of(o: Obj, page: Page) -> Box:
    """The box of an object that makes no sense; the whole paper where even that does not."""
    try:
        box = box_of(o)
    except NONSENSE:
        return page.paper
    return box if all(math.isfinite(v) for v in (box.x0, box.y0, box.x1, box.y1)) else page.paper


def pictures_on(out: Page, page: Drawn, images: Sequence[Obj]) -> Iterator[Picture]:
    for i in images:
        try:
            if on_page(i, page):
                yield picture(enlarged(i, out.enlarged))
        except NONSENSE:
            out.left_out.append(LeftOut(place_of(i, out), Kode.GAMBAR_TAK_TERBACA))


def picture(i: Obj) -> Picture:
    box = Box(float(i["x0"]), float(i["top"]), float(i["x1"]), float(i["bottom"]))
    w, h = i.get("srcsize") or (0, 0)
    return Picture(box, (int(w), int(h)), tuple(i.get("covers", ())))
