"""DrawingML shapes, connectors, groups and text boxes of office files, placed on a page.

Source: ECMA-376 Part 1, chapters 20.1 (shapes) and 20.5 (anchors in worksheets). The elements
of xdr:, wps:, wpg: and a: differ in prefix only, so they are asked by local name. Lengths in
the file are EMU, 12700 to a point; rotations are 60000 to a degree, clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.form.jawaban import is_flow_label
from extract.geometry.plane import direction, distance
from extract.sources.office.ends import move_end, nearest_on
from extract.sources.office.presets import BLOCK_ARROWS, LINES, line_points, outline
from extract.sources.office.silhouette import outline_of
from extract.sources.office.xml import Element, attr, child, children, finite, local, number, parts
from extract.sources.typeset import Style, lay_text
from schemas.page import (
    NONSENSE,
    Box,
    Connector,
    Head,
    LeftOut,
    Page,
    Picture,
    Point,
    Shape,
    Word,
    box_of_points,
)

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f: x' = ax + cy + e, y' = bx + dy + f

EMU = 12_700.0
HEAD = 5.0  # points from base to tip of a line's arrow head
TIED = 2.0  # an end this close to the outline of the shape that it names stands on it
FONT = 11.0  # size of text in shapes that name none, ECMA-376 21.1.2.3.9
FLAT = 1.5  # points: an anchor rounds a connector's size by no more
SAME = 0.5  # points: two points this close are one
DEEPEST = 20  # groups within groups
CORNERS = 16  # a hull of pixels with more corners than a straight outline gives is round
_WHITE = ("ffffff", "bg1", "lt1", "window")
_BLACK = ("000000", "tx1", "dk1", "windowtext")
_ALIGN = {"ctr": "center", "r": "right", "t": "top", "b": "bottom"}
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an element stands: the size of its own frame, and the matrix that puts it on the page."""

    w: float
    h: float
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class TiedLine:
    """A connector: its points, which ends have heads, the ids of the shapes that its ends name."""

    points: list[Point]
    heads: tuple[bool, bool]
    names: tuple[str | None, str | None]


@dataclass(slots=True)
class ShapeCanvas:
    """What a drawing puts on a page. ``scale``: points of the page for a point of the file; ``picture``: the
    bytes of the picture that the file knows by an id, None where it holds none.
    """

    scale: float = 1.0
    picture: Callable[[str], bytes | None] = lambda key: None
    shapes: list[tuple[str, Shape]] = field(default_factory=list)  # with the file's id of each
    lines: list[TiedLine] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def put_on(self, page: Page) -> None:
        """Add everything to a page, lines tied to the shapes that they name."""
        page.shapes += [s for _, s in self.shapes]
        page.words += self.words
        page.pictures += self.pictures
        page.left_out += self.left_out
        for line in self.lines:
            try:
                points = tied(line, self.shapes)
                heads = heads_of(points, line.heads, HEAD * self.scale)
            except NONSENSE:
                page.left_out.append(LeftOut(box_of_points(line.points)))
                continue
            page.connectors.append(Connector(tuple(points)))
            page.heads += heads


def times(p: Matrix, q: Matrix) -> Matrix:
    """First ``q``, then ``p``."""
    a, b, c, d, e, f = p
    return (
        a * q[0] + c * q[1],
        b * q[0] + d * q[1],
        a * q[2] + c * q[3],
        b * q[2] + d * q[3],
        a * q[4] + c * q[5] + e,
        b * q[4] + d * q[5] + f,
    )


def apply(m: Matrix, p: Point) -> Point:
    return (m[0] * p[0] + m[2] * p[1] + m[4], m[1] * p[0] + m[3] * p[1] + m[5])


