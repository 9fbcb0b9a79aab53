"""Conformance with Permenpan-RB 35/2012, as coded remarks of level info.

A remark is about how the SOP was written, never about how well it was read: all of them point
at the record or at one of its lists and name the steps in their message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from schemas.record import DasarHukum, Langkah, SopRecord, Tinjauan
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import JenisSimbol, JenisWaktu

# the identity block of Permenpan-RB 35/2012, annex; a first version has no revision date
_IDENTITAS = (
    *("instansi", "nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_efektif", "disahkan_oleh"),
    *("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan"),
)
_NOMOR = re.compile(r"^\W*(?:(?:\d{1,2}|[a-z])\s*[.)]\s*)?\W*", re.I)

Simpul = tuple[int, str]


def periksa(record: SopRecord) -> tuple[Tinjauan, ...]:
    """Remarks on form, in a fixed order; () for a record without steps and identity."""
    return (
        *_identitas(record),
        *_pedoman(record),
        *_isian(record),
        *_kegiatan(record),
        *_simbol(record),
        *_ujung(record),
        *_keputusan(record),
    )


def _daftar(urutan: Iterable[int], semua: int) -> str:
    angka = sorted(set(urutan))
    return "semua" if len(angka) == semua > 1 else ", ".join(map(str, angka))


def _identitas(record: SopRecord) -> list[Tinjauan]:
    kosong = [nama.replace("_", " ") for nama in _IDENTITAS if not getattr(record, nama)]
    return [tinjauan(Kode.PERIKSA_IDENTITAS, "", {"isian": ", ".join(kosong)})] if kosong else []


def _pedoman(record: SopRecord) -> list[Tinjauan]:
    """Which guideline the form follows: the one that it cites, else the date that only one has.

    Permendagri 52/2011 prints the day of approval where Permenpan-RB 35/2012 prints the day from
    which the SOP is in force (tanggal efektif). Without evidence nothing is said.
    """
    disebut = {_rujukan(h) for h in record.dasar_hukum} - {""}
    if len(disebut) == 1:
        pedoman, alasan = disebut.pop(), "disebut dalam dasar hukum"
    elif record.tanggal_efektif is not None:
        pedoman, alasan = "Permenpan-RB 35/2012", "tanggal efektif dicantumkan"
    else:
        return []
    return [tinjauan(Kode.PERIKSA_PEDOMAN, "", {"pedoman": pedoman, "alasan": alasan})]


def _rujukan(h: DasarHukum) -> str:
    if (h.nomor, h.tahun) == ("35", 2012) and (h.jenis or "").startswith("Permenpan"):
        return "Permenpan-RB 35/2012"
    return "Permendagri 52/2011" if (h.jenis, h.nomor, h.tahun) == ("Permendagri", "52", 2011) else ""


def _isian(record: SopRecord) -> list[Tinjauan]:
    """Steps without a quality standard: kelengkapan, waktu, output."""
    kurang = {
        Kode.PERIKSA_KELENGKAPAN: [x.urutan for x in record.langkah if not x.mutu_baku.kelengkapan.teks],
        Kode.PERIKSA_WAKTU: [
            x.urutan for x in record.langkah if x.mutu_baku.waktu.jenis is JenisWaktu.KOSONG
        ],
        Kode.PERIKSA_OUTPUT: [x.urutan for x in record.langkah if not x.mutu_baku.output.teks],
    }
    n = len(record.langkah)
    return [tinjauan(k, "/langkah", {"langkah": _daftar(u, n)}) for k, u in kurang.items() if u]


def _kegiatan(record: SopRecord) -> list[Tinjauan]:
    tanpa = [x.urutan for x in record.langkah if not kata_kerja(x.kegiatan)]
    if not tanpa:
        return []
    return [tinjauan(Kode.PERIKSA_KEGIATAN, "/langkah", {"langkah": _daftar(tanpa, len(record.langkah))})]


@cache
def _bukan_kerja() -> frozenset[str]:
    """Words that begin like an active verb and are none."""
    return frozenset(files("normalize").joinpath("data/bukan_kerja.txt").read_text(encoding="utf-8").split())


def kata_kerja(kegiatan: str) -> bool:
    """Whether an activity begins with an active verb in me- or ber- ("Menerima surat")."""
    kata = re.match(r"[^\W\d_]+", _NOMOR.sub("", kegiatan))
    if kata is None:
        return False
    kecil = kata.group().casefold()
    return len(kecil) > 4 and kecil.startswith(("me", "ber", "be")) and kecil not in _bukan_kerja()


def _simbol(record: SopRecord) -> list[Tinjauan]:
    lain = [x.urutan for x in record.langkah if any(s.jenis is JenisSimbol.LAIN for s in x.simbol)]
    return [tinjauan(Kode.PERIKSA_SIMBOL, "/langkah", {"langkah": _daftar(lain, 0)})] if lain else []


def _berjenis(langkah: Iterable[Langkah], jenis: JenisSimbol) -> list[Simpul]:
    return [(x.urutan, s.pelaksana) for x in langkah for s in x.simbol if s.jenis is jenis]


def _ujung(record: SopRecord) -> list[Tinjauan]:
    """One capsule that begins the flow and at least one that ends it; silent without symbols or arrows."""
    if not record.alur or not any(x.simbol for x in record.langkah):
        return []
    kapsul = _berjenis(record.langkah, JenisSimbol.KAPSUL)
    masuk = {(a.ke.langkah, a.ke.pelaksana) for a in record.alur if a.terarah}
    keluar = {(a.dari.langkah, a.dari.pelaksana) for a in record.alur if a.terarah}
    mulai = [k for k in kapsul if k in keluar and (k not in masuk or k[0] == 1)]
    akhir = [k for k in kapsul if k in masuk and k not in keluar]
    hasil = []
    if len(mulai) != 1:
        isi = {"jumlah": str(len(mulai)), "langkah": _pada(mulai)}
        hasil.append(tinjauan(Kode.PERIKSA_MULAI, "/alur", isi))
    if not akhir:
        terakhir = [k for k in sorted(masuk - keluar)]
        isi = {"alasan": "tidak ada kapsul akhir", "langkah": _pada(terakhir)}
        hasil.append(tinjauan(Kode.PERIKSA_AKHIR, "/alur", isi))
    return hasil


def _pada(simpul: Iterable[Simpul]) -> str:
    daftar = _daftar((s[0] for s in simpul), 0)
    return f" (langkah {daftar})" if daftar else ""


def _keputusan(record: SopRecord) -> list[Tinjauan]:
    """Decisions need two exits, each with its label."""
    if not record.alur:
        return []
    kurang = []
    for simpul in _berjenis(record.langkah, JenisSimbol.BELAH_KETUPAT):
        keluar = [a for a in record.alur if a.terarah and (a.dari.langkah, a.dari.pelaksana) == simpul]
        if sum(bool(a.label) for a in keluar) < 2:
            kurang.append(simpul[0])
    if not kurang:
        return []
    return [tinjauan(Kode.PERIKSA_KEPUTUSAN, "/alur", {"langkah": _daftar(kurang, 0)})]
