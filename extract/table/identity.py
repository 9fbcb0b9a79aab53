"""The identity block: fields of the form beside, below or inside the cells of their labels.

Works on the cells of a ruled block; a block without rules is first cut into pseudo-cells of
"label : value" lines. Lengths are PDF points.

    | Nomor SOP | 12/2024 |    beside      | Nomor SOP : 12/2024 |    behind a colon
    | Nomor SOP | Tanggal |    below       | Nomor SOP           |    in the label's own cell
    | 12/2024   | 2 Juni  |                | 12/2024             |
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.form.isian import DAFTAR, ISIAN_REKAM, KEPALA, KIRI
from extract.form.nilai import SIGNER
from extract.geometry.words import bounds, line_text, words_to_lines
from extract.table.block_columns import (
    Guide,
    at_rules,
    bands,
    columns_of,
    foot_of,
    guides_of,
    is_frame,
    list_tops,
    named_by,
    names_list,
    titles_over,
)
from extract.table.emphasis import with_bold
from extract.table.fields import (
    HANGING,
    Heads,
    Kotak,
    in_bold,
    may_head,
    name_of,
    segments,
)
from extract.table.grid import Grid, find_grids, grid_cells, page_edges, words_in, words_of
from extract.table.heights import by_label_height
from extract.table.line_fields import line_cells, over_items
from extract.table.lists import parsed
from extract.table.neighbours import with_unreadable
from extract.table.ruled_fields import kotak
from extract.table.values import heading_in, is_clean, joined_lists, list_text, place_beside, value_of
from schemas.page import Box, Page, Word
from schemas.raw import RawDoubt, RawIdentitas, RawText
from schemas.tinjauan import Kode

SAME_X = 8.0  # points that the columns of a block may shift from one page to the next
SHIFT = 16.0  # points that a column without rules may stand apart on two scanned pages
PART = 0.3  # of the smaller: what a grid of the block shares with its region
MOSTLY, WIDER = 0.8, 1.5  # of the narrower of two cells of one column, under the other; how wide one may be
FEW = 4  # edges of one cell
# The heading of a section ends what is above it.
_HEADING = re.compile(r"([A-Z]|[IVX]+)[.)] *[A-Z]{3}|[^a-z]{8}[^a-z]*$")
STRONG = 2  # labels of the form alone that let "Nomor" or "SOP" be one: letters and titles have these too
ACROSS = 0.7  # of the block's width: the cell of a short field that runs under the letterhead, too
LETTERS = 3  # a text of the block with fewer letters is a speck


@dataclass(frozen=True, slots=True)
class Going:
    """A list that may go on on the next page: its column, and whether rules are drawn around it."""

    box: Box
    ruled: bool


@dataclass(frozen=True, slots=True)
class Block:
    """The identity fields of one page.

    ``open``: the lists that end the page, with their columns: they may go on on the next.
    ``before``: of lists open on the page before, what stands here without a label.
    """

    fields: RawIdentitas = field(default_factory=RawIdentitas)
    open: dict[str, Going] = field(default_factory=dict)
    before: dict[str, RawText] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.before) or count_labels(self.fields) > 0


def read_block(
    page: Page, region: Box, grids: Sequence[Grid], going_on: dict[str, Going] | None = None
) -> Block:
    """The identity fields printed inside ``region`` of a page; a field not found is None.

    ``going_on``: lists open on the page before.
    """
    if going_on and not grids:  # the last row of a block is a grid of few edges
        grids = find_grids(page_edges(page), FEW)
    cells = block_cells(page, region, grids, going_on)
    cells, doubts = with_unreadable(cells)
    before, cells = continued(cells, going_on or {}, page.number)
    fields: dict[str, RawText] = {}
    used: list[Kotak] = []
    lists: dict[str, Going] = {}
    strong = {c.isian for c in cells if c.isian and not c.weak}
    form = len(strong.intersection(ISIAN_REKAM)) >= STRONG
    for c in cells:
        if c.isian and c.isian not in fields and not (c.weak and (c.isian in strong or not form)):
            text, found, box = value_of(c, cells, page.number)
            if page.of_pixels:
                right = grids[c.block].box.x1 if c.block >= 0 else region.x1
                place = box if c.isian in DAFTAR else place_beside(c, cells, right)
                text = text.model_copy(update={"bersih": is_clean(place, page.stray)})
            if c.isian in DAFTAR and (line := heading_in(c.own or flat(w for k in found for w in k.words))):
                isi = {"isian": c.isian.replace("_", " "), "teks": line}
                doubts.append(RawDoubt(kode=Kode.JUDUL_DALAM_DAFTAR, jalur=f"/{c.isian}", isi=isi))
            fields[c.isian] = text
            used += [c, *found]
            if c.isian in DAFTAR or (c.isian == SIGNER and c.block >= 0):
                ruled = any(k.block >= 0 for k in (c, *found))
                lists[c.isian] = Going(box if ruled else column_of(c, cells, region.x1), ruled)
    head = letterhead(cells, used)
    doubts += leftover(cells, used, head)
    return Block(
        RawIdentitas(
            kepala=tuple(line_text(line) for line in head),
            kepala_yakin=tuple(round(min(w.confidence for w in line), 3) for line in head),
            keraguan=tuple(doubts),
            lain={k: v for k, v in fields.items() if k not in ISIAN_REKAM and v.teks},
            **{k: v for k, v in fields.items() if k in ISIAN_REKAM},
        ),
        last_lists(
            {k: v for k, v in lists.items() if k != SIGNER or "nama_sop" not in fields},
            [c.box for c in cells if c.isian or is_heading(c)],
        ),
        before,
    )


def column_of(c: Kotak, cells: Sequence[Kotak], right: float) -> Box:
    """Where a list without rules stands, its label with it: up to the next label on its right, or
    ``right``."""
    x0 = min(w.box.x0 for w in c.words)
    beside = [k.box.x0 for k in cells if k.block < 0 and k.isian and k.box.x0 > x0 and k.box.y1 > c.box.y0]
    return Box(x0 - HANGING, c.box.y0, min([right, *(x for x in beside if x > x0 + SAME_X)]), c.box.y1)


def block_cells(
    page: Page, region: Box, grids: Sequence[Grid], going_on: Mapping[str, Going] | None = None
) -> list[Kotak]:
    """The cells of the block, ruled or not, each cut where it holds more than one field, or more than one of
    the lists that go on."""
    words = with_bold(page.words, region) if page.source == "piksel" else page.words
    inside = words_of(words)
    ruled: list[tuple[Box, list[Word], int]] = []
    rules: list[Guide] = []
    for n, g in enumerate(grids):
        if g.box.overlap(region) > PART * min(g.box.area, region.area):
            found = [(c.box, w) for c in grid_cells(g, region.y0, region.y1) if (w := inside(c.box))]
            framed = any(is_frame(w) for _, w in found)
            ruled += [] if framed else [(box, w, n) for box, w in found]
            rules += at_rules(g, flat(w for _, own in found for w in own)) if framed else []
    held = {id(w) for _, words, _ in ruled for w in words}
    loose = [w for w in words_in(words, region) if id(w) not in held]
    places = [*((words, box.x0) for box, words, _ in ruled), (loose, None)]
    lines = [(line, left) for words, left in places for line in words_to_lines(words)]
    guides, tops = guides_of(lines), list_tops(line for line, _ in lines)
    going = [Guide(g.box.x0 + HANGING, region.y0, True) for g in (going_on or {}).values() if not g.ruled]
    guides, top = [*guides, *going, *rules], region.y0 if going else min(tops, default=region.y1)
    pieces = [
        (cut_box(box, part, parts), part, n)
        for box, words, n in ruled
        if (parts := columns_of(box, words, guides, top))
        for part in parts
    ]
    named = frozenset(name for _, words, _ in pieces if (name := name_of(flat(words))))
    labels = [part for line, _ in lines for part in segments(line) if names_list(part)]
    lacking = len({named_by(part) for part in labels}) < len(DAFTAR)
    heads = Heads(named, tuple(bounds(part) for part in labels), lacking)
    cells = [k for box, words, n in pieces for k in kotak(box, words, n, heads)]
    foot = [y for y in foot_of(loose) if y < min(tops, default=math.inf)]
    for band in bands(loose, [*titles_over(loose), *foot, *tops]):
        parts = columns_of(bounds(band), band, guides, min([top, *foot]))
        for part in parts:
            cells += line_cells(
                part, heads, headed=over_items(words_to_lines(part)) or beside_a_list(part, parts)
            )
    return by_label_height(settled(cells))


def beside_a_list(part: Sequence[Word], parts: Sequence[Sequence[Word]]) -> bool:
    """Whether a column without a list's label on top stands beside one with it, at one height: its first
    line may be a label that nobody listed."""
    tops = [words_to_lines(p)[0] for p in parts]
    own = words_to_lines(part)[0]
    return not names_list(own) and any(
        names_list(t) and abs(t[0].box.cy - own[0].box.cy) < own[0].box.height for t in tops
    )


def settled(cells: Sequence[Kotak]) -> list[Kotak]:
    """The cells with labels that are none taken back.

    "Peralatan :" under the label "Peralatan/Perlengkapan" is a line of the list. A block that the record
    has no place for is a label only where it names a whole cell, or beside other labels.
    """
    out = []
    for c in cells:
        if c.isian is None:
            out.append(c)
            continue
        same = [k for k in cells if k is not c and k.isian == c.isian and k.box.y1 <= c.box.y0 + 3]
        under = any(k.box.x0 - 3 <= c.box.cx <= k.box.x1 + 3 and c.box.y0 - k.box.y1 < 12 for k in same)
        label = [w for w in c.words if not any(w is k for k in c.own)]
        bold = in_bold(label) and not in_bold(c.own)
        extra = c.isian not in ISIAN_REKAM and c.own and c.block >= 0 and not bold
        if (c.own and under) or extra:
            c = replace(c, isian=None, own=())
        out.append(c)
    return out


def flat(words: Iterable[Word]) -> list[Word]:
    return [w for line in words_to_lines(words) for w in line]


def cut_box(box: Box, part: Sequence[Word], parts: Sequence[Sequence[Word]]) -> Box:
    """The box of a part of a cell: from its first word, or the cell's side, to the next part."""
    at = next(i for i, p in enumerate(parts) if p is part)
    x0 = box.x0 if not at else min(w.box.x0 for w in part) - 1
    x1 = min(w.box.x0 for w in parts[at + 1]) - 1 if at + 1 < len(parts) else box.x1
    return Box(x0, box.y0, x1, box.y1)


