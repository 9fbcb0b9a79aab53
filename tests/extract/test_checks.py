"""What an SOP lacks is told from its RawSop alone, so on every road."""

from __future__ import annotations

import pytest

from extract.checks import checked
from schemas.raw import RawDoubt, RawIdentitas, RawLangkah, RawSimbol, RawSop, RawText
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol


def rows(*numbers: str) -> tuple[RawLangkah, ...]:
    return tuple(RawLangkah(nomor=n, kegiatan=RawText(teks="Mencatat surat masuk")) for n in numbers)


def told(sop: RawSop) -> list[tuple[str, str]]:
    return [(d.kode, d.jalur) for d in checked(sop).keraguan]


def test_an_identity_block_without_a_step() -> None:
    assert told(RawSop(identitas=RawIdentitas(nama_sop=RawText(teks="Izin Riset")))) == [
        (Kode.TANPA_LANGKAH, "/langkah")
    ]


@pytest.mark.parametrize(
    ("numbers", "tables", "jumps"),
    [
        (("1.", "2.", "3."), (0,), []),
        (("1", "2", "5", "6"), (0,), [2]),
        (("3", "4"), (0,), [0]),
        (("1", "", "2"), (0,), []),
        (("1", "2", "3", "4"), (0, 2), []),  # the header again on the next page
        (("1", "2", "1", "3"), (0, 2), [3]),
        (("1", "2", "3", "1", "2", "4"), (0,), []),  # rows of their own inside step 3
        (("(1)", "(2)", "(4)"), (0,), [2]),
        (("a", "b", "d"), (0,), []),
        (("1", "", "3"), (0,), [1]),  # its number was not read
        (("1", "", "", "4", "5"), (0,), [1, 2]),
        (("1", "", "4"), (0,), [2]),  # a row without a number, and one that is missing
    ],
)
def test_numbers_that_are_left_out(
    numbers: tuple[str, ...], tables: tuple[int, ...], jumps: list[int]
) -> None:
    doubts = told(RawSop(langkah=rows(*numbers), tabel=tables))
    assert [j for k, j in doubts if k == Kode.NOMOR_MELOMPAT] == [f"/langkah/{i}/nomor" for i in jumps]


def test_a_number_that_is_told_as_unread_is_told_once() -> None:
    unread = RawDoubt(kode=Kode.TINTA_DI_SEL, jalur="/langkah/1/nomor")
    sop = RawSop(langkah=rows("1", "", "3"), tabel=(0,), keraguan=(unread,))
    assert told(sop) == [(Kode.TINTA_DI_SEL, "/langkah/1/nomor")]


def test_a_number_left_out_within_a_page_of_text_is_the_documents() -> None:
    steps = tuple(
        RawLangkah(nomor=n, halaman=p, kegiatan=RawText(teks="a")) for n, p in (("1", 1), ("3", 1), ("5", 2))
    )
    printed, scanned = (
        RawSop(langkah=steps, tabel=(0,)),
        RawSop(langkah=steps, tabel=(0,), halaman_piksel=(1, 2)),
    )
    assert [k for k, _ in told(printed)] == [Kode.PERIKSA_NOMOR, Kode.NOMOR_MELOMPAT]
    assert [k for k, _ in told(scanned)] == [Kode.NOMOR_MELOMPAT] * 2


@pytest.mark.parametrize(("gap", "last", "lost"), [(0.5, "4", False), (9.0, "4", True), (0.5, "9", True)])
def test_a_number_left_out_between_rows_of_a_scan_that_touch_is_the_documents(
    gap: float, last: str, lost: bool
) -> None:
    tops = {"1": 0.0, "3": 40.0 + gap, last: 80.0 + gap}
    steps = tuple(
        RawLangkah(nomor=n, halaman=1, kotak=(0.0, y, 500.0, y + 40.0), kegiatan=RawText(teks="a"))
        for n, y in tops.items()
    )
    codes = [k for k, j in told(RawSop(langkah=steps, tabel=(0,), halaman_piksel=(1,))) if "/1/" in j]
    assert codes == [Kode.NOMOR_MELOMPAT if lost else Kode.PERIKSA_NOMOR]


def test_a_row_without_an_activity() -> None:
    sop = RawSop(langkah=(*rows("1"), RawLangkah(nomor="2")))
    assert told(sop) == [(Kode.KEGIATAN_KOSONG, "/langkah/1/kegiatan")]


def test_tables_that_each_count_from_one() -> None:
    assert told(RawSop(langkah=rows("1", "2", "1", "2"), tabel=(0, 2))) == [
        (Kode.TABEL_LEBIH_DARI_SATU, "/langkah")
    ]


def test_fields_that_the_form_does_not_have() -> None:
    identitas = RawIdentitas(
        lain={"maksud_tujuan": RawText(teks="Agar layanan cepat"), "kebijakan": RawText()}
    )
    (doubt,) = checked(RawSop(identitas=identitas, langkah=rows("1"))).keraguan
    assert doubt.kode == Kode.ISIAN_DI_LUAR_FORM
    assert doubt.isi == {"isian": "maksud tujuan", "teks": "Agar layanan cepat"}


@pytest.mark.parametrize(("placed", "doubted"), [((0, 1), False), ((0, 0), True)])
def test_estimated_places_are_doubted_where_a_row_is_left_empty(
    placed: tuple[int, ...], doubted: bool
) -> None:
    symbols = tuple(
        RawSimbol(id=n, jenis=JenisSimbol.KOTAK, langkah=row, pelaksana=0) for n, row in enumerate(placed)
    )
    doubt = RawDoubt(kode=Kode.LETAK_DIPERKIRAKAN, jalur="/langkah/0/simbol")
    sop = RawSop(langkah=rows("1", "2"), tabel=(0,), simbol=symbols, keraguan=(doubt,))
    assert told(sop) == ([(Kode.LETAK_DIPERKIRAKAN, "/langkah/0/simbol")] if doubted else [])
