"""Legal bases: one printed item -> kind, office, number, year, subject.

Where several laws stand in one item ("jo.", "sebagaimana telah diubah dengan", a law about
another law), the first one named is the one. ``nomor`` is as printed ("215/PMK.05/2016");
"UU 23/2014" is number 23 of 2014. What is no law keeps a null ``jenis``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from normalize.ejaan import jarak, lipat, rapikan
from schemas.record import DasarHukum

# kinds numbered anew every year: "23/2014" is number and year
_TAHUNAN = frozenset(
    "UU PP Perppu Perpres Keppres Inpres Permendagri Permenpan-RB Permen Perda Pergub Perbup Perwali".split()  # noqa: SIM905
)
_NOMOR = re.compile(
    r"(?<![^\W\d_])N[o0](?:(?:m|rn|rr|nn)[oei0][r|ln]?)?[.,:']*\s*[.:]?\s*(?:N[o0]\.?\s*)?"
    r"((?:(?-i:[A-Z]{2,6}[.\-/]?\s?))?(?:(?-i:[IVXLC]+)(?=/)|[\dlIO|'][\w|'.\-&]*)(?:\s?/\s?[\w.\-&]+)*)",
    re.I,
)
_TAHUN = re.compile(
    r"\b(?:t[ao][hbn][uan]+[nm]?|thn|th)\b\.?\s*([\dOolISijtb',.]{4,7})|\btahun([12]\d{3})\b", re.I
)
_TANGGAL = re.compile(r"\b(?:tanggal|tgl)\b\.?.{0,20}?\b((?:19|20)\d\d)\b", re.I)
_DIGIT = str.maketrans(
    {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "i": "1", "t": "1", "j": "1", "S": "5", "b": "6"}
)
_EKOR = re.compile(
    r"\s*(?:\((?:lembaran|berita|tambahan)|,?\s*sebagaimana\s|,?\s*yang telah (?:beberapa kali )?diubah"
    r"|\bjo\.?\s|\bjuncto\b)",
    re.I,
)


# borders that a text layer without spaces has lost: "PERKINomor1Tahun2021tentang"
_RAPAT = re.compile(
    r"(?<=[A-Za-z])(?=(?-i:Nomor|Tahun|Tentang)(?:\W|\d|$))|(?<=\d)(?=tahun|tentang|thn)"
    r"|(?<=\bUU)(?=\d)|(?<=\bPP)(?=\d)|(?<=nomor)(?=\d)|(?<=tahun)(?=\d)|(?<=no\.)(?=\d)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Kata:
    """A word with its place in the text and its repaired form."""

    awal: int
    akhir: int
    baku: str


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("normalize").joinpath("data/hukum.toml").read_text(encoding="utf-8"))


@cache
def _bentuk() -> dict[tuple[str, ...], tuple[str, str | None]]:
    """Words of a form -> (jenis, office told by the name)."""
    tetap: dict[str, str] = {k: str(v) for k, v in _data()["lembaga"].items()}
    hasil: dict[tuple[str, ...], tuple[str, str | None]] = {
        tuple(b.split()): (jenis, tetap.get(jenis))
        for jenis, daftar in _data()["jenis"].items()
        for b in daftar
    }
    for singkat, lembaga in _data()["permen"].items():
        hasil[(singkat,)] = ("Permen", str(lembaga))
    return hasil


@lru_cache(maxsize=65536)
def _baku(kata: str) -> str:
    """``kata`` in lower case; a long word of the law's vocabulary with a wrong letter or two repaired."""
    kecil = kata.casefold()
    if len(kecil) < 5 or (kecil,) in _bentuk():
        return kecil
    kunci = lipat(kecil)
    for benar in _data()["kata"]["kata"]:
        batas = 1 if len(benar) < 7 else 2
        if jarak(kunci, lipat(benar), batas) <= batas:
            return benar
    return kecil


def _kata(teks: str) -> list[_Kata]:
    return [
        _Kata(m.start(), m.end(), _baku(m.group())) for m in re.finditer(r"[^\W_]+", teks.replace("€", "e"))
    ]


