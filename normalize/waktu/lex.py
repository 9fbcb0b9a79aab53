"""Printed time -> tokens: numbers, units, bounds, range signs, other words.

The words stand in data/waktu.toml. Whatever is repaired on the way (a unit misread by the
scanner, digits torn apart) is noted, so that nothing is corrected in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from normalize.angka import KATA_ANGKA, baca_angka
from normalize.ejaan import jarak, lipat, rapikan
from schemas.vocab import Satuan


@dataclass(frozen=True, slots=True)
class Keping:
    """One token. ``jenis``: N number, U unit, K word, or a sign: ~ range, < > bounds, ± x / ( ) , + =."""

    jenis: str
    teks: str
    nilai: float | None = None
    satuan: Satuan | None = None


@dataclass(slots=True)
class Urai:
    """The tokens of one cell, and the readings that are a repair (printed, read)."""

    keping: list[Keping] = field(default_factory=list)
    perbaikan: list[tuple[str, str]] = field(default_factory=list)


@cache
def kamus() -> dict[str, dict[str, list[str]]]:
    """The word tables of data/waktu.toml."""
    return tomllib.loads(files("normalize").joinpath("data/waktu.toml").read_text(encoding="utf-8"))


@cache
def _satuan() -> dict[str, Satuan]:
    return {lipat(f): Satuan(nama) for nama, bentuk in kamus()["satuan"].items() for f in bentuk}


@cache
def _nama_satuan() -> tuple[tuple[str, Satuan], ...]:
    """Full names only: the edit distance must not reach the short forms."""
    return tuple((lipat(s.value.replace("_", "")), s) for s in Satuan)


@lru_cache(maxsize=4096)
def satuan_dari(kata: str) -> Satuan | None:
    """The unit that ``kata`` names, look-alike letters taken as equal; None for any other word."""
    return _satuan().get(lipat(kata.strip(".")))


@lru_cache(maxsize=4096)
def _satuan_mirip(kata: str) -> Satuan | None:
    """A unit one letter away from ``kata``, if only one is; for words that stand after a number."""
    if len(kata) < 4 or kata in ("dari", "hati", "lari", "jari", "kali"):
        return None
    calon = {s for nama, s in _nama_satuan() if jarak(lipat(kata), nama, 1) <= 1}
    return calon.pop() if len(calon) == 1 else None


def dieja(teks: str) -> str:
    """A time read from pixels, with units behind a number of which one letter was misread as they are spelled
    ("1 har kerja"): a form that has vowels is no abbreviation, and nobody prints it. Nor does anybody print a
    stop between all that the time says, a figure and its unit ("10. hari"): a speck.
    """
    teks = _SATUAN_SESUDAH.sub(_ejaan, teks)
    bintik = _BINTIK.fullmatch(teks)
    return " ".join(bintik.groups()) if bintik and satuan_dari(bintik[2]) else teks


def _ejaan(cocok: re.Match[str]) -> str:
    kata = cocok.group()
    satuan = satuan_dari(kata) if _VOKAL.search(kata.casefold()) else None
    if satuan is None or jarak(kata.casefold(), satuan.value, 1) > 1:
        return kata
    nama: str = satuan.value
    return nama.upper() if kata.isupper() else nama.capitalize() if kata[0].isupper() else nama


def _pola(bentuk: Iterable[str]) -> re.Pattern[str]:
    urut = sorted(bentuk, key=len, reverse=True)
    isi = "|".join(re.escape(b).replace(r"\ ", r"\s+") for b in urut)
    return re.compile(rf"(?<![^\W\d_])(?:{isi})(?![^\W\d_])")


@cache
def _ganti() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Phrases and the sign that stands for them, in the order in which they are replaced."""
    tabel = kamus()
    tanda = {"kira": " ± ", "maksimal": " < ", "minimal": " > ", "rentang": " ~ ", "dan": " + "}
    gabung = [(_pola(b), f" {nama} ") for nama, b in tabel["gabung"].items()]
    batas = [(_pola(tabel["batas"][nama]), t) for nama, t in tanda.items()]
    return (
        *gabung,
        (re.compile(r"(?<!\d )(?<![\w/])min\.?(?=\s*\d)"), " > "),
        (re.compile(r"≤|=<|<=|<"), " < "),
        (re.compile(r"≥|=>|>=|>"), " > "),
        (re.compile(r"\+\s*/?\s*-|-\s*/?\s*\+|±|~(?=\s*\d)|≈"), " ± "),
        *batas,
        (re.compile(r"(?<=\d)\s*(?:[x×✕]|kali)\s*(?=\d)"), " x "),
        (re.compile(r"(?<=\d)\s*(?:'|′)(?!\w)"), " menit "),
        (re.compile(r"(?<=\d)\s*(?:\"|″)(?!\w)"), " detik "),
    )


_SATUAN_SESUDAH = re.compile(r"(?<=\d )[^\W\d_]{3,}")
_BINTIK = re.compile(r"(\d+)[.,'] ([^\W\d_]+)")
_VOKAL = re.compile(r"[aiueo]")
_KEPING = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*\.?|[^\s]")
_ANGKA_RUSAK = re.compile(r"(?<![\w.,])(?=[\doOlI|S]*\d)(?=\d*[oOlI|S])([\doOlI|S]{2,4})(?=\s*[A-Za-z])")
_ANGKA_TUNGGAL = re.compile(r"^[lI|][oO]?(?=\s+[A-Za-z])")
_BERJARAK = re.compile(r"(?<!\S)(?:\d )*(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_PECAHAN = re.compile(r"(?<![\d.,/])(?:(\d+)\s+)?(1\s*/\s*[234]|3\s*/\s*4)(?![\d/])")
# hours, minutes and seconds as worksheets show a length of time; "8:00" alone may be a time of day
_PANJANG = re.compile(r"(?<![\d:.,])(?:(\d{1,3}):([0-5]\d):([0-5]\d)|(0{1,2}):([0-5]\d))(?![\d:])")
_DIGIT = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "|": "1", "S": "5"})


