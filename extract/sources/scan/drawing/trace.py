"""The drawn flow chart of a page, from its pixels: symbols, lines and arrow heads.

Rules and words are taken off the page, closed shapes are found by their insides, what is left
is thinned and followed from end to end. The answer has the page model's own types, so that
what reads vector drawings reads scans as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.drawing.bodies import bodies, by_outline
from extract.sources.scan.drawing.contours import as_mask
from extract.sources.scan.drawing.dashes import with_gaps_inked
from extract.sources.scan.drawing.erase import erase_rules, erase_words, rule_bands
from extract.sources.scan.drawing.heads import (
    head_at,
    head_by_contrast,
    large_heads,
    loose_heads,
    stem_of,
    taper,
    to_end,
    up_to_tip,
)
from extract.sources.scan.drawing.polylines import (
    ARM,
    Polyline,
    bridged,
    join_through,
    length,
    simplified,
    without_barbs,
    without_spurs,
)
from extract.sources.scan.drawing.shapes import Found, find_shapes, without_loops_of_words
from extract.sources.scan.drawing.skeleton import Skeleton, thin, trace_skeleton
from extract.sources.scan.grounds import Ground
from extract.sources.scan.ink import Mask, Points, components, picked, square, window
from schemas.page import Box, Connector, Head, Point, Rule, Shape, Word

SHORTEST = 3.6  # points of a line without a head, in all
FAINT = 16  # grey levels below the paper that the faintest line has
STROKE = 9.0  # points: wider than any line or head
REACH = 60.0  # points that a line may run beyond the outermost symbols
LETTER = 9.0  # points: height and width of a letter
LINK = 5.0  # points of a faint stroke between inked pieces of it
ACROSS = 1.1  # points from the middle of a stroke to what lies beside it
LONG, SHORT = 2.4, 1.4  # points: a shorter faint stroke is dirt; one that is thin
THIN = 2  # times as long as wide is a thin stroke
ONE_HEAD = 3.0  # points: what two heads leave of a line between them where there are two
UNLIKE = 0.12  # between what two heads of one line are full of: heads of one pen are alike
BODY = 2.0  # times the usual width of lines: the body of a head is thicker, the bend of a line is not
LAST = 20.0  # points before the end of a line that tell how thick it is there
BEHIND = 30  # per cent of these: a head makes up no more than the rest
ALIKE = 0.85  # of the width of the other head: two of one pen
PINHOLE = 3.0  # points: a smaller hole in a stroke or a head is no loop of lines
DOT = 1.2  # points: a shorter stroke is a speck
DASH, SPECK = 1.6, 2.2  # points: what is as thin and longer may be a dash; what is shorter is a speck
AT_TIP = 2.5  # points around a head: what lies within is its arm
SAME = 0.5  # pixels: two points this close are one
BEFORE = 2.5  # points before a symbol: where the line that leads to it ends, at most
LEAST_PLAIN = 8.0  # points of a line whose two ends can be told from each other by their width
DIAGONAL = 0.7  # of a distance along an axis: the same on the slant
MARGIN = 14.0  # points around the region, for symbols that stand on its rim


def trace_drawing(
    ink: NDArray[np.uint8],
    scale: float,
    rules: Sequence[Rule],
    words: Sequence[Word],
    region: Box | None = None,
    grey: NDArray[np.uint8] | None = None,
    grounds: Sequence[Ground] = (),
) -> tuple[list[Shape], list[Connector], list[Head]]:
    """Symbols, connectors and arrow heads drawn on a page.

    ``ink``: height x width, 255 where there is ink, of an upright, straightened page; ``scale``:
    its pixels per point. ``rules`` and ``words`` (points) are taken off first. Only what lies in
    ``region`` (points) is read, the whole page without one. ``grey``: the same page before it was
    made bilevel, for lines that are fainter than the rules and letters beside them. ``grounds``: the
    regions of even tone that are off ``ink``; filled symbols are among them. All answers are in points.
    """
    origin, firm = cut_out(ink, scale, region)
    ink = firm if grey is None else firm | faint_strokes(cut_out(grey, scale, region)[1], firm, scale)
    back = (-origin[0], -origin[1])
    rules = [r.moved(*back) for r in rules]
    words = [replace(w, box=w.box.moved(*back)) for w in words]
    bare = erase_rules(ink, scale, rules)
    filled = [by_outline(body, bare, scale) for body in bodies(grounds, scale, origin)]
    bands = rule_bands(ink.shape, scale, rules)
    found = find_shapes(bare, scale, ink, None if grey is None else firm & bare, filled, bands)
    found = without_loops_of_words(found, words, scale)
    wide = region.moved(*back) if region else None
    strokes = around_symbols(erase_words(bare, scale, words), scale, found, rules, wide)
    for symbol in found:
        symbol.erase(strokes)
    lines, heads = trace_lines(strokes, scale, found)
    return (
        [
            replace(f.shape, points=shifted(f.shape.points, origin), box=f.shape.box.moved(*origin))
            for f in found
        ],
        [Connector(shifted(to_points(line, scale), origin)) for line in lines],
        [shifted_head(h, scale, origin) for h in heads],
    )


def faint_strokes(grey: Mask, ink: Mask, scale: float) -> Mask:
    """Strokes too faint to be ink: darker than the paper, and long by themselves or between inked ends. They
    go on into the blur of the ink that they meet.
    """
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    deep = as_mask(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, square(2 * round(STROKE * scale / 2) + 1)))
    grain = float(np.median(np.abs(np.diff(grey[::7].astype(np.int16), axis=1))))
    least = max(FAINT, 6 * grain)
    ridges = as_mask((prominence(deep, max(2, round(ACROSS * scale))) > least) * 255)
    between = cv2.bitwise_and(as_mask((deep > least) * 255), linked(ink, deep, round(LINK * scale) | 1))
    weak = np.where(cv2.dilate(ink, square(3)) > 0, np.uint8(0), ridges)
    _, labels, stats = components(weak)
    size = stats[:, 2:4].max(axis=1)
    long = (size >= LONG * scale) | ((size >= SHORT * scale) & (stats[:, 2:4].min(axis=1) * THIN <= size))
    long[0] = False
    alone = long[labels] * np.uint8(255)
    joined = cv2.bitwise_and(ridges, cv2.dilate(alone, square(5)))
    return as_mask(cv2.bitwise_or(between, joined))


def prominence(deep: Mask, reach: int) -> Mask:
    """By how much each pixel is darker than both that lie ``reach`` pixels off, across the best direction.

    The middle of a stroke stands out so, however faint; the blurred rim of a dark one does not.
    """
    height, width = deep.shape
    wide = as_mask(cv2.copyMakeBorder(deep, reach, reach, reach, reach, cv2.BORDER_REPLICATE))

    def off(dx: int, dy: int) -> Mask:
        return wide[reach + dy : reach + dy + height, reach + dx : reach + dx + width]

    slant = max(1, round(DIAGONAL * reach))
    ways = ((reach, 0), (0, reach), (slant, slant), (slant, -slant))
    best = np.zeros_like(deep)
    for dx, dy in ways:
        best = as_mask(cv2.max(best, cv2.subtract(deep, cv2.max(off(dx, dy), off(-dx, -dy)))))
    return best


def linked(ink: Mask, deep: Mask, gap: int) -> Mask:
    """The ridges of darkness that run level or upright between inked pixels less than ``gap`` (odd) apart.

    Between two long lines that run side by side there is but their blur.
    """
    out = np.zeros_like(ink)
    for along in (np.ones((1, gap), np.uint8), np.ones((gap, 1), np.uint8)):
        across = np.ones((5, 1) if along.shape[0] == 1 else (1, 5), np.uint8)
        ridge = (deep == cv2.dilate(deep, across)) & (cv2.dilate(ink, across) == 0)
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(along.shape[::-1], np.uint8))
        beside = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, along)
        out[ridge & (cv2.morphologyEx(ink, cv2.MORPH_CLOSE, along) > beside)] = 255
    return out


def cut_out(ink: Mask, scale: float, region: Box | None) -> tuple[Point, Mask]:
    """The part of the page to look at, and where it begins, in points."""
    if region is None:
        return (0.0, 0.0), ink
    rows, columns = window(region.grow(MARGIN), scale)
    return (columns.start / scale, rows.start / scale), np.ascontiguousarray(ink[rows, columns])


def trace_lines(strokes: Mask, scale: float, found: Sequence[Found]) -> tuple[list[Polyline], list[Head]]:
    """The lines left on a page without rules, words and symbols, and the heads at their ends (pixels)."""
    strokes = with_gaps_inked(strokes, scale)
    loose = large_heads(strokes, scale) + loose_heads(strokes, scale)
    near = near_symbols(strokes.shape, scale, found)
    if found:
        strokes = without_letters(strokes, scale, near)
    strokes = without_pinholes(strokes, scale)
    thinned = thin(strokes)
    skeleton = trace_skeleton(thinned)
    half = np.asarray(cv2.distanceTransform(strokes, cv2.DIST_L2, 5), dtype=np.float32)
    paths = without_spurs(skeleton, scale, anchors(skeleton, near), half)
    lines = [line for line in join_through(paths, scale) if length(line.points) >= DOT * scale]
    lines = without_barbs(lines, scale)
    heads = find_heads(lines, strokes, scale, half, stroke_width(half[thinned > 0], 50), near)
    stubs = [Polyline(np.array([tail, head.tip]), held_b=True) for head, tail in loose]
    lines = [simplified(line, scale) for line in lines] + stubs
    heads += [head for head, _ in loose]
    lines = bridged(lines, scale)
    tips = np.array([(*h.tip, h.size) for h in heads]).reshape(-1, 3)
    return [line for line in lines if is_drawn(line, scale, tips)], heads


def around_symbols(
    strokes: Mask, scale: float, found: Sequence[Found], rules: Sequence[Rule], region: Box | None
) -> Mask:
    """The strokes within ``REACH`` of the rectangle that holds all symbols, or at their side in its table,
    over the width of ``region``: the rest is no flow. A symbol in the last row may not have been found.
    """
    if not found:  # a picture of nothing but a line, pasted between symbols
        return strokes
    boxes = [f.shape.box.grow(REACH) for f in found]
    middle = sum(b.cx for b in boxes) / len(boxes)
    level = [r.at for r in rules if r.horizontal and r.lo < middle < r.hi]
    boxes += [Box(boxes[0].x0, at, boxes[0].x1, at) for at in level]
    boxes += [Box(region.x0, boxes[0].y0, region.x1, boxes[0].y1)] if region else []
    x0, y0 = (max(0, int(min(v) * scale)) for v in ([b.x0 for b in boxes], [b.y0 for b in boxes]))
    x1, y1 = (int(max(v) * scale) for v in ([b.x1 for b in boxes], [b.y1 for b in boxes]))
    out = np.zeros_like(strokes)
    out[y0:y1, x0:x1] = strokes[y0:y1, x0:x1]
    return out


def without_letters(strokes: Mask, scale: float, near: Mask) -> Mask:
    """Without what is as small as a letter or a speck, is no dash, and stands away from symbols."""
    _, labels, stats = components(strokes)
    least, most = np.sort(stats[:, 2:4], axis=1).T
    letter = (most < LETTER * scale) & ((least > DASH * scale) | (most < SPECK * scale))
    letter[np.unique(labels[near > 0])] = False
    return picked(labels, strokes, ~letter)


def without_pinholes(strokes: Mask, scale: float) -> Mask:
    """With holes too small for a loop of lines filled: a head that touches a crumb is no ring."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(255 - strokes, connectivity=4)
    pinhole = stats[:, 2:4].max(axis=1) <= PINHOLE * scale
    pinhole[0] = False
    return np.where(pinhole[labels], np.uint8(255), strokes)


