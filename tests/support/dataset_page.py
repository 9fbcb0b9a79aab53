"""docs/dataset.md and docs/pustaka.md as notebooks: their code is run, what it prints stands below.

Rewrite the printed results with: python -m tests.support.dataset_page
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "dataset.md"
LIBRARY = ROOT / "docs" / "pustaka.md"
_BLOCK = re.compile(r"```(sh|python)\n(.*?)```\n(?:(\n```text\n).*?(```\n))?", re.DOTALL)


def filled(page: str, folder: Path) -> str:
    """The page with every result printed anew; its commands run in ``folder``, which has the corpus."""
    names: dict[str, Any] = {}

    def run(block: re.Match[str]) -> str:
        kind, code, opening, closing = block.groups()
        printed = _commands(code) if kind == "sh" else _python(code, names)
        if opening is None:
            return block[0]
        return f"```{kind}\n{code}```\n{opening}{printed}{closing}"

    with contextlib.chdir(folder):
        return _BLOCK.sub(run, page)


def _commands(lines: str) -> str:
    for line in lines.splitlines():
        command = [sys.executable, "-m", *line.split()]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, check=True, capture_output=True, env=environment)
    return ""


def _python(code: str, names: dict[str, Any]) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, PAGE.name, "exec"), names)
    return "".join(line.rstrip() + "\n" for line in output.getvalue().splitlines())


if __name__ == "__main__":
    for page in (PAGE, LIBRARY):
        with tempfile.TemporaryDirectory() as work:
            (Path(work) / "corpus").symlink_to(ROOT / "corpus")
            page.write_text(filled(page.read_text(encoding="utf-8"), Path(work)), encoding="utf-8")
