"""Regions of even tone: found in any grey, made paper, and told as symbols by their outline."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.sources.scan.drawing.bodies import bodies
from extract.sources.scan.drawing.trace import trace_drawing
from extract.sources.scan.grounds import find_grounds, lifted
from extract.sources.scan.ink import ink_of
from extract.sources.scan.prepare import Prepared
from schemas.page import Point
from schemas.vocab import JenisSimbol
from tests.support.pixel_drawing import rounded

Pixels = NDArray[np.uint8]

KOTAK, KAPSUL, KETUPAT, SEGILIMA, LAIN = (
    JenisSimbol.KOTAK,
    JenisSimbol.KAPSUL,
    JenisSimbol.BELAH_KETUPAT,
    JenisSimbol.SEGILIMA,
    JenisSimbol.LAIN,
)
OUTLINES: dict[JenisSimbol, list[Point]] = {
    KOTAK: [(20, 20), (60, 20), (60, 36), (20, 36)],
    KAPSUL: rounded(100, 20, 140, 36, 8),
    KETUPAT: [(160, 30), (182, 18), (204, 30), (182, 42)],
    SEGILIMA: [(230, 20), (248, 20), (248, 30), (239, 38), (230, 30)],
    LAIN: [(40, 70), (60, 70), (68, 80), (60, 90), (40, 90), (32, 80)],
}
SCALES = (150 / 72, 200 / 72, 3.33)


def paper(scale: float, grain: float = 4.0) -> Pixels:
    rng = np.random.default_rng(3)
    clean = np.full((round(150 * scale), round(300 * scale)), 252.0)
    return np.clip(clean + rng.standard_normal(clean.shape) * grain, 0, 255).astype(np.uint8)


def fill(page: Pixels, scale: float, points: list[Point], tone: int) -> None:
    at = np.rint(np.array(points) * scale).astype(np.int32)
    mask = np.zeros_like(page)
    cv2.fillPoly(mask, [at], 255)
    shift = 252 - tone
    page[mask > 0] = np.clip(page[mask > 0].astype(int) - shift, 0, 255)


def line(page: Pixels, scale: float, a: Point, b: Point, tone: int = 60) -> None:
    ends = [tuple(np.rint(np.array(p) * scale).astype(int).tolist()) for p in (a, b)]
    cv2.line(page, ends[0], ends[1], tone, max(1, round(scale)))


def read(page: Pixels, scale: float) -> list[tuple[JenisSimbol, tuple[float, ...]]]:
    found = bodies(find_grounds(page, scale), scale, (0.0, 0.0), 1.0)
    return [(f.kind, f.shape.box.rounded()) for f in found]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tone", [0, 60, 100, 144, 190, 215])
def test_filled_symbols_of_any_grey_are_told_by_their_outline(tone: int, scale: float) -> None:
    page = paper(scale)
    for points in OUTLINES.values():
        fill(page, scale, points, tone)
    found = read(page, scale)
    assert sorted(kind for kind, _ in found) == sorted(OUTLINES)
    for kind, box in found:
        xs, ys = zip(*OUTLINES[kind], strict=True)
        assert box == pytest.approx((min(xs), min(ys), max(xs), max(ys)), abs=1.3)


@pytest.mark.parametrize("tone", [0, 120])
def test_lines_heads_and_rules_at_a_body_are_no_part_of_it(tone: int) -> None:
    scale = SCALES[1]
    page = paper(scale)
    for points in OUTLINES.values():
        fill(page, scale, points, tone)
    line(page, scale, (0, 36), (300, 36), 40)  # a row's rule along the foot of the box
    line(page, scale, (60, 28), (100, 28), tone)
    fill(page, scale, [(100, 28), (94, 25.2), (94, 30.8)], tone)
    line(page, scale, (140, 28), (150, 28), tone)
    line(page, scale, (150, 30), (160, 30), tone)
    fill(page, scale, [(160, 30), (154, 27.2), (154, 32.8)], tone)
    assert sorted(kind for kind, _ in read(page, scale)) == sorted(OUTLINES)


def prepared(page: Pixels, scale: float) -> Prepared:
    return Prepared(page, ink_of(page, scale), scale, 0, np.eye(3))


@pytest.mark.parametrize(("tone", "letters"), [(30, 250), (90, 255), (150, 0), (200, 40), (110, 250)])
def test_letters_on_a_ground_become_dark_on_white(tone: int, letters: int) -> None:
    scale = SCALES[1]
    page = paper(scale)
    fill(page, scale, OUTLINES[KOTAK], tone)
    cv2.putText(page, "MULAI", (round(24 * scale), round(32 * scale)), 0, 0.75, letters, 2, cv2.LINE_AA)
    grounds = find_grounds(page, scale)
    flat = lifted(prepared(page, scale), grounds)
    inside = flat.grey[round(22 * scale) : round(34 * scale), round(22 * scale) : round(58 * scale)]
    assert np.percentile(inside, 2) < 120
    assert np.median(inside) == 255
    assert 0.08 < np.mean(flat.ink[round(22 * scale) : round(34 * scale)] > 0) * 300 / 36 < 0.6


def test_a_symbol_on_a_shaded_row() -> None:
    scale = SCALES[1]
    page = paper(scale)
    fill(page, scale, [(5, 10), (295, 10), (295, 60), (5, 60)], 205)
    fill(page, scale, OUTLINES[KOTAK], 110)
    assert [kind for kind, _ in read(page, scale)] == [KOTAK]


def test_a_gradient_is_one_body() -> None:
    scale = SCALES[1]
    page = paper(scale)
    for n in range(16):
        fill(page, scale, [(20, 20 + n), (60, 20 + n), (60, 21 + n), (20, 21 + n)], 210 - 8 * n)
    assert [kind for kind, _ in read(page, scale)] == [KOTAK]


def test_close_print_shadows_and_lines_are_no_bodies() -> None:
    scale = SCALES[1]
    page = paper(scale)
    for n in range(5):
        cv2.putText(page, "NOMOR SOP", (20, 60 + 26 * n), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 3, cv2.LINE_AA)
    slope = np.linspace(0, 90, page.shape[1] // 3)
    page[:, -len(slope) :] = np.clip(page[:, -len(slope) :] - slope, 0, 255).astype(np.uint8)
    line(page, scale, (10, 140), (290, 140), 0)
    assert read(page, scale) == []


def test_an_arrow_between_two_bodies_is_traced_from_edge_to_edge() -> None:
    scale = SCALES[1]
    page = paper(scale)
    fill(page, scale, OUTLINES[KOTAK], 144)
    fill(page, scale, OUTLINES[KAPSUL], 144)
    line(page, scale, (60, 28), (98, 28), 120)
    fill(page, scale, [(100, 28), (94, 25.2), (94, 30.8)], 120)
    grounds = find_grounds(page, scale)
    flat = lifted(prepared(page, scale), grounds)
    shapes, lines, heads = trace_drawing(flat.ink, scale, [], [], None, flat.grey, grounds)
    assert [(s.filled, s.dark) for s in shapes] == [(True, False)] * 2
    assert len(lines) == len(heads) == 1
    assert sorted(p[0] for p in (lines[0].points[0], lines[0].points[-1])) == pytest.approx(
        [60, 100], abs=2.5
    )
    assert heads[0].direction == pytest.approx((1, 0), abs=0.1)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tone", [30, 75, 120])
def test_a_dark_box_between_thick_arrows_of_its_own_tone(scale: float, tone: int) -> None:
    page = paper(scale)
    fill(page, scale, [(100, 40), (132, 40), (132, 65), (100, 65)], tone)
    fill(page, scale, [(60, 51), (92, 51), (92, 55), (60, 55)], tone)
    fill(page, scale, [(90, 48), (101, 53), (90, 58)], tone)
    fill(page, scale, [(131, 51), (160, 51), (160, 55), (131, 55)], tone)
    assert read(page, scale) == [(KOTAK, pytest.approx((100, 40, 132, 65), abs=1.6))]


@pytest.mark.parametrize("tone", [0, 70, 140])
@pytest.mark.parametrize("scale", SCALES)
def test_low_symbols_keep_their_corners_and_no_heads(scale: float, tone: int) -> None:
    """A low document loses its short edges to the disc, and an open head leaves a bump on it."""
    page = paper(scale)
    foot = [(60 - 1.25 * n, 29.5 + 1.5 * float(np.sin(np.pi * (n / 16 - 1)))) for n in range(33)]
    fill(page, scale, [(20, 20), (60, 20), *foot], tone)
    fill(page, scale, rounded(100, 20, 140, 32, 6), tone)
    for x in (40, 120):
        fill(page, scale, [(x - 3, 15), (x, 18), (x + 3, 15), (x + 1.2, 20), (x - 1.2, 20)], tone)
        line(page, scale, (x, 4), (x, 20), tone)
    found = sorted(read(page, scale), key=lambda f: f[1][0])
    assert [kind for kind, _ in found] == [LAIN, KAPSUL]
    assert all(box[1] == pytest.approx(20, abs=1.2) for _, box in found)


@pytest.mark.parametrize("scale", SCALES)
def test_the_front_of_a_cylinder_with_a_white_lid(scale: float) -> None:
    page = paper(scale)
    bow = [(20.0 + 2 * n, 5 * float(np.sin(np.pi * n / 18))) for n in range(19)]
    front = [*((x, 20 + y) for x, y in bow), *((x, 38 + y) for x, y in bow[::-1])]
    fill(page, scale, front, 150)
    assert [kind for kind, _ in read(page, scale)] == [LAIN]
