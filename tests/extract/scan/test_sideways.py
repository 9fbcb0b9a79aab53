from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.geometry.words import line_text, words_to_lines
from extract.sources.scan.reader import read_image
from schemas.page import Box

WIDTH, HEIGHT = 842.0, 595.0
COLUMNS = (40.0, 160.0, 220.0, 280.0, 340.0)
ROWS = (40.0, 140.0, 200.0)
NAMES = ("Sekretaris", "Kepala Seksi|Pelayanan Umum", "Bendahara")


def page(turn: int, font: str = "Helvetica", size: float = 8.0, dpi: int = 200):
    """A table whose executors' names stand on their side; ``turn``: 90 where they read upwards."""
    out = io.BytesIO()
    c = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)
    for x in COLUMNS:
        c.line(x, HEIGHT - ROWS[0], x, HEIGHT - ROWS[-1])
    for y in ROWS:
        c.line(COLUMNS[0], HEIGHT - y, COLUMNS[-1], HEIGHT - y)
    c.setFont(font, size)
    c.drawCentredString(100, HEIGHT - 92, "Uraian Kegiatan")
    for n, line in enumerate(("1.", "2.", "3.", "4.")):
        c.drawString(44, HEIGHT - 152 - 10 * n, line)
        c.drawString(56, HEIGHT - 152 - 10 * n, "Mencatat surat")
    for n in range(8):
        c.drawString(44, HEIGHT - 230 - 12 * n, "Setiap pegawai mencatat surat yang masuk pada hari kerja")
    for name, x in zip(NAMES, (190.0, 250.0, 310.0), strict=True):
        c.saveState()
        c.translate(x, HEIGHT - 90)
        c.rotate(turn)
        for n, line in enumerate(name.split("|")):
            c.drawCentredString(0, -10 * n, line)
        c.restoreState()
    c.save()
    image = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=dpi / 72, grayscale=True).to_numpy()
    return read_image(np.ascontiguousarray(image.reshape(image.shape[:2])), WIDTH, HEIGHT, 1).page


def said(page, column: int, row: int) -> str:
    cell = Box(COLUMNS[column], ROWS[row], COLUMNS[column + 1], ROWS[row + 1])
    inside = [w for w in page.words if cell.holds(w.box.cx, w.box.cy)]
    return " ".join(map(line_text, words_to_lines(inside)))


@pytest.mark.parametrize("turn", [90, -90])
@pytest.mark.parametrize("font", ["Helvetica", "Times-Bold"])
def test_names_on_their_side(turn, font):
    read = page(turn, font)
    assert [said(read, n, 0) for n in (1, 2, 3)] == [name.replace("|", " ") for name in NAMES]


@pytest.mark.parametrize(("size", "dpi"), [(7.0, 150), (9.5, 150), (8.0, 300)])
def test_in_other_sizes(size, dpi):
    read = page(90, size=size, dpi=dpi)
    assert [said(read, n, 0) for n in (1, 3)] == ["Sekretaris", "Bendahara"]


def test_numbers_of_a_list_stay_level():
    read = page(90)
    assert all(w.upright for w in read.words if w.box.cy > ROWS[1])
    assert said(read, 0, 1).startswith("1. Mencatat surat 2. Mencatat surat")
