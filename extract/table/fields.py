"""Cells of the identity block with the labels that they hold.

A ruled cell may hold more than one field: a rule was never drawn, or a scan has lost it. Such a cell
is cut where the labels of the block say that columns and rows part. Lengths are PDF points.

    | Dasar Hukum :        Kualifikasi :      |    one cell, cut where the labels of its lists begin
    | 1. UU 25/2009        1. Memahami        |
                           ^
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.form.isian import DAFTAR, KANAN, KEPALA, is_weak, isian_of
from extract.form.nilai import DATES, has_nip
from extract.geometry.plane import between
from extract.geometry.words import bounds, line_text, parted, words_to_lines
from schemas.page import Box, Word

LONGEST = 60  # letters of a label
WIDE = 1.2  # of a line's height: white that parts a label from its value
ROW = 12.0  # points that labels of one row of lists may stand apart
LABEL_WORDS = 4
WORD = 3  # letters
DASHES = "-–—"  # all that stands in a field left open
NEARER = 1.5  # times: a value's line stands so much nearer to its own than to another's
LEAST = 2  # known labels that show where labels and values begin
HANGING = 3.0  # points that headings of one list may start apart
REACH = 25.0  # points on each side of a label's start in which its column may begin
FAR = 150.0  # points before a centred label's start in which its column may begin
CHANNEL = (0.8, 0.2)  # of a line's height: white that parts two columns; where they are of many lines
MANY = 3  # lines
_LETTERED = re.compile(r"[A-Z][.)]")


@dataclass(frozen=True, slots=True)
class Kotak:
    """A cell of the block with its words and what its first lines name."""

    box: Box
    words: tuple[Word, ...]
    isian: str | None = None  # field that the cell's text, or its first lines, name
    own: tuple[Word, ...] = ()  # words after the label in the same cell
    block: int = -1  # number of the ruled block; -1 for lines without rules
    weak: bool = False  # the label names its field only where no better one does

    @property
    def bare(self) -> bool:
        """Whether nothing is filled in behind the label: what stands there is left of a pen or stamp that
        went over the cell's rule, signs in coloured ink or of a letter or two without a colon."""
        longest = max((sum(map(str.isalpha, w.text)) for w in self.own if not w.pen), default=0)
        colon = any(":" in w.text for w in self.words)
        return not self.own or (self.block >= 0 and not colon and longest < WORD)

    @property
    def label(self) -> str:
        """The label as printed."""
        inside = set(map(id, self.own))
        return " ".join(w.text for w in self.words if id(w) not in inside)


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


# Labels in a line


def segments(line: Sequence[Word]) -> list[list[Word]]:
    """A printed line cut at wide gaps."""
    return parted(line, WIDE)


def name_of(words: Sequence[Word]) -> str | None:
    text = line_text(words).rstrip(" :;")
    return isian_of(text) if len(text) <= LONGEST else None


def label_before(
    first: Sequence[Sequence[Word]], rest: Sequence[Sequence[Word]]
) -> tuple[str, tuple[Word, ...]] | None:
    """The field that a cell's first lines name, up to a colon or to their end, and the words after."""
    words = [w for line in first for w in line]
    after = tuple(w for line in rest for w in line)
    if (name := name_of(words)) and after:
        return name, after
    for i, w in enumerate(words):
        wide = i + 1 < len(words) and words[i + 1].box.x0 - w.box.x1 > WIDE * w.box.height
        if wide and (name := name_of(words[: i + 1])):
            return name, (*words[i + 1 :], *after)
        if w.text.endswith(":") or w.text.startswith(":"):
            name = name_of(words[: i + 1])
            return (name, (*words[i + 1 :], *after)) if name else None
    return None


# Cutting a cell


