"""Two sizes of a recogniser: the quick one reads every line, the large one what that was not sure of.

Melakukan vorifikasi dokumen usulan      the quick size is not sure of an "o": the large one reads the
         |---------|                     word alone, cut in the white beside it
"""

from __future__ import annotations

import re

import cv2
import numpy as np

from extract.sources.scan.ink import Grey
from extract.sources.scan.text.engine import Engine, Reading

CLEAR = 0.95  # probability of each sign from which a word stands as the quick size read it
FEW = 4  # signs: fewer are read with the words beside them, or a line of them as a whole
SHORT = 6  # times its height: a line of a few words is read again as a whole
RIM, GRAIN = 0.3, 8  # of a line's height: paper beside a part of it; grey levels that paper differs by
MOST = 0.6  # of a line: where more of it is to be read again it is read as a whole
# Of the signs of a page: where more are unclear the print is blurred, and the quick size is wrong in others.
# Of 46 pages of offices most had .04 to .15, blurred ones .19 to .31.
BLURRED = 0.18
LINES = 20  # fewer tell nothing of a page


class TwoSizes:
    """The quick size reads, and the large one again what that was not sure of."""

    def __init__(self, quick: Engine, large: Engine) -> None:
        self.name = f"{quick.name}+{large.name}"
        self.quick, self.large = quick, large

    def read(self, crops: list[Grey]) -> list[Reading]:
        out = self.quick.read(crops)
        asked = parts_to_ask(out, crops)
        pictures = [part_of(crops[i], out[i], part) for i, part in asked]
        answers = self.large.read([picture for picture, _ in pictures])
        answered = zip(asked, pictures, answers, strict=True)
        for (i, part), (_, ends), again in reversed(list(answered)):  # later parts first
            out[i] = mended(out[i], part, ends, again)
        return out

    def glance(self, crops: list[Grey]) -> list[Reading]:
        return self.quick.read(crops)

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        return self.large.fit(crops, texts)

    def read_dates(self, lines: list[list[Grey]], since: int = 0) -> list[Reading]:
        return self.large.read_dates(lines, since)


def parts_to_ask(read: list[Reading], crops: list[Grey]) -> list[tuple[int, tuple[int, int]]]:
    """Which signs (first, and after the last) of which lines are to be read again: all of a blurred page."""
    parts = [(i, part) for i, reading in enumerate(read) for part in unsure(reading, crops[i].shape)]
    unclear = sum(stop - start for _, (start, stop) in parts)
    if len(read) >= LINES and unclear > BLURRED * sum(len(reading.text) for reading in read):
        return [(i, (0, len(reading.text))) for i, reading in enumerate(read)]
    return parts


def unsure(reading: Reading, shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """Which signs of a reading of the quick size (first, and after the last) are to be read again: words that
    are not clear, short ones with their neighbours; all of a line that is short, or mostly unclear.

    ``shape``: height and width of the line.
    """
    everything = (0, len(reading.text))
    words = [m.span() for m in re.finditer(r"\S+", reading.text)]
    out: list[tuple[int, int]] = []
    for n, (start, stop) in enumerate(words):
        if min(reading.sure[start:stop]) >= CLEAR:
            continue
        if stop - start < FEW:
            start, stop = words[max(0, n - 1)][0], words[min(n + 1, len(words) - 1)][1]
        if out and start <= out[-1][1] + 1:
            start, _ = out.pop()
        out.append((start, stop))
    short = len(out) > 0 and shape[1] < SHORT * shape[0]
    if short or len(reading.text) < FEW or sum(b - a for a, b in out) > MOST * len(reading.text):
        return [everything]
    return out


def part_of(crop: Grey, reading: Reading, part: tuple[int, int]) -> tuple[Grey, tuple[float, float]]:
    """A picture of some signs of a line, cut in the white beside them and with paper there, and from where to
    where it reaches, in shares of the line."""
    (start, stop), (height, width) = part, crop.shape
    x0 = _white(crop, reading.at[start - 1]) if start else 0
    x1 = _white(crop, reading.at[stop]) if stop < len(reading.at) else width
    rim = round(RIM * height)
    left, right = rim * (x0 > 0), rim * (x1 < width)
    framed = cv2.copyMakeBorder(
        crop[:, x0 : max(x1, x0 + 1)], 0, 0, left, right, cv2.BORDER_CONSTANT, value=int(crop.max())
    )
    return np.asarray(framed, dtype=np.uint8), ((x0 - left) / width, (x1 + right) / width)


def _white(crop: Grey, place: float) -> int:
    """The middle of the lightest columns about a place, a share of the line."""
    x, rim = round(place * crop.shape[1]), round(RIM * crop.shape[0])
    first = int(max(0, x - rim))
    lightest = crop[:, first : x + rim + 1].min(axis=0).astype(np.int16)
    columns = np.flatnonzero(lightest >= lightest.max() - GRAIN)
    return first + int(np.median(columns))


def mended(reading: Reading, part: tuple[int, int], ends: tuple[float, float], again: Reading) -> Reading:
    """The reading with some of its signs as they were read again, if the least sure one is surer then.

    ``ends``: from where to where the picture of them reaches, in shares of the line.
    """
    start, stop = part
    whole = part == (0, len(reading.text))
    own = reading.sure[start:stop]
    if not whole and min(own) > min(again.sure, default=0.0):
        return reading
    at = tuple(round(min(1.0, max(0.0, ends[0] + place * (ends[1] - ends[0]))), 4) for place in again.at)
    return Reading(
        reading.text[:start] + again.text + reading.text[stop:],
        reading.at[:start] + at + reading.at[stop:],
        reading.sure[:start] + again.sure + reading.sure[stop:],
    )
