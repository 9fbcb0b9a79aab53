"""Blocks of an export cut into SOPs: titles, identity blocks and step tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.form.cocok import bare
from extract.form.isian import ISIAN_REKAM
from extract.sources.plaintext.blocks import Block
from extract.sources.plaintext.header import (
    Layout,
    Row,
    cell,
    header_depth,
    is_header,
    is_numbering,
    layout_of,
)
from extract.sources.plaintext.identity import (
    Identity,
    head_lines,
    identity_rows,
    label_of,
    labels_on,
    read_lines,
    read_rows,
)
from extract.sources.plaintext.markup import Code, Line, Table
from extract.sources.plaintext.rows import Step, number_of, steps_of

_SOP = r"(?:SOP|S\.O\.P\.?|SPO|STANDARD? OPERASIONAL PROSEDUR)"
_TITLE = re.compile(rf"^(?:{_SOP}|Standar Operasional Prosedur)(?![\w/]|-\w)(?!\s+[a-z])")
_TITLE_HEAD = re.compile(
    rf"^{_SOP}(?:\s*\(SOP\))?(?:\s+(?:NO\.?\s*)?\d{{1,3}}(?=\s*[:.–—-]))?\s*[:.–—-]*\s*", re.IGNORECASE
)
_OFFICES = "PEMERINTAH|KEMENTERIAN|PEMKAB|PEMKOT|BADAN|LEMBAGA|UNIVERSITAS|KOMISI"
_UNITS = (
    "DINAS|SEKRETARIAT|BAGIAN|SUB ?BAGIAN|SUBBAG|BIDANG|SEKSI|KANTOR|KECAMATAN|KELURAHAN|DESA|INSPEKTORAT"
    "|RUMAH SAKIT|RSUD|PUSKESMAS|SATUAN|UPTD?|KABUPATEN|KOTA|PROVINSI|FAKULTAS|MADRASAH|SEKOLAH"
)
_LETTERHEAD = re.compile(rf"^(?:{_OFFICES}|{_UNITS})\b", re.IGNORECASE)
_OFFICE = re.compile(rf"^(?:{_OFFICES})\b", re.IGNORECASE)
_TABLE_HEAD = re.compile(
    r"^NO\.?\s+(?:URAIAN\s+)?(?:KEGIATAN|PROSEDUR|AKTIVITAS|URAIAN)\b(?!\s+[a-z])", re.IGNORECASE
)
_LONGEST_TITLE = 160
_HEAD_LINES = 30  # a head in pieces takes no more lines than these


@dataclass
class Part:
    """A step table, or the piece of one under one header."""

    layout: Layout
    steps: list[Step]


@dataclass
class Section:
    """One SOP of an export.

    ``leftover``: words of its tables that belong to no field. ``unplaced``: activities without
    a sure row. ``jumbled``: read from a dump without a grid.
    ``after``: lines of running text that follow.
    """

    judul: str = ""
    identity: Identity | None = None
    parts: list[Part] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    jumbled: bool = False
    after: list[Line] = field(default_factory=list)

    @property
    def titled(self) -> bool:
        """True where the title stands over a table; a line that looks like one may be a list's item."""
        return bool(self.parts or not self.identity or running_table(self.after[:_HEAD_LINES]))

    @property
    def steps(self) -> list[Step]:
        return [step for part in self.parts for step in part.steps]


def title_name(title: str) -> str:
    """What a title names: "SOP : PENYUSUNAN RENJA" -> "PENYUSUNAN RENJA"."""
    return _TITLE_HEAD.sub("", title).strip()


def is_title(text: str) -> bool:
    return bool(_TITLE.match(text)) and len(text) <= _LONGEST_TITLE and not text.endswith((".", ";", ","))


def is_table_head(text: str) -> bool:
    """A line of running text that starts the head of a step table: "No. Kegiatan"."""
    return bool(_TABLE_HEAD.match(text))


def _starts_other(text: str) -> bool:
    """A line right under a title that is no part of it."""
    return bool(label_of(text)) or is_letterhead(text) or is_table_head(text) or is_title(text)


