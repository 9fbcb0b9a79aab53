"""Working minutes along the flow: the shortest and the longest way from start to end.

The steps and arrows form a graph. Loops count once: cycles (strongly connected steps) are taken
as one knot, whose longest way is all of its steps once and whose shortest is the cheapest path
through it. Where no arrow was read, the steps follow each other as they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from schemas.record import SopRecord

Simpul = int
Graf = Mapping[Simpul, frozenset[Simpul]]


@dataclass(frozen=True, slots=True)
class TotalMenit:
    """Working minutes of an SOP. ``tanpa_waktu``: steps (urutan) that added nothing.

    ``pendek`` takes each step's lower bound (0 where it has none) along the shortest way,
    ``panjang`` the upper bound (the lower one where it has no upper) along the longest.
    None where no step has a time. ``lengkap``: every step has a time.
    """

    pendek: float | None
    panjang: float | None
    tanpa_waktu: tuple[int, ...]

    @property
    def lengkap(self) -> bool:
        return not self.tanpa_waktu


def menit_total(record: SopRecord) -> TotalMenit:
    """Shortest and longest working minutes from a first step to a last one."""
    waktu = {x.urutan: x.mutu_baku.waktu for x in record.langkah}
    kosong = tuple(u for u, w in waktu.items() if w.menit_min is None and w.menit_maks is None)
    if len(kosong) == len(waktu):
        return TotalMenit(None, None, kosong)
    bawah = {u: w.menit_min or 0.0 for u, w in waktu.items()}
    atas = {u: (w.menit_min or 0.0) if w.menit_maks is None else w.menit_maks for u, w in waktu.items()}
    graf = _graf(record)
    knot = _ikatan(graf)
    pendek = _terpendek(graf, knot, bawah)
    panjang = _terpanjang(graf, knot, atas)
    return TotalMenit(round(pendek, 4), round(panjang, 4), kosong)


def _graf(record: SopRecord) -> Graf:
    """Step -> next steps. Arrows inside one step say nothing about its time."""
    urutan = [x.urutan for x in record.langkah]
    keluar: dict[int, set[int]] = {u: set() for u in urutan}
    for a in record.alur:
        if (
            a.terarah
            and a.dari.langkah != a.ke.langkah
            and a.dari.langkah in keluar
            and a.ke.langkah in keluar
        ):
            keluar[a.dari.langkah].add(a.ke.langkah)
    if not any(keluar.values()):
        for u, v in pairwise(urutan):
            keluar[u].add(v)
    return {u: frozenset(k) for u, k in keluar.items()}


def _ikatan(graf: Graf) -> dict[Simpul, int]:
    """The strongly connected part of each step, numbered in reverse order of the flow (Tarjan 1972)."""
    indeks: dict[Simpul, int] = {}
    rendah: dict[Simpul, int] = {}
    tumpukan: list[Simpul] = []
    hasil: dict[Simpul, int] = {}

    def kunjungi(u: Simpul) -> None:
        indeks[u] = rendah[u] = len(indeks)
        tumpukan.append(u)
        for v in sorted(graf[u]):
            if v not in indeks:
                kunjungi(v)
                rendah[u] = min(rendah[u], rendah[v])
            elif v not in hasil:
                rendah[u] = min(rendah[u], indeks[v])
        if rendah[u] == indeks[u]:
            nomor = max(hasil.values(), default=-1) + 1
            while True:
                v = tumpukan.pop()
                hasil[v] = nomor
                if v == u:
                    break

    for u in graf:
        if u not in indeks:
            kunjungi(u)
    return hasil


def _awal(graf: Graf, knot: Mapping[Simpul, int]) -> list[Simpul]:
    """Where the flow begins: the first step of each knot that nothing outside leads into."""
    masuk = {knot[v] for u in graf for v in graf[u] if knot[u] != knot[v]}
    sendiri = {k for k in knot.values() if k not in masuk}
    return [min(u for u in graf if knot[u] == k) for k in sorted(sendiri)]


def _jalan(graf: Graf) -> frozenset[Simpul]:
    """Steps that some arrow touches; a step outside the flow is no way through it."""
    return frozenset(u for u in graf if graf[u] or any(u in k for k in graf.values()))


def _terpendek(graf: Graf, knot: Mapping[Simpul, int], harga: Mapping[Simpul, float]) -> float:
    """Cheapest way from a start to a knot with no way out (Dijkstra on the steps' minutes)."""
    jalan = _jalan(graf) or frozenset(graf)
    jarak = {u: harga[u] for u in _awal(graf, knot) if u in jalan}
    selesai: set[Simpul] = set()
    while len(selesai) < len(jarak):
        u = min((v for v in jarak if v not in selesai), key=lambda v: (jarak[v], v))
        selesai.add(u)
        for v in graf[u]:
            jarak[v] = min(jarak.get(v, float("inf")), jarak[u] + harga[v])
    return min((jarak[u] for u in jarak if u in _akhir(graf, knot)), default=0.0)


def _akhir(graf: Graf, knot: Mapping[Simpul, int]) -> frozenset[Simpul]:
    """Steps that end the flow: no arrow out, or the last step of a knot with no way out."""
    keluar = {knot[u] for u in graf for v in graf[u] if knot[u] != knot[v]}
    buntu = [k for k in set(knot.values()) if k not in keluar]
    hasil = {u for u in graf if not graf[u]}
    return frozenset(hasil | {max(u for u in graf if knot[u] == k) for k in buntu})


def _terpanjang(graf: Graf, knot: Mapping[Simpul, int], harga: Mapping[Simpul, float]) -> float:
    """Longest way over the knots, each knot all of its steps once. Knots come end first."""
    jumlah: dict[int, float] = {}
    for u, k in knot.items():
        jumlah[k] = jumlah.get(k, 0.0) + harga[u]
    total: dict[int, float] = {}
    for k in sorted(jumlah):
        lanjut = {knot[v] for u in graf if knot[u] == k for v in graf[u]} - {k}
        total[k] = jumlah[k] + max((total[x] for x in lanjut), default=0.0)
    jalan = _jalan(graf) or frozenset(graf)
    return max(total[knot[u]] for u in jalan)
