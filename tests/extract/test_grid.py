"""Ruled lines to cells, however the lines are drawn."""

from __future__ import annotations

import itertools

from extract.table.grid import cell_shapes, find_grids, grid_cells, page_edges
from schemas.page import Box, Page, Rule
from tests.support.paper import box, corners, h, lattice, line, shape, v

XS, YS = (0.0, 50.0, 100.0, 200.0), (0.0, 30.0, 60.0)


def page(*rules: Rule) -> Page:
    return Page(1, 300, 300, rules=list(rules))


def spans(rules: list[Rule]) -> list[tuple[int, int, int, int]]:
    grid = find_grids(rules)[0]
    return [(c.row0, c.row1, c.col0, c.col1) for c in grid_cells(grid)]


PLAIN = [(0, 1, 0, 1), (0, 1, 1, 2), (0, 1, 2, 3), (1, 2, 0, 1), (1, 2, 1, 2), (1, 2, 2, 3)]


def test_plain_lattice() -> None:
    assert spans(lattice(XS, YS)) == PLAIN


def test_double_rules_are_one_line() -> None:
    double = [*lattice(XS, YS), *lattice(XS, [y + 1.5 for y in YS])]
    assert spans(double) == PLAIN


def test_rules_in_pieces_are_one_line() -> None:
    pieces = [h(y, a, b) for y in YS for a, b in itertools.pairwise(XS)]
    pieces += [v(x, a, b) for x in XS for a, b in itertools.pairwise(YS)]
    assert spans(pieces) == PLAIN


def test_a_missing_divider_makes_a_cell_that_spans() -> None:
    rules = [r for r in lattice(XS, YS) if r.horizontal or r.at != 50]
    rules.append(v(50, 30, 60))  # divides the second row only
    assert spans(rules) == [(0, 1, 0, 2), (0, 1, 2, 3), *PLAIN[3:]]


def test_a_short_line_inside_a_cell_does_not_divide_it() -> None:
    assert spans([*lattice(XS, YS), v(75, 0, 12)]).count((0, 1, 1, 3)) == 1


def test_cells_drawn_as_closed_boxes() -> None:
    cells = [
        shape(corners(Box(x0 + 0.4, y0 + 0.4, x1 - 0.4, y1 - 0.4)))
        for x0, x1 in itertools.pairwise(XS)
        for y0, y1 in itertools.pairwise(YS)
    ]
    drawn = Page(1, 300, 300, shapes=cells)
    assert len(cell_shapes(drawn)) == len(cells)
    assert spans(page_edges(drawn)) == PLAIN


def test_cells_drawn_as_two_sided_polylines() -> None:
    drawn = page(*(r for r in lattice(XS, YS) if r.at != 50))
    drawn.connectors = [line((50, 0), (50, 60), (0, 60))]
    assert spans(page_edges(drawn)) == PLAIN


def test_a_symbol_near_row_rules_is_no_cell() -> None:
    drawn = page(*lattice(XS, YS))
    drawn.shapes = [box(150, 15, 40, 26)]  # almost as high as its row
    assert cell_shapes(drawn) == []


def test_tables_apart_are_grids_apart() -> None:
    below = lattice(XS, [y + 100 for y in YS])
    grids = find_grids([*below, *lattice(XS, YS)])
    assert [g.ys[0] for g in grids] == [0, 100]


def test_covered_counts_every_piece_once() -> None:
    grid = find_grids([*lattice(XS, YS), h(30, 0, 50)])[0]
    assert grid.covered(True, 30, 0, 200) == 1
    assert grid.covered(True, 15, 0, 200) == 0
    assert grid.covered(True, 30, 100, 300) == 0.5


def test_a_side_whose_rule_is_lost_is_where_those_across_it_end_whatever_the_flow_draws() -> None:
    open_left = [r for r in lattice(XS, [0.0, 30.0, 60.0, 90.0]) if r.horizontal or r.at]
    flow = [h(y, 110, 190) for y in (5.0, 12.0, 20.0, 37.0, 44.0, 52.0)]
    assert find_grids([*open_left, *flow])[0].xs == list(XS)
