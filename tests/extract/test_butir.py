from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.form.butir import unglued
from extract.table.lists import read_list
from tests.support.paper import words

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


def items(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of lines printed one under the other in a wide cell."""
    printed = [w for n, line in enumerate(lines) for w in words(line.strip(), 50, 60 + 12 * n)]
    return read_list(printed, 900).texts


@pytest.mark.parametrize(("lines", "expected"), LINES)
def test_items_of_lines(lines: list[str], expected: tuple[str, ...]) -> None:
    assert items(lines) == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_items_glued_into_one_text(text: str, expected: tuple[str, ...]) -> None:
    assert items(unglued(text)) == expected


def test_a_line_that_ends_in_the_midst_of_a_sentence_is_no_item() -> None:
    assert items(["Menyampaikan undangan kepada", "Anggota tim"]) == (
        "Menyampaikan undangan kepada Anggota tim",
    )


def test_lines_that_fill_their_cell_are_one_item() -> None:
    printed = [*words("BUKU TAMU", 50, 60), *words("DAN ANTREAN", 50, 72)]
    assert read_list(printed, max(w.box.x1 for w in printed) + 2).texts == ("BUKU TAMU DAN ANTREAN",)
