"""Whether a page's text layer can be trusted, or the page must be read from pixels instead."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from schemas.page import Page, Word

SCAN = 0.7  # share of the page under pictures from which it is a scan
STAMPED = 0.2  # the same where its only text is a stamp or a footer
SHOWN = 0.05  # share of a page without text under pictures from which they show something
DRAWN = 8  # rules and shapes from which the page was drawn, whatever lies under it
PRINTED = 0.5  # share of painted text from which a page has text of its own
GARBLED = 0.2  # share of signs that no writer means
MARGIN = 0.12  # of the page's height: where stamps and footers stand
FEW = 25  # words of a stamp or footer


def text_layer_trust(page: Page, printed: float = 0.0) -> bool:
    """Whether to read a page by its text layer, judged by its vector reading: words, rules, shapes, pictures.

    ``printed``: share of its text that is painted; that of an OCR layer under or over a scan is not. A scan's
    own layer is left alone, hidden or not: our own reading is the better.
    """
    covered = _covered(page)
    drawn = len(page.rules) + len(page.shapes)
    if covered >= SCAN and drawn < DRAWN and not (printed > PRINTED and _has_body(page)):
        return False
    if not page.words:  # pictures or letters drawn as outlines, or an empty page
        return covered < SHOWN and drawn < DRAWN
    stamped = covered >= STAMPED and drawn < DRAWN and _only_stamp(page)
    return not stamped and not _garbled(page.words)


def _covered(page: Page) -> float:
    """Share of the page under pictures; strips of one scan add up, overlaps count once at most."""
    shown = sum(p.box.overlap(page.paper) for p in page.pictures)
    return min(1.0, shown / max(1.0, page.paper.area))


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
