"""What is read from workbooks."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font
from PIL import Image, ImageDraw

from extract.pipeline import extract_file
from extract.sources.office.workbook.book import Worksheet, open_book, read_sheet
from extract.sources.office.workbook.reader import scale_of, sheet_page
from extract.sources.office.workbook.values import shown
from extract.sources.typeset import Style, lay_text
from schemas.page import Box, Page
from schemas.raw import RawSop
from tests.support.raw import only_sop
from tests.support.workbook_file import (
    FLOW,
    FRAME,
    LINE,
    STEPS,
    anchor,
    book_with_form,
    connector,
    form,
    picture,
    save,
    shape,
)


def first_sheet(tmp_path: Path, book: openpyxl.Workbook) -> Worksheet:
    """The first worksheet as it is read."""
    with zipfile.ZipFile(save(tmp_path, book)) as z:
        shared = open_book(z)
        return read_sheet(z, shared.sheets[0], shared)


def symbols(sop: RawSop) -> list[tuple[int | None, int | None, str]]:
    return [(s.langkah, s.pelaksana, s.jenis.value) for s in sop.simbol]


def arrows(sop: RawSop) -> set[tuple[int | None, int | None]]:
    return {(p.a, p.b) for p in sop.panah if p.kepala_b and not p.kepala_a}


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


def drawn_picture(points: Sequence[tuple[float, float]], ground: str | None, fill: str, rim: str) -> bytes:
    """A PNG of one shape, its corners in shares of 120 x 60 pixels, on a ground or on nothing."""
    image = Image.new("RGBA", (120, 60), ground or (0, 0, 0, 0))
    corners = [(2 + x * 115, 2 + y * 55) for x, y in points]
    ImageDraw.Draw(image).polygon(corners, fill, rim, 3)
    return png(image)


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


BOX, DIAMOND = ((0, 0), (1, 0), (1, 1), (0, 1)), ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))


@pytest.mark.parametrize(
    ("ground", "fill", "rim"),
    [
        (None, "steelblue", "navy"),
        (None, "white", "black"),
        ("white", "silver", "black"),
        ("white", "white", "black"),
        ("white", "black", "black"),
        ("lightyellow", "royalblue", "white"),
    ],
)
def test_symbols_that_are_pictures(tmp_path: Path, ground: str | None, fill: str, rim: str) -> None:
    """Lines that name a picture end at it as at a shape."""
    drawing = (
        anchor(shape(2, "flowChartTerminator"), 2.2, 5.2, 2.8, 5.8)
        + anchor(picture(3, "kotak"), 3.2, 6.2, 3.8, 6.8)
        + anchor(picture(4, "ketupat"), 2.2, 7.2, 2.8, 7.8)
        + anchor(connector(5, "bentConnector2", (2, 3)), 2.8, 5.5, 3.5, 6.2)
        + anchor(connector(6, "straightConnector1", (3, 4)), 3.2, 6.5, 2.8, 7.5)
    )
    shown = {
        "kotak": drawn_picture(BOX, ground, fill, rim),
        "ketupat": drawn_picture(DIAMOND, ground, fill, rim),
    }
    sop = only_sop(save(tmp_path, book_with_form(), drawing, shown))
    assert symbols(sop) == [(0, 0, "kapsul"), (1, 1, "kotak"), (2, 0, "belah_ketupat")]
    assert arrows(sop) == {(0, 1), (1, 2)}


def test_a_photograph_a_scrawl_and_a_damaged_picture_are_no_symbols(tmp_path: Path) -> None:
    noise = Image.effect_noise((120, 60), 90).convert("RGB")
    scrawl = Image.new("RGB", (120, 60), "white")
    ImageDraw.Draw(scrawl).line([(5, 50), (30, 5), (60, 55), (90, 10), (115, 40)], "navy", 3)
    shown = {"foto": png(noise), "paraf": png(scrawl), "rusak": png(scrawl)[:60]}
    drawing = "".join(anchor(picture(n, key), 2.2, 3.2 + n, 2.8, 3.8 + n) for n, key in enumerate(shown, 2))
    assert symbols(only_sop(save(tmp_path, book_with_form(), drawing, shown))) == []


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


def test_real_workbook(shared: Path) -> None:
    path = shared / "real/diskominfo-ambon/sop-cc.xlsx"
    if not path.is_file():
        pytest.skip("no real workbook in ../shared")
    raw = extract_file(path)
    assert [len(s.langkah) for s in raw.sop] == [9, 11]
    assert [len(s.simbol) for s in raw.sop] == [11, 11]
    assert [len(s.panah) for s in raw.sop] == [11, 11]


LENGTHS = [
    (dt.timedelta(minutes=15), "[h]:mm:ss", "0:15:00"),
    (dt.timedelta(hours=36), "[h]:mm:ss", "36:00:00"),
    (dt.timedelta(minutes=75), "[m]", "75"),
    (dt.time(0, 15), "h:mm:ss", "0:15:00"),
    (dt.time(1, 5), 'h "jam" mm "menit"', "1 jam 05 menit"),
    (dt.time(13, 30), "h:mm AM/PM", "1:30 PM"),
    (dt.time(0, 15), "[$-F400]h:mm:ss AM/PM", "0:15:00"),
    (dt.datetime(2023, 3, 15, 9, 36), "dd mmmm yyyy h.mm", "15 Maret 2023 9.36"),
]


@pytest.mark.parametrize(("value", "form", "text"), LENGTHS, ids=lambda v: str(v))
def test_times_and_lengths_of_time_are_shown_by_their_format(value: Any, form: str, text: str) -> None:
    assert shown(value, form) == text


@pytest.mark.parametrize("sides", [("top", "bottom"), ("bottom",), ()])
def test_rows_without_borders_between_their_cells(tmp_path: Path, sides: tuple[str, ...]) -> None:
    """The title over the table has a frame, the table rules between its rows or none."""
    book = book_with_form(borders=False)
    ws = book.active
    assert ws is not None
    ws["A1"].border = FRAME
    for row in ws["A4:H8"]:
        for cell in row:
            cell.border = Border(**dict.fromkeys(sides, LINE))
    sop = only_sop(save(tmp_path, book, FLOW))
    assert [p.label for p in sop.pelaksana] == ["Petugas Loket", "Kepala Seksi"]
    assert [x.nomor for x in sop.langkah] == ["1", "2", "3"]
    assert [x.waktu.teks for x in sop.langkah] == ["5 menit", "10 menit", "2 menit"]
    assert [s.langkah for s in sop.simbol] == [0, 1, 2]
