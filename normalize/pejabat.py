"""The approval cell: post, name, rank and NIP of who signed.

The cell comes as printed lines, or as one line when an export lost them. Post words ("Kepala",
"Sekretaris"), titles ("Drs.", ", M.Si") and the place of the NIP tell the parts apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from normalize.daerah import panjang_nama_wilayah
from normalize.ejaan import rapikan
from normalize.gelar import lepas_gelar, rapikan_gelar
from normalize.nip import PANJANG, parse_nip
from schemas.raw import RawDoubt
from schemas.record import DisahkanOleh
from schemas.tinjauan import Kode

_NIP = re.compile(
    r"(?i)(?:\b(?:n\s?\.?\s?[il1|]\s?\.?\s?p|nrp|nik|nidn|nrk)\b[\s.:/]*(?:[\dOl|][\s.\-]*)*|(?<!\d)(?:\d[\s.\-]?){17}\d(?!\d))"
)
_GOLONGAN = (
    r"(?:\s*[-–,/(]*\s*(?:gol(?:ongan)?\.?\s*)?\(?\s*(?:I\s?V|I(?:\s?I){0,2})\s*[./,\-]?\s*[a-e]\s*\)?)"
)
# "Pontianak, 13 Februari 2022": where and when it was signed
_TANGGAL = re.compile(
    r"(?:[^\W\d_]+(?:\s+[^\W\d_]+)?\s*,\s*)?(?:tanggal\s*:?\s*)?\d{1,2}\s+[^\W\d_]{3,9}\s+\d{4}", re.I
)
_PENANDA_DAERAH = frozenset(("kabupaten", "kab", "kota", "provinsi", "propinsi", "prov"))


@cache
def _data() -> dict[str, frozenset[str]]:
    isi = tomllib.loads(files("normalize").joinpath("data/pejabat.toml").read_text(encoding="utf-8"))
    return {k: frozenset(v) for k, v in isi.items()}


@cache
def _pangkat() -> re.Pattern[str]:
    """A rank, with or without its grade; "Tk. I" as "Tingkat I"."""
    bentuk = "|".join(
        re.escape(p).replace(r"tingkat\ i", r"(?:tingkat|tk\.?)\s*[i1]").replace(r"\ ", r"\s+")
        for p in sorted(_data()["pangkat"], key=len, reverse=True)
    )
    return re.compile(rf"(?i)(?<![\w.])(?:{bentuk})(?![\w])(?:{_GOLONGAN})?")


def pangkat_berjarak(baris: str) -> str:
    """A line of a scan with the spaces of its rank put back: "PembinaUtama Muda" -> "Pembina Utama Muda"."""
    for pangkat in sorted(_data()["pangkat"], key=len, reverse=True):
        kata = pangkat.split()
        rapat = r"\s*".join(f"({k})" for k in kata)
        baris, ada = re.subn(
            rf"(?i)(?<!\w){rapat}(?!\w)", " ".join(rf"\{n + 1}" for n in range(len(kata))), baris
        )
        if ada:
            break
    return baris


def _polos(kata: str) -> str:
    return re.sub(r"[^\w]", "", kata).casefold()


def parse_pejabat(
    baris: Sequence[str], pindaian: bool = False
) -> tuple[DisahkanOleh | None, tuple[RawDoubt, ...]]:
    """Lines of the approval cell -> DisahkanOleh and doubts; (None, ()) where nothing is printed.

    Printed wording is kept; only signing-service phrases and the day of signing are left out. Lines that
    are neither post, name, rank nor NIP give ``pejabat_tak_terurai``. ``pindaian``: the lines were read from
    pixels, so that scraps of a signature are none of them and marks between titles were guessed.
    ``jalur`` of a doubt starts at the signatory.
    """
    if pindaian:
        baris = [_mulai_wilayah(_lepas_jabatan(lepas_gelar(b, _gelar_polos))) for b in baris]
    rapi = [b for b in (_bersihkan(b) for b in baris) if b and not _TANGGAL.fullmatch(b)]
    rapi = _nip_utuh(rapi)
    serpih = [b for b in rapi if pindaian and _serpih(b)]
    rapi = [b for b in rapi if b not in serpih]
    nip, ragu, rapi = _ambil_nip(rapi)
    ragu = tuple(d.model_copy(update={"jalur": "/nip"}) for d in ragu)
    pangkat, rapi = _ambil_pangkat(rapi)
    jabatan, nama, sisa = _bagi(rapi)
    if nama and pindaian:
        nama = rapikan_gelar(nama, _gelar_polos)
    sisa += serpih
    if nama and not (jabatan or nip or pangkat) and not _nama_wajar(nama):
        sisa, nama = [nama, *sisa], None
    if sisa:
        # beside a name and a number that is valid, what is left over comes from pen and stamp
        cap = pindaian and nama and nip and not ragu
        kode, isi = Kode.PEJABAT_TAK_TERURAI, {"teks": "; ".join(sisa)}
        if cap:
            kode, isi = Kode.TERTIMPA, {"isian": "disahkan oleh", **isi}
        ragu = (*ragu, RawDoubt(kode=kode, isi=isi))
    if not (jabatan or nama or nip or pangkat):
        return None, ragu
    return DisahkanOleh(jabatan=jabatan, nama=nama, pangkat=pangkat, nip=nip), ragu


def _nip_utuh(baris: Sequence[str]) -> list[str]:
    """The lines, an NIP that a narrow cell has parted over two of them whole again."""
    hasil = list(baris)
    for n, (atas, bawah) in enumerate(pairwise(baris)):
        ada = _NIP.search(atas)
        angka = [re.sub(r"\D", "", t) for t in (ada.group() if ada else "", bawah)]
        lepas = not re.search(r"[^\d\s.\-]", bawah)
        if (
            ada
            and ada.end() == len(atas.rstrip())
            and lepas
            and 0 < len(angka[0]) < sum(map(len, angka)) == PANJANG
        ):
            hasil[n : n + 2] = [f"{atas} {bawah}"]
            break
    return hasil


def _serpih(baris: str) -> bool:
    """Whether a line is a scrap: no word of three letters and no figures of a number."""
    huruf = max((sum(c.isalpha() for c in k) for k in baris.split()), default=0)
    return huruf < 3 and sum(c.isdigit() for c in baris) < 6 and not re.search(r"\bI{1,3}V?\s*/", baris)


def _lepas_jabatan(baris: str) -> str:
    """A line read from pixels, a post and an office that have run together parted: "KEPALABAPPEDA"."""
    return " ".join(_belah_kata(k) for k in baris.split())


def _mulai_wilayah(baris: str) -> str:
    """A line read from pixels that a pen begins, from the region's name that is all the rest of it: "ERI
    PROVINSI KALIMANTAN BARAT"."""
    kata = baris.split()
    polos = tuple(_polos(k) for k in kata)
    pen = (
        len(kata) > 2
        and polos[1] in _PENANDA_DAERAH
        and polos[0] not in _data()["kantor"] | _data()["jabatan"]
    )
    return " ".join(kata[1:]) if pen and panjang_nama_wilayah(polos[2:]) == len(kata) - 2 else baris


