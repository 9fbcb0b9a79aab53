"""Keeps what pdfminer's interpreter draws: letters in columns, paths and pictures as pdfplumber gives them.

Every number is made by the operations of pdfminer (``pdfminer.converter``, ``pdfminer.layout``) and of
pdfplumber (``pdfplumber.page``) in their order, so that it is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pdfminer.layout import LTFigure, LTImage
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdftypes import resolve_all
from pdfminer.utils import MATRIX_IDENTITY, mult_matrix
from pdfplumber.page import fix_fontname_bytes

from extract.geometry.letters import Letters
from extract.sources.pdf.drawn import Matrix, Obj
from extract.sources.pdf.ink import as_grey
from extract.sources.pdf.operations import Unusual, numbers_of

# Units of horizontal scaling, and of a glyph's width (ISO 32000-1, 9.2.4 and 9.3.4).
PERCENT, GLYPH = 0.01, 0.001
Segment = tuple[Any, ...]  # an operator and its coordinates


class Glyphs(dict[int, tuple[int, float]]):
    """Of one font: for each code the place of its text in the canvas's table, and its width."""

    def __init__(self, font: Any, number: int, texts: dict[str, int]) -> None:
        super().__init__()
        self.font, self.number, self._texts = font, number, texts
        if font.is_vertical():
            raise Unusual("vertical")

    def __missing__(self, code: int) -> tuple[int, float]:
        try:
            text = self.font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = f"(cid:{code})"
        if not isinstance(text, str):
            raise Unusual("text")
        self[code] = self._texts.setdefault(text, len(self._texts)), self.font.char_width(code)
        return self[code]


# A clip by its number, or as a path or the numbers of a rectangle, with the matrix that was in force.
Clip = int | tuple[Sequence[Segment] | bytes, Matrix]

# How a clip is painted that holds colours which run into each other: some tone, no outline.
FILLED: Obj = {
    "linewidth": 0.0,
    "dash": None,
    "stroke": False,
    "fill": True,
    "stroking_color": None,
    "non_stroking_color": 0.5,
}


