"""Pages whose print lies on its side: turned upright, and their places turned back for a viewer."""

from __future__ import annotations

import pytest

from extract.geometry.turning import lying, turned
from normalize.letak import kotak_dilihat
from schemas.page import Page
from tests.support.paper import STEPS, box, form, head, line, part_of, words


def flow_form() -> Page:
    page = form(STEPS)
    page.shapes.append(box(230, 160))
    page.connectors.append(line((230, 167), (230, 190), (280, 190)))
    page.heads.append(head((280, 190), (1.0, 0.0)))
    return page


@pytest.mark.parametrize("turn", [1, 3])
@pytest.mark.parametrize("level", [0, 6])
def test_a_form_on_its_side_is_told_and_brought_upright(turn: int, level: int) -> None:
    page = turned(flow_form(), 4 - turn)
    page.words += words("kaki halaman buku " * level, 20, 20)
    assert lying(page) == turn
    again = turned(page, turn)
    assert (again.width, again.height) == (700, 500)
    rows = [" ".join(w.text for w in b.words[1]) for b in part_of(again).baris]
    assert rows == [s[1] for s in STEPS]
    assert again.heads[0].direction == pytest.approx((1.0, 0.0))
    assert again.connectors[0].points[0] == pytest.approx((230, 167))


def test_level_print_with_a_few_turned_labels_stays() -> None:
    page = flow_form()
    page.words += words("Ya Tidak", 225, 200, upright=False)
    assert lying(page) == 0


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_places_are_turned_back(turn: int) -> None:
    shown = form(STEPS)
    read = turned(shown, turn)
    for before, after in zip(shown.words, read.words, strict=True):
        box = kotak_dilihat(after.box.rounded(), 1, {1: read.placement})
        assert box == pytest.approx(before.box.rounded(), abs=0.11)
