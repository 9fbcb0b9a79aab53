"""Words that lie over a PDF page are told where they lie."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.sources.pdf.reader import open_pdf
from schemas.tinjauan import Kode
from tests.support.hostile import page_pdf

WORDS = b"BT /F 12 Tf 72 720 Td (Menerima berkas) Tj ET"
FONT = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def told(folder: Path, data: bytes) -> list[tuple[tuple[int, ...], tuple[tuple[str, str], ...]]]:
    path = folder / "sop.pdf"
    path.write_bytes(data)
    left_out = [k for sheet in open_pdf(path).pages for k in sheet.read()[0].left_out]
    boxes = [(k.box, k.isi) for k in left_out if k.kode is Kode.TEKS_DITEMPEL]
    return [(tuple(round(v) for v in (b.x0, b.y0, b.x1, b.y1)), isi) for b, isi in boxes]


def test_filled_fields_are_told_and_empty_ones_are_not(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawString(72, 720, "Menerima berkas pemohon di loket")
    for n, value in enumerate(("5 menit", "")):
        canvas.acroForm.textfield(value, name=f"waktu{n}", x=100, y=100 + 50 * n, width=80, height=20)
    canvas.acroForm.checkbox(True, name="ya", x=300, y=300)
    canvas.save()
    assert told(tmp_path, buffer.getvalue()) == [((100, 722, 180, 742), (("teks", "5 menit"),))]


def test_notes_are_told_unless_they_are_hidden(tmp_path: Path) -> None:
    notes = "".join(
        f"<</Type/Annot/Subtype/{kind}/Rect[10 10 60 30]/F {flags}/Contents(catatan {n})>>"
        for n, (kind, flags) in enumerate((("FreeText", 4), ("FreeText", 2), ("Text", 4)))
    )
    data = page_pdf(WORDS, f"{FONT}>>/Annots[{notes}]/X<<")
    assert told(tmp_path, data) == [((10, 812, 60, 832), (("teks", "catatan 0"),))]


def test_damaged_notes_cost_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, page_pdf(WORDS, f"{FONT}>>/Annots[7 (x) <</Rect 9/Subtype/FreeText>>]/X<<")) == []
