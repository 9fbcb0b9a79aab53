"""Headers whose tone runs from light to dark: made paper, and what is printed on them dark on white."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.sources.scan.gradients import find_gradients
from extract.sources.scan.grounds import Ground, lifted
from extract.sources.scan.ink import ink_of
from extract.sources.scan.prepare import Prepared

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]

HEADER: Box = (30, 40, 430, 90)
LOWER: Box = (30, 64, 430, 90)  # its lower row
SCALES = (150 / 72, 200 / 72)


def sheet(scale: float, grain: float = 4.0) -> NDArray[np.float64]:
    rng = np.random.default_rng(5)
    return (
        np.full((round(140 * scale), round(460 * scale)), 252.0)
        + rng.standard_normal((round(140 * scale), round(460 * scale))) * grain
    )


def shade(
    page: NDArray[np.float64], scale: float, box: Box, tones: tuple[int, int], across: bool = False
) -> None:
    x0, y0, x1, y1 = (round(v * scale) for v in box)
    along = np.linspace(*tones, x1 - x0 if across else y1 - y0)
    page[y0:y1, x0:x1] += (along[None, :] if across else along[:, None]) - 252


def ruled(page: NDArray[np.float64], scale: float, words: int) -> Pixels:
    """With rules around the header and its lower row, and a word in either row."""
    out = np.ascontiguousarray(np.clip(page, 0, 255).astype(np.uint8))
    for x0, y0, x1, y1 in (HEADER, LOWER):
        corners = [(round(x * scale), round(y * scale)) for x, y in ((x0, y0), (x1, y1))]
        cv2.rectangle(out, corners[0], corners[1], (30,), max(1, round(0.7 * scale)))
    for at in ((200, 56), (120, 82)):
        cv2.putText(
            out, "Kepala", (round(at[0] * scale), round(at[1] * scale)), cv2.FONT_HERSHEY_SIMPLEX,
            0.3 * scale, (words,), max(1, round(0.8 * scale)), cv2.LINE_AA,
        )  # fmt: skip
    return np.asarray(cv2.GaussianBlur(out, (0, 0), 0.5), dtype=np.uint8)


def prepared(grey: Pixels, scale: float) -> Prepared:
    return Prepared(grey, ink_of(grey, scale), scale, 0, np.eye(3))


def inked(page: Prepared, box: Box) -> float:
    x0, y0, x1, y1 = (round(v * page.scale) for v in box)
    return float(np.mean(page.ink[y0:y1, x0:x1] > 0))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("tones", "words"), [((250, 185), 0), ((200, 120), 0), ((120, 40), 250)])
def test_a_gradient_in_each_row_of_a_header_is_made_paper(
    scale: float, tones: tuple[int, int], words: int
) -> None:
    page = sheet(scale)
    shade(page, scale, (30, 40, 430, 64), tones)
    shade(page, scale, LOWER, tones)
    before = prepared(ruled(page, scale, words), scale)
    after = lifted(before, find_gradients(before.grey, scale))
    for blank in ((260, 42, 420, 62), (260, 66, 420, 88)):
        assert inked(after, blank) < 0.01
    for word in ((200, 48, 230, 57), (120, 74, 150, 83)):
        assert 0.15 < inked(after, word) < 0.6
    for rule in ((250, 63, 420, 65), (250, 89, 420, 91)):
        assert inked(after, rule) >= 0.2


def test_a_gradient_from_side_to_side() -> None:
    page = sheet(SCALES[1])
    for left in range(30, 430, 80):
        shade(page, SCALES[1], (left, HEADER[1], left + 80, HEADER[3]), (230, 110), across=True)
    assert len(find_gradients(ruled(page, SCALES[1], 0), SCALES[1])) == 1


@pytest.mark.parametrize("tone", [225, 160, 60])
def test_an_even_header_is_no_gradient(tone: int) -> None:
    page = sheet(SCALES[1])
    shade(page, SCALES[1], HEADER, (tone, tone))
    assert not find_gradients(ruled(page, SCALES[1], 0 if tone > 100 else 250), SCALES[1])


@pytest.mark.parametrize("scale", SCALES)
def test_where_a_gradient_ends_at_once_a_side_is_drawn(scale: float) -> None:
    """Its rules are as grey as its dark end, and vanish there."""
    page = sheet(scale)
    shade(page, scale, HEADER, (235, 150))
    before = prepared(np.asarray(np.clip(page, 0, 255), dtype=np.uint8), scale)
    after = lifted(before, find_gradients(before.grey, scale))
    assert inked(after, (60, 88, 400, 92)) > 0.2
    assert inked(after, (60, 45, 400, 85)) < 0.01
    assert inked(after, (60, 95, 400, 130)) < 0.01


@pytest.mark.parametrize("scale", SCALES)
def test_print_at_the_pale_end_of_a_gradient_is_no_side(scale: float) -> None:
    """Where a gradient runs into the paper amid a line of letters, these alone change the grey at once."""
    page = np.full((round(140 * scale), round(460 * scale)), 252.0)
    x0, y0, x1, y1 = (round(v * scale) for v in HEADER)
    tone = np.broadcast_to(np.linspace(246, 150, y1 - y0)[:, None], (y1 - y0, x1 - x0)).astype(np.uint8)
    page[y0:y1, x0:x1] = tone
    letters = np.arange(x0, x1, 3 * scale)
    for x in letters.astype(int):
        page[y0 - round(3 * scale) : y0 + round(3 * scale), x : x + round(scale)] = 20
    before = prepared(page.astype(np.uint8), scale)
    mask = np.full(tone.shape, 255, np.uint8)
    after = lifted(before, [Ground(x0, y0, mask, tone, 0.0)])
    assert inked(after, (40, HEADER[1], 420, HEADER[1] + 1)) < 0.6
