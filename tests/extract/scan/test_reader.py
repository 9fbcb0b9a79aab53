from __future__ import annotations

import time

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from extract.sources.scan import reader
from extract.sources.scan.paper import paper_long_side
from extract.sources.scan.prepare import prepare
from extract.sources.scan.reader import (
    read_image,
    read_image_file,
    read_picture,
    read_scan_page,
)
from extract.sources.scan.rules import straight, table_lines
from extract.sources.scan.text.crumbs import off_rules, without_crumbs
from extract.sources.scan.text.engine import engine_for
from extract.sources.scan.text.lines import find_text
from normalize.letak import seen
from schemas.page import Box, Page, Rule, Word
from tests.support.scanned_table import CELLS, COLUMNS, ROWS

SCALE = 200 / 72
UNMOVED = (1, 0, 0, 0, 1, 0, 0, 0, 1)


@pytest.fixture(scope="module")
def engine():
    return engine_for()


@pytest.fixture(scope="module")
def page(table_image, engine):
    return read_image(table_image, 842, 595, 1, engine).drawn()


def texts(page):
    return sorted(w.text for w in page.words)


def in_their_cells(page, to_sheet):
    """Whether every word stands in its cell: its place on a viewer's page, taken back to the sheet."""
    where = {w: to_sheet(*seen(w.box.cx, w.box.cy, page.placement or UNMOVED)) for w in page.words}
    return all(
        sorted(w.text for w in page.words if cell_box(row, column).holds(*where[w])) == sorted(text.split())
        for (row, column), text in CELLS.items()
    )


def cell_box(row, column):
    return Box(COLUMNS[column], ROWS[row], COLUMNS[column + 1], ROWS[row + 1])


def test_every_word_is_read(page, printed):
    assert texts(page) == sorted(printed)
    assert min(w.confidence for w in page.words) > 0.8


def test_words_stand_in_their_cells(page):
    for (row, column), text in CELLS.items():
        box = cell_box(row, column)
        words = [w for w in page.words if box.holds(w.box.cx, w.box.cy)]
        assert " ".join(w.text for w in sorted(words, key=lambda w: w.box.x0)) == text


def test_page_is_measured_in_points(page):
    assert (page.width, page.height) == pytest.approx((842, 595), abs=1)
    assert page.source == "piksel" and page.placement == ()
    assert len([r for r in page.rules if r.horizontal]) == len(ROWS)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_pages_give_the_same_words(table_image, printed, engine, quarters):
    turned = np.ascontiguousarray(np.rot90(table_image, quarters))
    page = read_image(turned, turned.shape[1] / SCALE, turned.shape[0] / SCALE, 1, engine).drawn()
    assert texts(page) == sorted(printed)
    assert page.width > page.height
    back = {1: lambda x, y: (842 - y, x), 2: lambda x, y: (842 - x, 595 - y), 3: lambda x, y: (y, 595 - x)}
    assert in_their_cells(page, back[quarters])


def test_a_bad_scan_gives_the_same_words(table_image, printed, engine):
    rng = np.random.default_rng(7)
    matrix = cv2.getRotationMatrix2D((1170, 827), 0.8, 1.0)
    bad = cv2.warpAffine(table_image, matrix, table_image.shape[::-1], borderValue=255).astype(float)
    bad = bad * np.linspace(0.75, 1, bad.shape[1])[None, :] + rng.normal(0, 8, bad.shape)
    _, code = cv2.imencode(".jpg", np.clip(bad, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 55])
    bad = cv2.imdecode(code, cv2.IMREAD_GRAYSCALE)
    page = read_image(bad, 842, 595, 1, engine).drawn()
    assert texts(page) == sorted(printed)
    back = cv2.invertAffineTransform(matrix)
    assert in_their_cells(page, lambda x, y: tuple(back @ (x * SCALE, y * SCALE, 1) / SCALE))


def test_scan_in_a_pdf(table_image, printed, engine, tmp_path):
    path = tmp_path / "pindaian.pdf"
    Image.fromarray(table_image).save(path, "PDF", resolution=200)
    page = read_scan_page(path, 0, engine).drawn()
    assert texts(page) == sorted(printed)


