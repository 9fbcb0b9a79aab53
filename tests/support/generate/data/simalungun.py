"""Dinas Kominfo Kabupaten Simalungun: several SOPs that have a title only, a row of column numbers,
"MUTU BUKU", filled symbols with words, labels in white boxes, header titles that change from SOP to SOP."""

from __future__ import annotations

from dataclasses import replace

from tests.support.generate.model import (
    FIELDS,
    KAPSUL,
    KETUPAT,
    Description,
    Executor,
    Identity,
    Sop,
    Step,
    Style,
    kata,
    rentang,
    tetap,
)
from tests.support.generate.model import Symbol as S

NO_KET = FIELDS[:-1]
STYLE = Style(
    paper=(842.0, 595.0),
    font="Times-Roman",
    size=9.0,
    columns=NO_KET,
    titles={"nomor": "No", "kegiatan": "Uraian Kegiatan"},
    numbering="1",
    rules="lines",
    dot=".",
    fill=(0.85, 0.9, 0.97),
    symbol=(40.0, 15.0),
    head="filled",
    exits="samping",
    label="celah",
    label_size=7.0,
    identity="tanpa",
    title=("SOP Pengelolaan Laman Resmi Kecamatan",),
)


def title(text: str) -> Identity:
    return Identity(nama_sop=text)


LAMAN = Sop(
    title("SOP Pengelolaan Laman Resmi Kecamatan"),
    (
        Executor("operator", "Operator Kecamatan"),
        Executor("kasi", "Kepala Seksi Layanan E-Gov, Standarisasi dan Aplikasi"),
        Executor("staf", "Staf Seksi Layanan E-Gov, Standarisasi dan Aplikasi"),
        Executor("kabid", "Kepala Bidang Aplikasi Telematika"),
    ),
    (
        Step(
            "Mengajukan pembaruan isi laman beserta bahan tulisan dan foto",
            (S("operator", KAPSUL, teks="Mulai"),),
            "Bahan tulisan, foto",
            tetap(60, "Menit"),
            "Pengajuan",
        ),
        Step(
            "Memeriksa kesesuaian bahan dengan pedoman penulisan laman",
            (S("kasi", KETUPAT, ("3:Ya", "1:Tidak"), teks="Sesuai?"),),
            "Pengajuan",
            tetap(45, "Menit"),
            "Hasil pemeriksaan",
        ),
        Step(
            "Menyunting bahan dan menyiapkan tata letak halaman",
            (S("staf"),),
            "Hasil pemeriksaan",
            tetap(2, "Jam"),
            "Rancangan halaman",
        ),
        Step(
            "Menyetujui rancangan halaman untuk diterbitkan",
            (S("kabid"),),
            "Rancangan halaman",
            tetap(30, "Menit"),
            "Persetujuan",
        ),
        Step(
            "Menerbitkan halaman dan menguji tampilan pada telepon genggam",
            (S("staf"),),
            "Persetujuan",
            rentang(10, 20, "Menit", " - "),
            "Halaman terbit",
        ),
        Step(
            "Mencatat pembaruan pada buku kendali laman",
            (S("operator", KAPSUL, teks="Selesai"),),
            "Halaman terbit",
            tetap(5, "Menit"),
            "Catatan pembaruan",
        ),
    ),
    STYLE,
)

