"""A small step table as drawn by reportlab."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 842.0, 595.0
COLUMNS = (40.0, 70.0, 300.0, 380.0, 460.0, 620.0, 700.0, 800.0)
ROWS = (60.0, 90.0, 150.0, 210.0, 270.0)
CELLS = {
    (0, 0): "No",
    (0, 1): "Kegiatan",
    (0, 2): "Kepala",
    (0, 3): "Staf",
    (0, 4): "Kelengkapan",
    (0, 5): "Waktu",
    (0, 6): "Output",
    (1, 0): "1",
    (1, 1): "Menyusun laporan kinerja bulanan",
    (1, 4): "Bahan laporan",
    (1, 5): "30 Menit",
    (1, 6): "Konsep",
    (2, 0): "2",
    (2, 1): "Memeriksa dan menyetujui laporan",
    (2, 4): "Konsep laporan",
    (2, 5): "1 Hari",
    (2, 6): "Laporan",
    (3, 0): "3",
    (3, 1): "Mengirimkan laporan kepada pimpinan",
    (3, 4): "Laporan, surat",
    (3, 5): "10 Menit",
    (3, 6): "Tanda terima",
}


def draw(canvas: Canvas) -> None:
    def y(down: float) -> float:
        return HEIGHT - down

    canvas.setLineWidth(0.7)
    for row in ROWS:
        canvas.line(COLUMNS[0], y(row), COLUMNS[-1], y(row))
    for column in COLUMNS:
        canvas.line(column, y(ROWS[0]), column, y(ROWS[-1]))
    canvas.setFont("Helvetica", 10)
    for (row, column), text in CELLS.items():
        canvas.drawString(COLUMNS[column] + 5, y(ROWS[row] + 20), text)
    # Two boxes and the line that joins them through a rule.
    canvas.rect(415, y(130), 30, 18)
    canvas.rect(325, y(190), 30, 18)
    canvas.line(430, y(130), 430, y(181))
    canvas.line(430, y(181), 355, y(181))