def test_image_placed_at_screen_resolution_is_measured_as_paper(table_image, engine, tmp_path):
    path = tmp_path / "layar.pdf"
    Image.fromarray(table_image).save(path, "PDF", resolution=72)
    pdf = pypdfium2.PdfDocument(path)
    image, width, height = reader._render(pdf, 0)
    assert (width, height) == pytest.approx((2339, 1653), abs=1)
    assert image.shape[:2] == table_image.shape
    assert paper_long_side(width, height, max(image.shape)) == 842
    page = read_scan_page(path, 0, engine).page
    assert (page.width, page.height) == pytest.approx((842, 595), abs=1)
    assert in_their_cells(page, lambda x, y: (x / SCALE, y / SCALE))  # a viewer's point is a pixel here


def test_multi_page_tiff_and_one_bit(table_image, printed, engine, tmp_path):
    path = tmp_path / "dua.tif"
    first = Image.fromarray(table_image).convert("1")
    first.save(path, save_all=True, append_images=[Image.new("1", first.size, 1)], dpi=(200, 200))
    pages = [read().drawn() for read in read_image_file(path, engine)]
    assert [p.number for p in pages] == [1, 2]
    assert texts(pages[0]) == sorted(printed)
    assert pages[1].words == []


def test_grain_all_over_a_page_costs_seconds():
    specks = np.random.default_rng(1).random((500, 500)) < 0.12
    ink = np.kron(specks, np.full((2, 2), 255)).astype(np.uint8)
    start = time.process_time()
    find_text(ink, SCALE)
    assert time.process_time() - start < 4  # some ten thousand pieces, each compared with its own row


@pytest.mark.parametrize(
    ("size", "dpi", "expected"),
    [
        ((595, 842), 150, 842),
        ((936, 612), 200, 936),
        ((2336, 1644), 72, 842),
        ((1403, 900), 72, 936),
        ((200, 130), 72, 936),
        ((1191, 842), 200, 1191),  # A3
        ((1191, 842), 72, 842),  # a screen's picture
        ((2384, 1684), 300, 842),  # a poster is read as small as a page: more pixels tell nothing
    ],
)
def test_paper(size, dpi, expected):
    assert paper_long_side(*size, max(size) * dpi / 72) == expected


def test_picture_on_a_page_stands_where_it_was(table_image, engine):
    region = Box(COLUMNS[2] + 2, ROWS[1] - 20, COLUMNS[4] - 2, ROWS[-1] - 5)
    known = [Rule(True, at, COLUMNS[0], COLUMNS[-1]) for at in ROWS]
    x0, y0, x1, y1 = (round(v * SCALE) for v in (region.x0, region.y0, region.x1, region.y1))
    cut = np.ascontiguousarray(table_image[y0:y1, x0:x1])
    part = read_picture(cut, SCALE, (x0 / SCALE, y0 / SCALE), known, engine)
    assert texts(part) == ["Kepala", "Staf"]
    assert not [r for r in part.rules if r.horizontal]
    assert all(region.grow(4).holds(w.box.cx, w.box.cy) for w in part.words)


def test_a_picture_without_ink_is_not_read():
    """A shadow under a box, or the ground of a page, shows no table and no flow."""
    shade = np.tile(np.linspace(255, 225, 600).astype(np.uint8)[:, None, None], (1, 800, 3))
    part = read_picture(shade, 2.0, (50, 50), engine=None)
    assert not (part.words or part.rules or part.shapes or part.connectors or part.heads)


def test_lines_of_drawing_are_not_text(table_image):
    ink = 255 - table_image
    found = find_text(np.where(ink > 100, 255, 0).astype(np.uint8), SCALE)
    assert len(found.lines) == len(CELLS)


def test_turned_twins_of_a_real_scan(shared, engine):
    """Words of both are compared by tests/bench/ocr.py; here the way to the same page is."""
    folder = shared / "real" / "satpol-pp-kalbar"

    def upright(name):
        pdf = pypdfium2.PdfDocument(folder / name)
        image, width, height = reader._render(pdf, 2)
        page = prepare(image, max(image.shape[:2]) / max(width, height))
        return reader._upright(reader._text_of(page), engine).page

    a, b = upright("kD24ERVSmPKalJGRnSiw.pdf"), upright("VxlYrMN8hY0Mr1ECW5CW.pdf")
    assert a.grey.shape == b.grey.shape
    assert len(straight(table_lines(a.ink, a.scale))) == len(straight(table_lines(b.ink, b.scale)))
    assert np.mean(a.ink != b.ink) < 0.02


