from __future__ import annotations

import numpy as np
import pytest

from extract.sources.scan.prepare import prepare
from extract.sources.scan.streaks import without_streaks
from tests.support.generate.scan import streak, turn

SCALE = 200 / 72


@pytest.mark.parametrize("seed", range(10))
def test_lines_from_edge_to_edge_are_taken_off(table_image, seed):
    rng = np.random.default_rng(seed)
    page = turn(table_image, float(rng.uniform(-1, 1)))
    dirty = streak(page, 1 + seed % 3, rng)
    image, grey = without_streaks(dirty, dirty, SCALE)
    assert image is grey
    before, after = (np.count_nonzero(np.abs(a.astype(int) - page) > 60) for a in (dirty, image))
    assert before > 1000 and after < 0.15 * before  # what is left: letters and rules under the line


def test_colour_is_mended_too(table_image):
    page = np.dstack([table_image] * 3)
    page[:, 301:303] = 40
    image, grey = without_streaks(page, page[..., 0], SCALE)
    assert image.shape == page.shape
    assert image[:, 302].mean() > 200 < grey[:, 302].mean()


def test_rules_of_a_table_are_no_streaks(table_image):
    assert without_streaks(table_image, table_image, SCALE)[1] is table_image


@pytest.mark.parametrize("side", [0, 1])
def test_nor_are_those_of_a_table_cut_out_of_its_page(table_image, side):
    ys, xs = (np.flatnonzero((table_image < 128).any(axis=a)) for a in (1, 0))
    table = table_image[ys[0] : ys[-1], xs[0] : xs[-1]].swapaxes(0, side).copy()
    assert without_streaks(table, table, SCALE)[1] is table


def test_a_picture_that_stands_on_a_page_keeps_its_lines(table_image):
    dirty = table_image.copy()
    dirty[:, 301:303] = 40
    assert prepare(dirty, SCALE, straighten=False).ink[:, 302].mean() > 200
    assert prepare(dirty, SCALE).ink[:, 302].mean() < 100
