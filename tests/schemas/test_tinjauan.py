"""Codes of doubts."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from schemas.raw import RawDoubt
from schemas.tinjauan import Kode, tinjauan


def test_a_mistyped_code_is_refused_where_it_is_written() -> None:
    with pytest.raises(ValidationError):
        RawDoubt(kode="waktu_kosng")  # type: ignore[arg-type]


def test_a_forgotten_fill_loses_nothing() -> None:
    assert "…" in tinjauan(Kode.NOMOR_MELOMPAT, "/langkah/1", {"dari": "1"}).pesan
