"""Where the records of a source file lie: names that every system can hold.

A record lies in a folder named like its whole source file, extension included, so that ``a.pdf`` and
``a.docx`` keep apart; only the checked ``id`` comes from the document.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from schemas.record import SopRecord

RECORDS = "records"
REVIEWS = "tinjau"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Windows forbids these in names (learn.microsoft.com, Naming Files), and spaces or dots at the end.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]|[ .]+$")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
# Of 255 bytes that common file systems allow, eCryptfs leaves 143 and our hash takes 9.
_LONGEST_PART = 130
# Windows counts 260 characters for a whole path unless told otherwise; the id takes up to 120.
_LONGEST_PATH = 200


def record_path(record: SopRecord, twin: bool = False) -> str:
    """The record's place under the output root. Raises ValueError for an id that is no plain slug.

    ``twin``: another source file's name differs from this one's in case or accents only.
    """
    if not _ID.fullmatch(record.id) or len(record.id) > 120:
        raise ValueError(f"record id is not a plain slug: {record.id!r}")
    berkas = record.sumber.berkas
    folder = twin_path(berkas) if twin else safe_path(berkas)
    return f"{RECORDS}/{folder}/{record.id}.json"


def review_path(record_name: str) -> str:
    """Where the review page of the record at ``record_name`` lies."""
    return REVIEWS + record_name.removeprefix(RECORDS).removesuffix(".json") + ".html"


def safe_path(berkas: str) -> str:
    """A relative path that stays inside the output and that every system can hold.

    A part that had to be changed carries a hash of what it was, so that no two become one.
    """
    parts = [_safe_part(part) for part in berkas.split("/")]
    path = "/".join(parts)
    return path if len(path) <= _LONGEST_PATH else f"_/{_marked(parts[-1][:60], berkas)}"


def twin_path(berkas: str) -> str:
    """The same for one of several names that some systems take for one."""
    return _marked(safe_path(berkas), berkas)


def twins(names: Iterable[str]) -> set[str]:
    """Those names that some system takes for another of them, by case or composed accents."""
    folded = {name: unicodedata.normalize("NFC", safe_path(name)).casefold() for name in names}
    count = Counter(folded.values())
    return {name for name, key in folded.items() if count[key] > 1}


def _safe_part(part: str) -> str:
    if part in ("", ".", ".."):  # object stores allow keys with these
        return _marked("_", part)
    safe = _UNSAFE.sub("_", part)
    safe = "_" + safe if _RESERVED.fullmatch(safe) else safe
    if len(safe.encode()) > _LONGEST_PART:
        safe = safe.encode()[: _LONGEST_PART - 9].decode("utf-8", "ignore").rstrip(" .")
    return safe if safe == part else _marked(safe, part)


def _marked(name: str, of: str) -> str:
    return f"{name}~{hashlib.sha256(of.encode()).hexdigest()[:8]}"
