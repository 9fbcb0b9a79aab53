"""Office documents that are no SOP give no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract_file
from tests.support.bukan_sop import DRAWN, drawn


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_no_sop(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(drawn(DRAWN[name]))
    raw = extract_file(path)
    assert raw.kode == "bukan_sop" and not raw.sop


JOBS = "No\tUraian\ttugas\tOutput\tWaktu\n1\tMenyusun\t1\tLaporan\t300\n2\tMenyimpan\t2\tLaporan\t300\n"


@pytest.mark.parametrize(
    ("text", "sops"),
    [
        ("URAIAN TUGAS JABATAN\n" + JOBS, 0),
        ("URAIAN TUGAS JABATAN\n" + JOBS.replace("tugas", "Pelaksana"), 1),
        ("URAIAN TUGAS JABATAN\n" + JOBS.replace("tugas", "Arsiparis").replace("\t1\t", "\t[]\t"), 1),
        ("SOP MENYUSUN\n" + JOBS, 1),
    ],
)
def test_a_column_of_numbers_is_no_executor(tmp_path: Path, text: str, sops: int) -> None:
    path = tmp_path / "tugas.txt"
    path.write_text(text, encoding="utf-8")
    assert len(extract_file(path).sop) == sops
