"""Random documents: drawn legibly, the same for the same seed, with a truth that holds together."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from schemas.page import Box, box_of_points
from tests.support.generate.draw import Plan, pdf_bytes, plan
from tests.support.generate.flow import arrows
from tests.support.generate.random_sop import random_sop
from tests.support.generate.truth import truth

SEEDS = range(16)


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [plan(random_sop(seed).sops[0]) for seed in SEEDS]


def strips(plan: Plan, page: int) -> list[list[Box]]:
    """Each line's segments as thin boxes, without the ends that touch a symbol."""
    return [
        [box_of_points([a, b]).grow(0.2) for a, b in pairwise(line.path)] for line in plan.lines[page].lines
    ]


def test_no_line_runs_through_a_symbol(plans: list[Plan]) -> None:
    for planned in plans:
        for part in planned.table.pages:
            symbols = [s.box.grow(-0.5) for s in planned.flow.symbols if s.page == part.page and s.box.area]
            for line in strips(planned, part.page):
                assert not [s for s in symbols for piece in line if s.overlap(piece)]


def test_no_two_lines_share_a_piece(plans: list[Plan]) -> None:
    for planned in plans:
        for part in planned.table.pages:
            for one, other in combinations(strips(planned, part.page), 2):
                shared = [a.overlap(b) for a in one for b in other]
                assert max(shared, default=0.0) < 1.0  # crossings cover 0.4 x 0.4 points


def test_every_described_arrow_is_drawn_once_on_each_of_its_pages(plans: list[Plan]) -> None:
    for planned in plans:
        rows = planned.table.page_of
        wanted = sum(1 if rows(a.start[0]) == rows(a.end[0]) else 2 for a in arrows(planned.sop))
        assert sum(len(page.lines) for page in planned.lines.values()) == wanted


def test_labels_cover_no_symbol_and_no_other_label(plans: list[Plan]) -> None:
    for planned in plans:
        for part in planned.table.pages:
            labels = [label.box for label in planned.lines[part.page].labels]
            symbols = [s.box for s in planned.flow.symbols if s.page == part.page]
            assert not [1 for a in labels for b in symbols if a.overlap(b)]
            assert not [1 for a, b in combinations(labels, 2) if a.overlap(b)]


def test_same_seed_same_bytes_and_truth() -> None:
    assert pdf_bytes(random_sop(3)) == pdf_bytes(random_sop(3))
    assert truth(random_sop(3)) == truth(random_sop(3))


def test_truth_has_one_entry_for_each_row_and_arrow(plans: list[Plan]) -> None:
    for seed, planned in zip(SEEDS, plans, strict=True):
        sop = truth(random_sop(seed))["sop"][0]
        assert len(sop["langkah"]) == len(planned.sop.langkah)
        assert len(sop["alur"]) + len(sop["alur_bebas"]) == len(arrows(planned.sop))
        pages = [row["halaman"] for row in sop["langkah"]]
        assert pages == sorted(pages) and pages[-1] == planned.pages
