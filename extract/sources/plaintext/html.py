"""HTML pages and HTML tables inside other text as blocks, spans told cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from extract.sources.plaintext.markup import (
    EMPTY,
    Code,
    PlainCell,
    PlainLine,
    PlainTable,
    cell_of,
    is_ruler,
    plain,
)

_BLOCK_TAGS = {
    *("p", "div", "br", "hr", "section", "header"),
    *("li", "ul", "ol"),
    *(f"h{n}" for n in range(1, 7)),
}
_SILENT = {"script", "style", "head", "template", "noscript"}
_KEPT = {"br", "p", "div", "ul", "ol", "li", "pre"}  # cell tags that tell lines, lists and drawings
_MAX_SPAN = 60


@dataclass
class _Open:
    """A cell while it is being read; its own list and break tags stay in ``source``."""

    columns: int
    rows: int
    source: list[str] = field(default_factory=list)


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MAX_SPAN) if value and value.isdigit() else 1


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[PlainLine | PlainTable | Code] = []
        self.words: list[str] = []
        self.rows: list[list[_Open]] | None = None
        self.cell: _Open | None = None
        self.silent = 0
        self.depth = 0
        self.pre: list[str] | None = None
        self.gap = 1  # a line after a break goes on with the one before, a paragraph does not

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self._open_table()
        elif tag == "pre" and self.cell is None:
            self._flush()
            self.pre = []
        elif self.depth == 1 and self.rows is not None and tag in ("tr", "td", "th"):
            self._open_row_or_cell(tag, dict(attrs))
        elif self.cell is not None and tag in _KEPT:
            self.cell.source.append(f"<{tag}>")
        elif tag in _BLOCK_TAGS:
            self._flush()
            self.gap = 0 if tag == "br" else 1

    def _open_table(self) -> None:
        self.depth += 1
        if self.depth == 1:
            self._flush()
            self.rows = []

    def _open_row_or_cell(self, tag: str, attrs: dict[str, str | None]) -> None:
        assert self.rows is not None
        if tag == "tr" or not self.rows:
            self.rows.append([])
        if tag != "tr":
            self.cell = _Open(_span(attrs.get("colspan")), _span(attrs.get("rowspan")))
            self.rows[-1].append(self.cell)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table":
            self._close_table()
        elif tag == "pre" and self.pre is not None:
            self.blocks.append(Code("", "".join(self.pre)))
            self.pre = None
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self.cell = None
        elif self.cell is not None and tag in _KEPT:
            self.cell.source.append(f"</{tag}>")
        elif tag in _BLOCK_TAGS:
            self._flush()

    def _close_table(self) -> None:
        self.depth = max(0, self.depth - 1)
        if self.depth == 0 and self.rows is not None:
            self.blocks.append(PlainTable(_spread(self.rows)))
            self.rows = self.cell = None

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.pre is not None:
            self.pre.append(data)
        elif self.cell is not None:
            self.cell.source.append(data.replace("<", "&lt;"))
        elif self.rows is None:
            self.words.append(data)

    def _flush(self) -> None:
        text = plain(" ".join("".join(self.words).split()))
        self.words = []
        if text:
            self.blocks.append(PlainLine(text, self.gap))
            self.gap = 1

    def close(self) -> None:
        super().close()
        while self.depth:
            self._close_table()
        self._flush()


def _spread(rows: list[list[_Open]]) -> tuple[tuple[PlainCell, ...], ...]:
    """Rows of cells on one grid: a cell stands in its first column, the others it spans are empty.

    In the rows it spans downwards the cell is told again, marked ``above``.
    """
    grid: list[tuple[PlainCell, ...]] = []
    hanging: dict[int, tuple[int, PlainCell]] = {}  # column -> rows still to come, cell
    for row in rows:
        line: dict[int, PlainCell] = {}
        for column, (left, cell) in list(hanging.items()):
            line[column] = cell
            hanging[column] = (left - 1, cell)
            if left == 1:
                del hanging[column]
        column = 0
        for opened in row:
            while column in line:
                column += 1
            cell = cell_of("".join(opened.source))
            for k in range(opened.columns):
                line[column + k] = cell if k == 0 else EMPTY
                if opened.rows > 1:
                    below = PlainCell(cell.lines, (), True) if k == 0 else PlainCell((), (), True)
                    hanging[column + k] = (opened.rows - 1, below)
            column += opened.columns
        width = max(line, default=-1) + 1
        cells = tuple(line.get(c, EMPTY) for c in range(width))
        if not is_ruler([c for c in cells if not c.above]):
            grid.append(cells)
    return tuple(grid)


def html_blocks(source: str) -> Iterator[PlainLine | PlainTable | Code]:
    """The blocks of an HTML page or fragment, in reading order."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    yield from reader.blocks
