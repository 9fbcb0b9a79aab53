"""A signature block under the table."""

from __future__ import annotations

from extract.table.signatory import signatory_in
from schemas.page import Word
from tests.support.paper import words


def lines(*printed: str, x: float, y: float = 400, step: float = 14) -> list[Word]:
    return [w for n, line in enumerate(printed) for w in words(line, x, y + step * n)]


def test_post_name_and_number_under_the_table() -> None:
    page = [*lines("Catatan kaki", x=40), *lines("Kepala Bagian Umum", x=450)]
    page += lines("ANI WATI, SE", "NIP. 196608251988021001", x=450, y=450)
    text = signatory_in(page, 3)
    assert text is not None
    assert (text.baris, text.halaman) == (
        ("Kepala Bagian Umum", "ANI WATI, SE", "NIP. 196608251988021001"),
        3,
    )


def test_of_two_side_by_side_the_right_one() -> None:
    page = lines("Mengetahui", "Budi", "NIP. 196608251988021001", x=60)
    page += lines("Kepala Bagian", "Ani Wati", "NIP. 197012312000032002", x=450)
    text = signatory_in(page, 1)
    assert text is not None and text.baris == ("Kepala Bagian", "Ani Wati", "NIP. 197012312000032002")


def test_words_without_a_number_are_no_signature() -> None:
    assert signatory_in(lines("Halaman 3 dari 4", x=450), 1) is None
    assert signatory_in([], 1) is None
