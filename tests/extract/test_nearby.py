"""What is found by place is what asking everything finds, in the same order."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

import pytest

from extract.flow.ink import longest_run, places
from extract.flow.joins import JOIN, is_end_alongside, nearest_piece
from extract.flow.net import Net
from extract.geometry.nearby import EDGE, Nearby, around
from extract.geometry.plane import distance, on_segment
from extract.geometry.words import by_height
from extract.table.grid import words_in, words_of
from schemas.page import Box, Point, Word

SEEDS = range(8)


def somewhere(rng: Random) -> Point:
    """On a page, now and then on a square's edge or off the page."""
    if rng.random() < 0.2:
        return 12.0 * rng.randrange(-4, 60), 12.0 * rng.randrange(-4, 60)
    return rng.uniform(-20, 700), rng.uniform(-20, 500)


def a_box(rng: Random) -> Box:
    x, y = somewhere(rng)
    most = rng.choice((0.0, 5.0, 40.0, 800.0))
    return Box(x, y, x + rng.uniform(0, most), y + rng.uniform(0, most))


def meet(a: Box, b: Box) -> bool:
    return a.x0 <= b.x1 and b.x0 <= a.x1 and a.y0 <= b.y1 and b.y0 <= a.y1


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_touch_a_box_are_found_each_once_and_ascending(seed: int) -> None:
    rng = Random(seed)
    boxes = [a_box(rng) for _ in range(300)]
    near = Nearby(rng.choice((3.0, 12.0, 90.0)), boxes)
    for _ in range(100):
        asked = a_box(rng)
        found = near.at(asked)
        assert found == sorted(set(found))
        assert {n for n, b in enumerate(boxes) if meet(b, asked)} <= set(found)


def test_a_line_is_found_where_it_runs_and_not_all_over_its_box() -> None:
    near = Nearby(10.0)
    near.add_line((0.0, 0.0), (400.0, 300.0), 7)
    assert all(near.at(around((4.0 * t, 3.0 * t))) == [7] for t in range(101))
    assert near.at(around((380.0, 20.0))) == []


def test_what_reaches_off_every_page_is_found_and_costs_no_more() -> None:
    near = Nearby(1.0, [Box(-1e30, -1e30, 1e30, 1e30), Box(1e25, 0, 1e26, 1)])
    near.add_line((0.0, 0.0), (math.inf, 0.0), 2)
    near.add(Box(math.nan, math.nan, math.nan, math.nan), 3)
    assert near.at(around((5.0, 5.0))) == [0, 2]  # a line without an end is near everything
    assert 1 in near.at(Box(2 * EDGE, 0, 3 * EDGE, 1))


def test_far_down_a_long_table_things_lie_apart() -> None:
    """A Word table of thousands of rows is one page, higher than any paper."""
    near = Nearby()
    for row in range(5000):
        near.add(Box(0, 25.0 * row, 10, 25.0 * row + 8), row)
    assert near.at(Box(0, 25.0 * 4900, 10, 25.0 * 4900 + 8)) == [4900]


@pytest.mark.parametrize("seed", SEEDS)
def test_words_found_by_place_are_those_in_the_box_in_their_order(seed: int) -> None:
    rng = Random(seed)
    words = [Word(str(n), a_box(rng)) for n in range(200)]
    inside, between = words_of(words), by_height(words)
    for _ in range(50):
        box = a_box(rng)
        assert inside(box) == words_in(words, box)
        assert between(box.y0, box.y1) == [w for w in words if box.y0 <= w.box.cy < box.y1]


def a_net(rng: Random) -> Net:
    """Lines of some pieces on a coarse raster, so that many lie equally near."""
    net = Net()
    for _ in range(60):
        nodes = [
            net.add((float(rng.randrange(60)), float(rng.randrange(60)))) for _ in range(rng.randint(2, 4))
        ]
        for i, j in pairwise(nodes):
            net.link(i, j)
    for _ in range(20):
        i = rng.choice([i for i in net.links if net.links[i]])
        net.link(net.cut(i, net.links[i][0], net.points[i]), rng.choice(list(net.links)))
    return net


def plain_nearest_piece(net: Net, i: int, p: Point) -> tuple[int, int, Point] | None:
    own, todo = {i}, [i]
    while todo:
        more = [j for j in net.links[todo.pop()] if j not in own]
        own |= set(more)
        todo += more
    best: tuple[float, int, int, Point] | None = None
    for a, b in ((a, b) for a, near in net.links.items() for b in near if a < b):
        q = on_segment(p, net.points[a], net.points[b])
        if a in own or is_end_alongside(net, i, (a, b, q)):
            continue
        if distance(p, q) <= JOIN and (best is None or distance(p, q) < best[0]):
            best = (distance(p, q), a, b, q)
    return best[1:] if best else None


@pytest.mark.parametrize("seed", SEEDS)
def test_of_all_pieces_of_other_lines_the_nearest_and_of_equals_the_first(seed: int) -> None:
    """The ends of lines that run alongside are no place to join."""
    net = a_net(Random(seed))
    for i in net.links:
        assert nearest_piece(net, i, net.points[i]) == plain_nearest_piece(net, i, net.points[i])


@pytest.mark.parametrize("far", [1e4, 1e10, 1e300])
def test_a_line_that_runs_off_every_page_has_a_bounded_number_of_places(far: float) -> None:
    found = places([(100.0, 50.0), (far, 50.0), (far, 90.0)])
    assert [round(x) for x, _ in found[:3]] == [100, 103, 106]
    assert len(found) < 3 * EDGE
    assert places([(0.0, far), (9.0, far)])[-1] == (9.0, far)


def test_the_longest_row_of_neighbours() -> None:
    row = [(float(x), 0.0) for x in (0, 3, 6, 30, 33, 36, 39, 80)]
    assert longest_run(row) == row[3:7]
    assert longest_run([]) == []
