"""Words that are none: pieces of letters, of arrow heads and of rules that were read as letters."""

from __future__ import annotations

from collections.abc import Sequence

from extract.form.jawaban import is_stated_answer
from extract.geometry.nearby import Nearby
from schemas.page import Box, Rule, Word

CRUMB = 0.42  # of the usual height of words: a small x is higher than this beside capitals
FOOT = 0.6  # of the height of a word: what hangs lower in it is the feet of its letters
INSIDE = 0.9  # of a low piece that lies in the box of the word it is part of
REACHES = 0.25  # of the height of such a piece that reaches into the word
STROKES = frozenset("1lI|!")  # letters of one upright stroke
STROKE = 0.2  # of its height: a "1" with its flag is wider
ON_RULE = 1.0  # points from the middle of a rule: no letter stands as near


def without_crumbs(words: list[Word]) -> list[Word]:
    """Without "letters" too low to be any on this page: the halves of an arrow head beside its line, and low
    ones in or under a word that are parts of its own letters. A whole answer is none.
    """
    heights = sorted(w.box.height for w in words if any(c.isalnum() for c in w.text))
    usual = heights[len(heights) // 2] if heights else 0.0
    near = Nearby(boxes=(w.box for w in words))

    def is_crumb(w: Word) -> bool:
        around = [words[n] for n in near.at(w.box)]
        if any(v.text == w.text and is_again(w.box, v.box) for v in around):
            return True
        if w.box.height >= FOOT * usual or not any(c.isalnum() for c in w.text):
            return False
        if len(w.text) > 1 and is_stated_answer(w.text):
            return False
        if w.box.height < CRUMB * usual:
            return True
        return any(v is not w and (is_foot(w.box, v.box) or is_within(w.box, v.box)) for v in around)

    return [w for w in words if not is_crumb(w)]


def is_foot(low: Box, word: Box) -> bool:
    """Whether something low hangs from the lower half of a word, between its sides."""
    hangs = word.cy < low.y0 < word.y1 and low.height < FOOT * word.height
    return hangs and word.x0 <= low.cx <= word.x1


def is_again(low: Box, word: Box) -> bool:
    """Whether a piece of a letter that broke in two was read again beside the whole: no lines of print reach
    into one another.
    """
    level = min(low.x1, word.x1) - max(low.x0, word.x0) >= INSIDE * low.width
    reaches = min(low.y1, word.y1) - max(low.y0, word.y0) >= REACHES * low.height
    return low.height < word.height and level and reaches


def is_within(low: Box, word: Box) -> bool:
    """Whether something low stands between the sides of a word, and in its height."""
    return low.overlap(word) >= INSIDE * low.area and low.height < FOOT * word.height


def off_rules(words: list[Word], rules: Sequence[Rule]) -> list[Word]:
    """Without a "1", "l" or "|" that stands alone in the line of an upright rule, and is a piece of it."""
    upright = [r for r in rules if not r.horizontal]

    def is_piece(w: Word) -> bool:
        box = w.box
        return (w.text in STROKES and box.width <= STROKE * box.height) and any(
            abs(r.at - box.cx) <= ON_RULE and r.lo - box.height <= box.y1 and box.y0 <= r.hi + box.height
            for r in upright
        )

    return [w for w in words if not is_piece(w)]
