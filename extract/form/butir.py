"""List items out of printed lines: what stands behind "1.", "a)", "-" or a bullet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_BULLET = re.compile(r"^(?:[•●▪■◦∙‣➢➤✓✔❖·\uf000-\uf0ff]\s*|[-–—*o§Øü○]\s+)(?=\S)")
_NUMBER = re.compile(
    r"^\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{2,4})(?:[.)]\s+|[.)](?=[A-Z][a-z])|,\s+(?=[A-Z]))(?=\S)"
)
_BARE_NUMBER = re.compile(r"^(\d{1,2})\s+(?=[A-Z])")
LONE_NUMBER = re.compile(r"^1\s+(?=[A-Z])")  # before the only item of a list
_MARK_ALONE = re.compile(r"^(?:\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{2,4})[.)]|[•●▪■◦➢➤✓❖\uf000-\uf0ff])$")
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


def _join(lines: Sequence[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(lines)).strip()


def _mark(line: str, bare: bool) -> re.Match[str] | None:
    found = _BULLET.match(line) or _NUMBER.match(line)
    return found or (_BARE_NUMBER.match(line) if bare else None)


def _bare_numbers(lines: Sequence[str]) -> bool:
    """True where lines are numbered without a point: "1 Komputer", "2 Printer", in order."""
    seen = [int(m.group(1)) for line in lines if (m := _BARE_NUMBER.match(line))]
    return len(seen) > 1 and seen == list(range(1, len(seen) + 1))


def butir_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of a printed list, markers removed, wrapped lines joined by one space.

    Numbers need not be in order (1, 2, 2, 3 is four items). A lead line before the first
    marker is an item of its own. Lines without any marker are one item a line where each
    starts afresh, else one paragraph. "-" alone is an empty list.
    """
    clean = [_join([line]) for line in lines]
    clean = _marks_to_text([line for line in clean if line and not _EMPTY.match(line)])
    if not clean:
        return ()
    bare = _bare_numbers(clean)
    if not any(_mark(line, bare) for line in clean):
        return tuple(_unmarked(clean))
    items: list[list[str]] = []
    for line in clean:
        mark = _mark(line, bare)
        if mark or not items:
            items.append([line[mark.end() :] if mark else line])
        else:
            items[-1].append(line)
    return tuple(text for item in items if not _EMPTY.match(text := _join(item)))


def _marks_to_text(lines: Sequence[str]) -> list[str]:
    """A marker that stands alone on its line is put before the line that follows."""
    out: list[str] = []
    pending = ""
    for line in lines:
        if _MARK_ALONE.match(line):
            pending = line
            continue
        out.append(f"{pending} {line}" if pending else line)
        pending = ""
    return out


def _unmarked(lines: Sequence[str]) -> list[str]:
    """Lines without markers: one item a line where every break is a fresh start.

    A break is no evidence where the words run on (lower case, an open end) or are all
    capitals.
    """
    if len(lines) < 2 or not all(_fresh(a, b) for a, b in pairwise(lines)):
        return [_join(lines)]
    return list(lines)


def _fresh(before: str, line: str) -> bool:
    starts = line[0].isupper() and any(c.islower() for c in line)
    return starts and not is_open(before)


def unglued(text: str) -> tuple[str, ...]:
    """The printed lines of a list that a converter has glued into one running text, markers kept.

    Splits at numbers that count ("1. A 2. B"), at bare numbers that count up from 1
    ("1 A2 B"), at bullets, and at dashes where the text starts with one.
    """
    text = _join([text])
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
