"""Files of any kind to what stands in them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file
from schemas.errors import UnreadableFile
from schemas.vocab import JenisSumber
from tests.support.generate.draw import draw
from tests.support.generate.random_sop import random_sop
from tests.support.hostile import page_pdf

CORPUS = Path(__file__).parents[2] / "corpus"

SOPS = [
    ("banggai-rencana-kas.pdf", JenisSumber.PDF, [1]),
    ("karanganyar-keputusan.pdf", JenisSumber.PDF, [1, 1]),
    ("surat-penyusunan-sop.pdf", JenisSumber.PDF, []),
    ("banggai-ekspor.txt", JenisSumber.TEKS, [1]),
]


@pytest.mark.parametrize(("name", "jenis", "sops"), SOPS)
def test_samples(name: str, jenis: JenisSumber, sops: list[int]) -> None:
    raw = extract_file(CORPUS / name)
    assert raw.jenis is jenis
    assert [bool(s.langkah) for s in raw.sop] == [bool(n) for n in sops]
    assert (raw.kode == "bukan_sop") == (not sops)


def test_pages_before_an_sop_are_told_apart() -> None:
    pages = extract_file(CORPUS / "karanganyar-keputusan.pdf").halaman
    assert [p.halaman for p in pages] == list(range(1, len(pages) + 1))
    assert pages[0].isi == "keputusan"
    assert pages[-1].isi == "sop"


def test_a_pdf_and_its_sop(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    description = random_sop(5)
    draw(description, path)
    sop = extract_file(path).sop[0]
    drawn = description.sops[0]
    assert len(sop.langkah) == len(drawn.langkah)
    assert [p.label for p in sop.pelaksana] == [p.label for p in drawn.pelaksana]


def test_a_blank_pdf_holds_no_sop(tmp_path: Path) -> None:
    path = tmp_path / "kosong.pdf"
    canvas = Canvas(str(path), invariant=True)
    canvas.showPage()
    canvas.save()
    raw = extract_file(path)
    assert raw.kode == "bukan_sop"
    assert [p.isi for p in raw.halaman] == ["kosong"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nrusak", b"\x89PNG\r\n\x1a\nrusak"])
def test_damaged_files_say_why(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rusak"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        extract_file(path)
    assert error.value.kode and error.value.alasan


def test_same_bytes_same_result(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    draw(random_sop(4), path)
    assert extract_file(path).model_dump_json() == extract_file(path).model_dump_json()


def test_a_blank_image_holds_no_sop(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (850, 600), 255).save(out, "PNG")
    path = tmp_path / "kosong.png"
    path.write_bytes(out.getvalue())
    raw = extract_file(path)
    assert raw.jenis is JenisSumber.GAMBAR
    assert raw.sop == ()


def test_a_page_that_only_viewers_can_read_is_read_as_they_show_it(tmp_path: Path) -> None:
    path = tmp_path / "huruf.pdf"
    broken = b"<</Type/Font/BaseFont/Helvetica/Subtype>>"
    path.write_bytes(page_pdf(b"BT /F 12 Tf 72 720 Td (SOP) Tj ET", "/Font<</F 5 0 R>>", (broken,)))
    raw = extract_file(path)
    assert raw.jenis is JenisSumber.PINDAIAN
    assert [p.isi for p in raw.halaman] in (["sampul"], ["kosong"])


def test_a_damaged_frame_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "dua.tif"
    blank = Image.new("L", (850, 600), 255)
    blank.save(path, save_all=True, append_images=[blank], compression="tiff_adobe_deflate")
    with Image.open(path) as file:
        start = file.tag_v2[273][0]  # where the pixels of the first frame lie
    data = bytearray(path.read_bytes())
    data[start : start + 20] = bytes(20)
    path.write_bytes(data)
    assert [(p.halaman, p.isi) for p in extract_file(path).halaman] == [(1, "gagal"), (2, "kosong")]


def test_a_frame_that_makes_no_sense_ends_the_file(tmp_path: Path) -> None:
    path = tmp_path / "dua.tif"
    blank = Image.new("L", (850, 600), 255)
    blank.save(path, save_all=True, append_images=[blank])
    with Image.open(path) as file:
        file.seek(1)
        width = file.tag_v2._offset  # the directory of the second frame
    data = bytearray(path.read_bytes())
    data[width + 2 : width + 4] = b"\xff\xff"  # its first entry, the width, is something else
    path.write_bytes(data)
    assert [(p.halaman, p.isi) for p in extract_file(path).halaman] == [(1, "kosong"), (2, "gagal")]


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (2, 2), (3000, 1)])
def test_images_of_a_few_pixels_hold_no_sop(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "tipis.png"
    Image.new("L", size, 255).save(path)
    assert [p.isi for p in extract_file(path).halaman] == ["kosong"]


def test_data_beside_the_documents_is_no_document() -> None:
    raw = extract_file(CORPUS / "truth" / "banggai-rencana-kas.json")
    assert (raw.kode, raw.sop) == ("bukan_sop", ())


def test_deep_brackets_are_text(tmp_path: Path) -> None:
    path = tmp_path / "kurung.txt"
    path.write_text("[" * 100_000, encoding="utf-8")
    assert extract_file(path).kode == "bukan_sop"
