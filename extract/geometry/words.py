"""Letters of a text layer into words with boxes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from pdfplumber.utils.clustering import cluster_objects

from schemas.page import Box, Rule, Word

Char = dict[str, Any]  # a pdfplumber char

SPACED_GAP = 0.55  # of the font size: text with its own space characters may be letter-spaced
DOUBLE = 0.6  # points: a letter printed twice this close is one, made bold
BARE_GAP = 0.18  # of the font size: text without any, words stand this far apart
TELLING = 60  # letters: real text of this length has spaces, if it has any
DUST = 1e-3  # of a letter's scale: a turn this small is what rounding leaves behind


def chars_to_words(chars: Sequence[Char], rules: Sequence[Rule]) -> list[Word]:
    """Words in the order in which the file draws them.

    A word ends at a space, at a jump to another line, at a gap wider than letters of its
    size stand apart, and at a vertical rule (narrow columns put words of two cells closer
    than words of one).
    """
    gap_of = gaps(chars)
    verticals = sorted((r for r in rules if not r.horizontal), key=lambda r: r.at)
    words: list[Word] = []
    run: list[Char] = []
    for c in chars:
        if run and (blank(c) or breaks(run[-1], c, gap_of(c), verticals)):
            words.append(run_to_word(run))
            run = []
        if not blank(c):
            run.append(c)
    if run:
        words.append(run_to_word(run))
    return words


def without_dust(c: Char) -> Char:
    """A letter with ``upright`` told from its matrix without rounding dust.

    pdfminer asks for b * c <= 0, so that two terms of -2e-8, which every program that scales a
    page leaves behind, make a level letter a turned one. Source: pdfminer.layout.LTChar.
    """
    terms = [float(t) for t in (c.get("matrix") or ())[:4]]
    least = DUST * max(map(abs, terms), default=0.0)
    plain = [t if abs(t) >= least else 0.0 for t in terms]
    if plain == terms:
        return c
    a, b, slant, d = plain
    return {**c, "upright": a * d > 0 and b * slant <= 0}


def without_doubles(chars: Sequence[Char]) -> list[Char]:
    """Letters without those that are printed again on themselves, in the order of the file.

    As pdfplumber's dedupe_chars, which takes the square of their number to restore their order.
    """
    alike: dict[Any, list[tuple[int, Char]]] = defaultdict(list)
    for n, c in enumerate(chars):
        alike[itemgetter("upright", "text", "fontname", "size")(c)].append((n, c))
    first = [
        min(letters, key=lambda p: (p[1]["doctop"], p[1]["x0"], p[0]))
        for group in alike.values()
        for level in cluster_objects(group, lambda p: p[1]["doctop"], DOUBLE)
        for letters in cluster_objects(level, lambda p: p[1]["x0"], DOUBLE)
    ]
    return [c for _, c in sorted(first, key=itemgetter(0))]


def gaps(chars: Sequence[Char]) -> Callable[[Char], float]:
    """The gap, as a share of the font size, that parts words at a letter.

    One program writes the spaces of its text and another does not, and a page may hold text of
    both: each font is asked for itself where it has letters enough to tell.
    """
    fonts: dict[str, list[Char]] = defaultdict(list)
    for c in chars:
        fonts[font(c)].append(c)
    spaced = has_spaces(chars)
    own = {name: has_spaces(of) if len(of) >= TELLING else spaced for name, of in fonts.items()}
    return lambda c: SPACED_GAP if own[font(c)] else BARE_GAP


def font(c: Char) -> str:
    return str(c.get("fontname"))


def has_spaces(chars: Iterable[Char]) -> bool:
    """Whether the layer writes its spaces: real text has one in about every seven letters."""
    total = blanks = 0
    for c in chars:
        total += 1
        blanks += blank(c)
    return blanks > total / 20


def blank(c: Char) -> bool:
    return not str(c["text"]).strip() or str(c["text"]) in ("\u00a0", "\u200b", "\ufeff")


def breaks(prev: Char, c: Char, gap: float, verticals: Sequence[Rule]) -> bool:
    """Whether a new word starts between two letters drawn one after the other."""
    size = letter_size(c) or 1.0
    if prev["upright"] != c["upright"]:
        return True
    if not c["upright"]:
        across = abs(float(prev["x0"]) - float(c["x0"]))
        along = min(
            abs(float(prev["top"]) - float(c["bottom"])), abs(float(c["top"]) - float(prev["bottom"]))
        )
        return across > 0.5 * size or along > gap * size
    if abs(float(prev["bottom"]) - float(c["bottom"])) > 0.45 * size:
        return True
    step = float(c["x0"]) - float(prev["x1"])
    if step > gap * size or step < -0.8 * size:
        return True
    return step > 0.05 * size and rule_between(float(prev["x1"]), float(c["x0"]), c, verticals)


def letter_size(c: Char) -> float:
    """The height of a letter's font; a letter on its side is as high as its box is wide."""
    a, b = (float(t) for t in (c.get("matrix") or (1.0, 0.0))[:2])
    return float(c["x1"]) - float(c["x0"]) if abs(b) > abs(a) else float(c["size"])


