from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.ink import ink_of
from extract.sources.scan.rules import find_rules
from tests.support.scanned_table import COLUMNS, ROWS

SCALE = 200 / 72


def rules(image):
    return find_rules(ink_of(image, SCALE), SCALE)


def places(found, horizontal):
    return [r.at for r in found if r.horizontal == horizontal]


def px(*points):
    return [round(p * SCALE) for p in points]


def test_rules_of_a_table_without_its_chart(table_image):
    found = rules(table_image)
    assert places(found, True) == pytest.approx(ROWS, abs=0.5)
    assert places(found, False) == pytest.approx(COLUMNS, abs=0.5)


def test_ends_of_rules(table_image):
    for rule in rules(table_image):
        ends = (COLUMNS[0], COLUMNS[-1]) if rule.horizontal else (ROWS[0], ROWS[-1])
        assert (rule.lo, rule.hi) == pytest.approx(ends, abs=1)


def test_broken_rule_is_one(table_image):
    image = table_image.copy()
    x0, x1, y = px(500, 503, ROWS[2])
    image[y - 4 : y + 5, x0:x1] = 255
    assert places(rules(image), True) == pytest.approx(ROWS, abs=0.5)


def test_symbol_over_a_rule_does_not_end_it(table_image):
    image = table_image.copy()
    x0, x1, y0, y1 = px(480, 530, ROWS[2] - 12, ROWS[2] + 12)
    cv2.rectangle(image, (x0, y0), (x1, y1), 255, -1)
    cv2.rectangle(image, (x0, y0), (x1, y1), 0, 2)
    found = rules(image)
    assert places(found, True) == pytest.approx(ROWS, abs=0.5)
    assert places(found, False) == pytest.approx(COLUMNS, abs=0.5)


def test_table_cut_by_the_page_keeps_its_columns(table_image):
    image = table_image[: round(240 * SCALE)].copy()
    assert places(rules(image), False) == pytest.approx(COLUMNS, abs=0.5)


def test_dirt_on_the_glass_is_no_rule(table_image):
    image = table_image.copy()
    y = px(180)[0]
    cv2.line(image, (0, y), (image.shape[1], y), 0, 2)
    assert places(rules(image), True) == pytest.approx(ROWS, abs=0.5)


def test_merged_cells_keep_their_short_rules(table_image):
    image = table_image.copy()
    y, x0, x1 = px(75, COLUMNS[2], COLUMNS[4])
    cv2.line(image, (x0, y), (x1, y), 0, 2)
    assert 75 in [round(at) for at in places(rules(image), True)]


def test_no_table_no_rules():
    image = np.full((800, 1000), 255, np.uint8)
    cv2.rectangle(image, (300, 300), (380, 350), 0, 2)
    cv2.line(image, (380, 325), (500, 325), 0, 2)
    assert rules(image) == []
