"""A gap in a flow is a doubt only where an arrow may have been lost."""

from __future__ import annotations

import pytest

from normalize.alur.checks import gap
from schemas.raw import RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol


@pytest.mark.parametrize(
    ("bersih", "inked", "kode"),
    [
        (True, set(), Kode.SIMBOL_TANPA_KELUAR),
        (False, set(), Kode.PANAH_TAK_TERBACA),
        (True, {1}, Kode.PANAH_TAK_TERBACA),
    ],
)
def test_a_gap_of_a_scan_is_the_documents_where_no_ink_is_left(
    bersih: bool, inked: set[int | None], kode: Kode
) -> None:
    s = RawSimbol(id=0, jenis=JenisSimbol.KOTAK, langkah=0, pelaksana=0, halaman=1, bersih=bersih)
    told = gap(Kode.SIMBOL_TANPA_KELUAR, s, {0: "/langkah/0/simbol/0"}, {1}, inked)
    assert (told.kode, told.jalur) == (kode, "/langkah/0/simbol/0")
