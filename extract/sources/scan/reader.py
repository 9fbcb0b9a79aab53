"""Images and scanned pages to the page model: prepare, rules, words, drawing.

Coordinates are points of the upright, levelled page; ``Page.placement`` leads back to the page as it
came. A page that claims an impossible paper size
(images placed at 72 dpi) is measured as A4, so that a point means the same on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import IO, Any

import cv2
import numpy as np
import pypdfium2

from extract.geometry.print_size import enlargement_of
from extract.geometry.turning import shifted
from extract.geometry.words import line_over
from extract.sources.pdf.bounds import bounds_on_page
from extract.sources.scan.colour import by_colour, without_strokes
from extract.sources.scan.drawing.dashes import without_dashes
from extract.sources.scan.drawing.erase import erase_rules
from extract.sources.scan.drawing.trace import trace_drawing
from extract.sources.scan.flatten import flatten
from extract.sources.scan.frames import Load, Pixels, frames
from extract.sources.scan.gradients import find_gradients
from extract.sources.scan.grounds import Ground, find_grounds, lifted
from extract.sources.scan.ink import Grey
from extract.sources.scan.paper import paper_long_side, placement
from extract.sources.scan.prepare import KEEP, SCALE, Prepared, prepare
from extract.sources.scan.rules import straight
from extract.sources.scan.stray import stray_ink
from extract.sources.scan.struck import unstruck
from extract.sources.scan.text.answers import with_answers
from extract.sources.scan.text.crumbs import off_rules, without_crumbs
from extract.sources.scan.text.cut import cut_lines
from extract.sources.scan.text.engine import Engine, Reading, engine_for
from extract.sources.scan.text.lines import TextMap, find_text
from extract.sources.scan.text.pen import agreed_lines, read_stained, with_doubt
from extract.sources.scan.text.short import reread
from extract.sources.scan.text.sideways import sideways
from extract.sources.scan.text.strokes import with_strokes
from extract.sources.scan.text.words import line_crops, pen_words, read_lines, words_of
from extract.sources.scan.through import without_back
from schemas.page import Box, LeftOut, Page, Point, Rule, Word
from schemas.tinjauan import Kode

RIM = 3.0  # points: a rule so near to a known one is the same
COARSEST = 1.4  # pixels per point that an enlarged page has at least: 100 dpi
CORE = 0.92  # of the size of print: from the top of a line's capitals to the foot of its letters
FILLS = 0.6  # of a page: an image so large is the page
SAMPLE = 4  # lines read to tell up from down
POOR = 0.9  # mean confidence of the letters of a page that is hardly read
PLAIN = 0.9  # a line read this surely stands upright

_Lines = tuple[TextMap, list[Reading], list[Word]]  # of a page, what they say, and its words on their side

cv2.setNumThreads(1)  # readers are processes: threads take more CPU and are hardly faster


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read from pixels: its words and rules; its drawing is read where it is asked for.

    ``answered``: some words with the answers among the lines of a region. ``bare``: its ink but that of its
    rules. ``known``: rules that something
    else than the pixels tells of. ``grounds``: the regions of even tone that are off ``prepared``.
    """

    page: Page
    prepared: Prepared
    answered: Callable[[Sequence[Word], Box | None], list[Word]]
    bare: Grey
    known: tuple[Rule, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def drawn(self, region: Box | None = None) -> Page:
        """The page with the symbols, lines and heads of ``region`` (points), or of all of it."""
        image, rules = self.prepared, [*self.page.rules, *self.known]
        words = self.answered(self.page.words, region)
        words = without_dashes(words, self.bare, image.scale, region)
        shapes, connectors, heads = trace_drawing(
            image.ink, image.scale, rules, words, region, image.grey, self.grounds
        )
        page = replace(self.page, words=words, shapes=shapes, connectors=connectors, heads=heads)
        return replace(page, stray=stray_ink(self.bare, image.scale, page))


def read_image(
    image: Pixels, width_pt: float, height_pt: float, number: int, engine: Engine | None = None
) -> Scan:
    """Read a page image (grey or RGB) that shows ``width_pt`` x ``height_pt`` points of paper.

    A coarse one that is read poorly is read once more, enlarged without sharpening: letters drawn on the
    pixels of a screen have steps for edges. Raises UnreadableFile("ocr_tidak_tersedia") where no engine is
    installed.
    """
    engine = engine or engine_for()
    scan = _read_image(image, width_pt, height_pt, number, engine)
    pixels = max(image.shape[:2])
    by = SCALE * paper_long_side(width_pt, height_pt, pixels) / pixels
    if by <= SCALE / KEEP[0] or (sure := _sureness(scan.page.words)) >= POOR:
        return scan
    smooth = cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_LINEAR)
    again = _read_image(np.asarray(smooth, dtype=np.uint8), width_pt, height_pt, number, engine)
    return again if _sureness(again.page.words) > sure else scan


