"""Where the columns of an identity block part: its lists side by side, and its short fields.

A cell, or a band of lines without rules, may hold two columns; the labels of the block say where the second
begins. Lengths are PDF points.

    | Dasar Hukum :        Kualifikasi :      |    one cell, cut where the labels of its lists begin
    | 1. UU 25/2009        1. Memahami        |
                           ^
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.form.isian import DAFTAR, KANAN, KEPALA, KIRI, is_weak
from extract.geometry.plane import between
from extract.geometry.words import bounds, line_text, words_to_lines
from extract.table.fields import (
    HANGING,
    NEAR,
    REACH,
    is_first,
    is_whole_over_two,
    label_before,
    may_head,
    name_of,
    segments,
    with_colon,
)
from extract.table.grid import Grid
from schemas.page import Box, Word

ROW = 12.0  # points that labels of one row of lists may stand apart
FAR = 150.0  # points before a centred label's start in which its column may begin
CHANNEL = (0.8, 0.2)  # of a line's height: white that parts two columns; where they are of many lines
MANY = 3  # lines
AT_GUIDE = (0.5, 2)  # the same, of so many lines, where another row of the block has its column there


@dataclass(frozen=True, slots=True)
class Guide:
    """A label that tells where a column of the block begins: right lists, and short fields."""

    x: float
    y: float
    daftar: bool
    after: float = 0.0  # where what stands left of it on its line ends


def height_of(words: Iterable[Word]) -> float:
    """The usual line height of some words."""
    every = sorted(w.box.height for w in words)
    return every[len(every) // 2] if every else 0.0


def guides_of(lines: Iterable[tuple[Sequence[Word], float | None]]) -> list[Guide]:
    """Where the block's columns begin, by labels that stand alone or before a colon.

    Each line comes with the left side of its ruled cell, None where it stands in none: a label centred in
    a cell may begin far from where its column does.
    """
    found = []
    for line, left in lines:
        after = 0.0
        for part in segments(line):
            found.append((part, named_by(part), after, left))
            after = part[-1].box.x1
    lists = [(name, bounds(part)) for part, name, _, _ in found if name in DAFTAR]
    right = () if in_one_column(lists) else right_lists(lists)
    out = []
    for part, name, after, left in found:
        x = part[0].box.x0
        if name in (*right, *KEPALA) and not is_weak(line_text(part)):
            begin = max(after, x - FAR) if after else x - REACH if left is None else min(left, x - REACH)
            out.append(Guide(x, part[0].box.cy, name in DAFTAR, begin))
    return out


def named_by(part: Sequence[Word]) -> str | None:
    """The field that a part of a line names, alone or before its value."""
    found = label_before([part], [])
    return name_of(part) or (found[0] if found else None)


def in_one_column(labels: Sequence[tuple[str | None, Box]]) -> bool:
    """Whether the labels of lists of both sides stand in the middle of one column, each over its list."""
    return any(
        abs(a.cx - b.cx) <= HANGING for one, a in labels for two, b in labels if one in KIRI and two in KANAN
    )


def right_lists(labels: Iterable[tuple[str | None, Box]]) -> tuple[str, ...]:
    """The lists that the block prints at the right: those of the form, or the others where most rows have
    them turned round."""
    every = list(labels)
    pairs = [(a, b) for a, at in every for b, to in every if abs(at.y0 - to.y0) <= ROW and at.x1 <= to.x0]
    turned = sum(a in KANAN and b in KIRI for a, b in pairs)
    return KIRI if turned > sum(a in KIRI and b in KANAN for a, b in pairs) else KANAN


def list_tops(lines: Iterable[Sequence[Word]]) -> list[float]:
    """Where the lists begin: the heights of their labels, those of one row as one."""
    labels = [part for line in lines for part in segments(line) if names_list(part)]
    found = sorted(p[0].box.y0 for p in labels if not any(is_more_of(p, q) for q in labels))
    return [y for n, y in enumerate(found) if not n or y - found[n - 1] > ROW]


def is_more_of(part: Sequence[Word], label: Sequence[Word]) -> bool:
    """Whether a part of a line, a label itself, is the second line of one: "Peralatan dan" over
    "Perlengkapan :"."""
    a, b = bounds(label), bounds(part)
    under = b.y0 - a.cy >= 0 and b.y0 - a.y1 < NEAR and a.x0 < b.x1 and b.x0 < a.x1
    return under and is_whole_over_two([label, part])


def names_list(part: Sequence[Word]) -> bool:
    return named_by(part) in DAFTAR


def bands(words: Sequence[Word], tops: Sequence[float]) -> list[list[Word]]:
    """Words that stand in no ruled cell, cut where each row of lists begins."""
    out: list[list[Word]] = [[] for _ in range(len(tops) + 1)]
    for w in words:
        out[sum(w.box.cy > top - 1 for top in tops)].append(w)
    return [band for band in out if band]


def foot_of(words: Sequence[Word]) -> list[float]:
    """Where the short fields of a block without rules end: over the first line under them that begins an item
    left of their column, or runs on across its beginning, and the label over it."""
    lines = words_to_lines(words)
    heads = [g for g in guides_of((line, None) for line in lines) if not g.daftar]
    x, last = min((g.x for g in heads), default=0.0), max((g.y for g in heads), default=0.0)
    under = [line for line in lines if line[0].box.cy > last]

    def ends(line: Sequence[Word]) -> bool:
        left = [part for part in segments(line) if part[0].box.x0 < x - REACH]
        return any(is_first(part) or part[-1].box.x1 > x + HANGING for part in left)

    n = next((n for n, line in enumerate(under) if ends(line)), None)
    if n is None:
        return []
    item, over = under[n], under[n - 1] if n else []
    at = over and abs(over[0].box.x0 - item[0].box.x0) <= HANGING and over[-1].box.x1 < x - HANGING
    centred = over and is_first(item) and may_head(over) and with_colon(over)
    return [(over if at or centred else item)[0].box.y0]


def titles_over(words: Sequence[Word]) -> list[float]:
    """Where the titles end that stand over the short fields of a block without rules and across the beginning
    of a column of them: they part no columns."""
    lines = words_to_lines(words)
    heads = [g for g in guides_of((line, None) for line in lines) if not g.daftar]
    top = min((g.y for g in heads), default=0.0)
    over = [part for line in lines for part in segments(line) if part[0].box.cy < top]
    ends = [
        bounds(p).y1
        for p in over
        if any(p[0].box.x0 < g.x - HANGING and p[-1].box.x1 > g.x + HANGING for g in heads)
    ]
    return [max(ends)] if ends else []


def is_frame(words: Sequence[Word]) -> bool:
    """Whether the words of a cell are of a block with no rule but a frame, or those of its columns: short
    fields and lists."""
    names = {named_by(part) for line in words_to_lines(words) for part in segments(line)}
    return min(len(names.intersection(side)) for side in (KEPALA, DAFTAR)) > 1


def at_rules(grid: Grid, words: Sequence[Word]) -> list[Guide]:
    """Where columns begin at the upright rules of a block without others, of lists and of short fields."""
    begins = [min((w.box.x0 for w in words if w.box.x0 >= x), default=x) for x in grid.xs[1:-1]]
    return [Guide(x, grid.box.y0, lists) for x in begins for lists in (True, False)]


def columns_of(box: Box, words: Sequence[Word], guides: Sequence[Guide], top: float) -> list[list[Word]]:
    """A cell's words, cut where a column of the block begins inside it; left part first."""
    lists = box.cy > top - 3
    near = [g for g in guides if g.daftar == lists and box.x0 + REACH / 2 < g.x < box.x1 - REACH / 2]
    for guide in sorted(near, key=lambda g: (not box.y0 <= g.y <= box.y1, abs(g.y - box.cy))):
        at = channel(words, guide)
        if at is not None:
            return [[w for w in words if w.box.cx < at], [w for w in words if w.box.cx >= at]]
    return [list(words)]


