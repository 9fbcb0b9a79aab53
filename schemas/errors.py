"""The error that stops one file: coded, with its reason and what to do."""

from __future__ import annotations

import errno


class UnreadableFile(Exception):
    """A file that gives no record. ``kode`` is stable; ``alasan`` says what, where, why, what to do."""

    def __init__(self, kode: str, alasan: str) -> None:
        super().__init__(kode, alasan)
        self.kode = kode
        self.alasan = alasan


# Why a file gave no record: code -> message for clerks, ``{...}`` filled in. docs/errors.md explains each.
KODE_TOLAK: dict[str, str] = {
    "kosong": "Berkas kosong. Minta salinan yang utuh kepada pemiliknya.",
    "tak_terbaca": "Berkas tidak dapat dibuka: {sebab}. Periksa izin dan sambungan penyimpanan.",
    "terlalu_besar": "Ukuran berkas {mb} MB melebihi batas {batas} MB. Pecah berkas lalu ulangi.",
    "jenis_tak_didukung": "Bukan PDF, gambar, DOCX, XLSX, atau teks: {sebab}. Simpan sebagai salah satunya.",
    "terenkripsi": "Berkas terkunci kata sandi. Beri kata sandinya dengan --password, lalu ulangi.",
    "rusak": "Berkas rusak atau terpotong: {sebab}. Minta salinan yang utuh kepada pemiliknya.",
    "halaman_terlalu_banyak": "Berkas memuat {jumlah} halaman, melebihi batas {batas}. Pecah lalu ulangi.",
    "halaman_terlalu_luas": "Semua halaman melebihi {batas} poin per sisi. Cetak ulang ke kertas biasa.",
    "gambar_terlalu_luas": "Gambar {jumlah} piksel melebihi batas {batas}. Perkecil lalu ulangi.",
    "arsip_mencurigakan": "Arsip tidak dibuka: {sebab}. Keluarkan isi yang diperlukan, lalu ulangi.",
    "ocr_tidak_tersedia": "Berkas berisi gambar, tetapi mesin OCR tidak terpasang: pip install 'sopap[ocr]'.",
    "perlu_tambahan": "Berkas belum dibaca. {sebab}, lalu ulangi.",
    "folder_tertutup": "Isi folder tidak dapat dilihat: {sebab}. Periksa izinnya lalu ulangi.",
    "tautan_folder": "Tautan ke folder {sebab} tidak diikuti. Berikan folder itu sendiri sebagai masukan.",
    "tautan_putus": "Tautan ke {sebab} tidak menunjuk berkas apa pun. Perbaiki atau hapus tautan itu.",
    "waktu_habis": "Pembacaan dihentikan setelah {detik} detik. Pecah berkas atau naikkan --timeout.",
    "memori_habis": "Pembacaan dihentikan: memori melebihi {mb} MB. Pecah berkas atau naikkan --memory.",
    "proses_mati": "Proses pembaca berhenti mendadak (kode {sebab}). Laporkan berkas ini kepada pengelola.",
    "galat_tak_terduga": "Kesalahan program saat membaca: {sebab}. Laporkan berkas ini kepada pengelola.",
}


# Errors of the machine, not of the file: the disk, the network, or too few of something.
_NAMES = "EIO ENOMEM ENOSPC EDQUOT EMFILE ENFILE ESTALE ETIMEDOUT EAGAIN EACCES"
_GLITCHES = {getattr(errno, name, None) for name in _NAMES.split()} - {None}


def is_glitch(error: BaseException) -> bool:
    """Whether an error says nothing of the file that was read: the next time it may not come."""
    return isinstance(error, OSError) and error.errno in _GLITCHES


def swollen(size: int, limit: int) -> str:
    """Why an archive is not opened that would grow to so many bytes."""
    mb = 1024 * 1024
    return f"isinya mengembang menjadi {size // mb} MB, batas {limit // mb} MB"


def tolak(kode: str, **isi: object) -> UnreadableFile:
    """The error for ``kode`` with its message filled in. Raises KeyError for an unregistered code."""
    return UnreadableFile(kode, KODE_TOLAK[kode].format_map(isi))
