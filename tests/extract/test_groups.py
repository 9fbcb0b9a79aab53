"""Disjoint sets."""

from __future__ import annotations

from extract.geometry.groups import Groups


def test_groups_come_in_the_order_of_their_first_items() -> None:
    groups = Groups(5)
    groups.join(4, 1)
    groups.join(2, 0)
    groups.join(groups.add(), 3)
    assert groups.members() == [[0, 2], [1, 4], [3, 5]]
    assert groups.root(4) == groups.root(1)
