"""The step table: rows and cells by the header's columns, every word in exactly one cell.

Rows are bounded by the rules that cross the text columns; rules in executor columns are not
asked, because flow lines cross them. Lengths are PDF points.

    | 1 | text   |  [ ]---+       | Surat |
    |---|--------|        |       |-------|    a row ends where rules cross the activity and another text;
    | 2 | text   |        +->[ ]  | Surat |    among the executors none is asked for
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from statistics import median

from extract.form.jawaban import is_bare_answer, is_stated_answer
from extract.geometry.groups import runs
from extract.geometry.words import (
    bounds,
    by_height,
    same_height,
    words_to_lines,
)
from extract.table.asides import asides_of, is_numbering
from extract.table.grid import COVERED, SNAP, Grid
from extract.table.header import STEP_NUMBER, Header, Kolom, pelaksana_of
from schemas.page import Box, Page, Word
from schemas.raw import RawKolom

CENTRED = 0.12  # of a merged cell's height: text this near to its middle was centred in it
ON_LINE = 0.15  # of its height by which a word must reach over a line on both sides to stand on it
ROW_MIN = 5.0  # points: lower than any printed line
OVER = 0.25  # of its height by which a word must reach over a side to hang over it
SMALL = 0.85  # of the usual size of a column: an answer so small among its words is none of them
OTHER = 0.1  # of the usual size of a column: what differs by more is set in another size
OPEN = 0.35  # share of a line between two rows that rules cover where a cell runs over both
CLOSE = 0.8  # of a line's height: white between two lines of one block
NARROW = 0.35  # of a column of numbers and activities: how wide the numbers' part of it is at most
THROUGH = 0.8  # share of the table's height that the line between both parts runs over
NUMBERED = 0.7  # share of the words before that line that are numbers
_LEGEND = re.compile(r"^(keterangan|legenda|dibuat oleh|diperiksa oleh|disetujui oleh)\s*:", re.IGNORECASE)
_APPROVAL = re.compile(r"^(mengetahui|menyetujui|mengesahkan|ditetapkan di|dikeluarkan di)\b", re.IGNORECASE)
_NOMOR = re.compile(r"^[(]?\d{1,3}[.,)]*$|^[a-zA-Z][.)]?$")


@dataclass(slots=True)
class Baris:
    """A row of the table on one page: its box and its words by column number."""

    page: int
    box: Box
    words: dict[int, list[Word]] = field(default_factory=dict)


@dataclass(slots=True)
class TablePart:
    """The part of a step table that stands on one page."""

    page: Page
    grid: Grid
    kolom: tuple[Kolom, ...]
    header: Header | None  # None on a page that carries the table on without its header
    box: Box  # the body
    baris: list[Baris]
    legend: list[Word] = field(default_factory=list)  # words under the steps, inside the frame
    asides: list[list[Word]] = field(default_factory=list)  # words of headings and totals, row by row
    loose: list[Word] = field(default_factory=list)  # words of executor columns, outside text cells
    named: dict[int, int] = field(default_factory=dict)  # executor of each row that names it in words

    @property
    def places(self) -> tuple[RawKolom, ...]:
        """Where its columns stand, from the top of the header to the last row."""
        top = self.header.top if self.header else self.box.y0
        return tuple(
            RawKolom(isi=k.isi, halaman=self.page.number, kotak=Box(k.x0, top, k.x1, self.box.y1).rounded())
            for k in self.kolom
        )


def table_part(page: Page, grid: Grid, kolom: Sequence[Kolom], header: Header | None) -> TablePart:
    """Rows and cells of the table on a page, below its header or from the grid's top."""
    top = header.bottom if header else grid.ys[0]
    kolom = split_nomor(page, grid, kolom, top)
    ys = number_lines(page, kolom, row_lines(grid, kolom, top))
    body = Box(kolom[0].x0, top, kolom[-1].x1, ys[-1])
    baris = [Baris(page.number, Box(body.x0, a, body.x1, b)) for a, b in pairwise(ys) if b - a > 0]
    part = TablePart(page, grid, tuple(kolom), header, body, baris)
    place_words(part, [w for w in page.words if stands_in(w, body, page.paper)])
    part.baris = without_empty(without_legend(part))
    set_asides_apart(part)
    return part


