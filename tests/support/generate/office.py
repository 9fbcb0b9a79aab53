"""The parts that a description has in Word and in Excel alike: the form's rows as texts, the symbols and
lines of its flowchart as places in the table, and a file whose bytes are the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from tests.support.generate.flow import arrows
from tests.support.generate.identity import PAIRS, printed_fields, signed_lines
from tests.support.generate.layout import printed_number
from tests.support.generate.model import KAPSUL, KETUPAT, KOTAK, LAIN, TITLES, Sop

PRESETS = {
    KAPSUL: "flowChartTerminator",
    KOTAK: "flowChartProcess",
    KETUPAT: "flowChartDecision",
    LAIN: "flowChartDocument",
}
LISTS = {key: label for pair in PAIRS for key, label in pair}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can tell
SYMBOL = (0.5, 0.5)  # a symbol's width and height as shares of its cell

_CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # when the libraries wrote it

Point = tuple[float, float]  # columns and rows of the table's body from its first executor: 1.5 is mid-cell


@dataclass(frozen=True, slots=True)
class Drawn:
    """A symbol: its number, preset and text, and where its centre stands."""

    number: int
    preset: str
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow from symbol ``a`` to ``b``; ``bent``: sideways first, then up or down."""

    a: Drawn
    b: Drawn
    label: str

    @property
    def bent(self) -> bool:
        return self.a.x != self.b.x

    @property
    def ends(self) -> tuple[Point, Point]:
        """Where it leaves and arrives; it leaves sideways where the target is in another column."""
        down = 1 if self.b.y > self.a.y else -1
        way = (self.b.x > self.a.x) - (self.b.x < self.a.x)
        start = (self.a.x + way * SYMBOL[0] / 2, self.a.y + (0 if way else down * SYMBOL[1] / 2))
        return start, (self.b.x, self.b.y - down * SYMBOL[1] / 2)


def header(sop: Sop) -> tuple[list[str], list[str]]:
    """The two rows over the steps; an empty text goes on with the cell left of it or over it."""
    n = len(sop.pelaksana)
    names = [e.label for e in sop.pelaksana]
    return (
        [TITLES["nomor"], TITLES["kegiatan"], TITLES["pelaksana"], *[""] * (n - 1), TITLES["mutu"], "", "",
         TITLES["keterangan"]],
        ["", "", *names, TITLES["kelengkapan"], TITLES["waktu"], TITLES["output"], ""],
    )  # fmt: skip


def body(sop: Sop) -> list[list[str]]:
    """A row of texts for every step; its executors' cells are empty."""
    empty = [""] * len(sop.pelaksana)
    return [
        [printed_number(sop, i), s.kegiatan, *empty, s.kelengkapan, s.waktu.teks, s.output, s.keterangan]
        for i, s in enumerate(sop.langkah)
    ]


def block(sop: Sop) -> list[tuple[str, str]]:
    """Labels and values of the block's head, in the form's order."""
    signed = "\n".join(signed_lines(sop.identitas))
    return [(a, signed if a == "Disahkan oleh" else b) for a, b in printed_fields(sop)]


def lists(sop: Sop) -> list[tuple[str, str, str, str]]:
    """The lists of the block in pairs: label and numbered text left, label and text right."""

    def text(key: str) -> str:
        return "\n".join(f"{n}. {t}" for n, t in enumerate(getattr(sop.identitas, key), 1))

    return [(a, text(k), b, text(m)) for (k, a), (m, b) in PAIRS]


def drawn(sop: Sop) -> dict[tuple[int, int], Drawn]:
    """Symbols by row and place in the row. One symbol a cell."""
    column = {e.kunci: n for n, e in enumerate(sop.pelaksana)}
    found: dict[tuple[int, int], Drawn] = {}
    for row, step in enumerate(sop.langkah):
        for k, s in enumerate(step.simbol):
            preset = PRESETS[s.jenis]
            found[row, k] = Drawn(len(found) + 2, preset, s.teks, column[s.di] + 0.5, row + 0.5)
    return found


def lines(sop: Sop) -> list[Line]:
    symbols = drawn(sop)
    return [Line(symbols[a.start], symbols[a.end], a.label or "") for a in arrows(sop)]


def undated(data: bytes, *parts: tuple[str, bytes]) -> bytes:
    """The zip with ``parts`` added or put in place of those of their names, and no date in it."""
    out, new = io.BytesIO(), dict(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        kept = {name: _CLOCK.sub(b"2025-01-01T00:00:00Z", old.read(name)) for name in old.namelist()}
        for name, part in sorted({**kept, **new}.items()):
            z.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
