"""Satuan Polisi Pamong Praja Kota Kupang: executors in two groups that use the same names, Waktu after
Output, two symbols in a cell, a symbol over a column rule, lines cut by the page break."""

from __future__ import annotations

from datetime import date

from tests.support.generate.model import (
    KAPSUL,
    KETUPAT,
    KOTAK,
    LAIN,
    Description,
    Executor,
    Identity,
    Signed,
    Sop,
    Step,
    Style,
    kata,
    maksimal,
    tetap,
)
from tests.support.generate.model import Symbol as S

STYLE = Style(
    paper=(842.0, 595.0),
    margin=30.0,
    size=8.0,
    columns=("nomor", "kegiatan", "pelaksana", "kelengkapan", "output", "waktu", "keterangan"),
    titles={"nomor": "NO", "kegiatan": "Uraian", "kelengkapan": "Persyaratan", "keterangan": "Ket"},
    numbering="loncat",
    header_fill=0.92,
    repeat_header=True,
    rules="lines",
    rule_width=0.8,
    row_min=48.0,
    symbol=(28.0, 13.0),
    fill=(1.0, 1.0, 1.0),
    capsule="bulat",
    line="segments",
    head="filled",
    gap=1.0,
    exits="samping",
    label="putar",
    breaks="potong",
    name_label="JUDUL SOP",
    upper=True,
    list_marker="1)",
)

TERTIB = Sop(
    Identity(
        kepala=("PEMERINTAH KOTA KUPANG", "SATUAN POLISI PAMONG PRAJA", "BIDANG KETERTIBAN UMUM"),
        instansi="SATUAN POLISI PAMONG PRAJA",
        unit="BIDANG KETERTIBAN UMUM",
        nomor_sop="300.1/77/POL.PP/2023",
        nama_sop="Penertiban Reklame Tanpa Izin",
        tanggal_pembuatan=date(2023, 5, 2),
        tanggal_revisi=date(2023, 8, 17),
        tanggal_efektif=date(2023, 9, 1),
        disahkan_oleh=Signed(
            "KEPALA SATUAN POLISI PAMONG PRAJA",
            "YOHANIS BALUK, S.H., M.Hum.",
            "Pembina Utama Muda",
            "19690111 199503 1 002",
        ),
        dasar_hukum=(
            "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
            "Peraturan Pemerintah Nomor 16 Tahun 2018 tentang Satuan Polisi Pamong Praja",
            "Peraturan Daerah Kota Kupang Nomor 2 Tahun 2016 tentang Pajak Reklame",
        ),
        kualifikasi_pelaksana=(
            "Anggota yang telah mengikuti pendidikan dasar",
            "Mampu berkomunikasi persuasif",
        ),
        keterkaitan=("SOP Patroli Wilayah", "SOP Pengamanan Barang Sitaan"),
        peralatan=("Kendaraan patroli", "Tangga", "Kamera", "Radio genggam"),
        peringatan=(
            "Penertiban tanpa surat tugas dapat digugat.",
            "Pembongkaran wajib memperhatikan keselamatan pengguna jalan.",
        ),
        pencatatan=("Berita acara penertiban",),
    ),
    (
        Executor("staf1", "Staf", "Bidang Ketertiban"),
        Executor("kabid1", "Kepala Bidang", "Bidang Ketertiban"),
        Executor("staf2", "Staf", "Bidang Penegakan Perda"),
        Executor("kabid2", "Kepala Bidang", "Bidang Penegakan Perda"),
        Executor("kasat", "Kepala Satuan"),
    ),
    (
        Step(
            "Mendata reklame yang habis masa izinnya",
            (S("staf1", KAPSUL, ("1.2",)), S("staf1")),
            "Daftar izin reklame",
            tetap(2, "hari"),
            "Daftar sasaran",
        ),
        Step(
            "Menelaah daftar sasaran dan mengusulkan surat teguran",
            (S("kabid1"),),
            "Daftar sasaran",
            tetap(3, "jam"),
            "Usulan teguran",
        ),
        Step(
            "Memutuskan penerbitan surat teguran",
            (S("kasat", KETUPAT, ("4:Setuju", "2:Tidak")),),
            "Usulan teguran",
            tetap(1, "hari"),
            "Disposisi",
            "Tidak: data diperbaiki",
        ),
        Step(
            "Membuat surat teguran kepada pemilik reklame",
            (S("staf2", LAIN),),
            "Disposisi",
            tetap(2, "jam"),
            "Surat teguran",
        ),
        Step(
            "Menandatangani surat teguran",
            (S("kabid2"),),
            "Surat teguran",
            tetap(30, "menit"),
            "Surat teguran sah",
        ),
        Step(
            "Menyampaikan teguran dan menunggu tanggapan pemilik",
            (S("staf1"),),
            "Surat teguran sah",
            maksimal(7, "hari", "paling lama"),
            "Tanda terima teguran",
        ),
        Step(
            "Menilai apakah pemilik telah menurunkan reklamenya",
            (S("kabid1", KETUPAT, ("10:Sudah", "8:Belum"), geser=0.36),),
            "Tanda terima teguran",
            tetap(1, "hari"),
            "Hasil penilaian",
        ),
        Step(
            "Menyusun surat perintah penertiban",
            (S("kabid2", KOTAK),),
            "Hasil penilaian",
            tetap(2, "jam"),
            "Surat perintah",
        ),
        Step(
            "Menurunkan reklame dan mengamankan bahannya",
            (S("staf2"),),
            "Surat perintah",
            kata("Sesuai kebutuhan"),
            "Barang diamankan",
        ),
        Step(
            "Melaporkan hasil penertiban",
            (S("kasat", KAPSUL),),
            "Berita acara",
            tetap(1, "jam"),
            "Laporan",
        ),
    ),
    STYLE,
)

DOCUMENT = Description("kupang-reklame.pdf", (TERTIB,))
