"""What is spoilt: documents of every kind, made here, or taken from a folder."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from openpyxl.drawing.image import Image as PlacedPicture
from PIL import Image

from tests.support import word_file, workbook_file
from tests.support.bukan_sop import DRAWN, drawn
from tests.support.generate.draw import pdf_bytes
from tests.support.generate.export import text_export
from tests.support.generate.random_sop import random_sop
from tests.support.locks import locked_office, locked_zip, zip_of
from tests.support.mutate.whole import PASSWORD

MAKS_BITA = 250_000  # of a sample: a large one takes the time of many
_TEXT = (".txt", ".md", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Sample:
    """``sop``: whether it is one at all. ``dear``: it holds a picture, which takes the time of many words."""

    name: str
    kind: str  # pdf | xlsx | docx | teks | gambar | zip | terkunci
    data: bytes
    sop: bool = True
    dear: bool = False

    @property
    def suffix(self) -> str:
        return {"teks": ".txt", "gambar": ".png", "terkunci": ".docx"}.get(self.kind, f".{self.kind}")


def made_samples(count: int = 6) -> list[Sample]:
    """Documents of every kind, made from nothing but code."""
    out = []
    for seed in range(count):
        description = random_sop(seed)
        pdf = pdf_bytes(description)
        out += [Sample(f"acak-{seed}-{n}", "pdf", part) for n, part in enumerate(pages_of(pdf))]
        text = text_export(description)
        marked = "\n".join(f"| {line.replace(chr(9), ' | ')} |" for line in text.splitlines())
        cells = text.replace("\t", "</td><td>").replace("\n", "</td></tr>\n<tr><td>")
        page = f"<html><body><table><tr><td>{cells}</td></tr></table></body></html>"
        texts = (("tab", text), ("markdown", marked), ("html", page))
        out += [Sample(f"acak-{seed}-{n}", "teks", t.encode()) for n, t in texts]
        out.append(Sample(f"acak-{seed}", "gambar", picture_of(pdf), dear=True))
    with tempfile.TemporaryDirectory() as folder:
        out += _office(Path(folder))
    return out + list(_packed(out)) + list(_no_sops())


def _packed(samples: list[Sample]) -> Iterator[Sample]:
    """Zip files of the samples, one under a lock, and a Word file under a lock."""
    plain = [s for s in samples if not s.dear]
    members = [(f"{s.kind}/{s.name}{s.suffix}", s.data) for s in (*plain[:4], *plain[-2:])]
    yield Sample("arsip", "zip", zip_of(members))
    yield Sample("arsip-terkunci", "zip", locked_zip(members[:2], PASSWORD))
    word = next(s for s in samples if s.name == "surat")
    yield Sample("surat", "terkunci", locked_office(word.data, PASSWORD))


def _no_sops() -> Iterator[Sample]:
    """Documents that give no record, as they are and however they are spoilt."""
    for name, draw in DRAWN.items():
        data = drawn(draw)
        yield Sample(name, "pdf", pages_of(data)[0], sop=False)
        words = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
        yield Sample(name, "teks", "\n".join(words).encode(), sop=False)


def _office(folder: Path) -> Iterator[Sample]:
    page = folder / "halaman.png"
    page.write_bytes(picture_of(pdf_bytes(random_sop(1))))
    sheet = workbook_file.save(folder, workbook_file.book_with_form(), workbook_file.FLOW)
    yield Sample("buku", "xlsx", sheet.read_bytes())
    book = openpyxl.Workbook()
    book.active.add_image(PlacedPicture(page), "B2")
    yield Sample("buku-gambar", "xlsx", workbook_file.save(folder, book).read_bytes(), dear=True)
    document = word_file.new_document()
    document.add_picture(str(page))
    yield Sample("surat-gambar", "docx", word_file.save(document, folder).read_bytes(), dear=True)
    document = word_file.new_document()
    block = document.add_table(0, 2, style="Table Grid")
    for pair in word_file.IDENTITY:
        for cell, words in zip(block.add_row().cells, pair, strict=True):
            cell.text = words
    document.add_paragraph("1. Umum", style="List Number")
    table = word_file.steps_table(document)
    word_file.with_flow(table)
    yield Sample("surat", "docx", word_file.save(document, folder).read_bytes())
    word_file.with_old_flow(table)
    yield Sample("surat-vml", "docx", word_file.save(document, folder).read_bytes())


def samples_from(folder: Path) -> Iterator[Sample]:
    """The small documents under a folder, PDF files as their single pages."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "truth" not in p.parts):
        data, suffix = path.read_bytes(), path.suffix.lower()
        if suffix == ".pdf":
            parts = pages_of(data)
            yield from (
                Sample(f"{path.name}-{n}", "pdf", p, dear=b"/Image" in p)
                for n, p in enumerate(parts)
                if len(p) < MAKS_BITA
            )
        elif suffix in (".png", ".jpg", ".jpeg"):
            yield Sample(path.name, "gambar", small(Image.open(io.BytesIO(data))), dear=True)
        elif suffix in (".xlsx", ".docx") and len(data) < MAKS_BITA:
            yield Sample(path.name, suffix[1:], data)
        elif suffix in _TEXT:
            yield Sample(path.name, "teks", data[:MAKS_BITA])


def pages_of(data: bytes) -> list[bytes]:
    """Every page of a PDF as a file, and the first two together, all as PDFium writes them."""
    with pypdfium2.PdfDocument(data) as whole:
        count = len(whole)
        wanted = [[n] for n in range(count)] + ([[0, 1]] if count > 1 else [])
        return [_saved(whole, numbers) for numbers in wanted]


def _saved(whole: Any, numbers: list[int]) -> bytes:
    with pypdfium2.PdfDocument.new() as part:
        part.import_pages(whole, numbers)
        buffer = io.BytesIO()
        part.save(buffer)
        return buffer.getvalue()


def picture_of(data: bytes) -> bytes:
    """The first page of a PDF as a small PNG."""
    with pypdfium2.PdfDocument(data) as pdf:
        return small(pdf[0].render(scale=1.5).to_pil())


def small(image: Image.Image) -> bytes:
    image = image.convert("RGB")
    image.thumbnail((1300, 1300))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