def set_asides_apart(part: TablePart) -> None:
    """Take the rows that are no steps out of the table; their words are kept apart."""
    numbering = part.baris[:1] if part.baris and is_numbering(part, part.baris[0]) else []
    asides = [b for b in asides_of(part) if b not in numbering]
    for b in (*numbering, *asides):
        part.baris.remove(b)
        over = [w for w in part.loose if b.box.y0 <= w.box.cy < b.box.y1]
        part.loose = [w for w in part.loose if w not in over]
        if b not in numbering:
            part.asides.append([*(w for _, inside in sorted(b.words.items()) for w in inside), *over])


def without_legend(part: TablePart) -> list[Baris]:
    """The rows down to a legend or an approval that shares the table's frame; its words are kept apart."""
    for i, b in enumerate(part.baris):
        words = [w for _, inside in sorted(b.words.items()) for w in inside]
        if i and (_LEGEND.match(" ".join(w.text for w in words[:3])) or signs(words, part.baris[i:])):
            for below in part.baris[i:]:
                part.legend += [w for _, inside in sorted(below.words.items()) for w in inside]
            part.box = Box(part.box.x0, part.box.y0, part.box.x1, b.box.y0)
            part.loose = [w for w in part.loose if w.box.cy < b.box.y0]
            return part.baris[:i]
    return part.baris


def signs(words: Sequence[Word], below: Sequence[Baris]) -> bool:
    """Whether a row opens the signature under a table: what it says, and a number of an official below."""
    rest = (w.text for b in below for inside in b.words.values() for w in inside)
    return bool(_APPROVAL.match(" ".join(w.text for w in words[:2]))) and any(
        t.upper().startswith("NIP") for t in rest
    )


def without_empty(rows: Sequence[Baris]) -> list[Baris]:
    """Rows with those that hold no text joined to the row above: no step is without words."""
    out: list[Baris] = []
    for b in rows:
        if not b.words and out:
            out[-1].box = out[-1].box.union(b.box)
        elif b.words:
            out.append(b)
    return out


def split_nomor(page: Page, grid: Grid, kolom: Sequence[Kolom], top: float) -> tuple[Kolom, ...]:
    """Give a number column of its own to a table whose header names only the activity over both."""
    if any(k.isi == "nomor" for k in kolom) or kolom[0].isi != "kegiatan":
        return tuple(kolom)
    k = kolom[0]
    inner = [x for x in grid.xs if k.x0 + ROW_MIN < x < k.x0 + NARROW * (k.x1 - k.x0)]
    for x in inner:
        words = [w for w in page.words if k.x0 < w.box.cx < x and top < w.box.cy < grid.ys[-1]]
        numbered = sum(bool(_NOMOR.match(w.text)) for w in words)
        if grid.covered(False, x, top, grid.ys[-1]) > THROUGH and numbered >= NUMBERED * max(len(words), 1):
            return (Kolom(k.x0, x, "nomor", ""), Kolom(x, k.x1, "kegiatan", k.label), *kolom[1:])
    return tuple(kolom)


def row_lines(grid: Grid, kolom: Sequence[Kolom], top: float) -> list[float]:
    """Row boundaries below ``top``: rules across the activity and one more column."""
    kegiatan = [k for k in kolom if k.isi == "kegiatan"]
    others = [k for k in kolom if k.isi not in ("kegiatan", "pelaksana")]
    lines = [top]
    for y in grid.ys:
        if y <= top + SNAP:
            continue
        ruled = [k for k in others if grid.covered(True, y, k.x0, k.x1) >= COVERED]
        main = not kegiatan or any(grid.covered(True, y, k.x0, k.x1) >= COVERED for k in kegiatan)
        if main and ruled:
            lines.append(y)
    bottom = foot(grid, kolom)
    if bottom - lines[-1] > 2 * ROW_MIN:
        lines.append(bottom)
    return lines


def foot(grid: Grid, kolom: Sequence[Kolom]) -> float:
    """How far down the table goes: to its last rule across a text, or as far as a text's sides run.

    The flow may go on below it, to an end that stands under the table.
    """
    texts = [k for k in kolom if k.isi != "pelaksana"]
    sides = [e.hi for k in texts for x in (k.x0, k.x1) for e in grid.near(False, x)]
    across = [y for y in grid.ys if any(grid.covered(True, y, k.x0, k.x1) >= COVERED for k in texts)]
    return min(max([*sides, *across], default=grid.ys[-1]), grid.ys[-1])


