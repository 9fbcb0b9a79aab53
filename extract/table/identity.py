"""The identity block: fields of the form beside, below or inside the cells of their labels.

Works on the cells of a ruled block; a block without rules is first cut into pseudo-cells of
"label : value" lines (``line_cells``). Lengths are PDF points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.form.butir import butir_of
from extract.form.kolom import isian_of
from extract.geometry.words import line_text, words_to_lines
from extract.table.grid import Grid, grid_cells, words_in, words_of
from schemas.page import Box, Page, Word
from schemas.raw import RawIdentitas, RawText

SATU = ("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "unit")
DAFTAR = (
    "dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan",
)  # fmt: skip
RIVER = 14.0  # points of white between two lists printed side by side in one cell
HANGING = 3.0  # points that headings of one list may start apart
_ITEM = re.compile(r"^(\(?\d{1,2}[.)]|[a-z][.)]|[-–•●▪\uf0b7\uf0a7])")
_LETTERED = re.compile(r"[A-Z][.)]")
_COLON = re.compile(r"^\s*[:;]\s*")


@dataclass(frozen=True, slots=True)
class Kotak:
    """A cell of the block with its words and what its first lines name."""

    box: Box
    words: tuple[Word, ...]
    lines: tuple[str, ...]
    isian: str | None  # field that the cell's text, or its first line, names
    own: tuple[Word, ...]  # words after the label in the same cell
    block: int = 0  # number of the ruled block; -1 for lines without rules


def read_identity(page: Page, region: Box, grids: Sequence[Grid]) -> RawIdentitas:
    """The identity fields printed inside ``region`` of a page; a field not found is None."""
    words_of_cell = words_of(page.words)
    cells = [
        k
        for n, g in enumerate(grids)
        if g.box.overlap(region) > 0.3 * min(g.box.area, region.area)
        for c in grid_cells(g, region.y0, region.y1)
        if (inside := words_of_cell(c.box))
        for k in kotak(c.box, inside, n)
    ]
    words = words_in(page.words, region)
    cells += line_cells([w for w in words if not any(c.box.holds(w.box.cx, w.box.cy) for c in cells)])
    fields: dict[str, RawText] = {}
    for c in cells:
        if c.isian and c.isian not in fields:
            fields[c.isian] = value_of(c, cells, page.number)
    head = letterhead(cells)
    return RawIdentitas(
        kepala=tuple(line_text(line) for line in head),
        kepala_yakin=tuple(round(min(w.confidence for w in line), 3) for line in head),
        lain={k: v for k, v in fields.items() if k not in RawIdentitas.model_fields and v.teks},
        **{k: v for k, v in fields.items() if k in RawIdentitas.model_fields},
    )


def kotak(box: Box, words: Sequence[Word], block: int) -> list[Kotak]:
    """A ruled cell as one Kotak, or as several where it holds many "label : value" lines."""
    lines = words_to_lines(words)
    texts = tuple(line_text(line) for line in lines)
    whole = isian_of(" ".join(texts).rstrip(" :"))
    if whole:
        return [Kotak(box, tuple(words), texts, whole, (), block)]
    if sum(label_before([line], []) is not None for line in lines) >= 2:
        return line_cells(words, block)
    for n in (1, 2):
        found = label_before(lines[:n], lines[n:])
        if found:
            return [Kotak(box, tuple(words), texts, *found, block)]
    return [Kotak(box, tuple(words), texts, None, (), block)]


def label_before(
    first: Sequence[Sequence[Word]], rest: Sequence[Sequence[Word]]
) -> tuple[str, tuple[Word, ...]] | None:
    """The field that a cell's first lines name, up to a colon or to their end, and the words after."""
    words = [w for line in first for w in line]
    text = " ".join(w.text for w in words)
    after = tuple(w for line in rest for w in line)
    if len(text) <= 60 and (name := isian_of(text.rstrip(" :"))) and after:
        return name, after
    for i, w in enumerate(words):
        wide = i + 1 < len(words) and words[i + 1].box.x0 - w.box.x1 > 1.2 * w.box.height
        if wide and (name := isian_of(" ".join(x.text for x in words[: i + 1]).rstrip(": "))):
            return name, (*words[i + 1 :], *after)
        if w.text.endswith(":") or w.text.startswith(":"):
            label = " ".join(x.text for x in words[: i + 1]).rstrip(": ")
            if len(label) <= 60 and (name := isian_of(label)):
                return name, (*words[i + 1 :], *after)
            return None
    return None


