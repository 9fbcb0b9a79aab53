"""The identity block: fields of the form beside, below or inside the cells of their labels.

Works on the cells of a ruled block; a block without rules is first cut into pseudo-cells of
"label : value" lines (``line_cells``). Lengths are PDF points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.butir import butir_of
from extract.grid import Grid, grid_cells, words_in
from extract.kolom import isian_of
from extract.words import line_text, words_to_lines
from schemas.page import Box, Page, Word
from schemas.raw import RawIdentitas, RawText

SATU = ("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "unit")
DAFTAR = (
    "dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan",
)  # fmt: skip
RIVER = 14.0  # points of white between two lists printed side by side in one cell
_ITEM = re.compile(r"^(\(?\d{1,2}[.)]|[a-z][.)]|[-–•●▪\uf0b7\uf0a7])")
_COLON = re.compile(r"^\s*[:;]\s*")


@dataclass(frozen=True, slots=True)
class Kotak:
    """A cell of the block with its words and what its first lines name."""

    box: Box
    words: tuple[Word, ...]
    lines: tuple[str, ...]
    isian: str | None  # field that the cell's text, or its first line, names
    own: tuple[Word, ...]  # words after the label in the same cell


def read_identity(page: Page, region: Box, grids: Sequence[Grid]) -> RawIdentitas:
    """The identity fields printed inside ``region`` of a page; a field not found is None."""
    cells = [
        kotak(c.box, inside)
        for g in grids
        if g.box.overlap(region) > 0.5 * g.box.area
        for c in grid_cells(g, region.y0, region.y1)
        if (inside := words_in(page.words, c.box))
    ]
    words = [
        w for w in words_in(page.words, region) if not any(c.box.holds(w.box.cx, w.box.cy) for c in cells)
    ]
    cells += line_cells(words)
    fields: dict[str, RawText] = {}
    for c in cells:
        if c.isian and c.isian not in fields:
            fields[c.isian] = value_of(c, cells, page.number)
    return RawIdentitas(
        kepala=letterhead(cells),
        **{k: v for k, v in fields.items() if k in RawIdentitas.model_fields},
    )


def kotak(box: Box, words: Sequence[Word]) -> Kotak:
    lines = words_to_lines(words)
    texts = tuple(line_text(line) for line in lines)
    whole = isian_of(" ".join(texts).rstrip(" :"))
    if whole:
        return Kotak(box, tuple(words), texts, whole, ())
    for n in (1, 2):
        found = label_before(lines[:n], lines[n:])
        if found:
            return Kotak(box, tuple(words), texts, *found)
    return Kotak(box, tuple(words), texts, None, ())


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
        if w.text.endswith(":") or w.text.startswith(":"):
            label = " ".join(x.text for x in words[: i + 1]).rstrip(": ")
            if len(label) <= 60 and (name := isian_of(label)):
                return name, (*words[i + 1 :], *after)
            return None
    return None


def line_cells(words: Sequence[Word]) -> list[Kotak]:
    """Pseudo-cells of a block without rules: each line that starts with a label opens one."""
    out: list[Kotak] = []
    pending: list[Word] = []
    name: str | None = None
    label: list[Word] = []

    def close() -> None:
        if label:
            every = [*label, *pending]
            lines = tuple(line_text(x) for x in words_to_lines(every))
            out.append(Kotak(bounds(every), tuple(every), lines, name, tuple(pending)))

    for line in words_to_lines(words):
        found = label_before([line], [])
        whole = isian_of(line_text(line).rstrip(" :"))
        if found or whole:
            close()
            name = found[0] if found else whole
            pending = list(found[1]) if found else []
            label = [w for w in line if w not in pending]
        elif label:
            pending += line
        else:
            out.append(Kotak(bounds(line), tuple(line), (line_text(line),), None, ()))
    close()
    return out


def bounds(words: Sequence[Word]) -> Box:
    box = words[0].box
    for w in words[1:]:
        box = box.union(w.box)
    return box


def value_of(c: Kotak, cells: Sequence[Kotak], page: int) -> RawText:
    """What is filled in for a label: in its own cell, to its right, or below it."""
    if c.own:
        words = list(c.own)
    elif c.isian in DAFTAR:
        words = [w for k in below(c, cells) for w in k.words]
        words = words or [w for k in beside(c, cells)[:1] for w in k.words]
    else:
        words = [w for k in beside(c, cells) for w in k.words]
    words = without_colon(words)
    return field_text(words, page, c.isian in DAFTAR)


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


def field_text(words: Sequence[Word], page: int, is_list: bool) -> RawText:
    if not words:
        return RawText(halaman=page)
    blocks = side_by_side(words) if is_list else [list(words)]
    lines = tuple(line_text(line) for b in blocks for line in words_to_lines(b))
    return RawText(
        teks=" ".join(lines),
        butir=tuple(i for b in blocks for i in butir_of([line_text(x) for x in words_to_lines(b)]))
        if is_list
        else (),
        baris=lines,
        halaman=page,
        kotak=bounds(words).rounded(),
        keyakinan=round(min(w.confidence for w in words), 3),
    )


def side_by_side(words: Sequence[Word]) -> list[list[Word]]:
    """Lists printed in two columns of one cell, left one first; else all words as one."""
    ordered = sorted(words, key=lambda w: w.box.x0)
    reach = ordered[0].box.x1
    for i, w in enumerate(ordered[1:], 1):
        if w.box.x0 - reach > RIVER:
            left, right = list(ordered[:i]), list(ordered[i:])
            starts = [line_text(line) for line in words_to_lines(right)]
            if all(_ITEM.match(s) for s in starts[:1]) and len(words_to_lines(left)) > 1:
                return [left, *side_by_side(right)]
        reach = max(reach, w.box.x1)
    return [list(words)]


def letterhead(cells: Sequence[Kotak]) -> tuple[str, ...]:
    """Lines of the office's own name: above the lists and beside no label."""
    lists = [c.box.y0 for c in cells if c.isian in DAFTAR]
    scalars = [c for c in cells if c.isian in SATU or c.isian == "disahkan_oleh"]
    if not scalars:
        return ()
    left = min(c.box.x0 for c in scalars)
    end = min([y for y in lists], default=max(c.box.y1 for c in scalars))
    head = [c for c in cells if not c.isian and c.box.x1 <= left + 6 and c.box.y0 < end - 3]
    if not head:
        top = min(c.box.y0 for c in scalars)
        head = [c for c in cells if not c.isian and c.box.y1 <= top + 3]
    return tuple(line for c in sorted(head, key=lambda c: c.box.y0) for line in c.lines)


def count_labels(ident: RawIdentitas) -> int:
    """How many fields of the form were found: three or more make an identity block."""
    return sum(getattr(ident, k) is not None for k in (*SATU, *DAFTAR, "disahkan_oleh"))
