"""Two pages on one sheet: parted in the middle, each read as a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import pages_to_sops
from extract.geometry.turning import moved
from extract.geometry.two_up import pages_of
from extract.sources.page_source import PageSource
from schemas.page import Page
from tests.support.paper import BODY, HEIGHT, STEPS, WIDTH, XS, form, words

LATER = tuple((str(n), "Menyimpan surat masuk", "Surat", "5 Menit", "Arsip", "") for n in range(4, 9))


def sheet_of(first: Page, second: Page, upright: bool) -> Page:
    """Two pages side by side, or one over the other."""
    dx, dy = (WIDTH, 0.0) if upright else (0.0, HEIGHT)
    other = moved(second, lambda p: (p[0] + dx, p[1] + dy), (1, 0, -dx, 0, 1, -dy))
    return replace(
        first,
        width=WIDTH + dx,
        height=HEIGHT + dy,
        words=[*first.words, *other.words],
        rules=[*first.rules, *other.rules],
    )


def read(*pages: Page):
    return pages_to_sops([PageSource(p.number, lambda p=p: (p, None)) for p in pages])


@pytest.mark.parametrize("upright", [True, False])
def test_a_table_goes_on_on_the_second_page_of_a_sheet(upright: bool) -> None:
    sops, pages = read(sheet_of(form(STEPS), form(LATER, with_header=False), upright))
    assert [len(s.langkah) for s in sops] == [8]
    assert [s.halaman for s in sops] == [(1,)]
    assert [(p.halaman, p.isi) for p in pages] == [(1, "sop")]


@pytest.mark.parametrize("upright", [True, False])
def test_both_pages_keep_their_places(upright: bool) -> None:
    first, second = form(STEPS), form(LATER)
    pages = pages_of(sheet_of(first, second, upright))
    assert [len(p.words) for p in pages] == [len(first.words), len(second.words)]
    assert {p.number for p in pages} == {1}
    assert pages[0].words == first.words


def test_one_page_is_one() -> None:
    page = form(STEPS)
    assert pages_of(page) == [page]
    notes = words("Catatan pinggir yang pendek saja", XS[-1] + 80, BODY)
    wide = replace(page, width=2 * WIDTH, words=[*page.words, *notes])
    assert pages_of(wide) == [wide]


def test_a_word_in_the_strip_holds_a_sheet_together() -> None:
    sheet = sheet_of(form(STEPS), form(LATER), True)
    middle = WIDTH - (WIDTH - XS[-1] + XS[0]) / 2 + XS[0]
    sheet.words += words("x", middle, BODY)  # a speck does not
    assert len(pages_of(sheet)) == 2
    sheet.words += words("melintas seluruh tengah lembar ini", middle - 60, BODY)
    assert len(pages_of(sheet)) == 1
