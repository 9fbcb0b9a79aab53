"""Components and pairs of boxes, against the plain way to find them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.ink import components, picked
from extract.sources.scan.text.lines import _level_pairs


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_components_are_those_of_opencv_in_its_order(share: float) -> None:
    ink = np.where(np.random.default_rng(1).random((211, 157)) < share, np.uint8(255), np.uint8(0))
    count, *found = components(ink)
    usual, *others = cv2.connectedComponentsWithStats(ink, connectivity=8)
    assert count == usual and all(np.array_equal(a, b) for a, b in zip(found, others, strict=True))
    large = found[1][:, cv2.CC_STAT_AREA] > 3
    large[0] = False
    assert np.array_equal(picked(found[0], ink, large) > 0, large[found[0]])


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
