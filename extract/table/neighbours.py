"""Labels that could not be read, told by their neighbours: the form has a fixed order and fixed pairs.

A text may be a label that nobody listed where it stands as the known labels of its block do: in their
column before a value, in their row over one, or at the beginning of a line as theirs. What it names is
told by what is filled in (a date, a number, who signed) and by the labels before and after it.

    | Tanggal Pembuatan | 2 Juni 2024 |
    | Tgl. diubah       | -           |    between these two the form has one field: the date of revision
    | Tanggal Efektif   | 9 Juni 2024 |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.form.cocok import bare, likeness
from extract.form.isian import DAFTAR, ISIAN_REKAM, KANAN, KEPALA, KIRI, PASANGAN, daftar_isian
from extract.form.nilai import kinds_of
from extract.geometry.words import bounds, line_text, words_to_lines
from extract.table.block_columns import ROW, right_lists
from extract.table.fields import Kotak
from extract.table.lists import parsed
from extract.table.values import beside, in_label_column, is_text, overlaps_y
from schemas.page import Box, Word
from schemas.raw import RawDoubt
from schemas.tinjauan import Kode

WORDS = 5  # words of a label
SIDE = 8.0  # points that labels of one column may stand apart
LEAST = 2  # labels that make a column
KNOWN = 3  # fields of the form that make an identity block
LINES = 2  # of a label that fills a cell
SURE = 1.0  # confidence of what is the document's own text: pixels may hide what a value is
ORDER = tuple(x for x in KEPALA if x != "unit")

RARELY = "tanggal_pengesahan"

Reading = tuple[Kotak, str]  # a cell and the field that it names


def with_unreadable(cells: Sequence[Kotak]) -> tuple[list[Kotak], list[RawDoubt]]:
    """The cells, labels told by their neighbours among them, and a doubt for each of these."""
    found = {id(c): name for c, name in [*pairs(cells), *lost_pair(cells)]}
    # in a letter, or a table with headings like the form's, nothing is told by order
    block = len({c.isian for c in cells if c.isian in ISIAN_REKAM and not c.weak}) >= KNOWN
    runs = (*rows(cells), *boxed(cells), *columns(cells), *lines(cells)) if block else ()
    for run, value in runs:
        taken = {*found.values(), *(c.isian for c in cells)}
        rest = [c for c in run if id(c) not in found]
        found |= {id(c): name for c, name in in_order(rest, value, taken)}
    doubts = [
        RawDoubt(
            kode=Kode.LABEL_MERAGUKAN,
            jalur=f"/{found[id(c)]}",
            isi={"teks": label_of(c), "isian": found[id(c)].replace("_", " ")},
        )
        for c in cells
        if id(c) in found
    ]
    return [named(c, found[id(c)], cells) if id(c) in found else c for c in cells], doubts


def named(c: Kotak, name: str, cells: Sequence[Kotak]) -> Kotak:
    """A cell with its name; what stands under its first line is its value, unless that stands beside it."""
    short = name not in DAFTAR and is_label_cell(c)
    if c.own or (short and any(map(is_text, beside(c, [k for k in cells if k.block == c.block])))):
        return replace(c, isian=name)
    lines = words_to_lines(c.words)
    return replace(c, isian=name, own=tuple(w for line in lines[1:] for w in line))


def label_of(c: Kotak) -> str:
    return c.label if c.own else line_text(words_to_lines(c.words)[0])


def may_be_label(c: Kotak) -> bool:
    """A cell that no label names, and whose first line is as short as one and no list item."""
    words = label_of(c).split()
    letters = sum(ch.isalpha() for w in words for ch in w)
    marked = words[0][:1].isdigit() or parsed(tuple(words_to_lines(c.words)[0])).marked
    return c.isian is None and len(words) <= WORDS and letters >= 4 and (not marked or words[0][0].isupper())


# Lists side by side


def pairs(cells: Sequence[Kotak]) -> list[Reading]:
    """Headings beside a list's label, on the other side of the block: its pair in the form."""
    known = {c.isian for c in cells}
    right = right_lists((c.isian, c.box) for c in cells if c.isian in DAFTAR)
    out: list[Reading] = []
    for c in cells:
        name = PASANGAN.get(c.isian or "")
        if name is None or name in known or in_label_column(c, [k for k in cells if k.block == c.block]):
            continue
        row = [
            k
            for k in cells
            if k.block == c.block
            and (k.box.x0 >= c.box.x1 - 3 if name in right else k.box.x1 <= c.box.x0 + 3)
            and abs(bounds(k.words).y0 - bounds(c.words).y0) < ROW
            and (c.block < 0 or overlaps_y(k.box, c.box))
            and (same_make(k, c) or (c.block < 0 and not c.own))
        ]
        if len(row) == 1 and may_be_label(row[0]) and (c.block >= 0 or row[0].own):
            out.append((row[0], name))
    return out


