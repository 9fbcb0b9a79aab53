"""Words printed on their side in an upright page: names of narrow columns.

      f |  i |      a line finder sees the letters of such a name as lines of a letter or two, one close
      a |  s |      under the other:
      t |  a |
      S |  K |      a stack of short lines is cut out, laid level and read as any text

What makes no sense as words on their side stays as it was found. Lengths are heights of the usual line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from extract.form.jawaban import is_like_answer
from extract.geometry.groups import Groups
from extract.geometry.turning import turner
from extract.sources.scan.ink import Flags, Grey
from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Engine, Reading
from extract.sources.scan.text.lines import TextLine, TextMap, find_text
from extract.sources.scan.text.words import read_lines, usual_height, words_of
from schemas.page import Point, Word, box_of_points

FEW = 4  # letters of a level line in a stack: of two or three lines on their side, one each
STACK = 4  # level lines of a stack at least: as many letters a word on its side has
UNDER, ASIDE = 0.9, 0.6  # white between the lines of a stack: over one another, side by side
WIDEST = 3.0  # a line of a stack: two or three on their side stand in it
LED = 3.0  # white between the number of a list and its text
RIM = 0.4  # room around a stack: its dots and commas
RULED = 0.5  # of the width of a place that a rule takes
SENSE = 0.85  # of its letters' certainty: so much makes words

Place = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels
Turn = Callable[[Point], Point]


def sideways(found: TextMap, page: Prepared, engine: Engine) -> tuple[TextMap, list[Word]]:
    """The lines that stand level, and the words on their side, in the order in which they are read."""
    usual = usual_height(found.lines)
    words: list[Word] = []
    gone: set[int] = set()
    for stack in stacks(found, usual):
        place = whole(
            place_of([found.lines[i] for i in stack], RIM * usual, page.ink), found, page.ink, usual
        )
        said = words_at(place, found, page, engine)
        words += said
        gone |= {i for i, k in enumerate(found.lines) if said and stands_in(k, place)}
    if not words:
        return found, words
    drawing = found.drawing.copy()
    for i in gone:  # no answer is looked for there
        x0, y0, x1, y1 = place_of([found.lines[i]], 0.0, page.ink)
        drawing[y0:y1, x0:x1] = 255
    return TextMap([k for i, k in enumerate(found.lines) if i not in gone], drawing), words


def stacks(found: TextMap, usual: float) -> list[list[int]]:
    """Short lines that stand close under or beside one another, as indices; level text is none of them."""
    lines = found.lines
    long = [k for k in lines if not is_short(k, usual)]
    short = [
        i for i, k in enumerate(lines) if is_short(k, usual) and not leads(k, long, found.drawing, usual)
    ]
    if len(short) < STACK:
        return []
    x0, y0, x1, y1 = np.array([(lines[i].x0, lines[i].y0, lines[i].x1, lines[i].y1) for i in short]).T
    aside = np.maximum.outer(x0, x0) - np.minimum.outer(x1, x1)
    under = np.maximum.outer(y0, y0) - np.minimum.outer(y1, y1)
    near = ((under <= UNDER * usual) & (aside < 0)) | ((aside <= ASIDE * usual) & (under < 0))
    groups = Groups(len(short))
    for i, j in np.argwhere(np.triu(near, 1)).tolist():
        groups.join(i, j)
    return [[short[i] for i in group] for group in groups.members() if len(group) >= STACK]


def is_short(line: TextLine, usual: float) -> bool:
    return not line.text and len(line.letters) <= FEW and line.x1 - line.x0 <= WIDEST * usual


def leads(line: TextLine, long: Sequence[TextLine], drawing: Grey, usual: float) -> bool:
    """Whether text goes on to the right of a line: it is a number of a list."""
    middle = (line.y0 + line.y1) // 2
    return any(
        k.y0 <= middle <= k.y1
        and 0 < k.x0 - line.x1 <= LED * usual
        and not drawing[middle, line.x1 : k.x0].any()
        for k in long
    )


def place_of(lines: Sequence[TextLine], rim: float, picture: Grey) -> Place:
    x0, y0 = min(k.x0 for k in lines) - rim, min(k.y0 for k in lines) - rim
    x1, y1 = max(k.x1 for k in lines) + rim, max(k.y1 for k in lines) + rim
    height, width = picture.shape
    return max(0, round(x0)), max(0, round(y0)), min(width, round(x1)), min(height, round(y1))


def whole(place: Place, found: TextMap, ink: Grey, usual: float) -> Place:
    """A place with the ends of its words, whose letters stand in no short line: on to white, or to a rule."""
    x0, y0, x1, y1 = place
    written = ((ink[:, x0:x1] > 0) & (found.drawing[:, x0:x1] == 0)).any(axis=1)
    ruled = (found.drawing[:, x0:x1] > 0).mean(axis=1) > RULED
    gap = round(UNDER * usual)
    y0 -= further(written[:y0][::-1], ruled[:y0][::-1], gap)
    y1 += further(written[y1:], ruled[y1:], gap)
    return x0, y0, x1, y1


def further(written: Flags, ruled: Flags, gap: int) -> int:
    """How many rows from the first on are written on, with no more white between them than ``gap``."""
    room = int(np.argmax(ruled)) if ruled.any() else len(ruled)
    rows = np.flatnonzero(written[:room])
    if not len(rows):
        return 0
    close = np.cumprod(np.diff(rows, prepend=-1) <= gap)
    return int(rows[close.sum() - 1]) + 1 if close[0] else 0


def stands_in(line: TextLine, place: Place) -> bool:
    x0, y0, x1, y1 = place
    return x0 <= (line.x0 + line.x1) / 2 <= x1 and y0 <= (line.y0 + line.y1) / 2 <= y1


def words_at(place: Place, found: TextMap, page: Prepared, engine: Engine) -> list[Word]:
    """What a place says when it is laid level, upwards or downwards; nothing where that makes no sense."""
    x0, y0, x1, y1 = place
    here = np.s_[y0:y1, x0:x1]
    drawn = found.drawing[here] > 0
    piece = replace(
        page,
        given=np.where(drawn, np.uint8(0), page.ink[here]),
        grey=np.where(drawn, np.uint8(255), page.grey[here]),
        tint=None,
        bright=None,
    )
    for turn in (3, 1):  # read upwards, as names of columns mostly are, or downwards
        level = piece.turned(turn)
        lines = find_text(level.ink, level.scale)
        lines = replace(lines, lines=[k for k in lines.lines if len(k.letters) > 1])
        readings = read_lines(lines, level.grey, engine)
        if sense(readings) >= SENSE and not all(is_like_answer(r.text) for r in readings):
            back = turner(level.width, level.height, -turn)
            dx, dy = x0 / page.scale, y0 / page.scale
            return [laid_back(w, back, dx, dy) for w in words_of(lines, level, readings)]
    return []


def laid_back(word: Word, back: Turn, dx: float, dy: float) -> Word:
    box = box_of_points([back((word.box.x0, word.box.y0)), back((word.box.x1, word.box.y1))])
    return replace(word, box=box.moved(dx, dy), upright=False)


def sense(readings: Sequence[Reading]) -> float:
    """How surely what was read is words: letters, not the numbers of a list, and none of them unsure."""
    sure = [p for r in readings for c, p in zip(r.text, r.sure, strict=True) if c.isalpha()]
    signs = sum(len(r.text.replace(" ", "")) for r in readings)
    return sum(sure) / signs if len(sure) >= STACK else 0.0
