"""Pictures on a vector page: which are read, and how they are put on a canvas."""

from __future__ import annotations

import io

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.sources.pdf.content import drawn
from extract.sources.pdf.drawing import read_vector_page
from extract.sources.pdf.pictures import (
    SCALE,
    holds_table,
    new_words,
    paste,
    pictures_to_read,
    read_pictures,
    window,
)
from schemas.page import Box, Page, Picture, Rule
from tests.support.paper import words

LOGO = Picture(Box(20, 20, 60, 60), (80, 80))
TABLE = Picture(Box(40, 100, 460, 300), (1200, 600))
ARROW = Picture(Box(200, 150, 210, 160), (30, 30))


def page() -> Page:
    return Page(1, 500, 400, pictures=[LOGO, TABLE, ARROW])


ALL = window(Box(0, 0, 500, 400), page())


def test_without_a_table_large_pictures_are_read() -> None:
    assert pictures_to_read(page(), []) == [TABLE]


def test_with_a_table_those_in_its_flow_are_read() -> None:
    assert pictures_to_read(page(), [Box(180, 100, 240, 300)]) == [ARROW]


@pytest.mark.parametrize("paper", [(14_000, 14_000), (14_000, 400), (0, 400)])
def test_on_impossible_paper_none_is_read(paper: tuple[float, float]) -> None:
    assert pictures_to_read(Page(1, *paper, pictures=[TABLE]), [Box(0, 0, 460, 300)]) == []


def test_words_that_the_text_layer_has_are_not_doubled() -> None:
    known = words("Menyusun surat", 50, 50)
    found = [*words("Menyusun", 51, 50.5), *words("lampiran", 200, 50)]
    assert [w.text for w in new_words(known, found)] == ["lampiran"]


@pytest.mark.parametrize("side", [5_000, 1e9])
def test_a_picture_beyond_all_paper_is_left_out(side: float) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400), invariant=True)
    canvas.drawImage(ImageReader(Image.new("RGB", (9, 9))), 20, 20, side, side)
    canvas.save()
    pdf = pypdfium2.PdfDocument(out.getvalue())
    huge = Picture(Box(20, 380 - side, 20 + side, 380), (9, 9))
    assert paste(pdf[0], page(), [huge], ALL) is None


@pytest.mark.parametrize("shade", [255, 252])
def test_a_picture_that_shows_nothing_is_not_read(shade: int) -> None:
    """The white ground that some programs lay under a label of the flow."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400), invariant=True)
    ground = ImageReader(Image.new("RGBA", LOGO.pixels, (shade, shade, shade, 255)))
    canvas.drawImage(ground, LOGO.box.x0, 400 - LOGO.box.y1, LOGO.box.width, LOGO.box.height)
    canvas.save()
    pdf_page = pypdfium2.PdfDocument(out.getvalue())[0]
    assert paste(pdf_page, page(), [LOGO], ALL) is None
    read = read_pictures(page(), pdf_page, [LOGO])
    assert LOGO not in read.pictures and read.words == page().words


@pytest.mark.parametrize("later", [True, False])
@pytest.mark.parametrize("scale", [1.0, 0.4])
def test_a_white_box_painted_over_a_picture_hides_what_is_there(later: bool, scale: float) -> None:
    """A symbol of a pasted flowchart that somebody took back; the page printed small, too."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400), invariant=True)
    canvas.scale(scale, scale)

    def cover() -> None:
        canvas.setFillGray(1)
        canvas.rect(100, 150, 60, 40, stroke=0, fill=1)
        canvas.setFillGray(0)

    if not later:
        cover()
    canvas.drawImage(ImageReader(Image.new("RGB", (300, 200))), 50, 100, 300, 200)
    if later:
        cover()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 350, "Kata di halaman yang sama")
    canvas.save()
    with pdfplumber.open(io.BytesIO(out.getvalue())) as pdf:
        seen = read_vector_page(drawn(pdf.pages[0]), 1)
    pixels = paste(pypdfium2.PdfDocument(out.getvalue())[0], seen, seen.pictures, window(seen.paper, seen))
    assert pixels is not None
    unit = SCALE * seen.enlarged * scale
    inside = pixels[round((400 / scale - 170) * unit), round(130 * unit)]
    beside = pixels[round((400 / scale - 170) * unit), round(200 * unit)]
    assert (inside > 200).all() == later and (beside < 50).all()


