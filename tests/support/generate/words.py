"""Words from which random SOPs are put together. Every sentence made of them is plain office language."""

from __future__ import annotations

ROLES = (
    "Kepala Dinas",
    "Sekretaris",
    "Kasubbag. Umum dan Kepegawaian",
    "Kasubag Perencanaan",
    "Kepala Bidang",
    "Kepala Seksi",
    "Staf",
    "JFU",
    "Pengadministrasi Umum",
    "Bendahara Pengeluaran",
    "PPK",
    "Pejabat Pengadaan",
    "Camat",
    "Lurah",
    "Kasi Pemerintahan",
    "Petugas Loket",
    "Pemohon",
    "Penyedia",
    "Tim Verifikasi",
    "Operator",
    "Arsiparis",
    "Asisten Administrasi Umum",
    "Kabag Umum",
    "Sekda",
    "Kepala UPTD",
)
GROUPS = ("Unit Pengusul", "Unit Pemeriksa", "Pihak Luar", "Sekretariat")
VERBS = (
    "Menerima",
    "Memeriksa",
    "Mencatat",
    "Meneliti kelengkapan",
    "Menyusun",
    "Menelaah",
    "Menghimpun",
    "Meneruskan",
    "Menandatangani",
    "Menyampaikan",
    "Mengarsipkan",
    "Memaraf",
    "Mengolah",
    "Memperbaiki",
    "Menyerahkan",
)
OBJECTS = (
    "surat permohonan",
    "berkas usulan",
    "konsep surat keputusan",
    "laporan bulanan",
    "daftar hadir",
    "rencana kebutuhan barang",
    "rekapitulasi kehadiran",
    "bukti pembayaran",
    "berita acara serah terima",
    "nota dinas",
    "data kepegawaian",
    "undangan rapat",
    "dokumen kontrak",
    "kartu inventaris",
    "lembar disposisi",
)
TAILS = (
    "",
    "",
    "dari perangkat daerah",
    "sesuai format yang berlaku",
    "untuk diteruskan kepada atasan",
    "dan mencatatnya dalam buku agenda",
    "bersama unit kerja terkait",
    "melalui aplikasi persuratan",
    "serta memberi catatan bila ada kekurangan",
    "paling sedikit satu kali dalam setiap triwulan",
)
QUESTIONS = (
    "Memeriksa apakah {} telah lengkap",
    "Menilai {}, bila sesuai dilanjutkan dan bila tidak dikembalikan",
    "Memutuskan {} dapat disetujui atau perlu diperbaiki",
)
ANSWERS = (
    ("Ya", "Tidak"),
    ("Ya", "Tidak"),
    ("Y", "T"),
    ("Setuju", "Tidak"),
    ("Lengkap", "Belum"),
    ("Sesuai", "Tidak Sesuai"),
)
NOTES = ("", "", "", "", "Arsip", "SOP Tata Naskah", "Dapat diwakilkan", "Bila diperlukan")
PHRASES = ("Sesuai jadwal", "Segera", "Sesuai kebutuhan")
TITLES = (
    "Pengelolaan Surat Masuk",
    "Penyusunan Laporan Kinerja",
    "Pelayanan Permohonan Cuti Pegawai",
    "Pengadaan Barang Habis Pakai",
    "Penatausahaan Barang Milik Daerah",
    "Penyelenggaraan Rapat Koordinasi",
    "Pengajuan Kenaikan Gaji Berkala",
    "Pembayaran Belanja Perjalanan Dinas",
)
OFFICES = (
    ("PEMERINTAH KABUPATEN TANGGAMUS", "DINAS SOSIAL"),
    ("PEMERINTAH KOTA BAUBAU", "BADAN KEPEGAWAIAN DAERAH"),
    ("PEMERINTAH KABUPATEN KEDIRI", "DINAS PERTANIAN"),
    ("PEMERINTAH KABUPATEN SORONG", "KECAMATAN AIMAS"),
    ("PEMERINTAH KOTA PADANG PANJANG", "DINAS PERHUBUNGAN"),
)
LAWS = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah",
    "Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil",
    "Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011 tentang Standar Operasional Prosedur di Lingkungan "
    "Pemerintah Provinsi dan Kabupaten/Kota",
)
QUALITIES = (
    "Memahami tugas dan fungsi",
    "Mampu mengoperasikan komputer",
    "Memahami tata naskah dinas",
    "Teliti",
)
RELATED = ("SOP Pengelolaan Surat Keluar", "SOP Penataan Arsip", "SOP Penyusunan Anggaran")
TOOLS = ("Komputer", "Pencetak", "Alat tulis kantor", "Jaringan internet", "Buku agenda", "Lemari arsip")
WARNINGS = (
    "Keterlambatan menghambat proses berikutnya.",
    "Jika prosedur tidak dijalankan, pelayanan menjadi tidak tertib.",
)
RECORDS = ("Disimpan sebagai data elektronik dan cetak", "Buku register")
NAMES = ("Drs. HASAN BASRI, M.M.", "Ir. SITI MARYAM", "I WAYAN SUDANA, S.Sos.", "NURAINI LUBIS, S.H., M.H.")
