"""Words that lie over a PDF page, in fields to be filled in and in notes: they are told, not read.

Source: ISO 32000-1, 12.5.6.6 (free text), 12.5.6.19 and 12.7.4.3 (text fields), 12.5.3 (flags).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from pdfplumber.page import Page as Sheet

from schemas.page import Box, LeftOut
from schemas.tinjauan import Kode

UNSEEN = 2 | 32  # flags of what a viewer does not show
MAKS_HURUF = 200  # of a text that is quoted


def pasted(sheet: Sheet, scale: float) -> Iterator[LeftOut]:
    """Each filled field and note of a page. ``scale``: points of the page for one of the sheet's."""
    try:
        # pdfplumber follows every reference (of a signature: 16 KB of hex), so it is asked only for texts
        raw = resolve1(sheet.page_obj.annots) or ()
        notes = sheet.annots if any(text_of(resolve1(n)) for n in raw) else []
    except Exception:  # damaged ones, of any make
        return
    for note in notes:
        text = text_of(note["data"])
        if text and not int(resolve1(note["data"].get("F")) or 0) & UNSEEN:
            x0, y0, x1, y1 = (float(note[k]) * scale for k in ("x0", "top", "x1", "bottom"))
            yield LeftOut(Box(x0, y0, x1, y1), Kode.TEKS_DITEMPEL, (("teks", text[:MAKS_HURUF]),))


def text_of(data: Mapping[str, Any]) -> str:
    """The words that a note or a text field shows; "" for any other annotation."""
    kind = getattr(resolve1(data.get("Subtype")), "name", "")
    if kind == "FreeText":
        value = resolve1(data.get("Contents"))
    elif kind == "Widget" and getattr(inherited(data, "FT"), "name", "") == "Tx":
        value = inherited(data, "V")
    else:
        return ""
    text = decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join(text.split())


def inherited(data: Mapping[str, Any], key: str) -> Any:
    """What a field says itself, or the one that it is part of."""
    parent = resolve1(data.get("Parent"))
    own = resolve1(data.get(key))
    return resolve1(parent.get(key)) if own is None and isinstance(parent, dict) else own
