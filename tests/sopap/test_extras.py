"""The slim installation: what it reads, and how it says what it needs for the rest."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sopap.extras import EXTRAS
from tests.support.generate.draw import draw
from tests.support.generate.random_sop import random_sop

ROOT = Path(__file__).parents[2]
# Runs the program as if no extra were installed, its readers too.
SITECUSTOMIZE = (
    f"import sys\nfor name in {[m for e in EXTRAS.values() for m in e]}:\n    sys.modules[name] = None\n"
)


@pytest.fixture
def slim(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "tanpa").mkdir()
    (tmp_path / "tanpa" / "sitecustomize.py").write_text(SITECUSTOMIZE)
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path / "tanpa"), str(ROOT)))}


def sopap(environment: dict[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "sopap", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_born_digital_and_text_need_no_extra_and_a_scan_says_which(
    tmp_path: Path, slim: dict[str, str]
) -> None:
    (tmp_path / "masuk").mkdir()
    description = random_sop(1)
    draw(description, tmp_path / "masuk" / "digital.pdf")
    (tmp_path / "masuk" / "ekspor.txt").write_bytes((ROOT / "corpus" / "banggai-ekspor.txt").read_bytes())
    (tmp_path / "masuk" / "pindai.pdf").write_bytes(
        (ROOT / "corpus" / "lombokutara-pindaian.pdf").read_bytes()
    )
    done = sopap(slim, tmp_path, "run", "masuk", "--out", "hasil")
    assert done.returncode == 3, done.stderr
    told = sopap(slim, tmp_path, "status", "hasil").stdout
    assert "tertunda\tpindai.pdf\tperlu_tambahan" in told
    assert "sopap[ocr]" in told
    for kind in ("csv", "xlsx", "jsonl", "sqlite", "bpmn", "mermaid"):
        assert sopap(slim, tmp_path, "export", "hasil", "--to", kind).returncode == 0, kind
    for command in (("export", "hasil", "--to", "parquet"), ("stats", "hasil")):
        done = sopap(slim, tmp_path, *command)
        assert done.returncode == 7
        assert "sopap[dataset]" in done.stderr
        assert "Traceback" not in done.stderr
    # The extra is installed later: what waited is read, the rest is not read again.
    environment = {**slim, "PYTHONPATH": str(ROOT)}
    again = sopap(environment, tmp_path, "run", "masuk", "--out", "hasil")
    assert again.returncode == 0, again.stderr


def test_every_extra_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert EXTRAS.keys() <= declared.keys()
    assert set(declared["all"][0].removeprefix("sopap[").rstrip("]").split(",")) == EXTRAS.keys()
