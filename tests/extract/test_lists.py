"""Items of a list by where their markers stand and how they count."""

from __future__ import annotations

import pytest

from extract.table.lists import Items, read_list
from schemas.page import Word
from tests.support.paper import words

LEADING = 12.0


def read(printed: list[str], x: float = 50, indent: float = 0, right: float = 400) -> Items:
    """Lines from the top down; a line that begins with a blank hangs ``indent`` points in."""
    every: list[Word] = []
    for n, line in enumerate(printed):
        every += words(line.strip(), x + (indent if line.startswith(" ") else 0), 60 + LEADING * n)
    return read_list(every, right)


COUNTED = [
    (["1. Laptop", "2. Kertas", "3. Pena"], ("Laptop", "Kertas", "Pena")),
    (["1, Laptop", "2, Kertas"], ("Laptop", "Kertas")),
    (["1 . Laptop", "2 . Kertas"], ("Laptop", "Kertas")),
    (["1 Laptop", "2 Kertas", "3 Pena"], ("Laptop", "Kertas", "Pena")),
    (["1. Laptop", "2 Kertas", "3. Pena"], ("Laptop", "Kertas", "Pena")),
    (["1", "Laptop", "2", "Kertas"], ("Laptop", "Kertas")),
    (["1.Laptop", "2.Kertas"], ("Laptop", "Kertas")),
    (["1) Laptop", "2) Kertas"], ("Laptop", "Kertas")),
    (["1. Laptop 2. Kertas 3. Pena"], ("Laptop", "Kertas", "Pena")),
    (["1. Laptop 2 . Kertas", "3. Pena"], ("Laptop", "Kertas", "Pena")),
    (["1. Telepon 2 Surat dinas", "3. Pena"], ("Telepon", "Surat dinas", "Pena")),
    (["1. . Laptop", "2 3 2. Kertas", "3. 5. Pena"], ("Laptop", "Kertas", "5. Pena")),
    (["- Laptop", "- Kertas"], ("Laptop", "Kertas")),
    (["-"], ()),
    (["1."], ()),
    (["1.", "2.", "3."], ()),
    (["1 Berkas permohonan"], ("1 Berkas permohonan",)),
    (["UU Nomor", "5 Tahun 2010 tentang Arsip"], ("UU Nomor 5 Tahun 2010 tentang Arsip",)),
    (
        ["1. UU Nomor 3 Tahun 2010 dan UU Nomor", "2 Tahun 2012", "2. Perda"],
        ("UU Nomor 3 Tahun 2010 dan UU Nomor 2 Tahun 2012", "Perda"),
    ),
    (["1 UU Nomor 8", "2014 tentang Daerah", "2 Perda"], ("UU Nomor 8 2014 tentang Daerah", "Perda")),
]


@pytest.mark.parametrize(("printed", "expected"), COUNTED)
def test_markers_that_count(printed: list[str], expected: tuple[str, ...]) -> None:
    assert read(printed).texts == expected


@pytest.mark.parametrize("indent", [6, 12, 20, 30])
def test_hanging_lines_belong_to_the_item_over_them(indent: float) -> None:
    printed = ["1 Undang-Undang tentang", " Arsip Nasional", "2 Peraturan Nomor", " 5 Tahun 2012", "3 Surat"]
    assert read(printed, indent=indent).texts == (
        "Undang-Undang tentang Arsip Nasional",
        "Peraturan Nomor 5 Tahun 2012",
        "Surat",
    )


@pytest.mark.parametrize("indent", [8, 15, 25])
def test_items_whose_bullets_were_lost_are_told_by_the_lines_set_in(indent: float) -> None:
    long = "Peraturan Daerah tentang penyelenggaraan pelayanan publik bagi"
    printed = [long, " warga Kota", long, " warga Desa"]
    assert read(printed, indent=indent).texts == (f"{long} warga Kota", f"{long} warga Desa")


def test_numbers_that_jump_are_told() -> None:
    assert read(["1. Laptop", "2. Kertas", "4. Pena"]).jumps == ((2, 4),)
    assert read(["1. Laptop", "2. Kertas", "2. Tinta", "3. Pena"]).jumps == ()


def test_lines_before_the_first_marker_may_go_on_from_before() -> None:
    assert read(["tentang Arsip", "3. Perda"]).headless
    assert not read(["2. Kertas", "3. Perda"]).headless


def test_how_surely_each_item_was_read() -> None:
    every = [*words("1. Laptop", 50, 60), *(w for w in words("2. Kertas", 50, 72))]
    every = [Word(w.text, w.box, confidence=0.5) if w.text == "Kertas" else w for w in every]
    assert read_list(every, 400).sure == (1.0, 0.5)
