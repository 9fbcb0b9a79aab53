"""Step tables printed wider than the sheet: left halves first, right halves on later pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from extract.document import pages_to_sops
from extract.geometry.turning import moved
from extract.sources.page_source import PageSource
from extract.table.grid import Grid
from extract.table.halves import Halves
from schemas.page import Box, Page, Rule
from schemas.raw import RawHalaman, RawSop
from schemas.tinjauan import Kode
from tests.support.paper import STEPS, XS, box, form, head, lane_x, line, row_y, words

MORE = (
    ("4", "Mengarsipkan surat", "Berkas surat", "5 Menit", "Arsip", ""),
    ("5", "Melapor", "Laporan", "1 Jam", "Nota", "lisan"),
)


def clipped(r: Rule, x0: float, x1: float) -> list[Rule]:
    if not r.horizontal:
        return [r] if x0 - 1 <= r.at <= x1 + 1 else []
    lo, hi = max(r.lo, x0), min(r.hi, x1)
    return [replace(r, lo=lo, hi=hi)] if hi > lo else []


def half(page: Page, number: int, x0: float, x1: float) -> Page:
    """The part of a page between two x, printed on a sheet of its own at the same place as the left one."""
    by = x0 - XS[0] if x0 > XS[0] else 0.0
    inside = replace(
        page,
        number=number,
        words=[w for w in page.words if x0 < w.box.cx < x1],
        rules=[c for r in page.rules for c in clipped(r, x0, x1)],
        shapes=[s for s in page.shapes if x0 < s.box.cx < x1],
        connectors=[c for c in page.connectors if x0 < c.points[0][0] < x1],
        heads=[h for h in page.heads if x0 < h.tip[0] < x1],
    )
    return moved(inside, lambda p: (p[0] - by, p[1]), (1, 0, by, 0, 1, 0))


def drawn(page: Page) -> Page:
    page.shapes = [box(lane_x(0), row_y(0)), box(lane_x(1), row_y(1))]
    page.connectors = [line((lane_x(0), row_y(0) + 7), (lane_x(0), row_y(1)), (lane_x(1) - 15, row_y(1)))]
    page.heads = [head((lane_x(1) - 15, row_y(1)), (1.0, 0.0))]
    return page


def read(*pages: Page) -> tuple[list[RawSop], list[RawHalaman]]:
    return pages_to_sops([PageSource(p.number, lambda p=p: (p, None)) for p in pages])


@pytest.mark.parametrize("cut", [4, 5])
@pytest.mark.parametrize("with_header", [True, False])
@pytest.mark.parametrize("over_first", [False, True])
def test_halves_are_read_as_one_table(cut: int, with_header: bool, over_first: bool) -> None:
    first, second = drawn(form(STEPS)), form(MORE, 2, with_header)
    spans = (XS[0], XS[cut]), (XS[cut], XS[-1])
    sheets = [(page, *span) for span in spans for page in (first, second)]
    order = [0, 2, 1, 3] if over_first else [0, 1, 2, 3]
    pages = [half(sheets[k][0], n, *sheets[k][1:]) for n, k in enumerate(order, 1)]
    sops, told = read(*pages)
    assert sorted(sops[0].halaman) == [1, 2, 3, 4]
    assert whole(sops)
    assert [h.isi for h in told] == ["sop"] * 4


@pytest.mark.parametrize("cut", [4, 5])
def test_a_text_that_the_edge_cuts_is_read_once(cut: int) -> None:
    """The file holds it for both strips: off the paper of the second one, or partly on it."""
    page = form(STEPS)
    left, right = (half(page, n, *span) for n, span in enumerate(((XS[0], XS[cut]), (XS[cut], XS[-1])), 1))
    by = XS[cut] - XS[0]
    again = [w for w in left.words if w.box.x1 > XS[cut - 1]]
    right.words += [replace(w, box=Box(w.box.x0 - by, w.box.y0, w.box.x1 - by, w.box.y1)) for w in again]
    sops, _ = read(left, right)
    assert [x.kegiatan.teks for x in sops[0].langkah] == [row[1] for row in STEPS]
    assert [x.kelengkapan.teks for x in sops[0].langkah] == [row[2] for row in STEPS]
    assert [x.waktu.teks for x in sops[0].langkah] == [row[3] for row in STEPS]


@pytest.mark.parametrize("cuts", [(2, 4), (4, 7), (2, 4, 7), (2, 4, 6)])
@pytest.mark.parametrize("over_first", [False, True])
def test_a_table_may_be_cut_into_more_than_two(cuts: tuple[int, ...], over_first: bool) -> None:
    first, second = drawn(form(STEPS)), form(MORE, 2)
    at = [XS[c] for c in (0, *cuts, -1)]
    spans = list(pairwise(at))
    over = [(page, *span) for page in (first, second) for span in spans]
    sheets = over if over_first else [(page, *span) for span in spans for page in (first, second)]
    sops, told = read(*(half(page, n, x0, x1) for n, (page, x0, x1) in enumerate(sheets, 1)))
    assert whole(sops)
    assert [h.isi for h in told] == ["sop"] * len(sheets)


def test_pages_behind_a_half_that_meets_none_are_read_in_their_order() -> None:
    """A form without standards looks like a left half; the block of the next SOP has no table."""
    short, block = half(drawn(form(STEPS)), 1, XS[0], XS[5]), Page(2, 700, 500)
    printed = ("Nomor SOP : 12/SOP/2020", "Tanggal Efektif : 7 Mei 2020", "Nama SOP : Pelayanan Tamu")
    block.words = [w for n, t in enumerate(printed) for w in words(t, 60, 60 + 12 * n)]
    first, second = read(short, block, replace(form(STEPS), number=3))[0]
    assert (first.halaman, second.halaman) == ((1,), (2, 3))
    assert first.identitas.nama_sop is None and second.identitas.nama_sop


def test_a_part_whose_strips_are_not_all_there_is_told() -> None:
    first, second = form(STEPS), form(MORE, 2, with_header=False)
    spans = [(XS[0], XS[2]), (XS[2], XS[4]), (XS[4], XS[-1])]
    sheets = [(page, *span) for span in spans for page in (first, second)][:-1]
    (sop,), told = read(*(half(page, n, x0, x1) for n, (page, x0, x1) in enumerate(sheets, 1)))
    assert [x.nomor for x in sop.langkah] == ["1", "2", "3"]
    assert [d.kode for d in sop.keraguan if d.kode == Kode.ISIAN_TAK_TERBACA]
    assert [h.isi for h in told] == ["sop"] * 5


def whole(sops: Sequence[RawSop]) -> bool:
    assert len(sops) == 1
    rows = [
        (x.nomor, x.kegiatan.teks, x.kelengkapan.teks, x.waktu.teks, x.output.teks, x.keterangan.teks)
        for x in sops[0].langkah
    ]
    assert rows == [*STEPS, *MORE]
    assert [p.label for p in sops[0].pelaksana] == ["Kepala", "Staf"]
    assert len(sops[0].simbol) == 2 and len(sops[0].panah) == 1
    return True


def test_a_table_of_other_heights_is_no_right_half() -> None:
    left = half(form(STEPS), 1, XS[0], XS[4])
    other = half(form((*STEPS, *MORE, *STEPS)), 2, XS[4], XS[-1])
    sops, _ = read(left, other)
    assert all(not x.kegiatan.teks for s in sops for x in s.langkah)


def test_a_whole_table_waits_for_nothing() -> None:
    page = form(STEPS)
    page.words += words("Halaman 1", 300, 480)
    sops, _ = read(page, form(MORE, 2))
    assert [len(s.langkah) for s in sops] == [5]


def test_a_table_up_to_its_remarks_is_whole() -> None:
    names = {"nomor", "kegiatan", "pelaksana", "kelengkapan"}
    grid = Grid([XS[0], XS[-1]], [100.0, 140.0], [])
    assert Halves().half_of(grid, names) == "left"
    assert Halves().half_of(grid, names | {"keterangan"}) is None
