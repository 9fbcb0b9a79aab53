"""Rules that were followed on through a letter in line with them into the next row.

An upright letter that stands on a rule's line, close to the rules above and below it, looks like
a piece of it. A divider never runs through a word: words end beside it.

    ------+------
          |             the rule ends at the line between the rows; below it the l of a word stands in line
    ------+------       with it, and was taken for more of it
       ha l aman
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.page import Rule, Word

ROW = 30.0  # points: two lines of text; a rule that is right runs through more than one row
MEET = 3.0  # points by which lines that meet may miss one another
LETTERS = 4  # of a word that tells
WITHIN = 0.6  # letters from either side of a word, where a rule may touch it


def unstruck(rules: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """The rules, upright ones without what runs through a word in their first or last row or beyond it."""
    level = [r for r in rules if r.horizontal]
    return [r if r.horizontal else _cut(r, level, words) for r in rules]


def _cut(rule: Rule, level: Sequence[Rule], words: Sequence[Word]) -> Rule:
    met = sorted(
        k.at
        for k in level
        if k.lo - MEET <= rule.at <= k.hi + MEET and rule.lo - MEET <= k.at <= rule.hi + MEET
    )
    lo, hi = rule.lo, rule.hi
    for first in met[:2]:
        if MEET < first - lo <= ROW and _strikes(rule.at, lo, first, words):
            lo = first
    for last in met[:-3:-1]:
        if MEET < hi - last <= ROW and _strikes(rule.at, last, hi, words):
            hi = last
    return replace(rule, lo=lo, hi=hi) if lo < hi else rule


def _strikes(x: float, top: float, bottom: float, words: Sequence[Word]) -> bool:
    """Whether a word stands across an upright line between two heights."""
    near = (w for w in words if top < w.box.cy < bottom and w.box.x0 < x < w.box.x1)
    return any(sum(c.isalnum() for c in w.text) >= LETTERS and _is_inside(x, w) for w in near)


def _is_inside(x: float, word: Word) -> bool:
    margin = WITHIN * word.box.width / len(word.text)
    return word.box.x0 + margin < x < word.box.x1 - margin
