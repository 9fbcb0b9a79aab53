"""The tables of the dataset: columns, keys and foreign keys. Every tabular export and the data
dictionary are made from these definitions. Meanings are Indonesian: analysts of the offices read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

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

Kind = Literal["text", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``wajib``: never null. ``pilihan``: the only values it takes."""

    name: str
    kind: Kind
    arti: str
    wajib: bool = False
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    arti: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


def _text(name: str, arti: str, wajib: bool = False, of: type[StrEnum] | None = None) -> Column:
    return Column(name, "text", arti, wajib, tuple(m.value for m in of) if of else ())


def _int(name: str, arti: str, wajib: bool = False) -> Column:
    return Column(name, "integer", arti, wajib)


def _num(name: str, arti: str, wajib: bool = False) -> Column:
    return Column(name, "number", arti, wajib)


def _sop_id() -> Column:
    return _text("sop_id", "Id SOP (kunci tabel sop).", wajib=True)


def _box(whose: str) -> tuple[Column, ...]:
    return tuple(
        _num(name, f"{meaning} kotak {whose}, titik PDF (1/72 inci), asal di kiri atas.")
        for name, meaning in (
            ("x0", "Tepi kiri"),
            ("y0", "Tepi atas"),
            ("x1", "Tepi kanan"),
            ("y1", "Tepi bawah"),
        )
    )


_TO_SOP = ForeignKey(("sop_id",), "sop", ("id",))
_TO_STEP = ForeignKey(("sop_id", "langkah"), "langkah", ("sop_id", "urutan"))

SOP = Table(
    "sop",
    "Satu baris per SOP: identitas dan asal berkasnya.",
    (
        _text("id", "Id tetap rekaman; tidak berubah bila pembacaan diperbaiki.", wajib=True),
        _text("berkas", "Berkas sumber, relatif terhadap folder masukan.", wajib=True),
        _text("sha256", "SHA-256 isi berkas sumber.", wajib=True),
        _text("jenis_sumber", "Jenis berkas sumber.", wajib=True, of=JenisSumber),
        _text("halaman", 'Halaman tempat SOP ini berada, dihitung dari 1, dipisah "; ".', wajib=True),
        _int("urutan_sop", "SOP keberapa di dalam berkas, dari 1.", wajib=True),
        _text("daerah_kode", "Kode wilayah Kemendagri."),
        _text("daerah_nama", "Nama daerah."),
        _text("provinsi", "Nama provinsi."),
        _text("instansi", "Instansi pemilik SOP."),
        _text("unit", "Unit kerja pemilik SOP."),
        _text("nomor_sop", "Nomor SOP seperti tercetak."),
        _text("nama_sop", "Judul SOP seperti tercetak."),
        Column("tanggal_pembuatan", "date", "Tanggal pembuatan."),
        Column("tanggal_revisi", "date", "Tanggal revisi."),
        Column("tanggal_efektif", "date", "Tanggal efektif."),
        Column("tanggal_pengesahan", "date", "Tanggal pengesahan, bila tercetak."),
        _text("pengesah_jabatan", "Jabatan yang mengesahkan."),
        _text("pengesah_nama", "Nama yang mengesahkan."),
        _text("pengesah_pangkat", "Pangkat yang mengesahkan."),
        _text("pengesah_nip", "NIP yang mengesahkan, hanya angka."),
        _num(
            "menit_terpendek", "Menit kerja sepanjang jalan terpendek alur, dari batas bawah waktu langkah."
        ),
        _num(
            "menit_terpanjang",
            "Menit kerja sepanjang jalan terpanjang alur, dari batas atas; putaran sekali.",
        ),
        _int(
            "langkah_tanpa_waktu", "Jumlah langkah tanpa menit kerja; di kedua jumlah menit dihitung 0.", True
        ),
        _int("langkah_di_luar_alur", "Jumlah langkah yang tidak disentuh anak panah antarlangkah.", True),
        _int("putaran", "Jumlah putaran alur: bagian alur yang kembali ke simbolnya sendiri.", True),
        _num("keyakinan", "Peluang bahwa seluruh SOP ini benar, 0 sampai 1.", wajib=True),
        _text("status", "siap: boleh diambil apa adanya; periksa: lihat tinjauan.", wajib=True, of=StatusSop),
        _text("ditinjau_oleh", "Siapa yang menyelesaikan peninjauan rekaman ini."),
        _text("ditinjau_pada", "Kapan peninjauan itu selesai (RFC 3339)."),
    ),
    ("id",),
)

PELAKSANA = Table(
    "pelaksana",
    "Satu baris per kolom pelaksana, dari kiri ke kanan.",
    (
        _sop_id(),
        _text("id", "Id kolom di dalam SOP: p1, p2, ...", wajib=True),
        _int("urutan", "Urutan kolom dari kiri, dari 1.", wajib=True),
        _text("label", "Nama kolom seperti tercetak.", wajib=True),
        _text("kelompok", "Judul kelompok di atas kolom, seperti tercetak."),
        _text("jabatan", "Jabatan baku; kosong bila tidak dikenal."),
        _text("kode", "Kode jabatan baku."),
        _text("lingkup", "Lingkup jabatan, misalnya bidangnya."),
        _num("skor", "Skor pencocokan jabatan, 0 sampai 1."),
        _text("cara", "Cara jabatan dicocokkan.", wajib=True, of=CaraCocok),
    ),
    ("sop_id", "id"),
    (_TO_SOP,),
)

