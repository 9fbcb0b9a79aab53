"""How the time of reading grows: made pages of 1, 2, 4, 8 and 16 times as much, and how steep the growth is.

usage: python -m tests.bench.growth

An exponent of 1 is time in proportion; of 2, time by the square. Below a measure's first tenth of a second
the fixed price of a file hides the growth, so the slope is that of the last two steps.
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract import extract_file
from schemas.errors import UnreadableFile

STEPS = (1, 2, 4, 8, 16)
A4 = (842.0, 595.0)
WIDE = (842.0, 4000.0)  # of one page that holds much
TITLE = "Lampiran"  # a page without any word would be read by its pixels


def pages(path: Path, times: int) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(4 * times):
        table(canvas, A4[1], 12)
        canvas.showPage()
    canvas.save()


def steps(path: Path, times: int) -> None:
    """Rows of one table, each with a symbol and the arrow to the next."""
    size = A4[0], 100.0 + 40 * 10 * times
    canvas = Canvas(str(path), pagesize=size)
    table(canvas, size[1], 10 * times)
    canvas.save()


def words(path: Path, times: int) -> None:
    canvas = Canvas(str(path), pagesize=WIDE)
    canvas.setFont("Helvetica", 6)
    for n in range(640 * times):
        canvas.drawString(20 + n % 20 * 40, 20 + n // 20 * 7.5, f"kata{n}")
    canvas.save()


def rules(path: Path, times: int) -> None:
    canvas = Canvas(str(path), pagesize=WIDE)
    canvas.drawString(20, 3985, TITLE)
    for n in range(500 * times):
        y = 10 + n * 3980 / (500 * times)
        canvas.line(20, y, 820, y)
    canvas.save()


def images(path: Path, times: int) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(path), pagesize=WIDE)
    canvas.drawString(20, 3985, TITLE)
    dot = ImageReader(Image.new("RGB", (4, 4), (200, 30, 30)))
    for n in range(320 * times):
        canvas.drawImage(dot, 20 + n % 40 * 20, 20 + n // 40 * 20, 8, 8)
    canvas.save()


def text(path: Path, times: int) -> None:
    line = "| 1 | Menerima surat permohonan | | 10 Menit | Surat tercatat |\n"
    path.write_text("SOP PELAYANAN\n" + line * (1250 * times * 4))


def table(canvas: Canvas, height: float, count: int) -> None:
    """A step table of the form with two executors, from the top of the page."""
    xs, y = (30, 60, 300, 380, 460, 560, 640, 740, 812), height - 40
    names = ("No", "Kegiatan", "Camat", "Lurah", "Kelengkapan", "Waktu", "Output", "Keterangan")
    canvas.setFont("Helvetica", 8)
    for a, b, name in zip(xs, xs[1:], names, strict=False):
        canvas.rect(a, y - 20, b - a, 20)
        canvas.drawString(a + 3, y - 13, name)
    y -= 20
    for n in range(count):
        low = y - 40
        cells = (str(n + 1), f"Memeriksa berkas nomor {n}", "", "", "Berkas", "10 Menit", "Berkas", "")
        for a, b, value in zip(xs, xs[1:], cells, strict=False):
            canvas.rect(a, low, b - a, 40)
            canvas.drawString(a + 3, low + 18, value)
        left = xs[2 + n % 2] + 20
        canvas.rect(left, low + 12, 40, 16)
        if n + 1 < count:
            canvas.line(left + 20, low + 12, left + 20, low - 12)
        y = low


KINDS: dict[str, tuple[Callable[[Path, int], None], str, str]] = {
    "pages": (pages, ".pdf", "64 pages of 12 rows"),
    "rows with symbols and lines": (steps, ".pdf", "160 rows on a page"),
    "words": (words, ".pdf", "10,240 words on a page"),
    "rules": (rules, ".pdf", "8,000 rules on a page"),
    "pictures": (images, ".pdf", "5,120 pictures on a page"),
    "text": (text, ".txt", "5 MB of a text export"),
}


def seconds(path: Path) -> float:
    start = time.process_time()
    try:
        extract_file(path)
    except UnreadableFile as e:
        print(f"  {path.name}: {e}")
    return time.process_time() - start


def growth() -> Iterator[str]:
    """The lines of a table: CPU seconds at 1 and 16 times as much, and the exponent of the growth."""
    yield "| made of | CPU s at 1x | at 16x | exponent | 16x is |\n|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, suffix, what) in KINDS.items():
            taken = []
            for times in STEPS:
                path = Path(folder) / f"{make.__name__}{times}{suffix}"
                make(path, times)
                taken.append(seconds(path))
            slope = math.log(taken[-1] / taken[-3]) / math.log(STEPS[-1] / STEPS[-3])
            yield f"| {name} | {taken[0]:.2f} | {taken[-1]:.2f} | {slope:.2f} | {what} |"


if __name__ == "__main__":
    print("\n".join(growth()))
