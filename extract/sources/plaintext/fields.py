"""Identity blocks of an export made readable again: what a converter has glued together is cut apart.

A converter drops colons and line ends. Nothing is decided here about which value is whose: labels get
back their colon, letterheads their lines; lists whose labels stand side by side, or
whose label has lost its value, are told as mixed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from extract.form.butir import LONE_NUMBER, is_open, unglued
from extract.form.cocok import bare
from extract.form.isian import DAFTAR, ISIAN_REKAM, NO_QUANTITIES, isian_of
from extract.sources.plaintext.columns import Row
from extract.sources.plaintext.markup import PlainCell, PlainLine

FIELDS = tuple(name for name in ISIAN_REKAM if name not in DAFTAR)
_SHORT = tuple(name for name in FIELDS if name.startswith(("tanggal", "nomor")))
_COLON = re.compile(r"^\s*(.{2,45}?)\s*:\s*(.*)$", re.DOTALL)
_LONGEST_LABEL = 60
# How many lines a value on lines of its own may take; what follows is another thing's.
_LINES = {"nama_sop": 4, "disahkan_oleh": 8, "unit": 2}
_NUMBER_OR_NONE = re.compile(r"\d|/|^[-–—.…\s]+$")
_NO_NAME = re.compile(r"^\d{1,2}(?:[.,)]|\s+\w+\s+\d{4}\b)")  # a list item, a date
_FIRST_ITEM = re.compile(r"^\(?1[.,)]\s|^1\s+[A-Z]")
OFFICES = "PEMERINTAH|KEMENTERIAN|PEMKAB|PEMKOT|BADAN|LEMBAGA|UNIVERSITAS|KOMISI"
_UNITS = (
    "DINAS|SEKRETARIAT|BAGIAN|SUB ?BAGIAN|SUBBAG|BIDANG|SEKSI|KANTOR|KECAMATAN|KELURAHAN|DESA|INSPEKTORAT"
    "|RUMAH SAKIT|RSUD|PUSKESMAS|SATUAN|UPTD?|KABUPATEN|KOTA|PROVINSI|FAKULTAS|MADRASAH|SEKOLAH"
)
_LETTERHEAD = re.compile(rf"^(?:{OFFICES}|{_UNITS})\b", re.IGNORECASE)
_UNIT = re.compile(
    r"(?<!\bSUB)\s+(?=(?:SEKRETARIAT|BAGIAN|SUB ?BAGIAN|DINAS|BADAN|KECAMATAN|INSPEKTORAT|BIDANG)\b)"
)
# The grammar of two lists that cannot be otherwise: where their items start in one running text.
_STARTS = {
    "kualifikasi_pelaksana": re.compile(r"(?<!^1\.)\s(?=(?:Memahami|Memiliki|Mengetahui|Menguasai|Mampu)\b)"),
    "keterkaitan": re.compile(r"(?<!^1\.)\s(?=SOP\s+\w)"),
}
_HEADLINE = "sop"  # what it begins is a title, with or without a colon


@dataclass(frozen=True, slots=True)
class Mixed:
    """Lines that belong to ``isian`` together and cannot be told apart."""

    isian: str
    text: str


def label_of(text: str) -> tuple[str, str] | None:
    """The identity field that a text starts with, and the rest of it; None where it names none."""
    if text.partition(":")[0].strip().casefold() == _HEADLINE:
        return None
    if len(text) <= _LONGEST_LABEL and (name := isian_of(text)):
        return name, ""
    if (colon := _COLON.match(text)) and (name := isian_of(colon.group(1))):
        return name, colon.group(2)
    return None


def glued_label(text: str) -> tuple[str, str] | None:
    """A label and its value in one cell without a colon: "DISAHKAN OLEH KEPALA BAGIAN ..."."""
    words = text.split(" ")
    for count in (3, 2):
        name = isian_of(" ".join(words[:count]))
        if name in FIELDS and len(words) > count and all(bare(w) for w in words[:count]):
            return name, " ".join(words[count:]).strip()
    return None


def two_labels(text: str) -> tuple[str, str] | None:
    """The lists of two labels side by side on one line: "Dasar Hukum : Kualifikasi Pelaksana :"."""
    words = text.replace(":", " ").split()
    if len(words) > 8 or len(text) > _LONGEST_LABEL + 20:
        return None
    for cut in range(1, len(words)):
        a = isian_of(" ".join(words[:cut]))
        if a in DAFTAR and (b := isian_of(" ".join(words[cut:]))) in DAFTAR and a != b:
            return a, b
    return None


@lru_cache(maxsize=4096)
def labels_on(text: str) -> tuple[str, ...]:
    """The fields whose labels a line carries: none, one, or two side by side."""
    if both := two_labels(text):
        return both
    found = label_of(text) or glued_label(text)
    return (found[0],) if found else ()


def is_identity(rows: Sequence[Row]) -> bool:
    """True where the rows hold at least two different labels of the identity block."""
    return len({name for row in rows for c in row for name in labels_on(c.text)} & set(ISIAN_REKAM)) >= 2


def is_letterhead(text: str) -> bool:
    return bool(_LETTERHEAD.match(text)) and text[:1].isupper() and len(text) < 120


def head_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Letterhead lines, one an office or unit, where an export has put several on one."""
    return tuple(part.strip() for line in lines for part in _UNIT.split(line) if part.strip())


