"""The register of roles and the abbreviations, read from ``normalize/data`` once.

The files explain themselves at their tops; a clerk can extend them without touching code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.jabatan.teks import Kata, kata_kata

Urutan = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entri:
    """One role of the register; ``lingkup`` is bebas, kenal or tidak (see jabatan.tsv)."""

    kode: str
    jabatan: str
    jenis: str
    kantor: str
    eselon: str
    lingkup: str
    varian: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    entri: Mapping[str, Entri]
    nama: Mapping[Urutan, str]  # words of a name or variant, written out -> kode
    nama_rapat: Mapping[str, Urutan]  # the same without spaces, for the fuzzy search
    panjang_nama: int  # words of the longest name
    singkatan: Mapping[Urutan, tuple[Kata, ...]]
    bertitik: frozenset[str]  # abbreviations that count only with their dot
    buang: frozenset[str]
    akronim: frozenset[str]
    jenjang: Mapping[Urutan, str]
    kosakata: frozenset[str]  # words of scopes
    kata_jabatan: frozenset[str]  # words of names and abbreviations of names
    kata: tuple[str, ...]  # every word that a broken word may be made into, sorted
    tempat: tuple[str, ...]  # words of place names and their short forms, sorted
    dikenal: frozenset[str]  # these and the names of places: never changed
    kantor: Mapping[str, tuple[str, ...]]
    arti: Mapping[str, Mapping[str, str]]
    khusus: Mapping[str, Mapping[str, str]]


def _baca(nama: str) -> str:
    return files("normalize").joinpath("data", nama).read_text(encoding="utf-8")


def _tempat() -> frozenset[str]:
    """Words of the names of provinces, kabupaten and kota."""
    baris = [b for n in ("kabupaten", "provinsi") for b in _baca(f"wilayah_{n}.csv").splitlines()[1:]]
    return frozenset(k.teks for b in baris for k in kata_kata(b.rsplit(",", 1)[-1]))


def _baris_entri(teks: str) -> Iterator[Entri]:
    baris = [b for b in teks.splitlines() if b.strip() and not b.startswith("#")]
    for b in baris[1:]:
        kode, jabatan, jenis, kantor, eselon, lingkup, varian = b.split("\t")
        nama = tuple(v.strip() for v in varian.split(";") if v.strip())
        yield Entri(kode, jabatan, jenis, kantor, eselon, lingkup, nama)


def urutan(teks: str) -> Urutan:
    return tuple(k.teks for k in kata_kata(teks))


def _singkatan(isi: Mapping[str, Any]) -> dict[Urutan, tuple[Kata, ...]]:
    bagian = ("jabatan", "lingkup", "wilayah", "bertitik")
    return {
        urutan(pendek): tuple(_kata_penuh(str(panjang)))
        for nama in bagian
        for pendek, panjang in isi[nama].items()
    }


def _kata_penuh(teks: str) -> Iterator[Kata]:
    """Words of an expansion; "barang/jasa" stays one word."""
    for potong in teks.replace(",", " ,").split():
        yield Kata(potong, potong, singkat=True)


def tulis_penuh(
    kata: tuple[Kata, ...], singkatan: Mapping[Urutan, tuple[Kata, ...]], bertitik: frozenset[str]
) -> tuple[Kata, ...]:
    """The words with abbreviations written out, longest first."""
    hasil: list[Kata] = []
    i = 0
    while i < len(kata):
        n, ganti = _singkatan_di(kata, i, singkatan, bertitik)
        hasil.extend(ganti)
        i += n
    return tuple(hasil)


def _singkatan_di(
    kata: tuple[Kata, ...],
    i: int,
    singkatan: Mapping[Urutan, tuple[Kata, ...]],
    bertitik: frozenset[str],
) -> tuple[int, tuple[Kata, ...]]:
    for n in range(min(5, len(kata) - i), 0, -1):
        potong = kata[i : i + n]
        ganti = singkatan.get(tuple(k.teks for k in potong))
        if ganti is None or (n == 1 and potong[0].teks in bertitik and not potong[0].titik):
            continue
        mirip = min(k.mirip for k in potong)
        return n, tuple(Kata(g.teks, g.cetak, singkat=True, mirip=mirip) for g in ganti)
    return 1, (kata[i],)


@cache
def register() -> Register:
    """The register. Raises ValueError where two roles claim the same name."""
    isi, konteks = tomllib.loads(_baca("singkatan.toml")), tomllib.loads(_baca("konteks.toml"))
    entri = {e.kode: e for e in _baris_entri(_baca("jabatan.tsv"))}
    singkatan = _singkatan(isi)
    bertitik = frozenset(str(k) for k in isi["bertitik"])
    nama = _nama(entri, singkatan, bertitik)
    baris = [b for b in _baca("kosakata.txt").splitlines() if not b.startswith("#")]
    kosakata = frozenset(w for b in baris for w in b.split())
    kata_jabatan = frozenset(w for n in nama for w in n) | frozenset(
        w for pendek, panjang in singkatan.items() for w in (*pendek, *(k.teks for k in panjang))
    )
    jenjang = {urutan(str(k)): str(v) for k, v in isi["jenjang"].items()}
    akronim = frozenset(str(a) for a in isi["akronim"])
    tempat = _tempat()
    kata = kosakata | kata_jabatan | akronim | {w for n in jenjang for w in n}
    return Register(
        entri=entri,
        nama=nama,
        nama_rapat={"".join(n): n for n in nama},
        panjang_nama=max(map(len, nama)),
        singkatan=singkatan,
        bertitik=bertitik,
        buang=frozenset(str(b) for b in isi["buang"]),
        akronim=akronim,
        jenjang=jenjang,
        kosakata=kosakata | tempat,
        kata_jabatan=kata_jabatan,
        kata=tuple(sorted(kata)),
        tempat=tuple(sorted(tempat | {str(w) for w in isi["wilayah"] if str(w).isalpha()})),
        dikenal=kata | tempat,
        kantor={k: tuple(v) for k, v in konteks["kantor"].items()},
        arti=konteks["arti"],
        khusus=konteks["khusus"],
    )


def _nama(
    entri: Mapping[str, Entri], singkatan: Mapping[Urutan, tuple[Kata, ...]], bertitik: frozenset[str]
) -> dict[Urutan, str]:
    nama: dict[Urutan, str] = {}
    for e in entri.values():
        for teks in (e.jabatan, *e.varian):
            kunci = tuple(k.teks for k in tulis_penuh(kata_kata(teks), singkatan, bertitik))
            if nama.setdefault(kunci, e.kode) != e.kode:
                raise ValueError(f"{teks!r} is a name of both {nama[kunci]} and {e.kode} in jabatan.tsv")
    return nama
