"""Dinas Perdagangan Kabupaten Bone: dense rows, no rules between the executors, solid black symbols,
ellipses, lines on the rows' rules, arrows that join and fork, loops through other columns."""

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
    rentang,
    tetap,
)
from tests.support.generate.model import Symbol as S

STYLE = Style(
    paper=(936.0, 612.0),
    font="Times-Roman",
    size=7.5,
    titles={"kegiatan": "Uraian Kegiatan", "kelengkapan": "Kelengkapan", "keterangan": "Ket."},
    rules="lines",
    rule_width=0.4,
    header_fill=0.75,
    dividers=False,
    row_min=27.0,
    symbol=(30.0, 11.0),
    fill=(0.0, 0.0, 0.0),
    stroke_width=0.4,
    capsule="elips",
    line="polyline",
    line_width=0.9,
    head="polygon",
    head_size=4.5,
    on_rules=True,
    exits="bawah",
    label="putar",
    label_size=6.5,
    breaks="dalam",
    empty_mark="-",
    list_marker="",
)

PASAR = Sop(
    Identity(
        kepala=("PEMERINTAH KABUPATEN BONE", "DINAS PERDAGANGAN"),
        instansi="DINAS PERDAGANGAN",
        nomor_sop="500.2/SOP-11/DISDAG",
        nama_sop="Penempatan Pedagang pada Kios Pasar",
        tanggal_pembuatan=date(2022, 10, 3),
        tanggal_efektif=date(2022, 11, 1),
        disahkan_oleh=Signed(
            "Kepala Dinas Perdagangan", "H. ANDI SYARIFUDDIN, S.E.", None, "19660705 198903 1 013"
        ),
        dasar_hukum=(
            "Undang-Undang Nomor 7 Tahun 2014 tentang Perdagangan",
            "Peraturan Menteri Perdagangan Nomor 21 Tahun 2021 tentang Pedoman Pembangunan dan Pengelolaan "
            "Sarana Perdagangan",
        ),
        kualifikasi_pelaksana=("Mengenal tata letak pasar", "Mampu menggunakan aplikasi retribusi"),
        keterkaitan=("SOP Pemungutan Retribusi Pasar",),
        peralatan=("Komputer", "Denah pasar", "Alat ukur"),
        peringatan=("Penempatan tanpa undian memicu keberatan pedagang.",),
    ),
    (
        Executor("pedagang", "Pedagang"),
        Executor("mantri", "Kepala UPTD Pasar"),
        Executor("seksi", "Seksi Sarana"),
        Executor("bidang", "Kepala Bidang"),
        Executor("kadis", "Kepala Dinas"),
        Executor("bendahara", "Bendahara Penerimaan"),
    ),
    (
        Step(
            "Mengajukan permohonan menempati kios",
            (S("pedagang", KAPSUL),),
            "Formulir, KTP",
            tetap(10, "menit"),
            "Permohonan",
        ),
        Step(
            "Memeriksa kelengkapan berkas",
            (S("mantri", KETUPAT, ("3:Lengkap", "1:Tidak")),),
            "Permohonan",
            tetap(15, "menit"),
            "Berkas diperiksa",
        ),
        Step(
            "Membagikan berkas untuk ditelaah",
            (S("seksi", ke=("4",), cabang=("5",)),),
            "Berkas diperiksa",
            tetap(10, "menit"),
            "Lembar kendali",
        ),
        Step(
            "Menelaah ketersediaan kios",
            (S("bidang", ke=("6",)),),
            "Denah pasar",
            rentang(1, 2, "jam"),
            "Telaah kios",
        ),
        Step(
            "Menelaah tunggakan retribusi",
            (S("bendahara", ke=(), gabung=("6",)),),
            "Buku retribusi",
            tetap(1, "jam"),
            "Telaah tunggakan",
        ),
        Step(
            "Memutuskan permohonan dapat diundi",
            (S("kadis", KETUPAT, ("7:Ya", "1:Tidak")),),
            "Kedua telaah",
            tetap(1, "hari"),
            "Keputusan",
            "Penolakan disertai alasan",
        ),
        Step(
            "Melaksanakan undian kios secara terbuka",
            (S("mantri"),),
            "Daftar peserta",
            kata("Sesuai jadwal"),
            "Berita acara undian",
        ),
        Step(
            "Membuat surat penempatan",
            (S("seksi"),),
            "Berita acara undian",
            tetap(30, "menit"),
            "Konsep surat",
        ),
        Step(
            "Meneliti konsep surat",
            (S("bidang", KETUPAT, ("10:Ya", "8:Tidak")),),
            "Konsep surat",
            tetap(20, "menit"),
            "Konsep diparaf",
        ),
        Step(
            "Menandatangani surat penempatan",
            (S("kadis"),),
            "Konsep diparaf",
            tetap(15, "menit"),
            "Surat penempatan",
        ),
        Step(
            "Menerima pembayaran retribusi pertama",
            (S("bendahara"),),
            "Surat penempatan",
            tetap(10, "menit"),
            "Bukti bayar",
        ),
        Step(
            "Menyerahkan kunci kios", (S("mantri"),), "Bukti bayar", tetap(5, "menit"), "Tanda terima kunci"
        ),
        Step(
            "Menempati kios dan memasang nomor",
            (S("pedagang", KAPSUL),),
            "Kunci kios",
            tetap(1, "hari"),
            "Kios terisi",
        ),
    ),
    STYLE,
)

DOCUMENT = Description("bone-kios.pdf", (PASAR,))
