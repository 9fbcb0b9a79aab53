"""Lines that a signature or a stamp crosses: what colour takes away leaves holes in the print.

A line with a hole is found as two, and each half is read worse than the whole; letters that a pen
crosses hang on it and are found in no line. So a stained line is put together, followed as far as its
print goes, and read in more than one picture of the page: what the pen has taken is not the same in them.

    Kepala D   ##   Perindustrian      ## is coloured ink that was taken away: both halves are one line,
           <--    -->                  which is followed as far as its print goes
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extract.sources.scan.colour import stained
from extract.sources.scan.ink import Grey, window
from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Engine, Reading
from extract.sources.scan.text.lines import TextLine, TextMap
from extract.sources.scan.text.words import line_crops, read_lines, usual_height
from schemas.page import Box, Word

HOLE = 2.2  # of the usual line height: the pen hides a letter or two, not a word
OVER = 0.3  # of the usual line height by which the halves of one line may overlap
RIM = 0.6  # of the usual line height around a hole: where the pen is looked for
LEVEL = 0.45  # of the usual line height: halves of one line stand so level
LOW, HIGH = 0.5, 1.8  # of the usual line height: what is lower or higher is a piece of the signature
STAINED = 0.02  # share of a hole that the pen covers
BODY = 0.65  # of a line's height from its top: letters stand there, what is under them does not
WAVE = 0.3  # of a line's height under it, which a line under the letters takes
BESIDE = 0.8  # of a word's height: how far beside it the pen may hide letters or a word
CROSSED = 0.85  # confidence, at most, of a word that the pen crosses
AGREED = 0.95  # confidence, at least, of letters that two pictures of a line give alike
CLEAR = 0.9  # confidence of both readings from which their agreement is no chance
LETTERS = 4  # of such a line, at least
SURELY = 0.85  # confidence from which a line that was followed further stands in place of its parts
LEGIBLE = 0.75  # confidence from which two lines that stand over one another are read as one
LETTER_WIDE = 0.5  # of a line's height: as wide is a letter
GAP = 0.9  # of a line's height: white that ends a line where it is followed
SPARSE = 0.12  # of a line's height: a column with less ink shows no letter
PIECES = 4  # lines that a pen has made of one, at most
WALL = 0.6  # of a line's height over and under it that a rule goes on


def bridged(found: TextMap, pen: Grey) -> TextMap:
    """The lines, those that the pen has cut in two put together. ``pen``: the coloured ink, 255."""
    usual = usual_height(found.lines)
    out: list[TextLine] = []
    for line in sorted(found.lines, key=lambda k: (k.x0, k.y0)):
        left = next((i for i, k in enumerate(out) if one_line(k, line, pen, usual)), None)
        if left is None:
            out.append(line)
        else:
            out[left] = whole(out[left], line)
    return TextMap(sorted(out, key=lambda k: (k.y0, k.x0)), found.drawing)


def one_line(a: TextLine, b: TextLine, pen: Grey, usual: float) -> bool:
    """Whether ``b`` goes on behind a hole that the pen has made in ``a``."""
    gap = b.x0 - a.x1
    level = abs((a.y0 + a.y1) - (b.y0 + b.y1)) / 2 < LEVEL * usual
    letters = all(LOW * usual <= k.height <= HIGH * usual and k.upright and not k.text for k in (a, b))
    if not (level and letters and -OVER * usual < gap < HOLE * usual):
        return False
    rim = round(RIM * usual)
    hole = pen[min(a.y0, b.y0) : max(a.y1, b.y1), max(0, a.x1 - rim) : b.x0 + rim]
    return hole.size > 0 and float(np.count_nonzero(hole)) > STAINED * hole.size


def whole(a: TextLine, b: TextLine) -> TextLine:
    """Two halves as one line; the hole counts as a letter, so that no space is seen in it."""
    hidden = [(a.x1, b.x0)] if b.x0 > a.x1 else []
    return replace(
        a,
        y0=min(a.y0, b.y0),
        x1=max(a.x1, b.x1),
        y1=max(a.y1, b.y1),
        letters=sorted([*a.letters, *hidden, *b.letters]),
        doubtful=a.doubtful and b.doubtful,
    )


def is_stained(line: TextLine, pen: Grey, body: float = 1.0) -> bool:
    """Whether the pen stands in a line, from its top to ``body`` of its height, or beside it."""
    rim = line.height
    foot = line.y0 + round(body * line.height)
    part = pen[max(0, line.y0) : foot, max(0, line.x0 - rim) : line.x1 + rim]
    return part.size > 0 and float(np.count_nonzero(part)) > STAINED * part.size


def with_feet(lines: Sequence[TextLine], black: Prepared, pen: Grey) -> Grey:
    """The print, of the lines that colour only underlines as the brightest channel shows it: the feet of
    letters are whole there, which go with a checker's red wave."""
    if black.bright is None:
        return black.grey
    grey = black.grey.copy()
    for line in lines:
        if is_stained(line, pen) and not is_stained(line, pen, BODY):
            foot = line.y1 + round(WAVE * line.height)
            part = slice(max(0, line.y0), foot), slice(max(0, line.x0), line.x1)
            grey[part] = black.bright[part]
    return grey


