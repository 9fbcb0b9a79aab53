"""Heads printed again on every page of a document, no part of what the page says. Lengths are points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.geometry.words import words_to_lines
from schemas.page import Page, Word

SAME_PLACE = 3.0  # points that a word may stand elsewhere on the next page
MOSTLY = 0.6  # of the words of a line: its page number differs


def head_bottom(page: Page, before: Sequence[Word]) -> float:
    """Where the head that a page shares with the one before it ends; 0 where it has none.

    ``before``: the words of that page. A head is the lines at the top of which most words stand there, too.
    """
    places: dict[str, list[Word]] = defaultdict(list)
    for w in before:
        places[w.text].append(w)
    bottom = 0.0
    for line in words_to_lines(page.words):
        again = sum(any(same_place(w, v) for v in places[w.text]) for w in line)
        if again < MOSTLY * len(line):
            break
        bottom = max(w.box.y1 for w in line)
    return bottom


def same_place(w: Word, v: Word) -> bool:
    return abs(w.box.x0 - v.box.x0) <= SAME_PLACE and abs(w.box.cy - v.box.cy) <= SAME_PLACE
