"""Items of a printed list, told by where their markers and lines stand.

A marker is told by its place (it hangs left of its item's lines, in a column with the others) and
by counting, whatever its punctuation: "1.", "1,", "1 .", "1". Lengths are PDF points.

    1. A text that     markers hang     A text that     none: the lines     A text that     none: a line
       runs on         left of their      runs on       of an item are      runs on         stops before
    2. Another         lines            Another         set in              Another.        it is full
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.form.butir import is_empty_mark, is_open, refers
from extract.geometry.groups import runs
from extract.geometry.words import average_confidence, line_text, words_to_lines
from schemas.page import Word

RIVER = 1.3  # of a line's height: white between two lists printed side by side in one cell
COLUMN = 0.9  # of a line's height: markers of one column start within this
HANG = 0.45  # of a line's height: an item's lines hang at least so far behind its marker
ROOM = 1.5  # of a line's height: what a word needs beside its own width to fit on a line

_STRONG = re.compile(r"^\(?(\d{1,2})\s?(?:[.)]{1,2}|[,;:](?!\d))$")
_GLUED = re.compile(r"^\(?(\d{1,2})[.)](?=[^\W\d_]|[\"“(])")
_BARE = re.compile(r"^(\d{1,2})$")
_LETTER = re.compile(r"^\(?(?:[A-Za-z]|[ivxIVX]{2,4})[.)]$")
_BULLET = re.compile(r"^[•●▪■◦∙‣➢➤✓✔❖·○*§\uf000-\uf0ff]$|^[-–—oØü]$")
_STOP = re.compile(r"^[.,)]{1,2}\s+(?=[^\W\d_])")
_AGAIN = re.compile(r"^(?:\d\s+)?(\d{1,2})[.)]\s+(?=[^\W\d_])")
FAR_OFF = 1e6  # points: a marker without a line
_DOT = re.compile(r"^[.,)]{1,2}$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A printed line: its marker (None: it has none), the number it counts, and its text."""

    line: tuple[Word, ...]
    text: tuple[Word, ...]
    number: int | None = None
    marked: bool = False
    weak: bool = False  # a bare number: a marker only where it counts

    @property
    def x0(self) -> float:
        return self.line[0].box.x0

    @property
    def height(self) -> float:
        return max(w.box.height for w in self.line)


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a list in order, how surely each was read, and what its numbers tell.

    ``headless``: the first lines have no marker though later ones have: they may go on from before.
    ``jumps``: a number is missing between two others: (before, after).
    """

    texts: tuple[str, ...] = ()
    sure: tuple[float, ...] = ()
    headless: bool = False
    jumps: tuple[tuple[int, int], ...] = ()
    first: int | None = None


def read_list(words: Sequence[Word], right: float) -> Items:
    """The items of a list; columns side by side are read one after the other.

    ``right``: where the cell ends, for lists whose items are told by lines that stop early.
    """
    blocks = side_by_side(words)
    ends = [min(w.box.x0 for w in b) - 2 for b in blocks[1:]] + [right]
    parts = [read_column(b, end) for b, end in zip(blocks, ends, strict=True)]
    return Items(
        tuple(without_rest(t, n) for n, t in enumerate((t for p in parts for t in p.texts), 1)),
        tuple(s for p in parts for s in p.sure),
        bool(parts) and parts[0].headless,
        tuple(j for p in parts for j in p.jumps),
        parts[0].first if parts else None,
    )


def read_column(words: Sequence[Word], right: float) -> Items:
    """One column of a list."""
    lines = [tuple(line) for line in words_to_lines(words) if not is_empty_mark(line_text(line))]
    if not lines:
        return Items()
    marked = centred_markers(lines) or with_markers(lines)
    if not marked:
        return Items()
    if not any(m.marked for m in marked):
        return unmarked_items(lines, right)
    return marked_items(marked)


def marked_items(lines: Sequence[Marked]) -> Items:
    groups = runs(lines, lambda _, m: m.marked)
    texts: list[str] = []
    sure: list[float] = []
    numbers: list[int] = []
    for n, group in enumerate(groups):
        after = next((g[0].number for g in groups[n + 1 :] if g[0].number is not None), None)
        number = group[0].number
        for text in run_on(item_text(group), number, after):
            if text:
                texts.append(text)
                sure.append(average_confidence(w for m in group for w in m.text))
                numbers += [] if number is None else [number]
                number = None if number is None else number + 1
    first = next((m.number for m in lines if m.marked), None)
    return Items(tuple(texts), tuple(sure), not lines[0].marked, jumps_of(numbers), first)


def without_rest(text: str, n: int) -> str:
    """The n-th item without what is left of its marker, of which an engine made two words: ". Laptop",
    "1 1. Laptop"."""
    text = _STOP.sub("", text)
    found = _AGAIN.match(text)
    return text[found.end() :] if found and int(found.group(1)) == n else text


def item_text(group: Sequence[Marked]) -> str:
    text = " ".join(line_text(m.text) for m in group if m.text)
    return "" if is_empty_mark(text) else " ".join(text.split())


def jumps_of(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Numbers that do not follow: 2, 4. A list that starts again or repeats a number is as printed."""
    return tuple((a, b) for a, b in pairwise([0, *numbers]) if b > a + 1 and a > 0)


