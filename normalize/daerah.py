"""The region of an SOP: Kemendagri code from the names printed on it.

A name after "Kabupaten", "Kota" or "Provinsi" is sure; spaces count nothing, so that letter-spaced
headings match. A bare name ("Setda Karanganyar") counts only when one region alone has it. Names
of a Kabupaten and a Kota (Bogor, Banjar) stay open. One or two wrong letters are read with a
doubt, if the next region is clearly further away.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from normalize.ejaan import jarak, lipat, rapikan
from schemas.raw import RawDoubt
from schemas.record import Daerah
from schemas.tinjauan import Kode

Hasil = tuple[Daerah | None, tuple[RawDoubt, ...]]


@dataclass(frozen=True, slots=True)
class Wilayah:
    """A region: ``jenis`` kabupaten, kota or provinsi; ``nama`` without it; ``kunci`` letters only."""

    kode: str
    jenis: str
    nama: str
    provinsi: str

    @property
    def kunci(self) -> str:
        return _rapat(self.nama)

    def daerah(self) -> Daerah:
        if self.jenis != "provinsi":
            return Daerah(
                kode=self.kode, nama=f"{self.jenis.capitalize()} {self.nama}", provinsi=self.provinsi
            )
        khusus = self.nama.startswith("Daerah ")
        return Daerah(
            kode=self.kode, nama=self.nama if khusus else f"Provinsi {self.nama}", provinsi=self.nama
        )


def _rapat(teks: str) -> str:
    """Letters only, look-alikes folded."""
    return lipat(re.sub(r"[^\w]|\d(?=\d)|_", "", teks.casefold()))


def _baca_csv(nama: str) -> list[dict[str, str]]:
    teks = files("normalize").joinpath(f"data/{nama}").read_text(encoding="utf-8")
    return list(csv.DictReader(teks.splitlines()))


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("normalize").joinpath("data/daerah.toml").read_text(encoding="utf-8"))


@cache
def semua_wilayah() -> tuple[Wilayah, ...]:
    """The 38 provinces and 514 kabupaten and kota of data/wilayah_*.csv."""
    provinsi = {b["code"]: b["name"] for b in _baca_csv("wilayah_provinsi.csv")}
    hasil = [Wilayah(kode, "provinsi", nama, nama) for kode, nama in provinsi.items()]
    for b in _baca_csv("wilayah_kabupaten.csv"):
        jenis, _, nama = b["name"].partition(" ")
        if nama.startswith("Administrasi "):
            nama = nama.removeprefix("Administrasi ")
        hasil.append(Wilayah(b["code"], jenis.casefold(), nama, provinsi[b["province_code"]]))
    return tuple(hasil)


@cache
def _berpenanda() -> tuple[tuple[str, Wilayah], ...]:
    """Every marked name, letters only: "kabbanggai", "kabupatenbanggai"; the longest first."""
    hasil = []
    for w in semua_wilayah():
        nama = [w.nama, *_nama_lain(w)]
        hasil += [(_rapat(p) + _rapat(n), w) for p in _data()["penanda"][w.jenis] for n in nama]
        if w.jenis == "provinsi" and w.nama.startswith("Daerah "):
            hasil.append((_rapat(w.nama), w))
    return tuple(sorted(hasil, key=lambda x: (-len(x[0]), x[1].kode)))


def _nama_lain(w: Wilayah) -> list[str]:
    return _data()["provinsi"].get(w.kode, []) if w.jenis == "provinsi" else []


@cache
def _polos() -> dict[str, tuple[Wilayah, ...]]:
    """Bare names, letters only -> the regions that have them."""
    hasil: dict[str, list[Wilayah]] = {}
    for w in semua_wilayah():
        for nama in (w.nama, *_nama_lain(w)):
            hasil.setdefault(_rapat(nama), []).append(w)
    return {k: tuple(v) for k, v in hasil.items()}


@dataclass(frozen=True, slots=True)
class _Rapat:
    """A text with its spaces taken out, and for each letter whether a word may begin there."""

    huruf: str
    awal: tuple[bool, ...]


def _padatkan(teks: str) -> _Rapat:
    huruf, awal = [], []
    rapi = rapikan(teks).casefold()
    for dari, ke in _data()["ejaan"].items():
        rapi = rapi.replace(dari, str(ke))
    kata = re.findall(r"[^\W\d_]+", rapi)
    sebelum = ""
    for k in kata:
        isi = lipat(k)
        # letter-spaced words have no inner borders that could be trusted
        awal += [True] + [len(k) == 1 and len(sebelum) == 1] * (len(isi) - 1)
        huruf.append(isi)
        sebelum = k
    return _Rapat("".join(huruf), (*awal, True))


def _cari_berpenanda(teks: str) -> list[Wilayah]:
    """Regions named with their kind in ``teks``; a name inside a longer one does not count."""
    rapat = _padatkan(teks)
    temu: list[tuple[int, int, Wilayah]] = []
    for kunci, w in _berpenanda():
        i = rapat.huruf.find(kunci)
        while i >= 0:
            j = i + len(kunci)
            if rapat.awal[i] and rapat.awal[j] and not any(a < j and i < b for a, b, _ in temu):
                temu.append((i, j, w))
            i = rapat.huruf.find(kunci, i + 1)
    return [w for _, _, w in sorted(temu, key=lambda t: t[0])]


@lru_cache(maxsize=4096)
def _satu_teks(teks: str) -> tuple[tuple[Wilayah, ...], str]:
    """The regions that one text names and how: pasti, polos (bare name), mirip (misspelt)."""
    if pasti := _cari_berpenanda(teks):
        daerah = tuple(dict.fromkeys(w for w in pasti if w.jenis != "provinsi"))
        return daerah or tuple(dict.fromkeys(pasti)), "pasti"
    if mirip := _cari_mirip(teks):
        return mirip, "mirip"
    return _cari_polos(teks), "polos"


def _cari_polos(teks: str) -> tuple[Wilayah, ...]:
    """Regions named without their kind, the longest run of words first; every bearer of the name."""
    kata = re.findall(r"[^\W\d_]+", rapikan(teks).casefold())
    for n in range(min(4, len(kata)), 0, -1):
        for i in range(len(kata) - n + 1):
            nama = " ".join(kata[i : i + n])
            if nama in _data()["umum"]["kata"] or len(nama) < 3:
                continue
            if w := _polos().get(_rapat(nama)):
                return w
    return ()


def _cari_mirip(teks: str) -> tuple[Wilayah, ...]:
    """The region after a printed "Kabupaten", "Kota", "Provinsi" whose name has a wrong letter or two."""
    kata = re.findall(r"[^\W\d_]+", rapikan(teks).casefold())
    for i, k in enumerate(kata):
        jenis = next((j for j, p in _data()["penanda"].items() if k in p), None)
        if jenis is None:
            continue
        for n in range(min(4, len(kata) - i - 1), 0, -1):
            if w := _terdekat("".join(lipat(x) for x in kata[i + 1 : i + 1 + n]), jenis):
                return (w,)
    return ()


def _terdekat(kunci: str, jenis: str) -> Wilayah | None:
    """The one region of the kind within 1 letter (2 from 9 letters on), the next 2 letters further."""
    batas = 2 if len(kunci) >= 9 else 1
    if len(kunci) < 5:
        return None
    urut = sorted((jarak(kunci, w.kunci, batas + 2), w.kode, w) for w in semua_wilayah() if w.jenis == jenis)
    terbaik, kedua = urut[0], urut[1]
    return terbaik[2] if 0 < terbaik[0] <= batas and kedua[0] - terbaik[0] >= 2 else None


def find_daerah(teks: Sequence[str]) -> Hasil:
    """The region that the texts name, the strongest evidence first: letterhead, title, number, folder.

    A kabupaten or kota beats a province in the same text. The first text that names one region
    decides; bare and misspelt names count only where no text names a region with its kind.
    Returns None and a doubt where nothing, or nothing single, is named.
    """
    temuan = [(t, *_satu_teks(t)) for t in teks if t.strip()]
    for cara in ("pasti", "mirip", "polos"):
        for asli, wilayah, c in temuan:
            if c == cara and len(wilayah) == 1:
                return wilayah[0].daerah(), _ragu(asli, wilayah[0], cara)
    for asli, wilayah, _ in temuan:
        if wilayah:
            calon = ", ".join(w.daerah().nama for w in wilayah)
            return None, (
                RawDoubt(kode=Kode.DAERAH_RANCU, jalur="/daerah", isi={"teks": asli, "calon": calon}),
            )
    return None, (RawDoubt(kode=Kode.DAERAH_TAK_DIKENAL, jalur="/daerah"),)


def _ragu(asli: str, w: Wilayah, cara: str) -> tuple[RawDoubt, ...]:
    if cara == "pasti":
        return ()
    isi = {"teks": asli, "baca": w.daerah().nama}
    return (RawDoubt(kode=Kode.DAERAH_MIRIP, jalur="/daerah", isi=isi),)


@lru_cache(maxsize=4096)
def panjang_nama_wilayah(kata: tuple[str, ...]) -> int:
    """How many of the first words are a region's name ("lima", "puluh", "kota", "m." -> 3); 0 for none."""
    for n in range(min(4, len(kata)), 0, -1):
        if _rapat("".join(kata[:n])) in _polos():
            return n
    return 0


