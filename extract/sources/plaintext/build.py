"""One section of an export as a raw SOP: executors, steps, symbols, doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.form.cocok import bare
from extract.sources.plaintext.diagram import Diagram, parse, tie
from extract.sources.plaintext.header import MUTU, Lane, Layout
from extract.sources.plaintext.identity import raw_identitas
from extract.sources.plaintext.marks import SURE
from extract.sources.plaintext.rows import Step, loose_doubts, raw_langkah
from extract.sources.plaintext.sections import Section, title_name
from schemas.raw import RawDoubt, RawIdentitas, RawPanah, RawPelaksana, RawSimbol, RawSop, RawText
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

# Trust in rows whose columns were told by their contents, and in those of a dump without a grid.
SHIFTED, JUMBLED = 0.85, 0.6


@dataclass
class _Executors:
    """The executors of an SOP, left to right, over all pieces of its table."""

    lanes: list[Lane] = field(default_factory=list)

    def add(self, layout: Layout) -> list[int]:
        """The index here of each lane of ``layout``; a label met before is the same executor."""
        taken: set[int] = set()
        return [self._index(lane, taken) for lane in layout.lanes]

    def _index(self, lane: Lane, taken: set[int]) -> int:
        for k, known in enumerate(self.lanes):
            if k not in taken and bare(known.label) == bare(lane.label):
                taken.add(k)
                return k
        self.lanes.append(lane)
        taken.add(len(self.lanes) - 1)
        return len(self.lanes) - 1

    def named(self, label: str) -> int:
        return self._index(Lane(-1, label), set())


def raw_sop(section: Section, urutan: int) -> RawSop:
    """The section as printed. ``urutan``: its place in the file, from 1."""
    executors = _Executors()
    symbols: list[RawSimbol] = []
    doubts: list[RawDoubt] = []
    row = 0
    tabel: list[int] = []
    for part in section.parts:
        tabel.append(row)
        lanes = executors.add(part.layout)
        doubts += _header_doubts(part.layout, row)
        for step in part.steps:
            symbols += _symbols(step, row, lanes, executors, len(symbols))
            row += 1
    steps = section.steps
    symbols, arrows, drawn = _drawn(section, symbols)
    doubts += drawn
    doubts += [*loose_doubts(steps), *_symbol_doubts(steps, symbols), *_left_over(section)]
    doubts += _activity_doubts(section)
    identitas, judul = _identity(section)
    return RawSop(
        urutan=urutan,
        judul=judul,
        identitas=identitas,
        pelaksana=tuple(RawPelaksana(label=lane.label, kelompok=lane.kelompok) for lane in executors.lanes),
        kepala_waktu=next((p.layout.kepala_waktu for p in section.parts if p.layout.kepala_waktu), ""),
        kolom=_columns(section),
        langkah=tuple(
            raw_langkah(step, _trust(section, part.layout)) for part in section.parts for step in part.steps
        ),
        tabel=tuple(tabel),
        simbol=tuple(symbols),
        panah=tuple(arrows),
        ada_gambar=False,
        keraguan=tuple(doubts),
    )


def _trust(section: Section, layout: Layout) -> float:
    """How far the cells of a table's rows can be trusted to be in their own column."""
    if section.jumbled:
        return JUMBLED
    return SHIFTED if layout.shifted else 1.0


def _columns(section: Section) -> tuple[str, ...]:
    found = {name for part in section.parts for name in part.layout.kolom}
    return tuple(name for name in ("nomor", "kegiatan", *MUTU) if name in found)


def _symbols(
    step: Step, row: int, lanes: Sequence[int], executors: _Executors, start: int
) -> list[RawSimbol]:
    marks = [(lanes[k], mark) for k, mark in step.marks]
    symbols = [
        RawSimbol(
            id=start + n,
            jenis=mark.jenis,
            langkah=row,
            pelaksana=lane,
            teks=mark.teks,
            keyakinan=mark.keyakinan,
        )
        for n, (lane, mark) in enumerate(marks)
    ]
    if step.actor:
        lane = executors.named(step.actor)
        symbols.append(
            RawSimbol(id=start + len(symbols), jenis=JenisSimbol.LAIN, langkah=row, pelaksana=lane)
        )
    return symbols


def _symbol_doubts(steps: Sequence[Step], symbols: Sequence[RawSimbol]) -> list[RawDoubt]:
    by_row: dict[int | None, list[RawSimbol]] = defaultdict(list)
    for s in symbols:
        by_row[s.langkah].append(s)
    doubts: list[RawDoubt] = []
    for i, step in enumerate(steps):
        jalur = f"/langkah/{i}/simbol"
        own = by_row[i]
        if step.actor and any(s.jenis is JenisSimbol.LAIN for s in own):
            doubts.append(RawDoubt(kode=Kode.SIMBOL_TAK_DIGAMBAR, jalur=jalur))
        elif not own:
            doubts.append(RawDoubt(kode=Kode.SIMBOL_TAK_TERBACA, jalur=jalur))
        for s in own if not step.actor else ():
            if s.keyakinan < SURE:
                doubts.append(
                    RawDoubt(kode=Kode.SIMBOL_MERAGUKAN, jalur=jalur, isi={"bentuk": s.jenis.value})
                )
    return doubts


