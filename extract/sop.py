"""The parts of one SOP, page by page, put together as a RawSop."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extract.flow.as_read import (
    Placed,
    belongs_to_nothing,
    not_drawn,
    raw_arrow,
    raw_symbol,
)
from extract.flow.cell_ink import unread_letters, unread_names
from extract.flow.drawing import Drawing, read_drawings
from extract.flow.kinds import drawn_alike
from extract.flow.left import CELLS, is_mark, loose_phrase, lost_ink, symbols_at, told, unread
from extract.flow.marks import with_named_executors
from extract.form.cocok import likeness
from extract.form.judul import title_name
from extract.form.kalender import SATUAN
from extract.geometry.words import text_of
from extract.table.header import Kolom, pelaksana_of
from extract.table.rows import Baris, TablePart, divided
from extract.table.values import cell_text, joined_lists
from schemas.page import LeftOut
from schemas.raw import (
    RawDoubt,
    RawIdentitas,
    RawLangkah,
    RawPanah,
    RawPelaksana,
    RawSimbol,
    RawSop,
    RawText,
)
from schemas.tinjauan import Kode

# A number and its unit run together by the OCR engine, or by a speck ("2jam", "2.jam"); ``baris`` keeps
# what was read.
_GLUED = re.compile(rf"(\d)[.,]?({'|'.join(SATUAN)})\b", re.IGNORECASE)
_LANJUTAN = re.compile(r"^lanjutan[ .:…]*(\d{1,2}[.)]\s*)?", re.IGNORECASE)
_BROKEN = re.compile(r"^\(?\d{1,2}(?: \d)+ ?[.)]?$")
_NOMOR = re.compile(r"^(\d{1,2}[.)])\s+(\S.*)$", re.DOTALL)
BELOW = 6.0  # points under a field's last line: what is left of a line cut off stands there
ALIKE = 0.85  # of the letters of two texts that say the same, wrapped or misread otherwise
TELLING = 12  # letters of an activity that tell it from others
MOSTLY = 0.6  # of the rows so far: what most of them have, a new row has too
TEXT = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")


@dataclass(slots=True)
class Gathered:
    """What the parts of a table give, in page order; steps and symbols are counted on."""

    doubts: list[RawDoubt]
    langkah: list[RawLangkah] = field(default_factory=list)
    tabel: list[int] = field(default_factory=list)  # steps with which a table begins
    executors: list[Kolom] = field(default_factory=list)
    simbol: list[RawSimbol] = field(default_factory=list)
    panah: list[RawPanah] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def add(self, part: TablePart, drawing: Drawing) -> None:
        if part.header:
            self.tabel.append(len(self.langkah))
        rows = add_rows(part, self.langkah, self.doubts)
        lanes = add_executors(part, self.executors, self.doubts)
        self.add_drawing(part, drawing, rows, lanes)
        self.doubts += [*unread(part, rows), *lost_ink(part, rows, drawing.ink), *unread_letters(part, rows)]
        self.doubts += unread_names(part, lanes)
        self.placed.append((part, rows))
        for k in part.kolom:
            if k.guessed:
                isi = {"teks": k.label, "isian": k.isi}
                self.doubts.append(RawDoubt(kode=Kode.LABEL_MERAGUKAN, jalur="/langkah", isi=isi))
        for aside in filter(None, (*part.asides, part.legend)):
            teks = cell_text(aside, part.page.number, part.box.x1).teks
            self.doubts.append(RawDoubt(kode=Kode.TEKS_DI_LUAR_FORM, jalur="/langkah", isi={"teks": teks}))

    def add_drawing(
        self, part: TablePart, drawing: Drawing, rows: Sequence[int], lanes: Sequence[int]
    ) -> None:
        """Symbols and arrows of a page. ``rows`` and ``lanes``: its rows and executors among the SOP's."""
        first = len(self.simbol)
        loose = belongs_to_nothing(drawing.loose, drawing.ink)
        self.simbol += [
            raw_symbol(s, first + i, rows, lanes, part, loose) for i, s in enumerate(drawing.symbols)
        ]
        self.panah += [raw_arrow(a, first, drawing.labels.get(k), part) for k, a in enumerate(drawing.arrows)]
        for row in part.named:
            jalur = f"/langkah/{rows[row]}/simbol"
            self.doubts.append(RawDoubt(kode=Kode.SIMBOL_TAK_DIGAMBAR, jalur=jalur))
        words = [f for f in drawing.loose if not is_mark(f, part)]
        self.doubts += [loose_phrase(f, part, symbols_at(part, rows, f.box.cy)) for f in words]


