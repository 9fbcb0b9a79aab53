from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.sources.pdf.reader import open_pdf, printed_share
from extract.sources.pdf.trust import text_layer_trust, without_background
from schemas.page import Box, Page, Picture, Rule, Word

WHOLE = Box(0, 0, 842, 595)
BODY = [
    Word(f"kata{i}", Box(x, y, x + 30, y + 10))
    for i, (x, y) in enumerate((50 + 40 * n, 100 + 12 * m) for m in range(9) for n in range(10))
]
FOOTER = [Word("Dokumen", Box(40, 570, 80, 580)), Word("elektronik", Box(84, 570, 130, 580))]
GRID = [Rule(True, 100 + 20 * i, 40, 800) for i in range(10)]
ODD = [Word("\ue001\ue002\ue003", w.box) for w in BODY]


def page(words=(), rules=(), pictures=()):
    return Page(
        1,
        842,
        595,
        words=list(words),
        rules=list(rules),
        pictures=[Picture(b, (1000, 800)) for b in pictures],
    )


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (page(BODY, GRID), True),
        (page(), True),
        (page(pictures=[WHOLE]), False),
        (page(BODY, pictures=[WHOLE]), False),  # a hidden OCR layer
        (page(FOOTER, pictures=[WHOLE]), False),
        (page(BODY, GRID, [WHOLE]), True),  # a background under a drawn page
        (page(FOOTER, pictures=[Box(100, 100, 700, 400)]), False),
        (page(pictures=[Box(100, 100, 500, 300)]), False),
        (page(rules=GRID), False),
        (page(ODD, GRID), False),
        (page([Word("(cid:12)(cid:7)", w.box) for w in BODY], GRID), False),
    ],
)
def test_what_a_page_is(given, read):
    assert text_layer_trust(given) == read


@pytest.mark.parametrize(
    ("words", "printed", "read"), [(BODY, 1.0, True), (BODY, 0.1, False), (FOOTER * 20, 1.0, False)]
)
def test_print_over_a_background_picture_is_no_scan(words, printed, read):
    given = page(words, pictures=[WHOLE, Box(60, 40, 120, 90)])
    assert text_layer_trust(given, printed) == read
    assert [p.box for p in without_background(given).pictures] == [Box(60, 40, 120, 90)]


@pytest.mark.parametrize(("mode", "share"), [(0, 1.0), (3, 0.0)])
def test_text_laid_over_a_scan_invisibly_is_not_printed(mode, share):
    canvas = Canvas(out := io.BytesIO(), pagesize=(400, 300))
    text = canvas.beginText(40, 200)
    text.setTextRenderMode(mode)
    text.textLine("teks di atas gambar")
    canvas.drawText(text)
    canvas.save()
    assert printed_share(pypdfium2.PdfDocument(out.getvalue())[0]) == share


@pytest.mark.parametrize("written", [True, False])
def test_a_table_drawn_without_a_word_is_no_scan(written, tmp_path):
    path = tmp_path / "tabel.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for i in range(8):
        canvas.line(60, 400 + 40 * i, 500, 400 + 40 * i)
        canvas.line(60 + 60 * i, 400, 60 + 60 * i, 680)
    canvas.rect(130, 450, 40, 20)
    if written:  # letters as outlines: there is no text, and yet something to read
        draw_outlines(canvas, 70, 650, "KEGIATAN")
    canvas.save()
    [page] = [sheet.read()[0] for sheet in open_pdf(path).pages]
    assert page.source == ("piksel" if written else "vektor")
    assert len(page.rules) >= 16


def draw_outlines(canvas, x, y, text):
    """Letters as filled paths, of strokes along the axes."""
    strokes = {
        "K": [(0, 0, 2, 12), (2, 5, 6, 2), (5, 7, 2, 5), (5, 0, 2, 5)],
        "E": [(0, 0, 2, 12), (2, 0, 5, 2), (2, 5, 4, 2), (2, 10, 5, 2)],
        "I": [(0, 0, 2, 12)],
        "T": [(3, 0, 2, 12), (0, 10, 8, 2)],
        "H": [(0, 0, 2, 12), (6, 0, 2, 12), (2, 5, 4, 2)],
    }
    for n, letter in enumerate(text):
        for dx, dy, w, h in strokes.get(letter, strokes["H"]):
            canvas.rect(x + 11 * n + dx, y + dy, w, h, stroke=0, fill=1)
