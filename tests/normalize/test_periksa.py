from __future__ import annotations

from datetime import date

import pytest

from normalize.durasi_alur import menit_total
from normalize.hukum import parse_hukum
from normalize.periksa import kata_kerja, periksa
from normalize.waktu.parse import parse_waktu
from schemas.record import Alur, Isi, Langkah, MutuBaku, Simbol, SopRecord, Sumber, UjungAlur
from schemas.vocab import JenisSimbol, JenisSumber, Tingkat

Sisi = tuple[int, int, str | None]


def langkah(urutan: int, waktu: str, simbol: str = "kotak", kegiatan: str = "Menerima surat") -> Langkah:
    return Langkah(
        urutan=urutan,
        nomor=str(urutan),
        kegiatan=kegiatan,
        simbol=(Simbol(pelaksana="p1", jenis=JenisSimbol(simbol)),) if simbol else (),
        mutu_baku=MutuBaku(
            kelengkapan=Isi(teks="Surat"), waktu=parse_waktu(waktu)[0], output=Isi(teks="Disposisi")
        ),
    )


def rekaman(daftar: list[Langkah], sisi: list[Sisi] = (), **isi: object) -> SopRecord:  # type: ignore[assignment]
    alur = tuple(
        Alur(dari=UjungAlur(langkah=a, pelaksana="p1"), ke=UjungAlur(langkah=b, pelaksana="p1"), label=label)
        for a, b, label in sisi
    )
    sumber = Sumber(berkas="a.pdf", sha256="0", jenis=JenisSumber.PDF, halaman=(1,), urutan=1)
    return SopRecord(id="x", sumber=sumber, langkah=tuple(daftar), alur=alur, **isi)  # type: ignore[arg-type]


BAIK = [langkah(1, "1 hari", "kapsul"), langkah(2, "1 jam", "belah_ketupat"), langkah(3, "5 menit", "kapsul")]
SISI_BAIK: list[Sisi] = [(1, 2, None), (2, 3, "Ya"), (2, 1, "Tidak")]


def kode(record: SopRecord) -> set[str]:
    return {t.kode for t in periksa(record)}


def test_a_sound_flow_has_only_the_identity_remark() -> None:
    assert kode(rekaman(BAIK, SISI_BAIK)) == {"periksa_identitas"}


def test_remarks_are_info_and_never_point_at_a_row() -> None:
    buruk = [langkah(1, "", "lain", "Surat"), langkah(2, "", "belah_ketupat")]
    for t in periksa(rekaman(buruk, [(1, 2, None), (2, 1, None)])):
        assert t.tingkat is Tingkat.INFO
        assert t.jalur in ("", "/langkah", "/alur")


@pytest.mark.parametrize(
    ("daftar", "sisi", "mau"),
    [
        ([langkah(1, "1 jam"), *BAIK[1:]], SISI_BAIK, "periksa_mulai"),
        ([*BAIK[:2], langkah(3, "1 jam")], SISI_BAIK, "periksa_akhir"),
        (BAIK, [(1, 2, None), (2, 3, None), (2, 1, "Tidak")], "periksa_keputusan"),
        ([*BAIK, langkah(4, "1 jam", "lain")], SISI_BAIK, "periksa_simbol"),
        ([*BAIK, langkah(4, "", "kotak")], SISI_BAIK, "periksa_waktu"),
        ([*BAIK, langkah(4, "1 jam", "kotak", "Surat diterima")], SISI_BAIK, "periksa_kegiatan"),
    ],
)
def test_each_fault_has_its_code(daftar: list[Langkah], sisi: list[Sisi], mau: str) -> None:
    assert mau in kode(rekaman(daftar, sisi))


def test_without_arrows_nothing_is_said_about_the_flow() -> None:
    tanpa = [langkah(1, "1 jam", ""), langkah(2, "1 jam", "")]
    assert kode(rekaman(tanpa)) == {"periksa_identitas"}


@pytest.mark.parametrize(
    ("isi", "pedoman"),
    [
        ({"dasar_hukum": (parse_hukum("Permendagri 52/2011"),)}, "Permendagri 52/2011"),
        ({"dasar_hukum": (parse_hukum("Permenpan-RB Nomor 35 Tahun 2012"),)}, "Permenpan-RB 35/2012"),
        ({"tanggal_efektif": date(2025, 1, 2)}, "Permenpan-RB 35/2012"),
        ({}, None),
    ],
)
def test_guideline(isi: dict[str, object], pedoman: str | None) -> None:
    pesan = [t.pesan for t in periksa(rekaman(BAIK, SISI_BAIK, **isi)) if t.kode == "periksa_pedoman"]
    assert bool(pesan) == (pedoman is not None)
    assert all(pedoman in p for p in pesan if pedoman)


@pytest.mark.parametrize(
    ("kegiatan", "ya"),
    [
        ("Menerima surat", True),
        ("1. Mencatat surat", True),
        ("a) Mengirim", True),
        ("Berkoordinasi dengan tim", True),
        ("memeriksa", True),
        ("Berkas diperiksa", False),
        ("Surat masuk", False),
        ("Menteri menandatangani", False),
        ("Kasubbag menugaskan", False),
        ("", False),
        ("-", False),
    ],
)
def test_active_verb(kegiatan: str, ya: bool) -> None:
    assert kata_kerja(kegiatan) is ya


@pytest.mark.parametrize(
    ("waktu", "sisi", "pendek", "panjang"),
    [
        (["10 menit", "1 jam"], [], 70, 70),
        (["10 menit", "1 jam", "3 menit"], [(1, 2, None), (2, 3, None)], 73, 73),
        (["1 jam", "10 menit", "5 menit"], [(1, 2, "Ya"), (2, 3, None), (1, 3, "Tidak")], 65, 75),
        (["1 jam", "10 menit", "5 menit"], [(1, 2, None), (2, 1, "Tidak"), (2, 3, "Ya")], 75, 75),
        (["10 - 20 menit", "maks 1 jam"], [(1, 2, None)], 10, 80),
        (["10 menit", "1 jam", "3 menit"], [(1, 2, None)], 70, 70),
        (["10 menit", "1 jam"], [(1, 2, None), (2, 1, None)], 70, 70),
        (["", ""], [(1, 2, None)], None, None),
        ([], [], None, None),
    ],
)
def test_minutes_along_the_flow(
    waktu: list[str], sisi: list[Sisi], pendek: float | None, panjang: float | None
) -> None:
    total = menit_total(rekaman([langkah(i + 1, w) for i, w in enumerate(waktu)], sisi))
    assert (total.pendek, total.panjang) == (pendek, panjang)


def test_steps_outside_the_flow_are_named() -> None:
    langkahan = [langkah(i + 1, "1 jam") for i in range(3)]
    assert menit_total(rekaman(langkahan, [(1, 2, None)])).di_luar_alur == (3,)
    assert menit_total(rekaman(langkahan, [])).di_luar_alur == (1, 2, 3)


def test_more_rows_than_python_has_frames() -> None:
    n = 5000
    sisi: list[Sisi] = [(i, i + 1, None) for i in range(1, n)]
    total = menit_total(rekaman([langkah(i, "1 menit") for i in range(1, n + 1)], sisi))
    assert (total.pendek, total.panjang) == (n, n)


def test_steps_without_a_time_are_named() -> None:
    total = menit_total(rekaman([langkah(1, "1 jam"), langkah(2, "Segera")], [(1, 2, None)]))
    assert (total.tanpa_waktu, total.lengkap) == ((2,), False)