def read_stained(
    found: TextMap, page: Prepared, black: Prepared, coloured: Prepared, engine: Engine
) -> tuple[TextMap, list[Reading]]:
    """The lines and their readings, those that the pen has cut put together and read once more, in the
    page's brightest channel and with the pen on it too.

    ``black`` and ``coloured``: the print of the page, and the ink over it.
    """
    pen = stained(coloured)
    found = bridged(found, pen)
    readings = read_lines(found, with_feet(found.lines, black, pen), engine)
    usual = usual_height(found.lines)
    others = [p for p in (black.bright, page.grey) if p is not None]
    lines: list[TextLine | None] = list(found.lines)
    for i, line in enumerate(found.lines):
        if lines[i] is None or line.text or len(line.letters) < 2 or not is_stained(line, pen):
            continue
        if not is_stained(line, pen, BODY):
            own = readings[i]
            readings[i] = borne_out(own, [own, *engine.read(crops_of(line, [page.grey]))])
            continue
        lines[i] = line = without_holes(line, pen)
        shown = [line_crops(TextMap([line], found.drawing), black.grey)[0], *crops_of(line, others)]
        readings[i] = surest(shown, engine)
        if not LOW * usual <= line.height <= HIGH * usual:
            continue
        further = with_neighbours(line, [k for k in lines if k is not None], black.ink, pen)
        if further is line:
            continue
        longer = surest(crops_of(further, [black.grey, *others]), engine)
        if longer.confidence < min(SURELY, readings[i].confidence):
            continue
        for k, other in enumerate(lines):
            if k != i and other is not None and part_of(other, further):
                lines[k] = None
        lines[i], readings[i] = further, longer
    kept = [(k, r) for k, r in zip(lines, readings, strict=True) if k is not None]
    kept = one_over_another(kept, [black.grey, *others], engine)
    return TextMap([k for k, _ in kept], found.drawing), [r for _, r in kept]


def one_over_another(
    kept: Sequence[tuple[TextLine, Reading]], pictures: Sequence[Grey], engine: Engine
) -> list[tuple[TextLine, Reading]]:
    """The lines with those that were followed into one another as one: no two letters stand at one place."""
    out: list[tuple[TextLine, Reading]] = []
    for line, reading in kept:
        met = next((n for n, (k, _) in enumerate(out) if share_a_letter(k, line)), None)
        both = whole(*sorted((out[met][0], line), key=lambda k: k.x0)) if met is not None else line
        longer = surest(crops_of(both, pictures), engine) if met is not None else reading
        if met is not None and longer.confidence >= LEGIBLE:
            out[met] = both, replace(longer, agreed=False)  # the pen stands in it
        else:
            out.append((line, reading))
    return out


def share_a_letter(a: TextLine, b: TextLine) -> bool:
    """Whether two lines of one level stand over one another by a letter or more."""
    least = min(a.height, b.height)
    level = abs((a.y0 + a.y1) - (b.y0 + b.y1)) / 2 < LEVEL * least and a.upright == b.upright
    return level and not (a.text or b.text) and min(a.x1, b.x1) - max(a.x0, b.x0) > LETTER_WIDE * least


def without_holes(line: TextLine, pen: Grey) -> TextLine:
    """The line with what the pen hides between its letters counted as one, so that no space is seen there."""
    ends = sorted(line.letters)
    holes = [(a[1], b[0]) for a, b in pairwise(ends) if pen[line.y0 : line.y1, a[1] : b[0]].any()]
    return replace(line, letters=sorted([*ends, *holes]))


def crops_of(line: TextLine, pictures: Sequence[Grey]) -> list[Grey]:
    """A line as several pictures of the page show it, with all that stands there."""
    return [line_crops(TextMap([line], np.zeros_like(p)), p)[0] for p in pictures]


