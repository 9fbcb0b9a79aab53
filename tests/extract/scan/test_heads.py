"""Heads of arrows from pixels: open ones, small ones, ones at bends, at rules and inside symbols."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.drawing.shapes import find_shapes
from extract.sources.scan.drawing.trace import linked, trace_drawing
from extract.sources.scan.little import little_arrow
from schemas.page import Box, Connector, Head, Point, Word
from schemas.vocab import JenisSimbol
from tests.support.pixel_drawing import Sheet, rounded

SCALES = pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 240 / 72])
WAYS = pytest.mark.parametrize("way", [(1, 0), (-1, 0), (0, 1), (0, -1)])


def trace(sheet: Sheet) -> tuple[list[Connector], list[Head]]:
    return trace_drawing(sheet.ink, sheet.scale, sheet.rules, [])[1:]


def between(way: Point, long: float, scale: float, open_head: bool = False) -> Sheet:
    """Two boxes, and an arrow of ``long`` points over the gap of ``long`` + 4 between them."""
    sheet = Sheet(scale=scale)
    x, y = 150.0, 100.0
    for side in (-1, 1):
        away = long / 2 + 2
        cx, cy = x + side * way[0] * (away + 20), y + side * way[1] * (away + 12)
        sheet.box(cx - 20, cy - 12, cx + 20, cy + 12)
    half = long / 2
    ends = [(x - half * way[0], y - half * way[1]), (x + half * way[0], y + half * way[1])]
    sheet.arrow(ends, open_head, size=(3.6, 1.8)) if long < 12 else sheet.arrow(
        ends, open_head, size=(5.5, 2.6)
    )
    return sheet


@SCALES
@WAYS
@pytest.mark.parametrize("long", [6.5, 7.5, 9.0])
def test_an_arrow_no_larger_than_a_letter(scale: float, way: Point, long: float) -> None:
    lines, heads = trace(between(way, long, scale))
    assert len(lines) == 1
    (head,) = heads
    assert head.direction == pytest.approx(way, abs=0.2)


def test_the_blur_before_a_head_is_no_part_of_its_stem() -> None:
    rows = ("...........##....", "...........####..", "..........######.", "#" * 17, "..........######.")
    rows = (*rows, "...........####..", "...........##....")
    found = little_arrow(np.array([[c == "#" for c in row] for row in rows]))
    assert found is not None and found.has_stem and found.tip[0] > found.tail[0]


@SCALES
@WAYS
def test_the_arms_of_an_open_head_are_no_lines(scale: float, way: Point) -> None:
    lines, heads = trace(between(way, 40, scale, open_head=True))
    assert len(lines) == 1
    (head,) = heads
    assert head.direction == pytest.approx(way, abs=0.15)


@SCALES
@pytest.mark.parametrize("stem", [4.0, 6.0, 8.0])
def test_the_bend_behind_a_short_stem_is_no_head(scale: float, stem: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(20, 20, 60, 40)
    sheet.box(150, 100, 190, 120)
    sheet.arrow([(40, 40), (40, 40 + stem), (170, 40 + stem), (170, 99)])
    lines, heads = trace(sheet)
    assert len(lines) == 1
    (head,) = heads
    assert head.tip == pytest.approx((170, 99), abs=2)


@SCALES
def test_faint_corners_closed_along_the_diagonal_stay_corners(scale: float) -> None:
    """A box and a capsule whose outlines have gaps: only the capsule is round."""
    sheet = Sheet(scale=scale)
    sheet.box(20, 20, 70, 45)
    sheet.outline(rounded(100, 20, 150, 45, 10))
    for x in (40, 120):
        for dy in (0, 25):
            at = sheet.pixels([(x, 20 + dy)])[0]
            cv2.line(sheet.ink, tuple(at - 3), tuple(at + 3), (0,), max(1, round(1.6 * scale)))
    kinds = [f.kind for f in find_shapes(sheet.ink, scale, sheet.ink)]
    assert kinds == [JenisSimbol.KOTAK, JenisSimbol.KAPSUL]


def test_the_blur_between_two_lines_is_no_stroke() -> None:
    ink = np.zeros((40, 200), np.uint8)
    ink[10:12], ink[18:20] = 255, 255
    deep = np.random.default_rng(1).integers(0, 60, ink.shape).astype(np.uint8)
    assert not linked(ink, deep, 13).any()


@pytest.mark.parametrize("letter", ["A", "4", "T", "Y", "t", "1", "V", "D", "r", "6", "J"])
@pytest.mark.parametrize("size", [0.45, 0.6, 0.8])
def test_letters_are_no_arrows(letter: str, size: float) -> None:
    page = np.zeros((60, 60), np.uint8)
    cv2.putText(page, letter, (15, 40), cv2.FONT_HERSHEY_DUPLEX, size, (255,), 1)
    ys, xs = np.nonzero(page > 127)
    piece = page[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] > 127
    found = little_arrow(piece)
    # A coarse "4" fills one that points up.
    assert found is None or not found.has_stem or found.tip[0] == found.tail[0]


@SCALES
@WAYS
@pytest.mark.parametrize("inside", [1.5, 2.0])
def test_a_head_whose_tip_the_outline_hides(scale: float, way: Point, inside: float) -> None:
    """Its tip goes off with the symbol; the wide end of the line is the one with the head."""
    sheet = Sheet(scale=scale)
    x, y = 150.0, 100.0
    for side in (-1, 1):
        cx, cy = x + side * way[0] * 45, y + side * way[1] * 37
        sheet.box(cx - 20, cy - 12, cx + 20, cy + 12, thick=1.2)
    reach = 25 + inside
    sheet.arrow(
        [(x - 25 * way[0], y - 25 * way[1]), (x + reach * way[0], y + reach * way[1])], size=(4.4, 2.2)
    )
    lines, heads = trace(sheet)
    assert len(lines) == 1
    (head,) = heads
    assert head.direction == pytest.approx(way, abs=0.2)


@SCALES
@WAYS
def test_a_stem_and_a_head_without_its_tip_do_not_point_backwards(scale: float, way: Point) -> None:
    """A faint stem, thinner than the others, and what a rule and an outline leave of the head on it."""
    sheet = Sheet(scale=scale)
    (dx, dy), (x, y) = way, (150.0, 100.0)
    sheet.box(20, 20, 60, 40)
    sheet.line([(x, y), (x + 5.5 * dx, y + 5.5 * dy)], 0.8)
    for gap in (0.0, 0.7):
        base, blunt = 5.5 + gap, 7.0 + gap
        corners = [(base, -2.0), (base, 2.0), (blunt, 1.2), (blunt, -1.2)]
        sheet.fill([(x + along * dx - aside * dy, y + along * dy + aside * dx) for along, aside in corners])
        _, heads = trace(sheet)
        assert all(h.direction[0] * dx + h.direction[1] * dy > -0.5 for h in heads)


def test_the_side_of_a_little_arrow_is_no_head() -> None:
    stem, head = ["..##.."] * 8, ["######"] * 3
    rows = [*stem, *head, "#####.", ".####.", ".###..", "..##..", "..#..."]
    found = little_arrow(np.array([[c == "#" for c in row] for row in rows]))
    assert found is None or found.tip[1] > found.tail[1]


@SCALES
@WAYS
@pytest.mark.parametrize("long", [16.0, 40.0])
def test_the_barbs_of_a_notched_head_are_no_lines(scale: float, way: Point, long: float) -> None:
    """A head whose base is cut in towards its tip, on a thick line."""
    sheet = Sheet(scale=scale)
    (dx, dy), (x, y) = way, (150.0, 100.0)
    for side in (-1, 1):
        cx, cy = x + side * dx * (long / 2 + 20), y + side * dy * (long / 2 + 20)
        sheet.box(cx - 20, cy - 20, cx + 20, cy + 20)

    def at(along: float, aside: float) -> Point:
        return x + along * dx - aside * dy, y + along * dy + aside * dx

    sheet.line([at(-long / 2, 0), at(long / 2 - 5, 0)], 1.6)
    sheet.fill([at(long / 2 - 1, 0), at(long / 2 - 11, 5), at(long / 2 - 7, 0), at(long / 2 - 11, -5)])
    lines, heads = trace(sheet)
    assert len(lines) == 1
    (head,) = heads
    assert head.direction == pytest.approx(way, abs=0.2)


@SCALES
def test_a_label_whose_foot_runs_on_into_a_head_leaves_it_whole(scale: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(80, 20, 120, 40)
    sheet.box(80, 60, 120, 80)
    sheet.line([(100, 40), (100, 52)], 1.8)
    sheet.fill([(95, 51), (105, 51), (101.5, 59), (98.5, 59)])
    for x in (78.0, 83.0, 88.0):
        sheet.line([(x, 46), (x, 51.5)], 0.6)
    sheet.line([(89, 51.5), (97, 51.5)], 0.6)
    label = Word("Ada", Box(75, 45, 97, 52.5))
    lines, heads = trace_drawing(sheet.ink, scale, [], [label])[1:]
    assert len(lines) == 1
    (head,) = heads
    assert head.direction == pytest.approx((0, 1), abs=0.2)


@SCALES
@WAYS
@pytest.mark.parametrize("long", [5.0, 6.2])
def test_a_head_much_wider_than_long(scale: float, way: Point, long: float) -> None:
    """Its skeleton runs from the line into one of its corners, which is no bend of the line."""
    sheet = Sheet(scale=scale)
    x, y = 150.0, 100.0
    across = (way[1], way[0])
    cx, cy = x + 42 * way[0], y + 34 * way[1]
    sheet.box(cx - 20, cy - 12, cx + 20, cy + 12)
    points = [(x - 30 * way[0] + 40 * across[0], y - 30 * way[1] + 40 * across[1])]
    points += [(x - 30 * way[0], y - 30 * way[1]), (x + 16 * way[0], y + 16 * way[1])]
    sheet.line(points, 1.2)
    sheet.arrow([points[1], (x + 21 * way[0], y + 21 * way[1])], size=(long, 4.6))
    sheet.ink = np.where(cv2.GaussianBlur(sheet.ink, (0, 0), 0.7) > 110, 255, 0).astype(np.uint8)
    _, (head,) = trace(sheet)
    assert head.direction == pytest.approx(way, abs=0.2)
