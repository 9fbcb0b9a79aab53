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
    "bentuk_tak_terbaca": (
        _P,
        "Satu bentuk yang digambar di sini tidak terbaca; periksa simbol dan panahnya.",
    ),
    "simbol_di_luar_kolom": (_P, "Simbol {bentuk} tidak berada di kolom pelaksana mana pun."),
    "kata_tak_bersel": (_P, "Kata di dalam tabel tidak masuk sel mana pun: {kata}."),
    "langkah_tak_ditempatkan": (_P, "Teks kegiatan tanpa tempat yang pasti: {teks}."),
    "nomor_melompat": (_P, "Nomor langkah melompat dari {dari} ke {ke}; mungkin ada halaman yang hilang."),
    "teks_meragukan": (_P, "Teks hasil pembacaan gambar meragukan: {teks}."),
    "kolom_tanpa_nama": (_P, "Kolom pelaksana tanpa nama."),
    "pelaksana_berbeda": (_P, "Kolom pelaksana {label} baru ada di halaman {halaman}; periksa tabelnya."),
    "kolom_tak_dikenal": (_P, "Kolom tidak dikenal: {teks}."),
    "letak_diperkirakan": (_P, "Letak simbol dalam berkas Word diperkirakan; periksa barisnya."),
    "tanpa_langkah": (_G, "Tidak ada tabel langkah yang terbaca."),
    # text exports
    "simbol_tak_digambar": (_I, "Sumber hanya menyebut pelaksana; simbolnya tidak digambar."),
    "label_alur_lepas": (_P, "Tanda alur {teks} di kolom {kolom} tidak dapat dikaitkan dengan panah."),
    "diagram_tak_terpasang": (_P, "Diagram tidak dapat dikaitkan dengan langkah: {teks}."),
    "kolom_tergeser": (_P, "Judul kolom tergeser di berkas ekspor; ditempatkan menurut isinya: {kolom}."),
    "kegiatan_kosong": (_P, "Uraian kegiatan langkah ini kosong atau tidak terbaca."),
    "pelaksana_teracak": (_P, "Nama kolom pelaksana disusun dari ekspor yang teracak; periksa batasnya."),
    "tabel_berulang": (_P, "Tabel langkah yang sama ada dua kali dalam berkas; satu yang dipakai."),
    "tabel_lebih_dari_satu": (_P, "Satu SOP memuat {jumlah} tabel langkah; barisnya disambung berurutan."),
    "baris_tergeser": (_P, "Sel baris ini tergeser di berkas ekspor; ditempatkan menurut letak waktunya."),
    "daftar_tercampur": (_P, "Isi {isian} tercampur di berkas ekspor dan tidak dapat dipisah: {teks}."),
    "sel_berulang": (_I, "Sel terulang pada baris sambungan: {teks}."),
    "teks_di_luar_form": (_I, "Teks tabel di luar formulir SOP: {teks}."),
    "isian_di_luar_form": (_I, "Isian {isian} tidak ada dalam formulir baku: {teks}."),
    # flow
    "arah_disimpulkan": (
        _P,
        "Panah tanpa kepala dari langkah {dari} ke {ke}; arahnya disimpulkan dari urutan.",
    ),
    "panah_lepas": (_P, "Panah pada halaman {halaman} tidak berujung di simbol mana pun{dari}."),
    "panah_meragukan": (_P, "Sambungan panah dari langkah {dari} ke {ke} meragukan."),
    "penghubung_lepas": (_P, "Penghubung halaman tanpa pasangan pada halaman {halaman}."),
    "alur_tanpa_awal": (_P, "Alur tanpa simbol awal (kapsul tanpa panah masuk)."),
    "alur_tanpa_akhir": (_P, "Alur tanpa simbol akhir (kapsul tanpa panah keluar)."),
    "simbol_tak_tercapai": (_P, "Simbol langkah {langkah} tidak dicapai dari awal alur."),
    "simbol_tanpa_keluar": (_P, "Simbol langkah {langkah} tanpa panah keluar."),
    "keputusan_kurang_cabang": (_P, "Keputusan langkah {langkah} mempunyai kurang dari dua cabang."),
    # identity
    "identitas_kosong": (_P, "Isian {isian} kosong atau tidak ditemukan."),
    "tanggal_tak_terurai": (_P, "Tanggal tidak terurai: {teks}."),
    "tanggal_tak_lengkap": (_P, "Tanggal tidak lengkap sampai hari: {teks}."),
    "tanggal_meragukan": (_P, "Tanggal {teks} dibaca {baca}: {alasan}."),
    "nip_tak_sah": (_P, "NIP {teks} meragukan: {alasan}."),
    "pejabat_tak_terurai": (_P, "Bagian isian Disahkan oleh tidak dikenali: {teks}."),
    "daerah_rancu": (_P, "Daerah {teks} dapat berarti {calon}."),
    "daerah_mirip": (_P, "Daerah {teks} dibaca {baca}."),
    "daerah_tak_dikenal": (_I, "Daerah tidak dikenal dari kepala, judul, atau nomor."),
    # time
    "waktu_tanpa_satuan": (_P, "Waktu tanpa satuan: {teks}."),
    "waktu_tak_terurai": (_P, "Waktu tidak terurai: {teks}."),
    "waktu_kosong": (_I, "Waktu kosong."),
    "waktu_jamak": (_P, "Beberapa waktu dalam satu sel, tidak digabungkan: {teks}."),
    "waktu_sebagian": (_P, "Sebagian isian waktu tidak terurai: {sisa} (dari {teks})."),
    "waktu_diperbaiki": (_P, "Ejaan waktu {teks} dibaca {baca}."),
    "waktu_terbalik": (_P, "Batas bawah waktu lebih besar daripada batas atas: {teks}."),
    "waktu_satuan_anggapan": (_P, "Waktu {teks} tanpa satuan dianggap {satuan}: {alasan}."),
    # conformance with Permenpan-RB 35/2012
    "periksa_identitas": (_I, "Identitas belum lengkap menurut Permenpan-RB 35/2012: {isian}."),
    "periksa_simbol": (_I, "Simbol di luar lima simbol Permenpan-RB 35/2012 pada langkah {langkah}."),
    "periksa_mulai": (_I, "Alur seharusnya dimulai dengan satu kapsul; ditemukan {jumlah}{langkah}."),
    "periksa_akhir": (_I, "Alur seharusnya diakhiri kapsul; {alasan}{langkah}."),
    "periksa_keputusan": (_I, "Keputusan tanpa dua jalan keluar berlabel pada langkah {langkah}."),
    "periksa_kegiatan": (_I, "Kegiatan tidak diawali kata kerja aktif (me-/ber-) pada langkah {langkah}."),
    "periksa_output": (_I, "Langkah tanpa output: {langkah}."),
    "periksa_waktu": (_I, "Langkah tanpa waktu: {langkah}."),
    "periksa_kelengkapan": (_I, "Langkah tanpa kelengkapan: {langkah}."),
    "periksa_pedoman": (_I, "Bentuk formulir mengikuti {pedoman}: {alasan}."),
    # executors
    "jabatan_tak_dikenal": (_P, "Pelaksana {label} tidak ada di register jabatan; calon: {kandidat}."),
    "jabatan_meragukan": (_P, "Pelaksana {label} meragukan; calon: {kandidat}."),
    "jabatan_gabungan": (_P, "Kolom {label} menyebut beberapa pelaksana: {bagian}."),
    "jabatan_rangkap": (_I, "Pelaksana {label} merangkap: dicatat {jabatan}, di samping {lain}."),
}


def tinjauan(kode: str, jalur: str = "", isi: Mapping[str, str] | None = None) -> Tinjauan:
    """The review entry for ``kode`` at the JSON Pointer ``jalur``.

    Raises KeyError for a code that is not registered here.
    """
    tingkat, pesan = KODE[kode]
    return Tinjauan(kode=kode, jalur=jalur, tingkat=tingkat, pesan=pesan.format_map(dict(isi or {})))
