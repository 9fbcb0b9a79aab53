from __future__ import annotations

import pytest

from normalize.bacaan import cut_words, label_doubts
from normalize.mustahil import broken_name, glued, holds_label, impossible
from schemas.raw import RawDoubt
from schemas.record import (
    Alur,
    DasarHukum,
    DisahkanOleh,
    Langkah,
    Pelaksana,
    Simbol,
    SopRecord,
    UjungAlur,
    Waktu,
)
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol, Makna
from tests.support.sample_record import record


def found(**given: object) -> list[tuple[str, str]]:
    r = SopRecord.model_validate(record().model_copy(update=given))
    return [(d.jalur, d.isi["alasan"]) for d in impossible(r) if "alasan" in d.isi]


def test_a_sound_record_has_none() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("teks", "holds"),
    [
        ("TGL. REVISI TGL. EFEKTIF", True),
        ("Printer Pencatatan dan Pendataan buku tamu", True),
        ("KU ALIFIKASI PELAK SANA 1", True),
        ("Memahami dasar hukum kearsipan", False),
        ("SOP Kualifikasi Arsip", False),
        ("", False),
    ],
)
def test_a_value_that_holds_a_label(teks: str, holds: bool) -> None:
    assert holds_label(teks) is holds


@pytest.mark.parametrize(
    ("teks", "are"),
    [
        ("MencatatSuratMasukHarian", True),
        ("menyiapkanberkasrapatkoordinasi", True),
        ("Mencatat surat masuk harian", False),
        ("Aplikasi e-Surat di https://surat.contoh.go.id/MasukHarianBaru", False),
        ("JavaScript dan PostgreSQL", False),
        ("pertanggungjawaban", False),
    ],
)
def test_words_glued_together(teks: str, are: bool) -> None:
    assert glued(teks) is are


@pytest.mark.parametrize(
    ("nama", "why"),
    [
        ("12/4", ["tanpa kata"]),
        ("end", ["bukan awal judul"]),
        ("Pelayanan Data", []),
        ("SIPD", []),
    ],
)
def test_a_title_that_is_none(nama: str, why: list[str]) -> None:
    assert found(nama_sop=nama) == [("/nama_sop", w) for w in why]


@pytest.mark.parametrize(
    ("nama", "broken"),
    [
        ("Drs. H. BUDI SANTOSA, M.Si", False),
        ("dr. SITI AMINAH , Sp.A", False),
        ("I Made Wijaya, S.H.", False),
        ("SRI  B. LESTARI, SE", False),
        ("BU DI SA NTOSA", True),
        ("B0DI SANT05A", True),
        ("BUDI SANTOSA S.H. . M.H.", True),
        ("u L. SE", True),
    ],
)
def test_names_that_nobody_has(nama: str, broken: bool) -> None:
    assert broken_name(nama) is broken


def test_titles_of_other_sops_may_hold_the_words_of_a_label() -> None:
    assert found(keterkaitan=("SOP Pencatatan dan Pendataan Buku", "Pencatatan dan Pendataan: buku")) == [
        ("/keterkaitan/1", "memuat nama isian lain")
    ]


def test_fields() -> None:
    assert found(nomor_sop="Bagian Umum") == [("/nomor_sop", "tanpa angka")]
    assert found(disahkan_oleh=DisahkanOleh(nama="Nama SOP", jabatan="Camat")) == [
        ("/disahkan_oleh/nama", "memuat nama isian lain")
    ]
    laws = (DasarHukum(teks="UU 1/2020"), DasarHukum(teks="KUALIFIKASI PELAKSANA"))
    assert found(dasar_hukum=laws) == [("/dasar_hukum/1", "memuat nama isian lain")]


@pytest.mark.parametrize(
    "label",
    ["(3)", "Mutu Baku", "Kegiatan", "WAKTU (Menit)", "Ket.", "Aktivitas/Kegiatan Camat", "Camat (4)"],
)
def test_columns_of_the_form_are_no_executors(label: str) -> None:
    columns = tuple(Pelaksana(id=f"p{i + 1}", label=name) for i, name in enumerate(("Staf", label)))
    assert found(pelaksana=columns) == [("/pelaksana/1/label", "bukan nama pelaksana")]