def test_small_print_is_read_as_if_it_had_the_usual_size(table_image, printed, engine):
    sheet = np.full_like(table_image, 255)
    small = cv2.resize(table_image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    sheet[: small.shape[0], : small.shape[1]] = small
    found = read_image(sheet, 842, 595, 1, engine).drawn()
    assert found.enlarged > 1.4
    assert texts(found) == sorted(printed)
    assert in_their_cells(found, lambda x, y: (2 * x, 2 * y))


def test_the_feet_of_a_word_are_no_word_of_their_own() -> None:
    line = [Word(t, Box(x, 10, x + 30, 16), 6) for t, x in (("rencana", 10), ("barang", 44), ("surat", 78))]
    feet = Word("g", Box(70, 14.8, 73.6, 17.7), 6)
    low, stop = Word("x", Box(112, 12.6, 116, 16), 6), Word(".", Box(73, 15, 74, 16), 6)
    assert without_crumbs([*line, feet, low, stop]) == [*line, low, stop]


def test_a_low_whole_answer_is_a_word() -> None:
    line = [Word(t, Box(x, 10, x + 30, 21), 6) for t, x in (("rencana", 10), ("barang", 44), ("surat", 78))]
    answer, head = Word("ya", Box(150, 12, 155, 16), 4), Word("v", Box(170, 12, 174, 16), 4)
    assert without_crumbs([*line, answer, head]) == [*line, answer]


def test_a_piece_of_a_letter_read_again_inside_its_own_word_is_a_crumb():
    whole, piece, beside = (
        word("2", 525, 268, 528, 275),
        word("2", 525, 268, 528, 271),
        word("-", 529, 271, 532, 272),
    )
    others = [word("jam", 533, 268, 545, 275), word("Surat", 533, 280, 560, 287)]
    assert without_crumbs([piece, whole, beside, *others]) == [whole, beside, *others]
    upper, lower = word("2", 525, 264.5, 528, 269.4), word("2", 525, 282, 528, 287)
    assert without_crumbs([upper, whole, lower, *others]) == [whole, lower, *others]


def test_a_lone_stroke_in_the_line_of_a_rule_is_a_piece_of_it():
    rules = [Rule(False, 394.2, 53.0, 334.0), Rule(True, 60.0, 30.0, 700.0)]
    inside, before = word("1", 393.6, 69, 394.6, 76), word("l", 393.7, 40, 394.7, 47)
    number, far, wide = (
        word("1", 44.6, 72, 46.1, 77),
        word("1", 393.7, 20, 394.7, 27),
        word("1", 393, 69, 395.4, 76),
    )
    assert off_rules([inside, before, number, far, wide], rules) == [number, far, wide]


def word(text, x0, y0, x1, y1):
    return Word(text, Box(x0, y0, x1, y1))


@pytest.mark.parametrize(("first", "second", "looks"), [(0.99, 0.99, 1), (0.7, 0.8, 2), (0.7, 0.6, 2)])
def test_a_coarse_picture_that_is_hardly_read_is_looked_at_twice(monkeypatch, first, second, looks):
    seen = []

    def look(image, width, height, number, engine):
        seen.append(image.shape)
        sure = first if len(seen) == 1 else second
        word = Word("Memeriksa", Box(10, 10, 50, 18), confidence=sure)
        return reader.Scan(Page(number, width, height, words=[word]), None, None, None)

    monkeypatch.setattr(reader, "_read_image", look)
    coarse = np.full((370, 1050), 255, np.uint8)
    scan = reader.read_image(coarse, 842.0, 297.0, 1)
    assert len(seen) == looks and scan.page.words[0].confidence == max(first, second if looks > 1 else 0)
    assert looks == 1 or seen[1][1] > 2 * coarse.shape[1]
    seen.clear()
    reader.read_image(np.full((820, 2340), 255, np.uint8), 842.0, 297.0, 1)
    assert len(seen) == 1