class Canvas(PDFTextDevice):
    """A device of pdfminer for one pdfplumber page."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.pdf.rsrcmgr)
        self.ctm: Matrix = MATRIX_IDENTITY
        self.paths: dict[str, list[Obj]] = {"rect": [], "line": [], "curve": []}
        self.pictures: list[Obj] = []
        self.clips: list[Obj] = []
        self.clipped: dict[int, int] = {}
        self.shades: list[Obj] = []
        self._clip: Clip | None = None
        self._next_clip: Sequence[Segment] = ()
        self._kept_clips: list[Clip | None] = []
        self._height = page.height
        self._corner = page.mediabox[:2]
        self._order = 0
        self._figures: list[Any] = []
        self._texts: dict[str, int] = {}
        self._fonts: dict[Any, Glyphs] = {}
        self._text: list[int] = []  # of each letter, as _at and _width
        self._at: list[float] = []
        self._width: list[float] = []
        self._strings: list[tuple[float, ...]] = []  # what the letters of a string share

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._figures.append(LTFigure(name, bbox, mult_matrix(matrix, self.ctm)))

    def end_figure(self, name: str) -> None:
        self._figures.pop()

    def render_image(self, name: str, stream: Any) -> None:
        image = LTImage(name, stream, self._figures[-1].bbox)
        size = resolve_all(image.srcsize)
        box = self._placed(image.x0, image.y0, image.x1, image.y1)
        self.pictures.append(
            {"object_type": "image", **box, "srcsize": size, "stream": stream, "order": self._next()}
        )

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Letters of one string; their boxes are measured at the end, for all at once."""
        font, fontsize = textstate.font, textstate.fontsize
        glyphs = self._glyphs(font)
        scaling = textstate.scaling * PERCENT
        charspace = textstate.charspace * scaling
        wordspace = 0 if font.is_multibyte() else textstate.wordspace * scaling
        dxscale = GLYPH * fontsize * scaling
        x, y = textstate.linematrix
        before, follows = len(self._text), False
        texts, places, widths = self._text, self._at, self._width
        for part in seq:
            if isinstance(part, int | float):
                x -= part * dxscale
                follows = True
            elif isinstance(part, bytes):
                for code in font.decode(part):
                    if follows:
                        x += charspace
                    text, width = glyphs[code]
                    texts.append(text)
                    places.append(x)
                    widths.append(width)
                    x += width * fontsize * scaling
                    if code == 32 and wordspace:
                        x += wordspace
                    follows = True
        textstate.linematrix = (x, y)
        count = len(self._text) - before
        if count:
            descent = font.get_descent() * fontsize
            low = descent + textstate.rise
            place = mult_matrix(textstate.matrix, self.ctm)
            self._strings.append(
                (count, glyphs.number, self._next(), *place, y, fontsize, scaling, low, low + fontsize)
            )

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        gstate = as_grey(gstate)
        for piece in pieces(path):
            self._add_path(gstate, stroke, fill, piece)

    def clip_next(self, path: Sequence[Segment]) -> None:
        """The path at hand bounds what is painted after it."""
        self._next_clip = list(path)

    def clip_now(self) -> None:
        found = list(pieces(self._next_clip))
        if len(found) == 1:  # of several pieces no symbol is made
            self._clip = (found[0], self.ctm)
        self._next_clip = ()

    def clip_box(self, numbers: bytes) -> None:
        """A rectangle, as it stands in the content, bounds what is painted after it."""
        self._clip = (numbers, self.ctm)

    def keep_clip(self) -> None:
        self._kept_clips.append(self._clip)

    def take_back_clip(self) -> None:
        self._clip = self._kept_clips.pop() if self._kept_clips else None

    def _clip_number(self) -> int:
        """The number of the clip at hand: one of those that nothing is painted in is never measured."""
        assert self._clip is not None
        if not isinstance(self._clip, int):
            where, ctm = self._clip
            usual, self.ctm = self.ctm, ctm
            _, clip = self._path(box_path(where) if isinstance(where, bytes) else where)
            self.ctm, self._clip = usual, len(self.clips)
            self.clips.append(clip)
        return self._clip

    def shade(self) -> None:
        """Paint the clip in colours that run into each other."""
        if self._clip is not None:
            self.shades.append({**self.clips[self._clip_number()], **FILLED, "order": self._order})

    def letters(self) -> Letters:
        """All letters with their boxes."""
        _, font, order, a, b, c, d, e, f, y, size, scaling, low, high = _columns(self._strings)
        x = np.array(self._at, float)
        adv = np.array(self._width, float) * size * scaling
        e, f = x * a + y * c + e, x * b + y * d + f
        xs = (c * low + e, a * adv + c * low + e, a * adv + c * high + e, c * high + e)
        ys = (d * low + f, b * adv + d * low + f, b * adv + d * high + f, d * high + f)
        x0, x1 = np.minimum.reduce(xs), np.maximum.reduce(xs)
        y0, y1 = np.minimum.reduce(ys), np.maximum.reduce(ys)
        left, head = self._corner
        return Letters(
            tuple(self._texts),
            tuple(_name(g.font.fontname) for g in self._fonts.values()),
            np.array(self._text, np.intp),
            font.astype(np.intp),
            x0 + left,
            (self._height - y1) + head,
            x1 + left,
            (self._height - y0) + head,
            y1 - y0,
            (a * d * scaling > 0) & (b * c <= 0),
            a,
            b,
            c,
            d,
            order.astype(np.intp),
        )

    def _glyphs(self, font: Any) -> Glyphs:
        if font not in self._fonts:
            self._fonts[font] = Glyphs(font, len(self._fonts), self._texts)
        return self._fonts[font]

    def _next(self) -> int:
        self._order += 1
        return self._order

    def _placed(self, x0: float, y0: float, x1: float, y1: float) -> Obj:
        """The sides of a box of the page's own, measured from the top left."""
        left, head = self._corner
        top, bottom = (self._height - y1) + head, (self._height - y0) + head
        return {"x0": x0 + left, "x1": x1 + left, "top": top, "bottom": bottom}

    def _add_path(self, gstate: Any, stroke: bool, fill: bool, path: Sequence[Segment]) -> None:
        kind, placed = self._path(path)
        order = self._next()
        if self._clip is not None and fill and not stroke:
            self.clipped[order] = self._clip_number()
        self.paths[kind].append(
            {
                **placed,
                "linewidth": gstate.linewidth,
                "dash": gstate.dash,
                "stroke": stroke,
                "fill": fill,
                "stroking_color": gstate.scolor,
                "non_stroking_color": gstate.ncolor,
                "order": order,
            }
        )

    def _path(self, path: Sequence[Segment]) -> tuple[str, Obj]:
        """What pdfplumber calls a path, and where it runs."""
        a, b, c, d, e, f = self.ctm
        left, foot = self._corner[0], self._corner[1] + self._height
        turned = [
            (s[0], *((a * x + c * y + e, b * x + d * y + f) for x, y in zip(s[1::2], s[2::2], strict=False)))
            for s in path
        ]
        pts = [s[-1] if s[0] != "h" else turned[0][-1] for s in turned]
        shape = "".join(s[0] for s in path)
        if len(shape) > 3 and shape.endswith("lh") and pts[-2] == pts[0]:
            shape = shape[:-2] + "h"
            pts.pop()
        kind = kind_of(shape, pts)
        if kind == "line":
            pts = pts[:2]
        xs, ys = [p[0] for p in pts], [p[1] for p in pts]
        placed: Obj = {"object_type": kind, **self._placed(min(xs), min(ys), max(xs), max(ys))}
        if kind != "rect":  # of which the box says all
            placed["pts"] = [(left + x, foot - y) for x, y in pts]
            placed["path"] = [(s[0], *((left + x, foot - y) for x, y in s[1:])) for s in turned]
        return kind, placed


def box_path(numbers: bytes) -> list[Segment]:
    x, y, w, h = numbers_of(numbers)
    return [("m", x, y), ("l", x + w, y), ("l", x + w, y + h), ("l", x, y + h), ("h",)]


def pieces(path: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """A path in pieces that each begin with a move; nothing of one that does not begin so."""
    starts = [n for n, s in enumerate(path) if s[0] == "m"]
    if starts and starts[0] == 0:
        for first, end in zip(starts, [*starts[1:], len(path)], strict=True):
            if end - first > 1 or len(starts) == 1:
                yield path[first:end]


def kind_of(shape: str, pts: Sequence[tuple[float, float]]) -> str:
    """What pdfplumber calls a path: a line, a rectangle, or a curve."""
    if shape in ("mlh", "ml"):
        return "line"
    if shape not in ("mlllh", "mllll") or pts[0] != pts[4]:
        return "curve"
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = pts
    upright = x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0
    level = y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    return "rect" if upright or level else "curve"


def _columns(strings: Sequence[tuple[float, ...]]) -> Any:
    """What strings share, a column each, repeated for each of their letters."""
    table = np.array(strings, float).reshape(-1, 14)
    return np.repeat(table, table[:, 0].astype(np.intp), axis=0).T


def _name(fontname: Any) -> str:
    return fix_fontname_bytes(fontname) if isinstance(fontname, bytes) else str(fontname)
