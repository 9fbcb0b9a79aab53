"""Symbols of a page: kind, column, row, and what is none."""

from __future__ import annotations

import pytest

from extract.flow.symbols import Simbol, find_symbols
from schemas.page import Box, Page, Shape
from schemas.vocab import JenisSimbol
from tests.support.paper import (
    BODY,
    ROW,
    STEPS,
    XS,
    box,
    capsule,
    centred,
    corners,
    diamond,
    form,
    lane_x,
    part_of,
    pentagon,
    row_y,
    shape,
    sheet,
)


def symbols(page: Page) -> list[Simbol]:
    return find_symbols(page, part_of(page))


def places(*shapes: Shape) -> list[tuple[str, int | None, int | None]]:
    page = form(STEPS)
    page.shapes = list(shapes)
    return [(s.jenis.value, s.baris, s.pelaksana) for s in symbols(page)]


def test_kind_row_and_column() -> None:
    drawn = (box(lane_x(0), row_y(0)), diamond(lane_x(1), row_y(1)), pentagon(lane_x(0), row_y(2)))
    assert places(*drawn) == [("kotak", 0, 0), ("belah_ketupat", 1, 1), ("segilima", 2, 0)]


def test_the_centre_decides_over_a_column_rule() -> None:
    assert places(box(XS[3] - 4, row_y(0))) == [("kotak", 0, 0)]
    assert places(box(XS[3] + 4, row_y(0))) == [("kotak", 0, 1)]


def test_two_in_a_cell() -> None:
    assert len(places(box(lane_x(0), row_y(0) - 10), box(lane_x(0), row_y(0) + 10))) == 2


def test_a_connector_stands_under_the_table_and_a_box_there_is_nothing() -> None:
    under = BODY + 3 * ROW + 20
    assert places(pentagon(lane_x(1), under)) == [("segilima", None, 1)]
    assert places(box(lane_x(1), under)) == []


@pytest.mark.parametrize(
    "drawn",
    [
        box(100, row_y(0)),  # in a text column
        box(lane_x(0), row_y(0), 4, 4),  # a bullet
        box(XS[3], row_y(1), 150, 14),  # over all executors: a frame
        shape(corners(Box(XS[2], BODY, XS[3], BODY + ROW)), filled=True, stroked=False),  # shading
        shape(corners(Box(XS[2], BODY, XS[3], BODY + ROW))),  # a cell drawn as a box
    ],
)
def test_no_symbols(drawn: Shape) -> None:
    assert places(drawn) == []


def test_two_rims_are_one_symbol() -> None:
    assert len(places(box(lane_x(0), row_y(0)), box(lane_x(0), row_y(0), 24, 8))) == 1


def test_words_inside_are_the_symbols_own() -> None:
    page = form(STEPS)
    page.shapes = [diamond(lane_x(0), row_y(0), 50, 30)]
    page.words += centred("Sesuai?", Box(lane_x(0) - 20, row_y(0) - 8, lane_x(0) + 20, row_y(0) + 8))
    assert [s.teks for s in symbols(page)] == ["Sesuai?"]


def test_a_symbol_almost_as_high_as_its_row_is_a_symbol() -> None:
    page = form(STEPS)
    page.shapes = [box(lane_x(0), row_y(0), 50, ROW - 4)]
    assert [s.jenis for s in symbols(page)] == [JenisSimbol.KOTAK]


def test_an_end_alone_under_the_table_belongs_to_the_last_row() -> None:
    under = BODY + 3 * ROW + 15
    page = form(STEPS)
    page.shapes = [capsule(lane_x(1), under)]
    assert [(s.jenis.value, s.baris) for s in symbols(page)] == [("kapsul", 2)]
    page.words += centred("Mulai", Box(lane_x(1) + 20, under - 5, lane_x(1) + 60, under + 5))
    assert symbols(page) == []  # a legend's sample


