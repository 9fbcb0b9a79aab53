"""Columns that the form does not know: where their texts are told."""

from __future__ import annotations

import pytest

from extract.sop import unknown_cells
from extract.table.grid import Grid
from extract.table.header import Kolom
from extract.table.rows import Baris, TablePart
from extract.table.tables import tables_on
from schemas.page import Box, Page, Word
from schemas.tinjauan import Kode
from tests.support.paper import BODY, LEVEL, ROW, TOP, XS, centred, h, lattice, words

FRONT = [("nomor", "No"), ("kegiatan", "Kegiatan"), ("pelaksana", "Lurah"), ("kelengkapan", "Kelengkapan")]


def told(*columns: tuple[str, str]) -> list[tuple[Kode, str]]:
    """Where the texts of one row with these columns behind the usual ones are told."""
    kolom = tuple(Kolom(n * 50, n * 50 + 50, *c) for n, c in enumerate([*FRONT, *columns]))
    box = Box(0, 0, kolom[-1].x1, 40)
    words = {n: [Word(f"isi{n}", Box(k.x0 + 5, 10, k.x0 + 30, 18))] for n, k in enumerate(kolom)}
    del words[2]
    row = Baris(1, box, words)
    part = TablePart(Page(1, 600, 100), Grid([0, box.x1], [0, 40], []), kolom, None, box, [row])
    return [(d.kode, d.jalur) for d in unknown_cells(part, row, 3)]


def test_a_column_without_a_name_is_told_at_the_field_that_the_table_lacks() -> None:
    unread = Kode.KOLOM_TAK_DIKENAL
    assert told(("waktu", "Waktu"), ("lain", "")) == [(unread, "/langkah/3/mutu_baku/output")]
    assert told(("lain", ""), ("lain", "")) == [
        (unread, "/langkah/3/mutu_baku/waktu"),
        (unread, "/langkah/3/mutu_baku/output"),
    ]


def test_a_column_beside_all_those_of_the_form() -> None:
    rest = (("waktu", "Waktu"), ("output", "Output"))
    assert told(*rest, ("lain", "Biaya")) == [(Kode.KOLOM_TAMBAHAN, "/langkah")]
    assert told(*rest, ("lain", "")) == [(Kode.KOLOM_TAK_DIKENAL, "/langkah/3/keterangan")]
    assert told(*rest, ("keterangan", "Ket."), ("lain", "")) == [(Kode.KOLOM_TAK_DIKENAL, "/langkah/3")]


@pytest.mark.parametrize("text", ["", "Agenda surat"])
def test_a_name_beside_those_under_a_title_that_lost_its_dividers(text: str) -> None:
    """The time stands before the executors, so nothing but the title would tell them."""
    names = ("No", "Kegiatan", "Waktu", "Camat", "Lurah", "Kelengkapan", "Output", "Keterangan")
    page = Page(1, 700, 500, source="piksel", rules=lattice(XS, [TOP, BODY, BODY + ROW, BODY + 2 * ROW]))
    page.rules += [h(LEVEL, XS[3], XS[4]), h(LEVEL, XS[5], XS[7])]
    page.words = centred("Pelaksana", Box(XS[3], TOP, XS[4], LEVEL))
    page.words += centred("Mutu Baku", Box(XS[5], TOP, XS[6], LEVEL))
    for n, name in enumerate(names):
        page.words += centred(name, Box(XS[n], LEVEL if n in (3, 5, 6) else TOP, XS[n + 1], BODY))
    for n, row in enumerate((("1", "Menulis", "1 Jam", "", text), ("2", "Mengirim", "2 Jam", "", text))):
        for x, cell in zip(XS, (*row, "Konsep", "Surat"), strict=False):
            page.words += words(cell, x + 2, BODY + ROW * n + 6)
    ((_, header),) = tables_on(page)[1]
    assert [k.label for k in header.of("pelaksana")] == (["Camat"] if text else ["Camat", "Lurah"])
    page.words = [w for w in page.words if w.text != "Pelaksana"]
    ((_, header),) = tables_on(page)[1]
    assert [k.label for k in header.of("pelaksana")] == (["Camat"] if text else ["Camat", "Lurah"])
