"""Working minutes along the flow: the shortest and the longest way from start to end.

The steps and arrows form a graph. Loops count once: cycles (strongly connected steps) are taken
as one knot, whose longest way is all of its steps once and whose shortest is the cheapest path
through it. Where no arrow was read, the steps follow each other as they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from schemas.record import SopRecord

START, END = -1, -2  # before the first steps and after the last ones; steps count from 1


@dataclass(frozen=True, slots=True)
class TotalMenit:
    """Working minutes of an SOP. ``tanpa_waktu``: steps (urutan) that added nothing.

    ``pendek`` takes each step's lower bound (0 where it has none) along the shortest way,
    ``panjang`` the upper bound (the lower one where it has no upper) along the longest.
    None where no step has a time. ``lengkap``: every step has a time. ``di_luar_alur``: steps
    that no arrow from or to another step touches; where they are some but not all, the ways leave them out.
    """

    pendek: float | None
    panjang: float | None
    tanpa_waktu: tuple[int, ...]
    di_luar_alur: tuple[int, ...]

    @property
    def lengkap(self) -> bool:
        return not self.tanpa_waktu


def menit_total(record: SopRecord) -> TotalMenit:
    """Shortest and longest working minutes from a first step to a last one."""
    waktu = {x.urutan: x.mutu_baku.waktu for x in record.langkah}
    kosong = tuple(u for u, w in waktu.items() if w.menit_min is None and w.menit_maks is None)
    sisi = _sisi(record)
    tersentuh = {u for pasangan in sisi for u in pasangan}
    luar = tuple(u for u in waktu if u not in tersentuh)
    if len(kosong) == len(waktu):
        return TotalMenit(None, None, kosong, luar)
    bawah = {u: w.menit_min or 0.0 for u, w in waktu.items()}
    atas = {u: (w.menit_min or 0.0) if w.menit_maks is None else w.menit_maks for u, w in waktu.items()}
    import networkx as nx  # heavy: only where a flow is walked

    graf = nx.DiGraph()
    graf.add_nodes_from(sorted(tersentuh) if sisi else waktu)
    graf.add_edges_from(sorted(sisi) if sisi else pairwise(waktu))
    simpul = nx.condensation(graf)
    pendek = _terpendek(graf, simpul, bawah)
    panjang = _terpanjang(simpul, atas)
    return TotalMenit(round(pendek, 4), round(panjang, 4), kosong, luar)


def putaran(record: SopRecord) -> int:
    """How many loops a flow has: knots of symbols that lead back to themselves."""
    import networkx as nx  # heavy: only where a flow is walked

    graf = nx.DiGraph()
    for a in record.alur:
        if a.terarah:
            dari, ke = ((e.langkah, e.pelaksana, e.simbol) for e in (a.dari, a.ke))
            graf.add_edge(dari, ke)
    knots = nx.strongly_connected_components(graf)
    return sum(len(k) > 1 or graf.has_edge(n := next(iter(k)), n) for k in knots)


def _sisi(record: SopRecord) -> set[tuple[int, int]]:
    """(from, to) of the arrows. Arrows inside one step say nothing about its time."""
    urutan = {x.urutan for x in record.langkah}
    sisi = {(a.dari.langkah, a.ke.langkah) for a in record.alur if a.terarah}
    return {(u, v) for u, v in sisi if u != v and u in urutan and v in urutan}


def _terpendek(graf: Any, knot: Any, harga: Mapping[int, float]) -> float:
    """Cheapest way from a start to an end (Dijkstra): a step's minutes stand on the arrows into it.

    A flow begins at the first step of each knot that nothing outside leads into; it ends at steps
    without an arrow out, and at the last step of a knot with no way out.
    """
    import networkx as nx

    masuk, keluar = dict(knot.in_degree), dict(knot.out_degree)
    anggota = {k: data["members"] for k, data in knot.nodes(data=True)}
    awal = [min(anggota[k]) for k in knot if not masuk[k]]
    akhir = [u for u in graf if not graf.out_degree(u)]
    akhir += [max(anggota[k]) for k in knot if not keluar[k]]
    jalan = nx.DiGraph()
    jalan.add_weighted_edges_from((u, v, harga[v]) for u, v in graf.edges)
    jalan.add_weighted_edges_from((START, u, harga[u]) for u in awal)
    jalan.add_weighted_edges_from((u, END, 0.0) for u in akhir)
    return float(nx.dijkstra_path_length(jalan, START, END))


def _terpanjang(knot: Any, harga: Mapping[int, float]) -> float:
    """Longest way over the knots, each knot all of its steps once."""
    import networkx as nx

    total: dict[int, float] = {}
    for k in reversed(list(nx.topological_sort(knot))):
        own = sum(harga[u] for u in knot.nodes[k]["members"])
        total[k] = own + max((total[x] for x in knot.successors(k)), default=0.0)
    return max(total.values(), default=0.0)
