"""Step tables without rules between their columns: printed with lines between the rows alone, or with none.

          No  Kegiatan          Kepala   Staf    Waktu    Output       <- names tell how many columns
          -----------------------------------------------------
          1   Menulis surat      [ ]             1 hari   Surat
                            ^          ^       ^        ^
          white from the first number to the last parts them

Nothing but the names of a step table, over numbers that count from 1, or over rules from side to side, is
taken for one. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.form.kolom import kolom_of
from extract.geometry.words import bounds, by_shadow, line_text, parted, text_of, words_to_lines
from extract.table.dividers import widest_river
from extract.table.grid import Grid
from extract.table.header import HIGHEST, LEAVES, NAME_GAP, STEP_NUMBER, Kolom
from schemas.page import Box, Page, Rule, Word

ASSUMED = "assumed"  # style of a line that is not drawn
NAMES = frozenset({"kegiatan", "waktu", "output"})  # that a header without rules must have
TITLES = ("pelaksana", "mutu_baku")  # names over several columns
WHITE = 0.9  # heights of a word: wider white parts two names of one line
BESIDE = 2.0  # heights of a word that a step's number may stand off the middle of its column's name
LAST = 1.5  # heights of a word: wider white under the last step ends the table
ACROSS = 0.5  # of the table's width that a rule between rows runs over
SPARE = 3.0  # points around what is printed
ASIDE = 2.0  # points that a column starts left of its texts


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A column's name: its words, and the field that it names."""

    words: tuple[Word, ...]
    isi: str | None

    @property
    def box(self) -> Box:
        return bounds(self.words)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """What is printed of a table: titles over groups of columns, names of columns, numbers of steps."""

    titles: tuple[PrintedName, ...]
    names: tuple[PrintedName, ...]
    steps: tuple[Word, ...]


def unruled_grid(page: Page) -> Grid | None:
    """The grid that a step table without rules between its columns would have; None where there is none."""
    found = printed_table(page)
    if found is None:
        return None
    top = head(page, min(n.box.y0 for n in (*found.titles, *found.names)))
    bottom = foot(page, found.steps[-1].box, (found.names[0].box.x0, found.names[-1].box.x1))
    header = header_foot(page, found)
    body = [w for w in page.words if header < w.box.cy < bottom]
    xs = columns(page, found, body, (header, bottom))
    level = max((t.box.y1 for t in found.titles), default=top) + 1.0
    edges = [*outline(xs, (top, header, bottom)), *inner(found, xs, (top, level, bottom))]
    lines = rows_between(page, xs, header, bottom)
    edges += [Rule(True, y, xs[0], xs[-1], style=ASSUMED) for y in lines]
    ys = sorted({top, level, header, bottom, *lines} if found.titles else {top, header, bottom, *lines})
    return Grid(xs, ys, edges)


def unruled_rest(page: Page, before: Grid, kolom: Sequence[Kolom], last: int) -> Grid | None:
    """The grid of a page without a header that carries on a table whose columns were estimated: in its column
    of numbers it counts on. ``last``: the last number of the page before. None where it does not.
    """
    nomor = next((k for k in kolom if k.isi == "nomor"), None)
    estimated = any(e.style == ASSUMED and not e.horizontal for e in before.edges)
    if nomor is None or not estimated or page.source != "vektor":
        return None
    numbers = counted((w for w in page.words if nomor.x0 <= w.box.cx <= nomor.x1), last + 1)
    if not numbers:
        return None
    xs = [*(k.x0 for k in kolom), kolom[-1].x1]
    top, bottom = head(page, over(page, numbers[0].box)), foot(page, numbers[-1].box, (xs[0], xs[-1]))
    lines = rows_between(page, xs, top, bottom)
    edges = outline(xs, (top, *lines, bottom))
    edges += [Rule(False, x, top, bottom, style=ASSUMED) for x in xs[1:-1]]
    return Grid(xs, [top, *lines, bottom], edges)


def printed_table(page: Page) -> PrintedTable | None:
    """The names of a step table's columns, and under them the numbers of its steps, from 1."""
    phrases = phrases_of(page)
    for anchor in (p for p in phrases if p.isi == "kegiatan"):
        near = [p for p in phrases if p.isi and abs(p.box.cy - anchor.box.cy) < HIGHEST]
        kinds = [p.isi for p in near if p.isi not in TITLES]
        nomor = next((p for p in near if p.isi == "nomor"), None)
        steps = numbers_under(page, nomor) if nomor else []
        if set(kinds) >= NAMES and len(kinds) == len(set(kinds)) and len(steps) > 1:
            titles = tuple(p for p in near if p.isi in TITLES)
            return PrintedTable(titles, names_of(page, near, titles, steps[0]), tuple(steps))
    return None


def phrases_of(page: Page) -> list[PrintedName]:
    """What is printed on a page, line by line and parted by wide white, as names that columns may have."""
    return [
        PrintedName(tuple(p), kolom_of(line_text(p)))
        for line in words_to_lines(page.words)
        for p in parted(line, WHITE)
    ]


def names_on(page: Page) -> Box | None:
    """Where the names of a step table's columns are printed, read or not; None where nowhere."""
    phrases = [p for p in phrases_of(page) if p.isi]
    for anchor in (p for p in phrases if p.isi == "kegiatan"):
        near = [p for p in phrases if abs(p.box.cy - anchor.box.cy) < HIGHEST]
        if {"waktu", "output"} <= {p.isi for p in near}:
            return bounds([w for p in near for w in p.words])
    return None


def numbers_under(page: Page, name: PrintedName) -> list[Word]:
    """The numbers 1, 2, 3 and so on that are printed under the name of their column."""
    box = name.box
    return counted(
        (w for w in page.words if w.box.y0 > box.y1 and abs(w.box.cx - box.cx) < BESIDE * w.box.height), 1
    )