def near_symbols(shape: tuple[int, ...], scale: float, found: Sequence[Found]) -> Mask:
    """255 in and closely around the symbols."""
    near = np.zeros(shape[:2], np.uint8)
    for symbol in found:
        height, width = symbol.body.shape
        view = near[symbol.top : symbol.top + height, symbol.left : symbol.left + width]
        np.maximum(view, symbol.body[: view.shape[0], : view.shape[1]], out=view)
    return as_mask(cv2.dilate(near, square(2 * round(scale) + 1)))


def anchors(skeleton: Skeleton, near: Mask) -> list[tuple[bool, bool]]:
    """Whether the first and the last point of each path lie at a symbol."""
    out = []
    for path in skeleton.paths:
        ends = [path.points[0], path.points[-1]]
        a, b = (bool(near[int(y), int(x)]) for x, y in ends)
        out.append((a, b))
    return out


def find_heads(
    lines: Sequence[Polyline],
    strokes: Mask,
    scale: float,
    half: NDArray[np.float32],
    usual: float,
    near: Mask,
) -> list[Head]:
    """The heads at either end of each line, in pixels; the lines are made to end at their tips. ``half``:
    from each pixel to the nearest white; ``usual``: the width of lines; ``near``: 255 in and at the symbols.
    """
    heads = []
    for line in lines:
        size = length(line.points)
        corners = simplified(line, scale)
        ways = ((line, corners), (line.turned(), corners.turned()))
        stems = [
            stem_of(way.points, bends.points, scale, is_thick(half, bends.points, usual))
            for way, bends in ways
        ]
        last, first = (
            head_at(strokes, scale, stem, size, max(usual, end_width(half, way.points, scale)))
            for stem, (way, _) in zip(stems, ways, strict=True)
        )
        if last and first:
            last, first = of_two_heads(strokes, scale, size, last, first)
        elif not last and not first and size >= LEAST_PLAIN * scale:
            last, first = (
                head_by_contrast(strokes, scale, a, b) if at_symbol(a, near, scale) else None
                for a, b in (stems, stems[::-1])
            )
        if last is not None:
            line.points, line.held_b = up_to_tip(line.points, last), True
            heads.append(last)
        if first is not None:
            line.points, line.held_a = up_to_tip(line.points[::-1], first)[::-1], True
            heads.append(first)
    return heads


