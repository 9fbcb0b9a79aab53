"""A description as an Excel workbook: a worksheet for each SOP, block over table, shapes over the cells."""

from __future__ import annotations

import io
import zipfile
from html import escape

import openpyxl
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

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
ROW = 48.0  # points, a step
WIDE, NARROW = 26.0, 13.0  # characters: a column of texts, an executor
NARROW_POINTS = NARROW * 5.25 + 3.75  # Calibri 11: 7 pixels a digit and 5 of padding, at 96 dpi
SIDE = Side(style="thin")
FRAME = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
NS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook_bytes(description: Description) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    parts: list[tuple[str, bytes]] = []
    for n, sop in enumerate(description.sops, 1):
        sheet = book.create_sheet(f"SOP {n}")
        parts += _drawing(n, sop, _fill(sheet, sop))
    plain = io.BytesIO()
    book.save(plain)
    return undated(_with_drawings(plain.getvalue(), len(description.sops)), *parts)


def _fill(sheet: Worksheet, sop: Sop) -> int:
    """Cells of the worksheet; the number of rows over the first step."""
    columns = len(header(sop)[0])
    half = 2 + len(sop.pelaksana)  # the block's left part: number, activity, executors
    row = 1
    for label, value in block(sop):
        _put(sheet, row, half + 1, half + 2, label)
        _put(sheet, row, half + 3, columns, value, 14.0 * (value.count("\n") + 1) + 4)
        row += 1
    head = "\n".join(sop.identitas.kepala)
    sheet.merge_cells(start_row=1, end_row=row - 1, start_column=1, end_column=half)
    _cell(sheet, 1, 1, head)
    for left, right, other, more in lists(sop):
        for a, b in ((left, other), (right, more)):
            height = 15.0 * max(t.count("\n") + 1 + len(t) // 60 for t in (a, b)) + 4
            _put(sheet, row, 1, half, a, height)
            _put(sheet, row, half + 1, columns, b, height)
            row += 1
    return _table(sheet, sop, row + 1, half)


def _table(sheet: Worksheet, sop: Sop, row: int, half: int) -> int:
    """The step table from ``row`` on; the number of rows over its first step."""
    columns = len(header(sop)[0])
    for r, texts in enumerate((*header(sop), *body(sop)), row):
        sheet.row_dimensions[r].height = ROW if r > row + 1 else 24.0
        for c, text in enumerate(texts, 1):
            _cell(sheet, r, c, int(text) if text.isdigit() else text or None)
    for a, b in ((1, 1), (2, 2), (columns, columns)):
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=a, end_column=b)
    sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=half)
    sheet.merge_cells(start_row=row, end_row=row, start_column=half + 1, end_column=half + 3)
    for c in range(1, columns + 1):
        width = 5.0 if c == 1 else WIDE if c == 2 else NARROW if c <= half else 18.0
        sheet.column_dimensions[get_column_letter(c)].width = width
    return row + 1


def _put(sheet: Worksheet, row: int, first: int, last: int, text: str, height: float | None = None) -> None:
    for c in range(first, last + 1):
        _cell(sheet, row, c, text if c == first else None)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    if height:
        sheet.row_dimensions[row].height = height


def _cell(sheet: Worksheet, row: int, column: int, value: str | int | None) -> None:
    cell = sheet.cell(row, column, value)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = FRAME


def _drawing(n: int, sop: Sop, above: int) -> list[tuple[str, bytes]]:
    """The drawing of worksheet ``n`` and the part that ties it to the worksheet."""
    symbols, arrows = drawn(sop), lines(sop)
    number = len(symbols) + 2
    shapes = [_anchor(_shape(s), *_corners(s), above) for s in symbols.values()]
    shapes += [_anchor(_connector(number + k, line), *line.ends, above) for k, line in enumerate(arrows)]
    shapes += [
        _anchor(_words(number + len(arrows) + k, line.label), *_beside(line), above)
        for k, line in enumerate(arrows)
        if line.label
    ]
    tie = f'<Relationship Id="rId9" Type="{REL}/drawing" Target="../drawings/drawing{n}.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return [
        (f"xl/drawings/drawing{n}.xml", f"<xdr:wsDr {NS}>{''.join(shapes)}</xdr:wsDr>".encode()),
        (
            f"xl/worksheets/_rels/sheet{n}.xml.rels",
            f'<Relationships xmlns="{package}">{tie}</Relationships>'.encode(),
        ),
    ]


