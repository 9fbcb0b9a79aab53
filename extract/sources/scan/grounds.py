"""Grounds: regions of even tone that are darker than the paper, and the page with them made paper.

Filled symbols, shaded cells and dark headers are grounds. What is printed on one, darker or
lighter than it, becomes dark on white, so that letters, rules and lines are found as on paper.
A region is looked for at several depths, because a symbol may stand on a shaded row.

    paper ______         ______       depth of the grey along a row of pixels: a shaded row, on it a symbol
                |_     _|             that is darker; each is a region of its own level
                  |___|
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.corners import with_corners, without_bumps
from extract.sources.scan.ink import Grey, Labels, components, disc, ink_of, kernel, opened, square
from extract.sources.scan.little import is_head
from extract.sources.scan.prepare import Prepared
from extract.sources.scan.sides import draw_sides

FINE = 1.5  # pixels a point at which regions are looked for: letters and lines are thinner than three
CORE = 2.0  # points: a tone as wide as this is no stroke of a letter
SOLID = 4.6  # points: a region holds a disc of this size, a line or a head does not
SMALLEST = (8.0, 5.5)  # points: width and height of a region
LARGEST = 230.0  # points: longer and wider regions are shaded rows and headers
BOX = 0.97  # of the rectangle around it that a box fills
LINE = 1.0  # points: the usual width of lines
EVEN = (0.25, 14)  # share of its depth, and grey levels, that a ground may differ from its tone
TONE = (15.0, 6.0)  # points over which a tone is taken: first wider than close bold letters, then finely
ROOM = 10.0  # points: a lower region has no room for letters of its own
BLANK = 0.85  # of a region without letters that is so even
PLAIN = 0.6  # of a region that is so even; letters close together are not
LARGER = (1.0, 1.6, 2.3)  # times SOLID: discs for symbols with larger and larger heads on them
THICKEST = 0.7  # of the smaller side of a region: a larger disc would leave nothing of its outline
BULGE = 0.06  # of its hull that a region may lack before something is thought to hang on it
BARE = 3.3  # points: a square of this size in a region is free of letters; in a bold "e" there is none
FULL = 0.6  # of the depth of a region: less is the blurred edge of a stroke
LETTER = 3.4  # points: light in a region that holds a square of this size is paper, no white letter
# Grey levels below the paper. The first is for pale grounds alone: grain hides them unless it is smoothed.
BRIGHT = 75  # percentile of a region's bare ground: its tone, whatever darker is printed on it
PAPER = 255.0  # grey level
LEVELS = (16, 22, 45, 75, 115, 165)
LEAST = 11  # grey levels that a ground is darker than what it stands on; grain alone steps by as much
SAME = 0.7  # of its area: a region that keeps this much at the next level is the same one
MARGIN = 8.0  # points around a region that show what it stands on
GRAIN = 14.0  # grey levels: what differs less from its ground is grain, no print
PRINT = 40.0  # grey levels: what is so much darker than its ground was printed on it
GAIN = (4.0, 2.5)  # at most: what is darker than a dark ground, or lighter than a light one, is grain
BAND = 40.0  # points above and below the grounds that are told from paper again: more than a short rule
RIM = 1.2  # points at the edge of a region where the tone runs into the paper
FOOT, TOP = 0.3, 0.8  # of the depth of a region: its edge falls from the one to the other within its rim
HEAD = 18.0  # points: the largest head
STEADY = 0.9  # correlation of depth and place over a gradient; seals and stains go up and down
SHARP = 0.85  # of the edge of a region that is drawn; shadows and gradients run out softly


Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ground:
    """A region in pixels of the page: ``mask`` (255 inside) lies with its corner at ``left``, ``top``.

    ``tone``: its grey level at each pixel of ``mask``. ``sharp``: the share of its edge that is drawn.
    Where that is none of it, no side is.
    """

    left: int
    top: int
    mask: Grey
    tone: Grey
    sharp: float

    @property
    def area(self) -> tuple[slice, slice]:
        height, width = self.mask.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


@dataclass(frozen=True, slots=True)
class _Core:
    """A region at ``FINE`` pixels a point: its box, which of it is ground, and that without letters."""

    x: int
    y: int
    whole: npt.NDArray[np.bool_]
    even: npt.NDArray[np.bool_]


def find_grounds(grey: Grey, scale: float) -> list[Ground]:
    """The grounds on a page of even light, ``scale`` pixels a point; the outer before the inner ones."""
    by = min(1.0, FINE / scale)
    small = np.asarray(cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    depth = np.asarray(255 - cv2.GaussianBlur(grey, (3, 3), 0), dtype=np.uint8)
    out: list[Ground] = []
    drawn: list[Ground] = []
    for core in _cores(255 - small, scale * by):
        at = (core.x + core.whole.shape[1] / 2) / by, (core.y + core.whole.shape[0] / 2) / by
        if any(_holds(g, *at) for g in drawn):
            continue  # a gradient's darker part
        ground = _ground(core, depth, small, scale, by)
        if ground is None:
            continue
        if max(core.whole.shape) > LARGEST * scale * by:
            out.append(ground)
        elif ground.sharp >= SHARP:  # a part of a gradient, or of a shadow, is left as it is
            out.append(ground)
            drawn.append(ground)
    return out


def _holds(ground: Ground, x: float, y: float) -> bool:
    """Whether a small ground's box holds a point; a shaded row may hold symbols of its own."""
    rows, columns = ground.area
    return bool(columns.start <= x < columns.stop and rows.start <= y < rows.stop)


