from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.graf import cheapest, graph_of, knots

EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25)


@given(EDGES)
def test_knots_are_those_of_networkx_in_an_order_that_follows_the_arrows(
    edges: list[tuple[int, int]],
) -> None:
    found = knots(graph_of(range(10), edges))
    theirs = nx.strongly_connected_components(nx.DiGraph([*edges, *((n, n) for n in range(10))]))
    assert {frozenset(k) for k in found} == {frozenset(k) for k in theirs}
    place = {n: i for i, k in enumerate(found) for n in k}
    assert all(place[b] <= place[a] for a, b in edges)


@given(EDGES, st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=10, max_size=10))
def test_the_cheapest_way_is_that_of_networkx(edges: list[tuple[int, int]], prices: list[float]) -> None:
    price, graph = dict(enumerate(prices)), nx.DiGraph()
    graph.add_nodes_from(range(10))
    graph.add_weighted_edges_from((a, b, price[b]) for a, b in edges)
    if not nx.has_path(graph, 0, 9):
        with pytest.raises(ValueError):
            cheapest(graph_of(range(10), edges), price, [0], {9})
    else:
        there = price[0] + nx.dijkstra_path_length(graph, 0, 9)
        assert cheapest(graph_of(range(10), edges), price, [0], {9}) == there


def test_a_long_flow_is_walked_without_recursion() -> None:
    assert len(knots(graph_of((), ((n, n + 1) for n in range(20_000))))) == 20_001
