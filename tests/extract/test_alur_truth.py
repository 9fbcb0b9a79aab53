"""Our own annotated flows of real documents: those whose table is the file's own or a picture in it.

The scans among them need an OCR engine for all their pages: ``python -m tests.support.alur FOLDER``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.alur import differences, truths

DRAWN = ("209.pdf", "1759390300SOP Pendokumentasian Informasi Publik.pdf")


@pytest.mark.parametrize("berkas", DRAWN)
def test_every_symbol_and_arrow_is_read(shared: Path, berkas: str) -> None:
    (truth,) = (t for t in truths() if t["berkas"] == berkas)
    assert differences(shared / "real", truth) == []
