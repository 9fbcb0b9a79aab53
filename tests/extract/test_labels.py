"""Words at the arrows: which arrow each phrase belongs to."""

from __future__ import annotations

from dataclasses import replace

from extract.flow.arrows import Panah
from extract.flow.drawing import is_frame, is_stroke
from extract.flow.labels import assign_labels, phrases, without_crumbs
from extract.flow.symbols import Simbol
from extract.table.grid import Grid
from extract.table.rows import TablePart
from schemas.page import Box, Page, Point, Word
from schemas.vocab import JenisSimbol
from tests.support.paper import SIZE, box, diamond, words

# A decision with an exit to the left and one down, and a box that it is reached from.
DECISION = Simbol(JenisSimbol.BELAH_KETUPAT, diamond(200, 100).box, diamond(200, 100).points, 1, 1)
LEFT_BOX = Simbol(JenisSimbol.KOTAK, box(100, 50).box, box(100, 50).points, 0, 0)
BELOW = Simbol(JenisSimbol.KOTAK, box(200, 160).box, box(200, 160).points, 1, 2)
SYMBOLS = [DECISION, LEFT_BOX, BELOW]


def arrow(a: int, b: int, *path: Point) -> Panah:
    return Panah(a, b, False, True, path)


NO = arrow(0, 1, (185, 100), (100, 100), (100, 57))
YES = arrow(0, 2, (200, 108), (200, 153))
INTO = arrow(1, 0, (115, 50), (200, 50), (200, 92))
ARROWS = [NO, YES, INTO]


def labelled(*printed: list[Word]) -> tuple[dict[int, str], list[str]]:
    found = phrases([w for line in printed for w in line])
    labels, loose = assign_labels(found, ARROWS, SYMBOLS)
    return labels, [f.teks for f in loose]


def test_each_exit_its_answer() -> None:
    assert labelled(words("Tidak", 150, 90), words("Ya", 204, 115)) == ({0: "Tidak", 1: "Ya"}, [])


def test_signs_that_answer_are_labels_and_other_marks_are_none() -> None:
    assert labelled(words("(-)", 150, 90), words("(+)", 204, 115)) == ({0: "(-)", 1: "(+)"}, [])
    assert labelled(words("-", 150, 90)) == ({}, [])


def test_a_turned_label() -> None:
    assert labelled(words("Tidak", 90, 70, upright=False)) == ({0: "Tidak"}, [])


def test_a_phrase_of_two_lines_is_one_label() -> None:
    assert labelled(words("Tidak", 140, 78), words("lengkap", 138, 87)) == ({0: "Tidak lengkap"}, [])


def test_an_answer_broken_inside_the_word_is_one_word() -> None:
    assert labelled(words("Tida", 140, 78), words("k", 140, 87)) == ({0: "Tidak"}, [])
    assert labelled(words("Lengka", 140, 78), words("p", 140, 87)) == ({0: "Lengkap"}, [])


def test_lines_of_a_phrase_may_stand_a_line_apart_and_answers_may_not() -> None:
    assert labelled(words("Berkas", 140, 74), words("kurang", 138, 87)) == ({0: "Berkas kurang"}, [])
    assert len(phrases([*words("Ya", 140, 74), *words("Tidak", 138, 87)])) == 2


def test_a_phrase_of_pixels_whose_second_line_answers_by_itself() -> None:
    """Boxes of ink are no higher than capitals, so single spacing looks wide."""
    lines = [*words("Data", 140, 72), *words("Benar", 141, 72 + 1.95 * SIZE)]
    assert [f.teks for f in phrases([replace(w, letter=SIZE) for w in lines])] == ["Data Benar"]
    assert len(phrases(lines)) == 2


def test_between_two_lines_the_exit_of_the_decision_has_it() -> None:
    labels, _ = labelled(words("Ya", 204, 112))
    assert labels == {1: "Ya"}


def test_words_at_the_exit_of_a_decision_may_stand_farther_off() -> None:
    assert labelled(words("Ya", 216, 125)) == ({1: "Ya"}, [])
    assert labelled(words("Rusak ringan", 216, 125)) == ({1: "Rusak ringan"}, [])


def test_one_phrase_to_an_arrow() -> None:
    labels, loose = labelled(words("Ya", 204, 112), words("Setuju", 204, 135))
    assert labels == {1: "Ya"}
    assert loose == ["Setuju"]


