"""Names of days, months and units of time, as forms print them."""

from __future__ import annotations

from schemas.vocab import Satuan

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
# Short and older forms of the months' names; others are their first three letters.
BULAN_PENDEK = {
    **{name: (name[:3],) for name in BULAN if len(name) > 4 or name in ("Juni", "Juli")},
    "Februari": ("Feb", "Pebruari"),
    "Agustus": ("Agu", "Ags", "Agt", "Agust"),
    "September": ("Sep", "Sept"),
    "November": ("Nov", "Nop", "Nopember"),
}
SATUAN = tuple(s for s in Satuan if s is not Satuan.HARI_KERJA)
