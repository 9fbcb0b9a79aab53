"""The header of a step table: columns, names, groups."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from extract.geometry.words import text_of
from extract.table.grid import Cell, Grid
from extract.table.group_names import with_groups
from extract.table.header import Header
from extract.table.tables import tables_on
from schemas.page import Box, Page, Word
from tests.support.paper import (
    BODY,
    FIELDS,
    LEVEL,
    ROW,
    SIZE,
    STEPS,
    TOP,
    XS,
    centred,
    form,
    h,
    header_rules,
    header_words,
    lattice,
    v,
    words,
)


def header_of(page: Page) -> Header:
    _, headers = tables_on(page)
    assert len(headers) == 1
    return headers[0][1]


def labels(page: Page) -> list[str]:
    return [k.label for k in header_of(page).of("pelaksana")]


def test_two_levels() -> None:
    header = header_of(form(STEPS))
    assert tuple(k.isi for k in header.kolom) == FIELDS
    assert [k.label for k in header.of("pelaksana")] == ["Kepala", "Staf"]
    assert (header.top, header.bottom) == (TOP, BODY)
    assert [k.x0 for k in header.kolom] == list(XS[:-1])


LOW = 39.0  # points: a row of column numbers


def numbered(names: tuple[str, ...]) -> Page:
    """The form with a row of column numbers."""
    page = form([("",), *STEPS])
    page.words = [w for w in page.words if w.box.cy < BODY or w.box.cy > BODY + LOW]
    for name, (a, b) in zip(names, itertools.pairwise(XS), strict=True):
        page.words += centred(name, Box(a, BODY, b, BODY + LOW))
    page.rules = [*header_rules(), *lattice(XS, [BODY, BODY + LOW, BODY + 80, BODY + 120, BODY + 160])]
    return page


@pytest.mark.parametrize(
    "names",
    [
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
        ("1", "2", "4", "6", "7", "8", "9", "10"),
        ("1", "-", "3", "", "S", "6", "7", "8"),  # what a scan leaves of some
    ],
)
def test_a_row_of_column_numbers_belongs_to_the_header(names: tuple[str, ...]) -> None:
    assert header_of(numbered(names)).bottom == BODY + LOW


@pytest.mark.parametrize(
    "names",
    [
        ("1", "Rapat", "", "", "3", "4", "5", "6"),
        ("1", "-", "", "", "2", "1", "4", "3"),
        ("1", "-", "", "", "-", "2", "-", "3"),
    ],
)
def test_a_short_step_is_none(names: tuple[str, ...]) -> None:
    assert header_of(numbered(names)).bottom == BODY


def test_first_step_alone_is_no_row_of_column_numbers() -> None:
    assert header_of(form([("1", "", "", "", "", "")])).bottom == BODY


def test_executors_without_a_cell_over_them() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "Pelaksana"]
    assert labels(page) == ["Kepala", "Staf"]


def test_a_group_over_some_executors() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "Pelaksana"]
    page.words += centred("Satker Pengirim", Box(XS[2], TOP, XS[4], LEVEL))
    assert [k.kelompok for k in header_of(page).of("pelaksana")] == ["Satker Pengirim"] * 2


def test_names_side_by_side_without_a_divider() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[3]]
    header = header_of(page)
    assert [k.label for k in header.of("pelaksana")] == ["Kepala", "Staf"]
    assert header.of("pelaksana")[0].x1 == pytest.approx(XS[3], abs=15)


def test_a_name_over_a_lost_rule_is_the_header_alone() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if not (r.horizontal and r.at == BODY)]
    page.rules += [h(BODY, XS[0], XS[4]), h(BODY, XS[5], XS[-1])]
    assert tuple(k.isi for k in header_of(page).kolom) == FIELDS


def test_a_solid_header_that_hides_its_dividers() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.lo >= BODY]
    page.rules = [r for r in page.rules if not (r.horizontal and r.at == LEVEL)]
    page.rules += [v(XS[0], TOP, BODY), v(XS[-1], TOP, BODY)]
    header = header_of(page)
    assert tuple(k.isi for k in header.kolom) == FIELDS
    assert [k.x0 for k in header.kolom] == list(XS[:-1])
    assert [k.label for k in header.of("pelaksana")] == ["Kepala", "Staf"]


def test_a_solid_header_over_executors_that_no_rule_divides() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or (r.lo >= BODY and r.at != XS[3])]
    page.rules = [r for r in page.rules if not (r.horizontal and r.at == LEVEL)]
    page.rules += [v(XS[0], TOP, BODY), v(XS[-1], TOP, BODY)]
    header = header_of(page)
    assert tuple(k.isi for k in header.kolom) == FIELDS
    assert [k.label for k in header.of("pelaksana")] == ["Kepala", "Staf"]


@pytest.mark.parametrize("i", [1, 4, 5, 6])
@pytest.mark.parametrize("piece", [True, False])
def test_two_names_in_one_cell_are_parted_by_the_rule_of_the_body(i: int, piece: bool) -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[i] or r.lo >= BODY]
    if piece:  # what is left of the divider, taken for a letter
        page.words.append(Word("1", Box(XS[i] - 0.5, LEVEL + 2, XS[i] + 0.5, LEVEL + 12), confidence=0.75))
    header = header_of(page)
    assert tuple(k.isi for k in header.kolom) == FIELDS
    assert [k.label for k in header.of("pelaksana")] == ["Kepala", "Staf"]


def test_a_name_over_two_levels_is_parted_by_the_rule_of_the_body() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[7] or r.lo >= BODY]
    page.rules.append(h(LEVEL, XS[7], XS[8]))
    for n, w in enumerate(page.words):
        if w.text == "Keterangan" and w.box.y1 < BODY:
            page.words[n] = replace(w, box=w.box.moved(0, -6))
    assert tuple(k.isi for k in header_of(page).kolom) == FIELDS


def test_a_title_between_whose_words_a_rule_stands_is_not_parted() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text not in ("Mutu", "Baku")]
    page.words += words("Mutu", XS[6] - 17, TOP + 6) + words("Baku", XS[6] + 1, TOP + 6)
    assert header_of(page) == header_of(form(STEPS))


def test_an_executor_whose_name_ends_like_the_title() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[3]]
    page.words = [w for w in page.words if w.text != "Staf"]
    page.words += words("PPID", XS[3] + 12, LEVEL + 2) + words("Pelaksana", XS[3] + 12, LEVEL + 11)
    page.words = [w for w in page.words if not (w.text == "Pelaksana" and w.box.cy < LEVEL)]
    assert labels(page) == ["Kepala", "PPID Pelaksana"]


@pytest.mark.parametrize(
    ("name", "isi", "guessed"),
    [("Biaya", "lain", False), ("Sarana", "kelengkapan", True), ("Retribusi (Rp)", "lain", False)],
)
def test_a_column_under_the_standard_is_no_executor(name: str, isi: str, guessed: bool) -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "Kelengkapan"]
    page.words += centred(name, Box(XS[4], LEVEL, XS[5], BODY))
    assert labels(page) == ["Kepala", "Staf"]
    found = header_of(page).kolom[4]
    assert (found.isi, found.guessed) == (isi, guessed)


@pytest.mark.parametrize("name", ["Proses Bisnis", "Tata Kerja", "Aksi", "Ke Kegiatan"])
def test_activities_whose_column_no_list_names(name: str) -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "Kegiatan"]
    page.words += centred(name, Box(XS[1], TOP, XS[2], BODY))
    header = header_of(page)
    assert tuple(k.isi for k in header.kolom) == FIELDS
    assert [k.label for k in header.kolom if k.guessed] == [name]


def test_executors_under_an_unknown_title_right_of_the_standard() -> None:
    """No, Kegiatan, Kelengkapan, Waktu, Output, two executors under "Penyelenggara", Keterangan."""
    order = (0, 1, 4, 5, 6, 2, 3, 7)
    widths = [XS[i + 1] - XS[i] for i in order]
    xs = list(itertools.accumulate(widths, initial=XS[0]))
    page = Page(1, 700, 500, rules=lattice(xs, [LEVEL, BODY, BODY + 40, BODY + 80]))
    page.rules += [
        h(TOP, xs[0], xs[-1]),
        *(v(x, TOP, LEVEL) for x in (xs[0], xs[1], xs[2], xs[5], xs[7], xs[8])),
    ]
    page.rules = [r for r in page.rules if not (r.horizontal and r.at == LEVEL)] + [h(LEVEL, xs[2], xs[7])]
    page.words = centred("Mutu Baku", Box(xs[2], TOP, xs[5], LEVEL))
    page.words += centred("Penyelenggara", Box(xs[5], TOP, xs[7], LEVEL))
    names = ("No", "Kegiatan", "Syarat", "Waktu", "Hasil", "Camat", "Lurah", "Ket")
    for n, name in enumerate(names):
        page.words += centred(name, Box(xs[n], LEVEL if 2 <= n < 7 else TOP, xs[n + 1], BODY))
    for r in (0, 1):
        page.words += centred(str(r + 1), Box(xs[0], BODY + 40 * r, xs[1], BODY + 40 * r + 40))
        page.words += centred("Menulis surat", Box(xs[1], BODY + 40 * r, xs[2], BODY + 40 * r + 40))
    assert labels(page) == ["Camat", "Lurah"]
    assert [k.isi for k in header_of(page).kolom][2:5] == ["kelengkapan", "waktu", "output"]


@pytest.mark.parametrize("up", [True, False])
def test_names_that_lie_on_their_side(up: bool) -> None:
    """Two lines read upwards stand from left to right, those read downwards from right to left."""
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "Staf"]
    lines = [("Kepala", "Seksi"), ("Tata", "Usaha")]
    for n, line in enumerate(lines):
        x = XS[3] + 10 + 12 * (n if up else 1 - n)
        y = LEVEL + 1.0
        for text, place in zip(line, (9.5, 0.0) if up else (0.0, 9.5), strict=True):
            page.words.append(Word(text, Box(x, y + place, x + 8, y + place + 8), 8.0, upright=False))
    assert labels(page) == ["Kepala", "Kepala Seksi Tata Usaha"]


def test_a_name_over_two_lines_is_one() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "Staf"]
    page.words += words("Kepala", 270, LEVEL + 1) + words("Bagian", 270, LEVEL + 10)
    assert labels(page) == ["Kepala", "Kepala Bagian"]


@pytest.mark.parametrize("x", [XS[2] + 15, XS[2] + 30, XS[3] - 14])
@pytest.mark.parametrize("down", [0.0, 25.0, 55.0])
def test_a_line_of_the_flow_that_runs_into_the_header_parts_no_column(x: float, down: float) -> None:
    page = form(STEPS)
    page.rules.append(v(x, LEVEL + 9, BODY + down))
    header = header_of(page)
    assert tuple(k.isi for k in header.kolom) == FIELDS
    assert [k.x0 for k in header.kolom] == list(XS[:-1])


def test_a_column_of_texts_beside_the_executors_is_none_of_them() -> None:
    """Its name is in no list, and no title stands over the standard's columns."""
    page = form(STEPS)
    page.rules = [r for r in page.rules if not (r.horizontal and r.at == LEVEL)] + [h(LEVEL, XS[2], XS[4])]
    page.words = [w for w in page.words if w.text not in ("Mutu", "Baku", "Kelengkapan")]
    page.words += centred("Dokumen", Box(XS[4], TOP, XS[5], BODY))
    header = header_of(page)
    assert tuple(k.isi for k in header.kolom) == FIELDS
    assert [k.label for k in header.kolom if k.guessed] == ["Dokumen"]
    page.source = "piksel"  # its symbols are not known yet
    assert labels(page) == ["Kepala", "Staf", "Dokumen"]