def test_thick_strokes_round_no_box() -> None:
    plain, joined = box(lane_x(0), row_y(0)), capsule(lane_x(0), row_y(1), 30, 14, 0.4)
    round_box = capsule(lane_x(0), row_y(2), 30, 14, 4)
    assert [k for k, _, _ in places(plain, joined, round_box)] == ["kotak", "kotak", "kapsul"]


def test_sheets_over_one_another_are_one_symbol() -> None:
    one, other = sheet(lane_x(0), row_y(0)), sheet(lane_x(0) + 2, row_y(0) - 2)
    assert [k for k, _, _ in places(one, other)] == ["lain"]


def test_circles_are_connectors_where_they_are_said_to_be() -> None:
    page = form(STEPS)
    page.shapes = [capsule(lane_x(0), row_y(0), 14, 14, 7), capsule(lane_x(0), row_y(1))]
    assert [s.jenis.value for s in symbols(page)] == ["kapsul", "kapsul"]
    told = find_symbols(page, part_of(page), circles=True)
    assert [s.jenis.value for s in told] == ["segilima", "kapsul"]


def test_a_small_circle_alone_in_a_row_amid_the_page_is_a_step() -> None:
    """At the first and last row of a page it carries the flow on; beside another symbol as well."""
    circle = [capsule(lane_x(0), row_y(n), 12, 12, 6) for n in range(3)]
    boxes = [box(lane_x(1) + 3 * n, row_y(n), 40 - 4 * n) for n in (0, 2)]
    boxes.append(box(lane_x(1) - 4, row_y(2) - 18, 34, 8))
    page = form(STEPS)
    page.shapes = [*circle, *boxes]
    told = [s.jenis.value for s in find_symbols(page, part_of(page), circles=True)]
    assert [k for k in told if k != "kotak"] == ["segilima", "lain", "segilima"]


def test_letters_under_the_table_are_no_symbols() -> None:
    page = form(STEPS)
    x, y = XS[3], row_y(0) + ROW / 2
    letter = [(x - 20, y + 25), (x + 10, y - 30), (x + 22, y - 20), (x - 5, y + 34)]
    page.shapes = [shape(letter, filled=True, stroked=False), box(lane_x(0), row_y(0))]
    assert [(s.jenis.value, s.baris) for s in symbols(page)] == [("kotak", 0)]


def test_a_bare_fill_over_one_side_of_its_cell_is_a_symbol() -> None:
    page = form(STEPS)
    b = Box(XS[3] - 20, row_y(0) - 8, XS[3] + 5, row_y(0) + 8)
    page.shapes = [shape(corners(b), filled=True, stroked=False)]
    assert [(s.jenis.value, s.baris, s.pelaksana) for s in symbols(page)] == [("kotak", 0, 0)]


@pytest.mark.parametrize(
    ("text", "size"),
    [("Ya", (30, 14)), ("Ditolak", (24, 10)), ("Setuju", (24, 10)), ("Disetujui", (46, 10.5))],
)
def test_the_frame_of_a_label_is_no_symbol(text: str, size: tuple[float, float]) -> None:
    page = form(STEPS)
    drawn = [
        box(lane_x(0), row_y(0), 40, 20),
        diamond(lane_x(1), row_y(1), 40, 20),
        box(lane_x(0), row_y(2), 40, 20),
    ]
    page.shapes = [*drawn, box(lane_x(0), row_y(1), *size)]
    page.words += centred(text, page.shapes[-1].box)
    assert [s.jenis.value for s in symbols(page)] == ["kotak", "belah_ketupat", "kotak"]


def test_where_symbols_have_no_words_a_little_box_with_some_is_the_frame_of_a_label() -> None:
    page = form(STEPS)
    drawn = [box(lane_x(0), row_y(n), 40, 20) for n in range(3)]
    page.shapes = [*drawn, box(lane_x(1), row_y(1), 30, 10)]
    page.words += centred("Perbaikan", page.shapes[-1].box)
    assert len(symbols(page)) == 3
    for b in drawn:
        page.words += centred("Proses", b.box)
    assert len(symbols(page)) == 4


