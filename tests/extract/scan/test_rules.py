from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.ink import hairlines, ink_of
from extract.sources.scan.prepare import prepare
from extract.sources.scan.rules import straight, table_lines
from tests.support.scanned_table import COLUMNS, ROWS

SCALE = 200 / 72


def rules(image):
    return straight(table_lines(ink_of(image, SCALE), SCALE))


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


def test_a_thick_rule_under_the_header_is_one(table_image):
    image = table_image.copy()
    x0, x1, y = px(COLUMNS[0], COLUMNS[-1], ROWS[1])
    image[y - 6 : y + 6, x0 : x1 + 1] = 0
    assert places(rules(image), True) == pytest.approx(ROWS, abs=1)


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


def faint(image, grey, skew=0.0, noise=2.0, dpi=200):
    """The table with its rules one pixel wide in a grey, its letters black, as a scanner gives it."""
    image = image.copy()
    ink = np.where(image < 128, np.uint8(255), np.uint8(0))
    drawn = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(n, np.uint8)) for n in ((1, 60), (60, 1))]
    image[cv2.dilate(cv2.bitwise_or(*drawn), np.ones((5, 5), np.uint8)) > 0] = 255
    for row in ROWS:
        image[px(row)[0], slice(*px(COLUMNS[0], COLUMNS[-1]))] = grey
    for column in COLUMNS:
        image[slice(*px(ROWS[0], ROWS[-1])), px(column)[0]] = grey
    grain = np.random.default_rng(3).normal(0, noise, image.shape)
    rough = np.clip(image + grain, 0, 255).astype(np.uint8)
    size = image.shape[1] / 2, image.shape[0] / 2
    matrix = cv2.getRotationMatrix2D(size, skew, dpi / 200)
    matrix[:, 2] -= np.array(size) * (1 - dpi / 200)
    shape = round(image.shape[1] * dpi / 200), round(image.shape[0] * dpi / 200)
    return cv2.warpAffine(rough, matrix, shape, flags=cv2.INTER_AREA, borderValue=255)


@pytest.mark.parametrize(
    ("grey", "skew", "noise", "dpi"),
    [(120, 0, 3, 200), (180, 0.5, 3, 200), (210, 0.3, 2, 200), (225, 0, 1, 200), (150, 0.4, 2, 150)],
)
def test_faint_rules_are_told_by_their_length(table_image, grey, skew, noise, dpi):
    page = prepare(faint(table_image, grey, skew, noise, dpi), dpi / 72)
    found = straight(table_lines(page.ink, page.scale))
    assert places(found, True) == pytest.approx(ROWS, abs=3)
    assert places(found, False) == pytest.approx(COLUMNS, abs=3)


def test_letters_one_above_the_other_are_no_faint_rule():
    page = np.full((900, 700), 255, np.uint8)
    for line in range(20):
        cv2.putText(page, "l1il1I1lil1l", (40, 60 + 40 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 40, 2)
    assert not hairlines(page, ink_of(page, SCALE), SCALE).any()


def test_a_shade_beside_the_end_of_a_rule_does_not_draw_it_out():
    page = np.full((600, 600), 255, np.uint8)
    page[300:360, 50:550] = 180  # a shaded heading, a little uneven below the rule
    page[300:360, 299:302] = 172
    page[100:300, 299:302] = 0
    ink = ink_of(page, SCALE)
    assert ink[110:290, 300].all()
    assert not ink[310:350, 300].any()


def test_pieces_in_a_row_are_one_rule(table_image):
    image = table_image.copy()
    x = px(COLUMNS[4])[0]
    for y in range(px(ROWS[0])[0] + 40, px(ROWS[-1])[0] - 40, 60):
        image[y : y + 20, x - 4 : x + 5] = 255
    assert places(rules(image), False) == pytest.approx(COLUMNS, abs=0.5)


def test_a_long_rule_may_run_a_little_over_the_frame(table_image):
    image = table_image.copy()
    x, y0, y1 = px(COLUMNS[3], ROWS[-1], ROWS[-1] + 8)
    cv2.line(image, (x, y0), (x, y1), 0, 2)
    assert places(rules(image), False) == pytest.approx(COLUMNS, abs=0.5)


def test_edges_of_the_paper_and_a_streak_through_the_table():
    image = np.full((1400, 1000), 255, np.uint8)
    for y in (300, 420, 540, 660):
        cv2.line(image, (150, y), (800, y), 0, 2)
    for x in (150, 300, 420, 540, 660, 800):
        cv2.line(image, (x, 300), (x, 660), 0, 2)
    table = straight(table_lines(ink_of(image, SCALE), SCALE))
    for start, end in (
        ((40, 30), (970, 30)),
        ((40, 1370), (970, 1370)),
        ((40, 30), (40, 1370)),
        ((970, 30), (970, 1370)),
    ):
        cv2.line(image, start, end, 0, 2)
    cv2.line(image, (730, 30), (730, 1370), 90, 2)
    assert straight(table_lines(ink_of(image, SCALE), SCALE)) == table


@pytest.mark.parametrize(("quality", "grey"), [(10, 0), (10, 64), (20, 110), (30, 0)])
def test_rings_of_coarse_jpeg_beside_a_rule_are_none(quality, grey):
    image = np.full((1000, 1000), 255, np.uint8)
    for y in (303, 421, 540):
        image[y, 150:801] = grey
    for x in (150, 420, 800):
        image[303:541, x] = grey
    coarse = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0)
    page = prepare(coarse, 150 / 72)
    assert len(straight(table_lines(page.ink, page.scale))) == 6
