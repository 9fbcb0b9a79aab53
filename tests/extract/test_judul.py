"""Titles of SOPs."""

from __future__ import annotations

import pytest

from extract.form.judul import is_title, title_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("SOP Menutup Kas", "Menutup Kas"),
        ("SOP 3 — Menyiram Taman", "Menyiram Taman"),
        ("SOP : PENYUSUNAN RENJA", "PENYUSUNAN RENJA"),
        ("STANDAR OPERASIONAL PROSEDUR (SOP) Izin Riset", "Izin Riset"),
        ("DIAGRAM ALUR SOP PERMINTAAN DATA", "PERMINTAAN DATA"),
        ("Bagan Alir SOP Izin Riset", "Izin Riset"),
        ("Pelayanan Tamu", "Pelayanan Tamu"),
        ("SOP 12 Jam Kerja", "12 Jam Kerja"),
    ],
)
def test_the_name_in_a_title(title: str, name: str) -> None:
    assert title_name(title) == name


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SOP Menutup Kas", True),
        ("SOP ini berlaku bagi semua", False),
        ("SOP-AP", False),
        ("SOP Kas.", False),
    ],
)
def test_a_sentence_is_no_title(line: str, title: bool) -> None:
    assert is_title(line) is title
