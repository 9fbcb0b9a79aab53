"""What a scanned drawing lacks: whether ink was lost there, or nothing is drawn."""

from __future__ import annotations

from extract.flow.as_read import not_drawn, raw_symbol
from extract.flow.symbols import Simbol
from extract.table.grid import Grid
from extract.table.header import Kolom
from extract.table.rows import Baris, TablePart
from schemas.page import Box, Page, Word
from schemas.raw import RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

KOLOM = (
    Kolom(0, 100, "kegiatan", "Kegiatan"),
    Kolom(100, 200, "pelaksana", "Lurah"),
    Kolom(200, 300, "output", "Output"),
)
ROWS = (Box(0, 0, 300, 40), Box(0, 40, 300, 80))


def table(*stray: Box, source: str = "piksel") -> TablePart:
    page = Page(1, 300, 100, stray=list(stray), source=source)
    rows = [Baris(1, b, {2: [Word("Surat", Box(205, b.y0 + 10, 230, b.y0 + 18), size=8)]}) for b in ROWS]
    return TablePart(page, Grid([0, 300], [0, 80], []), KOLOM, None, Box(0, 0, 300, 80), rows)


def symbol(y0: float, y1: float) -> RawSimbol:
    return RawSimbol(
        id=0, jenis=JenisSimbol.KOTAK, langkah=0, pelaksana=0, halaman=1, kotak=(120.0, y0, 180.0, y1)
    )


def codes(part: TablePart, *symbols: RawSimbol) -> list[tuple[Kode, str]]:
    return [(d.kode, d.jalur) for d in not_drawn([(part, [0, 1])], symbols)]


def test_a_row_without_ink_among_its_executors_has_no_symbol() -> None:
    assert codes(table(), symbol(10, 30)) == [(Kode.SIMBOL_TAK_ADA, "/langkah/1/simbol")]


def test_stray_ink_or_a_symbol_of_the_row_above_may_be_its_symbol() -> None:
    assert codes(table(Box(130, 50, 150, 60)), symbol(10, 30)) == []
    assert codes(table(), symbol(20, 65)) == []
    assert codes(table(source="vektor"), symbol(10, 30)) == []


def test_an_arrow_may_be_lost_only_where_ink_stands_at_the_symbol() -> None:
    s = Simbol(JenisSimbol.KOTAK, Box(120, 10, 180, 30), (), 0, 0)

    def clean(part: TablePart, *loose: Box) -> bool:
        return raw_symbol(s, 0, [0, 1], [0], part, loose).bersih

    assert clean(table())
    assert clean(table(Box(130, 60, 150, 70)))
    assert not clean(table(Box(150, 31, 151, 50)))
    assert not clean(table(), Box(182, 15, 199, 22))
    assert not clean(table(source="vektor"))