def surest(crops: list[Grey], engine: Engine) -> Reading:
    """Of the readings of some pictures of a line, the one that all of them together bear out best.

    It is believed the more where the first, which shows the print alone, and another one say its letters:
    what the pen takes of a letter is not the same in two pictures. Where the first two do, that is enough.
    """
    readings, fit = engine.read(crops[:2]), dict[str, float]()
    if not borne_out(readings[0], readings).agreed:
        readings += engine.read(crops[2:])
        texts = list(dict.fromkeys(r.text for r in readings))
        fit = dict(zip(texts, engine.fit(crops, texts), strict=True)) if len(texts) > 1 else {}
    best = max(readings, key=lambda r: (fit.get(r.text, 0.0), r.confidence, len(r.text)))
    return borne_out(best, readings)


def borne_out(best: Reading, readings: Sequence[Reading]) -> Reading:
    """A reading, believed the more where the first of some pictures and another surely show its letters."""
    own = letters_of(best)
    said = [letters_of(r) if r.confidence >= CLEAR else "" for r in readings]
    if len(own) < LETTERS or said[0] != own or said.count(own) < 2:
        return best
    return replace(best, sure=tuple(max(p, AGREED) for p in best.sure), agreed=True)


def letters_of(reading: Reading) -> str:
    return "".join(ch for ch in reading.text.casefold() if ch.isalnum())


def with_neighbours(line: TextLine, lines: Sequence[TextLine], ink: Grey, pen: Grey) -> TextLine:
    """The line with what its print goes on to where the pen stands, other lines among it."""
    out = followed(line, ink, pen)
    for _ in range(PIECES):
        met = next((k for k in lines if k is not line and meets(k, out) and not part_of(k, out)), None)
        if met is None:
            break
        out = followed(whole(*sorted((out, met), key=lambda k: k.x0)), ink, pen)
    return out


def meets(other: TextLine, line: TextLine) -> bool:
    """Whether a line stands on the same level as another and begins where that has not ended."""
    level = abs((other.y0 + other.y1) - (line.y0 + line.y1)) / 2 < LEVEL * line.height
    return level and other.x0 <= line.x1 and line.x0 <= other.x1 and other.height <= HIGH * line.height


def followed(line: TextLine, ink: Grey, pen: Grey) -> TextLine:
    """The line as far as its print goes on both sides where the pen stands."""
    x0, x1 = (end_of(line, ink, pen, step) for step in (-1, 1))
    if x0 >= line.x0 and x1 <= line.x1:
        return line
    before = [(x0, line.x0)] if x0 < line.x0 else []
    after = [(line.x1, x1)] if x1 > line.x1 else []
    letters = [*before, *line.letters, *after]
    return replace(line, x0=min(x0, line.x0), x1=max(x1, line.x1), letters=letters)


def end_of(line: TextLine, ink: Grey, pen: Grey, step: int) -> int:
    """Where the print of a line ends on its left (``step`` -1) or right side."""
    high = line.height
    rim = round(WALL * high)
    end = line.x1 if step > 0 else line.x0
    at = end if step > 0 else end - 1
    while 0 <= at < ink.shape[1] and abs(at - end) <= GAP * high:
        column = ink[max(0, line.y0 - rim) : line.y1 + rim, at]
        if column.all():
            break
        around = pen[line.y0 : line.y1, max(0, at - high) : at + high]
        if np.count_nonzero(column[rim:-rim] if rim else column) > SPARSE * high and around.any():
            end = at + (step > 0)
        at += step
    return end


def part_of(other: TextLine, line: TextLine) -> bool:
    """Whether a line stands inside another that was followed further."""
    middle = (other.y0 + other.y1) / 2
    return line.y0 <= middle <= line.y1 and line.x0 - 1 <= other.x0 and other.x1 <= line.x1 + 1


def agreed_lines(found: TextMap, readings: Sequence[Reading], scale: float) -> list[Box]:
    """Boxes, in points, of the lines that two pictures give alike."""
    lines = (k for k, r in zip(found.lines, readings, strict=True) if r.agreed)
    return [Box(k.x0 / scale, k.y0 / scale, k.x1 / scale, k.y1 / scale) for k in lines]


def with_doubt(words: Sequence[Word], pen: Grey, scale: float, agreed: Sequence[Box] = ()) -> list[Word]:
    """Words that coloured ink crosses, or hides a neighbour of, are believed less; not those of ``agreed``
    lines."""
    out = []
    for w in words:
        beside = BESIDE * w.box.height
        under = pen[window(replace(w.box, x0=w.box.x0 - beside, x1=w.box.x1 + beside), scale)]
        stained = under.size > 0 and float(np.count_nonzero(under)) > STAINED * under.size
        stained = stained and not any(line.holds(w.box.cx, w.box.cy) for line in agreed)
        out.append(replace(w, confidence=min(w.confidence, CROSSED)) if stained else w)
    return out
