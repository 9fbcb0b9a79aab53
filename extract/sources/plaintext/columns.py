"""The columns of a step table of an export, and a header that has slipped put back over them.

Converters print a merged cell in its first column and leave the others empty; some drop one of
them, and the labels to its right then stand a column away from what they name. Where header
and body disagree, the body (times stand in the time column) and the order of the form decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.form.kalender import SATUAN
from extract.form.kolom import kolom_of
from extract.sources.plaintext.markup import EMPTY, PlainCell

Row = tuple[PlainCell, ...]

MUTU = ("kelengkapan", "waktu", "output", "keterangan")
_LEVELS = 3
LONGEST_TIME = 40  # letters
_NUMBERING = re.compile(r"^\(?\d{1,2}\)?$")
_TIME = re.compile(
    rf"\d.*\b(?:mnt|{'|'.join(SATUAN)})\b|^\d{{1,4}}$|sesuai\s+(?:jadwal|kebutuhan)|^segera$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a step table hold. ``header``: its rows, each label over its column.

    ``fields``: columns by the name of their field. ``named``: the one column of executors' names,
    where there are no columns of their own. ``shifted``: fields whose labels were put back.
    """

    header: tuple[Row, ...]
    nomor: int | None
    kegiatan: int
    fields: Mapping[str, int]
    named: int | None
    width: int
    shifted: tuple[str, ...] = ()

    @property
    def lanes(self) -> range:
        """The executor columns: those between the activity and the first field after it."""
        first = min((c for c in self.fields.values() if c > self.kegiatan), default=self.width)
        return range(self.kegiatan + 1, first)

    def label(self, column: int) -> str:
        """The lowest label over a column."""
        return next((t for row in reversed(self.header) if (t := cell(row, column).text)), "")


def is_time(text: str) -> bool:
    """Whether a cell holds a time and nothing more; a long text is none, and costs no search."""
    return len(text) < LONGEST_TIME and bool(_TIME.search(text))


def cell(row: Row, column: int | None) -> PlainCell:
    return row[column] if column is not None and 0 <= column < len(row) else EMPTY


def _names(row: Row) -> dict[int, str]:
    return {i: name for i, c in enumerate(row) if c.text and (name := kolom_of(c.text))}


def _filled(row: Row) -> list[int]:
    return [i for i, c in enumerate(row) if c.text]


def is_header(row: Row) -> bool:
    """A row that starts the header of a step table: its first labels are No and Kegiatan."""
    row = tuple(EMPTY if c.above else c for c in row)
    names = _names(row)
    filled = _filled(row)
    if not filled or names.get(filled[0]) not in ("nomor", "kegiatan"):
        return False
    # A wide "Kegiatan" cell that leads the row is enough beside two other columns of the form.
    return "kegiatan" in [names.get(i) for i in filled[:2]] and len(set(names.values())) >= 3


def header_depth(rows: Sequence[Row], start: int) -> int:
    """How many rows from ``start`` the header takes, its row of column numbers not counted."""
    depth = 1
    lead = [i for i, name in _names(rows[start]).items() if name in ("nomor", "kegiatan")]
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
    return len(text) > 1 and text[0].isupper() and not is_time(text)


def unmerged(rows: Sequence[Row]) -> list[Row]:
    """Header rows in which a merged cell stands once: some converters print it in every cell it spans."""
    out: list[Row] = []
    for level, row in enumerate(rows):
        cells = list(row)
        for i, c in enumerate(row):
            over = cell(rows[level - 1], i) if level else EMPTY
            if c.text and c.text == over.text:
                cells[i] = PlainCell((), (), True)
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


def columns_of(header: Sequence[Row], body: Sequence[Row]) -> Columns:
    """The columns of a table from its header rows, checked against its body rows."""
    width = max(len(row) for row in (*header, *body))
    rows = [tuple(EMPTY if c.above else c for c in row) for row in unmerged(header)]
    rows = [row + (EMPTY,) * (width - len(row)) for row in rows]
    lead = {name: i for i, name in reversed(_names(rows[0]).items()) if name in ("nomor", "kegiatan")}
    kegiatan = lead["kegiatan"]
    printed = _fields(rows, kegiatan)
    settled = _settled(printed, rows, body)
    if settled != {name: column for name, (column, _) in printed.items()}:
        rows = _put_back(rows, printed, settled, kegiatan)
    rows = _group_over_fields(rows, settled, kegiatan)
    moved = tuple(n for n in MUTU if settled.get(n) != printed.get(n, (None,))[0])
    out = Columns(tuple(rows), lead.get("nomor"), kegiatan, settled, None, width, moved)
    groups = [c for c in out.lanes if kolom_of(out.label(c)) == "pelaksana"]
    unnamed = len(groups) == 1 and not any(out.label(c) for c in out.lanes if c != groups[0])
    if unnamed and not any(rows[level][groups[0]].text for level in range(1, len(rows))):
        return Columns(tuple(rows), lead.get("nomor"), kegiatan, settled, groups[0], width, moved)
    return out


