"""Labels of lists that end what stands over them: at the height of others, over two lines, listed or not."""

from __future__ import annotations

from dataclasses import replace

from extract.table.emphasis import with_bold
from extract.table.identity import read_block
from extract.table.tables import tables_on
from schemas.page import Box, Page, Word
from schemas.raw import RawIdentitas
from schemas.tinjauan import Kode
from tests.support.paper import lattice, words

LEFT, RIGHT, PITCH = 45.0, 355.0, 12.0


def lines(*printed: str, x: float = LEFT, y: float = 60) -> list[Word]:
    """Lines under one another; those in capitals after "**" are bold."""
    out: list[Word] = []
    for n, line in enumerate(printed):
        bold = line.startswith("**")
        out += [replace(w, bold=bold) for w in words(line.removeprefix("**"), x, y + PITCH * n)]
    return out


def read(page: Page) -> RawIdentitas:
    grids, _ = tables_on(page)
    return read_block(page, Box(0, 0, page.width, page.height), grids).fields


def lists(ident: RawIdentitas) -> dict[str, tuple[str, ...]]:
    names = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
    return {k: found.butir for k in names if (found := getattr(ident, k)) is not None}


def test_lists_without_rules_whose_sides_are_turned_round() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Kualifikasi Pelaksana", "Sarjana") + lines(
        "Dasar Hukum", "1. UU Arsip", "2. Perda", x=RIGHT
    )
    page.words += lines("Peralatan", "1. Rak", "2. Meja", y=100) + lines(
        "Keterkaitan", "SOP Tamu", x=RIGHT, y=100
    )
    assert lists(read(page)) == {
        "kualifikasi_pelaksana": ("Sarjana",),
        "dasar_hukum": ("UU Arsip", "Perda"),
        "peralatan": ("Rak", "Meja"),
        "keterkaitan": ("SOP Tamu",),
    }


def test_a_list_in_one_cell_with_the_letterhead_begins_beside_the_next_ones() -> None:
    """No rule is drawn across the left column; one of its labels is in no list."""
    page = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 200)))
    page.words = lines("PEMERINTAH KOTA X", "", "Dasar Hukum", "1. UU Arsip", "2. Perda")
    page.words += lines("Hubungan Kerja", "1. SOP Tamu", "2. SOP Surat", y=140)
    page.words += lines("Nomor SOP   12/SOP/2020", "Nama SOP    Tamu", x=RIGHT)
    page.words += lines("KUALIFIKASI PELAKSANA", "1. Sarjana", x=RIGHT, y=84)
    page.words += lines("PERALATAN", "1. Rak", x=RIGHT, y=140)
    found = lists(read(page))
    assert found["dasar_hukum"] == ("UU Arsip", "Perda")
    assert found["keterkaitan"] == ("SOP Tamu", "SOP Surat")
    assert found["peralatan"] == ("Rak",)


def test_a_label_over_two_lines_up_to_its_colon() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Dasar Hukum :", "1. UU Arsip") + lines("Kualifikasi :", "1. Sarjana", x=RIGHT)
    page.words += lines("Keterkaitan dengan SOP", "lain :", "1. SOP Tamu", y=100)
    page.words += lines("Peralatan :", "1. Rak", x=RIGHT, y=100)
    assert lists(read(page))["keterkaitan"] == ("SOP Tamu",)


def test_a_label_over_two_lines_beside_its_items() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Keterkaitan :", "Peralatan dan", "Perlengkapan :", "Pencatatan :")
    page.words += lines("- SOP Tamu", "- Rak", "- Meja", "- Buku", x=200)
    assert lists(read(page)) == {
        "keterkaitan": ("SOP Tamu",),
        "peralatan": ("Rak", "Meja"),
        "pencatatan": ("Buku",),
    }


def test_a_bold_line_as_the_labels_are_ends_a_list_without_rules() -> None:
    page = Page(1, 700, 500)
    page.words = lines(
        "**Dasar Hukum", "1. UU Arsip", "**Hubungan Kerja", "1. SOP Tamu", "**Peringatan", "Awas"
    )
    assert lists(read(page))["dasar_hukum"] == ("UU Arsip",)


def test_an_empty_list_beside_one_whose_label_nobody_listed() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Dasar Hukum", "1. UU Arsip") + lines("Kualifikasi", "1. Sarjana", x=RIGHT)
    page.words += lines("Keterkaitan", "1. SOP Tamu", y=100) + lines("Peralatan", "1. Rak", x=RIGHT, y=100)
    page.words += lines("Peringatan", y=140) + lines("Penyimpanan", "1. Buku", "2. Map", x=RIGHT, y=140)
    found = lists(read(page))
    assert found["peringatan"] == ()
    assert found["pencatatan"] == ("Buku", "Map")


