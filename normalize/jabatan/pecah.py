"""A prepared label against the register: the role in front, its scope, and composite labels.

The longest name at the start of the words wins; what follows is the scope. A separator
("/", ",", "dan") starts another executor only where a role of its own follows, so that
"Umum dan Kepegawaian" stays one scope and "Kabag Umum, Kasub Keuangan" becomes two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.jabatan.data import Entri, Register
from normalize.jabatan.teks import PEMISAH, Kata

_SATUAN = frozenset(
    {"biro", "bagian", "subbagian", "bidang", "subbidang", "seksi", "dinas", "badan", "kantor", "tim"}
)
_BERKEPALA = frozenset(
    {"kepala", "wakil_kepala", "ketua", "wakil_ketua", "anggota", "sekretaris", "pimpinan"}
)
ORANG = frozenset({"jabatan", "organ", "fungsional"})


@dataclass(frozen=True, slots=True)
class Cocokan:
    """A name of the register found at the start of ``kata``; ``panjang`` words belong to it."""

    entri: Entri
    panjang: int


def awalan(kata: Sequence[Kata], reg: Register) -> Cocokan | None:
    """The longest name of the register at the start of ``kata``."""
    teks = tuple(k.teks for k in kata[: reg.panjang_nama])
    for n in range(len(teks), 0, -1):
        kode = reg.nama.get(teks[:n])
        if kode is not None:
            return Cocokan(reg.entri[kode], n)
    return None


def persis(kata: Sequence[Kata], reg: Register) -> Entri | None:
    """The role whose name or variant is all of ``kata``, brackets left aside."""
    tanpa_kurung = tuple(k.teks for k in kata if not k.isi)
    kode = reg.nama.get(tanpa_kurung)
    return None if kode is None else reg.entri[kode]


def bagian_label(kata: Sequence[Kata], reg: Register) -> tuple[tuple[Kata, ...], ...]:
    """The executors that the label names, each as its words; one for a plain label."""
    return tuple(_lengkapi(list(_potong(kata, reg)), reg))


def _potong(kata: Sequence[Kata], reg: Register) -> Iterator[tuple[Kata, ...]]:
    awal = 0
    while awal < len(kata):
        cocok = awalan(kata[awal:], reg)
        akhir = awal + (cocok.panjang if cocok else 1)
        while akhir < len(kata) and not _batas(kata, awal, akhir, reg):
            akhir += 1
        if akhir > awal:
            yield tuple(kata[awal:akhir])
        awal = akhir + 1


def _batas(kata: Sequence[Kata], awal: int, i: int, reg: Register) -> bool:
    """Whether the separator at ``i`` ends the executor that begins at ``awal``."""
    if kata[i].teks not in PEMISAH or kata[i].singkat or i + 1 >= len(kata):
        return False
    kiri, kanan = kata[awal:i], _sampai_pemisah(kata, i + 1)
    cocok = awalan(kata[i + 1 :], reg)
    if cocok is None:
        berkepala = persis(kiri, reg) is not None and persis((kata[awal], *kanan), reg) is not None
        return kata[i].teks == "/" and berkepala
    kepala = awalan(kiri, reg)
    polos = kepala is not None and kepala.panjang == len([k for k in kiri if not k.isi])
    if cocok.entri.jenis in ORANG and kuat(kata[i + 1], reg):
        return True
    utuh = persis(kanan, reg) is not None
    if kata[i].teks in {"/", ";", "+"}:
        return (
            utuh
            or polos
            or (cocok.entri.kode in _SATUAN and kepala is not None and kepala.entri.jenis == "unit")
        )
    return utuh and polos


def kuat(kata: Kata, reg: Register) -> bool:
    """A word that only a role begins with: not one that scopes are made of."""
    return kata.singkat or kata.teks not in reg.kosakata


def _sampai_pemisah(kata: Sequence[Kata], awal: int) -> Sequence[Kata]:
    akhir = awal
    while akhir < len(kata) and kata[akhir].teks not in PEMISAH:
        akhir += 1
    return kata[awal:akhir]


def _lengkapi(bagian: list[tuple[Kata, ...]], reg: Register) -> Iterator[tuple[Kata, ...]]:
    """Parts that share a word get it: "Ketua / Anggota DPRD", "Kepala Bidang/Bagian"."""
    sebelum: tuple[Kata, ...] = ()
    for i, potong in enumerate(bagian):
        utuh = _pinjam_ekor(potong, bagian[i + 1], reg) if i + 1 < len(bagian) else potong
        utuh = _pinjam_kepala(sebelum, utuh, reg)
        yield utuh
        sebelum = utuh


def _pinjam_ekor(kata: tuple[Kata, ...], kanan: tuple[Kata, ...], reg: Register) -> tuple[Kata, ...]:
    entri = persis(kata, reg)
    if entri is None or entri.kode not in _BERKEPALA:
        return kata
    for n in range(1, len(kanan)):
        if persis((*kata, *kanan[n:]), reg) is not None:
            return (*kata, *kanan[n:])
    return kata


def _pinjam_kepala(kiri: tuple[Kata, ...], kata: tuple[Kata, ...], reg: Register) -> tuple[Kata, ...]:
    entri = persis(kiri, reg) if kiri else None
    sendiri = awalan(kata, reg) is not None and kuat(kata[0], reg)
    if entri is not None and not sendiri and persis((kiri[0], *kata), reg) is not None:
        return (kiri[0], *kata)  # "Bendahara Pengeluaran/Penerimaan"
    if entri is None or not entri.kode.startswith("kepala_") or awalan(kata, reg) is None:
        return kata
    dengan = awalan((kiri[0], *kata), reg)
    satuan = awalan(kata, reg)
    if dengan is None or satuan is None or satuan.entri.jenis != "unit" or dengan.panjang < 2:
        return kata
    return (kiri[0], *kata)


def sisa(kata: Sequence[Kata], cocok: Cocokan) -> tuple[Kata, ...]:
    """The scope's words: what follows the name, without a unit word said twice and stray separators."""
    ekor = list(kata[cocok.panjang :])
    nama_akhir = kata[cocok.panjang - 1].teks
    while ekor and (ekor[0].teks in PEMISAH or ekor[0].teks in {"pada", "di"} or ekor[0].teks == nama_akhir):
        ekor.pop(0)
    while ekor and ekor[-1].teks in PEMISAH:
        ekor.pop()
    return tuple(ekor)
