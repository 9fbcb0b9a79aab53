"""Text lines to words: crops for the recogniser, its letters back to boxes on the page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import cv2
import numpy as np

from extract.sources.scan.ink import Grey
from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Engine, Reading
from extract.sources.scan.text.lines import TextLine, TextMap, find_text
from schemas.page import Box, Word

PAD = (0.28, 0.22)  # of the line's height: paper left beside, above and below it
SPACE = (0.3, 0.38)  # of the line's height: a gap that is a space even if the engine saw none; at figures
FIGURES = 0.85  # of it: middles of two figures that are nearer are of one number, however narrow a 1 is
POOR = (0.9, 0.6)  # confidence of a line, of a sign in it: under them it is read again with the strokes in it
FORM = 0.9  # confidence of a hyphen known by its form
PEN = 0.4  # confidence, at most, of a word in coloured ink
NOTHING = (0.5, 0.7)  # confidence under which a few signs are no text; one alone
ABOVE, BELOW = 0.55, 0.45  # of what a line of low letters lacks: the room over and under it
SURE, SHORT = 0.7, 5  # confidence of a word that is no drawing; each sign's, of one with fewer letters
THIN = 0.7  # of the usual space of its line: a gap that is a space though the engine saw none
OPENING, CLOSING = "(", "),;:"  # signs that end and begin no word
LEAST = 0.8  # of the page's usual line height: lines of small letters keep their proportion


def read_lines(found: TextMap, grey: Grey, engine: Engine) -> list[Reading]:
    """One reading a line, in order. A line that tells its text by its form is not read."""
    asked = [i for i, line in enumerate(found.lines) if not line.text]
    crops = line_crops(found, grey)
    answers = dict(zip(asked, engine.read([crops[i] for i in asked]), strict=True))
    poor = [i for i in asked if found.lines[i].doubtful or _is_poor(answers[i])]
    whole = {i: crop for i in poor if (crop := _with_its_strokes(found, grey, i)) is not None}
    for i, again in zip(whole, engine.read(list(whole.values())), strict=True):
        answers[i] = max(answers[i], again, key=lambda r: r.confidence)
    return [answers.get(i) or Reading(line.text, (0.5,), (FORM,)) for i, line in enumerate(found.lines)]


def line_crops(found: TextMap, grey: Grey) -> list[Grey]:
    """One grey crop a line, in order, drawing painted out."""
    usual = usual_height(found.lines)
    boxes = (crop_box(line, usual, grey.shape) for line in found.lines)
    places = [(slice(y0, y1), slice(x0, x1)) for x0, y0, x1, y1 in boxes]
    return [np.where(found.drawing[here] > 0, np.uint8(255), grey[here]) for here in places]


def _is_poor(reading: Reading) -> bool:
    return reading.confidence < POOR[0] or min(reading.sure, default=0.0) < POOR[1]


def _with_its_strokes(found: TextMap, grey: Grey, i: int) -> Grey | None:
    """A line's crop with the strokes that begin and end in it: where print is coarse, letters run into
    strokes as straight as drawn ones. None where there are none.
    """
    x0, y0, x1, y1 = crop_box(found.lines[i], usual_height(found.lines), grey.shape)
    drawn = found.drawing[y0:y1, x0:x1]
    count, labels = cv2.connectedComponents(drawn, connectivity=8)
    leaving = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    if count - 1 <= np.count_nonzero(leaving):
        return None
    off = np.isin(labels, leaving[leaving > 0])
    return np.where(off, np.uint8(255), grey[y0:y1, x0:x1])


def usual_height(lines: list[TextLine]) -> float:
    """Height of the page's ordinary lines: those that are long enough to hold high letters."""
    long = [k.height for k in lines if len(k.letters) >= 6] or [k.height for k in lines]
    return float(np.median(long)) if long else 0.0