# --- letterhead ----------------------------------------------------------------------------


@cache
def _kepala() -> dict[str, list[str]]:
    return tomllib.loads(files("normalize").joinpath("data/kepala.toml").read_text(encoding="utf-8"))


_ALAMAT = re.compile(r"\d{5}")  # a postcode or telephone number: no office's name has one


def parse_kepala(baris: Sequence[str], judul: str = "") -> tuple[str | None, str | None]:
    """Letterhead lines -> (instansi, unit), capitals written as ordinary words.

    The office is the line after "Pemerintah ...", or that line itself where no office follows;
    a region line belongs to the line above it ("Badan Pusat Statistik / Provinsi Bengkulu").
    "Kepala" in front of the office is its head's title and is left out. ``judul``: what the SOP is called; a
    phrase of it is no office.
    """
    isi = {"pemerintah": "", "instansi": "", "unit": "", "entah": ""}
    terakhir = "entah"
    for jenis, teks in _golongkan(baris):
        if jenis == "lanjut":
            isi[terakhir] = f"{isi[terakhir]} {teks}".strip()
            continue
        if jenis == "instansi" and isi["instansi"] and not _lebih_lengkap(isi["instansi"], teks):
            jenis = "unit"  # an office under an office
        baru = jenis == "instansi" or not isi[jenis]
        if baru or jenis == "unit":
            isi[jenis] = teks if baru else f"{isi[jenis]} {teks}"
            terakhir = jenis
    kata, dari_judul = isi["entah"], _rapat(isi["entah"]) in _rapat(judul)
    entah = kata if " " in kata and not dari_judul else ""  # one word that nobody knows is no office
    nama = isi["instansi"] or isi["pemerintah"] or entah
    return _judul(nama.rstrip(" ,")) or None, _judul(isi["unit"].rstrip(" ,")) or None


