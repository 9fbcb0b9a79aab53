from __future__ import annotations

import pytest
from pydantic import ValidationError

from normalize.konvensi import KONVENSI, Konvensi
from schemas.vocab import Satuan


@pytest.mark.parametrize(
    ("nilai", "satuan", "menit"),
    [
        (30, Satuan.DETIK, 0.5),
        (1, Satuan.JAM, 60),
        (1, Satuan.HARI, 450),
        (2, Satuan.HARI_KERJA, 900),
        (1, Satuan.MINGGU, 2250),
        (1, Satuan.BULAN, 9000),
        (1, Satuan.TAHUN, 108000),
        (None, Satuan.HARI, None),
        (1, None, None),
    ],
)
def test_minutes(nilai: float | None, satuan: Satuan | None, menit: float | None) -> None:
    assert KONVENSI.menit(nilai, satuan) == menit


def test_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError):
        Konvensi.model_validate({"menit_per_minggu": 480})
