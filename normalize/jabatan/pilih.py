"""Choosing the role of one executor: exact name, office context, grade, and only then likeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.jabatan.data import Entri, Register
from normalize.jabatan.pecah import ORANG, Cocokan, awalan, kuat, sisa
from normalize.jabatan.teks import PEMISAH, Kata, tulis
from normalize.match import Dekat, pemenang, terdekat
from schemas.vocab import CaraCocok

# Scores by rule. A likeness never reaches the scores of what is printed in full.
SKOR_PERSIS, SKOR_ATURAN, SKOR_SINGKATAN, SKOR_KONTEKS, SKOR_UMUM = 1.0, 0.98, 0.97, 0.95, 0.90
SKOR_MIRIP_MAKS = 0.96
KURANG_TAK_DIKENAL = 0.04  # per scope word that no list knows, at most three: it may be misread
BATAS_NAMA = 0.84  # likeness of a whole name below which it is only a candidate
BATAS_LEBIH_PANJANG = 0.88  # likeness at which a longer name beats an exact shorter one
SELISIH_NAMA = 0.06  # to the best name of another role
_BATAS_USUL = 0.55
_PANJANG_MIRIP = 6


@dataclass(frozen=True, slots=True)
class Kandidat:
    kode: str
    jabatan: str
    skor: float


@dataclass(frozen=True, slots=True)
class Cocok:
    """The role of an executor label. ``jabatan`` is None where it is unknown or composite.

    ``bagian`` holds the executors of a composite label, or both roles of one person
    ("Kasi ... (PPTK)"); ``kandidat`` the register's nearest names where nothing was chosen.
    """

    label: str
    jabatan: str | None = None
    kode: str | None = None
    lingkup: str | None = None
    skor: float | None = None
    cara: CaraCocok = CaraCocok.TIDAK_ADA
    aturan: str = "tidak ada nama yang cocok"
    bagian: tuple[Cocok, ...] = ()
    kandidat: tuple[Kandidat, ...] = ()
    sisa: str = ""  # words that neither the role nor its scope explains


@dataclass(frozen=True, slots=True)
class Konteks:
    """What the words of one label are read with."""

    reg: Register
    kantor: str | None
    huruf_kecil: bool  # the label has lower case letters


def pilih(kata: tuple[Kata, ...], kon: Konteks) -> Cocok:
    """The role that ``kata`` names, one executor."""
    polos = tuple(k for k in kata if not k.isi)
    kurung = tuple(k for k in kata if k.isi)
    label = tulis(kata, kon.reg.akronim, kon.huruf_kecil)
    cocok = _khusus(polos, kon) or _tepat(polos, kon) or _mirip(polos, kon)
    if cocok is None:
        return Cocok(label, kandidat=usulan(polos, kon.reg))
    return _dengan_kurung(replace(cocok, label=label), polos, kurung, kon)


def _khusus(kata: tuple[Kata, ...], kon: Konteks) -> Cocok | None:
    """An abbreviation that is a role only in one kind of office."""
    arti = kon.reg.khusus.get(kata[0].teks) if len(kata) == 1 else None
    kode = arti.get(kon.kantor or "") if arti else None
    if kode is None:
        return None
    entri = kon.reg.entri[kode]
    return Cocok(
        "", entri.jabatan, kode, None, SKOR_KONTEKS, CaraCocok.ATURAN, f"singkatan di kantor {kon.kantor}"
    )


def _tepat(kata: tuple[Kata, ...], kon: Konteks) -> Cocok | None:
    urut = list(_awalan_turun(kata, kon.reg))
    for i, cocok in enumerate(urut):
        ekor = sisa(kata, cocok)
        lebih_pendek = urut[i + 1].entri.lingkup if i + 1 < len(urut) else ""
        if ekor and kata[cocok.panjang].teks in PEMISAH and lebih_pendek == "bebas":
            continue  # "Tata Usaha dan Kepegawaian" is one scope, not a role and a rest
        if _lingkup_boleh(cocok.entri, ekor, kon):
            return _lebih_panjang(kata, cocok, ekor, kon) or _susun(kata, cocok, ekor, kon)
    return None


def _lebih_panjang(
    kata: tuple[Kata, ...], cocok: Cocokan, ekor: tuple[Kata, ...], kon: Konteks
) -> Cocok | None:
    """A longer name that is nearly printed, where unknown words follow the exact one."""
    if _tak_dikenal(ekor[:3], kon.reg) == 0:
        return None
    lebih = _mirip(kata, kon, cocok.panjang)
    return lebih if lebih is not None and (lebih.skor or 0.0) >= BATAS_LEBIH_PANJANG else None


def _awalan_turun(kata: tuple[Kata, ...], reg: Register) -> Iterator[Cocokan]:
    """The names at the start of ``kata``, longest first."""
    batas = len(kata)
    while batas > 0:
        cocok = awalan(kata[:batas], reg)
        if cocok is None:
            return
        yield cocok
        batas = cocok.panjang - 1


def _lingkup_boleh(entri: Entri, ekor: Sequence[Kata], kon: Konteks) -> bool:
    if not ekor or entri.lingkup == "bebas":
        return True
    return entri.lingkup == "kenal" and all(
        k.teks in kon.reg.dikenal
        or k.teks in PEMISAH
        or (kon.huruf_kecil and k.cetak.isupper() and k.teks.isalpha())
        for k in ekor
    )


def _susun(kata: tuple[Kata, ...], cocok: Cocokan, ekor: tuple[Kata, ...], kon: Konteks) -> Cocok:
    entri, aturan = cocok.entri, []
    fungsional = awalan(ekor, kon.reg) if entri.kode == "jabatan_fungsional" else None
    if fungsional is not None and fungsional.entri.jenis == "fungsional":
        entri, ekor = fungsional.entri, sisa(ekor, fungsional)
    kode = kon.reg.arti.get(entri.kode, {}).get(kon.kantor or "") if not ekor else None
    if kode is not None:
        entri = kon.reg.entri[kode]
        aturan.append(f"arti di kantor {kon.kantor}")
    jabatan, kode_penuh, ekor = _jenjang(entri, ekor, kon.reg)
    lingkup = tulis(ekor, kon.reg.akronim, kon.huruf_kecil) or None
    skor, cara, cara_aturan = _nilai(kata, lingkup, kode is not None, kon.reg)
    if entri.lingkup == "kenal" and ekor:
        skor = min(skor, SKOR_UMUM)
    skor -= KURANG_TAK_DIKENAL * min(3, _tak_dikenal(ekor, kon.reg))
    teks = "; ".join([*aturan, cara_aturan])
    # "Asisten Kagahar": a short form of a longer name with a word that no list knows is another's name,
    # and so is "Postel Kabid", a post behind what stands in front
    pendek = cocok.panjang < _kata(entri.jabatan)
    asing = [k for k in ekor if pendek and (_tak_dikenal([k], kon.reg) or k.teks == "kepala")]
    tak_jelas = tulis(asing, kon.reg.akronim, kon.huruf_kecil)
    return Cocok("", jabatan, kode_penuh, lingkup, round(skor, 4), cara, teks, sisa=tak_jelas)


def _kata(jabatan: str) -> int:
    return len(jabatan.split())


def _jenjang(entri: Entri, ekor: tuple[Kata, ...], reg: Register) -> tuple[str, str, tuple[Kata, ...]]:
    """Name, code and the rest of the scope, with the grade of a functional post in the name."""
    if entri.jenis == "fungsional" or entri.kode == "jabatan_fungsional":
        for n in range(min(3, len(ekor)), 0, -1):
            jenjang = reg.jenjang.get(tuple(k.teks for k in ekor[:n]))
            if jenjang is not None:
                kode = f"{entri.kode}_{jenjang.casefold().replace(' ', '_')}"
                return f"{entri.jabatan} {jenjang}", kode, ekor[n:]
    return entri.jabatan, entri.kode, ekor


def _nilai(
    kata: Sequence[Kata], lingkup: str | None, konteks: bool, reg: Register
) -> tuple[float, CaraCocok, str]:
    if any(k.mirip < 1 for k in kata):
        huruf = sum(len(k.teks) for k in kata)
        mirip = sum(k.mirip * len(k.teks) for k in kata) / huruf
        return min(SKOR_MIRIP_MAKS, mirip), CaraCocok.MIRIP, "salah baca diperbaiki"
    if konteks:
        return SKOR_KONTEKS, CaraCocok.ATURAN, "nama register"
    if any(k.singkat for k in kata):
        return SKOR_SINGKATAN, CaraCocok.SINGKATAN, "singkatan ditulis penuh"
    if lingkup or any(k.sambung for k in kata):
        return SKOR_ATURAN, CaraCocok.ATURAN, "nama register di depan, sisanya lingkup"
    return SKOR_PERSIS, CaraCocok.PERSIS, "nama register"


def _tak_dikenal(ekor: Sequence[Kata], reg: Register) -> int:
    return sum(k.teks.isalnum() and not k.teks.isdigit() and k.teks not in reg.dikenal for k in ekor)


def _mirip(kata: tuple[Kata, ...], kon: Konteks, melebihi: int = 0) -> Cocok | None:
    """A whole name of more than ``melebihi`` words nearly printed. None where it would be a guess."""
    dekat = [(d, n) for d, n in _nama_dekat(kata, kon.reg, BATAS_NAMA) if _cukup(d, n, kata, melebihi, kon)]
    juara = pemenang([d for d, _ in dekat], SELISIH_NAMA, lambda r: kon.reg.nama[kon.reg.nama_rapat[r]])
    if juara is None:
        return None
    n = next(n for d, n in dekat if d == juara)
    entri = kon.reg.entri[kon.reg.nama[kon.reg.nama_rapat[juara.pilihan]]]
    jabatan, kode, ekor = _jenjang(entri, sisa(kata, Cocokan(entri, n)), kon.reg)
    lingkup = tulis(ekor, kon.reg.akronim, kon.huruf_kecil) or None
    skor = round(min(SKOR_MIRIP_MAKS, juara.mirip), 4)
    return Cocok("", jabatan, kode, lingkup, skor, CaraCocok.MIRIP, f"mirip dengan {entri.jabatan!r}")


def _cukup(dekat: Dekat, n: int, kata: tuple[Kata, ...], melebihi: int, kon: Konteks) -> bool:
    reg = kon.reg
    nama = reg.nama_rapat[dekat.pilihan]
    entri = reg.entri[reg.nama[nama]]
    if nama == tuple(k.teks for k in kata[: n - 1]):
        return False  # what the name leaves over is not a misreading of it
    return n > melebihi and len(nama) > melebihi and _lingkup_boleh(entri, sisa(kata, Cocokan(entri, n)), kon)


def _nama_dekat(kata: Sequence[Kata], reg: Register, batas: float) -> list[tuple[Dekat, int]]:
    """Names like the first n words, for every n; best first, the longer name before the shorter."""
    pilihan = tuple(reg.nama_rapat)
    hasil: list[tuple[Dekat, int]] = []
    for n in range(1, min(len(kata), reg.panjang_nama) + 1):
        rapat = "".join(k.teks for k in kata[:n])
        if len(rapat) >= _PANJANG_MIRIP:
            hasil.extend((d, n) for d in terdekat(rapat, pilihan, batas))
    return sorted(hasil, key=lambda h: (-h[0].mirip, -len(h[0].pilihan), h[0].pilihan))


def usulan(kata: Sequence[Kata], reg: Register, jumlah: int = 3) -> tuple[Kandidat, ...]:
    """The roles whose names are nearest, for a person to choose from."""
    terbaik: dict[str, float] = {}
    for d, _ in _nama_dekat(kata, reg, _BATAS_USUL):
        terbaik.setdefault(reg.nama[reg.nama_rapat[d.pilihan]], d.mirip)
    return tuple(
        Kandidat(kode, reg.entri[kode].jabatan, round(skor, 2))
        for kode, skor in list(terbaik.items())[:jumlah]
    )


def _dengan_kurung(cocok: Cocok, kata: Sequence[Kata], kurung: Sequence[Kata], kon: Konteks) -> Cocok:
    for k in kurung:
        cocok = _satu_kurung(cocok, kata, k.isi, kon)
    return cocok


def _satu_kurung(cocok: Cocok, kata: Sequence[Kata], isi: tuple[Kata, ...], kon: Konteks) -> Cocok:
    """A bracket is an echelon (dropped), the same role said again, a second role, or scope."""
    if isi[0].teks in {"eselon", "esl", "es"} or _inisial(kata) == isi[0].teks:
        return cocok
    lain = pilih(isi, kon)
    if lain.kode is not None and _inisial(isi) == kata[0].teks:
        return replace(lain, label=cocok.label)  # "PPK (Pejabat Pembina Kepegawaian)"
    if lain.kode is not None and (lain.kode, lain.lingkup) in {
        (cocok.kode, None),
        (cocok.kode, cocok.lingkup),
    }:
        return cocok
    if lain.kode is not None and not cocok.bagian and _jabatan_kedua(cocok, isi, kon.reg):
        return replace(cocok, bagian=(cocok, lain), aturan=cocok.aturan + "; jabatan kedua di dalam kurung")
    return _lingkup_kurung(cocok, isi, kon)


def _inisial(kata: Sequence[Kata]) -> str:
    return "".join(k.teks[0] for k in kata if k.teks not in PEMISAH)


def _jabatan_kedua(cocok: Cocok, isi: tuple[Kata, ...], reg: Register) -> bool:
    """Whether the bracket names a role that the same person holds; an outsider's bracket says who he is."""
    utama, depan = reg.entri.get(cocok.kode or ""), awalan(isi, reg)
    luar = utama is not None and utama.jenis == "luar"
    if luar or depan is None or depan.entri.jenis not in ORANG:
        return False
    return kuat(isi[0], reg) or depan.panjang == len(isi)


def _lingkup_kurung(cocok: Cocok, isi: tuple[Kata, ...], kon: Konteks) -> Cocok:
    teks = tulis(isi, kon.reg.akronim, kon.huruf_kecil)
    if cocok.lingkup and cocok.lingkup.casefold() == teks.casefold():
        return cocok
    skor = (cocok.skor or 0.0) - KURANG_TAK_DIKENAL * min(3, _tak_dikenal(isi, kon.reg))
    return replace(cocok, lingkup=f"{cocok.lingkup} ({teks})" if cocok.lingkup else teks, skor=round(skor, 4))
