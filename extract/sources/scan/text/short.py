"""Dates and the number of the identity block read again, each from the cell beside its label.

What is written by hand is found in pieces, hangs on rules, and is read letter by letter. Where the words
beside such a label were not surely read, all ink between the rules there is cut out as one line and read as
a date (``dates.py``) or as a number (``form/nomor.py``). Lengths are points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extract.form.isian import is_weak, isian_of
from extract.form.kalender import BULAN
from extract.form.nomor import MOST, YEARS, ended, mistaken, odd, spellings
from extract.geometry.words import average_confidence, bounds, line_text, parted, words_to_lines
from extract.sources.scan.ink import Grey, components
from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Engine
from extract.sources.scan.text.strokes import with_strokes
from schemas.page import Box, Rule, Word

NUMBER = "nomor_sop"
LOSS = 6.0  # in logarithms, for each picture: what a number that was put right may lose
LEAD = 1.0  # the same: how far it lies before the next that it may be
ALIKE = 1.0  # the same: what a letter read as a figure that looks like it loses
GUESSED = 0.8  # confidence of a number that was put right
WIDE = 1.2  # of a line's height: white that parts a label from its value
LABEL_WORDS = 4
NARROW = 2.5  # of a label's height: a cell so narrow holds a colon
LONG = 2.6  # of a label's height: a shorter rule is a stroke of a pen
FAR = 30.0  # of a label's height: how far right of it the rule of its cell may stand
NEAR = 1.3  # of a label's height: how far over and under it the rules of its row may stand
LEVEL = 0.4  # of a label's height: room over and under it where no rule stands
OFF = 1.0  # points beside a rule that its blur takes
SPECK = 0.35  # of a label's height: what is lower is a dot or a speck
TALLEST = 2.2  # of a label's height: what is higher is a stroke of a signature
RULE = (0.95, 0.25)  # of the room's height that an upright rule takes; of its height that it is wide
AROUND = 0.2  # of the height of what is surely ink: room around it for what is faint
PADS = (0.1, 0.0, 0.2, 0.1)  # of the line's height: paper around it, in each of its pictures
ENLARGED = 3  # times: a line whose strokes are made thinner
DARKEST = 3  # percent of a line's pixels that are made black where it is written faintly
SAME = 0.8  # of the larger of two places of ink that are one
SURELY = 0.97  # confidence of letters from which a date stands as it was read

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MONTH = "|".join(BULAN)
# A date, or a month and its year: no day is printed there.
_DATE = re.compile(
    rf"(?i)[\s:]*(?:\d{{1,2}}\s*[-/. ]\s*\d{{1,2}}\s*[-/. ]|(?:\d{{1,2}}\s*)?(?:{_MONTH}))\s*\d{{4}}[\s.]*"
)


def reread(
    words: Sequence[Word], rules: Sequence[Rule], page: Prepared, black: Prepared, engine: Engine
) -> list[Word]:
    """The words, dates and numbers that were not surely read read again. ``black``: the page without its
    coloured ink."""
    labels = list(labels_in(words))
    others = [bounds(part) for part in parts_of(words) if is_label(part)] if labels else []
    cells = [(name, c) for name, at in labels if (c := cell_beside(at, others, words, rules, page, black))]
    dates = [c for name, c in cells if name != NUMBER]
    out = list(words)
    if not all(is_sure_date(c) for c in dates):
        read = engine.read_dates([c.pictures for c in dates], latest_year(words, cells))
        for cell, reading in zip(dates, read, strict=True):
            if reading.text and not is_sure_date(cell) and not says(cell.words, reading.text):
                out = replaced(out, cell, reading.text, reading.confidence, page)
    years = years_of(out, dates) or YEARS
    for cell in (c for name, c in cells if name == NUMBER and not is_sure_number(c.words)):
        text = number_in(cell, engine, years)
        if text != plain(cell.words):
            out = replaced(out, cell, text, GUESSED, page)
    return out


def latest_year(words: Sequence[Word], cells: Sequence[tuple[str, Beside]]) -> int:
    """The latest year that the page surely prints outside its short fields, as of the laws that it cites; 0
    where it prints none. An SOP is hardly older."""
    own = {id(w) for _, c in cells for w in c.words}
    printed = (w.text for w in words if id(w) not in own and w.confidence >= SURELY)
    found = (int(m.group()) for text in printed for m in _YEAR.finditer(text))
    return max((y for y in found if y in YEARS), default=0)


def replaced(words: Sequence[Word], cell: Beside, text: str, sure: float, page: Prepared) -> list[Word]:
    """The words with what was read again in a cell in place of what was read there."""
    new = spread(text, sure, cell.ink)
    out = [w for w in words if not cell.place.holds(w.box.cx, w.box.cy)]
    return out + with_strokes(new, page.ink, np.zeros_like(page.ink), page.scale)


def years_of(words: Sequence[Word], dates: Sequence[Beside]) -> list[int]:
    """The years of the dates of a page, which end its numbers."""
    texts = (w.text for c in dates for w in words if c.place.holds(w.box.cx, w.box.cy))
    return sorted({int(m.group()) for text in texts for m in _YEAR.finditer(text)})


def number_in(cell: Beside, engine: Engine, years: Sequence[int] = YEARS) -> str:
    """The number in a cell; of one with parts that no number has, what its pictures bear out best of all that
    it may be, if they do so nearly as well as anything. ``years``: that may end it."""
    own = plain(cell.words)
    dated = ended(own, years[0]) if len(years) == 1 else own
    if not odd(dated):
        return dated
    read = [own, *(r.text.strip() for r in engine.read(cell.pictures))]
    texts = list(dict.fromkeys(s for text in read if text for s in spellings(text, years)))[:MOST]
    whole = [t for t in texts if not odd(t) and any(c.isdigit() for c in t)]
    if not whole:
        return own
    fit = dict(zip(texts, engine.fit(cell.pictures, texts), strict=True))
    many = len(cell.pictures)
    for text in whole:
        alike = ((fit[t], n) for t in texts if (n := mistaken(text, t)) is not None)
        fit[text] = max(found - ALIKE * many * n for found, n in alike)
    best = max(whole, key=lambda t: fit[t])
    next_best = max((fit[t] for t in whole if compact(t) != compact(best)), default=-math.inf)
    clear = fit[best] - next_best >= LEAD * many and max(fit.values()) - fit[best] <= LOSS * many
    return best if clear else own


def compact(text: str) -> str:
    return "".join(text.split())


def plain(words: Sequence[Word]) -> str:
    return " ".join(map(line_text, words_to_lines(words))).strip(" :")


@dataclass(frozen=True, slots=True)
class Beside:
    """Where the value of a label stands, its ink as pictures of one line, where that lies, and what was read
    there."""

    place: Box
    ink: Box
    pictures: list[Grey]
    words: list[Word]


def cell_beside(
    label: Box,
    others: Sequence[Box],
    words: Sequence[Word],
    rules: Sequence[Rule],
    page: Prepared,
    black: Prepared,
) -> Beside | None:
    """What stands beside a label; None where nothing does, or another label."""
    place = place_beside(label, others, rules, page)
    inside = [w for w in words if place.holds(w.box.cx, w.box.cy)]
    found = None if any(place.holds(k.cx, k.cy) for k in others) else ink_in(place, label, page)
    if found is None:
        return None
    line, ink = found
    print_alone = ink_in(place, label, black) if black is not page else None
    dark = print_alone[0] if print_alone and alike(print_alone[1], ink) else line
    return Beside(place, ink, pictures(line, dark), inside)


def alike(a: Box, b: Box) -> bool:
    """Whether two places of ink are one: neither has what the other lacks."""
    return a.overlap(b) > SAME * max(a.area, b.area)


def is_sure_date(cell: Beside) -> bool:
    """Whether a date, or a month and its year, was surely read and no ink stands before it: a day by hand."""
    if not _DATE.fullmatch(plain(cell.words)) or not is_sure(cell.words):
        return False
    box = bounds(cell.words)
    return cell.ink.x0 > box.x0 - box.height / 2


def says(words: Sequence[Word], text: str) -> bool:
    """Whether words that were read in print say the same date already."""
    same = compact(plain(words)).casefold().lstrip("0") == compact(text).casefold()
    return same and not any(w.pen for w in words)


def is_sure_number(words: Sequence[Word]) -> bool:
    return is_sure(words) and not odd(plain(words))


def is_sure(words: Sequence[Word]) -> bool:
    return average_confidence(words) >= SURELY and not any(w.pen for w in words)


def parts_of(words: Sequence[Word]) -> list[list[Word]]:
    return [part for line in words_to_lines(words) for part in parted(line, WIDE)]


def is_label(part: Sequence[Word]) -> bool:
    return isian_of(line_text(part).rstrip(" :;")) is not None


def labels_in(words: Sequence[Word]) -> Iterator[tuple[str, Box]]:
    """The labels of dates and numbers and where they stand, top to bottom."""
    for part in parts_of(words):
        for n in range(min(LABEL_WORDS, len(part)), 0, -1):
            text = line_text(part[:n]).rstrip(" :;")
            name = isian_of(text) or ""
            if (name == NUMBER or name.startswith("tanggal")) and not is_weak(text):
                yield name, bounds(part[:n])
                break


def place_beside(label: Box, others: Sequence[Box], rules: Sequence[Rule], page: Prepared) -> Box:
    """The cell with the value of a label, or the room beside it on its line, up to the next label there."""
    high = label.height
    x0, x1 = sides(label, rules, page)
    middle = (x0 + min(x1, x0 + FAR * high)) / 2
    level = [r.at for r in rules if r.horizontal and r.lo < middle < r.hi]
    over = [y for y in level if label.y0 - NEAR * high < y < label.cy]
    under = [y for y in level if label.cy < y < label.y1 + NEAR * high]
    top = max(over) + OFF if over else label.y0 - LEVEL * high
    foot = min(under) - OFF if under else label.y1 + LEVEL * high
    row = [k.x0 for k in others if k.x0 > x0 and abs(k.cy - label.cy) < high / 2]
    return Box(x0, top, min([x1, *row]), foot)


def sides(label: Box, rules: Sequence[Rule], page: Prepared) -> tuple[float, float]:
    """From where to where the value beside a label stands: the cell right of its own, else the rest of it."""
    high = label.height
    beside = (r for r in rules if not r.horizontal and r.lo < label.cy < r.hi and r.length > LONG * high)
    upright = sorted(r.at for r in beside if r.at > label.x1)
    upright = [x for n, x in enumerate(upright) if not n or x - upright[n - 1] > NARROW * high]
    if not upright:
        return label.x1, page.width
    rest = Box(label.x1 + OFF, label.y0, upright[0] - OFF, label.y1)
    if upright[0] - label.x1 < FAR * high and ink_in(rest, label, page) is None:
        return upright[0] + OFF, (upright[1] if len(upright) > 1 else page.width) - OFF
    return label.x1, upright[0] - OFF


def ink_in(place: Box, label: Box, page: Prepared) -> tuple[Grey, Box] | None:
    """What is written in a place as one line on white paper, and where; None where nothing is."""
    x0, y0, x1, y1 = (max(0, round(v * page.scale)) for v in (place.x0, place.y0, place.x1, place.y1))
    ink, grey = page.ink[y0:y1, x0:x1], page.grey[y0:y1, x0:x1]
    if not ink.size:
        return None
    count, labels, stats = components(ink)
    high = label.height * page.scale
    small = [i for i in range(1, count) if not is_stroke(stats[i], high, ink.shape[0])]
    kept = [i for i in small if stats[i, cv2.CC_STAT_HEIGHT] >= SPECK * high]
    if not kept:
        return None
    left, top = (int(stats[kept, k].min()) for k in (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP))
    right = int((stats[kept, cv2.CC_STAT_LEFT] + stats[kept, cv2.CC_STAT_WIDTH]).max())
    foot = int((stats[kept, cv2.CC_STAT_TOP] + stats[kept, cv2.CC_STAT_HEIGHT]).max())
    strokes = np.isin(labels, [i for i in range(1, count) if i not in small])
    rim = round(AROUND * (foot - top))  # faint ink goes on there
    line = np.where(strokes, np.uint8(255), grey)
    line = line[max(0, top - rim) : foot + rim, max(0, left - rim) : right + rim]
    box = Box(*(v / page.scale for v in (x0 + left, y0 + top, x0 + right, y0 + foot)))
    return np.ascontiguousarray(line), box


def is_stroke(stats: npt.NDArray[np.int32], high: float, room: int) -> bool:
    """Whether a piece of ink is of a signature, or of an upright rule: it would be read as a 1."""
    wide, tall = int(stats[cv2.CC_STAT_WIDTH]), int(stats[cv2.CC_STAT_HEIGHT])
    return tall > TALLEST * high or (tall >= RULE[0] * room and wide <= RULE[1] * tall)


def pictures(line: Grey, dark: Grey) -> list[Grey]:
    """A line with more and less paper around it, made black, and with thinner strokes, which part loops of
    a hand. ``dark``: the same without coloured ink."""
    darkest = float(np.percentile(dark, DARKEST))
    black = 255 - (255 - dark.astype(np.float32)) * 255 / max(1.0, 255 - darkest)
    made_black = black.clip(0, 255).astype(np.uint8)
    every = (line, dark, made_black, thinner(made_black))
    return [framed(picture, round(pad * picture.shape[0])) for picture, pad in zip(every, PADS, strict=True)]


def thinner(line: Grey) -> Grey:
    """A line enlarged, a pixel off each side of its strokes."""
    large = cv2.resize(line, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.dilate(large, np.ones((3, 3), dtype=np.uint8)), dtype=np.uint8)


def framed(picture: Grey, rim: int) -> Grey:
    out = cv2.copyMakeBorder(picture, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(out, dtype=np.uint8)


def spread(text: str, sure: float, box: Box) -> list[Word]:
    """The words of a text over the width of its line, as wide as their letters are many."""
    out, at = [], 0
    for word in text.split():
        share = [box.x0 + box.width * k / len(text) for k in (at, at + len(word))]
        place = replace(box, x0=share[0], x1=share[1])
        out.append(Word(word, place, size=round(box.height, 2), confidence=sure))
        at += len(word) + 1
    return out
