"""Thin polygons to centre lines, small triangles to heads."""

from __future__ import annotations

import math

import pytest

from extract.geometry.heads import chevron_head, triangle_head, winged_head
from extract.geometry.plane import flatten, inside, is_curved, polygon_area, simplify
from extract.geometry.thin import centre_line
from schemas.page import Point

ELBOW = [(0.0, 0.0), (50.0, 0.0), (50.0, 30.0), (49.0, 30.0), (49.0, 1.0), (0.0, 1.0)]
HEADS: list[tuple[list[Point], Point, Point]] = [
    ([(0, 0), (4, 0), (2, 5)], (2, 5), (0, 1)),
    ([(0, 0), (0, 4), (-5, 2)], (-5, 2), (-1, 0)),
    ([(0, 0), (2, 1.5), (4, 0), (2, 5)], (2, 5), (0, 1)),  # notched base
    ([(0, 0), (4, 0), (2, 5), (0, 0)], (2, 5), (0, 1)),  # closed by its first point
    ([(0, 0), (4, 0), (2, 3.46)], (2, 3.46), (0, 1)),  # equilateral: along the axis
]
NO_HEADS: list[list[Point]] = [
    [(0, 0), (4, 0), (4, 4), (0, 4)],
    [(0, 0), (40, 0), (20, 30)],
    [(0, 0), (0.5, 0), (0.2, 0.6)],
]


def test_a_straight_bar_is_a_line() -> None:
    line, width = centre_line([(0, 0), (40, 0), (40, 1), (0, 1)]) or ([], 0)
    assert sorted(line) == [(0, 0.5), (40, 0.5)]
    assert width == pytest.approx(1, abs=0.1)


def test_a_bent_bar_keeps_its_corner() -> None:
    line, _ = centre_line(ELBOW) or ([], 0)
    assert len(line) == 3
    assert math.dist(line[1], (49.5, 0.5)) < 1.1
    assert {line[0], line[-1]} == {(0, 0.5), (49.5, 30)}


@pytest.mark.parametrize(
    "points",
    [
        [(0.0, 0.0), (30.0, 0.0), (30.0, 14.0), (0.0, 14.0)],
        [(0.0, 8.0), (15.0, 0.0), (30.0, 8.0), (15.0, 16.0)],
        [(0.0, 0.0), (4.0, 0.0), (2.0, 5.0)],
    ],
)
def test_symbols_and_heads_are_no_lines(points: list[Point]) -> None:
    assert centre_line(points) is None


@pytest.mark.parametrize(("points", "tip", "direction"), HEADS)
def test_heads(points: list[Point], tip: Point, direction: Point) -> None:
    head = triangle_head(points)
    assert head is not None
    assert head.tip == tip
    assert head.direction == pytest.approx(direction, abs=0.01)


@pytest.mark.parametrize("points", NO_HEADS)
def test_no_heads(points: list[Point]) -> None:
    assert triangle_head(points) is None


def test_curves_become_points() -> None:
    points, closed = flatten([("m", (0, 0)), ("c", (0, 5), (5, 10), (10, 10)), ("h",)])
    assert closed
    assert points[0] == (0, 0) and points[-1] == (10, 10)
    assert len(points) == 7


def test_an_ellipse_is_curved_and_an_octagon_is_not() -> None:
    def ring(n: int) -> list[Point]:
        return [(20 * math.cos(i * math.tau / n), 8 * math.sin(i * math.tau / n)) for i in range(n)]

    assert is_curved(ring(24))
    assert not is_curved(ring(4))


def test_simplify_drops_points_on_the_line() -> None:
    assert simplify([(0, 0), (5, 0.1), (10, 0), (10, 10)]) == [(0, 0), (10, 0), (10, 10)]


def test_inside() -> None:
    diamond = [(0.0, 5.0), (10.0, 0.0), (20.0, 5.0), (10.0, 10.0)]
    assert inside((10, 5), diamond)
    assert not inside((1, 1), diamond)


