"""What is printed over a step table: the name of its SOP, or a heading of its own. Lengths are points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.geometry.groups import runs
from extract.geometry.words import line_text, words_to_lines
from extract.table.grid import Grid, words_in
from extract.table.header import Header
from schemas.page import Box, Page, Rule, Word

HEADING = 14  # words: what is longer is a sentence
FAR = 3.0  # of a line's height: white between a heading and its table, or between two lines of it
AS_LARGE = 0.85  # of the size of a title's first line: what is set smaller under it is no part of it
HIGH = 90.0  # points over a table where its title may stand
_OFFICE = re.compile(
    r"\b(subbagian|sub bagian|bagian|sekretariat|dinas|badan|kabupaten|provinsi|kota)\b", re.I
)
_CODE = re.compile(r"sop[-./\w ]*\d[-./\w]*", re.I)
_NO_TITLE = re.compile(r"^(lampiran|rev(isi)?|halaman|hal|tanggal|nomor|no)\b", re.I)
_TITLE = re.compile(r"\b(sop|standar operasional prosedur|standard operating procedure)\b", re.I)


def names_sop(title: str) -> bool:
    """Whether a title says itself that it is an SOP's."""
    return bool(_TITLE.search(title))


def heading_above(page: Page, header: Header, grids: Sequence[Grid]) -> str | None:
    """The short lines printed close over a table, outside of all others, whatever they say."""
    top = max((g.ys[-1] for g in grids if g.ys[-1] <= header.top + 1), default=0.0)
    lines = words_to_lines(words_in(page.words, Box(0, top, page.width, header.top - 1)))
    found: list[str] = []
    below = header.top
    for line in reversed(lines):
        height = max(w.box.height for w in line)
        text = line_text(line)
        if below - max(w.box.y1 for w in line) > FAR * height or len(text.split()) > HEADING:
            break
        if not any(c.isalpha() for c in text) or _NO_TITLE.match(text):
            break
        found.insert(0, text)
        below = min(w.box.y0 for w in line)
    return " ".join(found) if 0 < sum(len(t.split()) for t in found) <= HEADING else None


def title_above(page: Page, header: Header) -> str | None:
    """The title printed over a table: the lines from the one that names an SOP, in its size or larger.

    A line that names the office too ("SOP SUBBAGIAN ... KABUPATEN ...") stands over the title itself.
    """
    area = Box(0, header.top - HIGH, page.width, header.top - 1)
    walls = [r for r in page.rules if not r.horizontal]
    rows = [cut_at(line, walls) for line in words_to_lines(words_in(page.words, area))]
    named = [(n, line) for n, row in enumerate(rows) for line in row if _TITLE.search(line_text(line))]
    if not named:
        return None
    n, first = named[-1]
    size = max(w.size for w in first)
    after = [line for row in rows[n:] for line in row if line is not first]
    below = [line for line in after if max(w.size for w in line) > AS_LARGE * size]
    below = [line for line in below if not _NO_TITLE.match(line_text(line))]
    texts = [line_text(line) for line in below]
    own = line_text(first)
    if texts and (_OFFICE.search(own) or _CODE.fullmatch(own)):
        largest = max(max(w.size for w in line) for line in below)
        return " ".join(line_text(line) for line in below if max(w.size for w in line) > AS_LARGE * largest)
    return " ".join([own, *texts])


def cut_at(line: Sequence[Word], walls: Sequence[Rule]) -> list[list[Word]]:
    """A printed line as its parts in the cells that upright rules part, from left to right."""
    return runs(
        line,
        lambda v, w: any(v.box.x1 - 1 <= r.at <= w.box.x0 + 1 and r.lo <= w.box.cy <= r.hi for r in walls),
    )
