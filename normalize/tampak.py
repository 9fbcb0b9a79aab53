"""Texts that a person sees otherwise than they are stored: told, never changed.

Direction controls reorder what is shown, controls hide in it, and letters of another script pass for
Latin ones ("Ѕurat" with a Cyrillic letter): such a text is found by no search and compared wrongly.
Source: Unicode Technical Report 36, 2.2 (confusables) and 2.5 (bidirectional text).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from schemas.raw import RawDoubt
from schemas.record import SopRecord
from schemas.tinjauan import Kode

_NOT_PRINTED = ("skema", "id", "sumber", "status", "ditinjau", "tinjauan")  # what no document says
_REORDERS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\U000e0000-\U000e007f]")
_WORD = re.compile(r"[^\W\d_]+")
UNIT = 2  # letters of a unit of measure such as "μm"
_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH LATIN", "MATHEMATICAL")


def misleading(record: SopRecord) -> list[RawDoubt]:
    """A doubt at each text of a record that looks otherwise than it is."""
    values = record.model_dump(exclude=set(_NOT_PRINTED))
    return [
        RawDoubt(kode=Kode.TEKS_MENYESATKAN, jalur=jalur, isi={"tanda": reason})
        for jalur, text in texts(values, "")
        if (reason := why(text))
    ]


def texts(value: Any, jalur: str) -> Iterator[tuple[str, str]]:
    """Every text in a dumped model with its JSON Pointer."""
    if isinstance(value, str):
        yield jalur, value
    elif isinstance(value, dict):
        for k, v in value.items():
            yield from texts(v, f"{jalur}/{k}")
    elif isinstance(value, list | tuple):
        for i, v in enumerate(value):
            yield from texts(v, f"{jalur}/{i}")


def why(text: str) -> str:
    """What makes a text look otherwise than it is; "" where nothing does."""
    if _CONTROL.search(text):
        return "tanda kendali"
    if text.isascii():
        return ""
    if _REORDERS.search(text):
        return "tanda pembalik arah tulisan"
    foreign = next((w for w in _WORD.findall(text) if not w.isascii() and disguised(w)), "")
    return f"huruf asing yang mirip huruf Latin dalam kata {foreign}" if foreign else ""


def disguised(word: str) -> bool:
    """Whether a word mixes Latin letters with those of another script, or is made of what passes for them."""
    names = [unicodedata.name(c, "") for c in word]
    foreign = [n for n in names if n.startswith(_SCRIPTS)]
    latin = any(n.startswith("LATIN") for n in names)
    if len(word) <= UNIT:
        return False
    return bool(foreign) and (latin or all(n.startswith(_SCRIPTS[0]) for n in names))
