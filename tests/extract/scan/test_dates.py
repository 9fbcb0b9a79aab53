"""Dates told from the probabilities of their letters, and found beside their labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.sources.scan.prepare import Prepared
from extract.sources.scan.text import short
from extract.sources.scan.text.dates import DAYS, Day, Scores, dates_in
from extract.sources.scan.text.engine import Grey, Reading
from extract.sources.scan.text.fit import bears_out
from schemas.page import Box, Rule, Word

LETTERS = "\0 0123456789/-.:" + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LINE, CELL = 2.0, 200.0
SCALE = 2.0


def seen(text: str, unsure: dict[int, dict[str, float]] | None = None, rest: float = 0.96) -> Scores:
    """What an engine says that reads ``text``; ``unsure``: other letters at some places, with shares."""
    out = np.full((2 * len(text) + 1, len(LETTERS)), (1 - rest) / len(LETTERS), dtype=np.float32)
    out[::2, 0] = rest
    for n, letter in enumerate(text):
        for other, share in (unsure or {}).get(n, {letter: rest}).items():
            out[2 * n + 1, LETTERS.index(other)] = share
    return out


def date(*pictures: Scores) -> Day | None:
    return dates_in([pictures], LETTERS)[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 Mei 2022", (18, 5, 2022)),
        ("03 Juni 2022", (3, 6, 2022)),
        ("4 OKTOBER 2024", (4, 10, 2024)),
        ("10-08-2022", (10, 8, 2022)),
        (": 7/1/2019", (7, 1, 2019)),
        ("12 Nop 2021.", (12, 11, 2021)),
        ("02 pebruari 2024", (2, 2, 2024)),
        ("5 - XI - 2020", (5, 11, 2020)),
        ("27.03.2023", (27, 3, 2023)),
        ("31 Des 2018", (31, 12, 2018)),
    ],
)
def test_ways_to_write_a_date(text: str, day: tuple[int, int, int]) -> None:
    found = date(seen(text))
    assert found and (found.day, found.month, found.year) == day
    assert found.sure > 0.9


@pytest.mark.parametrize(
    "text", ["-", "Revisi ke 2", "September 2024", "SOP/12/2022", "00", "", "Kepala Dinas"]
)
def test_what_is_no_date(text: str) -> None:
    assert date(seen(text)) is None


def test_letters_that_make_no_date_give_way_to_those_that_do() -> None:
    """The engine reads "18 mei ao22"."""
    found = date(seen("18 mei ao22", {7: {"a": 0.6, "2": 0.3}, 8: {"o": 0.6, "0": 0.3}}))
    assert found and found.text == "18 Mei 2022"
    assert found.sure <= 0.95


def test_two_days_as_likely_are_none() -> None:
    unsure = {1: {"0": 0.5, "8": 0.45}}
    assert date(seen("20 Agustus 2023", unsure)) is None


def test_two_pictures_that_spell_a_date_outweigh_a_third() -> None:
    plain, torn = seen("10-08-2022"), seen("10-05-2022", {4: {"5": 0.5, "8": 0.4}})
    found = date(plain, plain, torn)
    assert found and found.month == 8


def test_dates_of_one_block_are_mostly_of_one_year() -> None:
    unsure = {11: {"2": 0.5, "7": 0.2}}
    alone = dates_in([[seen("03 Juni 2022", unsure)]], LETTERS)
    beside = dates_in([[seen("03 Juni 2022", unsure)], [seen("18 Mei 2022")]], LETTERS)
    assert alone[0] is None
    assert beside[0] and beside[0].year == 2022


def test_a_date_is_hardly_older_than_the_laws_that_its_page_cites() -> None:
    """The engine reads "2004" where 2024 is written."""
    torn = seen("02 Februari 2004", {14: {"0": 0.5, "2": 0.3}})
    assert dates_in([[torn]], LETTERS)[0] is None
    found = dates_in([[torn]], LETTERS, since=2022)[0]
    assert found and found.text == "2 Februari 2024"


def test_a_month_and_its_year_alone_are_no_date_though_a_letter_looks_like_a_figure() -> None:
    """The first letter of "Agustus" looks like a 4, and the next months' like a 5 and a 0."""
    for text in ("Agustus 2023", "September 2024", "Oktober 2024"):
        assert date(seen(text)) is None


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("14 ouni 2o22", "14 Juni 2022"),
        ("20 Mei aod2", "20 Mei 2022"),
        ("8 TANUARI 2024", "8 Januari 2024"),
        ("12 AgUStUS 2O23", "12 Agustus 2023"),
    ],
)
def test_letters_of_a_hand_that_look_like_others(read: str, right: str) -> None:
    found = date(seen(read))
    assert found and found.text == right


