"""A PDF text dump in jumbled order: cells without a grid, activities apart from their rows.

What the dump still ties together is read: a row's number stands before its Mutu Baku cells, and
capitals tell cells from activities. An activity is given to a row only where a page holds one
of each; every other is handed on unplaced. PlainLine ends that carry a space wrap inside a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.form.butir import is_open
from extract.form.cocok import bare
from extract.form.jawaban import is_bare_answer
from extract.form.judul import is_title, title_name
from extract.form.kalender import BULAN, SATUAN
from extract.form.kolom import kolom_of
from extract.sources.plaintext.columns import MUTU, Columns
from extract.sources.plaintext.cut import HEAD_LINES, ROW, PlainPiece, is_table_head
from extract.sources.plaintext.fields import head_lines
from extract.sources.plaintext.markup import PlainCell, PlainLine
from extract.sources.plaintext.steps import Step, StepTable
from schemas.tinjauan import Kode

NOMOR, KEGIATAN = 0, 1  # columns
JUMBLED = 0.6  # trust in rows of a dump without a grid
_HEAD_WORDS = {
    *("no", "kegiatan", "uraian", "aktivitas", "pelaksana", "pelaksanaan", "mutu", "baku", "buku", "ket"),
    *("keterangan", "waktu", "output", "kelengkapan", "persyaratan", "menit", "hari", "jam"),
}
_TIME = re.compile(
    rf"(?<!\S)(SESUAI JADWAL|\d{{1,3}}(?:\s*-\s*\d{{1,3}})?(?:\s*(?:{'|'.join(SATUAN).upper()}))?)(?!\S)"
)
_GLUED = re.compile(r"^([A-Z][A-Z /.,&-]{3,}[A-Z])([A-Z][a-z].*)$")
_NIP = re.compile(r"^NIP\b", re.IGNORECASE)
_RANK = re.compile(r"^(?:Pembina|Penata|Pengatur|Juru)\b")
_PLACE_DATE = re.compile(rf",\s*(?:\d{{1,2}}\s+)?(?:{'|'.join(BULAN)})\s+\d{{4}}$", re.IGNORECASE)
_TIME_HEAD = re.compile(r"WAKTU\s*\([A-Z]+\)|WAKTU", re.IGNORECASE)
_PAGE_GAP = 3
# Executors of one word, which a dump sets side by side.
ONE_WORD = {
    *("KASUBAG", "KASUBBAG", "KABAG", "KABID", "KADIS", "KASI"),
    *("SEKWAN", "SEKDIS", "SEKRETARIS", "STAF"),
}


@dataclass
class _Dump:
    """What the lines of one SOP gave."""

    lanes: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[PlainLine]]] = field(default_factory=list)
    activities: list[list[PlainLine]] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    approval: list[str] = field(default_factory=list)
    kepala_waktu: str = ""
    pages: list[tuple[int, int]] = field(default_factory=list)  # rows and activities before each page end


def is_jumbled(lines: Sequence[PlainLine]) -> bool:
    """True for a dump whose capitals tell cells from activities: a head in pieces, rows that count up."""
    if not any(is_table_head(line.text) for line in lines):
        return False
    rests = [ROW.match(lines[i].text) for i, _ in _row_starts(lines)]
    texts = [m.group(2) for m in rests if m and m.group(2)]
    capitals = [t for t in texts if not any(c.islower() for c in t)]
    return len(texts) > 1 and len(capitals) * 5 >= len(texts) * 4


def jumbled_sheets(lines: Sequence[PlainLine]) -> list[PlainPiece]:
    """The SOPs of a dump, in order: for each its identity block and its table."""
    split = [piece for line in lines for piece in _unglued(line)]
    return [sheet for piece in _cut(split) for sheet in _sheets(_read(piece))]


def _unglued(line: PlainLine) -> Iterator[PlainLine]:
    """A cell in capitals and an activity that the dump has run together."""
    glued = _GLUED.match(line.text)
    if glued and not is_title(line.text):
        yield PlainLine(glued.group(1), line.gap)
        yield PlainLine(glued.group(2), 0, line.open)
    else:
        yield line


def _is_head(text: str) -> bool:
    words = [bare(w) for w in text.split()]
    return any(words) and all(w in _HEAD_WORDS for w in words if w)


def _row_starts(lines: Sequence[PlainLine]) -> Iterator[tuple[int, int]]:
    """(line, number) of each row: numbers count up, and from 1 only after another table head."""
    last = 0
    seen: dict[str, int] = {}  # head word -> line where it stood last
    for i, line in enumerate(lines):
        seen.update((w, i) for w in map(bare, line.text.split()) if w in ("waktu", "output"))
        found = ROW.match(line.text)
        if not found:
            continue
        number = int(found.group(1))
        head = len(seen) == 2 and i - min(seen.values()) <= HEAD_LINES
        if (number == last + 1 and last) or (number == 1 and head):
            last = number
            seen = {}
            yield i, number


def _anchors(lines: Sequence[PlainLine]) -> list[int]:
    return [i for i, number in _row_starts(lines) if number == 1]


def _cut(lines: Sequence[PlainLine]) -> list[Sequence[PlainLine]]:
    """The lines of each SOP: up to the last page end or signature before the next row 1."""
    starts = [i for i, _ in _row_starts(lines)]
    cuts = [0]
    for anchor in _anchors(lines)[1:]:
        earlier = max((i for i in starts if i < anchor), default=0)
        ends = [
            i
            for i in range(earlier + 1, anchor)
            if lines[i].gap >= _PAGE_GAP or _NIP.match(lines[i - 1].text) or _RANK.match(lines[i - 1].text)
        ]
        cuts.append(ends[-1] if ends else anchor)
    return [lines[a:b] for a, b in zip(cuts, [*cuts[1:], len(lines)], strict=True)]


def _read(lines: Sequence[PlainLine]) -> _Dump:
    dump = _Dump()
    starts = dict(_row_starts(lines))
    first = min(starts, default=len(lines))
    dump.lanes = _lanes(lines[:first])
    head = _TIME_HEAD.search(_spaced(lines[:first]))
    dump.kepala_waktu = " ".join(head.group().split()) if head else ""
    state = ""  # what the lines before belong to: a row, its approval, the title, the head after it
    for i, line in enumerate(lines[first:], start=first):
        if line.gap >= _PAGE_GAP:
            dump.pages.append((len(dump.rows), len(dump.activities)))
        if i in starts:
            state = "row"
            _open_row(line, dump)
        elif state == "approval" or _NIP.match(line.text) or _PLACE_DATE.search(line.text):
            state = "approval"
            dump.approval.append(line.text)
        elif is_title(line.text) or (state == "title" and not _is_head(line.text)):
            state = "title"
            dump.title.append(line.text)
        elif is_table_head(line.text) or (state in ("title", "head") and _is_head(line.text)):
            state = "head"
        else:
            _cell_or_activity(line, lines[i - 1], dump)
    dump.pages.append((len(dump.rows), len(dump.activities)))
    return dump


def _open_row(line: PlainLine, dump: _Dump) -> None:
    found = ROW.match(line.text)
    assert found
    dump.rows.append((found.group(1), [PlainLine(found.group(2) or "", 0, line.open)]))


def _cell_or_activity(line: PlainLine, before: PlainLine, dump: _Dump) -> None:
    if not any(c.islower() for c in line.text) and dump.rows:
        dump.rows[-1][1].append(line)
    elif dump.activities and dump.activities[-1][-1] is before and _wraps(before, line):
        dump.activities[-1].append(line)
    else:
        dump.activities.append([line])


def _wraps(before: PlainLine, line: PlainLine) -> bool:
    """A line that goes on with the one before: a space at its end, a blank line, no fresh sentence."""
    fresh = line.text[:1].isupper() and line.text[1:2].islower() and not is_open(before.text)
    return before.open and line.gap == 1 and not fresh


def _lanes(lines: Sequence[PlainLine]) -> list[str]:
    """Executors' names before the first Mutu Baku label; a line of one-word names is split."""
    labels: list[str] = []
    carry = ""
    for line in lines:
        if any(kolom_of(part) in MUTU for part in re.split(r"[/(]", line.text)):
            break
        joined = carry or (labels and line.gap == 1 and _runs_on(labels[-1]))
        text = labels.pop() + line.text if joined and labels else line.text
        labels.append(text + (" " if line.open else ""))
        carry = " " if line.open else ""
    return [name for label in labels for name in _names(label.strip()) if name]