# Tables


def unglued_rows(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The rows of an identity table with their cells' lines cut apart, and the texts of no field."""
    below: dict[int, str] = {}  # column -> list whose value goes on there
    others: list[str] = []
    out: list[Row] = []
    for row in rows:
        name: str | None = None
        cells: list[PlainCell] = []
        for i, c in enumerate(row):
            found = None if c.above else label_of(c.text) or glued_label(c.text)
            if found:
                name = found[0]
                below[i] = name
                cells.append(PlainCell(_labelled(c.text, found)))
            elif c.text and not c.above:
                own = name or below.get(i)
                others += () if own else head_lines(c.lines)
                cells.append(PlainCell(value_lines(own, c.lines) if own else ()))
            else:
                cells.append(PlainCell())
        out.append(tuple(cells))
    return out, others


def _labelled(text: str, found: tuple[str, str]) -> tuple[str, ...]:
    """A label with its colon, and its value's lines."""
    name, value = found
    if not value:
        return (text,)
    label = text[: text.rindex(value)].rstrip(" :")
    first, *more = value_lines(name, (value,))
    return (f"{label} : {first}", *more)


def value_lines(name: str, lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a value, the items of a list each on its own."""
    if name not in DAFTAR or len(lines) != 1:
        return tuple(lines)
    items = unglued(lines[0])
    if len(items) == 1 and name in NO_QUANTITIES:
        text = LONE_NUMBER.sub("1. ", items[0])
        items = tuple(_items(text, _STARTS[name])) if name in _STARTS else (text,)
    return items


def _items(text: str, start: re.Pattern[str]) -> list[str]:
    parts: list[str] = []
    for part in start.split(text):
        if parts and is_open(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return [p.strip() for p in parts if p.strip()]


# Lines


def unglued_lines(lines: Sequence[PlainLine]) -> Iterator[PlainLine | Mixed]:
    """The lines of an identity block with colons behind glued labels, and what is mixed set apart.

    Labels that stand one under the other without values have lost them: the lines that
    follow are nobody's for sure.
    """
    for label, values, lost in _paragraphs(lines):
        both = two_labels(label.text) if label else None
        if both:
            yield from _two_lists(both, values)
            continue
        found = (label_of(label.text) or glued_label(label.text)) if label else None
        if label is None or found is None:
            yield from (PlainLine(text, v.gap) for v in values for text in head_lines([v.text]))
            continue
        yield from (PlainLine(text, label.gap) for text in _labelled(label.text, found))
        most = 0 if lost or (found[1] and found[0] in _SHORT) else _most(found[0], [v.text for v in values])
        own = [v.text for v in values[:most]]
        yield from (PlainLine(text, 0) for text in value_lines(found[0], own))
        if rest := values[most:]:
            yield Mixed("identitas", " ".join(v.text for v in rest))


def _paragraphs(lines: Sequence[PlainLine]) -> Iterator[tuple[PlainLine | None, list[PlainLine], bool]]:
    """Each label's line with the lines that follow it, and whether its value is lost with those above."""
    label: PlainLine | None = None
    held: list[PlainLine] = []
    lost = was_bare = False
    for line in lines:
        if not labels_on(line.text):
            held.append(line)
            continue
        if label is not None or held:
            yield label, held, lost
        is_bare = ":" not in line.text and isian_of(line.text) in FIELDS
        lost = is_bare and was_bare and not held
        was_bare = is_bare
        label, held = line, []
    yield label, held, lost


def _most(name: str, lines: Sequence[str]) -> int:
    """How many of the lines under a label can be its value."""
    if name in _SHORT:
        return 1 if lines and _NUMBER_OR_NONE.search(lines[0]) else 0
    if name not in FIELDS:
        return len(lines)
    return len(list(takewhile(lambda line: not _NO_NAME.match(line), lines[: _LINES.get(name, 1)])))


def _two_lists(names: tuple[str, str], values: Sequence[PlainLine]) -> Iterator[PlainLine | Mixed]:
    """Two lists one after the other where their numbers start again once; else both as mixed."""
    starts = [i for i, v in enumerate(values) if _FIRST_ITEM.match(v.text)]
    if len(starts) == 2 and starts[0] == 0:
        cut = starts[1]
        for name, own in zip(names, (values[:cut], values[cut:]), strict=True):
            yield PlainLine(f"{name.replace('_', ' ')} :", 1)
            yield from own
    elif values:
        yield Mixed(" dan ".join(n.replace("_", " ") for n in names), " ".join(v.text for v in values))
