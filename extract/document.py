"""Pages to SOPs: what each page is, where one SOP ends and the next begins, tables over pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from extract.draft import (
    PRINTED,
    Draft,
    beside,
    continues,
    merged,
    sample_of,
    signed,
    starts_anew,
    why_other_table,
)
from extract.flow.left import lies_in
from extract.flow.strokes import flow_box
from extract.flow.symbols import OUTSIDE
from extract.form.page_kinds import kind_of_page
from extract.form.samples import is_caption
from extract.geometry.plane import enclosing
from extract.geometry.turning import resized
from extract.geometry.two_up import pages_of
from extract.geometry.words import line_text, words_to_lines
from extract.sop import build_sop
from extract.sources.page_source import Look, PageSource, nobody_listens
from extract.table.going_on import another_table, going_on_unruled, same_columns
from extract.table.grid import SNAP, Grid, words_in
from extract.table.halves import Halves, Spread
from extract.table.header import Header, Kolom
from extract.table.identity import (
    Block,
    Going,
    count_labels,
    holds_items,
    is_block,
    joined,
    read_block,
)
from extract.table.rows import TablePart, table_part
from extract.table.running import head_bottom
from extract.table.tables import box_of_grid, tables_on
from extract.table.titles import heading_above, title_above
from extract.table.unruled import names_on
from schemas.errors import UnreadableFile, is_glitch
from schemas.page import NONSENSE, Box, LeftOut, Page, Word
from schemas.raw import RawHalaman, RawIdentitas, RawSop, RawText
from schemas.tinjauan import Kode

LEGIBLE = (4.5, 16.0)  # points: letters between which a page can be read in another one's enlargement


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page was read as: the page with its pictures read, its parts of step tables, its SOPs."""

    page: Page
    parts: tuple[TablePart, ...]
    sops: tuple[RawSop, ...] = ()


# Is shown every page once all are read.
Watch = Callable[[Seen], None]


