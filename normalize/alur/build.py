"""Drawn arrows to the step graph: page breaks joined, directions decided, labels understood.

Nothing here alters what is drawn: what has to be concluded carries a tinjauan, what cannot be
decided is reported and left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from normalize.alur.breaks import through_connectors, without_inner
from normalize.alur.checks import Flow, graph_doubts, without_strokes
from normalize.alur.cut_lines import join_cut_lines
from normalize.alur.direction import directed
from normalize.alur.makna import makna_of, settled
from normalize.alur.sisi import Sisi, step
from normalize.letak import Letak, titik_dilihat
from schemas.raw import RawDoubt, RawPanah, RawSimbol, RawSop
from schemas.record import Alur, Lintasan, UjungAlur
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

# Doubts of the reader about ink among the executors.
INK = frozenset({Kode.BENTUK_TAK_TERBACA, Kode.TINTA_TAK_TERJELASKAN, Kode.SIMBOL_DI_LUAR_KOLOM})


def build_alur(
    sop: RawSop, letak: Mapping[int, Letak] = MappingProxyType({})
) -> tuple[tuple[Alur, ...], tuple[RawDoubt, ...]]:
    """The step graph of an SOP, in order of its rows, and the doubts about it.

    ``letak``: pages whose places as read are not those of a viewer.
    """
    simbol = {s.id: s for s in sop.simbol}
    hung = hung_documents(sop.panah, simbol)
    places = places_of(sop.simbol)
    at = {s.id: pointer(s, places) for s in sop.simbol}
    panah, lost = join_cut_lines(
        [p for p in sop.panah if not {p.a, p.b} & hung], simbol, at, sop.halaman_piksel
    )
    sisi = directed(panah, simbol, sop.halaman_piksel)
    simbol = without_inner(sisi, simbol)
    sisi, broken = through_connectors(sisi, simbol, at)
    keys = {s.id: (s.langkah, s.pelaksana) for s in sop.simbol}
    sisi = [e for e in sisi if None not in keys[e.a] and None not in keys[e.b]]
    sisi = sorted(unique(sisi), key=lambda e: (keys[e.a], keys[e.b], e.label or ""))
    read, sisi = sisi, answered(sisi, simbol, sop.halaman_piksel)
    alur = tuple(alur_of(e, simbol, places, letak) for e in sisi)
    named = [
        RawDoubt(kode=e.kode, jalur=f"/alur/{i}", isi={"dari": step(simbol[e.a]), "ke": step(simbol[e.b])})
        for i, e in enumerate(sisi)
        if e.kode
    ]
    named += [
        RawDoubt(
            kode=Kode.JAWABAN_DIPERBAIKI,
            jalur=f"/alur/{i}",
            isi={"teks": old.label or "", "baca": e.label or ""},
        )
        for i, (old, e) in enumerate(zip(read, sisi, strict=True))
        if old.label != e.label
    ]
    if not sop.panah:
        return alur, (*named, *lost, *broken)
    flow = [s for s in simbol.values() if s.id not in hung]
    lost = without_strokes(lost, Flow(flow, sisi), at, sop.halaman_piksel, len(sop.langkah))
    told = {d.jalur for d in (*lost, *broken) if d.kode is not Kode.GARIS_LEPAS}
    inked = inked_pages(sop)
    unread = {*sop.halaman_piksel, *inked}
    return alur, (*named, *lost, *broken, *graph_doubts(flow, sisi, at, unread, told, inked))


def answered(
    sisi: Sequence[Sisi], simbol: Mapping[int, RawSimbol], pixels: Collection[int | None]
) -> list[Sisi]:
    """The lines, misread answers of decisions on pages of pixels as the other exits settle them."""
    out = []
    for e in sisi:
        start = simbol[e.a]
        if e.label and start.jenis is JenisSimbol.BELAH_KETUPAT and start.halaman in pixels:
            others = [o.label for o in sisi if o.a == e.a and o is not e]
            e = replace(e, label=settled(e.label, others))
        out.append(e)
    return out


def at_decisions(sop: RawSop) -> list[RawDoubt]:
    """The reader's doubts, an answer that belongs to no arrow pointed at its decision: the nearest one of its
    row or of the rows beside it.
    """
    places = places_of(sop.simbol)
    decisions = [s for s in sop.simbol if s.jenis is JenisSimbol.BELAH_KETUPAT and s.id in places]
    out = []
    for d in sop.keraguan:
        row = int(d.jalur.split("/")[2]) if d.jalur.count("/") > 1 else None
        if d.kode is Kode.KATA_TAK_BERSEL and row is not None and makna_of(d.isi.get("kata")):
            near = [s for s in decisions if s.langkah is not None and abs(s.langkah - row) <= 1]
            if near:
                s = min(near, key=lambda s: (abs((s.langkah or 0) - row), s.id))
                d = d.model_copy(update={"jalur": pointer(s, places)})
        out.append(d)
    return out


def inked_pages(sop: RawSop) -> set[int | None]:
    """Pages with ink among the executors that nothing explains: an arrow may not have been read there."""
    rows = [int(d.jalur.split("/")[2]) for d in sop.keraguan if d.kode in INK and d.jalur.count("/") > 1]
    return {sop.langkah[i].halaman for i in rows}


def pointer(s: RawSimbol, places: dict[int, int]) -> str:
    """Where a symbol stands in the record; its row's symbols, or the flow, where it is not in it."""
    if s.langkah is None:
        return "/alur"
    return f"/langkah/{s.langkah}/simbol/{places[s.id]}" if s.id in places else f"/langkah/{s.langkah}/simbol"


