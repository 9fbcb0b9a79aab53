"""Identity blocks of small exports, several SOPs in one, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.errors import UnreadableFile
from schemas.raw import RawFile, RawSop
from schemas.vocab import JenisSumber

Read = Callable[..., RawFile]


def rows(sop: RawSop) -> list[tuple[str, str, str, str, str]]:
    return [(s.nomor, s.kegiatan.teks, s.kelengkapan.teks, s.waktu.teks, s.output.teks) for s in sop.langkah]


def codes(sop: RawSop) -> set[str]:
    return {doubt.kode for doubt in sop.keraguan}


HEAD = "No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKet\n\t\tKasir\tKepala Toko\tKelengkapan\tWaktu\tOutput\t\n"


def test_identity_table_lists_below_their_labels(read: Read) -> None:
    text = (
        "PEMERINTAH KOTA CONTOH\nDINAS TAMAN\n\nNomor SOP\t12/TMN\nTGL. PEMBUATAN\t2 Mei 2021\n"
        "Tanggal Revisi\t-\n"
        "Disahkan oleh\tKEPALA DINAS  Dra. ANI BUNGA, M.Si Pembina NIP. 19700101 199001 2 001\n"
        "Nama SOP\tMenyiram Taman\nDasar Hukum\tKualifikasi Pelaksana\n"
        "1. UU Nomor 1 Tahun 2000 2. Perda Nomor 2 Tahun 2001\tMemahami taman Mampu memakai selang\n"
        "Keterkaitan\tPeralatan/Perlengkapan\nSOP Pupuk SOP Pangkas\t- Selang - Ember\n"
        "Peringatan\tPencatatan dan Pendataan\nTaman kering jika lalai\t\n\n"
        + HEAD
        + "1\tMenyiram\t\t\tA\t1 Jam\tB\t\n"
    )
    sop = read(text).sop[0]
    block = sop.identitas
    assert block.kepala == ("PEMERINTAH KOTA CONTOH", "DINAS TAMAN")
    assert block.nomor_sop and block.nomor_sop.teks == "12/TMN"
    assert block.tanggal_pembuatan and block.tanggal_pembuatan.teks == "2 Mei 2021"
    assert block.tanggal_revisi is not None and block.tanggal_revisi.teks == "-"
    assert block.tanggal_efektif is None
    assert block.disahkan_oleh and block.disahkan_oleh.teks.startswith("KEPALA DINAS Dra. ANI BUNGA")
    assert block.dasar_hukum and block.dasar_hukum.butir == (
        "UU Nomor 1 Tahun 2000",
        "Perda Nomor 2 Tahun 2001",
    )
    assert block.kualifikasi_pelaksana and block.kualifikasi_pelaksana.butir == (
        "Memahami taman", "Mampu memakai selang"
    )  # fmt: skip
    assert block.keterkaitan and block.keterkaitan.butir == ("SOP Pupuk", "SOP Pangkas")
    assert block.peralatan and block.peralatan.butir == ("Selang", "Ember")
    assert block.peringatan and block.peringatan.butir == ("Taman kering jika lalai",)
    assert block.pencatatan is not None and block.pencatatan.teks == ""


def test_identity_table_with_shifted_label_columns(read: Read) -> None:
    text = (
        " PEMERINTAH KOTA CONTOH\tNomor SOP\t1/A\n\tTanggal Efektif\t\n"
        "SUB BAGIAN TAMAN\tJudul SOP\tMenyiram\n"
        "Dasar Hukum\t\t\n- UU Nomor 1 - UU Nomor 2\tKualifikasi pelaksana\t\n\tMemahami air\t\n\n"
        + HEAD + "1\tMenyiram\t\t\tA\t1 Jam\tB\t\n"
    )  # fmt: skip
    block = read(text).sop[0].identitas
    assert block.kepala == ("PEMERINTAH KOTA CONTOH", "SUB BAGIAN TAMAN")
    assert block.nama_sop and block.nama_sop.teks == "Menyiram"
    assert block.dasar_hukum and block.dasar_hukum.butir == ("UU Nomor 1", "UU Nomor 2")
    assert block.kualifikasi_pelaksana and block.kualifikasi_pelaksana.teks == "Memahami air"


def test_identity_on_lines(read: Read) -> None:
    text = (
        "PEMERINTAH KOTA CONTOH\nDINAS TAMAN\n\nNOMOR SOP : 7/TMN\n\nTGL REVISI :\n\nDISAHKAN OLEH\n\n"
        "KEPALA DINAS\n"
        "ANI BUNGA, M.Si\nNIP. 19700101 199001 2 001\n\nNAMA SOP\n\nMenyiram Taman\n\nKETERKAITAN\n\n"
        "SOP Pupuk\n\n"
        "PERALATAN\n\n1. Selang\n2. Ember\n\nMAKSUD DAN TUJUAN\n\nTaman segar\n\n"
        + HEAD
        + "1\tMenyiram\t\t\tA\t1 Jam\tB\t\n"
    )
    sop = read(text).sop[0]
    block = sop.identitas
    assert block.kepala == ("PEMERINTAH KOTA CONTOH", "DINAS TAMAN")
    assert block.nomor_sop and block.nomor_sop.teks == "7/TMN"
    assert block.disahkan_oleh and block.disahkan_oleh.baris[-1].endswith("NIP. 19700101 199001 2 001")
    assert block.nama_sop and block.nama_sop.teks == "Menyiram Taman"
    assert block.keterkaitan and block.keterkaitan.butir == ("SOP Pupuk",)
    assert block.peralatan and block.peralatan.butir == ("Selang", "Ember")
    outside = next(d for d in sop.keraguan if d.kode == "isian_di_luar_form")
    assert outside.isi == {"isian": "maksud tujuan", "teks": "Taman segar"}


def test_several_sops_and_a_title_below_its_table(read: Read) -> None:
    other = HEAD.replace("Kasir", "Satpam")
    text = (
        "SOP Satu\n\n"
        + HEAD
        + "1\tA satu\t\t\tA\t1 Jam\tB\t\n\n\n"
        + other
        + "1\tB dua\t\t\tA\t1 Jam\tB\t\n\n"
        "SOP Dua\n\nSOP\nTiga\n\n" + HEAD + "1\tC tiga\t\t\tA\t1 Jam\tB\t\n"
    )
    sops = read(text).sop
    assert [s.judul for s in sops] == ["SOP Satu", "SOP Dua", "SOP Tiga"]
    assert [s.urutan for s in sops] == [1, 2, 3]
    assert [s.langkah[0].kegiatan.teks for s in sops] == ["A satu", "B dua", "C tiga"]


def test_decree_before_the_sops_and_legend_after(read: Read) -> None:
    text = (
        "KEPUTUSAN KEPALA DINAS\nNOMOR : 1/2020\n\nMenimbang : a. bahwa perlu\n\nMEMUTUSKAN :\n\n"
        "STANDAR OPERASIONAL PROSEDUR\nPADA DINAS TAMAN\n\nNOMOR SOP\t1/A\nNAMA SOP\tMenyiram\n\n"
        + HEAD + "1\tMenyiram\t\t\tA\t1 Jam\tB\t\n\n= Mulai/Berakhir\n\n= Proses\n"
    )  # fmt: skip
    sops = read(text).sop
    assert len(sops) == 1
    assert sops[0].judul is None
    assert len(sops[0].langkah) == 1


def test_jumbled_dump(read: Read) -> None:
    text = (
        "\nKASUBAG KABAG\nTIM \n\nTAMAN\n\nPERSYARATAN / \n\nKELENGKAPAN\n\nWAKTU \n\n(HARI)\n"
        "OUTPUT\n\n1 SURAT 2\n\n"
        "2 RENCANA\nSESUAI \n\nJADWAL\nTAMAN RAPIKabag memberi arahan \n\nkepada tim\n\nTim memangkas\n\n"
        "SOP BAGIAN TAMAN KOTA CONTOH\n\nKEGIATAN PANGKAS\n\nNO KEGIATAN\n\nPELAKSANAAN MUTU BAKU\n\n"
        "KET\n\n\n\n"
        "3 LAPORAN 1\n\nMembuat laporan\n\nNIP. 19700101 199001 2 001\nContoh,       Juli 2020\n"
        "KEPALA BAGIAN\n"
        "ANI BUNGA, SH\nPembina\n\n\n\nKASUBAG SEKWAN\nPERSYARATAN / \n\nKELENGKAPAN\n"
        "WAKTU (HARI) OUTPUT\n\n1 SURAT 3\n\n"
        "Membaca surat\n\nSOP BAGIAN TAMAN KOTA CONTOH\n\nKEGIATAN BACA\n\nNO KEGIATAN\n"
    )
    first, second = read(text).sop
    assert [
        (s.nomor, s.kegiatan.teks, s.kelengkapan.teks, s.waktu.teks, s.output.teks) for s in first.langkah
    ] == [
        ("1", "", "SURAT", "2", ""),
        ("2", "", "RENCANA", "SESUAI JADWAL", "TAMAN RAPI"),
        ("3", "Membuat laporan", "LAPORAN", "1", ""),
    ]
    unplaced = [d.isi["teks"] for d in first.keraguan if d.kode == "langkah_tak_ditempatkan"]
    assert unplaced == ["Kabag memberi arahan kepada tim", "Tim memangkas"]
    assert [p.label for p in first.pelaksana] == ["KASUBAG", "KABAG", "TIM TAMAN"]
    assert first.kepala_waktu == "WAKTU (HARI)"
    assert first.identitas.nama_sop and first.identitas.nama_sop.teks == "KEGIATAN PANGKAS"
    assert first.identitas.disahkan_oleh and sorted(first.identitas.disahkan_oleh.baris) == [
        "ANI BUNGA, SH", "KEPALA BAGIAN", "NIP. 19700101 199001 2 001", "Pembina"
    ]  # fmt: skip
    assert second.identitas.nama_sop and second.identitas.nama_sop.teks == "KEGIATAN BACA"
    assert [p.label for p in second.pelaksana] == ["KASUBAG", "SEKWAN"]


NOT_SOPS = [
    ("Kepada Yth :\nPara kepala dinas\n\nDengan hormat, SOP perlu disusun.\n", "surat"),
    ("Menimbang : a. bahwa\n\nMEMUTUSKAN :\nKESATU : berlaku.\n", "keputusan"),
    ("Catatan rapat biasa.\n", "sampul"),
    ("Nama\tHarga\nMeja\t10\n", "sampul"),
]


@pytest.mark.parametrize(("text", "word"), NOT_SOPS)
def test_what_is_no_sop_says_so(read: Read, text: str, word: str) -> None:
    found = read(text)
    assert (found.jenis, found.sop, found.kode) == (JenisSumber.TEKS, (), "bukan_sop")
    assert word in found.alasan


def test_encodings(read: Read) -> None:
    text = "SOP Café – Ruang\r\n\r\n" + HEAD + "1\tMengecat\u00a0dinding\t\t\tA\t1 Jam\tB\t\n"
    names = [read(raw).sop[0].judul for raw in (
        text.encode(), text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("cp1252")
    )]  # fmt: skip
    assert names == ["SOP Café – Ruang"] * 4
    assert read(text).sop[0].langkah[0].kegiatan.teks == "Mengecat dinding"


@pytest.mark.parametrize(("raw", "kode"), [(b"", "kosong"), (b"ab\x00\x01cd", "jenis_tak_didukung")])
def test_unreadable(read: Read, raw: bytes, kode: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(raw)
    assert caught.value.kode == kode


RUNNING = (
    "DINAS TAMAN\nNomor SOP SOP-07/TMN/2025\nTanggal Pembuatan 2 Mei 2025\nTanggal Revisi -\n"
    "Disahkan oleh Kepala Dinas\nANI BUNGA, M.Si\nNama SOP Menyiram Taman\n"
    "Dasar Hukum : Kualifikasi Pelaksana :\n1. UU Nomor 1\n2. UU Nomor 2 tentang\nAir\n"
    "1. Paham air\n2. Paham tanah\n"
    "Keterkaitan Peralatan/Perlengkapan\nSOP Pupuk\n1. Selang\n\n\n\n\nNo Kegiatan\nPelaksana Mutu Baku\n"
    "Juru Taman Kelengkapan Waktu Output\n1 Menyiram semua taman Selang 2 jam Basah\n"
    "2 Memeriksa - 1 jam Laporan\n"
)


def test_running_text_gives_the_block_and_lists_the_rows(read: Read) -> None:
    """Cells that cannot be told apart are not guessed."""
    sop = read(RUNNING).sop[0]
    block = sop.identitas
    assert block.nomor_sop and block.nomor_sop.teks == "SOP-07/TMN/2025"
    assert block.nama_sop and block.nama_sop.teks == "Menyiram Taman"
    assert block.disahkan_oleh and block.disahkan_oleh.baris == ("Kepala Dinas", "ANI BUNGA, M.Si")
    assert block.dasar_hukum and block.dasar_hukum.butir == ("UU Nomor 1", "UU Nomor 2 tentang Air")
    assert block.kualifikasi_pelaksana and block.kualifikasi_pelaksana.butir == ("Paham air", "Paham tanah")
    assert block.keterkaitan is None and block.peralatan is None
    assert not sop.langkah and "tanpa_langkah" in codes(sop)
    quoted = [
        d.isi["teks"] for d in sop.keraguan if d.kode in ("daftar_tercampur", "langkah_tak_ditempatkan")
    ]
    assert "SOP Pupuk 1. Selang" in quoted
    assert "2 Memeriksa - 1 jam Laporan" in quoted


def test_labels_that_lost_their_values(read: Read) -> None:
    text = (
        "Nomor SOP\nTanggal Pembuatan\nTanggal Efektif\nNama SOP\n1. UU Nomor 1\n2. UU Nomor 2\nDasar Hukum\n"
    )
    sop = read(text).sop[0]
    assert sop.identitas.nama_sop is not None and sop.identitas.nama_sop.teks == ""
    mixed = next(d for d in sop.keraguan if d.kode == "daftar_tercampur")
    assert mixed.isi["teks"] == "1. UU Nomor 1 2. UU Nomor 2"


def test_identity_table_with_its_lists_on_lines(read: Read) -> None:
    text = (
        "PEMERINTAH KOTA CONTOH DINAS TAMAN BIDANG HUTAN\nNomor SOP\t1/A\nJudul SOP\tMenyiram\n"
        "Dasar Hukum\n- UU Nomor 1 - UU Nomor 2\nKeterkaitan\nSOP Pupuk\nPeringatan\n- Jangan lalai.\n\n"
        "SOP Menyiram\n\n" + HEAD + "1\tMenyiram\t\t\tA\t1 Jam\tB\t\n"
    )
    block = read(text).sop[0].identitas
    assert block.kepala == ("PEMERINTAH KOTA CONTOH", "DINAS TAMAN", "BIDANG HUTAN")
    assert block.dasar_hukum and block.dasar_hukum.butir == ("UU Nomor 1", "UU Nomor 2")
    assert block.keterkaitan and block.keterkaitan.butir == ("SOP Pupuk",)
    assert block.peringatan and block.peringatan.butir == ("Jangan lalai.",)
