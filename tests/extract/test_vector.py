"""What stands in a PDF, as the page model has it: small PDFs drawn in memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.colors import CMYKColorSep
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.sources.pdf import drawing
from extract.sources.pdf.content import drawn
from extract.sources.pdf.drawing import read_vector_page
from schemas.page import Page

HEIGHT = 400.0
Draw = Callable[[Canvas], None]


def page_of(*steps: Draw) -> Page:
    """The page model of a PDF page on which ``steps`` drew one after the other."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, HEIGHT), invariant=True)
    canvas.setFont("Helvetica", 9)
    for step in steps:
        step(canvas)
    canvas.save()
    with pdfplumber.open(io.BytesIO(out.getvalue())) as pdf:
        return read_vector_page(drawn(pdf.pages[0]), 1)


def texts(page: Page) -> list[str]:
    return [w.text for w in page.words]


def polygon(*points: tuple[float, float], fill: int = 1, stroke: int = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        path.close()
        canvas.drawPath(path, fill=fill, stroke=stroke)

    return draw


def polyline(*points: tuple[float, float]) -> Draw:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        canvas.drawPath(path, fill=0, stroke=1)

    return draw


def text(x: float, y: float, printed: str) -> Draw:
    return lambda canvas: canvas.drawString(x, HEIGHT - y, printed)


def rect(x: float, y: float, w: float, h: float, fill: float | None = None, stroke: int = 1) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(1 if fill is None else fill)
        canvas.rect(x, HEIGHT - y - h, w, h, fill=int(fill is not None), stroke=stroke)
        canvas.setFillGray(0)

    return draw


RULES: list[tuple[str, Draw]] = [
    ("line", lambda c: c.line(100, HEIGHT - 50, 300, HEIGHT - 50)),
    ("strip", rect(100, 49.75, 200, 0.5, fill=0, stroke=0)),
    ("polygon", polygon((100, 49.7), (300, 49.7), (299.5, 50.3), (100.5, 50.3))),
]


@pytest.mark.parametrize(("name", "draw"), RULES)
def test_a_rule_however_it_is_drawn(name: str, draw: Draw) -> None:
    page = page_of(draw)
    assert len(page.rules) == 1
    rule = page.rules[0]
    assert rule.horizontal
    assert (rule.at, rule.lo, rule.hi) == pytest.approx((50, 100, 300), abs=0.6)
    assert not page.shapes and not page.connectors


def test_an_elbow_is_a_connector_and_a_thin_polygon_too() -> None:
    drawn = page_of(polyline((100, 50), (200, 50), (200, 90)))
    painted = page_of(
        polygon((100, 49.5), (200.5, 49.5), (200.5, 90), (199.5, 90), (199.5, 50.5), (100, 50.5))
    )
    for page in (drawn, painted):
        assert len(page.connectors) == 1
        assert not page.shapes
        points = page.connectors[0].points
        assert len(points) == 3
        assert points[1] == pytest.approx((200, 50), abs=1.1)


@pytest.mark.parametrize(("fill", "stroke"), [(1, 0), (0, 1), (1, 1)])
def test_a_small_triangle_is_a_head(fill: int, stroke: int) -> None:
    page = page_of(polygon((98, 50), (102, 50), (100, 56), fill=fill, stroke=stroke))
    assert [h.tip for h in page.heads] == [pytest.approx((100, 56), abs=0.1)]
    assert page.heads[0].direction == pytest.approx((0, 1), abs=0.01)
    assert not page.shapes


def test_a_symbol_painted_and_then_outlined_is_one_shape() -> None:
    page = page_of(rect(100, 50, 40, 16, fill=0.8, stroke=0), rect(100, 50, 40, 16))
    assert len(page.shapes) == 1
    assert page.shapes[0].filled and page.shapes[0].stroked


def test_an_outline_in_two_halves_is_one_shape() -> None:
    page = page_of(
        polyline((100, 60), (120, 50), (140, 60)),
        polyline((100, 60), (120, 70), (140, 60)),
    )
    assert len(page.shapes) == 1
    assert not page.connectors


def test_white_ink_and_ink_off_the_page_leave_nothing() -> None:
    def white(canvas: Canvas) -> None:
        canvas.setStrokeGray(1)
        canvas.line(100, 300, 200, 300)
        canvas.setStrokeGray(0)

    page = page_of(white, lambda c: c.line(600, 50, 700, 50))
    assert not page.rules and not page.connectors and not page.shapes


def test_a_white_box_hides_what_was_printed_before_it() -> None:
    page = page_of(text(100, 60, "lama"), rect(95, 50, 60, 14, fill=1, stroke=0), text(100, 60, "baru"))
    assert texts(page) == ["baru"]


def test_a_white_page_ground_painted_late_hides_nothing() -> None:
    page = page_of(text(100, 60, "isi"), rect(0, 0, 500, 400, fill=1, stroke=0))
    assert texts(page) == ["isi"]


def picture(alpha: bool, x: float = 90) -> Draw:
    image = Image.new("RGBA" if alpha else "RGB", (40, 40), (200, 200, 200, 90) if alpha else (200, 200, 200))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), x, HEIGHT - 120, 100, 80, mask="auto" if alpha else None)

    return draw


