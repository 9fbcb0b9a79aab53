"""A small step table, printed by reportlab and rendered: the same page in every disguise."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.support.scanned_table import CELLS, HEIGHT, WIDTH, draw

Pixels = npt.NDArray[np.uint8]


@pytest.fixture(scope="session")
def table_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)
    draw(canvas)
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="session")
def table_image(table_pdf: bytes) -> Pixels:
    """The page at 200 dpi, grey."""
    pdf = pypdfium2.PdfDocument(table_pdf)
    image = pdf[0].render(scale=200 / 72, grayscale=True).to_numpy()
    return np.ascontiguousarray(image.reshape(image.shape[:2]))


@pytest.fixture(scope="session")
def printed() -> list[str]:
    """Every word of the page, in reading order of its cells."""
    return [word for text in CELLS.values() for word in text.split()]
