from __future__ import annotations

from sopap.export.forks import meeting, meets, returns

WORK_AT_ONCE = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")]


def test_branches_that_meet_are_work_at_once_though_the_flow_comes_back_later() -> None:
    back = [*WORK_AT_ONCE, ("d", "a")]
    assert meeting(back, "a") == "d"
    assert meets(back, "a")
    assert not returns(back, "a")


def test_a_branch_that_comes_back_before_it_meets_the_others() -> None:
    assert returns([*WORK_AT_ONCE, ("b", "a")], "a")
    assert returns([("a", "b"), ("b", "a"), ("a", "c")], "a")


def test_branches_that_share_a_symbol_do_not_meet_apart() -> None:
    assert not meets([*WORK_AT_ONCE, ("b", "c")], "a")
    assert meeting([("a", "b"), ("a", "c")], "a") is None
