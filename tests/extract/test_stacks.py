"""Several SOPs on one page or sheet: an identity block under the steps of the SOP before it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from extract.document import pages_to_sops
from extract.sources.page_source import PageSource
from schemas.page import Box, Page, Rule
from schemas.raw import RawSop
from tests.support.paper import BODY, ROW, STEPS, TOP, XS, form, lattice, words

LINE = 18.0  # a row of the block
FIELDS = (
    ("Nomor SOP", "065/{}/ORG"),
    ("Tgl. Pembuatan", "04 Maret 2021"),
    ("Tgl. Efektif", "12 April 2021"),
    ("Nama SOP", "Penataan Berkas {}"),
)
MIDDLE, VALUES = XS[4], XS[5] + 30


def add_sop(page: Page, n: int, top: float) -> float:
    """A block of four lines and a table of three steps from ``top`` on; where they end."""
    end = top + LINE * len(FIELDS)
    page.rules += lattice((XS[0], MIDDLE, VALUES, XS[-1]), (top, end))
    page.rules += [Rule(True, top + LINE * k, MIDDLE, XS[-1]) for k in range(1, len(FIELDS))]
    for k, (label, value) in enumerate(FIELDS):
        page.words += words(label, MIDDLE + 2, top + LINE * k + 4)
        page.words += words(value.format(n), VALUES + 2, top + LINE * k + 4)
    return end


def add_table(page: Page, top: float, skip_header: bool = False) -> float:
    drawn = form(STEPS)
    start = BODY if skip_header else TOP
    by = top - start
    page.rules += [moved(r, by) for r in drawn.rules if (r.at if r.horizontal else r.lo) >= start - 1]
    page.words += [
        replace(w, box=Box(w.box.x0, w.box.y0 + by, w.box.x1, w.box.y1 + by))
        for w in drawn.words
        if w.box.y0 >= start
    ]
    return BODY + ROW * len(STEPS) + by


def moved(r: Rule, by: float) -> Rule:
    return replace(r, at=r.at + by) if r.horizontal else replace(r, lo=r.lo + by, hi=r.hi + by)


def read(*pages: Page) -> list[RawSop]:
    sources = [PageSource(p.number, partial(lambda page: (page, None), p)) for p in pages]
    return pages_to_sops(sources)[0]


def numbers(sops: list[RawSop]) -> list[str | None]:
    return [s.identitas.nomor_sop.teks if s.identitas.nomor_sop else None for s in sops]


@pytest.mark.parametrize("gap", [0.0, 30.0])
def test_sops_under_one_another(gap: float) -> None:
    page = Page(1, 700, 1400)
    y = 40.0
    for n in (1, 2, 3):
        y = add_table(page, add_sop(page, n, y)) + gap
    sops = read(page)
    assert numbers(sops) == ["065/1/ORG", "065/2/ORG", "065/3/ORG"]
    assert [len(s.langkah) for s in sops] == [3, 3, 3]
    assert [s.identitas.nama_sop.teks for s in sops if s.identitas.nama_sop][2] == "Penataan Berkas 3"


@pytest.mark.parametrize("gap", [0.0, 30.0])
def test_a_block_under_the_end_of_a_table_that_began_on_the_page_before(gap: float) -> None:
    first, second = Page(1, 700, 500), Page(2, 700, 900)
    add_table(first, add_sop(first, 1, 40.0))
    end = add_table(second, 40.0, skip_header=True)
    add_table(second, add_sop(second, 2, end + gap))
    sops = read(first, second)
    assert numbers(sops) == ["065/1/ORG", "065/2/ORG"]
    assert [len(s.langkah) for s in sops] == [6, 3]


def test_a_block_under_a_table_whose_own_table_stands_on_the_next_page() -> None:
    first, second = Page(1, 700, 700), Page(2, 700, 500)
    end = add_table(first, add_sop(first, 1, 40.0))
    add_sop(first, 2, end + 30)
    add_table(second, 40.0)
    sops = read(first, second)
    assert numbers(sops) == ["065/1/ORG", "065/2/ORG"]
    assert [len(s.langkah) for s in sops] == [3, 3]