def _read_image(image: Pixels, width_pt: float, height_pt: float, number: int, engine: Engine) -> Scan:
    text, by = _levelled(image, width_pt, height_pt, engine)
    scan = _scan(text, number, engine)
    place = placement(text.page, image.shape, width_pt, height_pt)
    return replace(scan, page=replace(scan.page, placement=place, enlarged=by))


def _sureness(words: Sequence[Word]) -> float:
    """The mean confidence of the letters read."""
    letters = sum(len(w.text) for w in words)
    return sum(len(w.text) * w.confidence for w in words) / letters if letters else 1.0


@dataclass(frozen=True, slots=True)
class _Text:
    """A page, what of it is black and what coloured, and where its text stands."""

    page: Prepared
    black: Prepared
    pen: Prepared | None
    found: TextMap


def _text_of(page: Prepared) -> _Text:
    black, pen = by_colour(page)
    return _Text(page, black, pen, find_text(black.ink, page.scale))


def _scan(text: _Text, number: int, engine: Engine, known: Sequence[Rule] = ()) -> Scan:
    """The page read with its grounds made paper, its drawing as far as it is asked for."""
    page = lifted(text.page, find_gradients(text.page.grey, text.page.scale))
    grounds = find_grounds(page.grey, page.scale)
    page = lifted(page, grounds)
    text = text if page is text.page else _text_of(page)
    lines = found, readings, _ = _lines_of(text, engine)
    read = _page(text, lines, number, engine, known)

    def answered(words: Sequence[Word], region: Box | None) -> list[Word]:
        return with_answers(words, found, readings, text.black, engine, region)

    bare = erase_rules(page.ink, page.scale, [*read.rules, *known])
    read = replace(read, stray=stray_ink(bare, page.scale, read))
    return Scan(read, page, answered, bare, tuple(known), tuple(grounds))


def _levelled(image: Pixels, width_pt: float, height_pt: float, engine: Engine) -> tuple[_Text, float]:
    """A page straight and upright, and by what it is enlarged to be read."""
    pixels = max(image.shape[:2])
    scale = pixels / paper_long_side(width_pt, height_pt, pixels)
    text = _text_of(flatten(prepare(image, scale)))
    by = _enlargement(text, scale)
    if by != 1.0:
        text = _text_of(flatten(prepare(image, scale / by)))
    text = _upright(text, engine)
    front = without_back(text.page, text.found, engine, _sense)
    return (_text_of(front) if front else text), by


def _enlargement(text: _Text, scale: float) -> float:
    """By what a page is to be enlarged, by the height of its lines. ``scale``: pixels per point of its image.

    Of coarse print no more than its pixels bear: letters blown up from few of them run into one another, and
    their feet look like a rule.
    """
    cores = [line.core[1] - line.core[0] for line in text.found.lines for _ in line.letters]
    by = enlargement_of(median(cores) / text.page.scale / CORE if cores else 0.0, len(cores))
    return max(1.0, min(by, scale / COARSEST)) if by > 1 else by


def read_scan_page(source: Path | Any, index: int, engine: Engine | None = None) -> Scan:
    """Read page ``index`` (from 0) of a PDF, given as a path or an open pypdfium2 document, as a scan."""
    pdf = pypdfium2.PdfDocument(source) if isinstance(source, Path) else source
    try:
        image, width, height = _render(pdf, index)
    finally:
        if pdf is not source:
            pdf.close()
    return read_image(image, width, height, index + 1, engine)


def read_image_file(path: Path | IO[bytes], engine: Engine | None = None) -> Iterator[Callable[[], Scan]]:
    """The pages of an image file: one, or one a frame of a multi-page TIFF.

    Each is read when it is called, which must be before the next is asked for: a damaged frame
    raises what Pillow raises, and the others stand.
    """
    for number, load in frames(path):
        yield partial(_read_frame, load, number, engine)


def _read_frame(load: Load, number: int, engine: Engine | None) -> Scan:
    frame = load()
    scan = read_image(frame.pixels, frame.width, frame.height, number, engine)
    if frame.cut:
        scan.page.left_out.append(LeftOut(scan.page.paper, Kode.HALAMAN_TERPOTONG, jalur=""))
    return scan


def scan_picture(pdf: Any, index: int) -> tuple[Grey, float]:
    """The upright, levelled page that ``read_scan_page`` gives places on, and its pixels per point."""
    page = _levelled(*_render(pdf, index), engine_for())[0].page
    return page.grey, page.scale


def frame_pictures(path: Path, wanted: Container[int]) -> Iterator[tuple[int, Grey]]:
    """The same picture of those pages that ``read_image_file`` gives these numbers, from 1."""
    for number, load in frames(path):
        if number in wanted:
            frame = load()
            yield number, _levelled(frame.pixels, frame.width, frame.height, engine_for())[0].page.grey


