"""The flow over page breaks: connectors and lines that the page cuts."""

from __future__ import annotations

import pytest

from tests.support.flow_chart import KAPSUL, KETUPAT, KOTAK, SEGILIMA, Chart, chain


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


def cut(x: float, row: int = 1) -> Chart:
    """A line cut by the page: its lower end at x = 15, the upper end of the rest at ``x``."""
    chart = chain(KAPSUL)
    end = chart.put(KAPSUL, row, page=2)
    chart.arrow(0, None, heads="", path=((15, 14), (15, 480)))
    chart.arrow(None, end, page=2, path=((x, 60), (x, 100)))
    return chart


def test_a_line_cut_by_the_page_is_joined() -> None:
    assert cut(17).edges() == [(1, 2)]
    assert cut(17).codes() == []


def test_a_line_that_two_sheets_show_whole_is_one() -> None:
    chart = chain(KAPSUL)
    end = chart.put(KAPSUL, 1, page=2)
    path = ((15.0, 480.0), (90.0, 480.0), (90.0, 560.0), (140.0, 560.0))
    chart.arrow(0, None, page=1, path=path)
    chart.arrow(None, end, page=2, path=tuple((x, y - 500) for x, y in path))
    assert chart.edges() == [(1, 2)]
    assert chart.codes() == []


def test_ends_apart_are_not_joined_but_told() -> None:
    chart = cut(200, row=2)
    assert chart.edges() == []
    assert chart.codes().count("panah_lepas") == 2


def test_connectors_within_a_page_carry_the_flow_to_the_next_one_below() -> None:
    chart = Chart()
    kinds = ((KAPSUL, 0), (SEGILIMA, 0), (SEGILIMA, 2), (KAPSUL, 2))
    a, out, into, b = (chart.put(kind, row, column) for row, (kind, column) in enumerate(kinds))
    chart.arrow(a, out)
    chart.arrow(into, b)
    assert chart.edges() == [(1, 4)]
    assert chart.codes() == ["panah_meragukan"]