def line_cells(words: Sequence[Word], block: int = -1) -> list[Kotak]:
    """Pseudo-cells of a block without rules: each line that starts with a label opens one."""
    out: list[Kotak] = []
    pending: list[Word] = []
    name: str | None = None
    label: list[Word] = []

    def close() -> None:
        if label:
            every = [*label, *pending]
            lines = tuple(line_text(x) for x in words_to_lines(every))
            out.append(Kotak(bounds(every), tuple(every), lines, name, tuple(pending), block))

    for line in with_wrapped_labels(words_to_lines(words)):
        found = label_before([line], [])
        whole = isian_of(line_text(line).rstrip(" :"))
        if found or whole:
            close()
            name = found[0] if found else whole
            pending = list(found[1]) if found else []
            label = [w for w in line if w not in pending]
        elif label and not next_heading(label, line):
            pending += line
        else:
            close()
            label = []
            out.append(Kotak(bounds(line), tuple(line), (line_text(line),), None, (), block))
    close()
    return out


def next_heading(label: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line is a heading lettered like the label: "C. KETERKAITAN" over "D. SASARAN"."""
    a, b = label[0], line[0]
    lettered = _LETTERED.fullmatch(a.text) and _LETTERED.fullmatch(b.text)
    return bool(lettered) and a.text < b.text and abs(a.box.x0 - b.box.x0) <= HANGING


def with_wrapped_labels(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """Lines with a label that wraps before its colon put together: "Tanggal : 2 Juni" over "Pembuatan"."""
    out: list[list[Word]] = []
    skip: list[Word] = []
    for n, line in enumerate(lines):
        after = lines[n + 1] if n + 1 < len(lines) else []
        line = [w for w in line if w not in skip]
        at = next((i for i, w in enumerate(line) if w.text.startswith(":")), 0)
        rest = [w for w in after if at and w.box.x1 < line[at].box.x0 and w.box.y0 - line[0].box.y1 < 6]
        label = " ".join(w.text for w in [*line[:at], *rest])
        alone = isian_of(" ".join(w.text for w in line[:at])) if at else None
        if at and rest and not alone and isian_of(label):
            line = [*line[:at], *rest, *line[at:]]
            skip = rest
        if line:
            out.append(line)
    return out


def bounds(words: Sequence[Word]) -> Box:
    box = words[0].box
    for w in words[1:]:
        box = box.union(w.box)
    return box


def value_of(c: Kotak, cells: Sequence[Kotak], page: int) -> RawText:
    """What is filled in for a label: in its own cell, to its right, or below it."""
    mates = [k for k in cells if k.block == c.block]
    right = c.box.x1
    if c.own:
        words = list(c.own)
    elif c.isian in DAFTAR:
        found = below(c, mates) or beside(c, mates)[:1]
        right = max((k.box.x1 for k in found), default=right)
        words = [w for k in found for w in k.words]
    else:
        words = [w for k in beside(c, mates) for w in k.words]
    words = without_colon(words)
    if isian_of(" ".join(w.text for w in words)):
        words = []  # the next label: nothing is filled in here
    return list_text(words, page, right) if c.isian in DAFTAR else field_text(words, page)


def beside(c: Kotak, cells: Sequence[Kotak]) -> list[Kotak]:
    """Cells to the right on the same row, up to the next label, nearest first."""
    row = [k for k in cells if k.box.x0 >= c.box.x1 - 3 and overlaps_y(k.box, c.box)]
    out: list[Kotak] = []
    for k in sorted(row, key=lambda k: k.box.x0):
        if k.isian:
            break
        out.append(k)
    return out


def overlaps_y(a: Box, b: Box) -> bool:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > 0.5 * min(a.height, b.height)


def below(c: Kotak, cells: Sequence[Kotak]) -> list[Kotak]:
    """Cells under a label and within its width, down to the next label."""
    under = [
        k for k in cells if k.box.y0 >= c.box.y1 - 3 and k.box.x0 >= c.box.x0 - 6 and k.box.x1 <= c.box.x1 + 6
    ]
    end = min((k.box.y0 for k in under if k.isian), default=1e9)
    wide = [k.box.y0 for k in cells if k.isian and k.box.y0 > c.box.y0 + 1 and spans(k.box, c.box)]
    end = min([end, *wide])
    return [k for k in under if not k.isian and k.box.y0 < end - 1]


def spans(a: Box, b: Box) -> bool:
    return a.x0 <= b.cx <= a.x1


def without_colon(words: Sequence[Word]) -> list[Word]:
    """Words without the colon that stands between label and value."""
    out = list(words)
    if out and _COLON.match(out[0].text):
        rest = _COLON.sub("", out[0].text)
        w = out[0]
        out[0:1] = [Word(rest, w.box, w.size, w.bold, w.upright, w.confidence)] if rest else []
    return out


def field_text(words: Sequence[Word], page: int) -> RawText:
    """A single value: its words as printed."""
    if not words:
        return RawText(halaman=page)
    lines = tuple(line_text(line) for line in words_to_lines(words))
    return RawText(
        teks=" ".join(lines),
        baris=lines,
        halaman=page,
        kotak=bounds(words).rounded(),
        keyakinan=round(min(w.confidence for w in words), 3),
    )


def list_text(words: Sequence[Word], page: int, right: float) -> RawText:
    """A list: its items in order. ``right``: where the cell ends, for lines that stop early."""
    text = field_text(words, page)
    if not words:
        return text
    blocks = side_by_side(words)
    ends = [min(w.box.x0 for w in b) - 2 for b in blocks[1:]] + [right]
    items = [i for b, end in zip(blocks, ends, strict=True) for i in list_items(b, end)]
    lines = tuple(line_text(line) for b in blocks for line in words_to_lines(b))
    return text.model_copy(update={"teks": " ".join(lines), "baris": lines, "butir": tuple(items)})


def list_items(words: Sequence[Word], right: float) -> tuple[str, ...]:
    """Items of one column of a list, by their markers or, without any, by where lines stop early."""
    lines = words_to_lines(words)
    hung = centred_markers(lines)
    if hung:
        return butir_of(hung)
    if any(_ITEM.match(line_text(line)) for line in lines):
        return butir_of([line_text(line) for line in lines])
    return tuple(filled_lines(lines, right))


def centred_markers(lines: Sequence[Sequence[Word]]) -> list[str]:
    """Lines with each marker before its item, where markers stand half-way down their items.

    Empty where markers stand at the first lines, as usual. An item is the run of lines whose
    middle is nearest to its marker.
    """
    marks = [line[0] for line in lines if _ITEM.fullmatch(line[0].text)]
    texts = [[w for w in line if w not in marks] for line in lines]
    texts = [t for t in texts if t]
    alone = any(len(line) == 1 and line[0] in marks for line in lines)
    if len(marks) < 2 or not alone or not texts or texts[0][0].box.y0 >= marks[0].box.y1:
        return []
    out: list[str] = []
    at = 0
    for n, mark in enumerate(marks):
        last = len(texts) - (len(marks) - n - 1)
        ends = range(at + 1, max(last, at + 1) + 1)
        end = last if n + 1 == len(marks) else min(ends, key=lambda e: off_centre(texts[at:e], mark))
        item = [line_text(t) for t in texts[at:end]]
        out += [f"{mark.text} {item[0]}", *item[1:]] if item else []
        at = end
    return out


def off_centre(block: Sequence[Sequence[Word]], mark: Word) -> float:
    if not block:
        return 1e9
    return abs((block[0][0].box.cy + block[-1][0].box.cy) / 2 - mark.box.cy)


def filled_lines(lines: Sequence[Sequence[Word]], right: float) -> list[str]:
    """Items without markers: a line goes on in the next only if the next word had no room on it."""
    out: list[str] = []
    for i, line in enumerate(lines):
        text = line_text(line)
        before = lines[i - 1] if i else None
        room = right - before[-1].box.x1 if before else 0.0
        fits = room > line[0].box.width + 1.5 * line[0].box.height
        if before and not (fits and line[0].text[:1].isupper()):
            out[-1] += f" {text}"
        else:
            out.append(text)
    return out


def side_by_side(words: Sequence[Word]) -> list[list[Word]]:
    """Lists printed in two columns of one cell, left one first; else all words as one."""
    ordered = sorted(words, key=lambda w: w.box.x0)
    reach = ordered[0].box.x1
    for i, w in enumerate(ordered[1:], 1):
        if w.box.x0 - reach > RIVER:
            left, right = list(ordered[:i]), list(ordered[i:])
            starts = [line_text(line) for line in words_to_lines(right)]
            listed = _ITEM.match(left[0].text) or len(words_to_lines(left)) > 1
            if listed and all(_ITEM.match(s) for s in starts[:1]):
                return [left, *side_by_side(right)]
        reach = max(reach, w.box.x1)
    return [list(words)]


def letterhead(cells: Sequence[Kotak]) -> list[list[Word]]:
    """Lines of the office's own name: above the lists and beside no label."""
    lists = [c.box.y0 for c in cells if c.isian in DAFTAR]
    scalars = [c for c in cells if c.isian in SATU or c.isian == "disahkan_oleh"]
    if not scalars:
        return []
    left = min(c.box.x0 for c in scalars)
    end = min([y for y in lists], default=max(c.box.y1 for c in scalars))
    head = [c for c in cells if not c.isian and c.box.x1 <= left + 6 and c.box.y0 < end - 3]
    if not head:
        top = min(c.box.y0 for c in scalars)
        head = [c for c in cells if not c.isian and c.box.y1 <= top + 3]
    return [line for c in sorted(head, key=lambda c: c.box.y0) for line in words_to_lines(c.words)]


def count_labels(ident: RawIdentitas) -> int:
    """How many fields of the form were found: three or more make an identity block."""
    return sum(getattr(ident, k) is not None for k in (*SATU, *DAFTAR, "disahkan_oleh"))
