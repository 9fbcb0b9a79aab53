"""Units for the bare numbers of a time column, from the column itself."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.konvensi import KONVENSI, Konvensi
from schemas.raw import RawDoubt
from schemas.record import Waktu
from schemas.tinjauan import Kode
from schemas.vocab import AsalSatuan, Satuan


def anggap_satuan(
    waktu: Sequence[Waktu], konvensi: Konvensi = KONVENSI
) -> tuple[tuple[Waktu, ...], tuple[RawDoubt | None, ...]]:
    """Units for the bare numbers of one document's time column, from the column itself.

    Evidence, in order: the unit of all other cells, where they agree and the bare numbers are
    of their size; else minutes, where every bare number is a multiple of 5 and one is at least
    10. Otherwise nothing is assumed. One doubt (``waktu_satuan_anggapan``) for each cell that
    got a unit, None for the others; it takes the place of that cell's ``waktu_tanpa_satuan``.
    """
    gundul = [w for w in waktu if w.asal_satuan is None and _angka(w)]
    satuan, alasan = _satuan_dari_bukti(gundul, [w for w in waktu if w.asal_satuan is not None])
    if satuan is None:
        return tuple(waktu), (None,) * len(waktu)
    hasil, ragu = [], []
    for w in waktu:
        kena = w.asal_satuan is None and bool(_angka(w))
        hasil.append(_beri_satuan(w, satuan, konvensi) if kena else w)
        isi = {"teks": w.teks, "satuan": satuan.value.replace("_", " "), "alasan": alasan}
        ragu.append(RawDoubt(kode=Kode.WAKTU_SATUAN_ANGGAPAN, isi=isi) if kena else None)
    return tuple(hasil), tuple(ragu)


def _angka(w: Waktu) -> list[float]:
    return [x for x in (w.min, w.maks) if x is not None]


def _satuan_dari_bukti(gundul: Sequence[Waktu], bersatuan: Sequence[Waktu]) -> tuple[Satuan | None, str]:
    angka = [x for w in gundul for x in _angka(w)]
    if not angka:
        return None, ""
    satuan = {s for w in bersatuan for s in (w.satuan_min, w.satuan_maks) if s is not None}
    contoh = [x for w in bersatuan for x in _angka(w)]
    if len(satuan) == 1 and min(contoh) / 2 <= min(angka) and max(angka) <= 2 * max(contoh):
        return satuan.pop(), f"{len(bersatuan)} sel lain di kolom ini bersatuan sama"
    if max(angka) >= 10 and all(x % 5 == 0 and x > 0 for x in angka):
        return Satuan.MENIT, "semua angka kelipatan 5"
    return None, ""


def _beri_satuan(w: Waktu, satuan: Satuan, konvensi: Konvensi) -> Waktu:
    return w.model_copy(
        update={
            "satuan_min": None if w.min is None else satuan,
            "satuan_maks": None if w.maks is None else satuan,
            "menit_min": konvensi.menit(w.min, satuan),
            "menit_maks": konvensi.menit(w.maks, satuan),
            "asal_satuan": AsalSatuan.ANGGAPAN,
        }
    )
