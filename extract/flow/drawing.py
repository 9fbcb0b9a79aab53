"""The flow drawn on the pages of an SOP: its symbols, arrows and labels, and what is left over of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.flow.arrows import Panah, find_arrows
from extract.flow.ink import Leftover, leftovers
from extract.flow.kinds import of_one_mind, with_a_start
from extract.flow.labels import Frasa, assign_labels, phrases, without_crumbs
from extract.flow.marks import are_ticks, printed_symbols
from extract.flow.strokes import ON_LINE, Stroke, flow_area, flow_strokes
from extract.flow.symbols import Simbol, find_symbols
from extract.form.jawaban import is_bare_answer
from extract.geometry.nearby import Nearby, around
from extract.geometry.plane import convex_hull, inside, off_line
from extract.table.header import pelaksana_of
from extract.table.rows import TablePart
from schemas.page import NONSENSE, LeftOut, Point, Word
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

STROKES = "17iIlj"
THIN = 0.5  # of its height: a letter this narrow is a stroke
RIM = 0.4  # of its height: the frame of a phrase, around it


@dataclass(frozen=True, slots=True)
class Drawing:
    """Symbols, arrows and labels of one page; numbers in arrows count the page's symbols."""

    symbols: list[Simbol]
    arrows: list[Panah]
    labels: dict[int, str]
    loose: list[Frasa]  # phrases among the executors that belong to nothing
    ink: list[Leftover]  # drawn among the executors and explained by nothing


def read_drawings(parts: Sequence[TablePart], at: Callable[[int], None]) -> list[Drawing]:
    """The flow of each page. Circles are connectors in an SOP whose ends are drawn otherwise."""
    out = []
    ticks = are_ticks(parts)
    for p in parts:
        at(p.page.number)
        out.append(read_drawing(p, ticks=ticks))
    ends = [[s for s in d.symbols if s.jenis is JenisSimbol.KAPSUL] for d in out]
    if not all(s.is_round for page in ends for s in page):
        out = [
            read_drawing(p, circles=True, ticks=ticks) if any(s.is_round for s in page) else d
            for p, page, d in zip(parts, ends, out, strict=True)
        ]
    told = with_a_start(of_one_mind([d.symbols for d in out]), [p.page.of_pixels for p in parts])
    return [replace(d, symbols=symbols) for d, symbols in zip(out, told, strict=True)]


def read_drawing(part: TablePart, circles: bool = False, ticks: bool = False) -> Drawing:
    """The flow drawn on one page. ``circles``: whether every circle is a connector; ``ticks``: every sign a
    tick.

    A drawing that makes no sense costs itself: the rows stand, and its loss is told.
    """
    try:
        return drawing_of(part, circles, ticks)
    except NONSENSE:
        part.page.left_out.append(LeftOut(part.box, Kode.GAMBAR_TAK_TERBACA))
        return Drawing([], [], {}, [], [])


def drawing_of(part: TablePart, circles: bool, ticks: bool) -> Drawing:
    symbols = find_symbols(part.page, part, circles)
    symbols = sorted(
        [*symbols, *printed_symbols(part, symbols, ticks)], key=lambda s: (round(s.box.cy), s.box.x0)
    )
    strokes, heads = flow_strokes(part.page, part, symbols)
    hulls = [convex_hull(s.points) for s in symbols]
    near = Nearby(boxes=(s.box for s in symbols))

    def in_symbol(p: Point) -> bool:
        return any(inside(p, hulls[k]) for k in near.at(around(p)))

    free = [
        w for w in free_words(part) if not in_symbol((w.box.cx, w.box.cy)) and not is_piece(w, part, strokes)
    ]
    found = phrases(free)
    arrows = find_arrows(strokes, heads, symbols, [f.box for f in found])
    arrows = [a for a in arrows if not is_frame(a, found)]
    said = [without_crumbs(f) if part.page.of_pixels else f for f in found if not is_stroke(f, part)]
    labels, loose = assign_labels(said, arrows, symbols)
    body = [f for f in loose if part.box.holds(f.box.cx, f.box.cy)]
    texts = [w.box for w in part.loose]
    ink = leftovers(part.page, part, symbols, strokes, heads, arrows, texts)
    return Drawing(symbols, arrows, labels, body, ink)


def is_piece(word: Word, part: TablePart, strokes: Sequence[Stroke]) -> bool:
    """Whether what was read on a page of pixels as one letter, and is no answer, is a piece of the line on
    which it stands: where lines cross, or a dash.
    """
    if not part.page.of_pixels or len(word.text.strip("|!.,:;'-_")) > 1 or is_bare_answer(word.text):
        return False
    middle = (word.box.cx, word.box.cy)
    return any(off_line(middle, p, q) <= ON_LINE for s in strokes for p, q in pairwise(s.points))


def is_stroke(f: Frasa, part: TablePart) -> bool:
    """Whether what was read on a page of pixels has only letters and figures that a piece of a line is taken
    for: it bridges its line, and says nothing.
    """
    said = [(c, w) for w in f.words for c in w.text if c.isalnum()]
    thin = (c in STROKES or (len(w.text) == 1 and w.box.width < THIN * w.box.height) for c, w in said)
    return part.page.of_pixels and bool(said) and all(thin)


def is_frame(a: Panah, found: Sequence[Frasa]) -> bool:
    """Whether a line that leads nowhere is the frame around a phrase, or a piece of its letters."""
    nowhere = a.a is None or a.b is None or a.a == a.b
    boxes = (f.box.grow(RIM * f.box.height) for f in found) if nowhere else ()
    return any(all(b.holds(*p) for p in a.path) for b in boxes)


def free_words(part: TablePart) -> list[Word]:
    """Words among the executors, in the body and just above and below it."""
    area = flow_area(part)
    columns = pelaksana_of(part.kolom)
    if not columns:
        return []
    outside = [
        w
        for w in part.page.words
        if area.y0 <= w.box.cy <= area.y1
        and not part.box.y0 - 1 <= w.box.cy <= part.box.y1 + 1
        and (part.header is None or w.box.cy > part.box.y1)
    ]
    # a line of a footer runs on beyond the executors, a label does not
    labels = [f for f in phrases(outside) if columns[0].x0 <= f.box.x0 and f.box.x1 <= columns[-1].x1]
    return [*part.loose, *(w for f in labels for w in f.words)]
