"""Rows of a step table that are no steps."""

from __future__ import annotations

import itertools

import pytest

from extract.document import pages_to_sops
from extract.sources.page_source import PageSource
from schemas.page import Box, Page
from schemas.raw import RawSop
from tests.support.paper import BODY, ROW, STEPS, XS, box, centred, form, h, lane_x, part_of, row_y, v, words

MORE = (("4", "Mengarsipkan surat", "Surat", "5 Menit", "Arsip", ""), ("5", "Melapor", "", "1 Jam", "", ""))


def steps(page: Page) -> list[str]:
    return [" ".join(w.text for w in b.words.get(1, [])) for b in part_of(page).baris]


def told(page: Page) -> list[str]:
    return [" ".join(w.text for w in aside) for aside in part_of(page).asides]


def merged(row: int, rows: int, *texts: tuple[float, str]) -> Page:
    """The form with a row whose cells are one, with texts at some x."""
    table = [*STEPS, *MORE][:rows]
    table.insert(row, ("",) * 6)
    page = form(table)
    top, bottom = BODY + ROW * row, BODY + ROW * (row + 1)
    uprights = [r for r in page.rules if not r.horizontal and r.lo >= BODY]
    page.rules = [r for r in page.rules if r not in uprights]
    foot = BODY + ROW * len(table)
    page.rules += [v(x, a, b) for x in XS[1:-1] for a, b in ((BODY, top), (bottom, foot)) if b > a]
    page.rules += [v(x, BODY, BODY + ROW * len(table)) for x in (XS[0], XS[-1])]
    for x, text in texts:
        page.words += words(text, x, top + 8)
    return page


@pytest.mark.parametrize("row", [0, 2, 4])
@pytest.mark.parametrize("text", ["A. PENGAWASAN", "Tahap persiapan dan pelaksanaan kegiatan di lapangan"])
def test_a_heading_over_all_columns(row: int, text: str) -> None:
    page = merged(row, 4, (XS[0] + 4, text))
    assert len(steps(page)) == 4
    assert told(page) == [text]


@pytest.mark.parametrize(
    "row",
    [
        ("A.", "PENGAWASAN", "", "", "", ""),
        ("II", "Tahap pelaksanaan", "", "", "", ""),
        ("", "Jumlah", "", "38 jam", "", ""),
        ("", "Total waktu", "", "2 hari", "", ""),
        ("", "Waktu total", "", "2 hari", "", ""),
    ],
)
def test_a_heading_or_a_total_by_its_words(row: tuple[str, ...]) -> None:
    page = form([*STEPS, row])
    assert steps(page) == [s[1] for s in STEPS]
    assert told(page) == [" ".join(t for t in row if t)]


@pytest.mark.parametrize(
    "row",
    [
        ("4", "Total barang dihitung", "", "1 Jam", "", ""),
        ("a", "Memeriksa berkas", "", "", "", ""),
        ("", "Menghitung jumlah", "", "", "", ""),
        ("A.", "Mengawasi", "Berkas", "1 Jam", "", ""),
    ],
)
def test_a_step_stays(row: tuple[str, ...]) -> None:
    assert steps(form([*STEPS, row]))[-1] == row[1]


def test_a_row_with_a_symbol_is_a_step() -> None:
    page = form([*STEPS, ("A.", "Mengawasi", "", "", "", "")])
    page.shapes.append(box(lane_x(0), row_y(3)))
    assert len(steps(page)) == 4


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_numbering_row_on_a_page_that_goes_on(lost: int) -> None:
    """The numbers of the first columns may be cut off with them."""
    page = form([("",) * 6, *MORE], 2, with_header=False)
    for n, (a, b) in list(enumerate(itertools.pairwise(XS), 1))[lost:]:
        page.words += centred(f"({n})", Box(a, BODY, b, BODY + ROW))
    page.rules += [h(BODY, XS[0], XS[-1])]
    sheets = [PageSource(p.number, lambda p=p: (p, None)) for p in (form(STEPS), page)]
    sops: list[RawSop] = pages_to_sops(sheets)[0]
    assert [x.nomor for x in sops[0].langkah] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("said", ["Mengetahui,", "Ditetapkan di Kota"])
def test_a_signature_in_the_frame_is_no_step(said: str) -> None:
    page = form([*STEPS, ("", said, "", "", "", ""), ("", "NIP. 196001011990011001", "", "", "", "")])
    assert steps(page) == [s[1] for s in STEPS]


def test_to_approve_is_a_step() -> None:
    assert len(steps(form([*STEPS, ("4", "Menyetujui konsep", "", "", "", "")]))) == 4
