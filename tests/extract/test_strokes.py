"""What belongs to the flow and what to the table; heads drawn as an open V."""

from __future__ import annotations

from extract.flow.strokes import flow_strokes, take_open_heads
from extract.flow.symbols import find_symbols
from schemas.page import Connector, Page
from tests.support.paper import (
    BODY,
    DOWN,
    ROW,
    STEPS,
    XS,
    box,
    form,
    h,
    head,
    lane_x,
    line,
    part_of,
    row_y,
    v,
)


def strokes(page: Page) -> list[tuple[tuple[float, float], ...]]:
    part = part_of(page)
    return [s.points for s in flow_strokes(page, part, find_symbols(page, part))[0]]


def test_table_rules_are_no_strokes() -> None:
    assert strokes(form(STEPS)) == []


def test_a_line_of_the_flow() -> None:
    page = form(STEPS)
    page.rules.append(v(lane_x(0), row_y(0), row_y(1)))
    assert strokes(page) == [((lane_x(0), row_y(0)), (lane_x(0), row_y(1)))]


def test_a_line_on_a_row_rule_in_another_style_at_a_symbol() -> None:
    page = form(STEPS)
    page.shapes = [box(lane_x(1), BODY + ROW)]
    on_rule = h(BODY + ROW, lane_x(0), lane_x(1) - 15, "line1.0")
    page.rules.append(on_rule)
    assert strokes(page) == [((lane_x(0), BODY + ROW), (lane_x(1) - 15, BODY + ROW))]
    page.rules[-1] = h(BODY + ROW, lane_x(0), lane_x(1) - 15)  # in the table's own style
    assert strokes(page) == []


def test_a_line_drawn_over_a_row_rule_between_two_ends_of_the_flow() -> None:
    """In the table's own style: only that it is drawn twice, and what it joins, tells."""
    page = form(STEPS)
    y = BODY + ROW
    page.rules += [v(lane_x(0), y - 15, y), v(lane_x(1), y, y + 15)]
    assert len(strokes(page)) == 2
    page.rules.append(h(y, lane_x(0), lane_x(1)))
    assert ((lane_x(0), y), (lane_x(1), y)) in strokes(page)


def test_a_rule_of_pixels_that_symbols_cover_is_none_of_the_flow() -> None:
    """Boxes over both executors hide their divider; what is left of it below them touches the last one."""
    page = form(STEPS)
    bottom = BODY + len(STEPS) * ROW
    page.shapes = [box(XS[3], row_y(0), 60)]
    page.rules.append(v(XS[3], row_y(0) + 7, bottom, ""))
    assert strokes(page) == []


def test_lines_outside_the_executors_are_left_out() -> None:
    page = form(STEPS)
    page.connectors = [line((XS[6], 150), (XS[6] + 30, 150), (XS[6] + 30, 190))]
    assert strokes(page) == []


def test_a_line_inside_a_symbol_is_its_decoration() -> None:
    page = form(STEPS)
    page.shapes = [box(lane_x(0), row_y(0))]
    page.connectors = [line((lane_x(0) - 8, row_y(0)), (lane_x(0), row_y(0) + 2), (lane_x(0) + 8, row_y(0)))]
    assert strokes(page) == []


def test_a_frame_along_the_tables_lines_is_no_stroke() -> None:
    page = form(STEPS)
    page.connectors = [line((XS[2], BODY), (XS[4], BODY), (XS[4], BODY + 3 * ROW))]
    assert strokes(page) == []


def test_open_heads() -> None:
    one_line = line((97, 95), (100, 100), (103, 95))
    two_lines = [line((197, 95), (200, 100)), line((200, 100), (203, 95))]
    shaft: Connector = line((100, 50), (100, 100), (120, 100))
    heads, rest = take_open_heads([one_line, *two_lines, shaft])
    assert sorted(h.tip for h in heads) == [(100, 100), (200, 100)]
    assert all(h.direction == DOWN for h in heads)
    assert rest == [shaft]


def test_an_open_head_of_a_thick_pen_has_two_corners_at_its_tip() -> None:
    """The outline of its two strokes, thinned, keeps an outer and an inner one."""
    heads, rest = take_open_heads([line((97, 95.2), (100.5, 100), (99.5, 100), (103, 95.4))])
    assert [(h.tip, rest) for h in heads] == [((100, 100), [])]
    bent = line((97, 95), (100, 100), (103, 100), (106, 95))
    assert take_open_heads([bent]) == ([], [bent])


def test_a_single_slanted_line_stays_a_line() -> None:
    slanted = line((100, 100), (106, 104))
    assert take_open_heads([slanted]) == ([], [slanted])


def test_heads_in_the_flow_are_kept_and_others_not() -> None:
    page = form(STEPS)
    page.heads = [head((lane_x(0), row_y(1)), DOWN), head((XS[6], row_y(1)), DOWN)]
    part = part_of(page)
    assert flow_strokes(page, part, [])[1] == [page.heads[0]]


def test_a_thick_line_on_a_row_rule_that_branches_off_another() -> None:
    page = form(STEPS)
    y = BODY + ROW
    down = line((lane_x(0), row_y(0) + 7), (lane_x(0), row_y(1) - 5), (lane_x(0) + 5, row_y(1) - 5))
    last = line((lane_x(1), y), (lane_x(1), y + 5), (lane_x(1) + 1, y + 9))
    page.connectors = [down, last]
    page.rules.append(h(y, lane_x(0), lane_x(1), "line2.0"))
    assert ((lane_x(0), y), (lane_x(1), y)) in strokes(page)


def test_an_arm_of_an_open_head_is_part_of_it() -> None:
    """The arm ends at the corner of a head as wide as it is long, and no line goes on there."""
    page = form(STEPS)
    tip = (lane_x(0), row_y(1))
    page.connectors = [
        line((tip[0], row_y(0)), tip),
        line((tip[0] - 3.6, tip[1] - 6.8), (tip[0], tip[1] - 3.6)),
    ]
    page.heads = [head(tip, DOWN, 6.5)]
    assert strokes(page) == [((tip[0], row_y(0)), tip)]


def test_what_an_office_file_draws_on_a_border_is_no_border() -> None:
    page = form(STEPS)
    on_rule = line((lane_x(0), BODY + ROW), (lane_x(1), BODY + ROW))
    page.connectors.append(on_rule)
    assert strokes(page) == []
    page.source = "lembar"
    assert strokes(page) == [on_rule.points]


def test_an_open_head_painted_as_an_outline_with_the_end_of_its_line() -> None:
    drawn = line((528, 393), (531, 391), (528, 391), (528, 390), (531, 390), (528, 388))
    heads, rest = take_open_heads([drawn])
    assert [(h.tip, h.direction, rest) for h in heads] == [((531, 390.5), (1.0, 0.0), [])]
    stairs = line((528, 393), (531, 393), (531, 391), (534, 391), (534, 388))
    assert take_open_heads([stairs]) == ([], [stairs])


def test_a_line_drawn_over_a_column_rule_that_ends_between_two_rows() -> None:
    """The way back of a decision along the next column: a piece of a rule would end where others cross it."""
    page = form(STEPS)
    x, y = XS[3], row_y(1)
    out = line((lane_x(0) + 15, y), (x, y))
    back = line((x, BODY + 5), (lane_x(0) + 15, BODY + 5))
    page.connectors = [out, back]
    page.rules.append(v(x, BODY + 5, y + 8))
    assert ((x, BODY + 5), (x, y + 8)) in strokes(page)
    page.rules[-1] = v(x, BODY, BODY + 2 * ROW)
    assert strokes(page) == [out.points, back.points]