def _cores(depth: Grey, scale: float) -> Iterator[_Core]:
    """Regions of each level that are not the same as one of the level before."""
    blurred = np.asarray(cv2.GaussianBlur(depth, (5, 5), 0), dtype=np.uint8)
    flat, smooth = (opened(d, *square(CORE * scale).shape) for d in (depth, blurred))
    before: Labels = np.zeros(depth.shape, dtype=np.int32)
    areas = np.zeros(1)
    for level in LEVELS:
        pale = level == LEVELS[0]
        even = (smooth if pale else flat) > level
        if not _is_bare(even, scale):
            return
        solid = cv2.morphologyEx(
            _with_letters(even, depth < level, scale), cv2.MORPH_OPEN, disc(SOLID * scale)
        )
        count, labels, stats = components(np.asarray(solid, dtype=np.uint8))
        known = np.zeros(count, dtype=np.int32)
        for i, (x, y, width, height, area) in enumerate(stats.tolist()[1:count], start=1):
            if width < SMALLEST[0] * scale or height < SMALLEST[1] * scale:
                continue
            box = slice(y, y + height), slice(x, x + width)
            whole = labels[box] == i
            bare = whole & even[box]
            usual = _bright(flat[box][bare]) if bare.any() else PAPER
            if pale and usual > LEVELS[2]:
                continue  # deep ink that smoothing has run together: the next level tells
            known[i] = i
            if not _is_bare(bare & (flat[box] > FULL * usual), scale):
                continue
            parent = int(np.bincount(before[box][whole]).argmax())
            if not parent or area < SAME * areas[parent]:
                yield _Core(x, y, whole, bare)
        before, areas = known[labels], stats[:, cv2.CC_STAT_AREA].astype(np.float64)


def _bright(levels: Grey) -> float:
    """The ``BRIGHT`` percentile of a region, as ``np.percentile`` has it: most regions are no ground."""
    low, off = divmod((levels.size - 1) * BRIGHT / 100, 1)
    ends = int(low), min(int(low) + 1, levels.size - 1)
    first, second = np.partition(levels, ends)[list(ends)].tolist()
    return float(first + (second - first) * off)


def _is_bare(deep: npt.NDArray[np.bool_], scale: float) -> bool:
    """Whether a region leaves a square free of letters: close letters themselves do not."""
    return bool(cv2.erode(deep.astype(np.uint8), square(BARE * scale)).any())


