"""The borders of cells that a file states, as ruled lines of the page. Lengths are points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.geometry.groups import runs
from schemas.page import Rule

SEEN = 0.1  # points: what is left of a hidden row or column is no wider

Edge = tuple[int, int]  # a line and the row or column along it, both from 0
Area = tuple[int, int, int, int]  # of a cell: the lines at its left and top, at its right and bottom
Sides = tuple[bool, ...]  # of a cell, whether drawn: top, right, bottom, left


@dataclass(frozen=True, slots=True)
class Axis:
    """Positions of the lines between rows or columns, from line 0; those beyond have a usual size."""

    lines: Sequence[float]
    usual: float = 0.0

    def at(self, i: int) -> float:
        """Position of line ``i``: where row or column ``i``, counted from 0, starts."""
        last = len(self.lines) - 1
        return self.lines[i] if i <= last else self.lines[-1] + (i - last) * self.usual

    def point(self, i: int, offset: float) -> float:
        """A point in row or column ``i`` (from 0); what lies in a hidden one shrinks to its line."""
        return min(self.at(i) + max(offset, 0.0), self.at(i + 1))


def edges_of(cells: Iterable[tuple[Area, Sides]]) -> tuple[set[Edge], set[Edge]]:
    """The drawn edges of cells: flat ones, upright ones."""
    flat: set[Edge] = set()
    upright: set[Edge] = set()
    for (c0, r0, c1, r1), (top, right, bottom, left) in cells:
        flat |= {(r, c) for r, drawn in ((r0, top), (r1, bottom)) if drawn for c in range(c0, c1)}
        upright |= {(c, r) for c, drawn in ((c0, left), (c1, right)) if drawn for r in range(r0, r1)}
    return flat, upright


def rules_along(flat: Iterable[Edge], upright: Iterable[Edge], rows: Axis, columns: Axis) -> list[Rule]:
    """The rules that edges make: ``flat`` ones on lines of the rows, ``upright`` ones on those of columns."""
    return [*joined(flat, True, rows, columns), *joined(upright, False, columns, rows)]


def joined(edges: Iterable[Edge], horizontal: bool, lines: Axis, along: Axis) -> list[Rule]:
    """Edges that follow one another on a line as one rule each."""
    per_line: dict[int, list[int]] = defaultdict(list)
    for line, i in sorted(edges):
        per_line[line].append(i)
    out: list[Rule] = []
    for line, cells in per_line.items():
        pieces = runs(cells, lambda a, b: b != a + 1)
        spans = [(along.at(piece[0]), along.at(piece[-1] + 1)) for piece in pieces]
        out += [Rule(horizontal, lines.at(line), lo, hi, 0.5, "border") for lo, hi in spans if hi - lo > SEEN]
    return out