def _belah_kata(kata: str) -> str:
    inti = _polos(kata)
    for n in range(5, len(inti) - 2):
        if inti[:n] in _data()["jabatan"] and inti[n:] in _data()["kantor"] and kata[:n].isalpha():
            return f"{kata[:n]} {kata[n:]}"
    return kata


def _gelar_polos(huruf: str) -> bool:
    return huruf.casefold() in _data()["gelar_belakang"]


def _nama_wajar(nama: str) -> bool:
    """Words alone make a name of nobody's post only if they could be one: no figures, no scraps."""
    kata = [k for k in nama.split() if not re.fullmatch(r"[^\W\d_]\.", k)]
    return _bergelar(nama) or (len(kata) >= 1 and all(re.fullmatch(r"[^\W\d_'.-]{3,}[,.]?", k) for k in kata))


def _bersihkan(baris: str) -> str:
    """One line without markup, placeholders and signing-service phrases; "" where nothing is left."""
    # a text layer that lost its spaces: "KepalaBiroUmum"
    baris = re.sub(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})", " ", baris)
    teks = re.sub(r"\$\{[^}]*\}|<[^>]*>|[*_#|]|\.{3,}|…", " ", baris)
    teks = "  ".join(rapikan(p) for p in re.split(r"\s{2,}|\n", teks.strip()) if rapikan(p))
    kecil = re.sub(r"[^\w\s]", " ", teks.casefold())
    kecil = " ".join(kecil.split())
    for frasa in sorted(_data()["buang"], key=len, reverse=True):
        if kecil == frasa or (len(frasa) > 8 and kecil.startswith(frasa)):
            ekor = re.sub(r"(?i)^.*?\boleh\b\s*:?\s*", "", teks, count=1)
            # "Ditandatangani secara elektronik oleh KEPALA DINAS": the rest of the line is a post
            return ekor if ekor != teks and _ada_jabatan(ekor) else ""
    return teks.strip(" :;-").lstrip(" ,") if re.search(r"\w", teks) else ""