def test_labels_over_labels_are_no_row_over_its_values() -> None:
    rows = ["Nama SOP", "Registrasi SOP", "Tanggal Revisi", "Tanggal Efektif"]
    values = ["Penataan Berkas", "12/SOP/2020", "2 Mei 2020", "4 Juni 2020"]
    ys = [50 + 20.0 * n for n in range(len(rows) + 1)]
    page = Page(1, 700, 500, rules=lattice((300, 420, 660), ys))
    for y, label, value in zip(ys, rows, values, strict=False):
        page.words += words(label, 303, y + 5) + words(value, 423, y + 5)
    ident = read(page)
    assert ident.nama_sop and ident.nama_sop.teks == "Penataan Berkas"
    assert ident.nomor_sop and ident.nomor_sop.teks == "12/SOP/2020"


def test_two_labels_in_turn_that_nobody_listed_name_the_fields_in_their_order() -> None:
    rows = ["Nomor SOP", "Tanggal Pembuatan", "Tanggal Tinjau Ulang", "Terhitung mulai", "Disahkan oleh"]
    values = ["12/SOP/2020", "1 Mei 2020", "2 Mei 2020", "4 Juni 2020", "Kepala Dinas"]
    ys = [50 + 20.0 * n for n in range(len(rows) + 1)]
    page = Page(1, 700, 500, rules=lattice((300, 440, 660), ys))
    for y, label, value in zip(ys, rows, values, strict=False):
        page.words += words(label, 303, y + 5) + words(value, 443, y + 5)
    ident = read(page)
    assert ident.tanggal_revisi and ident.tanggal_revisi.teks == "2 Mei 2020"
    assert ident.tanggal_efektif and ident.tanggal_efektif.teks == "4 Juni 2020"


def test_lists_without_rules_go_on_in_their_columns_on_the_next_page() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Dasar Hukum", "1. UU Arsip") + lines("Kualifikasi", "1. Sarjana", x=RIGHT)
    page.words += lines("Peringatan", y=460) + lines("Pencatatan", "1. Buku", x=RIGHT, y=460)
    grids, _ = tables_on(page)
    open_lists = read_block(page, Box(0, 0, 700, 500), grids).open
    after = Page(2, 700, 500)
    after.words = lines("1. Bila berkas hilang layanan berhenti") + lines("2. Map", "3. Laporan", x=RIGHT)
    before = read_block(after, Box(0, 0, 700, 500), (), open_lists).before
    assert before["peringatan"].butir == ("Bila berkas hilang layanan berhenti",)
    assert before["pencatatan"].butir == ("Map", "Laporan")


def test_a_bold_heading_that_the_form_does_not_have_ends_the_list_over_it() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 130)))
    page.words = lines("**Peringatan", "1. Jangan terlambat", "**Ruang Lingkup", "Seluruh unit")
    page.words += lines("**Pencatatan", "1. Buku", x=RIGHT)
    assert lists(read(page))["peringatan"] == ("Jangan terlambat",)


def test_what_no_field_of_lines_without_rules_holds_is_told() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP : 12/SOP/2020", "Tanggal Efektif : 2 Mei 2020", "Nama SOP : Tamu")
    page.words += lines(
        "**Dasar Hukum", "1. UU Arsip", "**Hubungan Kerja", "1. SOP Tamu", "**Kualifikasi", "Ahli", y=110
    )
    assert [d.isi["teks"] for d in read(page).keraguan] == ["Hubungan Kerja 1. SOP Tamu"]


def test_a_label_that_nobody_listed_over_two_lines_beside_its_value() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 660), (50, 130)))
    page.words = lines("Nomor SOP", "Tanggal Efektif", "Nama Tata", "Kerja", "Disahkan oleh", x=300)
    page.words += lines("12/SOP/2020", "2 Mei 2020", "Pelayanan Tamu", "", "Camat", x=450)
    ident = read(page)
    assert ident.nama_sop and ident.nama_sop.teks == "Pelayanan Tamu"