def is_thick(half: NDArray[np.float32], points: Points, usual: float) -> NDArray[np.bool_]:
    """Whether the ink at each point is much thicker than lines, as in a head; all in pixels."""
    at = points.astype(np.intp)
    return np.asarray(2 * half[at[:, 1], at[:, 0]] - 1 > BODY * usual)


def at_symbol(stem: tuple[Point, Point, float], near: Mask, scale: float) -> bool:
    """Whether a line that ends so would meet a symbol at once."""
    (x, y), (dx, dy), _ = stem
    row, column = int(y + dy * BEFORE * scale), int(x + dx * BEFORE * scale)
    return 0 <= row < near.shape[0] and 0 <= column < near.shape[1] and bool(near[row, column])


def end_width(half: NDArray[np.float32], points: Points, scale: float) -> float:
    """The width of a line towards its end, in pixels; another piece of it may be drawn in another pen."""
    at = points[to_end(points) <= LAST * scale].astype(np.intp)
    return stroke_width(half[at[:, 1], at[:, 0]], BEHIND)


def stroke_width(half: NDArray[np.float32], share: int) -> float:
    """The width of lines, in pixels, that ``share`` per cent of their middle stays within."""
    return max(1.0, 2 * float(np.percentile(half, share)) - 1) if half.size else 1.0