PELAKSANA_BAGIAN = Table(
    "pelaksana_bagian",
    "Satu baris per jabatan pada kolom yang menyebut beberapa pelaksana.",
    (
        _sop_id(),
        _text("pelaksana", "Id kolom pelaksana.", wajib=True),
        _int("urutan", "Urutan di dalam label, dari 1.", wajib=True),
        _text("label", "Bagian label ini, singkatannya ditulis penuh.", wajib=True),
        _text("jabatan", "Jabatan baku; kosong bila tidak dikenal."),
        _text("kode", "Kode jabatan baku."),
        _text("lingkup", "Lingkup jabatan, misalnya bidangnya."),
    ),
    ("sop_id", "pelaksana", "urutan"),
    (ForeignKey(("sop_id", "pelaksana"), "pelaksana", ("sop_id", "id")),),
)

LANGKAH = Table(
    "langkah",
    "Satu baris per langkah (baris tabel kegiatan).",
    (
        _sop_id(),
        _int("urutan", "Urutan langkah dari 1; kunci langkah di dalam SOP.", wajib=True),
        _text("nomor", "Nomor seperti tercetak, kosong bila tidak ada.", wajib=True),
        _text("kegiatan", "Uraian kegiatan seperti tercetak.", wajib=True),
        _text("kelengkapan", "Mutu baku kelengkapan seperti tercetak.", wajib=True),
        _text("waktu_teks", "Mutu baku waktu seperti tercetak.", wajib=True),
        _text("waktu_jenis", "Jenis waktu yang terbaca.", wajib=True, of=JenisWaktu),
        _num("waktu_min", "Batas bawah dalam satuan_min."),
        _text("satuan_min", "Satuan batas bawah.", of=Satuan),
        _num("waktu_maks", "Batas atas dalam satuan_maks."),
        _text("satuan_maks", "Satuan batas atas.", of=Satuan),
        _num("menit_min", "Batas bawah dalam menit kerja menurut konvensi waktu dataset."),
        _num("menit_maks", "Batas atas dalam menit kerja menurut konvensi waktu dataset."),
        _text("asal_satuan", "Dari mana satuan diketahui.", of=AsalSatuan),
        _text("waktu_per", 'Butir suatu laju: "berkas" pada 2 menit/berkas.'),
        _text("waktu_hitungan", "Bagaimana waktu dihitung, bila tercetak.", of=Hitungan),
        _text("output", "Mutu baku output seperti tercetak.", wajib=True),
        _text("keterangan", "Keterangan seperti tercetak.", wajib=True),
        _int("halaman", "Halaman tempat langkah berada, dihitung dari 1."),
        *_box("baris langkah"),
        _num(
            "keyakinan",
            "Peluang bahwa isi baris ini benar, selain yang diragukan, 0 sampai 1.",
            wajib=True,
        ),
    ),
    ("sop_id", "urutan"),
    (_TO_SOP,),
)

SIMBOL = Table(
    "simbol",
    "Satu baris per simbol: siapa mengerjakan langkah itu.",
    (
        _sop_id(),
        _int("langkah", "Urutan langkah.", wajib=True),
        _int("urutan", "Urutan simbol di dalam langkah, dari 1.", wajib=True),
        _text("pelaksana", "Id kolom pelaksana.", wajib=True),
        _text("jenis", "Bentuk simbol.", wajib=True, of=JenisSimbol),
        _text("teks", "Kata di dalam simbol."),
        *_box("simbol"),
    ),
    ("sop_id", "langkah", "urutan"),
    (_TO_STEP, ForeignKey(("sop_id", "pelaksana"), "pelaksana", ("sop_id", "id"))),
)

ALUR = Table(
    "alur",
    "Satu baris per anak panah; sambungan halaman sudah diselesaikan.",
    (
        _sop_id(),
        _int("urutan", "Urutan anak panah di dalam SOP, dari 1.", wajib=True),
        _int("dari_langkah", "Langkah asal.", wajib=True),
        _text("dari_pelaksana", "Pelaksana asal.", wajib=True),
        _int("dari_simbol", "Urutan simbol asal di dalam langkahnya (tabel simbol).", wajib=True),
        _int("ke_langkah", "Langkah tujuan.", wajib=True),
        _text("ke_pelaksana", "Pelaksana tujuan.", wajib=True),
        _int("ke_simbol", "Urutan simbol tujuan di dalam langkahnya (tabel simbol).", wajib=True),
        _text("label", "Tulisan pada anak panah, seperti tercetak."),
        _text("makna", "Makna tulisan itu.", of=Makna),
        Column("terarah", "boolean", "Salah: garis tanpa mata panah (kerja bersama).", wajib=True),
        _num("keyakinan", "Peluang bahwa anak panah ini benar, 0 sampai 1.", wajib=True),
    ),
    ("sop_id", "urutan"),
    (
        _TO_SOP,
        ForeignKey(("sop_id", "dari_langkah"), "langkah", ("sop_id", "urutan")),
        ForeignKey(("sop_id", "dari_pelaksana"), "pelaksana", ("sop_id", "id")),
        ForeignKey(("sop_id", "ke_langkah"), "langkah", ("sop_id", "urutan")),
        ForeignKey(("sop_id", "ke_pelaksana"), "pelaksana", ("sop_id", "id")),
    ),
)