def _lebih_lengkap(lama: str, baru: str) -> bool:
    """ "Badan Pusat Statistik" and "Badan Pusat Statistik Provinsi Bengkulu": one office."""
    return _rapat(baru).startswith(_rapat(lama))


def _golongkan(baris: Sequence[str]) -> list[tuple[str, str]]:
    """Each line as pemerintah, instansi, unit, lanjut (it goes on with the line above), or entah."""
    hasil: list[tuple[str, str]] = []
    for asli in baris:
        teks = re.sub(r"^[\s\-:.]+|[\s\-:]+$", "", rapikan(re.sub(r"[*_#|]", " ", asli)))
        if (tanpa := re.sub(r"(?i)^sop\s+", "", teks)) != teks and _mulai(tanpa, "unit"):
            teks = tanpa  # a title that names the unit: "SOP Subbagian Umum Sekretariat DPRD"
        if not _wajar(teks) or _mulai(teks, "buang") or _ALAMAT.search(teks):
            continue
        depan, sisa = _belah_pemerintah(teks)
        if depan:
            hasil.append(("pemerintah", depan))
        if sisa:
            hasil += _golongkan_satu(sisa, hasil)
    return hasil


def _wajar(teks: str) -> bool:
    """Whether a line has words at all: what a scanner makes of a crest or a stamp has none."""
    if any(_mulai(teks, daftar) for daftar in ("instansi", "unit", "wilayah")):
        return True
    kata = re.findall(r"[\w'.&/-]+", teks)
    utuh = [k for k in kata if re.fullmatch(r"[^\W\d_]{3,}\W*", k) and _satu_rupa(k)]
    return any(len(k) >= 4 for k in utuh) and len(utuh) * 5 >= len(kata) * 3