def test_a_step_called_like_an_answer_is_one() -> None:
    page = form(STEPS)
    page.shapes = [box(lane_x(0), row_y(0), 40, 20), box(lane_x(1), row_y(1), 40, 20)]
    page.words += centred("Sesuai", page.shapes[1].box)
    assert len(symbols(page)) == 2


def test_a_box_with_its_shadow_has_no_round_corners() -> None:
    b = box(lane_x(1), row_y(1)).box
    cast = [(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y0 + 2), (b.x1 + 2, b.y0 + 2), (b.x1 + 2, b.y1 + 1.6)]
    cast += [(b.x1 + 1.6, b.y1 + 2), (b.x0 + 2, b.y1 + 2), (b.x0 + 2, b.y1), (b.x0, b.y1)]
    shaded = shape(cast, curved=True)
    assert places(box(lane_x(0), row_y(0)), shaded) == [("kotak", 0, 0), ("kotak", 1, 1)]


def cut_box(x: float, y: float, by: float) -> Shape:
    """A box whose corners are cut by ``by`` points, as a scan shows round ones."""
    return shape(cut_corners(x - 15, y - 8, x + 15, y + 8, by), curved=True)


def cut_corners(x0: float, y0: float, x1: float, y1: float, by: float) -> list[tuple[float, float]]:
    top = [(x0, y0 + by), (x0 + by, y0), (x1 - by, y0), (x1, y0 + by)]
    return [*top, (x1, y1 - by), (x1 - by, y1), (x0 + by, y1), (x0, y1 - by)]


def test_a_box_rounded_like_those_that_surely_are_is_one_of_them() -> None:
    page = form(STEPS)
    page.shapes = [
        box(lane_x(0), row_y(0)),
        cut_box(lane_x(1), row_y(1), 1.6),
        cut_box(lane_x(0), row_y(2), 0.9),
    ]
    kinds = [s.jenis for s in symbols(page)]
    assert kinds == [JenisSimbol.KOTAK, JenisSimbol.KAPSUL, JenisSimbol.KOTAK]
    page.shapes[2] = cut_box(lane_x(0), row_y(2), 1.25)
    assert [s.jenis for s in symbols(page)][2] is JenisSimbol.KAPSUL


def test_a_round_box_whose_upper_side_a_rule_hides_is_no_plain_one() -> None:
    page = form(STEPS)
    x, y = lane_x(0), row_y(0)
    left, right = [(x - 15, y - 8), (x - 15, y + 6), (x - 13, y + 8)], [(x + 13, y + 8), (x + 15, y + 6)]
    hidden = shape([*left, *right, (x + 15, y - 8)], curved=True)
    page.shapes = [hidden, cut_box(lane_x(1), row_y(1), 2.0), cut_box(lane_x(0), row_y(2), 2.0)]
    assert {s.jenis for s in symbols(page)} == {JenisSimbol.KOTAK}


def test_boxes_with_shadows_are_not_rounded_by_one_that_nearly_is() -> None:
    """Two corners sharp but for a pixel, the two that the shadow leaves cut."""

    def shaded(x: float, y: float, *by: float) -> Shape:
        a, b, c, d = by
        left, right = (x - 15, y - 8), (x + 15, y + 8)
        (x0, y0), (x1, y1) = left, right
        points = [(x0, y0 + a), (x0 + a, y0), (x1 - c, y0), (x1, y0 + c)]
        points += [(x1, y1 - b), (x1 - b, y1), (x0 + d, y1), (x0, y1 - d)]
        return shape(points, curved=True)

    page = form(STEPS)
    page.shapes = [shaded(lane_x(0), row_y(0), 0.36, 0.72, 1.44, 2.16)]
    page.shapes += [shaded(lane_x(k % 2), row_y(k), 0.36, 0.36, 1.44, 1.8) for k in (1, 2)]
    page.shapes.append(box(lane_x(1), row_y(0)))
    assert {s.jenis for s in symbols(page)} == {JenisSimbol.KOTAK}
