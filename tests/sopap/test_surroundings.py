"""The same records in poor and odd surroundings: little memory, few files, no home, another time zone."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from tests.support.bukan_sop import DRAWN, drawn
from tests.support.outputs import tree

ROOT = Path(__file__).parents[2]
STEPS = (
    "No.\tKegiatan\tPelaksana\tKelengkapan\tWaktu\tOutput\n"
    "1\tMenerima\tStaf\tBerkas\t5 menit\tCatatan\n"
    "2\tMencatat\tStaf\tBuku\t5 menit\tCatatan\n"
)
ODD = {
    "LANG": "C",
    "LC_ALL": "C",
    "TZ": "Pacific/Kiritimati",
    "TMPDIR": "/tiada/di/sini",
    "COLUMNS": "20",
    "PYTHONHASHSEED": "7",
}


def few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def read(source: Path, out: Path, environment: dict[str, str], *options: str) -> int:
    command = [sys.executable, "-m", "sopap", "run", str(source), "--out", str(out), "-w", "2", *options]
    ours = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, env=ours, cwd=ROOT, preexec_fn=few_files, capture_output=True).returncode


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "ekspor é.txt").write_text(STEPS, encoding="utf-8")
    (folder / "faktur.pdf").write_bytes(drawn(DRAWN["faktur"]))
    document = docx.Document()
    document.add_paragraph("Kepada Yth. Kepala Bagian")
    document.save(str(folder / "surat.docx"))
    (folder / "rusak.xlsx").write_bytes(b"PK\x03\x04rusak")
    return folder


def test_records_do_not_depend_on_the_surroundings(source: Path, tmp_path: Path) -> None:
    usual = read(source, tmp_path / "biasa", {"HOME": str(tmp_path)})
    poor = read(source, tmp_path / "sempit", ODD, "--memory", "1024")
    assert usual == poor
    assert tree(tmp_path / "biasa") == tree(tmp_path / "sempit")
    assert any(n.startswith("records/") for n in tree(tmp_path / "sempit"))
