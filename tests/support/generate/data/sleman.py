"""Dinas Kependudukan dan Pencatatan Sipil Kabupaten Sleman: portrait, "label : value" identity on top of
the table, no header on the next pages, numbered pentagons under the table, joint work lines."""

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
    kata,
    maksimal,
    rentang,
    tetap,
)
from tests.support.generate.model import Symbol as S

STYLE = Style(
    paper=(612.0, 936.0),
    margin=40.0,
    size=8.5,
    titles={"kegiatan": "Aktivitas/Kegiatan", "keterangan": "Keterangan"},
    numbering="(1)",
    header_fill=0.6,
    repeat_header=False,
    rules="cells",
    row_min=54.0,
    valign="top",
    dot=".",
    symbol=(30.0, 15.0),
    line="polyline",
    head="open",
    label="samping",
    breaks="bawah",
    numbered=True,
    identity="titik_dua",
    own_page=False,
    two_columns=True,
    empty_mark="-",
)

AKTA = Sop(
    Identity(
        kepala=("PEMERINTAH KABUPATEN SLEMAN", "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"),
        instansi="DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        nomor_sop="470/SOP/019/2022",
        nama_sop="Penerbitan Kutipan Kedua Akta Kelahiran",
        tanggal_pembuatan=date(2022, 2, 14),
        tanggal_efektif=date(2022, 3, 1),
        disahkan_oleh=Signed(
            "Kepala Dinas Kependudukan dan Pencatatan Sipil",
            "Dra. ENDAH KUSUMASTUTI",
            "Pembina Tk. I",
            "19680830 199403 2 005",
        ),
        dasar_hukum=(
            "Undang-Undang Nomor 24 Tahun 2013 tentang Perubahan atas Undang-Undang Nomor 23 Tahun 2006 "
            "tentang Administrasi Kependudukan",
            "Peraturan Presiden Nomor 96 Tahun 2018 tentang Persyaratan dan Tata Cara Pendaftaran Penduduk "
            "dan Pencatatan Sipil",
        ),
        kualifikasi_pelaksana=("Menguasai aplikasi pencatatan sipil", "Teliti dan ramah"),
        keterkaitan=("SOP Penerbitan Akta Kelahiran",),
        peralatan=("Komputer", "Pemindai", "Pencetak", "Jaringan internet", "Meja layanan"),
        peringatan=("Kesalahan ketik pada kutipan akta merugikan pemohon.",),
        pencatatan=("Buku register kutipan kedua",),
    ),
    (
        Executor("pemohon", "Pemohon"),
        Executor("loket", "Petugas Loket"),
        Executor("verifikator", "Verifikator"),
    ),
    (
        Step(
            "Pemohon mengisi formulir permohonan kutipan kedua.",
            (S("pemohon", KAPSUL),),
            "1. Formulir\n2. Surat kehilangan dari kepolisian",
            tetap(15, "menit"),
            "Formulir terisi",
        ),
        Step(
            "Petugas loket memeriksa berkas bersama pemohon.",
            (S("pemohon"), S("loket", KETUPAT, ("3.2:Ya", "1:Tidak"), bebas=("2",))),
            "Formulir terisi",
            tetap(10, "menit"),
            "Berkas diperiksa",
        ),
        Step(
            "Petugas memberi nomor antrean dan meneruskan berkas.",
            (S("pemohon", ke=()), S("loket", bebas=("3",))),
            "Berkas diperiksa",
            tetap(5, "menit"),
            "Nomor antrean",
            "Antrean dipanggil berurutan",
        ),
        Step(
            "Verifikator mencocokkan data dengan register akta.",
            (S("verifikator", KETUPAT, ("5:Ya", "3.2:Tidak")),),
            "Register akta kelahiran",
            rentang(1, 2, "jam"),
            "Hasil pencocokan",
        ),
        Step(
            "Verifikator membuat konsep kutipan kedua.",
            (S("verifikator"),),
            "Hasil pencocokan",
            tetap(30, "menit"),
            "Konsep kutipan",
        ),
        Step(
            "Petugas loket meminta pemohon memeriksa ejaan nama dan tanggal.",
            (S("loket"),),
            "Konsep kutipan",
            tetap(10, "menit"),
            "Konsep disetujui",
        ),
        Step(
            "Verifikator mengajukan tanda tangan elektronik.",
            (S("verifikator"),),
            "Konsep disetujui",
            maksimal(2, "hari kerja"),
            "Kutipan bertanda tangan",
        ),
        Step(
            "Petugas loket mencetak kutipan dan mencatatnya dalam buku register.",
            (S("loket"),),
            "Kertas, pencetak",
            tetap(10, "menit"),
            "Kutipan tercetak",
        ),
        Step(
            "Petugas loket memberitahukan pemohon bahwa kutipan dapat diambil.",
            (S("loket"),),
            "Nomor telepon pemohon",
            kata("Segera"),
            "Pemberitahuan",
        ),
        Step(
            "Pemohon mengambil kutipan dan menandatangani tanda terima.",
            (S("pemohon"),),
            "Bukti identitas",
            tetap(5, "menit"),
            "Tanda terima",
        ),
        Step(
            "Pemohon mengisi survei kepuasan layanan.",
            (S("pemohon", KAPSUL),),
            "Lembar survei",
            tetap(5, "menit"),
            "Survei terisi",
        ),
    ),
    STYLE,
)

DOCUMENT = Description("sleman-akta.pdf", (AKTA,))
