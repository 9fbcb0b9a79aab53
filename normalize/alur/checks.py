"""What a sound flow has; no check alters what is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from normalize.alur.sisi import Sisi, is_connector, step
from schemas.raw import RawDoubt, RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol


def graph_doubts(simbol: Sequence[RawSimbol], sisi: Sequence[Sisi]) -> list[RawDoubt]:
    """What a sound flow has and this one lacks; none of it changes what is drawn."""
    real = [s for s in simbol if not is_connector(s) and s.langkah is not None]
    flow = nx.DiGraph()
    flow.add_nodes_from(s.id for s in real)
    flow.add_edges_from((e.a, e.b) for e in sisi)
    flow.add_edges_from((e.b, e.a) for e in sisi if not e.terarah)
    row = {s.id: s.langkah or 0 for s in real}
    left = {e.a for e in sisi if e.terarah}
    ends = [s for s in real if s.jenis is JenisSimbol.KAPSUL]
    # a loop may go back to the start, so only what comes from above tells that it is none
    starts = [s for s in ends if all(row[k] >= row[s.id] for k in flow.pred[s.id])]
    out: list[RawDoubt] = []
    if not starts:
        out.append(RawDoubt(kode=Kode.ALUR_TANPA_AWAL, jalur="/alur"))
    if not any(flow.pred[s.id] and s.id not in left for s in ends):
        out.append(RawDoubt(kode=Kode.ALUR_TANPA_AKHIR, jalur="/alur"))
    begin = [s.id for s in starts] or [s.id for s in real[:1]]
    reached = {*begin, *(k for b in begin for k in nx.descendants(flow, b))}
    for s in real:
        isi = {"langkah": step(s)}
        if s.id not in reached:
            out.append(RawDoubt(kode=Kode.SIMBOL_TAK_TERCAPAI, jalur="/alur", isi=isi))
        if not flow.succ[s.id] and s.jenis is not JenisSimbol.KAPSUL:
            out.append(RawDoubt(kode=Kode.SIMBOL_TANPA_KELUAR, jalur="/alur", isi=isi))
        if s.jenis is JenisSimbol.BELAH_KETUPAT and len(flow.succ[s.id]) < 2:
            out.append(RawDoubt(kode=Kode.KEPUTUSAN_KURANG_CABANG, jalur="/alur", isi=isi))
    return out
