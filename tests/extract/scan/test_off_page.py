"""A filled symbol that lies off the part of the page that is traced."""

from __future__ import annotations

import numpy as np
import pytest

from extract.sources.scan.drawing.shapes import Found
from schemas.page import Box, Shape
from schemas.vocab import JenisSimbol


@pytest.mark.parametrize(("left", "top"), [(-20, 5), (5, -20), (90, 5), (5, 90), (-4, -4)])
def test_it_rubs_out_what_it_covers_and_nothing_else(left: int, top: int) -> None:
    ink = np.full((40, 40), 255, np.uint8)
    shape = Shape(((0, 0), (1, 0), (1, 1)), Box(0, 0, 1, 1))
    body = np.full((10, 10), 255, np.uint8)
    rim = np.zeros((4, 2), np.int32)
    Found(shape, JenisSimbol.KOTAK, left, top, body, rim, halo=2).erase(ink)
    assert (ink == 0).any() == (left == -4)
