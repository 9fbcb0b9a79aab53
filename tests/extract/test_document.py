"""Pages to SOPs: identity blocks, tables over pages, other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.document import Seen, pages_to_sops
from extract.sop import whole_number
from extract.sources.page_source import Look, PageSource
from schemas.page import Box, Page, Picture, Word
from schemas.raw import RawHalaman, RawSop
from schemas.record import Tinjauan
from schemas.tinjauan import Kode, tinjauan
from tests.support.paper import (
    BODY,
    DOWN,
    LEFT,
    ROW,
    STEPS,
    TOP,
    XS,
    box,
    diamond,
    form,
    h,
    head,
    lane_x,
    line,
    pentagon,
    row_y,
    v,
    words,
)

MORE = (("4", "Mengarsipkan surat", "Surat", "5 Menit", "Arsip", ""), ("5", "Melapor", "", "1 Jam", "", ""))


def source(page: Page, look: Look | None = None) -> PageSource:
    return PageSource(page.number, lambda: (page, look))


def read(*pages: Page) -> tuple[list[RawSop], list[RawHalaman]]:
    return pages_to_sops(map(source, pages))


def block(number: int, *printed: str) -> Page:
    """A page with "label : value" lines."""
    page = Page(number, 700, 500)
    page.words = [w for n, t in enumerate(printed) for w in words(t, 60, 60 + 12 * n)]
    return page


BLOCK = ("Nomor SOP : 12/SOP/2020", "Tanggal Efektif : 7 Mei 2020", "Nama SOP : Pelayanan Tamu")


def activities(sop: RawSop) -> list[str]:
    return [x.kegiatan.teks for x in sop.langkah]


def titled(page: Page, title: str) -> Page:
    page.words += words(title, 200, TOP - 30)
    return page


def test_a_block_and_its_table_on_the_next_page() -> None:
    sops, pages = read(block(1, *BLOCK), form(STEPS, 2))
    assert len(sops) == 1
    assert sops[0].halaman == (1, 2)
    assert sops[0].identitas.nama_sop.teks == "Pelayanan Tamu"
    assert activities(sops[0]) == [s[1] for s in STEPS]
    assert [p.isi for p in pages] == ["sop", "sop"]


def test_a_block_over_two_pages() -> None:
    rest = block(2, "Dasar Hukum : 1. UU Nomor 5 Tahun 2010", "Peralatan : Laptop")
    sops, _ = read(block(1, *BLOCK), rest, form(STEPS, 3))
    assert len(sops) == 1
    assert sops[0].halaman == (1, 2, 3)
    assert sops[0].identitas.nomor_sop.teks == "12/SOP/2020"
    assert sops[0].identitas.dasar_hukum.teks.startswith("1. UU Nomor 5")


def test_labels_scattered_over_a_book_are_no_sop() -> None:
    pages = (block(1, *BLOCK), block(2, "Bab I"), block(3, "Bab II"), block(4, "Peralatan : Laptop"))
    assert [len(read(*p)[0]) for p in (pages, (*pages, form(STEPS, 5)))] == [0, 1]
    assert read(*pages)[1][0].alasan


def test_a_block_of_another_sop_starts_it() -> None:
    other = block(3, "Nomor SOP : 13/SOP/2020", "Tanggal Efektif : 8 Mei 2020", "Nama SOP : Arsip")
    sops, _ = read(block(1, *BLOCK), form(STEPS, 2), other, form(STEPS, 4))
    assert [s.identitas.nama_sop.teks for s in sops] == ["Pelayanan Tamu", "Arsip"]
    assert [s.urutan for s in sops] == [1, 2]


@pytest.mark.parametrize("with_header", [True, False])
def test_a_table_goes_on_with_and_without_its_header(with_header: bool) -> None:
    sops, _ = read(form(STEPS), form(MORE, 2, with_header))
    assert len(sops) == 1
    assert activities(sops[0]) == [s[1] for s in (*STEPS, *MORE)]


def test_it_goes_on_without_dividers_between_executors_and_moved_aside() -> None:
    later = form(MORE, 2, False)
    later.rules = [replace(r, lo=r.lo + 9, hi=r.hi + 9) if r.horizontal else replace(r, at=r.at + 9)
                   for r in later.rules if r.horizontal or r.at != XS[3]]  # fmt: skip
    later.words = [Word(w.text, Box(w.box.x0 + 9, w.box.y0, w.box.x1 + 9, w.box.y1)) for w in later.words]
    later.shapes = [box(lane_x(1) + 9, row_y(0))]
    sops, _ = read(form(STEPS), later)
    assert activities(sops[0])[3:] == ["Mengarsipkan surat", "Melapor"]
    assert [(s.langkah, s.pelaksana) for s in sops[0].simbol] == [(3, 1)]


def one_executor(page: Page) -> Page:
    """The form with a single executor, "Staf", over both columns."""
    page.words = [w for w in page.words if w.text != "Kepala"]
    page.rules = [r for r in page.rules if r.horizontal or r.at != XS[3]]
    return page


def test_executors_that_only_some_pages_have_are_told_by_name() -> None:
    few, many = one_executor(form(STEPS)), form(MORE, 2)
    few.shapes, many.shapes = [box(lane_x(1), row_y(0))], [box(lane_x(lane), row_y(lane)) for lane in (0, 1)]
    (sop,), _ = read(few, many)
    assert [p.label for p in sop.pelaksana] == ["Staf", "Kepala"]
    assert [(s.langkah, s.pelaksana) for s in sop.simbol] == [(0, 0), (3, 1), (4, 0)]
    assert [(d.kode, d.jalur) for d in sop.keraguan] == [("pelaksana_berbeda", "/pelaksana/1")]


def test_executors_in_another_order_are_told_by_name() -> None:
    second = form(MORE, 2)
    for a, b in (("Kepala", "Staf"), ("Staf", "Kepala")):
        second.words = [replace(w, text=b + "~") if w.text == a else w for w in second.words]
    second.words = [replace(w, text=w.text.rstrip("~")) for w in second.words]
    second.shapes.append(box(lane_x(0), row_y(0)))
    sops, _ = read(form(STEPS), second)
    assert [p.label for p in sops[0].pelaksana] == ["Kepala", "Staf"]
    assert [s.pelaksana for s in sops[0].simbol] == [1]


def test_a_page_with_fewer_executors_brings_no_new_ones() -> None:
    later = one_executor(form(MORE, 2))
    later.shapes = [box(lane_x(1), row_y(0))]
    (sop,), _ = read(form(STEPS), later)
    assert [p.label for p in sop.pelaksana] == ["Kepala", "Staf"]
    assert [(s.langkah, s.pelaksana) for s in sop.simbol] == [(3, 1)]


def test_another_table_does_not_go_on() -> None:
    other = Page(2, 700, 500, rules=[h(y, 100, 400) for y in (50, 80, 110)])
    other.rules += [replace(h(0, 50, 110), horizontal=False, at=x) for x in (100, 180, 260, 330, 400)]
    sops, pages = read(form(STEPS), other)
    assert len(activities(sops[0])) == 3
    assert pages[1].isi != "sop"


def test_a_new_title_and_numbers_from_1_start_an_sop() -> None:
    sops, _ = read(titled(form(STEPS), "SOP Surat"), titled(form(STEPS, 2), "SOP Arsip"))
    assert [s.judul for s in sops] == ["SOP Surat", "SOP Arsip"]


def test_a_row_cut_by_the_page_goes_on() -> None:
    cut = form([("", "dan surat jawaban", "", "", "Salinan", ""), *MORE], 2)
    sops, _ = read(form(STEPS), cut)
    rows = activities(sops[0])
    assert len(rows) == 5
    assert rows[2] == "Mengirim surat dan surat jawaban"
    assert sops[0].langkah[2].output.teks == "Tanda terima Salinan"


def test_a_cut_row_that_starts_with_a_capital_has_no_number_and_no_time() -> None:
    cut = form([("", "Desk Layanan di lantai dasar", "", "", "", ""), *MORE], 2)
    sops, _ = read(form(STEPS), cut)
    assert activities(sops[0])[2] == "Mengirim surat Desk Layanan di lantai dasar"


def test_a_letter_holds_no_sop() -> None:
    sops, pages = read(block(1, "Dengan hormat,", "Bersama ini disampaikan SOP", "untuk diketahui."))
    assert sops == []
    assert pages[0].isi != "sop"


def test_the_reader_shows_what_it_saw() -> None:
    seen: list[Seen] = []
    pages_to_sops(map(source, (block(1, *BLOCK), form(STEPS, 2))), seen.append)
    assert [(s.page.number, len(s.parts)) for s in seen] == [(1, 0), (2, 1)]


def drawn(number: int = 1, rows: Sequence[Sequence[str]] = STEPS) -> Page:
    """The form with a capsule-less flow: a box, a decision and a box, and answers at its exits."""
    page = form(rows, number)
    page.shapes = [box(lane_x(0), row_y(0)), diamond(lane_x(1), row_y(1)), box(lane_x(0), row_y(2))]
    page.connectors = [
        line((lane_x(0) + 15, row_y(0)), (lane_x(1), row_y(0)), (lane_x(1), row_y(1) - 8)),
        line((lane_x(1), row_y(1) + 8), (lane_x(1), row_y(2)), (lane_x(0) + 15, row_y(2))),
    ]
    page.heads = [head((lane_x(1), row_y(1) - 8), DOWN), head((lane_x(0) + 15, row_y(2)), (-1.0, 0.0))]
    page.words += words("Ya", lane_x(1) + 4, row_y(1) + 14)
    return page


def test_symbols_arrows_and_labels() -> None:
    sop = read(drawn())[0][0]
    assert [(s.jenis.value, s.langkah, s.pelaksana) for s in sop.simbol] == [
        ("kotak", 0, 0),
        ("belah_ketupat", 1, 1),
        ("kotak", 2, 0),
    ]
    assert [(a.a, a.b, a.label, a.halaman) for a in sop.panah] == [(0, 1, None, 1), (1, 2, "Ya", 1)]
    assert sop.keraguan == ()


def test_ids_go_on_over_pages() -> None:
    sop = read(drawn(), drawn(2, [("4", "a"), ("5", "b"), ("6", "c")]))[0][0]
    assert [s.id for s in sop.simbol] == list(range(6))
    assert [s.langkah for s in sop.simbol] == list(range(6))
    assert [(a.a, a.b) for a in sop.panah] == [(0, 1), (1, 2), (3, 4), (4, 5)]


def test_a_connector_under_the_table_is_a_symbol_without_a_row() -> None:
    page = drawn()
    page.shapes.append(pentagon(lane_x(0), BODY + 3 * ROW + 20))
    page.rules.append(replace(h(0, row_y(2) + 7, BODY + 3 * ROW + 13), horizontal=False, at=lane_x(0)))
    page.heads.append(head((lane_x(0), BODY + 3 * ROW + 13), DOWN))
    sop = read(page)[0][0]
    assert sop.simbol[3].langkah is None
    assert (2, 3) in [(a.a, a.b) for a in sop.panah]


def test_words_among_the_executors_that_belong_to_nothing_are_told() -> None:
    page = drawn()
    page.words += words("Catatan kaki", XS[2] + 2, row_y(2) + 10)
    doubts = read(page)[0][0].keraguan
    told: list[Tinjauan] = [tinjauan(d.kode, d.jalur, d.isi) for d in doubts]
    assert [t.kode for t in told] == ["kata_tak_bersel"]
    assert "Catatan kaki" in told[0].pesan


def test_words_of_a_column_that_the_form_does_not_know_are_told() -> None:
    page = form(STEPS)
    page.words = [w for w in page.words if w.text != "Keterangan"] + words("Biaya", XS[7] + 20, TOP + 16)
    sop = read(page)[0][0]
    assert [(d.kode, d.isi) for d in sop.keraguan] == [
        ("kolom_tambahan", {"kolom": "Biaya", "teks": "segera"})
    ]


def test_a_picture_is_read_into_its_page() -> None:
    """The table stands in a picture: the look adds it, and the page is told anew."""
    bare = Page(1, 700, 500, pictures=[Picture(Box(40, 60, 660, 400), (1800, 900))])
    sops, pages = pages_to_sops([source(bare, lambda page, flow: form(STEPS))])
    assert activities(sops[0]) == [s[1] for s in STEPS]
    assert pages[0].isi == "sop"


def test_the_look_is_told_where_the_flow_is() -> None:
    asked: list[Sequence[Box]] = []

    def look(page: Page, flow: Sequence[Box]) -> Page:
        asked.append(flow)
        return page

    pages_to_sops([source(form(STEPS), look), source(form(MORE, 2, False), look)])
    for flow in asked:  # on the page that goes on without a header, too
        assert [b.holds(lane_x(1), row_y(1)) and not b.holds(XS[6], row_y(1)) for b in flow] == [True]


def test_a_page_that_cannot_be_read_stops_nothing() -> None:
    def broken() -> tuple[Page, Look | None]:
        raise ValueError("damaged")

    sops, pages = pages_to_sops([source(form(STEPS)), PageSource(2, broken), source(form(MORE, 3, False))])
    assert len(activities(sops[0])) == 5
    assert [(p.isi, "damaged" in p.alasan) for p in pages] == [
        ("sop", False),
        ("gagal", True),
        ("sop", False),
    ]


def test_a_title_ends_where_its_cell_ends() -> None:
    page = form(STEPS, 1)
    page.words += words("SOP Peminjaman Ruang Rapat", 180, TOP - 30)
    page.words += words("Lampiran : Alur", 430, TOP - 30)
    open_head = read(page)[0][0].judul
    page.rules.append(v(400, TOP - 60, TOP - 10))
    assert open_head == "SOP Peminjaman Ruang Rapat Lampiran : Alur"
    assert read(page)[0][0].judul == "SOP Peminjaman Ruang Rapat"


def test_a_title_may_stand_beside_its_code() -> None:
    page = form(STEPS, 1)
    page.words += [*words("SOP-TU-07", 430, TOP - 40), *words("Peminjaman Ruang Rapat", 180, TOP - 40)]
    page.words += words("Lampiran : Alur", 430, TOP - 28)
    page.rules.append(v(400, TOP - 60, TOP - 10))
    assert read(page)[0][0].judul == "Peminjaman Ruang Rapat"


def test_fields_outside_the_form_of_a_block_over_two_pages_are_kept() -> None:
    first = block(1, *BLOCK, "Ruang Lingkup : Seluruh bidang")
    second = block(2, "Ruang Lingkup : dan cabangnya", "Dasar Hukum : UU 1")
    (sop,), _ = read(first, second, form(STEPS, 3))
    assert sop.identitas.lain["ruang_lingkup"].teks == "Seluruh bidang dan cabangnya"


def test_a_page_that_begins_with_an_activity_of_before_is_no_second_copy() -> None:
    again = ("4", STEPS[0][1], "Disposisi", "1 Hari", "Konsep", "")
    (sop,), _ = read(form(STEPS), form((again, *MORE[1:]), 2))
    assert activities(sop) == [*(s[1] for s in STEPS), STEPS[0][1], MORE[1][1]]
    assert "tabel_berulang" not in {d.kode for d in sop.keraguan}
    (once,), _ = read(form(STEPS), form(STEPS, 2))
    assert activities(once) == [s[1] for s in STEPS]
    assert "tabel_berulang" in {d.kode for d in once.keraguan}


def test_a_label_in_a_frame_is_a_label() -> None:
    page = drawn()
    page.shapes.append(box(lane_x(1) + 8, row_y(1) + 18, 14, 12))  # around its "Ya"
    sop = read(page)[0][0]
    assert len(sop.simbol) == 3
    assert [a.label for a in sop.panah] == [None, "Ya"]
    assert sop.keraguan == ()


def leftover_ink(page: Page) -> list[tuple[str, str]]:
    told = [d for d in read(page)[0][0].keraguan if d.kode == "tinta_tak_terjelaskan"]
    return [(d.jalur, d.isi["kolom"]) for d in told]


def test_all_ink_of_a_flow_that_is_read_is_explained() -> None:
    assert leftover_ink(drawn()) == []


def test_a_head_where_a_line_comes_into_another_one_is_explained() -> None:
    page = drawn()
    x, y, right = lane_x(1), row_y(1) + 22, lane_x(1) + 25
    page.connectors.append(line((x + 15, row_y(1)), (right, row_y(1)), (right, y), (x, y)))
    page.heads.append(head((x + 1, y), LEFT, 3.0))
    assert leftover_ink(page) == []


def test_a_line_that_belongs_to_no_arrow_is_told_at_its_cell() -> None:
    page = drawn()
    page.connectors.append(line((lane_x(1) - 12, row_y(2) + 8), (lane_x(1) + 12, row_y(2) + 8)))
    assert leftover_ink(page) == [("/langkah/2/simbol", page_lane(page, 1))]


def test_a_head_without_a_line_is_told() -> None:
    page = drawn()
    page.heads.append(head((lane_x(0), row_y(1)), DOWN))
    assert leftover_ink(page) == [("/langkah/1/simbol", page_lane(page, 0))]


def page_lane(page: Page, n: int) -> str:
    return read(page)[0][0].pelaksana[n].label


@pytest.mark.parametrize(
    ("printed", "read"),
    [("1 0.", "10."), ("1 2", "12"), ("(1 1)", "(11)"), ("1. a", "1. a"), ("3", "3"), ("1. 2.", "1. 2.")],
)
def test_a_number_that_a_narrow_cell_breaks(printed: str, read: str) -> None:
    assert whole_number(printed) == read


def test_a_page_whose_table_is_not_read_is_told_to_its_sop() -> None:
    first, second = form(STEPS), form([("", *STEPS[0][1:])], number=2)
    second.rules = []
    (sop,), pages = read(first, second)
    assert [h.isi for h in pages] == ["sop", "sop"]
    assert [(d.kode, d.jalur) for d in sop.keraguan] == [(Kode.ISIAN_TAK_TERBACA, "/langkah")]
    (sop,), pages = read(first, block(2, "Waktu pelayanan : 2 jam", "Produk : surat"))
    assert [h.isi for h in pages] != ["sop", "sop"]
    assert sop.keraguan == ()