def placed(x: float, y: float, w: float, h: float, xfrm: Element | None) -> Matrix:
    """The matrix that flips and turns a frame about its centre as ``xfrm`` says and puts it at x, y."""
    sx, sy = (-1.0 if attr(xfrm, flip) in ("1", "true") else 1.0 for flip in ("flipH", "flipV"))
    t = math.radians(number(xfrm, "rot") / 60_000)
    cos, sin = math.cos(t), math.sin(t)
    turn: Matrix = (cos * sx, sin * sx, -sin * sy, cos * sy, x + w / 2, y + h / 2)
    return times(turn, (1, 0, 0, 1, -w / 2, -h / 2))


def properties(e: Element) -> Element | None:
    return child(e, "grpSpPr") if local(e) in ("grpSp", "wgp") else child(e, "spPr")


def is_turned(xfrm: Element | None) -> bool:
    """Whether a frame is turned nearer to upright than to flat, so that its anchor swaps width and height."""
    return 45 <= (number(xfrm, "rot") / 60_000) % 180 < 135


def anchored(e: Element, box: Box, scale: float) -> Frame:
    """The frame of an element whose anchor covers ``box`` on the page.

    An anchor of a turned shape covers it as turned. Very flat connectors keep the size that
    they state: their adjustments are shares of it.
    """
    xfrm = child(properties(e), "xfrm")
    w, h = (box.height, box.width) if is_turned(xfrm) else (box.width, box.height)
    if local(e) == "cxnSp":
        ext = child(xfrm, "ext")
        stated = number(ext, "cx") / EMU * scale, number(ext, "cy") / EMU * scale
        w = stated[0] if stated[0] > 0 and abs(stated[0] - w) < FLAT else w
        h = stated[1] if stated[1] > 0 and abs(stated[1] - h) < FLAT else h
    return Frame(w, h, placed(box.cx - w / 2, box.cy - h / 2, w, h, xfrm))


def within(e: Element, outer: Matrix) -> Frame | None:
    """The frame of a group's member, in EMU of the group's own space."""
    xfrm = child(properties(e), "xfrm")
    if xfrm is None:
        return None
    off, ext = child(xfrm, "off"), child(xfrm, "ext")
    w, h = number(ext, "cx"), number(ext, "cy")
    return Frame(w, h, times(outer, placed(number(off, "x"), number(off, "y"), w, h, xfrm)))


def draw(e: Element, frame: Frame, canvas: ShapeCanvas, depth: int = 0) -> None:
    """Put an element with all its members on the canvas."""
    if local(e) in ("grpSp", "wgp"):
        inner = group_space(e, frame)
        for member in parts(e) if depth < DEEPEST else ():
            part = within(member, inner)
            if part:
                draw(member, part, canvas, depth + 1)
    elif local(e) == "pic":
        add_picture(e, frame, canvas)
    elif stated(e, "hidden") not in ("1", "true"):
        draw_one(e, frame, canvas)


def add_picture(e: Element, frame: Frame, canvas: ShapeCanvas) -> None:
    """A picture; one of a single plain shape is that shape: symbols are pasted as pictures, too."""
    key = attr(child(e, "blipFill", "blip"), "embed")
    data = canvas.picture(key) if key else None
    shown = outline_of(data) if data else None
    if shown is None:
        box = box_of_points([apply(frame.matrix, p) for p in ((0, 0), (frame.w, frame.h))])
        canvas.pictures.append(Picture(box, (0, 0)))
        return
    points = tuple(apply(frame.matrix, (x * frame.w, y * frame.h)) for x, y in shown)
    canvas.shapes.append(
        (stated(e, "id"), Shape(points, box_of_points(points), True, False, len(points) > CORNERS))
    )


def stated(e: Element, name: str) -> str:
    """What a drawing says of itself: the id by which lines name it, or whether it is hidden."""
    return attr(next((n for c in (e, *e) for n in c if local(n) == "cNvPr"), None), name) or ""


