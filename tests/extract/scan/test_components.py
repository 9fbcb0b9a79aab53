"""Components and pairs of boxes, against the plain way to find them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.ink import centres_of, closed, components, dilated, opened, picked
from extract.sources.scan.text.lines import _level_pairs


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_components_are_those_of_opencv_in_its_order(share: float) -> None:
    ink = np.where(np.random.default_rng(1).random((211, 157)) < share, np.uint8(255), np.uint8(0))
    count, labels, measured = components(ink)
    usual, others, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    assert count == usual and np.array_equal(labels, others)
    assert np.array_equal(measured[1:], stats[1:])  # all but the paper
    assert np.array_equal(centres_of(count, labels)[1:], centres[1:])
    large = measured[:, cv2.CC_STAT_AREA] > 3
    large[0] = False
    assert np.array_equal(picked(labels, ink, large) > 0, large[labels])


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 5), (7, 4), (30, 1), (3, 66)])
@pytest.mark.parametrize("shape", [(40, 57), (5, 90), (70, 3), (1, 1)])
def test_windows_are_swept_as_opencv_does(size: tuple[int, int], shape: tuple[int, int]) -> None:
    grey = np.random.default_rng(3).integers(0, 256, shape, dtype=np.uint8)
    brush = np.ones(size[::-1], np.uint8)
    for own, usual in ((opened, cv2.MORPH_OPEN), (closed, cv2.MORPH_CLOSE), (dilated, cv2.MORPH_DILATE)):
        assert np.array_equal(own(grey, *size), cv2.morphologyEx(grey, usual, brush))


def test_pairs_of_boxes_that_share_rows_within_reach() -> None:
    numbers = np.random.default_rng(2)
    x0, y0 = np.sort(numbers.integers(0, 900, 80)), numbers.integers(0, 300, 80)
    x1, y1 = x0 + numbers.integers(1, 30, 80), y0 + numbers.integers(1, 40, 80)
    first, second = _level_pairs(x0, y0, x1, y1, 25.0)
    found = set(zip(first.tolist(), second.tolist(), strict=True))
    for i in range(80):
        for j in range(i + 1, 80):
            level = min(y1[i], y1[j]) > max(y0[i], y0[j]) and x0[j] <= x1[i] + 25.0
            assert not level or (i, j) in found