@lru_cache(maxsize=131072)
def parse_hukum(teks: str) -> DasarHukum:
    """One item of the list of legal bases -> DasarHukum; ``teks`` is kept as given."""
    rapi = re.sub(r"^\s*(?:(?:\d{1,2}|[a-zA-Z])\s*[.)]+|[-•●▪*'])\s*", "", rapikan(teks))
    rapi = _RAPAT.sub(" ", rapi)
    kata = _kata(rapi)
    temu = _cari_jenis(rapi, kata)
    if temu is None:
        return DasarHukum(teks=teks)
    mulai, akhir, jenis, lembaga = temu
    kepala, ekor = _belah(rapi[akhir:])
    nomor, tahun, sisa = _nomor_tahun(kepala, jenis)
    if nomor is None and ekor:
        nomor, tahun = _nomor_di_ekor(ekor, tahun, jenis)
    if jenis == "UUD":
        nomor, tahun = None, _tahun_uud(rapi[akhir:])
    if not _sah(jenis, mulai, nomor, tahun, ekor, kepala):
        return DasarHukum(teks=teks)
    return DasarHukum(
        teks=teks,
        jenis=jenis,
        nomor=nomor,
        tahun=tahun,
        tentang=_tentang(ekor) or _tentang(sisa),
        lembaga=lembaga or _lembaga(kepala, jenis),
    )


def _cari_jenis(rapi: str, kata: list[_Kata]) -> tuple[int, int, str, str | None] | None:
    """The first law named: (index of its first word, end of its name, jenis, office)."""
    batas = _cari_tentang(rapi)
    for i, k in enumerate(kata[:12]):
        if batas and k.awal > batas.start():
            return None
        for n in range(min(12, len(kata) - i), 0, -1):
            kunci = tuple(w.baku for w in kata[i : i + n])
            if kunci in _bentuk():
                jenis, lembaga = _bentuk()[kunci]
                pembuka = all(w.baku in _data()["kata"]["pembuka"] for w in kata[:i])
                return (0 if pembuka else i), kata[i + n - 1].akhir, jenis, lembaga
    return None


@cache
def reference_words() -> frozenset[str]:
    """Words after which a law is spoken of, not listed."""
    return frozenset(_data()["kata"]["rujukan"])


def begins_law(teks: str) -> bool:
    """Whether the first word of ``teks`` begins the name of a kind of law."""
    kata = _kata(rapikan(teks))[:12]
    return any(tuple(w.baku for w in kata[:n]) in _bentuk() for n in range(1, len(kata) + 1))


def _cari_tentang(teks: str) -> re.Match[str] | None:
    """The first "tentang", also misspelt or misread ("tetntang", "lentang")."""
    for m in re.finditer(r"[^\W\d_]+", teks):
        kata = m.group().casefold()
        if kata in ("tentang", "ttg", "perihal"):
            return m
        if kata[0] in "tl" and 5 <= len(kata) <= 9 and jarak(lipat(kata), "tentang", 2) <= 2:
            return m
    return None


def _belah(teks: str) -> tuple[str, str]:
    """What stands before and after "tentang"."""
    if (m := _cari_tentang(teks)) is None:
        return teks, ""
    return teks[: m.start()], teks[m.end() :]


def _nomor_tahun(kepala: str, jenis: str) -> tuple[str | None, int | None, str]:
    """Number, year, and the words after both, from the text between the law's name and "tentang"."""
    pertama = re.split(r"\b(?:jo|juncto)\b|;|\bsebagaimana\b", kepala, maxsplit=1, flags=re.I)[0]
    m_nomor = _NOMOR.search(pertama) or re.match(r"\s*[:.]?\s*(\d[\w.\-]*(?:\s?/\s?[\w.\-]+)*)", pertama)
    m_tahun = _TAHUN.search(pertama) or _TANGGAL.search(pertama)
    nomor = _rapikan_nomor(m_nomor.group(1)) if m_nomor else None
    tahun = _tahun(next(g for g in m_tahun.groups() if g)) if m_tahun else None
    ujung = max((m.end() for m in (m_nomor, m_tahun) if m), default=len(pertama))
    if nomor and tahun is None:
        nomor, tahun = _tahun_dari_nomor(nomor, jenis)
    return nomor, tahun, pertama[ujung:]