def hung_documents(panah: Sequence[RawPanah], simbol: dict[int, RawSimbol]) -> set[int]:
    """Symbols outside the form's five that only lines without a head tie to a step of their row.

    Such a document says what the step makes; the flow does not run through it.
    """
    tied: dict[int, list[RawPanah]] = {}
    for p in panah:
        for k in (p.a, p.b):
            if k is not None and simbol[k].jenis is JenisSimbol.LAIN:
                tied.setdefault(k, []).append(p)
    return {k for k, lines in tied.items() if all(hangs(p, simbol) for p in lines)}


def hangs(p: RawPanah, simbol: dict[int, RawSimbol]) -> bool:
    if p.a is None or p.b is None or p.kepala_a or p.kepala_b:
        return False
    return simbol[p.a].langkah == simbol[p.b].langkah


def places_of(simbol: Sequence[RawSimbol]) -> dict[int, int]:
    """The index of each symbol, by its id, in the list that its step has in the record."""
    counts: dict[int | None, int] = {}
    places: dict[int, int] = {}
    for s in simbol:
        if s.pelaksana is not None:
            places[s.id] = counts.get(s.langkah, 0)
            counts[s.langkah] = places[s.id] + 1
    return places


def alur_of(
    e: Sisi, simbol: dict[int, RawSimbol], places: dict[int, int], letak: Mapping[int, Letak]
) -> Alur:
    return Alur(
        dari=end_of(simbol[e.a], places),
        ke=end_of(simbol[e.b], places),
        label=e.label,
        makna=makna_of(e.label),
        terarah=e.terarah,
        lintasan=tuple(
            Lintasan(halaman=p.halaman, titik=titik_dilihat(p.titik, p.halaman, letak))
            for p in e.jalan
            if p.halaman and p.titik
        ),
    )


def end_of(s: RawSimbol, places: dict[int, int]) -> UjungAlur:
    assert s.langkah is not None and s.pelaksana is not None
    return UjungAlur(langkah=s.langkah + 1, pelaksana=f"p{s.pelaksana + 1}", simbol=places[s.id])


def unique(sisi: Sequence[Sisi]) -> list[Sisi]:
    """One line between the same two symbols once, or once for each of its labels: both exits of a decision
    may lead to one step. A labelled one stands for an unlabelled one.
    """
    best: dict[tuple[int, int, str | None], Sisi] = {}
    for e in sisi:
        best.setdefault((e.a, e.b, e.label or None), e)
    labelled = {(a, b) for a, b, label in best if label}
    return [e for (a, b, label), e in best.items() if label or (a, b) not in labelled]
