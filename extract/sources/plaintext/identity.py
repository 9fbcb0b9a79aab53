"""The identity block of an export: a table of labels and values, or "label : value" lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from extract.form.butir import butir_of, butir_of_text
from extract.form.cocok import bare
from extract.form.isian import ISIAN_REKAM, isian_of
from extract.sources.plaintext.header import Row
from extract.sources.plaintext.markup import Line
from schemas.raw import RawIdentitas, RawText

_LISTS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
# A lone "1 " before the only item of these is its number; elsewhere it may be a quantity.
_NO_QUANTITIES = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan")
_LONE_NUMBER = re.compile(r"^1\s+(?=[A-Z])")
_SHORT = ("nomor_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif")
_FIELDS = tuple(name for name in ISIAN_REKAM if name not in _LISTS)

_COLON = re.compile(r"^\s*(.{2,45}?)\s*:\s*(.*)$", re.DOTALL)
_LONGEST_LABEL = 60
# How many lines a value on lines of its own may take; what follows is another thing's.
_LINES = {"nama_sop": 4, "disahkan_oleh": 8, "unit": 2}
_NUMBER_OR_NONE = re.compile(r"\d|/|^[-–—.…\s]+$")
_NO_NAME = re.compile(r"^\d{1,2}(?:[.,)]|\s+\w+\s+\d{4}\b)")  # a list item, a date
_FIRST_ITEM = re.compile(r"^\(?1[.,)]\s|^1\s+[A-Z]")
_FILL_IN = re.compile(r"^[\s._…\-–—:]*$")
_NIP = re.compile(r"\s+(?=NIP\b)", re.IGNORECASE)
_RANK = re.compile(r"\s+(?=(?:Pembina|Penata|Pengatur|Juru|Jaksa|Brigadir)\b)")
_DEGREE = re.compile(r"(?<=[a-zA-Z)])\s+(?=(?:Drs|Dra|Dr|Ir|Hj|H|Prof|dr|drg|drh)\.\s*[A-Z])")
_HEAD_UNIT = re.compile(
    r"(?<!\bSUB)\s+(?=(?:SEKRETARIAT|BAGIAN|SUB ?BAGIAN|DINAS|BADAN|KECAMATAN|INSPEKTORAT|BIDANG)\b)"
)
_VERB_START = re.compile(r"\s(?=(?:Memahami|Memiliki|Mengetahui|Menguasai|Mampu)\b)")
_SOP_START = re.compile(r"\s(?=SOP\s+\w)")
_JOINED = re.compile(r"\b(?:dan|atau|serta|untuk|yang|dapat|dengan)$", re.IGNORECASE)


@dataclass
class Identity:
    """An identity block being read: lines of each field, letterhead lines, and what has no field."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    kepala: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    mixed: list[tuple[str, str]] = field(default_factory=list)  # two lists run together: names, text

    def put(self, name: str, text: str) -> None:
        held = (self.lines if name in ISIAN_REKAM else self.others).setdefault(name, [])
        held.extend(line for line in text.split("\n") if line.strip())

    def has(self, name: str) -> bool:
        return bool(self.lines.get(name))


def label_of(text: str) -> tuple[str, str] | None:
    """The identity field that a text starts with, and the rest of it; None where it names none."""
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
        if name in _FIELDS and len(words) > count and all(bare(w) for w in words[:count]):
            return name, " ".join(words[count:]).strip()
    return None


def labels_on(text: str) -> tuple[str, ...]:
    """The fields whose labels a line carries: none, one, or two side by side."""
    if both := _two_labels(text):
        return both
    found = label_of(text) or glued_label(text)
    return (found[0],) if found else ()


def identity_rows(rows: Sequence[Row]) -> bool:
    """True where the rows hold at least two different labels of the identity block."""
    names = {found[0] for row in rows for c in row if (found := label_of(c.text))}
    return len(names & set(ISIAN_REKAM)) >= 2


def read_rows(rows: Sequence[Row], into: Identity) -> None:
    """Labels and values of an identity table.

    A value stands to the right of its label; that of a list, where nothing stands to the
    right, below it in the same column, down to the next label there.
    """
    below: dict[int, str] = {}  # column -> list whose value goes on there
    for row in rows:
        open_name: str | None = None
        for i, c in enumerate(row):
            text = "\n".join(c.lines)
            if not text or c.above:
                continue
            found = label_of(c.text) or glued_label(c.text)
            if found:
                open_name = _open_label(found, i, row, into, below)
            elif open_name:
                into.put(open_name, text)
            elif i in below:
                into.put(below[i], text)
            else:
                into.kepala += head_lines(c.lines)


def _open_label(
    found: tuple[str, str], column: int, row: Row, into: Identity, below: dict[int, str]
) -> str | None:
    """Note a label; the field whose value is still to come in this row, if any."""
    name, value = found
    below.pop(column, None)
    into.put(name, value)
    right = next((c.text for c in row[column + 1 :] if c.text), "")
    if name in _FIELDS:
        return None if value else name
    if value or not right or label_of(right):
        below[column] = name
        return None
    return name