def _rapikan_nomor(nomor: str) -> str | None:
    """The number as printed; letters that stand for digits made digits where it is a plain number."""
    nomor = nomor.strip(" .,;:'-")
    if re.fullmatch(r"[\dlIOo|']{1,4}", nomor):
        nomor = nomor.replace("'", "").translate(_DIGIT)
    return nomor if re.search(r"\d", nomor) else None


def _tahun(angka: str) -> int | None:
    """A printed year, scanner slips repaired ("201O", "20'10"); None where it is no likely year."""
    digit = re.sub(r"[',.]", "", angka).translate(_DIGIT)[:4]
    return int(digit) if re.fullmatch(r"(?:19[2-9]|20[0-4])\d", digit) else None


def _tahun_dari_nomor(nomor: str, jenis: str) -> tuple[str, int | None]:
    if (m := re.fullmatch(r"(\d+[A-Z]?)\s?/\s?((?:19|20)\d\d)", nomor)) and jenis in _TAHUNAN:
        return m.group(1), int(m.group(2))
    akhir = re.search(r"/\s?((?:19|20)\d\d)$", nomor)
    return nomor, int(akhir.group(1)) if akhir else None


def _nomor_di_ekor(ekor: str, tahun: int | None, jenis: str) -> tuple[str | None, int | None]:
    """ "Undang-Undang tentang X Nomor 25 Tahun 2009": only where no other law is named in between."""
    awal = _EKOR.split(ekor)[0]
    m = _NOMOR.search(awal)
    if m is None or any((k.baku,) in _bentuk() or k.baku == "undang" for k in _kata(awal[: m.start()])):
        return None, tahun
    nomor, tahun_ekor, _ = _nomor_tahun(awal[m.start() :], jenis)
    return nomor, tahun or tahun_ekor


def _tahun_uud(sisa: str) -> int | None:
    m = re.search(r"\b(19|20)\d\d\b", sisa[:40])
    return int(m.group()) if m else None


def _sah(jenis: str, mulai: int, nomor: str | None, tahun: int | None, ekor: str, kepala: str) -> bool:
    """Whether what was found names a law: a generic word or one deep in the text needs a number."""
    bernomor = nomor is not None or tahun is not None
    if jenis == "UUD":
        return mulai == 0
    if re.match(r"[\s\-]*(?:perundang|yang|terkait|lain)", kepala, re.I):
        return False
    return bernomor or (mulai == 0 and (jenis != "Peraturan Lembaga" or bool(ekor)))


def _tentang(teks: str) -> str | None:
    isi = _EKOR.split(re.sub(r"[*_`]", "", teks))[0].strip(" ;:,.-")
    isi = re.sub(r"[;,.]?\s*\bdan$", "", isi).strip(" ;:,.-")
    return isi if len(re.findall(r"[^\W\d_]", isi)) >= 3 else None


def _lembaga(kepala: str, jenis: str) -> str | None:
    """The office named between the law's name and its number; with the word that the kind took."""
    batas = [m.start() for m in (_NOMOR.search(kepala), _TAHUN.search(kepala), re.search(r"\d", kepala)) if m]
    isi = kepala[: min(batas, default=len(kepala))].strip(" ,.:;-(")
    sisa = [k for k in _kata(isi) if k.baku not in _data()["kata"]["isian"]]
    if not sisa or jenis in ("UUD", "UU", "PP", "Perppu", "Perpres", "Keppres", "Inpres", "TAP MPR"):
        return None
    nama = isi[sisa[0].awal : sisa[-1].akhir]
    return f"{_PEJABAT[jenis]} {nama}" if jenis in _PEJABAT else nama


_PEJABAT = {"Permen": "Menteri", "Kepmen": "Menteri", "Perka": "Kepala", "Perdirjen": "Direktur Jenderal"}
