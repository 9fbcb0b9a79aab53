"""Times without a length: schedules, rhythms, conditions ("Setiap bulan", "Hari H s.d H+7").

The words are in data/waktu.toml; expressions with figures are told apart here, so that a clock
time or a day of the month is never read as a length.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.tanggal import nama_bulan
from normalize.waktu.lex import kamus, satuan_dari

_JAM = r"\d{1,2}[.:]\d{2}"
_SAMPAI = r"\s*(?:-|~|s\.?/?d\.?)\s*"
_KALI = r"(?:\d+|\b(?:satu|dua|tiga|empat|enam))\s*(?:x|kali)"
_KALENDER = r"(?:hari|minggu|bulan|tahun)"
_JADWAL = re.compile(
    "|".join(
        (
            r"\bh\s*[-+]\s*\d+|\bhari\s+h\b",  # H+7, Hari H
            rf"\b(?:pukul|jam)\s+{_JAM}(?:{_SAMPAI}{_JAM})?",  # clock times
            rf"{_JAM}\s*(?:{_SAMPAI}{_JAM}\s*)?(?:wib|wita|wit)\b",
            rf"\b(?:tanggal|tgl)\.?\s*\d+(?:{_SAMPAI}\d+)?",  # days of the month
            r"\bke\s*-?\s*\d+",  # the second week
            r"\b(?:tahun|thn|ta)\s+\d{4}\b",
            r"^(?:setiap|tiap|per)\s+(?:(?:tanggal|tgl)\.?\s+\d+|(?:\d+\s+)?\w+)",  # every 3 months
            rf"{_KALI}\s*(?:se|dalam\s+(?:1|satu)\s+|per\s*|/\s*){_KALENDER}",  # twice a week
            rf"\d+\s*{_KALENDER}\s+sekali\b|\bsekali\s+se\w+",
        )
    )
)


@cache
def _bulan() -> re.Pattern[str]:
    return re.compile(rf"\b(?:\d{{1,2}}\s+)?(?:{'|'.join(nama_bulan())})\b(?:\s+\d{{4}})?")


def buang_jadwal(teks: str) -> str | None:
    """``teks`` without the schedules told with figures; None where it has none."""
    polos = " ".join(teks.casefold().replace("–", "-").split())
    sisa = _bulan().sub(" ", _JADWAL.sub(" ", polos))
    return None if sisa == polos else " ".join(re.sub(r"\(\W*\)", " ", sisa).split())


def kata_jadwal(teks: str) -> bool:
    """Whether words alone tell a schedule: the first one is known, and more than a lost unit is there."""
    kata = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", teks.casefold())
    satuan_saja = all(satuan_dari(k) or k in kamus()["abaikan"]["kata"] for k in kata)
    dikenal = bool(kata) and kata[0] in kamus()["jadwal"]["awal"]
    return dikenal and not satuan_saja and not re.search(r"\d", teks)
