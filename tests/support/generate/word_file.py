"""A description as a Word file: a page for each SOP, the block and the steps as tables, shapes that float
from the paragraphs of the executors' cells."""

from __future__ import annotations

import io
from html import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import Table

from tests.support.generate.model import Description, Sop
from tests.support.generate.office import (
    SYMBOL,
    Drawn,
    Line,
    Point,
    block,
    body,
    drawn,
    header,
    lines,
    lists,
    undated,
)

EMU = 12_700  # to a point
ROW = 60.0  # points, a step: no text of a step is higher, so that heights are what the shapes count on
NUMBER, ACTIVITY, EXECUTOR, TEXT = 28.0, 170.0, 90.0, 100.0  # widths of columns in points
INSET = 5.4  # a cell's text starts this far from its edge, and shapes count from the text
PAPER = (936.0, 612.0)
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def word_bytes(description: Description) -> bytes:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    paper = document.sections[0]
    paper.orientation = WD_ORIENT.LANDSCAPE
    paper.page_width, paper.page_height = (Pt(v) for v in PAPER)
    paper.left_margin = paper.right_margin = paper.top_margin = paper.bottom_margin = Pt(36)
    for n, sop in enumerate(description.sops):
        if n:
            document.add_page_break()
        _block(document, sop)
        document.add_page_break()
        _steps(document, sop)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _block(document: Document, sop: Sop) -> None:
    fields, pairs = block(sop), lists(sop)
    table = document.add_table(len(fields) + 2 * len(pairs), 4, style="Table Grid")
    for row, (label, value) in enumerate(fields):
        table.cell(row, 2).text, table.cell(row, 3).text = label, value
    table.cell(0, 0).merge(table.cell(len(fields) - 1, 1)).text = "\n".join(sop.identitas.kepala)
    for n, (left, a, right, b) in enumerate(pairs):
        for k, texts in enumerate(((left, right), (a, b))):
            row = len(fields) + 2 * n + k
            for column, text in zip((0, 2), texts, strict=True):
                table.cell(row, column).merge(table.cell(row, column + 1)).text = text


def _steps(document: Document, sop: Sop) -> None:
    rows = (*header(sop), *body(sop))
    executors = len(sop.pelaksana)
    table = document.add_table(0, len(rows[0]), style="Table Grid")
    for n, texts in enumerate(rows):
        row = table.add_row()
        row.height = Pt(ROW if n > 1 else 20)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    widths = (NUMBER, ACTIVITY, *[EXECUTOR] * executors, *[TEXT] * 4)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    last = len(rows[0]) - 1
    groups = [((0, c), (1, c)) for c in (0, 1, last)]
    for first, end in (*groups, ((0, 2), (0, executors + 1)), ((0, executors + 2), (0, last - 1))):
        table.cell(*first).merge(table.cell(*end))
    _draw(table, sop)


def _draw(table: Table, sop: Sop) -> None:
    w, h = SYMBOL
    for s in drawn(sop).values():
        _put(table, (s.x - w / 2, s.y - h / 2), (s.x + w / 2, s.y + h / 2), _shape(s), s)
    for line in lines(sop):
        _put(table, *line.ends, _connector(line), line.a)
        if line.label:
            _put(table, *_beside(line), _words(line.label), line.a)


def _beside(line: Line) -> tuple[Point, Point]:
    """Where a label stands: over the start of a sideways line, right of a line that goes down."""
    x, y = line.ends[0]
    if not line.bent:
        return (x + 0.05, y + 0.03), (x + 0.45, y + 0.2)
    left = x if line.b.x > line.a.x else x - 0.25
    return (left, y - 0.25), (left + 0.25, y - 0.05)


def _put(table: Table, a: Point, b: Point, inner: str, tied: Drawn) -> None:
    """A drawing from one place to another, tied to the paragraph of a symbol's cell."""
    row, column = int(tied.y), int(tied.x)
    left, top = min(a[0], b[0]) - column, min(a[1], b[1]) - row
    emu = [
        int(v * EMU)
        for v in (
            left * EXECUTOR - INSET,
            top * ROW,
            abs(a[0] - b[0]) * EXECUTOR,
            abs(a[1] - b[1]) * ROW,
        )
    ]
    flips = (' flipH="1"' if b[0] < a[0] else "") + (' flipV="1"' if b[1] < a[1] else "")
    xml = (
        f'<w:r {NS}><w:drawing><wp:anchor behindDoc="0" layoutInCell="1"><wp:positionH relativeFrom="column">'
        f'<wp:posOffset>{emu[0]}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">'
        f'<wp:posOffset>{emu[1]}</wp:posOffset></wp:positionV><wp:extent cx="{emu[2]}" cy="{emu[3]}"/>'
        f'<a:graphic><a:graphicData uri="{URI}">{inner.replace("<a:xfrm/>", f"<a:xfrm{flips}/>")}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    table.cell(row + 2, column + 2).paragraphs[0]._p.append(parse_xml(xml))


def _shape(s: Drawn) -> str:
    return (
        f'<wps:wsp><wps:spPr><a:prstGeom prst="{s.preset}"/><a:ln><a:solidFill/></a:ln></wps:spPr>'
        f"{_text(s.text)}</wps:wsp>"
    )


def _words(text: str) -> str:
    return (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"/><a:noFill/>'
        f"<a:ln><a:noFill/></a:ln></wps:spPr>{_text(text)}</wps:wsp>"
    )


def _text(text: str) -> str:
    if not text:
        return ""
    words = f'<w:r><w:rPr><w:sz w:val="14"/></w:rPr><w:t>{escape(text)}</w:t></w:r>'
    inset = '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>'
    return f"<wps:txbx><w:txbxContent><w:p>{words}</w:p></w:txbxContent></wps:txbx>{inset}"


def _connector(line: Line) -> str:
    preset = "bentConnector2" if line.bent else "straightConnector1"
    return (
        f'<wps:wsp><wps:spPr><a:xfrm/><a:prstGeom prst="{preset}"/><a:ln><a:solidFill/>'
        '<a:tailEnd type="triangle"/></a:ln></wps:spPr></wps:wsp>'
    )