def test_what_the_ink_says_of_the_day_counts() -> None:
    unsure = seen("20 Agustus 2023", {1: {"0": 0.9, "8": 0.05}})
    against = np.array([-7.0 * (not text.endswith("8")) for text in DAYS])
    found = dates_in([[unsure]], LETTERS, ink=[against])[0]
    assert found and found.text == "28 Agustus 2023"


class Dated:
    """An engine that reads a date in every line, and remembers how wide the first picture of each is."""

    name = "dated"

    def __init__(self) -> None:
        self.widths: list[float] = []

    def read(self, crops: list[Grey]) -> list[Reading]:
        return []

    def read_dates(self, lines: list[list[Grey]], since: int = 0) -> list[Reading]:
        self.widths += [pictures[0].shape[1] / SCALE for pictures in lines]
        return [Reading("6 Juni 2022", (), (0.9,)) for _ in lines]


def page(ink: Box) -> Prepared:
    grey = np.full((200, 800), 255, dtype=np.uint8)
    grey[round(ink.y0 * SCALE) : round(ink.y1 * SCALE), round(ink.x0 * SCALE) : round(ink.x1 * SCALE)] = 0
    return Prepared(grey, 255 - grey, SCALE, 0, np.eye(3))


LABEL = [Word("Tanggal", Box(20, 20, 60, 30), confidence=0.99), Word("Revisi", Box(63, 20, 95, 30))]
SCRAWL = [Word("ob", Box(130, 20, 140, 30), confidence=0.6), Word("gvni", Box(145, 20, 175, 30))]


def frame(*xs: float) -> list[Rule]:
    return [Rule(False, x, 15, 35) for x in xs] + [Rule(True, y, min(xs), max(xs)) for y in (16, 34)]


@pytest.mark.parametrize("xs", [(15, 120, 300), (15, 120), (15, 300), (15, 120, 128, 300)])
def test_a_date_is_read_in_the_cell_beside_its_label(xs: tuple[float, ...]) -> None:
    image, engine = page(Box(130, 21, 178, 31)), Dated()
    words = short.reread([*LABEL, *SCRAWL], frame(*xs), image, image, engine)
    assert [w.text for w in words] == ["Tanggal", "Revisi", "6", "Juni", "2022"]
    assert engine.widths[0] < 60
    assert words[2].box.x0 == pytest.approx(130, abs=2) and words[4].box.x1 == pytest.approx(178, abs=2)


def test_a_date_that_was_surely_read_stands() -> None:
    sure = [Word("12 Mei 2020", Box(130, 20, 190, 30), confidence=0.99)]
    image, engine = page(Box(130, 21, 190, 31)), Dated()
    assert short.reread([*LABEL, *sure], frame(15, 120, 300), image, image, engine) == [*LABEL, *sure]
    assert not engine.widths


@pytest.mark.parametrize(("ink", "again"), [(130, True), (145, False)])
def test_a_month_and_its_year_stand_unless_ink_stands_before_them(ink: float, again: bool) -> None:
    read = [Word("Juni", Box(145, 20, 165, 30), confidence=0.99), Word("2022", Box(168, 20, 190, 30))]
    image = page(Box(ink, 21, 190, 31))
    words = short.reread([*LABEL, *read], frame(15, 120, 300), image, image, Dated())
    assert [w.text for w in words[2:]] == (["6", "Juni", "2022"] if again else ["Juni", "2022"])