# Lists over a page break


def last_lists(lists: Mapping[str, Going], labels: Sequence[Box]) -> dict[str, Going]:
    """The lowest list of each side, or who signs, if no label stands under it: the end of the page may have
    cut it."""
    out: dict[str, Going] = {}
    for side in (True, False):
        names = [n for n in lists if (n in KIRI) == side]
        if names:
            last = max(names, key=lambda n: lists[n].box.y1)
            if not any(under(label, lists[last].box) for label in labels):
                out[last] = lists[last]
    return out


def under(label: Box, box: Box) -> bool:
    """Whether a label stands below a list, in its column."""
    shared = min(label.x1, box.x1) - max(label.x0, box.x0)
    return label.cy > box.y1 and shared > 0.5 * min(label.width, box.width)


def continued(
    cells: Sequence[Kotak], going_on: Mapping[str, Going], page: int
) -> tuple[dict[str, RawText], list[Kotak]]:
    """What goes on from lists of the page before, and the other cells.

    It stands in cells of the same columns, over every label of this page; of a list without rules, in
    lines without them, over the first heading of a section.
    """
    top = min((c.box.y0 for c in cells if c.isian), default=math.inf)
    loose = [c.box.y0 for c in cells if is_heading(c)]
    out: dict[str, RawText] = {}
    taken: list[Kotak] = []
    for name, going in going_on.items():
        end = top if going.ruled else min([top, *loose])
        own = [
            c
            for c in cells
            if (c.block >= 0) == going.ruled and not c.isian and c.box.cy < end and c not in taken
        ]
        same = same_column if going.ruled else within_column
        own = [c for c in own if same(c.box, going.box)]
        if own and not (name == SIGNER and not names_follow(own[-1], cells)):
            words = [w for c in sorted(own, key=lambda c: c.box.y0) for w in c.words]
            out[name] = list_text(words, page, max(c.box.x1 for c in own))
            taken += own
    return out, [c for c in cells if c not in taken]


