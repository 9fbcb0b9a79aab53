"""NIP, the civil servant's number: 18 digits with a structure that shows slips.

Birth date YYYYMMDD, month of appointment YYYYMM, sex (1 man, 2 woman), serial of 3 digits
(BKN regulation 22/2007). A PPPK number has the sign of its month of appointment replaced by
its contract year and 21 or 22 (birth date, YYYY, 21, sex, serial), so months 21 and 22 pass.
"""

from __future__ import annotations

import re
from datetime import date

from schemas.raw import RawDoubt
from schemas.tinjauan import Kode

PANJANG = 18  # digits
_BUKAN_NIP = re.compile(r"(?i)\b(?:nrp|nik|nidn|npp|nuptk|nrk)\b")
_MIRIP = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


def parse_nip(teks: str) -> tuple[str | None, tuple[RawDoubt, ...]]:
    """The digits of a printed NIP (None where there are none) and what is wrong with them.

    Nothing is corrected but letters that stand for digits, and that is a doubt too. A number
    told to be of another kind (NRP, NIK) is returned without the check of an NIP.
    """
    isi = re.sub(r"(?i)^[^\d|]*?\b(?:n\s?[il1|]\s?p|nrp|nik|nidn|npp|nuptk|nrk)\b\s*[.:]*", "", teks)
    angka = re.search(r"[\dOolI|](?:[\s.\-]*[\dOolI|])*", isi)
    if angka is None or not re.search(r"\d", angka.group()):
        return None, ()
    rapat = re.sub(r"[\s.\-]", "", angka.group())
    digit = rapat.translate(_MIRIP)[:20]
    alasan = [] if _BUKAN_NIP.search(teks) else _salah(digit)
    if digit != rapat:
        alasan.insert(0, f"dibaca {digit}")
    if not alasan:
        return digit, ()
    return digit, (RawDoubt(kode=Kode.NIP_TAK_SAH, isi={"teks": rapat, "alasan": "; ".join(alasan)}),)


def _salah(digit: str) -> list[str]:
    """What breaks the structure of an NIP, in words; an old NIP of 9 digits is no slip."""
    if len(digit) == 9:
        return []
    if len(digit) != PANJANG:
        return [f"{len(digit)} angka, bukan 18"]
    salah = []
    lahir, angkat = int(digit[:4]), int(digit[8:12])
    if not _ada_tanggal(digit[:8]):
        salah.append("tanggal lahir mustahil")
    if not (1 <= int(digit[12:14]) <= 12 or digit[12:14] in ("21", "22")):
        salah.append("bulan pengangkatan mustahil")
    if not 15 <= angkat - lahir <= 60 or angkat > 2099:
        salah.append("tahun pengangkatan tidak cocok dengan tahun lahir")
    if digit[14] not in "12":
        salah.append("angka jenis kelamin bukan 1 atau 2")
    return salah


def _ada_tanggal(angka: str) -> bool:
    try:
        return date(int(angka[:4]), int(angka[4:6]), int(angka[6:])).year >= 1900
    except ValueError:
        return False
