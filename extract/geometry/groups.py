"""Things that belong together: a forest of disjoint sets (Tarjan 1975), grown pair by pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


class Groups:
    """Items 0, 1, ... ``count - 1``, each a group of its own until joined; more can be added."""

    def __init__(self, count: int = 0) -> None:
        self._parent = list(range(count))

    def add(self) -> int:
        """A new item in a group of its own; its number."""
        self._parent.append(len(self._parent))
        return len(self._parent) - 1

    def join(self, i: int, j: int) -> None:
        """One group of those of ``i`` and ``j``; the root of ``j`` stands for both."""
        self._parent[self.root(i)] = self.root(j)

    def root(self, i: int) -> int:
        """The item that stands for the group of ``i``."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def members(self) -> list[list[int]]:
        """All groups, in the order of their first items; items ascend."""
        groups: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            groups.setdefault(self.root(i), []).append(i)
        return list(groups.values())


def runs(items: Iterable[Item], parted: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """Items in their order, in runs: ``parted`` says of two neighbours whether another run begins between."""
    out: list[list[Item]] = []
    for item in items:
        if not out or parted(out[-1][-1], item):
            out.append([])
        out[-1].append(item)
    return out
