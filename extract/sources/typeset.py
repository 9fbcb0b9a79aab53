"""Text that a file keeps as a string, laid into its box as words: worksheet cells, shapes, Word cells.

Office files say what a box holds and how large it is, not where each word is printed. The
words are laid as the program would: wrapped at the box's width, lines in order from top to
bottom. Letter widths are those of common office fonts to about a tenth, so a line may break a
word earlier or later than on screen; no word ever leaves its box. Lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from schemas.page import Box, Word

LINE = 1.22  # line height over font size, as Calibri and Arial have it
PAD = 2.0  # points between a cell's border and its text
SLACK = 1.12  # a line is broken only where it is wider than its box by more than widths are off
MAKS_TEKS = 20_000  # letters of one paragraph or cell: ten printed pages, far more than a form's longest
BOLD = 1.06  # how much wider bold letters are
INSET = 0.1  # of a narrow box: the same at most
OVER, INK = 0.1, 0.8  # of a line's height: white over its letters, and what they take
NARROW, USUAL, CAPITAL, WIDE = 0.3, 0.5, 0.62, 0.86  # of the font size: widths of letters
_NARROW = set("iljtfrI.,:;'|!()[]/-` ")
_WIDE = set("mwMW@%")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. ``size``: font size in points."""

    size: float
    bold: bool = False
    wrap: bool = True
    align: str = "left"  # left | center | right
    anchor: str = "center"  # top | center | bottom


def shortened(text: str) -> tuple[str, int]:
    """A text up to its bound, and how long it was where that is less than all of it; else 0."""
    return (text, 0) if len(text) <= MAKS_TEKS else (text[:MAKS_TEKS], len(text))


def cut(length: int) -> tuple[tuple[str, str], ...]:
    """What a doubt about a shortened text of that length is filled in with."""
    return (("jumlah", str(length)), ("batas", str(MAKS_TEKS)))


@cache
def letter_width(c: str) -> float:
    """Width of a letter for a font size of 1."""
    return NARROW if c in _NARROW else WIDE if c in _WIDE else CAPITAL if c.isupper() else USUAL


def text_width(text: str, style: Style) -> float:
    """Width of a text on one line, in points."""
    return set_wide(units_of(text), style)


def units_of(text: str, before: float = 0.0) -> float:
    """Width of a text for a font size of 1, and of what stands before it."""
    return sum(map(letter_width, text), before)


def set_wide(units: float, style: Style) -> float:
    return units * style.size * (BOLD if style.bold else 1.0)


def wrapped(text: str, width: float, style: Style) -> list[list[str]]:
    """The words of each printed line of a text. A line break of the text's own is kept."""
    lines: list[list[str]] = []
    for paragraph in text.splitlines():
        line: list[str] = []
        reached = 0.0
        for word in paragraph.split():
            longer = units_of(f" {word}", reached)
            if line and style.wrap and set_wide(longer, style) > SLACK * width:
                lines.append(line)
                line = []
            reached = longer if line else units_of(word)
            line.append(word)
        if line:
            lines.append(line)
    return lines


def text_height(text: str, width: float, style: Style) -> float:
    """Height in points that a text takes in a box of a width."""
    return len(wrapped(text, width - 2 * PAD, style)) * LINE * style.size


def lay_text(text: str, box: Box, style: Style) -> list[Word]:
    """The words of a text, all of them inside ``box``; too much text is set smaller, never cut."""
    pad = min(PAD, INSET * box.width)
    width = box.width - 2 * pad
    lines = wrapped(text, width, style)
    if not lines or width <= 0 or box.height <= 0:
        return []
    step = min(LINE * style.size, box.height / len(lines))
    spare = box.height - step * len(lines)
    top = box.y0 + {"top": 0.0, "bottom": 1.0}.get(style.anchor, 0.5) * spare
    out: list[Word] = []
    for i, line in enumerate(lines):
        y0 = top + i * step + OVER * step
        out += lay_line(line, Box(box.x0 + pad, y0, box.x1 - pad, y0 + INK * step), style)
    return out


def lay_line(line: list[str], box: Box, style: Style) -> list[Word]:
    """One line of words, squeezed where it is wider than its box."""
    total = text_width(" ".join(line), style)
    squeeze = min(1.0, box.width / total)
    spare = box.width - total * squeeze
    x = box.x0 + {"left": 0.0, "right": 1.0}.get(style.align, 0.5) * spare
    space = text_width(" ", style) * squeeze
    size = round(box.height / INK / LINE, 2)
    out: list[Word] = []
    for word in line:
        w = text_width(word, style) * squeeze
        out.append(Word(word, Box(x, box.y0, min(x + w, box.x1), box.y1), size, style.bold))
        x += w + space
    return out