def lost_pair(cells: Sequence[Kotak]) -> list[Reading]:
    """The headings of the one row of lists that has none known: both of it, where the others are."""
    known = {c.isian: c for c in cells if c.isian in DAFTAR and c.block >= 0}
    lost = [(a, b) for a, b in zip(KIRI, KANAN, strict=True) if a not in known and b not in known]
    whole = [(known[a], known[b]) for a, b in zip(KIRI, KANAN, strict=True) if a in known and b in known]
    if len(lost) != 1 or len(whole) != len(KIRI) - 1:
        return []
    left, right = whole[0]
    rows = [
        (a, b)
        for a in cells
        for b in cells
        if heads(a, left)
        and heads(b, right)
        and abs(a.box.y0 - b.box.y0) <= SIDE
        and same_height(a.box, b.box)
        and not any(is_under(k, c) for k in (a, b) for pair in whole for c in pair if not c.own)
    ]
    return list(zip(rows[0], lost[0], strict=True)) if len(rows) == 1 else []


def heads(k: Kotak, c: Kotak) -> bool:
    """Whether a cell of no name may be a heading as a known one is: in its column, alone or over its list."""
    return k.block == c.block and same_sides(k.box, c.box) and may_be_label(k) and same_make(k, c)


def same_make(k: Kotak, c: Kotak) -> bool:
    """Whether two cells of a row are both headings alone, or both hold their lists too."""
    lines = words_to_lines(k.words)
    left_open = c.label.rstrip().endswith(":") and lines[0][-1].text.endswith(":")
    return len(lines) > 1 if c.own else len(lines) == 1 or left_open


# Where labels stand

Value = Callable[[Kotak], Sequence[Word]]
Run = tuple[list[Kotak], Value]  # labels and what may be one, in order; what is filled in for each


def columns(cells: Sequence[Kotak]) -> list[Run]:
    """Columns of ruled cells that stand before their values, two known labels at least in each."""
    out: list[Run] = []
    left = [c for c in cells if c.block >= 0 and not c.own]
    while left:
        first = left[0]
        column = [c for c in left if c.block == first.block and same_sides(c.box, first.box)]
        left = [c for c in left if c not in column]
        mates = [c for c in cells if c.block == first.block]

        def value(c: Kotak, mates: Sequence[Kotak] = mates) -> Sequence[Word]:
            return flat(k for k in beside(c, mates) if is_text(k))

        named = [c for c in column if c.isian]
        if len(named) >= LEAST or any(c.isian in ORDER for c in named):
            own = [c for c in column if c.isian or (is_label_cell(c) and not under_list(c, column, mates))]
            out.append((sorted(own, key=lambda c: c.box.y0), value))
    return out


def is_label_cell(c: Kotak) -> bool:
    return may_be_label(c) and len(words_to_lines(c.words)) <= LINES


def under_list(c: Kotak, column: Sequence[Kotak], mates: Sequence[Kotak]) -> bool:
    """Whether a cell holds the list of the heading over it."""
    over = [k for k in column if abs(k.box.y1 - c.box.y0) <= SIDE and k.isian in DAFTAR]
    return bool(over) and not (beside(over[0], mates) or in_label_column(over[0], mates))


def rows(cells: Sequence[Kotak]) -> list[Run]:
    """Rows of ruled cells that hold labels, their values in the cells beneath."""
    out: list[Run] = []
    for first in cells:
        if first.block < 0 or first.isian not in ORDER:
            continue
        mates = [c for c in cells if c.block == first.block]
        row = [c for c in mates if abs(c.box.y0 - first.box.y0) <= SIDE and same_height(c.box, first.box)]
        column = [c for c in mates if c.isian in ORDER and same_sides(c.box, first.box)]
        if len(column) >= LEAST:
            continue  # their values stand beside them

        def value(c: Kotak, mates: Sequence[Kotak] = mates) -> Sequence[Word]:
            return flat(k for k in mates if is_under(k, c))

        if all(c.isian or may_be_label(c) for c in row) and len(row) > 1 and head_row(row, mates):
            out.append((sorted(row, key=lambda c: c.box.x0), value))
    return out


def head_row(row: Sequence[Kotak], mates: Sequence[Kotak]) -> bool:
    """Whether the cells under a row, in its columns, hold what its known labels ask for."""
    pairs = [(c, next((k for k in mates if is_under(k, c)), None)) for c in row]
    return all(
        k is not None and k.isian is None and not c.own and (c.isian is None or c.isian in kinds(k.words))
        for c, k in pairs
    )


def kinds(words: Sequence[Word]) -> tuple[str, ...]:
    return kinds_of(line_text(line) for line in words_to_lines(words))


def boxed(cells: Sequence[Kotak]) -> list[Run]:
    """Ruled cells whose first line is a label and whose other lines its value."""
    known = [c for c in cells if c.isian in ORDER and c.block >= 0 and c.own and under_own_label(c)]
    every = [
        c
        for c in cells
        if c.block in {k.block for k in known}
        and may_be_label(c)
        and all(same_height(c.box, k.box) for k in known if overlaps_y(c.box, k.box))
        and after_first(c)
    ]
    run = sorted([*known, *every], key=lambda c: (c.box.y0, c.box.x0))
    return [(run, after_first)] if len(known) >= LEAST else []


