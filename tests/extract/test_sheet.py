"""Workbooks made here, cell by cell and shape by shape, and what is read from them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as PlacedPicture
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as PictureFile

from extract.pipeline import extract_file
from extract.sources.office.pictures import is_page
from extract.sources.office.typeset import Style, lay_text
from extract.sources.office.workbook.book import Sheet, open_book, read_sheet
from extract.sources.office.workbook.reader import pictures_of, scale_of, sheet_page
from extract.sources.office.workbook.values import shown
from schemas.errors import UnreadableFile
from schemas.page import Box, Page
from schemas.raw import RawSop

LINE = Side(style="thin")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
NS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
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


def save(tmp_path: Path, book: openpyxl.Workbook, drawing: str = "") -> Path:
    """The workbook as a file, with a drawing on its first sheet."""
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
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId9" Type="{REL}/drawing" Target="../drawings/drawing1.xml"/>'
            "</Relationships>",
        )
    return path


def first_sheet(tmp_path: Path, book: openpyxl.Workbook) -> Sheet:
    """The first worksheet as it is read."""
    with zipfile.ZipFile(save(tmp_path, book)) as z:
        shared = open_book(z)
        return read_sheet(z, shared.sheets[0], shared)


def book_with_form(**options: bool) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    form(book.active, **options)
    return book


def only_sop(path: Path) -> RawSop:
    raw = extract_file(path)
    assert len(raw.sop) == 1
    return raw.sop[0]


def symbols(sop: RawSop) -> list[tuple[int | None, int | None, str]]:
    return [(s.langkah, s.pelaksana, s.jenis.value) for s in sop.simbol]


def arrows(sop: RawSop) -> set[tuple[int | None, int | None]]:
    return {(p.a, p.b) for p in sop.panah if p.kepala_b and not p.kepala_a}


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


@pytest.mark.parametrize("borders", [True, False])
def test_table_and_flow(tmp_path: Path, borders: bool) -> None:
    sop = only_sop(save(tmp_path, book_with_form(borders=borders), FLOW))
    assert sop.judul == "SOP Penerimaan Berkas"
    assert [p.label for p in sop.pelaksana] == ["Petugas Loket", "Kepala Seksi"]
    assert [x.nomor for x in sop.langkah] == ["1", "2", "3"]
    assert [x.kegiatan.teks for x in sop.langkah] == [s[1] for s in STEPS]
    assert [x.waktu.teks for x in sop.langkah] == ["5 menit", "10 menit", "2 menit"]
    assert [x.output.teks for x in sop.langkah] == [s[6] for s in STEPS]
    assert [x.keterangan.teks for x in sop.langkah] == ["", "Teliti", ""]
    assert symbols(sop) == [(0, 0, "kapsul"), (1, 1, "belah_ketupat"), (2, 0, "kotak")]
    assert sop.simbol[0].teks == "Mulai"
    assert arrows(sop) == {(0, 1), (1, 2)}


def test_grouped_shapes_are_placed_through_their_groups(tmp_path: Path) -> None:
    def inner(number: int, preset: str, x: int, y: int) -> str:
        xfrm = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="200" cy="100"/></a:xfrm>'
        return shape(number, preset, xfrm=xfrm)

    space = (
        '<xdr:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/>'
        '<a:chOff x="1000" y="1000"/><a:chExt cx="200" cy="500"/></a:xfrm></xdr:grpSpPr>'
    )
    members = inner(2, "flowChartProcess", 1000, 1000) + inner(3, "diamond", 1000, 1400)
    group = f"<xdr:grpSp>{space}{members}</xdr:grpSp>"
    sop = only_sop(save(tmp_path, book_with_form(), anchor(group, 3.2, 5.2, 3.8, 7.8)))
    assert symbols(sop) == [(0, 1, "kotak"), (2, 1, "belah_ketupat")]


def test_a_connector_reaches_the_shapes_that_it_names(tmp_path: Path) -> None:
    drawing = (
        anchor(shape(2, "rect"), 2.2, 5.2, 2.8, 5.8)
        + anchor(shape(3, "rect"), 2.2, 7.2, 2.8, 7.8)
        + anchor(connector(4, "straightConnector1", (2, 3)), 2.5, 6.4, 2.5, 6.6)
    )
    assert arrows(only_sop(save(tmp_path, book_with_form(), drawing))) == {(0, 1)}


@pytest.mark.parametrize("column", ["1e999", "-1e999", "nan", "", "99999999999999999999"])
def test_a_place_that_is_none_harms_no_other_drawing(tmp_path: Path, column: str) -> None:
    flow = FLOW.replace("<xdr:col>2</xdr:col>", f"<xdr:col>{column}</xdr:col>", 1)
    raw = extract_file(save(tmp_path, book_with_form(), flow))
    assert [h.isi for h in raw.halaman] == ["sop"]
    assert (1, 1, "belah_ketupat") in symbols(raw.sop[0])


def test_labels_in_text_boxes_are_no_symbols(tmp_path: Path) -> None:
    label = anchor(shape(7, "rect", "Ya", box=True), 3.55, 5.8, 3.9, 6.15)
    sop = only_sop(save(tmp_path, book_with_form(), FLOW + label))
    assert len(sop.simbol) == 3


def test_hidden_rows_columns_and_sheets_show_nothing(tmp_path: Path) -> None:
    book = book_with_form()
    book.active.row_dimensions[7].hidden = True
    book.active.column_dimensions["H"].hidden = True
    form(book.create_sheet("lama"))
    book["lama"].sheet_state = "hidden"
    sop = only_sop(save(tmp_path, book, FLOW))
    assert [x.nomor for x in sop.langkah] == ["1", "3"]
    assert symbols(sop) == [(0, 0, "kapsul"), (1, 0, "kotak")]
    assert not any(x.keterangan.teks for x in sop.langkah)


def test_every_sheet_with_a_form_is_an_sop_and_the_others_are_stated(tmp_path: Path) -> None:
    book = book_with_form()
    form(book.create_sheet("dua"))
    book["dua"]["A1"] = "SOP Pengembalian Berkas"
    book.create_sheet("catatan")["B2"] = "Hubungi bagian umum"
    raw = extract_file(save(tmp_path, book))
    assert [s.halaman for s in raw.sop] == [(1,), (2,)]
    assert [h.isi for h in raw.halaman] == ["sop", "sop", "sampul"]


def test_a_sheet_of_data_is_stated(tmp_path: Path) -> None:
    book = book_with_form()
    data = book.create_sheet("data")
    for row in range(450):
        data.append([row] * 10)
    raw = extract_file(save(tmp_path, book))
    assert [(h.halaman, h.isi) for h in raw.halaman] == [(1, "sop"), (2, "lain")]


def test_the_name_of_a_file_is_not_asked(tmp_path: Path) -> None:
    path = save(tmp_path, book_with_form()).rename(tmp_path / "tanpa-akhiran")
    assert only_sop(path).langkah


def test_no_form_at_all_is_stated(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Daftar hadir"
    raw = extract_file(save(tmp_path, book))
    assert raw.kode == "bukan_sop" and not raw.sop


def test_rows_without_a_height_grow_with_their_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    ws = book.active
    ws["A1"] = "kata " * 40
    ws["A1"].alignment = Alignment(wrap_text=True)
    ws["A2"] = "bawah"
    words = sheet_page(first_sheet(tmp_path, book), 1, []).words
    assert len({w.box.y0 for w in words[:40]}) > 5
    assert words[-1].box.y0 > max(w.box.y1 for w in words[:40])


@pytest.mark.parametrize(("border", "overflows"), [(False, True), (True, False)])
def test_text_runs_over_empty_cells_up_to_a_border(tmp_path: Path, border: bool, overflows: bool) -> None:
    book = openpyxl.Workbook()
    ws = book.active
    ws["A1"] = "Judul yang jauh lebih panjang daripada kolomnya sendiri"
    ws["D3"].border = FRAME
    if border:
        ws["A1"].border = FRAME
    page = sheet_page(first_sheet(tmp_path, book), 1, [])
    assert (max(w.box.x1 for w in page.words) > 60) is overflows


def test_large_fonts_are_read_at_the_size_of_print(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for r in range(1, 4):
        book.active.cell(r, 1, "besar").font = Font(sz=20)
    ws = first_sheet(tmp_path, book)
    assert scale_of(ws) == 0.5
    assert isinstance(sheet_page(ws, 1, []), Page)


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("height", [4.0, 60.0])
def test_words_stay_inside_their_box_in_order(align: str, height: float) -> None:
    text = "1. Surat permohonan\n2. Fotokopi kartu tanda penduduk pemohon"
    box = Box(10, 10, 70, 10 + height)
    words = lay_text(text, box, Style(9, align=align))
    assert [w.text for w in words] == text.split()
    assert all(box.x0 <= w.box.x0 < w.box.x1 <= box.x1 + 0.01 for w in words)
    assert all(box.y0 <= w.box.y0 < w.box.y1 <= box.y1 + 0.01 for w in words)


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (1, "General", "1"),
        (10.0, "General", "10"),
        (0.5, "General", "0,5"),
        (15, '0" menit"', "15 menit"),
        (15, "General\\ \"hari\"", "15 hari"),
        (1500000, "#,##0", "1.500.000"),
        (2.5, "0.00", "2,50"),
        (0.25, "0%", "25%"),
        (7, "000", "007"),
        (0, "0;-0;", ""),
        (-3, "0;(0)", "(3)"),
        (5, ";;;", ""),
        (True, "General", "TRUE"),
        ("teks", "@", "teks"),
        (dt.datetime(2020, 1, 7), "dd mmmm yyyy", "07 Januari 2020"),
        (dt.datetime(2020, 1, 7), "mm-dd-yy", "07/01/2020"),
        (dt.datetime(2020, 1, 7), "[$-421]d\\ mmm\\ yy;@", "7 Jan 20"),
        (dt.time(8, 5), "h:mm", "8:05"),
    ],
)  # fmt: skip
def test_values_are_shown_as_their_format_prints_them(
    value: object, number_format: str, printed: str
) -> None:
    assert shown(value, number_format) == printed


def damage(path: Path, part: str, old: bytes, new: bytes) -> Path:
    out = path.with_name("rusak.xlsx")
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(out, "w") as b:
        for name in a.namelist():
            data = a.read(name)
            b.writestr(name, data.replace(old, new, 1) if name == part else data)
    return out


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/styles.xml", b"<fonts", b"<fants"),
    ],
)
def test_hostile_and_broken_workbooks_are_refused(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    path = damage(save(tmp_path, book_with_form(), FLOW), part, old, new)
    with pytest.raises(UnreadableFile) as e:
        extract_file(path)
    assert e.value.kode == "rusak"


@pytest.mark.parametrize(
    ("old", "new"), [(b'ref="A1:H1"', b'ref="A1:XFD1048576"'), (b"</sheetData>", b"")], ids=["merged", "cut"]
)
def test_a_broken_sheet_costs_itself(tmp_path: Path, old: bytes, new: bytes) -> None:
    book = book_with_form()
    form(book.create_sheet("Dua"))
    raw = extract_file(damage(save(tmp_path, book), "xl/worksheets/sheet1.xml", old, new))
    assert [h.isi for h in raw.halaman] == ["gagal", "sop"]
    assert [len(s.langkah) for s in raw.sop] == [3]


def test_a_broken_drawing_costs_itself_and_is_told(tmp_path: Path) -> None:
    path = damage(save(tmp_path, book_with_form(), FLOW), "xl/drawings/drawing1.xml", b"</xdr:wsDr>", b"")
    sop = only_sop(path)
    assert len(sop.langkah) == 3 and not sop.simbol
    assert ("gambar_tak_terbaca", "/langkah") in [(d.kode, d.jalur) for d in sop.keraguan]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b'<pageSetup fitToPage="1"/><pageMargins'),
        ("xl/worksheets/sheet1.xml", b"<row ", b'<row baru="ya" '),
        ("xl/worksheets/sheet1.xml", b"<pageMargins ", b'<dataValidations count="x"/><pageMargins lain="?" '),
        ("xl/styles.xml", b"<font>", b'<font warna="1"><family val="99"/>'),
        ("xl/styles.xml", b"<alignment ", b'<alignment textRotation="999" '),
        ("xl/workbook.xml", b"<calcPr ", b'<calcPr cara="lain" '),
    ],
)
def test_what_a_library_does_not_know_costs_nothing(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    plain = save(tmp_path, book_with_form(), FLOW)
    with zipfile.ZipFile(plain) as z:
        assert old in z.read(part)
    assert extract_file(damage(plain, part, old, new)).sop == extract_file(plain).sop


STRICT = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
        b"http://purl.oclc.org/ooxml/officeDocument/",
    ),
)


def test_strict_files_templates_and_files_with_macros(tmp_path: Path) -> None:
    plain = save(tmp_path, book_with_form(), FLOW)
    strict, macros = tmp_path / "ketat.xlsx", tmp_path / "makro.xlsm"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(strict, "w") as a, zipfile.ZipFile(macros, "w") as b:
        for name in old.namelist():
            data = old.read(name)
            b.writestr(
                name, data.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
            )
            for ours, theirs in STRICT:
                data = data.replace(ours, theirs)
            a.writestr(name, data)
        b.writestr("xl/vbaProject.bin", b"makro")
    assert extract_file(strict).sop == extract_file(macros).sop == extract_file(plain).sop


def test_a_text_beyond_all_forms_is_bounded_and_told(tmp_path: Path) -> None:
    book = book_with_form()
    book.active["B6"] = "kata " * 6_000
    sop = only_sop(save(tmp_path, book))
    assert ("teks_terpotong", "/langkah/0") in [(d.kode, d.jalur) for d in sop.keraguan]
    assert sop.langkah[0].kegiatan.teks.startswith("kata kata") and len(sop.langkah[0].kegiatan.teks) < 20_001
    assert len(sop.langkah) == 3


@pytest.mark.parametrize("digits", ["1" * 5000, "1e999", "-" + "9" * 400, "nan"])
def test_numbers_beyond_all_numbers(tmp_path: Path, digits: str) -> None:
    plain = save(tmp_path, book_with_form())
    path = damage(plain, "xl/worksheets/sheet1.xml", b"<v>2</v>", f"<v>{digits}</v>".encode())
    assert len(only_sop(path).langkah) == 3


@pytest.mark.parametrize(
    ("size", "page"), [((200, 200), False), ((250, 2000), False), ((1000, 320), True), ((1240, 1754), True)]
)
def test_pictures_large_enough_for_a_page(tmp_path: Path, size: tuple[int, int], page: bool) -> None:
    picture, book = tmp_path / "gambar.png", openpyxl.Workbook()
    PictureFile.new("L", size, 255).save(picture)
    book.active.add_image(PlacedPicture(picture), "B2")
    with zipfile.ZipFile(save(tmp_path, book)) as z:
        names = pictures_of(z, "xl/worksheets/sheet1.xml")
        assert [is_page(z, n) for n in names] == [page]
        assert not is_page(z, "xl/workbook.xml") and not is_page(z, "xl/media/tiada.png")


def test_a_damaged_picture_is_no_page(tmp_path: Path) -> None:
    picture, book = tmp_path / "gambar.png", openpyxl.Workbook()
    PictureFile.new("L", (1240, 1754), 255).save(picture)
    book.active.add_image(PlacedPicture(picture), "B2")
    path = save(tmp_path, book)
    data = bytearray(path.read_bytes())
    at = data.index(b"\x89PNG" if b"\x89PNG" in data else b"xl/media/image1.png") + 40
    data[at : at + 8] = b"\0" * 8
    path.write_bytes(bytes(data))
    assert extract_file(path).kode == "bukan_sop"


def test_real_workbook(shared: Path) -> None:
    path = shared / "real/diskominfo-ambon/sop-cc.xlsx"
    if not path.is_file():
        pytest.skip("no real workbook in ../shared")
    raw = extract_file(path)
    assert [len(s.langkah) for s in raw.sop] == [9, 11]
    assert [len(s.simbol) for s in raw.sop] == [11, 11]
    assert [len(s.panah) for s in raw.sop] == [11, 11]