def _runs_on(label: str) -> bool:
    """A long run of joined names that the column's width has broken inside a word."""
    last = label.split(" ")[-1]
    return not label.endswith(" ") and ("," in last or "/" in last) and last[-1].isalpha() and len(last) > 6


def _names(label: str) -> list[str]:
    """The names of a line of one-word names; else the line as one."""
    words = label.split()
    return words if len(words) > 1 and all(w.upper() in ONE_WORD for w in words) else [label]


def _sheets(dump: _Dump) -> list[PlainPiece]:
    labels = ("No", "Kegiatan", *dump.lanes, "Kelengkapan", dump.kepala_waktu or "Waktu", "Output")
    at = len(dump.lanes) + KEGIATAN + 1
    fields = {name: at + n for n, name in enumerate(MUTU[:3])}
    header = tuple(PlainCell((label,)) for label in labels)
    columns = Columns((header,), NOMOR, KEGIATAN, fields, None, len(labels))
    steps = [_step(number, lines, fields) for number, lines in dump.rows]
    texts = [_joined(lines) for lines in dump.activities]
    placed = _place(steps, texts, dump.pages)
    sheet = PlainPiece(table=StepTable(columns, steps), doubts=[(Kode.PELAKSANA_TERACAK, {})], sure=JUMBLED)
    sheet.doubts += [
        (Kode.LANGKAH_TAK_DITEMPATKAN, {"teks": text}) for k, text in enumerate(texts) if k not in placed
    ]
    return [_identity(dump), sheet]


