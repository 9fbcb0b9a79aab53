"""Forms that are no SOP: samples in a guideline, empty ones, and those that say how to fill them in."""

from __future__ import annotations

import re
from collections.abc import Iterable

CAPTION = 8  # words: what is longer is a sentence that mentions a sample
INSTRUCTED = 0.3  # of the filled fields: from this share on a form instructs, rather than is filled in
_CAPTION = re.compile(
    r"^\W*(lampiran\W+\w{1,4}\W+)?(contoh|template|templat|(bentuk |model )?format)\b(?P<rest>.*)$", re.I
)
_FORM = re.compile(r"\b(sop|standar operasional|prosedur|formulir|flow ?chart|diagram alir|isian)\b", re.I)
_INSTRUCTS = re.compile(r"\b(diisi|isikan|isilah|tuliskan|dituliskan|diisikan)\b", re.I)
_FILLED = re.compile(r"[^\W\d_]{3}|\d{2}")  # a word or a number
_TO_FILL = re.compile(r"(…|\.{3}){2}|_{4}")  # dots or a line, whatever is printed around them


def is_caption(line: str) -> bool:
    """Whether a printed line announces a sample: "Contoh 4", "Format SOP Bentuk Bagan"."""
    found = _CAPTION.match(line)
    if not found or len(line.split()) > CAPTION:
        return False
    return "format" not in line.casefold() or bool(_FORM.search(line))


def why_sample(values: Iterable[str], captioned: bool, surely_read: bool) -> str | None:
    """Why a form with these values (of its block and its rows) is a sample; None where it is an SOP.

    ``surely_read``: whether an empty form was read from its text, so that it is empty indeed.
    """
    filled = [v for v in values if _FILLED.search(v) and not _TO_FILL.search(v)]
    if captioned:
        return "Contoh formulir menurut judul di atasnya"
    if filled and sum(bool(_INSTRUCTS.search(v)) for v in filled) >= max(2, INSTRUCTED * len(filled)):
        return "Contoh formulir: isiannya petunjuk pengisian"
    if not filled and surely_read:
        return "Contoh formulir: kosong"
    return None
