"""The published record, one per SOP: the contract ``sop-ap/1``.

Keys are the words of the form (Permenpan-RB 35/2012). Models are frozen and strict; the
JSON Schema that other systems read is generated from them (``sopap schema``).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.vocab import (
    AsalSatuan,
    CaraCocok,
    Hitungan,
    JenisSimbol,
    JenisSumber,
    JenisWaktu,
    Makna,
    Satuan,
    StatusSop,
    Tingkat,
)

SKEMA = "sop-ap/1"

Skor = Annotated[float, Field(ge=0.0, le=1.0)]
Kotak = tuple[float, float, float, float]
Titik = tuple[float, float]
Nip = Annotated[str, StringConstraints(pattern=r"^\d{1,20}$")]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Sumber(Model):
    """The file a record came from."""

    berkas: str = Field(description="Path relative to the input root, with forward slashes.")
    sha256: str = Field(description="SHA-256 of the file's bytes, hexadecimal.")
    jenis: JenisSumber
    halaman: tuple[int, ...] = Field(description="1-based pages this SOP stands on.")
    urutan: int = Field(ge=1, description="Which SOP of the file, from 1.")


class Daerah(Model):
    kode: str = Field(description="Kemendagri region code, such as 13.07.")
    nama: str
    provinsi: str


class DisahkanOleh(Model):
    """Who signed the SOP, as printed; ``nip`` is digits only."""

    jabatan: str | None = None
    nama: str | None = None
    pangkat: str | None = None
    nip: Nip | None = None


class DasarHukum(Model):
    teks: str
    jenis: str | None = None
    nomor: str | None = None
    tahun: int | None = None
    tentang: str | None = None
    lembaga: str | None = None


class BagianJabatan(Model):
    """One of the executors that a column names, or the second role of the same person."""

    label: str = Field(description="Its words, written out.")
    jabatan: str | None = None
    kode: str | None = None
    lingkup: str | None = None


class Pelaksana(Model):
    """One executor column, left to right."""

    id: str = Field(description="p1, p2, ... in the order of the columns.")
    label: str = Field(description="Column name as printed.")
    kelompok: str | None = Field(default=None, description="Group header over it, as printed.")
    jabatan: str | None = None
    kode: str | None = None
    lingkup: str | None = None
    skor: Skor | None = None
    cara: CaraCocok = CaraCocok.TIDAK_ADA
    bagian: tuple[BagianJabatan, ...] = Field(
        default=(),
        description="The roles of a label that names several, in printed order; else empty.",
    )


class Simbol(Model):
    pelaksana: str
    jenis: JenisSimbol
    teks: str | None = Field(default=None, description="Words printed inside the symbol.")
    kotak: Kotak | None = Field(default=None, description="PDF points, origin top left.")


class Isi(Model):
    """A cell's text as printed (lines joined by one space) and its list items."""

    teks: str = ""
    butir: tuple[str, ...] = ()


class Waktu(Model):
    """A duration as printed and as read. Minutes are working minutes by the convention."""

    teks: str = ""
    jenis: JenisWaktu = JenisWaktu.KOSONG
    min: float | None = None
    satuan_min: Satuan | None = None
    maks: float | None = None
    satuan_maks: Satuan | None = None
    menit_min: float | None = None
    menit_maks: float | None = None
    asal_satuan: AsalSatuan | None = None
    per: str | None = Field(default=None, description='The item of a rate: "berkas" in 2 menit/berkas.')
    hitungan: Hitungan | None = Field(default=None, description="How it counts, where the form says so.")


class MutuBaku(Model):
    kelengkapan: Isi = Isi()
    waktu: Waktu = Waktu()
    output: Isi = Isi()


class Asal(Model):
    """Where a row stands; ``kotak`` in PDF points, origin top left, null without a page."""

    halaman: int
    kotak: Kotak | None = None


