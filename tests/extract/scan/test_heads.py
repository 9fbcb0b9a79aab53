"""Heads of arrows from pixels: open ones, small ones, ones at bends, at rules and inside symbols."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.drawing.shapes import find_shapes
from extract.sources.scan.drawing.trace import linked, trace_drawing
from extract.sources.scan.little import little_arrow, upright_head
from schemas.page import Connector, Head, Point
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
@WAYS
def test_a_head_inside_its_symbol(scale: float, way: Point) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(130, 85, 170, 115)
    away = {0: 15, 1: 20}[abs(int(way[0]))]
    start = 150 - way[0] * (away + 40), 100 - way[1] * (away + 40)
    sheet.arrow([start, (150 - way[0] * (away - 9), 100 - way[1] * (away - 9))])
    sheet.box(
        start[0] - way[0] * 21 - 20,
        start[1] - way[1] * 15 - 14,
        start[0] - way[0] * 21 + 20,
        start[1] - way[1] * 15 + 14,
    )
    _, heads = trace(sheet)
    (head,) = heads
    assert head.direction == pytest.approx(way, abs=0.1)


@SCALES
@WAYS
@pytest.mark.parametrize("gap", [5.0, 9.0])
def test_a_head_inside_its_symbol_close_behind_another(scale: float, way: Point, gap: float) -> None:
    """What is left of its stem between the two is too short for a line."""
    sheet = Sheet(scale=scale)
    x, y = 150.0, 100.0
    for side in (-1, 1):
        away = gap / 2
        cx, cy = x + side * way[0] * (away + 24), y + side * way[1] * (away + 16)
        sheet.box(cx - 24, cy - 16, cx + 24, cy + 16)
    start, tip = gap / 2 - 1.5, gap / 2 + 9
    sheet.arrow(
        [(x - start * way[0], y - start * way[1]), (x + tip * way[0], y + tip * way[1])], size=(5, 2.4)
    )
    lines, heads = trace(sheet)
    assert len(lines) == 1
    (head,) = heads
    assert head.direction == pytest.approx(way, abs=0.1)


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


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("off", [0, 3, 5])
def test_a_large_head_whose_tip_is_off_points_along_its_axis(turns: int, off: int) -> None:
    """A row of a shrinking triangle, the last ``off`` of 16 rows taken off with the symbol it touches."""
    blob = np.zeros((30, 30), np.uint8)
    for row in range(16 - off):
        blob[4 + row, 3 + (3 * row) // 4 : 27 - (3 * row) // 4] = 255
    found = upright_head(np.ascontiguousarray(np.rot90(blob, turns)))
    assert found is not None
    assert found.direction == pytest.approx([(0, 1), (1, 0), (0, -1), (-1, 0)][turns])


def test_a_box_is_no_large_head() -> None:
    assert upright_head(np.full((12, 20), 255, np.uint8)) is None
