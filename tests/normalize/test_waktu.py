from __future__ import annotations

import json
from pathlib import Path

import pytest
from report import Baris, baca, harap_waktu, nilai_waktu

from normalize.konvensi import Konvensi
from normalize.waktu.lex import dieja
from normalize.waktu.parse import kepala_satuan, parse_waktu
from normalize.waktu.satuan import anggap_satuan
from schemas.record import Waktu
from schemas.tinjauan import tinjauan
from schemas.vocab import AsalSatuan, JenisWaktu, Satuan


@pytest.mark.parametrize("baris", baca("waktu.tsv"), ids=lambda b: f"{b['cetak']}|{b['kepala']}")
def test_labelled_times(baris: Baris) -> None:
    assert nilai_waktu(baris) == harap_waktu(baris)


@pytest.mark.parametrize("baris", baca("waktu.tsv"), ids=lambda b: b["cetak"])
def test_printed_text_is_kept_and_doubts_are_registered(baris: Baris) -> None:
    waktu, ragu = parse_waktu(baris["cetak"], baris["kepala"])
    assert waktu.teks == " ".join(baris["cetak"].split())
    for r in ragu:
        assert "{" not in tinjauan(r.kode, r.jalur, r.isi).pesan


def test_times_of_truth(shared: Path) -> None:
    """What careful readers told for every printed time, and no doubt on any of them."""
    salah = []
    for berkas in sorted(shared.glob("real/*/truth/*.json")):
        for sop in json.loads(berkas.read_text(encoding="utf-8"))["sop"]:
            for langkah in sop["langkah"]:
                w, ragu = parse_waktu(langkah.get("waktu") or "")
                dapat = [
                    [n, s] if n is not None else None
                    for n, s in ((w.min, w.satuan_min), (w.maks, w.satuan_maks))
                ]
                if dapat != [langkah.get("waktu_min"), langkah.get("waktu_maks")] or (w.teks and ragu):
                    salah.append((langkah.get("waktu"), dapat, ragu))
    assert salah == []


@pytest.mark.parametrize(
    ("kepala", "satuan"),
    [
        ("WAKTU (HARI)", Satuan.HARI),
        ("Waktu (Menit)", Satuan.MENIT),
        ("Waktu (dalam menit)", Satuan.MENIT),
        ("Waktu Penyelesaian (Jam)", Satuan.JAM),
        ("WAKTU (HARI KERJA)", Satuan.HARI_KERJA),
        ("Waktu (MENlT)", Satuan.MENIT),
        ("Waktu (Menit/Jam)", None),
        ("Waktu (Dalam Periode revisi)", None),
        ("Waktu", None),
        ("WAKT U", None),
        ("", None),
    ],
)
def test_unit_of_header(kepala: str, satuan: Satuan | None) -> None:
    assert kepala_satuan(kepala) == satuan


def test_source_of_the_unit() -> None:
    assert parse_waktu("10 menit", "Waktu (Hari)")[0].asal_satuan is AsalSatuan.SEL
    assert parse_waktu("10", "Waktu (Hari)")[0].asal_satuan is AsalSatuan.KEPALA_KOLOM
    assert parse_waktu("10", "Waktu")[0].asal_satuan is None


def test_minutes_by_the_convention() -> None:
    w, _ = parse_waktu("1 - 2 hari kerja")
    assert (w.menit_min, w.menit_maks) == (450.0, 900.0)
    w, _ = parse_waktu("1 - 2 hari kerja", "", Konvensi(menit_per_hari=480))
    assert (w.menit_min, w.menit_maks) == (480.0, 960.0)
    w, _ = parse_waktu("maks 1 minggu")
    assert (w.menit_min, w.menit_maks) == (None, 2250.0)


def _baca(*cetak: str) -> list[Waktu]:
    return [parse_waktu(c)[0] for c in cetak]


def test_bare_multiples_of_five_are_minutes() -> None:
    waktu, ragu = anggap_satuan(_baca("10", "30", "1 jam", "", "1 hari"))
    assert [w.satuan_min for w in waktu] == [Satuan.MENIT, Satuan.MENIT, Satuan.JAM, None, Satuan.HARI]
    assert [r is not None for r in ragu] == [True, True, False, False, False]
    assert waktu[0].asal_satuan is AsalSatuan.ANGGAPAN
    assert waktu[1].menit_maks == 30.0


def test_bare_numbers_follow_the_unit_of_their_column() -> None:
    waktu, ragu = anggap_satuan(_baca("1 hari", "2", "3 hari", "1 - 2"))
    assert [w.satuan_maks for w in waktu] == [Satuan.HARI] * 4
    assert [r.isi["satuan"] for r in ragu if r] == ["hari", "hari"]


