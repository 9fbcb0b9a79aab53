from __future__ import annotations

import pytest

from extract.form.butir import butir_of, unglued

LINES = [
    ([], ()),
    (["-"], ()),
    (["1. Laptop", "2. Kertas", "   folio", "3) Pena"], ("Laptop", "Kertas folio", "Pena")),
    (["1. Laptop", "2. Kertas", "2. Pena", "3. Tinta"], ("Laptop", "Kertas", "Pena", "Tinta")),
    (["a. Laptop", "b. Kertas"], ("Laptop", "Kertas")),
    (["- Laptop", "- Kertas"], ("Laptop", "Kertas")),
    (["• Laptop", "• Kertas"], ("Laptop", "Kertas")),
    (["1 Laptop", "2 Kertas"], ("Laptop", "Kertas")),
    (["1.", "Laptop", "2.", "Kertas"], ("Laptop", "Kertas")),
    (["I. Dicatat di buku besar"], ("Dicatat di buku besar",)),
    (
        ["Hambatan yang mungkin :", "1. Listrik padam", "2. Jaringan", "putus"],
        ("Hambatan yang mungkin :", "Listrik padam", "Jaringan putus"),
    ),
    (
        ["Jika tidak dijalankan maka pelayanan", "akan terhambat"],
        ("Jika tidak dijalankan maka pelayanan akan terhambat",),
    ),
    (["Buku Tamu", "Kartu Antrean", "Komputer"], ("Buku Tamu", "Kartu Antrean", "Komputer")),
    (["Peraturan Daerah tentang", "Pelayanan"], ("Peraturan Daerah tentang Pelayanan",)),
    (["BUKU TAMU", "DAN ANTREAN"], ("BUKU TAMU DAN ANTREAN",)),
]

TEXTS = [
    ("", ()),
    (" - ", ()),
    ("Satu paragraf saja.", ("Satu paragraf saja.",)),
    ("1. Laptop 2. Kertas 3. Pena", ("Laptop", "Kertas", "Pena")),
    ("1. Laptop 5. Tinta 2. Kertas 3. Pena 4. Map", ("Laptop", "Tinta", "Kertas", "Pena", "Map")),
    (
        "1. UU No. 5 Tahun 2010 tentang Arsip 2. PP No.28 Tahun 2018 tentang Kerja",
        ("UU No. 5 Tahun 2010 tentang Arsip", "PP No.28 Tahun 2018 tentang Kerja"),
    ),
    (
        "1 UU Nomor 5 Tahun 2010 tentang Arsip2 PP Nomor 2 Tahun 2018 tentang Kerja3 Perda",
        ("UU Nomor 5 Tahun 2010 tentang Arsip", "PP Nomor 2 Tahun 2018 tentang Kerja", "Perda"),
    ),
    ("- Data dasar - Surat tugas", ("Data dasar", "Surat tugas")),
    ("• Data dasar • Surat tugas", ("Data dasar", "Surat tugas")),
    ("Memuat: • Data • Surat", ("Memuat:", "Data", "Surat")),
    ("SPM - LS Gaji", ("SPM - LS Gaji",)),
    ("Peraturan Nomor 2 Tahun 2018", ("Peraturan Nomor 2 Tahun 2018",)),
]


@pytest.mark.parametrize(("lines", "expected"), LINES)
def test_butir_of(lines: list[str], expected: tuple[str, ...]) -> None:
    assert butir_of(lines) == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_items_glued_into_one_text(text: str, expected: tuple[str, ...]) -> None:
    assert butir_of(unglued(text)) == expected


def test_a_line_that_ends_in_the_midst_of_a_sentence_is_no_item() -> None:
    assert butir_of(["Menyampaikan undangan kepada", "Anggota tim"]) == (
        "Menyampaikan undangan kepada Anggota tim",
    )