def test_dividers_of_the_header_alone() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[3]] + [v(XS[3], LEVEL, BODY)]
    assert labels(page) == ["Kepala", "Staf"]


def test_a_stray_divider_close_to_another_makes_no_column() -> None:
    page = form(STEPS)
    page.rules.append(v(XS[3] + 5, LEVEL, BODY))
    assert labels(page) == ["Kepala", "Staf"]


@pytest.mark.parametrize(
    "titles",
    [
        ("No", "Nama", "NIP", "Jabatan", "Alamat", "Telepon", "Surel", "Paraf"),
        ("No", "Uraian Barang", "Jumlah", "Satuan", "Harga", "Total", "Sumber", "Tahun"),
    ],
)
def test_other_tables_have_no_header(titles: tuple[str, ...]) -> None:
    page = Page(1, 700, 500, rules=lattice(XS, [TOP, BODY, BODY + 40]))
    for title, (a, b) in zip(titles, itertools.pairwise(XS), strict=True):
        page.words += centred(title, Box(a, TOP, b, BODY))
    assert tables_on(page)[1] == []


def test_other_words_and_order() -> None:
    renamed = {"Kegiatan": "Aktivitas", "Kelengkapan": "Persyaratan", "Waktu": "Output", "Output": "Waktu"}
    page = form(STEPS)
    page.words = header_words_as(renamed) + [w for w in page.words if w.box.cy > BODY]
    assert [k.isi for k in header_of(page).kolom][4:7] == ["kelengkapan", "output", "waktu"]


