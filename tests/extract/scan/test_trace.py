"""Connectors and heads from pixels."""

from __future__ import annotations

import numpy as np
import pytest

from extract.sources.scan.drawing.skeleton import thin, trace_skeleton
from extract.sources.scan.drawing.trace import trace_drawing
from schemas.page import Box, Connector, Head, Shape, Word
from tests.support.pixel_drawing import Sheet, rounded


def with_symbol() -> Sheet:
    """A sheet with one symbol, in a corner: where there is none, there is no flow."""
    sheet = Sheet()
    sheet.box(120, 170, 150, 190)
    return sheet


def trace(
    sheet: Sheet, words: list[Word] | None = None, region: Box | None = None
) -> tuple[list[Shape], list[Connector], list[Head]]:
    return trace_drawing(sheet.ink, sheet.scale, sheet.rules, words or [], region)


def two_boxes(scale: float = 200 / 72) -> Sheet:
    sheet = Sheet(scale=scale)
    sheet.box(20, 20, 60, 40)
    sheet.box(150, 100, 190, 120)
    return sheet


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 300 / 72])
@pytest.mark.parametrize("open_head", [False, True])
def test_elbow_with_a_head(scale: float, open_head: bool) -> None:
    sheet = two_boxes(scale)
    sheet.arrow([(60, 30), (170, 30), (170, 99)], open_head)
    shapes, lines, heads = trace(sheet)
    assert len(shapes) == 2
    (line,), (head,) = lines, heads
    assert head.tip == pytest.approx((170, 99), abs=2.5)
    assert head.direction == pytest.approx((0, 1), abs=0.1)
    assert 2.5 <= head.size <= 8
    ends = sorted(line.points[:: len(line.points) - 1])
    assert ends[0] == pytest.approx((61, 30), abs=2.5) and ends[1] == pytest.approx((170, 99), abs=2.5)
    assert len(line.points) == 3


def test_line_crosses_rules() -> None:
    sheet = two_boxes()
    sheet.rule(True, 60, 5, 295)
    sheet.rule(False, 100, 5, 195)
    sheet.arrow([(60, 30), (170, 30), (170, 99)])
    _, lines, heads = trace(sheet)
    assert len(lines) == 1 and len(heads) == 1


def test_gap_without_a_word_stays_open() -> None:
    sheet = with_symbol()
    sheet.line([(80, 120), (110, 120)])
    sheet.line([(130, 120), (200, 120)])
    assert len(trace(sheet)[1]) == 2


def test_dashes_are_one_line() -> None:
    sheet = with_symbol()
    for x in range(80, 190, 9):
        sheet.line([(x, 130), (x + 6, 130)])
    (line,) = trace(sheet)[1]
    assert line.points[0][0] != line.points[-1][0]


def test_crossing_lines_go_straight_on() -> None:
    sheet = with_symbol()
    sheet.line([(80, 140), (200, 140)])
    sheet.line([(100, 115), (100, 165)])
    lines = trace(sheet)[1]
    assert sorted(len(line.points) for line in lines) == [2, 2]


def test_fork_ends_on_the_other_line() -> None:
    sheet = with_symbol()
    sheet.line([(80, 120), (200, 120)])
    sheet.line([(100, 120), (100, 160)])
    lines = trace(sheet)[1]
    assert len(lines) == 2
    ends = [p for line in lines for p in (line.points[0], line.points[-1])]
    assert any(p == pytest.approx((100, 120), abs=1.5) for p in ends)


def test_head_at_each_end() -> None:
    sheet = with_symbol()
    sheet.arrow([(80, 140), (200, 140)])
    sheet.arrow([(200, 140), (80, 140)])
    heads = trace(sheet)[2]
    assert sorted(round(h.direction[0]) for h in heads) == [-1, 1]


@pytest.mark.parametrize(("thick", "large"), [(2.2, 1.8), (2.5, 1.0), (4.0, 1.0), (5.5, 1.0)])
def test_a_thick_line_has_a_head_in_proportion(thick: float, large: float) -> None:
    sheet = two_boxes()
    base = 96 - 2.4 * thick * large
    sheet.line([(60, 30), (170, 30), (170, base)], thick)
    half = 1.3 * thick * large
    sheet.fill([(170 - half, base), (170 + half, base), (170, 98)])
    (head,) = trace(sheet)[2]
    assert head.direction == pytest.approx((0, 1), abs=0.15) and head.tip == pytest.approx((170, 98), abs=3)


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 300 / 72])
@pytest.mark.parametrize("size", [(11, 5), (14, 7), (15, 5.5), (10, 6), (8, 5.5)])
@pytest.mark.parametrize("way", [[(60, 30), (170, 30), (170, 98)], [(170, 100), (170, 30), (62, 30)]])
def test_a_head_far_larger_than_its_line(
    scale: float, size: tuple[float, float], way: list[tuple[float, float]]
) -> None:
    sheet = two_boxes(scale)
    sheet.arrow(way, size=size)
    (line,), (head,) = trace(sheet)[1:]
    assert head.tip == pytest.approx(way[-1], abs=3)
    ends = sorted(line.points[:: len(line.points) - 1])
    assert ends == [pytest.approx(p, abs=3) for p in sorted((way[0], way[-1]))]


def test_a_double_arrow_one_tip_of_which_went_off_with_its_symbol() -> None:
    sheet = with_symbol()
    sheet.arrow([(80, 140), (120, 140)])
    sheet.arrow([(120, 140), (80, 140)])
    sheet.ink[:, round(117.5 * sheet.scale) :][: round(150 * sheet.scale)] = 0
    heads = trace(sheet)[2]
    assert sorted(round(h.direction[0]) for h in heads) == [-1, 1]


