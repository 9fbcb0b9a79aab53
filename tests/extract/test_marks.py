"""Symbols that are printed: signs, ticks, names of executors."""

from __future__ import annotations

import pytest

from extract.flow.drawing import read_drawing, read_drawings
from extract.flow.marks import with_named_executors
from schemas.page import Box, Page
from tests.support.paper import BODY, ROW, STEPS, XS, box, centred, diamond, form, lane_x, part_of, row_y

Place = tuple[str, int | None, int | None]


def cell(row: int, lane: int) -> Box:
    return Box(XS[2 + lane], BODY + ROW * row, XS[3 + lane], BODY + ROW * (row + 1))


def page_with(*signs: tuple[str, int, int]) -> Page:
    page = form(STEPS)
    for text, row, lane in signs:
        page.words += centred(text, cell(row, lane))
    return page


def places(page: Page) -> list[Place]:
    drawing = read_drawings([part_of(page)], lambda number: None)[0]
    return [(s.jenis.value, s.baris, s.pelaksana) for s in drawing.symbols]


@pytest.mark.parametrize("signs", ["○□◇", "●■◆", "⬭▭◊", "\uf06c\uf06e\uf075"])
def test_signs_of_a_font(signs: str) -> None:
    page = page_with((signs[0], 0, 0), (signs[1], 1, 1), (signs[2], 2, 0))
    assert places(page) == [("kapsul", 0, 0), ("kotak", 1, 1), ("belah_ketupat", 2, 0)]
    assert read_drawing(part_of(page)).loose == []


@pytest.mark.parametrize("tick", ["√", "✓", "v", "X", "●", "\uf0fc"])
def test_ticks(tick: str) -> None:
    page = page_with((tick, 0, 0), (tick, 1, 1), (tick, 2, 0), (tick, 2, 1))
    assert places(page) == [("lain", 0, 0), ("lain", 1, 1), ("lain", 2, 0), ("lain", 2, 1)]


def test_one_sign_of_an_sop_is_no_tick_where_its_other_pages_have_more() -> None:
    pages = page_with(("○", 0, 0), ("□", 1, 1)), page_with(("○", 2, 0))
    found = read_drawings([part_of(p) for p in pages], lambda number: None)
    assert [[s.jenis.value for s in d.symbols] for d in found] == [["kapsul", "kotak"], ["kapsul"]]


def test_a_letter_on_a_page_of_pixels_is_no_tick_unless_most_rows_have_one() -> None:
    few, most = page_with(("x", 0, 0)), page_with(("x", 0, 0), ("x", 1, 1))
    few.source = most.source = "piksel"
    assert places(few) == []
    assert places(most) == [("lain", 0, 0), ("lain", 1, 1)]


def test_ticks_beside_drawn_symbols_are_none() -> None:
    page = page_with(("√", 2, 0), ("Y", 1, 0))
    page.shapes = [box(lane_x(0), row_y(0)), diamond(lane_x(1), row_y(1))]
    assert places(page) == [("kotak", 0, 0), ("belah_ketupat", 1, 1)]


def test_a_sign_where_a_symbol_is_drawn_is_text() -> None:
    page = page_with(("○", 0, 1), ("□", 1, 0))
    page.shapes = [box(lane_x(0), row_y(0))]
    assert places(page) == [("kotak", 0, 0), ("kotak", 1, 0)]


def named(*texts: str) -> Page:
    """One column of executors, a text in each row."""
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[3]]
    page.words = [w for w in page.words if w.text not in ("Kepala", "Staf")]
    for row, text in enumerate(texts):
        page.words += centred(text, Box(XS[2], BODY + ROW * row, XS[4], BODY + ROW * (row + 1)))
    return page


def test_executors_named_in_one_column() -> None:
    part = with_named_executors([part_of(named("Kepala Seksi", "Staf", "kepala seksi"))])[0]
    assert [k.label for k in part.kolom if k.isi == "pelaksana"] == ["Kepala Seksi", "Staf"]
    drawing = read_drawing(part)
    assert [(s.jenis.value, s.baris, s.pelaksana) for s in drawing.symbols] == [
        ("lain", 0, 0),
        ("lain", 1, 1),
        ("lain", 2, 0),
    ]
    assert drawing.loose == []
    assert [part.kolom[i].isi for i in part.baris[1].words][-1] == "keterangan"


def test_a_column_with_a_symbol_names_nobody() -> None:
    page = named("Kepala Seksi", "Staf", "Staf")
    page.shapes = [box((XS[2] + XS[4]) / 2, row_y(0), 60, 20)]
    part = part_of(page)
    assert with_named_executors([part]) == [part]


def test_a_word_in_one_row_names_nobody() -> None:
    part = part_of(named("", "Ya"))
    assert with_named_executors([part]) == [part]