def group_space(e: Element, frame: Frame) -> Matrix:
    """From the space of a group's members to the page."""
    xfrm = child(e, "grpSpPr", "xfrm")
    off, ext = child(xfrm, "chOff"), child(xfrm, "chExt")
    kx = frame.w / (number(ext, "cx") or frame.w or 1.0)
    ky = frame.h / (number(ext, "cy") or frame.h or 1.0)
    return times(frame.matrix, (kx, 0, 0, ky, -kx * number(off, "x"), -ky * number(off, "y")))


def draw_one(e: Element, frame: Frame, canvas: ShapeCanvas) -> None:
    """A single shape or connector, with the text in it."""
    geometry = child(e, "spPr", "prstGeom")
    preset = attr(geometry, "prst") or ""
    if preset in LINES:
        add_line(e, line_points(preset, frame.w, frame.h, adjustments(geometry)), frame, canvas)
        return
    if preset in BLOCK_ARROWS:
        a, b = ((x * frame.w, y * frame.h) for x, y in BLOCK_ARROWS[preset])
        points = [apply(frame.matrix, p) for p in (a, b)]
        canvas.lines.append(TiedLine(points, (False, True), (None, None)))
        return
    if preset:
        points, curved = outline(preset, frame.w, frame.h, adjustments(geometry))
    else:
        points, curved, closed = free_form(child(e, "spPr", "custGeom"), frame)
        if not closed:
            if len(points) > 1:
                add_line(e, points, frame, canvas)
            return
    add_shape(e, [apply(frame.matrix, p) for p in points], curved, canvas)


def adjustments(geometry: Element) -> dict[str, float]:
    """Adjustment values by name: only constants can stand there ("val 50000")."""
    out: dict[str, float] = {}
    for guide in children(geometry, "avLst"):
        words = (guide.get("fmla") or "").split()
        if len(words) == 2 and words[0] == "val":
            out[str(guide.get("name"))] = finite(words[1])
    return out


def free_form(geometry: Element | None, frame: Frame) -> tuple[list[Point], bool, bool]:
    """Points of a freely drawn path in its frame, whether it is curved, whether it is closed.

    Paths given by formulas instead of numbers come out empty.
    """
    path = child(geometry, "pathLst", "path")
    if path is None:
        return [], False, False
    kx, ky = frame.w / (number(path, "w") or frame.w or 1), frame.h / (number(path, "h") or frame.h or 1)
    points: list[Point] = []
    for step in path:
        for p in step:
            if local(p) == "pt":
                points.append((number(p, "x", math.nan) * kx, number(p, "y", math.nan) * ky))
    kinds = {local(step) for step in path}
    if any(math.isnan(v) for p in points for v in p) or "arcTo" in kinds:
        return [], False, False
    closed = "close" in kinds or (len(points) > 3 and distance(points[0], points[-1]) < SAME)
    return points, bool(kinds & {"cubicBezTo", "quadBezTo"}), closed


def add_line(e: Element, points: Sequence[Point], frame: Frame, canvas: ShapeCanvas) -> None:
    pen = child(e, "spPr", "ln")
    if child(pen, "noFill") is not None:
        return
    ends = child(e, "nvCxnSpPr", "cNvCxnSpPr")
    if ends is None:
        ends = child(e, "cNvCnPr")
    canvas.lines.append(
        TiedLine(
            [apply(frame.matrix, p) for p in points],
            (has_head(pen, "headEnd"), has_head(pen, "tailEnd")),
            (attr(child(ends, "stCxn"), "id"), attr(child(ends, "endCxn"), "id")),
        )
    )


def has_head(pen: Element | None, name: str) -> bool:
    """Whether a line ends in an arrow: round and square ends are none."""
    return attr(child(pen, name), "type") in ("triangle", "arrow", "stealth")