def head_lines(lines: Sequence[str]) -> list[str]:
    """Letterhead lines, one an office or unit, where an export has put several on one."""
    return [part.strip() for line in lines for part in _HEAD_UNIT.split(line) if part.strip()]


def read_lines(lines: Sequence[Line], into: Identity) -> None:
    """Labels and values on lines of their own: "TGL REVISI :" or a label above its list.

    Labels that stand one under the other without values have lost them: the lines that
    follow are nobody's for sure and are told as mixed.
    """
    name: str | None = None
    pair: tuple[str, ...] = ()
    held: list[str] = []
    was_bare = False
    for line in lines:
        both = _two_labels(line.text)
        found = None if both else label_of(line.text) or glued_label(line.text)
        if not both and not found:
            held.append(line.text)
            continue
        is_bare = _bare_label(line.text)
        lost = is_bare and was_bare and not held
        was_bare = is_bare
        _put_lines(name, pair, held, into)
        name, pair, held = None, both or (), []
        if found:
            into.put(*found)
            name = None if found[1] and found[0] in _SHORT else found[0]
            if lost and found[0] in _FIELDS:
                name, pair = None, ("identitas",)
    _put_lines(name, pair, held, into)


def _bare_label(text: str) -> bool:
    return ":" not in text and isian_of(text) in _FIELDS


def _value_lines(name: str, lines: Sequence[str]) -> int:
    """How many of the lines under a label can be its value."""
    if name in _SHORT:
        return 1 if lines and _NUMBER_OR_NONE.search(lines[0]) else 0
    if name not in _FIELDS:
        return len(lines)
    fitting = takewhile(lambda line: not _NO_NAME.match(line), lines[: _LINES[name]])
    return len(list(fitting))


def _put_lines(name: str | None, pair: tuple[str, ...], lines: Sequence[str], into: Identity) -> None:
    """The lines that followed a label, or two labels side by side."""
    if name:
        most = _value_lines(name, lines)
        into.put(name, "\n".join(lines[:most]))
        lines, pair = lines[most:], ("identitas",)
    if not lines:
        return
    starts = [i for i, line in enumerate(lines) if _FIRST_ITEM.match(line)]
    if len(pair) == 2 and len(starts) == 2 and starts[0] == 0:
        # Two numbered lists, one after the other: the numbers start again once.
        into.put(pair[0], "\n".join(lines[: starts[1]]))
        into.put(pair[1], "\n".join(lines[starts[1] :]))
    elif pair:
        into.mixed.append((" dan ".join(p.replace("_", " ") for p in pair), " ".join(lines)))
    else:
        into.kepala += lines


def _two_labels(text: str) -> tuple[str, str] | None:
    """The lists of two labels side by side on one line: "Dasar Hukum : Kualifikasi Pelaksana :"."""
    words = text.replace(":", " ").split()
    if len(words) > 8 or len(text) > _LONGEST_LABEL + 20:
        return None
    for cut in range(1, len(words)):
        a, b = isian_of(" ".join(words[:cut])), isian_of(" ".join(words[cut:]))
        if a in _LISTS and b in _LISTS and a != b:
            return a, b
    return None


def _approval_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The approval cell by line, also where an export has put them all on one."""
    out: list[str] = []
    for line in lines:
        for part in re.split(r"\s{2,}", line.strip()):
            for piece in _NIP.split(part):
                out += [p.strip() for q in _RANK.split(piece) for p in _DEGREE.split(q) if p.strip()]
    return tuple(out)


def _items(name: str, lines: Sequence[str], teks: str) -> tuple[str, ...]:
    items = butir_of(lines) if len(lines) > 1 else butir_of_text(teks)
    if len(items) != 1:
        return items
    if name in _NO_QUANTITIES:
        items = (_LONE_NUMBER.sub("", items[0]),)
    # The export has dropped line ends and markers; only a grammar that cannot be otherwise splits.
    cut = {"kualifikasi_pelaksana": _VERB_START, "keterkaitan": _SOP_START}.get(name)
    return _resplit(items[0], cut) if cut else items


def _resplit(text: str, cut: re.Pattern[str]) -> tuple[str, ...]:
    parts: list[str] = []
    for part in cut.split(text):
        if parts and _JOINED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return tuple(p.strip() for p in parts if p.strip())


def _raw_text(name: str, lines: Sequence[str]) -> RawText:
    if name == "disahkan_oleh":
        lines = _approval_lines(lines)
    clean = [" ".join(line.split()) for line in lines]
    teks = " ".join(clean)
    if _FILL_IN.match(teks):  # dots to write on, or a dash: nothing is filled in
        return RawText()
    return RawText(
        teks=teks,
        butir=_items(name, clean, teks) if name in _LISTS else (),
        baris=tuple(clean),
    )


def raw_identitas(block: Identity) -> RawIdentitas:
    """The block as the raw model; a field that the form does not print stays None."""
    texts = {name: _raw_text(name, lines) for name, lines in block.lines.items()}
    kepala = tuple(dict.fromkeys(" ".join(line.split()) for line in block.kepala))
    lain = {name: _raw_text(name, lines) for name, lines in block.others.items() if lines}
    return RawIdentitas(kepala=kepala, lain=lain).model_copy(update=texts)