Printed = dict[str, tuple[int, int]]  # column and header level of each field that the header names


def _fields(rows: Sequence[Row], kegiatan: int) -> Printed:
    out: Printed = {}
    for level in range(len(rows) - 1, -1, -1):
        for column, name in _names(rows[level]).items():
            if name in MUTU and name not in out and column > kegiatan:
                out[name] = column, level
    return out


def _settled(printed: Printed, rows: Sequence[Row], body: Sequence[Row]) -> dict[str, int]:
    """Fields with the columns where their contents stand.

    The labels of the deepest level come first, each in the column after the one before, then those that
    stand alone in a row above ("Ket" follows Output), where the header shows that it has lost a cell: a
    label alone stands left of a deeper one, or an output in the body has no label.
    """
    fields = _shifted_to_times({name: column for name, (column, _) in printed.items()}, body)
    deep = max((level for _, level in printed.values()), default=0)
    order = sorted(fields, key=lambda name: (-(printed[name][1] == deep), fields[name]))
    below = [name for name in order if printed[name][1] == deep]
    # Only a label after the first of them can be overtaken; a column named before it stays.
    alone = [name for name in order if name not in below and fields[name] > fields[below[0]]]
    lost = bool(alone) and fields[alone[0]] < fields[below[-1]]
    if "waktu" in below and _output_unnamed(fields, rows, body):
        below.insert(below.index("waktu") + 1, "output")
        lost = True
    if lost:
        fields |= {name: fields[below[0]] + n for n, name in enumerate([*below, *alone])}
    return {name: column for name, column in fields.items() if 0 <= column < len(rows[0])}


def _output_unnamed(fields: Mapping[str, int], rows: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether a Mutu Baku has lost the label of its third column, which follows the time."""
    column = fields.get("waktu", 0) + 1
    return (
        "output" not in fields
        and "kelengkapan" in fields
        and len(rows) > 1
        and "mutu_baku" in _names(rows[0]).values()
        and not cell(rows[-1], column).text
        and any(cell(row, column).text for row in body)
    )


def _shifted_to_times(fields: dict[str, int], body: Sequence[Row]) -> dict[str, int]:
    """All fields moved alike where every time of the body stands beside the column named for it."""
    if "waktu" not in fields or len(body) < 2:
        return fields
    at, least = fields["waktu"], min(fields.values()) - 2
    counts: dict[int, int] = {}
    for row in body:
        for i, c in enumerate(row):
            if i >= least and is_time(c.text):
                counts[i] = counts.get(i, 0) + 1
    near = {i: n for i, n in counts.items() if 0 < abs(i - at) <= 2}
    if counts.get(at) or not near:
        return fields
    best = max(near, key=lambda i: (near[i], -abs(i - at)))
    if near[best] * 2 < len(body):
        return fields
    return {name: column + best - at for name, column in fields.items()}


def _group_over_fields(rows: Sequence[Row], settled: Mapping[str, int], kegiatan: int) -> list[Row]:
    """The header with "Mutu Baku" over the first of its columns; without it where that place is taken."""
    first = min((c for c in settled.values() if c > kegiatan), default=None)
    grid = [list(row) for row in rows]
    for row in grid[:-1]:
        at = next((c for c, k in enumerate(row) if kolom_of(k.text) == "mutu_baku"), first)
        if at is not None and first is not None and at != first:
            row[first], row[at] = (row[first] if row[first].text else row[at]), EMPTY
    return [tuple(row) for row in grid]


def _put_back(rows: Sequence[Row], printed: Printed, settled: Mapping[str, int], kegiatan: int) -> list[Row]:
    """The header with each field's label over its column; names that it displaces go to free executors."""
    # the contents of a field may stand in a column that the header's rows do not reach
    width = max([*(len(row) for row in rows), *(column + 1 for column in settled.values())])
    grid = [[*row, *[EMPTY] * (width - len(row))] for row in rows]
    labels = {name: grid[level][column] for name, (column, level) in printed.items()}
    for column, level in printed.values():
        grid[level][column] = EMPTY
    displaced: list[tuple[int, PlainCell]] = []
    for name, column in settled.items():
        _, level = printed.get(name, (0, len(grid) - 1))
        for k, row in enumerate(grid):
            known = kolom_of(row[column].text)
            if row[column].text and known is None:
                displaced.append((k, row[column]))
            if k == level or known is None:
                row[column] = EMPTY
        grid[level][column] = labels.get(name) or PlainCell((name.capitalize(),))
    first = min((c for c in settled.values() if c > kegiatan), default=len(grid[0]))
    for level, label in reversed(displaced):
        free = [c for c in range(kegiatan + 1, first) if not any(row[c].text for row in grid[level:])]
        if free:
            grid[level][free[-1]] = label
    return [tuple(row) for row in grid]
