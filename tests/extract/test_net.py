"""Joined strokes as a graph."""

from __future__ import annotations

import itertools

from extract.flow.net import Net, components, route
from schemas.page import Box


def test_the_direction_of_an_end_is_told_past_a_pen_slip() -> None:
    net = Net()
    a, b, c = net.add((10.0, 10.0)), net.add((10.2, 10.5)), net.add((30.0, 10.0))
    net.link(a, b)
    net.link(b, c)
    x, y = net.outward(a)
    assert x < -0.9 and abs(y) < 0.2


def test_a_tiny_loop_at_an_end_is_walked_once() -> None:
    """Traced pixels gave a line that bites its own tail within a pen's width: the walk never ended."""
    net = Net()
    end, knot = net.add((10.0, 10.0)), net.add((10.3, 10.0))
    one, two = net.add((10.6, 10.2)), net.add((10.6, 9.8))
    for i, j in ((end, knot), (one, two)):
        net.link(i, j)
    net.link(knot, one)
    net.links[one] = [two, knot]
    net.links[two] = [one]
    net.link(two, one)
    ring = Net()
    nodes = [ring.add(p) for p in ((0.0, 0.0), (0.4, 0.0), (0.4, 0.4), (0.0, 0.4))]
    for i, j in itertools.pairwise(nodes):
        ring.link(i, j)
    ring.links[nodes[3]] = [nodes[2], nodes[1]]  # the far end runs back into the middle
    assert ring.outward(nodes[0])
    assert net.outward(end)


def test_the_nearest_goal_is_reached_by_the_shortest_way() -> None:
    net = Net()
    nodes = [net.add((float(x), 0.0)) for x in (0, 1, 3, 9)]
    for i, j in itertools.pairwise(nodes):
        net.link(i, j)
    detour = net.add((0.5, 9.0))
    net.link(nodes[0], detour)
    net.link(detour, nodes[2])
    assert route(net, nodes[0], {nodes[2], nodes[3]}) == nodes[:3]
    assert route(net, nodes[1], {net.add((5.0, 5.0))}) == []


def test_a_cut_piece_stays_in_its_net() -> None:
    net = Net()
    a, b, other = net.add((0.0, 0.0)), net.add((10.0, 0.0)), net.add((0.0, 5.0))
    net.link(a, b)
    middle = net.cut(a, b, (4.0, 0.0))
    assert net.links == {a: [middle], b: [middle], other: [], middle: [a, b]}
    assert components(net) == [[a, b, middle], [other]]
    assert net.pieces(Box(3.0, -1.0, 5.0, 1.0)) == [(a, middle), (b, middle)]