# Markers


def with_markers(lines: Sequence[tuple[Word, ...]]) -> list[Marked]:
    """The lines with their markers: clear ones by themselves, bare numbers where they count."""
    every = [parsed(line) for line in lines]
    marked = joined_marks(every)
    if not marked:  # a bare number alone is a value; behind others nothing was written
        return [Marked(m.line, m.line) for m in every if m.weak]
    column = [m.x0 for m in marked if m.marked and not m.weak and m.number is not None]
    height = median(m.height for m in marked)
    at = median(column) if column else None
    counting = counts(marked, at, height)
    out = []
    for n, m in enumerate(marked):
        before = line_text(marked[n - 1].line) if n else ""
        if m.weak:
            m = m if n in counting else replace(m, marked=False, text=m.line, number=None)
        elif m.marked and refers(before) and at is not None and m.x0 > at + HANG * height:
            m = replace(m, marked=False, text=m.line, number=None)  # "... Nomor" over "5. Tahun"
        out.append(m)
    return out


def parsed(line: tuple[Word, ...]) -> Marked:
    """A line with the marker that its first words may be."""
    first, rest = line[0], line[1:]
    text = first.text
    if m := _STRONG.match(text):
        return Marked(line, rest, int(m.group(1)), True)
    if rest and _DOT.match(rest[0].text) and (m := _BARE.match(text)):
        return Marked(line, rest[1:], int(m.group(1)), True)
    if rest and _DOT.match(rest[0].text) and _LETTER.match(f"{text}."):
        return Marked(line, rest[1:], None, True)
    if m := _GLUED.match(text):
        cut = replace(first, text=text[m.end() :])
        return Marked(line, (cut, *rest), int(m.group(1)), True)
    if _LETTER.match(text) or (_BULLET.match(text) and rest):
        return Marked(line, rest, None, True)
    if m := _BARE.match(text):
        return Marked(line, rest, int(m.group(1)), True, weak=True)
    if len(text) > 1 and _BULLET.match(text[0]) and text[0] not in "-–—oØü*§":
        return Marked(line, (replace(first, text=text[1:]), *rest), None, True)
    if len(text) > 2 and text[0] in "-–—" and text[1].isalpha():
        return Marked(line, (replace(first, text=text[1:]), *rest), None, True)
    return Marked(line, line)


def joined_marks(lines: Sequence[Marked]) -> list[Marked]:
    """A marker that stands alone on its line is put before the line that follows."""
    out: list[Marked] = []
    pending: Marked | None = None
    for m in lines:
        if m.marked and not m.text:
            pending = m
            continue
        if pending is not None and not m.marked:
            m = replace(pending, line=pending.line + m.line, text=m.text)
        pending = None
        out.append(m)
    return out


def counts(lines: Sequence[Marked], column: float | None, height: float) -> set[int]:
    """Which bare numbers are markers: they count on from the marker before, in its column."""
    out: set[int] = set()
    last, weak_first = 0, column is None
    for n, m in enumerate(lines):
        if not m.marked or m.number is None:
            continue
        before = line_text(lines[n - 1].line) if n else ""
        if not m.weak:
            last = m.number
        elif m.number == last + 1 and starts_item(m, before):
            if column is None:
                column = m.x0
            if abs(m.x0 - column) <= COLUMN * height:
                out.add(n)
                last = m.number
    return set() if weak_first and len(out) == 1 else out


def starts_item(m: Marked, before: str) -> bool:
    """Whether a bare number may begin an item: a word follows it, and no reference stands before it."""
    if not m.text or refers(before):
        return False
    word = m.text[0].text.lstrip('"“(')
    return bool(word) and (word[0].isupper() or m.text[0].box.x0 - m.line[0].box.x1 > HANG * m.height)


def centred_markers(lines: Sequence[tuple[Word, ...]]) -> list[Marked]:
    """Lines with each marker before its item, where markers stand half-way down their items or drift a
    little beside their first lines, whichever they do more nearly.

    Empty where markers stand on the first lines, as usual.
    """
    parsed_lines = [parsed(line) for line in lines]
    marks = [m for m in parsed_lines if m.marked and is_column(m)]
    rest = [m.text if m in marks else m.line for m in parsed_lines]
    texts = [t for t in rest if t]
    alone = any(not m.text for m in marks)
    if len(marks) < 2 or not alone or not texts or texts[0][0].box.y0 >= marks[0].line[0].box.y1:
        return []
    off, ends = ends_of_items(marks, texts)
    firsts = [min(range(len(texts)), key=lambda n: off_centre(texts[n : n + 1], m.line[0])) for m in marks]
    drift = sum(off_centre(texts[n : n + 1], m.line[0]) ** 2 for n, m in zip(firsts, marks, strict=True))
    at = 0
    if drift <= off and all(a < b for a, b in pairwise(firsts)):
        at, ends = firsts[0], [*firsts[1:], len(texts)]
    out = [Marked(t, t) for t in texts[:at]]
    for mark, end in zip(marks, ends, strict=True):
        out += [Marked(t, t, None if k else mark.number, not k) for k, t in enumerate(texts[at:end])]
        at = end
    return out


