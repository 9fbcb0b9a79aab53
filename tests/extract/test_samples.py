"""Samples of the form in guidelines, and several tables under one identity block."""

from __future__ import annotations

import pytest

from extract.document import pages_to_sops
from extract.form.page_kinds import kind_of_page
from extract.form.samples import is_caption
from extract.sources.page_source import PageSource
from schemas.page import Page
from schemas.raw import RawHalaman, RawSop
from tests.support.paper import STEPS, TOP, form, words


def read(*pages: Page) -> tuple[list[RawSop], list[RawHalaman]]:
    return pages_to_sops([PageSource(p.number, lambda p=p: (p, None)) for p in pages])


def block(number: int, *printed: str) -> Page:
    page = Page(number, 700, 500)
    page.words = [w for n, t in enumerate(printed) for w in words(t, 60, 60 + 12 * n)]
    return page


def over(page: Page, text: str, up: float = 20) -> Page:
    page.words += words(text, 200, TOP - up)
    return page


BLOCK = ("Nomor SOP : 12/SOP/2020", "Tanggal Efektif : 7 Mei 2020", "Nama SOP : Pelayanan Tamu")
OTHERS = (("1", "Membuka loket", "Kunci", "5 Menit", "", ""), ("2", "Melayani tamu", "", "1 Jam", "", ""))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Contoh 4", True),
        ("CONTOH:", True),
        ("Lampiran II. Contoh SOP", True),
        ("Format SOP bentuk bagan", True),
        ("Format surat", False),
        ("SOP Pelayanan Tamu", False),
        ("contoh yang lengkap tentang cara menyusun alur dapat dilihat pada bab berikut", False),
    ],
)
def test_captions(line: str, told: bool) -> None:
    assert is_caption(line) == told


SAMPLES = [
    ("called so", over(form(STEPS), "Contoh Format SOP")),
    ("empty", form([("1", "....", "", "", "", ""), ("2", "", "", "", "", "")])),
    ("says how to fill it in", form([("1", "Diisi dengan kegiatan", "Diisi bahan", "", "Diisi hasil", "")])),
]


@pytest.mark.parametrize(("name", "page"), SAMPLES)
def test_a_sample_is_no_sop(name: str, page: Page) -> None:
    sops, pages = read(page)
    assert sops == []
    assert [p.isi for p in pages] == ["contoh"]
    assert pages[0].alasan.startswith("Contoh formulir")


def test_an_empty_block_is_a_sample_and_one_with_a_name_is_not() -> None:
    labels = ("Nomor SOP :", "Tanggal Efektif :", "Tanggal Revisi :", "Nama SOP :")
    assert [p.isi for p in read(block(1, *labels))[1]] != ["sop"]
    assert len(read(block(1, *BLOCK))[0]) == 1


def test_an_empty_table_is_a_sample_whatever_its_block_says() -> None:
    """A regulation's form: a logo's letters and "Nama" stand in the block, its rows are to be filled in."""
    table = form([("1.", "", "", "", "", ""), ("2.", "", "", "", "", "")])
    table.number = 2
    assert read(block(1, *BLOCK), table)[0] == []
    filled = form(STEPS)
    filled.number = 2
    assert len(read(block(1, *BLOCK), filled)[0]) == 1


def test_an_empty_scan_may_be_one_that_was_not_read() -> None:
    page = form([("1", "", "", "", "", ""), ("2", "", "", "", "", "")])
    page.source = "piksel"
    assert len(read(page)[0]) == 1


def test_a_page_with_a_captioned_form_is_named_for_it() -> None:
    page = over(form(STEPS), "Contoh")
    assert kind_of_page(page) == "contoh"


def test_tables_with_headings_of_their_own_share_the_block() -> None:
    sops, _ = read(
        block(1, *BLOCK),
        over(form(STEPS, 2), "Menyiapkan surat"),
        over(form(OTHERS, 3), "Membuka layanan"),
        form((("3", "Menutup loket", "", "5 Menit", "", ""),), 4),
    )
    assert [s.halaman for s in sops] == [(1, 2), (1, 3, 4)]
    assert [len(s.langkah) for s in sops] == [3, 3]
    assert [s.identitas.nomor_sop.teks for s in sops] == ["12/SOP/2020"] * 2
    assert sops[0].identitas.nama_sop.teks == "Pelayanan Tamu"
    assert sops[1].judul == "Membuka layanan"
    assert not sops[1].identitas.nama_sop or sops[1].identitas.nama_sop.teks == "Membuka layanan"


def test_the_same_table_once_more_is_no_second_sop() -> None:
    sops, _ = read(block(1, *BLOCK), form(STEPS, 2), over(form(STEPS, 3), "Lampiran gambar"))
    assert len(sops) == 1


def test_a_table_with_names_of_its_own_columns_goes_on_with_nothing() -> None:
    other = form(
        [("No", "Nama formulir", "Kode", "Rak", "Warna", "Ket"), ("1", "Buku tamu", "", "", "", "")], 2, False
    )
    sops, pages = read(form(STEPS), other)
    assert [len(s.langkah) for s in sops] == [3]
    assert pages[1].isi != "sop"
