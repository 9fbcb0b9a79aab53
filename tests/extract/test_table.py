"""Rows and cells: every word of the body in one cell."""

from __future__ import annotations

import pytest

from extract.geometry.words import line_text, words_to_lines
from extract.table.rows import TablePart, divided
from extract.table.values import cell_text
from schemas.page import Box, Page, Word
from tests.support.paper import BODY, ROW, STEPS, XS, form, h, lane_x, part_of, v, words


def cells(part: TablePart, column: int) -> list[str]:
    out = []
    for b in part.baris:
        out.append(" ".join(line_text(line) for line in words_to_lines(b.words.get(column, []))))
    return out


def without_rule(page: Page, y: float, x0: float = 0.0, x1: float = 1e9) -> Page:
    """The page without the row rule at ``y`` between two places."""
    rules = [r for r in page.rules if not (r.horizontal and r.at == y)]
    rules += [h(y, XS[0], x0)] * (x0 > XS[0]) + [h(y, x1, XS[-1])] * (x1 < XS[-1])
    page.rules = rules
    return page


def test_rows_and_cells() -> None:
    part = part_of(form(STEPS))
    assert cells(part, 0) == ["1", "2", "3"]
    assert cells(part, 1) == [s[1] for s in STEPS]
    assert cells(part, 5) == ["1 Hari", "30 Menit", "1 Jam"]
    assert cells(part, 7) == ["", "segera", ""]
    assert [b.box.y1 - b.box.y0 for b in part.baris] == [ROW] * 3


def test_flow_lines_on_row_rules_of_executors_make_no_row() -> None:
    page = form(STEPS)
    page.rules.append(h(BODY + 20, XS[2], XS[4]))
    assert len(part_of(page).baris) == 3


def test_rows_without_a_rule_are_told_by_their_numbers() -> None:
    page = without_rule(form(STEPS), BODY + ROW)
    part = part_of(page)
    assert cells(part, 0) == ["1", "2", "3"]
    assert cells(part, 1) == [s[1] for s in STEPS]


def test_numbers_that_do_not_follow_one_another_part_no_row() -> None:
    page = without_rule(form([("1", "a"), ("7", "b"), ("8", "c")]), BODY + ROW)
    assert cells(part_of(page), 0) == ["1 7", "8"]


def test_a_cell_merged_over_rows_holds_for_each_of_them() -> None:
    page = without_rule(form(STEPS), BODY + ROW, XS[7], XS[8])
    page.words = [w for w in page.words if w.text != "segera"]
    page.words += words("rahasia", XS[7] + 2, BODY + ROW - 4)
    part = part_of(page)
    assert cells(part, 7) == ["rahasia", "rahasia", ""]


def test_lines_far_apart_are_one_text_where_one_stands_on_the_end_of_a_row() -> None:
    page = without_rule(form(STEPS), BODY + ROW, XS[7], XS[8])
    page.words = [w for w in page.words if w.text != "segera"]
    for text, y in (("sangat", -20), ("rahasia", -4), ("sekali", 12)):
        page.words += words(text, XS[7] + 2, BODY + ROW + y)
    assert cells(part_of(page), 7) == ["sangat rahasia sekali", "sangat rahasia sekali", ""]


def test_blocks_of_a_merged_cell_go_to_the_rows_beside_them() -> None:
    page = without_rule(form(STEPS), BODY + ROW, XS[6], XS[7])
    assert cells(part_of(page), 6) == ["Konsep", "Paraf", "Tanda terima"]


def test_a_number_column_that_the_header_does_not_name() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "No"]
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[1] or r.lo >= BODY]
    part = part_of(page)
    assert [k.isi for k in part.kolom][:2] == ["nomor", "kegiatan"]
    assert cells(part, 0) == ["1", "2", "3"]


def test_no_bottom_rule() -> None:
    page = without_rule(form(STEPS), BODY + 3 * ROW)
    assert len(part_of(page).baris) == 3


def test_words_that_the_edge_of_the_paper_cuts_belong_to_their_cell() -> None:
    page = form([("1", "a"), ("2", "b")])
    page.width = XS[-1]
    page.words += [Word("tertutup", Box(XS[-1] - 10, BODY + 12, XS[-1] + 40, BODY + 20))]
    page.words += [Word("lain", Box(XS[-1] + 20, BODY + ROW + 12, XS[-1] + 40, BODY + ROW + 20))]
    assert cells(part_of(page), 7) == ["tertutup", ""]


