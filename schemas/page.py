"""The page model: what stands on one page, whatever kind of source it came from.

All lengths are PDF points (1/72 inch), origin at the top left, y downwards. Per-word and
per-line objects are slotted dataclasses: a page holds thousands of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, x0 <= x1 and y0 <= y1, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def area(self) -> float:
        return self.width * self.height

    def grow(self, by: float) -> Box:
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def times(self, by: float) -> Box:
        return Box(self.x0 * by, self.y0 * by, self.x1 * by, self.y1 * by)

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        return self.x0 - slack <= x <= self.x1 + slack and self.y0 - slack <= y <= self.y1 + slack

    def overlap(self, other: Box) -> float:
        """Area shared with ``other`` in square points, 0 where they are apart."""
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.y1, other.y1) - max(self.y0, other.y0)
        return w * h if w > 0 and h > 0 else 0.0

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def rounded(self) -> tuple[float, float, float, float]:
        """The box as the record stores it: one decimal is finer than any printer."""
        return (round(self.x0, 1), round(self.y0, 1), round(self.x1, 1), round(self.y1, 1))


def box_of_points(points: tuple[Point, ...] | list[Point]) -> Box:
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a space, with its ink box."""

    text: str
    box: Box
    size: float = 10.0  # font size in points; for OCR the line height estimate
    bold: bool = False
    upright: bool = True  # False: printed turned by 90 degrees
    confidence: float = 1.0  # 1.0 for a text layer, the engine's own for OCR
    stroke: float = 0.0  # mean width of its strokes in points, where it was read from pixels
    pen: bool = False  # in coloured ink over black print: a stamp, a signature, handwriting
    letter: float = 0.0  # height of its highest letter in points, where it was read from pixels


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical ruled line. ``at`` is its fixed coordinate."""

    horizontal: bool
    at: float
    lo: float
    hi: float
    thickness: float = 0.5
    style: str = ""  # how it was drawn; table rules of one page mostly share a style

    @property
    def length(self) -> float:
        return self.hi - self.lo

    @property
    def box(self) -> Box:
        """What it covers, as thin as a line."""
        return (
            Box(self.lo, self.at, self.hi, self.at)
            if self.horizontal
            else Box(self.at, self.lo, self.at, self.hi)
        )

    def moved(self, dx: float, dy: float) -> Rule:
        along, across = (dx, dy) if self.horizontal else (dy, dx)
        return replace(self, at=self.at + across, lo=self.lo + along, hi=self.hi + along)


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed drawn shape. ``points``: its outline, flattened, not repeating the first."""

    points: tuple[Point, ...]
    box: Box
    filled: bool = False  # painted in a colour other than white
    stroked: bool = True  # has a drawn outline
    curved: bool = False  # some part of the outline is a curve
    dark: bool = False  # painted nearly black
    jenis: JenisSimbol | None = None  # its kind, where the source states it
    sure: float = 1.0  # how surely the source states it


@dataclass(frozen=True, slots=True)
class Connector:
    """An open drawn line: two or more points, curves flattened."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """An arrow head: where it points to and from where. ``direction`` is a unit vector."""

    tip: Point
    direction: Point
    size: float  # length from base to tip in points

    @property
    def base(self) -> Point:
        """The middle of its base."""
        return (self.tip[0] - self.direction[0] * self.size, self.tip[1] - self.direction[1] * self.size)

    @property
    def middle(self) -> Point:
        """The point half-way between its base and its tip."""
        half = self.size / 2
        return (self.tip[0] - self.direction[0] * half, self.tip[1] - self.direction[1] * half)


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image placed on the page. ``covers``: white boxes painted over it, which hide it there."""

    box: Box
    pixels: tuple[int, int]  # width, height of the image itself
    covers: tuple[Box, ...] = ()


# What a calculation raises on shapes and numbers that make no sense: such a thing is left out and told.
NONSENSE = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be read, and where; the rest of the page was. ``isi`` fills in the code's sentence.

    ``jalur``: the value that it concerns, where the source knows that better than the place tells.
    """

    box: Box
    kode: Kode = Kode.BENTUK_TAK_TERBACA
    isi: tuple[tuple[str, str], ...] = ()
    jalur: str | None = None


@dataclass(slots=True)
class Page:
    """Everything drawn on one page. ``source`` tells which reader made it."""

    number: int  # 1-based in the file
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    connectors: list[Connector] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    stray: list[Box] = field(default_factory=list)  # of a page of pixels: ink that nothing read explains
    sure: float = 1.0  # how surely the cells of its tables stand in their own columns
    whole_rows: bool = False  # no row of it is the rest of one on the page before
    source: str = "vektor"  # vektor | piksel | campuran (a table that is a picture) | lembar (worksheet)
    # 3x3 by rows: from points of this page to points of the page as a viewer shows it; () where alike
    placement: tuple[float, ...] = ()
    enlarged: float = 1.0  # points of this page for one of its file: small print is read enlarged

    @property
    def paper(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)

    @property
    def of_pixels(self) -> bool:
        """Whether the table on it was read from pixels: of the whole page, or of a picture on it."""
        return self.source in ("piksel", "campuran")