RADIO = Sop(
    title("SOP PEMELIHARAAN PERANGKAT RADIO KOMUNIKASI"),
    (
        Executor("teknisi", "Petugas / Teknisi"),
        Executor("kasi", "KASI TELEMATIKA"),
        Executor("kabid", "KABID APLIKASI TELEMATIKA"),
        Executor("kadis", "KEPALA DINAS"),
    ),
    (
        Step(
            "Melaporkan perangkat yang tidak memancar",
            (S("teknisi", KAPSUL),),
            "Laporan lisan/tertulis",
            tetap(5, "Menit"),
            "Catatan gangguan",
        ),
        Step(
            "Meneruskan laporan kepada atasan",
            (S("kasi"),),
            "Catatan gangguan",
            tetap(5, "Menit"),
            "Disposisi",
        ),
        Step(
            "Meminta persetujuan penggantian suku cadang",
            (S("kabid"),),
            "Disposisi",
            tetap(10, "Menit"),
            "Usulan penggantian",
        ),
        Step(
            "Menimbang usulan dan ketersediaan anggaran",
            (S("kadis", KETUPAT, ("5:Ya", "2:Tidak")),),
            "Usulan penggantian",
            tetap(15, "Menit"),
            "Keputusan",
        ),
        Step(
            "Mengganti suku cadang dan menguji pancaran",
            (S("teknisi"),),
            "Suku cadang, alat ukur",
            rentang(1, 3, "Hari"),
            "Perangkat siap pakai",
        ),
        Step(
            "Menyusun laporan pemeliharaan",
            (S("teknisi", KAPSUL),),
            "Lembar uji",
            tetap(30, "Menit"),
            "Laporan",
        ),
    ),
    replace(
        STYLE,
        titles={
            "nomor": "NO",
            "kegiatan": "AKTIVITAS",
            "pelaksana": "PELAKSANA",
            "mutu": "MUTU BAKU",
            "kelengkapan": "PERSYARATAN/ PERLENGKAPAN",
            "waktu": "WAKTU",
            "output": "OUTPUT",
        },
        numbering="",
        dot="",
        title=("SOP PEMELIHARAAN PERANGKAT RADIO KOMUNIKASI",),
    ),
)

RENJA = Sop(
    title("SOP PENYUSUNAN RENCANA KERJA BIDANG"),
    (
        Executor("program", "Kasubag Program"),
        Executor("sekretaris", "Sekretaris"),
        Executor("kadis", "Kepala Dinas"),
        Executor("pelaksana", "Pelaksana"),
    ),
    (
        Step(
            "Mengedarkan permintaan usulan kegiatan kepada setiap bidang",
            (S("program", KAPSUL),),
            "Kalender perencanaan",
            tetap(1, "Jam"),
            "Surat permintaan",
            "-",
        ),
        Step(
            "Menyusun usulan kegiatan beserta kebutuhan anggaran",
            (S("pelaksana"),),
            "Surat permintaan, data capaian",
            tetap(3, "Hari"),
            "Usulan kegiatan",
            "Dapat diperpanjang",
        ),
        Step(
            "Menghimpun dan menyelaraskan usulan dengan rencana strategis",
            (S("program"),),
            "Usulan kegiatan",
            tetap(2, "Hari"),
            "Rancangan rencana kerja",
            "-",
        ),
        Step(
            "Membahas rancangan bersama kepala bidang",
            (S("sekretaris"),),
            "Rancangan rencana kerja",
            tetap(4, "Jam"),
            "Catatan rapat",
            "SOP Rapat Internal",
        ),
        Step(
            "Menilai rancangan. Jika sudah sesuai ditandatangani, jika belum dikembalikan",
            (S("kadis", KETUPAT, ("6:Ya", "3:Tidak")),),
            "Rancangan, catatan rapat",
            tetap(2, "Jam"),
            "Rencana kerja",
            "-",
        ),
        Step(
            "Menggandakan dan membagikan rencana kerja",
            (S("pelaksana", KAPSUL),),
            "Rencana kerja",
            kata("Sesuai jadwal"),
            "Tanda terima",
            "-",
        ),
    ),
    replace(
        STYLE,
        columns=FIELDS,
        titles={
            "nomor": "NO",
            "kegiatan": "URAIAN PROSEDUR",
            "pelaksana": "PELAKSANA",
            "mutu": "MUTU BUKU",
            "keterangan": "Ket.",
        },
        numbering="",
        label="kotak",
        dashed=True,
        title=("SOP PENYUSUNAN RENCANA KERJA BIDANG",),
    ),
)

DOCUMENT = Description("simalungun-tik.pdf", (LAMAN, RADIO, RENJA))
