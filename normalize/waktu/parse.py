"""The time column (mutu baku waktu): printed text -> kind, bounds, units, working minutes.

Decisions where the form is silent:
- "1 jam 30 menit" is one duration, told in its smallest unit (90 menit).
- "1 x 24 jam" is 24 jam by the clock, which is one day; ``hitungan`` says so, as it does of working days.
- What comes again in a period ("bulanan selama setahun") has no length: ``jadwal``, ``hitungan`` berulang.
- Several durations in one cell ("15 menit 30 menit 1 jam") are not added up: nothing on the
  form says whether they follow each other. The cell is ``tak_terurai`` with a doubt.
- A rhythm or condition ("setiap bulan", "Hari H s.d H+7", "09.00 - 15.00 WIB") is ``jadwal``.
- A bare number has the unit of the column header; without one it has none (see ``satuan.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from normalize.konvensi import KONVENSI, Konvensi
from normalize.waktu.jadwal import buang_jadwal, kata_jadwal
from normalize.waktu.lex import Keping, Urai, kamus, pecah, satuan_dari, siapkan
from schemas.raw import RawDoubt
from schemas.record import Waktu
from schemas.tinjauan import Kode
from schemas.vocab import AsalSatuan, Hitungan, JenisWaktu, Satuan

Hasil = tuple[Waktu, tuple[RawDoubt, ...]]


@dataclass(slots=True)
class _Nilai:
    """One duration: value and unit, the unit None while it is not known."""

    nilai: float
    satuan: Satuan | None


@dataclass(slots=True)
class _Bacaan:
    """What the tokens say: sides of a range (each a list of durations), bound, rate, leftovers."""

    sisi: list[list[_Nilai]] = field(default_factory=lambda: [[]])
    batas: str = ""  # "<" upper, ">" lower
    tengah: int = 0  # durations before the bound; between two of them it belongs to neither
    per: str | None = None
    sisa: list[str] = field(default_factory=list)
    ulang: bool = False  # a bracket, slash or equals sign: the second duration may repeat the first


@lru_cache(maxsize=262144)
def parse_waktu(teks: str, kepala: str = "", konvensi: Konvensi = KONVENSI) -> Hasil:
    """A printed time -> (Waktu, doubts). ``kepala`` is the column header, "Waktu (Menit)".

    ``jalur`` of the doubts is empty: the caller knows the row.
    """
    teks = " ".join(teks.split())
    if not re.search(r"[^\W_]", teks):
        return Waktu(teks=teks), (RawDoubt(kode=Kode.WAKTU_KOSONG),)
    if (berulang := _baca_berulang(teks, kepala, konvensi)) is not None:
        return berulang
    sisa = buang_jadwal(teks)
    if sisa is None:
        return _baca_durasi(teks, teks, kepala, konvensi)
    jadwal = Waktu(teks=teks, jenis=JenisWaktu.JADWAL)
    if not re.search(r"\d", sisa):
        return jadwal, ()
    # a schedule and a length ("7 hari kerja (H+7)"): the length counts, a person should look
    waktu, _ = _baca_durasi(teks, sisa, kepala, konvensi)
    return (waktu if waktu.asal_satuan is AsalSatuan.SEL else jadwal), (
        RawDoubt(kode=Kode.WAKTU_SEBAGIAN, isi={"sisa": sisa, "teks": teks}),
    )


# "Setiap bulan", "Bulanan": how often; then a period in which it comes again, or the length of one time.
_IRAMA = re.compile(
    r"(?:(?:setiap|tiap|per)\s+(?P<satu>hari|minggu|bulan|triwulan|semester|tahun)|"
    r"(?P<kata>hari|minggu|bulan|triwulan|semester|tahun)an)\b\s*(?P<masa>selama|dalam)?\s*(?P<sisa>\w.*)",
    re.I,
)


def _baca_berulang(teks: str, kepala: str, konvensi: Konvensi) -> Hasil | None:
    """A rhythm with a length; None where the text is none."""
    m = _IRAMA.fullmatch(teks)
    if m is None:
        return None
    waktu, ragu = _baca_durasi(teks, m["sisa"], kepala, konvensi)
    if waktu.asal_satuan is not AsalSatuan.SEL or ragu:
        return None
    if m["masa"]:
        return _berulang(teks), ()
    return waktu.model_copy(update={"per": (m["satu"] or m["kata"]).casefold()}), ()


def _berulang(teks: str) -> Waktu:
    return Waktu(teks=teks, jenis=JenisWaktu.JADWAL, hitungan=Hitungan.BERULANG)


_KALENDER = re.compile(r"\d\s*(?:[x×✕]|kali)\s*24\s*jam|\bkalend[ae]r\b", re.I)
_KERJA = re.compile(r"\b(?:hari|hr|jam)\s*-?\s*(?:kerja|efektif)\b", re.I)


def _hitungan(teks: str, satuan: Satuan | None) -> Hitungan | None:
    if _KALENDER.search(teks):
        return Hitungan.KALENDER
    return Hitungan.KERJA if satuan is Satuan.HARI_KERJA or _KERJA.search(teks) else None


def _baca_durasi(teks: str, isi: str, kepala: str, konvensi: Konvensi) -> Hasil:
    """The length that ``isi`` tells; ``teks`` is the whole printed cell."""
    urai = pecah(isi)
    bacaan = _baca(_gabung_angka(urai))
    if not any(bacaan.sisi):
        ada = kata_jadwal(teks)
        return (Waktu(teks=teks, jenis=JenisWaktu.JADWAL), ()) if ada else _tak_terurai(teks)
    waktu, ragu = _susun(teks, bacaan, kepala_satuan(kepala), konvensi)
    return waktu, (*_ragu_ejaan(teks, urai), *ragu)


def _tak_terurai(teks: str, kode: Kode = Kode.WAKTU_TAK_TERURAI) -> Hasil:
    return Waktu(teks=teks, jenis=JenisWaktu.TAK_TERURAI), (RawDoubt(kode=kode, isi={"teks": teks}),)


@lru_cache(maxsize=4096)
def kepala_satuan(kepala: str) -> Satuan | None:
    """The one unit that a column header names: "WAKTU (HARI)" -> hari; None for none or several."""
    kata = re.findall(r"[^\W\d_]+", siapkan(kepala, Urai()))
    satuan = {s for k in kata if k not in ("min", "bin", "har") and (s := satuan_dari(k))}
    # "periode", "bulan berjalan" and the like make the header a remark, not a unit
    asing = [k for k in kata if satuan_dari(k) is None and k not in _kata_kepala()]
    return satuan.pop() if len(satuan) == 1 and not asing else None


@cache
def _kata_kepala() -> frozenset[str]:
    return frozenset(
        [*kamus()["abaikan"]["kata"], "mutu", "baku", "buku", "penyelesaian", "satuan", "proses", "norma"]
    )


# --- numbers -------------------------------------------------------------------------------


def _gabung_angka(urai: Urai) -> list[Keping]:
    """Digits torn apart, products and "10 (sepuluh)" made one number each."""
    hasil: list[Keping] = []
    for k in urai.keping:
        hasil.append(k)
        while (baru := _lipat_ekor(hasil, urai)) is not None:
            hasil = baru
    return hasil


def _lipat_ekor(k: list[Keping], urai: Urai) -> list[Keping] | None:
    """The list with its last tokens merged into one number, or None where nothing merges."""
    jenis = "".join(x.jenis for x in k[-4:])
    if jenis.endswith("NxN"):
        hasil = (k[-3].nilai or 0.0) * (k[-1].nilai or 0.0)
        return [*k[:-3], Keping("N", f"{k[-3].teks}x{k[-1].teks}", hasil)]
    if jenis.endswith("N(N)") and k[-4].nilai == k[-2].nilai:
        return k[:-3]
    if jenis.endswith("NN"):
        return _sambung(k, urai)
    return None


def _sambung(k: list[Keping], urai: Urai) -> list[Keping] | None:
    """ "1 0" is 10 (a lone 0 counts nothing); "1 5" is 15 too, but said as a repair."""
    kiri, kanan = k[-2], k[-1]
    if not (kiri.teks.isdigit() and kanan.teks.isdigit() and len(kanan.teks) == 1 and len(kiri.teks) <= 2):
        return None
    baca = kiri.teks + kanan.teks
    if kanan.teks != "0":
        urai.perbaikan.append((f"{kiri.teks} {kanan.teks}", baca))
    return [*k[:-2], Keping("N", baca, float(baca))]


# --- sentence ------------------------------------------------------------------------------


def _baca(keping: Sequence[Keping]) -> _Bacaan:
    b = _Bacaan()
    i = 0
    while i < len(keping):
        k = keping[i]
        if k.jenis == "N":
            satuan = keping[i + 1].satuan if i + 1 < len(keping) else None
            b.sisi[-1].append(_Nilai(k.nilai or 0.0, satuan))
            i += satuan is not None
        elif k.jenis == "(" and any(b.sisi) and (akhir := _kurung_asing(keping, i)):
            b.sisa += [x.teks for x in keping[i + 1 : akhir]]
            i = akhir
        elif k.jenis in "/K" and any(b.sisi) and _awal_per(keping, i):
            i = _baca_per(b, keping, i)
        else:
            _baca_lain(b, k)
        i += 1
    return b


def _kurung_asing(keping: Sequence[Keping], i: int) -> int:
    """Index of the closing bracket of a remark with words and no unit ("24 jam (8 berita)"); else 0."""
    akhir = next((j for j in range(i, len(keping)) if keping[j].jenis == ")"), len(keping))
    isi = {k.jenis for k in keping[i + 1 : akhir]}
    return akhir if "K" in isi and "U" not in isi else 0


def _baca_lain(b: _Bacaan, k: Keping) -> None:
    if k.jenis == "~" and b.sisi[-1]:
        b.sisi.append([])
    elif k.jenis == "~" and k.teks == "~":  # "s.d. 3 hari"; a leading dash is a bullet
        b.batas = b.batas or "<"
    elif k.jenis in "<>":
        if not any(b.sisi) and _pengantar(b.sisa):
            b.sisa = []
        b.batas = b.batas or k.jenis
        b.tengah = sum(map(len, b.sisi))
    elif k.jenis in "(/=":
        b.ulang = True
    elif k.jenis in "Ux" or (k.jenis == "K" and k.teks not in kamus()["abaikan"]["kata"]):
        b.sisa.append(k.teks)


def _pengantar(kata: Sequence[str]) -> bool:
    """Whether the words before a bound only say when or what it bounds: "Pada hari kerja maksimal",
    "Diajukan paling lambat". They begin with a word of time or with a passive verb."""
    return bool(kata) and (kata[0] in kamus()["jadwal"]["awal"] or (kata[0][:2] == "di" and len(kata[0]) > 4))


def _awal_per(keping: Sequence[Keping], i: int) -> bool:
    """A rate starts here: "/berkas", "per berkas", "setiap berkas"."""
    k = keping[i]
    if k.jenis == "K" and k.teks not in ("per", "tiap", "setiap"):
        return False
    return i + 1 < len(keping) and keping[i + 1].jenis in "KU"


def _baca_per(b: _Bacaan, keping: Sequence[Keping], i: int) -> int:
    """Take the words after "/" or "per" as the item of the rate; the index of the last one."""
    j = i + 1
    while j < len(keping) and keping[j].jenis in "KU/":
        j += 1
    kata = [k.teks for k in keping[i + 1 : j] if k.jenis != "/"]
    b.per = " ".join(k for k in kata if k not in ("per", "tiap", "setiap")) or None
    return j - 1


# pairs of units that tell one duration together; "1 hari 10 menit" is rather two
_BERTETANGGA = frozenset(
    {
        (Satuan.TAHUN, Satuan.BULAN),
        (Satuan.BULAN, Satuan.MINGGU),
        (Satuan.BULAN, Satuan.HARI),
        (Satuan.MINGGU, Satuan.HARI),
        (Satuan.HARI, Satuan.JAM),
        (Satuan.JAM, Satuan.MENIT),
        (Satuan.MENIT, Satuan.DETIK),
    }
)


def _jumlah(nilai: Sequence[_Nilai], konvensi: Konvensi) -> _Nilai | None:
    """ "1 jam 30 menit" as one duration in its smallest unit; None where they are no one duration."""
    for besar, kecil in pairwise(nilai):
        satuan = [Satuan.HARI if n.satuan is Satuan.HARI_KERJA else n.satuan for n in (besar, kecil)]
        m, batas = konvensi.menit(kecil.nilai, kecil.satuan), konvensi.menit(1.0, besar.satuan)
        if tuple(satuan) not in _BERTETANGGA or m is None or batas is None or m >= batas:
            return None
    akhir = nilai[-1].satuan
    if len(nilai) == 1 or akhir is None:
        return nilai[0]
    total = sum(konvensi.menit(n.nilai, n.satuan) or 0.0 for n in nilai)
    return _Nilai(round(total / konvensi.tabel[akhir], 4), akhir)


def _ulangan(nilai: Sequence[_Nilai], konvensi: Konvensi, b: _Bacaan) -> _Nilai | None:
    """ "60 menit (1 jam)": the first, where the second tells the same; a day of 8 hours is near enough,
    with a doubt. None for a choice ("30 menit/1 jam")."""
    menit = [konvensi.menit(n.nilai, n.satuan) or 0.0 for n in nilai]
    if len(menit) != 2 or not menit[0] or not 0.8 <= menit[1] / menit[0] <= 1.25:
        return None
    if menit[0] != menit[1]:
        b.sisa.append(f"{nilai[1].nilai:g} {nilai[1].satuan}")
    return nilai[0]


def _susun(teks: str, b: _Bacaan, kepala: Satuan | None, konvensi: Konvensi) -> Hasil:
    sisi = [s for s in b.sisi if s]
    nilai = [_ulangan(s, konvensi, b) if b.ulang and len(s) > 1 else _jumlah(s, konvensi) for s in sisi]
    utuh = [n for n in nilai if n is not None]
    if len(utuh) < len(nilai) or len(utuh) > 2 or 0 < b.tengah < sum(map(len, sisi)):
        return _tak_terurai(teks, Kode.WAKTU_JAMAK)
    bawah, atas = _samakan(utuh[0], utuh[-1])
    if bawah.satuan is None and any(len(k) > 2 for k in b.sisa):
        return _tak_terurai(teks)  # "2 lembar": a number of something else
    asal = _asal(bawah, atas, kepala)
    waktu = _waktu(teks, b, (bawah, atas), asal, konvensi)
    sekali = konvensi.menit(1.0, satuan_dari(b.per or ""))
    if sekali is not None and (waktu.menit_min or waktu.menit_maks or 0.0) > sekali:
        return _berulang(teks), ()  # a year, every month
    return waktu, _ragu(waktu, b)


def _samakan(bawah: _Nilai, atas: _Nilai) -> tuple[_Nilai, _Nilai]:
    """In "1 - 2 hari" the unit of one side counts for both."""
    return _Nilai(bawah.nilai, bawah.satuan or atas.satuan), _Nilai(atas.nilai, atas.satuan or bawah.satuan)


def _asal(bawah: _Nilai, atas: _Nilai, kepala: Satuan | None) -> AsalSatuan | None:
    if bawah.satuan is not None:
        return AsalSatuan.SEL
    if kepala is None:
        return None
    bawah.satuan = atas.satuan = kepala
    return AsalSatuan.KEPALA_KOLOM


def _waktu(
    teks: str, b: _Bacaan, ujung: tuple[_Nilai, _Nilai], asal: AsalSatuan | None, konvensi: Konvensi
) -> Waktu:
    bawah, atas = ujung
    rentang = (bawah.nilai, bawah.satuan) != (atas.nilai, atas.satuan)
    jenis = JenisWaktu.RENTANG if rentang else JenisWaktu.TETAP
    if b.batas and not rentang:
        jenis = JenisWaktu.MAKSIMAL if b.batas == "<" else JenisWaktu.MINIMAL
    ada_min, ada_maks = jenis != JenisWaktu.MAKSIMAL, jenis != JenisWaktu.MINIMAL
    hitungan = _hitungan(teks, atas.satuan)
    return Waktu(
        teks=teks,
        jenis=jenis,
        min=bawah.nilai if ada_min else None,
        satuan_min=bawah.satuan if ada_min else None,
        maks=atas.nilai if ada_maks else None,
        satuan_maks=atas.satuan if ada_maks else None,
        menit_min=konvensi.menit(bawah.nilai, bawah.satuan, hitungan) if ada_min else None,
        menit_maks=konvensi.menit(atas.nilai, atas.satuan, hitungan) if ada_maks else None,
        asal_satuan=asal,
        per=b.per,
        hitungan=hitungan,
    )


# --- doubts --------------------------------------------------------------------------------


def _ragu(waktu: Waktu, b: _Bacaan) -> tuple[RawDoubt, ...]:
    ragu = []
    teks = waktu.teks
    if waktu.asal_satuan is None:
        ragu.append(RawDoubt(kode=Kode.WAKTU_TANPA_SATUAN, isi={"teks": teks}))
    if waktu.menit_min is not None and waktu.menit_maks is not None and waktu.menit_min > waktu.menit_maks:
        ragu.append(RawDoubt(kode=Kode.WAKTU_TERBALIK, isi={"teks": teks}))
    sisa = [*b.sisa, *(["sampai"] if not b.sisi[-1] else [])]
    if sisa and b.batas and sisa[0] in kamus()["abaikan"]["sejak"]:
        sisa = []
    if b.batas and waktu.jenis == JenisWaktu.RENTANG:
        sisa.insert(0, "maksimal" if b.batas == "<" else "minimal")
    if sisa:
        ragu.append(RawDoubt(kode=Kode.WAKTU_SEBAGIAN, isi={"sisa": " ".join(sisa), "teks": teks}))
    return tuple(ragu)


def _ragu_ejaan(teks: str, urai: Urai) -> tuple[RawDoubt, ...]:
    return tuple(
        RawDoubt(kode=Kode.WAKTU_DIPERBAIKI, isi={"teks": teks, "baca": baca}) for _, baca in urai.perbaikan
    )
