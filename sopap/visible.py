"""Text as a person sees it: what has no shape of its own, or changes the shape of others, is spelt out.

Records keep what is printed. Pages, tables, SQL and drawings show direction overrides, zero-width and
control characters as ⟨U+202E⟩, so that no text looks like another than it is.
"""

from __future__ import annotations

import re

# Unicode's format characters (directions, joiners, tags, soft hyphen), controls but tab and line ends,
# fillers that show nothing, separators of lines, and what XML, SQL and worksheets refuse.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160"
    "\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """``text`` with every hidden character spelt out."""
    return text if text.isprintable() else _HIDDEN.sub(lambda m: f"⟨U+{ord(m.group()):04X}⟩", text)
