"""Dashes that were read as letters are pieces of their line."""

from __future__ import annotations

import pytest

from extract.sources.scan.drawing.dashes import without_dashes
from schemas.page import Box, Word
from tests.support.pixel_drawing import Sheet


def broken(sheet: Sheet, upright: bool, at: float, start: float, many: int, step: float = 5.0) -> list[Word]:
    """A broken line, and each of its dashes as the letter that it was read as."""
    words = []
    for n in range(many):
        a, b = start + n * step, start + n * step + 3
        ends = [(at, a), (at, b)] if upright else [(a, at), (b, at)]
        sheet.line(ends, 0.8)
        (x0, y0), (x1, y1) = ends
        words.append(Word("i" if upright else "-", Box(x0 - 0.5, y0 - 0.5, x1 + 0.5, y1 + 0.5)))
    return words


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 240 / 72])
@pytest.mark.parametrize("upright", [True, False])
def test_dashes_end_to_end_are_no_letters(scale: float, upright: bool) -> None:
    sheet = Sheet(scale=scale)
    dashes = broken(sheet, upright, 60, 40, 8)
    assert without_dashes(dashes, sheet.ink, scale) == []
    assert without_dashes(dashes, sheet.ink, scale, Box(200, 0, 300, 200)) == dashes


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72])
def test_letters_side_by_side_and_two_dashes_are_kept(scale: float) -> None:
    sheet = Sheet(scale=scale)
    letters = [w for x in (40, 43, 46, 49) for w in broken(sheet, True, x, 60, 1)]
    two = broken(sheet, True, 120, 60, 2)
    assert without_dashes([*letters, *two], sheet.ink, scale) == [*letters, *two]


def test_a_word_with_other_ink_beside_dashes_is_kept() -> None:
    sheet = Sheet()
    broken(sheet, True, 60, 40, 8)
    sheet.fill([(62, 55), (70, 55), (70, 61), (62, 61)])
    word = Word("Ya", Box(58, 54, 71, 62))
    assert without_dashes([word], sheet.ink, sheet.scale) == [word]