def rule_between(x0: float, x1: float, c: Char, verticals: Sequence[Rule]) -> bool:
    """Whether a vertical rule, of those sorted by place, parts two letters."""
    middle = (float(c["top"]) + float(c["bottom"])) / 2
    first = bisect_left(verticals, x0 - 0.5, key=attrgetter("at"))
    last = bisect_right(verticals, x1 + 0.5, key=attrgetter("at"))
    return any(r.lo <= middle <= r.hi for r in verticals[first:last])


def run_to_word(run: Sequence[Char]) -> Word:
    box = Box(
        min(float(c["x0"]) for c in run),
        min(float(c["top"]) for c in run),
        max(float(c["x1"]) for c in run),
        max(float(c["bottom"]) for c in run),
    )
    upright = bool(run[0]["upright"])
    bold = "bold" in str(run[0].get("fontname", "")).lower()
    return Word("".join(str(c["text"]) for c in run), box, letter_size(run[0]), bold, upright)


def words_to_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words of one cell or block as printed lines, top to bottom, each left to right.

    Words are first taken in the order of the source as runs of one line; runs on one height
    make a line unless they lie over one another (a row too low for its text).
    """
    lines: list[list[Word]] = []
    for run in sorted(runs_of(words), key=lambda r: (r[0].box.cy, r[0].box.x0)):
        for line in reversed(lines[-3:]):
            if same_height(line[0].box, run[0].box) and not overlapping(line, run):
                line.extend(run)
                line.sort(key=lambda w: w.box.x0)
                break
        else:
            lines.append(run)
    return lines


def runs_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words that follow one another in the source from left to right on one line."""
    runs: list[list[Word]] = []
    for w in words:
        last = runs[-1][-1].box if runs else None
        if last and same_height(last, w.box) and w.box.x0 >= last.x1 - 0.3 * w.box.height:
            runs[-1].append(w)
        else:
            runs.append([w])
    return runs


def same_height(a: Box, b: Box) -> bool:
    return abs(a.cy - b.cy) <= 0.5 * min(a.height, b.height) + 0.3


def overlapping(line: Sequence[Word], run: Sequence[Word]) -> bool:
    """Whether two runs share ground by more than a letter."""
    lo, hi = max(line[0].box.x0, run[0].box.x0), min(line[-1].box.x1, run[-1].box.x1)
    if hi - lo <= 0:
        return False
    return any(
        min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0) > 0.5 * min(a.box.width, b.box.width)
        for a in line
        for b in run
    )


def by_height(words: Iterable[Word]) -> Callable[[float, float], list[Word]]:
    """Finds the words whose centre lies from one height up to another (not on it), in their order."""
    every = list(words)
    centres = sorted((w.box.cy, n) for n, w in enumerate(every))

    def between(top: float, bottom: float) -> list[Word]:
        inside = centres[bisect_left(centres, (top, -1)) : bisect_left(centres, (bottom, -1))]
        return [every[n] for n in sorted(n for _, n in inside)]

    return between


def average_confidence(words: Iterable[Word]) -> float:
    """How surely the letters of some words were read on average: 1 minus this is the share likely misread.

    Signs that stand alone do not count: a speck after a sentence is no misread letter of it.
    """
    counted = [(len(w.text), w.confidence) for w in words if any(c.isalnum() for c in w.text)]
    letters = sum(n for n, _ in counted)
    return round(sum(n * c for n, c in counted) / letters, 4) if letters else 1.0


def line_text(line: Iterable[Word]) -> str:
    return " ".join(w.text for w in line)


def by_shadow(words: Iterable[Word], gap: float) -> list[list[Word]]:
    """Words grouped where their shadows on the x axis leave gaps wider than ``gap`` points or a letter."""
    groups: list[list[Word]] = []
    reach = float("-inf")
    for w in sorted(words, key=lambda w: w.box.x0):
        if w.box.x0 - reach > max(gap, 1.1 * w.size):
            groups.append([])
        groups[-1].append(w)
        reach = max(reach, w.box.x1)
    return groups
