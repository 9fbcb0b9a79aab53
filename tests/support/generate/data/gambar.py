"""Two offices that paste pictures: Kota Bitung the whole step table, Kabupaten Belitung the flowchart only;
and the source of the scanned sample, Kabupaten Lombok Utara."""

from __future__ import annotations

from datetime import date

from tests.support.generate.model import (
    FIELDS,
    KAPSUL,
    KETUPAT,
    Description,
    Executor,
    Identity,
    Signed,
    Sop,
    Step,
    Style,
    tetap,
)
from tests.support.generate.model import Symbol as S

BITUNG = Sop(
    Identity(
        kepala=("PEMERINTAH KOTA BITUNG", "DINAS PERPUSTAKAAN DAN KEARSIPAN"),
        instansi="DINAS PERPUSTAKAAN DAN KEARSIPAN",
        nomor_sop="041/SOP/DPK/2024",
        nama_sop="Peminjaman Arsip Inaktif",
        tanggal_pembuatan=date(2024, 1, 15),
        tanggal_efektif=date(2024, 2, 1),
        disahkan_oleh=Signed("Kepala Dinas", "MERRY TUMBELAKA, S.IP.", None, "19720609 199803 2 006"),
        dasar_hukum=("Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",),
        kualifikasi_pelaksana=("Memahami klasifikasi arsip",),
        keterkaitan=("SOP Penataan Arsip Inaktif",),
        peralatan=("Komputer", "Rak arsip"),
        peringatan=("Arsip yang tidak kembali menghambat pemeriksaan.",),
        pencatatan=("Buku peminjaman arsip",),
    ),
    (
        Executor("peminjam", "Peminjam"),
        Executor("arsiparis", "Arsiparis"),
        Executor("kabid", "Kepala Bidang Kearsipan"),
    ),
    (
        Step(
            "Mengisi lembar peminjaman arsip",
            (S("peminjam", KAPSUL),),
            "Lembar peminjaman",
            tetap(5, "menit"),
            "Lembar terisi",
        ),
        Step(
            "Memeriksa sifat arsip yang dipinjam",
            (S("arsiparis"),),
            "Daftar arsip",
            tetap(10, "menit"),
            "Catatan sifat arsip",
        ),
        Step(
            "Memberi izin peminjaman",
            (S("kabid", KETUPAT, ("4:Ya", "1:Tidak")),),
            "Catatan sifat arsip",
            tetap(15, "menit"),
            "Izin pinjam",
        ),
        Step(
            "Mengambil arsip dan memasang kartu pengganti",
            (S("arsiparis"),),
            "Izin pinjam",
            tetap(20, "menit"),
            "Arsip siap pinjam",
        ),
        Step(
            "Menerima arsip dan menandatangani buku",
            (S("peminjam", KAPSUL),),
            "Arsip siap pinjam",
            tetap(5, "menit"),
            "Tanda pinjam",
        ),
    ),
    Style(
        paper=(842.0, 595.0),
        size=9.0,
        row_min=46,
        label="kotak",
        label_size=8.0,
        exits="samping",
        symbol=(40.0, 17.0),
        line_width=1.0,
    ),
    gambar="tabel",
)

BELITUNG = Sop(
    Identity(
        kepala=("PEMERINTAH KABUPATEN BELITUNG", "DINAS PERIKANAN"),
        instansi="DINAS PERIKANAN",
        nomor_sop="523/12/DP/2023",
        nama_sop="Pendataan Kapal Nelayan Kecil",
        tanggal_pembuatan=date(2023, 3, 6),
        tanggal_efektif=date(2023, 4, 3),
        disahkan_oleh=Signed(
            "Kepala Dinas Perikanan", "SURYADI, S.Pi., M.Si.", None, "19751120 200112 1 003"
        ),
        dasar_hukum=(
            "Undang-Undang Nomor 45 Tahun 2009 tentang Perubahan atas Undang-Undang Nomor 31 Tahun "
            "2004 tentang Perikanan",
        ),
        kualifikasi_pelaksana=("Mampu mengukur kapal",),
        peralatan=("Meteran", "Kamera"),
        peringatan=("Kapal yang tidak terdata tidak dapat menerima bantuan.",),
        pencatatan=("Pangkalan data kapal",),
    ),
    (
        Executor("nelayan", "Nelayan"),
        Executor("penyuluh", "Penyuluh Perikanan"),
        Executor("seksi", "Kepala Seksi"),
        Executor("admin", "Admin Data"),
    ),
    (
        Step(
            "Melaporkan kapal yang dimiliki",
            (S("nelayan", KAPSUL),),
            "Kartu nelayan",
            tetap(10, "menit"),
            "Laporan kepemilikan",
        ),
        Step(
            "Mengukur kapal dan mencatat alat tangkap",
            (S("penyuluh"),),
            "Meteran, formulir",
            tetap(2, "jam"),
            "Formulir ukur",
        ),
        Step(
            "Memeriksa hasil pengukuran",
            (S("seksi", KETUPAT, ("4:Benar", "2:Salah")),),
            "Formulir ukur",
            tetap(30, "menit"),
            "Formulir sah",
        ),
        Step(
            "Memasukkan data ke pangkalan data",
            (S("admin"),),
            "Formulir sah",
            tetap(15, "menit"),
            "Nomor data kapal",
        ),
        Step(
            "Menyerahkan kartu data kapal",
            (S("penyuluh", KAPSUL),),
            "Nomor data kapal",
            tetap(1, "hari"),
            "Kartu data kapal",
        ),
    ),
    Style(
        paper=(936.0, 612.0),
        size=9.0,
        columns=FIELDS[:-1],
        row_min=48,
        rules="rects",
        exits="samping",
        label="samping",
        label_size=8.0,
        symbol=(42.0, 17.0),
        line_width=1.0,
        own_page=True,
        empty_mark="-",
        fill=(0.75, 0.75, 0.75),
    ),
    gambar="bagan",
)

