"""The header of a step table: which column holds what, and who the executors are.

A header has one to three levels of cells, with or without a row of column numbers under it.
It is found by its labels (extract.form.kolom), and read by geometry: the dividers of its lowest
level are the columns, the text over a column is its name, a wider text above is its group.

    |    |          |     Pelaksana     |    Mutu Baku     |     |    groups: wider cells above
    | No | Kegiatan | Kepala |   Staf   | Syarat |  Waktu  | Ket |    names: the cells over the header's foot
    | 1  |    2     |   3    |    4     |   5    |    6    |  7  |    column numbers, where there are any
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.form.kolom import cut_kolom, kolom_of
from extract.form.nilai import are_durations, count_up
from extract.geometry.words import by_number, by_shadow, cuts, line_text, text_of, words_to_lines
from extract.table.grid import (
    COVERED,
    SNAP,
    Cell,
    Grid,
    dividers,
    grid_cells,
    without_strokes,
    words_in,
    words_of,
)
from extract.table.group_names import names_and_groups, with_groups
from schemas.page import Box, Page, Word

LEAVES = ("nomor", "kegiatan", "kelengkapan", "waktu", "output", "keterangan", "lain")
MUTU = ("kelengkapan", "waktu", "output")
COLUMN_NUMBER = re.compile(r"^[(\[]?\d{1,2}[)\].]?$")
STEP_NUMBER = re.compile(r"^\(?(\d{1,3})[.,)]*$")
LONGEST = 60  # letters of a column's name: what is longer is text
HIGHEST = 60.0  # points from the middle of one label of a header to that of another
NUMBERS = 40.0  # points: a row of column numbers is lower
READ, SCRAPS = 0.6, 2  # share of a row's words that are column numbers; signs of each that is none
TELLING = (2, 3)  # names that only this table has, and names in all: a header has as many
LEAF = 9.0  # points over a header's foot that a divider of its lowest level runs at least
SLIT = 4.0  # points: what is narrower between two lines is a double rule
SCRAP = 0.8  # confidence: what is read with less in a header is seldom a word, if it is short
STROKES, SHORT = "17iIlj|", 3  # letters that pieces of lines are read as; others that a word has at least
SLIVER = 0.2  # of its height: a "1" so narrow on the line between two names is a piece of it
NAME_GAP = 9.0  # points between two executor names that no rule divides


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: x0..x1 in points, the field it holds, its printed name and group."""

    x0: float
    x1: float
    isi: str  # nomor kegiatan pelaksana kelengkapan waktu output keterangan lain
    label: str
    kelompok: str | None = None
    guessed: bool = False  # no list has its label: its place in the table tells its field

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Header:
    """A header on a page: its top and bottom in points, and the columns left to right."""

    top: float
    bottom: float
    kolom: tuple[Kolom, ...]

    def of(self, isi: str) -> list[Kolom]:
        return [k for k in self.kolom if k.isi == isi]


def pelaksana_of(kolom: Sequence[Kolom]) -> list[Kolom]:
    """The executors' columns of a table, left to right."""
    return [k for k in kolom if k.isi == "pelaksana"]


@dataclass(frozen=True, slots=True)
class Named:
    """A column of the lowest level of a header: its name, and the texts over it, lowest first."""

    x0: float
    x1: float
    label: str
    above: tuple[str, ...]


Texted = tuple[Cell, str, str | None]  # a cell, its text, the field its text names


def name_in(words: Sequence[Word]) -> str:
    """The name that a header cell holds, without scraps of the shading that an engine took for letters."""
    sure = [w for w in words if w.confidence >= SCRAP or sum(c not in STROKES for c in w.text) >= SHORT]
    if len(sure) == len(words):
        return plain_name(words)
    every, clean = plain_name(words), plain_name(sure)
    if kolom_of(clean) is None and (kolom_of(every) or 2 * len(clean) < len(every)):
        return every
    return clean or every


def plain_name(words: Sequence[Word]) -> str:
    """A name without the column's number under it, and without a group name that lost its divider."""
    lines = words_to_lines(words)
    texts = [line_text(line) for line in lines if any(c.isalpha() for w in line for c in w.text)]
    if len(texts) > 1 and kolom_of(texts[0]) in ("mutu_baku", "pelaksana") and kolom_of(" ".join(texts[1:])):
        texts = texts[1:]
    return " ".join(texts) or " ".join(line_text(line) for line in lines)