def build_sop(
    identity: RawIdentitas,
    judul: str | None,
    pages: Sequence[int],
    parts: Sequence[TablePart],
    urutan: int,
    left_out: Sequence[tuple[int, LeftOut]] = (),
    at: Callable[[int], None] = lambda number: None,
) -> RawSop:
    """One SOP from its identity block and the parts of its table, in page order.

    ``left_out``: what could not be read on its pages outside the table, each with the page's number.
    ``at`` is told the page whose drawing is read.
    """
    parts, repeated = without_repeats(parts)
    parts = with_named_executors(parts)
    drawings = read_drawings(parts, at)
    found = Gathered([told(o, number, field_at(identity, o, number)) for number, o in left_out])
    if repeated:
        found.doubts.append(RawDoubt(kode=Kode.TABEL_BERULANG, jalur="/langkah"))
    if drawn_alike([d.symbols for d in drawings]):
        found.doubts.append(RawDoubt(kode=Kode.SIMBOL_SERAGAM, jalur="/langkah"))
    for part, drawing in zip(parts, drawings, strict=True):
        found.add(part, drawing)
    kolom = parts[0].kolom if parts else ()
    return RawSop(
        halaman=tuple(pages),
        urutan=urutan,
        judul=judul,
        identitas=named_by_title(identity, judul),
        pelaksana=tuple(RawPelaksana(label=k.label, kelompok=k.kelompok) for k in found.executors),
        kepala_waktu=next((k.label for k in kolom if k.isi == "waktu"), ""),
        kolom=tuple(dict.fromkeys(k.isi for k in kolom if k.isi != "pelaksana")),
        letak_kolom=tuple(k for p in parts for k in p.places),
        langkah=tuple(found.langkah),
        tabel=tuple(found.tabel),
        simbol=tuple(found.simbol),
        panah=tuple(found.panah),
        halaman_piksel=tuple(sorted({p.page.number for p in parts if p.page.of_pixels})),
        keraguan=(*found.doubts, *not_drawn(found.placed, found.simbol)),
    )


def field_at(identity: RawIdentitas, o: LeftOut, number: int) -> str:
    """The identity field whose text a line cut off ends, or runs along, of a list the item with the line over
    it; none for anything else left out.
    """
    over = dict(o.isi).get("sesudah", "")
    if o.kode is not Kode.BARIS_TERPOTONG:
        return ""
    for name, text in identity:
        if isinstance(text, RawText) and text.kotak and text.halaman == number:
            x0, y0, x1, y1 = text.kotak
            if x0 <= o.box.cx <= x1 and y0 <= o.box.cy <= y1 + BELOW:
                holds = (over and (over in b or over.endswith(b)) for b in text.butir)
                items = [k for k, here in enumerate(holds) if here]
                return f"/{name}/{items[0]}" if len(items) == 1 else f"/{name}"
    return ""


def named_by_title(identity: RawIdentitas, judul: str | None) -> RawIdentitas:
    """The identity block with the SOP's name taken from the title over its table, where it states none."""
    stated = identity.nama_sop and identity.nama_sop.teks
    name = title_name(judul or "")
    if stated or not name:
        return identity
    return identity.model_copy(update={"nama_sop": RawText(teks=name, baris=(name,))})


def without_repeats(parts: Sequence[TablePart]) -> tuple[list[TablePart], bool]:
    """The parts of one table, where a file holds it twice (as a picture and again as a table).

    A later part with a header whose first step is the first step of the whole is a second copy;
    the copy with more drawn pages than scanned ones is kept.
    """
    copies: list[list[TablePart]] = []
    for part in parts:
        again = copies and part.header and same_start(copies[0][0], part)
        if again or not copies:
            copies.append([])
        copies[-1].append(part)
    best = max(copies, key=lambda c: sum(not p.page.of_pixels for p in c), default=[])
    return best, len(copies) > 1


def same_start(a: TablePart, b: TablePart) -> bool:
    """Whether two parts begin with the same step: one activity, under one number if both have any."""
    if not a.baris or not b.baris:
        return False
    one, other = raw_row(a, a.baris[0]), raw_row(b, b.baris[0])
    numbers = {digits for row in (one, other) if (digits := re.sub(r"\D", "", row.nomor))}
    if len(numbers) > 1:
        return False
    first, second = one.kegiatan.teks, other.kegiatan.teks
    if min(len(first), len(second)) < TELLING:
        return False
    return same_name(first, second)


def add_rows(part: TablePart, langkah: list[RawLangkah], doubts: list[RawDoubt]) -> list[int]:
    """Append a page's rows; returns the step number (from 0) of each. A row cut by the page goes on."""
    rows: list[int] = []
    for i, b in enumerate(part.baris):
        row = raw_row(part, b)
        if i == 0 and langkah and goes_on(langkah, row, part):
            langkah[-1] = joined(langkah[-1], row)
        else:
            langkah.append(row)
        rows.append(len(langkah) - 1)
        doubts += unknown_cells(part, b, rows[-1])
    return rows


def add_executors(part: TablePart, known: list[Kolom], doubts: list[RawDoubt]) -> list[int]:
    """The place of each of a part's executors among the SOP's, which grow by those that it has not yet.

    Columns are told by their place, or by their names where a page has more or fewer of them, or has
    them in another order.
    """
    own = pelaksana_of(part.kolom)
    known += own if not known else ()
    if len(own) == len(known) and not reordered(own, known):
        return list(range(len(own)))
    lanes: list[int] = []
    for k in own:
        alike = (i for i, other in enumerate(known) if i not in lanes and same_name(k.label, other.label))
        lane = next(alike, len(known))
        if lane == len(known):
            known.append(k)
            where = f"/pelaksana/{lane}"
            doubts.append(RawDoubt(kode=Kode.PELAKSANA_BERBEDA, jalur=where, isi={"label": k.label}))
        lanes.append(lane)
    return lanes


