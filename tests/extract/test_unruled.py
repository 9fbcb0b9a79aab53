"""Step tables without rules between their columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import pages_to_sops
from extract.geometry.two_up import pages_of
from extract.sources.page_source import PageSource
from extract.table.going_on import going_on_unruled
from extract.table.grid import Grid
from extract.table.header import Header
from extract.table.rows import table_part
from extract.table.tables import tables_on
from extract.table.unruled import unruled_grid
from schemas.page import Box, Page, Rule
from schemas.tinjauan import Kode
from tests.support.paper import BODY, FIELDS, ROW, STEPS, TOP, XS, box, form, h, lane_x, part_of, row_y, v


def bare(rules: str = "none", page: Page | None = None) -> Page:
    """The standard form, its rules drawn all, between the rows, around the header, or not at all."""
    page = page or form(STEPS)
    kept = {
        "none": lambda r: False,
        "rows": lambda r: r.horizontal,
        "header": lambda r: r.hi <= BODY + 1 if not r.horizontal else r.at <= BODY,
    }[rules]
    page.rules = [r for r in page.rules if kept(r)]
    page.shapes = [box(lane_x(0), row_y(0)), box(lane_x(1), row_y(1)), box(lane_x(0), row_y(2))]
    return page


def table_of(page: Page) -> tuple[Grid, Header] | None:
    _, found = tables_on(page)
    return found[0] if found else None


@pytest.mark.parametrize("rules", ["none", "rows", "header"])
def test_columns_rows_and_symbols(rules: str) -> None:
    page = bare(rules)
    part = part_of(page)
    assert tuple(k.isi for k in part.kolom) == FIELDS
    assert [k.label for k in part.kolom if k.isi == "pelaksana"] == ["Kepala", "Staf"]
    texts = [[" ".join(w.text for w in b.words[i]) for i in sorted(b.words)] for b in part.baris]
    assert texts == [[t for t in row if t] for row in STEPS]
    lanes = [k for k in part.kolom if k.isi == "pelaksana"]
    assert [next(n for n, k in enumerate(lanes) if k.x0 < s.box.cx < k.x1) for s in page.shapes] == [0, 1, 0]
    assert [o.kode for o in page.left_out] == [Kode.KOLOM_DIPERKIRAKAN]


def test_a_ruled_table_is_read_by_its_rules() -> None:
    page = form(STEPS)
    assert table_of(page)
    assert page.left_out == []


def test_a_signature_under_the_table_is_no_part_of_it() -> None:
    page = bare("none")
    bottom = BODY + ROW * len(STEPS)
    page.words += form([("", "Kepala Dinas", "", "", "", "")], with_header=False).words
    page.words = [w for w in page.words if w.box.y0 < bottom]
    grid = unruled_grid(page)
    assert grid
    assert grid.ys[-1] < bottom + ROW


@pytest.mark.parametrize("lost", ["Waktu", "Output", "No", "Kegiatan"])
def test_less_than_all_names_are_no_table(lost: str) -> None:
    page = bare("none")
    page.words = [w for w in page.words if w.text != lost]
    assert unruled_grid(page) is None


def test_numbers_that_do_not_count_from_one_are_no_table() -> None:
    page = bare("none", form([("4", *STEPS[0][1:]), ("7", *STEPS[1][1:])]))
    assert unruled_grid(page) is None


def test_nothing_is_estimated_on_a_page_of_pixels() -> None:
    page = bare("none")
    page.source = "piksel"
    assert table_of(page) is None


def test_lines_of_the_flow_are_no_rules_between_rows() -> None:
    page = bare("none")
    flow: list[Rule] = [h(row_y(0) + 15, lane_x(0), lane_x(1)), v(lane_x(1), row_y(0) + 15, row_y(1) - 7)]
    page.rules += flow
    assert [len(b.words) for b in part_of(page).baris] == [len([t for t in row if t]) for row in STEPS]


def test_a_page_without_a_header_counts_on() -> None:
    first, second = bare("none"), form([("4", *STEPS[0][1:]), ("5", *STEPS[1][1:])], with_header=False)
    second.number, second.rules = 2, []
    rest = going_on_unruled(second, before := part_of(first))
    assert rest
    part = table_part(second, rest, before.kolom, None)
    texts = [[" ".join(w.text for w in b.words[i]) for i in sorted(b.words)] for b in part.baris]
    assert texts == [["4", *filter(None, STEPS[0][1:])], ["5", *filter(None, STEPS[1][1:])]]


@pytest.mark.parametrize("number", ["3", "6"])
def test_a_page_that_does_not_count_on_is_no_rest(number: str) -> None:
    second = form([(number, *STEPS[0][1:])], with_header=False)
    second.rules = []
    assert going_on_unruled(second, part_of(bare("none"))) is None


def test_the_rest_of_a_ruled_table_is_told_by_its_rules() -> None:
    second = form([("4", *STEPS[0][1:])], with_header=False)
    second.rules = []
    assert going_on_unruled(second, part_of(form(STEPS))) is None


def test_a_rule_close_over_the_names_is_the_top() -> None:
    page = bare("none")
    top = min(w.box.y0 for w in page.words if w.text in ("No", "Kegiatan", "Pelaksana", "Mutu"))
    page.rules = [h(top - 1.0, XS[0], XS[-1])]
    grid = unruled_grid(page)
    assert grid and grid.ys[0] == top - 1.0


def test_names_of_executors_alone_on_the_lower_level() -> None:
    page = bare("none")
    lifted = TOP + 2.0
    for n, w in enumerate(page.words):  # only the executors' names stand under a title
        if w.box.y1 <= BODY and w.text not in ("Kepala", "Staf", "Mutu", "Baku"):
            page.words[n] = replace(w, box=Box(w.box.x0, lifted, w.box.x1, lifted + w.box.height))
    page.words = [w for w in page.words if w.text not in ("Mutu", "Baku")]
    assert [k.label for k in part_of(page).kolom if k.isi == "pelaksana"] == ["Kepala", "Staf"]


def test_the_white_between_two_rows_parts_no_sheet_in_two() -> None:
    steps = [(str(n), "Menyusun konsep surat", "Disposisi", "1 Hari", "Konsep", "") for n in range(1, 9)]
    page = bare("rows", form(steps))
    page.height = 2 * (BODY + 3.5 * ROW)
    assert len(pages_of(page)) == 2
    (sop,), _ = pages_to_sops([PageSource(1, lambda: (page, None))])
    assert len(sop.langkah) == len(steps)