def add_shape(e: Element, points: Sequence[Point], curved: bool, canvas: ShapeCanvas) -> None:
    """A closed shape, where anything of it is seen, and its text."""
    box = box_of_points(list(points))
    text, style = shape_text(e, canvas.scale)
    stroked, fill = pen_and_fill(e)
    label = is_text_box(e) and is_flow_label(" ".join(text.split()))
    seen = stroked or (fill and fill not in _WHITE)
    if seen and not label and min(box.width, box.height) > 0:
        dark = fill in _BLACK
        shape = Shape(tuple(points), box, bool(fill) and fill not in _WHITE, stroked, curved, dark)
        canvas.shapes.append((stated(e, "id"), shape))
    canvas.words += lay_text(text, box, style)


def is_text_box(e: Element) -> bool:
    about = child(e, "nvSpPr", "cNvSpPr")
    if about is None:
        about = child(e, "cNvSpPr")
    return attr(about, "txBox") in ("1", "true")


def pen_and_fill(e: Element) -> tuple[bool, str]:
    """Whether an outline is drawn, and the name of the fill colour: "" for none, "?" for one unnamed."""
    pr: Any = child(e, "spPr")
    pen = child(pr, "ln")
    stroked = number(child(e, "style", "lnRef"), "idx") > 0
    if pen is not None:
        stroked = child(pen, "noFill") is None and (stroked or any(local(c) in _FILLS for c in pen))
    if child(pr, "noFill") is not None:
        return stroked, ""
    fill = next((c for c in pr if local(c) in _FILLS), None)
    if fill is None:
        return stroked, "?" if number(child(e, "style", "fillRef"), "idx") > 0 else ""
    colour = next(iter(fill), None) if local(fill) == "solidFill" else None
    return stroked, (attr(colour, "val") or "?").lower()


def shape_text(e: Element, scale: float) -> tuple[str, Style]:
    """Text of a shape, a line for each paragraph, and how it is set."""
    body = child(e, "txBody")
    if body is None:
        body = child(e, "txbx", "txbxContent")
    if body is None:
        return "", Style(FONT * scale)
    lines = ["".join(t.text or "" for t in p.iter() if local(t) == "t") for p in body if local(p) == "p"]
    size = font_size(body)
    paragraph = next((p for p in body.iter() if local(p) == "pPr" and p.get("algn")), None)
    frame = child(e, "txBody", "bodyPr")
    align = _ALIGN.get(attr(paragraph, "algn") or "", "left")
    anchor = _ALIGN.get(attr(frame, "anchor") or "t", "center")
    return "\n".join(lines), Style(size * scale, align=align, anchor=anchor)


def font_size(body: Element) -> float:
    """The size in points of the first run that states one: in hundredths in a workbook, in a Word file in
    halves, ECMA-376 Part 1, 21.1.2.3.9 and 17.3.2.38.
    """
    for r in body.iter():
        if local(r) == "rPr":
            half = child(r, "sz")
            if r.get("sz"):
                return number(r, "sz", FONT * 100) / 100
            if half is not None:
                return finite(attr(half, "val")) / 2 or FONT
    return FONT


def tied(line: TiedLine, shapes: Sequence[tuple[str, Shape]]) -> list[Point]:
    """The points of a line, its ends moved onto the shapes that they name.

    A file remembers ends as they were when it was saved last; a row made higher since then
    leaves them short.
    """
    points = list(line.points)
    for name, i in ((line.names[0], 0), (line.names[1], -1)):
        near = [s for key, s in shapes if name is not None and key == name]
        if near:
            goal = min((nearest_on(points[i], s) for s in near), key=lambda q: distance(points[i], q))
            if distance(points[i], goal) > TIED:
                move_end(points, i, goal)
    return points


def heads_of(points: Sequence[Point], heads: tuple[bool, bool], size: float) -> list[Head]:
    """The heads at the ends of a line."""
    out: list[Head] = []
    for has, tip, rest in ((heads[0], points[0], points[1:]), (heads[1], points[-1], points[-2::-1])):
        before = next((p for p in rest if distance(p, tip) > SAME), None)
        if has and before:
            out.append(Head(tip, direction(before, tip), size))
    return out
