"""Every code of a tinjauan: its level and its message. One place for all of them.

Messages are read by Indonesian clerks, so they are Indonesian; ``{...}`` are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemas.record import Tinjauan
from schemas.vocab import Tingkat

_I, _P, _G = Tingkat.INFO, Tingkat.PERINGATAN, Tingkat.GALAT

KODE: dict[str, tuple[Tingkat, str]] = {
    # reading
    "simbol_tak_terbaca": (_P, "Simbol langkah ini tidak terbaca; pelaksananya tidak diketahui."),
    "simbol_meragukan": (_P, "Bentuk simbol meragukan: {bentuk}."),
    "simbol_di_luar_kolom": (_P, "Simbol {bentuk} tidak berada di kolom pelaksana mana pun."),
    "kata_tak_bersel": (_P, "Kata di dalam tabel tidak masuk sel mana pun: {kata}."),
    "langkah_tak_ditempatkan": (_P, "Teks kegiatan tanpa tempat yang pasti: {teks}."),
    "nomor_melompat": (_P, "Nomor langkah melompat dari {dari} ke {ke}; mungkin ada halaman yang hilang."),
    "teks_meragukan": (_P, "Teks hasil pembacaan gambar meragukan: {teks}."),
    "tulisan_tangan": (_P, "Tampaknya tulisan tangan; tidak dibaca."),
    "kolom_tanpa_nama": (_P, "Kolom pelaksana tanpa nama."),
    "kolom_tak_dikenal": (_P, "Kolom tidak dikenal: {teks}."),
    "tanpa_langkah": (_G, "Tidak ada tabel langkah yang terbaca."),
    # identity
    "identitas_kosong": (_P, "Isian {isian} kosong atau tidak ditemukan."),
    "tanggal_tak_terurai": (_P, "Tanggal tidak terurai: {teks}."),
    # time
    "waktu_tanpa_satuan": (_P, "Waktu tanpa satuan: {teks}."),
    "waktu_tak_terurai": (_P, "Waktu tidak terurai: {teks}."),
    "waktu_kosong": (_I, "Waktu kosong."),
}


def tinjauan(kode: str, jalur: str = "", isi: Mapping[str, str] | None = None) -> Tinjauan:
    """The review entry for ``kode`` at the JSON Pointer ``jalur``.

    Raises KeyError for a code that is not registered here.
    """
    tingkat, pesan = KODE[kode]
    return Tinjauan(kode=kode, jalur=jalur, tingkat=tingkat, pesan=pesan.format_map(dict(isi or {})))