def reordered(own: Sequence[Kolom], known: Sequence[Kolom]) -> bool:
    """Whether the names of a page's executors fit those of the SOP better at other places."""
    in_place = sum(same_name(k.label, other.label) for k, other in zip(own, known, strict=True))
    return sum(any(same_name(k.label, other.label) for other in known) for k in own) > in_place


def same_name(a: str, b: str) -> bool:
    return likeness(a.casefold(), b.casefold()) > ALIKE


def unknown_cells(part: TablePart, b: Baris, row: int) -> list[RawDoubt]:
    """Texts of a row in columns that the form does not know: they have no field to stand in.

    A named column beside all those of the form is the document's addition. One without a name, or in
    a table that lacks a column of the form, may be that one.
    """
    out = []
    places = unknown_columns(part)
    complete = {k.isi for k in part.kolom}.issuperset(TEXT[:4])
    for column, words in sorted(b.words.items()):
        if column not in places:
            continue
        k = part.kolom[column]
        label, teks = k.label, cell_text(words, b.page, k.x1).teks
        if label and complete:
            isi = {"kolom": label, "teks": teks}
            out.append(RawDoubt(kode=Kode.KOLOM_TAMBAHAN, jalur="/langkah", isi=isi))
        else:
            isi = {"teks": f"{label}: {teks}" if label else teks}
            jalur = f"/langkah/{row}{places[column]}"
            out.append(RawDoubt(kode=Kode.KOLOM_TAK_DIKENAL, jalur=jalur, isi=isi))
    return out


def unknown_columns(part: TablePart) -> dict[int, str]:
    """The columns that the form does not know, each with the place in a row of the field that it may be: the
    next one of the form's that the table lacks. The row itself where it lacks none.
    """
    named = {k.isi for k in part.kolom}
    missing = [f"/{CELLS[name]}" for name in TEXT if name not in named] or [""]
    unknown = [n for n, k in enumerate(part.kolom) if k.isi not in ("nomor", "pelaksana", *TEXT)]
    return {n: missing[min(i, len(missing) - 1)] for i, n in enumerate(unknown)}


def goes_on(langkah: Sequence[RawLangkah], row: RawLangkah, part: TablePart) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    numbered = sum(bool(x.nomor) for x in langkah) > MOSTLY * len(langkah)
    text = row.kegiatan.teks
    timed = sum(bool(x.waktu.teks) for x in langkah) > MOSTLY * len(langkah)
    if _LANJUTAN.match(text):
        return True
    if part.page.whole_rows:
        return False
    if row.nomor or not numbered:
        return False
    if timed and not row.waktu.teks:  # neither a number nor a time of its own
        return True
    return not text or text[:1].islower() or not langkah[-1].kegiatan.teks


def joined(a: RawLangkah, b: RawLangkah) -> RawLangkah:
    """Two halves of a row; the first half keeps the place, what the second only repeats is left out."""
    return a.model_copy(update={name: join_text(getattr(a, name), getattr(b, name)) for name in TEXT})


def repeats(a: str, b: str) -> bool:
    """Whether a text announced as "Lanjutan" says again what stands before the page break."""
    rest = _LANJUTAN.sub("", b)
    return (rest != b and rest[:40].casefold() in a.casefold()) or a == b


def join_text(a: RawText, b: RawText) -> RawText:
    if not a.teks or not b.teks or repeats(a.teks, b.teks):
        return a if a.teks else b
    return joined_lists(a, b)


def raw_row(part: TablePart, b: Baris) -> RawLangkah:
    texts: dict[str, RawText] = {}
    nomor = ""
    for column, words in sorted(b.words.items()):
        isi = part.kolom[column].isi
        if isi == "nomor":
            nomor = whole_number(text_of(words))
        elif isi in TEXT:
            for inside, right in divided(part, b, column):
                text = cell_text(inside, b.page, right)
                if isi == "waktu" and part.page.of_pixels:
                    text = text.model_copy(update={"teks": _GLUED.sub(r"\1 \2", text.teks)})
                texts[isi] = join_text(texts.get(isi, RawText()), text)
    if not any(k.isi == "nomor" for k in part.kolom):
        nomor = split_number(texts)
    row = RawLangkah(nomor=nomor, halaman=b.page, kotak=b.box.rounded(), keyakinan=part.page.sure)
    return row.model_copy(update=texts)


def whole_number(text: str) -> str:
    """A row's number, one that its narrow cell breaks in two in one piece again: "1 0."."""
    return text.replace(" ", "") if _BROKEN.match(text) else text


def split_number(texts: dict[str, RawText]) -> str:
    """Take the step's number off the activity, in a table that has no column for it."""
    found = _NOMOR.match(texts["kegiatan"].teks) if "kegiatan" in texts else None
    if not found:
        return ""
    nomor, teks = found.groups()
    texts["kegiatan"] = texts["kegiatan"].model_copy(update={"teks": teks})
    return str(nomor)