def test_connectors_over_one_another_within_a_page_carry_the_flow_surely() -> None:
    """As sheets have them where their print is cut; with two under one, either may be meant."""
    chart = chain(KAPSUL, SEGILIMA, SEGILIMA, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(2, 3)
    assert (chart.edges(), chart.codes()) == ([(1, 4)], [])
    second = chart.put(SEGILIMA, 4), chart.put(KAPSUL, 5)
    chart.arrow(*second)
    assert "panah_meragukan" in chart.codes()


def test_halves_of_cut_lines_that_both_run_into_the_cut_are_not_joined() -> None:
    chart = Chart()
    a, b = chart.put(KAPSUL, 0), chart.put(KAPSUL, 2, page=2)
    chart.arrow(a, None, page=1, path=((100, 100), (100, 500)))
    chart.arrow(b, None, page=2, path=((100, 200), (100, 20)))
    assert chart.edges() == []


@pytest.mark.parametrize(("gap", "edges"), [(10, [(1, 5)]), (60, [])])
def test_a_line_goes_on_after_a_short_gap(gap: float, edges: list[tuple[int, int]]) -> None:
    chart = chain(KAPSUL)
    end = chart.put(KAPSUL, 4)
    chart.arrow(0, None, path=((15, 14), (15, 40)))
    chart.arrow(None, end, path=((15, 40 + gap), (15, 160)))
    assert chart.edges() == edges


@pytest.mark.parametrize(
    ("heads", "tip", "edges"),
    [("b", 60.0, [(1, 3)]), ("", 60.0, []), ("b", 30.0, []), ("a", 60.0, [])],
)
def test_a_head_that_stops_short_points_at_the_next_symbol(
    heads: str, tip: float, edges: list[tuple[int, int]]
) -> None:
    chart = chain(KAPSUL)
    chart.put(KAPSUL, 2)
    chart.arrow(0, None, heads=heads, path=((15, 14), (15, tip)))
    assert chart.edges() == edges
    assert chart.codes() == (["panah_meragukan"] if edges else ["panah_lepas"])


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


def test_stubs_of_a_line_that_the_page_cuts_close_to_its_symbols_are_joined() -> None:
    chart = chain(KAPSUL)
    chart.put(KAPSUL, 1, page=2)
    chart.arrow(0, 0, heads="", path=((15, 14), (15, 22)))
    chart.arrow(1, 1, path=((15, 12), (15, 20)), page=2)
    assert (chart.edges(), chart.codes()) == ([(1, 2)], [])


def test_a_stub_alone_is_a_mark_at_its_symbol() -> None:
    chart = chain(KAPSUL, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(1, 1, heads="", path=((15, 34), (15, 42)))
    assert (chart.edges(), chart.codes()) == ([(1, 2)], [])


def test_a_line_that_runs_off_its_page_to_the_next_step_is_a_remark() -> None:
    chart = chain(KAPSUL)
    chart.put(KAPSUL, 1, page=2)
    chart.arrow(0, None, path=((15, 14), (15, 480)))
    assert (chart.edges(), chart.codes()) == ([(1, 2)], ["ujung_disimpulkan"])


@pytest.mark.parametrize(("heads", "rows", "edges"), [("b", 1, [(1, 2)]), ("", 2, []), ("b", 2, [])])
def test_a_head_off_a_scanned_page_reaches_the_symbol_beyond_where_no_row_lacks_one(
    heads: str, rows: int, edges: list[tuple[int, int]]
) -> None:
    chart = chain(KAPSUL)
    chart.put(KAPSUL, rows, page=2)
    chart.arrow(0, None, heads=heads, path=((15, 14), (15, 300)))
    assert chart.edges(scanned=(1, 2)) == edges


@pytest.mark.parametrize(("row", "between", "edges"), [(1, False, [(1, 4)]), (1, True, []), (-1, False, [])])
def test_two_lines_that_run_into_one_rule_are_joined_by_what_lies_on_it(
    row: int, between: bool, edges: list[tuple[int, int]]
) -> None:
    """From its two sides; both from one side they go on over the edge of the page."""
    chart = Chart()
    a, b = chart.put(KAPSUL, 0, 0), chart.put(KAPSUL, 3, 2)
    if between:
        chart.put(KOTAK, None, 1)
        chart.simbol[-1] = chart.simbol[-1].model_copy(update={"kotak": (50, 20, 80, 34)})
    chart.arrow(a, None, heads="", path=((15, 14), (15, 27)))
    chart.arrow(None, b, path=((115, 27.5), (115, 27.5 + 12.5 * row)))
    assert chart.edges() == edges


def test_a_line_that_ends_over_a_symbol_of_its_page_reaches_nothing_beyond() -> None:
    chart = Chart()
    for row, page in ((0, 1), (2, 1), (3, 2)):
        chart.put(KAPSUL, row, page=page)
    chart.arrow(0, None, heads="", path=((15, 14), (15, 30)))
    assert chart.edges() == []


def test_a_line_cut_off_leads_to_the_next_step_that_nothing_else_leads_to() -> None:
    chart = chain(KAPSUL, KOTAK, KOTAK, KAPSUL)
    chart.arrow(0, 1)
    chart.arrow(1, None, path=((15, 60), (25, 70)))
    chart.arrow(2, None, heads="a", path=((15, 75), (40, 75)))
    chart.arrow(2, 3)
    edges, doubts = chart.build()
    assert [(e.dari.langkah, e.ke.langkah) for e in edges] == [(1, 2), (2, 3), (3, 4)]
    assert [(d.kode, d.jalur) for d in doubts] == [("ujung_disimpulkan", "/alur/1")]


def test_a_line_cut_off_beside_two_symbols_of_the_next_step_stays_loose() -> None:
    chart = chain(KAPSUL, KOTAK)
    chart.put(KOTAK, 1, 1)
    chart.arrow(0, None, path=((15, 14), (25, 20)))
    assert chart.edges() == []
    assert "panah_lepas" in chart.codes()


def test_a_half_without_a_head_drawn_beside_one_with_it_is_one_line() -> None:
    chart = cut(16)
    chart.arrow(0, None, path=((25, 14), (25, 480)))
    chart.arrow(None, 1, page=2, path=((25, 60), (25, 100)))
    alur, _ = chart.build()
    assert [(e.dari.langkah, e.ke.langkah, e.terarah) for e in alur] == [(1, 2, True)]


def test_a_way_back_without_a_head_beside_the_way_on_is_no_copy_of_it() -> None:
    """Both are cut by the page; the decision on the second page answers on the one that leads back."""
    chart = Chart()
    first, decision = chart.put(KOTAK, 0, 0), chart.put(KETUPAT, 1, 0, 2)
    chart.arrow(first, None, heads="", path=((15, 14), (15, 480)))
    chart.arrow(None, decision, page=2, path=((15, 10), (15, 40)))
    chart.arrow(first, None, heads="", path=((30, 7), (60, 7), (60, 480)))
    chart.arrow(decision, None, heads="", label="Tidak", page=2, path=((30, 47), (60, 47), (60, 10)))
    alur, _ = chart.build()
    assert [(e.dari.langkah, e.ke.langkah, e.label) for e in alur] == [(1, 2, None), (2, 1, "Tidak")]


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
