from __future__ import annotations

import pytest

from extract.form.isian import ISIAN_REKAM, isian_of
from extract.form.kolom import cut_kolom, kolom_of

KOLOM = [
    ("No", "nomor"),
    ("NO.", "nomor"),
    ("Kegiatan", "kegiatan"),
    ("Uraian Prosedur", "kegiatan"),
    ("AKTIVITAS", "kegiatan"),
    ("Aktivitas/Kegiatan", "kegiatan"),
    ("Pelaksana", "pelaksana"),
    ("PELAKSANAAN", "pelaksana"),
    ("Pihak", "pelaksana"),
    ("Pejabat yang bertanggung jawab", "pelaksana"),
    ("Mutu Baku", "mutu_baku"),
    ("MUTU BUKU", "mutu_baku"),
    ("Mutu Batu", "mutu_baku"),
    ("Mutu Waktu (6)", "waktu"),
    ("Baku Output", "output"),
    ("Pendukung", "mutu_baku"),
    ("PERSYARATAN / KELENGKAPAN", "kelengkapan"),
    ("Persyaratan/ Perlengkapan", "kelengkapan"),
    ("Kelengkapan dan Peralatan", "kelengkapan"),
    ("KELENG KAPAN", "kelengkapan"),
    ("Kelengkapen", "kelengkapan"),
    ("Sumber Data", "kelengkapan"),
    ("Syarat", "kelengkapan"),
    ("Input", "kelengkapan"),
    ("WAKT U", "waktu"),
    ("Waktu (Menit)", "waktu"),
    ("WAKTU\n(HARI)", "waktu"),
    ("Waktu (Dalam Periode revisi)", "waktu"),
    ("Out Put", "output"),
    ("Ouput", "output"),
    ("Keluaran", "output"),
    ("Hasil/Output", "output"),
    ("Ket.", "keterangan"),
    ("Ketelangan", "keterangan"),
    ("BIAYA", "lain"),
    ("Kepala Dinas", None),
    ("Kabag", None),
    ("PPK", None),
    ("Sekretaris", None),
    ("1", None),
    ("", None),
    ("Kasubbag. Adm. Pemerintahan", None),
    ("Menyiapkan bahan dan dokumen", None),
]

ISIAN = [
    ("NOMOR SOP", "nomor_sop"),
    ("Nomor SOP :", "nomor_sop"),
    ("No. Dokumen", "nomor_sop"),
    ("Kode SOP", "nomor_sop"),
    ("NAMA SOP", "nama_sop"),
    ("Judul SOP", "nama_sop"),
    ("Nama/Judul SOP", "nama_sop"),
    ("Nama Prosedur", "nama_sop"),
    ("TGL. PEMBUATAN", "tanggal_pembuatan"),
    ("Tanggal Revisi", "tanggal_revisi"),
    ("TGL EFEKTIF", "tanggal_efektif"),
    ("Tanggal Pengesahan", "tanggal_pengesahan"),
    ("DISAHKAN OLEH", "disahkan_oleh"),
    ("Dasar hukum:", "dasar_hukum"),
    ("Kualifikasi Pelaksanaan :", "kualifikasi_pelaksana"),
    ("Kualilikasi Pelaksana", "kualifikasi_pelaksana"),
    ("KETERKAITAN", "keterkaitan"),
    ("PERALATAN/ PERLENGKAPAN", "peralatan"),
    ("Peralatar/Perlangkapan:", "peralatan"),
    ("PERNGATAN", "peringatan"),
    ("Pencatatan dan Pendalaan", "pencatatan"),
    ("Maksud dan tujuan:", "maksud_tujuan"),
    ("Unit Kerja", "unit"),
    ("Pemerintah Kabupaten", None),
    ("Sekretariat Daerah", None),
    ("", None),
    ("2 Nama SOP", "nama_sop"),  # a speck before it, or the number of its line
    ("| Tanggal Efektif", "tanggal_efektif"),
    ("2 Dasar Hukum", None),  # an item of a list
    ("2 Nama Pemohon", None),
]


@pytest.mark.parametrize(("label", "expected"), KOLOM)
def test_kolom_of(label: str, expected: str | None) -> None:
    assert kolom_of(label) == expected


@pytest.mark.parametrize(("label", "expected"), ISIAN)
def test_isian_of(label: str, expected: str | None) -> None:
    assert isian_of(label) == expected


def test_fields_of_the_record_come_first() -> None:
    assert ISIAN_REKAM[0] == "nomor_sop"
    assert ISIAN_REKAM[-1] == "pencatatan"
    assert "maksud_tujuan" not in ISIAN_REKAM


@pytest.mark.parametrize(
    ("label", "isi"),
    [
        ("Keterang", "keterangan"),
        ("Kelengk", "kelengkapan"),
        ("Ket", None),
        ("Biaya Adm", None),
        ("RKetram", "keterangan"),
    ],
)
def test_a_name_that_the_edge_of_the_paper_cut_off(label: str, isi: str | None) -> None:
    assert cut_kolom(label) == isi
