"""Kinds that only the whole SOP tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.flow.kinds import of_one_mind
from extract.flow.symbols import find_symbols
from schemas.page import Shape
from schemas.vocab import JenisSimbol
from tests.support.paper import STEPS, box, capsule, form, lane_x, part_of, row_y

KAPSUL, KOTAK, LAIN = JenisSimbol.KAPSUL, JenisSimbol.KOTAK, JenisSimbol.LAIN


def ellipse(x: float, y: float) -> Shape:
    return capsule(x, y, 15.0, 14.0)


def kinds(*pages: list[Callable[[float, float], Shape]]) -> list[JenisSimbol]:
    found = []
    for shapes in pages:
        page = form(STEPS)
        page.shapes += [draw(lane_x(n % 2), row_y(n)) for n, draw in enumerate(shapes)]
        found.append(find_symbols(page, part_of(page)))
    return [s.jenis for page in of_one_mind(found) for s in page]


@pytest.mark.parametrize("pages", [([ellipse] * 3,), ([ellipse], [ellipse], [ellipse])])
def test_steps_that_are_all_ellipses_are_no_ends(pages: tuple[list[Callable[..., Shape]], ...]) -> None:
    assert kinds(*pages) == [LAIN] * 3


def test_ellipses_beside_boxes_are_ends() -> None:
    assert kinds([ellipse, box], [box, ellipse]) == [KAPSUL, KOTAK, KOTAK, KAPSUL]


def test_capsules_alone_are_ends() -> None:
    assert kinds([capsule] * 3) == [KAPSUL] * 3
