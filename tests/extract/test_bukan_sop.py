"""Office documents that are no SOP give no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract_file
from tests.support.bukan_sop import DRAWN, drawn


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_no_sop(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(drawn(DRAWN[name]))
    raw = extract_file(path)
    assert raw.kode == "bukan_sop" and not raw.sop