LOMBOK = Sop(
    Identity(
        kepala=("PEMERINTAH KABUPATEN LOMBOK UTARA", "KECAMATAN TANJUNG"),
        instansi="KECAMATAN TANJUNG",
        nomor_sop="138/05/TJG/2022",
        nama_sop="Pelayanan Surat Pengantar Izin Keramaian",
        tanggal_pembuatan=date(2022, 6, 20),
        tanggal_revisi=date(2022, 9, 5),
        tanggal_efektif=date(2022, 9, 12),
        disahkan_oleh=Signed(
            "CAMAT TANJUNG", "LALU HENDRA GUNAWAN, S.STP.", "Pembina", "19811002 200012 1 001"
        ),
        dasar_hukum=("Peraturan Pemerintah Nomor 17 Tahun 2018 tentang Kecamatan",),
        kualifikasi_pelaksana=("Memahami tata naskah dinas", "Ramah dan cermat"),
        keterkaitan=("SOP Pengelolaan Surat Masuk",),
        peralatan=("Komputer", "Pencetak", "Buku agenda"),
        peringatan=("Surat yang terlambat menunda pengurusan izin di kepolisian.",),
        pencatatan=("Buku agenda surat keluar",),
    ),
    (
        Executor("pemohon", "Pemohon"),
        Executor("staf", "Staf Pelayanan"),
        Executor("kasi", "Kasi Trantib"),
        Executor("camat", "Camat"),
    ),
    (
        Step(
            "Menyerahkan surat permohonan dan fotokopi KTP",
            (S("pemohon", KAPSUL),),
            "Permohonan, KTP",
            tetap(5, "menit"),
            "Berkas diterima",
        ),
        Step(
            "Memeriksa kelengkapan berkas",
            (S("staf", KETUPAT, ("3:Ya", "1:Tidak")),),
            "Berkas",
            tetap(10, "menit"),
            "Berkas lengkap",
        ),
        Step(
            "Mencatat berkas dalam buku agenda",
            (S("staf"),),
            "Buku agenda",
            tetap(5, "menit"),
            "Nomor agenda",
        ),
        Step(
            "Menilai kerawanan lokasi dan waktu kegiatan",
            (S("kasi"),),
            "Berkas lengkap",
            tetap(1, "jam"),
            "Catatan penilaian",
        ),
        Step(
            "Menandatangani surat pengantar",
            (S("camat"),),
            "Catatan penilaian",
            tetap(15, "menit"),
            "Surat pengantar",
        ),
        Step(
            "Menyerahkan surat pengantar kepada pemohon",
            (S("staf", KAPSUL),),
            "Surat pengantar",
            tetap(5, "menit"),
            "Tanda terima",
        ),
    ),
    Style(
        paper=(842.0, 595.0),
        size=9.5,
        row_min=50,
        rules="lines",
        rule_width=0.8,
        exits="samping",
        label="kotak",
        label_size=8.5,
        symbol=(42.0, 18.0),
        stroke_width=1.0,
        line_width=1.0,
    ),
)

TABEL = Description("bitung-tabel-gambar.pdf", (BITUNG,))
BAGAN = Description("belitung-bagan-gambar.pdf", (BELITUNG,))
SCANNED = Description("lombokutara-pindaian.pdf", (LOMBOK,))
DOCUMENTS = (TABEL, BAGAN, SCANNED)