def test_a_label_left_open_in_a_column_of_labels_takes_no_value_of_the_next() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 660), (50, 150)))
    page.words = words("PEMERINTAH KOTA X", 400, 53)
    page.words += lines("Nama SOP", "Nomor SOP", "Tanggal Dibuat", "Tanggal Terbaru", "Mulai Berlaku", y=70)
    page.words += lines("Tamu Kantor", "12/SOP/2020", "2 Mei 2020", "", "4 Juni 2020", x=250, y=70)
    ident = read(page)
    assert ident.nama_sop and ident.nama_sop.teks == "Tamu Kantor"
    assert ident.tanggal_pembuatan and ident.tanggal_pembuatan.teks == "2 Mei 2020"
    assert ident.tanggal_efektif and ident.tanggal_efektif.teks == "4 Juni 2020"


def test_one_item_with_a_bare_number_where_other_lists_are_counted_so() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Dasar Hukum", "1 UU Arsip", "2 Perda") + lines("Peralatan", "1 Rak arsip", x=RIGHT)
    assert lists(read(page))["peralatan"] == ("Rak arsip",)


def test_a_line_like_a_label_among_the_items_of_a_list_is_told_at_the_list() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 350, 660), (50, 200)))
    page.words = lines("Peringatan", "1. Jangan terlambat", "Blangko Kerja", "1. Formulir A", "2. Formulir B")
    page.words += lines("Pencatatan", "1. Buku", "2. Map", x=RIGHT)
    ident = read(page)
    assert [(d.kode, d.jalur) for d in ident.keraguan] == [(Kode.JUDUL_DALAM_DAFTAR, "/peringatan")]


def test_strokes_tell_bold_print_in_pixels() -> None:
    page = Page(1, 700, 500, source="piksel")
    plain = [w for n in range(6) for w in words("kalimat biasa panjang", LEFT, 60 + PITCH * n)]
    head = words("Blangko yang Dipakai", LEFT, 150)
    drawn = [replace(w, stroke=1.15) for w in plain] + [replace(w, stroke=1.5) for w in head]
    bold = {w.text for w in with_bold(drawn, Box(0, 0, page.width, page.height)) if w.bold}
    assert bold == {"Blangko", "yang", "Dipakai"}
    other = replace(head[0], stroke=1.3, pen=True)
    assert not any(w.bold for w in with_bold([*drawn[:-3], other], Box(0, 0, 700, 500)))


def test_a_centred_label_begins_its_column_with_the_items_under_it() -> None:
    page = Page(1, 900, 500)
    page.words = words("KETERKAITAN", 180, 60) + words("Peralatan", 640, 60)
    page.words += lines("SOP Pemindahan Arsip", "SOP Tamu", y=72)
    page.words += lines("1. Meja baca", "2. Komputer dan printer", x=510, y=72)
    found = lists(read(page))
    assert found["peralatan"] == ("Meja baca", "Komputer dan printer")


def test_a_label_whose_full_stop_was_read_apart_is_one_label() -> None:
    def date(label: str, y: float, value: str) -> list[Word]:
        first, rest = label.split(" . ")
        stop = Word(".", Box(LEFT + 17, y + 4, LEFT + 18, y + 8), confidence=0.99)
        return [*words(first, LEFT, y), stop, *words(rest, LEFT + 25, y), *words(value, 200, y)]

    page = Page(1, 700, 500)
    page.words = words("Nomor SOP", LEFT, 48) + words("12/SOP/2020", 200, 48)
    page.words += date("TGL . REVISI", 60, "1 Mei 2020") + date("Tgl . Berlaku", 72, "6 Juni 2020")
    ident = read(page)
    assert ident.tanggal_revisi and ident.tanggal_revisi.teks == "1 Mei 2020"
    assert ident.tanggal_efektif and ident.tanggal_efektif.teks == "6 Juni 2020"


def test_markers_whose_full_stop_was_read_apart() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Peralatan", "a. Rak", "b . Meja", "c . Lampu")
    assert lists(read(page))["peralatan"] == ("Rak", "Meja", "Lampu")


def test_who_signs_over_the_next_label_is_no_part_of_its_value() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP", "Disahkan oleh") + lines("12/SOP/2020", "Camat Air Hitam", x=200)
    page.words += words("Ani Wati", 200, 112) + words("Judul SOP", LEFT, 124) + words("Pelayanan", 200, 124)
    page.words += words("Tamu", 200, 136)
    ident = read(page)
    assert ident.disahkan_oleh and ident.disahkan_oleh.teks == "Camat Air Hitam Ani Wati"
    assert ident.nama_sop and ident.nama_sop.teks == "Pelayanan Tamu"


