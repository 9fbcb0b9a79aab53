"""Draws the flowchart: symbols, lines, heads and labels."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from schemas.page import Box, Point
from tests.support.generate.effects import draw_effect
from tests.support.generate.lines import Label, Line, PageLines
from tests.support.generate.model import KAPSUL, KETUPAT, KOTAK, LAIN, SEGILIMA, Color, Paint, Style
from tests.support.generate.pen import BLACK, WHITE, Pen
from tests.support.generate.place import Placed
from tests.support.generate.text import width


def draw_chart(pen: Pen, style: Style, symbols: list[Placed], drawn: PageLines) -> None:
    pen.color = style.ink
    for line in drawn.lines:
        draw_line(pen, style, line, [b for b in drawn.labels if b.across])
    for symbol in symbols:
        draw_symbol(pen, style, symbol)
    pen.color = BLACK
    for label in drawn.labels:
        if label.across and style.label == "kotak":
            pen.rect(label.box, WHITE, None)
        pen.centred(label.box.cx, label.box.cy, label.text, style.font, style.label_size, turned=label.turned)


def draw_symbol(pen: Pen, style: Style, symbol: Placed) -> None:
    box, fill, stroke = symbol.box, style.fill, style.stroke_width
    if style.effect:
        draw_effect(pen, style, symbol)
    elif symbol.kind == KOTAK:
        pen.rect(box, fill, stroke, style.corner)
        draw_mark(pen, style, box)
    elif symbol.kind == KAPSUL:
        draw_capsule(pen, style, box)
    elif symbol.kind == KETUPAT:
        pen.polygon([(box.cx, box.y0), (box.x1, box.cy), (box.cx, box.y1), (box.x0, box.cy)], fill, stroke)
    elif symbol.kind == SEGILIMA:
        hip = box.y0 + box.height * 0.6
        pen.polygon(
            [(box.x0, box.y0), (box.x1, box.y0), (box.x1, hip), (box.cx, box.y1), (box.x0, hip)], fill, stroke
        )
    elif symbol.kind == LAIN:
        draw_other(pen, style, box)
    if symbol.text:
        room = box.width * (0.72 if symbol.kind == KETUPAT else 0.9)
        wide = width(symbol.text, style.font, style.label_size)
        size = style.label_size * min(1.0, room / wide)
        pen.centred(box.cx, box.cy, symbol.text, style.font, size, style.letters or readable_on(fill))


def draw_mark(pen: Pen, style: Style, box: Box) -> None:
    """What an office draws into its boxes: a circle (a check), two upright lines (a process of its own)."""
    if style.mark == "lingkaran":
        half = min(box.width, box.height) / 2
        pen.ellipse(Box(box.cx - half, box.cy - half, box.cx + half, box.cy + half), None, style.stroke_width)
    elif style.mark == "anak":
        for x in (box.x0 + box.width / 10, box.x1 - box.width / 10):
            pen.line((x, box.y0), (x, box.y1), style.stroke_width or 0.8)


def readable_on(fill: Paint | None) -> Color:
    """White on what is dark, else black."""
    if fill is None:
        return BLACK
    light = [v for part in fill for v in (part if isinstance(part, tuple) else (part,))]
    return WHITE if sum(light) / len(light) < 0.4 else BLACK


def draw_other(pen: Pen, style: Style, box: Box) -> None:
    """What is none of the form's own symbols: the office's own."""
    fill, stroke = style.fill, style.stroke_width
    if style.other == "dokumen":
        pen.sheet(box, fill, stroke)
    elif style.other == "salinan":
        for n in (2, 1, 0):
            by = 1.5 * n
            pen.sheet(Box(box.x0 + by, box.y0 + 3 - by, box.x1 - 3 + by, box.y1 - by), fill or WHITE, stroke)
    elif style.other == "silinder":
        pen.cylinder(box, fill, stroke)
    elif style.other == "lingkaran":
        half = min(box.width, box.height) / 2
        pen.ellipse(Box(box.cx - half, box.cy - half, box.cx + half, box.cy + half), fill, stroke)
    else:
        pen.polygon(slanted(style.other, box), fill, stroke)


def slanted(kind: str, box: Box) -> list[Point]:
    """A hexagon with its points to the sides, or a trapezoid with its short side on top."""
    by = box.width * 0.2
    if kind == "segienam":
        middle = [(box.x1, box.cy), (box.x1 - by, box.y1), (box.x0 + by, box.y1), (box.x0, box.cy)]
    else:
        middle = [(box.x1, box.y1), (box.x0, box.y1)]
    return [(box.x0 + by, box.y0), (box.x1 - by, box.y0), *middle]


def draw_capsule(pen: Pen, style: Style, box: Box) -> None:
    if style.capsule == "elips":
        pen.ellipse(box, style.fill, style.stroke_width)
    else:
        round_by = box.height / 2 if style.capsule == "kapsul" else 4.0
        pen.rect(box, style.fill, style.stroke_width, round_by)


def draw_line(pen: Pen, style: Style, line: Line, across: list[Label]) -> None:
    path = list(line.path)
    if not line.joined_start:
        path[0] = moved(path[0], path[1], style.gap)
    if not line.joined_end:
        path[-1] = moved(path[-1], path[-2], style.gap)
    tip = path[-1]
    if line.head and style.head != "open":
        path[-1] = moved(tip, path[-2], style.head_size * 0.8)
    pieces = [path]
    if style.label == "celah":
        for label in across:
            pieces = [p for piece in pieces for p in cut_out(piece, label.box)]
    for piece in pieces:
        draw_path(pen, style, piece)
    if line.head:
        draw_head(pen, style, tip, path[-2])


def draw_path(pen: Pen, style: Style, path: list[Point]) -> None:
    if style.line == "polyline":
        pen.polyline(path, style.line_width, style.dashed)
        return
    for a, b in pairwise(path):
        if style.line == "segments":
            pen.polyline([a, b], style.line_width, style.dashed)
            continue
        half = max(style.line_width, 0.6) / 2
        low, high = min(a, b), max(a, b)
        pen.rect(Box(low[0] - half, low[1] - half, high[0] + half, high[1] + half), style.ink, None)


def moved(point: Point, towards: Point, by: float) -> Point:
    """``point`` shifted by ``by`` points towards another one."""
    far = hypot(towards[0] - point[0], towards[1] - point[1]) or 1.0
    return (
        point[0] + (towards[0] - point[0]) * by / far,
        point[1] + (towards[1] - point[1]) * by / far,
    )


def cut_out(path: list[Point], box: Box) -> list[list[Point]]:
    """The parts of an upright path outside ``box``."""
    pieces: list[list[Point]] = [[path[0]]]
    for a, b in pairwise(path):
        level = a[1] == b[1]
        lo, hi = sorted((a, b))
        near, far = ((box.x0, a[1]), (box.x1, a[1])) if level else ((a[0], box.y0), (a[0], box.y1))
        if box.holds(*((box.cx, a[1]) if level else (a[0], box.cy))) and lo < near and far < hi:
            first, second = (near, far) if a < b else (far, near)
            pieces[-1].append(first)
            pieces.append([second])
        pieces[-1].append(b)
    return pieces


def draw_head(pen: Pen, style: Style, tip: Point, back: Point) -> None:
    size = style.head_size
    base = moved(tip, back, size)
    dx, dy = (base[0] - tip[0]) / size, (base[1] - tip[1]) / size
    wing = size * 0.42
    left, right = (base[0] - dy * wing, base[1] + dx * wing), (base[0] + dy * wing, base[1] - dx * wing)
    if style.head == "open":
        pen.polyline([left, tip, right], style.line_width)
    elif style.head == "filled":
        pen.polygon([tip, left, right], style.ink, style.line_width)
    else:
        pen.polygon([tip, left, moved(tip, back, size * 0.75), right], style.ink, None)