def names_follow(c: Kotak, cells: Sequence[Kotak]) -> bool:
    """Whether the name of the SOP stands in the row under a cell, as the form has it under who signs."""
    return any(k.isian == "nama_sop" and k.block == c.block and abs(k.box.y0 - c.box.y1) <= 3 for k in cells)


def is_heading(c: Kotak) -> bool:
    """Whether a line without rules looks like the heading of a section, known or not."""
    bold = may_head(c.words) and in_bold(c.words) and not c.own
    return c.block < 0 and (bold or bool(_HEADING.match(line_text(flat(c.words)))))


def same_column(a: Box, b: Box) -> bool:
    """Whether two cells of two pages stand in one column: most of the narrower lies under the wider."""
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return shared > MOSTLY * min(a.width, b.width) and a.width < WIDER * b.width + SAME_X


def holds_items(going: Going, lines: Sequence[Sequence[Word]]) -> bool:
    """Whether one of some lines begins an item in the column of a list that may go on."""
    own = ([w for w in line if within_column(w.box, going.box)] for line in lines)
    return any(line and parsed(tuple(line)).marked for line in own)


def within_column(a: Box, b: Box) -> bool:
    return b.x0 - SHIFT <= a.x0 and a.x1 <= b.x1 + SHIFT


def joined(first: RawIdentitas, before: dict[str, RawText]) -> RawIdentitas:
    """An identity block with what went on from its lists on the next page."""
    update = {}
    for name, text in before.items():
        held = getattr(first, name)
        update[name] = joined_lists(held, text) if held is not None and held.teks else text
    return first.model_copy(update=update)


