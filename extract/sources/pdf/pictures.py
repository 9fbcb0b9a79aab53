"""Pictures on a vector page: their pixels pasted on a canvas and read into the same page.

Lengths are PDF points; a canvas is an RGB array of the whole page at ``SCALE`` pixels per point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium
from PIL import Image
from pypdfium2 import PdfiumError

from extract.geometry.nearby import Nearby
from extract.geometry.plane import enclosing
from extract.geometry.turning import overlaid, shifted
from extract.sources.pdf.bounds import bounds_on_page
from schemas.page import Box, Page, Picture, Word

Pixels = npt.NDArray[np.uint8]
Window = tuple[int, int, int, int]

TABLE = 0.08  # of the page: a smaller picture is a logo, a stamp or a code
LARGE = 0.05  # of the page: a picture this large may hold a table or a whole flow
LETTERS = re.compile(r"[a-km-zA-HJ-Z]{2}|^[YTyt]$")  # what no stroke looks like
SCALE = 300 / 72  # fine enough for 6 pt letters and hairlines
MAKS_LUAS = 9.0  # pages: what is larger shows a corner of itself, and would fill the memory
MAKS_SISI = 2_400.0  # points: the long side of A1 paper
PAPER = 250  # grey level: what is lighter everywhere shows nothing
DOUBLED = 0.3  # of a word: what lies on a word of the text layer that it doubles
SAME = 0.8  # of the smaller: two boxes that share more are of one picture
SEAM = 1.0  # points: white, or pixels that both show, between two strips of one picture
MARGIN = 6.0  # points read around a picture
RIM = 3.0  # points around what may hold a table: its own frame lies on the edge
AROUND = 12.0  # points of paper seen around that: what is told by its surroundings has some


def read_pictures(page: Page, pdf_page: Any, pictures: Sequence[Picture]) -> Page:
    """The page with what its pictures show added to what is drawn on it.

    ``pdf_page``: the pypdfium2 page. Words that the text layer already has are not doubled.
    Raises UnreadableFile("ocr_tidak_tersedia") where no OCR engine is installed.
    """
    large = [p for p in pictures if p.box.area >= LARGE * page.width * page.height]
    small = [p for p in pictures if p.box.area < LARGE * page.width * page.height]
    parts = [part for p in large if (part := read_large(pdf_page, page, p))]
    if small and (part := read_small(pdf_page, page, small)):
        parts.append(part)
    words = new_words(page.words, [w for part in parts for w in part.words])
    whole = any(holds_table(part, page.words, words) for part in parts if part.source == "piksel")
    return replace(
        overlaid(page, parts),
        words=[*page.words, *words],
        pictures=[p for p in page.pictures if not any(shows(q, p) for q in pictures)],
        source="campuran" if whole else page.source,
    )


def holds_table(part: Page, printed: Sequence[Word], read: Sequence[Word]) -> bool:
    """Whether a picture holds a table with its texts, so that its page is one of pixels: it has rules, and
    most of the words beside its rows were read, not printed. A flow alone stands beside printed texts.
    """
    heights = [y for r in part.rules for y in (r.box.y0, r.box.y1)]
    if not heights:
        return False
    beside = [sum(min(heights) < w.box.cy < max(heights) for w in words) for words in (printed, read)]
    return beside[1] > beside[0]


def read_large(pdf_page: Any, page: Page, picture: Picture) -> Page | None:
    """A picture that may hold a table: rules, words and drawing, as on a scan. None of one that is blank."""
    left, top, *_ = at = window(clipped(picture.box.grow(MARGIN), page).grow(RIM), page)
    canvas = paste(pdf_page, page, [picture], at)
    if canvas is None:
        return None
    # the engine is heavy: a file without pictures to read never loads it
    from extract.sources.scan.reader import read_picture

    return read_picture(canvas, SCALE, (left / SCALE, top / SCALE), page.rules)


def read_small(pdf_page: Any, page: Page, pictures: Sequence[Picture]) -> Page | None:
    """Pieces of the drawing: lines, heads and labels. A stroke taken for a letter stays a stroke. None where
    all are blank.
    """
    region = clipped(enclosing(p.box for p in pictures).grow(MARGIN), page)
    left, top, *_ = at = window(Box(*clipped(region.grow(AROUND), page).rounded()), page)
    canvas = paste(pdf_page, page, pictures, at)
    if canvas is None:
        return None
    from extract.sources.scan.drawing.trace import trace_drawing
    from extract.sources.scan.grounds import find_grounds, lifted
    from extract.sources.scan.prepare import prepare
    from extract.sources.scan.text.engine import engine_for
    from extract.sources.scan.text.lines import find_text
    from extract.sources.scan.text.words import read_lines, words_of

    dx, dy = left / SCALE, top / SCALE
    prepared = prepare(canvas, SCALE, straighten=False)
    grounds = find_grounds(prepared.grey, prepared.scale)
    prepared = lifted(prepared, grounds)
    found = find_text(prepared.ink, prepared.scale)
    read = words_of(found, prepared, read_lines(found, prepared.grey, engine_for()))
    words = [w for w in read if LETTERS.search(w.text)]
    area = region.moved(-dx, -dy)
    shapes, connectors, heads = trace_drawing(
        prepared.ink, prepared.scale, [], words, area, prepared.grey, grounds
    )
    part = Page(page.number, page.width, page.height, words, [], shapes, connectors, heads)
    return shifted(part, dx, dy)


def pictures_to_read(page: Page, flow: Sequence[Box]) -> list[Picture]:
    """Pictures in the flow of a table; on a page without a table those large enough to hold one.

    None on a page too large for a canvas, or without any paper.
    """
    if not 1 <= min(page.width, page.height) <= max(page.width, page.height) <= MAKS_SISI:
        return []
    whole = in_one_piece(page.pictures)
    if not flow:
        return [p for p in whole if p.box.area >= TABLE * page.width * page.height]
    return [p for p in whole if any(f.holds(p.box.cx, p.box.cy) for f in flow)]


def in_one_piece(pictures: Sequence[Picture]) -> list[Picture]:
    """The pictures, those that a writer of PDF cut into strips as the one that they show together."""
    out: list[Picture] = []
    for p in sorted(pictures, key=lambda p: (p.box.y0, p.box.x0)):
        above = next((k for k, q in enumerate(out) if go_on(q.box, p.box)), None)
        if above is None:
            out.append(p)
        else:
            q = out[above]
            out[above] = Picture(enclosing([q.box, p.box]), q.pixels, (*q.covers, *p.covers))
    return out


def shows(whole: Picture, strip: Picture) -> bool:
    return whole.box.overlap(strip.box) >= SAME * strip.box.area


def go_on(a: Box, b: Box) -> bool:
    """Whether two strips lie side to side, one under the other or beside it."""
    under = max(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.y1 - b.y0))
    beside = max(abs(a.y0 - b.y0), abs(a.y1 - b.y1), abs(a.x1 - b.x0))
    return min(under, beside) <= SEAM


def clipped(box: Box, page: Page) -> Box:
    return Box(max(box.x0, 0), max(box.y0, 0), min(box.x1, page.width), min(box.y1, page.height))


def new_words(known: Sequence[Word], found: Sequence[Word]) -> list[Word]:
    """Words of the pictures that do not lie on words of the text layer."""
    near = Nearby(boxes=(k.box for k in known))
    return [
        w
        for w in found
        if not any(known[n].box.overlap(w.box) > DOUBLED * w.box.area for n in near.at(w.box))
    ]


def shown_box(bounds: Sequence[float], media: Sequence[float], turn: int, enlarged: float) -> Box:
    """Where an object lies on a page that a viewer turns clockwise by ``turn`` degrees.

    ``bounds`` and ``media``: left, bottom, right, top in the page's own units, y upwards.
    """
    left, low = bounds[0] - media[0], bounds[1] - media[1]
    right, high = media[2] - bounds[2], media[3] - bounds[3]
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    x, y = {90: (low, left), 180: (right, low), 270: (high, right)}.get(turn, (left, high))
    if turn in (90, 270):
        width, height = height, width
    return Box(x * enlarged, y * enlarged, (x + width) * enlarged, (y + height) * enlarged)


def window(region: Box, page: Page) -> Window:
    """The pixels of a region of a page: left, top, right, bottom."""
    left, top, right, bottom = (
        max(0, round(v * SCALE)) for v in (region.x0, region.y0, region.x1, region.y1)
    )
    return left, top, min(right, round(page.width * SCALE)), min(bottom, round(page.height * SCALE))


def paste(pdf_page: Any, page: Page, pictures: Sequence[Picture], at: Window) -> Pixels | None:
    """A white canvas of a window of the page with only the given pictures on it, at their places.

    None where they show nothing: the white ground of a label is drawn as a picture by some programs.
    """
    canvas: Image.Image | None = None
    left, top, right, bottom = at
    for image, box in shown_pictures(pdf_page, page, pictures):
        if canvas is None:
            if is_blank(image):
                continue
            canvas = Image.new("RGB", (right - left, bottom - top), "white")
        x0, y0, x1, y1 = (round(v * SCALE) for v in (box.x0, box.y0, box.x1, box.y1))
        fitted = image.resize((max(x1 - x0, 1), max(y1 - y0, 1)), Image.Resampling.LANCZOS)
        canvas.paste(fitted, (x0 - left, y0 - top), fitted)
        for cover in {c for p in pictures if same_place(p.box, box) for c in p.covers}:
            x0, y0, x1, y1 = (round(v * SCALE) for v in (cover.x0, cover.y0, cover.x1, cover.y1))
            canvas.paste("white", (x0 - left, y0 - top, x1 - left, y1 - top))
    return np.asarray(canvas) if canvas else None


def same_place(a: Box, b: Box) -> bool:
    return a.overlap(b) > SAME * min(a.area, b.area) > 0


def is_blank(image: Image.Image) -> bool:
    """Whether a picture (RGBA) on white paper is white paper."""
    if image.getchannel("A").getextrema() != (255, 255):
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    darkest, _ = image.convert("L").getextrema()
    return isinstance(darkest, int) and darkest >= PAPER


def shown_pictures(
    pdf_page: Any, page: Page, pictures: Sequence[Picture]
) -> Iterator[tuple[Image.Image, Box]]:
    """The pixels (RGBA, as a viewer turns them) of the given pictures of a page, and where each lies."""
    near = Nearby(boxes=(p.box for p in pictures))
    turn = pdf_page.get_rotation()
    for obj in pdf_page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        box = shown_box(bounds_on_page(obj), pdf_page.get_mediabox(), turn, page.enlarged)
        known = [pictures[n].box for n in near.at(box)]
        if not any(same_place(b, box) for b in known):
            continue
        if box.area > MAKS_LUAS * page.width * page.height:
            continue
        try:
            image = obj.get_bitmap(render=True).to_pil().convert("RGBA").rotate(-turn, expand=True)
        except PdfiumError:
            continue  # a damaged picture shows nothing
        yield image, box
