"""Outlines to kinds of symbols, and symbols found in pixels."""

from __future__ import annotations

import numpy as np
import pytest

from extract.sources.scan.drawing.erase import erase_rules
from extract.sources.scan.drawing.shapes import classify_outline, find_shapes
from extract.sources.scan.drawing.trace import trace_drawing
from extract.sources.scan.ink import components
from schemas.page import Box, Point, Word
from schemas.vocab import JenisSimbol
from tests.support.pixel_drawing import Sheet, rounded

KOTAK, KAPSUL, KETUPAT, SEGILIMA, LAIN = (
    JenisSimbol.KOTAK,
    JenisSimbol.KAPSUL,
    JenisSimbol.BELAH_KETUPAT,
    JenisSimbol.SEGILIMA,
    JenisSimbol.LAIN,
)


def ellipse(width: float, height: float) -> list[Point]:
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return [(width / 2 * float(np.cos(a)), height / 2 * float(np.sin(a))) for a in t]


def arc(width: float, height: float) -> list[Point]:
    """The upper half of an ellipse over (0, ``height``) to (``width``, ``height``), without its ends."""
    t = np.linspace(0, np.pi, 12)[1:-1]
    return [(width / 2 * (1 - float(np.cos(a))), height * (1 - float(np.sin(a)))) for a in t]


OUTLINES: list[tuple[str, list[Point], JenisSimbol]] = [
    ("box", [(0, 0), (40, 0), (40, 20), (0, 20)], KOTAK),
    ("box with a tilt of a degree", [(0.3, 0), (40.3, 0.7), (40, 20.7), (0, 20)], KOTAK),
    ("box with slightly round corners", rounded(0, 0, 40, 20, 3.5), KOTAK),
    ("upright box", [(0, 0), (20, 0), (20, 50), (0, 50)], KOTAK),
    ("capsule", rounded(0, 0, 40, 16, 8), KAPSUL),
    ("box with wide round corners", rounded(0, 0, 40, 20, 7.5), KAPSUL),
    ("ellipse", ellipse(40, 18), KAPSUL),
    ("diamond", [(0, 10), (20, 0), (40, 10), (20, 20)], KETUPAT),
    ("diamond off its middle by a pixel", [(0, 10.4), (19.6, 0), (40, 10), (20.4, 20)], KETUPAT),
    ("pentagon down", [(0, 0), (20, 0), (20, 14), (10, 20), (0, 14)], SEGILIMA),
    ("pentagon up", [(0, 6), (10, 0), (20, 6), (20, 20), (0, 20)], SEGILIMA),
    ("flat pentagon", [(0, 0), (30, 0), (30, 12), (15, 16), (0, 12)], SEGILIMA),
    ("pentagon to the right", [(0, 0), (20, 0), (30, 8), (20, 16), (0, 16)], SEGILIMA),
    ("triangle", [(0, 0), (20, 10), (0, 20)], LAIN),
    ("slanted box", [(10, 0), (40, 0), (30, 20), (0, 20)], LAIN),
    ("point", [(0, 0), (0, 0), (0, 0)], LAIN),
    ("coarse ellipse", ellipse(34, 14)[::4], KAPSUL),
    ("hexagon", [(8, 0), (32, 0), (40, 10), (32, 20), (8, 20), (0, 10)], LAIN),
    ("cylinder", [(0, 3), *arc(40, 3), (40, 17), *[(x, 20 - y) for x, y in arc(40, 3)[::-1]], (0, 17)], LAIN),
    ("small box with wide round corners", rounded(0, 0, 18, 13, 4), KAPSUL),
    ("square with wide round corners", rounded(0, 0, 30, 30, 11), KAPSUL),
    (
        "diamond with a worn side",
        [(10.6, 0), (0, 6.7), (1.4, 10.1), (9.6, 14.9), (13.9, 13.4), (20.6, 8.6), (20.6, 6.7)],
        KETUPAT,
    ),
    ("trapezoid", [(8, 0), (32, 0), (40, 16), (0, 16)], LAIN),
    (
        "front of a cylinder",
        [*arc(40, -3)[::-1], (40, 0), (40, 14), *[(x, 17 - y) for x, y in arc(40, 3)[::-1]], (0, 14), (0, 0)],
        LAIN,
    ),
    ("box seen at an angle", [(1.2, 0), (40, 0), (40, 13), (0, 13)], KOTAK),
    ("box with corners rounder than sharp", rounded(0, 0, 23, 10.5, 2.3), KOTAK),
]


