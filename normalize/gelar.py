"""Academic titles behind a name as they are printed, out of what an OCR engine makes of them.

Commas and full stops are the smallest marks of a line: "SUHADI .S.H. . M.H." is SUHADI, S.H., M.H.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_PIECE = re.compile(r"[^\s,.;]+")
_TORN = re.compile(r"\s[,.;]|[,;]{2}|\.\s\.|\$")
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
            # a name set without a comma stays so, unless its marks are torn anyway
            comma = before.rstrip() != own or _TORN.search(nama)
            return f"{_tight(own)}{',' if comma else ''} {', '.join(titles)}"
    return _tight(nama)


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


def _written(own: Sequence[str]) -> str:
    """A title's pieces with their full stops: S.H., M.Si, SE."""
    text = ".".join(own)
    return f"{text}." if len(own) > 1 and len(own[-1]) == 1 else text


def _tight(nama: str) -> str:
    """No blank before a comma or full stop."""
    return re.sub(r"\s+(?=[,.])", "", nama).strip()
