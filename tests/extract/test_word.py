"""What is read from Word files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.shared import Pt
from PIL import Image as PictureFile
from PIL import ImageDraw

from extract.pipeline import extract_file
from extract.sources.office import package
from extract.sources.office.drawingml import font_size
from extract.sources.office.word import reader
from extract.sources.office.word.reader import open_document
from extract.sources.office.word.text import Numbering, counted
from schemas.errors import UnreadableFile
from tests.support.raw import only_sop
from tests.support.word_file import (
    IDENTITY,
    NS,
    STEPS,
    at,
    drawing,
    new_document,
    put,
    save,
    shape,
    steps_table,
    vml,
    with_flow,
    with_old_flow,
)


@pytest.mark.parametrize("style", ["Table Grid", "Normal Table"])
def test_identity_and_steps(tmp_path: Path, style: str) -> None:
    document = new_document()
    block = document.add_table(0, 2, style="Table Grid")
    for label, text in IDENTITY:
        for cell, words in zip(block.add_row().cells, (label, text), strict=True):
            cell.text = words
    document.add_paragraph()
    steps_table(document, style)
    sop = only_sop(save(document, tmp_path))
    assert sop.identitas.nomor_sop and sop.identitas.nomor_sop.teks == "UM/01/2023"
    assert sop.identitas.nama_sop and sop.identitas.nama_sop.teks == "Penerimaan Berkas Umum"
    assert [p.label for p in sop.pelaksana] == ["Petugas Loket", "Kepala Seksi"]
    assert [x.nomor for x in sop.langkah] == ["1.", "2.", "3."]
    assert [x.kegiatan.teks for x in sop.langkah] == [s[1] for s in STEPS]
    assert sop.langkah[1].kelengkapan.butir == ("Berkas", "Daftar periksa")
    assert [x.waktu.teks for x in sop.langkah] == [s[5] for s in STEPS]
    assert [x.output.teks for x in sop.langkah] == [s[6] for s in STEPS]
    assert sop.langkah[1].keterangan.teks == "Teliti"


@pytest.mark.parametrize("kept", [("top", "bottom"), ()])
def test_rows_without_borders_between_their_cells(tmp_path: Path, kept: tuple[str, ...]) -> None:
    """Rules between the rows alone, or under the header alone."""
    document = new_document()
    table = steps_table(document, "Normal Table")
    for n, row in enumerate(table.rows):
        for cell in row.cells:
            sides = ("top", "left", "bottom", "right") if n < 2 and not kept else kept
            drawn = "".join(f'<w:{s} w:val="single" w:sz="4"/>' for s in sides)
            cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {NS}>{drawn}</w:tcBorders>"))
    with_flow(table)
    sop = only_sop(save(document, tmp_path))
    assert [p.label for p in sop.pelaksana] == ["Petugas Loket", "Kepala Seksi"]
    assert [x.kegiatan.teks for x in sop.langkah] == [s[1] for s in STEPS]
    assert [(s.langkah, s.pelaksana) for s in sop.simbol] == [(0, 0), (1, 1)]


def test_the_text_of_a_shape_has_the_size_of_its_runs() -> None:
    run = f'<w:p {NS}><w:r><w:rPr><w:sz w:val="13"/></w:rPr><w:t>Ya</w:t></w:r></w:p>'
    assert font_size(parse_xml(f"<w:txbxContent {NS}>{run}</w:txbxContent>")) == 6.5


def test_signs_of_a_font_are_symbols(tmp_path: Path) -> None:
    document = new_document()
    table = steps_table(document)
    for row, col, code in ((2, 2, "F0FC"), (3, 3, "F0FC"), (4, 2, "F0FC")):
        put(table, row, col, f'<w:r {NS}><w:sym w:font="Wingdings" w:char="{code}"/></w:r>')
    sop = only_sop(save(document, tmp_path))
    assert [(s.langkah, s.pelaksana, s.jenis) for s in sop.simbol] == [
        (0, 0, "lain"),
        (1, 1, "lain"),
        (2, 0, "lain"),
    ]


def test_symbols_pasted_as_pictures(tmp_path: Path) -> None:
    document = new_document()
    table = steps_table(document)
    for row, col in ((2, 2), (3, 3)):
        picture = PictureFile.new("RGB", (120, 60), "white")
        ImageDraw.Draw(picture).polygon([(60, 2), (117, 30), (60, 57), (2, 30)], "white", "black", 4)
        data = io.BytesIO()
        picture.save(data, "png")
        table.cell(row, col).paragraphs[0].add_run().add_picture(data, Pt(40))
    sop = only_sop(save(document, tmp_path))
    assert [(s.langkah, s.pelaksana, s.jenis) for s in sop.simbol] == [
        (0, 0, "belah_ketupat"),
        (1, 1, "belah_ketupat"),
    ]


def test_drawings_stand_in_the_rows_they_are_tied_to(tmp_path: Path) -> None:
    document = new_document()
    with_flow(steps_table(document))
    sop = only_sop(save(document, tmp_path))
    assert [(s.langkah, s.pelaksana, s.jenis.value, s.teks) for s in sop.simbol] == [
        (0, 0, "kapsul", "Mulai"),
        (1, 1, "belah_ketupat", ""),
    ]
    assert [(p.a, p.b, p.kepala_a, p.kepala_b) for p in sop.panah] == [(0, 1, False, True)]
    assert sop.keraguan == ()


def test_drawings_outside_the_cell_they_are_tied_to_are_told_at_their_row(tmp_path: Path) -> None:
    """How high the rows between are, the file does not say; where each row has a symbol, none is amiss."""
    document = new_document()
    table = steps_table(document)
    put(table, 2, 2, drawing(shape("rect"), 15, 92, 50, 22))
    sop = only_sop(save(document, tmp_path))
    assert (2, 0, "kotak") in [(s.langkah, s.pelaksana, s.jenis.value) for s in sop.simbol]
    assert [d.jalur for d in sop.keraguan if d.kode == "letak_diperkirakan"] == ["/langkah/2/simbol"]
    with_flow(table)
    sop = only_sop(save(document, tmp_path))
    assert {s.langkah for s in sop.simbol} == {0, 1, 2}
    assert sop.keraguan == ()


def test_drawings_of_older_files_are_read_alike(tmp_path: Path) -> None:
    document = new_document()
    with_old_flow(steps_table(document))
    sop = only_sop(save(document, tmp_path))
    assert [(s.langkah, s.pelaksana, s.jenis.value, s.teks) for s in sop.simbol] == [
        (0, 0, "kapsul", "Mulai"),
        (1, 1, "belah_ketupat", ""),
        (2, 0, "kotak", ""),
    ]
    assert {(p.a, p.b) for p in sop.panah if p.kepala_b and not p.kepala_a} == {(0, 1), (1, 2)}


def test_numbers_that_are_none_leave_a_drawing_where_it_starts(tmp_path: Path) -> None:
    document = new_document()
    table = steps_table(document)
    begin = drawing(shape("flowChartTerminator"), 15, 8, 50, 22).replace(">190500<", ">1e999<", 1)
    old = f'<v:shape type="#_x0000_t110" adj="²,--5" {at(15, 8, 50, 24)}/>'
    put(table, 2, 2, begin)
    put(table, 3, 3, vml(old))
    sop = only_sop(save(document, tmp_path))
    assert [(s.langkah, s.pelaksana, s.jenis.value) for s in sop.simbol] == [
        (0, 0, "kapsul"),
        (1, 1, "belah_ketupat"),
    ]


def test_places_of_the_layout_stay_out_of_the_sop(tmp_path: Path) -> None:
    document = new_document()
    with_flow(steps_table(document))
    sop = only_sop(save(document, tmp_path))
    assert sop.halaman == ()
    assert all(x.kotak is None and x.halaman is None for x in (*sop.langkah, *sop.simbol))
    assert all(x.kegiatan.kotak is None for x in sop.langkah)


def test_two_sops_in_one_document(tmp_path: Path) -> None:
    document = new_document()
    for title in ("SOP Penerimaan Berkas", "SOP Pengembalian Berkas"):
        document.add_paragraph(title)
        steps_table(document)
    raw = extract_file(save(document, tmp_path))
    assert [s.judul for s in raw.sop] == ["SOP Penerimaan Berkas", "SOP Pengembalian Berkas"]
    assert [len(s.langkah) for s in raw.sop] == [3, 3]


def test_numbers_that_word_writes_are_read(tmp_path: Path) -> None:
    document = new_document()
    table = steps_table(document)
    for row in (2, 3, 4):
        cell = table.cell(row, 0)
        cell.text = ""
        cell.paragraphs[0].style = document.styles["List Number"]
    assert [x.nomor for x in only_sop(save(document, tmp_path)).langkah] == ["1.", "2.", "3."]


def test_deleted_text_is_left_out_and_inserted_text_read(tmp_path: Path) -> None:
    document = new_document()
    p = steps_table(document).cell(2, 1).paragraphs[0]._p
    p.append(parse_xml(f"<w:del {NS}><w:r><w:delText>lama</w:delText></w:r></w:del>"))
    p.append(parse_xml(f'<w:ins {NS}><w:r><w:t xml:space="preserve"> baru</w:t></w:r></w:ins>'))
    sop = only_sop(save(document, tmp_path))
    assert sop.langkah[0].kegiatan.teks == "Menerima berkas pemohon baru"


def test_a_letter_is_stated(tmp_path: Path) -> None:
    document = new_document()
    document.add_paragraph("Kepada Yth. Kepala Bagian Umum. Perihal: undangan rapat. " * 3)
    raw = extract_file(save(document, tmp_path))
    assert raw.kode == "bukan_sop" and [h.isi for h in raw.halaman] == ["surat"]


def test_pictures_of_a_document_in_order(tmp_path: Path) -> None:
    document = new_document()
    for name, shade in (("a.png", 0), ("b.png", 255)):
        PictureFile.new("L", (20, 20), shade).save(tmp_path / name)
    for name in ("b.png", "a.png"):
        document.add_picture(str(tmp_path / name))
    with zipfile.ZipFile(save(document, tmp_path)) as z:
        assert open_document(z).pictures == ("word/media/image1.png", "word/media/image2.png")


@pytest.mark.parametrize(
    ("form", "n", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("lowerLetter", 2, "b"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("lowerLetter", 10**12, "z" * 30),
    ],
)
def test_counts_in_every_form(form: str, n: int, printed: str) -> None:
    assert counted(n, form) == printed


def test_deeper_levels_start_anew() -> None:
    levels = {0: ("decimal", "%1.", 1), 1: ("lowerLetter", "%1.%2)", 1)}
    lists = Numbering({"7": "0"}, {"0": levels})
    marks = [lists.mark("7", level) for level in (0, 1, 1, 0, 1)]
    assert marks == ["1.", "1.a)", "1.b)", "2.", "2.a)"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"<w:body>", b"<w:body"), (b"<w:document ", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document ')],
)
def test_hostile_and_broken_files_are_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    path, out = save(new_document(), tmp_path), tmp_path / "rusak.docx"
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(out, "w") as b:
        for name in a.namelist():
            data = a.read(name)
            b.writestr(name, data.replace(old, new, 1) if name == "word/document.xml" else data)
    with pytest.raises(UnreadableFile) as e:
        extract_file(out)
    assert e.value.kode == "rusak"


def changed(path: Path, name: str, *edits: tuple[bytes, bytes], encoding: str = "") -> Path:
    """A copy of a package under another name with its XML parts edited, and recoded where told."""
    out = path.with_name(name)
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(out, "w") as b:
        for part in a.namelist():
            data = a.read(part)
            if part.endswith((".xml", ".rels")):
                for old, new in edits:
                    data = data.replace(old, new)
                if encoding:
                    text = data.decode("utf-8").replace("UTF-8", encoding.upper()).replace("utf-8", encoding)
                    data = text.encode(encoding)
            b.writestr(part, data)
    return out


MAIN = b"officedocument.wordprocessingml.document.main+xml"


def test_strict_files_templates_and_files_with_macros(tmp_path: Path) -> None:
    document = new_document()
    with_flow(steps_table(document))
    plain = save(document, tmp_path)
    others = [
        changed(
            plain,
            "ketat.docx",
            (
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
            (
                b"http://schemas.openxmlformats.org/officeDocument/2006/",
                b"http://purl.oclc.org/ooxml/officeDocument/",
            ),
        ),
        changed(plain, "templat.dotx", (MAIN, MAIN.replace(b"document.main", b"template.main"))),
        changed(
            plain,
            "makro.docm",
            (b"officedocument.wordprocessingml.document", b"ms-word.document.macroEnabled"),
        ),
        changed(plain, "lebar.docx", encoding="utf-16"),
    ]
    sop = only_sop(plain)
    assert len(sop.simbol) == 2
    assert [only_sop(p) for p in others] == [sop] * len(others)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp037"])
@pytest.mark.parametrize("part", ["customXml/item9.xml", "docProps/lain.dat"])
def test_a_document_type_in_any_part_and_encoding_is_refused(
    tmp_path: Path, part: str, encoding: str
) -> None:
    path = save(new_document(), tmp_path)
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with zipfile.ZipFile(path, "a") as z:
        z.writestr(part, xml.encode(encoding))
    with pytest.raises(UnreadableFile) as e:
        extract_file(path)
    assert e.value.kode == "rusak" and part in e.value.alasan


def test_more_paragraphs_than_any_form_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAKS_BLOK", 3)
    document = new_document()
    steps_table(document)
    for _ in range(5):
        document.add_paragraph("kata")
    raw = extract_file(save(document, tmp_path))
    assert len(raw.sop) == 1 and [h.isi for h in raw.halaman] == ["gagal"]
    assert "hanya 3 paragraf" in raw.halaman[0].alasan


def test_more_elements_than_memory_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = new_document()
    steps_table(document)
    path = changed(save(document, tmp_path), "banyak.docx", (b"</w:body>", b"<w:p/>" * 20_000 + b"</w:body>"))
    monkeypatch.setattr(package, "MAKS_TANDA", 15_000)
    raw = extract_file(path)
    assert len(raw.sop) == 1 and [h.isi for h in raw.halaman] == ["gagal"]


def test_a_paragraph_beyond_all_forms_is_bounded_and_told(tmp_path: Path) -> None:
    document = new_document()
    table = steps_table(document)
    table.cell(3, 1).text = "kata " * 6_000
    sop = only_sop(save(document, tmp_path))
    assert ("teks_terpotong", "/langkah/1") in [(d.kode, d.jalur) for d in sop.keraguan]
    assert len(sop.langkah) == 3


def test_a_row_that_a_tracked_change_takes_out_is_no_step(tmp_path: Path) -> None:
    document = new_document()
    table = steps_table(document)
    table.rows[3]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {NS} w:id="1" w:author="x"/>'))
    assert [s.nomor for s in only_sop(save(document, tmp_path)).langkah] == ["1.", "3."]


def test_a_table_in_a_table_in_a_cell_is_read_once(tmp_path: Path) -> None:
    document = new_document()
    cell = steps_table(document).cell(3, 1)
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text = "lembar asli"
    inner.cell(0, 1).add_table(1, 1).cell(0, 0).text = "dan salinan"
    assert only_sop(save(document, tmp_path)).langkah[1].kegiatan.teks.count("dan salinan") == 1


def test_a_cell_that_says_it_spans_more_than_there_is(tmp_path: Path) -> None:
    document = new_document()
    table = steps_table(document)
    table.cell(3, 7)._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {NS} w:val="1000000000"/>'))
    assert [s.kegiatan.teks for s in only_sop(save(document, tmp_path)).langkah] == [s[1] for s in STEPS]


def test_a_document_taken_in_from_elsewhere_is_told(tmp_path: Path) -> None:
    document = new_document()
    steps_table(document)
    document.element.body.insert(0, parse_xml(f"<w:altChunk {NS}/>"))
    raw = extract_file(save(document, tmp_path))
    assert len(raw.sop) == 1 and [h.isi for h in raw.halaman] == ["gagal"]
    assert "disisipkan" in raw.halaman[0].alasan
