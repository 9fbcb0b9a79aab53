"""Joined strokes as a graph."""

from __future__ import annotations

import itertools

from extract.net import Net


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
