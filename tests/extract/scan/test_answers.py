"""Short answers among the lines of a drawing, as a scanner gives them."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.form.jawaban import is_like_answer
from extract.sources.scan.prepare import prepare
from extract.sources.scan.text.answers import Cluster, told, with_answers
from extract.sources.scan.text.engine import Reading, engine_for
from extract.sources.scan.text.lines import find_text
from extract.sources.scan.text.words import read_lines, words_of
from schemas.page import Box

WIDTH, HEIGHT = 300.0, 160.0


def page(dpi, labels, blur=0.6, size=6.5, frames=()):
    """A decision with its exits: ``labels`` are (text, x, y from the top, turned), ``frames`` boxes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setFont("Helvetica", 8)
    for k, text in enumerate(("Memeriksa berkas usulan", "dari pemohon layanan", "di loket pelayanan")):
        canvas.drawString(10, 110 - 10 * k, text)
    canvas.setLineWidth(0.8)
    for x0, y0, x1, y1 in (
        *((180, 80, 200, 90), (200, 90, 220, 80), (220, 80, 200, 70), (200, 70, 180, 80)),
        *((200, 70, 200, 20), (220, 80, 225, 80), (244, 80, 280, 80), (280, 80, 280, 140)),
        (120, 0, 120, 160),
    ):
        canvas.line(x0, y0, x1, y1)
    for x0, y0, x1, y1 in frames:
        canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)
    canvas.setFont("Helvetica", size)
    for text, x, y, turned in labels:
        canvas.saveState()
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(90 if turned else 0)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    canvas.save()
    image = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=dpi / 72, grayscale=True).to_numpy()
    grey = cv2.GaussianBlur(image.reshape(image.shape[:2]), (0, 0), blur)
    return prepare(np.ascontiguousarray(grey), dpi / 72, straighten=False)


def read(prepared):
    found = find_text(prepared.ink, prepared.scale)
    readings = read_lines(found, prepared.grey, engine_for())
    words = words_of(found, prepared, readings)
    return with_answers(words, found, readings, prepared, engine_for())


@pytest.mark.parametrize("dpi", [150, 200])
def test_an_answer_turned_along_its_line_is_read(dpi):
    words = read(page(dpi, [("Tidak", 198, 130, True), ("Ya", 232, 78, False)]))
    assert [(w.text, w.upright) for w in words[-2:]] in (
        [("Ya", True), ("Tidak", False)],
        [("Tidak", False), ("Ya", True)],
    )


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_an_answer_in_the_gap_of_its_line_is_read(dpi):
    words = read(page(dpi, [("Tidak", 227, 82, False), ("Ya", 203, 110, False)]))
    assert {"Tidak", "Ya"} <= {w.text for w in words}


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(("text", "wide"), [("ya", 9.0), ("Ya", 11.0), ("Tidak", 20.0)])
def test_an_answer_that_touches_its_frame_is_read(dpi, text, wide):
    words = read(page(dpi, [(text, 206, 110, False)], frames=[(204.6, 103.6, 204.6 + wide, 112)]))
    assert text in {w.text for w in words}


def test_answers_are_looked_for_in_a_region_alone() -> None:
    """Letters at its rim that belong to a line beside it are none."""
    prepared = page(200, [("Tidak", 198, 130, True)])
    found = find_text(prepared.ink, prepared.scale)
    lines = read_lines(found, prepared.grey, engine_for())

    def said(region: Box | None) -> list[str]:
        return sorted(w.text for w in with_answers([], found, lines, prepared, engine_for(), region))

    assert said(None) == said(Box(170, 60, 290, 150)) == ["Tidak"]
    assert said(Box(215, 60, 290, 150)) == []


def test_a_letter_read_before_its_word_gives_way() -> None:
    """The strokes of a turned word stand in a row, as dashes do."""
    words = read(page(200, [("Tidak", 197, 130, True)], blur=0.3, size=5.5))
    assert [w.text for w in words if not w.upright] == ["Tidak"]


@pytest.mark.parametrize(
    ("text", "cut"), [("-Ya", (True, False)), ("Ya-", (False, True)), ("Ya", (False, False))]
)
def test_the_line_before_or_behind_an_answer_is_no_part_of_it(text, cut):
    at = tuple((k + 0.5) / len(text) for k in range(len(text)))
    spot = Cluster(110, 20, 150, 32, 2)
    found = told(Reading(text, at, (0.9,) * len(text)), spot, (105, 17, 155, 35), 0)
    assert found.text == "Ya"
    assert (found.box[0] > 115, found.box[2] < 145) == cut


def test_words_of_the_text_stay_as_they_were():
    prepared = page(200, [])
    found = find_text(prepared.ink, prepared.scale)
    readings = read_lines(found, prepared.grey, engine_for())
    words = words_of(found, prepared, readings)
    assert with_answers(words, found, readings, prepared, engine_for()) == words


@pytest.mark.parametrize(
    ("text", "like"),
    [("Ticak", True), ("a", True), ("Ticak sesuai", True), ("Arsip", False), ("12", False), ("serah", False)],
)
def test_what_may_be_a_misread_answer(text, like):
    assert is_like_answer(text, 1) is like
