"""Where the text stands: line boxes from connected components, drawing left out.

Long straight strokes (rules, connectors, sides of symbols) are taken off first; what remains is
letters, and pieces of drawing that are too large, too thin or too solid for letters. Letters of
like height side by side, with no upright stroke between them, make a line.

    k e p a l a   |  s t a f      letters of like height side by side are a line; the upright stroke parts two
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce

import cv2
import numpy as np
import numpy.typing as npt

from extract.geometry.groups import Groups
from extract.sources.scan.ink import Grey, components, kernel, picked, straight_runs
from extract.sources.scan.little import little_arrow, may_be_arrow
from extract.sources.scan.text.parts import Ints, Parts, parts_of

STROKE = 14.0  # points: straight runs longer than this are drawing
LETTER = (1.9, 24.0)  # points: least and greatest height of a letter that can found a line
MARK = 0.55  # of the usual letter's height: what is lower is a comma, a dot, a quote, a hyphen
WIDEST = 90.0  # points: of letters that run into one another
CROSSED = 2.6  # points: thickness of a stroke with its blur
COARSE = 2.5  # pixels per point: 180 dpi
REACH = 1.35  # gap to the next letter, in heights of the higher one (justified text is wide)
TIGHT = 0.22  # gap inside a word, in heights: so near, letters belong together even over a rule
SPARSE = 0.13  # ink share of its box below which a large component is an outline
OUTLINED = 11.0  # points: how high such a component is at least
SOLID, FILLED = 3.2, 0.8  # points of its smaller side, ink share of its box: filled, or bold and coarse
BULLET_HIGH = 9.0  # points: what is filled and higher is a symbol
HEAD = (2.2, 12.0)  # points: the smaller side of an arrow head at least, the larger one at most
TRIANGLE = (0.58, 0.14)  # ink share of its box, and how far off that: a triangle's half, and its blurred rim
FULL = 0.9  # of its hull that a head fills
NARROWEST = 0.4  # points: the width of an "l"
TALL = 2.1  # times the usual letter: print of a heading, or letters run together
LIKE = (0.5, 0.75)  # of the lower one's height that two letters share; of the higher one's, if one is tall
LEVEL = 0.6  # of the higher one's height that two pieces of one line share
TIED = 4  # letters: fewer are no lines that a flourish ties together
ONE_LINE = 1.9  # heights of its letters that a line is high at most
APART = 0.55  # heights of a letter between the middles of two lines tied together
WITHIN = 1.1  # heights of a letter around the middle of a line: what reaches beyond is a flourish
MOSTLY = 0.6  # of what hangs together: fewer letters in one line are none
LONE_LOW, LONE_HIGH, LONE_USUAL = 2.5, 8.0, 2.4  # a letter alone: points high, at most; or times the usual
RUN_ON = 3.0  # times its height: a lone piece on a stroke that is so wide may be a word
LONE_WIDE = 0.5  # points: the same, wide at least
AROUND = (0.9, 0.35)  # heights of a line beside, and over or under it: where its marks stand
FOOT = (2.0, 0.35)  # times as wide as high; of a letter's height: how far below the rest of its letter
DASH = (1.8, 7.0)  # points that a hyphen alone is wide
DASH_HIGH, DASH_FILLED = 0.4, 0.55  # points that it is high at least, ink share of its box
GRAIN = (30.0, 6.0)  # points beside and over a hyphen: where another one stands, both are grain of a tint
BULLET = (1.6, 5.0)  # points of the smaller side of a bullet
BULLET_LONG, BULLET_FILLED = 1.3, 0.7  # times as long as wide, at most; ink share of its box
BEFORE = (0.3, 3.5)  # heights of a line between a bullet and its text


@dataclass(slots=True)
class TextLine:
    """A line's ink box in pixels and the boxes (x0, x1) of its letters, left to right."""

    x0: int
    y0: int
    x1: int
    y1: int
    letters: list[tuple[int, int]] = field(default_factory=list)
    upright: bool = True
    text: str = ""  # what it says, where its form alone tells
    doubtful: bool = False  # every letter hangs on a stroke: may be a piece of drawing
    core: tuple[int, int] = (0, 0)  # y0, y1 of its letters, without the marks given to it

    @property
    def height(self) -> int:
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class TextMap:
    """Lines found, and the mask (255) of what is drawing, not text."""

    lines: list[TextLine]
    drawing: Grey