class LetakKolom(Model):
    """Where a column of the step table stands on one page."""

    isi: str = Field(description="nomor kegiatan pelaksana kelengkapan waktu output keterangan lain")
    halaman: int
    kotak: Kotak = Field(description="PDF points, origin top left.")


class Lintasan(Model):
    """The line of an arrow on one page, from its beginning to its end."""

    halaman: int
    titik: tuple[Titik, ...] = Field(description="PDF points, origin top left.")


class Langkah(Model):
    urutan: int = Field(ge=1, description="1..n, the row's key inside this record.")
    nomor: str = Field(description='As printed, "" if none.')
    kegiatan: str
    simbol: tuple[Simbol, ...] = ()
    mutu_baku: MutuBaku = MutuBaku()
    keterangan: str = ""
    asal: Asal | None = None
    keyakinan: Skor = Field(
        default=1.0, description="Probability that all of the row is right but what is doubted."
    )


class UjungAlur(Model):
    """One end of an arrow: a symbol of a step."""

    langkah: int
    pelaksana: str
    simbol: int = Field(default=0, ge=0, description="Index of the symbol in the step's list, from 0.")


class Alur(Model):
    """One arrow between two symbols, page-break connectors resolved."""

    dari: UjungAlur
    ke: UjungAlur
    label: str | None = None
    makna: Makna | None = None
    terarah: bool = True
    lintasan: tuple[Lintasan, ...] = Field(
        default=(), description="How it is drawn, piece by piece: over a page break it has two."
    )
    keyakinan: Skor = Field(default=1.0, description="Probability that it is right.")


class Tinjauan(Model):
    """Something a person should look at. ``jalur`` is a JSON Pointer (RFC 6901) into the record."""

    kode: str
    jalur: str
    tingkat: Tingkat
    pesan: str


class Ditinjau(Model):
    """That a person has settled a record."""

    oleh: str
    pada: str = Field(description="When, as an RFC 3339 time with its offset.")
    jumlah_koreksi: int = Field(ge=0)


class SopRecord(Model):
    skema: Literal["sop-ap/1"] = "sop-ap/1"
    id: str
    sumber: Sumber
    daerah: Daerah | None = None
    instansi: str | None = None
    unit: str | None = None
    nomor_sop: str | None = None
    nama_sop: str | None = None
    tanggal_pembuatan: date | None = None
    tanggal_revisi: date | None = None
    tanggal_efektif: date | None = None
    tanggal_pengesahan: date | None = Field(default=None, description="Where the form prints one.")
    disahkan_oleh: DisahkanOleh | None = None
    dasar_hukum: tuple[DasarHukum, ...] = ()
    kualifikasi_pelaksana: tuple[str, ...] = ()
    keterkaitan: tuple[str, ...] = ()
    peralatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()
    pencatatan: tuple[str, ...] = ()
    pelaksana: tuple[Pelaksana, ...] = ()
    langkah: tuple[Langkah, ...] = ()
    alur: tuple[Alur, ...] = ()
    status: StatusSop = Field(
        default=StatusSop.PERIKSA, description="siap: may be taken as it is; periksa: look at tinjauan."
    )
    ditinjau: Ditinjau | None = Field(default=None, description="Set once a person has settled it.")
    tinjauan: tuple[Tinjauan, ...] = ()
    asal_isian: dict[str, Asal] = Field(
        default={}, description="Where the value of an identity field or list stands, by its name."
    )
    letak_kolom: tuple[LetakKolom, ...] = Field(
        default=(), description="Where the columns of the step table stand, page by page."
    )
    keyakinan_isian: dict[str, Skor] = Field(
        default={}, description="Probability that an identity field or list, by its name, is wholly right."
    )
    keyakinan: Skor = Field(default=1.0, description="Probability that the whole SOP is right.")

    @property
    def tempat(self) -> tuple[str, ...]:
        """The places at which the reader doubts something, each once."""
        return tuple(dict.fromkeys(t.jalur for t in self.tinjauan if t.tingkat is not Tingkat.INFO))