def under_own_label(c: Kotak) -> bool:
    return bounds(c.own).y0 > bounds([w for w in c.words if w not in c.own]).cy


def lines(cells: Sequence[Kotak]) -> list[Run]:
    """Lines "label : value" that begin where those of known labels do, and without rules the headings of
    lists one under another."""
    out: list[Run] = []
    for order in (ORDER, DAFTAR):
        own = [c for c in cells if c.own and (c.block < 0 or order is ORDER)]
        known = [c for c in own if c.isian in order]
        run = [c for c in own if c in known or (may_be_label(c) and begins_as(c, known, order is DAFTAR))]
        if len(known) >= LEAST:
            out.append((sorted(run, key=lambda c: c.box.y0), lambda c: c.own))
    return out


def begins_as(c: Kotak, known: Sequence[Kotak], centred: bool) -> bool:
    """Whether a line begins where one of some labels does, or is set in the middle under it."""
    at = bounds([w for w in c.words if w not in c.own])
    labels = (bounds([w for w in k.words if w not in k.own]) for k in known)
    return any(abs(at.x0 - k.x0) <= SIDE or (centred and abs(at.cx - k.cx) <= SIDE) for k in labels)


def same_sides(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= SIDE and abs(a.x1 - b.x1) <= SIDE


def is_under(k: Kotak, c: Kotak) -> bool:
    return same_sides(k.box, c.box) and abs(k.box.y0 - c.box.y1) <= SIDE


def same_height(a: Box, b: Box) -> bool:
    return abs(a.y1 - b.y1) <= SIDE and overlaps_y(a, b)


def flat(cells: Iterable[Kotak]) -> list[Word]:
    return [w for c in cells for w in c.words]


def after_first(c: Kotak) -> list[Word]:
    return [w for line in words_to_lines(c.words)[1:] for w in line]


# What they name


def in_order(run: Sequence[Kotak], value: Value, taken: set[str | None]) -> list[Reading]:
    """What the unknown texts of a run of labels name."""
    out = in_turn(run, value, taken)
    for n, c in enumerate(run):
        if c.isian is not None or not value(c) or any(c is k for k, _ in out):
            continue
        before = next((k.isian for k in reversed(run[:n]) if k.isian), None)
        after = next((k.isian for k in run[n + 1 :] if k.isian), None)
        name = name_for(c, value(c), before, after, taken | {x for _, x in out})
        if name:
            out.append((c, name))
    return out


def in_turn(run: Sequence[Kotak], value: Value, taken: set[str | None]) -> list[Reading]:
    """What several unknown labels in turn name: the fields of the form between the known ones about them,
    where they are as many and their values may be theirs. A day of approval is in few forms."""
    out: list[Reading] = []
    known = [-1, *(n for n, c in enumerate(run) if c.isian in ORDER), len(run)]
    for a, b in pairwise(known):
        group = run[a + 1 : b]
        before, after = (run[n].isian if 0 <= n < len(run) else None for n in (a, b))
        free = [x for x in span(ORDER, before, after) if x not in taken] if before and after else []
        usual = [x for x in free if x != RARELY]
        names = next((x for x in (free, usual) if len(x) == len(group) > 1), [])
        if names and all(
            left_open(value(c)) or x in kinds(value(c)) for c, x in zip(group, names, strict=True)
        ):
            out += [(c, x) for c, x in zip(group, names, strict=True) if value(c)]
    return out


def left_open(words: Sequence[Word]) -> bool:
    """Whether nothing, or a dash, is filled in."""
    return not any(ch.isalnum() for w in words for ch in w.text)


def name_for(
    c: Kotak, value: Sequence[Word], before: str | None, after: str | None, taken: set[str | None]
) -> str | None:
    """The field of the form that its place and its value leave for a label; None where there is none."""
    short = before in ORDER and (after is None or any(x not in taken for x in span(ORDER, before, None)))
    order = ORDER if after in ORDER or short else DAFTAR
    between = [x for x in span(order, before, after) if x not in taken]
    if order is DAFTAR:
        free = between or [x for x in DAFTAR if x not in taken]
        return nearest(label_of(c), between) if between and before and after else first_of(free)
    fitting = kinds(value)
    options = [x for x in ORDER if x in fitting and x not in taken]
    unsure = min(w.confidence for w in value) < SURE
    if not options and unsure and before and after:
        options = between
    inside = [x for x in options if x in between] or options
    return nearest(label_of(c), inside) if inside else None


def span(order: Sequence[str], before: str | None, after: str | None) -> Sequence[str]:
    """The fields that the form prints between two others."""
    first = order.index(before) + 1 if before in order else 0
    last = order.index(after) if after in order else len(order)
    return order[first:last]


def first_of(names: Sequence[str]) -> str | None:
    return names[0] if len(names) == 1 else None


def nearest(text: str, names: Sequence[str]) -> str:
    """The field of ``names`` whose words are most like a text; of equals the form's first."""
    words = {x.nama: x.label for x in daftar_isian()}
    key = bare(text)
    return max(names, key=lambda n: max(likeness(key, bare(w)) for w in words[n]))
