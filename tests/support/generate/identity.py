"""Draws the identity block: ruled cells, or "label : value" lines in a frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from schemas.page import Box
from tests.support.generate.grid import draw_cells
from tests.support.generate.layout import PAD, Cell
from tests.support.generate.model import Identity, Sop, Style
from tests.support.generate.pen import Pen
from tests.support.generate.text import bold, wrap

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
PAIRS = (
    (("dasar_hukum", "Dasar Hukum"), ("kualifikasi_pelaksana", "Kualifikasi Pelaksana")),
    (("keterkaitan", "Keterkaitan"), ("peralatan", "Peralatan/Perlengkapan")),
    (("peringatan", "Peringatan"), ("pencatatan", "Pencatatan dan Pendataan")),
)
OTHER = {
    "dasar_hukum": "B. Dasar Hukum / Referensi",
    "kualifikasi_pelaksana": "Kualitas Pelaksana",
    "keterkaitan": "Keterikatan",
    "peralatan": "Peralatan/Perlengkapan dan Biaya",
    "peringatan": "Himbauan",
    "pencatatan": "Pencatatan dan Pendaftaran",
}
LEFT = 0.56  # share of the width that the letterhead and the left lists take
LOGO = 26.0


def printed_date(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def printed_fields(sop: Sop) -> list[tuple[str, str]]:
    """The short fields of the block with their labels, as printed."""
    who, style = sop.identitas, sop.style
    fields = [
        ("Nomor SOP", who.nomor_sop or ""),
        ("Tanggal Pembuatan", printed_date(who.tanggal_pembuatan)),
        ("Tanggal Revisi", printed_date(who.tanggal_revisi)),
        ("Tanggal Efektif", printed_date(who.tanggal_efektif)),
        ("Disahkan oleh", ""),
        (style.name_label, who.nama_sop or ""),
    ]
    return [(label_case(style, a), b if a == "Disahkan oleh" else b or style.empty_mark) for a, b in fields]


def label_case(style: Style, text: str) -> str:
    return text.upper() if style.upper else text


def signed_lines(who: Identity) -> list[str]:
    by = who.disahkan_oleh
    nip = f"NIP. {by.nip}" if by.nip else ""
    return [by.jabatan or "", "", "", *[t for t in (by.nama, by.pangkat, nip) if t]]


@dataclass(slots=True)
class Block:
    """Collects the cells of one identity block from the top down."""

    sop: Sop
    top: float
    cells: list[Cell] = field(default_factory=list)
    loose: list[Cell] = field(default_factory=list)  # texts without rules of their own
    logo: Box | None = None

    @property
    def style(self) -> Style:
        return self.sop.style

    @property
    def sides(self) -> tuple[float, float, float]:
        left, right = self.style.margin, self.style.paper[0] - self.style.margin
        return left, left + (right - left) * LEFT, right

    def cell(self, box: Box, text: str | list[str], strong: bool = False, align: str = "left") -> Cell:
        font = bold(self.style.font) if strong else self.style.font
        raw = [text] if isinstance(text, str) else text
        size = self.style.size + 1
        lines = [w for t in raw for w in (wrap(t, font, size, box.width - 2 * PAD) or [""])]
        return Cell(box, tuple(lines), font, size, align, "top" if align == "left" else "middle")

    def build(self) -> float:
        """Fill the block; returns its lower edge."""
        y = self.head()
        for left, right in PAIRS:
            y = self.pair(y, left, right)
        return y

    def head(self) -> float:
        left, middle, right = self.sides
        ruled = self.style.identity == "kisi"
        value_at = middle + (right - middle) * 0.36
        y = self.top
        for n, (label, value) in enumerate(printed_fields(self.sop)):
            text = signed_lines(self.sop.identitas) if n == 4 else [value]
            box = Box(value_at, y, right, y)
            content = self.cell(box, text if ruled else [f": {text[0]}", *text[1:]], n == 5)
            name = self.cell(Box(middle, y, value_at, y), label, n == 5)
            height = max(len(content.lines), len(name.lines)) * content.size * 1.2 + 2 * PAD
            rows = self.cells if ruled else self.loose
            rows.append(replace(name, box=Box(middle, y, value_at, y + height)))
            rows.append(replace(content, box=Box(value_at, y, right, y + height), valign="top"))
            y += height
        if not ruled:
            self.cells.append(Cell(Box(middle, self.top, right, y), (), self.style.font, self.style.size))
        box = Box(left, self.top, middle, y)
        self.logo = Box(box.cx - LOGO / 2, box.y0 + 8, box.cx + LOGO / 2, box.y0 + 8 + LOGO)
        self.cells.append(Cell(box, (), self.style.font, self.style.size))
        under = Box(box.x0, box.y0 + LOGO, box.x1, box.y1)
        self.loose.append(self.cell(under, list(self.sop.identitas.kepala), True, "center"))
        return y

    def pair(self, y: float, left: tuple[str, str], right: tuple[str, str]) -> float:
        """Two lists side by side, each under its heading."""
        x0, x1, x2 = self.sides
        ruled = self.style.identity == "kisi"
        head = (self.style.size + 1) * 1.2 + 2 * PAD
        columns = ((x0, x1, left), (x1, x2, right))
        bodies = [self.body(Box(a, y + head, b, y + head), key) for a, b, (key, _) in columns]
        height = max(max(len(c.lines) for c in body) for body in bodies) * (self.style.size + 1) * 1.2 + 8
        for (a, b, (key, label)), body in zip(columns, bodies, strict=True):
            label = OTHER.get(key, label) if self.style.other_labels else label
            title = label_case(self.style, label) + ("" if ruled else ":")
            heading = self.cell(Box(a, y, b, y + head), title, True)
            (self.cells if ruled else self.loose).append(heading)
            frame = Box(a, y + head if ruled else y, b, y + head + height)
            self.cells.append(Cell(frame, (), self.style.font, self.style.size))
            self.loose += body
        return y + head + height

    def body(self, box: Box, key: str) -> list[Cell]:
        items = list(getattr(self.sop.identitas, key))
        printed = [f"{self.marker(n, key, len(items))}{t}" for n, t in enumerate(items, 1)]
        if key == "peralatan" and self.style.two_columns:
            half = (len(printed) + 1) // 2
            sides = (Box(box.x0, box.y0, box.cx, box.y1), Box(box.cx, box.y0, box.x1, box.y1))
            return [self.cell(sides[0], printed[:half]), self.cell(sides[1], printed[half:])]
        return [self.cell(box, printed or [self.style.empty_mark])]

    def marker(self, n: int, key: str, many: int) -> str:
        style = self.style.list_marker
        if many == 1 and key in ("peringatan", "pencatatan"):
            return ""
        counted = {"1.": f"{n}. ", "1)": f"{n}) ", "1,": f"{n}, ", "1 .": f"{n} . ", "1": f"{n} "}
        return {**counted, "-": "- "}.get(style, "")


def identity_height(sop: Sop) -> float:
    return Block(sop, 0.0).build()


def draw_identity(pen: Pen, sop: Sop, top: float) -> None:
    block = Block(sop, top)
    block.build()
    draw_cells(pen, block.cells, sop.style.rules, sop.style.rule_width)
    draw_cells(pen, block.loose, "none", 0.0)
    if block.logo:
        draw_logo(pen, block.logo)


def draw_logo(pen: Pen, box: Box) -> None:
    """A made-up emblem: offices print theirs here."""
    pen.ellipse(box, None, 1.0)
    pen.ellipse(box.grow(-4), (0.6, 0.6, 0.6), None)