def _corners(s: Drawn) -> tuple[Point, Point]:
    w, h = SYMBOL
    return (s.x - w / 2, s.y - h / 2), (s.x + w / 2, s.y + h / 2)


def _beside(line: Line) -> tuple[Point, Point]:
    """Where a label stands: over the start of a sideways line, right of a line that goes down."""
    x, y = line.ends[0]
    if not line.bent:
        return (x + 0.04, y + 0.02), (x + 0.46, y + 0.24)
    left = x if line.b.x > line.a.x else x - 0.25
    return (left, y - 0.3), (left + 0.25, y - 0.04)


def _anchor(inner: str, a: Point, b: Point, above: int) -> str:
    def point(name: str, x: float, y: float) -> str:
        dx, dy = int(x % 1 * NARROW_POINTS * EMU), int(y % 1 * ROW * EMU)
        return (
            f"<xdr:{name}><xdr:col>{int(x) + 2}</xdr:col><xdr:colOff>{dx}</xdr:colOff>"
            f"<xdr:row>{int(y) + above}</xdr:row><xdr:rowOff>{dy}</xdr:rowOff></xdr:{name}>"
        )

    (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return (
        f"<xdr:twoCellAnchor>{point('from', left, top)}{point('to', right, bottom)}{inner}"
        "<xdr:clientData/></xdr:twoCellAnchor>"
    )


def _shape(s: Drawn) -> str:
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{s.number}" name="Simbol {s.number}"/><xdr:cNvSpPr/>'
        f'</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="{s.preset}"/><a:ln><a:solidFill/></a:ln></xdr:spPr>'
        f"{_text(s.text)}</xdr:sp>"
    )


def _words(number: int, text: str) -> str:
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{number}" name="Teks {number}"/><xdr:cNvSpPr txBox="1"/>'
        f'</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"/><a:noFill/><a:ln><a:noFill/></a:ln></xdr:spPr>'
        f"{_text(text)}</xdr:sp>"
    )


def _text(text: str) -> str:
    runs = f'<a:r><a:rPr sz="700"/><a:t>{escape(text)}</a:t></a:r>' if text else ""
    inset = '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
    return f"<xdr:txBody>{inset}<a:p>{runs}</a:p></xdr:txBody>"


def _connector(number: int, line: Line) -> str:
    (ax, ay), (bx, by) = line.ends
    turned = (' flipH="1"' if bx < ax else "") + (' flipV="1"' if by < ay else "")
    preset = "bentConnector2" if line.bent else "straightConnector1"
    return (
        f'<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="{number}" name="Panah {number}"/><xdr:cNvCxnSpPr>'
        f'<a:stCxn id="{line.a.number}" idx="2"/><a:endCxn id="{line.b.number}" idx="0"/></xdr:cNvCxnSpPr>'
        f'</xdr:nvCxnSpPr><xdr:spPr><a:xfrm{turned}/><a:prstGeom prst="{preset}"/><a:ln><a:solidFill/>'
        '<a:tailEnd type="triangle"/></a:ln></xdr:spPr></xdr:cxnSp>'
    )


def _with_drawings(data: bytes, count: int) -> bytes:
    """The workbook whose worksheets name their drawings."""
    tie = f'<drawing xmlns:r="{REL}" r:id="rId9"/></worksheet>'.encode()
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        names = [f"xl/worksheets/sheet{n}.xml" for n in range(1, count + 1)]
        return undated(data, *((n, z.read(n).replace(b"</worksheet>", tie)) for n in names))
