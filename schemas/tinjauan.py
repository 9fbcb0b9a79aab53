"""Every code of a tinjauan: its level and its message. One place for all of them.

Messages are read by Indonesian clerks, so they are Indonesian; ``{...}`` are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from schemas.record import Tinjauan
from schemas.vocab import Tingkat

_I, _P, _G = Tingkat.INFO, Tingkat.PERINGATAN, Tingkat.GALAT


class Kode(StrEnum):
    """Code, level and message. A message's ``{...}`` are filled in from the doubt."""

    tingkat: Tingkat
    pesan: str

    def __new__(cls, value: str, tingkat: Tingkat, pesan: str) -> Kode:
        member = str.__new__(cls, value)
        member._value_ = value
        member.tingkat = tingkat
        member.pesan = pesan
        return member

    # reading
    SIMBOL_TAK_TERBACA = (
        "simbol_tak_terbaca",
        _P,
        "Simbol langkah ini tidak terbaca; pelaksananya tidak diketahui.",
    )
    SIMBOL_MERAGUKAN = "simbol_meragukan", _P, "Bentuk simbol meragukan: {bentuk}."
    SIMBOL_SERAGAM = (
        "simbol_seragam",
        _I,
        "Semua langkah digambar sama; bentuknya tidak membedakan mulai, proses, dan selesai.",
    )
    BENTUK_TAK_TERBACA = (
        "bentuk_tak_terbaca",
        _P,
        "Satu bentuk yang digambar di sini tidak terbaca; periksa simbol dan panahnya.",
    )
    GAMBAR_TAK_TERBACA = (
        "gambar_tak_terbaca",
        _P,
        "Gambar di sini tidak terbaca seluruhnya; periksa simbol dan panahnya.",
    )
    ISIAN_TAK_TERBACA = "isian_tak_terbaca", _P, "Blok identitas atau tabel di sini tidak terbaca."
    TEKS_DITEMPEL = (
        "teks_ditempel",
        _P,
        "Isian atau catatan di atas halaman tidak dibaca: {teks}. Cetak berkas itu ke PDF, lalu ulangi.",
    )
    RUMUS_TANPA_HASIL = (
        "rumus_tanpa_hasil",
        _P,
        "Rumus di sini tanpa hasil tersimpan. Buka berkasnya dengan Excel, simpan, lalu ulangi.",
    )
    HALAMAN_TERPOTONG = (
        "halaman_terpotong",
        _G,
        "Berkas gambar terpotong: bagian bawah halaman ini tidak ada. Minta salinan yang utuh.",
    )
    GABUNGAN_BERTINDIH = (
        "gabungan_bertindih",
        _P,
        "Sel gabungan di sini bertindih dengan yang lain dan tidak dipakai; periksa teks di sekitarnya.",
    )
    TINTA_DI_SEL = "tinta_di_sel", _P, "Di sini ada goresan setinggi huruf yang tidak terbaca."
    BARIS_TERPOTONG = (
        "baris_terpotong",
        _P,
        "Baris di sini terpotong; hanya sebagian hurufnya tampak.",
    )
    TEKS_TERPOTONG = (
        "teks_terpotong",
        _P,
        "Teks di sini terlalu panjang ({jumlah} huruf); hanya {batas} huruf pertama yang dibaca.",
    )
    SIMBOL_DI_LUAR_KOLOM = (
        "simbol_di_luar_kolom",
        _P,
        "Simbol {bentuk} tidak berada di kolom pelaksana mana pun.",
    )
    KATA_TAK_BERSEL = "kata_tak_bersel", _P, "Kata di dalam tabel tidak masuk sel mana pun: {kata}."
    LANGKAH_TAK_DITEMPATKAN = "langkah_tak_ditempatkan", _P, "Teks kegiatan tanpa tempat yang pasti: {teks}."
    NOMOR_MELOMPAT = (
        "nomor_melompat",
        _P,
        "Nomor langkah melompat dari {dari} ke {ke}; mungkin ada halaman yang hilang.",
    )
    TEKS_MERAGUKAN = "teks_meragukan", _P, "Teks hasil pembacaan gambar meragukan: {teks}."
    TEKS_MENYESATKAN = (
        "teks_menyesatkan",
        _P,
        "Yang tampak pada teks ini berbeda dari yang tersimpan: {tanda}.",
    )
    KOREKSI_BERSELISIH = (
        "koreksi_berselisih",
        _P,
        "Koreksi {menjadi} dibuat atas bacaan {dibaca}, yang kini terbaca lain; putuskan lagi.",
    )
    NILAI_MUSTAHIL = "nilai_mustahil", _P, "Isi {teks} tidak mungkin: {alasan}."
    KOLOM_TANPA_NAMA = "kolom_tanpa_nama", _P, "Kolom pelaksana tanpa nama."
    PELAKSANA_BERBEDA = (
        "pelaksana_berbeda",
        _P,
        "Kolom pelaksana {label} belum ada di awal tabel, baru kemudian; periksa tabelnya.",
    )
    KOLOM_TAK_DIKENAL = "kolom_tak_dikenal", _P, "Kolom tidak dikenal: {teks}."
    KOLOM_TAMBAHAN = "kolom_tambahan", _I, "Kolom {kolom} tidak ada dalam formulir baku: {teks}."
    LETAK_DIPERKIRAKAN = (
        "letak_diperkirakan",
        _P,
        "Letak simbol dalam berkas Word diperkirakan; periksa barisnya.",
    )
    KOLOM_DIPERKIRAKAN = (
        "kolom_diperkirakan",
        _P,
        "Tabel ini tanpa garis antar kolom; batas kolomnya diperkirakan dari letak teksnya.",
    )
    TANPA_LANGKAH = "tanpa_langkah", _G, "Tidak ada tabel langkah yang terbaca."
    # text exports
    SIMBOL_TAK_DIGAMBAR = (
        "simbol_tak_digambar",
        _I,
        "Sumber hanya menyebut pelaksana; simbolnya tidak digambar.",
    )
    LABEL_ALUR_LEPAS = (
        "label_alur_lepas",
        _P,
        "Tanda alur {teks} di kolom {kolom} tidak dapat dikaitkan dengan panah.",
    )
    DIAGRAM_TAK_TERPASANG = (
        "diagram_tak_terpasang",
        _P,
        "Diagram tidak dapat dikaitkan dengan langkah: {teks}.",
    )
    KOLOM_TERGESER = (
        "kolom_tergeser",
        _P,
        "Judul kolom tergeser di berkas ekspor; ditempatkan menurut isinya: {kolom}.",
    )
    SIMBOL_TAK_ADA = (
        "simbol_tak_ada",
        _I,
        "Di baris ini tidak digambar simbol; kolom pelaksananya tanpa goresan lain.",
    )
    KEGIATAN_KOSONG = "kegiatan_kosong", _P, "Uraian kegiatan langkah ini kosong atau tidak terbaca."
    PELAKSANA_TERACAK = (
        "pelaksana_teracak",
        _P,
        "Nama kolom pelaksana disusun dari ekspor yang teracak; periksa batasnya.",
    )
    TABEL_BERULANG = (
        "tabel_berulang",
        _P,
        "Tabel langkah yang sama ada dua kali dalam berkas; satu yang dipakai.",
    )
    TABEL_LEBIH_DARI_SATU = (
        "tabel_lebih_dari_satu",
        _P,
        "Satu SOP memuat {jumlah} tabel langkah; barisnya disambung berurutan.",
    )
    BARIS_TERGESER = (
        "baris_tergeser",
        _P,
        "Sel baris ini tergeser di berkas ekspor; ditempatkan menurut letak waktunya.",
    )
    DAFTAR_TERCAMPUR = (
        "daftar_tercampur",
        _P,
        "Isi {isian} tercampur di berkas ekspor dan tidak dapat dipisah: {teks}.",
    )
    SEL_BERULANG = "sel_berulang", _I, "Sel terulang pada baris sambungan: {teks}."
    TEKS_DI_LUAR_FORM = "teks_di_luar_form", _I, "Teks tabel di luar formulir SOP: {teks}."
    ISIAN_DI_LUAR_FORM = "isian_di_luar_form", _I, "Isian {isian} tidak ada dalam formulir baku: {teks}."
    # flow
    ARAH_DISIMPULKAN = (
        "arah_disimpulkan",
        _P,
        "Panah tanpa kepala dari langkah {dari} ke {ke}; arahnya disimpulkan dari urutan.",
    )
    PANAH_TANPA_KEPALA = (
        "panah_tanpa_kepala",
        _I,
        "Garis tanpa kepala dari langkah {dari} ke {ke}; arahnya menurut urutan langkah.",
    )
    UJUNG_DISIMPULKAN = (
        "ujung_disimpulkan",
        _I,
        "Panah dari langkah {dari} ke {ke} terputus atau kurang jelas; dibaca menurut urutan langkah.",
    )
    PANAH_LEPAS = "panah_lepas", _P, "Satu panah di simbol ini tidak berujung di simbol mana pun."
    GARIS_LEPAS = (
        "garis_lepas",
        _I,
        "Satu garis di simbol ini tidak berujung di simbol lain; alur di sekitarnya lengkap.",
    )
    PANAH_TAK_TERBACA = (
        "panah_tak_terbaca",
        _P,
        "Simbol ini tanpa panah keluar yang cukup; mungkin ada panah yang tidak terbaca.",
    )
    PANAH_MASUK_TAK_TERBACA = (
        "panah_masuk_tak_terbaca",
        _P,
        "Simbol ini tanpa panah masuk; mungkin ada panah yang tidak terbaca.",
    )
    TINTA_TAK_TERJELASKAN = (
        "tinta_tak_terjelaskan",
        _P,
        "Goresan di kolom {kolom} bukan simbol, panah, atau tulisan yang terbaca.",
    )
    PANAH_MERAGUKAN = "panah_meragukan", _P, "Sambungan panah dari langkah {dari} ke {ke} meragukan."
    JAWABAN_TAK_TERBACA = (
        "jawaban_tak_terbaca",
        _P,
        "Satu cabang keputusan ini tanpa jawaban, padahal cabang lainnya dijawab {jawaban}.",
    )
    JAWABAN_DIPERBAIKI = "jawaban_diperbaiki", _I, "Jawaban {teks} dibaca {baca}."
    PENGHUBUNG_LEPAS = "penghubung_lepas", _P, "Penghubung halaman ini tanpa pasangan."
    SIMBOL_TAK_TERCAPAI = "simbol_tak_tercapai", _I, "Simbol ini tanpa panah masuk."
    SIMBOL_TANPA_KELUAR = "simbol_tanpa_keluar", _I, "Simbol ini tanpa panah keluar."
    KEPUTUSAN_KURANG_CABANG = (
        "keputusan_kurang_cabang",
        _I,
        "Keputusan ini mempunyai kurang dari dua cabang.",
    )

    # identity
    IDENTITAS_KOSONG = "identitas_kosong", _P, "Isian {isian} kosong atau tidak terbaca."
    IDENTITAS_TAK_DIISI = "identitas_tak_diisi", _I, "Isian {isian} belum diisi di formulir."
    IDENTITAS_TAK_ADA = "identitas_tak_ada", _I, "Isian {isian} tidak ada di formulir."
    LABEL_MERAGUKAN = "label_meragukan", _P, "Label {teks} dibaca sebagai {isian} menurut letaknya."
    TERTIMPA = "tertimpa", _I, "Isian {isian} tertimpa cap atau tulisan: {teks}."
    TULISAN_TANGAN = "tulisan_tangan", _P, "Isian {isian} ditulis tangan; terbaca {teks}."
    TULISAN_TANGAN_JELAS = (
        "tulisan_tangan_jelas",
        _I,
        "Isian {isian} ditulis tangan dan terbaca jelas: {teks}.",
    )
    DAFTAR_KOSONG = "daftar_kosong", _I, "Isian {isian} dibiarkan kosong."
    DAFTAR_MELOMPAT = (
        "daftar_melompat",
        _P,
        "Nomor daftar {isian} melompat dari {dari} ke {ke}; mungkin ada butir yang tersambung atau hilang.",
    )
    DAFTAR_TANPA_TANDA = (
        "daftar_tanpa_tanda",
        _P,
        "Butir isian {isian} tanpa nomor atau tanda; dipisah menurut panjang barisnya.",
    )
    JUDUL_DALAM_DAFTAR = (
        "judul_dalam_daftar",
        _P,
        "Isian {isian} memuat baris yang tampak seperti judul isian lain: {teks}.",
    )
    TANGGAL_TAK_TERURAI = "tanggal_tak_terurai", _P, "Tanggal tidak terurai: {teks}."
    TANGGAL_TAK_LENGKAP = "tanggal_tak_lengkap", _I, "Tanggal tidak lengkap sampai hari: {teks}."
    TANGGAL_MERAGUKAN = "tanggal_meragukan", _P, "Tanggal {teks} dibaca {baca}: {alasan}."
    NIP_TAK_SAH = "nip_tak_sah", _P, "NIP {teks} meragukan: {alasan}."
    PEJABAT_TAK_TERURAI = "pejabat_tak_terurai", _P, "Bagian isian Disahkan oleh tidak dikenali: {teks}."
    DAERAH_RANCU = "daerah_rancu", _P, "Daerah {teks} dapat berarti {calon}."
    DAERAH_MIRIP = "daerah_mirip", _P, "Daerah {teks} dibaca {baca}."
    DAERAH_TAK_DIKENAL = "daerah_tak_dikenal", _I, "Daerah tidak dikenal dari kepala, judul, atau nomor."
    HUKUM_TERSAMBUNG = "hukum_tersambung", _I, "Peraturan lain tersambung di butir ini: {teks}."
    ASAL_DIBERIKAN = "asal_diberikan", _I, "Tidak tercetak; {teks} diberikan saat dokumen dibaca."
    # time
    WAKTU_TANPA_SATUAN = "waktu_tanpa_satuan", _P, "Waktu tanpa satuan: {teks}."
    WAKTU_TAK_TERURAI = "waktu_tak_terurai", _P, "Waktu tidak terurai: {teks}."
    WAKTU_KOSONG = "waktu_kosong", _I, "Waktu kosong."
    WAKTU_JAMAK = "waktu_jamak", _P, "Beberapa waktu dalam satu sel, tidak digabungkan: {teks}."
    WAKTU_SEBAGIAN = "waktu_sebagian", _P, "Sebagian isian waktu tidak terurai: {sisa} (dari {teks})."
    WAKTU_DIPERBAIKI = "waktu_diperbaiki", _P, "Ejaan waktu {teks} dibaca {baca}."
    WAKTU_TERBALIK = "waktu_terbalik", _P, "Batas bawah waktu lebih besar daripada batas atas: {teks}."
    WAKTU_SATUAN_ANGGAPAN = (
        "waktu_satuan_anggapan",
        _P,
        "Waktu {teks} tanpa satuan dianggap {satuan}: {alasan}.",
    )
    # conformance with Permenpan-RB 35/2012
    PERIKSA_IDENTITAS = (
        "periksa_identitas",
        _I,
        "Identitas belum lengkap menurut Permenpan-RB 35/2012: {isian}.",
    )
    PERIKSA_DAFTAR = "periksa_daftar", _I, "Nomor daftar {isian} melompat dari {dari} ke {ke}."
    PERIKSA_NOMOR = "periksa_nomor", _I, "Nomor langkah melompat dari {dari} ke {ke} di halaman yang sama."
    PERIKSA_SIMBOL = (
        "periksa_simbol",
        _I,
        "Simbol di luar lima simbol Permenpan-RB 35/2012 pada langkah {langkah}.",
    )
    PERIKSA_MULAI = (
        "periksa_mulai",
        _I,
        "Alur seharusnya dimulai dengan satu kapsul; ditemukan {jumlah}{langkah}.",
    )
    PERIKSA_AKHIR = "periksa_akhir", _I, "Alur seharusnya diakhiri kapsul; {alasan}{langkah}."
    PERIKSA_KEPUTUSAN = (
        "periksa_keputusan",
        _I,
        "Keputusan tanpa dua jalan keluar berlabel pada langkah {langkah}.",
    )
    PERIKSA_KEGIATAN = (
        "periksa_kegiatan",
        _I,
        "Kegiatan tidak diawali kata kerja aktif (me-/ber-) pada langkah {langkah}.",
    )
    PERIKSA_OUTPUT = "periksa_output", _I, "Langkah tanpa output: {langkah}."
    PERIKSA_WAKTU = "periksa_waktu", _I, "Langkah tanpa waktu: {langkah}."
    PERIKSA_KELENGKAPAN = "periksa_kelengkapan", _I, "Langkah tanpa kelengkapan: {langkah}."
    PERIKSA_PEDOMAN = "periksa_pedoman", _I, "Bentuk formulir mengikuti {pedoman}: {alasan}."
    # executors
    JABATAN_TAK_DIKENAL = (
        "jabatan_tak_dikenal",
        _P,
        "Pelaksana {label} tidak ada di register jabatan; calon: {kandidat}.",
    )
    JABATAN_MERAGUKAN = "jabatan_meragukan", _P, "Pelaksana {label} meragukan; calon: {kandidat}."
    JABATAN_GABUNGAN = "jabatan_gabungan", _I, "Kolom {label} menyebut beberapa pelaksana: {bagian}."
    JABATAN_RANGKAP = (
        "jabatan_rangkap",
        _I,
        "Pelaksana {label} merangkap: dicatat {jabatan}, di samping {lain}.",
    )


class _Fills(dict[str, str]):
    """What a message is filled with; a fill that was forgotten shows as an ellipsis, it loses nothing."""

    def __missing__(self, name: str) -> str:
        return "…"


def tinjauan(kode: Kode, jalur: str = "", isi: Mapping[str, str] | None = None) -> Tinjauan:
    """The review entry for ``kode`` at the JSON Pointer ``jalur``."""
    pesan = kode.pesan.format_map(_Fills(isi or {}))
    return Tinjauan(kode=kode.value, jalur=jalur, tingkat=kode.tingkat, pesan=pesan)
