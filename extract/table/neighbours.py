"""Labels that could not be read, told by their neighbours: the form has a fixed order and fixed pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extract.form.cocok import bare
from extract.form.isian import KANAN, KEPALA, PASANGAN, daftar_isian
from extract.geometry.words import bounds, line_text, words_to_lines
from extract.table.fields import ROW, Kotak
from schemas.raw import RawDoubt
from schemas.tinjauan import Kode

WORDS = 5  # words of a label
SIDE = 8.0  # points that labels of one column may stand apart
LEAST = 2  # labels that make a column
ORDER = tuple(x for x in KEPALA if x != "unit")


def with_unreadable(cells: Sequence[Kotak]) -> tuple[list[Kotak], list[RawDoubt]]:
    """The cells, labels told by their neighbours among them, and a doubt for each of these."""
    found = {id(c): name for c, name in (*pairs(cells), *between(cells))}
    doubts = [
        RawDoubt(
            kode=Kode.LABEL_MERAGUKAN,
            jalur=f"/{found[id(c)]}",
            isi={"teks": first_line(c), "isian": found[id(c)].replace("_", " ")},
        )
        for c in cells
        if id(c) in found
    ]
    return [named(c, found[id(c)]) if id(c) in found else c for c in cells], doubts


def named(c: Kotak, name: str) -> Kotak:
    lines = words_to_lines(c.words)
    return replace(c, isian=name, own=tuple(w for line in lines[1:] for w in line))


def first_line(c: Kotak) -> str:
    return line_text(words_to_lines(c.words)[0])


def may_be_label(c: Kotak) -> bool:
    """A cell that no label names, and whose first line is as short as one and no list item."""
    words = words_to_lines(c.words)[0]
    letters = sum(ch.isalpha() for w in words for ch in w.text)
    return c.isian is None and len(words) <= WORDS and letters >= 4 and not words[0].text[:1].isdigit()


def pairs(cells: Sequence[Kotak]) -> list[tuple[Kotak, str]]:
    """Headings beside a list's label, on the other side of the block: its pair in the form."""
    known = {c.isian for c in cells}
    out: list[tuple[Kotak, str]] = []
    for c in cells:
        name = PASANGAN.get(c.isian or "")
        if name is None or name in known or c.block < 0:
            continue
        right = name in KANAN
        row = [
            k
            for k in cells
            if k.block == c.block
            and (k.box.x0 >= c.box.x1 - 3 if right else k.box.x1 <= c.box.x0 + 3)
            and abs(bounds(k.words).y0 - bounds(c.words).y0) < ROW
            and same_make(k, c)
        ]
        if len(row) == 1 and may_be_label(row[0]):
            out.append((row[0], name))
    return out


def same_make(k: Kotak, c: Kotak) -> bool:
    """Whether two cells of a row are both headings alone, or both hold their lists too."""
    lines = len(words_to_lines(k.words))
    return lines == 1 if not c.own else lines > 1


def between(cells: Sequence[Kotak]) -> list[tuple[Kotak, str]]:
    """Cells in the column of the short fields' labels, between two known ones with one left between."""
    labels = sorted(
        (c for c in cells if c.isian in ORDER and not c.own and c.block >= 0), key=lambda c: c.box.y0
    )
    known = {c.isian for c in cells}
    out: list[tuple[Kotak, str]] = []
    if len(labels) < LEAST:
        return []
    for a, b in zip([None, *labels], [*labels, None], strict=True):
        near = a or b or labels[0]
        gap = [c for c in cells if in_gap(c, a, b, near)]
        open_names = [n for n in names_between(a, b) if n not in known]
        if len(gap) == 1 and open_names and may_be_label(gap[0]) and (b or has_value(gap[0], cells)):
            out.append((gap[0], nearest(first_line(gap[0]), open_names)))
    return out


def has_value(c: Kotak, cells: Sequence[Kotak]) -> bool:
    """Whether a text stands beside a cell, as a value does beside its label."""
    return any(
        k.block == c.block and k.box.x0 >= c.box.x1 - 3 and k.box.y0 < c.box.cy < k.box.y1 for k in cells
    )


def in_gap(c: Kotak, a: Kotak | None, b: Kotak | None, near: Kotak) -> bool:
    """Whether a cell stands in the column of labels ``a`` and ``b``, next to them."""
    column = abs(c.box.x0 - near.box.x0) <= SIDE and abs(c.box.x1 - near.box.x1) <= SIDE
    under = a is None or abs(c.box.y0 - a.box.y1) <= SIDE
    over = b is None or abs(c.box.y1 - b.box.y0) <= SIDE
    return column and c.block == near.block and c.isian is None and under and over


def names_between(a: Kotak | None, b: Kotak | None) -> Sequence[str]:
    first = ORDER.index(a.isian or "") + 1 if a else 0
    last = ORDER.index(b.isian or "") if b else len(ORDER)
    return (
        ORDER[first:last] if a and b else ORDER[last - 1 : last] if b and last else ORDER[first : first + 1]
    )


def nearest(text: str, names: Sequence[str]) -> str:
    """The field of ``names`` whose words are most like a text."""
    words = {x.nama: x.label for x in daftar_isian()}
    key = bare(text)
    return max(names, key=lambda n: max(Levenshtein.normalized_similarity(key, bare(w)) for w in words[n]))
