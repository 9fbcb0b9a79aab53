"""Words of an executor label: cut, join what the column width broke, part what stuck together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

_SELAKU = frozenset({"selaku", "sebagai", "merangkap"})
PEMISAH = frozenset({",", "/", ";", "+", "dan", "atau", "serta"})

_TANDA_HTML = re.compile(r"<[^>]{1,40}>")
_POTONG = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*\.?|[,/;+&()|]", re.UNICODE)
_PUTUS_BARIS = re.compile(r"(?<=[^\W\d_])[-\u00ad]\s+(?=[^\W\d_])")
_BATAS_HURUF = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_KECIL = frozenset(
    {"dan", "atau", "serta", "di", "pada", "untuk", "yang", "dari", "ke", "oleh", "dengan", "bagi"}
)


@dataclass(frozen=True, slots=True)
class Kata:
    """One word or separator. ``isi`` holds the words of a bracket, whose ``teks`` is "("."""

    teks: str  # lower case, no dot
    cetak: str  # as printed
    titik: bool = False
    singkat: bool = False  # came from an abbreviation
    sambung: bool = False  # joined or parted
    mirip: float = 1.0  # below 1: repaired, likeness to what is printed
    isi: tuple[Kata, ...] = field(default=())


def bersihkan(label: str) -> str:
    """One line, one space between words, no tags, no soft hyphens."""
    teks = unicodedata.normalize("NFKC", label)
    teks = _TANDA_HTML.sub(" ", teks)
    return " ".join(_PUTUS_BARIS.sub("-", teks).split())


def kata_kata(label: str) -> tuple[Kata, ...]:
    """The words and separators of ``label``; a bracket becomes one Kata with its own words.

    "Sekretaris selaku PPK" reads as "Sekretaris (PPK)".
    """
    tumpuk: list[list[Kata]] = [[]]
    for potong in _POTONG.findall(bersihkan(label)):
        if potong == "(" or (potong.casefold() in _SELAKU and tumpuk[0]):
            tumpuk.append([])
        elif potong == ")":
            if len(tumpuk) > 1:
                _tutup(tumpuk)
        else:
            tumpuk[-1].append(_kata(potong))
    while len(tumpuk) > 1:
        _tutup(tumpuk)
    return tuple(tumpuk[0])


def _tutup(tumpuk: list[list[Kata]]) -> None:
    isi = tuple(tumpuk.pop())
    if len(isi) == 1 and isi[0].isi:
        isi = isi[0].isi
    if isi:
        tumpuk[-1].append(Kata("(", "(", isi=isi))


def _kata(potong: str) -> Kata:
    teks = potong.rstrip(".")
    if potong in {"&", "|"}:
        return Kata("dan" if potong == "&" else "/", potong)
    return Kata(teks.casefold(), teks, titik=potong.endswith("."))


def sambung(kata: Sequence[Kata], dikenal: Set[str], bertitik: Set[str]) -> tuple[Kata, ...]:
    """Join two or three pieces that make a known word, unless each piece is a word by itself.

    Pieces of at most three letters are never taken for words ("PP TK"), nor are abbreviations of
    ``bertitik`` without their dot.
    """
    hasil: list[Kata] = []
    i = 0
    while i < len(kata):
        n = _panjang_sambungan(kata, i, dikenal, bertitik)
        hasil.append(_gabung(kata[i : i + n]) if n > 1 else _tanpa_tanda_hubung(kata[i], dikenal))
        i += n
    return tuple(hasil)


def _panjang_sambungan(kata: Sequence[Kata], i: int, dikenal: Set[str], bertitik: Set[str]) -> int:
    for n in range(max(3, _huruf_lepas(kata[i:])), 1, -1):
        potong = kata[i : i + n]
        if len(potong) < n or any(not k.teks.isalnum() or k.isi for k in potong):
            continue
        kata_utuh = [k.teks in dikenal and (k.titik or k.teks not in bertitik) for k in potong]
        pendek = all(len(k.teks) <= 3 and not k.titik for k in potong)
        if (pendek or not all(kata_utuh)) and "".join(k.teks for k in potong) in dikenal:
            return n
    return 1


def _huruf_lepas(kata: Sequence[Kata]) -> int:
    """How many letters stand apart at the start: 5 for "K A B A G"."""
    huruf = [len(k.teks) == 1 and k.teks.isalpha() for k in kata]
    return huruf.index(False) if False in huruf else len(huruf)


def _gabung(potong: Sequence[Kata]) -> Kata:
    return Kata(
        "".join(k.teks for k in potong),
        "".join(k.cetak for k in potong),
        titik=potong[-1].titik,
        sambung=True,
    )


def _tanpa_tanda_hubung(kata: Kata, dikenal: Set[str]) -> Kata:
    rapat = kata.teks.replace("-", "")
    if "-" not in kata.teks or kata.teks in dikenal or rapat not in dikenal:
        return kata
    return replace(kata, teks=rapat, cetak=kata.cetak.replace("-", ""), sambung=True)


def pisahkan_huruf(kata: Sequence[Kata], dikenal: Set[str]) -> tuple[Kata, ...]:
    """Part words where a capital begins the next one ("StafTU"), if both are known."""
    hasil: list[Kata] = []
    for k in kata:
        potong = tuple(p.casefold() for p in _BATAS_HURUF.split(k.cetak))
        layak = len(potong) > 1 and k.teks not in dikenal and all(len(p) > 1 and p in dikenal for p in potong)
        hasil.extend(_potongan(k, potong) if layak else (k,))
    return tuple(hasil)


def pisahkan(kata: Sequence[Kata], dikenal: Set[str], akronim: Set[str]) -> tuple[Kata, ...]:
    """Part words that stuck together ("PPIDPELAKSANA"), where known words cover them wholly."""
    hasil: list[Kata] = []
    for k in kata:
        potong = () if k.teks in dikenal or len(k.teks) < 8 or k.isi else _belah(k.teks, dikenal, akronim)
        hasil.extend(_potongan(k, potong) if len(potong) > 1 else (k,))
    return tuple(hasil)


def _belah(teks: str, dikenal: Set[str], akronim: Set[str]) -> tuple[str, ...]:
    """The fewest known words that make ``teks``; () where there are none."""
    terbaik: list[tuple[str, ...] | None] = [()] + [None] * len(teks)
    for akhir in range(3, len(teks) + 1):
        for awal in range(0, akhir - 2):
            depan, potong = terbaik[awal], teks[awal:akhir]
            layak = potong in akronim or (len(potong) > 3 and potong in dikenal)
            if depan is None or not layak:
                continue
            lama = terbaik[akhir]
            if lama is None or len(depan) + 1 < len(lama):
                terbaik[akhir] = (*depan, potong)
    return terbaik[-1] or ()


def _potongan(kata: Kata, potong: tuple[str, ...]) -> Iterator[Kata]:
    i = 0
    for p in potong:
        yield Kata(p, kata.cetak[i : i + len(p)], sambung=True)
        i += len(p)


def tulis(kata: Sequence[Kata], akronim: Set[str], berhuruf_kecil: bool) -> str:
    """The words as a title: "Umum dan Kepegawaian". Capitals that the label means are kept.

    ``berhuruf_kecil``: the label has lower case letters, so capitals in it are meant.
    """
    teks = ""
    for i, k in enumerate(kata):
        satu = _satu(k, akronim, berhuruf_kecil)
        if k.titik and not k.singkat and i + 1 < len(kata) and len(k.teks) < 6:
            satu += "."  # an abbreviation that stays as printed
        rapat = k.teks in {",", ";", "/"} or (i > 0 and kata[i - 1].teks == "/")
        teks += satu if not teks or rapat else " " + satu
    return teks


def _satu(kata: Kata, akronim: Set[str], berhuruf_kecil: bool) -> str:
    if kata.isi:
        return f"({tulis(kata.isi, akronim, berhuruf_kecil)})"
    if kata.teks in _KECIL:
        return kata.teks
    if kata.teks in akronim:
        return kata.teks.upper()
    asli = kata.mirip == 1.0 and not kata.singkat and not kata.sambung
    if asli and berhuruf_kecil and any(h.isupper() for h in kata.cetak[1:]):
        return kata.cetak
    depan, hubung, belakang = kata.teks.partition("-")
    if hubung and belakang[:5] in depan and depan != belakang:
        return _berhuruf_besar(depan) + hubung + belakang  # "Perundang-undangan"
    return _berhuruf_besar(kata.teks)


def _berhuruf_besar(teks: str) -> str:
    return re.sub(r"(?<![^\W_])[^\W\d_]", lambda m: m[0].upper(), teks)
