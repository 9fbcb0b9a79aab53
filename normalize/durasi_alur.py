"""Working minutes along the flow: the shortest and the longest way from start to end.

The steps and arrows form a graph. Loops count once: cycles (strongly connected steps) are taken
as one knot, whose longest way is all of its steps once and whose shortest is the cheapest path
through it. Where no arrow was read, the steps follow each other as they are printed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.graf import cheapest, graph_of, knots
from schemas.record import SopRecord

Graf = Mapping[int, Collection[int]]


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
    graf = graph_of(sorted(tersentuh), sorted(sisi)) if sisi else graph_of(waktu, pairwise(waktu))
    simpul = knots(graf)
    pendek = _terpendek(graf, simpul, bawah)
    panjang = _terpanjang(graf, simpul, atas)
    return TotalMenit(round(pendek, 4), round(panjang, 4), kosong, luar)


def putaran(record: SopRecord) -> int:
    """How many loops a flow has: knots of symbols that lead back to themselves."""
    arrows = [a for a in record.alur if a.terarah]
    ends = [tuple((e.langkah, e.pelaksana, e.simbol) for e in (a.dari, a.ke)) for a in arrows]
    graf = graph_of((), ((dari, ke) for dari, ke in ends))
    return sum(len(k) > 1 or k[0] in graf[k[0]] for k in knots(graf))


def _sisi(record: SopRecord) -> set[tuple[int, int]]:
    """(from, to) of the arrows. Arrows inside one step say nothing about its time."""
    urutan = {x.urutan for x in record.langkah}
    sisi = {(a.dari.langkah, a.ke.langkah) for a in record.alur if a.terarah}
    return {(u, v) for u, v in sisi if u != v and u in urutan and v in urutan}


def _terpendek(graf: Graf, simpul: Sequence[Sequence[int]], harga: Mapping[int, float]) -> float:
    """Cheapest way from a start to an end.

    A flow begins at the first step of each knot that nothing outside leads into; it ends at steps
    without an arrow out, and at the last step of a knot with no way out.
    """
    knot_of = {u: n for n, k in enumerate(simpul) for u in k}
    out = {(knot_of[u], knot_of[v]) for u, after in graf.items() for v in after if knot_of[u] != knot_of[v]}
    masuk, keluar = {b for _, b in out}, {a for a, _ in out}
    awal = [min(k) for n, k in enumerate(simpul) if n not in masuk]
    akhir = {u for u, after in graf.items() if not after}
    akhir |= {max(k) for n, k in enumerate(simpul) if n not in keluar}
    return cheapest(graf, harga, awal, akhir)


def _terpanjang(graf: Graf, simpul: Sequence[Sequence[int]], harga: Mapping[int, float]) -> float:
    """Longest way over the knots, each knot all of its steps once."""
    knot_of = {u: n for n, k in enumerate(simpul) for u in k}
    total: list[float] = []
    for n, k in enumerate(simpul):  # what a knot leads to comes before it
        after = {knot_of[v] for u in k for v in graf[u]} - {n}
        total.append(sum(harga[u] for u in sorted(k)) + max((total[m] for m in after), default=0.0))
    return max(total, default=0.0)
