"""Ink of the size of letters in the text cells of a scan that no word explains."""

from __future__ import annotations

import pytest

from extract.flow.cell_ink import unread_letters, unread_names
from extract.table.grid import Grid
from extract.table.header import Header, Kolom
from extract.table.rows import Baris, TablePart
from schemas.page import Box, Connector, Page, Rule, Shape, Word
from schemas.tinjauan import Kode

KOLOM = (
    Kolom(0, 30, "nomor", "No"),
    Kolom(30, 100, "kegiatan", "Kegiatan"),
    Kolom(100, 200, "pelaksana", "Lurah"),
    Kolom(200, 300, "output", "Output"),
)
ROWS = (Box(0, 0, 300, 40), Box(0, 40, 300, 80))
OUTPUT = "/langkah/0/mutu_baku/output"


def places(
    *stray: Box, lines: tuple[Connector, ...] = (), shapes: tuple[Shape, ...] = (), source: str = "piksel"
) -> list[str]:
    page = Page(1, 300, 100, stray=list(stray), connectors=list(lines), shapes=list(shapes), source=source)
    rows = [Baris(1, b, {3: [Word("Surat", Box(205, b.y0 + 10, 230, b.y0 + 18), size=8)]}) for b in ROWS]
    part = TablePart(page, Grid([0, 300], [0, 80], []), KOLOM, None, Box(0, 0, 300, 80), rows)
    found = list(unread_letters(part, [0, 1]))
    assert all(d.kode is Kode.TINTA_DI_SEL for d in found)
    return [d.jalur for d in found]


def line(x0: float, x1: float, y: float) -> tuple[Connector, ...]:
    return (Connector(((x0, y), (x1, y))),)


def test_letters_that_were_not_read_are_told_at_their_cell() -> None:
    assert places(Box(210, 22, 214, 29)) == [OUTPUT]
    assert places(Box(10, 55, 14, 62)) == ["/langkah/1/nomor"]


def test_letters_that_hang_on_a_rule_are_letters_and_what_is_left_of_the_rule_is_none() -> None:
    assert places(Box(199, 22, 212, 29)) == [OUTPUT]
    assert places(Box(200, 0, 201, 40)) == []
    assert places(Box(199, 10, 202, 16)) == []


def test_a_stamp_over_the_row_is_no_letter() -> None:
    assert places(Box(210, 2, 260, 38)) == []


@pytest.mark.parametrize("y", [24.0, 30.0])
def test_letters_taken_for_a_line_are_told(y: float) -> None:
    assert places(lines=line(204, 240, y)) == [OUTPUT]


def test_a_line_under_a_word_a_dash_and_the_lines_of_the_flow_are_no_letters() -> None:
    assert places(lines=line(205, 230, 19)) == []
    assert places(lines=line(210, 215, 30)) == []
    assert places(lines=line(120, 180, 30)) == []


def test_a_drawing_that_words_stand_in_is_read() -> None:
    body = Shape(((204, 9), (231, 9), (231, 19), (204, 19)), Box(204, 9, 231, 19))
    far = Shape(((240, 9), (280, 9), (280, 19), (240, 19)), Box(240, 9, 280, 19))
    assert places(shapes=(body,)) == []
    assert places(shapes=(far,)) == [OUTPUT]


def test_a_line_that_the_edge_of_the_paper_cuts_is_told() -> None:
    assert cut_at(300) == [OUTPUT, "/langkah/1/mutu_baku/output"]
    assert cut_at(304) == []
    assert cut_at(300, source="vektor") == []


def cut_at(width: float, source: str = "piksel") -> list[str]:
    page = Page(1, width, 100, source=source)
    rows = [Baris(1, b, {3: [Word("Surat", Box(270, b.y0 + 10, 299, b.y0 + 18), size=8)]}) for b in ROWS]
    part = TablePart(page, Grid([0, 300], [0, 80], []), KOLOM, None, Box(0, 0, 300, 80), rows)
    return [d.jalur for d in unread_letters(part, [0, 1]) if d.kode is Kode.BARIS_TERPOTONG and not d.isi]


@pytest.mark.parametrize(
    ("x", "rules", "kolom", "expected"),
    [
        (0.0, [], 1, ["/langkah/0/nomor", "/langkah/1/nomor"]),
        (0.0, [], 0, []),  # its numbers are there
        (0.0, [Rule(False, 0.0, 0, 80, 0.5)], 1, []),  # so is its side
        (30.0, [], 1, []),
    ],
)
def test_numbers_that_the_edge_of_the_paper_cut_off_are_told(x, rules, kolom, expected) -> None:
    page = Page(1, 400, 100, source="piksel")
    grid = Grid([x, 300], [0, 80], rules)
    part = TablePart(page, grid, KOLOM[kolom:], None, Box(x, 0, 300, 80), [Baris(1, b) for b in ROWS])
    assert [d.jalur for d in unread_letters(part, [0, 1])] == expected


def test_a_page_of_text_has_no_stray_letters() -> None:
    assert places(Box(210, 22, 214, 29), source="vektor") == []


@pytest.mark.parametrize(("end", "told"), [(299.0, ["Berta"]), (295.0, [])])
def test_a_word_that_ends_at_the_rule_of_its_cell_may_be_cut_off(end: float, told: list[str]) -> None:
    page = Page(1, 400, 100, source="piksel")
    row = Baris(1, ROWS[0], {3: [Word("Surat", Box(205, 10, 230, 18)), Word("Berta", Box(260, 10, end, 18))]})
    part = TablePart(page, Grid([0, 300], [0, 40], []), KOLOM, None, ROWS[0], [row])
    found = list(unread_letters(part, [0]))
    assert [(d.kode, d.jalur, d.isi["kata"]) for d in found] == [
        (Kode.BARIS_TERPOTONG, OUTPUT, kata) for kata in told
    ]


@pytest.mark.parametrize(
    ("stray", "lines", "told"),
    [
        (Box(120, 14, 150, 19), (), True),  # a word over the one that was read
        (Box(120, 14, 130, 19), (), False),  # a crumb of a shaded header
        (Box(120, 4, 195, 8), (), False),  # above the header
        (None, line(120, 160, 16), True),  # a word whose letters were taken for a line
        (None, line(122, 148, 33), False),  # a line under the name
    ],
)
def test_a_word_of_an_executors_name_that_was_not_read_is_told_there(
    stray: Box | None, lines: tuple[Connector, ...], told: bool
) -> None:
    page = Page(1, 300, 100, stray=[stray] if stray else [], connectors=list(lines), source="piksel")
    page.words = [Word("Bidang", Box(120, 24, 150, 32), size=8)]
    header = Header(10, 40, KOLOM)
    part = TablePart(page, Grid([0, 300], [0, 80], []), KOLOM, header, Box(0, 40, 300, 80), [])
    assert [d.jalur for d in unread_names(part, [4])] == (["/pelaksana/4"] if told else [])
