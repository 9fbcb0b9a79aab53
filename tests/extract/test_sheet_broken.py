"""Workbooks that are broken, hostile, of other kinds or beyond all bounds."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as PlacedPicture
from PIL import Image as PictureFile

from extract.pipeline import extract_file
from extract.sources.office.pictures import is_page
from extract.sources.office.workbook.reader import pictures_of
from schemas.errors import UnreadableFile
from tests.support.raw import only_sop
from tests.support.workbook_file import (
    FLOW,
    book_with_form,
    damage,
    form,
    save,
)


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


@pytest.mark.parametrize(
    "refs", [("A1:H8",), ("A4:H5",), ("D4:E4",), ("A4:B4",), ("B5:B6", "C6:D7", "D7:E8")]
)
@pytest.mark.parametrize("before", [True, False])
def test_merged_cells_over_one_another_cost_no_text(
    tmp_path: Path, refs: tuple[str, ...], before: bool
) -> None:
    """As a damaged file has them; the ranges that hide texts do not count, and this is told."""
    plain = save(tmp_path, book_with_form(), FLOW)
    with zipfile.ZipFile(plain) as z:
        [start] = re.findall(rb"<mergeCells[^>]*>", z.read("xl/worksheets/sheet1.xml"))
    more = b"".join(b'<mergeCell ref="%s"/>' % r.encode() for r in refs)
    place, written = (start, start + more) if before else (b"</mergeCells>", more + b"</mergeCells>")
    sop, whole = only_sop(damage(plain, "xl/worksheets/sheet1.xml", place, written)), only_sop(plain)
    assert [s.kegiatan.teks for s in sop.langkah] == [s.kegiatan.teks for s in whole.langkah]
    assert (sop.pelaksana, sop.simbol) == (whole.pelaksana, whole.simbol)
    assert {d.kode for d in sop.keraguan} == {"gabungan_bertindih"}


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


@pytest.mark.parametrize("packing", [9, 14, 97])  # one unknown to zipfile, LZMA, one that nobody knows
def test_a_picture_packed_in_an_unknown_way_costs_itself(tmp_path: Path, packing: int) -> None:
    picture, book = tmp_path / "gambar.png", book_with_form()
    PictureFile.new("L", (1240, 1754), 255).save(picture)
    book.active.add_image(PlacedPicture(picture), "B40")
    path = save(tmp_path, book)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as z:
        local = z.getinfo("xl/media/image1.png").header_offset + 8
    central = data.rindex(b"xl/media/image1.png") - 36
    for at in (local, central):
        data[at : at + 2] = packing.to_bytes(2, "little")
    path.write_bytes(bytes(data))
    assert len(only_sop(path).langkah) == 3


def test_sizes_beyond_excels_own(tmp_path: Path) -> None:
    plain = save(tmp_path, book_with_form(), FLOW)
    path = damage(plain, "xl/worksheets/sheet1.xml", b'width="30"', b'width="1e300"')
    assert len(only_sop(path).langkah) == 3


def test_borders_down_to_the_last_row(tmp_path: Path) -> None:
    plain = save(tmp_path, book_with_form(), FLOW)
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="2"/><c r="B%d" s="0"/></row>' % (n, n, n) for n in range(20, 110_000)
    )
    path = damage(plain, "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")
    assert len(only_sop(path).langkah) == 3


def test_a_formula_without_its_result_is_told_where_it_stands(tmp_path: Path) -> None:
    book = book_with_form()
    book.active["F6"] = '=5&" menit"'
    sop = only_sop(save(tmp_path, book, FLOW))
    assert sop.langkah[0].waktu.teks == ""
    assert ("rumus_tanpa_hasil", "/langkah/0") in [(d.kode, d.jalur) for d in sop.keraguan]
