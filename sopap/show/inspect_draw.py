"""The drawing over a page: columns and rows, symbols, arrows with their ends, words of no cell.

Places come in points of the page, the picture has a whole number of pixels for them; colours tell
arrows apart, everything else has one colour a kind (``KEY``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from extract.document import Seen
from extract.geometry.plane import distance, path_length
from extract.table.rows import TablePart
from schemas.page import Box, Page, Point
from schemas.raw import RawPanah, RawSimbol, RawSop, RawText
from schemas.vocab import JenisSimbol

Color = tuple[int, int, int, int]

TABLE: Color = (0, 130, 60, 150)
SYMBOL: Color = (0, 110, 160, 255)
IDENTITY: Color = (120, 80, 170, 160)
LOOSE: Color = (230, 90, 0, 255)
UNTIED: Color = (220, 0, 0, 255)
PAPER: Color = (255, 255, 255, 215)
INK: Color = (30, 30, 30, 255)
ARROWS: tuple[Color, ...] = (
    (214, 39, 140, 190), (31, 90, 220, 190), (200, 110, 0, 190), (0, 140, 130, 190),
    (130, 60, 200, 190), (90, 130, 0, 190), (190, 50, 50, 190), (80, 90, 110, 190),
)  # fmt: skip
KEY: tuple[tuple[Color, str], ...] = (
    (TABLE, "kolom dan baris"),
    (IDENTITY, "isian identitas"),
    (SYMBOL, "simbol"),
    (ARROWS[0], "panah: satu warna satu panah; bulat penuh = berkepala"),
    (UNTIED, "ujung panah tanpa simbol"),
    (LOOSE, "kata tanpa sel"),
)
STRIP = 22  # pixels over the page for its caption


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws in points on a see-through layer of ``scale`` pixels per point."""

    draw: ImageDraw.ImageDraw
    scale: float

    def at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def box(self, b: Box, color: Color, width: int = 2) -> None:
        self.draw.rectangle(self.at([(b.x0, b.y0), (b.x1, b.y1)]), outline=color, width=width)

    def line(self, points: Sequence[Point], color: Color, width: int = 2) -> None:
        self.draw.line(self.at(points), fill=color, width=width, joint="curve")

    def dot(self, p: Point, color: Color, ring: Color, filled: bool) -> None:
        x, y = p[0] * self.scale, p[1] * self.scale
        r = 6 if filled else 5
        place = [x - r, y - r, x + r, y + r]
        self.draw.ellipse(place, fill=color if filled else None, outline=ring, width=3)

    def tag(self, p: Point, text: str, color: Color, size: float = 10) -> None:
        """A short text on a pale ground, its upper left corner at ``p``."""
        font = ImageFont.load_default(size)
        x, y = p[0] * self.scale, p[1] * self.scale
        self.draw.rectangle(self.draw.textbbox((x, y), text, font=font), fill=PAPER)
        self.draw.text((x, y), text, fill=(*color[:3], 255), font=font)


def draw_page(image: Image.Image, seen: Seen, caption: str) -> Image.Image:
    """The picture of a page with all that was read from it: what its SOPs say, and the table's lines."""
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    brush = Brush(ImageDraw.Draw(layer), image.width / seen.page.width)
    for part in seen.parts:
        draw_table(brush, part)
    for sop in seen.sops:
        for name, text in sop.identitas:
            if isinstance(text, RawText) and text.halaman == seen.page.number and text.kotak:
                draw_field(brush, name, text)
        draw_flow(brush, sop, seen.page.number)
    page = Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")
    return captioned(page, caption)


def draw_field(brush: Brush, name: str, text: RawText) -> None:
    assert text.kotak is not None
    box = Box(*text.kotak).grow(1.5)
    brush.box(box, IDENTITY)
    brush.tag((box.x0, box.y0 - 6), name, IDENTITY)


def draw_table(brush: Brush, part: TablePart) -> None:
    """Columns with the field that each holds, and where rows begin and end."""
    top = part.header.top if part.header else part.box.y0
    for k in part.kolom:
        brush.line([(k.x0, top), (k.x0, part.box.y1)], TABLE, 3)
        brush.tag((k.x0 + 1, top - 7), k.isi, TABLE)
    brush.line([(part.box.x1, top), (part.box.x1, part.box.y1)], TABLE, 3)
    brush.line([(part.box.x0, part.box.y0), (part.box.x1, part.box.y0)], TABLE, 3)
    for n, b in enumerate(part.baris, start=1):
        brush.line([(b.box.x0, b.box.y1), (b.box.x1, b.box.y1)], TABLE, 3)
        brush.tag((b.box.x0 - 14, b.box.y0 + 1), str(n), TABLE)