def guides_of(lines: Iterable[tuple[Sequence[Word], float | None]]) -> list[Guide]:
    """Where the block's columns begin, by labels that stand alone or before a colon.

    Each line comes with the left side of its ruled cell, None where it stands in none: a label centred in
    a cell may begin far from where its column does.
    """
    out = []
    for line, left in lines:
        after = 0.0
        for part in segments(line):
            name = name_of(part) or next(iter(label_before([part], []) or ()), None)
            x = part[0].box.x0
            if (name in KANAN or name in KEPALA) and not is_weak(line_text(part)):
                begin = max(after, x - FAR) if after else x - REACH if left is None else min(left, x - REACH)
                out.append(Guide(x, part[0].box.cy, name in DAFTAR, begin))
            after = part[-1].box.x1
    return out


def list_tops(lines: Iterable[Sequence[Word]]) -> list[float]:
    """Where the lists begin: the heights of their labels, those of one row as one."""
    found = sorted(part[0].box.y0 for line in lines for part in segments(line) if names_list(part))
    return [y for n, y in enumerate(found) if not n or y - found[n - 1] > ROW]


def names_list(part: Sequence[Word]) -> bool:
    return (name_of(part) or next(iter(label_before([part], []) or ()), None)) in DAFTAR


def bands(words: Sequence[Word], tops: Sequence[float]) -> list[list[Word]]:
    """Words that stand in no ruled cell, cut where each row of lists begins."""
    out: list[list[Word]] = [[] for _ in range(len(tops) + 1)]
    for w in words:
        out[sum(w.box.cy > top - 1 for top in tops)].append(w)
    return [band for band in out if band]


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

    The one at the label's start, or for a label centred over its column the first between what stands
    left of it and itself.
    """
    lines, height = words_to_lines(words), height_of(words)
    found = []
    for last, lo in between((w.box.x0, w.box.x1) for w in words):
        many = sum(on_both_sides(line, lo) for line in lines) >= MANY
        if lo - last >= CHANNEL[many] * height and last <= guide.x + 3 and lo >= guide.after:
            found.append((lo, (last + lo) / 2))
    near = [(abs(lo - guide.x), at) for lo, at in found if abs(lo - guide.x) <= REACH / 2]
    return min(near)[1] if near else found[0][1] if found else None


def on_both_sides(line: Sequence[Word], x: float) -> bool:
    return line[0].box.x0 < x - 1 and line[-1].box.x1 > x + 1


# Cells to fields


def kotak(box: Box, words: Sequence[Word], block: int, named: frozenset[str] = frozenset()) -> list[Kotak]:
    """A ruled cell as one Kotak, or as several where it holds more than one label.

    ``named``: fields whose labels fill a cell of their own somewhere: no line of another cell is theirs.
    """
    lines = words_to_lines(words)
    every = [w for line in lines for w in line]
    whole = name_of(every)
    if whole:
        dash = tuple(every[-1:]) if len(every) > 1 and every[-1].text in DASHES else ()
        return [Kotak(box, tuple(words), whole, dash, block, is_weak(" ".join(map(line_text, lines))))]
    short = [line for line in lines if (found := line_label(line)) and found[0] not in DAFTAR]
    if len(short) >= 2:
        return line_cells(words, block)
    for n in (1, 2):
        found = label_before(lines[:n], lines[n:])
        if found and goes_on(*found, words):
            weak = is_weak(line_text([w for w in words if w not in found[1]]))
            return [Kotak(box, tuple(words), None if weak else found[0], (), block)]
        if found:
            return later_labels(box, lines, found, block, named)
    return later_labels(box, lines, None, block, named)


def goes_on(name: str, own: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether what stands under a label is more of it: up to a colon, or words where figures are to stand."""
    short = 0 < len(own) < LABEL_WORDS
    bare = all(w.text.isalpha() for w in own) and is_weak(line_text(words[: -len(own)]))
    return short and (own[-1].text.endswith(":") or (bare and name in (*DATES, "nomor_sop")))


def line_label(line: Sequence[Word]) -> tuple[str, tuple[Word, ...]] | None:
    """The field that a line names, alone or before its value."""
    name = name_of(line)
    return label_before([line], []) or ((name, ()) if name else None)


