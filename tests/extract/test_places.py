from __future__ import annotations

from extract.pipeline import cleared


def test_places_go_and_the_words_of_messages_stay() -> None:
    doubt = {"halaman": 2, "kotak": (1, 2, 3, 4), "isi": {"halaman": "2"}}
    assert cleared({"keraguan": [doubt]}) == {
        "keraguan": ({"halaman": None, "kotak": None, "isi": {"halaman": "2"}},)
    }