def ends_of_items(marks: Sequence[Marked], texts: Sequence[Sequence[Word]]) -> tuple[float, list[int]]:
    """Where the lines of each item end, so that all markers stand nearest to the middles of their items, and
    how far off they do, in square points."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for mark in marks:
        last = mark is marks[-1]
        found: dict[int, tuple[float, list[int]]] = {}
        for at, (off, ends) in best.items():
            for end in [len(texts)] if last else range(min(at + 1, len(texts)), len(texts) + 1):
                cost = off + off_centre(texts[at:end], mark.line[0]) ** 2
                if end not in found or cost < found[end][0]:
                    found[end] = cost, [*ends, end]
        best = found
    return best[len(texts)]


def is_column(m: Marked) -> bool:
    """Whether a line's marker stands apart from its text, in a column of its own."""
    return not m.text or m.text[0].box.x0 - m.line[0].box.x1 > HANG * m.height


def off_centre(block: Sequence[Sequence[Word]], mark: Word) -> float:
    return abs((block[0][0].box.cy + block[-1][0].box.cy) / 2 - mark.box.cy) if block else FAR_OFF


# Items that run on


def run_on(text: str, number: int | None, after: int | None) -> list[str]:
    """An item cut where the next numbers stand inside it: "1. Komputer 2. ATK 3. LCD".

    ``after``: the number of the next item, up to which the list may have run on; None: no limit.
    """
    out: list[str] = []
    while number is not None and (after is None or number + 1 < after):
        found = inner_number(text, number + 1, after is not None)
        if found is None:
            break
        out.append(text[: found.start()].strip())
        text = text[found.end() :].strip()
        number += 1
    return [*out, text]


def inner_number(text: str, number: int, awaited: bool) -> re.Match[str] | None:
    """Where ``number`` begins an item inside a text. ``awaited``: the list goes on behind it, so that a
    number without a point will do."""
    point = r"\s?[.)]" if not awaited else r"\s?[.,)]?"
    for m in re.finditer(rf"(?:^|(?<=[\s;.,)])){number}{point}\s+(?=[A-Z\"“(])", text):
        if m.start() > 0 and not refers(text[: m.start()]):
            return m
    return None


# Lists without markers


def unmarked_items(lines: Sequence[tuple[Word, ...]], right: float) -> Items:
    """Items without markers: by lines that hang, else by lines that stop early."""
    groups = hanging(lines) or filled(lines, right)
    texts = tuple(" ".join(line_text(line) for line in g) for g in groups)
    sure = tuple(average_confidence(w for line in g for w in line) for g in groups)
    return Items(texts, sure, headless=True)


def hanging(lines: Sequence[tuple[Word, ...]]) -> list[list[tuple[Word, ...]]]:
    """Lines grouped where the later lines of each item are set in; [] where none are."""
    height = median(max(w.box.height for w in line) for line in lines)
    left = min(line[0].box.x0 for line in lines)
    far = [line[0].box.x0 > left + HANG * height for line in lines]
    inset = [line[0].box.x0 for line, f in zip(lines, far, strict=True) if f]
    # one step in, the same for all, and at least two items: else it is a paragraph or centred text
    if not inset or far[0] or far.count(False) < 2 or max(inset) - min(inset) > HANG * height:
        return []
    groups = runs(lines, lambda _, line: line[0].box.x0 <= left + HANG * height)
    return groups if all(g[0][0].text[:1].isupper() for g in groups) else []


def filled(lines: Sequence[tuple[Word, ...]], right: float) -> list[list[tuple[Word, ...]]]:
    """A line goes on in the next where the next word had no room on it, or it ends inside a sentence."""

    def starts(before: Sequence[Word], line: Sequence[Word]) -> bool:
        fits = right - before[-1].box.x1 > line[0].box.width + ROOM * line[0].box.height
        return fits and line[0].text[:1].isupper() and not is_open(line_text(before))

    return runs(lines, starts)


# Columns


def side_by_side(words: Sequence[Word]) -> list[list[Word]]:
    """Lists printed in two columns of one cell, left one first; else all words as one."""
    if not words:
        return [[]]
    ordered = sorted(words, key=lambda w: w.box.x0)
    reach = ordered[0].box.x1
    for i, w in enumerate(ordered[1:], 1):
        if w.box.x0 - reach > RIVER * w.box.height:
            left, right = list(ordered[:i]), list(ordered[i:])
            if is_list(left, True) and is_list(right, False):
                return [left, *side_by_side(right)]
        reach = max(reach, w.box.x1)
    return [list(words)]


def is_list(words: Sequence[Word], first: bool) -> bool:
    """Whether one column of a cell begins with a marker and is more than a column of markers."""
    lines = [parsed(tuple(line)) for line in words_to_lines(words)]
    if all(m.marked and not m.text for m in lines):
        return False
    return lines[0].marked or (first and len(lines) > 1 and any(m.marked for m in lines))
