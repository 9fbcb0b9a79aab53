"""Workbooks made here, cell by cell and shape by shape."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

LINE = Side(style="thin")


FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


NS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


TIES = "http://schemas.openxmlformats.org/package/2006/relationships"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


HEADER = (
    ("No", "Kegiatan", "Pelaksana", None, "Mutu Baku", None, None, "Keterangan"),
    (None, None, "Petugas Loket", "Kepala Seksi", "Kelengkapan", "Waktu", "Output", None),
)


STEPS = (
    (1, "Menerima berkas pemohon", None, None, "Berkas pemohon", "5 menit", "Berkas diterima", None),
    (2, "Memeriksa kelengkapan berkas", None, None, "Berkas", "10 menit", "Hasil periksa", "Teliti"),
    (3, "Menyerahkan tanda terima", None, None, "Tanda terima", 2, "Tanda terima", None),
)


MERGED = ("A4:A5", "B4:B5", "C4:D4", "E4:G4", "H4:H5", "A1:H1")


def form(ws: Worksheet, *, borders: bool = True) -> None:
    """A step table of three steps in A4:H8, 40-point rows, two executors in columns C and D."""
    ws["A1"] = "SOP Penerimaan Berkas"
    ws["A1"].font = Font(sz=14, b=True)
    for r, row in enumerate((*HEADER, *STEPS), 4):
        ws.row_dimensions[r].height = 40
        for c, value in enumerate(row, 1):
            cell = ws.cell(r, c, value)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if borders:
                cell.border = FRAME
    ws["F8"].number_format = '0" menit"'
    for ref in MERGED:
        ws.merge_cells(ref)
    for column, width in zip("ABCDEFGH", (5, 30, 16, 16, 18, 12, 18, 14), strict=True):
        ws.column_dimensions[column].width = width


def anchor(body: str, c0: float, r0: float, c1: float, r1: float) -> str:
    """A two-cell anchor; 1.25 is a quarter into the second column or row (120 points by 40)."""

    def point(name: str, c: float, r: float) -> str:
        x, y = int((c % 1) * 85 * 12700), int((r % 1) * 40 * 12700)
        return (
            f"<xdr:{name}><xdr:col>{int(c)}</xdr:col><xdr:colOff>{x}</xdr:colOff>"
            f"<xdr:row>{int(r)}</xdr:row><xdr:rowOff>{y}</xdr:rowOff></xdr:{name}>"
        )

    return (
        f"<xdr:twoCellAnchor>{point('from', c0, r0)}{point('to', c1, r1)}{body}<xdr:clientData/>"
        "</xdr:twoCellAnchor>"
    )


def shape(number: int, preset: str, text: str = "", xfrm: str = "", box: bool = False) -> str:
    words = f'<xdr:txBody><a:bodyPr anchor="ctr"/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody>'
    kind = ' txBox="1"' if box else ""
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{number}" name="s"/><xdr:cNvSpPr{kind}/></xdr:nvSpPr>'
        f'<xdr:spPr>{xfrm}<a:prstGeom prst="{preset}"/><a:ln><a:solidFill/></a:ln></xdr:spPr>{words}</xdr:sp>'
    )


def connector(number: int, preset: str, ends: tuple[int, int] | None = None, xfrm: str = "") -> str:
    tied = f'<a:stCxn id="{ends[0]}" idx="2"/><a:endCxn id="{ends[1]}" idx="0"/>' if ends else ""
    return (
        f'<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="{number}" name="c"/><xdr:cNvCxnSpPr>{tied}'
        f'</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr>{xfrm}<a:prstGeom prst="{preset}"/>'
        '<a:ln><a:solidFill/><a:tailEnd type="triangle"/></a:ln></xdr:spPr></xdr:cxnSp>'
    )


def picture(number: int, key: str) -> str:
    """A pasted picture that the drawing's relations know as ``key``."""
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip xmlns:r="{REL}" r:embed="{key}"/></xdr:blipFill>'
        '<xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>'
    )


def save(
    tmp_path: Path, book: openpyxl.Workbook, drawing: str = "", pictures: Mapping[str, bytes] | None = None
) -> Path:
    """The workbook as a file, with a drawing on its first sheet and PNG pictures by their keys in it."""
    plain, path = tmp_path / "plain.xlsx", tmp_path / "buku.xlsx"
    book.save(plain)
    if not drawing:
        return plain
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                ref = f'<drawing xmlns:r="{REL}" r:id="rId9"/></worksheet>'.encode()
                data = data.replace(b"</worksheet>", ref)
            new.writestr(name, data)
        new.writestr("xl/drawings/drawing1.xml", f"<xdr:wsDr {NS}>{drawing}</xdr:wsDr>")
        new.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            f'<Relationships xmlns="{TIES}">'
            f'<Relationship Id="rId9" Type="{REL}/drawing" Target="../drawings/drawing1.xml"/>'
            "</Relationships>",
        )
        ties = ""
        for key, data in (pictures or {}).items():
            new.writestr(f"xl/media/{key}.png", data)
            ties += f'<Relationship Id="{key}" Type="{REL}/image" Target="../media/{key}.png"/>'
        new.writestr(
            "xl/drawings/_rels/drawing1.xml.rels", f'<Relationships xmlns="{TIES}">{ties}</Relationships>'
        )
    return path


def book_with_form(**options: bool) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    form(book.active, **options)
    return book


FLOW = "".join((
    anchor(shape(2, "flowChartTerminator", "Mulai"), 2.2, 5.2, 2.8, 5.8),
    anchor(shape(3, "flowChartDecision"), 3.2, 6.2, 3.8, 6.8),
    anchor(shape(4, "rect"), 2.2, 7.2, 2.8, 7.8),
    anchor(connector(5, "bentConnector2", (2, 3)), 2.8, 5.5, 3.5, 6.2),
    # turned by 90 degrees: down from the diamond, then left to the box
    anchor(
        connector(6, "bentConnector2", (3, 4), '<a:xfrm rot="5400000"><a:ext cx="1" cy="1"/></a:xfrm>'),
        2.8, 6.8, 3.5, 7.5,
    ),
))  # fmt: skip


def damage(path: Path, part: str, old: bytes, new: bytes) -> Path:
    out = path.with_name("rusak.xlsx")
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(out, "w") as b:
        for name in a.namelist():
            data = a.read(name)
            b.writestr(name, data.replace(old, new, 1) if name == part else data)
    return out