@pytest.mark.parametrize(("name", "points", "kind"), OUTLINES, ids=[o[0] for o in OUTLINES])
def test_kind_of_outline(name: str, points: list[Point], kind: JenisSimbol) -> None:
    assert classify_outline(points)[0] is kind
    assert classify_outline(points[::-1])[0] is kind


def kinds(sheet: Sheet) -> list[JenisSimbol]:
    bare = erase_rules(sheet.ink, sheet.scale, sheet.rules)
    return [f.kind for f in find_shapes(bare, sheet.scale, sheet.ink)]


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 3.33])
def test_symbols_in_pixels(scale: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(20, 20, 60, 40)
    sheet.outline(rounded(80, 20, 130, 40, 10))
    sheet.diamond(180, 30, 50, 24)
    sheet.outline([(220, 20), (250, 20), (250, 36), (235, 44), (220, 36)])
    found = find_shapes(sheet.ink, scale, sheet.ink)
    assert {f.kind for f in found} == {KOTAK, KAPSUL, KETUPAT, SEGILIMA} and len(found) == 4
    box = next(f.shape for f in found if f.kind is KOTAK)
    assert box.box.rounded() == pytest.approx((20, 20, 60, 40), abs=0.8)
    assert [f.shape.curved for f in found if f.kind in (KOTAK, KAPSUL)] == [False, True]


def sheet_of_paper(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """A document: its foot hangs down on the left and rises on the right."""
    high, w = 0.14 * (y1 - y0), x1 - x0
    t = np.linspace(1, 0, 16)
    foot = [(x0 + w * float(a), y1 - high * (1 - float(np.sin(2 * np.pi * a)))) for a in t]
    return [(x0, y0), (x1, y0), *foot]


OTHERS: dict[str, list[Point]] = {
    "document": sheet_of_paper(30, 30, 70, 50),
    "small document": sheet_of_paper(30, 30, 62, 45),
    "trapezoid": [(38, 30), (62, 30), (70, 48), (30, 48)],
    "parallelogram": [(38, 30), (72, 30), (64, 48), (30, 48)],
    "hexagon": [(38, 30), (62, 30), (70, 40), (62, 50), (38, 50), (30, 40)],
}


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 3.33])
@pytest.mark.parametrize("turn", [-0.6, 0.0, 0.6])
@pytest.mark.parametrize("name", OTHERS)
def test_shapes_that_flow_charts_know_beside_the_forms(name: str, turn: float, scale: float) -> None:
    sheet = Sheet(scale=scale)
    slope = float(np.tan(np.radians(turn)))
    sheet.outline([(x - slope * (y - 40), y + slope * (x - 50)) for x, y in OTHERS[name]])
    sheet.arrow([(50, 5), (50, 30)])
    assert kinds(sheet) == [LAIN]


def parted(name: str, sheet: Sheet) -> None:
    """Draw a symbol with lines inside, about (50, 42)."""
    if name == "cylinder":
        over, under = arc(36, 3), [(36 - x, 6 - y) for x, y in arc(36, 3)]
        sheet.outline([(32 + x, 33 + y) for x, y in [*over, *under]])
        sheet.line([(32, 36), (32, 48), *[(32 + x, 45 + y) for x, y in under[::-1]], (68, 48), (68, 36)])
        return
    sheet.box(32, 33, 68, 51)
    if name == "circle in a box":
        sheet.outline([(50 + x, 42 + y) for x, y in ellipse(18, 18)])
    elif name == "double sides":
        sheet.line([(36, 33), (36, 51)])
        sheet.line([(64, 33), (64, 51)])
    elif name == "sheets behind":
        sheet.line([(35, 33), (35, 30), (71, 30), (71, 48), (68, 48)])
        sheet.line([(38, 30), (38, 27), (74, 27), (74, 45), (71, 45)])


