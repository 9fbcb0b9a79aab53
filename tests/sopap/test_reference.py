from __future__ import annotations

import re

from sopap.errors import ExitCode
from sopap.reference import PAGE, filled
from sopap.run.manifest import Status


def test_every_code_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert filled(page) == page, "run `make schema`"


def test_every_exit_code_and_state_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = {(int(n), name) for n, name in re.findall(r"^\| (\d+) \| ([A-Z]+) \|", page, re.MULTILINE)}
    assert told == {(code.value, code.name) for code in ExitCode}
    assert all(f"| `{status}` |" in page for status in Status)
