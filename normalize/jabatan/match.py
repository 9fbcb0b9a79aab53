"""Executor labels to roles: jabatan, kode and lingkup of a swim-lane column.

Order of the rules: the words are made whole (joined, repaired, abbreviations written out), a label
that names several executors is cut, and each is looked up in the register (normalize/data/jabatan.tsv):
exact names first, then the office's context, likeness last. What is unknown or could be two things
stays null, with a doubt that lists the candidates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from normalize.jabatan.data import register
from normalize.jabatan.pecah import bagian_label
from normalize.jabatan.perbaiki import siapkan
from normalize.jabatan.pilih import Cocok, Kandidat, Konteks, pilih, usulan
from normalize.jabatan.teks import bersihkan, kata_kata, tulis
from schemas.raw import RawDoubt
from schemas.tinjauan import Kode
from schemas.vocab import CaraCocok

__all__ = ["AMBANG", "Cocok", "Kandidat", "Penjelasan", "explain", "jenis_kantor", "match_jabatan"]

AMBANG = 0.80  # chosen on the tuning half of tests/normalize/data (docs/jabatan-kurva.png)
PANJANG_LABEL = 300  # characters; what is longer is no column name
_SIMPAN = 65536


@dataclass(frozen=True, slots=True)
class Penjelasan:
    """How a label was read: its words made whole, the rule that won, and the nearest names."""

    label: str
    dibaca: str
    kantor: str | None
    cocok: Cocok
    eselon: str
    kandidat: tuple[Kandidat, ...]
    keraguan: tuple[RawDoubt, ...]


def match_jabatan(
    label: str, instansi: str | None = None, unit: str | None = None, ambang: float = AMBANG
) -> tuple[Cocok, tuple[RawDoubt, ...]]:
    """The role of an executor column, and the doubts about it (``jalur`` is left to the caller).

    A likeness below ``ambang`` stays null, its role the candidate of the doubt.
    """
    return _cocokkan(label, jenis_kantor(instansi or "", unit or ""), ambang)


def explain(label: str, instansi: str | None = None, unit: str | None = None) -> Penjelasan:
    """The same decision with everything that led to it."""
    kantor = jenis_kantor(instansi or "", unit or "")
    reg = register()
    kata = siapkan(kata_kata(label), reg)
    cocok, keraguan = _cocokkan(label, kantor, AMBANG)
    entri = reg.entri.get(cocok.kode or "")
    return Penjelasan(
        label=label,
        dibaca=tulis(kata, reg.akronim, True),
        kantor=kantor,
        cocok=cocok,
        eselon=entri.eselon if entri else "",
        kandidat=usulan([k for k in kata if not k.isi], reg, 5),
        keraguan=keraguan,
    )


@lru_cache(maxsize=4096)
def jenis_kantor(instansi: str, unit: str) -> str | None:
    """The kind of office that a letterhead names: the first kind in ``instansi``, else in ``unit``."""
    for teks in (instansi, unit):
        kata = f" {' '.join(k.teks for k in kata_kata(teks))} "
        tempat = [
            (kata.find(f" {tanda} "), urutan, jenis)
            for urutan, (jenis, daftar) in enumerate(register().kantor.items())
            for tanda in daftar
            if f" {tanda} " in kata
        ]
        if tempat:
            return min(tempat)[2]
    return None


@lru_cache(maxsize=_SIMPAN)
def _cocokkan(label: str, kantor: str | None, ambang: float) -> tuple[Cocok, tuple[RawDoubt, ...]]:
    reg = register()
    teks = bersihkan(label)
    if len(teks) > PANJANG_LABEL:
        cocok = Cocok(teks[:PANJANG_LABEL] + "…", aturan="terlalu panjang untuk nama pelaksana")
        return cocok, tuple(_keraguan(cocok))
    kon = Konteks(reg, kantor, any(h.islower() for h in teks))
    bagian = bagian_label(siapkan(kata_kata(teks), reg), reg)
    cocok = _satukan(teks, [pilih(b, kon) for b in bagian])
    if cocok.skor is not None and cocok.skor < ambang:
        usul = Kandidat(cocok.kode or "", cocok.jabatan or "", cocok.skor)
        cocok = Cocok(teks, kandidat=(usul,), aturan="di bawah ambang")
    return cocok, tuple(_keraguan(cocok))


def _satukan(label: str, bagian: list[Cocok]) -> Cocok:
    """One executor as it is; several as a composite, unless all are the same role."""
    if not bagian:
        return Cocok(label)
    sama = {(b.kode, b.lingkup) for b in bagian}
    if len(bagian) == 1 or (len(sama) == 1 and bagian[0].kode is not None):
        return replace(bagian[0], label=label)
    return Cocok(
        label, cara=CaraCocok.ATURAN, aturan="label menyebut beberapa pelaksana", bagian=tuple(bagian)
    )


def _keraguan(cocok: Cocok) -> list[RawDoubt]:
    if cocok.jabatan is None and cocok.bagian:
        isi = {"label": cocok.label, "bagian": "; ".join(_sebut(b) for b in cocok.bagian)}
        return [RawDoubt(kode=Kode.JABATAN_GABUNGAN, isi=isi)]
    if cocok.jabatan is None:
        kode = Kode.JABATAN_MERAGUKAN if _dekat(cocok) else Kode.JABATAN_TAK_DIKENAL
        calon = "; ".join(f"{k.jabatan} ({k.skor:.2f})" for k in cocok.kandidat) or "tidak ada"
        return [RawDoubt(kode=kode, isi={"label": cocok.label, "kandidat": calon})]
    if cocok.sisa:
        isi = {"label": cocok.label, "kandidat": f"{cocok.jabatan}, tanpa arti untuk {cocok.sisa}"}
        return [RawDoubt(kode=Kode.JABATAN_MERAGUKAN, isi=isi)]
    if cocok.bagian:
        isi = {"label": cocok.label, "jabatan": cocok.jabatan, "lain": _sebut(cocok.bagian[1])}
        return [RawDoubt(kode=Kode.JABATAN_RANGKAP, isi=isi)]
    return []


def _dekat(cocok: Cocok) -> bool:
    """Whether the best candidate is near enough to be meant."""
    return bool(cocok.kandidat) and cocok.kandidat[0].skor >= 0.75


def _sebut(cocok: Cocok) -> str:
    if cocok.jabatan is None:
        return f"{cocok.label} (?)"
    return f"{cocok.jabatan} {cocok.lingkup}" if cocok.lingkup else cocok.jabatan
