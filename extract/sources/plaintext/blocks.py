"""A text export as a row of blocks: lines, tables of cells, drawings in code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.sources.plaintext.html import html_blocks
from extract.sources.plaintext.markup import Code, PlainLine, PlainTable, cell_of, is_ruler, plain

Block = PlainLine | PlainTable | Code

_HTML_PAGE = re.compile(r"\A\s*(?:<!doctype html|<html\b|<\?xml)", re.IGNORECASE)
_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^\s*(```+|~~~+)")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_GRID_RULE = re.compile(r"^\s*\+(?:[-=:]+\+)+\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
# A row is put together only in a wide table, from a few lines, none of which starts a row of its own.
_LEAST_TABS, _LONGEST_CELL = 5, 25
_NEW_ROW = re.compile(r"^\s*\d{1,3}[.)]?\s*\t")


@dataclass
class _Lines:
    """The lines of a text, read from the front."""

    lines: Sequence[str]
    at: int = 0

    def take_while(self, wanted: re.Pattern[str]) -> list[str]:
        start = self.at
        while self.at < len(self.lines) and wanted.match(self.lines[self.at]):
            self.at += 1
        return list(self.lines[start : self.at])


_HAS_TAB = re.compile(r".*\t")
_HAS_PIPE = re.compile(r"^\s*[|+]")


def blocks_of(text: str) -> list[Block]:
    """The blocks of an export in reading order. Markup ends here: cells and lines are plain text."""
    text = _COMMENT.sub(" ", text)
    if _HTML_PAGE.match(text):
        return html_blocks(text)
    blocks: list[Block] = []
    at = 0
    for table in _HTML_TABLE.finditer(text):
        blocks.extend(_text_blocks(text[at : table.start()]))
        blocks.extend(html_blocks(table.group()))
        at = table.end()
    blocks.extend(_text_blocks(text[at:]))
    return blocks


def _text_blocks(text: str) -> Iterator[Block]:
    source = _Lines(text.replace("\f", "\n\n").split("\n"))
    gap = 0  # blank lines before: a cell or paragraph that goes on has none
    while source.at < len(source.lines):
        line = source.lines[source.at]
        if not line.strip():
            source.at += 1
            gap += 1
            continue
        if fence := _FENCE.match(line):
            yield _code(source, fence)
        elif _HAS_TAB.match(line) and line.strip():
            yield _tab_table(_tab_lines(source))
        elif line.lstrip().startswith("|") or _GRID_RULE.match(line):
            yield _pipe_table(source.take_while(_HAS_PIPE))
        else:
            source.at += 1
            words = plain(line)
            if words:
                yield PlainLine(words, gap, line.endswith((" ", "\t")))
            gap = 0 if words else gap + 1
            continue
        gap = 0


def _code(source: _Lines, fence: re.Match[str]) -> Code:
    source.at += 1
    start = source.at
    while source.at < len(source.lines) and not source.lines[source.at].strip().startswith(fence.group(1)):
        source.at += 1
    body = "\n".join(source.lines[start : source.at])
    source.at += 1
    return Code(body)


def _tab_lines(source: _Lines) -> list[str]:
    """The lines of a tab table, one a row: a cell with line breaks inside is put together again.

    Lines belong to one row where they have, together, exactly the columns of the first row.
    """
    rows: list[str] = []
    while source.at < len(source.lines) and _HAS_TAB.match(source.lines[source.at]):
        tabs = rows[0].count("\t") if rows else 0
        count = _broken_row(source, tabs) if tabs >= _LEAST_TABS else 1
        rows.append("<br>".join(source.lines[source.at : source.at + count]))
        source.at += count
    return rows


def _broken_row(source: _Lines, tabs: int) -> int:
    """How many lines from here make one row of so many tabs; 1 where no number of them does."""
    total = 0
    for count, line in enumerate(source.lines[source.at : source.at + _LONGEST_CELL], start=1):
        if not line.strip() or (count > 1 and _NEW_ROW.match(line)):
            return 1
        total += line.count("\t")
        if total >= tabs:
            return count if total == tabs else 1
    return 1


def _tab_table(lines: Sequence[str]) -> PlainTable:
    rows = [tuple(cell_of(cell) for cell in line.split("\t")) for line in lines]
    return PlainTable(tuple(row for row in rows if not is_ruler(row)))


def _pipe_table(lines: Sequence[str]) -> PlainTable:
    grid = any(_GRID_RULE.match(line) for line in lines)
    raw: list[list[str]] = []
    fresh = True
    for line in lines:
        if _GRID_RULE.match(line) or _PIPE_RULE.match(line):
            fresh = True
            continue
        cells = [cell.replace("\\|", "|") for cell in _PIPE.split(line.strip().strip("|"))]
        if grid and not fresh and raw and len(raw[-1]) == len(cells):
            raw[-1] = [f"{a}\n{b}" for a, b in zip(raw[-1], cells, strict=True)]
        else:
            raw.append(cells)
        fresh = False
    rows = [tuple(cell_of(cell) for cell in row) for row in raw]
    return PlainTable(tuple(row for row in rows if not is_ruler(row)))
