from __future__ import annotations

import pytest

from normalize.daerah import find_daerah, parse_kepala, semua_wilayah


def test_the_whole_table_is_there() -> None:
    assert len(semua_wilayah()) == 38 + 514


def test_every_official_name_finds_itself() -> None:
    for w in semua_wilayah():
        daerah, ragu = find_daerah([w.daerah().nama])
        assert daerah == w.daerah() and ragu == (), w


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        (["Pemerintah Kab. Lima Puluh Kota"], "13.07"),
        (["PEMERINTAH KAB. 50 KOTA"], "13.07"),
        (["SEKRETARIAT DPRD KABUPATEN LIMA PULUH KOTA"], "13.07"),
        (["PEMERINTAH KABUPATEN BANGGAI", "SEKRETARIAT DPRD"], "72.01"),
        (["SEKRETARIAT DPRD KABUPATEN BANGGAI LAUT"], "72.11"),
        (["K A B U P A T E N  B A N G G A I"], "72.01"),
        (["BADAN PUSAT STATISTIK PROVINSI BENGKULU"], "17"),
        (["Diskominfo Prov. Kaltim"], "64"),
        (["Kabupaten Simalungun Provinsi Sumatera Utara"], "12.08"),
        (["PEMKOT BANDUNG"], "32.73"),
        (["Provinsi DKI Jakarta"], "31"),
        (["Kab. Toli-Toli"], "72.04"),
        (["Setda Bogor", "Kota Bogor"], "32.71"),
        (["", "Dinas Kesehatan", "KOTA SOLOK"], "13.72"),
    ],
)
def test_sure_names(teks: list[str], kode: str) -> None:
    daerah, ragu = find_daerah(teks)
    assert daerah is not None and daerah.kode == kode
    assert ragu == ()


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        (["PEMERINTAH KABUPATEN KARANGANYER"], "33.13"),
        (["KABUPATEN SIMALUNCUN"], "12.08"),
        (["diskominfo-ambon/sop.xlsx"], "81.71"),
        (["Setda Karanganyar"], "33.13"),
    ],
)
def test_weak_names_carry_a_doubt(teks: list[str], kode: str) -> None:
    daerah, ragu = find_daerah(teks)
    assert daerah is not None and daerah.kode == kode
    assert [r.kode for r in ragu] == ["daerah_mirip"]


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        (["Setda Bogor"], "daerah_rancu"),
        (["Bengkulu"], "daerah_rancu"),
        (["Kabupaten Banggai dan Kabupaten Karanganyar"], "daerah_rancu"),
        (["Banjar"], "daerah_tak_dikenal"),
        (["Bakamla RI"], "daerah_tak_dikenal"),
        (["BPS Kabupaten/Kota"], "daerah_tak_dikenal"),
        ([], "daerah_tak_dikenal"),
    ],
)
def test_open_names_stay_null(teks: list[str], kode: str) -> None:
    daerah, ragu = find_daerah(teks)
    assert daerah is None
    assert [r.kode for r in ragu] == [kode]


BPS = "Badan Pusat Statistik Provinsi Bengkulu"


@pytest.mark.parametrize(
    ("baris", "instansi", "unit"),
    [
        (["BADAN PUSAT STATISTIK", "PROVINSI BENGKULU", "TIM BAGIAN UMUM"], BPS, "Tim Bagian Umum"),
        (["BADAN PUSAT STATISTIK", "KEPALA BADAN PUSAT STATISTIK PROVINSI BENGKULU", "TIM X"], BPS, "Tim X"),
        (["BADAN PUSAT STATISTIK", "PROVINSI BENGKULU", "CHANGE AGENT NETWORK"], BPS, "Change Agent Network"),
        (
            ["PEMERINTAH KABUPATEN BANGGAI", "SEKRETARIAT DPRD", "SUB BAGIAN PERENCANAAN DAN KEUANGAN"],
            "Sekretariat DPRD",
            "Sub Bagian Perencanaan dan Keuangan",
        ),
        (
            ["PEMERINTAH KABUPATEN KARANGANYAR SEKRETARIAT DAERAH BAGIAN PEMERINTAHAN"],
            "Sekretariat Daerah",
            "Bagian Pemerintahan",
        ),
        (
            ["PEMERINTAH PROVINSI KALIMANTAN BARAT", "DINAS KOMUNIKASI DAN", "INFORMATIKA"],
            "Dinas Komunikasi dan Informatika",
            None,
        ),
        (["PEMERINTAH KOTA BALIKPAPAN"], "Pemerintah Kota Balikpapan", None),
        (["DINAS KESEHATAN", "Jl. Raya No. 12", "Telp. 12345"], "Dinas Kesehatan", None),
        (["Dinas Kesehatan", "UPTD Puskesmas X"], "Dinas Kesehatan", "UPTD Puskesmas X"),
        ([], None, None),
        (["", "STANDAR OPERASIONAL PROSEDUR"], None, None),
        (
            ["SOP SUBBAGIAN KERJASAMA DAN ASPIRASI SEKRETARIAT DPRD KABUPATEN LIMA PULUH KOTA"],
            "Sekretariat DPRD Kabupaten Lima Puluh Kota",
            "Subbagian Kerjasama dan Aspirasi",
        ),
        (
            ["PEMERINTAH KABUPATEN X", "BIDANG PERSANDIAN", "DINAS KOMUNIKASI", "KABUPATEN X"],
            "Dinas Komunikasi Kabupaten X",
            "Bidang Persandian",
        ),
        (["JAYA RAYA", "DINAS KESEHATAN"], "Dinas Kesehatan", None),
        (["MITRA SEHAT"], "Mitra Sehat", None),
        (["30ena", "Eas T L IT", "600 4 66An A"], None, None),
        (["K barW N TEP SAl", "orsep LOm= 31 SAM t nilit"], None, None),
        (["sui bowa DRAk", "pilnegtor"], None, None),
        (["sui bowa DRAk", "YAYASAN BINA INSANI"], "Yayasan Bina Insani", None),
        (["dinas kesehatan", "kabupaten banggai"], "dinas kesehatan kabupaten banggai", None),
        (
            [
                "PEMERINTAH KABUPATEN X",
                "DINAS KOMUNIKASI, INFORMATIKA,",
                "PERSANDIAN DAN STATISTIK",
                "BIDANG Y",
            ],
            "Dinas Komunikasi, Informatika, Persandian dan Statistik",
            "Bidang Y",
        ),
        (
            ["DINAS ARSIP", "JI. Melati Gedung Bersama Lt.6, Kota X 78124", "BIDANG Y"],
            "Dinas Arsip",
            "Bidang Y",
        ),
        (["Nama Pemda"], None, None),
        (["me", "KALTIM"], None, None),
    ],
)
def test_letterhead(baris: list[str], instansi: str | None, unit: str | None) -> None:
    assert parse_kepala(baris) == (instansi, unit)


def test_a_phrase_of_the_title_is_no_office() -> None:
    assert parse_kepala(["Informasi Publik"], "Penyusunan Daftar Informasi Publik") == (None, None)
    assert parse_kepala(["Rumah Zakat"], "Penyusunan Daftar Informasi Publik") == ("Rumah Zakat", None)
    assert parse_kepala(["DINAS SOSIAL"], "Pelayanan Tamu Dinas Sosial") == ("Dinas Sosial", None)
