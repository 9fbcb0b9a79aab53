"""Symbols filled with colours that run into each other, without an outline, as programs paint them."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from extract.sources.pdf.content import drawn
from extract.sources.pdf.drawing import read_vector_page
from schemas.page import Page

BOX = (100.0, 100.0, 60.0, 24.0)  # of a symbol: left, low, width, height


def page_with(kind: str, paint: str) -> Page:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=True)
    canvas.saveState()
    x, y, w, h = BOX
    if kind == "rectangle":
        canvas._code.append(f"{x} {y} {w} {h} re W* n")
    else:
        canvas.clipPath(path_of(canvas, kind), stroke=0, fill=0)
    if paint == "shading":
        canvas.linearGradient(x, y + h, x, y, (Color(0.9, 0.95, 1), Color(0.2, 0.4, 0.8)))
    for n in range(24 if paint == "bands" else 0):
        canvas.setFillColorRGB(0.9 - n / 40, 0.95 - n / 50, 1)
        canvas.rect(x, y, w, h - n, stroke=0, fill=1)
    for n in range(3 if paint == "things" else 0):
        canvas.setFillColorRGB(n / 4, 0, 0)
        canvas.rect(x + 3 + 18 * n, y + 4, 12, 12, stroke=0, fill=1)
    canvas.restoreState()
    canvas.save()
    with pdfplumber.open(io.BytesIO(out.getvalue())) as pdf:
        return read_vector_page(drawn(pdf.pages[0]), 1)


def path_of(canvas: Canvas, kind: str) -> PDFPathObject:
    x, y, w, h = BOX
    path = canvas.beginPath()
    if kind == "diamond":
        path.moveTo(x, y + h / 2)
        for px, py in ((x + w / 2, y + h), (x + w, y + h / 2), (x + w / 2, y)):
            path.lineTo(px, py)
        path.close()
    elif kind == "capsule":
        path.roundRect(x, y, w, h, h / 2)
    else:
        path.rect(x, y, w, h)
    return path


@pytest.mark.parametrize("kind", ["rectangle", "box", "capsule", "diamond"])
@pytest.mark.parametrize("paint", ["shading", "bands"])
def test_a_gradient_is_the_shape_that_it_fills(kind: str, paint: str) -> None:
    (shape,) = page_with(kind, paint).shapes
    box = tuple(round(v) for v in (shape.box.x0, shape.box.y0, shape.box.width, shape.box.height))
    assert box == (100, 76, 60, 24)
    assert (shape.filled, shape.stroked, shape.curved) == (True, False, kind == "capsule")


def test_things_in_a_clip_are_themselves() -> None:
    assert len(page_with("box", "things").shapes) == 3
