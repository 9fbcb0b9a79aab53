"""Dinas Arsip Kabupaten Kendal: a Word file, and Dinas Pariwisata Kabupaten Jembrana: a workbook."""

from __future__ import annotations

from datetime import date

from tests.support.generate.model import (
    KAPSUL,
    KETUPAT,
    LAIN,
    Description,
    Executor,
    Identity,
    Signed,
    Sop,
    Step,
    kata,
    maksimal,
    rentang,
    tetap,
)
from tests.support.generate.model import Symbol as S

ARSIP = Sop(
    Identity(
        kepala=("PEMERINTAH KABUPATEN KENDAL", "DINAS KEARSIPAN DAN PERPUSTAKAAN"),
        instansi="DINAS KEARSIPAN DAN PERPUSTAKAAN",
        nomor_sop="045/SOP/021/2024",
        nama_sop="Peminjaman Arsip Inaktif",
        tanggal_pembuatan=date(2024, 3, 4),
        tanggal_revisi=date(2024, 5, 20),
        tanggal_efektif=date(2024, 6, 1),
        disahkan_oleh=Signed(
            "Kepala Dinas Kearsipan dan Perpustakaan",
            "WAHYU ARDIYANTO, S.Sos., M.M.",
            "Pembina Utama Muda",
            "19700215 199503 1 004",
        ),
        dasar_hukum=(
            "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
            "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 43 Tahun 2009",
        ),
        kualifikasi_pelaksana=("Memahami tata kearsipan", "Mampu memakai daftar arsip"),
        keterkaitan=("SOP Pemindahan Arsip Inaktif", "SOP Pemusnahan Arsip"),
        peralatan=("Komputer", "Lembar peminjaman", "Boks arsip"),
        peringatan=("Arsip yang tidak dicatat keluar sukar dilacak kembali.",),
        pencatatan=("Buku peminjaman arsip",),
    ),
    (
        Executor("peminjam", "Peminjam"),
        Executor("petugas", "Petugas Depo"),
        Executor("arsiparis", "Arsiparis"),
        Executor("kabid", "Kepala Bidang"),
    ),
    (
        Step(
            "Peminjam mengajukan surat permohonan peminjaman.",
            (S("peminjam", KAPSUL, teks="Mulai"),),
            "Surat permohonan",
            tetap(10, "menit"),
            "Permohonan diterima",
        ),
        Step(
            "Petugas depo mencari arsip dalam daftar arsip.",
            (S("petugas"),),
            "Daftar arsip",
            rentang(15, 30, "menit"),
            "Arsip ditemukan",
        ),
        Step(
            "Arsiparis menilai apakah arsip boleh dipinjamkan.",
            (S("arsiparis", KETUPAT, ("4:Ya", "2:Tidak")),),
            "Arsip",
            tetap(20, "menit"),
            "Hasil penilaian",
            "Arsip tertutup dijawab dengan surat",
        ),
        Step(
            "Kepala bidang memberi izin peminjaman.",
            (S("kabid"),),
            "Hasil penilaian",
            maksimal(1, "hari kerja"),
            "Izin peminjaman",
        ),
        Step(
            "Petugas depo menyerahkan arsip dan mencatatnya.",
            (S("petugas", LAIN),),
            "Izin peminjaman",
            tetap(5, "menit"),
            "Lembar peminjaman",
        ),
        Step(
            "Peminjam mengembalikan arsip tepat waktu.",
            (S("peminjam", KAPSUL, teks="Selesai"),),
            "Arsip",
            kata("Sesuai lembar peminjaman"),
            "Arsip kembali",
        ),
    ),
)

WISATA = Sop(
    Identity(
        kepala=("PEMERINTAH KABUPATEN JEMBRANA", "DINAS PARIWISATA DAN KEBUDAYAAN"),
        instansi="DINAS PARIWISATA DAN KEBUDAYAAN",
        nomor_sop="556/SOP/007/2023",
        nama_sop="Pencatatan Kunjungan Wisatawan",
        tanggal_pembuatan=date(2023, 1, 9),
        tanggal_efektif=date(2023, 2, 1),
        disahkan_oleh=Signed(
            "Kepala Dinas Pariwisata dan Kebudayaan",
            "NI MADE SUKERTI, S.E.",
            "Pembina Utama Muda",
            "19690911 199403 2 006",
        ),
        dasar_hukum=("Undang-Undang Nomor 10 Tahun 2009 tentang Kepariwisataan",),
        kualifikasi_pelaksana=("Mampu mengolah data", "Mampu berkomunikasi dengan pengelola"),
        keterkaitan=("SOP Penyusunan Statistik Pariwisata",),
        peralatan=("Komputer", "Telepon", "Borang kunjungan"),
        peringatan=("Data yang terlambat mengurangi ketelitian statistik.",),
        pencatatan=("Rekapitulasi kunjungan bulanan", "Arsip borang"),
    ),
    (
        Executor("pengelola", "Pengelola Daya Tarik Wisata"),
        Executor("staf", "Staf Data"),
        Executor("kasi", "Kepala Seksi Data"),
    ),
    (
        Step(
            "Pengelola mengirimkan borang kunjungan.",
            (S("pengelola", KAPSUL),),
            "Borang kunjungan",
            tetap(1, "hari"),
            "Borang terkirim",
            "Paling lambat tanggal 5",
        ),
        Step(
            "Staf data memeriksa kelengkapan borang.",
            (S("staf", KETUPAT, ("3:Lengkap", "1:Belum")),),
            "Borang terkirim",
            tetap(30, "menit"),
            "Borang diperiksa",
        ),
        Step(
            "Staf data menghitung kunjungan per negara asal.",
            (S("staf"),),
            "Borang diperiksa",
            tetap(2, "jam"),
            "Tabel kunjungan",
        ),
        Step(
            "Kepala seksi menyetujui rekapitulasi.",
            (S("kasi"),),
            "Tabel kunjungan",
            rentang(1, 2, "hari"),
            "Rekapitulasi disetujui",
        ),
        Step(
            "Staf data menyimpan rekapitulasi.",
            (S("staf", KAPSUL),),
            "Rekapitulasi disetujui",
            tetap(15, "menit"),
            "Arsip rekapitulasi",
        ),
    ),
)

WORD = Description("kendal-arsip.docx", (ARSIP,))
WORKBOOK = Description("jembrana-wisata.xlsx", (WISATA,))
