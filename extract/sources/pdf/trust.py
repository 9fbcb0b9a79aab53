"""What of a page's text layer can be trusted, and what must be read from pixels instead.

Decided by what is on the page, for the page and for each picture on it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from schemas.page import Box, Page, Word

SCAN = 0.7  # share of the page under pictures from which it is a scan
STAMPED = 0.2  # the same where its only text is a stamp or a footer
SHOWN = 0.05  # share of a page without text under pictures from which they show something
DRAWN = 8  # rules and shapes from which the page was drawn, whatever lies under it
PRINTED = 0.5  # share of painted text from which a page has text of its own
GARBLED = 0.2  # share of signs that no writer means
MARGIN = 0.12  # of the page's height: where stamps and footers stand
FEW = 25  # words of a stamp or footer
LEAST = (150.0, 60.0)  # points: long and short side of a picture that may hold a table or a chart
PIXELS = 40  # least side in pixels of a picture that shows anything
SEAM = 2.0  # points
CROWD = 0.25  # share of a picture's area under printed words from which its content is text already


@dataclass(frozen=True, slots=True)
class Trust:
    """``page``: read the text layer. ``pictures``: boxes to be read from pixels besides.

    ``why`` is one of: teks, kosong, pindaian, tanpa_teks, rusak, hanya_cap.
    """

    page: bool
    why: Literal["teks", "kosong", "pindaian", "tanpa_teks", "rusak", "hanya_cap"]
    pictures: tuple[Box, ...] = ()


def text_layer_trust(page: Page, printed: float = 0.0) -> Trust:
    """How to read a page, from its vector reading. Needs words, rules, shapes and pictures of ``page``.

    ``printed``: share of its text that is painted; that of an OCR layer under or over a scan is not.
    """
    covered = _covered(page)
    drawn = len(page.rules) + len(page.shapes)
    if covered >= SCAN and drawn < DRAWN and not (printed > PRINTED and _has_body(page)):
        return Trust(False, "pindaian")  # with or without a hidden OCR layer: our own reading is the better
    if not page.words:
        return _without_text(covered, drawn)
    if _garbled(page.words):
        return Trust(False, "rusak")
    if covered >= STAMPED and drawn < DRAWN and _only_stamp(page):
        return Trust(False, "hanya_cap")
    pictures = _without_seams([p.box for p in page.pictures if min(p.pixels) >= PIXELS])
    return Trust(True, "teks", tuple(b for b in pictures if _may_hold_table(b, page)))


def _without_text(covered: float, drawn: int) -> Trust:
    """No letters at all: pictures or letters drawn as outlines, or an empty page."""
    if covered >= SHOWN or drawn >= DRAWN:
        return Trust(False, "tanpa_teks")
    return Trust(True, "kosong")


def _covered(page: Page) -> float:
    """Share of the page under pictures; strips of one scan add up, overlaps count once at most."""
    paper = Box(0.0, 0.0, page.width, page.height)
    return min(1.0, sum(p.box.overlap(paper) for p in page.pictures) / max(1.0, paper.area))


def _garbled(words: list[Word]) -> bool:
    letters = "".join(w.text for w in words)
    odd = sum(_is_odd(c) for c in letters) + 4 * letters.count("(cid:")
    return odd > GARBLED * len(letters)


def _is_odd(sign: str) -> bool:
    """Replacement signs, controls and private-use letters: a font without a usable encoding."""
    return sign == "\ufffd" or unicodedata.category(sign) in ("Cc", "Co", "Cn", "Cs")


def _only_stamp(page: Page) -> bool:
    """Few words, all in the margins: an electronic signature's footer on a scan."""
    top, bottom = MARGIN * page.height, (1 - MARGIN) * page.height
    return len(page.words) <= FEW and all(w.box.cy < top or w.box.cy > bottom for w in page.words)


def without_background(page: Page) -> Page:
    """A page with real text without the picture that lies under all of it."""
    area = SCAN * page.width * page.height
    return replace(page, pictures=[p for p in page.pictures if p.box.overlap(page.paper) < area])


def _has_body(page: Page) -> bool:
    """Whether more words than those of a stamp stand between the margins."""
    top, bottom = MARGIN * page.height, (1 - MARGIN) * page.height
    return sum(top <= w.box.cy <= bottom for w in page.words) > FEW


def _without_seams(boxes: list[Box]) -> list[Box]:
    """Pictures that were cut into strips made whole: equal in one direction, touching in the other."""
    out: list[Box] = []
    for box in boxes:
        joined = [b for b in out if _is_strip(b, box)]
        for b in joined:
            out.remove(b)
            box = box.union(b)
        out.append(box)
    return out


def _is_strip(a: Box, b: Box) -> bool:
    same_columns = abs(a.x0 - b.x0) + abs(a.x1 - b.x1) < SEAM
    same_rows = abs(a.y0 - b.y0) + abs(a.y1 - b.y1) < SEAM
    below = min(abs(a.y1 - b.y0), abs(b.y1 - a.y0)) < SEAM
    beside = min(abs(a.x1 - b.x0), abs(b.x1 - a.x0)) < SEAM
    return (same_columns and below) or (same_rows and beside)


def _may_hold_table(box: Box, page: Page) -> bool:
    """Large enough for a chart and not full of printed words already."""
    if max(box.width, box.height) < LEAST[0] or min(box.width, box.height) < LEAST[1]:
        return False
    printed = sum(box.overlap(w.box) for w in page.words)
    return printed < CROWD * box.area
