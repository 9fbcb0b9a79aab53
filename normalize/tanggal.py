"""Indonesian dates as printed -> a date, to the day or not at all.

Day before month, always: "02/06/2025" is 2 June. A date without its day stays null.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from normalize.ejaan import jarak, lipat, rapikan
from schemas.raw import RawDoubt
from schemas.tinjauan import Kode

Hasil = tuple[date | None, tuple[RawDoubt, ...]]

_ANGKA = r"[\dOolIS|]"
_KATA = re.compile(
    rf"(?<!\w)({_ANGKA}(?:\s?(?:\d|{_ANGKA}(?![^\W\d_])))?)\s*[-./,]?\s*([^\W\d_][\w|!.]{{2,9}}?)\s*[-./,]?\s*({_ANGKA}{{4}}|\d\d\s?\d\d|\d\d)(?!\d)"
)
_ISO = re.compile(r"(?<!\d)(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_NUMERIK = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2}|[IVX]{1,4})\s?[-/.]\s?(\d{4}|\d{2})(?!\d)")
_ROMAWI = {
    r: i for i, r in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1)
}
_DIGIT = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5"})


@cache
def nama_bulan() -> dict[str, int]:
    """The months' names as printed, in small letters, with their numbers."""
    isi = tomllib.loads(files("normalize").joinpath("data/tanggal.toml").read_text(encoding="utf-8"))
    return {nama: int(nomor) for nomor, bentuk in isi["bulan"].items() for nama in bentuk}


@cache
def _bulan() -> dict[str, int]:
    return {lipat(nama): nomor for nama, nomor in nama_bulan().items()}


@lru_cache(maxsize=4096)
def _baca_bulan(kata: str) -> tuple[int | None, bool]:
    """The month that ``kata`` names, and whether the name had to be guessed (one letter off)."""
    kunci = lipat(kata.strip("."))
    if (pasti := _bulan().get(kunci)) is not None:
        return pasti, False
    panjang = 2 if len(kunci) >= 7 else 1
    calon = {n for nama, n in _bulan().items() if len(nama) >= 4 and jarak(kunci, nama, panjang) <= panjang}
    return (calon.pop(), True) if len(calon) == 1 and len(kunci) >= 4 else (None, False)


@lru_cache(maxsize=65536)
def parse_tanggal(teks: str) -> Hasil:
    """A printed date -> (date, doubts); (None, ()) for an empty or dashed field.

    Less than a day ("Juni 2025"), an impossible or an unread date gives None and a doubt.
    Two-digit years, repaired letters and more than one date give the date and a doubt.
    """
    rapi = re.sub(r"[*_]|\.{2,}|…", " ", rapikan(teks))
    if not re.search(r"[^\W_]", rapi):
        return None, ()
    calon = [c for c in (*_dari_kata(rapi), *_dari_angka(rapi), *_dari_digit(rapi)) if c is not None]
    if not calon:
        return None, (RawDoubt(kode=_kode_kurang(rapi), isi={"teks": teks}),)
    hari, alasan = calon[0]
    if len({c[0] for c in calon}) > 1:
        alasan = "ada lebih dari satu tanggal"
    if not alasan:
        return hari, ()
    isi = {"teks": teks, "baca": hari.isoformat(), "alasan": alasan}
    return hari, (RawDoubt(kode=Kode.TANGGAL_MERAGUKAN, isi=isi),)


def _kode_kurang(rapi: str) -> Kode:
    """A month or a year alone is a date that is not told to the day."""
    ada_bulan = any(_baca_bulan(k)[0] and not _baca_bulan(k)[1] for k in re.findall(r"[^\W\d_]{3,}", rapi))
    tahun_saja = re.fullmatch(r"(?:tahun\s+)?(?:19|20)\d\d", rapi.casefold().strip(" .,"))
    lengkap = re.search(r"\b\d{1,2}\s+[^\W\d_]+\s+\d{4}\b", rapi)
    kurang = (ada_bulan and not lengkap) or tahun_saja
    return Kode.TANGGAL_TAK_LENGKAP if kurang else Kode.TANGGAL_TAK_TERURAI


def _dari_kata(rapi: str) -> list[tuple[date, str] | None]:
    hasil = []
    for m in _KATA.finditer(rapi):
        hari, kata, tahun = m.groups()
        bulan, tebakan = _baca_bulan(kata)
        # a day of letters alone must be a word of its own beside a sure month: "September" holds no day
        berhari = re.search(r"\d", hari) or not (tebakan or rapi[m.end(1)].isalpha())
        if bulan is not None and berhari:
            alasan = "nama bulan diperbaiki" if tebakan else ""
            hasil.append(_tanggal(hari, bulan, tahun, alasan))
    return hasil


def _dari_angka(rapi: str) -> list[tuple[date, str] | None]:
    hasil = [_tanggal(hari, int(bulan), tahun, "") for tahun, bulan, hari in _ISO.findall(rapi)]
    if hasil:
        return hasil
    for hari, bulan, tahun in _NUMERIK.findall(rapi):
        nomor = int(bulan) if bulan.isdigit() else _ROMAWI.get(bulan, 0)
        if nomor > 12 >= int(hari):
            hasil.append(_tanggal(bulan, int(hari), tahun, "bulan tampaknya ditulis sebelum hari"))
        else:
            hasil.append(_tanggal(hari, nomor, tahun, ""))
    return hasil


def _dari_digit(rapi: str) -> list[tuple[date, str] | None]:
    """Eight digits with lost borders, day first ("1 2 0 8 2 0 2 2"): handwriting in boxes."""
    digit = re.sub(r"[\s\-./]", "", rapi)
    if not re.fullmatch(r"\d{8}", digit) or _NUMERIK.search(rapi) or _ISO.search(rapi):
        return []
    return [_tanggal(digit[:2], int(digit[2:4]), digit[4:], "batas angka tidak tercetak")]


def _tanggal(hari: str, bulan: int, tahun: str, alasan: str) -> tuple[date, str] | None:
    bersih_hari = re.sub(r"\s", "", hari).translate(_DIGIT)
    bersih_tahun = re.sub(r"\s", "", tahun).translate(_DIGIT)
    if (bersih_hari, bersih_tahun) != (hari, tahun):
        alasan = alasan or "angka diperbaiki"
    if len(bersih_tahun) == 2:
        bersih_tahun, alasan = f"20{bersih_tahun}", alasan or "tahun dua angka"
    try:
        hasil = date(int(bersih_tahun), bulan, int(bersih_hari))
    except ValueError:
        return None
    return (hasil, alasan) if 1945 <= hasil.year <= 2099 else None
