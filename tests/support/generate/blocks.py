"""Identity blocks laid out otherwise than the form prints them; every office sets its own.

Each layout fills a list of cells, those without rules apart; ``LAYOUTS`` names them. Points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from schemas.page import Box
from tests.support.generate.identity import PAIRS, label_case, printed_fields, signed_lines
from tests.support.generate.layout import PAD, Cell
from tests.support.generate.model import Sop
from tests.support.generate.text import bold, wrap

Field = tuple[str, list[str]]  # label, printed lines of the value


@dataclass(slots=True)
class Sheet:
    """The cells of a block as it is filled from the top down."""

    sop: Sop
    y: float
    ruled: list[Cell] = field(default_factory=list)
    loose: list[Cell] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.sop.style.margin

    @property
    def right(self) -> float:
        return self.sop.style.paper[0] - self.sop.style.margin

    def text(self, box: Box, lines: Sequence[str], strong: bool = False, centred: bool = False) -> Cell:
        style = self.sop.style
        font, size = bold(style.font) if strong else style.font, style.size + 1
        broken = [w for t in lines for w in (wrap(t, font, size, box.width - 2 * PAD) or [""])]
        return Cell(box, tuple(broken), font, size, "center" if centred else "left", "top")

    def row(self, xs: Sequence[float], texts: Sequence[Sequence[str]], rules: bool = True) -> None:
        """One row of cells between the columns ``xs``, as high as its highest text."""
        boxes = [Box(a, self.y, b, self.y) for a, b in pairwise(xs)]
        cells = [self.text(b, t) for b, t in zip(boxes, texts, strict=True)]
        height = max(len(c.lines) for c in cells) * (self.sop.style.size + 1) * 1.2 + 2 * PAD
        for c in cells:
            box = Box(c.box.x0, self.y, c.box.x1, self.y + height)
            (self.ruled if rules else self.loose).append(replace(c, box=box))
        self.y += height

    def shares(self, *shares: float) -> list[float]:
        return [self.left + (self.right - self.left) * s for s in (0.0, *shares, 1.0)]


def fields_of(sop: Sop) -> list[Field]:
    return [
        (label, signed_lines(sop.identitas) if n == 4 else [value])
        for n, (label, value) in enumerate(printed_fields(sop))
    ]


def lists_of(sop: Sop) -> list[Field]:
    """All six lists with their labels, in the form's order."""
    out = []
    for key, label in (one for pair in PAIRS for one in pair):
        items = [f"{n}. {t}" for n, t in enumerate(getattr(sop.identitas, key), 1)]
        out.append((label_case(sop.style, label), items or [sop.style.empty_mark]))
    return out


def letterhead(sheet: Sheet) -> None:
    box = Box(sheet.left, sheet.y, sheet.right, sheet.y)
    cell = sheet.text(box, sheet.sop.identitas.kepala, True, True)
    height = len(cell.lines) * cell.size * 1.2 + 2 * PAD
    sheet.loose.append(replace(cell, box=Box(box.x0, box.y0, box.x1, box.y0 + height)))
    sheet.y += height + PAD


def paired_lists(sheet: Sheet, rules: bool = True) -> None:
    pairs = lists_of(sheet.sop)
    for (a, left), (b, right) in zip(pairs[::2], pairs[1::2], strict=True):
        sheet.row(sheet.shares(0.5), [[a], [b]], rules)
        sheet.row(sheet.shares(0.5), [left, right], rules)


def beneath(sheet: Sheet) -> None:
    """Each short field's value under its label, in one cell; fields side by side."""
    letterhead(sheet)
    fields = [[a, *b] for a, b in fields_of(sheet.sop)]
    sheet.row(sheet.shares(), [fields[5]])
    sheet.row(sheet.shares(0.25, 0.5, 0.75), fields[:4])
    sheet.row(sheet.shares(), [fields[4]])
    paired_lists(sheet)


def heads(sheet: Sheet) -> None:
    """Labels in a row of cells, their values in the row of cells under it."""
    letterhead(sheet)
    fields = fields_of(sheet.sop)
    for part in (fields[:4], fields[4:]):
        xs = sheet.shares(*(n / len(part) for n in range(1, len(part))))
        sheet.row(xs, [[a] for a, _ in part])
        sheet.row(xs, [b for _, b in part])
    paired_lists(sheet)