def find_text(ink: Grey, scale: float) -> TextMap:
    """Text lines of a prepared page, top to bottom. ``scale``: pixels per point."""
    level, upright = straight_runs(ink, STROKE * scale)  # longer than any letter's
    strokes = _strokes(ink, level, upright, scale)
    rest = np.asarray(cv2.subtract(ink, strokes), dtype=np.uint8)
    count, labels, stats = components(rest)
    parts = parts_of(labels, stats, count, strokes)
    outline = _is_drawing(parts, scale) | _is_head(parts, labels, scale)
    lines = _group(parts, ~outline, upright, labels, scale)
    drawn = picked(labels, rest, np.append(False, outline))
    drawing = cv2.bitwise_or(strokes, cv2.dilate(drawn, kernel(3, 3)))
    lines.sort(key=lambda k: (k.y0, k.x0))
    return TextMap(lines, np.asarray(drawing, dtype=np.uint8))


def _strokes(ink: Grey, level: Grey, upright: Grey, scale: float) -> Grey:
    """Pixels of the long strokes, but for those where a letter crosses: ink on both sides of them."""
    # At low resolution a pixel more on each side would take half a letter with it.
    rim = kernel(3, 3) if scale > COARSE else kernel(1, 1)
    wide = [cv2.dilate(level, rim), cv2.dilate(upright, rim)]
    both = cv2.bitwise_or(*wide)
    rest = cv2.subtract(ink, both)
    across = CROSSED * scale
    shapes = kernel(1, across), kernel(across, 1)
    over = [
        cv2.bitwise_and(cv2.morphologyEx(rest, cv2.MORPH_CLOSE, k), w)
        for k, w in zip(shapes, wide, strict=True)
    ]
    crossed = cv2.bitwise_and(cv2.bitwise_or(*over), ink)
    return np.asarray(cv2.subtract(both, crossed), dtype=np.uint8)


def _is_drawing(parts: Parts, scale: float) -> npt.NDArray[np.bool_]:
    """Too high, too wide, an outline, or a filled symbol."""
    large = (parts.h > LETTER[1] * scale) | (parts.w > WIDEST * scale)
    outline = (parts.h > OUTLINED * scale) & (parts.density < SPARSE)
    return np.asarray(large | outline | (_solid(parts, scale) & (parts.h > BULLET_HIGH * scale)))


def _solid(parts: Parts, scale: float) -> npt.NDArray[np.bool_]:
    """Filled boxes and bullets; at low resolution, bold letters as well."""
    return np.asarray((np.minimum(parts.w, parts.h) > SOLID * scale) & (parts.density > FILLED))


def _is_head(parts: Parts, labels: npt.NDArray[np.int32], scale: float) -> npt.NDArray[np.bool_]:
    """Arrow heads: filled triangles at a stroke, which fill their hull but half their box."""
    out = np.zeros(len(parts.x0), dtype=bool)
    side = np.minimum(parts.w, parts.h)
    size = (side >= HEAD[0] * scale) & (np.maximum(parts.w, parts.h) <= HEAD[1] * scale) & parts.touching
    for i in np.flatnonzero(size & (np.abs(parts.density - TRIANGLE[0]) < TRIANGLE[1])).tolist():
        piece = labels[parts.y0[i] : parts.y1[i], parts.x0[i] : parts.x1[i]] == i + 1
        hull = cv2.convexHull(np.argwhere(piece).astype(np.int32))
        out[i] = piece.sum() >= FULL * (cv2.contourArea(hull) + cv2.arcLength(hull, True) / 2 + 1)
    return out