def test_a_picture_hides_what_lies_under_it_and_a_see_through_one_does_not() -> None:
    under = (text(100, 80, "lama"), polyline((100, 90), (150, 90), (150, 100)))
    hidden = page_of(*under, picture(alpha=False))
    assert not hidden.words and not hidden.connectors
    assert len(hidden.pictures) == 1
    stamp = page_of(*under, picture(alpha=True))
    assert texts(stamp) == ["lama"] and stamp.connectors


def test_a_picture_off_the_page_is_none() -> None:
    assert not page_of(picture(alpha=False, x=600)).pictures


def test_words_over_a_picture_stay() -> None:
    assert texts(page_of(picture(alpha=False), text(100, 80, "baru"))) == ["baru"]


def test_bold_printed_twice_is_one_word() -> None:
    assert texts(page_of(text(100, 60, "Output"), text(100.2, 60, "Output"))) == ["Output"]


TURNED: list[tuple[str, tuple[float, ...], bool]] = [
    ("level", (1, 0, 0, 1, 40, 300), True),
    ("level but for the dust of a scaled page", (1.0006, -0.000002, -0.000002, 1, 40, 300), True),
    ("a page levelled after scanning", (1, 0.004, -0.004, 1, 40, 300), True),
    ("turned by a quarter", (0, 1, -1, 0, 40, 300), False),
    ("turned by a quarter, with dust", (0.000002, 1, -1, 0.000002, 40, 300), False),
]


@pytest.mark.parametrize(("name", "matrix", "level"), TURNED)
def test_letters_stand_level_whatever_rounding_left(
    name: str, matrix: tuple[float, ...], level: bool
) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.transform(*matrix)
        canvas.drawString(0, 0, "Mencatat surat masuk")

    words = page_of(turned).words
    assert [w.text for w in words] == ["Mencatat", "surat", "masuk"]
    assert [w.upright for w in words] == [level] * 3


def test_a_path_that_makes_no_sense_is_left_out_and_its_place_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    add = drawing.add_path

    def refuse(page: Page, o: dict[str, Any]) -> None:
        if float(o["x0"]) < 100:
            raise IndexError("no corner")
        add(page, o)

    monkeypatch.setattr(drawing, "add_path", refuse)
    page = page_of(polygon((50, 50), (90, 50), (90, 70), (50, 70)), polygon((150, 50), (190, 60), (150, 70)))
    assert len(page.shapes) == 1
    assert [(o.box.x0, o.box.y0, o.box.x1, o.box.y1) for o in page.left_out] == [(50, 50, 90, 70)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 40, 380, 290)])
def test_places_lead_to_the_page_as_a_viewer_shows_it(turn: int, crop: tuple[float, ...] | None) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), invariant=True)
    canvas.rect(100, 100, 60, 20, fill=1)
    canvas.setPageRotation(turn)
    canvas.save()
    pdf = pypdfium2.PdfDocument(out.getvalue())
    if crop:
        pdf[0].set_cropbox(*crop)
    pdf.save(out := io.BytesIO())
    ys, xs = np.nonzero(pypdfium2.PdfDocument(out.getvalue())[0].render(scale=2).to_numpy()[:, :, 0] < 128)
    with pdfplumber.open(out) as plumbed:
        page = read_vector_page(drawn(plumbed.pages[0]), 1)
    (box,) = (s.box for s in page.shapes)
    dx, dy = page.placement[2:6:3] or (0.0, 0.0)
    shown = (box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
    assert shown == pytest.approx((xs.min() / 2, ys.min() / 2, xs.max() / 2, ys.max() / 2), abs=1)


@pytest.mark.parametrize(("tint", "seen"), [(1.0, True), (0.6, True), (0.0, False)])
def test_ink_of_a_print_shop_is_drawn(tint: float, seen: bool) -> None:
    """In a Separation space 1 is full colour, where in a grey space it is white."""

    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(CMYKColorSep(0, 0, 0, 1, spotName="Black", density=tint))
        canvas.setFillColor(CMYKColorSep(0, 0, 0, 1, spotName="Black", density=tint))
        canvas.line(50, 50, 150, 50)
        canvas.rect(50, 100, 60, 30, fill=1, stroke=0)

    page = page_of(draw)
    assert (bool(page.rules), bool(page.shapes)) == (seen, seen)


def test_white_of_a_grey_space_is_no_ink() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeGray(1)
        canvas.line(50, 50, 150, 50)

    assert not page_of(draw).rules
