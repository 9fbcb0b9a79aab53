"""A page image made ready: even light, upright by quarter turns, rules level, ink apart from paper.

All lengths are given in points and multiplied by ``scale`` (pixels per point), so 150 and 300 dpi
are handled alike. The steps, in order: resample, divide by the background, quarter turn, level
(skew, shear and mild perspective in one warp), ink mask.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.ink import (
    FAINT,
    Grey,
    components,
    dark_ink,
    dilated,
    ink_of,
    kernel,
    odd,
    opened,
    straight_runs,
)
from extract.sources.scan.rules import RuledLine, table_lines
from extract.sources.scan.streaks import without_streaks

Matrix = npt.NDArray[np.float64]
Points = npt.NDArray[np.float64]

SCALE = 200 / 72  # pixels per point: recognition gains nothing above 200 dpi
KEEP = (148 / 72, 240 / 72)  # scans within these are not resampled
BACKGROUND = 30.0  # points: wider than any solid symbol is high
AROUND = 180.0  # points: higher than any header
SHADED = 0.06  # of the paper's brightness around: what is darker is shade, or printed
DRAWN = 0.5  # of the rim of a printed region that is sharp; of a shadow's next to nothing is
RUN = 6.0  # points: longer than the strokes of letters
TINTED = 55.0  # between channels: the colour of a pen or a stamp, not of JPEG around black print
COLOURED = 1e-3  # of a page's ink: less colour than that is JPEG's
DARKEST = 60  # grey level: a darker background is no paper, and a dark photo edge stays dark
DOWN = 1.15  # times as strong as across: stripes of lines of text that run up and down the page
TELLING = (200, 2000)  # pixels of lines that tell a page's slope, and that of a part of it
PARTS = (0.45, 0.55)  # of the page: where its first part ends and its last one begins
QUARTERS = (0.25, 0.75)  # of the page: where the slopes of both parts are taken to hold
STEEPEST = math.radians(9)
COARSE = math.radians(0.2)  # from slope to slope, at first
NEAR, FINER, FINEST = (  # around the best slope so far: for a part of the page; more finely, twice
    np.arange(-3.0, 3.01, 0.25) * math.radians(1),
    np.arange(-0.2, 0.201, 0.05) * math.radians(1),
    np.arange(-0.05, 0.051, 0.01) * math.radians(1),
)
TILTED = math.radians(0.25)  # by which two parts of a page may differ and still have one slope
LEVEL = math.radians(0.03)  # a smaller tilt is not worth another interpolation


@dataclass(frozen=True, eq=False)
class Prepared:
    """``grey``: paper at 255, light evened. ``scale``: pixels per point. What is made of the grey is made
    once, where it is asked for first. ``given``: the ink, where something else than the grey tells.

    ``turn``: quarter turns counter-clockwise that were applied. ``matrix``: 3x3, from pixels of the
    image that came in to pixels of these arrays. ``tint``: how far each pixel is from grey (0..255), and
    ``bright``: its brightest channel, light evened; both None for an image without colour.
    """

    grey: Grey
    given: Grey | None
    scale: float
    turn: int
    matrix: Matrix
    tint: Grey | None = None
    bright: Grey | None = None

    @cached_property
    def dark(self) -> Grey:
        """255 on strokes and whatever is plainly dark."""
        return dark_ink(self.grey, self.scale)

    @cached_property
    def ink(self) -> Grey:
        """255 where there is ink, 0 on paper."""
        return ink_of(self.grey, self.scale, self.dark) if self.given is None else self.given

    @cached_property
    def ruled(self) -> list[RuledLine]:
        """The rules of its tables, with the bends that the paper gave them."""
        return table_lines(self.ink, self.scale)

    @property
    def width(self) -> float:
        return float(self.grey.shape[1] / self.scale)

    @property
    def height(self) -> float:
        return float(self.grey.shape[0] / self.scale)

    def turned(self, quarters: int) -> Prepared:
        """The same page turned further, counter-clockwise."""
        matrix = _turn_matrix(self.grey.shape, quarters) @ self.matrix
        grey = np.ascontiguousarray(np.rot90(self.grey, quarters))
        given, *colour = (
            None if a is None else np.ascontiguousarray(np.rot90(a, quarters))
            for a in (self.given, *self.colour)
        )
        return Prepared(grey, given, self.scale, (self.turn + quarters) % 4, matrix, *colour)

    @property
    def colour(self) -> tuple[Grey | None, Grey | None]:
        """What tells of its colour: ``tint`` and ``bright``."""
        return self.tint, self.bright


def prepare(image: npt.NDArray[np.uint8], scale: float, straighten: bool = True) -> Prepared:
    """Prepare an image of ``scale`` pixels per point (grey, or RGB in the last axis).

    ``straighten`` False leaves the geometry alone, for pictures cut from an upright page.
    Up and down are not told apart here: that needs reading (extract.sources.scan.reader).
    """
    grey = to_grey(image)
    if straighten:
        image, grey = without_streaks(image, grey, scale)
    grey, scale, matrix = _resample(grey, scale)
    grey = even_light(grey, scale)
    turn = 0
    ink = None
    if straighten:
        dark = dark_ink(grey, scale)
        turn = 1 if _reads_downwards(dark, scale) else 0
        matrix = _turn_matrix(grey.shape, turn) @ matrix
        grey, dark = (np.ascontiguousarray(np.rot90(a, turn)) for a in (grey, dark))
        ink = ink_of(grey, scale, dark)
        standing, warp = level(grey, ink, scale)
        matrix = warp @ matrix
        grey, ink = (grey, ink) if standing is grey else (standing, None)
    return Prepared(grey, ink, scale, turn, matrix, *_colour(image, matrix, grey, scale))


def _colour(
    image: npt.NDArray[np.uint8], matrix: Matrix, grey: Grey, scale: float
) -> tuple[Grey | None, Grey | None]:
    """Distance of the brightest from the darkest channel, and the brightest, in place over ``grey``."""
    if image.ndim == 2:
        return None, None
    channels = cv2.split(np.ascontiguousarray(image[:, :, :3]))
    high, low = (f(f(channels[0], channels[1]), channels[2]) for f in (cv2.max, cv2.min))
    if not over(cv2.subtract(high, low)).any():
        return None, None
    size = (grey.shape[1], grey.shape[0])
    tint = cv2.warpPerspective(cv2.subtract(high, low), matrix, size)
    coloured = over(tint)
    ink = dark_ink(grey, scale) if coloured.any() else coloured
    if cv2.countNonZero(cv2.bitwise_and(ink, coloured)) <= COLOURED * cv2.countNonZero(ink):
        return None, None
    bright = cv2.warpPerspective(high, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(tint, dtype=np.uint8), even_light(np.asarray(bright, dtype=np.uint8), scale)


def over(tint: Any) -> Grey:
    """255 where a pixel has the colour of a pen or a stamp."""
    return np.asarray(cv2.threshold(tint, TINTED, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def to_grey(image: npt.NDArray[np.uint8]) -> Grey:
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(image[:, :, :3]), cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _resample(grey: Grey, scale: float) -> tuple[Grey, float, Matrix]:
    if KEEP[0] <= scale <= KEEP[1]:
        return grey, scale, np.eye(3)
    by = SCALE / scale
    size = (max(1, round(grey.shape[1] * by)), max(1, round(grey.shape[0] * by)))
    out = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC)
    return np.asarray(out, dtype=np.uint8), SCALE, np.diag([by, by, 1.0])


def even_light(grey: Grey, scale: float) -> Grey:
    """Divide by the paper's own brightness: shading, yellow paper and dark edges become white.

    The background is a grey closing wider than any stroke or solid symbol, taken at 36 dpi.
    """
    by = 0.5 / scale
    if min(grey.shape) * by < 1:
        return grey  # a strip of a few pixels has no paper to tell
    small = cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, 3)
    side = odd(BACKGROUND * 0.5)
    paper = cv2.GaussianBlur(_background(np.asarray(small, dtype=np.uint8), side), (0, 0), side / 4)
    back = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(back, DARKEST), scale=255), dtype=np.uint8)


def _background(small: Grey, side: int) -> Grey:
    """The paper's brightness at 36 dpi: light falls off softly, what is printed ends at once.

    Shaded headers and large filled symbols, told by their sharp edges, count as the paper around them.
    """
    near = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel(side, side), borderType=cv2.BORDER_REPLICATE)
    far = cv2.morphologyEx(
        near, cv2.MORPH_CLOSE, kernel(AROUND * 0.5, AROUND * 0.5), borderType=cv2.BORDER_REPLICATE
    )
    off = cv2.subtract(far, near)
    dark = (off > np.maximum(SHADED * far.astype(np.float32), FAINT)).astype(np.uint8)
    if not dark.any():
        return np.asarray(near, dtype=np.uint8)
    _, labels, stats = components(dark)
    rim = (dark > 0) & (cv2.erode(dark, kernel(3, 3), borderType=cv2.BORDER_REPLICATE) == 0)
    step = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, kernel(3, 3)) >= 0.5 * off
    of_rim = np.bincount(labels[rim], minlength=len(stats))
    printed = np.bincount(labels[rim & step], minlength=len(stats)) >= DRAWN * np.maximum(of_rim, 1)
    x, y, w, h = (stats[:, i] for i in range(4))
    printed &= (x > 0) & (y > 0) & (x + w < small.shape[1]) & (y + h < small.shape[0])
    printed[0] = False
    over = cv2.dilate(printed[labels].astype(np.uint8), kernel(side, side)) > 0
    return np.where(over, far, near).astype(np.uint8)


def _reads_downwards(ink: Grey, scale: float) -> bool:
    """True where text lines run up and down the page: rows of blocks show no lines, columns do."""
    drawn = cv2.bitwise_or(*straight_runs(ink, 15 * scale))
    text = cv2.subtract(ink, cv2.dilate(drawn, kernel(3, 3)))
    side = round(72 * scale)
    across = along = 0.0
    for y in range(0, text.shape[0] - side // 2, side):
        for x in range(0, text.shape[1] - side // 2, side):
            block = text[y : y + side, x : x + side]
            across += _stripes(block.mean(axis=1))
            along += _stripes(block.mean(axis=0))
    return along > DOWN * across


def _stripes(profile: npt.NDArray[np.floating]) -> float:
    """Strength of the stripes in a profile, fine structure (single letters) smoothed away."""
    smooth = np.convolve(profile, np.ones(5) / 5, "valid")
    return float(smooth.std())


def _turn_matrix(shape: tuple[int, ...], quarters: int) -> Matrix:
    """Pixel transform of np.rot90 (counter-clockwise) for an array of ``shape``."""
    height, width = shape[:2]
    out = np.eye(3)
    for _ in range(quarters % 4):
        out = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width - 1.0], [0.0, 0.0, 1.0]]) @ out
        height, width = width, height
    return out


def level(grey: Grey, ink: Grey, scale: float) -> tuple[Grey, Matrix]:
    """Warp so that ruled lines stand level and upright. Returns the image and the 3x3 matrix.

    Four lines carry the measure: one near each edge of the page, through its middle, with the
    slope that sharpens the projection of that part of the page. They make a quadrilateral, which
    becomes a rectangle: skew, shear and the perspective of a hand-held photo in one step.
    """
    height, width = ink.shape
    tops = _slopes(_run_points(ink, scale, horizontal=True), height)
    lefts = _slopes(_run_points(ink, scale, horizontal=False)[:, ::-1], width)
    if max(map(abs, (*tops, *lefts))) < LEVEL:
        return grey, np.eye(3)
    source = _quad(tops, lefts, width, height)
    side = [float(np.hypot(*(source[i] - source[(i + 1) % 4]))) for i in range(4)]
    w, h = (side[0] + side[2]) / 2, (side[1] + side[3]) / 2
    x0, y0 = source.mean(axis=0) - (w / 2, h / 2)
    target = np.array([[x0, y0], [x0 + w, y0], [x0 + w, y0 + h], [x0, y0 + h]])
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32))
    out = cv2.warpPerspective(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(out, dtype=np.uint8), np.asarray(matrix, dtype=np.float64)


def _run_points(ink: Grey, scale: float, horizontal: bool) -> Points:
    """(x, y) of pixels in straight runs, or of all ink where there are few such runs."""
    runs = opened(ink, RUN * scale, 1) if horizontal else opened(ink, 1, RUN * scale)
    solid = opened(runs, 3 * scale, 3 * scale)
    thin = np.asarray(cv2.subtract(runs, dilated(solid, 3, 3)), dtype=np.uint8)
    ys, xs = np.nonzero(_without_margin(thin) > 0)
    if len(xs) < 10 * max(ink.shape):
        ys, xs = np.nonzero((ink if horizontal else thin) > 0)
    every = max(1, len(xs) // 60000)
    return np.stack([xs[::every], ys[::every]], axis=1).astype(np.float64)


def _without_margin(ink: Grey) -> Grey:
    """Shadows and edges of the paper are straight too, but not parallel to the print."""
    height, width = ink.shape
    dy, dx = height // 25, width // 25
    inner = np.zeros_like(ink)
    inner[dy : height - dy, dx : width - dx] = ink[dy : height - dy, dx : width - dx]
    return inner


def _slopes(points: Points, extent: int) -> tuple[float, float]:
    """Slope of the level lines in the first and the last part of the page.

    One common slope unless both parts are rich enough to be measured on their own and disagree.
    """
    if len(points) < TELLING[0]:
        return 0.0, 0.0
    common = _best_slope(points, np.arange(-STEEPEST, STEEPEST, COARSE))
    common = _refine(points, common)
    parts = [points[points[:, 1] < extent * PARTS[0]], points[points[:, 1] > extent * PARTS[1]]]
    if min(map(len, parts)) < TELLING[1]:
        return common, common
    near = NEAR
    first, last = (_refine(p, _best_slope(p, common + near)) for p in parts)
    return (first, last) if abs(first - last) > TILTED else (common, common)


def _refine(points: Points, about: float) -> float:
    about = _best_slope(points, about + FINER)
    return _best_slope(points, about + FINEST)


def _best_slope(points: Points, slopes: npt.NDArray[np.float64]) -> float:
    """The slope along which the points fall into the fewest, fullest lines.

    Rows are as high as a long line drifts within one step of ``slopes``: a narrow row would
    let the best slope slip between two steps.
    """
    xs, ys = points[:, 0] - points[:, 0].mean(), points[:, 1]
    row = max(1.0, float(np.ptp(xs)) * (slopes[1] - slopes[0]) / 2)
    scores, drift = [], np.empty_like(xs)
    for slope in slopes:
        np.subtract(ys, np.multiply(xs, slope, out=drift), out=drift)
        rows = np.rint(np.divide(drift, row, out=drift), out=drift).astype(np.int64)
        filled = np.bincount(rows - rows.min())
        scores.append(int(filled @ filled))
    return float(slopes[int(np.argmax(scores))])


def _quad(tops: tuple[float, float], lefts: tuple[float, float], width: int, height: int) -> Points:
    """Corners (clockwise from top left) where the four measured lines meet."""
    cx, cy = width / 2, height / 2
    level_lines = [(height * QUARTERS[0], tops[0]), (height * QUARTERS[1], tops[1])]
    upright_lines = [(width * QUARTERS[0], lefts[0]), (width * QUARTERS[1], lefts[1])]

    def meet(row: tuple[float, float], column: tuple[float, float]) -> tuple[float, float]:
        # y = y0 + s (x - cx) and x = x0 + t (y - cy)
        (y0, s), (x0, t) = row, column
        x = (x0 + t * (y0 - cy - s * cx)) / (1 - s * t)
        return x, y0 + s * (x - cx)

    (top, bottom), (left, right) = level_lines, upright_lines
    return np.array([meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)])