def _kata_jabatan(kata: str) -> bool:
    """A word of a post; "an" and "ub" only with their full stops (a.n., u.b.)."""
    inti = _polos(kata)
    return inti in _data()["jabatan"] and (inti not in ("an", "ub") or "." in kata)


def _ada_jabatan(teks: str) -> bool:
    return any(_kata_jabatan(k) for k in teks.split())


def _ambil_nip(baris: Sequence[str]) -> tuple[str | None, tuple[RawDoubt, ...], list[str]]:
    """The first printed NIP, and the lines without it. Letter and digits may stand on two lines."""
    nip: str | None = None
    ragu: tuple[RawDoubt, ...] = ()
    sisa: list[str] = []
    for b in baris:
        m = _NIP.search(b)
        if m is None and nip is None and re.fullmatch(r"[\d\s.]{8,25}", b):
            m = re.match(r".*", b)
        if m is None:
            sisa.append(b)
            continue
        if nip is None:
            nip, ragu = parse_nip(m.group())
        sisa += [p for p in (b[: m.start()].strip(" ,;:-"), b[m.end() :].strip(" ,;:-.")) if p]
    return nip, ragu, sisa


def _ambil_pangkat(baris: Sequence[str]) -> tuple[str | None, list[str]]:
    """The rank: a line that begins with one, or one at the end of a line after something else."""
    pangkat: str | None = None
    sisa: list[str] = []
    for b in baris:
        if re.fullmatch(rf"{_GOLONGAN}", b.strip()):
            pangkat = f"{pangkat or ''} {b.strip()}".strip()  # the grade on a line of its own
            continue
        m = None if pangkat else _cari_pangkat(b)
        if m is None:
            sisa.append(b)
        elif m.start() == 0 and not _ada_jabatan(b):
            pangkat = b.strip(" ,;:-")  # with the corps after it: "Laksamana Pertama Bakamla"
        else:
            pangkat = m.group().strip(" ,;:-")
            sisa += [p for p in (b[: m.start()].strip(" ,;:-"), b[m.end() :].strip(" ,;:-")) if p]
    return pangkat, sisa


def _cari_pangkat(baris: str) -> re.Match[str] | None:
    """A rank that begins the line, or ends it; "Pembina PPID" and the like are posts."""
    for m in _pangkat().finditer(baris):
        akhir = not baris[m.end() :].strip(" ,;:-.()/")
        berpangkat = re.search(rf"(?:{_GOLONGAN})$", m.group()) is not None
        if akhir or berpangkat or (m.start() == 0 and len(m.group().split()) > 1):
            return m
    return None


def _bagi(baris: Sequence[str]) -> tuple[str | None, str | None, list[str]]:
    """The remaining lines as post, name, and what is neither."""
    jabatan: list[str] = []
    calon: list[str] = []
    for b in baris:
        depan, nama = _belah(b)
        if depan:
            if jabatan and not any(_bergelar(c) for c in calon):
                jabatan += calon  # words between two lines of a post belong to it
                calon = []
            jabatan.append(depan)
        if nama and calon and _hanya_gelar(nama):
            calon[-1] = f"{calon[-1]} {nama}"
        elif nama:
            calon.append(nama)
    wilayah = [c for c in calon if _nama_wilayah(c)]
    jabatan += wilayah  # "KEPALA DINAS" over "GROBOGAN": no place signs
    calon = [c for c in calon if c not in wilayah]
    orang = [c for c in calon if _bergelar(c) or not _sisa_pangkat(c)]
    nama_terpilih = next((c for c in orang if _bergelar(c)), orang[-1] if orang else None)
    sisa = [c for c in calon if c is not nama_terpilih]
    return _gabung(jabatan), nama_terpilih.strip(" ,;:(") if nama_terpilih else None, sisa


