"""Times without a length: schedules, rhythms, conditions ("Setiap bulan", "Hari H s.d H+7").

The words are in data/waktu.toml; expressions with figures are told apart here, so that a clock
time or a day of the month is never read as a length.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.waktu_lex import kamus, satuan_dari

_JAM = r"\d{1,2}[.:]\d{2}"
_JADWAL = re.compile(
    rf"\bh\s*[-+]\s*\d+|\bhari\s+h\b|\b(?:pukul|jam)\s+{_JAM}(?:\s*(?:-|~|s\.?/?d\.?)\s*{_JAM})?"
    rf"|{_JAM}\s*(?:(?:-|~|s\.?/?d\.?)\s*{_JAM}\s*)?(?:wib|wita|wit)\b"
    r"|\b(?:tanggal|tgl)\.?\s*\d+(?:\s*(?:-|~|s\.?/?d\.?)\s*\d+)?|\bke\s*-?\s*\d+"
    r"|\b(?:tahun|thn|ta)\s+\d{4}\b|^(?:setiap|tiap|per)\s+(?:(?:tanggal|tgl)\.?\s+\d+|(?:\d+\s+)?\w+)|\d+\s*(?:x|kali)\s*(?:se|dalam\s+(?:1|satu)\s+|per\s*|/\s*)(?:hari|minggu|bulan|tahun)"
    r"|\d+\s*(?:hari|minggu|bulan|tahun)\s+sekali\b|\bsekali\s+se\w+"
)


@cache
def _bulan() -> re.Pattern[str]:
    return re.compile(rf"\b(?:\d{{1,2}}\s+)?(?:{'|'.join(kamus()['jadwal']['bulan'])})\b(?:\s+\d{{4}})?")


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
