"""Sekretariat Daerah Kabupaten Karanganyar: a decree first, then its SOPs; labels in capitals, Ket inside
Mutu Baku, a row without a number, mitred rules, page-break pentagons inside the table."""

from __future__ import annotations

from datetime import date

from tests.support.generate.model import (
    KAPSUL,
    KETUPAT,
    Description,
    Executor,
    Identity,
    Prose,
    Signed,
    Sop,
    Step,
    Style,
    rentang,
    tetap,
)
from tests.support.generate.model import Symbol as S

DECREE = Prose(
    (
        "=PEMERINTAH KABUPATEN KARANGANYAR",
        "=SEKRETARIAT DAERAH",
        "",
        "=KEPUTUSAN SEKRETARIS DAERAH KABUPATEN KARANGANYAR",
        "=NOMOR : 065/112 TAHUN 2021",
        "=TENTANG",
        "=STANDAR OPERASIONAL PROSEDUR PADA BAGIAN PEMERINTAHAN",
        "",
        "=SEKRETARIS DAERAH KABUPATEN KARANGANYAR,",
        "",
        "Menimbang : a. bahwa agar pelayanan pada Bagian Pemerintahan berjalan seragam dan dapat diukur, "
        "perlu disusun prosedur kerja yang tertulis;",
        "b. bahwa berdasarkan pertimbangan pada huruf a, perlu menetapkan keputusan ini.",
        "",
        "Mengingat : 1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
        "2. Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 35 Tahun 2012 "
        "tentang Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan;",
        "",
        "=MEMUTUSKAN :",
        "",
        "KESATU : Menetapkan prosedur kerja Bagian Pemerintahan sebagaimana tercantum dalam lampiran.",
        "KEDUA : Setiap pegawai melaksanakan tugas berpedoman pada prosedur tersebut dan melaporkan hambatan "
        "yang ditemui kepada atasan langsung.",
        "KETIGA : Prosedur dievaluasi paling sedikit satu kali dalam dua tahun.",
        "KEEMPAT : Keputusan ini berlaku sejak tanggal ditetapkan.",
        "",
        "Ditetapkan di Karanganyar",
        "pada tanggal 5 Juli 2021",
        "",
        "=SEKRETARIS DAERAH",
        "",
        "=WAHYU PRABOWO",
        "\f",
        "=LAMPIRAN",
        "=DAFTAR STANDAR OPERASIONAL PROSEDUR",
        "",
        "1. Fasilitasi Penegasan Batas Desa",
        "2. Pelayanan Rekomendasi Nama Jalan",
    )
)

STYLE = Style(
    paper=(936.0, 612.0),
    size=8.0,
    titles={
        "nomor": "NO",
        "kegiatan": "Uraian Prosedur",
        "kelengkapan": "Persyaratan/Kelengkapan",
        "keterangan": "Ket",
    },
    ket_in_group=True,
    dot=".",
    rules="curves",
    rule_width=0.6,
    row_min=52,
    split_rows=True,
    repeat_header=True,
    breaks="dalam",
    symbol=(32.0, 13.0),
    line="segments",
    head="polygon",
    head_size=6.0,
    exits="samping",
    label="samping",
    upper=True,
    name_label="Nama SOP",
)

SIGNED = Signed(
    "SEKRETARIS DAERAH", "Drs. WAHYU PRABOWO, M.Si.", "Pembina Utama Madya", "19650921 199003 1 007"
)
KEPALA = ("PEMERINTAH KABUPATEN KARANGANYAR", "SEKRETARIAT DAERAH", "BAGIAN PEMERINTAHAN")

PELAKSANA = (
    Executor("jfu", "JFU"),
    Executor("kasubbag", "Kasubbag. Adm. Pemerintahan"),
    Executor("kabag", "Kabag. Pemerintahan"),
    Executor("asisten", "Asisten Pemerintahan dan Kesra"),
    Executor("sekda", "Sekda"),
)

