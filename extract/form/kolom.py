"""Printed header and identity labels told as fields of the record.

The tables below are the vocabulary, one line a field, for people to review. Labels are
compared as bare letters, so spaces inside words ("WAKT U"), case and punctuation do not
matter; after that a slip of the pen or of an OCR engine is forgiven up to a strict number of
letters (``_slips``). Sources of the words: Permenpan-RB 35/2012 and Permendagri 52/2011, and
the forms of offices that follow them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

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
        "tahapan",
        "tahapan kegiatan",
        "tahap kegiatan",
        "langkah",
        "langkah kegiatan",
        "langkah langkah",
        "rincian kegiatan",
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
    ),
    "keterangan": ("ket", "keterangan", "catatan", "keterangan lain"),
    "lain": ("biaya", "tarif", "biaya rp"),
}

_ISIAN: Mapping[str, tuple[str, ...]] = {
    "nomor_sop": (
        "nomor sop",
        "no sop",
        "nomor sop ap",
        "kode sop",
        "nomor dokumen",
        "no dokumen",
        "no dok",
        "kode dokumen",
        "nomor",
        "nomor prosedur",
    ),
    "nama_sop": (
        "nama sop",
        "judul sop",
        "nama judul sop",
        "nama prosedur",
        "judul prosedur",
        "nama sop ap",
        "judul",
        "nama standar operasional prosedur",
        "judul standar operasional prosedur",
    ),
    "tanggal_pembuatan": (
        "tanggal pembuatan",
        "tgl pembuatan",
        "tanggal dibuat",
        "tgl dibuat",
        "tanggal penyusunan",
        "tgl penyusunan",
        "tanggal pembuatan sop",
    ),
    "tanggal_revisi": ("tanggal revisi", "tgl revisi", "tanggal perubahan", "tanggal direvisi"),
    "tanggal_efektif": (
        "tanggal efektif",
        "tgl efektif",
        "tanggal berlaku",
        "tgl berlaku",
        "tanggal mulai berlaku",
        "mulai berlaku",
        "tanggal diberlakukan",
    ),
    "disahkan_oleh": ("disahkan oleh", "disahkan", "pengesahan", "disetujui oleh", "pengesahan oleh"),
    "unit": ("unit", "unit kerja", "nama unit kerja", "unit organisasi", "satuan kerja", "unit pemilik"),
    "dasar_hukum": ("dasar hukum", "landasan hukum", "dasar hukum sop"),
    "kualifikasi_pelaksana": (
        "kualifikasi pelaksana",
        "kualifikasi pelaksanaan",
        "kualifikasi",
        "kualifikasi pelaksana kegiatan",
    ),
    "keterkaitan": ("keterkaitan", "keterkaitan sop", "keterkaitan dengan sop lain", "sop terkait"),
    "peralatan": (
        "peralatan perlengkapan",
        "peralatan dan perlengkapan",
        "peralatan",
        "perlengkapan",
        "perlengkapan peralatan",
        "peralatan kelengkapan",
        "sarana dan prasarana",
    ),
    "peringatan": ("peringatan", "peringatan peringatan"),
    "pencatatan": (
        "pencatatan dan pendataan",
        "pencatatan pendataan",
        "pencatatan",
        "pendataan",
        "pencatatan dan pengarsipan",
        "pencatatan dan arsip",
        "pencatatan dan pelaporan",
    ),
    # Blocks that some forms add. The record has no place for them; they are known so that
    # their words do not run into the block before.
    "maksud_tujuan": ("maksud dan tujuan", "tujuan", "maksud", "maksud tujuan"),
    "ruang_lingkup": ("ruang lingkup", "lingkup"),
    "definisi": ("definisi", "pengertian", "definisi istilah", "istilah", "istilah dan definisi"),
    "kebijakan": ("kebijakan",),
    "prosedur": ("prosedur", "uraian prosedur", "langkah langkah"),
    "tanggal_pengesahan": ("tanggal pengesahan", "tgl pengesahan", "tanggal disahkan", "tanggal ditetapkan"),
    "tanggal_terbit": ("tanggal terbit", "tgl terbit", "tanggal penerbitan"),
    "nomor_revisi": ("nomor revisi", "no revisi", "revisi", "revisi ke"),
    "halaman": ("halaman", "hal"),
    "disusun_oleh": ("disusun oleh", "dibuat oleh", "penyusun"),
    "diperiksa_oleh": ("diperiksa oleh", "diverifikasi oleh", "dikaji oleh"),
    "unit_terkait": ("unit terkait", "pihak terkait", "instansi terkait"),
    "penanggung_jawab": ("penanggung jawab", "pelaksana"),
    "referensi": ("referensi", "rujukan", "dokumen terkait", "dokumen referensi"),
    "formulir": ("formulir", "lampiran", "formulir lampiran"),
}

# The identity fields that the record holds; every other name of ``isian_of`` is only known.
ISIAN_REKAM = tuple(_ISIAN)[: tuple(_ISIAN).index("pencatatan") + 1]

_PARENTHESIS = re.compile(r"[(\[][^)\]]*[)\]]?")
_JOINT = re.compile(r"\s*(?:/|,|&|\bdan\b|\batau\b)\s*")


def bare(label: str) -> str:
    """The letters of a label alone, lower case, without marks: "WAKT U (Menit)" -> "waktumenit"."""
    plain = unicodedata.normalize("NFKD", label).casefold()
    return "".join(c for c in plain if c.isalpha() and c.isascii())


def _table(vocabulary: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {bare(word): name for name, words in vocabulary.items() for word in words}


_KOLOM_BARE = _table(_KOLOM)
_ISIAN_BARE = _table(_ISIAN)
_LONGEST = max(map(len, (*_KOLOM_BARE, *_ISIAN_BARE))) + 3


def _slips(length: int) -> int:
    """How many wrong letters a label of this length may have and still be itself."""
    if length < 5:
        return 0
    return 1 if length < 9 else 2 if length < 18 else 3


def _look_up(key: str, table: Mapping[str, str]) -> str | None:
    """The field of a bare label: exact, else the nearest within the allowed slips."""
    if key in table:
        return table[key]
    allowed = _slips(len(key))
    if not allowed or len(key) > _LONGEST:
        return None
    near: dict[int, set[str]] = {}
    for word, name in table.items():
        cap = min(allowed, _slips(len(word)))
        slips = Levenshtein.distance(key, word, score_cutoff=cap)
        if slips <= cap:
            near.setdefault(slips, set()).add(name)
    # The nearest field alone: a tie between two fields is no evidence for either.
    best = near[min(near)] if near else set()
    return best.pop() if len(best) == 1 else None


def _joint(label: str, table: Mapping[str, str]) -> str | None:
    """The field of "Persyaratan / Kelengkapan": every part must be a name of the same one."""
    parts = [bare(part) for part in _JOINT.split(label.casefold()) if bare(part)]
    found = {_look_up(part, table) for part in parts}
    return found.pop() if len(parts) > 1 and len(found) == 1 else None


@lru_cache(maxsize=4096)
def kolom_of(label: str) -> str | None:
    """The table column that a header cell names.

    Returns nomor, kegiatan, pelaksana, mutu_baku, kelengkapan, waktu, output or keterangan;
    ``lain`` for a known column that the record has no place for (Biaya); None where the label
    names no column (it may be an executor). "Waktu (Menit)" is waktu: brackets are left out.
    """
    outside = _PARENTHESIS.sub(" ", label) if bare(_PARENTHESIS.sub(" ", label)) else label
    return _look_up(bare(outside), _KOLOM_BARE) or _joint(outside, _KOLOM_BARE)


@lru_cache(maxsize=4096)
def isian_of(label: str) -> str | None:
    """The identity field that a label names ("TGL. REVISI :" -> tanggal_revisi), else None.

    Names outside ``ISIAN_REKAM`` are blocks that the record has no place for.
    """
    outside = _PARENTHESIS.sub(" ", label)
    if any(c.isdigit() for c in outside):  # no label has a number: its value stands on the same line
        return None
    return _look_up(bare(outside), _ISIAN_BARE) or _joint(outside, _ISIAN_BARE)