def test_an_open_v_painted_as_an_outline_is_a_head() -> None:
    """Two strokes 1 pt thick with round ends, pointing right."""
    barb = [(0.0, 0.0), (6.5, 3.6), (0.0, 7.2), (-0.3, 7.1), (-0.4, 6.8), (-0.3, 6.5), (5.0, 3.6)]
    found = chevron_head([*barb, (-0.3, 0.7), (-0.4, 0.4), (-0.3, 0.1)])
    assert found is not None
    assert found.tip == (6.5, 3.6)
    assert found.direction == pytest.approx((1, 0), abs=0.05)


@pytest.mark.parametrize("thick", [0.3, 0.7, 1.2])
def test_an_open_head_with_the_end_of_its_line_is_a_head(thick: float) -> None:
    """As office programs paint it: two barbs and a piece of the shaft in one outline, pointing right."""
    half, inner = thick / 2, 4.6
    upper = [(-0.6, 3.2), (0.0, 3.8), (6.5, 0.0)]
    lower = [(0.0, -3.8), (-0.6, -3.2), (inner, -half), (-0.6, -half), (-0.6, half), (inner, half)]
    found = chevron_head([*upper, *lower])
    assert found is not None
    assert (found.tip, found.direction) == ((6.5, 0.0), pytest.approx((1, 0), abs=0.05))


def test_an_open_head_of_thick_strokes_is_a_head() -> None:
    """Only nicks are left between its barbs and the end of its line."""
    upper = [(-6.9, 2.3), (-5.8, 3.5), (0.0, 0.0)]
    lower = [(-5.8, -3.5), (-6.9, -2.3), (-4.1, -0.7), (-6.9, -0.7), (-6.9, 0.7), (-4.1, 0.7)]
    found = winged_head([*upper, *lower])
    assert found is not None
    assert (found.tip, found.direction) == ((0.0, 0.0), pytest.approx((1, 0), abs=0.05))
    assert winged_head([(0, 0), (8, 0), (8, 5), (7, 6), (1, 6), (0, 5)]) is None


def test_filled_outlines_are_no_open_heads() -> None:
    assert chevron_head([(0, 0), (6, 0), (6, 3), (8, 3), (8, 6), (6, 6), (6, 8), (0, 8)]) is None
    assert chevron_head([(0, 0), (30, 16), (0, 32), (0, 28), (22, 16), (0, 4), (0, 2)]) is None


@pytest.mark.parametrize("thick", [0.0, 0.2, 0.45, 0.9])
def test_an_outline_with_hardly_any_corners_is_no_head(thick: float) -> None:
    """A leaf drawn with curves simplifies to fewer than three corners."""
    side = [(x / 2, thick * math.sin(math.pi * x / 12)) for x in range(13)]
    assert chevron_head([*side, *((x, -y) for x, y in side[-2:0:-1])]) is None
    assert polygon_area(side[:2]) == polygon_area([]) == 0.0


@pytest.mark.parametrize("scale", [0.6, 1.0, 1.6])
def test_a_triangle_with_a_curved_hollow_base_is_a_head(scale: float) -> None:
    outline = [(0, 0), (-2.3, 6.3), (-1.6, 5.9), (-0.9, 5.7), (0, 5.6), (0.9, 5.7), (1.6, 5.9), (2.3, 6.3)]
    head = winged_head([(x * scale, y * scale) for x, y in outline])
    assert head and head.tip == (0, 0)
    assert head.direction == pytest.approx((0.0, -1.0), abs=0.02)


def test_a_small_document_or_capsule_is_no_head() -> None:
    wave = [(x / 4, 6 + math.sin(x / 3)) for x in range(40, -1, -4)]
    assert winged_head([(0, 0), (10, 0), *wave]) is None
    around = [(3 * math.cos(a), 3 * math.sin(a)) for a in (math.pi * n / 8 for n in range(16))]
    assert winged_head(around) is None