def _drawn(
    section: Section, symbols: Sequence[RawSimbol]
) -> tuple[list[RawSimbol], list[RawPanah], list[RawDoubt]]:
    """Symbols and arrows with what drawings in the export say; a doubt for each that fits no rows."""
    steps = section.steps
    placed = [(f"/langkah/{i}", source) for i, step in enumerate(steps) for source in step.drawings]
    symbols = list(symbols)
    arrows: list[RawPanah] = []
    doubts: list[RawDoubt] = []
    for jalur, source in [*placed, *(("/langkah", source) for source in section.drawings)]:
        drawing = parse(source)
        tied = tie(drawing, [step.words("kegiatan") for step in steps]) if drawing else None
        if drawing and tied:
            symbols, drawn = _with_drawing(drawing, tied, symbols)
            arrows += drawn
        elif drawing or jalur != "/langkah":  # other code blocks of the document are no drawings
            teks = drawing.summary() if drawing else " ".join(source.split())
            doubts.append(RawDoubt(kode=Kode.DIAGRAM_TAK_TERPASANG, jalur=jalur, isi={"teks": teks}))
    return symbols, arrows, doubts


def _with_drawing(
    drawing: Diagram, tied: Mapping[str, int], symbols: Sequence[RawSimbol]
) -> tuple[list[RawSimbol], list[RawPanah]]:
    """Symbols of the drawing's shapes, in their rows' executor columns, and its arrows between them."""
    lanes = {s.langkah: s.pelaksana for s in symbols}
    others = [s for s in symbols if s.langkah not in tied.values()]
    start = max((s.id for s in symbols), default=-1) + 1
    ids = {name: start + k for k, name in enumerate(tied)}
    drawn = [
        RawSimbol(id=ids[name], jenis=drawing.nodes[name].jenis, langkah=row, pelaksana=lanes.get(row))
        for name, row in tied.items()
    ]
    arrows = [
        RawPanah(a=ids[a], b=ids[b], kepala_b=True, label=label)
        for a, b, label in drawing.edges
        if a in ids and b in ids
    ]
    return [*others, *drawn], arrows


def _header_doubts(layout: Layout, row: int) -> list[RawDoubt]:
    doubts = [RawDoubt(kode=Kode.KOLOM_TAK_DIKENAL, isi={"teks": label}) for label in layout.others.values()]
    if layout.shifted:
        doubts.append(
            RawDoubt(kode=Kode.KOLOM_TERGESER, jalur="/langkah", isi={"kolom": ", ".join(layout.shifted)})
        )
    return doubts


def _activity_doubts(section: Section) -> list[RawDoubt]:
    """Activities without a row, and names of executors put together from a dump."""
    doubts: list[RawDoubt] = []
    if section.jumbled:
        doubts.append(RawDoubt(kode=Kode.PELAKSANA_TERACAK, jalur="/pelaksana"))
    return doubts + [
        RawDoubt(kode=Kode.LANGKAH_TAK_DITEMPATKAN, jalur="/langkah", isi={"teks": text})
        for text in section.unplaced
    ]


def _left_over(section: Section) -> list[RawDoubt]:
    doubts = [RawDoubt(kode=Kode.TEKS_DI_LUAR_FORM, isi={"teks": text}) for text in section.leftover if text]
    if section.identity:
        doubts += [
            RawDoubt(kode=Kode.DAFTAR_TERCAMPUR, isi={"isian": names, "teks": text})
            for names, text in section.identity.mixed
        ]
    return doubts


def _identity(section: Section) -> tuple[RawIdentitas, str | None]:
    """The identity block, its name taken from the title over the table where there is no block."""
    judul = (section.titled and section.judul) or None
    identitas = raw_identitas(section.identity) if section.identity else RawIdentitas()
    nama = identitas.nama_sop.teks if identitas.nama_sop else ""
    if nama and judul and not _alike(title_name(judul), nama):
        return identitas, None  # the title of a cover or of the collection
    if not nama and judul and (named := title_name(judul)):
        identitas = identitas.model_copy(update={"nama_sop": RawText(teks=named, baris=(named,))})
    return identitas, judul


def _alike(title: str, nama: str) -> bool:
    a, b = bare(title), bare(nama)
    return bool(a) and (a in b or b in a)
