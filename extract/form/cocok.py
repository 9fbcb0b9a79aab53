"""Printed labels compared with a vocabulary.

Labels are compared as bare letters, so spaces inside words ("WAKT U"), case and punctuation do not
matter; after that a slip of the pen or of an OCR engine is forgiven up to a strict number of letters
(``slips``), and never where two known labels are as near.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

PARENTHESIS = re.compile(r"[(\[][^)\]]*[)\]]?")
DISTANCE = Levenshtein.distance
_NO_LETTERS = {n: None for n in range(128) if not chr(n).isalpha()}
_HAS_JOINT = re.compile(r"[/,&]|\b(?:dan|atau)\b", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:/|,|&|\bdan\b|\batau\b)\s*")


def data(name: str) -> dict[str, Any]:
    """What people may review of the form: ``data/<name>.toml``."""
    return tomllib.loads(files("extract.form").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


def letters_off(a: str, b: str, most: int | None = None) -> int:
    """How many letters of two strings differ (Levenshtein); counted up to ``most`` + 1."""
    return Levenshtein.distance(a, b, score_cutoff=most)


def likeness(a: str, b: str) -> float:
    """Share of the letters of two strings that agree, 0 to 1."""
    return Levenshtein.normalized_similarity(a, b)


def bare(label: str) -> str:
    """The letters of a label alone, lower case, without marks: "WAKT U (Menit)" -> "waktumenit"."""
    if label.isascii():
        return label.lower().translate(_NO_LETTERS)
    plain = unicodedata.normalize("NFKD", label).casefold()
    return "".join(c for c in plain if c.isalpha() and c.isascii())


class Labels(dict[str, str]):
    """Bare label -> name, and the same by the length of the label, which a slip changes little."""

    @cached_property
    def near(self) -> dict[int, list[str]]:
        """The labels that a key of each length may be a slip of."""
        out: dict[int, list[str]] = {}
        for word in self:
            for length in range(len(word) - MAKS_SLIPS, len(word) + MAKS_SLIPS + 1):
                if abs(length - len(word)) <= slips(length):
                    out.setdefault(length, []).append(word)
        return out


def table_of(vocabulary: Mapping[str, Sequence[str]]) -> Labels:
    """The labels of a vocabulary that lists the words of each name."""
    return Labels({bare(word): name for name, words in vocabulary.items() for word in words})


MAKS_SLIPS = 3


def slips(length: int) -> int:
    """How many wrong letters a label of this length may have and still be itself."""
    if length < 5:
        return 0
    return 1 if length < 9 else 2 if length < 18 else MAKS_SLIPS


def look_up(key: str, table: Labels) -> str | None:
    """The name of a bare label: exact, else the nearest within the allowed slips."""
    if key in table:
        return table[key]
    allowed = slips(len(key))
    if not allowed:
        return None
    near: dict[int, set[str]] = {}
    words = table.near.get(len(key), ())
    for word, wrong, _ in process.extract(key, words, scorer=DISTANCE, score_cutoff=allowed, limit=None):
        if wrong <= slips(len(word)):
            near.setdefault(int(wrong), set()).add(table[word])
    # The nearest name alone: a tie between two is no evidence for either.
    best = near[min(near)] if near else set()
    return best.pop() if len(best) == 1 else None


def parts_of(label: str) -> list[str]:
    """The bare parts of a joint label: "Persyaratan / Kelengkapan"; none of any other."""
    if not _HAS_JOINT.search(label):
        return []
    return [key for part in _JOINT.split(label.casefold()) if (key := bare(part))]


def same_field(parts: Sequence[str], table: Labels) -> str | None:
    """The name of a joint label of which every part names the same."""
    name = look_up(parts[0], table) if len(parts) > 1 else None
    return name if name and all(look_up(part, table) == name for part in parts[1:]) else None
