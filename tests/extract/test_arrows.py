"""Strokes and heads between symbols told as arrows."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from extract.flow.arrows import Panah, find_arrows
from extract.flow.strokes import Stroke
from extract.flow.symbols import Simbol
from schemas.page import Box, Head, Point, Shape
from schemas.vocab import JenisSimbol
from tests.support.paper import DOWN, LEFT, RIGHT, UP, box, diamond, head

# Three boxes under one another at x = 100 and one at their right, each 30 x 14.
A, B, C, D = (100.0, 50.0), (100.0, 100.0), (100.0, 150.0), (200.0, 100.0)


def symbol(drawn: Shape) -> Simbol:
    kind = JenisSimbol.KOTAK if drawn.points[0][0] == drawn.box.x0 else JenisSimbol.BELAH_KETUPAT
    return Simbol(kind, drawn.box, drawn.points, 0, 0)


SYMBOLS = [symbol(box(*p)) for p in (A, B, C, D)]


def arrows(
    *lines: tuple[Point, ...],
    heads: tuple[Head, ...] = (),
    words: tuple[Box, ...] = (),
    symbols: list[Simbol] = SYMBOLS,
) -> list[Panah]:
    return find_arrows([Stroke(points) for points in lines], heads, symbols, words)


def ends(found: list[Panah]) -> list[tuple[int | None, int | None, bool, bool]]:
    """From, to, head at either end, as a sorted list."""
    return sorted(((p.a, p.b, p.head_a, p.head_b) for p in found), key=str)


def test_a_straight_arrow() -> None:
    found = arrows(((100, 57), (100, 93)), heads=(head((100, 93), DOWN),))
    assert ends(found) == [(0, 1, False, True)]
    assert found[0].sure == 1


def test_it_runs_from_the_bare_end_to_the_head() -> None:
    assert ends(arrows(((100, 57), (100, 93)), heads=(head((100, 57), UP),))) == [(1, 0, False, True)]


def test_an_elbow_and_heads_at_both_ends() -> None:
    found = arrows(((115, 50), (200, 50), (200, 93)), heads=(head((200, 93), DOWN), head((115, 50), LEFT)))
    assert ends(found) == [(0, 3, True, True)] or ends(found) == [(3, 0, True, True)]


def test_drawn_in_pieces() -> None:
    pieces = (((115, 50), (200, 50)), ((200, 50), (200, 70)), ((200, 70), (200, 88)))
    assert ends(arrows(*pieces, heads=(head((200, 93), DOWN),))) == [(0, 3, False, True)]


def test_ends_that_stop_short_or_run_in() -> None:
    short = arrows(((100, 60), (100, 86)), heads=(head((100, 90), DOWN, 4),))
    deep = arrows(((100, 52), (100, 98)), heads=(head((100, 98), DOWN),))
    assert ends(short) == ends(deep) == [(0, 1, False, True)]


def test_an_end_that_points_at_nothing_is_loose() -> None:
    found = arrows(((115, 50), (160, 50)), heads=(head((160, 50), RIGHT),))
    assert ends(found) == [(0, None, False, True)]


def test_lines_that_cross_stay_apart() -> None:
    symbols = [*SYMBOLS, symbol(box(20, 75)), symbol(box(180, 75))]
    found = arrows(
        ((100, 57), (100, 93)),
        ((35, 75), (165, 75)),
        heads=(head((100, 93), DOWN), head((165, 75), RIGHT)),
        symbols=symbols,
    )
    assert ends(found) == [(0, 1, False, True), (4, 5, False, True)]


def test_a_line_that_joins_another() -> None:
    """From A down to C past the right of B; from D into that line."""
    found = arrows(
        ((115, 50), (150, 50), (150, 150), (115, 150)),
        ((185, 100), (150, 100)),
        heads=(head((115, 150), LEFT),),
    )
    assert ends(found) == [(0, 2, False, True), (3, 2, False, True)]


def test_a_join_that_stops_a_little_short() -> None:
    found = arrows(
        ((115, 50), (150, 50), (150, 150), (115, 150)),
        ((185, 100), (154, 100)),
        heads=(head((115, 150), LEFT),),
    )
    assert (3, 2, False, True) in ends(found)


def test_a_fork_has_two_heads() -> None:
    found = arrows(
        ((115, 50), (150, 50), (150, 150), (115, 150)),
        ((150, 100), (185, 100)),
        heads=(head((115, 150), LEFT), head((185, 100), RIGHT)),
    )
    assert ends(found) == [(0, 2, False, True), (0, 3, False, True)]


def in_rows(*rows: int) -> list[Simbol]:
    return [replace(s, baris=row) for s, row in zip(SYMBOLS, rows, strict=True)]


def test_a_head_on_a_line_between_the_boxes_of_a_row_leads_to_each() -> None:
    """The line that gathers the boxes has no heads; without a row in common it is a line of its own."""
    gather = ((100, 93), (100, 80), (200, 80), (200, 93))
    drawn = (((115, 50), (150, 50), (150, 80)), gather)
    found = arrows(*drawn, heads=(head((150, 80), DOWN),), symbols=in_rows(0, 1, 2, 1))
    assert ends(found) == [(0, 1, False, True), (0, 3, False, True)]
    apart = arrows(*drawn, heads=(head((150, 80), DOWN),), symbols=in_rows(0, 1, 2, 3))
    assert not any(p.head_b for p in apart)


def test_lines_cut_by_the_page_that_join_keep_their_own_ends() -> None:
    """Two lines come from the page before and run into one head."""
    found = arrows(((90, 10), (90, 20), (100, 20)), ((100, 10), (100, 43)), heads=(head((100, 43), DOWN),))
    assert ends(found) == [(None, 0, False, True), (None, 0, False, True)]
    assert sorted(p.path[0] for p in found) == [(90, 10), (100, 10)]


def test_the_stem_of_a_head_drawn_once_more_beneath_it() -> None:
    """A head found by itself, with a stem of its length, over the line that it belongs to."""
    found = arrows(((190, 100), (122, 100)), ((127, 100.3), (120, 100.2)), heads=(head((120, 100.2), LEFT),))
    assert ends(found) == [(3, 1, False, True)]


def test_dashes_are_one_line() -> None:
    dashes = tuple(((100.0, y), (100.0, y + 3)) for y in range(57, 90, 5))
    assert ends(arrows(*dashes, heads=(head((100, 93), DOWN),))) == [(0, 1, False, True)]


def test_a_label_in_the_line_is_bridged_and_an_empty_gap_that_wide_is_not() -> None:
    lines = (((115, 50), (130, 50)), ((160, 50), (200, 50), (200, 93)))
    heads = (head((200, 93), DOWN),)
    assert ends(arrows(*lines, heads=heads, words=(Box(132, 46, 158, 54),))) == [(0, 3, False, True)]
    assert (0, 3, False, True) not in ends(arrows(*lines, heads=heads))


def test_a_line_without_heads() -> None:
    assert ends(arrows(((100, 57), (100, 93)))) == [(0, 1, False, False)]


def test_it_leaves_a_diamond_at_its_corner_not_at_its_box() -> None:
    symbols = [symbol(diamond(100, 50, 60, 40)), symbol(box(160, 90))]
    found = arrows(((130, 50), (160, 50), (160, 83)), heads=(head((160, 83), DOWN),), symbols=symbols)
    assert ends(found) == [(0, 1, False, True)]


def test_a_head_just_past_its_symbol_is_tied_to_it() -> None:
    found = arrows(((100, 57), (100, 110)), heads=(head((100, 112), DOWN),))
    assert ends(found) == [(0, 1, False, True)]


def test_a_document_that_hangs_on_a_line_gives_no_arrow() -> None:
    document = replace(symbol(box(130, 75, 20, 12)), jenis=JenisSimbol.LAIN)
    found = arrows(
        ((100, 57), (100, 93)),
        ((100, 75), (120, 75)),
        heads=(head((100, 93), DOWN),),
        symbols=[*SYMBOLS, document],
    )
    assert ends(found) == [(0, 1, False, True), (4, 0, False, False)]


def test_a_fork_whose_stem_went_off_with_the_symbol_leaves_it() -> None:
    """From the foot of A at once both ways: no end of the line is left at A."""
    found = arrows(
        ((100, 143), (100, 59), (200, 59), (200, 93)),
        heads=(head((100, 143), DOWN), head((200, 93), DOWN)),
        symbols=[SYMBOLS[0], SYMBOLS[2], SYMBOLS[3]],
    )
    assert ends(found) == [(0, 1, False, True), (0, 2, False, True)]


def test_a_head_that_stops_far_short_of_what_it_points_at_is_doubtful() -> None:
    tall = symbol(box(100, 150, 60, 40))
    found = arrows(((100, 57), (100, 100)), heads=(head((100, 100), DOWN),), symbols=[SYMBOLS[0], tall])
    assert ends(found) == [(0, 1, False, True)] and found[0].sure < 0.75


def test_a_tail_beside_its_symbol_is_doubtful() -> None:
    found = arrows(((118, 64), (200, 64), (200, 93)), heads=(head((200, 93), DOWN),))
    assert ends(found) == [(0, 3, False, True)] and found[0].sure < 0.75


def test_a_bracket_over_boxes_of_a_row_takes_part_in_the_arrow_through_it() -> None:
    """From one box down into the middle one of three; a line without heads ties the outer two to it, and
    another one under them runs into the arrow on.
    """
    rows = [(0, 200, 50), (1, 100, 120), (1, 200, 120), (1, 300, 120), (2, 200, 200)]
    symbols = [replace(symbol(box(x, y)), baris=row) for row, x, y in rows]
    found = arrows(
        ((200, 57), (200, 113)),
        ((100, 113), (100, 95), (300, 95), (300, 113)),
        ((200, 127), (200, 193)),
        ((100, 127), (100, 150), (300, 150), (300, 127)),
        heads=(head((200, 113), DOWN), head((200, 193), DOWN)),
        symbols=symbols,
    )
    into, out_of = ([(0, k) for k in (1, 2, 3)], [(k, 4) for k in (1, 2, 3)])
    assert [e[:2] for e in ends(found)] == [*into, *out_of]


def test_a_line_between_boxes_of_a_row_that_an_arrow_passes_is_no_bracket() -> None:
    """The arrow goes on to a row below: it crosses, no more."""
    rows = [(0, 200, 50), (1, 100, 120), (1, 300, 120), (2, 200, 200)]
    symbols = [replace(symbol(box(x, y)), baris=row) for row, x, y in rows]
    found = arrows(
        ((200, 57), (200, 193)),
        ((100, 113), (100, 95), (300, 95), (300, 113)),
        heads=(head((200, 193), DOWN),),
        symbols=symbols,
    )
    assert [e[:2] for e in ends(found)] == [(0, 3), (1, 2)]


def test_a_corner_in_the_gap_of_a_broken_line() -> None:
    """Both dashes end before it; lines that would meet behind a symbol are two."""
    found = arrows(((115, 50), (194, 50)), ((200, 57), (200, 93)), heads=(head((200, 93), DOWN),))
    assert ends(found) == [(0, 3, False, True)]
    apart = arrows(((115, 50), (180, 50)), ((200, 62), (200, 93)), heads=(head((200, 93), DOWN),))
    assert (0, 3, False, True) not in ends(apart)


@pytest.mark.parametrize("arc", [(0, 3), (1, 4), (1, 3)])
def test_a_round_corner_of_a_broken_line_that_is_a_dash_of_its_own(arc: tuple[int, int]) -> None:
    """From (196, 50) round to (200, 54), of which one dash shows a part."""
    turn = [(196 + 4 * math.sin(t), 54 - 4 * math.cos(t)) for t in (0.0, 0.4, 0.8, 1.2, math.pi / 2)]
    across = [((x, 50), (x + 5, 50)) for x in range(115, 194, 8)]
    down = [((200, y), (200, y + 5)) for y in range(57, 85, 8)]
    pieces = [*across, tuple(turn[arc[0] : arc[1] + 1]), *down]
    assert ends(arrows(*pieces, heads=(head((200, 93), DOWN),))) == [(0, 3, False, True)]


def test_the_foot_of_a_label_on_its_line_leads_nowhere() -> None:
    """Traced once more beside the line; the corner of the line lies a little behind the end run past it."""
    up, over = ((70, 149), (70, 100.2), (85, 100)), ((185, 150), (110, 150), (77.5, 151))
    foot = ((77, 149.2), (93, 149.2), (95, 150))
    words = (Box(72, 146, 87, 152), Box(90, 146, 110, 152))
    found = arrows(up, over, foot, heads=(head((185, 150), RIGHT),), words=words, symbols=FAR)
    assert (0, 1, False, True) in ends(found)


FAR = [symbol(box(*B)), symbol(box(200.0, 150.0))]
