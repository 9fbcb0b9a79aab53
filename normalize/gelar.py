"""Academic titles behind a name as they are printed, out of what an OCR engine makes of them.

Commas and full stops are the smallest marks of a line: "SUHADI .S.H. . M.H." is SUHADI, S.H., M.H.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_PIECE = re.compile(r"[^\s,.;]+")
_TORN = re.compile(r"\s[,.;]|[,;]{2}|\.\s\.|\$")
# A title that has run into the name: "SUHARDI.SE", "SUHARDIS.H."
_RUN_ON = re.compile(r"([^\W\d_]{3,})[.,]((?:[^\W\d_]{1,4}\.?)+),?")
_GLUED = re.compile(r"([A-Z]{3,})([A-Z]\.[^\W\d_]{1,4}[.,]*)")
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.")
_LONGEST = 4  # pieces of a title: "M.Tr.A.P"


def rapikan_gelar(nama: str, gelar: Callable[[str], bool]) -> str:
    """A name with the titles behind it set as usual. ``gelar`` tells whether bare letters are one.

    Only marks and spaces change; a name whose end is no row of titles is left as it was read.
    """
    pieces = list(_PIECE.finditer(nama.replace("$", "S")))
    for i in range(1, len(pieces)):
        titles = _titles([p.group() for p in pieces[i:]], gelar)
        if titles:
            before = nama[: pieces[i].start()]
            own = before.rstrip(" ,.;")
            # a name set without a comma stays so, unless its marks are torn anyway; one behind it is a speck
            comma = before.rstrip() != own or _TORN.search(nama.rstrip(" ,.;"))
            return f"{_tight(own)}{',' if comma else ''} {', '.join(_alike(titles))}"
    return _tight(nama)


def lepas_gelar(baris: str, gelar: Callable[[str], bool]) -> str:
    """A line read from pixels, the titles that have run into a name parted from it by a comma."""
    return " ".join(_parted(word, gelar) for word in baris.split())


def _parted(word: str, gelar: Callable[[str], bool]) -> str:
    for form in (_GLUED, _RUN_ON):
        found = form.fullmatch(word)
        if found and gelar("".join(c for c in found[2] if c.isalpha())) and not gelar(found[1]):
            return f"{found[1]}, {word[found.start(2) :]}"
    return word


def _titles(pieces: Sequence[str], gelar: Callable[[str], bool]) -> list[str]:
    """The pieces as titles, each of one piece or more; [] where they are not all titles."""
    if not pieces:
        return []
    for n in range(min(_LONGEST, len(pieces)), 0, -1):
        own = pieces[:n]
        if any(len(p) > 4 for p in own if n > 1) or not gelar("".join(own)):
            continue
        rest = _titles(pieces[n:], gelar)
        if rest or n == len(pieces):
            return [_written(own), *rest]
    return []


def _alike(titles: list[str]) -> list[str]:
    """Titles of two capitals, all with full stops where one has them: "SH, M.H." is S.H., M.H."""
    dotted = any(_INITIALS.fullmatch(t) for t in titles)
    return [f"{t[0]}.{t[1]}." if dotted and len(t) == 2 and t.isupper() else t for t in titles]


def _written(own: Sequence[str]) -> str:
    """A title's pieces with their full stops: S.H., M.Si, SE."""
    text = ".".join(own)
    return f"{text}." if len(own) > 1 and len(own[-1]) == 1 else text


def _tight(nama: str) -> str:
    """No blank before a comma or full stop."""
    return re.sub(r"\s+(?=[,.])", "", nama).strip()
