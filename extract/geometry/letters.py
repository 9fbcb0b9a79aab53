"""Letters of a text layer, held in columns, into words with boxes. Lengths are PDF points.

A page has thousands of letters: what is asked of each is asked of all at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from schemas.page import Box, Rule, Word

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

SPACED_GAP = 0.55  # of the font size: text with its own space characters may be letter-spaced
DOUBLE = 0.6  # points: a letter printed twice this close is one, made bold
BARE_GAP = 0.18  # of the font size: text without any, words stand this far apart
TELLING = 60  # letters: real text of this length has spaces, if it has any
LEANED_TELLING = 15  # letters: the same of headings in leaned letters, which are short
LEAST_LEAN, MOST_LEAN = 0.05, 0.6  # of a letter's height: italics lean by 0.2 to 0.35
DUST = 1e-3  # of a letter's scale: a turn this small is what rounding leaves behind
RISE = 0.45  # of a letter's height: what stands so much higher or lower is on another line
BACK = 0.8  # of a letter's height: what is drawn so far back begins another run
HAIR = 0.05  # of a letter's height: a rule finds room between letters that stand this far apart
SIGN, LAST = 0xF000, 0x100  # Wingdings has a sign for each code of a byte
BLANKS = ("\u00a0", "\u200b", "\ufeff")


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters in the order in which the file draws them; every column but the two tables has one entry each.

    ``text`` and ``font`` are places in ``texts`` and ``fonts``. ``a`` to ``d`` are the turning part of the
    letter's matrix, ``size`` the height of its font, ``order`` when it was drawn.
    """

    texts: tuple[str, ...]
    fonts: tuple[str, ...]
    text: Places
    font: Places
    x0: Numbers
    top: Numbers
    x1: Numbers
    bottom: Numbers
    size: Numbers
    upright: Flags
    a: Numbers
    b: Numbers
    c: Numbers
    d: Numbers
    order: Places

    def __len__(self) -> int:
        return len(self.text)

    def at(self, which: Places | Flags) -> Letters:
        """Those of the given places, or those that are flagged."""
        return replace(self, **{name: getattr(self, name)[which] for name in COLUMNS})

    def enlarged(self, by: float) -> Letters:
        """All lengths times ``by``."""
        return self if by == 1.0 else replace(self, **{name: getattr(self, name) * by for name in LENGTHS})

    def printed(self) -> list[str]:
        return [self.texts[n] for n in self.text.tolist()]


LENGTHS = ("x0", "top", "x1", "bottom", "size", "a", "b", "c", "d")
COLUMNS = tuple(f.name for f in fields(Letters) if f.name not in ("texts", "fonts"))


def letters_to_words(letters: Letters, rules: Sequence[Rule]) -> list[Word]:
    """Words in the order in which the file draws them.

    A word ends at a space, at a jump to another line, at a gap wider than letters of its
    size stand apart, and at a vertical rule (narrow columns put words of two cells closer
    than words of one).
    """
    if not len(letters):
        return []
    blank = blanks(letters)
    verticals = sorted((r for r in rules if not r.horizontal), key=attrgetter("at"))
    ends = breaks(letters, gaps(letters, blank), verticals)
    inked = np.flatnonzero(~blank)
    if not len(inked):
        return []
    # a word starts where the letter before it is a blank, or no part of it
    starts = np.flatnonzero(np.concatenate(([True], ends | blank[:-1]))[inked])
    return runs_to_words(letters.at(inked), starts)


def runs_to_words(letters: Letters, starts: Places) -> list[Word]:
    """A word for each run of letters; ``starts``: where each run begins."""
    columns = zip(
        np.minimum.reduceat(letters.x0, starts).tolist(),
        np.minimum.reduceat(letters.top, starts).tolist(),
        np.maximum.reduceat(letters.x1, starts).tolist(),
        np.maximum.reduceat(letters.bottom, starts).tolist(),
        heights(letters)[starts].tolist(),
        letters.upright[starts].tolist(),
        letters.font[starts].tolist(),
        starts.tolist(),
        [*starts.tolist()[1:], len(letters)],
        strict=True,
    )
    printed = letters.printed()
    bold = ["bold" in name.lower() for name in letters.fonts]
    signs = ["dings" in name.lower() for name in letters.fonts]
    words = []
    for x0, top, x1, bottom, size, upright, font, first, end in columns:
        text = (text_of_signs if signs[font] else "".join)(printed[first:end])
        words.append(Word(text, Box(x0, top, x1, bottom), size, bold[font], upright))
    return words


def text_of_signs(letters: Sequence[str]) -> str:
    """Letters of Wingdings as the private characters that Word writes for its signs."""
    return "".join(chr(SIGN + ord(c)) if len(c) == 1 and ord(c) < LAST else c for c in letters)


def without_dust(letters: Letters) -> Letters:
    """Letters with ``upright`` told from their matrix without rounding dust.

    pdfminer asks for b * c <= 0, so that two terms of -2e-8, which every program that scales a
    page leaves behind, make a level letter a turned one. Source: pdfminer.layout.LTChar.
    """
    terms = np.stack([letters.a, letters.b, letters.c, letters.d])
    plain = np.where(np.abs(terms) >= DUST * np.abs(terms).max(axis=0), terms, 0.0)
    dusty = (plain != terms).any(axis=0)
    if not dusty.any():
        return letters
    a, b, c, d = plain
    level = (a * d > 0) & (b * c <= 0)
    return replace(letters, upright=np.where(dusty, level, letters.upright))


