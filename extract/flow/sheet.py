"""Lines that run off their sheet: a program that prints a drawing over several sheets clips nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.flow.arrows import Panah
from extract.table.rows import TablePart
from schemas.page import Point


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
