"""Answers at the exits of decisions: short words among the lines of a drawing, read at more than one scale.

      |                   |             |
      Ya       -- Tidak --|            T|       in the gap of a line, beside it, or turned along it:
      |                   |            i|       the line finder leaves them, or a letter of them, and what
                                       d|       a recogniser says of two letters alone is a guess

What no line of text explains, and short lines that read like an answer but are none, are gathered by place
and read in several crops, upright or from either side. Only what answers a decision
(``extract.form.jawaban``) is believed; the rest stays as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.form.jawaban import is_like_answer, is_stated_answer
from extract.sources.scan.drawing.dashes import dashes
from extract.sources.scan.ink import Grey, centres_of, components, kernel, picked, straight_runs
from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Engine, Reading
from extract.sources.scan.text.lines import STROKE, TextLine, TextMap
from schemas.page import Box, Word

LETTER = 1.5  # points: the larger side of a letter, or of a piece of one
RUN = 30.0  # points: the larger side of letters that run into one another
GAP = 2.0  # points between the letters of a word
LONG = 60.0  # points: a longer line is no answer
LOW = (3.2, 12.0)  # points: height of the word
NARROW = 1.8  # points: a letter is as wide
TURNED = 1.15  # times as high as wide: it may stand on its side
MARGINS = ((0.3, 0.25), (0.55, 0.12), (0.3, 0.5), (1.0, 0.25))  # heights of a word: paper beside and over it
INKED = (0.12, 0.75)  # of the word's box: what has less or more is a piece of the drawing
CLEAR = 0.95  # confidence of a reading that has no more than one letter wrong
SURE = 0.6  # confidence of each letter of an answer
LONE_SURE = 0.9  # the same of one letter alone, in every crop
WHOLE = 3  # letters of a reading of a whole word
SAME = 0.8  # of the larger of two places: they are one
FRAME, PEN, SIDE = 18.0, 1.6, 0.9  # points: the highest frame of a label, its thickest line; ink of it
MANY = 6  # dashes in a row: fewer may be the strokes of a turned word
RIM = 14.0  # points around a region: paper around its outermost letters
COVERED = 0.5  # of a word that lies in an answer: it is a piece of it, or its first reading

Line = tuple[TextLine, Reading]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Letters that stand together: their box in pixels, and how many pieces of ink they are."""

    x0: int
    y0: int
    x1: int
    y1: int
    pieces: int

    @property
    def is_turned(self) -> bool:
        return self.pieces > 1 and self.y1 - self.y0 > TURNED * (self.x1 - self.x0)

    def is_same(self, other: Cluster) -> bool:
        """Whether both are about the same letters."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.y1, other.y1) - max(self.y0, other.y0)
        larger = max((s.x1 - s.x0) * (s.y1 - s.y0) for s in (self, other))
        return across > 0 and down > 0 and across * down > SAME * larger


@dataclass(frozen=True, slots=True)
class Said:
    """What a crop of a spot says, without the marks around it, and where it says so (pixels)."""

    text: str
    sure: float  # of its least sure letter
    box: tuple[float, float, float, float]


def with_answers(
    words: Sequence[Word],
    found: TextMap,
    readings: Sequence[Reading],
    page: Prepared,
    engine: Engine,
    region: Box | None = None,
) -> list[Word]:
    """The words, and among them the answers in ``region`` (points; None: anywhere) that were read coarsely or
    not at all. ``readings``: of the lines of ``found``, which are those of ``page``.
    """
    lines = list(zip(found.lines, readings, strict=True))
    if region is None:
        answers = answers_on(lines, found.drawing, page, engine)
    else:
        (x0, y0), inside, drawing, part = cut_out(region, lines, found.drawing, page)
        dx, dy = x0 / page.scale, y0 / page.scale
        here = (replace(w, box=w.box.moved(dx, dy)) for w in answers_on(inside, drawing, part, engine))
        answers = [w for w in here if region.holds(w.box.cx, w.box.cy)]
    kept = [w for w in words if not any(w.box.overlap(a.box) > COVERED * w.box.area for a in answers)]
    return [*kept, *answers]


def cut_out(
    region: Box, lines: Sequence[Line], drawing: Grey, page: Prepared
) -> tuple[tuple[int, int], list[Line], Grey, Prepared]:
    """The lines, the drawing and the page in a region, and where its corner lies, in pixels."""
    around = region.grow(RIM)
    x0, y0, x1, y1 = (max(0, round(v * page.scale)) for v in (around.x0, around.y0, around.x1, around.y1))
    here = slice(y0, y1), slice(x0, x1)
    inside = [
        (replace(k, x0=max(0, k.x0 - x0), y0=max(0, k.y0 - y0), x1=k.x1 - x0, y1=k.y1 - y0), r)
        for k, r in lines
        if k.x1 > x0 and k.y1 > y0 and k.x0 < x1 and k.y0 < y1
    ]
    grey, ink = (np.ascontiguousarray(a[here]) for a in (page.grey, page.ink))
    return (x0, y0), inside, drawing[here], Prepared(grey, ink, page.scale, 0, page.matrix)


def answers_on(lines: Sequence[Line], drawing: Grey, page: Prepared, engine: Engine) -> list[Word]:
    """The answers on a page, or a part of one, that ``lines`` give coarsely or not at all."""
    open_lines = [k for k, r in lines if is_open(k, r, page.scale) and len(r.text) >= WHOLE]
    settled = [k for k, r in lines if not is_open(k, r, page.scale)]
    tried = [Cluster(k.x0, k.y0, k.x1, k.y1, len(k.letters)) for k in open_lines]
    dark = page.dark  # where no line is followed through the gap of a word
    strokes = np.bitwise_or(*straight_runs(dark, STROKE * page.scale))  # off letters that hang on a line
    broken = dashes(np.asarray(cv2.subtract(dark, strokes), dtype=np.uint8), page.scale, MANY)
    for ink, drawn in ((page.ink, drawing), (dark, strokes)):
        rest = without_frames(np.asarray(cv2.subtract(ink, drawn | broken), dtype=np.uint8), page.scale)
        tried += [s for s in spots(rest, settled, page.scale) if not any(s.is_same(t) for t in tried)]
    pictures = np.where(drawing | broken > 0, np.uint8(255), page.grey), page.grey
    answers: list[Word] = []
    for spot in tried:
        here = Box(*(v / page.scale for v in (spot.x0, spot.y0, spot.x1, spot.y1)))
        same = [w for w in answers if here.overlap(w.box) > COVERED * min(here.area, w.box.area)]
        if any(len(w.text) > 1 for w in same):
            continue
        word = answer_at(spot, pictures, page.scale, engine)
        if word is not None and (not same or len(word.text) > 1):  # a letter of it may have been read before
            answers = [*(w for w in answers if w not in same), word]
    return answers


def is_open(line: TextLine, reading: Reading, scale: float) -> bool:
    """Whether what was read of a line leaves room for an answer."""
    text = reading.text.strip()
    if line.text or line.x1 - line.x0 > LONG * scale:
        return False
    if is_stated_answer(text.rstrip(".:")) and len(text) > 1:
        return False
    off = 1 if reading.confidence >= CLEAR else 2
    return not text or (len(text) == 1 and text.isalpha()) or is_like_answer(text, off)


def without_frames(rest: Grey, scale: float) -> Grey:
    """The ink without the frames of labels: boxes around no more than a short word."""
    _, labels, stats = components(rest)
    wide, high = stats[:, 2], stats[:, 3]
    framed = (np.minimum(wide, high) >= LOW[0] * scale) & (high <= FRAME * scale) & (wide <= LONG * scale)
    framed[0] = False
    out = rest.copy()
    for i in np.flatnonzero(framed).tolist():
        x, y, width, height, _ = stats[i].tolist()
        own = labels[y : y + height, x : x + width] == i
        pen = max(2, round(PEN * scale))
        sides = [np.rot90(own, turn)[:pen] for turn in range(4)]
        if min(float(side.any(axis=0).mean()) for side in sides) < SIDE:
            continue
        view = out[y : y + height, x : x + width]
        for turn, side in enumerate(sides):
            thick = int(np.flatnonzero(side.mean(axis=1) >= 1 - SIDE)[-1]) + 1
            np.rot90(view, turn)[:thick] = 0
    return out


def spots(rest: Grey, settled: Sequence[TextLine], scale: float) -> list[Cluster]:
    """Where pieces as large as letters stand together, outside of the lines that are read. ``rest``: the ink
    without the drawing; it is changed.
    """
    for line in settled:
        rest[line.y0 : line.y1, line.x0 : line.x1] = 0
    count, labels, stats = components(rest)
    low, larger = np.sort(stats[:, 2:4], axis=1).T
    letters = (larger >= LETTER * scale) & (larger <= RUN * scale) & (low <= LOW[1] * scale)
    letters[0] = False
    marks = picked(labels, rest, letters)
    _, groups = cv2.connectedComponents(cv2.dilate(marks, kernel(GAP * scale, GAP * scale)), connectivity=8)
    at = np.rint(centres_of(count, labels)[letters]).astype(np.intp)
    home = groups[at[:, 1], at[:, 0]]
    order = np.argsort(home, kind="stable")
    members = np.split(stats[letters][order], np.flatnonzero(np.diff(home[order])) + 1)
    return [spot for own in members if len(own) and fits(spot := spot_of(own), rest, scale)]


def spot_of(pieces: NDArray[np.int32]) -> Cluster:
    x0, y0 = pieces[:, :2].min(axis=0).tolist()
    x1, y1 = (pieces[:, :2] + pieces[:, 2:4]).max(axis=0).tolist()
    return Cluster(x0, y0, x1, y1, len(pieces))


def fits(spot: Cluster, rest: Grey, scale: float) -> bool:
    """Whether a spot has the size and the ink of a word, upright or turned."""
    width, height = spot.x1 - spot.x0, spot.y1 - spot.y0
    low = width if spot.is_turned else height
    if min(width, height) < NARROW * scale or not LOW[0] * scale <= low <= LOW[1] * scale:
        return False
    share = cv2.countNonZero(rest[spot.y0 : spot.y1, spot.x0 : spot.x1]) / (width * height)
    return max(width, height) <= LONG * scale and INKED[0] <= share <= INKED[1]


def answer_at(spot: Cluster, pictures: Sequence[Grey], scale: float, engine: Engine) -> Word | None:
    """The answer that a spot says in some picture and crop of it; None where none says one."""
    ways = (1, -1) if spot.is_turned else (0,)
    best = max((answer_of(said(spot, turn, pictures, engine)) for turn in ways), key=worth)
    if best is None:
        return None
    box = Box(*(round(v / scale, 3) for v in best.box))
    size = round(box.width if spot.is_turned else box.height, 2)
    return Word(best.text, box, size=size, upright=not spot.is_turned, confidence=best.sure)


def worth(found: Said | None) -> float:
    return 0.0 if found is None else found.sure


def said(spot: Cluster, turn: int, pictures: Sequence[Grey], engine: Engine) -> list[Said]:
    """What crops of a spot say; the others are asked where the first, or of an empty one the next, may be a
    misread answer, and two do not plainly say one. Most spots are no text: a glance tells.
    """
    places = [(picture, crop_of(spot, margin)) for margin in MARGINS for picture in pictures]
    out: list[Said] = []
    for some in (places[:1], places[1:2], places[2:]):
        crops = [np.ascontiguousarray(np.rot90(p[y0:y1, x0:x1], turn)) for p, (x0, y0, x1, y1) in some]
        seen = [r.text for r in engine.glance(crops)]
        if not any(seen):
            continue
        if not out and not any(map(is_like_answer, seen)):
            break
        answers = zip(engine.read(crops), some, strict=True)
        out += [told(r, spot, box, turn) for r, (_, box) in answers if r.text]
        if out and not any(is_like_answer(s.text) for s in out):
            break
        if len(out) > 1 and all(is_plain(s) and s.text == out[0].text for s in out):
            break
    return out


def is_plain(said: Said) -> bool:
    """Whether a crop surely says an answer of more than a letter."""
    return len(said.text) > 1 and said.sure >= CLEAR and is_stated_answer(said.text)


def crop_of(spot: Cluster, margin: tuple[float, float]) -> tuple[int, int, int, int]:
    high = spot.x1 - spot.x0 if spot.is_turned else spot.y1 - spot.y0
    along, across = (round(v * high) for v in margin)
    dx, dy = (across, along) if spot.is_turned else (along, across)
    return max(0, spot.x0 - dx), max(0, spot.y0 - dy), spot.x1 + dx, spot.y1 + dy


def told(reading: Reading, spot: Cluster, crop: tuple[int, int, int, int], turn: int) -> Said:
    """A reading without the marks before and behind its letters, with the room that these take."""
    at = [i for i, c in enumerate(reading.text) if c.isalnum()] or [0]
    first, last = at[0], at[-1]
    half = (reading.at[last] - reading.at[first]) / max(1, last - first) / 2
    ends = (max(0.0, reading.at[first] - half), min(1.0, reading.at[last] + half))
    x0, y0, x1, y1 = spot.x0, spot.y0, spot.x1, spot.y1
    box: tuple[float, float, float, float] = (x0, y0, x1, y1)
    if last > first:
        low, size = (crop[1], crop[3] - crop[1]) if turn else (crop[0], crop[2] - crop[0])
        a, b = (1 - ends[1], 1 - ends[0]) if turn > 0 else ends
        a, b = low + a * size, low + b * size
        cut = (first > 0, last < len(reading.text) - 1)  # a mark there is the line that the word stands in
        before, after = cut[::-1] if turn > 0 else cut
        first_ink, last_ink = (y0, y1) if turn else (x0, x1)
        lo, hi = a if before else min(first_ink, a), b if after else max(last_ink, b)
        box = (x0, lo, x1, hi) if turn else (lo, y0, hi, y1)
    return Said(reading.text[first : last + 1], min(reading.sure[first : last + 1]), box)


def answer_of(readings: Sequence[Said]) -> Said | None:
    """The answer that most of some readings of one spot give, the surest of them. One letter must be what all
    say.
    """
    answers = [r for r in readings if is_stated_answer(r.text) and r.sure >= SURE]
    if not answers:
        return None
    often = Counter(r.text.casefold() for r in answers)
    best = max(answers, key=lambda r: (len(r.text) > 1, often[r.text.casefold()], r.sure))
    if len(best.text) > 1:
        return best
    return best if best.sure >= LONE_SURE and all(r.text == best.text for r in readings) else None
