"""What was read of a drawing as it is handed on, and what its page shows to be no drawing at all.

A page of pixels knows the ink that nothing explains (``Page.stray``). Where a symbol or a row has none,
no arrow and no symbol was lost there: the document was drawn so. A line may run off its sheet: a program
that prints a drawing over several sheets clips nothing. Lengths are PDF points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.flow.arrows import Panah
from extract.flow.ink import Leftover
from extract.flow.labels import Frasa
from extract.flow.left import IN_ROW
from extract.flow.symbols import Simbol
from extract.geometry.nearby import around
from extract.table.rows import TablePart
from schemas.page import Box, Point
from schemas.raw import RawDoubt, RawPanah, RawSimbol
from schemas.tinjauan import Kode

NEAR = 10.0  # points around a symbol in which a lost arrow would end

Placed = tuple[TablePart, Sequence[int]]  # the table on one page, and the step of each of its rows


def raw_symbol(
    s: Simbol, number: int, rows: Sequence[int], lanes: Sequence[int], part: TablePart, loose: Sequence[Box]
) -> RawSimbol:
    """``loose``: what is printed or drawn among the executors and belongs to nothing."""
    reach = s.box.grow(NEAR)
    piksel = part.page.of_pixels
    return RawSimbol(
        id=number,
        jenis=s.jenis,
        langkah=rows[s.baris] if s.baris is not None else None,
        pelaksana=lanes[s.pelaksana] if s.pelaksana is not None else None,
        teks=s.teks,
        halaman=part.page.number,
        kotak=s.box.rounded(),
        keyakinan=s.sure,
        bersih=piksel and not any(reach.overlap(b) for b in (*part.page.stray, *loose)),
    )


def raw_arrow(a: Panah, first: int, label: str | None, part: TablePart) -> RawPanah:
    return RawPanah(
        a=None if a.a is None else first + a.a,
        b=None if a.b is None else first + a.b,
        kepala_a=a.head_a,
        kepala_b=a.head_b,
        label=label,
        halaman=part.page.number,
        titik=tuple((round(x, 1), round(y, 1)) for x, y in path_on_sheet(a, part)),
        keyakinan=a.sure,
    )


def path_on_sheet(a: Panah, part: TablePart) -> tuple[Point, ...]:
    """The path of an arrow. One with a loose end off the sheet ends where it leaves the table's rows: what
    it does beyond is drawn again on the sheet where it belongs.
    """
    path = a.path
    if a.b is None:
        path = cut_off(path, part)
    if a.a is None:
        path = cut_off(path[::-1], part)[::-1]
    return path


def cut_off(path: Sequence[Point], part: TablePart) -> tuple[Point, ...]:
    """A path cut at the table's lower or upper edge, if its last point lies off the sheet."""
    if not path or 0 <= path[-1][1] <= part.page.height:
        return tuple(path)
    edge = part.box.y1 if path[-1][1] > 0 else part.box.y0
    for n, (p, q) in enumerate(pairwise(path), 1):
        if (p[1] - edge) * (q[1] - edge) < 0:
            share = (edge - p[1]) / (q[1] - p[1])
            return (*path[:n], (p[0] + share * (q[0] - p[0]), edge))
    return tuple(path)


def belongs_to_nothing(loose: Sequence[Frasa], ink: Sequence[Leftover]) -> list[Box]:
    return [*(f.box for f in loose), *(around(left.at, 1.0) for left in ink)]


def not_drawn(placed: Sequence[Placed], symbols: Sequence[RawSimbol]) -> Iterator[RawDoubt]:
    """The rows of scanned pages without a symbol among whose executors nothing is drawn that was not read."""
    parts = Counter(step for _, rows in placed for step in rows)
    filled = {s.langkah for s in symbols}
    for part, rows in placed:
        columns = [k for k in part.kolom if k.isi == "pelaksana"]
        if not columns or not part.page.of_pixels:
            continue
        own = [Box(*s.kotak) for s in symbols if s.halaman == part.page.number and s.kotak]
        for b, step in zip(part.baris, rows, strict=True):
            lanes = Box(columns[0].x0, b.box.y0, columns[-1].x1, b.box.y1)
            if parts[step] == 1 and step not in filled and is_bare(lanes, own, part.page.stray):
                yield RawDoubt(kode=Kode.SIMBOL_TAK_ADA, jalur=f"/langkah/{step}/simbol")


def is_bare(lanes: Box, symbols: Sequence[Box], stray: Sequence[Box]) -> bool:
    """Whether no symbol of another row reaches among the executors of a row, and no stray ink."""
    inside = Box(lanes.x0, lanes.y0 + IN_ROW * lanes.height, lanes.x1, lanes.y1 - IN_ROW * lanes.height)
    return not any(inside.overlap(b) for b in symbols) and not any(lanes.overlap(b) for b in stray)
