"""Lines that coloured ink has cut in two are put together; words under it are believed less."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text.engine import Reading
from extract.sources.scan.text.lines import TextLine, TextMap
from extract.sources.scan.text.pen import (
    AGREED,
    CROSSED,
    agreed_lines,
    bridged,
    read_stained,
    surest,
    with_doubt,
    with_neighbours,
)
from schemas.page import Box, Word

PAGE = (200, 600)


def line(x0: int, x1: int, y0: int = 100, height: int = 20) -> TextLine:
    letters = [(x, x + 12) for x in range(x0, x1 - 11, 16)]
    return TextLine(x0, y0, x1, y0 + height, letters)


def pen(x0: int, x1: int, y0: int = 60, y1: int = 140) -> np.ndarray:
    ink = np.zeros(PAGE, dtype=np.uint8)
    ink[y0:y1, x0:x1] = 255
    return ink


@pytest.mark.parametrize("hole", [0, 8, 20, 40])
def test_a_line_goes_on_behind_a_hole_of_the_pen(hole: int) -> None:
    lines = [line(100, 230), line(230 + hole, 400)]
    found = bridged(TextMap(lines, np.zeros(PAGE, np.uint8)), pen(226, 236 + hole))
    assert [(k.x0, k.x1) for k in found.lines] == [(100, 400)]


@pytest.mark.parametrize(
    ("right", "ink"),
    [
        (line(250, 400), pen(0, 10)),  # no pen between them
        (line(330, 480), pen(226, 340)),  # too far
        (line(250, 400, y0=125), pen(226, 260)),  # another line
    ],
)
def test_other_lines_stay_apart(right: TextLine, ink: np.ndarray) -> None:
    assert len(bridged(TextMap([line(100, 230), right], np.zeros(PAGE, np.uint8)), ink).lines) == 2


def test_words_under_the_pen_are_believed_less() -> None:
    words = [Word("SUPARNO", Box(50, 50, 100, 60)), Word("Kepala", Box(150, 50, 200, 60))]
    sure = [w.confidence for w in with_doubt(words, pen(120, 130), 2.0)]
    assert sure == [CROSSED, 1.0]


def test_a_line_is_followed_where_the_pen_has_tied_its_letters_to_a_stroke() -> None:
    ink = np.zeros(PAGE, dtype=np.uint8)
    for x in range(100, 396, 16):
        ink[100:120, x : x + 12] = 255
    found = with_neighbours(line(196, 300), [line(196, 300), line(356, 396)], ink, pen(90, 400))
    assert (found.x0, found.x1) == (100, 400)


def test_a_line_is_not_followed_over_a_rule_or_away_from_the_pen() -> None:
    ink = np.zeros(PAGE, dtype=np.uint8)
    for x in range(100, 396, 16):
        ink[100:120, x : x + 12] = 255
    ink[60:160, 190:196] = 255
    own = line(196, 300)
    assert with_neighbours(own, [own], ink, pen(90, 150)) is own


class Plane:
    """An engine that says how dark a crop is."""

    name = "plane"

    def read(self, crops: list[np.ndarray]) -> list[Reading]:
        return [Reading("SUHERMAN", (0.5,) * 8, (float(c.mean()) / 255,) * 8) for c in crops]


def test_a_stained_line_is_read_in_the_brightest_channel_too() -> None:
    grey = np.full(PAGE, 40, dtype=np.uint8)
    page = Prepared(grey, np.zeros(PAGE, np.uint8), 2.0, 0, np.eye(3), bright=np.full(PAGE, 250, np.uint8))
    coloured = replace(page, tint=pen(180, 200))
    found = TextMap([line(100, 230), line(400, 500)], np.zeros(PAGE, np.uint8))
    lines, readings = read_stained(found, page, page, coloured, Plane())
    assert [round(r.confidence, 1) for r in readings] == [1.0, 0.2]
    assert len(lines.lines) == 2


class Three:
    """An engine that reads each picture of a line otherwise, and says which text all of them bear out."""

    name = "three"

    def __init__(self, best: str) -> None:
        texts = ["Kepala Biro Hukum", "Kepala Biro Hukom", "Kepala Biro Hokom"]
        self.best = best
        self.readings = [Reading(t, (0.5,) * 17, (0.9 + 0.01 * n,) * 17) for n, t in enumerate(texts)]

    def read(self, crops: list[np.ndarray]) -> list[Reading]:
        return [self.readings.pop(0) for _ in crops]

    def fit(self, crops: list[np.ndarray], texts: list[str]) -> list[float]:
        assert len(crops) == len(texts) == 3
        return [float(t == self.best) for t in texts]


@pytest.mark.parametrize("best", ["Kepala Biro Hukum", "Kepala Biro Hokom"])
def test_of_several_readings_the_one_that_all_pictures_bear_out_stands(best: str) -> None:
    found = surest([np.zeros((20, 100), dtype=np.uint8)] * 3, Three(best))
    assert found.text == best and not found.agreed


def test_where_the_first_two_pictures_say_the_same_no_third_is_read() -> None:
    engine = Three("")
    engine.readings[1:2] = engine.readings[:1]
    found = surest([np.zeros((20, 100), dtype=np.uint8)] * 3, engine)
    assert found.text == "Kepala Biro Hukum" and found.agreed and len(engine.readings) == 1


class Twice:
    """An engine that reads the dark picture and the bright one as it is told."""

    name = "twice"

    def __init__(self, dark: str, bright: str) -> None:
        self.dark, self.bright = dark, bright

    def read(self, crops: list[np.ndarray]) -> list[Reading]:
        texts = [self.bright if c.mean() > 128 else self.dark for c in crops]
        return [Reading(t, (0.5,) * len(t), (0.91,) * len(t)) for t in texts]

    def fit(self, crops: list[np.ndarray], texts: list[str]) -> list[float]:
        return [float(t == self.dark) for t in texts]


@pytest.mark.parametrize(
    "bright, sure", [("SUHERMAN, S.H", AGREED), ("SUHERMAN. SH", AGREED), ("SUKERMAN, S.H", 0.91)]
)
def test_letters_that_two_pictures_give_alike_are_believed_though_the_pen_crosses_them(
    bright: str, sure: float
) -> None:
    grey = np.full(PAGE, 40, dtype=np.uint8)
    page = Prepared(grey, np.zeros(PAGE, np.uint8), 2.0, 0, np.eye(3), bright=np.full(PAGE, 250, np.uint8))
    ink = pen(180, 200)
    found = TextMap([line(100, 230)], np.zeros(PAGE, np.uint8))
    lines, (reading,) = read_stained(
        found, replace(page, grey=page.bright), page, replace(page, tint=ink), Twice("SUHERMAN, S.H", bright)
    )
    assert round(reading.confidence, 2) == sure
    words = [Word("SUHERMAN", Box(50, 50, 115, 60))]
    spared = agreed_lines(lines, [reading], 2.0)
    (word,) = with_doubt(words, ink, 2.0, spared)
    assert word.confidence == (1.0 if sure == AGREED else CROSSED)


def test_a_line_with_a_wave_under_it_is_read_twice_with_its_feet() -> None:
    """What a checker draws under a word hides no letter: the brightest channel shows it whole."""
    shown = line(100, 390)
    grey = np.full(PAGE, 255, dtype=np.uint8)
    bright = np.full(PAGE, 200, dtype=np.uint8)
    seen: list[np.ndarray] = []

    class Engine:
        def read(self, crops: list[np.ndarray]) -> list[Reading]:
            seen.extend(crops)
            text = "Penyuntingan"
            return [Reading(text, tuple(range(len(text))), (0.99,) * len(text))] * len(crops)

    def page(image: np.ndarray, ink: np.ndarray) -> Prepared:
        return Prepared(image, ink, 2.0, 0, np.eye(3), tint=ink, bright=bright)

    none = np.zeros(PAGE, dtype=np.uint8)
    found = TextMap([shown], none)
    wave = pen(100, 390, 116, 122)
    _, readings = read_stained(found, page(grey, none), page(grey, none), page(grey, wave), Engine())
    assert len(seen) == 2 and (seen[0] == 200).any() and not (seen[1] == 200).any()
    assert readings[0].agreed
