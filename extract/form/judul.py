"""Titles of SOPs: a line that names one, and the name in it."""

from __future__ import annotations

import re

_SOP = r"(?:SOP|S\.O\.P\.?|SPO|STANDARD? OPERASIONAL PROSEDUR)"
_TITLE = re.compile(rf"^(?:{_SOP}|Standar Operasional Prosedur)(?![\w/]|-\w)(?!\s+[a-z])")
_CHART = r"(?:(?:DIAGRAM|BAGAN)\s+(?:ALUR|ALIR)|FLOW\s?CHART)\s+"
_HEAD = re.compile(
    rf"^(?:{_CHART})?{_SOP}(?:\s*\(SOP\))?(?:\s+(?:NO\.?\s*)?\d{{1,3}}(?=\s*[:.–—-]))?\s*[:.–—-]*\s*",
    re.IGNORECASE,
)
LONGEST = 160


def is_title(text: str) -> bool:
    """Whether a line is a title: not a sentence that starts with the word."""
    return bool(_TITLE.match(text)) and len(text) <= LONGEST and not text.endswith((".", ";", ","))


def title_name(title: str) -> str:
    """What a title names: "SOP : PENYUSUNAN RENJA" -> "PENYUSUNAN RENJA"."""
    return _HEAD.sub("", title).strip()
