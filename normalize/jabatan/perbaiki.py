"""Words of a label made whole: joined, parted, repaired, written out.

A word is repaired only where the register's own words prove it: one known word is clearly
nearer than any other of another meaning. A word after "Kabupaten" is a name: only place names may repair it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.jabatan.data import Register, tulis_penuh
from normalize.jabatan.teks import PEMISAH, Kata, pisahkan, pisahkan_huruf, sambung
from normalize.match import pemenang, terdekat

_ANGKA = str.maketrans("01358", "oiesb")
_DAERAH = frozenset({"kabupaten", "kab", "kota", "provinsi", "prov", "pemkab", "pemkot"})
_TEMPAT = frozenset({"kecamatan", "kec", "kelurahan", "desa"})  # their names are in no list
_ROMAWI = re.compile(r"[il]{1,3}")  # "Asisten lI"
_AWALAN = frozenset({"ber", "di", "ke", "me", "pe", "per", "se", "ter"})
_AKHIRAN = frozenset({"an", "kan", "nya"})
_BATAS_KATA = 0.79
_SELISIH_KATA = 0.04
_PANJANG_TERTUKAR = 3  # from here on letters that scans confuse are put back
_PANJANG_JABATAN = 5  # shorter words are too near to each other to be repaired
_PANJANG_LINGKUP = 6
_PANJANG_SAMBUNGAN = 7


def siapkan(kata: Sequence[Kata], reg: Register) -> tuple[Kata, ...]:
    """The words ready for the register. Brackets are prepared too."""
    utuh = sambung(pisahkan_huruf(_tanpa_awalan(kata, reg), reg.dikenal), reg.dikenal, reg.bertitik)
    utuh = _sambung_salah_baca(utuh, reg)
    hasil: list[Kata] = []
    urut = 0  # place of the word in its executor: the role stands in the first two
    for i, k in enumerate(utuh):
        sebelum = utuh[i - 1].teks if i > 0 else ""
        urut = 1 if sebelum in {"/", ",", ";", "+"} else urut + 1
        if k.isi:
            hasil.append(replace(k, isi=siapkan(k.isi, reg)))
        elif sebelum in _TEMPAT:
            hasil.append(k)
        else:
            pilihan = reg.tempat if sebelum in _DAERAH else reg.kata
            hasil.append(_perbaiki(k, reg, pilihan, urut <= 2))
    return tulis_penuh(pisahkan(hasil, reg.dikenal, reg.akronim), reg.singkatan, reg.bertitik)


def _sambung_salah_baca(kata: Sequence[Kata], reg: Register) -> tuple[Kata, ...]:
    """Join two pieces, one of them no word, that are a known word but for one letter ("Keu anga")."""
    hasil: list[Kata] = []
    for k in kata:
        kiri = hasil[-1] if hasil else None
        utuh = None if kiri is None else _pasangan(kiri, k, reg)
        if utuh is None:
            hasil.append(k)
        else:
            hasil[-1] = utuh
    return tuple(hasil)


def _pasangan(kiri: Kata, kanan: Kata, reg: Register) -> Kata | None:
    teks = kiri.teks + kanan.teks
    kata = kiri.teks in reg.dikenal and kanan.teks in reg.dikenal
    if (
        kata
        or len(teks) < _PANJANG_SAMBUNGAN
        or not teks.isalpha()
        or not {kiri.teks, kanan.teks}.isdisjoint(PEMISAH)
    ):
        return None
    juara = _kata_terdekat(teks, reg, reg.kata, False)
    if juara is None or (1 - juara[1]) * max(len(teks), len(juara[0])) > 1.5:
        return None
    return Kata(juara[0], kiri.cetak + kanan.cetak, titik=kanan.titik, sambung=True, mirip=juara[1])


def _tanpa_awalan(kata: Sequence[Kata], reg: Register) -> Sequence[Kata]:
    """Without list numbers ("1. Kasubag") and words such as Plt. in front."""
    i = 0
    while i < len(kata) - 1 and (
        kata[i].teks in reg.buang
        or (kata[i].teks.isdigit() and kata[i].titik)
        or (kata[i].teks in PEMISAH)
        or (len(kata[i].teks) == 1 and kata[i].titik)
    ):
        i += 1
    return kata[i:]


def _perbaiki(kata: Kata, reg: Register, pilihan_kata: tuple[str, ...], depan: bool) -> Kata:
    teks = kata.teks
    if teks in reg.dikenal or teks in PEMISAH or teks.isdigit():
        return kata
    if _ROMAWI.fullmatch(teks):
        return replace(kata, teks="i" * len(teks), mirip=1 - 1 / (2 * len(teks)))
    huruf = teks.translate(_ANGKA)
    if len(teks) < _PANJANG_TERTUKAR:
        return kata
    for pilihan in (huruf, teks.replace("1", "l").translate(_ANGKA), *_tertukar(huruf)):
        if pilihan != teks and pilihan in reg.dikenal:
            return replace(kata, teks=pilihan, mirip=1 - 1 / (2 * len(teks)))
    juara = _kata_terdekat(huruf, reg, pilihan_kata, depan) if len(teks) >= _PANJANG_JABATAN else None
    return kata if juara is None else replace(kata, teks=juara[0], mirip=juara[1])


def _tertukar(teks: str) -> Iterator[str]:
    """The word with letters that scans confuse put back: l and i, rn and m."""
    for salah, betul in (("l", "i"), ("i", "l"), ("rn", "m"), ("m", "rn")):
        for m in re.finditer(salah, teks):
            yield teks[: m.start()] + betul + teks[m.end() :]


def _kata_terdekat(
    teks: str, reg: Register, pilihan: tuple[str, ...], depan: bool
) -> tuple[str, float] | None:
    dekat = terdekat(teks, pilihan, _BATAS_KATA)
    juara = pemenang(dekat, _SELISIH_KATA, lambda w: reg.singkatan.get((w,), w))
    if juara is None or _beda_imbuhan(teks, juara.pilihan):
        return None
    salah = round((1 - juara.mirip) * max(len(teks), len(juara.pilihan)))
    jabatan = depan and juara.pilihan in reg.kata_jabatan
    pendek = _PANJANG_JABATAN if jabatan else _PANJANG_LINGKUP
    boleh = 2 if len(teks) >= (9 if jabatan else 11) else 1
    if len(juara.pilihan) < pendek or len(teks) < pendek - 1 or salah > boleh:
        return None
    return juara.pilihan, juara.mirip


def _beda_imbuhan(teks: str, pilihan: str) -> bool:
    """Whether only an affix sets the two apart: then both are words ("mengelola", "pengelola")."""
    if teks.startswith("me") and pilihan.startswith("pe"):
        return True
    panjang, pendek = (teks, pilihan) if len(teks) > len(pilihan) else (pilihan, teks)
    depan, belakang = panjang.removesuffix(pendek), panjang.removeprefix(pendek)
    return depan in _AWALAN or belakang in _AKHIRAN
