"""Drawn arrows to the step graph."""

from __future__ import annotations

import pytest

from normalize.alur.build import at_decisions, build_alur
from normalize.alur.makna import makna_of
from schemas.raw import RawDoubt, RawLangkah, RawSop
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol
from tests.support.flow_chart import KAPSUL, KETUPAT, KOTAK, Chart, chain

MEANINGS = [
    ("Ya", "ya"),
    ("Y", "ya"),
    ("YA ", "ya"),
    ("Ya, lengkap", "ya"),
    ("Disetujui", "ya"),
    ("Lengkap", "ya"),
    ("sudah lengkap", "ya"),
    ("Tidak", "tidak"),
    ("T", "tidak"),
    ("Tdk", "tidak"),
    ("Tidak lengkap", "tidak"),
    ("Belum", "tidak"),
    ("Ditolak", "tidak"),
    ("Berkas kurang", "tidak"),
    ("Data Benar", "ya"),
    ("Revisi", "tidak"),
    ("Kepala Dinas", None),
    ("Tembusan", None),
    ("Blm lengkap", "tidak"),
    ("(+)", "ya"),
    ("( - )", "tidak"),
    ("✓", "ya"),
    ("-", "tidak"),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("label", "meaning"), MEANINGS)
def test_makna(label: str | None, meaning: str | None) -> None:
    found = makna_of(label)
    assert (found.value if found else None) == meaning


