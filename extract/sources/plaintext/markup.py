"""Markup taken off: HTML tags and entities, Markdown emphasis, links; lists kept as lines."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

_DRAWING = re.compile(r"<pre\b[^>]*>(.*?)</pre\s*>|```+(?:\w+\s)?(.*?)```+", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<\s*(?:br|/?p|/?div|/?ul|/li|hr)\b[^>]*/?>", re.IGNORECASE)
_OL = re.compile(r"<\s*(/?)ol\b[^>]*>|<\s*(li)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\([^()\n]{0,500}\)")
_STRONG = re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]*?)(?<=[^\s*_\\])\1(?![\w*])")
_LEFT_OVER = re.compile(r"\*\*|__(?!_)(?<!___)|~~|`+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
_MARKED = re.compile(r"[<&*_~`\\\[]")  # what every kind of markup has one of
_HEADING = re.compile(r"^\s*(#{1,6})\s+(.*?)\s*#*\s*$")
_QUOTE = re.compile(r"^\s*>\s?")
_DASHES = re.compile(r"^[-=_\s]*$")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")


@dataclass(frozen=True)
class PlainCell:
    """A table cell: its printed lines and the code of drawings in it (mermaid).

    ``above``: a cell merged downwards, told again in the row below.
    """

    lines: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    above: bool = False

    @cached_property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A line outside tables. ``gap``: blank lines before it. ``open``: it ended in a space."""

    text: str
    gap: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True)
class PlainTable:
    rows: tuple[tuple[PlainCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    body: str


EMPTY = PlainCell()


def is_ruler(row: Sequence[PlainCell]) -> bool:
    """A row that only draws a line ("----  --  --") or holds nothing."""
    texts = [cell.text for cell in row]
    drawn = [t for t in texts if len(t) > 1 and _DASHES.match(t)]
    bare = all(_DASHES.match(t) for t in texts) and (len(drawn) > 1 or not any(texts))
    return bare and not any(cell.drawings for cell in row)


def _items(text: str) -> str:
    """List tags as lines: "1. " in an ordered list, a bullet in another."""
    count: list[int] = []

    def mark(tag: re.Match[str]) -> str:
        if tag.group(2):
            if not count:
                return "\n• "
            count[-1] += 1
            return f"\n{count[-1]}. "
        if tag.group(1):
            if count:
                count.pop()
        else:
            count.append(0)
        return "\n"

    return _OL.sub(mark, text)


def unmarked(text: str) -> str:
    """``text`` without HTML and Markdown; line breaks and list items become lines."""
    if not _MARKED.search(text):
        return text
    text = _TAG.sub("", _BREAK.sub("\n", _items(text)))
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    for _ in range(2):  # emphasis inside emphasis
        text = _STRONG.sub(r"\2", text)
    text = _LEFT_OVER.sub("", _EMPHASIS.sub(r"\2", text))
    return html.unescape(_ESCAPE.sub(r"\1", text))


def plain(line: str) -> str:
    """One line of running text without markup; "" for a line that only draws."""
    line = _QUOTE.sub("", line)
    heading = _HEADING.match(line)
    if not heading and _RULE.match(line):
        return ""
    words = unmarked(heading.group(2) if heading else line)
    return words.strip()


@lru_cache(maxsize=4096)  # what a table says, it says again
def cell_of(source: str) -> PlainCell:
    """A cell out of its source: drawings set apart, the rest as plain lines."""
    if not source.strip():
        return EMPTY
    drawings = tuple(html.unescape(a or b).strip() for a, b in _DRAWING.findall(source))
    lines = unmarked(_DRAWING.sub("\n", source)).split("\n")
    return PlainCell(tuple(line.strip() for line in lines if line.strip()), drawings)
