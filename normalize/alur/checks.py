"""What a sound flow has; no check alters what is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.alur.sisi import Sisi, is_connector, step
from schemas.raw import RawDoubt, RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol


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
