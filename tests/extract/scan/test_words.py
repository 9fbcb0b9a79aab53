"""Letters to words: figures of one number, lines that came to pieces, letters that ran into strokes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Reading, engine_for
from extract.sources.scan.text.lines import TextLine, TextMap, find_text
from extract.sources.scan.text.words import read_lines, words_of

HIGH = 20  # pixels of a line


def page(width: int = 400, height: int = 60) -> Prepared:
    grey = np.full((height, width), 255, np.uint8)
    return Prepared(grey, 255 - grey, 200 / 72, 0, np.eye(3))


def split(text: str, letters: list[tuple[int, int]]) -> list[str]:
    """The words of a line whose letters stand at these columns."""
    x0, x1 = letters[0][0], letters[-1][1]
    line = TextLine(x0, 10, x1, 10 + HIGH, letters)
    beside = 0.28 * HIGH
    at = tuple(((a + b) / 2 - x0 + beside) / (x1 - x0 + 2 * beside) for a, b in letters)
    sheet = page()
    found = TextMap([line], sheet.ink)
    return [w.text for w in words_of(found, sheet, [Reading(text, at, (0.99,) * len(text))])]


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("11", [(20, 23), (34, 37)], ["11"]),  # two narrow ones, as wide apart as any figures
        ("11", [(20, 23), (42, 45)], ["1", "1"]),
        ("30", [(20, 30), (40, 50)], ["3", "0"]),
        ("ab", [(20, 30), (38, 48)], ["a", "b"]),
        ("ab", [(20, 30), (34, 44)], ["ab"]),
        ("(1)a", [(20, 23), (33, 36), (46, 49), (60, 70)], ["(1)", "a"]),  # white on black loses thin strokes
    ],
)
def test_figures_of_one_number_stand_together(text, letters, expected) -> None:
    assert split(text, letters) == expected


def test_letters_that_run_into_a_stroke_are_read_with_it() -> None:
    sheet = page(500, 80)
    cv2.putText(sheet.grey, "dibutuhkan", (20, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2, cv2.LINE_AA)
    sheet.grey[42:45, 24:190] = 0  # a blurred foot, as straight as a line
    ink = np.where(sheet.grey < 128, np.uint8(255), np.uint8(0))
    found = find_text(ink, sheet.scale)
    assert found.drawing.any()
    readings = read_lines(found, sheet.grey, engine_for())
    assert "dibutuhkan" in [r.text for r in readings]


def test_a_dot_belongs_to_the_nearer_line() -> None:
    ink = np.zeros((60, 400), np.uint8)
    cv2.rectangle(ink, (40, 20), (45, 35), 255, -1)  # a "1"
    cv2.rectangle(ink, (50, 32), (52, 35), 255, -1)  # and its dot
    cv2.rectangle(ink, (62, 0), (63, 59), 255, -1)  # the rule between
    for x in range(74, 200, 14):  # the cell beside it, whose letters are higher
        cv2.rectangle(ink, (x, 18), (x + 3, 41), 255, -1)
        cv2.rectangle(ink, (x, 18), (x + 9, 20), 255, -1)
    number, text = sorted(find_text(ink, 200 / 72).lines, key=lambda k: k.x0)
    assert (number.x1, text.x0) == (53, 74)
