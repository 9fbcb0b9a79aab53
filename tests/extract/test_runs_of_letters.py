"""Letters into words, words into printed lines."""

from __future__ import annotations

import pytest

from extract.geometry.letters import letters_to_words, without_slant
from extract.geometry.words import line_text, words_to_lines
from extract.sources.pdf.drawn import letters_of
from schemas.page import Box, Rule, Word
from tests.support.paper import v, words


def letters(text: str, x: float = 0.0, step: float = 4.0, y: float = 10.0) -> list[dict[str, object]]:
    """Chars of 4 points that follow one another every ``step`` points; "_" leaves a gap without a space."""
    return [
        {
            "text": c,
            "x0": x + i * step,
            "x1": x + i * step + 4,
            "top": y,
            "bottom": y + 8,
            "size": 8,
            "upright": True,
            "fontname": "Helvetica-Bold",
        }
        for i, c in enumerate(text)
        if c != "_"
    ]


LAYERS = [
    ("spaces end words", letters("dua kata di sini"), ["dua", "kata", "di", "sini"]),
    ("letter-spaced text with spaces", letters("dua kata", step=7), ["dua", "kata"]),
    ("no spaces: gaps end words", letters("dua_kata_di_sini_tanpa"), ["dua", "kata", "di", "sini", "tanpa"]),
    ("another line", [*letters("a b atas"), *letters("bawah", y=20)], ["a", "b", "atas", "bawah"]),
]


@pytest.mark.parametrize(("name", "chars", "expected"), LAYERS)
def test_words(name: str, chars: list[dict[str, object]], expected: list[str]) -> None:
    assert [w.text for w in letters_to_words(letters_of(chars), [])] == expected


def test_signs_of_wingdings_are_no_letters() -> None:
    signs = [{**c, "fontname": "ABCDEF+Wingdings-Regular"} for c in letters("ü", y=40)]
    found = letters_to_words(letters_of([*letters("dua kata di sini"), *signs]), [])
    assert [w.text for w in found] == ["dua", "kata", "di", "sini", "\uf0fc"]


def test_leaned_letters_reach_over_the_spaces_between_words() -> None:
    """Upright letters made italic by their matrix, beside text that writes its spaces."""
    lean = 0.32
    heading = [
        {**c, "x1": float(str(c["x1"])) + lean * 8, "matrix": (1, 0, lean, 1)}
        for c in letters("Kewajiban_Pemohon_Data", y=40)
    ]
    chars = [*letters("teks biasa dengan spasi " * 4), *heading]
    found = letters_to_words(without_slant(letters_of(chars)), [])
    assert [w.text for w in found][-3:] == ["Kewajiban", "Pemohon", "Data"]


def test_a_vertical_rule_ends_a_word() -> None:
    chars = [*letters("a b c d satu"), *letters("dua", x=49.5)]
    rules: list[Rule] = [v(48.7, 0, 40)]
    assert [w.text for w in letters_to_words(letters_of(chars), [])][-1] == "satudua"
    assert [w.text for w in letters_to_words(letters_of(chars), rules)][-2:] == ["satu", "dua"]


def test_each_font_of_a_page_tells_whether_it_writes_its_spaces() -> None:
    bare = letters("_".join(["kata"] * 20))
    for c in bare:
        c["fontname"] = "Calibri"
    chars = [*letters("dua kata di sini " * 8, y=40), *bare]
    assert [w.text for w in letters_to_words(letters_of(chars), [])][-20:] == ["kata"] * 20


@pytest.mark.parametrize(("matrix", "size"), [((8, 0, 0, 8, 0, 0), 8), ((0, 8, -8, 0, 0, 0), 4)])
def test_a_letter_on_its_side_is_as_high_as_its_box_is_wide(matrix: tuple[int, ...], size: float) -> None:
    chars = [{**c, "matrix": matrix, "upright": matrix[0] > 0} for c in letters("i")]
    assert letters_to_words(letters_of(chars), [])[0].size == size


def test_words_know_their_box_and_weight() -> None:
    word = letters_to_words(letters_of(letters("isi")), [])[0]
    assert word.box == Box(0, 10, 12, 18)
    assert word.bold and word.upright and word.size == 8


def test_lines_top_to_bottom_left_to_right() -> None:
    page = [*words("baris dua", 0, 20), *words("satu", 24, 10), *words("baris", 0, 10)]
    assert [line_text(line) for line in words_to_lines(page)] == ["baris satu", "baris dua"]


def test_lines_printed_over_one_another_stay_apart() -> None:
    first = words("Menyusun konsep", 0, 10)
    second = words("surat keputusan", 0, 13)  # a row too low for its two lines
    lines = [line_text(line) for line in words_to_lines([*first, *second])]
    assert lines == ["Menyusun konsep", "surat keputusan"]


def test_a_raised_word_stays_on_its_line() -> None:
    page = [Word("Pasal", Box(0, 10, 20, 18)), Word("2", Box(24, 8, 28, 14))]
    assert [line_text(line) for line in words_to_lines(page)] == ["Pasal 2"]
