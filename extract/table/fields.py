"""Cells of the identity block, and the lines in them that are labels: listed, or made as those are.

Lengths are PDF points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.form.isian import isian_of
from extract.geometry.groups import runs
from extract.geometry.words import line_text, words_to_lines
from schemas.page import Box, Word

LONGEST = 60  # letters of a label
WIDE = 1.2  # of a line's height: white that parts a label from its value
LABEL_WORDS = 4
WORD = 3  # letters
DASHES = "-–—"  # all that stands in a field left open
HANGING = 3.0  # points that headings of one list may start apart
REACH = 25.0  # points on each side of a label's start in which its column may begin
NEAR = 6.0  # points between the lines of one label
LEVEL = 0.5  # of a line's height: labels beside one another stand so level
_FIRST = re.compile(r"^\(?[1aA][.)]?$|^\(?1[.)]|^[•●▪■◦∙➢➤✓·*\-–—]$")
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


# Labels in a line


def segments(line: Sequence[Word]) -> list[list[Word]]:
    """A printed line cut at wide gaps; a full stop that stands apart is as high as the word beside it."""
    return runs(line, wide_between)


def wide_between(v: Word, w: Word) -> bool:
    """Whether the white between two words of a line is wider than between words."""
    a, b = v.box, w.box
    return b.x0 - a.x1 > WIDE * max(a.y1 - a.y0, b.y1 - b.y0)


def name_of(words: Sequence[Word]) -> str | None:
    text = line_text(words).rstrip(" :;")
    return isian_of(text) if len(text) <= LONGEST else None


def label_before(
    first: Sequence[Sequence[Word]], rest: Sequence[Sequence[Word]]
) -> tuple[str, tuple[Word, ...]] | None:
    """The field that a cell's first lines name, up to a colon or to their end, and the words after."""
    words = [w for line in first for w in line]
    after = tuple(w for line in rest for w in line)
    if after and (name := name_of(words)):
        return name, after
    for i, w in enumerate(words):
        wide = i + 1 < len(words) and wide_between(w, words[i + 1])
        if wide and (name := name_of(words[: i + 1])):
            return name, (*words[i + 1 :], *after)
        if w.text.endswith(":") or w.text.startswith(":"):
            name = name_of(words[: i + 1])
            return (name, (*words[i + 1 :], *after)) if name else None
    return None


# Cells to fields


@dataclass(frozen=True, slots=True)
class Heads:
    """What is known of the labels of a block's lists before its cells are read.

    ``named``: fields whose labels fill a cell of their own somewhere: no line of another cell is theirs.
    ``at``: where the labels of lists stand. ``lacking``: whether a list of the form has none, so that a line
    may be its label in words that nobody listed.
    """

    named: frozenset[str] = frozenset()
    at: tuple[Box, ...] = ()
    lacking: bool = False

    def beside(self, box: Box, line: Sequence[Word]) -> bool:
        """Whether the label of a list stands at the height of a line, outside the line's own cell."""
        y0, height = line[0].box.y0, line[0].box.height
        return any(not box.x0 <= b.cx <= box.x1 and abs(b.y0 - y0) < LEVEL * height for b in self.at)


def is_whole_over_two(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether a label goes on from the first of some lines to the second: they name one field, and the colon
    stands behind both: "Keterkaitan dengan SOP" over "lain :"."""
    if len(lines) < 2 or not lines[1][-1].text.endswith(":"):
        return False
    name = name_of(lines[0])
    return name is not None and name_of(lines[1]) in (None, name) and name_of([*lines[0], *lines[1]]) == name


def line_label(line: Sequence[Word]) -> tuple[str, tuple[Word, ...]] | None:
    """The field that a line names, alone or before its value."""
    name = name_of(line)
    return label_before([line], []) or ((name, ()) if name else None)


def in_bold(line: Sequence[Word]) -> bool:
    return all(w.bold for w in line)


def in_capitals(line: Sequence[Word]) -> bool:
    return line_text(line).isupper()


def with_colon(line: Sequence[Word]) -> bool:
    return line[-1].text.endswith(":")


MAKES = (in_bold, in_capitals, with_colon)


def may_head(line: Sequence[Word]) -> bool:
    """Whether a line is as short as a label and has no figures."""
    text = line_text(line)
    letters = sum(map(str.isalpha, text))
    return len(line) <= LABEL_WORDS + 1 and letters > WORD and not any(map(str.isdigit, text))


def is_first(line: Sequence[Word]) -> bool:
    """Whether a line begins with the marker of a first item, or with a bullet."""
    return bool(_FIRST.match(line[0].text))


def ends_list(line: Sequence[Word], label: Sequence[Word], own: Sequence[Word], heads: Heads) -> bool:
    """Whether a line under a list is the label of the next one, in words that nobody listed.

    It begins where the label of the list does and is made as no line of the list: in bold, or where the form
    lacks a list in capitals or before a colon as the label is.
    """
    at = abs(line[0].box.x0 - label[0].box.x0) <= HANGING
    if not own or not at or not may_head(line) or is_first(line):
        return False
    others = [make for make in MAKES[1:] if heads.lacking and make(line) and make(label)]
    makes = [in_bold, *others] if in_bold(line) else others
    lines = words_to_lines(own) if makes else []
    return any(not any(map(make, lines)) for make in makes)


def next_heading(label: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line is a heading lettered like the label: "C. KETERKAITAN" over "D. SASARAN"."""
    a, b = label[0], line[0]
    lettered = _LETTERED.fullmatch(a.text) and _LETTERED.fullmatch(b.text)
    return bool(lettered) and a.text < b.text and abs(a.box.x0 - b.box.x0) <= HANGING
