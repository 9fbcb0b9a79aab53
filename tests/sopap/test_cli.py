from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sopap.cli import app
from sopap.errors import ExitCode
from sopap.run import batch
from tests.support import reader_fakes

HERE = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch.run, "__defaults__", (*batch.run.__defaults__[:-1], reader_fakes.read))  # type: ignore[index]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_text(name)
    return folder


def sopap(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_run_keeps_stdout_for_data_and_tells_the_truth(source: Path, tmp_path: Path) -> None:
    code, stdout, stderr = sopap("run", source, "--out", tmp_path / "out")
    assert (code, stdout) == (ExitCode.OK, "")
    assert "2 selesai" in stderr
    assert (tmp_path / "out" / "report.html").is_file()
    (source / "tolak.pdf").write_text("")
    code, _, stderr = sopap("run", source, "--out", tmp_path / "out", "--workers", "2")
    assert code == ExitCode.PARTIAL
    assert "3 berkas (1 dibaca sekarang)" in stderr
    code, stdout, _ = sopap("status", tmp_path / "out")
    assert code == ExitCode.OK
    assert "ditolak\ttolak.pdf\tkosong\t" in stdout
    assert sopap("validate", tmp_path / "out")[0] == ExitCode.OK
    next((tmp_path / "out" / "records").rglob("*.json")).write_text("{}")
    assert sopap("validate", tmp_path / "out")[0] == ExitCode.INVALID


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("run", "{tmp}/tiada"), ExitCode.INPUT, "Tidak ada berkas"),
        (("run", "{tmp}/masuk", "--out", "{tmp}/masuk/a.pdf"), ExitCode.OUTPUT, "Pilih tempat lain"),
        (("run", "{tmp}/masuk", "--workers", "0"), ExitCode.USAGE, "workers"),
        (("status", "{tmp}/tiada"), ExitCode.INPUT, "Tidak ada folder"),
        (("status", "{tmp}/masuk"), ExitCode.INPUT, "tidak berisi hasil"),
        (("validate", "{tmp}/masuk"), ExitCode.INPUT, "Tidak ada manifest"),
        (("eval", "{tmp}/masuk", "{tmp}/masuk"), ExitCode.INPUT, "Tidak ada berkas kunci"),
    ],
)
def test_bad_input_has_one_clear_line(
    source: Path, tmp_path: Path, arguments: tuple[str, ...], code: ExitCode, message: str
) -> None:
    got, stdout, stderr = sopap(*(a.format(tmp=tmp_path) for a in arguments))
    assert got == code
    assert message in stderr
    assert stdout == ""
    assert "Traceback" not in stderr


def test_a_name_cannot_steer_the_terminal(source: Path, tmp_path: Path) -> None:
    (source / "tolak\n\x1b[2Jx.pdf").write_text("")
    sopap("run", source, "--out", tmp_path / "out")
    assert "ditolak\ttolak\\x0a\\x1b[2Jx.pdf\tkosong" in sopap("status", tmp_path / "out")[1]


def test_schema_is_printed_whole() -> None:
    code, stdout, _ = sopap("schema")
    assert code == ExitCode.OK
    assert json.loads(stdout)["$id"] == "sop-ap/1"


@pytest.mark.parametrize(
    ("kind", "text"),
    [("jabatan", "Kasubbag. Umum"), ("waktu", "10 - 20 Menit"), ("hukum", "UU No. 23 Tahun 2014")],
)
def test_normalize_explains(kind: str, text: str) -> None:
    code, stdout, _ = sopap("normalize", "--explain", text, "--as", kind)
    assert code == ExitCode.OK
    assert text in stdout
    json.loads(stdout)


def test_every_command_has_help_and_an_example() -> None:
    _, listing, _ = sopap("--help")
    for command in app.registered_commands:
        name = command.name or command.callback.__name__  # type: ignore[union-attr]
        assert name in listing
        code, text, _ = sopap(name, "--help")
        assert code == ExitCode.OK
        assert f"Example: sopap {name}" in text


def test_interrupt_stops_cleanly(source: Path, tmp_path: Path) -> None:
    for i in range(120):
        (source / f"lambat{i}.pdf").write_text(str(i))
    code = (
        f"import signal, sys; sys.path.insert(0, {str(HERE)!r}); from tests.support import reader_fakes;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # a shell's background job ignores it
        "from sopap import cli; from sopap.run import batch;"
        "batch.run.__defaults__ = (*batch.run.__defaults__[:-1], reader_fakes.read); cli.app()"
    )
    command = [sys.executable, "-c", code, "run", str(source), "--out", str(tmp_path / "out")]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list((tmp_path / "out").glob("records/*")):
        assert run.poll() is None
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, stderr = run.communicate(timeout=20)
    assert run.returncode == ExitCode.INTERRUPTED
    assert "yang sudah selesai tersimpan" in stderr
    assert "Traceback" not in stderr
    code_after, stdout, _ = sopap("status", tmp_path / "out")
    assert code_after == ExitCode.OK
    assert "selesai" in stdout