def _nama_wilayah(teks: str) -> bool:
    """Whether a text is the name of a region and nothing else."""
    kata = tuple(_polos(k) for k in teks.split())
    return 0 < len(kata) <= 4 and panjang_nama_wilayah(kata) == len(kata)


def _sisa_pangkat(teks: str) -> bool:
    """Whether a text ends like a rank whose start is hidden: "ma Madya"."""
    return _polos(teks.split()[-1]) in ("muda", "madya", "utama", "pembina", "penata")


def _gabung(bagian: Sequence[str]) -> str | None:
    return " ".join(" ".join(bagian).split()).strip(" ,;:") or None


def _bergelar(teks: str) -> bool:
    """Whether academic or religious titles mark ``teks`` as a name."""
    kata = teks.split()
    if kata and _gelar_depan(kata[0]):
        return True
    return any(_gelar_belakang(k) for k in kata[1:])


def _gelar_depan(kata: str) -> bool:
    return _polos(kata.split(".")[0]) in _data()["gelar_depan"] and (
        "." in kata or _polos(kata) in ("drs", "dra")
    )


def _gelar_belakang(kata: str) -> bool:
    """ "S.H", "M.Si,", "SE": dotted capitals, or a known title printed in one piece."""
    inti = kata.strip(",;")
    if "," in inti:  # "S.Sos,M.Si"
        return all(_gelar_belakang(k) for k in inti.split(","))
    return _polos(inti) in _data()["gelar_belakang"] or bool(
        re.fullmatch(r"(?:[SMDA]\.\s?[A-Z][A-Za-z]{0,6}\.?|[A-Z][a-z]{0,2}\.[A-Z][A-Za-z]{0,4}\.?)", inti)
    )


def _hanya_gelar(teks: str) -> bool:
    return all(_gelar_belakang(k) for k in teks.split())


def _belah(baris: str) -> tuple[str, str]:
    """One line as (post, name); either may be ""."""
    if "  " in baris:
        depan, _, belakang = baris.partition("  ")
        if _ada_jabatan(depan) and not _ada_jabatan(belakang):
            return depan.strip(), belakang.strip()
        baris = " ".join(baris.split())
    kata = baris.split()
    if not _jabatan_baris(kata):
        return "", baris
    n = _awal_nama(kata)
    return " ".join(kata[:n]), " ".join(kata[n:])


def _jabatan_baris(kata: Sequence[str]) -> bool:
    """A line of a post: a post word, or office words enough (a post that runs over two lines)."""
    polos = [_polos(k) for k in kata]
    if kata and _gelar_depan(kata[0]) and not _ada_jabatan(" ".join(kata)):
        return False
    if polos and polos[0] in _PENANDA_DAERAH:
        return True
    kantor = sum(k in _data()["kantor"] for k in polos)
    return _ada_jabatan(" ".join(kata)) or kantor * 2 >= len(polos) > 0


def _awal_nama(kata: Sequence[str]) -> int:
    """Where the name begins in a line with a post; ``len(kata)`` where the line has no name."""
    for i, k in enumerate(kata):
        # "Direktur RSUD dr. Soekarno": the hospital's name, not the signatory's
        if i and _gelar_depan(k) and _polos(kata[i - 1]) not in ("rsud", "rs", "rsu", "sakit"):
            return i
    akhir = _akhir_jabatan(kata)
    ekor = kata[akhir:]
    if ekor and (any(_gelar_belakang(k) for k in ekor[1:]) or _ganti_huruf(kata[:akhir], ekor)):
        return akhir
    return len(kata)


def _akhir_jabatan(kata: Sequence[str]) -> int:
    """Index after the last post or office word, a region's name after "Kabupaten" included."""
    polos = [_polos(k) for k in kata]
    akhir = 0
    i = 0
    while i < len(kata):
        if _kata_jabatan(kata[i]) or polos[i] in _data()["kantor"]:
            akhir = i + 1
            if polos[i] in _PENANDA_DAERAH and (n := panjang_nama_wilayah(tuple(polos[i + 1 : i + 5]))):
                akhir += n
                i += n
        i += 1
    return akhir


def _ganti_huruf(depan: Sequence[str], ekor: Sequence[str]) -> bool:
    """The post in mixed case and two to four words in capitals after it: a name."""
    return not " ".join(depan).isupper() and " ".join(ekor).isupper() and 2 <= len(ekor) <= 4
