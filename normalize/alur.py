"""Drawn arrows to the step graph: page breaks joined, directions decided, labels understood.

Nothing here alters what is drawn: what has to be concluded carries a tinjauan, what cannot be
decided is reported and left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.raw import RawDoubt, RawPanah, RawSimbol, RawSop
from schemas.record import Alur, UjungAlur
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol, Makna

SAME_X = 12.0  # points between the two halves of a line cut by a page break
TWIN = 8.0  # points between the ends of a line and of its copy, one of which may stop at the head
SURE = 0.75  # an arrow read with less confidence is reported

_YA = re.compile(
    r"^(ya|y|iya|yes|ok|setuju|disetujui|sesuai|lengkap|benar|sudah|valid|memenuhi|diterima|layak|ada"
    r"|(ya|sudah|telah)\b.*)$"
)
_TIDAK = re.compile(
    r"^(t|tdk|tidk|tidak|no|ditolak|tolak|belum|salah|kurang|revisi|perbaikan|dikembalikan|kembali"
    r"|((tidak|tdk|belum|kurang|bukan|tak)\b.*))$"
)


@dataclass(frozen=True, slots=True)
class Sisi:
    """A directed (or joint) line between two symbols, by their ids."""

    a: int
    b: int
    label: str | None
    terarah: bool = True
    kode: Kode | None = None  # doubt about it


def makna_of(label: str | None) -> Makna | None:
    """What a printed label means where it answers a decision, else None."""
    if not label:
        return None
    text = re.sub(r"[^a-z ]", " ", label.casefold()).strip()
    text = re.sub(r"\s+", " ", text)
    if _TIDAK.match(text):
        return Makna.TIDAK
    return Makna.YA if _YA.match(text) else None


def build_alur(sop: RawSop) -> tuple[tuple[Alur, ...], tuple[RawDoubt, ...]]:
    """The step graph of an SOP, in order of its rows, and the doubts about it."""
    simbol = {s.id: s for s in sop.simbol}
    hung = hung_documents(sop.panah, simbol)
    panah, lost = join_cut_lines([p for p in sop.panah if not {p.a, p.b} & hung], simbol)
    sisi = directed(panah, simbol)
    sisi, broken = through_connectors(sisi, simbol)
    keys = {s.id: (s.langkah, s.pelaksana) for s in sop.simbol}
    sisi = [e for e in sisi if None not in keys[e.a] and None not in keys[e.b]]
    sisi = sorted(unique(sisi), key=lambda e: (keys[e.a], keys[e.b], e.label or ""))
    places = places_of(sop.simbol)
    alur = tuple(alur_of(e, simbol, places) for e in sisi)
    named = [
        RawDoubt(kode=e.kode, jalur=f"/alur/{i}", isi={"dari": step(simbol[e.a]), "ke": step(simbol[e.b])})
        for i, e in enumerate(sisi)
        if e.kode
    ]
    checks = graph_doubts([s for s in sop.simbol if s.id not in hung], sisi) if sop.panah else []
    return alur, (*named, *lost, *broken, *checks)


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


def step(s: RawSimbol) -> str:
    return "?" if s.langkah is None else str(s.langkah + 1)


def places_of(simbol: Sequence[RawSimbol]) -> dict[int, int]:
    """The index of each symbol, by its id, in the list that its step has in the record."""
    counts: dict[int | None, int] = {}
    places: dict[int, int] = {}
    for s in simbol:
        if s.pelaksana is not None:
            places[s.id] = counts.get(s.langkah, 0)
            counts[s.langkah] = places[s.id] + 1
    return places


def alur_of(e: Sisi, simbol: dict[int, RawSimbol], places: dict[int, int]) -> Alur:
    return Alur(
        dari=end_of(simbol[e.a], places),
        ke=end_of(simbol[e.b], places),
        label=e.label,
        makna=makna_of(e.label),
        terarah=e.terarah,
    )


def end_of(s: RawSimbol, places: dict[int, int]) -> UjungAlur:
    assert s.langkah is not None and s.pelaksana is not None
    return UjungAlur(langkah=s.langkah + 1, pelaksana=f"p{s.pelaksana + 1}", simbol=places[s.id])


def unique(sisi: Sequence[Sisi]) -> list[Sisi]:
    """One line between the same two symbols once; a labelled one stands for an unlabelled one."""
    best: dict[tuple[int, int], Sisi] = {}
    for e in sisi:
        old = best.get((e.a, e.b))
        if old is None or (e.label and not old.label):
            best[(e.a, e.b)] = e
    return list(best.values())


# --- lines cut by a page break -------------------------------------------------------------


def join_cut_lines(
    panah: Sequence[RawPanah], simbol: dict[int, RawSimbol]
) -> tuple[list[RawPanah], list[RawDoubt]]:
    """Join the halves of lines that a page break cuts without connectors; report loose ends."""
    whole = [p for p in panah if p.a is not None and p.b is not None]
    loose = [p for p in panah if (p.a is None) != (p.b is None)]
    pairs = [
        (abs(cut_end(p)[0] - cut_end(q)[0]), i, j)
        for i, p in enumerate(loose)
        for j, q in enumerate(loose)
        if p.halaman is not None and q.halaman == p.halaman + 1 and meets(p, q)
    ]
    used: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in used and j not in used:
            whole.append(joined(loose[i], loose[j]))
            used |= {i, j}
    left = [p for i, p in enumerate(loose) if i not in used]
    return whole, [loose_doubt(p, simbol) for p in left]


def meets(p: RawPanah, q: RawPanah) -> bool:
    """Whether the loose end of ``p``, low on its page, and that of ``q``, high on the next, fit."""
    if heads_of(p) == heads_of(q) != (False, False):  # both run into the cut, or both away from it
        return False
    low, high = cut_end(p), cut_end(q)
    return abs(low[0] - high[0]) <= SAME_X and low[1] > high[1]


def heads_of(p: RawPanah) -> tuple[bool, bool]:
    """Heads of a loose line: at its symbol, at its loose end."""
    return (p.kepala_a, p.kepala_b) if p.b is None else (p.kepala_b, p.kepala_a)


def cut_end(p: RawPanah) -> tuple[float, float]:
    return p.titik[-1] if p.b is None else p.titik[0]


def joined(p: RawPanah, q: RawPanah) -> RawPanah:
    """Both halves as one line from the symbol of ``p`` to that of ``q``."""
    a, head_a = (p.a, p.kepala_a) if p.a is not None else (p.b, p.kepala_b)
    b, head_b = (q.b, q.kepala_b) if q.b is not None else (q.a, q.kepala_a)
    return p.model_copy(
        update={"a": a, "kepala_a": head_a, "b": b, "kepala_b": head_b, "label": p.label or q.label}
    )


def loose_doubt(p: RawPanah, simbol: dict[int, RawSimbol]) -> RawDoubt:
    known = p.a if p.a is not None else p.b
    dari = f" (langkah {step(simbol[known])})" if known is not None else ""
    return RawDoubt(kode=Kode.PANAH_LEPAS, jalur="/alur", isi={"halaman": str(p.halaman), "dari": dari})


# --- direction -----------------------------------------------------------------------------


def directed(panah: Sequence[RawPanah], simbol: dict[int, RawSimbol]) -> list[Sisi]:
    """Give every line its direction: by its heads, else by what the symbols still lack."""
    out: list[Sisi] = []
    bare: list[RawPanah] = []
    for p in panah:
        if p.a == p.b or p.a is None or p.b is None:
            continue
        kode = Kode.PANAH_MERAGUKAN if p.keyakinan < SURE else None
        if p.kepala_b:
            out.append(Sisi(p.a, p.b, p.label, True, kode))
        if p.kepala_a:
            out.append(Sisi(p.b, p.a, p.label, True, kode))
        if not p.kepala_a and not p.kepala_b and not any(painted_over(p, q) for q in panah):
            bare.append(p)
    for p in bare:
        out.append(by_evidence(p, out, simbol))
    return out


def painted_over(p: RawPanah, q: RawPanah) -> bool:
    """Whether ``q`` is the same line drawn once more, with its head: a shadow, or fill and outline."""
    if not (q.kepala_a or q.kepala_b) or p.halaman != q.halaman or {p.a, p.b} != {q.a, q.b}:
        return False
    if not p.titik or not q.titik:
        return False
    q_ends = (q.titik[0], q.titik[-1]) if q.a == p.a else (q.titik[-1], q.titik[0])
    return all(math.dist(x, y) <= TWIN for x, y in zip((p.titik[0], p.titik[-1]), q_ends, strict=True))


def by_evidence(p: RawPanah, known: Sequence[Sisi], simbol: dict[int, RawSimbol]) -> Sisi:
    """Direction of a line without a head. Between symbols of one row it is joint work."""
    assert p.a is not None and p.b is not None
    a, b = simbol[p.a], simbol[p.b]
    if a.langkah == b.langkah and a.langkah is not None and a.pelaksana != b.pelaksana:
        return Sisi(p.a, p.b, p.label, terarah=False)
    has_exit = {e.a for e in known if e.terarah}
    has_entry = {e.b for e in known if e.terarah}
    forward = (p.a not in has_exit) + (p.b not in has_entry) + 0.5 * (reading(a) <= reading(b))
    backward = (p.b not in has_exit) + (p.a not in has_entry) + 0.5 * (reading(b) < reading(a))
    first, second = (p.a, p.b) if forward >= backward else (p.b, p.a)
    return Sisi(first, second, p.label, True, Kode.ARAH_DISIMPULKAN)


def reading(s: RawSimbol) -> tuple[int, float]:
    """Place of a symbol in reading order."""
    return (s.halaman or 0, s.kotak[1] if s.kotak else 0.0)


# --- page-break connectors -----------------------------------------------------------------


def through_connectors(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol]
) -> tuple[list[Sisi], list[RawDoubt]]:
    """Replace segilima by what they carry: the arrow into one goes on from its partner."""
    pairs, alone = connector_pairs(sisi, simbol)
    guessed, alone = leftover_pairs(sisi, simbol, pairs, alone)
    plain = [e for e in sisi if not is_connector(simbol[e.a]) and not is_connector(simbol[e.b])]
    out = list(plain)
    doubts = [
        RawDoubt(kode=Kode.PENGHUBUNG_LEPAS, jalur="/alur", isi={"halaman": str(simbol[k].halaman)})
        for k in alone
    ]
    for low, high in [*pairs, *guessed]:
        into = [e for e in sisi if e.b == low]
        from_ = [e for e in sisi if e.a == high]
        for e in into:
            for f in from_:
                if not is_connector(simbol[e.a]) and not is_connector(simbol[f.b]):
                    kode = e.kode or f.kode or (Kode.PANAH_MERAGUKAN if (low, high) in guessed else None)
                    out.append(Sisi(e.a, f.b, e.label or f.label, True, kode))
        if not into or not from_:
            doubts.append(
                RawDoubt(kode=Kode.PENGHUBUNG_LEPAS, jalur="/alur", isi={"halaman": str(simbol[low].halaman)})
            )
    return out, doubts


def is_connector(s: RawSimbol) -> bool:
    return s.jenis is JenisSimbol.SEGILIMA


def connector_pairs(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Connectors that belong together over a page break, and those without a partner.

    A flow leaves a page through a connector with an arrow into it and goes on from one with an
    arrow out of it. The same text inside tells them; else their order from left to right.
    """
    given = {e.a for e in sisi}
    taken = {e.b for e in sisi}
    pages = sorted({s.halaman or 0 for s in simbol.values()})
    pairs = [p for page in pages for p in backward_pairs(page, given, taken, simbol)]
    back = {k for p in pairs for k in p}
    simbol = {k: s for k, s in simbol.items() if k not in back}
    alone: list[int] = []
    for page in pages:
        exits = [s for s in connectors(simbol, page) if s.id in taken or s.id not in given]
        entries = [s for s in connectors(simbol, page + 1) if s.id in given and s.id not in taken] or [
            s for s in connectors(simbol, page + 1) if s.id not in taken
        ]
        entered = {b for _, b in pairs}
        exits = [s for s in exits if s.id not in entered]
        found = matched(exits, entries)
        pairs += found
        left = {a for a, _ in found}
        alone += [s.id for s in exits if s.id not in left]
    return pairs, alone


