"""Word files made here."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import Table

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
)


HEADER = (
    ("No", "Kegiatan", "Pelaksana", "", "Mutu Baku", "", "", "Keterangan"),
    ("", "", "Petugas Loket", "Kepala Seksi", "Kelengkapan", "Waktu", "Output", ""),
)


STEPS = (
    ("1.", "Menerima berkas pemohon", "", "", "Berkas pemohon", "5 menit", "Berkas diterima", ""),
    ("2.", "Memeriksa berkas", "", "", "1. Berkas\n2. Daftar periksa", "10 menit", "Hasil periksa", "Teliti"),
    ("3.", "Menyerahkan tanda terima", "", "", "Tanda terima", "2 menit", "Tanda terima", ""),
)


IDENTITY = (
    ("Nomor SOP", "UM/01/2023"),
    ("Tanggal Pembuatan", "7 Januari 2023"),
    ("Nama SOP", "Penerimaan Berkas Umum"),
)


WIDTHS = (30, 150, 90, 90, 110, 60, 90, 70)


def steps_table(document: Document, style: str = "Table Grid") -> Table:
    """The step table: rows at least 40 points high, executors in columns 2 and 3."""
    table = document.add_table(0, 8, style=style)
    for cells in (*HEADER, *STEPS):
        row = table.add_row()
        row.height = Pt(40)
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Pt(width)
    for first, last in (
        ((0, 2), (0, 3)),
        ((0, 4), (0, 6)),
        ((0, 0), (1, 0)),
        ((0, 1), (1, 1)),
        ((0, 7), (1, 7)),
    ):
        table.cell(*first).merge(table.cell(*last))
    return table


def drawing(inner: str, x: float, y: float, w: float, h: float) -> str:
    """A floating drawing at an offset from its paragraph and column, in points."""
    emu = [int(v * 12_700) for v in (x, y, w, h)]
    return (
        f'<w:r {NS}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor layoutInCell="1"><wp:positionH relativeFrom="column">'
        f"<wp:posOffset>{emu[0]}</wp:posOffset>"
        f'</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>{emu[1]}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{emu[2]}" cy="{emu[3]}"/><a:graphic><a:graphicData uri="x">{inner}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )


def shape(preset: str, text: str = "", head: bool = False) -> str:
    words = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    end = '<a:tailEnd type="triangle"/>' if head else ""
    return (
        f'<wps:wsp><wps:spPr><a:prstGeom prst="{preset}"/><a:ln><a:solidFill/>{end}</a:ln></wps:spPr>'
        f"{words if text else ''}</wps:wsp>"
    )


def put(table: Table, row: int, col: int, xml: str) -> None:
    table.cell(row, col).paragraphs[0]._p.append(parse_xml(xml))


def with_flow(table: Table) -> None:
    """Begin in row 1 under the first executor, a decision in row 2 under the second, an arrow between."""
    put(table, 2, 2, drawing(shape("flowChartTerminator", "Mulai"), 15, 8, 50, 22))
    put(table, 3, 3, drawing(shape("flowChartDecision"), 15, 8, 50, 24))
    put(table, 2, 2, drawing(shape("bentConnector2", head=True), 65, 19, 65, 29.5))


def save(document: Document, folder: Path) -> Path:
    path = folder / "sop.docx"
    document.save(str(path))
    return path


def new_document() -> Document:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9)
    return document


def vml(inner: str) -> str:
    return f'<w:r {NS} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>{inner}</w:pict></w:r>'


def at(x: float, y: float, w: float, h: float, more: str = "") -> str:
    return f'style="position:absolute;margin-left:{x}pt;margin-top:{y}pt;width:{w}pt;height:{h}pt{more}"'


def with_old_flow(table: Table) -> None:
    """Begin, decision and process in rows 1 to 3, a line from each to the next."""
    words = "<v:textbox><w:txbxContent><w:p><w:r><w:t>Mulai</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    begin = f'<v:shape type="#_x0000_t116" {at(15, 8, 50, 22)}>{words}</v:shape>'
    # in a group of a space ten times as fine
    member = '<v:shape type="#_x0000_t110" style="left:100;top:100;width:500;height:240"/>'
    group = f'<v:group {at(5, -2, 70, 44)} coordorigin="0,0" coordsize="700,440">{member}</v:group>'
    arrow = '<v:stroke endarrow="block"/>'
    line = f'<v:shape type="#_x0000_t33" {at(65, 19, 65, 29.5)} filled="f">{arrow}</v:shape>'
    put(table, 2, 2, vml(begin))
    put(table, 3, 3, vml(group))
    put(table, 2, 2, vml(line))
    put(table, 3, 3, vml(f'<v:line from="40pt,32pt" to="-40pt,60pt">{arrow}</v:line>'))
    put(table, 4, 2, vml(f"<v:rect {at(15, 8, 50, 22)}/>"))