@dataclass(slots=True)
class Gatherer:
    """Pages taken in order; ``drafts`` grow as identity blocks and tables come by."""

    drafts: list[Draft] = field(default_factory=list)
    pages: list[RawHalaman] = field(default_factory=list)
    halves: Halves = field(default_factory=Halves)
    before: Sequence[Word] = ()  # of the page before

    @property
    def last(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def take(self, page: Page, look: Look | None) -> Page:
        """Read one page into the SOP it belongs to, or state what else it is.

        Returns the page with those of its pictures read that may show a part of an SOP.
        """
        page = self.of_one_size(page)
        grids, headers = tables_on(page)
        if self.halves.ended_by(page, grids, headers):
            self.read_waiting()
        if look:
            looked = looked_at(page, look, flow_boxes(headers) or self.flow_going_on(grids))
            if looked is not page:
                page = looked
                grids, headers = tables_on(page)
        if not self.halves.keep(page, grids, headers):
            self.read(page, grids, headers)
        return page

    def read_waiting(self) -> None:
        for spread in self.halves.released():
            self.read_spread(spread)

    def read_spread(self, spread: Spread) -> None:
        """Read a page made of strips of one table, as its left one's; the others are of the same SOP."""
        page, numbers = spread.page, [p.number for p in spread.strips]
        with self.guarded(page.number, *numbers):
            isi = self.what_is(page, *tables_on(page))
            if isi != "sop" and spread.grid and numbers and self.last:  # its columns are not its table's
                page.left_out.append(LeftOut(spread.grid.box, Kode.ISIAN_TAK_TERBACA))
                self.last.pages.append(page.number)
                isi = "sop"
            if self.last and page.number in self.last.pages:
                self.last.pages = sorted({*self.last.pages, *numbers})
            for each in (page, *spread.strips):
                self.note(each, isi)
            self.tell_left_out(page)

    @contextmanager
    def guarded(self, *numbers: int) -> Iterator[None]:
        """State a page that cannot be read as such: it stops nothing else."""
        try:
            yield
        except (MemoryError, UnreadableFile, ModuleNotFoundError):  # the last: what reads scans is missing
            raise
        except Exception as e:
            if is_glitch(e):  # the whole file is read again another time
                raise
            reason = f"{type(e).__name__}: {str(e)[:200]}"
            self.pages += [RawHalaman(halaman=n, isi="gagal", alasan=reason) for n in numbers]

    def read(self, sheet: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]) -> None:
        pages = pages_of(sheet) if headers or (self.last and self.last.parts) else [sheet]
        if any(all(words_in(p.words, box_of_grid(g)) for p in pages) for g, _ in headers):
            pages = [sheet]  # a table without rules goes on over the white between two of its rows
        for page in pages:
            tables = (grids, headers) if page is sheet else tables_on(page)
            self.note(page, self.what_is(page, *tables))
            self.tell_left_out(page)

    def what_is(self, page: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]) -> str:
        """What a page is, taken into the SOP that it belongs to."""
        unread = None if headers else names_on(page)
        top = min((h.top for _, h in headers), default=unread.y0 if unread else page.height)
        waiting = self.last if self.open_block() else None
        head = self.running_head(page, grids, top)
        self.before = page.words
        region = Box(0, min(head, top - 1), page.width, top - 1)
        going = waiting.open if waiting else {}
        if headers:  # over a table stands its title, which no rule parts from a list without any
            over = words_to_lines(words_in(page.words, region))
            going = {name: g for name, g in going.items() if g.ruled or holds_items(g, over)}
        block = block_on(page, region, grids, going)
        has_identity = bool(block) if waiting else is_block(block.fields)
        rest = self.rest_of_table(page, grids, headers)
        if rest and has_identity:  # another SOP starts under the end of this one
            below = block_on(page, Box(0, rest[0].ys[-1], page.width, top - 1), grids, {})
            rest, block = (rest, below) if is_block(below.fields) else (None, block)
        if rest and self.last:
            self.last.parts.append(table_part(page, *rest, None))
            self.last.stands_on(page.number)
        if has_identity:
            self.open_identity(block, page)
            self.note_caption(page, min([top, *tops_of(block.fields)]))
        elif waiting:
            waiting.open = {}  # what comes after a page of something else carries on no list
        if headers:
            self.add_tables(page, grids, headers)
        elif rest and not has_identity:
            self.open_under(page, rest[0].ys[-1], page.height, grids)
        elif not rest and not has_identity:
            return self.unread_table(page, unread) if unread else kind_of_page(page)
        return "sop"

    def unread_table(self, page: Page, names: Box) -> str:
        """What a page is that prints the names of a table which was not read: the SOP's on the page before,
        which is told so.
        """
        if not self.last or page.number - 1 not in self.last.pages:
            return kind_of_page(page)
        self.last.stands_on(page.number)
        page.left_out.append(LeftOut(names, Kode.ISIAN_TAK_TERBACA, jalur="/langkah"))
        return "sop"

    def running_head(self, page: Page, grids: Sequence[Grid], top: float) -> float:
        """Where the head ends that a page shares with the one before it, whose identity block may go on
        here; what two blocks of different SOPs share is no head."""
        first = self.last.identity if self.last and self.open_block() else None
        head = head_bottom(page, self.before) if first else 0.0
        if first and head:
            whole = block_on(page, Box(0, 0, page.width, top - 1), grids, {})
            return head if continues(first, whole.fields) else 0.0
        return head

    def add_tables(self, page: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]) -> None:
        """The tables of a page, each of which may be followed by the identity block of another SOP."""
        ends = [*(h.top - 1 for _, h in headers[1:]), page.height]
        for (grid, header), end in zip(headers, ends, strict=True):
            try:
                self.add_table(page, grid, header, grids)
            except NONSENSE:
                page.left_out.append(LeftOut(box_of_grid(grid), Kode.ISIAN_TAK_TERBACA))
            self.open_under(page, grid.ys[-1], end, grids)

    def open_under(self, page: Page, top: float, bottom: float, grids: Sequence[Grid]) -> None:
        """Start another SOP where its identity block stands under a table."""
        if bottom <= top:
            return
        block = block_on(page, Box(0, top, page.width, bottom), grids, {})
        fields = block.fields
        cut = bottom == page.height and count_labels(fields) > 1  # it goes on on the next page
        if (is_block(fields) or cut) and (fields.nama_sop or fields.nomor_sop):
            self.open_identity(block, page)

    def note_caption(self, page: Page, top: float) -> None:
        """Mark the SOP at hand where a line over it calls it a sample."""
        assert self.last
        over = words_in(page.words, Box(0, 0, page.width, top))
        self.last.captioned |= any(is_caption(line_text(line)) for line in words_to_lines(over))

    def take_out_samples(self) -> None:
        """Drop what is a sample of the form, or another table of an office, and name its pages."""
        for draft in list(self.drafts):
            sample = sample_of(draft)
            reason = sample or why_other_table(draft)
            if reason:
                self.drafts.remove(draft)
                isi = "contoh" if sample else "lain"
                self.pages = [
                    h.model_copy(update={"isi": isi, "alasan": reason})
                    if h.halaman in draft.pages and h.isi == "sop"
                    else h
                    for h in self.pages
                ]

    def of_one_size(self, page: Page) -> Page:
        """The page in the enlargement of the table before it, which it may carry on, if its letters allow."""
        waiting = self.halves.waiting[0].page if self.halves.waiting else page
        before = self.last.parts[-1].page if self.last and self.last.parts else waiting
        if before.enlarged == page.enlarged:
            return page
        by = before.enlarged / page.enlarged
        legible = not page.words or LEGIBLE[0] <= median(w.size for w in page.words) * by <= LEGIBLE[1]
        return resized(page, before.enlarged) if legible else page

    def note(self, page: Page, isi: str) -> None:
        if self.pages and self.pages[-1].halaman == page.number:  # the second page of a sheet
            if self.pages[-1].isi == "sop" or isi != "sop":
                return
            self.pages.pop()
        self.pages.append(RawHalaman(halaman=page.number, isi=isi, cara=page.source, letak=page.placement))

    def tell_left_out(self, page: Page) -> None:
        """Tell what was left out of a page to its SOP, unless it stands in a table, or to the page itself."""
        draft = next((d for d in reversed(self.drafts) if page.number in d.pages), None)
        if draft:
            parts = self.parts_on(page.number)
            every = dict.fromkeys(page.left_out)
            draft.left_out += [(page.number, o) for o in every if not any(lies_in(o, p) for p in parts)]
        elif page.left_out:
            reason = " ".join(dict.fromkeys(o.kode.pesan.format_map(dict(o.isi)) for o in page.left_out))
            cut = any(o.kode is Kode.HALAMAN_TERPOTONG for o in page.left_out)
            self.pages[-1] = self.pages[-1].model_copy(
                update={"alasan": reason, **({"isi": "gagal"} if cut else {})}
            )

    def flow_going_on(self, grids: Sequence[Grid]) -> list[Box]:
        """Where the flow is drawn on a page that carries on the table before."""
        before = self.last.parts[-1] if self.last and self.last.parts else None
        if before is None:
            return []
        for grid in grids:
            kolom = same_columns(before, grid) or ()
            if box := flow_box(kolom, grid.ys[0] - OUTSIDE, grid.ys[-1] + OUTSIDE):
                return [box]
        return []

    def parts_on(self, number: int) -> tuple[TablePart, ...]:
        """The parts of step tables found on a page."""
        return tuple(p for d in self.drafts for p in d.parts if p.page.number == number)

    def open_block(self) -> bool:
        """Whether an identity block waits for its table, so that it may go on here."""
        return bool(self.last and self.last.identity and not self.last.parts)

    def open_identity(self, block: Block, page: Page) -> None:
        """Start a new SOP, or go on with an identity block that runs over two pages."""
        draft = self.last
        if draft and not draft.parts and draft.identity and continues(draft.identity, block.fields):
            draft.identity = merged(joined(draft.identity, block.before), block.fields)
        else:
            draft = Draft(identity=block.fields)
            self.drafts.append(draft)
        going = (
            {} if count_labels(block.fields) else {k: v for k, v in draft.open.items() if k in block.before}
        )
        draft.open = {**going, **block.open}
        draft.surely_read &= page.source in PRINTED
        draft.stands_on(page.number)

    def add_table(self, page: Page, grid: Grid, header: Header, grids: Sequence[Grid]) -> None:
        part = table_part(page, grid, header.kolom, header)
        title = title_above(page, header)
        heading = title or heading_above(page, header, grids)
        draft = self.last
        if draft is None or (draft.parts and starts_anew(draft, part, heading)):
            # tables with headings of their own under one identity block share it
            draft = Draft(judul=heading) if title or draft is None else beside(draft, heading)
            self.drafts.append(draft)
        draft.judul = draft.judul or title
        draft.parts.append(part)
        if not draft.identity:
            self.note_caption(page, header.top)
        draft.stands_on(page.number)

    def rest_of_table(
        self, page: Page, grids: Sequence[Grid], headers: Sequence[tuple[Grid, Header]]
    ) -> tuple[Grid, Sequence[Kolom]] | None:
        """The grid over all with a header that goes on with the table of the page before: its columns fit."""
        if not self.last or not self.last.parts:
            return None
        top = min((g.ys[0] for g, _ in headers), default=math.inf)
        for grid in grids:
            kolom = same_columns(self.last.parts[-1], grid) if grid.ys[-1] <= top + SNAP else None
            if kolom and not another_table(page, grid, kolom):
                return grid, kolom
        rest = None if headers else going_on_unruled(page, self.last.parts[-1])
        return (rest, self.last.parts[-1].kolom) if rest else None


