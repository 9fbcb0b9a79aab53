"""Numbers of documents: parts between strokes, each of figures, or a word that offices put there.

The words are data: ``data/nomor.toml``. What was misread in a part is told by what such a part may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice, product

from extract.form.cocok import data, letters_off

LONGEST = 40  # letters of a number
MOST = 150  # spellings that are weighed
MISREAD = 0.5  # of a word's letters, at most
YEARS = range(2010, 2031)  # that documents of this form are of
YEAR = (3, 5)  # letters of a year as it may be misread
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BETWEEN = re.compile(r"([/.\-\s]+)")
_STROKE = re.compile(r"(-\s*)/(?=\d{1,2}\b)")  # a 1 where figures are filled in: "SOP- /2 /HM"
LOOKS = dict(zip("OoDQlIi|!ZzAhSsGbCTYB&gq", "000011111224455666778899", strict=True))  # what figures
_FIGURES = str.maketrans(LOOKS)  # are misread as
SOP = ("50P", "S0P", "5OP")  # which are SOP


@cache
def words() -> frozenset[str]:
    return frozenset(w for group in data("nomor").values() for w in group)


def spellings(text: str, years: Sequence[int] = YEARS) -> list[str]:
    """What a number may be that was read as ``text``, this first. ``years``: that may end it."""
    out = [text]
    for read in dict.fromkeys((text, _STROKE.sub(r"\g<1>1", text))):
        pieces = _BETWEEN.split(read)[: LONGEST // 2]
        last = max((n for n, p in enumerate(pieces) if p and not n % 2), default=0)
        options = [parts(p, years if n == last else ()) if not n % 2 else [p] for n, p in enumerate(pieces)]
        out += ["".join(p) for p in islice(product(*options), MOST)]
    return list(dict.fromkeys(out))[:MOST]


def ended(text: str, year: int) -> str:
    """A number whose last part was misread as small letters and figures, with the year of its dates there."""
    *before, last = _BETWEEN.split(text)
    misread = YEAR[0] <= len(last) <= YEAR[1] and last.islower() and not is_known(last)
    return "".join((*before, str(year))) if before and misread else text


def parts(piece: str, years: Sequence[int]) -> list[str]:
    """What one part may be, as it was read first. ``years``: that it may be."""
    out = [piece]
    if is_known(piece):
        return out
    if YEAR[0] <= len(piece) <= YEAR[1] and not piece.isdigit():
        out += [str(y) for y in years]
    if piece and not piece.isdigit():
        figures = piece.translate(_FIGURES)
        out += [figures] if figures.isdigit() else []
        out += [r for r in ROMAN if len(piece) < YEAR[1] and letters_off(piece.upper(), r) <= 1]
        out += [as_read(w, piece) for w in near(piece)]
    return list(dict.fromkeys(out))


def is_known(piece: str) -> bool:
    """Whether a part is what numbers are made of: figures, a capital, a month, a word."""
    single = len(piece) == 1 and piece.isupper()
    return piece.isdigit() or single or piece.upper() in {*ROMAN, *SOP, *words()}


def as_read(word: str, piece: str) -> str:
    """A word with the capitals and small letters that were read."""
    if len(word) != len(piece):
        return word.lower() if piece.islower() else word
    return "".join(p if p.upper() == w else w for w, p in zip(word, piece, strict=True))


@cache
def near(piece: str) -> tuple[str, ...]:
    """The words of numbers that a part may be, the nearest first."""
    read = piece.upper()
    far = {w: letters_off(read, w) for w in words() if abs(len(w) - len(read)) <= 2}
    fit = (w for w, d in far.items() if d <= MISREAD * min(len(w), len(read)) and len(read) > 1)
    return tuple(sorted(fit, key=lambda w: (far[w], w))[:2])


def odd(text: str) -> int:
    """How many parts of a number are none that numbers have, or no year where four figures end it."""
    pieces = [p for p in _BETWEEN.split(text)[::2] if p]
    ends = pieces[-1] if pieces else ""
    past = len(ends) > YEAR[0] and ends.isdigit() and int(ends) not in YEARS
    return sum(not is_known(p) for p in pieces) + past + bool(_STROKE.search(text))


def mistaken(text: str, read: str) -> int | None:
    """How many letters of a number were read as the figures that they look like, where all others are the
    same; None where they are not."""
    if len(text) != len(read):
        return None
    apart = [(a, b) for a, b in zip(text, read, strict=True) if a != b]
    return len(apart) if all(a.translate(_FIGURES) == b for a, b in apart) else None