ALUR_KURANG = Table(
    "alur_kurang",
    "Yang kurang pada alur, satu baris per tempat: simbol awal atau akhir, jalan keluar keputusan, panah.",
    (
        _sop_id(),
        _int("urutan", "Urutan di dalam SOP, dari 1.", wajib=True),
        _int("langkah", "Langkah tempat itu; kosong bila menyangkut seluruh alur."),
        _text("pelaksana", "Pelaksana tempat itu, bila diketahui."),
        _text("pesan", "Apa yang kurang.", wajib=True),
        Column("putus", "boolean", "Benar: karenanya alur tidak sampai dari awal ke akhir.", wajib=True),
    ),
    ("sop_id", "urutan"),
    (_TO_SOP, _TO_STEP),
)

DASAR_HUKUM = Table(
    "dasar_hukum",
    "Satu baris per dasar hukum.",
    (
        _sop_id(),
        _int("urutan", "Urutan di dalam SOP, dari 1.", wajib=True),
        _text("teks", "Teks seperti tercetak.", wajib=True),
        _text("jenis", "Jenis peraturan."),
        _text("nomor", "Nomor peraturan."),
        _int("tahun", "Tahun peraturan."),
        _text("tentang", "Perihal peraturan."),
        _text("lembaga", "Lembaga yang menerbitkan."),
    ),
    ("sop_id", "urutan"),
    (_TO_SOP,),
)

DAFTAR_JENIS = ("kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")

DAFTAR = Table(
    "daftar",
    "Isi daftar pada blok identitas, satu baris per butir.",
    (
        _sop_id(),
        Column("jenis", "text", "Daftar yang mana.", True, DAFTAR_JENIS),
        _int("urutan", "Urutan di dalam daftar, dari 1.", wajib=True),
        _text("teks", "Butir seperti tercetak.", wajib=True),
    ),
    ("sop_id", "jenis", "urutan"),
    (_TO_SOP,),
)

BUTIR = Table(
    "butir",
    "Butir kelengkapan dan output suatu langkah, bila selnya berupa daftar.",
    (
        _sop_id(),
        _int("langkah", "Urutan langkah.", wajib=True),
        Column("jenis", "text", "Sel yang mana.", True, ("kelengkapan", "output")),
        _int("urutan", "Urutan di dalam sel, dari 1.", wajib=True),
        _text("teks", "Butir seperti tercetak, tanpa tanda daftarnya.", wajib=True),
    ),
    ("sop_id", "langkah", "jenis", "urutan"),
    (_TO_STEP,),
)

TINJAUAN = Table(
    "tinjauan",
    "Hal yang perlu dilihat orang.",
    (
        _sop_id(),
        _int("urutan", "Urutan di dalam SOP, dari 1.", wajib=True),
        _text("kode", "Kode keraguan.", wajib=True),
        _text("jalur", "JSON Pointer (RFC 6901) ke dalam rekaman.", wajib=True),
        _text("tingkat", "Tingkat.", wajib=True, of=Tingkat),
        _text("pesan", "Pesan.", wajib=True),
        _int("langkah", "Urutan langkah yang dimaksud jalur, bila ada."),
    ),
    ("sop_id", "urutan"),
    (_TO_SOP, _TO_STEP),
)

PADANAN = Table(
    "padanan",
    "SOP yang sama di berbagai daerah, dicocokkan dari judul dan langkahnya.",
    (
        _sop_id(),
        _text("kelompok", "Id SOP yang mewakili kelompok; id sendiri bila tidak berpadanan.", wajib=True),
        _num("skor_judul", "Kemiripan judul dengan wakil kelompok, 0 sampai 1.", wajib=True),
        _num(
            "skor_langkah",
            "Bagian kata langkah yang sama dengan wakil kelompok, 0 sampai 1; kosong bila tanpa langkah.",
        ),
    ),
    ("sop_id",),
    (_TO_SOP, ForeignKey(("kelompok",), "sop", ("id",))),
)

# Parents before children: the order in which databases are filled.
RECORD_TABLES = (
    SOP,
    PELAKSANA,
    PELAKSANA_BAGIAN,
    LANGKAH,
    SIMBOL,
    ALUR,
    ALUR_KURANG,
    DASAR_HUKUM,
    DAFTAR,
    BUTIR,
    TINJAUAN,
)
TABLES = (*RECORD_TABLES, PADANAN)
