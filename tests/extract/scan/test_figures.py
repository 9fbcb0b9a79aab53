"""Figures told by their ink: how many begin a line, and which is an 8."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.text.dates import DAYS
from extract.sources.scan.text.engine import Grey
from extract.sources.scan.text.figures import against

HIGH = 60


def line(text: str, scale: float = 1.0, thick: int = 2, noise: int = 0, paper: int = 255) -> Grey:
    """A line of text in strokes of one width, with paper around it."""
    (width, height), base = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, thick)
    out = np.full((height + base + 16, width + 24), paper, dtype=np.uint8)
    cv2.putText(out, text, (12, height + 8), cv2.FONT_HERSHEY_SIMPLEX, scale, 0, thick, cv2.LINE_AA)
    grain = np.random.default_rng(1).normal(0, noise, out.shape)
    return np.asarray(np.clip(out + grain, 0, 255), dtype=np.uint8)


def best(picture: Grey, *texts: str) -> set[str]:
    """Those of some days that the ink says least against."""
    found = dict(zip(DAYS, against(picture, DAYS).tolist(), strict=True))
    return {t for t in texts if found[t] == max(found[k] for k in texts)}


@pytest.mark.parametrize("scale", [0.7, 1.0, 2.0])
@pytest.mark.parametrize(("thick", "noise", "paper"), [(1, 0, 255), (2, 8, 255), (2, 4, 200)])
def test_two_figures_are_no_one(scale: float, thick: int, noise: int, paper: int) -> None:
    picture = line("27  Juni 2022", scale, thick, noise, paper)
    assert best(picture, "2", "7", "27", "22") == {"27", "22"}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("text", ["28  Mei 2022", "18  Agustus 2023"])
def test_a_figure_with_two_eyes_is_an_8(scale: float, text: str) -> None:
    assert best(line(text, scale), text[0] + "0", text[0] + "8", text[0] + "6") == {text[0] + "8"}


@pytest.mark.parametrize("text", ["20  Mei 2022", "26  Mei 2022", "04  Juni 2022"])
def test_one_eye_and_those_of_a_struck_0_tell_nothing(text: str) -> None:
    """The font strikes its 0."""
    assert len(best(line(text), text[:2], text[0] + "8")) == 2


@pytest.mark.parametrize("text", ["2  Mei 2022", "Mei 2022", "", "Agustus"])
def test_a_line_that_begins_with_no_two_figures_tells_nothing(text: str) -> None:
    assert not against(line(text), DAYS).any()
