"""Executor labels: printed form to kode, lingkup and how it was matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.jabatan.match import AMBANG, explain, jenis_kantor, match_jabatan
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import CaraCocok

PERSIS, SINGKATAN, ATURAN, MIRIP = (
    CaraCocok.PERSIS,
    CaraCocok.SINGKATAN,
    CaraCocok.ATURAN,
    CaraCocok.MIRIP,
)


def test_example_of_the_contract() -> None:
    cocok, keraguan = match_jabatan("Kasubbag. Adm. Pemerintahan")
    assert (cocok.jabatan, cocok.kode) == ("Kepala Subbagian", "kepala_subbagian")
    assert (cocok.lingkup, cocok.skor, cocok.cara) == ("Administrasi Pemerintahan", 0.97, SINGKATAN)
    assert keraguan == ()


SATU = [
    # one role in many spellings
    ("Kasubag", "kepala_subbagian", None, SINGKATAN),
    ("Kasubbag.", "kepala_subbagian", None, SINGKATAN),
    ("KASUBBAG UMUM", "kepala_subbagian", "Umum", SINGKATAN),
    ("Ka. Sub. Bag. Keuangan", "kepala_subbagian", "Keuangan", SINGKATAN),
    ("Kepala Sub Bagian (Eselon IV)", "kepala_subbagian", None, SINGKATAN),
    ("Kepala Subbagian", "kepala_subbagian", None, PERSIS),
    ("Kasub Perencanaan Keu.", "kepala_subbagian", "Perencanaan Keuangan", SINGKATAN),
    # role and scope
    ("Kasubag | Umum & Kepegawaian", "kepala_subbagian", "Umum dan Kepegawaian", SINGKATAN),
    ("Kepala Bagian Umum", "kepala_bagian", "Umum", ATURAN),
    ("Kasubag Tata Usaha, Aset dan Umum", "kepala_subbagian", "Tata Usaha, Aset dan Umum", SINGKATAN),
    ("Kasubag TU", "kepala_subbagian_tata_usaha", None, SINGKATAN),
    ("KASI SEKSI PEMB. TELEMATIKA", "kepala_seksi", "Pemb. Telematika", SINGKATAN),
    ("Kabid Pembinaan & SDM", "kepala_bidang", "Pembinaan dan SDM", SINGKATAN),
    (
        "Kabag Persidangan dan Perundang-undangan",
        "kepala_bagian",
        "Persidangan dan Perundang-undangan",
        SINGKATAN,
    ),
    ("Plt. Kepala Dinas", "kepala_dinas", None, PERSIS),
    ("1. Camat", "camat", None, PERSIS),
    ("Seluruh Pegawai", "pegawai", None, PERSIS),
    # offices written short
    (
        "Sekretaris DISKOMINFO",
        "sekretaris_dinas",
        "Komunikasi dan Informatika",
        SINGKATAN,
    ),
    ("Kepala BKD", "kepala_badan", "Kepegawaian Daerah", SINGKATAN),
    ("BPS Kab/Kota", "bps_kabupaten_kota", None, SINGKATAN),
    # functional posts carry their grade in the name
    ("Pranata Komputer Ahli Muda", "pranata_komputer_ahli_muda", None, PERSIS),
    ("Arsiparis Terampil Penyelia", "arsiparis_penyelia", None, PERSIS),
    ("JF Perencana Ahli Pertama", "perencana_ahli_pertama", None, SINGKATAN),
    # brackets
    ("Pejabat Pembuat Komitmen (PPK)", "ppk", None, PERSIS),
    ("PPK (Pejabat Pembina Kepegawaian)", "pejabat_pembina_kepegawaian", None, PERSIS),
    ("Front Office (FO)", "petugas_layanan", None, PERSIS),
    ("Pemohon (OPD/ASN)", "pemohon", "OPD/ASN", PERSIS),
    # people and things outside
    ("Rekanan/Vendor", "penyedia", None, PERSIS),
    ("Penyedia Barang/Jasa", "penyedia", None, SINGKATAN),
    ("Masyarakat", "masyarakat", None, PERSIS),
    ("sistem", "sistem", None, PERSIS),
    # broken by the column, stuck together
    ("Kepa la Dinas", "kepala_dinas", None, ATURAN),
    ("Koordinato r Fungsi Umum", "koordinator", "Fungsi Umum", ATURAN),
    ("Kasubag KEUANG AN", "kepala_subbagian", "Keuangan", SINGKATAN),
    ("BIDANG DOKUMEN- TASI", "bidang", "Dokumentasi", ATURAN),
    ("K A B A G", "kepala_bagian", None, SINGKATAN),
    ("PPIDPELAKSANA", "ppid_pelaksana", None, ATURAN),
    ("StafTU", "staf", "Tata Usaha", SINGKATAN),
    ("PP TK", "pptk", None, ATURAN),
    # misread
    ("Kasat Pol PP Prov Kalabar", "kepala_satpol_pp", "Provinsi Kalimantan Barat", MIRIP),
    ("Atasan PPlD", "atasan_ppid", None, MIRIP),
    ("Asisten lI", "asisten_sekretaris_daerah", "II", MIRIP),
    ("KA5I", "kepala_seksi", None, MIRIP),
    ("Kasubbag Keu anga", "kepala_subbagian", "Keuangan", MIRIP),
    ("Pranata lomputer Ahli Pertama", "pranata_komputer_ahli_pertama", None, MIRIP),
    ("KASUBAO", "kepala_subbagian", None, MIRIP),
    ("Kepa1a Dinas", "kepala_dinas", None, MIRIP),
    ("KEPALA DlNAS", "kepala_dinas", None, MIRIP),
    ("Kasi Bina Pembedayaan Media Massa", "kepala_seksi", "Bina Pemberdayaan Media Massa", MIRIP),
    ("Komisi lnformasi", "komisi_informasi", None, MIRIP),
]


@pytest.mark.parametrize(("label", "kode", "lingkup", "cara"), SATU)
def test_label(label: str, kode: str, lingkup: str | None, cara: CaraCocok) -> None:
    cocok, keraguan = match_jabatan(label)
    assert (cocok.kode, cocok.lingkup, cocok.cara) == (kode, lingkup, cara)
    assert cocok.skor is not None and AMBANG <= cocok.skor <= 1.0
    assert keraguan == ()


KONTEKS = [
    ("Sekretaris", None, "sekretaris"),
    ("Sekretaris", "Dinas Kesehatan Kabupaten X", "sekretaris_dinas"),
    ("Sekretaris", "Dinas Pemberdayaan Masyarakat dan Desa", "sekretaris_dinas"),
    ("Sekretaris", "Sekretariat DPRD Kabupaten X", "sekretaris_dprd"),
    ("Sekretaris", "Kecamatan X", "sekretaris_kecamatan"),
    ("Sekretaris", "Badan Pusat Statistik Provinsi X", "sekretaris"),
    ("Kepala", "Badan Pendapatan Daerah", "kepala_badan"),
    ("Kepala", "Badan Pusat Statistik Provinsi X", "kepala_bps"),
    ("Kasat", "Satuan Polisi Pamong Praja", "kepala_satpol_pp"),
    ("Kasat", None, "kepala_satuan"),
    ("CC", "BPS Provinsi X", "change_champion"),
    ("CC", "Dinas Komunikasi dan Informatika", None),
]


@pytest.mark.parametrize(("label", "instansi", "kode"), KONTEKS)
def test_office_context(label: str, instansi: str | None, kode: str | None) -> None:
    assert match_jabatan(label, instansi)[0].kode == kode


def test_unit_is_asked_where_the_instansi_says_nothing() -> None:
    assert jenis_kantor("Pemerintah Kabupaten X", "Kecamatan Y") == "kecamatan"
    assert (
        match_jabatan("Sekretaris", "Pemerintah Kabupaten X", "Kecamatan Y")[0].kode == "sekretaris_kecamatan"
    )


GABUNGAN = [
    (
        "KABAG UMUM, KASUB KEUANGAN, BENDAHARAWAN",
        [("kepala_bagian", "Umum"), ("kepala_subbagian", "Keuangan"), ("bendahara", None)],
    ),
    (
        "KABAG UMUM,KASUB,K EUANGAN,BEND AHARAWAN",
        [("kepala_bagian", "Umum"), ("kepala_subbagian", "Keuangan"), ("bendahara", None)],
    ),
    ("Kabid/ Kasubag", [("kepala_bidang", None), ("kepala_subbagian", None)]),
    ("KETUA / ANGGOTA DPRD", [("ketua_dprd", None), ("anggota_dprd", None)]),
    ("Kepala Bidang/Bagian", [("kepala_bidang", None), ("kepala_bagian", None)]),
    ("Bendahara Pengeluaran/Penerimaan", [("bendahara_pengeluaran", None), ("bendahara_penerimaan", None)]),
    ("PPID Pembantu/Pelaksana", [("ppid_pembantu", None), ("ppid_pelaksana", None)]),
    ("OPD/Instansi Pemohon", [("perangkat_daerah", None), ("instansi", "Pemohon")]),
    ("ASN & Masyarakat", [("pegawai", None), ("masyarakat", None)]),
    ("Biro Umum/Bagian Umum/Subbag Umum", [("biro", "Umum"), ("bagian", "Umum"), ("subbagian", "Umum")]),
    ("PPID ATAU PPID PELAKSANA", [("ppid", None), ("ppid_pelaksana", None)]),
]


@pytest.mark.parametrize(("label", "bagian"), GABUNGAN)
def test_composite(label: str, bagian: list[tuple[str, str | None]]) -> None:
    cocok, keraguan = match_jabatan(label)
    assert (cocok.jabatan, cocok.kode, cocok.skor) == (None, None, None)
    assert [(b.kode, b.lingkup) for b in cocok.bagian] == bagian
    assert [k.kode for k in keraguan] == ["jabatan_gabungan"]


@pytest.mark.parametrize(
    "label",
    [
        "Kasubag Umum dan Kepegawaian",
        "Kepala Seksi Layanan E-Gov, Standarisasi dan Aplikasi",
        "Kabid Pemberdayaan Masyarakat dan Desa",
        "Petugas penerima berita /informasi",
        "Dinas Komunikasi, Informatika dan Statistik",
        "Kasi Datun",
        "BKPP",
    ],
)
def test_a_scope_is_not_cut(label: str) -> None:
    cocok, _ = match_jabatan(label)
    assert cocok.jabatan is not None and cocok.bagian == ()


def test_two_roles_of_one_person() -> None:
    for label in ("Kasi Media Massa (PPTK)", "Kasi Media Massa selaku PPTK"):
        cocok, keraguan = match_jabatan(label)
        assert (cocok.kode, cocok.lingkup) == ("kepala_seksi", "Media Massa")
        assert [b.kode for b in cocok.bagian] == ["kepala_seksi", "pptk"]
        assert [k.kode for k in keraguan] == ["jabatan_rangkap"]
    cocok, _ = match_jabatan("Kepala Dinas selaku Pengguna Anggaran")
    assert (cocok.kode, cocok.lingkup, cocok.bagian[1].kode) == ("kepala_dinas", None, "pengguna_anggaran")


@pytest.mark.parametrize(
    "label",
    ["", " ", "-", "1", "(1)", "()", ")(", "Ya", "Kelengkapan", "Mutu Baku", "Waktu", "xyz", "QWERTY UIOP",
     "/", ",,", "\u00a0", "?!", "a", "Surat Masuk", "…"],
)  # fmt: skip
def test_junk_stays_null_with_a_doubt(label: str) -> None:
    cocok, keraguan = match_jabatan(label)
    assert (cocok.jabatan, cocok.kode, cocok.lingkup, cocok.skor) == (None, None, None, None)
    assert cocok.cara is CaraCocok.TIDAK_ADA
    assert keraguan[0].kode in {"jabatan_tak_dikenal", "jabatan_meragukan"}


@given(st.text(alphabet="kKaAsSuUbBgG1l0.,/&()-| \u00ad\n", max_size=60))
def test_any_text_gets_an_answer(label: str) -> None:
    cocok, keraguan = match_jabatan(label)
    assert (cocok.kode is None) == (cocok.jabatan is None) == (cocok.skor is None)
    assert cocok.kode is not None or keraguan


def test_a_paragraph_is_no_label() -> None:
    cocok, keraguan = match_jabatan("Kepala Dinas " * 50)
    assert cocok.kode is None and keraguan[0].kode == "jabatan_tak_dikenal"


def test_below_the_threshold_the_role_is_only_a_candidate() -> None:
    cocok, keraguan = match_jabatan("KASUBAO", ambang=0.99)
    assert cocok.kode is None and cocok.kandidat[0].kode == "kepala_subbagian"
    assert keraguan[0].kode == "jabatan_meragukan"


def test_words_that_are_words_are_not_repaired() -> None:
    for lingkup in (
        "Penyerahan Arsip",
        "Arsip dan Surat Modul",
        "Persyaratan Umum",
        "Kabupaten Batang",
        "Pengumuman",
    ):
        assert match_jabatan(f"Petugas {lingkup}")[0].lingkup == lingkup


def test_doubts_are_registered_and_fill_their_message() -> None:
    for label in ("xyz", "Sekretaris KPUX", "Kabid/ Kasubag", "Kasi Umum (PPTK)"):
        for k in match_jabatan(label)[1]:
            assert isinstance(k.kode, Kode) and k.jalur == ""
            assert "{" not in tinjauan(k.kode, "/pelaksana/0", k.isi).pesan


def test_explain_shows_candidates_and_the_rule() -> None:
    p = explain("Kasub Perencanaan Keu. & JP (...)")
    assert p.dibaca == "Kepala Subbagian Perencanaan Keuangan dan Jabatan Pelaksana"
    assert p.cocok.aturan == "label menyebut beberapa pelaksana"
    p = explain("Kepala Dinas")
    assert (p.kandidat[0].kode, p.kandidat[0].skor, p.eselon) == ("kepala_dinas", 1.0, "II.b")
    p = explain("Sekretaris", "Dinas Kesehatan")
    assert (p.kantor, p.cocok.kode) == ("dinas", "sekretaris_dinas")
    assert "arti di kantor dinas" in p.cocok.aturan


@pytest.mark.parametrize("label", ["Asisten Kagahar", "Postel Kabid"])
def test_a_match_that_leaves_a_word_unexplained_is_a_doubt(label: str) -> None:
    _, doubts = match_jabatan(label)
    assert [d.kode for d in doubts] == ["jabatan_meragukan"]


@pytest.mark.parametrize("label", ["Asisten Administrasi Umum", "Kabid PIKP", "Staf Umum"])
def test_a_scope_is_no_unexplained_word(label: str) -> None:
    assert match_jabatan(label)[1] == ()


def test_an_abbreviation_that_names_a_post_in_one_kind_of_office_only() -> None:
    assert match_jabatan("Kapus", "UPTD Puskesmas X")[0].kode == "kepala_puskesmas"
    assert match_jabatan("Kapus JDIHN", "Badan Pembinaan Hukum")[0].jabatan is None
