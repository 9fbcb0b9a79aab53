"""Lines that run off their sheet end at the table's edge."""

from __future__ import annotations

import pytest

from extract.flow.arrows import Panah
from extract.flow.as_read import path_on_sheet
from schemas.page import Point
from tests.support.paper import BODY, HEIGHT, ROW, STEPS, form, part_of

FOOT = BODY + ROW * len(STEPS)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (((230, 200), (230, HEIGHT + 30), (280, HEIGHT + 30)), ((230, 200), (230, FOOT))),
        (((230, 200), (230, -30)), ((230, 200), (230, BODY))),
        (((230, 200), (230, FOOT + 20)), ((230, 200), (230, FOOT + 20))),
    ],
)
def test_a_loose_end_off_the_sheet(path: tuple[Point, ...], kept: tuple[Point, ...]) -> None:
    part = part_of(form(STEPS))
    assert path_on_sheet(Panah(0, None, False, False, path), part) == kept
    assert path_on_sheet(Panah(None, 0, False, False, path[::-1]), part) == kept[::-1]
    assert path_on_sheet(Panah(0, 1, False, False, path), part) == path
