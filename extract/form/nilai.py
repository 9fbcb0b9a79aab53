"""What a value looks like, and which short fields of the identity block or columns it may therefore fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_MONTH = r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|agu|ags|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*"
_DATE = re.compile(
    rf"\b\d{{1,2}}\s*(?:[-/.]|\s)\s*(?:\d{{1,2}}|{_MONTH})\s*(?:[-/.]|\s)\s*\d{{4}}\b|\b{_MONTH}\s+\d{{4}}\b",
    re.IGNORECASE,
)
_NIP = re.compile(r"\bNIP\b|(?<!\d)(?:\d[ .]?){18}(?!\d)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*([/.-])\s*")  # "065/ 45 /ORG" is one number
_NUMBER = re.compile(r"^\W*(?=\S*\d)(?:\S*[/.-]\S*\s*){1,5}$|^\d{1,4}$")
# "Drs. Budi", "Ani Wati, S.Sos.", as no name of an SOP has
_PERSON = re.compile(r"(?:^|\s)(?:Drs|Dra|Dr|Ir|Hj?)\.\s*[A-Z]|,\s*[SMA]\.\s?[A-Z]")
_DURATION = re.compile(
    r"(?i)\b(?:detik|menit|jam|hari|kerja|minggu|bulan|tahun|maks\w*|min\w*|paling|lama|s\s*/?\s*d)\b"
)
DURATIONS = 0.8  # of a column's letters that are units: the rest is misread
COUNTED = 0.8  # of a column's words that are the next number
NUMBERS = 3  # of them at least
TITLE = 2  # words of a name of an SOP, at least

SIGNER = "disahkan_oleh"
DATES = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan")


def has_nip(text: str) -> bool:
    return bool(_NIP.search(text))


def kinds_of(lines: Iterable[str]) -> tuple[str, ...]:
    """The short fields that printed lines may fill."""
    text = " ".join(lines).strip(" :;")
    if has_nip(text) or _PERSON.search(text):
        return (SIGNER,)
    if found := _DATE.search(text):
        return DATES if len(found.group()) * 2 > len(text) else ()
    if _NUMBER.match(_BETWEEN.sub(r"\1", text)):
        return ("nomor_sop",)
    words = [w for w in text.split() if sum(c.isalpha() for c in w) > 1]
    return ("nama_sop",) if len(words) >= TITLE else ()


def are_durations(text: str) -> bool:
    """Whether the texts of a column are times: numbers with a unit."""
    found = sum(len(m.group()) for m in _DURATION.finditer(text))
    return any(c.isdigit() for c in text) and found > DURATIONS * sum(c.isalpha() for c in text) > 0


def count_up(words: Sequence[str]) -> bool:
    """Whether the words of a column are the numbers of its rows."""
    values = [int(w.strip(".,)")) for w in words if w.strip(".,)").isdigit()]
    steps = sum(b - a == 1 for a, b in pairwise(values)) + (values[:1] == [1])
    return len(values) >= NUMBERS and steps >= COUNTED * len(words)
