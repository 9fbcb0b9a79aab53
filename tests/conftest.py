"""Shared fixtures. Real documents are read from ../shared, never copied into the project."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the kept page models anew")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; tests that need it skip without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared here: the real documents stay outside the project")
    return folder


@pytest.fixture(scope="session")
def corpus_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``corpus`` and ``out``, what `sopap run corpus --out out` made of it."""
    if importlib.util.find_spec("rapidocr") is None and shutil.which("tesseract") is None:
        pytest.skip("no OCR engine here, and the corpus has scans: pip install '.[ocr]'")
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    command = [sys.executable, "-m", "sopap", "run", "corpus", "--out", "out"]
    subprocess.run(
        command, check=True, capture_output=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    return folder
