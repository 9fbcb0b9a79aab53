"""The nearest strings: length counts, and a near rival of another meaning forbids a choice."""

from __future__ import annotations

import pytest

from normalize.match import Dekat, kemiripan, pemenang, terdekat


@pytest.mark.parametrize(
    ("a", "b", "mirip"),
    [
        ("kepala", "kepala", 1.0),
        ("kepala", "kepala subbagian", 6 / 16),
        ("dinsa", "dinas", 0.8),
        ("", "", 1.0),
    ],
)
def test_likeness_counts_what_is_missing(a: str, b: str, mirip: float) -> None:
    assert kemiripan(a, b) == pytest.approx(mirip)


def test_nearest_best_first_ties_by_spelling() -> None:
    assert [d.pilihan for d in terdekat("kabig", ["kasi", "kabid", "kabag"], 0.7)] == ["kabag", "kabid"]
    assert terdekat("zzz", ["kabag"], 0.5) == ()


def test_winner_needs_its_margin_over_another_meaning() -> None:
    dekat = [Dekat("kasubag", 0.9), Dekat("kasubbag", 0.89), Dekat("kabag", 0.7)]
    arti = {"kasubag": "subbagian", "kasubbag": "subbagian", "kabag": "bagian"}
    assert pemenang(dekat, 0.1, arti.__getitem__) == dekat[0]
    assert pemenang(dekat, 0.3, arti.__getitem__) is None
    assert pemenang([], 0.1, arti.__getitem__) is None