def counted(words: Iterable[Word], first: int) -> list[Word]:
    """The words that are the numbers of steps, from ``first`` on, from top to bottom."""
    out: list[Word] = []
    for w in sorted(words, key=lambda w: w.box.cy):
        if STEP_NUMBER.match(w.text) and w.text.strip("().,") == str(first + len(out)):
            out.append(w)
    return out


def names_of(
    page: Page, near: Sequence[PrintedName], titles: Sequence[PrintedName], first: Word
) -> tuple[PrintedName, ...]:
    """All names of columns, executors among them, from left to right."""
    top = min(p.box.y0 for p in near) - 1.0
    low = max(p.box.y1 for p in near)
    held = {id(w) for t in titles for w in t.words}
    words = [w for w in page.words if top <= w.box.y0 and w.box.cy < first.box.y0 and id(w) not in held]
    if any(t.box.y1 >= low for t in titles):  # the names under it are executors' alone, a line lower
        low = min((w.box.y1 for w in words if w.box.y0 >= low), default=low)
    words = [w for w in words if w.box.y0 < low + w.box.height]
    groups = by_shadow(words, NAME_GAP)
    return tuple(PrintedName(tuple(g), kolom_of(text_of(g))) for g in groups)


def header_foot(page: Page, found: PrintedTable) -> float:
    """Between the names and the first step: at the rule there, else in the widest white."""
    low = max(n.box.y1 for n in found.names)
    first = found.steps[0].box
    rules = [r.at for r in page.rules if r.horizontal and low - 1 <= r.at <= first.y0]
    if rules:
        return max(rules)
    texts = [w.box.y0 for w in page.words if low <= w.box.y0 <= first.y0]
    return (low + min([first.y0, *texts])) / 2


def head(page: Page, first: float) -> float:
    """Over the first words of a table, which begin at ``first``: the rule there, else a little over them."""
    return max([first - SPARE, *(r.at for r in page.rules if r.horizontal and first - SPARE < r.at <= first)])


def over(page: Page, number: Box) -> float:
    """Where the first row of a page begins: at the rule over its number, or its highest line of text."""
    rules = [r.at for r in page.rules if r.horizontal and r.at <= number.y0]
    top = number.y0
    for w in sorted(page.words, key=lambda w: -w.box.y0):
        if w.box.cy < number.y1 and top - w.box.y1 < LAST * w.box.height:
            top = min(top, w.box.y0)
    return max([top, *rules])


def foot(page: Page, last: Box, sides: tuple[float, float]) -> float:
    """Under the text of the last step: at the rule there, else where wider white follows. ``last``: its
    number; ``sides``: left and right of the table.
    """
    wide = ACROSS * (sides[1] - sides[0])
    rules = [r.at for r in page.rules if r.horizontal and r.at > last.y1 and r.length > wide]
    reach = last.y1
    for w in sorted(page.words, key=lambda w: w.box.y0):
        if w.box.y1 > reach and w.box.y0 - reach < LAST * w.box.height and w.box.cy > last.y0:
            reach = w.box.y1
    drawn = [s.box.y1 for s in page.shapes if s.box.y0 < reach and s.box.cy > last.y0 - s.box.height]
    return min(rules) if rules else max([reach, *drawn]) + SPARE


def columns(page: Page, found: PrintedTable, body: Sequence[Word], rows: tuple[float, float]) -> list[float]:
    """Where columns begin, and where the last one ends."""
    names = found.names
    drawn = [Word("", s.box) for s in page.shapes if rows[0] < s.box.cy < rows[1]]
    heads = [w for n in names for w in n.words]
    out = [min(w.box.x0 for w in (*body, *heads)) - SPARE]
    for left, right in pairwise(names):
        middles = (left.box.cx, right.box.cx)
        if left.isi is None and right.isi is None:
            out.append(sum(middles) / 2)  # executors stand in the middle of their columns
            continue
        lo, hi = widest_river([*body, *heads, *drawn], *middles) or (left.box.x1, right.box.x0)
        out.append(max(hi - ASIDE, (lo + hi) / 2))
    return [*out, max(w.box.x1 for w in (*body, *heads)) + SPARE]


def outline(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The frame of the table and the line under its names."""
    flat = [Rule(True, y, xs[0], xs[-1], style=ASSUMED) for y in ys]
    return [*flat, *(Rule(False, x, ys[0], ys[-1], style=ASSUMED) for x in (xs[0], xs[-1]))]


def inner(found: PrintedTable, xs: Sequence[float], ys: tuple[float, float, float]) -> list[Rule]:
    """Lines between columns: under a title where both belong to it; and the line under each title."""
    top, level, bottom = ys
    under = [bool(found.titles) and all(w.box.cy > level for w in n.words) for n in found.names]
    out = []
    for i, x in enumerate(xs[1:-1]):
        a, b = found.names[i], found.names[i + 1]
        together = under[i] and under[i + 1] and (a.isi in LEAVES) == (b.isi in LEAVES)
        out.append(Rule(False, x, level if together else top, bottom, style=ASSUMED))
    out += [
        Rule(True, level, a, b, style=ASSUMED) for (a, b), u in zip(pairwise(xs), under, strict=True) if u
    ]
    return out


def rows_between(page: Page, xs: Sequence[float], top: float, bottom: float) -> list[float]:
    """Rules that are drawn between the rows."""
    wide = ACROSS * (xs[-1] - xs[0])
    return sorted(
        {r.at for r in page.rules if r.horizontal and top + SPARE < r.at < bottom and r.length > wide}
    )
