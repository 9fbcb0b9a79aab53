"""Handwriting told from the print beside it by its strokes and the height of its letters."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.text.strokes import with_strokes
from extract.table.values import by_hand
from schemas.page import Box, Word

SCALE = 4.0  # pixels per point


def drawn(thick: int, high: int, text: str = "1234") -> Word:
    """A word of upright strokes ``thick`` and ``high`` pixels, measured as a scan is."""
    ink = np.zeros((120, 300), dtype=np.uint8)
    for n in range(len(text)):
        cv2.rectangle(ink, (20 + 20 * n, 40), (20 + 20 * n + thick - 1, 40 + high - 1), 255, -1)
    box = Box(18 / SCALE, 38 / SCALE, (20 + 20 * len(text)) / SCALE, (44 + high) / SCALE)
    (w,) = with_strokes([Word(text, box, confidence=0.99)], ink, np.zeros_like(ink), SCALE)
    return w


LABEL = [drawn(4, 32, "Nomor"), drawn(4, 32, "SOP")]


def test_strokes_and_letters_are_measured_in_points() -> None:
    w = drawn(4, 32)
    assert w.letter == pytest.approx(32 / SCALE, abs=0.1)
    assert w.stroke == pytest.approx(4 / SCALE, rel=0.35)


@pytest.mark.parametrize(("thick", "high"), [(4, 44), (4, 40), (7, 32), (2, 32)])
def test_higher_thinner_and_thicker_is_written_by_hand(thick: int, high: int) -> None:
    assert by_hand([drawn(thick, high)], LABEL)


@pytest.mark.parametrize(("thick", "high"), [(4, 32), (4, 31), (4, 35)])
def test_print_is_not(thick: int, high: int) -> None:
    assert not by_hand([drawn(thick, high)], LABEL)


def test_a_slash_is_higher_than_letters() -> None:
    assert not by_hand([drawn(4, 40, "12/SOP")], LABEL)


def test_pages_without_pixels_have_no_handwriting() -> None:
    assert not by_hand([Word("12", Box(0, 0, 10, 30))], [Word("Nomor", Box(0, 0, 10, 10))])
