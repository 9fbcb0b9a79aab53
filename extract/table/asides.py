"""Rows of a step table that are no steps: column numbers, section headings, totals.

A row is told by its cells (a heading runs over the columns that part the other rows) or by its words.

    | A.  PERSIAPAN                         |    a heading: no side of the executors is drawn
    | 1 | text   | [ ]->[ ] | Surat | 1 jam |
    |   | Jumlah |          |       | 3 jam |    a total
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from extract.geometry.words import text_of
from extract.table.header import COLUMN_NUMBER, STEP_NUMBER, pelaksana_of

if TYPE_CHECKING:
    from extract.table.rows import Baris, TablePart

OPEN, PARTED = 0.3, 0.7  # share of a side that rules cover: of a cell that runs on, of cells apart
DRAWN = 0.2  # of a row's height: what is drawn lower in it is a mark, no symbol
TOTAL = 6  # words: a step that speaks of a sum says more
_SECTION = re.compile(r"^([A-H]|[IVX]{1,4})[.)]?$")
_TOTAL = re.compile(r"^((jumlah|total)\b|(lama )?waktu (total|keseluruhan))", re.IGNORECASE)


def is_numbering(part: TablePart, b: Baris) -> bool:
    """Whether a row holds the numbers of the columns, "(1) (2) (3)", and nothing else."""
    cells = [words[0] for _, words in sorted(b.words.items()) if len(words) == 1]
    if len(cells) < len(b.words) or len(cells) < 3:
        return False
    values = [int("".join(c for c in w.text if c.isdigit())) for w in cells if COLUMN_NUMBER.match(w.text)]
    return len(values) == len(cells) and values == sorted(set(values))


def asides_of(part: TablePart) -> list[Baris]:
    """The rows that are a heading of those below, or a sum of those above."""
    if len(part.baris) < 2:
        return []
    sides = [open_sides(part, b) for b in part.baris]
    return [b for b, side in zip(part.baris, sides, strict=True) if is_aside(part, b, side, median(sides))]


def open_sides(part: TablePart, b: Baris) -> float:
    """Share of the side between the activity and the executors, and of that behind them, that rules cover."""
    inner = pelaksana_of(part.kolom)
    if not inner:
        return 1.0
    y0, y1 = b.box.y0 + 1, b.box.y1 - 1
    return sum(part.grid.covered(False, x, y0, y1) for x in (inner[0].x0, inner[-1].x1)) / 2


def is_aside(part: TablePart, b: Baris, side: float, usual: float) -> bool:
    if drawn_in(part, b):
        return False
    texts = {part.kolom[i].isi: text_of(words) for i, words in b.words.items()}
    if side < OPEN and usual > PARTED:
        return True
    first = texts.get("kegiatan", "")
    if STEP_NUMBER.match(texts.get("nomor", "")) or not first:
        return False
    if len(first.split()) <= TOTAL and _TOTAL.search(first):
        return True
    alone = set(texts) <= {"nomor", "kegiatan"}
    return alone and bool(_SECTION.match(texts.get("nomor", ""))) and numbered(part)


def drawn_in(part: TablePart, b: Baris) -> bool:
    """Whether a shape stands among the executors of a row: then someone does it."""
    columns = pelaksana_of(part.kolom)
    return bool(columns) and any(
        columns[0].x0 <= s.box.cx <= columns[-1].x1
        and b.box.y0 <= s.box.cy <= b.box.y1
        and s.box.width < columns[-1].x1 - columns[0].x0
        and s.box.height > DRAWN * b.box.height
        for s in part.page.shapes
    )


def numbered(part: TablePart) -> bool:
    """Whether the steps of a table are numbered by figures, so that a letter is no step's."""
    column = next((i for i, k in enumerate(part.kolom) if k.isi == "nomor"), None)
    if column is None:
        return False
    return 2 * sum(bool(STEP_NUMBER.match(text_of(b.words.get(column, [])))) for b in part.baris) >= len(
        part.baris
    )
