"""Pages of the page model drawn by hand: a small step table and what may stand in it (points)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

from extract.table.rows import TablePart, table_part
from extract.table.tables import tables_on
from schemas.page import Box, Connector, Head, Page, Point, Rule, Shape, Word, box_of_points

LETTER = 4.0  # width of a letter
SIZE = 8.0  # height of a word
WIDTH, HEIGHT = 700.0, 500.0

# The standard form: column lines, header and row lines.
XS = (40.0, 60.0, 200.0, 260.0, 320.0, 420.0, 480.0, 580.0, 660.0)
TOP, LEVEL, BODY = 100.0, 120.0, 140.0
NAMES = ("No", "Kegiatan", "Kepala", "Staf", "Kelengkapan", "Waktu", "Output", "Keterangan")
FIELDS = (
    "nomor",
    "kegiatan",
    "pelaksana",
    "pelaksana",
    "kelengkapan",
    "waktu",
    "output",
    "keterangan",
)
ROW = 40.0


def words(text: str, x: float, y: float, upright: bool = True) -> list[Word]:
    """The words of a printed line, its upper left corner at (x, y)."""
    out = []
    for t in text.split():
        w = LETTER * len(t)
        box = Box(x, y, x + w, y + SIZE) if upright else Box(x, y, x + SIZE, y + w)
        out.append(Word(t, box, SIZE, upright=upright))
        x, y = (x + w + LETTER, y) if upright else (x, y + w + LETTER)
    return out


def centred(text: str, box: Box) -> list[Word]:
    return words(text, box.cx - LETTER * len(text) / 2, box.cy - SIZE / 2)


def h(y: float, x0: float, x1: float, style: str = "line0.5") -> Rule:
    return Rule(True, y, x0, x1, 0.5, style)


def v(x: float, y0: float, y1: float, style: str = "line0.5") -> Rule:
    return Rule(False, x, y0, y1, 0.5, style)


def lattice(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [h(y, xs[0], xs[-1]) for y in ys] + [v(x, ys[0], ys[-1]) for x in xs]


def shape(points: Iterable[Point], **how: bool) -> Shape:
    outline = tuple(points)
    return Shape(outline, box_of_points(outline), **how)


def corners(b: Box) -> tuple[Point, ...]:
    return ((b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1))


def box(x: float, y: float, w: float = 30.0, h: float = 14.0) -> Shape:
    """A process: its centre, width and height."""
    return shape(corners(Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)))


def diamond(x: float, y: float, w: float = 30.0, h: float = 16.0) -> Shape:
    return shape(((x, y - h / 2), (x + w / 2, y), (x, y + h / 2), (x - w / 2, y)))


def pentagon(x: float, y: float, w: float = 14.0, h: float = 14.0) -> Shape:
    """A page-break connector, its tip down."""
    return shape(
        (
            (x - w / 2, y - h / 2),
            (x + w / 2, y - h / 2),
            (x + w / 2, y + h / 6),
            (x, y + h / 2),
            (x - w / 2, y + h / 6),
        )
    )


def capsule(x: float, y: float, w: float = 30.0, h: float = 14.0, r: float | None = None) -> Shape:
    """A box with round corners of radius ``r``, half its height when none is given."""
    r = h / 2 if r is None else r
    out = []
    for n in range(28):
        a = 2 * math.pi * (n + 0.5) / 28
        cx, cy = math.copysign(w / 2 - r, math.cos(a)), math.copysign(h / 2 - r, math.sin(a))
        out.append((x + cx + r * math.cos(a), y + cy + r * math.sin(a)))
    return shape(out, curved=True)


def sheet(x: float, y: float, w: float = 14.0, h: float = 12.0) -> Shape:
    """A document: a box with a waved foot."""
    wave = [(w / 2 - w * n / 8, h / 2 + 2.5 * math.sin(2 * math.pi * n / 8) - 1.5) for n in range(9)]
    return shape([(x + a, y + b) for a, b in [(-w / 2, -h / 2), (w / 2, -h / 2), *wave]], curved=True)


def line(*points: Point) -> Connector:
    return Connector(points)


def head(tip: Point, direction: Point, size: float = 5.0) -> Head:
    return Head(tip, direction, size)


DOWN, UP, LEFT, RIGHT = (0.0, 1.0), (0.0, -1.0), (-1.0, 0.0), (1.0, 0.0)


def row_y(row: int) -> float:
    """The middle of a row of the standard form, from 0."""
    return BODY + ROW * (row + 0.5)


def lane_x(lane: int) -> float:
    """The middle of an executor column of the standard form, from 0."""
    return (XS[2 + lane] + XS[3 + lane]) / 2


def header_words() -> list[Word]:
    out = centred("Pelaksana", Box(XS[2], TOP, XS[4], LEVEL))
    out += centred("Mutu Baku", Box(XS[4], TOP, XS[7], LEVEL))
    for name, (x0, x1) in zip(NAMES, itertools.pairwise(XS), strict=True):
        top = LEVEL if XS[2] <= x0 < XS[7] else TOP
        out += centred(name, Box(x0, top, x1, BODY))
    return out


def header_rules() -> list[Rule]:
    """Two levels: Pelaksana and Mutu Baku stand over their columns."""
    high = {XS[0], XS[1], XS[2], XS[4], XS[7], XS[8]}
    return [
        h(TOP, XS[0], XS[-1]),
        h(LEVEL, XS[2], XS[7]),
        h(BODY, XS[0], XS[-1]),
        *(v(x, TOP if x in high else LEVEL, BODY) for x in XS),
    ]


def form(texts: Sequence[Sequence[str]], number: int = 1, with_header: bool = True) -> Page:
    """The standard form with one row for each of ``texts`` (its cells from the left, executors left out)."""
    bottom = BODY + ROW * len(texts)
    page = Page(number, WIDTH, HEIGHT)
    if with_header:
        page.words += header_words()
        page.rules += header_rules()
    page.rules += [h(BODY + ROW * n, XS[0], XS[-1]) for n in range(len(texts) + 1)]
    page.rules += [v(x, BODY, bottom) for x in XS]
    cells = [0, 1, 4, 5, 6, 7]
    for n, row in enumerate(texts):
        for column, text in zip(cells, row, strict=False):
            page.words += words(text, XS[column] + 2, BODY + ROW * n + 6)
    return page


STEPS = (
    ("1", "Menyusun konsep surat", "Disposisi", "1 Hari", "Konsep", ""),
    ("2", "Memeriksa konsep surat", "Konsep", "30 Menit", "Paraf", "segera"),
    ("3", "Mengirim surat", "Surat", "1 Jam", "Tanda terima", ""),
)


def part_of(page: Page) -> TablePart:
    _, headers = tables_on(page)
    grid, header = headers[0]
    return table_part(page, grid, header.kolom, header)