def read_picture(
    image: Pixels,
    scale: float,
    corner: Point,
    known: Sequence[Rule] = (),
    engine: Engine | None = None,
) -> Page:
    """Read a picture that stands on a vector page, in points of the page.

    ``image``: a part of the page, ``corner``, rendered at ``scale`` pixels per point. ``known`` are the rules
    that the page itself draws over or under the picture: they are taken off, not found again.
    """
    page = prepare(image, scale, straighten=False)
    if not page.ink.any() and not find_grounds(page.grey, page.scale):
        return Page(1, page.width, page.height)  # the shadow or the ground of what the page itself draws
    dx, dy = corner
    here = [r.moved(-dx, -dy) for r in known]
    part = _scan(_text_of(page), 1, engine or engine_for(), here).drawn()
    return shifted(part, dx, dy)


def _lines_of(text: _Text, engine: Engine) -> _Lines:
    """The lines of a page, what they say, and the words on their side."""
    found, turned = sideways(text.found, text.black, engine)
    if text.pen:
        return *read_stained(found, text.page, text.black, text.pen, engine), turned
    return found, read_lines(found, text.black.grey, engine), turned


def _page(text: _Text, lines: _Lines, number: int, engine: Engine, known: Sequence[Rule]) -> Page:
    """Words and rules of a prepared page; its drawing is read by Scan.drawn."""
    page, black, pen = text.page, text.black, text.pen
    found, readings, turned = lines
    words = [*words_of(found, page, readings), *turned]
    words = with_strokes(words, black.ink, found.drawing, page.scale)
    if pen:
        agreed = agreed_lines(found, readings, page.scale)
        words = [*with_doubt(words, pen.ink, page.scale, agreed), *pen_words(pen, engine)]
    words = without_crumbs(words)
    rules = unstruck(straight(page.ruled), words)
    rules = [r for r in rules if not any(_same_rule(r, k) for k in known)]
    words = off_rules(words, rules)
    if pen:
        rules = without_strokes(rules, black, pen)
    words = reread(words, rules, page, black, engine)
    size = round(page.width, 2), round(page.height, 2)
    cut = [Box(*(v / page.scale for v in piece)) for piece in cut_lines(found, black.grey)]
    left_out = [LeftOut(b, Kode.BARIS_TERPOTONG, (("sesudah", line_over(b, words)),)) for b in cut]
    return Page(number, *size, words=words, rules=rules, left_out=left_out, source="piksel")


def _same_rule(found: Rule, known: Rule) -> bool:
    """True where a found rule is (part of) a known one."""
    return (
        found.horizontal == known.horizontal
        and abs(found.at - known.at) < RIM / 2
        and known.lo - RIM <= found.lo
        and found.hi <= known.hi + RIM
    )


# Up and down


def _upright(text: _Text, engine: Engine) -> _Text:
    """Turn the page by 180 degrees where a few of its lines make sense only that way."""
    sample = _sample(text.found, line_crops(text.found, text.black.grey))
    sense = _sense(engine.read(sample))
    if not sample or sense >= PLAIN:
        return text
    over = _sense(engine.glance([np.ascontiguousarray(crop[::-1, ::-1]) for crop in sample]))
    return _text_of(text.page.turned(2)) if over > sense else text


def _sample(found: TextMap, crops: list[Grey]) -> list[Grey]:
    """Crops of lines that are long enough to tell, and no longer than needed."""
    order = sorted(range(len(crops)), key=lambda i: (abs(len(found.lines[i].letters) - 16), i))
    return [crops[i] for i in order[:SAMPLE] if len(found.lines[i].letters) >= 6]


def _sense(readings: list[Reading]) -> float:
    """How much of what was read is surely letters and digits, 0..1."""
    sure = [p for r in readings for c, p in zip(r.text, r.sure, strict=True) if c.isalnum()]
    return sum(sure) / max(1, sum(len(r.text.replace(" ", "")) for r in readings))


# Paper


def _render(pdf: Any, index: int) -> tuple[Pixels, float, float]:
    """The page at its scan's own resolution where that will do, and its size in points."""
    page = pdf[index]
    try:
        width, height = page.get_size()
        if min(width, height) <= 0:
            raise ValueError("halaman tanpa luas")
        native = _image_scale(page, width * height)
        long = max(width, height)
        by = long / paper_long_side(width, height, native * long)  # page units per real point
        native *= by
        scale = native if KEEP[0] <= native <= KEEP[1] else SCALE
        bitmap = page.render(scale=scale / by, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[:, :, :3]), width, height
    finally:
        page.close()


def _image_scale(page: Any, area: float) -> float:
    """Pixels per page unit of the image that fills the page; 0 where there is none."""
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = bounds_on_page(item)
        if (right - left) * (top - bottom) >= FILLS * area:
            width, height = item.get_px_size()
            return float(max(width, height) / max(right - left, top - bottom))
    return 0.0