def _satu_rupa(kata: str) -> bool:
    """Whether a word is written in one way: "DINAS", "Dinas" or "dinas", not "dINas"."""
    return kata.isupper() or kata[1:].islower()


def _golongkan_satu(teks: str, sebelum: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    teks = re.sub(r"(?i)^kepala\s+", "", teks)
    akhir = sebelum[-1][1].casefold() if sebelum else ""
    sambung = akhir.endswith((" dan", "&", "/", ",", " di", " untuk")) or teks[0].islower()
    if sebelum and (sambung or _mulai(teks, "wilayah")):
        return [("lanjut", teks)]
    if m := _potong(teks):
        dua = [teks[: m.start()].strip(), teks[m.start() :].strip()]
        return list(
            zip(("instansi", "unit") if _mulai(teks, "instansi") else ("unit", "instansi"), dua, strict=True)
        )
    # "Sekretariat Satuan Polisi ..." is a unit, "Sekretariat Daerah" an office: offices come first
    if _mulai(teks, "instansi"):
        return [("instansi", teks)]
    ada = any(j == "instansi" for j, _ in sebelum)
    if teks[0].islower() and not _mulai(teks, "unit"):
        return []  # no office's name begins like that, and there is no line that it could go on with
    return [("unit" if _mulai(teks, "unit") or ada else "entah", teks)]


def _potong(teks: str) -> re.Match[str] | None:
    """Where a unit begins inside an office's line ("Sekretariat Daerah Bagian Pemerintahan"), or an
    office inside a unit's ("Subbagian Umum Sekretariat DPRD")."""
    if _mulai(teks, "instansi"):
        return re.search(r"(?i)(?<=\s)(?:sub\s?bagian|bagian|bidang|seksi|uptd)\s+\w", teks)
    if _mulai(teks, "unit"):
        return re.search(r"(?i)(?<=\s)(?:sekretariat\s+(?:daerah|dprd)|dinas|inspektorat|kecamatan)\b", teks)
    return None


def _belah_pemerintah(teks: str) -> tuple[str, str]:
    """ "Pemerintah Kabupaten Banggai Sekretariat DPRD" -> the government, and what follows it."""
    if not re.match(r"(?i)pemerintah\b", teks):
        return "", teks
    kata = teks.split()
    mulai = 2 if len(kata) > 1 and kata[1].casefold().strip(".") in _semua_penanda() else 1
    bersih = tuple(re.sub(r"[^\w]", "", k).casefold() for k in kata[mulai : mulai + 4])
    n = mulai + panjang_nama_wilayah(bersih)
    if n == mulai:  # an unknown name: up to the first word that begins an office
        n = next(
            (i for i in range(mulai + 1, len(kata)) if _mulai(" ".join(kata[i:]), "instansi")), len(kata)
        )
    return " ".join(kata[:n]), " ".join(kata[n:])


@cache
def _semua_penanda() -> frozenset[str]:
    return frozenset(k for daftar in _data()["penanda"].values() for k in daftar)


def _mulai(teks: str, daftar: str) -> bool:
    kecil = teks.casefold()
    return any(kecil.startswith(k) and not kecil[len(k) : len(k) + 1].isalpha() for k in _kepala()[daftar])


def _judul(teks: str) -> str:
    """Capitals as ordinary words with their short forms kept; mixed case as printed."""
    if not teks.isupper():
        return teks
    kata = []
    for i, k in enumerate(teks.split()):
        inti = re.sub(r"\W", "", k).casefold()
        if inti in _kepala()["singkatan"] or (len(inti) > 1 and not re.search(r"[aeiou]", inti)):
            kata.append(k)
        elif inti in _kepala()["kecil"] and i:
            kata.append(k.lower())
        else:
            kata.append(re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), k))
    return " ".join(kata)