def later_labels(
    box: Box,
    lines: Sequence[list[Word]],
    first: tuple[str, tuple[Word, ...]] | None,
    block: int,
    named: frozenset[str],
) -> list[Kotak]:
    """A cell cut at the lines that are labels of other lists (the rule between them is missing)."""
    starts = [n for n, line in enumerate(lines) if n and is_heading(line, lines, named)]
    out: list[Kotak] = []
    for k, (a, b) in enumerate(pairwise([0, *starts, len(lines)])):
        part = [w for line in lines[a:b] for w in line]
        part_box = Box(
            box.x0,
            bounds(lines[a]).y0 if k else box.y0,
            box.x1,
            bounds(lines[b]).y0 if b < len(lines) else box.y1,
        )
        name, own = (first or (None, ())) if not k else (name_of(lines[a]), part[len(lines[a]) :])
        kept = {id(w) for w in part}
        own = tuple(w for w in own if id(w) in kept)
        weak = not k and is_weak(line_text([w for w in part if not any(w is o for o in own)]))
        out.append(Kotak(part_box, tuple(part), name, own, block, weak))
    return out


def is_heading(line: Sequence[Word], lines: Sequence[Sequence[Word]], named: frozenset[str]) -> bool:
    """Whether a line inside a cell is the label of another list: alone, and set off by colon or type."""
    name = name_of(line)
    if name not in DAFTAR or name in named:
        return False
    text = line_text(line)
    others = [line_text(k) for k in lines if k is not line]
    capitals = text.isupper() and not all(t.isupper() for t in others)
    strong = all(w.bold for w in line) and not all(w.bold for k in lines for w in k)
    return capitals or strong or text.rstrip().endswith(":")


def line_cells(words: Sequence[Word], block: int = -1) -> list[Kotak]:
    """Pseudo-cells of a block without rules: each line that starts with a label opens one."""
    out: list[Kotak] = []
    pending: list[Word] = []
    name: str | None = None
    label: list[Word] = []

    def close() -> None:
        if label:
            every = [*label, *pending]
            weak = is_weak(line_text(label))
            out.append(Kotak(bounds(every), tuple(every), name, tuple(pending), block, weak))

    lines = with_wrapped_labels(words_to_lines(words))
    known = [(line[0].box.x0, own[0].box.x0) for line in lines if (own := (line_label(line) or ("", ()))[1])]
    values, starts = [x for _, x in known], [line[0].box.x0 for line in lines if line_label(line)]
    for line in lines:
        found: tuple[str | None, tuple[Word, ...]] | None = line_label(line) or label_by_column(line, values)
        if not found and label and not pending and left_open(line, starts):
            found = None, ()
        if not found and name not in DAFTAR and (own := unlisted(line, known)):
            found = None, own
        if found:
            over = over_its_label(pending, line, found[1])
            pending = [w for w in pending if w not in over]
            close()
            name, own = found
            label = [w for w in line if w not in own]
            pending = [*over, *own]
        elif label and not next_heading(label, line):
            pending += line
        else:
            close()
            label = []
            out.append(Kotak(bounds(line), tuple(line), None, (), block))
    close()
    return out


def left_open(line: Sequence[Word], starts: Sequence[float]) -> bool:
    """Whether a line is a label that nobody listed and that nothing was filled in for: "Masa Laku :".

    It ends with a colon and begins where labels do. ``starts``: where these begin.
    """
    begins = sum(abs(line[0].box.x0 - x) <= HANGING for x in starts) >= LEAST
    figures = any(ch.isdigit() for w in line for ch in w.text)
    return begins and line[-1].text.endswith(":") and len(line) <= LABEL_WORDS + 1 and not figures


