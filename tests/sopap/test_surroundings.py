"""The same records in poor and odd surroundings: little memory, few files, no home, another time zone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from sopap.errors import ExitCode
from tests.support.bukan_sop import DRAWN, drawn
from tests.support.outputs import tree

resource = pytest.importorskip("resource")  # limits of a process, as Unix sets them
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


# The clock goes back an hour at each look, and began long before any file was written.
CLOCK = "import time; hour = iter(range(10**9, 0, -3600)); time.time = lambda: float(next(hour))"


def few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def start(
    source: Path,
    out: Path,
    environment: dict[str, str],
    *options: str,
    before: Callable[[], None] = lambda: None,
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sopap", "run", str(source), "--out", str(out), "-w", "2", *options]
    path = os.pathsep.join((str(ROOT), environment.get("PYTHONPATH", "")))
    ours = {"PATH": os.environ["PATH"], **environment, "PYTHONPATH": path}
    return subprocess.Popen(
        command, env=ours, cwd=ROOT, preexec_fn=before, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("masuk")
    (folder / "ekspor é.txt").write_text(STEPS, encoding="utf-8")
    (folder / "faktur.pdf").write_bytes(drawn(DRAWN["faktur"]))
    document = docx.Document()
    document.add_paragraph("Kepada Yth. Kepala Bagian")
    document.save(str(folder / "surat.docx"))
    (folder / "rusak.xlsx").write_bytes(b"PK\x03\x04rusak")
    return folder


@pytest.fixture(scope="module")
def usual(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("biasa")
    assert start(source, folder / "out", {"HOME": str(folder)}).wait() == ExitCode.PARTIAL
    return tree(folder / "out")


def test_records_do_not_depend_on_the_surroundings(
    source: Path, tmp_path: Path, usual: dict[str, bytes]
) -> None:
    poor = start(source, tmp_path / "sempit", ODD, "--memory", "1024", before=few_files)
    assert poor.wait() == ExitCode.PARTIAL
    assert tree(tmp_path / "sempit") == usual
    assert any(n.startswith("records/") for n in usual)


def test_records_do_not_depend_on_the_clock(source: Path, tmp_path: Path, usual: dict[str, bytes]) -> None:
    (tmp_path / "jam").mkdir()
    (tmp_path / "jam" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    back = {"PYTHONPATH": str(tmp_path / "jam"), "HOME": str(tmp_path)}
    for _ in range(2):  # and again over what was written then
        assert start(source, tmp_path / "mundur", back).wait() == ExitCode.PARTIAL
        assert tree(tmp_path / "mundur") == usual


def test_two_runs_at_once_on_one_folder(source: Path, tmp_path: Path, usual: dict[str, bytes]) -> None:
    home = {"HOME": str(tmp_path)}
    both = [start(source, tmp_path / "bersama", home) for _ in range(2)]
    codes = sorted(run.wait() for run in both)
    # The second is refused while the first is at work, or finds everything done.
    assert codes in ([ExitCode.PARTIAL, ExitCode.OUTPUT], [ExitCode.PARTIAL, ExitCode.PARTIAL])
    assert tree(tmp_path / "bersama") == usual
