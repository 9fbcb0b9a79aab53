"""Rules and the letters that stand in line with them."""

from __future__ import annotations

from extract.sources.scan.struck import unstruck
from schemas.page import Rule
from tests.support.paper import h, v, words


def held(rules: list[Rule]) -> list[tuple[float, float, float]]:
    return [(r.at, r.lo, r.hi) for r in rules if not r.horizontal]


def test_a_rule_that_runs_through_a_word_ends_above_it() -> None:
    level = [h(y, 20, 280) for y in (20, 100, 113, 180)]
    text = words("KUALIFIKASI PELAKSANA", 100, 103)
    through, beside, divider = v(128, 20, 113), v(96, 20, 113), v(128, 20, 180)
    assert held(unstruck([*level, through], text)) == [(128, 20, 100)]
    assert held(unstruck([*level, beside], text)) == [(96, 20, 113)]
    assert held(unstruck([*level, divider], text)) == [(128, 20, 180)]
    assert held(unstruck([*level, v(128, 100, 180)], text)) == [(128, 113, 180)]


def test_what_runs_on_over_the_table_ends_at_it_where_a_word_stands_there() -> None:
    level = [h(y, 20, 280) for y in (20, 100, 180)]
    text = words("KUALIFIKASI PELAKSANA", 100, 5)
    assert held(unstruck([*level, v(128, 4, 180)], text)) == [(128, 20, 180)]
    assert held(unstruck([*level, v(128, 4, 180)], [])) == [(128, 4, 180)]