def without_slant(letters: Letters) -> Letters:
    """Letters with boxes as wide as they advance.

    A program that leans upright letters makes italics of them by their matrix; their boxes then reach over
    the letter after them, and over the space between words.
    """
    lean = leaning(letters)
    return replace(letters, x1=letters.x1 - lean * (letters.bottom - letters.top)) if lean.any() else letters


def leaning(letters: Letters) -> Numbers:
    """How far each level letter leans to the right, in shares of its height; 0 for one that stands."""
    level = (letters.b == 0) & (letters.d != 0)
    lean = np.divide(letters.c, letters.d, out=np.zeros(len(letters)), where=level)
    return np.where((lean > LEAST_LEAN) & (lean < MOST_LEAN), lean, 0.0)


def without_doubles(letters: Letters) -> Letters:
    """Letters without those that are printed again on themselves, in the order of the file.

    Of letters alike that lie within DOUBLE of one another, along each axis and one by one, the first
    from the top left stays.
    """
    if len(letters) < 2:
        return letters
    alike = kinds(letters)
    by_height = np.lexsort((letters.top, alike))
    level = clusters(by_height, letters.top, alike)
    by_place = np.lexsort((letters.x0, level))
    spot = clusters(by_place, letters.x0, level)
    order = np.lexsort((letters.x0, letters.top, spot))
    first = np.concatenate(([True], np.diff(spot[order]) != 0))
    return letters.at(np.sort(order[first]))


def kinds(letters: Letters) -> Places:
    """A number for each letter, the same for those of one text, font, size and turn."""
    sizes = np.unique(letters.size, return_inverse=True)[1]
    kind = (letters.font * len(letters.texts) + letters.text) * (int(sizes.max()) + 1) + sizes
    return np.asarray(2 * kind + letters.upright, np.intp)


def clusters(order: Places, at: Numbers, group: Places) -> Places:
    """A number for each letter, the same for those of a group that follow one another within DOUBLE.

    ``order``: the letters by group and then by place.
    """
    place, of = at[order], group[order]
    new = (of[1:] != of[:-1]) | (place[1:] > place[:-1] + DOUBLE)
    out = np.zeros(len(order), np.intp)
    out[order[1:]] = np.cumsum(new)
    return out


def blanks(letters: Letters) -> Flags:
    """Which letters print nothing."""
    return np.array([not t.strip() or t in BLANKS for t in letters.texts], bool)[letters.text]


def gaps(letters: Letters, blank: Flags) -> Numbers:
    """The gap, as a share of the font size, that parts words at each letter.

    One program writes the spaces of its text and another does not, and a page may hold text of
    both: each font is asked for itself where it has letters enough to tell, a font that is leaned apart.
    """
    leaned = leaning(letters) > 0
    font = 2 * letters.font + leaned
    count = np.bincount(font, minlength=2 * len(letters.fonts))
    spaces = np.bincount(font, weights=blank, minlength=len(count))
    own = has_spaces(spaces, count)
    of_page = has_spaces(np.array([blank.sum()]), np.array([len(blank)]))
    enough = np.where(np.arange(len(count)) % 2 == 1, LEANED_TELLING, TELLING)
    spaced = np.where(count >= enough, own, of_page)
    return np.where(spaced, SPACED_GAP, BARE_GAP)[font]


def has_spaces(blank: Numbers | Places, total: Places) -> Flags:
    """Whether the layer writes its spaces: real text has one in about every seven letters."""
    return np.asarray(blank > total / 20, bool)


def breaks(letters: Letters, gap: Numbers, verticals: Sequence[Rule]) -> Flags:
    """Whether a new word starts between each letter and the one drawn before it; one entry fewer."""
    x0, x1, top, bottom = letters.x0, letters.x1, letters.top, letters.bottom
    height = heights(letters)[1:]
    size = np.where(height == 0, 1.0, height)
    room = gap[1:] * size
    level = letters.upright[1:]
    across = np.abs(x0[:-1] - x0[1:]) > 0.5 * size
    along = np.minimum(np.abs(top[:-1] - bottom[1:]), np.abs(top[1:] - bottom[:-1])) > room
    step = x0[1:] - x1[:-1]
    jump = (np.abs(bottom[:-1] - bottom[1:]) > RISE * size) | (step > room) | (step < -BACK * size)
    ends = (letters.upright[:-1] != level) | np.where(level, jump, across | along)
    if verticals:
        for n in np.flatnonzero(level & ~ends & (step > HAIR * size)).tolist():
            middle = (top[n + 1] + bottom[n + 1]) / 2
            ends[n] = rule_between(x1[n], x0[n + 1], middle, verticals)
    return np.asarray(ends, bool)


def heights(letters: Letters) -> Numbers:
    """The height of each letter's font; a letter on its side is as high as its box is wide."""
    lying = np.abs(letters.b) > np.abs(letters.a)
    return np.where(lying, letters.x1 - letters.x0, letters.size)


def rule_between(x0: float, x1: float, middle: float, verticals: Sequence[Rule]) -> bool:
    """Whether a vertical rule, of those sorted by place, parts two letters at the height of ``middle``."""
    first = bisect_left(verticals, x0 - 0.5, key=attrgetter("at"))
    last = bisect_right(verticals, x1 + 0.5, key=attrgetter("at"))
    return any(r.lo <= middle <= r.hi for r in verticals[first:last])