def of_two_heads(
    strokes: Mask, scale: float, size: float, last: Head, first: Head
) -> tuple[Head | None, Head | None]:
    """Which of two heads found on a line of ``size`` pixels there are.

    The one head of a short line is seen from both of its ends, and tapers towards the right one. On a
    longer line one that tapers otherwise is the rest of an outline.
    """
    (full, wide), (other, narrow) = (taper(strokes, scale, h) for h in (last, first))
    unlike = abs(full - other) > UNLIKE and not is_clipped(last, first, (full, wide), (other, narrow))
    if last.size + first.size > size - ONE_HEAD * scale or unlike:
        return (last, None) if full >= other else (None, first)
    return last, first


def is_clipped(last: Head, first: Head, one: tuple[float, float], two: tuple[float, float]) -> bool:
    """Whether one of two heads is the other without its tip, which went off with the symbol it touches.

    It is as wide, and as full as what is left of the other one when its tip is cut off.
    """
    (short, part), (long, whole) = sorted(((last.size, one), (first.size, two)))
    return (
        min(part[1], whole[1]) >= ALIKE * max(part[1], whole[1])
        and abs(part[0] - (1 - short / long * (1 - whole[0]))) <= UNLIKE
    )


def is_drawn(line: Polyline, scale: float, tips: NDArray[np.float64]) -> bool:
    """Whether a line carries a head, or is long enough to be one and no arm of another's open head.

    ``tips``: x, y and size of each head.
    """
    size = length(line.points)
    if size >= ARM * scale:
        return True
    ends = line.points[[0, -1]]
    away = np.hypot(ends[:, None, 0] - tips[:, 0], ends[:, None, 1] - tips[:, 1])
    if np.any(away < SAME):
        return True
    within = away.max(axis=0) <= tips[:, 2] + AT_TIP * scale
    return size >= SHORTEST * scale and not within.any()


def to_points(line: Polyline, scale: float) -> list[Point]:
    return [((x + 0.5) / scale, (y + 0.5) / scale) for x, y in line.points.tolist()]


def shifted(points: Sequence[Point], origin: Point) -> tuple[Point, ...]:
    return tuple((round(x + origin[0], 2), round(y + origin[1], 2)) for x, y in points)


def shifted_head(head: Head, scale: float, origin: Point) -> Head:
    tip = shifted([((head.tip[0] + 0.5) / scale, (head.tip[1] + 0.5) / scale)], origin)[0]
    return Head(tip, (round(head.direction[0], 3), round(head.direction[1], 3)), round(head.size / scale, 2))