def test_nothing_is_assumed_without_evidence() -> None:
    for cetak in (["1", "3", "2"], ["1 hari", "480"], ["Segera", ""], []):
        waktu, ragu = anggap_satuan(_baca(*cetak))
        if cetak == ["1 hari", "480"]:
            assert waktu[1].satuan_min is Satuan.MENIT
        else:
            assert list(waktu) == _baca(*cetak)
            assert not any(ragu)


@pytest.mark.parametrize("teks", ["1 hari", "10 - 20 Menit", "Segera", "15 menit 30 menit", "1 0 Hari Kerja"])
def test_same_text_same_answer(teks: str) -> None:
    assert parse_waktu(teks) == parse_waktu.__wrapped__(teks)


@pytest.mark.parametrize(
    "teks",
    ["((((", "/ / /", "1 / / 2", "- - 3", "x x x", "9" * 40, "1,2,3.4 hari", "½", "se", "H+", "10 (", "~"],
)
def test_junk_never_raises(teks: str) -> None:
    waktu, _ = parse_waktu(teks)
    assert waktu.jenis in JenisWaktu


@pytest.mark.parametrize(
    ("cetak", "jenis", "hitungan", "menit", "per"),
    [
        ("1 x 24 jam", "tetap", "kalender", 450.0, None),
        ("2 kali 24 jam", "tetap", "kalender", 900.0, None),
        ("maksimal 3x24 jam", "maksimal", "kalender", 1350.0, None),
        ("24 jam", "tetap", None, 1440.0, None),
        ("7 hari kalender", "tetap", "kalender", 3150.0, None),
        ("3 hari kerja", "tetap", "kerja", 1350.0, None),
        ("2 jam kerja", "tetap", "kerja", 120.0, None),
        ("Bulanan selama setahun", "jadwal", "berulang", None, None),
        ("Setiap minggu selama 3 bulan", "jadwal", "berulang", None, None),
        ("1 tahun setiap bulan", "jadwal", "berulang", None, None),
        ("Setiap hari 15 menit", "tetap", None, 15.0, "hari"),
        ("15 menit setiap hari", "tetap", None, 15.0, "hari"),
        ("Setiap bulan", "jadwal", None, None, None),
    ],
)
def test_days_by_the_clock_and_periods_have_a_kind_of_their_own(
    cetak: str, jenis: str, hitungan: str | None, menit: float | None, per: str | None
) -> None:
    waktu, ragu = parse_waktu(cetak)
    assert (waktu.jenis, waktu.hitungan, waktu.menit_maks, waktu.per, ragu) == (
        jenis,
        hitungan,
        menit,
        per,
        (),
    )


@pytest.mark.parametrize(
    ("cetak", "menit"),
    [
        ("0:15:00", (15.0, 15.0)),
        ("00:15", (15.0, 15.0)),
        ("1:30:00", (90.0, 90.0)),
        ("24:00:00", (1440.0, 1440.0)),
        ("0:00:30", (0.5, 0.5)),
        ("0:15:00 - 0:30:00", (15.0, 30.0)),
        ("maks. 0:45:00", (None, 45.0)),
        ("0:15:00/berkas", (15.0, 15.0)),
    ],
)
@pytest.mark.parametrize("kepala", ["Waktu", "Waktu (Jam)"])
def test_lengths_as_worksheets_show_them(
    cetak: str, menit: tuple[float | None, float | None], kepala: str
) -> None:
    waktu, ragu = parse_waktu(cetak, kepala)
    assert (waktu.menit_min, waktu.menit_maks, ragu, waktu.teks) == (*menit, (), cetak)


@pytest.mark.parametrize("cetak", ["08:00", "1:30", "07:30 - 16:00", "15:00"])
def test_what_may_be_a_time_of_day_is_no_length(cetak: str) -> None:
    waktu, ragu = parse_waktu(cetak)
    assert waktu.menit_maks is None and ragu


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("1 har kerja", "1 hari kerja"),
        ("30 Meni", "30 Menit"),
        ("15 mnt", "15 mnt"),
        ("5 hr", "5 hr"),
        ("2 HAR", "2 HARI"),
        ("Sesuai har rapat", "Sesuai har rapat"),
        ("10 Menit", "10 Menit"),
        ("2 days", "2 days"),
        ("10. hari", "10 hari"),
        ("1. Jam kerja pegawai", "1. Jam kerja pegawai"),
        ("1. Rapat", "1. Rapat"),
    ],
)
def test_a_unit_of_which_a_letter_was_misread_is_spelled_as_it_is(read: str, printed: str) -> None:
    assert dieja(read) == printed
