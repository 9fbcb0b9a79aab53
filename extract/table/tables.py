"""The ruled grids of a page, and which of them are step tables."""

from __future__ import annotations

from extract.table.dividers import (
    with_missing_dividers,
    with_parted_names,
    with_raised_dividers,
    with_rules,
)
from extract.table.grid import SNAP, Grid, find_grids, page_edges
from extract.table.header import Header, find_header
from extract.table.rows import number_lines, row_lines
from extract.table.stacks import parted
from extract.table.unruled import unruled_grid
from schemas.page import NONSENSE, Box, LeftOut, Page, Rule
from schemas.tinjauan import Kode


def tables_on(page: Page) -> tuple[list[Grid], list[tuple[Grid, Header]]]:
    """The ruled grids of a page, and those that have a step table's header."""
    grids = [g for grid in find_grids(page_edges(page)) for g in parted(page, grid)]
    found: list[tuple[Grid, Header]] = []
    for i, grid in enumerate(grids):
        try:
            grids[i], header = with_header(page, grid)
        except NONSENSE:
            page.left_out.append(LeftOut(box_of_grid(grid), Kode.ISIAN_TAK_TERBACA))
            continue
        if header:
            found.append((grids[i], header))
    if page.source == "vektor" and not any(has_rows(grid, header) for grid, header in found):
        bare = without_rules(page)
        grids += [grid for grid, _ in bare]
        found = bare or found
    return grids, found


def has_rows(grid: Grid, header: Header) -> bool:
    """Whether a grid goes on under its header."""
    return grid.ys[-1] - header.bottom > SNAP


def without_rules(page: Page) -> list[tuple[Grid, Header]]:
    """The step table of a page that no rules part into columns; its columns are estimated, and told so."""
    grid = unruled_grid(page)
    header = find_header(page, grid) if grid else None
    if grid is None or header is None or not whole(header):
        return []
    page.left_out.append(LeftOut(box_of_grid(grid), Kode.KOLOM_DIPERKIRAKAN))
    lines = number_lines(page, header.kolom, row_lines(grid, header.kolom, header.bottom))
    between = [Rule(True, y, grid.xs[0], grid.xs[-1], style="assumed") for y in lines[1:-1]]
    return [(with_rules(grid, between) or grid, header)]


def with_header(page: Page, grid: Grid) -> tuple[Grid, Header | None]:
    """A grid, repaired where it lacks dividers, and its step table's header."""
    return with_names_apart(page, *with_columns(page, grid))


def with_columns(page: Page, grid: Grid) -> tuple[Grid, Header | None]:
    """A grid whose header has the columns of a step table, or as many of them as can be told."""
    header = find_header(page, grid)
    if whole(header):
        return grid, header
    raised = with_raised_dividers(page, grid)
    if raised and whole(better := find_header(page, raised)):
        return raised, better
    repaired = with_missing_dividers(page, grid)
    if repaired and (better := find_header(page, repaired)) and fields(better) > fields(header):
        return repaired, better
    return grid, header


def with_names_apart(page: Page, grid: Grid, header: Header | None) -> tuple[Grid, Header | None]:
    """A header in which every name has its own cell, where the rules of the body tell so."""
    parted = with_parted_names(page, grid, header) if header else None
    better = find_header(page, parted) if parted else None
    return (parted, better) if parted and better and fields(better) >= fields(header) else (grid, header)


def box_of_grid(grid: Grid) -> Box:
    return Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])


def fields(header: Header | None) -> int:
    """How many different fields a header's columns hold."""
    return len({k.isi for k in header.kolom}) if header else 0


def whole(header: Header | None) -> bool:
    """Whether a header has the columns that every step table has."""
    return header is not None and all(header.of(isi) for isi in ("kegiatan", "waktu", "output"))
