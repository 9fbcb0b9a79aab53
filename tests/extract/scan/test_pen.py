"""Lines that coloured ink has cut in two are put together; words under it are believed less."""

from __future__ import annotations

import numpy as np
import pytest

from extract.sources.scan.text.lines import TextLine, TextMap
from extract.sources.scan.text.pen import CROSSED, bridged, with_doubt
from schemas.page import Box, Word

PAGE = (200, 600)


def line(x0: int, x1: int, y0: int = 100, height: int = 20) -> TextLine:
    letters = [(x, x + 12) for x in range(x0, x1 - 11, 16)]
    return TextLine(x0, y0, x1, y0 + height, letters)


def pen(x0: int, x1: int, y0: int = 60, y1: int = 140) -> np.ndarray:
    ink = np.zeros(PAGE, dtype=np.uint8)
    ink[y0:y1, x0:x1] = 255
    return ink


@pytest.mark.parametrize("hole", [0, 8, 20, 40])
def test_a_line_goes_on_behind_a_hole_of_the_pen(hole: int) -> None:
    lines = [line(100, 230), line(230 + hole, 400)]
    found = bridged(TextMap(lines, np.zeros(PAGE, np.uint8)), pen(226, 236 + hole))
    assert [(k.x0, k.x1) for k in found.lines] == [(100, 400)]


@pytest.mark.parametrize(
    ("right", "ink"),
    [
        (line(250, 400), pen(0, 10)),  # no pen between them
        (line(330, 480), pen(226, 340)),  # too far
        (line(250, 400, y0=125), pen(226, 260)),  # another line
    ],
)
def test_other_lines_stay_apart(right: TextLine, ink: np.ndarray) -> None:
    assert len(bridged(TextMap([line(100, 230), right], np.zeros(PAGE, np.uint8)), ink).lines) == 2


def test_words_under_the_pen_are_believed_less() -> None:
    words = [Word("SUPARNO", Box(50, 50, 100, 60)), Word("Kepala", Box(150, 50, 200, 60))]
    sure = [w.confidence for w in with_doubt(words, pen(120, 130), 2.0)]
    assert sure == [CROSSED, 1.0]