def pages_to_sops(
    sheets: Iterable[PageSource], watch: Watch | None = None, at: Callable[[int], None] = nobody_listens
) -> tuple[list[RawSop], list[RawHalaman]]:
    """SOPs of a file in order, and what each page was taken for. ``at`` is told whose drawing is read.

    A page that cannot be read is stated as such and stops nothing else.
    """
    reader = Gatherer()
    kept: list[Page] = []  # to be shown: a run without a watch keeps no page longer than it must
    for sheet in sheets:
        with reader.guarded(sheet.number):
            read = reader.take(*sheet.read())
            if watch:
                kept.append(read)
    reader.read_waiting()
    reader.pages.sort(key=lambda h: h.halaman)
    reader.take_out_samples()
    sops = [
        build_sop(signed(d), d.judul, d.pages, d.parts, i, d.left_out, at)
        for i, d in enumerate((d for d in reader.drafts if d.parts or d.identity), 1)
    ]
    if watch:
        for page in kept:
            shown = tuple(s for s in sops if page.number in s.halaman)
            watch(Seen(page, reader.parts_on(page.number), shown))
    return sops, reader.pages


def tops_of(fields: RawIdentitas) -> list[float]:
    return [v.kotak[1] for _, v in fields if isinstance(v, RawText) and v.kotak]


def looked_at(page: Page, look: Look, flow: Sequence[Box]) -> Page:
    """A page with its pictures or its drawing read; where those make no sense, its words and rules stand."""
    try:
        return look(page, flow)
    except NONSENSE:
        box = enclosing(flow) if flow else page.paper
        page.left_out.append(LeftOut(box, Kode.GAMBAR_TAK_TERBACA))
        return page


def block_on(page: Page, region: Box, grids: Sequence[Grid], going_on: dict[str, Going]) -> Block:
    """The identity block of a page; none where it makes no sense, which costs no table."""
    try:
        return read_block(page, region, grids, going_on)
    except NONSENSE:
        page.left_out.append(LeftOut(region, Kode.ISIAN_TAK_TERBACA))
        return Block()


def flow_boxes(headers: Sequence[tuple[Grid, Header]]) -> list[Box]:
    """Where the flow of each table of a page may be drawn."""
    boxes = (flow_box(h.kolom, h.bottom - 2, grid.ys[-1] + OUTSIDE) for grid, h in headers)
    return [box for box in boxes if box]