def test_a_label_that_nobody_listed_is_parted_from_its_value_by_the_column_of_values() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nama SOP", "", "Tata urut pada", "Tgl Efektif", "Kode SOP")
    page.words += lines("Pelayanan Tamu", "Kantor", "04 Mei 2020", "2 Juni 2020", "7/SOP", x=LEFT + 60)
    ident = read(page)
    assert ident.nama_sop and ident.nama_sop.teks == "Pelayanan Tamu Kantor"


def test_what_begins_left_of_a_short_field_is_not_of_its_value() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP : 12/SOP/2020", "Nama SOP : Tamu", x=RIGHT)
    page.words += lines("Kaitan Kerja:", "SOP Surat", y=90)
    ident = read(page)
    assert ident.nama_sop and ident.nama_sop.teks == "Tamu"


def test_a_bold_line_ends_a_list_whose_label_is_not_bold() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Pencatatan", "-", "**Blangko Kerja", "Formulir A")
    assert lists(read(page))["pencatatan"] == ()


def test_short_fields_end_over_a_list_across_the_page_whose_label_nobody_listed() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP  ", "PEMERINTAH KOTA X", "", x=RIGHT)[:2] + words(
        "12/SOP/2020", RIGHT + 110, 60
    )
    page.words += words("Tanggal Efektif", RIGHT, 72) + words("2 Mei 2020", RIGHT + 110, 72)
    page.words += (
        words("PEMERINTAH KOTA X", 120, 72) + words("Nama SOP", RIGHT, 84) + words("Tamu", RIGHT + 110, 84)
    )
    long = "1. Peraturan Daerah tentang Kearsipan dan Perpustakaan serta Pengelolaan Naskah Kuno Daerah"
    page.words += lines("Rujukan Pokok", long, "2. Perda", "Keterkaitan", "SOP Surat", y=96)
    ident = read(page)
    assert ident.tanggal_efektif and ident.tanggal_efektif.teks == "2 Mei 2020"
    assert ident.nama_sop and ident.nama_sop.teks == "Tamu"
    assert any("Naskah Kuno" in d.isi["teks"] for d in ident.keraguan)


def test_a_block_with_a_frame_alone_whose_title_stands_over_both_columns() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 660), (30, 180)))
    page.words = words("SEKRETARIAT DAERAH KOTA X", 300, 36)
    page.words += lines("Nomor SOP", "Nama SOP", y=48) + lines("12/SOP/2020", "Tamu", x=150, y=48)
    page.words += lines("Tgl. Revisi", "Tanggal Terap", x=RIGHT, y=48)
    page.words += lines("2 Mei 2020", "4 Juni 2020", x=RIGHT + 100, y=48)
    page.words += lines("Dasar Hukum", "1. UU Arsip", y=84) + lines("Kualifikasi", "1. Ahli", x=RIGHT, y=84)
    page.words += lines("Peringatan", "Awas", y=120) + lines("Pencatatan", "1. Buku", x=RIGHT, y=120)
    ident = read(page)
    assert ident.nomor_sop and ident.nomor_sop.teks == "12/SOP/2020"
    assert (
        ident.tanggal_efektif and ident.tanggal_efektif.teks == "4 Juni 2020"
    )  # as the one known value stands
    assert lists(ident) == {
        "dasar_hukum": ("UU Arsip",),
        "kualifikasi_pelaksana": ("Ahli",),
        "peringatan": ("Awas",),
        "pencatatan": ("Buku",),
    }


def test_the_one_list_that_the_form_has_between_two_others_is_told_by_its_place() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP : 12/SOP/2020", "Nama SOP : Tamu")
    page.words += lines(
        "Aturan Pokok", "- UU Arsip", "Kualifikasi", "- Ahli", "Keterkaitan", "SOP Surat", y=100
    )
    page.words += lines("Piranti", "- Rak", "- Meja", "Peringatan", "- Awas", y=172)
    ident = read(page)
    assert lists(ident)["dasar_hukum"] == ("UU Arsip",)
    told = {d.jalur for d in ident.keraguan if d.kode is Kode.LABEL_MERAGUKAN}
    assert "/dasar_hukum" in told