def _is_arrow(
    group: list[int], parts: Parts, arrows: npt.NDArray[np.bool_], labels: npt.NDArray[np.int32]
) -> bool:
    """Whether what stands alone is a little arrow, or a head at a stroke. ``arrows``: parts of that size."""
    i = group[0]
    if len(group) > 1 or not arrows[i]:
        return False
    piece = labels[parts.y0[i] : parts.y1[i], parts.x0[i] : parts.x1[i]] == i + 1
    arrow = little_arrow(piece)
    if arrow is None or parts.touching[i]:
        return arrow is not None
    return arrow.has_stem and bool(parts.w[i] > parts.h[i])  # a coarse "4" stands upright


def _group(
    parts: Parts,
    usable: npt.NDArray[np.bool_],
    upright: Grey,
    labels: npt.NDArray[np.int32],
    scale: float,
) -> list[TextLine]:
    letters = usable & (parts.h >= LETTER[0] * scale) & (parts.w >= NARROWEST * scale)
    if not letters.any():
        return []
    typical = float(np.median(parts.h[letters]))
    low = usable & (parts.h < max(MARK * typical, LETTER[0] * scale))
    founders = np.flatnonzero(letters & ~low)
    founders = founders[np.argsort(parts.x0[founders], kind="stable")]
    tall = parts.h[founders] > TALL * typical
    rows = [r for g in _chain(parts, founders, tall, upright) for r in _rows(parts, g)]
    solid = _solid(parts, scale)
    groups = [g for g in rows if not solid[g].all() and _is_text(parts, g, typical, scale)]
    arrows = may_be_arrow(parts.w, parts.h, parts.area, scale)
    groups = [g for g in groups if not _is_arrow(g, parts, arrows, labels)]
    lines = [_line(parts, g) for g in groups]
    marks = np.flatnonzero(low & ~parts.touching).tolist()
    loose = np.array(_attach(parts, marks, lines, typical), dtype=np.int64)
    lines = _joined(lines)
    dashes = [_sign(parts, i, "-") for i in _dashes(parts, loose, scale)]
    round_ones = np.flatnonzero(_is_round(parts, scale) & usable)
    bullets = [_sign(parts, i, "•") for i in _before_text(parts, round_ones, lines)]
    return lines + dashes + bullets


def _chain(parts: Parts, founders: Ints, tall: npt.NDArray[np.bool_], upright: Grey) -> list[list[int]]:
    """Founders (sorted by x0) linked to their nearest fitting neighbours on the right."""
    groups = Groups(len(founders))
    x0, y0, x1, y1, h = (getattr(parts, k)[founders] for k in ("x0", "y0", "x1", "y1", "h"))
    first, second = _level_pairs(x0, y0, x1, y1, REACH * float(h.max()))
    shared = np.minimum(y1[first], y1[second]) - np.maximum(y0[first], y0[second])
    high, low = (f(h[first], h[second]) for f in (np.maximum, np.minimum))
    least = np.where(tall[first] | tall[second], LIKE[1] * high, LIKE[0] * low)
    gap = x0[second] - x1[first]
    fits = np.flatnonzero((shared >= least) & (gap <= REACH * high))
    # the two next on the right: the letter itself, and what stands behind an accent or a dot
    fits = fits[np.append(np.ones(min(2, len(fits)), bool), first[fits][2:] != first[fits][:-2])]
    first, second = first[fits], second[fits]
    row = (np.maximum(y0[first], y0[second]) + np.minimum(y1[first], y1[second])) // 2
    told = (first, second, gap[fits] <= TIGHT * high[fits], x1[first], x0[second], row)
    for i, j, close, left, right, at in zip(*(column.tolist() for column in told), strict=True):
        if close or not _walled(upright, left, right, at):
            groups.join(j, i)
    return [[int(founders[i]) for i in group] for group in groups.members()]