def test_words_that_say_the_date_already_stand() -> None:
    read = [Word("06", Box(130, 20, 142, 30), confidence=0.95), Word("Juni2022", Box(146, 20, 190, 30))]
    image = page(Box(130, 21, 190, 31))
    assert short.reread([*LABEL, *read], frame(15, 120, 300), image, image, Dated()) == [*LABEL, *read]


def test_a_label_beside_a_label_is_no_date() -> None:
    other = [replace(w, box=Box(w.box.x0 + 110, 20, w.box.x1 + 110, 30)) for w in LABEL]
    image, engine = page(Box(130, 21, 205, 31)), Dated()
    words = short.reread([*LABEL, *other], frame(15, 120, 300), image, image, engine)
    assert [w.text for w in words] == ["Tanggal", "Revisi", "Tanggal", "Revisi"]


def test_a_line_bears_out_the_text_that_its_letters_spell() -> None:
    line = seen("SAMUEL", {3: {"Y": 0.5, "U": 0.4}})
    both = [bears_out(line, text, LETTERS) for text in ("SAMYEL", "SAMUEL", "SAMEL", "SAMUEEL", "")]
    assert sorted(both, reverse=True) == [both[0], both[1], *sorted(both[2:], reverse=True)]
    other = seen("SAMUEL", {3: {"Q": 0.5, "U": 0.4}})
    together = {t: bears_out(line, t, LETTERS) + bears_out(other, t, LETTERS) for t in ("SAMYEL", "SAMUEL")}
    assert max(together, key=lambda t: together[t]) == "SAMUEL"


NUMBER = [Word("Nomor", Box(20, 20, 60, 30)), Word("SOP", Box(63, 20, 95, 30))]


class Numbered:
    """An engine that reads a number in three ways, of which one text is borne out best."""

    name = "numbered"

    def __init__(self, *best: str) -> None:
        self.best = best

    def read(self, crops: list[Grey]) -> list[Reading]:
        return [
            Reading(t, (), (0.7,)) for t in ("G7/SETDA/2024", "G7/SE TDA/2024", "67/SETDA/2O24")[: len(crops)]
        ]

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        return [-10.0 * (1 + self.best.index(t)) if t in self.best else -40.0 for t in texts]


@pytest.mark.parametrize(
    ("best", "right"),
    [
        (("67/SETDA/2024",), "67/SETDA/2024"),
        (("G7/SETDA/2024", "67/SETDA/2024"), "67/SETDA/2024"),
        (("G7/SETDA/2024",), "G7/SETDA/2024"),
    ],
)
def test_a_number_is_put_right_where_its_pictures_bear_that_out(best: tuple[str, ...], right: str) -> None:
    image = page(Box(130, 21, 190, 31))
    read = Word("G7/SETDA/2024", Box(130, 20, 190, 30), confidence=0.9)
    words = short.reread([*NUMBER, read], frame(15, 120, 300), image, image, Numbered(*best))
    assert words[-1].text == right
    assert words[-1].confidence <= 0.9


def test_a_letter_of_an_office_read_as_the_figure_that_it_looks_like_costs_a_number_little() -> None:
    """The engine reads "67/5ETDA/2024": that "SETDA" has an S where it sees a 5 is no matter."""
    image = page(Box(130, 21, 190, 31))
    read = Word("67/5ETDA/2024", Box(130, 20, 190, 30), confidence=0.9)
    words = short.reread([*NUMBER, read], frame(15, 120, 300), image, image, Numbered("67/5ETDA/2024"))
    assert words[-1].text == "67/SETDA/2024"


def test_a_number_without_an_odd_part_stands() -> None:
    image = page(Box(130, 21, 190, 31))
    read = Word("57/SETDA/2024", Box(130, 20, 190, 30), confidence=0.8)
    words = short.reread([*NUMBER, read], frame(15, 120, 300), image, image, Numbered("67/SETDA/2024"))
    assert words == [*NUMBER, read]