def crop_box(line: TextLine, usual: float, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """The line's box with paper around it. A line of low letters gets the room of high ones."""
    lack = max(0.0, LEAST * usual - line.height)
    height = line.height + lack
    beside, above = PAD[0] * height, PAD[1] * height
    x0, x1 = round(line.x0 - beside), round(line.x1 + beside)
    y0, y1 = round(line.y0 - above - ABOVE * lack), round(line.y1 + above + BELOW * lack)
    return max(0, x0), max(0, y0), min(shape[1], x1), min(shape[0], y1)


def words_of(found: TextMap, page: Prepared, readings: list[Reading]) -> list[Word]:
    """Words of all lines, from what the engine read in their crops."""
    usual = usual_height(found.lines)
    words: list[Word] = []
    for line, reading in zip(found.lines, readings, strict=True):
        if _is_nothing(line, reading) or (line.doubtful and not _surely_word(reading)):
            continue
        x0, _, x1, _ = crop_box(line, usual, page.grey.shape)
        words += _split(line, reading, (x0, x1), page.scale, usual)
    return words


def pen_words(pen: Prepared, engine: Engine) -> list[Word]:
    """What stands in coloured ink on a page of black print: handwriting and stamps.

    It is read, so that its place is known, but not believed.
    """
    found = find_text(pen.ink, pen.scale)
    found = replace(found, lines=[k for k in found.lines if len(k.letters) >= 2 and not k.doubtful])
    words = words_of(found, pen, read_lines(found, pen.grey, engine))
    return [replace(w, confidence=min(w.confidence, PEN), pen=True) for w in words]


def _is_nothing(line: TextLine, reading: Reading) -> bool:
    """A sign or two read without certainty: a piece of a code, a logo, a signature, a stroke."""
    if line.text:
        return False
    if len(reading.text) == 1 and not reading.text.isalnum():
        return True
    return len(reading.text) <= 3 and reading.confidence < NOTHING[len(reading.text) == 1]


def _surely_word(reading: Reading) -> bool:
    """Two letters or more, all read well: pieces of arrow heads and symbols seldom give that."""
    letters = sum(c.isalnum() for c in reading.text)
    return letters >= 2 and (min(reading.sure) if letters < SHORT else reading.confidence) >= SURE


def _split(line: TextLine, reading: Reading, ends: tuple[int, int], scale: float, usual: float) -> list[Word]:
    """The line's words. Each cut between two words falls into the widest gap between letters there."""
    places = [ends[0] + at * (ends[1] - ends[0]) for at in reading.at]
    spans = _wide_gaps(line, reading.text, places, max(usual, line.height))
    if not spans:
        return []
    white = _White.of(line)
    inner = [white.widest(places[a[1] - 1], places[b[0]])[1] for a, b in pairwise(spans)]
    cuts = [float(line.x0), *inner, float(line.x1)]
    out = []
    for (start, end), (x0, x1) in zip(spans, pairwise(cuts), strict=True):
        x0, x1 = _ink_span(line, x0, x1)
        sure = reading.sure[start:end]
        box = Box(x0 / scale, line.y0 / scale, max(x0, x1) / scale, line.y1 / scale)
        size, confidence = round(line.height / scale, 2), round(sum(sure) / len(sure), 3)
        out.append(Word(reading.text[start:end], box, size=size, confidence=confidence))
    return out


def _wide_gaps(line: TextLine, text: str, places: list[float], height: float) -> list[tuple[int, int]]:
    """Where words begin and end: at spaces, and where the ink shows one that the engine left out."""
    spans = [m.span() for m in re.finditer(r"\S+", text)]
    white = _White.of(line)
    seen = [white.widest(places[a[1] - 1], places[b[0]])[0] for a, b in pairwise(spans)]
    usual = THIN * float(np.median(seen)) if seen else 0.0
    out = []
    for start, end in spans:
        for i in range(start + 1, end):
            if _is_space(line, white, text[i - 1 : i + 1], places[i - 1 : i + 1], height, usual):
                out.append((start, i))
                start = i
        out.append((start, end))
    return out


@dataclass(frozen=True, slots=True)
class _White:
    """The gaps of a line that no ink reaches over: their middles, ascending, and their widths."""

    middles: list[float]
    widths: list[float]

    @classmethod
    def of(cls, line: TextLine) -> _White:
        reached = list(accumulate((float(x1) for _, x1 in line.letters), max))
        gaps = [(before, x0) for before, (x0, _) in zip(reached, line.letters[1:], strict=False)]
        return cls([(before + x0) / 2 for before, x0 in gaps], [x0 - before for before, x0 in gaps])

    def widest(self, last: float, first: float) -> tuple[float, float]:
        """Width and middle of the widest gap between the letters at ``last`` and ``first``."""
        inside = slice(bisect_right(self.middles, last), bisect_left(self.middles, first))
        seen = zip(self.widths[inside], self.middles[inside], strict=True)
        return max([(0.0, (last + first) / 2), *seen])


def _is_space(
    line: TextLine, white: _White, pair: str, places: list[float], height: float, usual: float
) -> bool:
    """Whether the ink parts two letters, ``pair``, by a space."""
    figures = [c.isdigit() for c in pair]
    if pair[0] in OPENING or pair[1] in CLOSING:
        return False
    if all(figures) and _middle(line, places[1]) - _middle(line, places[0]) < FIGURES * height:
        return False
    return white.widest(*places)[0] >= max(SPACE[any(figures)] * height, usual)


def _middle(line: TextLine, place: float) -> float:
    """The middle of the ink nearest to where a letter was read."""
    return min(((x0 + x1) / 2 for x0, x1 in line.letters), key=lambda x: abs(x - place), default=place)


def _ink_span(line: TextLine, x0: float, x1: float) -> tuple[float, float]:
    """From the first to the last ink between two cuts."""
    inside = [(a, b) for a, b in line.letters if x0 <= (a + b) / 2 <= x1]
    if not inside:
        return x0, x1
    return float(min(a for a, _ in inside)), float(max(b for _, b in inside))
