from __future__ import annotations

from pathlib import Path

from tests.support.dataset_page import PAGE, filled


def test_the_page_prints_what_its_code_gives(corpus_run: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert filled(page, corpus_run) == page, "run: python -m tests.support.dataset_page"