def _level_pairs(x0: Ints, y0: Ints, x1: Ints, y1: Ints, reach: float) -> tuple[Ints, Ints]:
    """Pairs i < j of boxes (sorted by x0) that share rows and stand within ``reach``, ascending.

    The page is cut in bands as high as the highest box: what shares rows shares a band.
    """
    high = int((y1 - y0).max())
    bands: dict[int, list[int]] = {}
    for i, (top, foot) in enumerate(zip((y0 // high).tolist(), ((y1 - 1) // high).tolist(), strict=True)):
        for band in range(top, foot + 1):
            bands.setdefault(band, []).append(i)
    pairs = []
    for members in bands.values():
        own = np.array(members)
        stops = np.searchsorted(x0[own], x1[own] + reach, side="right")
        counts = np.maximum(stops - np.arange(1, len(own) + 1), 0)
        first = np.repeat(np.arange(len(own)), counts)
        ahead = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
        pairs.append(own[first] * len(x0) + own[first + ahead])
    return np.divmod(np.unique(np.concatenate(pairs)), len(x0))


def _rows(parts: Parts, group: list[int]) -> list[list[int]]:
    """One group a printed line: what a flourish tied together comes apart, and the flourish goes."""
    if len(group) < TIED:
        return [group]
    g = np.array(group)
    high = float(np.percentile(parts.h[g], 75))
    if parts.y1[g].max() - parts.y0[g].min() <= ONE_LINE * high:
        return [group]
    middle = (parts.y0[g] + parts.y1[g]) / 2
    order = np.argsort(middle, kind="stable")
    steps = np.diff(middle[order])
    widest = int(np.argmax(steps))
    if steps[widest] > APART * high:
        parts_of = g[order[: widest + 1]], g[order[widest + 1 :]]
        return [
            row for part in parts_of for row in _rows(parts, sorted(part.tolist(), key=lambda i: parts.x0[i]))
        ]
    centre = float(np.median(middle))
    fits = (parts.y0[g] > centre - WITHIN * high) & (parts.y1[g] < centre + WITHIN * high)
    return [g[fits].tolist()] if fits.sum() >= MOSTLY * len(g) else [group]


def _joined(lines: list[TextLine]) -> list[TextLine]:
    """Lines that stand within one another by a letter, which came to pieces between them, made one."""
    x0, y0, x1, y1 = _boxes(lines)
    height = y1 - y0
    low, high = (f.outer(height, height) for f in (np.minimum, np.maximum))
    shared = np.minimum.outer(y1, y1) - np.maximum.outer(y0, y0)
    inside = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    one = (shared >= LEVEL * high) & (inside > 0) & (inside <= low)
    groups = Groups(len(lines))
    for i, j in np.argwhere(np.triu(one, 1)).tolist():
        groups.join(i, j)
    return [reduce(_one, (lines[i] for i in group)) for group in groups.members()]


def _one(a: TextLine, b: TextLine) -> TextLine:
    core = min(a.core[0], b.core[0]), max(a.core[1], b.core[1])
    _add(a, b)
    return replace(a, doubtful=a.doubtful and b.doubtful, core=core)


def _walled(upright: Grey, left: int, right: int, row: int) -> bool:
    """True where an upright stroke crosses the gap between two letters."""
    return bool(right > left and upright[row, left:right].any())


def _line(parts: Parts, group: list[int]) -> TextLine:
    g = np.array(group)
    spans = sorted(zip(parts.x0[g].tolist(), parts.x1[g].tolist(), strict=True))
    x0, y0 = int(parts.x0[g].min()), int(parts.y0[g].min())
    x1, y1 = int(parts.x1[g].max()), int(parts.y1[g].max())
    return TextLine(x0, y0, x1, y1, spans, doubtful=bool(parts.touching[g].all()), core=(y0, y1))


def _is_text(parts: Parts, group: list[int], typical: float, scale: float) -> bool:
    """False for leftovers of drawing: a lone piece on a stroke and no word wide, or of no letter's size."""
    i, *more = group
    if more:
        return True
    fits = LONE_LOW * scale <= parts.h[i] <= max(LONE_USUAL * typical, LONE_HIGH * scale)
    fits = fits and parts.w[i] >= LONE_WIDE * scale
    return bool(fits and (not parts.touching[i] or parts.w[i] >= RUN_ON * parts.h[i]))


def _attach(parts: Parts, marks: list[int], lines: list[TextLine], typical: float) -> list[int]:
    """Give dots, commas, hyphens, and feet that came off their letters, to the line they stand in, or nearest
    to. Returns those left over. ``typical``: the usual letter's height in pixels.
    """
    x0, y0, x1, y1 = _boxes(lines)  # as the letters have them: marks must not add up
    height = y1 - y0
    left, right = x0 - AROUND[0] * height, x1 + AROUND[0] * height
    top, foot = y0 - AROUND[1] * height, y1 + AROUND[1] * height
    under = y1 + FOOT[1] * typical
    loose = []
    given: dict[int, list[int]] = {}
    for i in marks:
        cx, cy = (parts.x0[i] + parts.x1[i]) / 2, (parts.y0[i] + parts.y1[i]) / 2
        level = (top <= cy) & (cy <= foot)
        if parts.w[i] >= FOOT[0] * parts.h[i]:
            level |= (y1 <= cy) & (parts.y0[i] <= under) & (x0 <= parts.x0[i]) & (parts.x1[i] <= x1 + 1)
        near = np.flatnonzero((left <= cx) & (cx <= right) & level)
        if len(near):
            aside = np.maximum(0, np.maximum(x0[near] - parts.x1[i], parts.x0[i] - x1[near]))
            off = (np.abs(cy - (y0[near] + y1[near]) / 2) + aside) / height[near]
            given.setdefault(int(near[np.argmin(off)]), []).append(i)
        else:
            loose.append(i)
    for n, group in given.items():
        _add(lines[n], _line(parts, group))
    return loose


def _boxes(lines: list[TextLine]) -> Ints:
    """Rows of all x0, y0, x1 and y1."""
    return np.array([(k.x0, k.y0, k.x1, k.y1) for k in lines], dtype=np.int64).reshape(-1, 4).T


def _add(line: TextLine, marks: TextLine) -> None:
    line.letters = sorted(line.letters + marks.letters)
    line.x0, line.x1 = min(line.x0, marks.x0), max(line.x1, marks.x1)
    line.y0, line.y1 = min(line.y0, marks.y0), max(line.y1, marks.y1)


def _sign(parts: Parts, i: int, text: str) -> TextLine:
    line = _line(parts, [i])
    line.text = text
    return line


def _dashes(parts: Parts, loose: Ints, scale: float) -> list[int]:
    """Hyphens alone: list markers, or the form's way to say that there is nothing.

    Where several such pieces lie about, they are the grain of a tint.
    """
    w, h = parts.w[loose], parts.h[loose]
    long = (DASH[0] * scale <= w) & (w <= DASH[1] * scale) & (w >= 2 * h) & (h >= DASH_HIGH * scale)
    alike = long & (parts.density[loose] > DASH_FILLED) & ~parts.touching[loose]
    x0, y0 = parts.x0[loose], parts.y0[loose]
    return [
        int(loose[k])
        for k in np.flatnonzero(alike)
        if ((np.abs(x0 - x0[k]) < GRAIN[0] * scale) & (np.abs(y0 - y0[k]) < GRAIN[1] * scale)).sum() == 1
    ]


def _is_round(parts: Parts, scale: float) -> npt.NDArray[np.bool_]:
    """Filled, as wide as high, and of a bullet's size."""
    side = np.minimum(parts.w, parts.h)
    alike = np.maximum(parts.w, parts.h) <= BULLET_LONG * side
    size = (side >= BULLET[0] * scale) & (side <= BULLET[1] * scale)
    return np.asarray(alike & size & (parts.density > BULLET_FILLED))


def _before_text(parts: Parts, signs: Ints, lines: list[TextLine]) -> list[int]:
    """Signs with a line of text that begins a little to the right, at the same height, and none that
    ends there."""
    x0, y0, x1, y1 = _boxes(lines)
    height = y1 - y0
    out = []
    for i in signs.tolist():
        cy = (parts.y0[i] + parts.y1[i]) / 2
        level = np.flatnonzero((y0 <= cy) & (cy <= y1))
        gap, h = x0[level] - parts.x1[i], height[level]
        begins = (BEFORE[0] * h < gap) & (gap < BEFORE[1] * h)
        around = (x0[level] - 2 < parts.x0[i]) & (parts.x0[i] < x1[level] + h)
        if begins.any() and not around.any():
            out.append(i)
    return out
