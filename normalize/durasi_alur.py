"""Working minutes along the flow: the shortest and the longest way from start to end.

The steps and arrows form a graph. Loops count once: cycles (strongly connected steps) are taken
as one knot, whose longest way is all of its steps once and whose shortest is the cheapest path
through it. Where no arrow was read, the steps follow each other as they are printed.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from schemas.record import SopRecord

Simpul = int
Graf = Mapping[Simpul, tuple[Simpul, ...]]
Knot = Mapping[Simpul, int]


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
    graf = _graf(sorted(tersentuh), sisi) if sisi else _graf(waktu, pairwise(waktu))
    knot = _ikatan(graf)
    pendek = _terpendek(graf, knot, bawah)
    panjang = _terpanjang(graf, knot, atas)
    return TotalMenit(round(pendek, 4), round(panjang, 4), kosong, luar)


def _sisi(record: SopRecord) -> set[tuple[Simpul, Simpul]]:
    """(from, to) of the arrows. Arrows inside one step say nothing about its time."""
    urutan = {x.urutan for x in record.langkah}
    sisi = {(a.dari.langkah, a.ke.langkah) for a in record.alur if a.terarah}
    return {(u, v) for u, v in sisi if u != v and u in urutan and v in urutan}


def _graf(simpul: Iterable[Simpul], sisi: Iterable[tuple[Simpul, Simpul]]) -> Graf:
    keluar: dict[Simpul, list[Simpul]] = {u: [] for u in simpul}
    for u, v in sorted(sisi):
        keluar[u].append(v)
    return {u: tuple(k) for u, k in keluar.items()}


def _telusur(graf: Graf, awal: Simpul, sudah: set[Simpul]) -> Iterator[Simpul]:
    """Steps that ``awal`` reaches and nobody saw before, each after all that it leads to."""
    sudah.add(awal)
    tumpukan = [(awal, iter(graf[awal]))]
    while tumpukan:
        u, lanjut = tumpukan[-1]
        v = next((v for v in lanjut if v not in sudah), None)
        if v is None:
            tumpukan.pop()
            yield u
        else:
            sudah.add(v)
            tumpukan.append((v, iter(graf[v])))


def _ikatan(graf: Graf) -> dict[Simpul, int]:
    """The strongly connected part of each step, numbered in the order of the flow (Kosaraju; Sharir 1981).

    Without recursion: a table may have more rows than Python has frames.
    """
    sudah: set[Simpul] = set()
    selesai = [v for u in graf if u not in sudah for v in _telusur(graf, u, sudah)]
    terbalik = _graf(graf, [(v, u) for u in graf for v in graf[u]])
    hasil: dict[Simpul, int] = {}
    terlihat: set[Simpul] = set()
    for nomor, u in enumerate(reversed(selesai)):
        if u not in terlihat:
            hasil.update((v, nomor) for v in _telusur(terbalik, u, terlihat))
    return hasil


def _antar(graf: Graf, knot: Knot) -> list[tuple[int, int]]:
    """Arrows between knots."""
    return [(knot[u], knot[v]) for u in graf for v in graf[u] if knot[u] != knot[v]]


def _awal(graf: Graf, knot: Knot) -> list[Simpul]:
    """Where the flow begins: the first step of each knot that nothing outside leads into."""
    masuk = {ke for _, ke in _antar(graf, knot)}
    pertama: dict[int, Simpul] = {}
    for u in sorted(graf):
        pertama.setdefault(knot[u], u)
    return [u for k, u in pertama.items() if k not in masuk]


def _akhir(graf: Graf, knot: Knot) -> set[Simpul]:
    """Steps that end the flow: no arrow out, or the last step of a knot with no way out."""
    keluar = {dari for dari, _ in _antar(graf, knot)}
    terakhir = {knot[u]: u for u in sorted(graf)}
    return {u for u in graf if not graf[u]} | {u for k, u in terakhir.items() if k not in keluar}


def _terpendek(graf: Graf, knot: Knot, harga: Mapping[Simpul, float]) -> float:
    """Cheapest way from a start to an end (Dijkstra on the steps' minutes)."""
    akhir = _akhir(graf, knot)
    antrean = [(harga[u], u) for u in _awal(graf, knot)]
    heapq.heapify(antrean)
    selesai: set[Simpul] = set()
    while antrean:
        jarak, u = heapq.heappop(antrean)
        if u in akhir:
            return jarak
        if u not in selesai:
            selesai.add(u)
            for v in graf[u]:
                heapq.heappush(antrean, (jarak + harga[v], v))
    return 0.0


def _terpanjang(graf: Graf, knot: Knot, harga: Mapping[Simpul, float]) -> float:
    """Longest way over the knots, each knot all of its steps once."""
    jumlah: dict[int, float] = {}
    for u, k in knot.items():
        jumlah[k] = jumlah.get(k, 0.0) + harga[u]
    lanjut: dict[int, list[int]] = {k: [] for k in jumlah}
    for dari, ke in _antar(graf, knot):
        lanjut[dari].append(ke)
    total: dict[int, float] = {}
    for k in sorted(jumlah, reverse=True):
        total[k] = jumlah[k] + max((total[x] for x in lanjut[k]), default=0.0)
    return max(total.values(), default=0.0)
