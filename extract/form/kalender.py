"""Names of days, months and units of time, as forms print them."""

from __future__ import annotations

from schemas.vocab import Satuan

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
SATUAN = tuple(s for s in Satuan if s is not Satuan.HARI_KERJA)