def test_a_hole_in_a_head_is_no_ring_of_lines() -> None:
    sheet = with_symbol()
    sheet.arrow([(80, 140), (200, 140)])
    at = round(196 * sheet.scale), round(140 * sheet.scale)
    sheet.ink[at[1] - 2 : at[1] + 3, at[0] - 1 : at[0] + 2] = 0
    (line,), (head,) = trace(sheet)[1:]
    assert head.direction == pytest.approx((1, 0), abs=0.1) and len(line.points) == 2


def test_line_without_head_has_none() -> None:
    sheet = two_boxes()
    sheet.line([(60, 30), (170, 30), (170, 100)])
    assert trace(sheet)[2] == []


def test_region_bounds_the_work() -> None:
    sheet = two_boxes()
    shapes, _, _ = trace(sheet, region=Box(10, 10, 90, 60))
    assert [s.box.rounded() for s in shapes] == [pytest.approx((20, 20, 60, 40), abs=0.8)]


def test_faint_line_from_the_grey_page() -> None:
    sheet = two_boxes()
    grey = np.where(sheet.ink > 0, 0, 255).astype(np.uint8)
    faint = Sheet()
    faint.line([(60, 30), (170, 30), (170, 100)])
    grey[(faint.ink > 0) & (sheet.ink == 0)] = 200
    assert trace(sheet)[1] == []
    lines = trace_drawing(sheet.ink, sheet.scale, [], [], None, grey)[1]
    assert len(lines) == 1


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 300 / 72])
def test_a_faint_outline_a_black_head_touches_is_whole(scale: float) -> None:
    """Parts of it are as faint as nothing beside the head; it is followed between them."""
    sheet = Sheet(scale=scale)
    sheet.arrow([(90, 100), (60, 100)])
    grey = np.where(sheet.ink > 0, 30, 250).astype(np.uint8)
    faint = Sheet(scale=scale)
    faint.outline(rounded(22, 92, 60, 108, 8), 0.5)
    grey[(faint.ink > 0) & (sheet.ink == 0)] = 205
    (shape,) = trace_drawing(sheet.ink, scale, [], [], None, grey)[0]
    assert shape.box.rounded() == pytest.approx((22, 92, 60, 108), abs=1.2)


def test_lines_in_the_table_beside_its_symbols_are_flow() -> None:
    """The symbol of the last row may not have been found: what leads there is kept."""
    sheet = Sheet(300, 300)
    sheet.box(100, 40, 130, 60)
    for y in (30, 280):
        sheet.rule(True, y, 5, 295)
    sheet.arrow([(115, 60), (115, 240), (60, 240)])
    (line,) = trace(sheet)[1]
    assert line.points[-1] == pytest.approx((60, 240), abs=3) or line.points[0] == pytest.approx(
        (60, 240), abs=3
    )


def test_a_line_that_runs_far_aside_among_the_executors_is_flow() -> None:
    sheet = Sheet()
    sheet.box(20, 100, 60, 120)
    sheet.arrow([(200, 10), (200, 110), (61, 110)])
    _, (line,), _ = trace(sheet, region=Box(0, 0, 260, 200))
    assert max(x for x, _ in line.points) == pytest.approx(200, abs=2)


def test_lines_far_from_any_symbol_are_no_flow() -> None:
    sheet = with_symbol()
    sheet.line([(20, 20), (280, 20)])
    assert trace(sheet)[1] == []


def test_empty_page() -> None:
    assert trace(Sheet()) == ([], [], [])


def test_skeleton_of_a_cross() -> None:
    ink = np.zeros((60, 60), np.uint8)
    ink[28:31, 5:55] = 255
    ink[5:55, 28:31] = 255
    skeleton = trace_skeleton(thin(ink))
    assert len(skeleton.nodes) == 1 and len(skeleton.paths) == 4


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 300 / 72])
@pytest.mark.parametrize("long", [8.5, 11.0, 14.0, 18.0])
@pytest.mark.parametrize("upwards", [False, True])
def test_a_short_arrow_has_one_head(scale: float, long: float, upwards: bool) -> None:
    """Its head is near either end; only one end tapers towards it."""
    sheet = Sheet(scale=scale)
    sheet.box(20, 20, 60, 40)
    sheet.box(20, 40 + long, 60, 60 + long)
    sheet.arrow([(40, 40 + long), (40, 40)] if upwards else [(40, 40), (40, 40 + long)])
    (head,) = trace(sheet)[2]
    assert head.direction == pytest.approx((0, -1 if upwards else 1), abs=0.15)


def test_a_faint_stub_between_its_line_and_a_rule_is_followed() -> None:
    """Coarse, and too short to be told from dirt by its length alone."""
    sheet = Sheet(scale=150 / 72)
    sheet.box(20, 57.5, 60, 80)
    sheet.box(150, 57.5, 190, 80)
    sheet.rule(True, 53.8, 5.0, 290.0)
    sheet.line([(40, 50), (170, 50), (170, 57)], 0.6)
    grey = np.where(sheet.ink > 0, 60, 255).astype(np.uint8)
    faint = Sheet(scale=sheet.scale)
    faint.line([(40, 50), (40, 57)], 0.6)
    grey[(faint.ink > 0) & (sheet.ink == 0)] = 165
    _, (line,), _ = trace_drawing(sheet.ink, sheet.scale, sheet.rules, [], grey=grey)
    ends = sorted(line.points[:: len(line.points) - 1])
    assert ends[0] == pytest.approx((40, 56), abs=1.5) and ends[1] == pytest.approx((170, 56), abs=1.5)