BATAS = Sop(
    Identity(
        kepala=KEPALA,
        instansi="SEKRETARIAT DAERAH",
        unit="BAGIAN PEMERINTAHAN",
        nomor_sop="SETDA/1.1/07",
        nama_sop="Fasilitasi Penegasan Batas Desa",
        tanggal_pembuatan=date(2021, 7, 5),
        tanggal_efektif=date(2021, 7, 12),
        disahkan_oleh=SIGNED,
        dasar_hukum=(
            "Undang-Undang Nomor 6 Tahun 2014 tentang Desa",
            "Peraturan Menteri Dalam Negeri Nomor 45 Tahun 2016 tentang Pedoman Penetapan dan Penegasan "
            "Batas Desa",
        ),
        kualifikasi_pelaksana=(
            "Memahami peraturan tentang batas wilayah",
            "Mampu membaca peta",
            "Mampu memimpin musyawarah",
        ),
        keterkaitan=("SOP Pengelolaan Surat Masuk", "SOP Penyusunan Keputusan Bupati"),
        peralatan=("Komputer", "Alat penentu posisi", "Peta dasar", "Kamera"),
        peringatan=("Jika batas tidak ditegaskan, pelayanan administrasi penduduk di perbatasan terganggu.",),
        pencatatan=("Berita acara penegasan", "Peta batas desa"),
    ),
    PELAKSANA,
    (
        Step(
            "Memberi arahan dan menugaskan Kasubbag menyiapkan tim penegasan batas",
            (S("kabag", KAPSUL),),
            "Agenda kerja\nPeta dasar",
            tetap(45, "menit"),
            "Disposisi",
        ),
        Step(
            "Menyusun rencana kerja dan susunan tim",
            (S("kasubbag"),),
            "Disposisi",
            tetap(1, "jam"),
            "Rencana kerja",
        ),
        Step(
            "Mengumpulkan dokumen batas dari desa yang berbatasan",
            (S("jfu"),),
            "Rencana kerja\nSurat permintaan",
            tetap(3, "hari"),
            "Dokumen batas terkumpul",
        ),
        Step(
            "Meneliti kelengkapan dokumen. Jika lengkap dilanjutkan, jika tidak diminta kembali ke desa",
            (S("kasubbag", KETUPAT, ("5:Lengkap", "3:Tidak lengkap")),),
            "Dokumen batas",
            tetap(2, "jam"),
            "Dokumen lengkap",
        ),
        Step(
            "Memimpin musyawarah penentuan titik batas di lapangan",
            (S("kabag"),),
            "Undangan\nDokumen lengkap",
            rentang(1, 2, "hari", " - "),
            "Kesepakatan titik batas",
        ),
        Step(
            "Mencatat koordinat setiap titik dan memasang tanda sementara",
            (S("jfu"),),
            "Alat penentu posisi",
            tetap(2, "hari"),
            "Daftar koordinat",
            nomor="",
        ),
        Step(
            "Menyusun konsep berita acara penegasan batas",
            (S("kasubbag"),),
            "Daftar koordinat",
            tetap(1, "hari"),
            "Konsep berita acara",
        ),
        Step(
            "Memaraf konsep berita acara dan memberi catatan perbaikan",
            (S("asisten"),),
            "Konsep berita acara",
            tetap(2, "jam"),
            "Konsep diparaf",
        ),
        Step(
            "Menandatangani berita acara penegasan batas setelah seluruh kepala desa yang berbatasan dan "
            "saksi dari kecamatan membubuhkan tanda tangan. Bila ada yang berhalangan, penandatanganan "
            "ditunda paling lama tiga hari",
            (S("sekda"),),
            "Konsep diparaf",
            tetap(30, "menit"),
            "Berita acara",
        ),
        Step(
            "Menyampaikan salinan berita acara kepada desa dan mendokumentasikannya",
            (S("jfu", KAPSUL),),
            "Berita acara\nBuku ekspedisi",
            tetap(1, "jam"),
            "Tanda terima",
        ),
    ),
    STYLE,
)

JALAN = Sop(
    Identity(
        kepala=KEPALA,
        instansi="SEKRETARIAT DAERAH",
        unit="BAGIAN PEMERINTAHAN",
        nomor_sop="SETDA/1.1/08",
        nama_sop="Pelayanan Rekomendasi Nama Jalan",
        tanggal_pembuatan=date(2021, 7, 5),
        tanggal_revisi=date(2021, 11, 22),
        tanggal_efektif=date(2021, 12, 1),
        disahkan_oleh=SIGNED,
        dasar_hukum=(
            "Peraturan Pemerintah Nomor 2 Tahun 2021 tentang Penyelenggaraan Nama Rupabumi",
            "Peraturan Bupati Karanganyar Nomor 92 Tahun 2019 tentang Kedudukan dan Susunan Organisasi",
        ),
        kualifikasi_pelaksana=("Memahami kaidah penulisan nama rupabumi",),
        keterkaitan=("SOP Pengelolaan Surat Keluar",),
        peralatan=("Komputer", "Daftar nama rupabumi"),
        peringatan=("Nama yang sama di satu kecamatan menyulitkan pengiriman surat.",),
        pencatatan=("Buku register rekomendasi",),
    ),
    PELAKSANA[:4],
    (
        Step(
            "Menerima surat permohonan dan memeriksa peta lokasi",
            (S("jfu", KAPSUL),),
            "Surat permohonan\nPeta lokasi",
            tetap(15, "menit"),
            "Berkas terdaftar",
        ),
        Step(
            "Membandingkan usulan nama dengan daftar nama yang sudah ada",
            (S("kasubbag", KETUPAT, ("3:Ya", "1:Tidak")),),
            "Berkas terdaftar",
            tetap(1, "jam"),
            "Hasil telaah",
            "Ya: nama belum dipakai",
        ),
        Step(
            "Menyetujui konsep rekomendasi",
            (S("kabag"),),
            "Hasil telaah",
            tetap(30, "menit"),
            "Konsep rekomendasi",
        ),
        Step(
            "Menandatangani rekomendasi nama jalan",
            (S("asisten"),),
            "Konsep rekomendasi",
            tetap(20, "menit"),
            "Rekomendasi",
        ),
        Step(
            "Menyerahkan rekomendasi kepada pemohon",
            (S("jfu", KAPSUL),),
            "Rekomendasi",
            tetap(10, "menit"),
            "Bukti serah terima",
        ),
    ),
    STYLE,
)

DOCUMENT = Description("karanganyar-keputusan.pdf", (DECREE, BATAS, JALAN))
