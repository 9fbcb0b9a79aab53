"""Text exports of odd sizes: their cost grows with their length, not with its square."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract_file
from extract.sources.plaintext.reader import open_text
from extract.sources.typeset import MAKS_TEKS

HEADER = "No.\tKegiatan\tPelaksana\tKelengkapan\tWaktu\tOutput\n"


@pytest.mark.parametrize("size", [20_000])
def test_thousands_of_blank_lines_are_no_document(tmp_path: Path, size: int) -> None:
    path = tmp_path / "kosong.txt"
    path.write_text("\n" * size, encoding="utf-8")
    assert extract_file(path).kode == "bukan_sop"


@pytest.mark.parametrize("unit", ["1", "1 ", "a", "-", "1.", "|"])
def test_a_cell_of_a_hundred_thousand_letters(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "panjang.txt"
    rows = f"1\tMenerima\tStaf\tBerkas\t{unit * 30_000}\tBerkas\n2\tMencatat\tStaf\tBuku\t5 menit\tCatatan\n"
    path.write_text(HEADER + rows, encoding="utf-8")
    assert len(extract_file(path).sop[0].langkah) == 2


def test_a_row_of_thousands_of_cells_ends(tmp_path: Path) -> None:
    path = tmp_path / "lebar.txt"
    path.write_text(HEADER.strip() + "\tx" * 5000 + "\n1\tMenerima" + "\ty" * 5000, encoding="utf-8")
    [sop] = extract_file(path).sop
    assert sop.model_dump_json().count("y ") > 4000
    assert len(sop.pelaksana) == 1


def test_a_line_of_a_million_words_is_bounded_and_told(tmp_path: Path) -> None:
    path = tmp_path / "sebaris.txt"
    path.write_text("SOP " * 1_000_000, encoding="utf-8")
    assert sum(len(p.read()[0].words) for p in open_text(path).pages) <= MAKS_TEKS
    assert [d.kode for p in open_text(path).pages for d in p.read()[0].left_out] == ["teks_terpotong"]