def number_lines(page: Page, kolom: Sequence[Kolom], lines: Sequence[float]) -> list[float]:
    """Row boundaries with those added that no rule draws: where one row would hold several numbers.

    The boundary lies over the first line of the text that starts with the next number's row.
    """
    nomor = next((k for k in kolom if k.isi == "nomor"), None)
    kegiatan = next((k for k in kolom if k.isi == "kegiatan"), None)
    if not nomor or not kegiatan:
        return list(lines)
    numbers = by_height(
        w for w in page.words if nomor.x0 <= w.box.cx <= nomor.x1 and STEP_NUMBER.match(w.text)
    )
    texts = [w for w in page.words if kegiatan.x0 <= w.box.cx <= kegiatan.x1]
    out = [lines[0]]
    for a, b in pairwise(lines):
        inside = sorted(numbers(a, b), key=lambda w: w.box.cy)
        if len(inside) > 1 and ascending(inside):
            out += [over_row(before, w, texts) for before, w in pairwise(inside)]
        out.append(b)
    return out


def ascending(numbers: Sequence[Word]) -> bool:
    values = [int(STEP_NUMBER.match(w.text).group(1)) for w in numbers]  # type: ignore[union-attr]
    return all(b == a + 1 for a, b in pairwise(values))


def over_row(before: Word, number: Word, texts: Sequence[Word]) -> float:
    """The height between the text of a number's row and that of the row before it.

    Text that starts at the number's height or is centred on it: the widest gap between lines
    from one number to the next parts the rows.
    """
    between = [w for w in texts if before.box.y0 - 1 <= w.box.cy <= number.box.y1 + 1]
    lines = sorted((min(w.box.y0 for w in x), max(w.box.y1 for w in x)) for x in words_to_lines(between))
    gaps = [(b[0] - a[1], (a[1] + b[0]) / 2) for a, b in pairwise(lines) if b[0] > before.box.y0]
    level = number.box.y0 - 1.0
    if not gaps:
        return level
    widest, middle = max(gaps)
    usual = sorted(g for g, _ in gaps)[len(gaps) // 2]
    return middle if len(gaps) == 1 or widest > usual + 1.0 else level


def stands_in(w: Word, body: Box, paper: Box) -> bool:
    """Whether the middle of a word, or of what the edge of the paper leaves of it, lies in a table."""
    x0, x1 = max(w.box.x0, paper.x0), min(w.box.x1, paper.x1)
    return body.holds((x0 + x1) / 2 if x0 < x1 else w.box.cx, w.box.cy, 1.0)


def place_words(part: TablePart, words: Iterable[Word]) -> None:
    """Every word of the body into the cell that holds its centre."""
    per_column: dict[int, list[Word]] = {}
    for w in words:
        column = column_at(part.kolom, w.box.cx)
        if part.kolom[column].isi == "pelaksana" or is_exit(w, part.kolom):
            part.loose.append(w)
        else:
            per_column.setdefault(column, []).append(w)
    for column, inside in per_column.items():
        answers = strayed_answers(part.kolom, column, inside, part.page.source != "piksel")
        part.loose += answers
        place_column(part, column, [w for w in inside if w not in answers])


def strayed_answers(kolom: Sequence[Kolom], column: int, words: Sequence[Word], drawn: bool) -> list[Word]:
    """Answers that stand in the texts next to the executors, at an exit that swings out of their columns:
    set in another size than the column, on a line of their own or, where the page states sizes (``drawn``),
    in a smaller one.
    """
    beside = any(kolom[n].isi == "pelaksana" for n in (column - 1, column + 1) if 0 <= n < len(kolom))
    answers = [w for w in words if is_bare_answer(w.text)] if beside else []
    usual = median(w.size for w in words) if answers else 0.0
    return [
        w
        for w in answers
        if abs(w.size - usual) > OTHER * usual
        and (
            (drawn and w.size < SMALL * usual)
            or not any(v is not w and same_height(v.box, w.box) for v in words)
        )
    ]


def is_exit(w: Word, kolom: Sequence[Kolom]) -> bool:
    """Whether a word is the answer at an exit that hangs over the side of the executors into a text."""
    reach = OVER * w.box.height
    sides = {x for k in pelaksana_of(kolom) for x in (k.x0, k.x1)}
    over = any(w.box.x0 + reach < x < w.box.x1 - reach for x in sides)
    return over and is_stated_answer(w.text)


def column_at(kolom: Sequence[Kolom], x: float) -> int:
    for i, k in enumerate(kolom):
        if x <= k.x1:
            return i
    return len(kolom) - 1


def place_column(part: TablePart, column: int, words: Sequence[Word]) -> None:
    """Words of one text column into rows; the block of a cell merged over rows goes to its first row."""
    between = by_height(words)
    for first, last in spans_of(part, column):
        inside = between(part.baris[first].box.y0, part.baris[last].box.y1)
        if first == last:
            if inside:
                part.baris[first].words[column] = inside
            continue
        place_merged(part, column, first, last, inside)


def divided(part: TablePart, b: Baris, column: int) -> list[tuple[list[Word], float]]:
    """The words of a cell with its right side; of one that upright rules divide, of each of its parts, unless
    one holds but the numbers of the other's lines.
    """
    words, k = b.words[column], part.kolom[column]
    rules = [x for x in part.grid.xs if k.x0 + ROW_MIN < x < k.x1 - ROW_MIN]
    inner = [x for x in rules if part.grid.covered(False, x, b.box.y0, b.box.y1) > THROUGH]
    sides = [-math.inf, *inner, math.inf]
    parts = [([w for w in words if a <= w.box.cx < c], min(c, k.x1)) for a, c in pairwise(sides)]
    parts = [p for p in parts if p[0]]
    crossed = any(w.box.x0 + ROW_MIN / 2 < x < w.box.x1 - ROW_MIN / 2 for w in words for x in inner)
    numbers = any(all(_NOMOR.match(w.text) for w in p) for p, _ in parts)
    return [(words, k.x1)] if crossed or numbers else parts


def spans_of(part: TablePart, column: int) -> list[tuple[int, int]]:
    """First and last row of each cell of a column."""
    k = part.kolom[column]
    out: list[tuple[int, int]] = []
    for i, b in enumerate(part.baris):
        if i and part.grid.covered(True, b.box.y0, k.x0, k.x1) < OPEN:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def place_merged(part: TablePart, column: int, first: int, last: int, words: Sequence[Word]) -> None:
    """Blocks of text of a cell over several rows. One block centred in it holds for every row; several
    blocks, or one beside the centre (a rule that a scan has lost), stand each in the row at their height.
    """
    rows = range(first, last + 1)
    inner = [part.baris[i].box.y0 for i in rows[1:]]
    blocks = [list(words)] if stands_on(words, inner) else text_blocks(words)
    top, bottom = part.baris[first].box.y0, part.baris[last].box.y1
    for block in blocks:
        y0, y1 = min(w.box.y0 for w in block), max(w.box.y1 for w in block)
        middle = (y0 + y1) / 2
        if len(blocks) == 1 and abs(middle - (top + bottom) / 2) <= CENTRED * (bottom - top):
            for i in rows:
                part.baris[i].words[column] = list(block)
            continue
        home = next((i for i in rows if middle < part.baris[i].box.y1), last)
        part.baris[home].words.setdefault(column, []).extend(block)


def stands_on(words: Sequence[Word], lines: Sequence[float]) -> bool:
    """Whether a printed word stands where a row ends: no rule runs there, the cell is one."""
    inner = [(w.box.y0 + ON_LINE * w.box.height, w.box.y1 - ON_LINE * w.box.height) for w in words]
    return any(a < y < b for a, b in inner for y in lines)


def text_blocks(words: Sequence[Word]) -> list[list[Word]]:
    """Printed lines grouped where they follow one another closely."""

    def apart(above: Sequence[Word], line: Sequence[Word]) -> bool:
        box = bounds(line)
        return box.y0 - bounds(above).y1 >= CLOSE * box.height

    return [list(chain.from_iterable(block)) for block in runs(words_to_lines(words), apart)]