def channel(words: Sequence[Word], guide: Guide) -> float | None:
    """The middle of a white upright channel that parts words on both sides; None where there is none.

    The one at the label's start, or for a label centred over its column the first between what stands left of
    it and itself.
    """
    lines, height = words_to_lines(words), height_of(words)
    found = []
    for last, lo in between((w.box.x0, w.box.x1) for w in words):
        both = sum(on_both_sides(line, lo) for line in lines)
        least = CHANNEL[both >= MANY]
        if abs(lo - guide.x) <= HANGING and both >= AT_GUIDE[1]:
            own = any(abs(w.box.x0 - guide.x) < 1 and abs(w.box.cy - guide.y) < 1 for w in words)
            least = CHANNEL[1] if own else min(least, AT_GUIDE[0])
        if lo - last >= least * height and last <= guide.x + 3 and lo >= guide.after:
            found.append((lo, last, (last + lo) / 2))
    near = [(abs(lo - guide.x) + 1, at) for lo, _, at in found if abs(lo - guide.x) <= REACH / 2]
    if near and sum(line[-1].box.x0 > min(near)[1] for line in lines) == 1:
        # nothing else begins at the label's start: it may be set in the middle of its column
        wide = [at for lo, last, at in found if lo - last > CHANNEL[0] * height and at < min(near)[1]]
        near += [(0.0, at) for at in wide if sum(on_both_sides(line, at) for line in lines) > 1][:1]
    return min(near)[1] if near else found[0][2] if found else None


def on_both_sides(line: Sequence[Word], x: float) -> bool:
    return line[0].box.x0 < x - 1 and line[-1].box.x1 > x + 1
