"""What extract hands to normalize: strings and symbols as printed, each with page and box."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from schemas.record import Kotak
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol, JenisSumber


class RawModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class RawText(RawModel):
    """A cell or field as printed. ``butir``: its list items, markers removed; () where it is no list."""

    teks: str = ""
    butir: tuple[str, ...] = ()
    baris: tuple[str, ...] = Field(default=(), description="The printed lines, where known.")
    baris_yakin: tuple[float, ...] = Field(
        default=(), description="How surely each line of ``baris`` was read; empty: as ``keyakinan``."
    )
    butir_yakin: tuple[float, ...] = Field(
        default=(),
        description="How surely the letters of each item were read on average; empty: as ``keyakinan``.",
    )
    bersih: bool = Field(
        default=False, description="Read from pixels, and no ink stands beside it that was not read."
    )
    pena: str = Field(default="", description="What was stamped or written over it, left out of ``teks``.")
    tangan: bool = Field(default=False, description="Written by hand, as far as its strokes tell.")
    lanjutan: bool = Field(
        default=False, description="Its first lines have no marker though later ones have."
    )
    lompat: tuple[tuple[int, int], ...] = Field(
        default=(), description="Numbers of the list that do not follow: before, after."
    )
    halaman: int | None = None
    kotak: Kotak | None = None
    keyakinan: float = Field(default=1.0, description="How surely its least sure word was read.")
    rata: float | None = Field(
        default=None, description="How surely its letters were read on average; None: as ``keyakinan``."
    )

    @property
    def average(self) -> float:
        return self.keyakinan if self.rata is None else self.rata


class RawDoubt(RawModel):
    """A doubt found while reading. ``kode`` is in schemas.tinjauan, ``jalur`` points into the record.

    ``halaman`` and ``kotak``: where on the page it was met, to be drawn; the record tells the place by
    ``jalur`` alone.
    """

    kode: Kode
    jalur: str = ""
    isi: dict[str, str] = {}
    halaman: int | None = None
    kotak: Kotak | None = None


class RawIdentitas(RawModel):
    """The identity block. A field that is not on the form is None, an empty one has no text."""

    kepala: tuple[str, ...] = Field(default=(), description="Letterhead lines: instansi, unit.")
    kepala_yakin: tuple[float, ...] = Field(
        default=(), description="How surely each line of ``kepala`` was read; empty: all of them."
    )
    nomor_sop: RawText | None = None
    nama_sop: RawText | None = None
    tanggal_pembuatan: RawText | None = None
    tanggal_revisi: RawText | None = None
    tanggal_efektif: RawText | None = None
    tanggal_pengesahan: RawText | None = None
    disahkan_oleh: RawText | None = Field(
        default=None, description="Every line of the approval cell, in ``baris``."
    )
    unit: RawText | None = None
    dasar_hukum: RawText | None = None
    kualifikasi_pelaksana: RawText | None = None
    keterkaitan: RawText | None = None
    peralatan: RawText | None = None
    peringatan: RawText | None = None
    pencatatan: RawText | None = None
    lain: dict[str, RawText] = Field(
        default={}, description="Fields that the record has no place for, by their names."
    )
    keraguan: tuple[RawDoubt, ...] = Field(
        default=(), description="Doubts about fields, and texts of the block that belong to none."
    )


class RawKolom(RawModel):
    """Where a column of the step table stands on one page. ``isi``: the field that it holds."""

    isi: str
    halaman: int | None = None
    kotak: Kotak | None = None


class RawPelaksana(RawModel):
    label: str
    kelompok: str | None = None
    keyakinan: float = 1.0


class RawSimbol(RawModel):
    """A drawn symbol. ``langkah`` and ``pelaksana`` are indices from 0 of its row and column.

    A segilima that only carries an arrow over a page break may stand outside every row:
    then ``langkah`` is None.
    """

    id: int
    jenis: JenisSimbol
    langkah: int | None
    pelaksana: int | None
    teks: str = ""
    halaman: int | None = None
    kotak: Kotak | None = None
    keyakinan: float = 1.0
    bersih: bool = Field(
        default=False, description="Read from pixels, and no ink stands at it that nothing explains."
    )


class RawPanah(RawModel):
    """A drawn line between two symbols, before anything is concluded from it.

    ``a`` and ``b`` are symbol ids, None where the line ends at no symbol (``ujung_a``,
    ``ujung_b`` say where, in points). A head at an end means that the arrow points there.
    """

    a: int | None
    b: int | None
    kepala_a: bool = False
    kepala_b: bool = False
    label: str | None = None
    halaman: int | None = None
    titik: tuple[tuple[float, float], ...] = Field(default=(), description="The path from a to b.")
    bagian: tuple[RawPanah, ...] = Field(
        default=(), description="The pieces from a to b that it was joined from; empty: drawn as one line."
    )
    keyakinan: float = 1.0


class RawLangkah(RawModel):
    nomor: str = ""
    kegiatan: RawText = RawText()
    kelengkapan: RawText = RawText()
    waktu: RawText = RawText()
    output: RawText = RawText()
    keterangan: RawText = RawText()
    halaman: int | None = None
    kotak: Kotak | None = None
    keyakinan: float = 1.0


class RawSop(RawModel):
    """One SOP of a file, as printed."""

    halaman: tuple[int, ...] = ()
    urutan: int = 1
    judul: str | None = Field(default=None, description="Title over the table, where there is one.")
    identitas: RawIdentitas = RawIdentitas()
    pelaksana: tuple[RawPelaksana, ...] = ()
    kepala_waktu: str = Field(default="", description='Header of the time column: "Waktu (Menit)".')
    kolom: tuple[str, ...] = Field(
        default=(),
        description="Fields that the table has: nomor kegiatan kelengkapan waktu output keterangan.",
    )
    letak_kolom: tuple[RawKolom, ...] = Field(default=(), description="The table's columns, page by page.")
    langkah: tuple[RawLangkah, ...] = ()
    tabel: tuple[int, ...] = Field(
        default=(), description="Rows, from 0, with which a table under a header of its own starts."
    )
    simbol: tuple[RawSimbol, ...] = ()
    panah: tuple[RawPanah, ...] = ()
    halaman_piksel: tuple[int, ...] = Field(
        default=(), description="Pages whose table was read from pixels: faint ink may be lost there."
    )
    keraguan: tuple[RawDoubt, ...] = ()


class RawHalaman(RawModel):
    """What one page of the file was taken for, and why, when it is not part of an SOP."""

    halaman: int
    isi: str = Field(
        description="sop | contoh | keputusan | surat | sampul | prosa | gambar | kosong | lain | gagal"
    )
    alasan: str = ""
    cara: str = Field(
        default="", description="How it was read: vektor | piksel | campuran | lembar; empty: not at all."
    )
    letak: tuple[float, ...] = Field(
        default=(),
        description="3x3 by rows, from places as read to those on the page as a viewer shows it.",
    )


class RawFile(RawModel):
    """Everything read from one file. No ``sop`` and no error means: a stated non-SOP."""

    jenis: JenisSumber
    halaman: tuple[RawHalaman, ...] = ()
    sop: tuple[RawSop, ...] = ()
    kode: str | None = Field(default=None, description="Coded reason where there is no record.")
    alasan: str = ""