def find_header(page: Page, grid: Grid) -> Header | None:
    """The header of the step table in a grid, or None when the grid has none."""
    inside = words_of(page.words)
    cells = [
        (c, text, kolom_of(text) if len(text) <= LONGEST else None)
        for c in grid_cells(grid)
        if (text := name_in(inside(c.box)))
    ]
    band = label_band(cells)
    if band is None:
        return None
    top, bottom = band
    numbers, bottom_all = numbering_row(page, grid, cells, bottom)
    # cut at the band: a name over a lost rule shares its cell with the text below it
    parts = with_groups([(c, inside(c.box)) for c in grid_cells(grid, top, bottom)], grid)
    within = [(c, text, kolom_of(text)) for c, words in parts if (text := name_in(words))]
    columns = leaf_columns(page, grid, within, (top, bottom), numbers)
    return Header(top, bottom_all, tuple(columns)) if columns else None


def label_band(cells: Sequence[Texted]) -> tuple[float, float] | None:
    """Top and bottom of the cells whose texts together can only be a step table's header."""
    labels = [t for t in cells if t[2]]
    for anchor in labels:
        if anchor[2] != "kegiatan" and anchor[2] != "waktu":
            continue
        near = [t for t in labels if abs(t[0].box.cy - anchor[0].box.cy) < HIGHEST]
        names = {t[2] for t in near}
        if len(names & {"kegiatan", *MUTU}) >= TELLING[0] and len(names) >= TELLING[1]:
            leaves = [t[0].box.y1 for t in near if t[2] in LEAVES]
            bottom = Counter(round(y / 3) for y in leaves).most_common(1)[0][0] * 3
            return (
                min(t[0].box.y0 for t in near),
                max(y for y in leaves if abs(y - bottom) <= 2 * SNAP),
            )
    return None


def numbering_row(page: Page, grid: Grid, cells: Sequence[Texted], bottom: float) -> tuple[list[Word], float]:
    """The column numbers "(1) (2) (3)" under a header, and where the header then ends."""
    row = [c for c, _, _ in cells if abs(c.box.y0 - bottom) <= SNAP and c.box.height < NUMBERS]
    if not row:
        return [], bottom
    low = Counter(round(c.box.y1, 0) for c in row).most_common(1)[0][0]
    words = words_in(page.words, Box(grid.xs[0], bottom, grid.xs[-1], low + 1))
    numbers = sorted((w for w in words if COLUMN_NUMBER.match(w.text)), key=lambda w: w.box.cx)
    if len(numbers) < 3 or not (len(numbers) == len(words) or nearly_numbered(numbers, words)):
        return [], bottom
    return numbers if len(numbers) == len(words) else [], low