def test_every_word_is_in_one_place() -> None:
    page = form(STEPS)
    page.words += words("Ya", lane_x(0), BODY + 10) + words("menumpang", XS[1] - 10, BODY + 25)
    part = part_of(page)
    placed = [w for b in part.baris for cell in b.words.values() for w in cell] + part.loose
    body = [w for w in page.words if w.box.cy > BODY]
    assert sorted(map(id, placed)) == sorted(map(id, body))


def test_cell_text() -> None:
    text = cell_text([*words("1. Surat", 10, 10), *words("2. Map", 10, 20)], 4, 200)
    assert text.teks == "1. Surat 2. Map"
    assert text.butir == ("Surat", "Map")
    assert text.baris == ("1. Surat", "2. Map")
    assert (text.halaman, text.kotak) == (4, (10, 10, 42, 28))
    assert cell_text([], 4, 200).teks == ""


def test_the_flow_under_the_table_makes_no_row() -> None:
    """Two level pieces of arrows that run on to an end under the table."""
    page = form(STEPS)
    bottom = BODY + 3 * ROW
    page.rules += [v(lane_x(0), bottom - 10, bottom + 25), h(bottom + 25, lane_x(0), lane_x(0) + 12)]
    part = part_of(page)
    assert part.box.y1 == bottom


def test_an_answer_that_hangs_over_the_side_of_the_executors_is_no_text_of_the_cell() -> None:
    page = form(STEPS)
    page.words += words("Tidak", XS[4] - 4, BODY + 20)
    part = part_of(page)
    assert [w.text for w in part.loose] == ["Tidak"]
    assert [w.text for w in part.baris[0].words[4]] == ["Disposisi"]


def answer(x: float, y: float, size: float) -> Word:
    return Word("Tidak", Box(x, y, x + 16, y + size), size)


def test_an_answer_in_another_size_beside_the_executors_is_no_text_of_the_cell() -> None:
    page = form(STEPS)
    page.words.append(answer(XS[4] + 3, BODY + 24, 6.0))
    page.words.append(answer(XS[5] - 20, BODY + ROW + 24, 6.0))  # at an exit that swings out far
    assert [w.text for w in part_of(page).loose] == ["Tidak", "Tidak"]


@pytest.mark.parametrize(("source", "loose"), [("vektor", ["Tidak"]), ("piksel", [])])
def test_a_word_of_the_cell_stays_in_it(source: str, loose: list[str]) -> None:
    page = form(STEPS)
    page.source = source
    page.words.append(answer(XS[4] + 3, BODY + 24, 8.0))  # as large as the rest
    page.words.append(answer(XS[7] + 3, BODY + 24, 6.0))  # in another column
    beside = next(w.box.y0 for w in page.words if w.text == "Disposisi")
    page.words.append(answer(XS[5] - 20, beside, 6.0))  # on a line of the text
    assert [w.text for w in part_of(page).loose] == loose


def parts_of(part: TablePart, column: int) -> list[list[str]]:
    return [
        [cell_text(ws, 1, x).teks for ws, x in divided(part, b, column)]
        for b in part.baris
        if column in b.words
    ]


def test_a_cell_that_a_rule_divides_is_read_part_by_part() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "segera"]
    x, y = XS[7] + 44, BODY + ROW
    for n, (left, right) in enumerate((("Ya", "Tidak"), ("teruskan", "kembali"))):
        page.words += [*words(left, XS[7] + 2, y + 4 + 10 * n), *words(right, x + 2, y + 4 + 10 * n)]
    assert parts_of(part_of(page), 7) == [["Ya Tidak teruskan kembali"]]
    page.rules.append(v(x, y, y + ROW))
    assert parts_of(part_of(page), 7) == [["Ya teruskan", "Tidak kembali"]]


def test_a_rule_behind_the_numbers_of_a_list_divides_nothing() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "segera"]
    x, y = XS[7] + 14, BODY + ROW
    page.rules.append(v(x, y, y + ROW))
    for n, text in enumerate(("Surat", "Kartu")):
        page.words += [*words(f"{n + 1}.", XS[7] + 2, y + 4 + 10 * n), *words(text, x + 2, y + 4 + 10 * n)]
    assert parts_of(part_of(page), 7) == [["1. Surat 2. Kartu"]]
