"""Fields of an identity block with rules: a cell with a label, or with several where a rule was never drawn,
or a scan has lost it. Lengths are PDF points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.form.isian import DAFTAR, ISIAN_REKAM, is_weak
from extract.geometry.words import bounds, line_text, words_to_lines
from extract.table.fields import (
    DASHES,
    MAKES,
    Heads,
    Kotak,
    in_bold,
    is_first,
    is_whole_over_two,
    label_before,
    line_label,
    may_head,
    name_of,
)
from extract.table.line_fields import line_cells
from schemas.page import Box, Word


def kotak(box: Box, words: Sequence[Word], block: int, heads: Heads) -> list[Kotak]:
    """A ruled cell as one Kotak, or as several where it holds more than one label."""
    lines = words_to_lines(words)
    every = [w for line in lines for w in line]
    whole = name_of(every)
    if whole:
        dash = tuple(every[-1:]) if len(every) > 1 and every[-1].text in DASHES else ()
        return [Kotak(box, tuple(words), whole, dash, block, is_weak(" ".join(map(line_text, lines))))]
    short = [line for line in lines if (found := line_label(line)) and found[0] not in DAFTAR]
    if len(short) >= 2:
        return line_cells(words, heads, block)
    for n in (2, 1) if is_whole_over_two(lines) else (1, 2):
        found = label_before(lines[:n], lines[n:])
        if found:
            return later_labels(box, lines, found, block, heads)
    return later_labels(box, lines, None, block, heads)


def later_labels(
    box: Box,
    lines: Sequence[list[Word]],
    first: tuple[str, tuple[Word, ...]] | None,
    block: int,
    heads: Heads,
) -> list[Kotak]:
    """A cell cut at the lines that are labels of other lists (the rule between them is missing)."""
    starts = [n for n in range(1, len(lines)) if is_heading(n, lines, box, heads)]
    out: list[Kotak] = []
    for k, (a, b) in enumerate(pairwise([0, *starts, len(lines)])):
        part = [w for line in lines[a:b] for w in line]
        part_box = Box(
            box.x0,
            bounds(lines[a]).y0 if k else box.y0,
            box.x1,
            bounds(lines[b]).y0 if b < len(lines) else box.y1,
        )
        name, own = (first or (None, ())) if not k else (name_of(lines[a]), part[len(lines[a]) :])
        kept = {id(w) for w in part}
        own = tuple(w for w in own if id(w) in kept)
        weak = not k and is_weak(line_text([w for w in part if not any(w is o for o in own)]))
        out.append(Kotak(part_box, tuple(part), name, own, block, weak))
    return out


def is_heading(n: int, lines: Sequence[Sequence[Word]], box: Box, heads: Heads) -> bool:
    """Whether a line inside a cell is the label of another list: alone, and set off by colon or type, or
    beside one; of a list that nobody listed, beside one and over the first marker of its items."""
    line = lines[n]
    name = name_of(line)
    level = heads.beside(box, line)
    if name is None and level and n + 1 < len(lines):
        return may_head(line) and is_first(lines[n + 1]) and not is_first(line)
    others = [k for k in lines if k is not line]
    if name is not None and name not in ISIAN_REKAM:
        return in_bold(line) and n + 1 < len(lines) and not in_bold(lines[n + 1])
    if name not in DAFTAR or name in heads.named:
        return False
    return level or any(make(line) and not all(map(make, others)) for make in MAKES)
