"""Spelling: letters that scanners confuse, and a bounded edit distance.

Folding maps letters that look alike in print to one of them, on both sides of a comparison,
so that "MENlT" and "rnenit" equal "menit" without any guess at meaning.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MIRIP = str.maketrans({"1": "i", "l": "i", "|": "i", "!": "i", "0": "o", "5": "s", "€": "e", "ı": "i"})
_GANDA = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def rapikan(teks: str) -> str:
    """``teks`` in NFKC with plain dashes and quotes, single spaces, no zero-width characters."""
    teks = teks.replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4")
    teks = unicodedata.normalize("NFKC", teks)
    teks = re.sub(r"[\u200b-\u200f\ufeff\u00ad]", "", teks)
    teks = re.sub(r"[‐‑‒–—―−\ufffe]", "-", teks)
    teks = teks.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(teks.split())


@lru_cache(maxsize=65536)
def lipat(kata: str) -> str:
    """``kata`` lower-cased with look-alike letters made one ("MENlT" -> "menit")."""
    kata = kata.casefold()
    for dari, ke in _GANDA:
        kata = kata.replace(dari, ke)
    return kata.translate(_MIRIP)


@lru_cache(maxsize=65536)
def jarak(a: str, b: str, maks: int = 2) -> int:
    """Edit distance (insert, delete, replace) of ``a`` and ``b``; ``maks + 1`` where it is larger."""
    if abs(len(a) - len(b)) > maks:
        return maks + 1
    baris = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        sebelum, baris[0] = baris[0], i
        for j, y in enumerate(b, 1):
            sebelum, baris[j] = baris[j], min(baris[j] + 1, baris[j - 1] + 1, sebelum + (x != y))
        if min(baris) > maks:
            return maks + 1
    return min(baris[-1], maks + 1)
