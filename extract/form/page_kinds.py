"""What a page is that is no part of an SOP: a decree, a letter, a cover, prose, a picture, nothing."""

from __future__ import annotations

import re

from extract.form.samples import is_caption
from extract.geometry.words import line_text, words_to_lines
from schemas.page import Page

RULED = 12  # rules and boxes of a form, as no page of prose has them
TELLING = 2  # words of a kind that a page of it has at least
WORDS = (15, 40)  # fewer than these: a page of hardly any text; no page of prose
PICTURE = 0.3  # share of a page that its pictures cover, from which it is one

_KINDS = (
    ("keputusan", re.compile(r"\b(memutuskan|menimbang|mengingat|menetapkan)\b\s*:?", re.I)),
    ("surat", re.compile(r"\b(kepada\s+yth|perihal|lampiran\s*:|hal\s*:|dengan hormat)\b", re.I)),
)


def kind_of_page(page: Page) -> str:
    """One of the kinds of schemas.raw.RawHalaman.isi, by the page's words and pictures."""
    text = " ".join(w.text for w in page.words)
    covered = sum(p.box.area for p in page.pictures) / max(1.0, page.width * page.height)
    if len(page.rules) + len(page.shapes) >= RULED and any(
        is_caption(line_text(line)) for line in words_to_lines(page.words)
    ):
        return "contoh"
    for kind, pattern in _KINDS:
        if len(pattern.findall(text)) >= TELLING:
            return kind
    if len(page.words) < WORDS[0]:
        return "gambar" if covered > PICTURE else ("sampul" if page.words else "kosong")
    return "sampul" if len(page.words) < WORDS[1] else "prosa"
