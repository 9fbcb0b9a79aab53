"""Items of a list by where their markers stand and how they count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.table.lists import Items, read_list
from schemas.page import Box, Word
from tests.support.paper import SIZE, words

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
    (["1. Laptop", "-", "kantor", "2. Kertas"], ("Laptop kantor", "Kertas")),
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


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("1. Pena", "2. Tinta"), ("3. Map", "4. Kertas"), ("Pena", "Tinta", "Map", "Kertas")),
    ],
)
def test_lists_side_by_side_are_counted_down(
    left: tuple[str, ...], right: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    every = [
        w
        for x, lines in ((50, left), (200, right))
        for n, t in enumerate(lines)
        for w in words(t, x, 60 + 12 * n)
    ]
    assert read_list(every, 400).texts == expected


def test_a_dash_a_little_lower_than_its_line() -> None:
    low = replace(words("-", 44, 79)[0], box=Box(44, 72 + 0.6 * SIZE, 47, 73 + 0.6 * SIZE))
    lines = words("- Arsip surat", 44, 60) + words("Nomor naskah", 54, 72) + [low]
    assert read_list(lines, 400).texts == ("Arsip surat", "Nomor naskah")


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


def test_markers_that_drift_beside_their_items() -> None:
    every = words("1.", 50, 57) + words("2.", 50, 91) + words("3.", 50, 100)
    for n, text in enumerate(("Menyimpan arsip dalam", "satu berkas", "Mengatur arsip", "Menemukan arsip")):
        every += words(text, 66, 60 + 13 * n)
    items = ("Menyimpan arsip dalam satu berkas", "Mengatur arsip", "Menemukan arsip")
    assert read_list(every, 400).texts == items


def test_one_marker_that_drifts_among_markers_on_their_lines() -> None:
    every = words("1. UU tentang", 50, 60) + words("2. Perda", 50, 86) + words("3.", 50, 104)
    for y, text in (
        (73, "Arsip Nasional"),
        (112, "Peraturan Bupati"),
        (125, "tentang Tata"),
        (138, "Naskah"),
    ):
        every += words(text, 62, y)
    items = ("UU tentang Arsip Nasional", "Perda", "Peraturan Bupati tentang Tata Naskah")
    assert read_list(every, 400).texts == items
