"""The header of a step table told from strings: which column holds what, who the executors are.

Exports print a merged cell in its first column and leave the others empty; some drop one of
them, and the labels to its right then stand a column away from what they name. Where header
and body disagree, the body (times stand in the time column) and the order of the form decide,
and the layout says so (``shifted``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.form.kolom import kolom_of
from extract.sources.plaintext.markup import EMPTY, Cell

Row = tuple[Cell, ...]

MUTU = ("kelengkapan", "waktu", "output", "keterangan")
_LEVELS = 3
_NUMBERING = re.compile(r"^\(?\d{1,2}\)?$")
_TIME = re.compile(
    r"\d.*\b(?:detik|menit|mnt|jam|hari|minggu|bulan|tahun)|^\d{1,4}$|sesuai\s+(?:jadwal|kebutuhan)|^segera$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Lane:
    """An executor column."""

    column: int
    label: str
    kelompok: str | None = None


@dataclass(frozen=True)
class Layout:
    """What each column of a step table holds. ``named``: a column of executors' names."""

    nomor: int | None
    kegiatan: int
    fields: dict[str, int]
    lanes: tuple[Lane, ...] = ()
    named: int | None = None
    others: dict[int, str] = field(default_factory=dict)
    kepala_waktu: str = ""
    shifted: tuple[str, ...] = ()
    width: int = 0

    @property
    def kolom(self) -> tuple[str, ...]:
        first = ("nomor", "kegiatan") if self.nomor is not None else ("kegiatan",)
        return (*first, *(name for name in MUTU if name in self.fields))


def cell(row: Row, column: int | None) -> Cell:
    return row[column] if column is not None and 0 <= column < len(row) else EMPTY


def _names(row: Row) -> dict[int, str]:
    return {i: name for i, c in enumerate(row) if c.text and (name := kolom_of(c.text))}


def _filled(row: Row) -> list[int]:
    return [i for i, c in enumerate(row) if c.text]


def is_header(row: Row) -> bool:
    """A row that starts the header of a step table: its first labels are No and Kegiatan."""
    names = _names(row)
    filled = _filled(row)
    if not filled or names.get(filled[0]) not in ("nomor", "kegiatan"):
        return False
    # A wide "Kegiatan" cell that leads the row is enough beside two other columns of the form.
    return "kegiatan" in [names.get(i) for i in filled[:2]] and len(set(names.values())) >= 3


def header_depth(rows: Sequence[Row], start: int) -> int:
    """How many rows from ``start`` the header takes, its row of column numbers not counted."""
    depth = 1
    first = _names(rows[start])
    lead = [i for i, name in first.items() if name in ("nomor", "kegiatan")]
    while depth < _LEVELS and start + depth < len(rows):
        over = rows[start : start + depth]
        if not _sub_header(unmerged([*over, rows[start + depth]])[-1], lead, over):
            break
        depth += 1
    return depth


def _sub_header(row: Row, lead: Sequence[int], over: Sequence[Row]) -> bool:
    own = [i for i in _filled(row) if not row[i].above]
    if not own or any(not cell(row, i).above and cell(row, i).text for i in lead):
        return False
    if any(name in MUTU for i, name in _names(row).items() if not row[i].above):
        return True
    # Executors alone: then the columns of the form are all named in the rows above.
    named = {name for top in over for name in _names(top).values()}
    return len(named & set(MUTU)) >= 2 and all(_is_name(row[i].text) for i in own)


def _is_name(text: str) -> bool:
    return len(text) > 1 and text[0].isupper() and not _TIME.search(text)


def unmerged(rows: Sequence[Row]) -> list[Row]:
    """Header rows in which a merged cell stands once: some converters print it in every cell it spans."""
    out: list[Row] = []
    for level, row in enumerate(rows):
        cells = list(row)
        for i, c in enumerate(row):
            over = cell(rows[level - 1], i) if level else EMPTY
            if c.text and c.text == over.text:
                cells[i] = Cell((), (), True)
            elif i and c.text and c.text == row[i - 1].text and _spans(rows, level, i):
                cells[i] = EMPTY
        out.append(tuple(cells))
    return out