def running_table(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines from the head of a step table told as running text; none where there is no such head."""
    for i, line in enumerate(lines):
        if is_table_head(line.text):
            head = {bare(word) for follow in lines[i : i + _HEAD_LINES] for word in follow.text.split()}
            if {"waktu", "output"} <= head:
                return lines[i:]
    return ()


def is_letterhead(text: str) -> bool:
    return bool(_LETTERHEAD.match(text)) and text[:1].isupper() and len(text) < 120


class Cutter:
    """Reads blocks one by one and keeps the section that is open."""

    def __init__(self) -> None:
        self.sections: list[Section] = [Section()]
        self.waiting: list[Line] = []  # lines since the last table, a letterhead among them
        self.run: list[Line] = []  # lines of an identity block without a table
        self.title: list[str] = []

    @property
    def now(self) -> Section:
        return self.sections[-1]

    def read(self, blocks: Sequence[Block]) -> list[Section]:
        for block in blocks:
            if isinstance(block, Line):
                self._line(block)
                continue
            self._close_lines()
            if isinstance(block, Table):
                self._table(block)
            else:
                self._code(block)
        self._close_lines()
        self._title_below()
        return [s for s in self.sections if _is_sop(s)]

    def _line(self, line: Line) -> None:
        if self.title:
            if line.gap == 0 and len(self.title) < 4 and not _starts_other(line.text):
                self.title.append(line.text)
                return
            self._close_title()
        if self._in_run(line):
            self.run.append(line)
        elif is_title(line.text):
            self._close_run()
            self.title = [line.text]
        else:
            self._close_run()
            self.waiting.append(line)
            self.now.after.append(line)

    def _in_run(self, line: Line) -> bool:
        """True for a line of an identity block.

        Its first is the number or the name of the SOP, or any label where a block is open.
        """
        if not self.run:
            labels = set(labels_on(line.text))
            if self._block_open() and labels & set(ISIAN_REKAM):
                return True
            return bool(labels & {"nomor_sop", "nama_sop"}) and bare(line.text[:8]) != "nomor"  # a letter's
        if is_table_head(line.text):
            return False
        if is_title(line.text):
            before = [names for r in self.run if (names := labels_on(r.text))]
            return "keterkaitan" in before[-1]
        return not (_OFFICE.match(line.text) and is_letterhead(line.text))

    def _block_open(self) -> bool:
        """An identity block has begun and its step table has not."""
        return self.now.identity is not None and not self.now.parts

    def _close_lines(self) -> None:
        self._close_title()
        self._close_run()

    def _close_title(self) -> None:
        if not self.title:
            return
        title, self.title = " ".join(self.title), []
        now = self.now
        if now.parts and self._same_title(title):
            return
        if now.parts:
            self.sections.append(Section(judul=title))
        else:
            if now.judul and not now.identity:
                self._title_below()
            now.judul, now.after = title, []

    def _same_title(self, title: str) -> bool:
        """A title printed again over the next page of the same table."""
        return bool(self.now.judul) and bare(title) == bare(self.now.judul)

    def _title_below(self) -> None:
        """A title that no table follows names the untitled table above it."""
        if len(self.sections) < 2 or self.now.parts or self.now.identity or running_table(self.now.after):
            return
        above = self.sections[-2]
        if not above.judul and not above.identity and above.parts:
            above.judul, self.now.judul = self.now.judul, ""

    def _close_run(self) -> None:
        run, self.run = self.run, []
        labels = {name for line in run for name in labels_on(line.text)}
        if len(labels) < (1 if self._block_open() else 2):
            self.waiting += run
        elif run:
            self._open_identity(labels)
            assert self.now.identity is not None
            read_lines(run, self.now.identity)

    def _open_identity(self, labels: set[str]) -> None:
        """The section that an identity block with these labels belongs to becomes the open one."""
        now = self.now
        again = labels & {"nomor_sop", "nama_sop"}
        known = now.identity and any(now.identity.has(name) for name in again)
        if again and (now.parts or known):
            self.sections.append(Section())
        if self.now.identity is None:
            self.now.identity = Identity(kepala=self._letterhead())
        self.waiting = []

    def _letterhead(self) -> list[str]:
        """The letterhead lines right over an identity block: from the office's name on."""
        starts = [i for i, line in enumerate(self.waiting) if _OFFICE.match(line.text)]
        lines = [line.text for line in self.waiting[starts[-1] :]] if starts else []
        return head_lines([text for text in lines if is_letterhead(text)][:5])

    def _code(self, code: Code) -> None:
        if self.now.parts:
            self.now.drawings.append(code.body)

    def _table(self, table: Table) -> None:
        starts = [i for i, row in enumerate(table.rows) if is_header(row)]
        bounds = [*starts, len(table.rows)]
        if table.rows[: bounds[0]]:
            self._headless(table.rows[: bounds[0]])
        for start, end in zip(starts, bounds[1:], strict=True):
            self._steps(table.rows[start:end])
        self.waiting = []

    def _headless(self, rows: Sequence[Row]) -> None:
        """Rows without a step header: an identity block, the rest of a step table, or neither."""
        if identity_rows(rows):
            self._identity(rows)
        elif self.now.parts and _continues(rows, self.now.parts[-1]):
            part = self.now.parts[-1]
            steps, _ = steps_of(rows, part.layout, part.steps[-1] if part.steps else None)
            part.steps += steps
        else:
            self.now.leftover += [" ".join(c.text for c in row if c.text) for row in rows]

    def _identity(self, rows: Sequence[Row]) -> None:
        labels = {found[0] for row in rows for c in row if (found := label_of(c.text))}
        self._open_identity(labels)
        identity = self.now.identity
        assert identity is not None
        own = Identity()
        read_rows(rows, own)
        for name, lines in (*own.lines.items(), *own.others.items()):
            identity.put(name, "\n".join(lines))
        for text in own.kepala:
            if is_letterhead(text):
                identity.kepala.append(text)
            else:
                self.now.leftover.append(text)

    def _steps(self, rows: Sequence[Row]) -> None:
        depth = header_depth(rows, 0)
        body = [
            row for i, row in enumerate(rows) if i >= depth and not (i <= depth + 1 and is_numbering(row))
        ]
        layout = layout_of(rows[:depth], body)
        before = self.now.steps[-1] if self.now.parts and self.now.steps else None
        if self.now.parts and self._other_sop(body, layout):
            self.sections.append(Section())
            before = None
        goes_on = _open(body, layout) and self.now.parts and _same_lanes(layout, self.now.parts[-1].layout)
        steps, _ = steps_of(body, layout, before if goes_on else None)
        self.now.parts.append(Part(layout, steps))

    def _other_sop(self, body: Sequence[Row], layout: Layout) -> bool:
        """A header over rows that count from 1 again, for other executors, starts another SOP."""
        first = next((t for row in body if (t := cell(row, layout.nomor).text)), "")
        restarts = first.strip(" .,)") == "1" and any(number_of(step) for step in self.now.steps)
        return restarts and not _same_lanes(layout, self.now.parts[-1].layout)


def _same_lanes(a: Layout, b: Layout) -> bool:
    return [bare(lane.label) for lane in a.lanes] == [bare(lane.label) for lane in b.lanes]


def _is_sop(section: Section) -> bool:
    """A step table, an identity block, or a title over a table that is told as running text."""
    block = section.identity is not None and len(section.identity.lines) > 1
    head = any(is_table_head(line.text) for line in section.after[:2]) or running_table(section.after)
    return bool(section.parts) or block or bool(section.judul and head)


def _open(body: Sequence[Row], layout: Layout) -> bool:
    """True where the first row under a repeated header has no number: it may go on with the last step."""
    return bool(body) and layout.nomor is not None and not cell(body[0], layout.nomor).text


def _continues(rows: Sequence[Row], part: Part) -> bool:
    """Rows of the table above, after a page end: as wide, and counting on or not numbered."""
    layout = part.layout
    if any(abs(len(row) - layout.width) > 2 for row in rows):
        return False
    last = max((n for step in part.steps if (n := number_of(step))), default=0)
    for row in rows:
        text = cell(row, layout.nomor).text.strip(" .,)")
        if text:
            return text.isdigit() and int(text) > last
    return any(cell(row, layout.kegiatan).text for row in rows)


def sections_of(blocks: Sequence[Block]) -> list[Section]:
    """The SOPs of an export, in order; none where nothing has an identity block or a step table."""
    return Cutter().read(blocks)