def _digit(urai: Urai, cocok: re.Match[str]) -> str:
    baca = cocok.group().translate(_DIGIT)
    urai.perbaikan.append((cocok.group(), baca))
    return baca + " "


def _desimal(cocok: re.Match[str]) -> str:
    """ "1 1/2" -> "1.5"."""
    atas, bawah = cocok.group(2).split("/")
    return f"{int(cocok.group(1) or 0) + round(int(atas) / int(bawah), 4):g}"


def _panjang(cocok: re.Match[str]) -> str:
    """ "1:30:00" -> "1 jam 30 menit", "0:15" -> "15 menit"."""
    jam, menit, detik = (int(n or 0) for n in (cocok[1] or cocok[4], cocok[2] or cocok[5], cocok[3]))
    kata = [f"{n} {nama}" for n, nama in ((jam, "jam"), (menit, "menit"), (detik, "detik")) if n]
    return " ".join(kata) or "0 menit"


def _rapatkan(cocok: re.Match[str]) -> str:
    """Letter-spaced text as words: "1 2 0 m e n i t" -> "120 menit"."""
    return re.sub(r"(?<=\d)(?=[^\W\d])", " ", cocok.group().replace(" ", ""))


def siapkan(teks: str, urai: Urai) -> str:
    """``teks`` in lower case, markup and leading bullets off, phrases replaced by their signs."""
    teks = _PANJANG.sub(_panjang, rapikan(teks))
    teks = re.sub(r"<br\s*/?>|[*_`•●▪;:\[\]{}]", " ", teks)
    teks = re.sub(r"^[\s.\-]+(?=\S)|(?<=\S)[\s.\-]+$", "", teks)
    teks = _BERJARAK.sub(_rapatkan, teks)
    teks = re.sub(r"(?<=[^\W\d_])[1|](?=[^\W\d_])", "l", teks)
    teks = re.sub(r"(?<=[^\W\d_])0(?=[^\W\d_])", "o", teks)
    teks = _PECAHAN.sub(_desimal, teks)
    teks = _ANGKA_RUSAK.sub(lambda m: _digit(urai, m), teks)
    teks = _ANGKA_TUNGGAL.sub(lambda m: _digit(urai, m), teks).casefold()
    for pola, tanda in _ganti():
        teks = pola.sub(tanda, teks)
    return teks


def _nilai(teks: str) -> float:
    """ "1,5" and "1.5" are decimals; "1.000" is a thousand; "2,000" keeps its decimal reading."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", teks):
        return float(teks.replace(".", ""))
    bulat, _, pecah = teks.replace(",", ".").partition(".")
    return float(f"{bulat}.{pecah.replace('.', '') or '0'}")


def _kata(urai: Urai, kata: str) -> Keping:
    polos = kata.strip(".")
    if urai.keping and urai.keping[-1].satuan is Satuan.HARI and jarak(lipat(polos), "kerja", 1) <= 1:
        polos = f"{urai.keping.pop().teks} {polos}"  # "Harl Kerja": no phrase of the table
        return Keping("U", polos, satuan=Satuan.HARI_KERJA)
    satuan = satuan_dari(polos)
    if satuan is None and polos.startswith("se") and (satuan := satuan_dari(polos[2:])):
        urai.keping.append(Keping("N", polos, 1.0))
    if satuan is None and urai.keping and urai.keping[-1].jenis == "N":
        satuan = _satuan_mirip(polos)
        if satuan is not None:
            urai.perbaikan.append((polos, satuan.value.replace("_", " ")))
    return Keping("U", polos, satuan=satuan) if satuan else Keping("K", polos)


_TANDA = {
    "-": "~",
    "~": "~",
    "<": "<",
    ">": ">",
    "±": "±",
    "/": "/",
    "(": "(",
    ")": ")",
    ",": ",",
    "+": "+",
    "=": "=",
}


def pecah(teks: str) -> Urai:
    """The tokens of a printed time; number words joined into numbers."""
    urai = Urai()
    bilangan: list[str] = []
    for t in [*_KEPING.findall(siapkan(teks, urai)), ""]:
        if t in KATA_ANGKA:
            bilangan.append(t)
            continue
        if bilangan:
            _tambah_bilangan(urai, bilangan)
            bilangan = []
        if not t or t in ".'\"":
            continue
        if t[0].isdigit():
            urai.keping.append(Keping("N", t, _nilai(t)))
        elif t == "x":
            urai.keping.append(Keping("x", t))
        elif t[0].isalpha():
            urai.keping.append(_kata(urai, t))
        else:
            urai.keping.append(Keping(_TANDA.get(t, "K"), t))
    return urai


def _tambah_bilangan(urai: Urai, bilangan: list[str]) -> None:
    nilai = baca_angka(bilangan)
    kata = " ".join(bilangan)
    urai.keping.append(Keping("K", kata) if nilai is None else Keping("N", kata, nilai))
