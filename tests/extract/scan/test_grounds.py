"""Regions of even tone: found in any grey, made paper, and told as symbols by their outline."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.flow.symbols import corner_cuts
from extract.form.symbol_kinds import classify_outline
from extract.sources.scan.corners import without_bumps
from extract.sources.scan.drawing.bodies import bodies
from extract.sources.scan.drawing.contours import has_soft_turns
from extract.sources.scan.drawing.trace import trace_drawing
from extract.sources.scan.grounds import Ground, find_grounds, lifted
from extract.sources.scan.ink import ink_of
from extract.sources.scan.prepare import Prepared
from schemas.page import Point, box_of_points
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
    found = bodies(find_grounds(page, scale), scale, (0.0, 0.0))
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


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("radius", [4.6, 5.0])
def test_round_corners_of_a_blurred_gradient_are_not_squared(scale: float, radius: float) -> None:
    page = paper(scale)
    mask = np.zeros_like(page)
    cv2.fillPoly(mask, [np.rint(np.array(rounded(100, 20, 132, 33, radius)) * scale).astype(np.int32)], 255)
    down = np.arange(len(page))[:, None] / scale
    tone = np.broadcast_to(np.clip(195 - (down - 20) * 6, 110, 200), page.shape)
    page[mask > 0] = tone[mask > 0].astype(np.uint8)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.25 * scale), dtype=np.uint8)
    (found,) = bodies(find_grounds(page, scale), scale, (0.0, 0.0))
    assert found.kind is KAPSUL and corner_cuts(found.shape)[0] > 2


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72])
def test_boxes_with_frayed_corners_are_not_curved(scale: float) -> None:
    """A pixel or two off every corner, as coarse filled boxes have them."""
    n = 2 / scale
    x0, y0, x1, y1 = 20.0, 20.0, 54.0, 34.0
    points = [(x0 + n, y0), (x1 - n, y0), (x1, y0 + n), (x1, y1 - n)]
    points += [(x1 - n, y1), (x0 + n, y1), (x0, y1 - n), (x0, y0 + n)]
    assert not has_soft_turns(tuple(points), scale)
    assert has_soft_turns(tuple(rounded(x0, y0, x1, y1, 7.0)[::2]), scale)


def test_a_gradient_is_one_body() -> None:
    scale = SCALES[1]
    page = paper(scale)
    for n in range(16):
        fill(page, scale, [(20, 20 + n), (60, 20 + n), (60, 21 + n), (20, 21 + n)], 210 - 8 * n)
    assert [kind for kind, _ in read(page, scale)] == [KOTAK]


@pytest.mark.parametrize("scale", SCALES[1:])
def test_a_steep_gradient_over_a_low_box_is_one_body(scale: float) -> None:
    page = paper(scale)
    y0, y1 = round(20 * scale), round(33 * scale)
    down = np.linspace(250, 100, y1 - y0)[:, None].astype(np.uint8)
    page[y0:y1, round(20 * scale) : round(58 * scale)] = down
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.2 * scale), dtype=np.uint8)
    assert [kind for kind, _ in read(page, scale)] == [KOTAK]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tones", [(236, 160), (160, 236), (234, 110), (110, 234), (230, 170)])
def test_a_gradient_whose_pale_edge_hardly_differs_from_paper_is_one_body(
    scale: float, tones: tuple[int, int]
) -> None:
    page = paper(scale)
    size = round(20 * scale), round(60 * scale)
    down = np.broadcast_to(np.linspace(*tones, size[0])[:, None], size)
    grain = np.random.default_rng(3).normal(0, 4, size)
    at = round(20 * scale)
    page[at : at + size[0], at : at + size[1]] = np.clip(down + grain, 0, 255).astype(np.uint8)
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


def pixels(points: list[Point], scale: float) -> Pixels:
    mask = np.zeros((round(60 * scale), round(80 * scale)), np.uint8)
    cv2.fillPoly(mask, [np.rint(np.array(points) * scale).astype(np.int32)], 255)
    return mask


def test_a_head_that_hangs_on_a_capsule_is_no_part_of_its_outline() -> None:
    scale = SCALES[1]
    left, right = [(24.5, 20), (22.8, 20.7), (20.7, 24), (21.4, 30), (25, 32.2)], [(49.5, 32.2), (53, 30)]
    head = [(54.5, 27.2), (56.6, 28.3), (58.8, 26.8), (57.7, 24.3), (56.3, 24), (54, 25)]
    mask = pixels([*left, *right, *head, (53, 22.2), (49.5, 20)], scale)
    (found,) = bodies([Ground(0, 0, mask, np.full_like(mask, 200), 1.0)], scale, (0.0, 0.0))
    assert found.kind is KAPSUL


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("bump", [0.0, 1.5, 2.4])
@pytest.mark.parametrize("kind", [KOTAK, KAPSUL, KETUPAT, SEGILIMA, LAIN])
def test_the_rest_of_a_head_about_the_middle_of_a_side_comes_off(
    kind: JenisSimbol, bump: float, scale: float
) -> None:
    """On a box or one with round corners; a pointed side keeps its point."""
    outlines = OUTLINES | {KAPSUL: rounded(20, 20, 50, 37, 5.5)}
    whole = pixels([(x % 80 * 0.9 + 4, y % 60 * 0.9) for x, y in outlines[kind]], scale)
    x, y, _, high = (v / scale for v in cv2.boundingRect(whole))
    middle = y + high / 2
    tip = [(x - bump, middle - 1.4), (x + 3, middle - 2.8), (x + 3, middle + 2.8), (x - bump, middle + 1.4)]
    left = without_bumps(whole | pixels(tip, scale) if bump else whole, scale)
    if kind in (KOTAK, KAPSUL):
        assert cv2.countNonZero(left ^ whole) <= scale * 2
    assert not cv2.countNonZero(whole & ~left)


def test_what_lines_enclose_beside_a_filled_box_is_no_symbol() -> None:
    """A way back from the side of a box, and a line that passes under it."""
    scale = SCALES[1]
    page = paper(scale)
    fill(page, scale, [(20, 20), (80, 20), (80, 51), (20, 51)], 225)
    back, under = ((80, 35), (108, 35), (108, 85)), ((116, 54.2), (61, 54.2), (61, 85))
    for a, b in (*pairwise(back), *pairwise(under)):
        line(page, scale, a, b)
    grounds = find_grounds(page, scale)
    flat = lifted(prepared(page, scale), grounds)
    shapes, lines, _ = trace_drawing(flat.ink, scale, [], [], None, flat.grey, grounds)
    assert len(shapes) == 1 and len(lines) == 2


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("half", [6.0, 7.0, 8.0])
def test_a_large_head_is_no_ground_but_a_large_triangle_and_a_pentagon_are(scale: float, half: float) -> None:
    page = paper(scale)
    for x, along in ((40, 1), (120, -1)):
        fill(page, scale, [(x - half, 60), (x + half, 60), (x, 60 + along * 13)], 20)
        fill(page, scale, [(x - 1, 60), (x + 1, 60), (x + 1, 60 - along * 20), (x - 1, 60 - along * 20)], 20)
    fill(page, scale, [(200, 40), (240, 40), (220, 75)], 20)
    fill(page, scale, [(250, 40), (264, 40), (264, 47), (257, 54), (250, 47)], 20)
    assert sorted(round(g.left / scale > 230) for g in find_grounds(page, scale)) == [0, 1]


@pytest.mark.parametrize("scale", SCALES[:2])
@pytest.mark.parametrize(("size", "width"), [(9, 2.4), (12, 3), (14, 2.4), (14, 1)])
def test_a_large_head_is_no_body(scale: float, size: float, width: float) -> None:
    page = paper(scale)
    fill(page, scale, OUTLINES[KOTAK], 150)
    x, y = 40, 36 + size
    fill(page, scale, [(x - width / 2, y), (x + width / 2, y), (x + width / 2, 80), (x - width / 2, 80)], 60)
    fill(page, scale, [(x - size / 2, y), (x + size / 2, y), (x, 36)], 60)
    tip = 140 + size
    fill(
        page,
        scale,
        [(tip, 60 - width / 2), (230, 60 - width / 2), (230, 60 + width / 2), (tip, 60 + width / 2)],
        60,
    )
    fill(page, scale, [(tip, 60 - size / 2), (tip, 60 + size / 2), (140, 60)], 60)
    found = find_grounds(soft(page), scale)
    assert [round(g.left / scale) < 40 for g in found] == [True]


@pytest.mark.parametrize("scale", SCALES[:2])
@pytest.mark.parametrize("size", [12, 16])
def test_a_small_dark_pentagon_at_the_end_of_a_line_is_a_body(scale: float, size: float) -> None:
    page = paper(scale)
    fill(
        page,
        scale,
        [(80 + x * size, 60 + y * size) for x, y in ((0, 0), (1, 0), (1, 0.6), (0.5, 1), (0, 0.6))],
        40,
    )
    middle = 80 + size / 2
    fill(page, scale, [(middle - 0.6, 20), (middle + 0.6, 20), (middle + 0.6, 61), (middle - 0.6, 61)], 40)
    assert len(find_grounds(soft(page), scale)) == 1


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("kind", [KOTAK, KAPSUL, KETUPAT])
def test_a_filled_symbol_with_an_outline_is_told_by_it_not_by_its_shadow(
    scale: float, kind: JenisSimbol
) -> None:
    page, cast = paper(scale), 2.0
    outline = OUTLINES[kind]
    fill(page, scale, [(x + cast, y + cast) for x, y in outline], 150)
    fill(page, scale, outline, 252)
    at = np.rint(np.array(outline) * scale).astype(np.int32)
    cv2.fillPoly(page, [at], (205,))
    cv2.polylines(page, [at], True, (60,), round(scale))
    box = box_of_points(outline)
    line(page, scale, (box.x0 - 18, box.cy), (box.x0 - 4, box.cy))
    fill(page, scale, [(box.x0 - 6, box.cy - 3), (box.x0, box.cy), (box.x0 - 6, box.cy + 3)], 60)
    page = soft(page)
    grounds = find_grounds(page, scale)
    flat = lifted(prepared(page, scale), grounds)
    shapes, _, heads = trace_drawing(flat.ink, scale, [], [], None, flat.grey, grounds)
    assert [classify_outline(s.points)[0] for s in shapes] == [kind]
    found = shapes[0].box
    assert (found.x0, found.y0, found.x1, found.y1) == pytest.approx(
        (box.x0, box.y0, box.x1, box.y1), abs=1.6
    )
    assert len(heads) == 1 and heads[0].tip[0] == pytest.approx(box.x0, abs=3.5)


def soft(page: Pixels) -> Pixels:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 0.6), dtype=np.uint8)
