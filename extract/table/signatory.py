"""Who signed under the table: place, date, post, name, rank and NIP in one block of short lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.geometry.words import bounds, line_text, parted, words_to_lines
from extract.table.values import field_text
from schemas.page import Word
from schemas.raw import RawText

_NIP = re.compile(r"(?i)\b(?:N\s?I\s?P|NRP)\b|(?<!\d)(?:\d[ .]?){18}(?!\d)")
APART = 3.0  # of a line's height: white between two signatures side by side
REACH = 8.0  # of a line's height: room for a signature between two lines of the block
LINES = 9  # lines of the block, at most
BESIDE = 80.0  # points that the middle of a line may stand from that of the NIP


def signatory_in(words: Sequence[Word], page: int) -> RawText | None:
    """The last signature block among words that belong to no table; None where no NIP is printed."""
    pieces = [part for line in words_to_lines(words) for part in parted(line, APART)]
    last = next((n for n in reversed(range(len(pieces))) if _NIP.search(line_text(pieces[n]))), None)
    if last is None:
        return None
    block = [pieces[last]]
    middle = bounds(pieces[last]).cx
    for piece in reversed(pieces[:last]):
        box, top = bounds(piece), bounds(block[0])
        if abs(box.cx - middle) > BESIDE:
            continue
        if top.y0 - box.y1 > REACH * top.height or len(block) == LINES:
            break
        block.insert(0, piece)
    if len(block) < 2:
        return None
    return field_text([w for piece in block for w in piece], page)
