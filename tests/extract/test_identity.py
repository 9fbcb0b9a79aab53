"""The identity block, ruled or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.form.isian import KANAN, KIRI
from extract.form.nilai import kinds_of
from extract.sop import field_at
from extract.table.identity import Block, count_labels, joined, read_block
from extract.table.tables import tables_on
from schemas.page import Box, LeftOut, Page, Word
from schemas.raw import RawIdentitas, RawText
from schemas.tinjauan import Kode
from tests.support.paper import lattice, words

XS = (40.0, 300.0, 400.0, 660.0)
ROW = 30.0


def block(rows: list[tuple[str, str]], left: tuple[str, ...] = ()) -> Page:
    """A ruled block: a wide cell at the left, labels and values at the right."""
    ys = [50 + ROW * n for n in range(len(rows) + 1)]
    page = Page(1, 700, 500)
    page.rules = [*lattice(XS[1:], ys), *lattice((XS[0], XS[1]), (ys[0], ys[-1]))]
    for n, (label, value) in enumerate(rows):
        page.words += words(label, XS[1] + 3, ys[n] + 8) + words(value, XS[2] + 3, ys[n] + 8)
    for n, line in enumerate(left):
        page.words += words(line, XS[0] + 20, ys[0] + 10 + 11 * n)
    return page


def block_of(page: Page, going_on: dict[str, Box] | None = None) -> Block:
    grids, _ = tables_on(page)
    return read_block(page, Box(0, 0, page.width, page.height), grids, going_on)


def read(page: Page) -> RawIdentitas:
    return block_of(page).fields


def text(ident: RawIdentitas, name: str) -> str:
    field = getattr(ident, name)
    return "" if field is None else field.teks


SCALARS = [
    ("Nomor SOP", ": 12/SOP/2020"),
    ("Tanggal Pembuatan", ": 7 Januari 2020"),
    ("Tanggal Efektif", "7 Januari 2020"),
    ("Nama SOP", "Pelayanan Tamu"),
]


def test_ruled_labels_and_values() -> None:
    ident = read(block(SCALARS, ("PEMERINTAH KABUPATEN X", "DINAS Y")))
    assert text(ident, "nomor_sop") == "12/SOP/2020"
    assert text(ident, "tanggal_pembuatan") == "7 Januari 2020"
    assert text(ident, "nama_sop") == "Pelayanan Tamu"
    assert ident.kepala == ("PEMERINTAH KABUPATEN X", "DINAS Y")
    assert ident.tanggal_revisi is None
    assert count_labels(ident) == 4


def test_the_letterhead_keeps_how_surely_it_was_read() -> None:
    page = block(SCALARS, left=("PEMERINTAH KABUPATEN X", "DINAS Y"))
    page.words = [replace(w, confidence=0.4) if w.text == "DINAS" else w for w in page.words]
    assert read(page).kepala_yakin == (1.0, 0.4)


def test_an_empty_field_is_there_without_text() -> None:
    ident = read(block([*SCALARS, ("Tanggal Revisi", "")]))
    assert ident.tanggal_revisi is not None and ident.tanggal_revisi.teks == ""


def lines(*printed: str, x: float = 60, y: float = 60) -> list[Word]:
    return [w for n, line in enumerate(printed) for w in words(line, x, y + 12 * n)]


def test_label_and_value_without_rules() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP : 12/SOP/2020", "Tanggal Revisi : -", "Nama SOP : Pelayanan", "Tamu Kantor")
    ident = read(page)
    assert text(ident, "nomor_sop") == "12/SOP/2020"
    assert text(ident, "tanggal_revisi") == "-"
    assert text(ident, "nama_sop") == "Pelayanan Tamu Kantor"


def test_a_heading_lettered_like_the_label_ends_its_list() -> None:
    page = Page(1, 700, 500)
    page.words = lines(
        "B. MAKSUD DAN TUJUAN", "Tertib.", "C. KETERKAITAN", "1. SOP Surat Keluar", "2. SOP Arsip"
    )
    page.words += lines("D. INDIKATOR KINERJA", "1. Surat selesai pada harinya.", y=160)
    assert items(read(page), "keterkaitan") == ("SOP Surat Keluar", "SOP Arsip")


def test_many_lines_in_one_cell() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 300, 660), (50, 150)))
    page.words = lines("Nomor SOP : 12/SOP/2020", "Tanggal Efektif : 7 Mei 2020", "Nama SOP : Tamu", x=310)
    ident = read(page)
    assert [text(ident, f) for f in ("nomor_sop", "tanggal_efektif", "nama_sop")] == [
        "12/SOP/2020",
        "7 Mei 2020",
        "Tamu",
    ]


@pytest.mark.parametrize("colon", [": ", ""])
def test_a_label_that_wraps_before_its_colon_or_where_that_is_lost(colon: str) -> None:
    page = Page(1, 700, 500)
    page.words = [
        *words("Nomor SOP", 60, 60),
        *words(": 5/SOP", 130, 60),
        *words("Tanggal", 60, 75),
        *words(f"{colon}2 Juni 2021", 130, 75),
        *words("Pembuatan", 60, 85),
        *words("Nama SOP", 60, 100),
        *words(": Tamu", 130, 100),
    ]
    ident = read(page)
    assert text(ident, "tanggal_pembuatan") == "2 Juni 2021"
    assert text(ident, "nama_sop") == "Tamu"


def lists(left: list[Word], right: list[Word]) -> RawIdentitas:
    """Two lists side by side in ruled cells with their labels above them."""
    page = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 70, 160)))
    page.words = words("Dasar Hukum", 45, 55) + words("Peralatan/Perlengkapan", 355, 55) + left + right
    return read(page)


def items(ident: RawIdentitas, name: str) -> tuple[str, ...]:
    field = getattr(ident, name)
    return () if field is None else field.butir


def test_lists_under_their_labels() -> None:
    ident = lists(
        lines("1. UU Nomor 5 Tahun", "2010 tentang Arsip", "2. Perda Nomor 3", x=45, y=75),
        lines("1. Laptop", "2. Kertas", x=355, y=75),
    )
    assert items(ident, "dasar_hukum") == ("UU Nomor 5 Tahun 2010 tentang Arsip", "Perda Nomor 3")
    assert items(ident, "peralatan") == ("Laptop", "Kertas")


def test_a_speck_beside_the_label_of_a_list_is_not_all_of_it() -> None:
    speck = words("-", 330, 55)
    ident = lists([*speck, *lines("1. UU Nomor 5", x=45, y=75)], lines("1. Laptop", x=355, y=75))
    assert items(ident, "dasar_hukum") == ("UU Nomor 5",)
    assert items(ident, "peralatan") == ("Laptop",)


def test_a_list_in_two_columns_of_one_cell() -> None:
    right = [
        *lines("1. Laptop", "2. Kertas", x=355, y=75),
        *lines("3. Pena", "4. Meja", x=500, y=75),
    ]
    assert items(lists([], right), "peralatan") == ("Laptop", "Kertas", "Pena", "Meja")


def test_markers_half_way_down_their_items() -> None:
    left = [
        *lines("Undang-Undang Nomor 5", "Tahun 2010", x=65, y=75),
        *words("1.", 45, 81),
        *lines("Peraturan Daerah Nomor 3", "Tahun 2012", x=65, y=99),
        *words("2.", 45, 105),
    ]
    assert items(lists(left, []), "dasar_hukum") == (
        "Undang-Undang Nomor 5 Tahun 2010",
        "Peraturan Daerah Nomor 3 Tahun 2012",
    )


def test_items_without_markers_end_where_lines_stop_early() -> None:
    long = "Peraturan Daerah tentang penyelenggaraan pelayanan publik bagi warga"
    left = lines(long, "Kabupaten", "Peraturan Bupati", x=45, y=75)
    assert items(lists(left, []), "dasar_hukum") == (f"{long} Kabupaten", "Peraturan Bupati")


def test_a_page_of_prose_is_no_block() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Dengan hormat,", "Bersama ini kami sampaikan SOP pelayanan", "untuk diketahui.")
    assert count_labels(read(page)) < 3


def test_fields_that_the_record_has_no_place_for_are_kept_by_name() -> None:
    ident = read(block([*SCALARS, ("Ruang Lingkup", "Seluruh bidang")]))
    assert {name: t.teks for name, t in ident.lain.items()} == {"ruang_lingkup": "Seluruh bidang"}
    assert text(ident, "nama_sop") == "Pelayanan Tamu"


def test_two_lists_in_one_cell_part_where_their_labels_begin() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 660), (50, 160)))
    page.words = words("DASAR HUKUM :", 45, 55) + words("KUALIFIKASI PELAKSANA :", 355, 55)
    page.words += lines("1. UU Nomor 5 tentang Arsip", "2. Perda Nomor 3", x=45, y=75)
    page.words += lines("1. Sarjana", "2. Teliti", x=355, y=75)
    ident = read(page)
    assert items(ident, "dasar_hukum") == ("UU Nomor 5 tentang Arsip", "Perda Nomor 3")
    assert items(ident, "kualifikasi_pelaksana") == ("Sarjana", "Teliti")


def test_lists_of_a_block_without_rules_part_too() -> None:
    page = Page(1, 700, 500)
    page.words = words("DASAR HUKUM :", 45, 55) + words("KUALIFIKASI PELAKSANA :", 355, 55)
    page.words += lines("1. UU Nomor 5 tentang Arsip", "2. Perda Nomor 3", x=45, y=75)
    page.words += lines("1. Sarjana", "2. Teliti", x=355, y=75)
    page.words += words("KETERKAITAN :", 45, 110) + words("PERALATAN :", 355, 110)
    page.words += lines("SOP Surat Masuk", x=45, y=125) + lines("1. Laptop", x=355, y=125)
    ident = read(page)
    assert items(ident, "kualifikasi_pelaksana") == ("Sarjana", "Teliti")
    assert items(ident, "keterkaitan") == ("SOP Surat Masuk",)
    assert items(ident, "peralatan") == ("Laptop",)


def test_labels_in_one_cell_have_the_values_at_their_height() -> None:
    page = Page(1, 700, 500, rules=lattice((300, 400, 660), (50, 130)))
    page.words = lines("NOMOR SOP", "TGL. PEMBUATAN", "TGL. REVISI", "NAMA SOP", x=305, y=60)
    page.words += words("12/SOP/2020", 405, 59) + words("7 Mei 2020", 405, 71) + words("Tamu", 405, 95)
    ident = read(page)
    assert [text(ident, f) for f in ("nomor_sop", "tanggal_pembuatan", "tanggal_revisi", "nama_sop")] == [
        "12/SOP/2020",
        "7 Mei 2020",
        "",
        "Tamu",
    ]


def test_a_value_that_was_not_read_takes_nothing_from_further_down() -> None:
    ident = read(block([("Nomor SOP", ""), ("Tanggal Pembuatan", ""), ("Nama SOP", "Tamu")]))
    assert [text(ident, f) for f in ("nomor_sop", "tanggal_pembuatan", "nama_sop")] == ["", "", "Tamu"]


def test_a_line_of_a_list_that_reads_like_its_label() -> None:
    right = lines("Peralatan :", "Laptop, Kertas", x=355, y=75)
    assert "Laptop" in text(lists([], right), "peralatan")


def test_a_label_with_its_value_close_behind() -> None:
    page = Page(1, 700, 500)
    page.words = words("Nomor SOP", 60, 60) + words("12/SOP", 150, 60)
    page.words += words("TGL. PEMBUATAN 18 April 2023", 60, 75)
    page.words += words("Nama SOP", 60, 90) + words("Tamu", 150, 90)
    ident = read(page)
    assert text(ident, "nomor_sop") == "12/SOP"
    assert text(ident, "tanggal_pembuatan") == "18 April 2023"


def test_texts_that_belong_to_no_field_are_told() -> None:
    page = block([*SCALARS, ("Sifat Naskah", "Terbatas")], ("DINAS Y",))
    told = {d.isi["teks"] for d in read(page).keraguan}
    assert told == {"Sifat Naskah", "Terbatas"}


def test_lists_go_on_over_the_page_without_a_label() -> None:
    first = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 70, 160)))
    first.words = words("Keterkaitan", 45, 55) + words("Peralatan", 355, 55)
    first.words += lines("1. SOP Arsip", "2. SOP Surat", x=45, y=75) + lines("1. Laptop", x=355, y=75)
    second = Page(2, 700, 500, rules=lattice((40, 350, 660), (50, 110)))
    second.words = lines("Masuk", "3. SOP Tamu", x=60, y=60) + lines("2. Pena", x=355, y=60)
    a = block_of(first)
    b = block_of(second, a.open)
    whole = joined(a.fields, b.before)
    assert items(whole, "keterkaitan") == ("SOP Arsip", "SOP Surat Masuk", "SOP Tamu")
    assert items(whole, "peralatan") == ("Laptop", "Pena")


def test_a_cell_printed_again_on_the_next_page_goes_on_with_nothing() -> None:
    cell = RawText(teks="Mampu menulis", butir=("Mampu menulis",))
    first = RawIdentitas(kualifikasi_pelaksana=cell)
    assert joined(first, {"kualifikasi_pelaksana": cell}).kualifikasi_pelaksana == cell


@pytest.mark.parametrize(("under", "goes_on"), [("Nama SOP", True), ("Nomor SOP", False)])
def test_a_signatory_whose_cell_the_page_cuts_goes_on_over_the_name_of_the_sop(
    under: str, goes_on: bool
) -> None:
    first = block_of(block([*SCALARS[:3], ("Disahkan oleh", "KEPALA DINAS")]))
    page = Page(2, 700, 500)
    page.rules = lattice(XS[1:], (30, 60, 80, 100))
    page.words = words("ANI WATI", XS[2] + 3, 40) + words(under, XS[1] + 3, 66)
    page.words += words("12 Tamu", XS[2] + 3, 66) + words("Unit Kerja", XS[1] + 3, 86)
    who = joined(first.fields, block_of(page, first.open).before).disahkan_oleh
    assert who is not None and who.baris == (("KEPALA DINAS", "ANI WATI") if goes_on else ("KEPALA DINAS",))


def test_an_empty_left_column_leaves_the_right_one_in_its_place() -> None:
    first = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 70, 160)))
    first.words = words("Keterkaitan", 45, 55) + words("Peralatan", 355, 55) + lines("1. Laptop", x=355, y=75)
    second = Page(2, 700, 500, rules=lattice((40, 350, 660), (50, 110)))
    second.words = lines("2. Pena", x=355, y=60)
    a = block_of(first)
    assert set(block_of(second, a.open).before) == {"peralatan"}


def test_a_label_nobody_can_read_is_known_by_its_neighbours() -> None:
    rows = [SCALARS[0], SCALARS[1], ("Txxgl Rvs", "8 Mei 2021"), SCALARS[2], SCALARS[3]]
    ident = read(block(rows))
    assert text(ident, "tanggal_revisi") == "8 Mei 2021"
    assert [(d.kode.value, d.jalur) for d in ident.keraguan] == [("label_meragukan", "/tanggal_revisi")]


def test_a_heading_nobody_listed_is_the_pair_of_the_one_beside_it() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 70, 160)))
    page.words = words("Rambu Kewaspadaan", 45, 55) + words("Pencatatan dan Pendataan", 355, 55)
    page.words += lines("Jangan terlambat.", x=45, y=75) + lines("Buku agenda", x=355, y=75)
    ident = read(page)
    assert items(ident, "peringatan") == ("Jangan terlambat.",)
    assert [d.jalur for d in ident.keraguan] == ["/peringatan"]


def test_those_who_sign_side_by_side() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 250, 450, 660), (50, 70, 130, 150)))
    page.words = words("DIBUAT OLEH :", 45, 55) + words("DIPERIKSA OLEH :", 255, 55)
    page.words += words("DISETUJUI OLEH :", 455, 55) + words("Ani Wati, S.Sos", 455, 100)
    page.words += words("Kepala Dinas", 455, 135)
    field = read(page).disahkan_oleh
    assert field is not None and field.baris == ("Ani Wati, S.Sos", "Kepala Dinas")


def test_labels_centred_over_their_lists() -> None:
    page = Page(1, 700, 500)
    page.words = words("DASAR HUKUM", 140, 55) + words("KUALIFIKASI PELAKSANA", 440, 55)
    long = "Peraturan Presiden tentang jaringan dokumentasi hukum"
    page.words += lines(f"1. {long}", f"2. {long}", x=45, y=75)
    right = "Memahami peraturan dan layanan perpustakaan hukum"
    page.words += lines(f"1. {right}", "2. Teliti", "3. Sabar", x=345, y=75)
    ident = read(page)
    assert items(ident, "dasar_hukum") == (long, long)
    assert items(ident, "kualifikasi_pelaksana") == (right, "Teliti", "Sabar")


def test_a_stamp_over_a_value_is_no_part_of_it() -> None:
    page = block([*SCALARS[:3], ("Nama SOP", "Pelayanan KABUPATEN Tamu")])
    page.words = [replace(w, pen=True, confidence=0.4) if w.text == "KABUPATEN" else w for w in page.words]
    name = read(page).nama_sop
    assert name is not None and (name.teks, name.pena) == ("Pelayanan Tamu", "KABUPATEN")


def test_an_item_cut_by_the_page_goes_on_without_any_marker() -> None:
    first = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 70, 160)))
    first.words = words("Dasar Hukum", 45, 55) + words("Peralatan", 355, 55)
    first.words += lines("1. UU Arsip", "2. Perwali Nomor 1 Tahun", x=45, y=75) + lines(
        "1. Pena", x=355, y=75
    )
    second = Page(2, 700, 500, rules=lattice((40, 350, 660), (50, 80, 110)))
    second.words = lines("2022 tentang Tugas", x=60, y=60) + words("Keterkaitan", 45, 90)
    a = block_of(first)
    whole = joined(a.fields, block_of(second, a.open).before)
    assert items(whole, "dasar_hukum") == ("UU Arsip", "Perwali Nomor 1 Tahun 2022 tentang Tugas")


def test_a_number_that_begins_with_sop_is_no_label() -> None:
    ident = read(block([("Nomor SOP", "SOP- /KA. /IX/2025"), *SCALARS[1:]]))
    assert text(ident, "nomor_sop") == "SOP- /KA. /IX/2025"
    assert text(ident, "nama_sop") == "Pelayanan Tamu"


def test_a_letter_has_no_labels_of_the_form() -> None:
    page = Page(1, 700, 500)
    page.words = lines(
        "Nomor : 14/DK/2020", "Sifat : Segera", "Perihal : Undangan rapat", "Tanggal : 3 Mei 2020"
    )
    assert count_labels(read(page)) == 0


def test_a_field_across_the_block_does_not_hide_the_letterhead() -> None:
    page = Page(1, 700, 500)
    page.rules = [*lattice((40, 300, 400, 660), (50, 80, 110)), *lattice((40, 660), (110, 140))]
    page.words = [
        *words("DINAS PERHUBUNGAN", 60, 58),
        *(words("Nomor SOP", 303, 58) + words("12/SOP/2020", 403, 58)),
        *(words("Tanggal Pembuatan", 303, 88) + words("7 Januari 2020", 403, 88)),
        *words("Nama SOP : Pelayanan Tamu", 43, 118),
    ]
    ident = read(page)
    assert ident.kepala == ("DINAS PERHUBUNGAN",)
    assert text(ident, "nama_sop") == "Pelayanan Tamu"


def test_a_label_that_nobody_listed_is_no_value_of_an_empty_field_before_it() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP :", "Registrasi :", "Tanggal Pembuatan :", "Masa Laku :", "Nama SOP : Tamu")
    ident = read(page)
    assert (text(ident, "nomor_sop"), text(ident, "tanggal_pembuatan")) == ("", "")
    assert text(ident, "nama_sop") == "Tamu"


def test_headings_of_lists_left_open_are_no_items() -> None:
    for printed in (
        ("A. Dasar Hukum", "B. Kualifikasi", "C. Hubungan", "D. Peralatan", "E. Peringatan"),
        ("Dasar Hukum :", "Kualifikasi :", "Hubungan :", "Peralatan :", "Peringatan :"),
    ):
        page = Page(1, 700, 500)
        page.words = lines(*printed)
        ident = read(page)
        assert text(ident, "dasar_hukum") == text(ident, "kualifikasi_pelaksana") == ""


def test_a_label_beside_an_empty_cell_has_its_list_under_both() -> None:
    page = Page(1, 700, 500)
    page.rules = [*lattice((40, 300, 400), (50, 66)), *lattice((40, 300, 600), (66, 130, 146))]
    page.rules += lattice((400, 600), (50, 66))
    page.words = words("Dasar Hukum", 44, 54) + words("Kualifikasi Pelaksana", 304, 54)
    page.words += lines("1. UU Nomor 5", x=44, y=72) + lines(
        "1. Mampu menulis", "2. Mampu berhitung", x=304, y=72
    )
    page.words += words("Keterkaitan", 44, 134) + words("Peralatan", 304, 134)
    found = read(page).kualifikasi_pelaksana
    assert found is not None and found.butir == ("Mampu menulis", "Mampu berhitung")


def test_a_list_left_open_in_a_column_of_labels() -> None:
    page = Page(1, 700, 500)
    rows = (
        ("Dasar Hukum", "1. UU Nomor 5"),
        ("Kualifikasi Pelaksana", "1. Mampu menulis"),
        ("Keterkaitan", ""),
        ("Alat Kerja", "1. Komputer"),
        ("Peringatan", "Bila terlambat izin terhambat"),
    )
    page.rules = lattice((40, 220, 660), [50 + 20 * n for n in range(6)])
    for n, (label, value) in enumerate(rows):
        page.words += words(label, 44, 54 + 20 * n) + words(value, 224, 54 + 20 * n)
    ident = read(page)
    assert text(ident, "keterkaitan") == ""
    assert ident.peralatan is not None and ident.peralatan.butir == ("Komputer",)


def test_a_line_that_says_the_label_again_is_no_item() -> None:
    page = Page(1, 700, 500)
    own = ("Keterkaitan :", "SOP ini terkait dengan :", "1. SOP Surat Masuk", "2. SOP Rapat")
    page.words = lines("Nomor SOP : 1/2020", "Nama SOP : Tamu", *own)
    found = read(page).keterkaitan
    assert found is not None and found.butir == ("SOP Surat Masuk", "SOP Rapat")


def test_a_line_under_its_label_that_names_the_same_heads_a_part_of_the_list() -> None:
    page = Page(1, 700, 500)
    page.rules = lattice((40, 360, 660), (50, 70, 130))
    page.words = lines("Keterkaitan :", x=44, y=54) + lines("Peralatan / Perlengkapan :", x=364, y=54)
    page.words += lines("Peralatan :", "Komputer dan pencetak kartu", x=364, y=76)
    found = read(page).peralatan
    assert found is not None and found.teks.endswith("Komputer dan pencetak kartu")


def test_lines_over_the_block_do_not_hide_the_letterhead() -> None:
    page = block(SCALARS, ("PEMERINTAH KABUPATEN X", "DINAS Y"))
    page.words += lines("NOMOR :", "TANGGAL : Juli 2013", x=50, y=10)
    assert read(page).kepala == ("PEMERINTAH KABUPATEN X", "DINAS Y")


def test_what_a_stamp_left_behind_a_label_is_no_value() -> None:
    page = Page(1, 700, 500)
    page.rules = [*lattice((40, 200), (50, 70, 130, 150)), *lattice((200, 480), (50, 70, 150))]
    page.words = words("Nomor SOP", 44, 54) + words("12/SOP/2020", 204, 54) + words("Disahkan oleh", 44, 74)
    page.words += words("EM E", 180, 90) + words("Nama SOP", 44, 134) + words("Izin Usaha Mikro", 204, 134)
    page.words += words("KEPALA DINAS", 204, 74) + words("ANI WATI", 204, 112)
    ident = read(page)
    assert text(ident, "disahkan_oleh") == "KEPALA DINAS ANI WATI"
    assert text(ident, "nama_sop") == "Izin Usaha Mikro"


def test_a_list_left_open_beside_one_whose_label_nobody_listed() -> None:
    page = Page(1, 700, 500)
    page.rules = lattice((40, 350, 660), (50, 110, 170))
    for x, y, own in (
        (44, 54, ("Dasar Hukum :", "1. UU Nomor 5")),
        (354, 54, ("Kualifikasi Pelaksana :", "1. Mampu menulis")),
        (44, 114, ("Peringatan : -",)),
        (354, 114, ("Pendokumentasian :", "1. Buku register", "2. Lembar catatan")),
    ):
        page.words += lines(*own, x=x, y=y)
    ident = read(page)
    assert text(ident, "peringatan") == "-"
    assert ident.pencatatan is not None and ident.pencatatan.butir == ("Buku register", "Lembar catatan")


def test_a_title_over_a_block_without_rules_parts_no_columns() -> None:
    page = Page(1, 700, 500)
    page.words = words("STANDAR OPERASIONAL PROSEDUR PELAYANAN", 260, 40)
    rows = (("Nomor SOP", "12/2020"), ("Tanggal Efektif", "2 Mei 2020"), ("Disahkan oleh", "Kepala Dinas"))
    for n, (label, value) in enumerate(rows):
        page.words += words(label, 350, 60 + 20 * n) + words(value, 460, 60 + 20 * n)
    page.words += words("PEMERINTAH KABUPATEN X", 60, 78) + words("DINAS PERIZINAN", 70, 90)
    page.words += words("ANI WATI", 460, 112)
    ident = read(page)
    assert text(ident, "disahkan_oleh") == "Kepala Dinas ANI WATI"
    assert text(ident, "tanggal_efektif") == "2 Mei 2020"


def test_who_signs_is_told_by_a_title_where_the_label_is_unknown() -> None:
    page = block([*SCALARS, ("Yang Mengesahkan", "Camat Drs. ANI WATI")])
    assert text(read(page), "disahkan_oleh") == "Camat Drs. ANI WATI"


@pytest.mark.parametrize(
    ("over", "place"),
    [
        ("tentang Arsip", "/dasar_hukum/0"),
        ("2. Perda Arsip", "/dasar_hukum/1"),
        ("Surat", "/dasar_hukum"),
        ("", "/dasar_hukum"),
    ],
)
def test_a_line_cut_off_in_a_list_is_told_at_its_item(over: str, place: str) -> None:
    items = ("UU Nomor 5 tentang Arsip", "Perda Arsip")
    laws = RawText(teks=" ".join(items), butir=items, halaman=1, kotak=(40.0, 100.0, 300.0, 140.0))
    cut = LeftOut(Box(40, 120, 300, 122), Kode.BARIS_TERPOTONG, (("sesudah", over),))
    assert field_at(RawIdentitas(dasar_hukum=laws), cut, 1) == place
    assert field_at(RawIdentitas(dasar_hukum=laws), cut, 2) == ""


HEADINGS = (
    ("Dasar Hukum", "Kualifikasi Pelaksana"),
    ("Keterkaitan", "Peralatan/Perlengkapan"),
    ("Peringatan", "Pencatatan dan Pendataan"),
)


@pytest.mark.parametrize("lost", [0, 1, 2])
@pytest.mark.parametrize("inside", [False, True])
def test_a_row_of_lists_of_which_nobody_listed_either_heading(lost: int, inside: bool) -> None:
    page = Page(1, 700, 500)
    page.rules = lattice((40, 350, 660), [50 + 40 * n for n in range(4)])
    page.rules += [] if inside else lattice((40, 350, 660), [66 + 40 * n for n in range(3)])
    for n, pair in enumerate(HEADINGS):
        names = ("Landasan Yuridis", "Syarat Petugas") if n == lost else pair
        for x, name, item in zip((44, 354), names, ("Kiri", "Kanan"), strict=True):
            page.words += words(name + " :", x, 54 + 40 * n) + words(f"1. {item} {n}", x, 72 + 40 * n)
    page.words += words("Nomor SOP : 12/2020", 44, 20)
    block = block_of(page)
    found = [getattr(block.fields, name) for pair in zip(KIRI, KANAN, strict=True) for name in pair]
    assert [f.butir for f in found] == [(f"{side} {n}",) for n in range(3) for side in ("Kiri", "Kanan")]
    told = {d.jalur for d in block.fields.keraguan if d.kode is Kode.LABEL_MERAGUKAN}
    assert told == {f"/{KIRI[lost]}", f"/{KANAN[lost]}"}


def test_labels_side_by_side_of_which_nobody_listed_one() -> None:
    page = Page(1, 700, 500)
    page.rules = lattice((40, 160, 340, 470, 660), (50, 70, 90, 130))
    rows = (
        ("Nomor SOP", "12/SOP/2020", "Judul Dokumen", "Izin Usaha Mikro"),
        ("Tanggal Pembuatan", "2 Mei 2020", "Tanggal Pemutakhiran", "3 Juni 2021"),
        ("Tanggal Efektif", "4 Juli 2021", "Disahkan oleh", "KEPALA DINAS"),
    )
    for n, row in enumerate(rows):
        for x, cell in zip((44, 164, 344, 474), row, strict=True):
            page.words += words(cell, x, 54 + 20 * n)
    ident = read(page)
    assert text(ident, "nomor_sop") == "12/SOP/2020" and text(ident, "nama_sop") == "Izin Usaha Mikro"
    assert text(ident, "tanggal_revisi") == "3 Juni 2021"


@pytest.mark.parametrize(
    ("rows", "field", "value"),
    [
        ((("Nomor", "Registrasi", "12/SOP/2020"), ("Nama SOP", "", "Tamu")), "nomor_sop", "12/SOP/2020"),
        ((("Nomor SOP", "", "12/SOP/2020"), ("Judul", "Dokumen", "Izin Usaha")), "nama_sop", "Izin Usaha"),
        ((("Nomor Register", "", "01"), ("Nama SOP", "", "Tamu")), "nomor_sop", "01"),
    ],
)
def test_labels_that_nobody_listed_over_two_lines(
    rows: tuple[tuple[str, str, str], ...], field: str, value: str
) -> None:
    rows = (*rows, ("Tanggal Efektif", "", "4 Juli 2021"), ("Tanggal Revisi", "", "5 Juli 2021"))
    page = Page(1, 700, 500)
    page.rules = lattice((240, 340, 660), [50 + 26 * n for n in range(len(rows) + 1)])
    for n, (first, second, own) in enumerate(rows):
        page.words += words(first, 244, 53 + 26 * n) + words(second, 244, 64 + 26 * n)
        page.words += words(own, 344, 56 + 26 * n)
    assert text(read(page), field) == value


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("SOP/07/DKC/2022", "nomor_sop"),
        ("065/ 45 /ORG", "nomor_sop"),
        ("7 Des 2022", "tanggal_pembuatan"),
        ("07-12-2022", "tanggal_pembuatan"),
        ("Camat Drs. Budi Santosa", "disahkan_oleh"),
        ("Izin Usaha Mikro", "nama_sop"),
    ],
)
def test_what_a_value_may_be(value: str, kind: str) -> None:
    assert kinds_of([value])[0] == kind