def test_labels_set_in_the_middle_over_lists_across_the_page() -> None:
    """The first of them, which nobody listed, is no part of the name over it."""
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP :", "Nama SOP :", x=300) + lines("12/SOP/2020", "Tamu", x=440)
    y = 90.0
    for label, items in (
        ("Kaitan Lain:", ("a. SOP Surat", "b. SOP Rapat")),
        ("Peralatan:", ("a. Rak",)),
        ("Dasar Hukum:", ("a. UU Arsip",)),
        ("Kualifikasi:", ("a. Ahli",)),
        ("Peringatan:", ("a. Awas",)),
        ("Pencatatan:", ("a. Buku",)),
    ):
        page.words += words(label, 360 - 2 * len(label), y) + lines(*items, y=y + PITCH)
        y += PITCH * (1 + len(items))
    ident = read(page)
    assert ident.nama_sop and ident.nama_sop.teks == "Tamu"
    assert lists(ident) == {
        "keterkaitan": ("SOP Surat", "SOP Rapat"),
        "peralatan": ("Rak",),
        "dasar_hukum": ("UU Arsip",),
        "kualifikasi_pelaksana": ("Ahli",),
        "peringatan": ("Awas",),
        "pencatatan": ("Buku",),
    }


def test_a_dash_is_the_value_of_a_label_that_nobody_listed() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Kode SOP :", "Tgl Dibuat :", "Perubahan Akhir :", "Terhitung Mulai :", "Otorisasi :")
    page.words += lines("7/SOP", "1 Mei 2020", "-", "4 Juni 2020", "Drs. Ani Wati", x=150)
    page.words += words("Nama SOP :", LEFT, 120) + words("Tamu", 150, 120)
    ident = read(page)
    assert ident.tanggal_efektif and ident.tanggal_efektif.teks == "4 Juni 2020"
    assert ident.disahkan_oleh and ident.disahkan_oleh.teks == "Drs. Ani Wati"


def test_a_label_that_nobody_listed_beside_its_items_under_other_lists() -> None:
    page = Page(1, 700, 500)
    page.words = words("Dasar Hukum", 60, 60) + lines("1 UU Arsip", "2 Perda", x=200)
    page.words += words("Keterkaitan", 60, 96) + lines("1 SOP Tamu", "2 SOP Surat", x=200, y=96)
    page.words += words("Sarana", 70, 120) + lines("1 Rak", "2 Meja", x=200, y=120)
    page.words += words("Peringatan", 62, 144) + words("-", 200, 144)
    assert lists(read(page)) == {
        "dasar_hukum": ("UU Arsip", "Perda"),
        "keterkaitan": ("SOP Tamu", "SOP Surat"),
        "peralatan": ("Rak", "Meja"),
        "peringatan": (),
    }


def test_a_label_to_the_letter_over_two_lines() -> None:
    page = Page(1, 700, 500)
    page.words = lines("**Keterkaitan dengan SOP", "**lain") + lines("**Peralatan", "Rak", x=RIGHT)
    page.words += lines("**Peringatan", "Awas", y=100) + lines("**Pencatatan", "Buku", x=RIGHT, y=100)
    assert lists(read(page))["keterkaitan"] == ()


def test_columns_parted_by_upright_rules_alone() -> None:
    page = Page(1, 700, 500, rules=lattice((40, 150, 660), (30, 150)))
    page.words = lines("Nomor SOP", "Tgl. Revisi", "Nama SOP", y=36)
    page.words += lines(": 12/SOP/2020", ": 2 Mei 2020", ": Tamu", x=153, y=36)
    page.words += lines("Dasar Hukum", "1. UU Arsip Nasional baru", y=72)
    page.words += words("Kualifikasi", 250, 72) + words("1. Ahli", 153, 84)
    page.words += lines("Peringatan", "Awas", y=108) + words("Pencatatan", 252, 108) + words("Buku", 153, 120)
    ident = read(page)
    assert ident.nomor_sop and ident.nomor_sop.teks == "12/SOP/2020"
    assert lists(ident) == {
        "dasar_hukum": ("UU Arsip Nasional baru",),
        "kualifikasi_pelaksana": ("Ahli",),
        "peringatan": ("Awas",),
        "pencatatan": ("Buku",),
    }


def test_items_on_the_next_page_are_not_of_the_list_over_a_heading_that_nobody_listed() -> None:
    page = Page(1, 700, 500)
    page.words = lines("Nomor SOP : 12/SOP/2020", "Nama SOP : Tamu")
    page.words += lines("**Dasar Hukum", "- UU Arsip", "**Peringatan", "- Awas", "**Jejak Kerja", y=100)
    grids, _ = tables_on(page)
    assert "peringatan" not in read_block(page, Box(0, 0, page.width, page.height), grids).open
