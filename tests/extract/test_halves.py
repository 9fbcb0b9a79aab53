"""Step tables printed wider than the sheet: left halves first, right halves on later pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import pages_to_sops
from extract.sources.page_source import PageSource
from schemas.page import Page, Rule
from schemas.raw import RawHalaman, RawSop
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
    out = Page(number, page.width, page.height)
    for w in page.words:
        if x0 < w.box.cx < x1:
            out.words.append(replace(w, box=replace(w.box, x0=w.box.x0 - by, x1=w.box.x1 - by)))
    for r in page.rules:
        for c in clipped(r, x0, x1):
            moved = (c.at, c.lo - by, c.hi - by) if c.horizontal else (c.at - by, c.lo, c.hi)
            out.rules.append(replace(c, at=moved[0], lo=moved[1], hi=moved[2]))
    out.shapes = [s for s in page.shapes if x0 < s.box.cx < x1]
    out.connectors, out.heads = (page.connectors, page.heads) if x0 <= XS[0] else ([], [])
    return out


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
    assert len(sops) == 1
    assert sorted(sops[0].halaman) == [1, 2, 3, 4]
    rows = [
        (x.nomor, x.kegiatan.teks, x.kelengkapan.teks, x.waktu.teks, x.output.teks, x.keterangan.teks)
        for x in sops[0].langkah
    ]
    assert rows == [*STEPS, *MORE]
    assert [p.label for p in sops[0].pelaksana] == ["Kepala", "Staf"]
    assert len(sops[0].simbol) == 2 and len(sops[0].panah) == 1
    assert [h.isi for h in told] == ["sop"] * 4


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
