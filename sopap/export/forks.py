"""Forks of a flow: where their branches meet, whether they stay apart until then.

            +--> B --+
       A ---+        +--> D      D: every way from A to an exit of the flow passes it
            +--> C --+

Nodes and links are ids and pairs of ids, whatever they stand for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import networkx as nx

Pairs = Collection[tuple[str, str]]


def meeting(pairs: Pairs, fork: str) -> str | None:
    """The first node that every way from ``fork`` to an exit of the flow passes, None without one.

    It is the fork's first post-dominator (Cooper, Harvey and Kennedy 2001).
    """
    back = nx.DiGraph((b, a) for a, b in pairs)
    lasts = [n for n in back if not back.in_degree(n)]
    back.add_edges_from(("", n) for n in lasts)  # the outside, which all ways come to
    if "" not in back or fork not in nx.descendants(back, ""):
        return None
    found = nx.immediate_dominators(back, "").get(fork)
    return found if isinstance(found, str) and found else None


def branches(pairs: Pairs, fork: str, target: str) -> list[set[str]]:
    """The nodes of each branch of ``fork`` up to ``target``, where they meet; an exit to it has none."""
    inside = nx.DiGraph(pairs)
    inside.remove_node(target)
    exits = [b for a, b in pairs if a == fork]
    return [{b, *nx.descendants(inside, b)} if b != target else set() for b in exits]


def apart(pairs: Pairs, fork: str, ways: Sequence[set[str]]) -> bool:
    """Whether the branches share nothing, nothing else runs into them, and none comes back."""
    every = set[str]().union(*ways)
    if sum(map(len, ways)) != len(every) or fork in every:
        return False
    entered = [a for a, b in pairs if b in every and a not in every]
    return len(entered) <= len(ways) and all(a == fork for a in entered)


def meets(pairs: Pairs, fork: str) -> bool:
    """Whether the branches of ``fork`` meet, each on a way of its own: work that several do at once."""
    target = meeting(pairs, fork)
    return target is not None and apart(pairs, fork, branches(pairs, fork, target))


def returns(pairs: Pairs, fork: str) -> bool:
    """Whether a branch comes back to ``fork``, but from where they all have met."""
    graph = nx.DiGraph(pairs)
    back = any(b == fork or fork in nx.descendants(graph, b) for b in graph.successors(fork))
    return back and not meets(pairs, fork)