def _place(steps: Sequence[Step], texts: Sequence[str], pages: Sequence[tuple[int, int]]) -> set[int]:
    """Activities given to their row: only where a page holds one row and one activity."""
    placed: set[int] = set()
    row = activity = 0
    for rows, activities in pages:
        if rows - row == 1 and activities - activity == 1:
            steps[row].cells[KEGIATAN] = PlainCell((texts[activity],))
            placed.add(activity)
        row, activity = rows, activities
    return placed


def _joined(lines: Sequence[PlainLine]) -> str:
    """Lines of a cell: a wrapped line that ends without a space was broken inside a word."""
    text = ""
    for line in lines:
        broken = text and not text.endswith(" ") and line.gap > 0
        text += ("" if broken or not text else " ") + line.text + (" " if line.open else "")
    return " ".join(text.split())


def _step(number: str, lines: Sequence[PlainLine], fields: Mapping[str, int]) -> Step:
    step = Step({NOMOR: PlainCell((number,))})
    cells = []
    for line in lines:
        if all(is_bare_answer(part.strip()) for part in line.text.split("/")):
            step.doubts.append((Kode.LABEL_ALUR_LEPAS, {"teks": line.text, "kolom": "pelaksana"}))
        elif line.text:
            cells.append(line)
    for name, text in _parted(cells).items():
        if clean := " ".join(text.split()):
            step.cells[fields[name]] = PlainCell((clean,))
    return step


def _parted(cells: Sequence[PlainLine]) -> dict[str, str]:
    """The Mutu Baku cells of a row: what stands before its time, the time, what stands after."""
    at = _time_line(cells)
    if at is None:
        return {"kelengkapan": _joined(cells)}
    first, last, time = at
    text = _spaced(cells[first : last + 1])
    return {
        "kelengkapan": f"{_joined(cells[:first])} {text[: time.start()]}",
        "waktu": time.group(),
        "output": f"{text[time.end() :]} {_joined(cells[last + 1 :])}",
    }


def _spaced(lines: Sequence[PlainLine]) -> str:
    return " ".join(line.text for line in lines)


def _time_line(cells: Sequence[PlainLine]) -> tuple[int, int, re.Match[str]] | None:
    """Lines and match of the row's one time; of several numbers the one that ends its line."""
    found: list[tuple[int, int, re.Match[str]]] = []
    for i, line in enumerate(cells):
        found += [(i, i, m) for m in _TIME.finditer(line.text)]
        if line.open and i + 1 < len(cells) and (m := re.search(r"SESUAI JADWAL", _spaced(cells[i : i + 2]))):
            found.append((i, i + 1, m))
    if len(found) > 1:
        found = [f for f in found if f[2].end() == len(_spaced(cells[f[0] : f[1] + 1]))]
    return found[0] if len(found) == 1 else None


def _identity(dump: _Dump) -> PlainPiece:
    """Name and office from the title, the signatory from the lines under the table."""
    sheet = PlainPiece()
    if dump.title:
        named = [title_name(dump.title[0]), *dump.title[1:]]
        # The title names the unit before its office; a letterhead has them the other way round.
        head = list(reversed(head_lines(named[:1]))) if len(named) > 1 else []
        sheet.lines = [PlainLine(text) for text in (*head, f"Nama SOP : {' '.join(named[1:] or named)}")]
    signed = [text for text in dump.approval if not _PLACE_DATE.search(text)]
    for n, text in enumerate(signed or [""]):
        sheet.lines.append(PlainLine(text if n else f"Disahkan oleh : {text}"))
    return sheet
