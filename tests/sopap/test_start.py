"""What starts quickly stays so: heavy packages are imported only where they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    *("cv2", "pandas", "pyarrow", "onnxruntime", "rapidocr"),
    *("networkx", "pdfplumber", "openpyxl", "starlette", "numpy", "jinja2"),
}
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("arguments", [["--help"], ["status", "--help"], ["status", "{out}"]])
def test_no_heavy_package_at_start(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text("")
    given = [a.format(out=tmp_path) for a in arguments]
    code = (
        "import sys, contextlib\n"
        f"sys.path.insert(0, {str(ROOT)!r}); sys.argv = ['sopap', *{given!r}]\n"
        "from sopap.cli import app\n"
        "with contextlib.suppress(SystemExit): app()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    loaded = set(eval(done.stderr.strip().splitlines()[-1]))
    assert not loaded & HEAVY