PARTED = {"cylinder": LAIN, "circle in a box": KOTAK, "double sides": KOTAK, "sheets behind": KOTAK}


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 3.33])
@pytest.mark.parametrize("name", PARTED)
def test_lines_inside_a_symbol_do_not_part_it(name: str, scale: float) -> None:
    sheet = Sheet(scale=scale)
    parted(name, sheet)
    sheet.arrow([(50, 5), (50, 26 if name == "sheets behind" else 33)])
    assert kinds(sheet) == [PARTED[name]]


def test_a_loop_of_lines_about_a_box_is_no_part_of_it() -> None:
    sheet = Sheet()
    sheet.box(40, 30, 70, 50)
    sheet.line([(55, 50), (55, 62), (84, 62), (84, 40), (70, 40)])
    (found,) = find_shapes(sheet.ink, sheet.scale, sheet.ink)
    assert found.shape.box.rounded() == pytest.approx((40, 30, 70, 50), abs=0.8)


def test_a_loop_of_lines_over_a_diamond_is_no_document() -> None:
    sheet = Sheet()
    sheet.diamond(60, 90, 44, 24)
    sheet.line([(150, 52), (60, 52), (60, 78)])
    sheet.line([(82, 90), (110, 90), (110, 20)])
    assert kinds(sheet) == [KETUPAT]


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 3.33])
def test_a_circle_that_touches_all_sides_of_its_box(scale: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(30, 30, 46, 44)
    sheet.outline([(38 + x, 37 + y) for x, y in ellipse(16, 14)])
    assert kinds(sheet) == [KOTAK]


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 3.33])
def test_a_small_document_is_no_box_that_lacks_a_corner(scale: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.outline([(30.4, 39), (30, 30), (40.4, 30), (40.4, 37.4), (37.1, 37.8), (34.2, 39)])
    assert kinds(sheet) == [LAIN]


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 3.33])
def test_dashed_outlines(scale: float) -> None:
    sheet = Sheet(scale=scale)
    for outline in (rounded(20, 20, 60, 38, 9), [(120.0, 18.0), (140.0, 30.0), (120.0, 42.0), (100.0, 30.0)]):
        path = np.array([*outline, outline[0]])
        gone = np.concatenate([[0], np.hypot(*np.diff(path, axis=0).T).cumsum()])
        for start in np.arange(0, gone[-1], 4.6):
            at = np.linspace(start, min(start + 2.8, gone[-1]), 5)
            sheet.line(
                [(float(np.interp(t, gone, path[:, 0])), float(np.interp(t, gone, path[:, 1]))) for t in at]
            )
    assert sorted(kinds(sheet)) == [KETUPAT, KAPSUL]


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 3.33])
def test_tiny_symbols(scale: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(20, 20, 33, 27)
    sheet.box(20, 34, 33, 41)
    sheet.outline(rounded(60, 20, 74, 27, 3.5))
    assert sorted(kinds(sheet)) == [KAPSUL, KOTAK, KOTAK]


def test_what_a_line_a_label_and_a_box_enclose_is_no_symbol() -> None:
    sheet = Sheet()
    sheet.box(40, 30, 70, 46)
    sheet.line([(90, 10), (90, 45), (70, 45)])
    sheet.line([(70, 40), (90, 40)], 3)
    label = Word("Tidak", Box(66, 36, 94, 43))
    shapes, _, _ = trace_drawing(sheet.ink, sheet.scale, [], [label])
    assert len(shapes) == 1


def test_what_lines_and_a_diamond_enclose_is_no_other_shape() -> None:
    sheet = Sheet()
    sheet.diamond(150, 60, 60, 30)
    sheet.line([(120, 60), (60, 60), (60, 20), (150, 20), (150, 45)])
    assert kinds(sheet) == [KETUPAT]


def test_symbol_over_a_rule_stays_whole() -> None:
    sheet = Sheet()
    sheet.box(80, 30, 120, 50)
    sheet.rule(False, 100, 5, 195)
    assert kinds(sheet) == [KOTAK]


def test_symbol_with_an_edge_on_a_rule() -> None:
    sheet = Sheet()
    sheet.rule(False, 120, 5, 195)
    sheet.line([(120, 30), (80, 30), (80, 50), (120, 50)])
    assert kinds(sheet) == [KOTAK]


@pytest.mark.parametrize("over", [0.0, 1.0, 2.0])
def test_ellipse_with_its_top_on_a_rule(over: float) -> None:
    sheet = Sheet(scale=300 / 72)
    sheet.outline([(x + 70, y + 75 - over) for x, y in ellipse(56, 30)])
    sheet.rule(True, 60, 5, 295, 0.5)
    assert kinds(sheet) == [KAPSUL]


def test_lines_that_cross_rules_make_no_symbol() -> None:
    sheet = Sheet()
    sheet.rule(True, 60, 5, 295)
    sheet.rule(True, 90, 5, 295)
    sheet.line([(100, 20), (100, 150)])
    sheet.line([(130, 20), (130, 150)])
    assert kinds(sheet) == []


def test_loop_of_lines_between_two_symbols_is_no_symbol() -> None:
    sheet = Sheet()
    sheet.box(20, 20, 80, 40)
    sheet.box(20, 80, 80, 100)
    sheet.line([(30, 40), (30, 80)])
    sheet.line([(70, 40), (70, 80)])
    assert kinds(sheet) == [KOTAK, KOTAK]


def test_faint_outline_is_closed() -> None:
    sheet = Sheet()
    sheet.box(20, 20, 60, 40)
    sheet.ink[:, round(40 * sheet.scale) : round(41.2 * sheet.scale)] = 0
    assert kinds(sheet) == [KOTAK]


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 300 / 72])
def test_gaps_in_the_outline_round_no_box_off_and_square_no_capsule(scale: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(40, 40, 78, 54, 0.5)
    sheet.outline(rounded(140, 40, 178, 54, 7), 0.5)
    for x, y in ((40, 45), (40, 50), (78, 45), (78, 50), (155, 40), (165, 54)):
        rows, gap = (slice(round((v - 0.8) * scale), round((v + 0.8) * scale)) for v in (y, x))
        sheet.ink[rows, gap] = 0
    found = find_shapes(sheet.ink, scale, sheet.ink)
    assert [f.kind for f in found] == [KOTAK, KAPSUL]
    assert len(found[0].shape.points) == 4


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 240 / 72])
@pytest.mark.parametrize("gap", [1.2, 1.8])
@pytest.mark.parametrize(("width", "height"), [(56, 30), (40, 30)])
def test_a_diamond_with_a_gap_keeps_its_tips(scale: float, gap: float, width: float, height: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.diamond(100, 100, width, height)
    rows, columns = (
        slice(round(a * scale), round(b * scale))
        for a, b in ((60, 99), (100 + 0.4 * width - gap / 2, 100 + 0.4 * width + gap / 2))
    )
    sheet.ink[rows, columns] = 0
    (found,) = find_shapes(sheet.ink, scale, sheet.ink)
    assert found.kind is KETUPAT
    assert found.shape.box.width == pytest.approx(width, abs=2)
    found.erase(sheet.ink)
    *_, stats = components(sheet.ink[round(92 * scale) : round(108 * scale)])
    assert stats[1:, 2:4].max(initial=0) < 2.5 * scale


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 240 / 72])
@pytest.mark.parametrize("high", [9.0, 12.6, 16.0])
def test_a_capsule_with_a_gap_has_no_tips(scale: float, high: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.outline(rounded(100, 100, 136, 100 + high, high / 2), 0.5)
    sheet.ink[:, round(117 * scale) : round(118.2 * scale)] = 0
    (found,) = find_shapes(sheet.ink, scale, sheet.ink)
    assert found.kind is KAPSUL
    assert found.shape.box.width == pytest.approx(36, abs=1.5)