def flow(
    *labels: tuple[str | None, Makna | None], first: JenisSimbol = JenisSimbol.BELAH_KETUPAT
) -> dict[str, object]:
    steps = tuple(
        Langkah(
            urutan=n, nomor=str(n), kegiatan="Memeriksa berkas", simbol=(Simbol(pelaksana="p1", jenis=kind),)
        )
        for n, kind in enumerate((first, JenisSimbol.KOTAK, JenisSimbol.KAPSUL), 1)
    )
    ends = [UjungAlur(langkah=n, pelaksana="p1") for n in (1, 2, 3)]
    arrows = tuple(
        Alur(dari=ends[0], ke=ends[i + 1], label=label, makna=makna)
        for i, (label, makna) in enumerate(labels)
    )
    return {"langkah": steps, "alur": arrows}


def test_a_decision_answers_in_two_ways() -> None:
    assert found(**flow(("Ya", Makna.YA), ("Tidak", Makna.TIDAK))) == []
    assert found(**flow(("Ya", Makna.YA), ("Ya", Makna.YA))) == [
        ("/alur/1", "dua cabang keputusan bertanda sama")
    ]
    assert found(**flow(("1", None))) == [("/alur/0", "tanda alur tanpa kata")]


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ((("Ya", Makna.YA), (None, None)), ["/langkah/0/simbol/0"]),
        ((("Ya", Makna.YA), ("Tidak", Makna.TIDAK)), []),
        (((None, None), (None, None)), []),
        (((None, None),), []),
    ],
)
def test_a_decision_that_answers_once_has_lost_an_answer(
    labels: tuple[tuple[str | None, Makna | None], ...], told: list[str]
) -> None:
    r = record().model_copy(update=flow(*labels))
    lost = [d.jalur for d in impossible(SopRecord.model_validate(r)) if d.kode is Kode.JAWABAN_TAK_TERBACA]
    assert lost == told


def test_an_answer_where_nothing_is_decided() -> None:
    """A box with one exit decides nothing; one with two may, where an office draws all alike."""
    box = JenisSimbol.KOTAK
    assert found(**flow(("Ya", Makna.YA), first=box)) == [
        ("/alur/0", "jawaban pada satu-satunya panah keluar")
    ]
    assert found(**flow(("Ya", Makna.YA), ("Tidak", Makna.TIDAK), first=box)) == []
    assert found(**flow(("Selesai", None), first=box)) == []


@pytest.mark.parametrize("label", ["Ya Tidak", "Tidak / Ya", "Y/T"])
def test_two_answers_on_one_arrow(label: str) -> None:
    assert found(**flow((label, None))) == [("/alur/0", "dua jawaban pada satu panah")]


@pytest.mark.parametrize("label", ["Ya", "Tidak sesuai", "Ya, lengkap", "Tidak ada"])
def test_one_answer(label: str) -> None:
    assert found(**flow((label, None))) == []


@pytest.mark.parametrize(
    ("label", "told"), [("Ticak", True), ("Tic ak", True), ("Rusak berat", False), ("RusakeBerat", False)]
)
def test_an_answer_that_was_misread_is_doubted(label: str, told: bool) -> None:
    r = record().model_copy(update=flow((label, None)))
    assert [d.jalur for d in label_doubts(r, [0])] == ["/alur/0"] * told
    assert not list(label_doubts(r, []))


def test_a_word_that_ends_at_its_rule_was_cut_off_where_it_is_no_word() -> None:
    ends = [
        RawDoubt(kode=Kode.BARIS_TERPOTONG, isi={"kata": kata}) for kata in ("pertanggun", "berkas", "1.")
    ]
    others = [RawDoubt(kode=Kode.BARIS_TERPOTONG), RawDoubt(kode=Kode.KATA_TAK_BERSEL, isi={"kata": "Ya"})]
    assert list(cut_words([*ends, *others])) == [ends[0], *others]


@pytest.mark.parametrize(
    ("times", "told"), [(("-4 hari", "2 jam"), [0]), (("-4 hari", "-2 jam"), []), (("- 4 hari", "2 jam"), [])]
)
def test_a_time_that_lost_the_beginning_of_its_span(times: tuple[str, str], told: list[int]) -> None:
    steps = record().langkah[:2]
    rows = tuple(
        row.model_copy(update={"mutu_baku": row.mutu_baku.model_copy(update={"waktu": Waktu(teks=teks)})})
        for row, teks in zip(steps, times, strict=True)
    )
    halved = [(f"/langkah/{i}/mutu_baku/waktu", "rentang waktu tanpa awal") for i in told]
    assert [d for d in found(langkah=rows, alur=()) if "rentang" in d[1]] == halved