def header_words_as(renamed: dict[str, str]) -> list:
    out = []
    for w in header_words():
        text = renamed.get(w.text, w.text)
        out += centred(text, w.box)
    return out


def test_an_outer_frame_that_is_missing() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at not in (XS[0], XS[-1])]
    page.rules += [h(TOP, XS[0], XS[-1])]
    fields = [k.isi for k in header_of(page).kolom]
    assert fields[-4:-1] == ["kelengkapan", "waktu", "output"]


COUNTED = (("1.", "Menerima surat"), ("2.", "Mencatat surat"), ("3.", "Mengirim surat"))


@pytest.mark.parametrize("no", ["No", "INc", "Mc"])
@pytest.mark.parametrize("time", ["Waktu", "Waldn", ""])
def test_columns_told_by_what_stands_in_them(no: str, time: str) -> None:
    page = form(
        [(n, kegiatan, "Surat", f"{k} menit", "Arsip", "") for k, (n, kegiatan) in enumerate(COUNTED)]
    )
    said = {"No": no, "Waktu": time}
    page.words = [replace(w, text=text) for w in page.words if (text := said.get(w.text, w.text))]
    assert tuple(k.isi for k in header_of(page).kolom) == FIELDS


@pytest.mark.parametrize(("scrap", "label"), [("Kasi", "Kasi Staf"), ("Il", "Staf"), ("1l|", "Staf")])
def test_an_unsure_word_of_a_name_is_kept_and_an_unsure_scrap_is_not(scrap: str, label: str) -> None:
    page = form(STEPS)
    staf = next(w for w in page.words if w.text == "Staf")
    page.words.append(Word(scrap, staf.box.moved(-18, 0), confidence=0.75))
    assert header_of(page).of("pelaksana")[1].label == label