def _spans(rows: Sequence[Row], level: int, column: int) -> bool:
    """True where the labels under two alike cells differ: the cell over them is one."""
    below = rows[level + 1] if level + 1 < len(rows) else ()
    return cell(below, column).text != cell(below, column - 1).text


def is_numbering(row: Row) -> bool:
    """The row of column numbers under a header: "1 2 3 4 5" or "(1) (2) (3)", gaps allowed."""
    texts = [c.text for c in row if c.text]
    if len(texts) < 3 or not all(_NUMBERING.match(t) for t in texts):
        return False
    numbers = [int(t.strip("()")) for t in texts]
    return numbers[0] == 1 and all(b > a for a, b in pairwise(numbers))


@dataclass
class _Heads:
    """Labels of a header by column: the deepest one, its level, and what is over it."""

    rows: Sequence[Row]
    width: int

    def label(self, column: int, level: int) -> str:
        found = cell(self.rows[level], column)
        return "" if found.above else found.text

    def deepest(self, column: int) -> tuple[int, str]:
        for level in range(len(self.rows) - 1, -1, -1):
            if text := self.label(column, level):
                return level, text
        return -1, ""


def layout_of(header: Sequence[Row], body: Sequence[Row]) -> Layout:
    """The columns of a table from its header rows, checked against its body rows."""
    width = max(len(row) for row in (*header, *body))
    header = unmerged(header)
    heads = _Heads(header, width)
    lead = {name: i for i, name in reversed(_names(header[0]).items()) if name in ("nomor", "kegiatan")}
    kegiatan = lead["kegiatan"]
    fields, levels = _fields(heads, kegiatan)
    shifted: list[str] = []
    fields = _settle(fields, levels, heads, body, shifted)
    times = fields.get("waktu")
    first = min((c for c in fields.values() if c > kegiatan), default=width)
    lanes, named = _lanes(heads, kegiatan, first, fields)
    others = _others(
        heads, {kegiatan, *lead.values(), *fields.values(), *(lane.column for lane in lanes)}, first
    )
    if named is not None:
        others.pop(named, None)
    return Layout(
        nomor=lead.get("nomor"),
        kegiatan=kegiatan,
        fields=fields,
        lanes=lanes,
        named=named,
        others=others,
        kepala_waktu=_time_label(heads) if times is not None else "",
        shifted=tuple(shifted),
        width=width,
    )


def _fields(heads: _Heads, kegiatan: int) -> tuple[dict[str, int], dict[str, int]]:
    """Column and header level of each field of the form that the header names."""
    fields: dict[str, int] = {}
    levels: dict[str, int] = {}
    for level in range(len(heads.rows) - 1, -1, -1):
        for column in range(heads.width):
            name = kolom_of(heads.label(column, level) or "-")
            if name in MUTU and name not in fields and column > kegiatan:
                fields[name], levels[name] = column, level
    return fields, levels


def _time_label(heads: _Heads) -> str:
    for row in heads.rows:
        for c in row:
            if kolom_of(c.text) == "waktu":
                return c.text
    return ""


def _settle(
    fields: dict[str, int], levels: dict[str, int], heads: _Heads, body: Sequence[Row], shifted: list[str]
) -> dict[str, int]:
    """Fields moved to the columns where their contents stand; ``shifted`` names those moved."""
    settled = _shift_to_times(fields, body)
    settled = _in_order(settled, levels, heads)
    settled = _unnamed_output(settled, levels, heads, body)
    shifted.extend(name for name in MUTU if settled.get(name) != fields.get(name))
    return settled


def _time_counts(body: Sequence[Row], least: int) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in body:
        for i, c in enumerate(row):
            if i >= least and _TIME.search(c.text) and len(c.text) < 40:
                counts[i] = counts.get(i, 0) + 1
    return counts


def _shift_to_times(fields: dict[str, int], body: Sequence[Row]) -> dict[str, int]:
    """All fields moved alike where every time of the body stands beside the column named for it."""
    if "waktu" not in fields or len(body) < 2:
        return fields
    counts = _time_counts(body, min(fields.values()) - 2)
    at = fields["waktu"]
    near = {i: n for i, n in counts.items() if 0 < abs(i - at) <= 2}
    if counts.get(at) or not near:
        return fields
    best = max(near, key=lambda i: (near[i], -abs(i - at)))
    if near[best] * 2 < len(body):
        return fields
    return {name: column + best - at for name, column in fields.items()}


