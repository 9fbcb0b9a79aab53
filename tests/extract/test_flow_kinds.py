"""Kinds that only the whole SOP tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.flow.kinds import drawn_alike, of_one_mind, with_a_start
from extract.flow.symbols import Simbol, find_symbols
from schemas.page import Box, Shape
from schemas.vocab import JenisSimbol
from tests.support.paper import STEPS, box, capsule, centred, form, lane_x, part_of, row_y, sheet

KAPSUL, KOTAK, LAIN = JenisSimbol.KAPSUL, JenisSimbol.KOTAK, JenisSimbol.LAIN


def ellipse(x: float, y: float) -> Shape:
    return capsule(x, y, 15.0, 14.0)


def round_box(x: float, y: float) -> Shape:
    return capsule(x, y, 30.0, 14.0, 2.0)


def read(*pages: list[Callable[[float, float], Shape]], says: str = "") -> list[list[Simbol]]:
    """The symbols of pages with these shapes; the first one ``says`` something."""
    found = []
    for shapes in pages:
        page = form(STEPS)
        page.shapes += [draw(lane_x(n % 2), row_y(n)) for n, draw in enumerate(shapes)]
        if says and not found:
            page.words += centred(says, Box(lane_x(0) - 14, row_y(0) - 6, lane_x(0) + 14, row_y(0) + 6))
        found.append(find_symbols(page, part_of(page)))
    return of_one_mind(found)


def kinds(*pages: list[Callable[[float, float], Shape]], says: str = "") -> list[JenisSimbol]:
    return [s.jenis for page in read(*pages, says=says) for s in page]


@pytest.mark.parametrize("pages", [([ellipse] * 3,), ([ellipse], [ellipse], [ellipse])])
def test_steps_that_are_all_ellipses_are_no_ends(pages: tuple[list[Callable[..., Shape]], ...]) -> None:
    assert kinds(*pages) == [LAIN] * 3


def rounder_box(x: float, y: float) -> Shape:
    return capsule(x, y, 28.0, 12.0, 3.4)


@pytest.mark.parametrize("ends", [ellipse, capsule])
def test_very_round_boxes_beside_round_ends_are_boxes(ends: Callable[..., Shape]) -> None:
    assert kinds([ends, rounder_box, rounder_box, ends]) == [KAPSUL, KOTAK, KOTAK, KAPSUL]
    assert kinds([ends, rounder_box], [rounder_box, ends]) == [KAPSUL, KOTAK, KOTAK, KAPSUL]


def test_very_round_boxes_beside_plain_ones_are_ends() -> None:
    assert kinds([rounder_box, box, box, rounder_box]) == [KAPSUL, KOTAK, KOTAK, KAPSUL]


def small_box(x: float, y: float) -> Shape:
    return box(x - 1, y, 14.0, 9.0)


def carried(last: Callable[..., Shape], first: Callable[..., Shape], lane: int = 0) -> list[JenisSimbol]:
    """Kinds of the lowest symbol of a page and the highest of the next, each drawn in the row of a step;
    ``lane``: the column of the highest."""
    pages = []
    for draw, row, dy, x in ((last, 2, 12.0, 0), (first, 0, -12.0, lane)):
        page = form(STEPS)
        page.shapes += [box(lane_x(n % 2), row_y(n)) for n in range(3)]
        page.shapes.append(draw(lane_x(x), row_y(row) + dy))
        pages.append(find_symbols(page, part_of(page)))
    ends = (max, min)
    return [
        end(page, key=lambda s: s.box.cy).jenis for end, page in zip(ends, of_one_mind(pages), strict=True)
    ]


def test_small_symbols_alike_on_both_sides_of_a_page_break_are_connectors() -> None:
    assert carried(small_box, small_box) == [JenisSimbol.SEGILIMA] * 2
    assert carried(small_box, box) == [KOTAK, KOTAK]
    assert carried(sheet, sheet, lane=1) == [JenisSimbol.SEGILIMA] * 2
    assert carried(small_box, small_box, lane=1) == [KOTAK] * 2


def test_ellipses_beside_boxes_are_ends() -> None:
    assert kinds([ellipse, box], [box, ellipse]) == [KAPSUL, KOTAK, KOTAK, KAPSUL]


def test_capsules_alone_are_ends() -> None:
    assert kinds([capsule] * 3) == [KAPSUL] * 3


def test_boxes_with_round_corners_are_ends_where_another_page_has_plain_ones() -> None:
    assert kinds([round_box, box], [round_box]) == [KAPSUL, KOTAK, KAPSUL]


@pytest.mark.parametrize(
    ("says", "kind"), [("Mulai", KAPSUL), ("SELESAI", KAPSUL), ("Draf", KOTAK), ("", KOTAK)]
)
def test_boxes_that_are_all_round_are_ends_where_one_says_so(says: str, kind: JenisSimbol) -> None:
    assert kinds([round_box] * 2, [round_box] * 2, says=says) == [kind] * 4


@pytest.mark.parametrize(
    ("shapes", "alike"),
    [
        ([round_box] * 3, True),
        ([ellipse] * 3, True),
        ([capsule] * 3, True),
        ([box] * 3, False),
        ([capsule, box, capsule], False),
    ],
)
def test_shapes_that_are_all_alike_tell_no_ends(shapes: list[Callable[..., Shape]], alike: bool) -> None:
    found = read(shapes)
    assert drawn_alike(found) is alike
    assert min(s.sure for page in found for s in page) > 0.5


@pytest.mark.parametrize("pixels", [True, False])
@pytest.mark.parametrize("size", [30.0, 60.0])
def test_a_flow_of_pixels_that_ends_with_a_round_box_begins_with_one(pixels: bool, size: float) -> None:
    """In coarse pixels the corners of one of two may not show it; a drawn box is a box."""

    def first(x: float, y: float) -> Shape:
        return box(x, y, size, 14.0)

    def plain(x: float, y: float) -> Shape:
        return box(x, y, 30.0, 14.0)

    start, middle, end = with_a_start(read([first, plain, round_box]), [pixels])[0]
    told = pixels and size == 30.0
    assert (start.jenis, start.sure < 1.0) == ((KAPSUL, True) if told else (KOTAK, False))
    assert (middle.jenis, end.jenis) == (KOTAK, KAPSUL)