def test_a_group_whose_name_no_rule_parts_from_the_names() -> None:
    page = form(STEPS)
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[3]]
    page.rules.append(v(XS[3], LEVEL + 10, BODY + 3 * ROW))
    page.words = [w for w in page.words if w.text not in ("Kepala", "Staf")]
    page.words += centred("Pihak Luar", Box(XS[2], LEVEL, XS[4], LEVEL + 10))
    for name, x in (("Kepala", XS[2]), ("Staf", XS[3])):
        page.words += centred(name, Box(x, LEVEL + 10, x + 60, BODY))
    found = header_of(page).of("pelaksana")
    assert [(k.label, k.kelompok) for k in found] == [("Kepala", "Pihak Luar"), ("Staf", "Pihak Luar")]


LANES = tuple(Cell(Box(100 * n, 0, 100 * n + 100, 60), 0, 1, n, n + 1) for n in range(4))


def named(*lines: tuple[str, int, int, float]) -> tuple[list[str], list[tuple[str, float, float]]]:
    """The names of four executors, and what stands over columns: from (text, first column, last, y)."""
    cells = [(c, list[Word]()) for c in LANES]
    for text, first, last, y in lines:
        for w in centred(text, Box(100 * first, y, 100 * last + 100, y + SIZE)):
            cells[int(w.box.cx // 100)][1].append(w)
    parts = with_groups(cells, Grid([0, 100, 200, 300, 400], [0, 60], []))
    groups = [(text_of(words), c.box.x0, c.box.x1) for c, words in parts[4:]]
    return [text_of(words) for _, words in parts[:4]], groups


@pytest.mark.parametrize("apart", [True, False])
def test_a_group_over_the_middle_of_three_is_told_by_the_white_under_it(apart: bool) -> None:
    names = [("Pemohon", 0, 0, 44.0), ("Camat", 1, 1, 44.0), ("Lurah", 2, 2, 44.0), ("Kasi", 3, 3, 36.0)]
    found, groups = named(("Pelaksana", 0, 3, 6.0), ("Pihak Luar", 0, 2, 24.0 if apart else 34.0), *names)
    assert groups == ([("Pihak Luar", 0, 300)] if apart else [])
    assert found[1] == ("Camat" if apart else "Pihak Luar Camat")


def test_two_groups_and_names_of_two_lines_are_no_group() -> None:
    names = [("Pemohon", 0, 0, 30.0), ("Kepala", 1, 1, 26.0), ("Bidang", 1, 1, 36.0), ("Lurah", 2, 2, 30.0)]
    found, groups = named(("Luar", 0, 1, 10.0), ("Dalam", 2, 3, 10.0), *names, ("Kasi", 3, 3, 30.0))
    assert groups == [("Luar", 0, 200), ("Dalam", 200, 400)]
    assert found == ["Pemohon", "Kepala Bidang", "Lurah", "Kasi"]


def test_a_name_that_runs_over_its_divider_is_no_group() -> None:
    names = [("Pemohon", 0, 0, 30.0), ("Lurah", 1, 1, 40.0), ("Camat", 2, 2, 30.0), ("Kasi", 3, 3, 30.0)]
    cells_over = ("Sekretaris Kelurahan Besar", 1, 1, 20.0)
    assert named(cells_over, *names)[1] == []


@pytest.mark.parametrize("pitch", [12.0, 16.0])
def test_the_first_of_three_lines_of_a_name_is_no_group(pitch: float) -> None:
    lines = [(t, 1, 1, 26.0 + pitch * n) for n, t in enumerate(("Kabid", "Strategis", "Pengendalian"), -1)]
    names = [("Petugas", 0, 0, 26.0), ("Sub", 2, 2, 26.0), ("Kasi", 3, 3, 26.0)]
    assert named(*lines, *names)[1] == []
