"""Paragraphs of Word files as text, with the numbers that Word writes in front of them.

Source: ECMA-376 Part 1, 17.3 (paragraphs and runs) and 17.9 (numbering). Elements are asked by
local name, attributes too: transitional and strict files differ in namespaces only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.sources.office.xml import Element, attr, child, children, local, whole
from extract.sources.typeset import LINE, Style, shortened, wrapped

FONT = 11.0
TWIP = 1 / 20  # points
MAKS_HURUF = 780  # a count in letters goes no further: thirty times z
_ALIGN = {"center": "center", "right": "right", "end": "right"}
_OMITTED = frozenset({"del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "txbxContent"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "smartTag"})
_CODE = re.compile(r"[0-9A-Fa-f]{2,4}")
_WRITTEN = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its text with its number, how it is set, the drawings tied to it.

    ``gap``: points before and after it; ``breaks``: whether a page starts with it.
    """

    text: str
    style: Style
    drawings: tuple[Element, ...] = ()
    gap: tuple[float, float] = (0.0, 0.0)
    breaks: bool = False
    length: int = 0  # letters of a text that was too long and is shortened

    def height(self, width: float) -> float:
        """Points that it takes at a width; an empty one takes a line."""
        lines = max(1, len(wrapped(self.text, width, self.style)))
        return lines * LINE * self.style.size + sum(self.gap)


@dataclass(slots=True)
class Numbering:
    """The lists of a document. ``levels``: list -> level -> (format, text, start)."""

    lists: dict[str, str] = field(default_factory=dict)  # number of a list -> its definition
    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style -> list, level
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, number: str, level: int) -> str:
        """The next number or bullet of a list at a level; "" for a list that writes none."""
        definition = self.lists.get(number, "")
        levels = self.levels.get(definition, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(definition, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        kind, text, _ = levels[level]
        if kind == "bullet":
            return text if text in ("-", "–", "*") else "•"
        for k, (form, _, start) in levels.items():
            text = text.replace(f"%{k + 1}", counted(counts.get(k, start), form))
        return "" if kind == "none" else text.strip()


def value(e: Element | None, *path: str) -> str | None:
    """The ``val`` of a descendant; "" where it stands without one."""
    found = child(e, *path)
    return None if found is None else (attr(found, "val") or "")


def counted(n: int, form: str) -> str:
    """A count in the form of a list: decimal, letters or Roman."""
    if form in ("lowerLetter", "upperLetter"):
        n = min(n, MAKS_HURUF)
        letter = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        out, rest = "", min(n, 399)
        for sign, size in _ROMAN:
            out, rest = out + sign * (rest // size), rest % size
        return out.upper() if form == "upperRoman" else out
    return f"{n:02d}" if form == "decimalZero" else str(n)


def numbering_of(root: Element | None, styles: Element | None) -> Numbering:
    """The lists that a document defines, from its numbering and style parts."""
    out = Numbering()
    for e in children(root):
        if local(e) == "num":
            out.lists[attr(e, "numId") or ""] = value(e, "abstractNumId") or ""
        elif local(e) == "abstractNum":
            out.levels[attr(e, "abstractNumId") or ""] = {
                whole(attr(x, "ilvl")): (
                    value(x, "numFmt") or "decimal",
                    value(x, "lvlText") or "",
                    whole(value(x, "start"), 1),
                )
                for x in e
                if local(x) == "lvl"
            }
    for e in children(styles):
        number = value(e, "pPr", "numPr", "numId")
        if number:
            out.styles[attr(e, "styleId") or ""] = (number, whole(value(e, "pPr", "numPr", "ilvl")))
    return out


def paragraph(p: Element, lists: Numbering) -> Para:
    """A paragraph as it is read: number first, fields and insertions in, deletions out."""
    pr = child(p, "pPr")
    text = "".join(pieces(p)).replace("\u00ad", "")
    listed = lists.styles.get(value(pr, "pStyle") or "", ("", 0))
    number = value(pr, "numPr", "numId") or listed[0]
    mark = lists.mark(number, whole(value(pr, "numPr", "ilvl"), listed[1])) if number else ""
    runs = [r for r in p.iter() if local(r) == "rPr"]
    size = next((n for r in runs if (n := whole(value(r, "sz")))), 0) / 2 or FONT
    bold = any(value(r, "b") in ("", "1", "true") for r in runs)
    spacing = child(pr, "spacing")
    gap = (whole(attr(spacing, "before")) * TWIP, whole(attr(spacing, "after")) * TWIP)
    breaks = value(pr, "pageBreakBefore") in ("", "1", "true") or any(
        local(b) == "br" and attr(b, "type") == "page" for b in p.iter()
    )
    style = Style(size, bold, align=_ALIGN.get(value(pr, "jc") or "", "left"), anchor="top")
    text, length = shortened(f"{mark} {text}".strip())
    return Para(text, style, tuple(drawings_in(p)), gap, breaks, length)


def pieces(e: Element) -> Iterator[str]:
    """Printed text of an element, piece by piece."""
    for c in e:
        name = local(c)
        if name in _OMITTED or (name == "r" and value(child(c, "rPr"), "vanish") in ("", "1", "true")):
            continue
        if name == "t":
            yield c.text or ""
        elif name == "sym":
            yield sign(attr(c, "char"))
        elif name in _WRITTEN:
            yield "" if name == "br" and attr(c, "type") == "page" else _WRITTEN[name]
        elif name not in ("pPr", "rPr"):
            yield from pieces(c)


def sign(code: str | None) -> str:
    """The sign of a font that a w:sym names by its code, ECMA-376 Part 1, 17.3.3.30."""
    return chr(int(code, 16)) if code and _CODE.fullmatch(code) else ""


def drawings_in(e: Element) -> Iterator[Element]:
    """The drawings tied to a paragraph, old ones only where there is no new form of them."""
    for c in e:
        if local(c) == "AlternateContent":
            yield from drawings_in(next((k for k in c if local(k) == "Choice"), ()))
        elif local(c) in ("drawing", "pict"):
            yield c
        else:
            yield from drawings_in(c)


def held(e: Element, *names: str) -> Iterator[Element]:
    """The elements of some names that stand in another, those inside content controls too."""
    for c in e:
        if local(c) in names:
            yield c
        elif local(c) in _WRAPPERS:
            yield from held(c, *names)


def blocks(e: Element) -> Iterator[Element]:
    """Paragraphs and tables of a body or cell in order."""
    return held(e, "p", "tbl")


def rows_of(e: Element) -> Iterator[Element]:
    """The rows of a table, without those that a tracked change takes out."""
    return (row for row in held(e, "tr") if child(row, "trPr", "del") is None)


def cells_of(e: Element) -> Iterator[Element]:
    return held(e, "tc")


def paragraphs(e: Element, lists: Numbering) -> Iterator[Para]:
    """Paragraphs of a cell; a table inside it gives one for each of its rows."""
    for b in blocks(e):
        if local(b) == "p":
            yield paragraph(b, lists)
            continue
        for row in rows_of(b):
            inner = [p for cell in cells_of(row) for p in paragraphs(cell, lists)]
            if inner:
                text, length = shortened(" ".join(p.text for p in inner if p.text))
                length = max(length, *(p.length for p in inner))
                yield Para(text, inner[0].style, tuple(d for p in inner for d in p.drawings), length=length)