def unlisted(line: Sequence[Word], known: Sequence[tuple[float, float]]) -> tuple[Word, ...]:
    """What follows a label that nobody listed; () where a line has none.

    The line begins where those of the ``known`` labels do, and what follows it begins where their values do,
    or behind that, set in the middle, or after a colon.
    """
    least = min((x for _, x in known), default=0.0) - HANGING
    begins = any(abs(line[0].box.x0 - x) <= HANGING for x, _ in known)
    if len(known) < LEAST or not begins or has_nip(line_text(line)):
        return ()  # "NIP : 1970..." is a line of the signatory
    first = line[: LABEL_WORDS + 1]
    at = next((i + 1 for i, w in enumerate(first) if w.text.endswith(":")), 0)
    at = at or next((i for i, w in enumerate(first) if i and w.text.startswith(":")), 0)
    gaps = (i for i in range(1, len(first)) if wide_before(line, i) and line[i].box.x0 >= least)
    at = at or next(gaps, 0)
    figures = any(ch.isdigit() for w in line[:at] for ch in w.text)
    return tuple(line[at:]) if at and not figures else ()


def wide_before(line: Sequence[Word], i: int) -> bool:
    """Whether the white before a word of a line is wider than between words."""
    return line[i].box.x0 - line[i - 1].box.x1 > WIDE * line[i].box.height


def starts_at(w: Word, xs: Sequence[float]) -> bool:
    return any(abs(w.box.x0 - x) <= w.box.height / 2 for x in xs)


def over_its_label(pending: Sequence[Word], line: Sequence[Word], own: Sequence[Word]) -> list[Word]:
    """The last line before a label that is the first of its value: the label stands half-way down it.

    The line begins where the value does, much nearer to it than to the lines before.
    """
    lines = words_to_lines(pending)
    if not own or len(lines) < 2:
        return []
    last, value = bounds(lines[-1]), bounds(own)
    above, below = last.y0 - bounds(lines[-2]).y1, value.y0 - last.y1
    near = below < last.height and above > NEARER * max(below, last.height / 2)
    return lines[-1] if near and abs(last.x0 - value.x0) < REACH / 2 else []


def label_by_column(line: Sequence[Word], values: Sequence[float]) -> tuple[str, tuple[Word, ...]] | None:
    """A label that fills its cell, so that no gap parts it from its value: "TGL. PEMBUATAN 18 April".

    ``values``: where the values of other labels begin. A figure cannot be of the label either.
    """
    for i in range(1, min(len(line), LABEL_WORDS + 1)):
        begins = line[i].text[:1].isdigit() or starts_at(line[i], values)
        if begins and not is_weak(line_text(line[:i])) and (name := name_of(line[:i])) in KEPALA:
            return str(name), tuple(line[i:])
    return None


def next_heading(label: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line is a heading lettered like the label: "C. KETERKAITAN" over "D. SASARAN"."""
    a, b = label[0], line[0]
    lettered = _LETTERED.fullmatch(a.text) and _LETTERED.fullmatch(b.text)
    return bool(lettered) and a.text < b.text and abs(a.box.x0 - b.box.x0) <= HANGING


def with_wrapped_labels(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """Lines with a label that wraps before its colon put together: "Tanggal : 2 Juni" over "Pembuatan"."""
    out: list[list[Word]] = []
    skip: list[Word] = []
    for n, line in enumerate(lines):
        after = lines[n + 1] if n + 1 < len(lines) else []
        line = [w for w in line if w not in skip]
        at = next((i for i, w in enumerate(line) if w.text.startswith(":")), 0)
        rest = [w for w in after if at and w.box.x1 < line[at].box.x0 and w.box.y0 - line[0].box.y1 < 6]
        label = " ".join(w.text for w in [*line[:at], *rest])
        first = " ".join(w.text for w in line[:at])
        alone = at and isian_of(first) and not is_weak(first)
        if at and rest and not alone and isian_of(label):
            line = [*line[:at], *rest, *line[at:]]
            skip = rest
        if line:
            out.append(line)
    return out
