"""Ink that nothing explains which was read: what is left of a page without its words, rules and drawing."""

from __future__ import annotations

import numpy as np

from extract.sources.scan.stray import stray_ink
from schemas.page import Box, Connector, Head, Page, Rule, Shape, Word

SCALE = 2.0  # pixels per point


def paper(*marks: tuple[int, int, int, int]) -> np.ndarray:
    """A page of 300 x 200 points with ink at boxes given in points."""
    ink = np.zeros((400, 600), np.uint8)
    for x0, y0, x1, y1 in marks:
        ink[2 * y0 : 2 * y1, 2 * x0 : 2 * x1] = 255
    return ink


def page(**held: list) -> Page:
    return Page(1, 300.0, 200.0, source="piksel", **held)


def test_words_rules_and_drawing_leave_nothing() -> None:
    box = Box(200, 100, 240, 120)
    corners = ((200.0, 100.0), (240.0, 100.0), (240.0, 120.0), (200.0, 120.0))
    ink = paper((20, 50, 60, 58), (0, 80, 300, 81), (200, 100, 240, 120), (218, 120, 219, 150))
    found = stray_ink(
        ink,
        SCALE,
        page(
            words=[Word("Kepala", Box(20, 50, 60, 58), size=8)],
            rules=[Rule(True, 80.5, 0, 300, 1)],
            shapes=[Shape(corners, box)],
            connectors=[Connector(((218.5, 122.0), (218.5, 150.0)))],
            heads=[Head((218.5, 150.0), (0.0, 1.0), 5.0)],
        ),
    )
    assert found == []


def test_a_letter_that_was_not_read_is_left_and_a_speck_is_not() -> None:
    words = [Word("Kepala", Box(20, 50, 60, 58), size=8)]
    found = stray_ink(
        paper((20, 50, 60, 58), (100, 50, 106, 58), (150, 50, 151, 51)), SCALE, page(words=words)
    )
    assert [(round(b.x0), round(b.x1)) for b in found] == [(100, 106)]


def test_a_line_that_was_lost_is_left_beside_its_symbol() -> None:
    corners = ((200.0, 100.0), (240.0, 100.0), (240.0, 120.0), (200.0, 120.0))
    shapes = [Shape(corners, Box(200, 100, 240, 120))]
    (left,) = stray_ink(paper((200, 100, 240, 120), (218, 120, 219, 170)), SCALE, page(shapes=shapes))
    assert left.height > 40
