"""What a value of the identity block looks like, and which short fields it may therefore fill."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
