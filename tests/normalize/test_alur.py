"""Drawn arrows to the step graph."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from normalize.alur.build import at_decisions, build_alur
from normalize.alur.makna import makna_of
from schemas.raw import RawDoubt, RawPanah, RawSimbol, RawSop
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

KAPSUL, KOTAK = JenisSimbol.KAPSUL, JenisSimbol.KOTAK
KETUPAT, SEGILIMA = JenisSimbol.BELAH_KETUPAT, JenisSimbol.SEGILIMA

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
    ("Revisi", "tidak"),
    ("Kepala Dinas", None),
    ("Tembusan", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("label", "meaning"), MEANINGS)
def test_makna(label: str | None, meaning: str | None) -> None:
    found = makna_of(label)
    assert (found.value if found else None) == meaning


@dataclass
class Chart:
    """A flow drawn by hand: symbols by (kind, row, column), arrows by their ids."""

    simbol: list[RawSimbol] = field(default_factory=list)
    panah: list[RawPanah] = field(default_factory=list)

    def put(self, jenis: JenisSimbol, row: int | None, column: int | None = 0, page: int = 1, teks: str = "",
            x: float | None = None) -> int:  # fmt: skip
        at = 50.0 * (column or 0) if x is None else x
        y = 40.0 * (row if row is not None else 20)
        number = len(self.simbol)
        self.simbol.append(
            RawSimbol(id=number, jenis=jenis, langkah=row, pelaksana=column, teks=teks, halaman=page,
                      kotak=(at, y, at + 30, y + 14))
        )  # fmt: skip
        return number

    def arrow(self, a: int | None, b: int | None, heads: str = "b", label: str | None = None, page: int = 1,
              path: tuple[tuple[float, float], ...] = (), sure: float = 1.0) -> None:  # fmt: skip
        self.panah.append(
            RawPanah(a=a, b=b, kepala_a="a" in heads, kepala_b="b" in heads, label=label, halaman=page,
                     titik=path, keyakinan=sure)
        )  # fmt: skip

    def edges(self) -> list[tuple[int, int]]:
        """Steps from 1, from and to."""
        return [(e.dari.langkah, e.ke.langkah) for e in self.build()[0]]

    def codes(self) -> list[str]:
        return sorted(d.kode for d in self.build()[1])

    def build(self):  # type: ignore[no-untyped-def]
        return build_alur(RawSop(simbol=tuple(self.simbol), panah=tuple(self.panah)))


def chain(*kinds: JenisSimbol) -> Chart:
    """Symbols in rows one after another, not yet joined."""
    chart = Chart()
    for row, kind in enumerate(kinds):
        chart.put(kind, row)
    return chart


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


def test_a_line_from_a_symbol_to_itself_is_nothing() -> None:
    chart = chain(KAPSUL, KAPSUL)
    chart.arrow(0, 0)
    chart.arrow(0, 1)
    assert chart.edges() == [(1, 2)]


# --- direction -------------------------------------------------------------------------------


def test_without_a_head_the_order_of_rows_decides_and_says_so() -> None:
    chart = chain(KAPSUL, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(2, 1, heads="")
    assert chart.edges() == [(1, 2), (2, 3)]
    assert chart.codes() == ["panah_tanpa_kepala"]
    scan = RawSop(simbol=tuple(chart.simbol), panah=tuple(chart.panah), halaman_piksel=(1,))
    assert [d.kode for d in build_alur(scan)[1]] == ["arah_disimpulkan"]


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


# --- page breaks -----------------------------------------------------------------------------


def broken(*pairs: tuple[str, str]) -> Chart:
    """A flow over two pages with one pair of connectors a column; the texts inside them."""
    chart = Chart()
    starts = [chart.put(KAPSUL, n, n) for n in range(len(pairs))]
    low = [chart.put(SEGILIMA, None, n, teks=t) for n, (t, _) in enumerate(pairs)]
    high = [chart.put(SEGILIMA, None, n, 2, teks=t) for n, (_, t) in enumerate(pairs)]
    ends = [chart.put(KAPSUL, 10 + n, n, 2) for n in range(len(pairs))]
    for a, b in zip([*starts, *high], [*low, *ends], strict=True):
        chart.arrow(a, b)
    return chart


def test_connectors_are_resolved() -> None:
    assert broken(("", "")).edges() == [(1, 11)]
    assert broken(("", "")).codes() == []


def test_parallel_connectors_by_their_column() -> None:
    assert broken(("", ""), ("", "")).edges() == [(1, 11), (2, 12)]


def test_numbered_connectors_by_their_number() -> None:
    assert broken(("1", "2"), ("2", "1")).edges() == [(1, 12), (2, 11)]


def test_a_flow_back_to_the_page_before() -> None:
    """A decision on the second page sends back to the first; another pair carries the flow on."""
    chart = Chart()
    start, low = chart.put(KAPSUL, 0), chart.put(SEGILIMA, None, 0)
    back_in = chart.put(SEGILIMA, None, 1)
    high = chart.put(SEGILIMA, None, 0, 2)
    chart.simbol[high] = chart.simbol[high].model_copy(update={"kotak": (0, 2, 14, 16)})
    back_out = chart.put(SEGILIMA, None, 1, 2)
    chart.simbol[back_out] = chart.simbol[back_out].model_copy(update={"kotak": (50, 2, 64, 16)})
    decision, end = chart.put(KETUPAT, 1, 0, 2), chart.put(KAPSUL, 2, 0, 2)
    for a, b in ((start, low), (high, decision), (decision, end), (back_in, start)):
        chart.arrow(a, b)
    chart.arrow(decision, back_out, label="Tidak")
    assert chart.edges() == [(1, 2), (2, 1), (2, 3)]
    assert chart.codes() == []


def test_a_label_goes_over_the_break() -> None:
    chart = chain(KETUPAT)
    low, high = chart.put(SEGILIMA, None), chart.put(SEGILIMA, None, page=2)
    end = chart.put(KAPSUL, 1, page=2)
    chart.arrow(0, low, label="Ya")
    chart.arrow(high, end)
    assert chart.build()[0][0].label == "Ya"


def test_a_connector_without_a_partner_is_told() -> None:
    chart = chain(KAPSUL, KAPSUL)
    low = chart.put(SEGILIMA, None)
    chart.arrow(0, low)
    assert "penghubung_lepas" in chart.codes()
    assert chart.edges() == []


def cut(x: float) -> Chart:
    """A line cut by the page: its lower end at x = 15, the upper end of the rest at ``x``."""
    chart = chain(KAPSUL)
    end = chart.put(KAPSUL, 1, page=2)
    chart.arrow(0, None, heads="", path=((15, 14), (15, 480)))
    chart.arrow(None, end, page=2, path=((x, 60), (x, 100)))
    return chart


def test_a_line_cut_by_the_page_is_joined() -> None:
    assert cut(17).edges() == [(1, 2)]
    assert cut(17).codes() == []


def test_ends_apart_are_not_joined_but_told() -> None:
    chart = cut(200)
    assert chart.edges() == []
    assert chart.codes().count("panah_lepas") == 2


# --- checks ----------------------------------------------------------------------------------


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
    chart.arrow(0, 1)
    chart.arrow(1, None, path=((15, 60), (15, 70)))
    chart.arrow(2, 3)
    assert [(d.kode, d.jalur) for d in chart.build()[1]] == [("panah_lepas", "/langkah/1/simbol/0")]


def test_a_doubtful_arrow_stays_and_is_told() -> None:
    chart = chain(KAPSUL, KAPSUL)
    chart.arrow(0, 1, sure=0.5)
    assert chart.edges() == [(1, 2)]
    assert chart.codes() == ["panah_meragukan"]


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


def test_connectors_within_a_page_carry_the_flow_to_the_next_one_below() -> None:
    chart = chain(KAPSUL, SEGILIMA, SEGILIMA, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(2, 3)
    assert chart.edges() == [(1, 4)]
    assert chart.codes() == ["panah_meragukan"]


def test_halves_of_cut_lines_that_both_run_into_the_cut_are_not_joined() -> None:
    chart = Chart()
    a, b = chart.put(KAPSUL, 0), chart.put(KAPSUL, 1, page=2)
    chart.arrow(a, None, page=1, path=((100, 100), (100, 500)))
    chart.arrow(b, None, page=2, path=((100, 200), (100, 20)))
    assert chart.edges() == []


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


# --- lines that stop short, pentagons that carry nothing --------------------------------------


@pytest.mark.parametrize(("gap", "edges"), [(10, [(1, 5)]), (60, [])])
def test_a_line_goes_on_after_a_short_gap(gap: float, edges: list[tuple[int, int]]) -> None:
    chart = chain(KAPSUL)
    end = chart.put(KAPSUL, 4)
    chart.arrow(0, None, path=((15, 14), (15, 40)))
    chart.arrow(None, end, path=((15, 40 + gap), (15, 160)))
    assert chart.edges() == edges


@pytest.mark.parametrize("upwards", [False, True])
def test_a_line_that_runs_off_its_page_reaches_the_symbol_beyond(upwards: bool) -> None:
    chart = chain(KAPSUL)
    end = chart.put(KAPSUL, 9, page=2)
    if upwards:
        chart.arrow(end, None, path=((15, 360), (15, 20)), page=2)
    else:
        chart.arrow(0, None, path=((15, 14), (15, 480)))
    assert chart.edges() == [(10, 1) if upwards else (1, 10)]
    assert "panah_meragukan" in chart.codes()


def test_a_line_that_ends_over_a_symbol_of_its_page_reaches_nothing_beyond() -> None:
    chart = chain(KAPSUL, KOTAK)
    chart.put(KAPSUL, 2, page=2)
    chart.arrow(0, None, path=((15, 14), (15, 30)))
    assert chart.edges() == []


def test_a_half_without_a_head_drawn_beside_one_with_it_is_one_line() -> None:
    chart = cut(16)
    chart.arrow(0, None, path=((25, 14), (25, 480)))
    chart.arrow(None, 1, page=2, path=((25, 60), (25, 100)))
    alur, _ = chart.build()
    assert [(e.dari.langkah, e.ke.langkah, e.terarah) for e in alur] == [(1, 2, True)]


def test_connectors_within_a_page_belong_together_by_their_column() -> None:
    """Two pairs side by side, one of them carrying the flow back up."""
    chart = chain(KAPSUL)
    last = chart.put(KAPSUL, 9, 1)
    down = [chart.put(SEGILIMA, row, 1) for row in (4, 5)]
    up = [chart.put(SEGILIMA, row, 0) for row in (4, 5)]
    chart.arrow(0, down[0])
    chart.arrow(down[1], last)
    chart.arrow(last, up[1])
    chart.arrow(up[0], 0)
    assert chart.edges() == [(1, 10), (10, 1)]


def test_a_pentagon_that_the_flow_runs_through_is_a_step_of_its_row() -> None:
    chart = chain(KAPSUL, SEGILIMA, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(1, 2)
    assert chart.edges() == [(1, 2), (2, 3)]
    assert chart.codes() == []


def test_a_pentagon_that_ends_the_flow_is_a_step_of_its_row() -> None:
    chart = chain(KAPSUL, KOTAK, SEGILIMA)
    chart.arrow(0, 1)
    chart.arrow(1, 2)
    assert chart.edges() == [(1, 2), (2, 3)]


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
