"""HTML pages and HTML tables inside other text as blocks, spans told cell by cell."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, tostring

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
_SILENT = ("script", "style", "head", "template", "noscript")
_MAX_SPAN = 60
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")  # what is text already has no encoding to state

HtmlBlock = PlainLine | PlainTable | Code


def html_blocks(source: str) -> list[HtmlBlock]:
    """The blocks of an HTML page or fragment, in reading order."""
    reader = _Reader()
    markup = _DECLARATION.sub("", source)
    if markup.strip():
        root = document_fromstring(markup)
        etree.strip_elements(root, etree.Comment, *_SILENT, with_tail=False)
        reader.read(root)
    reader.flush()
    return reader.blocks


class _Reader:
    """``gap``: of the next line. One after a break goes on with the line before, a paragraph does not."""

    def __init__(self) -> None:
        self.blocks: list[HtmlBlock] = []
        self.words: list[str] = []
        self.gap = 1

    def read(self, e: HtmlElement) -> None:
        if e.tag in ("table", "pre"):
            self.flush()
            self.blocks.append(_table(e) if e.tag == "table" else Code(e.text_content()))
            return
        ends_line = e.tag in _BLOCK_TAGS
        if ends_line:
            self.flush()
            self.gap = 0 if e.tag == "br" else 1
        self.words.append(e.text or "")
        for child in e:
            self.read(child)
            self.words.append(child.tail or "")
        if ends_line and e.tag != "br":
            self.flush()

    def flush(self) -> None:
        text = plain(" ".join("".join(self.words).split()))
        self.words = []
        if text:
            self.blocks.append(PlainLine(text, self.gap))
            self.gap = 1


def _table(table: HtmlElement) -> PlainTable:
    """The rows of a table on one grid: a cell stands in its first column, the others it spans are empty.

    In the rows it spans downwards the cell is told again, marked ``above``. A table inside a cell is text.
    """
    grid: list[tuple[PlainCell, ...]] = []
    hanging: dict[int, tuple[int, PlainCell]] = {}  # column -> rows still to come, cell
    for tr in (r for r in table.iter("tr") if next(r.iterancestors("table")) is table):
        line = {column: c for column, (_, c) in hanging.items()}
        hanging = {column: (left - 1, c) for column, (left, c) in hanging.items() if left > 1}
        column = 0
        for td in tr.iterchildren("td", "th"):
            while column in line:
                column += 1
            cell, rows = cell_of(_source(td)), _span(td, "rowspan")
            below = PlainCell(cell.lines, (), True)
            for _ in range(_span(td, "colspan")):
                line[column] = cell
                if rows > 1:
                    hanging[column] = (rows - 1, below)
                cell, below = EMPTY, PlainCell((), (), True)
                column += 1
        cells = tuple(line.get(c, EMPTY) for c in range(max(line, default=-1) + 1))
        if not is_ruler([c for c in cells if not c.above]):
            grid.append(cells)
    return PlainTable(tuple(grid))


def _source(td: HtmlElement) -> str:
    """What stands between the tags of a cell."""
    return (td.text or "").replace("<", "&lt;") + "".join(_markup(child) for child in td)


def _markup(e: HtmlElement) -> str:
    return str(tostring(e, encoding="unicode"))


def _span(td: HtmlElement, name: str) -> int:
    value = td.get(name, "")
    return min(max(int(value), 1), _MAX_SPAN) if value.isdigit() else 1