def _with_letters(even: npt.NDArray[np.bool_], light: npt.NDArray[np.bool_], scale: float) -> Grey:
    """A mask (255 = region) with the holes that letters leave in it; holes with paper in them stay."""
    mask = even.astype(np.uint8) * np.uint8(255)
    count, labels = cv2.connectedComponents(cv2.bitwise_not(mask), connectivity=4)
    paper = cv2.morphologyEx(light.astype(np.uint8), cv2.MORPH_OPEN, square(LETTER * scale))
    hole = np.full(count, 255, np.uint8)
    hole[0] = 0
    hole[labels[paper > 0]] = 0
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        hole[edge] = 0
    return np.asarray(cv2.bitwise_or(mask, hole[labels]), dtype=np.uint8)


def _ground(core: _Core, depth: Grey, small: Grey, scale: float, by: float) -> Ground | None:
    """The region at full size: all that is nearer to its tone than to that of its surroundings."""
    margin = round(MARGIN * scale)
    height, width = core.whole.shape
    left, top = max(int(core.x / by) - margin, 0), max(int(core.y / by) - margin, 0)
    right, bottom = int((core.x + width) / by) + margin, int((core.y + height) / by) + margin
    here = depth[top:bottom, left:right]
    even_tone = _even_tone(core, small)
    if not _is_even(core, small, even_tone, scale * by):
        return None
    move = np.array([[1 / by, 0.0, core.x / by - left], [0.0, 1 / by, core.y / by - top]])
    size, nearest = here.shape[::-1], cv2.INTER_NEAREST
    masks = (m.astype(np.uint8) * np.uint8(255) for m in (core.whole, core.even))
    inside, even = (np.asarray(cv2.warpAffine(m, move, size, flags=nearest), np.uint8) for m in masks)
    tone = np.asarray(cv2.warpAffine(even_tone, move, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)
    away = cv2.dilate(inside, square(2 * RIM * scale))
    beside = here[(cv2.dilate(inside, square(margin)) > 0) & (away == 0)]
    deep = cv2.erode(even, square(2.0)) > 0
    if not deep.any():
        return None
    low = float(np.percentile(here[deep], 10))
    base = float(np.median(beside)) if beside.size else 0.0
    if low - base < LEAST:
        return None
    half = base + (low - base) / 2
    ink = _with_letters(here > half, here <= half, scale)
    mask = _opened(ink, inside, scale)
    if mask is None or (max(cv2.boundingRect(mask)[2:]) <= HEAD * scale and is_head(ink, mask)):
        return None
    return Ground(left, top, mask, tone, _sharp(mask, here, base, low - base, scale))


def _opened(ink: Grey, wanted: Grey, scale: float) -> Grey | None:
    """The part of ``ink`` under ``wanted`` without lines and heads; None where there is none.

    A square keeps the corners of a box. Of all else a disc leaves no flat stumps, and its corners are
    put back; where a large head still hangs on a symbol, a larger square or disc takes it off.
    """
    box = _part_under(cv2.morphologyEx(ink, cv2.MORPH_OPEN, square(SOLID * scale)), wanted)
    if box is None:
        return None
    largest = THICKEST * min(cv2.boundingRect(box)[2:])
    for times in LARGER:
        brush = square(times * SOLID * scale)
        part = _part_under(cv2.morphologyEx(ink, cv2.MORPH_OPEN, brush), wanted)
        if part is None or (times > 1 and len(brush) > largest):
            break
        if _fills(part) and (times == 1 or _as_wide(part, ink, wanted, times, scale)):
            return part
    parts = []
    for times in LARGER:
        brush = disc(times * SOLID * scale)
        part = _part_under(cv2.morphologyEx(ink, cv2.MORPH_OPEN, brush), wanted)
        if part is None or len(brush) > largest:
            break
        parts.append(with_corners(without_bumps(part, scale), ink, len(brush) / 2, LINE * scale))
        if _bulge(parts[-1]) < BULGE:
            return parts[-1]
    return parts[0] if parts else None


def _fills(part: Grey) -> bool:
    """Whether a region is all of the rectangle around it: a box."""
    return cv2.countNonZero(part) >= BOX * cv2.boundingRect(part)[2] * cv2.boundingRect(part)[3]


def _as_wide(part: Grey, ink: Grey, wanted: Grey, times: float, scale: float) -> bool:
    """Whether a disc leaves the same extent as the square did: round ends are no lines that hang on a box."""
    round_part = _part_under(cv2.morphologyEx(ink, cv2.MORPH_OPEN, disc(times * SOLID * scale)), wanted)
    if round_part is None:
        return False
    ends = zip(cv2.boundingRect(part), cv2.boundingRect(round_part), strict=True)
    return all(abs(a - b) <= 2 * LINE * scale for a, b in ends)


def _part_under(mask: object, wanted: Grey) -> Grey | None:
    """The component of a mask that covers the most of ``wanted``."""
    _, labels = cv2.connectedComponents(np.asarray(mask, dtype=np.uint8), connectivity=8)
    shares = np.bincount(labels[wanted > 0], minlength=1)
    shares[0] = 0
    return np.where(labels == int(shares.argmax()), np.uint8(255), np.uint8(0)) if shares.any() else None


def _bulge(mask: Grey) -> float:
    """The share of its convex hull that a region lacks."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=cv2.contourArea)
    return 1 - float(cv2.contourArea(outline)) / max(float(cv2.contourArea(cv2.convexHull(outline))), 1.0)


def _even_tone(core: _Core, small: Grey) -> Grey:
    """The region's own grey level: letters left out, gradients kept; of a low one those from top to foot."""
    here = _part(core, small)
    usual = np.uint8(np.median(here[core.even])) if core.even.any() else np.uint8(0)
    bare = np.where(core.even, here, usual).astype(np.uint8)
    wide = np.asarray(cv2.medianBlur(bare, round(TONE[0] * FINE) | 1), dtype=np.uint8)
    rows = np.broadcast_to(np.median(bare, axis=1, keepdims=True), bare.shape).astype(np.uint8)
    wide = max(wide, rows, key=lambda tone: float(np.mean(_is_near(here, tone)[core.whole])))
    plain = np.where(_is_near(here, wide), bare, wide).astype(np.uint8)
    return np.asarray(cv2.medianBlur(plain, round(TONE[1] * FINE) | 1), dtype=np.uint8)


def _is_near(grey: Grey, tone: Grey) -> npt.NDArray[np.bool_]:
    off = np.abs(grey.astype(np.int16) - tone)
    return np.asarray(off <= np.maximum(EVEN[0] * (255 - tone.astype(np.float32)), EVEN[1]))


def _is_even(core: _Core, small: Grey, tone: Grey, scale: float) -> bool:
    """Whether most of a region has its tone: where letters stand close, hardly any of it has.

    A low region has no room for letters, but may be one.
    """
    even = float(np.mean(_is_near(_part(core, small), tone)[core.whole]))
    return even >= (PLAIN if min(core.whole.shape) >= ROOM * scale else BLANK)


def _part(core: _Core, small: Grey) -> Grey:
    height, width = core.whole.shape
    return small[core.y : core.y + height, core.x : core.x + width]


def _sharp(mask: Grey, depth: Grey, base: float, height: float, scale: float) -> float:
    """The share of a region's edge over which the depth falls at once from its own to that beside it.

    ``base``: the depth of what it stands on; ``height``: how much deeper the region is. A gradient may be
    pale at one of its edges: it is measured at its own depth there, row by row or column by column.
    """
    edge = (mask > 0) & (cv2.erode(mask, kernel(3, 3)) == 0)
    reach = square(2 * RIM * scale)
    low, high = cv2.erode(depth, reach)[edge].astype(float), cv2.dilate(depth, reach)[edge].astype(float)

    def share(heights: Floats) -> float:
        falls = (low <= base + FOOT * heights) & (high >= base + TOP * heights) & (high - low >= LEAST)
        return float(np.mean(falls)) if falls.size else 0.0

    even = share(np.full(low.shape, height))
    if even >= SHARP:
        return even
    inner = cv2.erode(mask, reach) > 0
    steady = _depths(inner, depth, base)
    return max((even, *(share(own[np.nonzero(edge)[axis]]) for axis, own in steady)))


def _depths(inner: npt.NDArray[np.bool_], depth: Grey, base: float) -> Iterator[tuple[int, Floats]]:
    """How much deeper than ``base`` each row of a region is where that grows or falls steadily over them, and
    each column likewise; of one outside ``inner`` as of the nearest inside.
    """
    for axis, (own, deep) in enumerate(((inner, depth), (inner.T, depth.T))):
        at = np.flatnonzero(own.any(axis=1))
        medians = np.array([np.median(deep[n][own[n]]) for n in at])
        if at.size > 1 and np.ptp(medians) >= LEAST and abs(np.corrcoef(at, medians)[0, 1]) >= STEADY:
            yield axis, np.interp(np.arange(len(own)), at, medians - base)


def lifted(page: Prepared, grounds: Sequence[Ground]) -> Prepared:
    """The page with its grounds made paper, and what stands on them dark."""
    if not grounds:
        return page
    grey = page.grey.copy()
    tint, bright = (None if a is None else a.copy() for a in page.colour)
    for ground in grounds:
        _lift(grey, page.grey, ground, page.scale)
        inside = ground.mask > 0
        if tint is not None and bright is not None:
            tint[ground.area][inside] = 0
            bright[ground.area][inside] = grey[ground.area][inside]
    margin = round(BAND * page.scale)
    top = max(min(g.top for g in grounds) - margin, 0)
    band = slice(top, max(g.top + g.mask.shape[0] for g in grounds) + margin)
    ink = page.ink.copy()
    ink[band] = ink_of(grey[band], page.scale)
    return replace(page, grey=grey, given=ink, tint=tint, bright=bright)


def _lift(out: Grey, grey: Grey, ground: Ground, scale: float) -> None:
    """Make one ground paper, in ``out``."""
    here, tone = grey[ground.area].astype(np.float32), ground.tone.astype(np.float32)
    mask = cv2.dilate(ground.mask, square(RIM * scale)) > 0
    rim = mask & (cv2.erode(ground.mask, square(2 * RIM * scale)) == 0)
    darker, lighter = (np.maximum(off - GRAIN, 0) for off in (tone - here, here - tone))
    off = darker * np.minimum(255 / np.maximum(tone - GRAIN, 1), GAIN[0])
    off += lighter * np.minimum(255 / np.maximum(255 - tone - GRAIN, 1), GAIN[1])
    off = np.minimum(off, 255)
    off[rim & (here >= tone)] = 0
    out[ground.area][mask] = (255 - off)[mask].astype(np.uint8)
    if max(cv2.boundingRect(ground.mask)[2:]) > LARGEST * scale:
        reach = square(2 * RIM * scale)
        steps = None if ground.sharp else _steps(here, tone, reach)
        shaded = ground.mask if ground.sharp else np.where(tone < 255 - LEAST, ground.mask, np.uint8(0))
        draw_sides(out[ground.area], shaded, steps, scale)


def _steps(
    here: npt.NDArray[np.float32], tone: npt.NDArray[np.float32], reach: Grey
) -> npt.NDArray[np.bool_]:
    """Where the grey changes at once and no print does it."""
    low, high = cv2.erode(here, reach), cv2.dilate(here, reach)
    return np.asarray((high - low >= LEAST) & (cv2.erode(tone, reach) - low <= PRINT))