def test_arrows_by_their_heads() -> None:
    chart = chain(KAPSUL, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(2, 1, heads="a")
    assert chart.edges() == [(1, 2), (2, 3)]
    assert chart.codes() == []


def test_two_heads_are_two_arrows() -> None:
    chart = chain(KAPSUL, KOTAK, KAPSUL)
    chart.arrow(0, 1, heads="ab")
    chart.arrow(1, 2)
    assert chart.edges() == [(1, 2), (2, 1), (2, 3)]


def test_the_same_line_twice_is_one_and_keeps_its_label() -> None:
    chart = chain(KETUPAT, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(0, 1, label="Ya")
    edges, _ = chart.build()
    assert [(e.label, e.makna.value) for e in edges] == [("Ya", "ya")]


def test_both_exits_of_a_decision_to_one_step_are_two_arrows() -> None:
    chart = chain(KAPSUL, KETUPAT, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(1, 2, label="Ya")
    chart.arrow(1, 2, label="Tidak")
    chart.arrow(1, 2)
    chart.arrow(2, 3)
    edges, _ = chart.build()
    assert [e.label for e in edges if e.dari.langkah == 2] == ["Tidak", "Ya"]


def test_a_line_from_a_symbol_to_itself_is_nothing() -> None:
    chart = chain(KAPSUL, KAPSUL)
    chart.arrow(0, 0)
    chart.arrow(0, 1)
    assert chart.edges() == [(1, 2)]


def test_without_a_head_the_order_of_rows_decides_and_says_so() -> None:
    chart = chain(KAPSUL, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(2, 1, heads="")
    assert chart.edges() == [(1, 2), (2, 3)]
    assert chart.codes() == ["panah_tanpa_kepala"]
    scan = RawSop(simbol=tuple(chart.simbol), panah=tuple(chart.panah), halaman_piksel=(1,))
    assert [d.kode for d in build_alur(scan)[1]] == ["panah_tanpa_kepala"]


def test_on_a_scan_a_line_without_a_head_past_a_step_is_a_doubt() -> None:
    chart = chain(KAPSUL, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(0, 2, heads="")
    scan = RawSop(simbol=tuple(chart.simbol), panah=tuple(chart.panah), halaman_piksel=(1,))
    assert "arah_disimpulkan" in [d.kode for d in build_alur(scan)[1]]


@pytest.mark.parametrize(
    ("answer", "code"),
    [("Tidak", "panah_tanpa_kepala"), ("Ya", "arah_disimpulkan"), (None, "arah_disimpulkan")],
)
def test_a_drawn_no_without_a_head_leads_back_surely(answer: str | None, code: str) -> None:
    chart = chain(KAPSUL, KOTAK, KETUPAT, KAPSUL)
    for n in range(3):
        chart.arrow(n, n + 1)
    chart.arrow(1, 2, label=answer, heads="")
    assert (3, 2) in chart.edges()
    assert chart.codes() == [code]


def test_what_the_symbols_lack_counts_more_than_their_order() -> None:
    """The second step has no way out but this line, and the first is already left by another."""
    chart = chain(KAPSUL, KOTAK, KAPSUL)
    chart.arrow(0, 2)
    chart.arrow(0, 1, heads="")
    chart.arrow(2, 1)
    assert (2, 1) in chart.edges()


def test_without_a_head_between_symbols_of_one_row_it_is_joint_work() -> None:
    chart = Chart()
    a, b = chart.put(KAPSUL, 0, 0), chart.put(KOTAK, 0, 1)
    end = chart.put(KAPSUL, 1, 1)
    chart.arrow(a, b, heads="")
    chart.arrow(b, end)
    edges, doubts = chart.build()
    assert [(e.dari.pelaksana, e.ke.pelaksana, e.terarah) for e in edges] == [
        ("p1", "p2", False),
        ("p2", "p2", True),
    ]
    assert doubts == ()


def test_in_pixels_the_only_way_through_a_row_lost_its_head() -> None:
    chart = Chart()
    start, a, b = chart.put(KAPSUL, 0), chart.put(KOTAK, 1, 1), chart.put(KOTAK, 1, 0)
    end = chart.put(KAPSUL, 2)
    chart.arrow(start, a)
    chart.arrow(b, a, heads="")
    chart.arrow(b, end)
    edges, doubts = chart.build(scanned=(1,))
    assert [(e.dari.pelaksana, e.ke.pelaksana, e.terarah) for e in edges] == [
        ("p1", "p2", True),
        ("p1", "p1", True),
        ("p2", "p1", True),
    ]
    assert [d.kode for d in doubts] == ["arah_disimpulkan"]
    assert not all(e.terarah for e in chart.build()[0])  # where every head is read, it is joint work


def test_a_sound_flow_has_no_doubts() -> None:
    chart = chain(KAPSUL, KETUPAT, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(1, 2, label="Ya")
    chart.arrow(1, 0, label="Tidak")
    chart.arrow(2, 3)
    assert chart.codes() == []


CHECKS = [
    ((KAPSUL, KOTAK, KAPSUL), [(0, 2), (1, 2)], "simbol_tak_tercapai", "/langkah/1/simbol/0"),
    ((KAPSUL, KOTAK, KAPSUL), [(0, 1), (0, 2)], "simbol_tanpa_keluar", "/langkah/1/simbol/0"),
    ((KAPSUL, KETUPAT, KAPSUL), [(0, 1), (1, 2)], "keputusan_kurang_cabang", "/langkah/1/simbol/0"),
    # a lost arrow leaves a symbol without a way out and another without a way in: one doubt
    ((KAPSUL, KOTAK, KOTAK, KAPSUL), [(0, 1), (2, 3)], "simbol_tanpa_keluar", "/langkah/1/simbol/0"),
    ((KAPSUL, KOTAK, KAPSUL), [(1, 2)], "simbol_tanpa_keluar", "/langkah/0/simbol/0"),
]


@pytest.mark.parametrize(("kinds", "arrows", "code", "place"), CHECKS)
def test_a_gap_is_told_once_at_its_symbol(
    kinds: tuple[JenisSimbol, ...], arrows: list[tuple[int, int]], code: str, place: str
) -> None:
    chart = chain(*kinds)
    for a, b in arrows:
        chart.arrow(a, b)
    assert [(d.kode, d.jalur) for d in chart.build()[1]] == [(code, place)]
    assert len(chart.edges()) == len(arrows)  # a check alters nothing


def test_on_a_scan_a_gap_may_be_an_arrow_not_read() -> None:
    chart = chain(KAPSUL, KOTAK, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(2, 3)
    sop = RawSop(simbol=tuple(chart.simbol), panah=tuple(chart.panah), halaman_piksel=(1,))
    assert [(d.kode, d.jalur) for d in build_alur(sop)[1]] == [("panah_tak_terbaca", "/langkah/1/simbol/0")]


def test_an_answer_of_no_arrow_is_told_at_its_decision() -> None:
    chart = chain(KAPSUL, KETUPAT, KOTAK, KAPSUL)
    doubts = tuple(
        RawDoubt(kode=Kode.KATA_TAK_BERSEL, jalur=f"/langkah/{row}/simbol", isi={"kata": word})
        for row, word in ((2, "Tidak"), (2, "catatan"), (3, "Ya"))
    )
    told = at_decisions(RawSop(simbol=tuple(chart.simbol), keraguan=doubts))
    assert [d.jalur for d in told] == ["/langkah/1/simbol/0", "/langkah/2/simbol", "/langkah/3/simbol"]


def test_a_loose_arrow_is_told_at_its_symbol_and_its_gap_not_again() -> None:
    chart = chain(KAPSUL, KOTAK, KOTAK, KAPSUL)
    chart.put(KOTAK, 2, 1)
    chart.arrow(0, 1)
    chart.arrow(1, None, path=((15, 60), (25, 70)))
    chart.arrow(2, 3)
    chart.arrow(4, 3)
    assert ("panah_lepas", "/langkah/1/simbol/0") in [(d.kode, d.jalur) for d in chart.build()[1]]
    assert "panah_tak_terbaca" not in chart.codes()


@pytest.mark.parametrize(("symbols", "code"), [(4, "garis_lepas"), (3, "panah_lepas")])
def test_on_a_scan_a_line_that_ends_nowhere_is_a_doubt_only_near_a_gap(symbols: int, code: str) -> None:
    chart = chain(KAPSUL, KOTAK, KOTAK, KAPSUL)
    for n in range(symbols - 1):
        chart.arrow(n, n + 1)
    chart.arrow(1, None, path=((15, 60), (25, 70)))
    rows = (RawLangkah(),) * 4
    sop = RawSop(langkah=rows, simbol=tuple(chart.simbol), panah=tuple(chart.panah), halaman_piksel=(1,))
    assert (code, "/langkah/1/simbol/0") in [(d.kode, d.jalur) for d in build_alur(sop)[1]]
    drawn = sop.model_copy(update={"halaman_piksel": ()})
    assert "panah_lepas" in [d.kode for d in build_alur(drawn)[1]]


def test_a_doubtful_arrow_stays_and_is_told() -> None:
    chart = chain(KAPSUL, KOTAK, KAPSUL)
    chart.arrow(0, 1, sure=0.5)
    chart.arrow(1, 2)
    chart.arrow(0, 2, sure=0.5)
    assert chart.edges() == [(1, 2), (1, 3), (2, 3)]
    told = [(d.kode, d.jalur) for d in chart.build()[1]]
    assert told == [("ujung_disimpulkan", "/alur/0"), ("panah_meragukan", "/alur/1")]


def test_no_arrows_no_checks() -> None:
    assert chain(KAPSUL, KOTAK).build() == ((), ())


def test_a_document_hung_on_a_step_is_no_part_of_the_flow() -> None:
    chart = chain(KAPSUL, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(chart.put(JenisSimbol.LAIN, 0, 0), 0, heads="")
    assert chart.edges() == [(1, 2)]
    assert chart.codes() == []


def test_a_symbol_outside_the_five_in_the_flow_stays_in_it() -> None:
    chart = chain(KAPSUL, JenisSimbol.LAIN, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(1, 2)
    assert chart.edges() == [(1, 2), (2, 3)]


def test_a_line_painted_twice_goes_the_way_of_its_head() -> None:
    chart = chain(KAPSUL, KETUPAT, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(1, 2)
    chart.arrow(1, 0, path=((100, 90), (50, 90), (50, 30)))
    chart.arrow(0, 1, heads="", path=((50, 26), (50, 90), (100, 90)))
    assert chart.edges() == [(1, 2), (2, 1), (2, 3)]
    assert chart.codes() == []


def test_ends_name_the_symbol_of_a_cell() -> None:
    """Two symbols of one cell: the arrow between them goes from one index to the other."""
    c = Chart()
    first, second = c.put(KAPSUL, 0), c.put(KOTAK, 0)
    c.arrow(first, second)
    (arrow,) = c.build()[0]
    assert (arrow.dari.simbol, arrow.ke.simbol) == (0, 1)


def test_answers_without_heads_leave_their_decisions() -> None:
    """Three lines without heads from decisions back to the start: each answer leaves its decision."""
    c = Chart()
    start, box = c.put(KAPSUL, 0), c.put(KOTAK, 1)
    first, second = c.put(KETUPAT, 2, 1), c.put(KETUPAT, 3, 2)
    c.arrow(start, box)
    c.arrow(box, first)
    c.arrow(first, second, label="Ya")
    c.arrow(start, first, heads="", label="Tidak")
    c.arrow(start, second, heads="", label="Tidak")
    assert {(3, 1), (4, 1)} <= set(c.edges())


def test_the_last_symbol_of_a_scan_ends_the_flow_whatever_its_kind() -> None:
    """On a scan too: offices draw ends as boxes, and no ink is left that could be an arrow."""
    chart = chain(KAPSUL, KOTAK, KOTAK)
    chart.arrow(0, 1)
    chart.arrow(1, 2)
    sop = RawSop(simbol=tuple(chart.simbol), panah=tuple(chart.panah), halaman_piksel=(1,))
    assert [d.kode for d in build_alur(sop)[1]] == ["simbol_tanpa_keluar"]


@pytest.mark.parametrize(
    ("label", "other", "read"),
    [
        ("Fidal", "Ya", "Tidak"),
        ("Setju", "Tidak", "Setuju"),
        ("TidakAda", "Ada", "Tidak Ada"),
        ("Tidak sesua", "Sesuai", "Tidak sesuai"),
        ("Tidak layak", "Sesuai", "Tidak layak"),
        ("Ticak", "Tidak", "Ticak"),  # the other exit says the same
        ("Ticak", None, "Ticak"),
        ("Rusak berat", "Ya", "Rusak berat"),
        ("Sesama", "Tidak", "Sesama"),  # a word of the list is as printed
    ],
)
def test_on_a_scan_the_other_exit_settles_a_misread_answer(label: str, other: str | None, read: str) -> None:
    chart = chain(KETUPAT, KOTAK, KOTAK)
    chart.arrow(0, 1, label=other)
    chart.arrow(0, 2, label=label)
    sop = RawSop(simbol=tuple(chart.simbol), panah=tuple(chart.panah), halaman_piksel=(1,))
    alur, told = build_alur(sop)
    assert alur[1].label == read
    assert [d.jalur for d in told if d.kode is Kode.JAWABAN_DIPERBAIKI] == ["/alur/1"] * (read != label)
    assert [a.label for a in chart.build()[0]] == [other, label]  # a drawn page is as it says