def leftover_pairs(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol], pairs: Sequence[tuple[int, int]], alone: Sequence[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Connectors that carry the flow on within a page: into one, out of the next one below it; and the
    last two that are left of an SOP. Returns these pairs, and the connectors still alone.
    """
    given, taken = {e.a for e in sisi}, {e.b for e in sisi}
    used = {k for p in pairs for k in p}
    free = sorted((s for s in simbol.values() if is_connector(s) and s.id not in used), key=reading)
    exits = [s for s in free if s.id in taken - given]
    entries = [s for s in free if s.id in given - taken]
    out: list[tuple[int, int]] = []
    for a in list(exits):
        b = next((b for b in entries if b.halaman == a.halaman and reading(b) > reading(a)), None)
        if b is None and len(exits) == len(entries) == 1:
            b = entries[0]
        if b is not None:
            out.append((a.id, b.id))
            exits.remove(a)
            entries.remove(b)
    return out, [k for k in alone if k not in {a for a, _ in out}]


def backward_pairs(
    page: int, given: set[int], taken: set[int], simbol: dict[int, RawSimbol]
) -> list[tuple[int, int]]:
    """Connectors that carry a flow back: into one over all of a page, out of one under the page before."""
    real = [s for s in simbol.values() if not is_connector(s)]
    bottom = max((reading(s) for s in real if s.halaman == page), default=None)
    top = min((reading(s) for s in real if s.halaman == page + 1), default=None)
    if top is None or bottom is None:
        return []
    exits = [s for s in connectors(simbol, page + 1) if s.id in taken - given and reading(s) < top]
    entries = [s for s in connectors(simbol, page) if s.id in given - taken and reading(s) > bottom]
    return matched(exits, entries)


def connectors(simbol: dict[int, RawSimbol], page: int) -> list[RawSimbol]:
    every = [s for s in simbol.values() if is_connector(s) and s.halaman == page]
    return sorted(every, key=lambda s: (s.kotak[0] if s.kotak else 0.0, s.id))


def matched(exits: Sequence[RawSimbol], entries: Sequence[RawSimbol]) -> list[tuple[int, int]]:
    """Pairs by the same printed text, then by column, then by order from left to right."""
    left, right = list(exits), list(entries)
    out: list[tuple[int, int]] = []
    for same in (
        lambda a, b: bool(a.teks) and a.teks == b.teks,
        lambda a, b: a.pelaksana == b.pelaksana,
        lambda a, b: True,
    ):
        for a in list(left):
            b = next((x for x in right if same(a, x)), None)
            if b is not None:
                out.append((a.id, b.id))
                left.remove(a)
                right.remove(b)
    return out


# --- checks --------------------------------------------------------------------------------


def graph_doubts(simbol: Sequence[RawSimbol], sisi: Sequence[Sisi]) -> list[RawDoubt]:
    """What a sound flow has and this one lacks; none of it changes what is drawn."""
    real = [s for s in simbol if not is_connector(s) and s.langkah is not None]
    exits: dict[int, list[int]] = {s.id: [] for s in real}
    entries: dict[int, list[int]] = {s.id: [] for s in real}
    for e in sisi:
        for a, b in ((e.a, e.b),) if e.terarah else ((e.a, e.b), (e.b, e.a)):
            exits[a].append(b)
            entries[b].append(a)
    row = {s.id: s.langkah or 0 for s in real}
    left = {e.a for e in sisi if e.terarah}
    ends = [s for s in real if s.jenis is JenisSimbol.KAPSUL]
    # a loop may go back to the start, so only what comes from above tells that it is none
    starts = [s for s in ends if all(row[k] >= row[s.id] for k in entries[s.id])]
    out: list[RawDoubt] = []
    if not starts:
        out.append(RawDoubt(kode=Kode.ALUR_TANPA_AWAL, jalur="/alur"))
    if not any(entries[s.id] and s.id not in left for s in ends):
        out.append(RawDoubt(kode=Kode.ALUR_TANPA_AKHIR, jalur="/alur"))
    reached = reach([s.id for s in starts] or [real[0].id] if real else [], exits)
    for s in real:
        isi = {"langkah": step(s)}
        if s.id not in reached:
            out.append(RawDoubt(kode=Kode.SIMBOL_TAK_TERCAPAI, jalur="/alur", isi=isi))
        if not exits[s.id] and s.jenis is not JenisSimbol.KAPSUL:
            out.append(RawDoubt(kode=Kode.SIMBOL_TANPA_KELUAR, jalur="/alur", isi=isi))
        if s.jenis is JenisSimbol.BELAH_KETUPAT and len(exits[s.id]) < 2:
            out.append(RawDoubt(kode=Kode.KEPUTUSAN_KURANG_CABANG, jalur="/alur", isi=isi))
    return out


def reach(starts: Sequence[int], exits: dict[int, list[int]]) -> set[int]:
    seen = set(starts)
    todo = list(starts)
    while todo:
        for k in exits.get(todo.pop(), []):
            if k not in seen:
                seen.add(k)
                todo.append(k)
    return seen
