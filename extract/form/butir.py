"""Lists in texts: what is left open or empty, and items that a converter has glued together."""

from __future__ import annotations

import re
from itertools import pairwise

LONE_NUMBER = re.compile(r"^1\s+(?=[A-Z])")  # before the only item of a list
_EMPTY = re.compile(r"^[\s\-–—.:_…*]*$")
_OPEN_END = re.compile(
    r"(?:[,\-/(:&]|\b(?:dan|atau|serta|yang|untuk|dengan|di|ke|dari|pada|kepada|tentang|oleh|dalam|dapat"
    r"|nomor|no|tahun|sebagai|terhadap|tanpa|antara))$",
    re.IGNORECASE,
)

# Inside one running text, where a converter has glued the items of a list together.
_IN_NUMBER = re.compile(r"(?:(?<=^)|(?<=[\s;.)a-zA-Z]))\(?(?<!\d)(\d{1,2})[.)]\s+(?=[A-Za-z\"“(])")
_IN_BARE = re.compile(r"(?<![\d.,/-])(\d{1,2}) (?=[A-Z])")
_IN_DASH = re.compile(r"(?:^|\s)[-–•●▪]\s+(?=[A-Z0-9])")
_IN_BULLET = re.compile(r"\s*[•●▪■➢➤✓❖\uf000-\uf0ff]\s*")
_REFERENCE = re.compile(
    r"\b(?:nomor|no|tahun|pasal|ayat|huruf|angka|eselon|golongan|bab|lampiran)\.?\s*$", re.I
)


def is_empty_mark(text: str) -> bool:
    """Whether a text says that nothing is filled in: "-", dots to write on."""
    return bool(_EMPTY.match(text))


def is_open(text: str) -> bool:
    """Whether a line breaks off inside a sentence: what follows belongs to it."""
    return bool(_OPEN_END.search(text)) and not is_empty_mark(text)


def refers(text: str) -> bool:
    """Whether a text ends with a word whose number is still to come: "Undang-Undang Nomor"."""
    return bool(_REFERENCE.search(text))


def unglued(text: str) -> tuple[str, ...]:
    """The printed lines of a list that a converter has glued into one running text, markers kept.

    Splits at numbers that count ("1. A 2. B"), at bare numbers that count up from 1
    ("1 A2 B"), at bullets, and at dashes where the text starts with one.
    """
    text = " ".join(text.split())
    for find in (_bullets, _numbers, _bare_counts, _dashes):
        if marks := find(text):
            starts = [0, *(m.start() for m in marks), len(text)]
            return tuple(piece for a, b in pairwise(starts) if (piece := text[a:b].strip()))
    return (text,) if text else ()


def _bullets(text: str) -> list[re.Match[str]]:
    return list(_IN_BULLET.finditer(text))


def _numbers(text: str) -> list[re.Match[str]]:
    marks = [m for m in _IN_NUMBER.finditer(text) if not _REFERENCE.search(text[: m.start()])]
    numbers = [int(m.group(1)) for m in marks]
    # Every number counts an item of this list: columns side by side may mix their order.
    if len(marks) < 2 or numbers[0] != 1 or max(numbers) > len(marks):
        return []
    in_order = numbers == list(range(1, len(marks) + 1))
    return marks if in_order or all(text[m.end()].isupper() for m in marks) else []


def _bare_counts(text: str) -> list[re.Match[str]]:
    marks: list[re.Match[str]] = []
    for m in _IN_BARE.finditer(text):
        if int(m.group(1)) == len(marks) + 1 and not _REFERENCE.search(text[: m.start()]):
            marks.append(m)
    if len(marks) < 2 or marks[0].start() > 0:  # "1 Berkas" alone is a quantity
        return []
    return marks


def _dashes(text: str) -> list[re.Match[str]]:
    marks = list(_IN_DASH.finditer(text))
    return marks if marks and marks[0].start() == 0 else []
