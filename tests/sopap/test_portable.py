"""The program without what only Unix has; CI runs the whole suite so, and on the systems themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sopap.errors import ExitCode

ROOT = Path(__file__).parents[2]
UNIXLESS = ROOT / "tests" / "support" / "unixless"


def sopap(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(UNIXLESS), str(ROOT)))
    command = [sys.executable, "-P", "-m", "sopap", *arguments]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
    )


def test_the_functions_are_gone(tmp_path: Path) -> None:
    code = "import os, signal; print(hasattr(os, 'killpg'), hasattr(signal, 'alarm')); import fcntl"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(UNIXLESS)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False False\n"
    assert "ModuleNotFoundError" in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help"), ("schema",)])
def test_commands_start(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert sopap(tmp_path, *arguments).returncode == ExitCode.OK


def test_a_run_reads_and_its_limits_hold(tmp_path: Path) -> None:
    (tmp_path / "surat dinas").mkdir()
    (tmp_path / "surat dinas" / "catatan.txt").write_text("bukan SOP")
    done = sopap(tmp_path, "run", "surat dinas", "--out", "hasil", "--timeout", "60")
    assert done.returncode == ExitCode.OK, done.stderr
    assert sopap(tmp_path, "validate", "hasil").returncode == ExitCode.OK
    again = sopap(tmp_path, "run", "surat dinas", "--out", "hasil", "--memory", "64", "--force")
    assert again.returncode == ExitCode.PARTIAL, again.stderr
    assert "memori_habis" in sopap(tmp_path, "status", "hasil").stdout
