"""Arrows drawn as one outline, a bar with a triangle at its end."""

from __future__ import annotations

import math

import pytest

from extract.geometry.heads import block_arrow
from extract.geometry.plane import distance
from schemas.page import Point


def outline(length: float, bar: float, wings: float, head: float, turn: float, first: int = 0) -> list[Point]:
    """An arrow from (0, 0), turned by ``turn`` degrees; ``first``: the corner with which it begins."""
    neck = length - head
    half = [(0.0, bar / 2), (neck, bar / 2), (neck, wings / 2), (length, 0.0)]
    points = [*half, *((x, -y) for x, y in half[-2::-1])]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    turned = [(100 + x * cos - y * sin, 100 + x * sin + y * cos) for x, y in points]
    return turned[first:] + turned[:first]


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 35])
@pytest.mark.parametrize("shape", [(30, 4, 9, 6), (60, 6, 20, 20), (12, 5, 10, 5), (90, 2, 5, 6)])
@pytest.mark.parametrize("first", [0, 3, 5])
def test_a_bar_with_a_triangle(shape: tuple[float, float, float, float], turn: float, first: int) -> None:
    found = block_arrow(outline(*shape, turn, first))
    assert found
    tail, head = found
    assert distance(tail, (100.0, 100.0)) < 0.1
    assert distance(tail, head.tip) == pytest.approx(shape[0], abs=0.1)
    assert head.size == pytest.approx(shape[3], abs=0.1)


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (40, 0), (40, 20), (0, 20)],
        [(0, 0), (40, 0), (40, 14), (20, 24), (0, 14)],
        [(0, 0), (30, 0), (40, 10), (30, 20), (0, 20), (10, 10)],
        [(0, 0), (40, 0), (40, 8), (20, 8), (20, 20), (12, 30), (0, 20)],
    ],
)
def test_other_outlines(points: list[Point]) -> None:
    assert block_arrow(points) is None
