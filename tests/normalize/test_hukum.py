from __future__ import annotations

import pytest
from report import Baris, baca, harap_hukum, nilai_hukum

from normalize.hukum import parse_hukum


@pytest.mark.parametrize("baris", baca("hukum.tsv"), ids=lambda b: b["cetak"])
def test_labelled_laws(baris: Baris) -> None:
    assert nilai_hukum(baris) == harap_hukum(baris)
    assert parse_hukum(baris["cetak"]).teks == baris["cetak"]


@pytest.mark.parametrize(
    ("cetak", "tentang"),
    [
        ("UU No. 23 Tahun 2014 tentang Pemerintahan Daerah;", "Pemerintahan Daerah"),
        ("UU Nomor 16 Tahun 1997 tentang Statistik (Lembaran Negara Tahun 1997 Nomor 39)", "Statistik"),
        (
            "UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah diubah",
            "Pemerintahan Daerah",
        ),
        ("PP Nomor 5 Tahun 2019 tetntang Tata Cara; dan", "Tata Cara"),
        ("Peraturan Gubernur Nomor 64 Tahun 2016 Susunan Organisasi", "Susunan Organisasi"),
        ("UU 23/2014", None),
        ("Perpres No. 16 Tahun 2018 jo. Perpres No. 12 Tahun 2021", None),
    ],
)
def test_subject(cetak: str, tentang: str | None) -> None:
    assert parse_hukum(cetak).tentang == tentang


@pytest.mark.parametrize(
    ("cetak", "lembaga"),
    [
        ("Permendagri 52/2011", "Menteri Dalam Negeri"),
        ("Peraturan Menteri Kesehatan Nomor 43 Tahun 2019", "Menteri Kesehatan"),
        ("Peraturan Kepala BPS Nomor 9 Tahun 2017", "Kepala BPS"),
        ("Peraturan Badan Pusat Statistik Nomor 1 Tahun 2024", "Badan Pusat Statistik"),
        ("Perda Kab. Karanganyar Nomor 16 Tahun 2016", "Kab. Karanganyar"),
        ("Keputusan Kepala Bakamla RI Nomor 261 Tahun 2024", "Kepala Bakamla"),
        ("Permenkominfo No 5 Tahun 2015", "Menteri Komunikasi dan Informatika"),
        ("Undang-Undang Republik Indonesia Nomor 17 Tahun 2003", None),
        ("PP Nomor 61 Tahun 2010", None),
    ],
)
def test_office(cetak: str, lembaga: str | None) -> None:
    assert parse_hukum(cetak).lembaga == lembaga