def nearly_numbered(numbers: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether words are column numbers of which a scan has hidden a few: they count, the rest are scraps."""
    values = [int("".join(c for c in w.text if c.isdigit())) for w in numbers]
    scraps = [w for w in words if w not in numbers]
    return (
        len(numbers) >= READ * len(words)
        and values == sorted(set(values))
        and all(len(w.text) <= SCRAPS for w in scraps)
    )


def leaf_columns(
    page: Page, grid: Grid, cells: Sequence[Texted], band: tuple[float, float], numbers: Sequence[Word]
) -> list[Kolom]:
    """The columns that the lowest level of the header divides, named and told apart."""
    top, bottom = band
    leaf = min(bottom - top, LEAF)
    inner = [x for x in grid.xs if grid.covered(False, x, bottom - leaf, bottom - 0.5) >= COVERED]
    xs = dividers(sorted({grid.xs[0], *inner, grid.xs[-1]}), grid)
    xs = without_strokes(xs, grid, (top, bottom), page.words)
    spans = list(itertools.pairwise(xs))
    named = [Named(a, b, *names_over((a, b), cells, bottom)) for a, b in spans if b - a > SLIT]
    body = [w for w in page.words if bottom < w.box.cy < grid.ys[-1]]
    kegiatan = [n for n in named if kolom_of(n.label) == "kegiatan"] or activity(named, body)
    after = max((n.x1 for n in kegiatan), default=0.0)
    mutu = [n.x0 for n in named if names_mutu(n.label, n.above) and n.x0 >= after - SNAP]
    first_mutu = min(mutu, default=xs[-1] if xs else 0)
    told = {n: isi for n in named if n not in kegiatan and (isi := told_by_values(n, body))}
    under = [n for n in named if n not in kegiatan and n not in told and is_lane(n, named, after, first_mutu)]
    few = with_few_letters(named, body)
    lanes = without_texts(with_neighbours(under, named, page, few), few, page, (bottom, grid.ys[-1]))
    known = {*told.values(), *(kolom_of(n.label) for n in named)}
    missing = [isi for isi in MUTU if isi not in known]
    out: list[Kolom] = []
    for n in named:
        if n in lanes:
            group = next((t for t in n.above if kolom_of(t) is None), None)
            label = n.label if under else untitled(n.label)
            out += executors(page, (n.x0, n.x1), band, label, group, numbers)
        elif n in kegiatan:
            out.append(Kolom(n.x0, n.x1, "kegiatan", n.label, guessed=kolom_of(n.label) != "kegiatan"))
        elif n in told:
            out.append(Kolom(n.x0, n.x1, told[n], n.label, guessed=True))
        elif (
            kolom_of(n.label) is None
            and len(missing) == 1
            and (is_mutu(n, named) or after - SNAP <= n.x0 <= first_mutu)
        ):
            out.append(Kolom(n.x0, n.x1, missing.pop(), n.label, guessed=True))
        else:
            isi = field_of(n.label, n.x0, first_mutu)
            last = n is named[-1] and "keterangan" not in known
            cut = cut_kolom(n.label) if isi == "lain" and last else None
            odd = cut == "keterangan" and not cut.startswith(n.label.casefold())
            out.append(Kolom(n.x0, n.x1, cut or isi, n.label, guessed=odd))
    return out


def told_by_values(n: Named, body: Sequence[Word]) -> str | None:
    """The field of a column whose label is no column's, where what stands in it tells."""
    if kolom_of(n.label) not in (None, "mutu_baku"):
        return None
    lines = words_to_lines(w for w in body if n.x0 <= w.box.cx <= n.x1)
    if are_durations(" ".join(map(line_text, lines))):
        return "waktu"
    return "nomor" if count_up([w.text for line in lines for w in line]) else None


def activity(named: Sequence[Named], body: Sequence[Word]) -> list[Named]:
    """The column of the activities where no label names it: the one that holds most letters, if its label
    is unknown, or misread for that of the numbers, and it has no group.
    """
    letters = {n: sum(len(w.text) for w in body if n.x0 <= w.box.cx <= n.x1) for n in named}
    most = max(named, key=lambda n: letters[n], default=None)
    free = [n for n in named if n.label and not n.above and kolom_of(n.label) in (None, "nomor")]
    return [most] if most in free and letters[most] else []


def is_lane(n: Named, named: Sequence[Named], after: float, first_mutu: float) -> bool:
    """Whether a column is an executor's: under their title or under one that no list has, or between the
    activity and what the standard of the step is.
    """
    under = [kolom_of(t) for t in n.above]
    if "pelaksana" in under:
        return True
    if kolom_of(n.label) in LEAVES:
        return False
    if any(kolom_of(m.label) in LEAVES for m in together(n, named)):
        return False
    between = after - SNAP <= n.x0 and n.x1 <= first_mutu + SNAP
    return between or under[:1] == [None]


def with_neighbours(
    lanes: Sequence[Named], named: Sequence[Named], page: Page, few: Sequence[Named]
) -> list[Named]:
    """The executors' columns with those that go on beside them under names that no list has, where every
    field of a step has its column: a scan may lose the dividers in a dark header, where their title stands
    over the middle ones. They hold ``few`` letters and, where the page tells them, symbols.
    """
    out = list(lanes)
    if not {"kegiatan", *MUTU} <= {kolom_of(n.label) for n in named}:
        return out
    drawn = [n for n in few if page.of_pixels or any(n.x0 <= s.box.cx <= n.x1 for s in page.shapes)]
    unknown = [n for n in drawn if n.label and not n.above and kolom_of(n.label) is None]
    for before, n in (pair for side in (named, named[::-1]) for pair in itertools.pairwise(side)):
        if before in out and n in unknown and n not in out:
            out.append(n)
    return out or unknown


def untitled(label: str) -> str:
    """A name of an executor without the title that shares its cell."""
    title, _, name = label.partition(" ")
    return name if name and kolom_of(title) == "pelaksana" else label


def with_few_letters(named: Sequence[Named], body: Sequence[Word]) -> list[Named]:
    """The columns that hold less than any of the times and outputs; all where there is neither."""
    letters = {n: sum(len(w.text) for w in body if n.x0 <= w.box.cx <= n.x1) for n in named}
    known = [letters[n] for n in named if kolom_of(n.label) in ("waktu", "output")]
    return [n for n in named if letters[n] < min(known, default=math.inf)]


def without_texts(
    lanes: Sequence[Named], few: Sequence[Named], page: Page, body: tuple[float, float]
) -> list[Named]:
    """The executors' columns without those that hold texts and no symbol, as much as others of the table.

    On a page of pixels symbols are looked for later.
    """
    if page.of_pixels:
        return list(lanes)
    drawn = [s.box for s in page.shapes if body[0] < s.box.cy < body[1]]
    out = [
        n
        for n in lanes
        if n in few
        or "pelaksana" in map(kolom_of, (n.label, *n.above))
        or any(n.x0 <= b.cx <= n.x1 for b in drawn)
    ]
    return out or list(lanes)


def is_mutu(n: Named, named: Sequence[Named]) -> bool:
    """Whether a column is one of the standard's, by its group's name or by the columns under it."""
    return names_mutu(n.label, n.above) or any(kolom_of(m.label) in MUTU for m in together(n, named))


def together(n: Named, named: Sequence[Named]) -> list[Named]:
    """The columns under the same group name as ``n``; none where it has no group."""
    return [m for m in named if n.above and m.above[:1] == n.above[:1]]


def names_mutu(label: str, above: Sequence[str]) -> bool:
    """Whether a column is one of the standard's, by its own name or by that of its group."""
    return kolom_of(label) in MUTU or "mutu_baku" in map(kolom_of, above)


def field_of(label: str, x: float, first_mutu: float) -> str:
    """The field of a column that is not an executor's."""
    found = kolom_of(label)
    if found in LEAVES:
        return str(found)
    if found == "mutu_baku":
        return "kelengkapan"
    return "lain" if label or x > first_mutu else "nomor"


def names_over(
    span: tuple[float, float], cells: Sequence[Texted], bottom: float
) -> tuple[str, tuple[str, ...]]:
    """The name of a column and the texts of the wider cells above it, lowest first."""
    a, b = span
    over = [
        (c, text) for c, text, _ in cells if c.box.x0 <= (a + b) / 2 <= c.box.x1 and c.box.y0 < bottom - SNAP
    ]
    over.sort(key=lambda t: -t[0].box.y1)
    if not over:
        return "", ()
    return over[0][1], tuple(text for c, text in over[1:])


def executors(
    page: Page,
    span: tuple[float, float],
    band: tuple[float, float],
    label: str,
    group: str | None,
    numbers: Sequence[Word],
) -> list[Kolom]:
    """One column, or several where names stand side by side without a divider."""
    a, b = span
    inside = [w for w in numbers if a <= w.box.cx <= b]
    within = Box(a, band[0], b, band[1])
    words = without_title(w for w in words_in(page.words, within) if not is_piece(w, (a, b)))
    low = [w for w in words if w.box.width < b - a]  # not the name of a group over several of them
    groups = by_number(low, inside) if len(inside) > 1 else by_shadow(low, NAME_GAP)
    if len(groups) < 2:
        return [Kolom(a, b, "pelaksana", label, group)]
    edges = [a, *cuts(groups), b]
    names = [text_of(g) for g in groups]
    above = group or (None if label in names or kolom_of(label) or len(low) == len(words) else label)
    told = names_and_groups(edges, groups)
    return [
        Kolom(x0, x1, "pelaksana", name, over or above)
        for x0, x1, (name, over) in zip(edges, edges[1:], told, strict=False)
    ]


def is_piece(w: Word, lines: Iterable[float]) -> bool:
    """Whether a "letter" is a piece of the divider that it stands on."""
    return w.box.width <= SLIVER * w.box.height and any(abs(w.box.cx - x) <= SNAP for x in lines)


def without_title(words: Iterable[Word]) -> list[Word]:
    """Without "Pelaksana" over the names, where no rule parts it from them; "PPID Pelaksana" is a name."""
    lines = words_to_lines(words)
    if lines and kolom_of(line_text(lines[0])) == "pelaksana":
        lines = lines[1:]
    return [w for line in lines for w in line]