def test_a_canvas_holds_the_picture_asked_for_at_its_place() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400), invariant=True)
    for picture in (LOGO, TABLE):
        grey = ImageReader(Image.new("RGB", picture.pixels, (0, 0, 0)))
        box = picture.box
        canvas.drawImage(grey, box.x0, 400 - box.y1, box.width, box.height)
    canvas.save()
    pdf = pypdfium2.PdfDocument(out.getvalue())
    drawn = paste(pdf[0], page(), [LOGO], ALL)
    assert drawn is not None
    ys, xs = np.nonzero(drawn[:, :, 0] < 128)
    found = [v / SCALE for v in (xs.min(), ys.min(), xs.max(), ys.max())]
    assert np.allclose(found, [20, 20, 60, 60], atol=0.5)


def test_a_canvas_of_a_window_is_cut_out_of_that_of_the_page() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400), invariant=True)
    for picture, grey in ((TABLE, (90, 90, 90)), (ARROW, (0, 0, 0))):
        box, image = picture.box, ImageReader(Image.new("RGB", picture.pixels, grey))
        canvas.drawImage(image, box.x0, 400 - box.y1, box.width, box.height)
    canvas.save()
    pdf_page = pypdfium2.PdfDocument(out.getvalue())[0]
    whole = paste(pdf_page, page(), [TABLE, ARROW], ALL)
    left, top, right, bottom = at = window(Box(195.3, 90, 520, 240), page())
    part = paste(pdf_page, page(), [TABLE, ARROW], at)
    assert whole is not None and part is not None
    assert np.array_equal(part, whole[top:bottom, left:right])


def test_a_picture_in_a_form_stands_where_the_form_puts_it() -> None:
    """Signed and merged files hold their pages as forms, at a size of their own."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400), invariant=True)
    canvas.beginForm("isi", 0, 0, 250, 200)
    canvas.drawImage(ImageReader(Image.new("RGB", (80, 80), (0, 0, 0))), 5, 165, 10, 10)
    canvas.endForm()
    canvas.translate(10, 10)
    canvas.scale(2, 2)
    canvas.doForm("isi")
    canvas.save()
    placed = Picture(Box(20, 40, 40, 60), (80, 80))
    pasted = paste(pypdfium2.PdfDocument(out.getvalue())[0], page(), [placed], ALL)
    assert pasted is not None
    ys, xs = np.nonzero(pasted[:, :, 0] < 128)
    assert np.allclose(
        [v / SCALE for v in (xs.min(), ys.min(), xs.max(), ys.max())], [20, 40, 40, 60], atol=0.5
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_canvas_shows_a_turned_page_as_a_viewer_does(turn: int) -> None:
    picture = Image.new("L", (80, 40), 255)
    picture.paste(0, (0, 0, 20, 10))  # one corner tells all turns apart
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 400), invariant=True)
    canvas.drawImage(ImageReader(picture), 60, 90, 240, 120)
    canvas.setPageRotation(turn)
    canvas.save()
    with pdfplumber.open(out) as plumbed:
        read = read_vector_page(drawn(plumbed.pages[0]), 1)
    shown = pypdfium2.PdfDocument(out.getvalue())[0]
    pasted = paste(shown, read, read.pictures, window(read.paper, read))
    assert pasted is not None
    height, width = pasted.shape[:2]
    seen = shown.render(scale=SCALE).to_numpy()[:height, :width, :3]
    assert (pasted < 128).any()
    assert np.mean((pasted < 128) != (seen < 128)) < 0.001


def test_a_picture_cut_into_strips_is_read_as_one() -> None:
    """Writers of PDF cut large pictures: a box on a seam would be two halves of none."""
    strips = [Picture(Box(40, y, 460, y + 20.4), (1200, 60)) for y in (120, 100, 140)]
    aside = Picture(Box(462, 100, 490, 160), (90, 180))
    torn = Page(1, 500, 400, pictures=[*strips, aside])
    assert [p.box for p in pictures_to_read(torn, [Box(180, 100, 260, 160)])] == [Box(40, 100, 460, 160.4)]


@pytest.mark.parametrize(
    ("printed", "read", "is_table"),
    [
        ("", "1 Menyusun surat 10 menit", True),
        ("Menyusun surat 10 menit Arsip", "Ya Tidak", False),  # the flow alone is a picture
        ("", "", False),  # a logo in a frame
    ],
)
def test_a_table_whose_texts_are_in_a_picture_is_one_of_pixels(
    printed: str, read: str, is_table: bool
) -> None:
    rules = [Rule(True, 100, 40, 460), Rule(True, 300, 40, 460)]
    below = words("Dokumen ini telah ditandatangani secara elektronik menurut aturan", 40, 380)
    part = Page(1, 500, 400, rules=rules, source="piksel")
    assert holds_table(part, [*below, *words(printed, 460, 200)], words(read, 60, 220)) is is_table
