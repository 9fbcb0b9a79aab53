"""Dashes that were read as letters are pieces of their line."""

from __future__ import annotations

import numpy as np
import pytest

from extract.geometry.plane import path_length
from extract.sources.scan.drawing.dashes import with_gaps_inked, without_dashes
from extract.sources.scan.drawing.trace import trace_drawing
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


@pytest.mark.parametrize("scale", [120 / 72, 150 / 72, 200 / 72, 300 / 72])
@pytest.mark.parametrize(("thick", "dash", "gap"), [(1.0, 4, 3), (2.2, 6, 4), (1.8, 1.8, 1.8), (0.8, 3, 4)])
def test_a_broken_line_with_a_head_is_one_arrow(scale: float, thick: float, dash: float, gap: float) -> None:
    sheet = Sheet(scale=scale)
    sheet.box(20, 20, 60, 40)
    sheet.box(150, 100, 190, 120)
    for n in range(40):
        at = n * (dash + gap)
        if at + dash < 110:
            sheet.line([(61 + at, 30), (61 + at + dash, 30)], thick)
        if at + dash < 60:
            sheet.line([(170, 92 - at), (170, 92 - at - dash)], thick)
    sheet.line([(164, 30), (170, 30), (170, 34)], thick)
    sheet.fill([(166.5, 91), (173.5, 91), (170, 98.5)])
    _, lines, heads = trace_drawing(sheet.ink, scale, [], [])
    assert [h.direction[1] for h in heads] == [pytest.approx(1, abs=0.1)]
    longest = max(lines, key=lambda c: path_length(c.points))
    assert path_length(longest.points) > 150


def test_few_strokes_in_line_are_no_broken_line() -> None:
    sheet = Sheet()
    broken(sheet, True, 60, 40, 3, 6.0)
    assert np.array_equal(with_gaps_inked(sheet.ink, sheet.scale), sheet.ink)


def test_crumbs_left_of_an_erased_rule_are_no_broken_line() -> None:
    sheet = Sheet(scale=200 / 72)
    for n, x in enumerate((20, 21.5, 23.6, 25, 26.1, 29)):
        sheet.line([(x, 60), (x + 0.3 * (n % 3), 60)], 0.4)
    sheet.line([(80, 40), (81.5, 40)], 0.8)
    sheet.line([(84, 40), (84, 46)], 0.8)
    assert np.array_equal(with_gaps_inked(sheet.ink, sheet.scale), sheet.ink)