# The letterhead, and what is left


def letterhead(cells: Sequence[Kotak], used: Sequence[Kotak]) -> list[list[Word]]:
    """Lines of the office's own name: above the lists and beside no label of a field in ``used``."""
    lists = [c.box.y0 for c in cells if c.isian in DAFTAR]
    scalars = [c for c in used if c.isian in KEPALA]
    if not scalars:
        return []
    width = max(c.box.x1 for c in cells) - min(c.box.x0 for c in cells)
    beside = [c for c in scalars if c.box.width < ACROSS * width] or scalars
    left = min(c.box.x0 for c in beside)
    end = min(lists, default=max(c.box.y1 for c in scalars))
    head = [c for c in cells if not c.isian and c.box.x1 <= left + 6 and c.box.y0 < end - 3]
    if not head:
        top = min(c.box.y0 for c in scalars)
        head = [c for c in cells if not c.isian and c.box.y1 <= top + 3]
    return [line for c in sorted(head, key=lambda c: c.box.y0) for line in words_to_lines(c.words)]


def leftover(cells: Sequence[Kotak], used: Iterable[Kotak], head: Sequence[Sequence[Word]]) -> list[RawDoubt]:
    """Texts inside the block, ruled or among its lines, that no field, label or letterhead holds."""
    known = {id(w) for c in used for w in c.words} | {id(w) for line in head for w in line}
    blocks = {c.block for c in used if c.block >= 0}
    lines = [c.box for c in used if c.block < 0 and c.isian in ISIAN_REKAM]
    top, foot = min((b.y0 for b in lines), default=0.0), max((b.y1 for b in lines), default=0.0)
    out = []
    for c in cells:
        words = [w for w in c.words if id(w) not in known]
        text = line_text(flat(words))
        inside = c.block in blocks or (c.block < 0 and top < c.box.cy < foot)
        if inside and sum(ch.isalpha() for ch in text) >= LETTERS:
            out.append(RawDoubt(kode=Kode.TEKS_DI_LUAR_FORM, isi={"teks": text}))
    return out


def count_labels(ident: RawIdentitas) -> int:
    """How many fields of the form were found: three or more make an identity block."""
    return sum(getattr(ident, k) is not None for k in ISIAN_REKAM)


def is_block(fields: RawIdentitas) -> bool:
    """Whether fields found on a page make an identity block: three of them, or a named SOP and one more."""
    named = fields.nama_sop is not None and bool(fields.nama_sop.teks)
    return count_labels(fields) >= (2 if named else 3)