def test_words_far_from_every_line_are_loose() -> None:
    assert labelled(words("Catatan", 300, 300)) == ({}, ["Catatan"])


def test_an_answer_loosely_beside_the_only_line_near_is_its_label() -> None:
    printed = words("Ya", 150, 24), words("Catatan", 150, 24)
    (answer, note), lone = (phrases(w)[0] for w in printed), [INTO]
    assert assign_labels([answer], lone, SYMBOLS) == ({0: "Ya"}, [])
    assert assign_labels([note], lone, SYMBOLS) == ({}, [note])
    other = arrow(0, 1, (120, 2), (180, 2))
    assert assign_labels([answer], [INTO, other], SYMBOLS) == ({}, [answer])


def test_an_answer_far_off_is_of_the_bare_exit_of_the_decision_beside_it() -> None:
    assert labelled(words("Setuju", 204, 115), words("Tidak", 300, 98)) == ({0: "Tidak", 1: "Setuju"}, [])
    assert labelled(words("Tidak", 204, 115), words("Tidak", 300, 98))[1] == ["Tidak"]
    assert labelled(words("Setuju", 204, 115), words("Tidak", 300, 140))[1] == ["Tidak"]


def test_phrases_keep_reading_order() -> None:
    found = phrases([*words("jika tidak sesuai", 10, 10), *words("maka kembali", 10, 18.5)])
    assert [f.teks for f in found] == ["jika tidak sesuai maka kembali"]


def test_the_exits_of_a_decision_are_solved_together() -> None:
    """ "Ya" stands nearest to the exit that is the only one within reach of "Tidak"."""
    other = arrow(0, 2, (215, 100), (222, 100), (222, 160))
    below = arrow(0, 2, (200, 108), (200, 153))
    found = phrases([*words("Ya", 211, 115), *words("Tidak", 232, 135)])
    labels, loose = assign_labels(found, [below, other], SYMBOLS)
    assert (labels, loose) == ({0: "Ya", 1: "Tidak"}, [])


def test_on_a_scan_strokes_read_as_letters_say_nothing() -> None:
    """A piece of a line read as "1" or "i" is no label; on a drawn page it is what is printed."""
    drawn = TablePart(Page(1, 400, 300), Grid([0, 400], [0, 300], []), (), None, Box(0, 0, 400, 300), [])
    scan = replace(drawn, page=Page(1, 400, 300, source="piksel"))

    def strokes(part: TablePart) -> list[str]:
        read = ("1", "i.", "Ya", "V", "1a")
        return [teks for teks in read if is_stroke(phrases(words(teks, 150, 90))[0], part)]

    assert (strokes(drawn), strokes(scan)) == ([], ["1", "i."])


def test_an_answer_on_pixels_without_its_crumbs() -> None:
    """A piece of it read once more, or of a line beside it; another answer is none."""

    def said(*printed: list[Word]) -> list[str]:
        return [without_crumbs(f).teks for f in phrases([w for line in printed for w in line])]

    assert said(words("Ya", 150, 90), words("Y", 150, 100)) == ["Ya"]
    assert said(words("| Tidak", 150, 90)) == ["Tidak"]
    assert said(words("Ya T", 150, 90)) == ["Ya T"]
    assert said(words("Tidak sesuai", 150, 90)) == ["Tidak sesuai"]


def test_a_line_that_leads_nowhere_around_a_phrase_is_its_frame() -> None:
    found = phrases(words("Tidak", 150, 90))
    above = ((150.0, 88.0), (170.0, 88.0))
    assert is_frame(Panah(0, None, False, False, above), found)
    assert not is_frame(Panah(0, 1, False, True, above), found)
    assert not is_frame(Panah(0, None, False, False, ((150.0, 88.0), (220.0, 88.0))), found)


def test_a_letter_as_narrow_as_a_stroke_is_one() -> None:
    narrow = [replace(w, box=Box(w.box.x0, w.box.y0, w.box.x0 + 3, w.box.y1)) for w in words("T", 150, 90)]
    page = Page(1, 400, 300, source="piksel")
    part = TablePart(page, Grid([0, 400], [0, 300], []), (), None, Box(0, 0, 400, 300), [])
    assert is_stroke(phrases(narrow)[0], part)
    assert not is_stroke(phrases(words("T", 150, 90) + words("ya", 170, 90))[0], part)
