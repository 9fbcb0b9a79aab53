"""Tables of plain text whose columns are drawn as dashes (pandoc's simple and multiline tables).

Source of the form: pandoc's manual, extensions ``simple_tables`` and ``multiline_tables``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.sources.plaintext.markup import PlainCell, PlainTable, cell_of, is_ruler

_COLUMNS = re.compile(r"^\s*-{2,}(?: +-{2,}){2,}\s*$")
_EDGE = re.compile(r"^\s*-{6,}\s*$")
HEAD_LINES = 8


def ruled_table(lines: Sequence[str]) -> tuple[PlainTable, int] | None:
    """The table that starts at the first of ``lines``, and how many lines it takes."""
    ruler = ruler_of(lines)
    if ruler is None:
        return None
    cuts = [m.start() for m in re.finditer(r"-+", lines[ruler])]
    multiline = bool(_EDGE.match(lines[0]))
    end = _end(lines, ruler + 1, multiline)
    head = [line for line in lines[:ruler] if not _EDGE.match(line)]
    rows = [head, *_rows(lines[ruler + 1 : end], multiline)]
    cells = [_cells(row, cuts) for row in rows if row]
    return PlainTable(tuple(row for row in cells if not is_ruler(row))), min(end + 1, len(lines))


def ruler_of(lines: Sequence[str]) -> int | None:
    """The line that draws the columns, a few lines down at most, no blank line before it."""
    for i, line in enumerate(lines[:HEAD_LINES]):
        if "--" in line and _COLUMNS.match(line):
            return i
        if not line.strip():
            return None
    return None


def _end(lines: Sequence[str], start: int, multiline: bool) -> int:
    for i in range(start, len(lines)):
        if _EDGE.match(lines[i]) or _COLUMNS.match(lines[i]) or (not multiline and not lines[i].strip()):
            return i
    return len(lines)


def _rows(lines: Sequence[str], multiline: bool) -> list[list[str]]:
    """The lines of each row: one, or in a multiline table all up to a blank line."""
    if not multiline:
        return [[line] for line in lines]
    rows: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            rows[-1].append(line)
        else:
            rows.append([])
    return rows


def _cells(lines: Sequence[str], cuts: Sequence[int]) -> tuple[PlainCell, ...]:
    ends = [*cuts[1:], None]
    return tuple(
        cell_of("\n".join(line[a:b] for line in lines)) for a, b in zip([0, *cuts[1:]], ends, strict=True)
    )
