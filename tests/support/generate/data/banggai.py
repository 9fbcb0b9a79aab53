"""Sekretariat DPRD Kabupaten Banggai: unit of time in the header only, lists with dashes, landscape."""

from __future__ import annotations

from datetime import date

from tests.support.generate.model import (
    KAPSUL,
    KETUPAT,
    Description,
    Executor,
    Identity,
    Signed,
    Sop,
    Step,
    Style,
    Symbol,
    angka,
)

STYLE = Style(
    paper=(936.0, 612.0),
    size=8.0,
    titles={"waktu": "Waktu (Menit)", "keterangan": "Ket"},
    rules="strips",
    header_fill=0.85,
    repeat_header=False,
    breaks="bawah",
    line="segments",
    head="open",
    label="samping",
    name_label="Judul SOP",
    list_marker="-",
)

PELAKSANA = (
    Executor("sekwan", "Sekretaris DPRD"),
    Executor("kabag", "Kepala Bagian Umum dan Keuangan"),
    Executor("kasub", "Kepala Sub Bagian (Eselon IV)"),
    Executor("analis", "Kasub Perencanaan Keu. & JP (Analis Perencanaan)"),
    Executor("staf", "Pelaksana"),
)

RAPAT = Sop(
    Identity(
        kepala=(
            "PEMERINTAH KABUPATEN BANGGAI",
            "SEKRETARIAT DPRD",
            "SUB BAGIAN PERENCANAAN DAN KEUANGAN",
        ),
        instansi="SEKRETARIAT DPRD",
        unit="SUB BAGIAN PERENCANAAN DAN KEUANGAN",
        nomor_sop="065/14/Set. DPRD",
        nama_sop="Penyusunan Rencana Kas Bulanan Sekretariat",
        tanggal_pembuatan=date(2021, 3, 8),
        tanggal_efektif=date(2021, 4, 1),
        disahkan_oleh=Signed(
            "Plt. SEKRETARIS DPRD KABUPATEN BANGGAI",
            "RATNA MOKODOMPIT, S.Sos., M.Si.",
            None,
            "19700215 199503 2 004",
        ),
        dasar_hukum=(
            "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
            "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah",
            "Peraturan Menteri Dalam Negeri Nomor 77 Tahun 2020 tentang Pedoman Teknis Pengelolaan "
            "Keuangan Daerah",
        ),
        kualifikasi_pelaksana=(
            "Mampu menyusun proyeksi arus kas",
            "Memahami aplikasi penatausahaan keuangan daerah",
        ),
        keterkaitan=("SOP Penyusunan DPA", "SOP Pengajuan Ganti Uang Persediaan"),
        peralatan=("Komputer dan jaringan", "Lembar kerja anggaran kas", "Lemari arsip"),
        peringatan=(
            "Apabila rencana kas terlambat disusun, pencairan belanja bulan berikutnya ikut tertunda.",
        ),
        pencatatan=("Disimpan dalam arsip elektronik dan buku kendali kas",),
    ),
    PELAKSANA,
    (
        Step(
            "Sekwan menugaskan penyusunan rencana kas bulan berikutnya",
            (Symbol("sekwan", KAPSUL),),
            "Lembar disposisi",
            angka(10, "menit"),
            "Disposisi",
        ),
        Step(
            "Kabag membagi tugas kepada kepala sub bagian sesuai pagu masing-masing kegiatan",
            (Symbol("kabag"),),
            "Disposisi, DPA",
            angka(30, "menit"),
            "Arahan tertulis",
        ),
        Step(
            "Menghimpun kebutuhan belanja dari setiap pelaksana kegiatan",
            (Symbol("kasub"),),
            "Formulir kebutuhan kas",
            angka(240, "menit"),
            "Rekap kebutuhan belanja",
        ),
        Step(
            "Menyusun konsep rencana kas berdasarkan rekap kebutuhan dan sisa pagu",
            (Symbol("analis"),),
            "Rekap kebutuhan belanja",
            angka(480, "menit"),
            "Konsep rencana kas",
        ),
        Step(
            "Mencocokkan konsep rencana kas dengan anggaran kas pada aplikasi",
            (Symbol("staf"),),
            "Konsep rencana kas",
            angka(120, "menit"),
            "Lembar pencocokan",
            "Selisih dicatat",
        ),
        Step(
            "Memeriksa kewajaran rencana kas. Bila belum wajar dikembalikan untuk disusun ulang",
            (Symbol("kabag", KETUPAT, ("4:Tidak", "7:Ya")),),
            "Konsep rencana kas, lembar pencocokan",
            angka(60, "menit"),
            "Rencana kas terkoreksi",
        ),
        Step(
            "Menandatangani rencana kas bulanan",
            (Symbol("sekwan"),),
            "Rencana kas terkoreksi",
            angka(15, "menit"),
            "Rencana kas disahkan",
        ),
        Step(
            "Menyampaikan rencana kas ke badan pengelola keuangan",
            (Symbol("kasub"),),
            "Rencana kas disahkan",
            angka(60, "menit"),
            "Tanda terima",
        ),
        Step(
            "Mengarsipkan rencana kas dan memperbarui buku kendali",
            (Symbol("staf", KAPSUL),),
            "Tanda terima",
            angka(30, "menit"),
            "Arsip rencana kas",
        ),
    ),
    STYLE,
)

DOCUMENT = Description("banggai-rencana-kas.pdf", (RAPAT,))
