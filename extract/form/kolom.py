"""Printed headers of the step table told as columns of the record.

The table below is the vocabulary, one line a column, for people to review. Sources of the words:
Permenpan-RB 35/2012 and Permendagri 52/2011, and the forms of offices that follow them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from extract.form.cocok import PARENTHESIS, bare, look_up, same_field, table_of

SHORTEST = 5  # letters that tell a name whose end is cut off

_KOLOM: Mapping[str, tuple[str, ...]] = {
    "nomor": ("no", "nomor", "nomer", "no urut", "nomor urut", "no kegiatan", "num"),
    "kegiatan": (
        "kegiatan",
        "uraian",
        "uraian kegiatan",
        "uraian prosedur",
        "uraian aktivitas",
        "uraian tugas",
        "uraian proses",
        "uraian langkah",
        "aktivitas",
        "aktifitas",
        "prosedur",
        "prosedur kerja",
        "tahapan",
        "tahapan kerja",
        "tahapan kegiatan",
        "tahap kegiatan",
        "langkah",
        "langkah kegiatan",
        "langkah langkah",
        "langkah kerja",
        "langkah langkah kegiatan",
        "langkah langkah kerja",
        "langkah prosedur",
        "urutan kegiatan",
        "urutan langkah",
        "rangkaian kegiatan",
        "deskripsi kegiatan",
        "uraian kerja",
        "uraian langkah",
        "uraian tahapan",
        "tahapan prosedur",
        "rincian kegiatan",
        "rincian prosedur",
        "jenis kegiatan",
        "nama kegiatan",
        "proses",
    ),
    "pelaksana": (
        "pelaksana",
        "pelaksanaan",
        "pelaksana kegiatan",
        "pihak",
        "para pihak",
        "pihak terkait",
        "pihak yang terlibat",
        "pejabat pelaksana",
        "pejabat yang bertanggung jawab",
        "penanggung jawab",
        "penanggungjawab kegiatan",
        "pelaku",
        "aktor",
        "unit pelaksana",
        "unit kerja pelaksana",
        "unsur pelaksana",
        "jabatan pelaksana",
        "petugas pelaksana",
        "pelaksana prosedur",
    ),
    "mutu_baku": (
        "mutu baku",
        "mutu buku",
        "mutu batu",
        "mutubaku",
        "pendukung",
        "baku mutu",
        "standar mutu",
    ),
    "kelengkapan": (
        "kelengkapan",
        "perlengkapan",
        "kelengkapan peralatan",
        "peralatan",
        "persyaratan",
        "syarat",
        "input",
        "masukan",
        "sumber data",
        "data",
        "bahan",
        "alat",
        "bahan alat",
        "alat bahan",
        "bahan dan alat",
        "alat dan bahan",
        "dokumen kelengkapan",
        "persyaratan kelengkapan",
    ),
    "waktu": (
        "waktu",
        "durasi",
        "lama waktu",
        "jangka waktu",
        "waktu penyelesaian",
        "waktu pelaksanaan",
        "waktu proses",
        "waktu kerja",
        "waktu normal",
        "waktu baku",
        "target waktu",
        "standar waktu",
        "waktu yang dibutuhkan",
        "waktu yang diperlukan",
        "waktu dalam menit",
        "waktu dalam hari",
    ),
    "output": (
        "output",
        "out put",
        "outputs",
        "keluaran",
        "hasil",
        "produk",
        "hasil kegiatan",
        "hasil output",
        "hasil kerja",
    ),
    "keterangan": ("ket", "keterangan", "catatan", "keterangan lain"),
    "lain": ("biaya", "tarif", "biaya rp", "retribusi", "anggaran"),
}

_KOLOM_BARE = table_of(_KOLOM)


@lru_cache(maxsize=4096)
def kolom_of(label: str) -> str | None:
    """The table column that a header cell names.

    Returns nomor, kegiatan, pelaksana, mutu_baku, kelengkapan, waktu, output or keterangan;
    ``lain`` for a known column that the record has no place for (Biaya); None where the label
    names no column (it may be an executor). "Waktu (Menit)" is waktu: brackets are left out.
    """
    outside = PARENTHESIS.sub(" ", label) if bare(PARENTHESIS.sub(" ", label)) else label
    return look_up(bare(outside), _KOLOM_BARE) or same_field(outside, _KOLOM_BARE)


def cut_kolom(label: str) -> str | None:
    """The table column whose name the edge of the paper cut off: "Keterang"; None where several begin so."""
    key = bare(label)
    if len(key) < SHORTEST:
        return None
    begun = {name for word, name in _KOLOM_BARE.items() if word.startswith(key)}
    return begun.pop() if len(begun) == 1 else None