def _in_order(fields: dict[str, int], levels: dict[str, int], heads: _Heads) -> dict[str, int]:
    """Columns of the deeper level come before one that stands alone above: "Ket" follows Output.

    Where a label of the deeper level stands to its right, the upper row has lost a cell.
    """
    deep = max(levels.values(), default=0)
    below = sorted((c, n) for n, c in fields.items() if levels[n] == deep)
    alone = sorted((c, n) for n, c in fields.items() if levels[n] < deep)
    # Only a label after Mutu Baku can be overtaken; a column named before it stays.
    alone = [(c, n) for c, n in alone if below and c > below[0][0]]
    if not alone or not below or below[-1][0] < alone[0][0]:
        return fields
    order = [name for _, name in below] + [name for _, name in alone]
    start = below[0][0]
    return {**fields, **{name: start + k for k, name in enumerate(order)}}


def _unnamed_output(
    fields: dict[str, int], levels: dict[str, int], heads: _Heads, body: Sequence[Row]
) -> dict[str, int]:
    """A Mutu Baku whose third column lost its label: the column after the time is the output."""
    if "output" in fields or not {"kelengkapan", "waktu"} <= fields.keys() or len(heads.rows) < 2:
        return fields
    groups = [i for i, name in _names(heads.rows[0]).items() if name == "mutu_baku"]
    column = fields["waktu"] + 1
    if not groups or column >= heads.width or heads.label(column, len(heads.rows) - 1):
        return fields
    lost = min(fields["kelengkapan"], fields["waktu"]) - groups[0]
    settled = dict(fields)
    if "keterangan" in fields and levels["keterangan"] == 0:
        settled["keterangan"] = fields["keterangan"] + max(lost, 0)
        if settled["keterangan"] >= heads.width:
            del settled["keterangan"]
    if column in settled.values() or not any(cell(row, column).text for row in body):
        return fields
    return {**settled, "output": column}


def _lanes(
    heads: _Heads, kegiatan: int, first: int, fields: dict[str, int]
) -> tuple[tuple[Lane, ...], int | None]:
    """The executor columns between Kegiatan and the first field, or the one column that names them."""
    found = [lane for c in range(kegiatan + 1, heads.width) if (lane := _lane(heads, c, fields, first))]
    room = range(kegiatan + 1, first)
    groups = [c for c in room if kolom_of(heads.label(c, 0)) == "pelaksana"]
    if not found:
        return (), groups[0] if groups else None
    inside = [lane for lane in found if lane.column in room]
    if len(found) == len(room) and inside != found:
        # One name for each column, but some stand over the wrong one: in order.
        found = [Lane(c, lane.label, lane.kelompok) for c, lane in zip(room, found, strict=True)]
    return tuple(found), None


def _lane(heads: _Heads, column: int, fields: dict[str, int], first: int) -> Lane | None:
    level, label = heads.deepest(column)
    if not label:
        return None
    name = kolom_of(label)
    if name in ("mutu_baku", "lain", "nomor", "kegiatan") or (name in MUTU and level >= 0):
        return None
    if level == 0 and (name == "pelaksana" or column > first):
        return None  # a group without names, or a column that the form does not have
    return Lane(column, label, _group(heads, column, level))


def _group(heads: _Heads, column: int, level: int) -> str | None:
    """The label over an executor, spread to the right over empty cells; "Pelaksana" is no group."""
    for upper in range(level - 1, -1, -1):
        for c in range(column, -1, -1):
            text = heads.label(c, upper)
            if text:
                if kolom_of(text) is None:
                    return text
                break
    return None


def _others(heads: _Heads, taken: set[int], first: int) -> dict[int, str]:
    """Columns beside the executors' that the form does not know, with their labels."""
    others: dict[int, str] = {}
    for column in range(heads.width):
        _, label = heads.deepest(column)
        if column in taken or not label:
            continue
        if kolom_of(label) == "lain" or (column > first and kolom_of(label) is None):
            others[column] = label
    return others