def unruled(sheet: Sheet) -> None:
    """No rule at all: label, colon and value stand in columns, lists in two columns under headings."""
    letterhead(sheet)
    for label, value in fields_of(sheet.sop):
        sheet.row(sheet.shares(0.2, 0.22), [[label], [":"], value], False)
    paired_lists(sheet, False)


def abreast(sheet: Sheet) -> None:
    """Two label and value columns side by side."""
    letterhead(sheet)
    fields = fields_of(sheet.sop)
    for a, b in zip(fields[::2], fields[1::2], strict=True):
        sheet.row(sheet.shares(0.18, 0.5, 0.68), [[a[0]], a[1], [b[0]], b[1]])
    paired_lists(sheet)


def stacked(sheet: Sheet) -> None:
    """Every field and list in a row of its own, its label in the left column."""
    letterhead(sheet)
    for label, value in [*fields_of(sheet.sop), *lists_of(sheet.sop)]:
        sheet.row(sheet.shares(0.25), [[label], value])


def coloned(sheet: Sheet) -> None:
    """Like ``stacked``, with the colon in a narrow column between."""
    letterhead(sheet)
    for label, value in [*fields_of(sheet.sop), *lists_of(sheet.sop)]:
        sheet.row(sheet.shares(0.25, 0.27), [[label], [":"], value])


def named_first(sheet: Sheet) -> None:
    """The form's two halves with the name on top and the numbers last."""
    fields = fields_of(sheet.sop)
    top, x = sheet.y, sheet.shares(0.5, 0.68)
    for label, value in (fields[5], fields[4], *fields[1:4], fields[0]):
        sheet.row(x[1:], [[label], value])
    sheet.ruled.append(sheet.text(Box(x[0], top, x[1], sheet.y), sheet.sop.identitas.kepala, True, True))
    paired_lists(sheet)


def unboxed_head(sheet: Sheet) -> None:
    """The short fields without rules at the right of the letterhead, the lists in ruled cells."""
    fields = fields_of(sheet.sop)
    top, x = sheet.y, sheet.shares(0.5, 0.68)
    for label, value in fields:
        sheet.row(x[1:], [[label], [f": {value[0]}", *value[1:]]], False)
    sheet.loose.append(sheet.text(Box(x[0], top, x[1], sheet.y), sheet.sop.identitas.kepala, True, True))
    paired_lists(sheet)


def in_one_cell(sheet: Sheet) -> None:
    """All short fields as lines "label : value" in one ruled cell; list and heading in one cell."""
    fields = [(a, b) for a, b in fields_of(sheet.sop) if a.casefold() != "disahkan oleh"]
    top, x = sheet.y, sheet.shares(0.5)
    height = 0.0
    for label, value in fields:
        cell = sheet.text(Box(x[1], sheet.y + height, x[2], sheet.y + height), [f"{label} : {value[0]}"])
        high = len(cell.lines) * cell.size * 1.2 + 2
        sheet.loose.append(replace(cell, box=Box(x[1], cell.box.y0, x[2], cell.box.y0 + high)))
        height += high
    sheet.y += height + 2 * PAD
    sheet.ruled.append(Cell(Box(x[1], top, x[2], sheet.y), (), sheet.sop.style.font, 8.0))
    sheet.ruled.append(sheet.text(Box(x[0], top, x[1], sheet.y), sheet.sop.identitas.kepala, True, True))
    pairs = lists_of(sheet.sop)
    for (a, left), (b, right) in zip(pairs[::2], pairs[1::2], strict=True):
        sheet.row(sheet.shares(0.5), [[f"{a} :", *left], [f"{b} :", *right]])


LAYOUTS: dict[str, Callable[[Sheet], None]] = {
    "di_bawah": beneath,
    "baris_kepala": heads,
    "tanpa_garis": unruled,
    "berdampingan": abreast,
    "bertumpuk": stacked,
    "kolom_titik_dua": coloned,
    "nama_dulu": named_first,
    "kepala_tanpa_garis": unboxed_head,
    "satu_sel": in_one_cell,
}


def laid_out(sop: Sop, top: float) -> Sheet:
    """The block in the layout that the style names."""
    sheet = Sheet(sop, top)
    LAYOUTS[sop.style.identity](sheet)
    return sheet