def draw_flow(brush: Brush, sop: RawSop, number: int) -> None:
    """Symbols, arrows and stray words of one page, exactly as the SOP has them."""
    for s in sop.simbol:
        if s.halaman == number and s.kotak:
            draw_symbol(brush, s, Box(*s.kotak))
    arrows = [p for p in sop.panah if p.halaman == number and p.titik]
    for n, arrow in enumerate(arrows):
        draw_arrow(brush, arrow, ARROWS[n % len(ARROWS)])
    for d in sop.keraguan:
        if d.halaman == number and d.kotak:
            brush.box(Box(*d.kotak).grow(1), LOOSE, 3)


def draw_symbol(brush: Brush, s: RawSimbol, box: Box) -> None:
    """The outline of the symbol's kind in its box, with the kind's name where the box has room."""
    outline = outline_of(s.jenis, box)
    brush.line([*outline, outline[0]], SYMBOL, 3)
    name = s.jenis.value.removeprefix("belah_")
    place = (box.x0, box.y0 - 6) if s.teks else (box.cx - 1.2 * len(name), box.cy - 3)
    brush.tag(place, name, SYMBOL)


def outline_of(jenis: JenisSimbol, b: Box) -> list[Point]:
    """How the form draws a kind: box, diamond, capsule, pentagon; a box without its corners for others."""
    if jenis is JenisSimbol.BELAH_KETUPAT:
        return [(b.cx, b.y0), (b.x1, b.cy), (b.cx, b.y1), (b.x0, b.cy)]
    if jenis is JenisSimbol.SEGILIMA:
        shoulder = b.y0 + 0.6 * b.height
        return [(b.x0, b.y0), (b.x1, b.y0), (b.x1, shoulder), (b.cx, b.y1), (b.x0, shoulder)]
    if jenis is JenisSimbol.KOTAK:
        return [(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1)]
    half = min(b.width, b.height) / 2
    return corners(b, half, 8) if jenis is JenisSimbol.KAPSUL else corners(b, 0.4 * half, 1)


def corners(b: Box, r: float, pieces: int) -> list[Point]:
    """A box whose corners are arcs of radius ``r``, each of so many straight pieces."""
    centres = ((b.x1 - r, b.y1 - r), (b.x0 + r, b.y1 - r), (b.x0 + r, b.y0 + r), (b.x1 - r, b.y0 + r))
    return [
        (x + r * math.cos(t), y + r * math.sin(t))
        for quarter, (x, y) in enumerate(centres)
        for t in (math.pi / 2 * (quarter + n / pieces) for n in range(pieces + 1))
    ]


def draw_arrow(brush: Brush, arrow: RawPanah, color: Color) -> None:
    """The line, its label at the middle, a dot at each end: filled with a head, red without a symbol."""
    brush.line(arrow.titik, color, 5)
    for p, head, symbol in (
        (arrow.titik[0], arrow.kepala_a, arrow.a),
        (arrow.titik[-1], arrow.kepala_b, arrow.b),
    ):
        brush.dot(p, color, UNTIED if symbol is None else color, head)
    if arrow.label:
        x, y = halfway(arrow.titik)
        brush.tag((x + 3, y + 2), arrow.label, color, 12)


def halfway(path: Sequence[Point]) -> Point:
    """The point in the middle of a line, along it."""
    left = path_length(path) / 2
    for a, b in pairwise(path):
        piece = distance(a, b)
        if piece >= left > 0:
            return (a[0] + (b[0] - a[0]) * left / piece, a[1] + (b[1] - a[1]) * left / piece)
        left -= piece
    return path[-1]


def captioned(page: Image.Image, caption: str) -> Image.Image:
    """The page under a strip that says what it is and what the colours mean."""
    out = Image.new("RGB", (page.width, page.height + STRIP), "white")
    out.paste(page, (0, STRIP))
    draw = ImageDraw.Draw(out)
    font = ImageFont.load_default(11)
    draw.text((6, 4), caption, fill=INK[:3], font=font)
    x = 16 + draw.textlength(caption, font=font)
    for color, text in KEY:
        draw.rectangle([x, 6, x + 10, 16], fill=color[:3])
        draw.text((x + 14, 4), text, fill=INK[:3], font=font)
        x += 26 + draw.textlength(text, font=font)
    return out


def blank_page(page: Page, scale: float) -> Image.Image:
    """A page that no renderer can draw (a worksheet), from its words and rules."""
    image = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), "white")
    brush = Brush(ImageDraw.Draw(image), scale)
    for r in page.rules:
        ends = [(r.lo, r.at), (r.hi, r.at)] if r.horizontal else [(r.at, r.lo), (r.at, r.hi)]
        brush.line(ends, INK, 1)
    for s in page.shapes:
        brush.line([*s.points, s.points[0]], INK, 1)
    for c in page.connectors:
        brush.line(c.points, INK, 1)
    for w in page.words:
        place = (w.box.x0 * scale, w.box.y0 * scale)
        brush.draw.text(place, w.text, fill=INK, font=ImageFont.load_default(w.size * scale * 0.9))
    return image
