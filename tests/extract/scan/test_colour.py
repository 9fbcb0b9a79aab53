"""Black print under coloured ink stays whole, and what a pen has drawn is no rule."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.colour import by_colour, without_strokes
from extract.sources.scan.prepare import prepare
from schemas.page import Rule

SCALE = 200 / 72
VIOLET, BLUE, DARK, RED = (95, 60, 190), (50, 90, 210), (55, 70, 175), (205, 50, 60)  # RGB


def form(ink: tuple[int, int, int], printed: int = 40) -> np.ndarray:
    """A page of print with a ring and a stroke of coloured ink over its middle, inks multiplied."""
    page = np.full((1200, 1600), 255, np.uint8)
    for y in range(150, 1100, 60):
        cv2.putText(
            page, "KEPALA DINAS KOMUNIKASI 19670727", (150, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, printed, 3
        )
    over = np.full((1200, 1600, 3), 255, np.uint8)
    cv2.circle(over, (600, 500), 160, ink, 7)
    cv2.line(over, (500, 380), (760, 660), ink, 6)
    return np.asarray(page[:, :, None].astype(np.float32) * over / 255, np.uint8)


@pytest.mark.parametrize("ink", [VIOLET, BLUE, DARK, RED])
@pytest.mark.parametrize("printed", [20, 90])
def test_print_under_a_stamp_has_no_holes(ink: tuple[int, int, int], printed: int) -> None:
    black, pen = by_colour(prepare(form(ink, printed), SCALE, straighten=False))
    plain, _ = by_colour(prepare(form((255, 255, 255), printed), SCALE, straighten=False))
    assert pen is not None
    letters = plain.ink > 0
    assert np.mean(black.ink[letters] > 0) > 0.97
    assert np.count_nonzero((black.ink > 0) & (cv2.dilate(plain.ink, np.ones((5, 5))) == 0)) < 150


def test_an_upright_of_a_signature_is_no_rule() -> None:
    image = form(BLUE)
    cv2.line(image, (700, 300), (700, 420), BLUE, 5)
    for x in (100, 900, 1500):
        cv2.line(image, (x, 100), (x, 1100), (30, 30, 30), 4)
    page = prepare(image, SCALE, straighten=False)
    black, pen = by_colour(page)
    assert pen is not None
    rules = [Rule(False, x / SCALE, 100 / SCALE, 1100 / SCALE) for x in (100, 900, 1500)]
    stroke = Rule(False, 700 / SCALE, 300 / SCALE, 420 / SCALE)
    assert without_strokes([*rules, stroke], black, pen) == rules


@pytest.mark.parametrize("tone", [(160, 120, 70), (60, 110, 200), (190, 60, 60)])
def test_rules_in_colour_are_print(tone: tuple[int, int, int]) -> None:
    image = form(BLUE)
    for x in (100, 900, 1500):
        cv2.line(image, (x, 100), (x, 1100), tone, 4)
    for y in (100, 1100):
        cv2.line(image, (100, y), (1500, y), tone, 4)
    black, pen = by_colour(prepare(image, SCALE, straighten=False))
    assert pen is not None and pen.ink[380:660, 500:760].any()
    for x in (100, 900, 1500):
        assert np.mean(black.ink[120:1080, x - 1 : x + 2].any(axis=1)) > 0.97
