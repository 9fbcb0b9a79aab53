"""The print of the back that shows through: gone where it is one, and nothing else with it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.prepare import Prepared
from extract.sources.scan.reader import read_image
from extract.sources.scan.text.engine import engine_for
from extract.sources.scan.text.lines import TextLine, TextMap
from extract.sources.scan.through import without_back
from tests.support.generate.scan import grain


@pytest.fixture(scope="module")
def engine():
    return engine_for()


def texts(image, engine):
    return sorted(w.text for w in read_image(image, 842, 595, 1, engine).page.words)


@pytest.mark.parametrize(("share", "soft"), [(0.2, 0.5), (0.3, 1.5), (0.4, 3.0)])
def test_the_back_of_a_page_is_not_read(table_image, printed, engine, share, soft):
    back = np.roll(table_image[:, ::-1], (37, 61), (0, 1))
    back = 255 - share * (255 - cv2.GaussianBlur(back, (0, 0), soft).astype(float))
    page = grain(np.minimum(table_image, back).astype(np.uint8), 2.0, np.random.default_rng(1))
    assert texts(page, engine) == sorted(printed)


@pytest.mark.parametrize("grey", [120, 170, 200])
def test_a_pale_page_is_read(table_image, printed, engine, grey):
    pale = (255 - (255 - table_image.astype(float)) * (255 - grey) / 255).astype(np.uint8)
    assert texts(pale, engine) == sorted(printed)


def test_pale_print_beside_black_print_stays(table_image, printed, engine):
    pale = np.maximum(table_image, np.uint8(150))
    page = table_image.copy()
    page[:, 1000:] = pale[:, 1000:]
    assert texts(page, engine) == sorted(printed)


@pytest.mark.parametrize(("letters", "sense", "taken"), [(8, 0.3, True), (8, 0.0, False), (60, 0.3, False)])
def test_the_grain_of_a_shaded_cell_is_no_print(letters, sense, taken):
    """Lines of soft pale specks, as close as no letters stand or such that nothing is read in them."""
    grey = np.full((500, 400), 255, np.uint8)
    lines = []
    for n in range(20):
        y, tone, many = 20 + 22 * n, 20 if n < 10 else 190, 8 if n < 10 else letters
        spans = [(20 + k * 200 // many, 20 + k * 200 // many + 3) for k in range(many)]
        for x0, x1 in spans:
            grey[y : y + 12, x0:x1] = tone
        lines.append(TextLine(20, y, 220, y + 12, spans))
    grey[240:] = cv2.GaussianBlur(grey, (0, 0), 2.0)[240:]
    page = Prepared(grey, np.where(grey < 250, 255, 0).astype(np.uint8), 2.0, 0, np.eye(3))
    found = without_back(page, TextMap(lines, np.zeros_like(grey)), StubEngine(), lambda readings: sense)
    assert (found is not None) == taken


class StubEngine:
    def read(self, crops):
        return []
