"""What a user does not see: limits that know the machine, leftovers that go, completion."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from typer.testing import CliRunner

from sopap import config
from sopap.cli import app
from sopap.export.files import whole_folder
from sopap.run.pipeline import Job, process
from sopap.run.pool import Limits
from sopap.show.inspect import inspect_files
from tests.support.hostile import BOMB, page_pdf
from tests.support.word_file import NS, new_document, save, steps_table


@pytest.mark.parametrize(
    ("total_mb", "workers", "expected"), [(1024, 1, 768), (8192, 64, 512), (1 << 20, 1, 4096)]
)
def test_memory_of_a_reader_is_a_share_of_the_machines(
    monkeypatch: pytest.MonkeyPatch, total_mb: int, workers: int, expected: int
) -> None:
    class Memory:
        total = total_mb << 20

    monkeypatch.setattr(config.psutil, "virtual_memory", Memory)
    assert config.memory_for(workers) == expected
    assert config.memory_for(1) <= max(512, total_mb)


def test_what_a_killed_export_left_goes_with_the_next(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, users = tmp_path / f".sopap-ekspor-{ended.pid}-abc", tmp_path / ".sopap-ekspor-catatan"
    for folder in (left, users):
        folder.mkdir()
        (folder / "sop.csv").write_text("x")
    with whole_folder(tmp_path / "export") as work:
        (work / "sop.csv").write_text("y")
    assert not left.exists() and users.is_dir()
    assert sorted(p.name for p in tmp_path.iterdir()) == [users.name, "export"]


def test_inspect_has_limits(tmp_path: Path) -> None:
    (tmp_path / "bom.pdf").write_bytes(page_pdf(BOMB))
    limits = Limits(seconds=3, memory_mb=700)
    [(told, done)] = inspect_files([tmp_path / "bom.pdf"], tmp_path / "periksa", (), limits)
    assert not done and told.startswith("bom.pdf: Pembacaan dihentikan")


def test_completion_of_the_shell() -> None:
    shown = CliRunner().invoke(app, ["--help"], prog_name="sopap").output
    assert "--install-completion" in shown


def test_the_cause_of_a_failed_page_is_told(tmp_path: Path) -> None:
    document = new_document()
    steps_table(document)
    document.element.body.insert(0, parse_xml(f"<w:altChunk {NS}/>"))
    path = save(document, tmp_path)
    entry = process(Job(path.name, str(path), "uji")).entry
    assert entry and entry.kode == "halaman_gagal"
    assert "disisipkan tidak dibaca" in entry.alasan
