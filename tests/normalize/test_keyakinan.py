from __future__ import annotations

import pytest

from normalize.kata import known, mended, repeated, strange
from normalize.keyakinan import Bukti, Ciri, fitted, probability, usual_limits, weighed
from schemas.raw import RawIdentitas, RawLangkah, RawSop, RawText
from schemas.record import SopRecord
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import JenisSumber, StatusSop
from tests.support.sample_record import record

KINDS = {
    f"{kind}.{source}"
    for kind in ("baris", "isian", "daftar", "alur", "sop")
    for source in ("vektor", "piksel")
}


def raw(sure: float = 1.0, pages: tuple[int, ...] = (), teks: str = "Menerima surat") -> RawSop:
    rows = tuple(RawLangkah(kegiatan=RawText(teks=teks, keyakinan=sure), halaman=1) for _ in range(2))
    name = RawText(teks="Surat Masuk", keyakinan=0.99 if pages else 1.0)
    return RawSop(langkah=rows, identitas=RawIdentitas(nama_sop=name), halaman_piksel=pages)


def clean(**changes: object) -> SopRecord:
    return record(tinjauan=(), **changes)


def test_every_kind_of_value_is_fitted() -> None:
    assert fitted().keys() == KINDS
    assert usual_limits().keys() == {"vektor", "piksel"}
    assert all(0.5 < limit < 1 for limit in usual_limits().values())


def test_a_probability_is_the_logistic_of_its_weights() -> None:
    weights = {"baris.vektor": {"awal": 2.0, "ragu": -1.0}}
    sure = [probability(Ciri("baris.vektor", {"ragu": n, "lain": 9.0}), weights) for n in (0.0, 2.0, 90.0)]
    assert sure == [0.881, 0.5, 0.01]
    assert probability(Ciri("tak ada", {}), weights) == 0.5


def test_doubts_count_for_the_values_they_point_at() -> None:
    doubts = (
        tinjauan(Kode.SIMBOL_MERAGUKAN, "/langkah/1/simbol/0", {"bentuk": "kotak"}),
        tinjauan(Kode.WAKTU_KOSONG, "/langkah/0/mutu_baku/waktu"),  # a remark
        tinjauan(Kode.PANAH_MERAGUKAN, "/alur/0", {"dari": "1", "ke": "2"}),
        tinjauan(Kode.IDENTITAS_KOSONG, "/nomor_sop", {"isian": "nomor sop"}),
    )
    ciri = Bukti(raw(), record(tinjauan=doubts)).ciri()
    assert [ciri[f"/langkah/{i}"].nilai["simbol"] for i in (0, 1)] == [0.0, 1.0]
    assert [ciri["/alur/0"].nilai[k] for k in ("ragu", "simbol", "panah")] == [1.0, 1.0, 0.0]
    assert ciri["/nomor_sop"].nilai["ragu"] == 1.0
    assert ciri["/dasar_hukum"].nilai["lain"] == 1.0


def test_pages_of_pixels_have_weights_of_their_own() -> None:
    drawn, scan = (Bukti(raw(0.95, pages), clean()).ciri() for pages in ((), (1,)))
    assert drawn["/langkah/0"].jenis == "baris.vektor"
    assert {c.jenis.split(".")[1] for c in scan.values()} == {"piksel"}
    assert scan["/langkah/0"].nilai["baca"] == pytest.approx(1.0)


def test_doubt_makes_a_value_and_its_sop_less_sure() -> None:
    sure = weighed(raw(), clean(), 0.9)
    less = weighed(raw(), record(tinjauan=(tinjauan(Kode.KEGIATAN_KOSONG, "/langkah/0/kegiatan"),)), 0.9)
    assert less.langkah[0].keyakinan < sure.langkah[0].keyakinan
    assert less.keyakinan < sure.keyakinan
    assert set(sure.keyakinan_isian) >= {"nomor_sop", "disahkan_oleh", "dasar_hukum"}


def test_a_text_export_is_not_taken_as_it_is() -> None:
    export = clean(sumber=record().sumber.model_copy(update={"jenis": JenisSumber.TEKS}))
    assert weighed(raw(), export, None).status is StatusSop.PERIKSA


def test_the_threshold_makes_an_sop_ready() -> None:
    whole = weighed(raw(), clean(), 0.0)
    assert whole.status is StatusSop.SIAP
    assert weighed(raw(), clean(), 1.0).status is StatusSop.PERIKSA
    failed = clean().model_copy(update={"tinjauan": (tinjauan(Kode.TANPA_LANGKAH),)})
    assert weighed(raw(), failed, 0.0).status is StatusSop.PERIKSA


def test_a_line_that_ends_nowhere_is_looked_at() -> None:
    loose = record(tinjauan=(tinjauan(Kode.PANAH_LEPAS, "/langkah/0/simbol/0"),))
    assert weighed(raw(), loose, 0.0).status is StatusSop.PERIKSA


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("menandatangani", True),
        ("penyelenggaraan", True),
        ("pertanggungjawaban", True),
        ("memverifikasi", True),
        ("kearsipan", True),
        ("memverttadia", False),
        ("beepada", False),
        ("infornrasi", False),
    ],
)
def test_words_of_the_language(word: str, is_one: bool) -> None:
    assert known(word) is is_one


def test_strange_words_are_not_those_of_the_document_itself() -> None:
    own = repeated(["Aplikasi Srikandi X", "membuka Srikandi X", "sekali Zxcvbn"])
    assert strange("Srikandi mencatat Zxcvbn pada PPID 2024", own) == 1


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("Hasi l kerja", "Hasil kerja"),
        ("Kota Balikp apan", "Kota Balikpapan"),
        ("Pemohon Informa si", "Pemohon Informasi"),
        ("KEPALA DINAS KOMU NIKASI", "KEPALA DINAS KOMUNIKASI"),
        ("KEPALABAPPEDA", "KEPALA BAPPEDA"),
        ("Pengadminist rasi Umum", "Pengadministrasi Umum"),
        ("Data base kepegawaian", "Data base kepegawaian"),
        ("Jaringan Intemet, surat Gubemur", "Jaringan Internet, surat Gubernur"),
        ("modem dan komputer", "modem dan komputer"),
        ("Nota dinas dan surat", "Nota dinas dan surat"),
        ("Aplikasi SatuSehat", "Aplikasi SatuSehat"),
        ("Aplikasi SIAPKERJA", "Aplikasi SIAPKERJA"),
        ("KEPALA BADAN", "KEPALA BADAN"),
    ],
)
def test_words_that_a_reader_of_pixels_split_or_ran_together(read: str, said: str) -> None:
    assert mended(read) == said
