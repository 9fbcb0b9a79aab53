"""Two laws that one item of a list holds: where the second begins, or that there is one.

A law named after "atas", "pelaksanaan", "diubah dengan", "jo." belongs to the first. One that follows a
semicolon, the end of a sentence or of a bracket, or the number of a list is an item of its own; one that
follows plain words is told: what belongs to which is not shown.
"""

from __future__ import annotations

import re
from itertools import pairwise

from normalize.hukum import begins_law, parse_hukum, reference_words
from schemas.raw import RawText

_AWAL = re.compile(r"(?<=\s)(?=[A-Z])")
_NOMOR_BUTIR = r"(?:\d{1,2}|[a-z])[.)]*\s+"
_BATAS = re.compile(rf"[;:.)]\s*$|\s{_NOMOR_BUTIR}$")
_RUJUKAN = re.compile(rf"\b(?:n[o0]|nomor|tahun|pasal|ayat|bab|huruf|angka)[.\s:]*{_NOMOR_BUTIR}$", re.I)
_EKOR_BUTIR = re.compile(rf"(?:\s{_NOMOR_BUTIR})+$|[\s:]+$")


def unfused(text: RawText | None) -> RawText | None:
    """A list of laws with one law an item. What stands before a law and is none ends the item before."""
    if text is None or not text.teks:
        return text
    items: list[str] = []
    sure: list[float] = []
    whole = text.butir or (text.teks,)
    for i, item in enumerate(whole):
        parts = split_laws(item)
        if len(parts) > 1 and items and parse_hukum(parts[0]).jenis is None:
            items[-1], parts = f"{items[-1]} {parts[0]}", parts[1:]
        items += parts
        sure += [text.butir_yakin[i] if i < len(text.butir_yakin) else text.keyakinan] * len(parts)
    if tuple(items) == whole:
        return text
    return text.model_copy(update={"butir": tuple(items), "butir_yakin": tuple(sure)})


def split_laws(teks: str) -> tuple[str, ...]:
    """The laws of an item, each as it is printed; the item itself where it holds one."""
    cuts = [at for at in _others(teks) if _BATAS.search(teks[:at])]
    parts = [teks[a:b] for a, b in pairwise([0, *cuts, len(teks)])]
    return (*(_EKOR_BUTIR.sub("", part) for part in parts[:-1]), parts[-1])


def joined_law(teks: str) -> str | None:
    """The beginning of a second law that stands in an item without a border, else None."""
    at = next((at for at in _others(teks) if not _BATAS.search(teks[:at])), None)
    return None if at is None else teks[at : at + 60]


def _others(teks: str) -> list[int]:
    """Where further laws begin that are not spoken of by the one before."""
    found = (m.end() for m in _AWAL.finditer(teks))
    return [at for at in found if _free(teks[:at]) and _whole(teks[at:])]


def _free(before: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", before)
    return bool(words) and words[-1].casefold() not in reference_words() and not _RUJUKAN.search(before)


def _whole(teks: str) -> bool:
    """Whether a law with its number and year stands at the beginning."""
    law = parse_hukum(teks)
    return law.nomor is not None and law.tahun is not None and begins_law(teks)
