from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.colour import by_colour
from extract.sources.scan.flatten import flatten
from extract.sources.scan.ink import ink_of
from extract.sources.scan.prepare import even_light, prepare
from extract.sources.scan.rules import table_lines

SCALE = 200 / 72


def tilted(image, degrees, shear=0.0):
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[0, 1] += shear
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def drifts(page):
    """How far each line runs off from one end to the other, in points."""
    lines = table_lines(page.ink, page.scale)
    assert lines
    return [abs(k.knots[-1][1] - k.knots[0][1]) for k in lines]


@pytest.mark.parametrize("degrees", [0.0, 0.07, 0.6, -1.3, 4.0])
def test_level_to_half_a_point_over_the_page(table_image, degrees):
    page = prepare(tilted(table_image, degrees), SCALE)
    assert max(drifts(page)) < 0.75
    assert page.turn == 0


def test_shear_is_levelled_too(table_image):
    assert max(drifts(prepare(tilted(table_image, 0.8, shear=0.01), SCALE))) < 0.75


def test_perspective_of_a_photo(table_image):
    height, width = table_image.shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    target = np.array([[60, 30], [width - 20, 0], [width, height], [0, height - 30]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    photo = cv2.warpPerspective(table_image, matrix, (width, height), borderValue=255)
    assert max(drifts(flatten(prepare(photo, SCALE)))) < 0.8


def test_page_on_its_side_is_turned(table_image):
    page = prepare(np.ascontiguousarray(np.rot90(table_image)), SCALE)
    assert page.turn == 1
    assert page.grey.shape == table_image.shape


def test_matrix_leads_from_the_image_to_the_page(table_image):
    side = np.ascontiguousarray(np.rot90(table_image))
    page = prepare(side, SCALE)
    corner = page.matrix @ np.array([0.0, 0.0, 1.0])
    assert np.allclose(corner[:2] / corner[2], [0, page.grey.shape[0] - 1], atol=3)


def test_bent_paper_is_flattened(table_image):
    height, width = table_image.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bent = cv2.remap(table_image, x, y + 8 * np.sin(x / width * np.pi), cv2.INTER_LINEAR, borderValue=255)
    page = prepare(bent, SCALE)
    flat = flatten(page)
    assert flat is not page
    off = [abs(a - k.at) for k in table_lines(flat.ink, SCALE) for _, a in k.knots]
    assert max(off) < 0.5


def test_shading_becomes_paper(table_image):
    shade = np.linspace(0.55, 1.0, table_image.shape[1])[None, :]
    dark = (table_image * shade).astype(np.uint8)
    even = even_light(dark, SCALE)
    assert np.percentile(even, 20) > 245


def test_faint_strokes_count_and_flat_tints_do_not():
    page = np.full((600, 800), 255, np.uint8)
    page[100:300, 100:500] = 225  # a tinted band
    cv2.line(page, (100, 400), (500, 400), 215, 2)  # a faint line
    ink = ink_of(page, SCALE)
    assert ink[400, 120:480].all()
    assert not ink[150:250, 150:450].any()


@pytest.mark.parametrize(("dpi", "kept"), [(100, 200), (150, 150), (200, 200), (300, 200)])
def test_resolution_is_kept_where_it_will_do(table_image, dpi, kept):
    image = cv2.resize(table_image, None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_AREA)
    page = prepare(image, dpi / 72)
    assert page.scale * 72 == pytest.approx(kept)
    assert page.width == pytest.approx(842, abs=1)


def test_a_stamp_is_set_apart_from_the_print(table_image):
    colour = cv2.cvtColor(table_image, cv2.COLOR_GRAY2RGB)
    cv2.circle(colour, (1000, 1200), 120, (60, 60, 220), 6)
    black, pen = by_colour(prepare(colour, SCALE))
    assert pen is not None
    assert not black.ink[1050:1350, 850:1150].any()
    assert pen.ink[1050:1350, 850:1150].any()


def test_a_page_without_colour_has_one_part(table_image):
    page = prepare(cv2.cvtColor(table_image, cv2.COLOR_GRAY2RGB), SCALE)
    assert by_colour(page) == (page, None)
