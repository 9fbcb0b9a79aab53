"""What every source gives: pages still to be read, one by one, whatever file they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from schemas.page import Box, Page
from schemas.raw import RawHalaman

# Reads into a page what costs more than its text: pictures, or the drawing of a scan, inside the
# given boxes of its flow (none: the page shows no table yet). None where all has been read.
Look = Callable[[Page, Sequence[Box]], Page]


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page still to be read: its number from 1, and how to read it."""

    number: int
    read: Callable[[], tuple[Page, Look | None]]


def nobody_listens(number: int) -> None:
    """Nothing is done with the number of a page."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened by its source. ``pages`` are read while they are asked for, each before the next.

    ``pictures``: pages that the file's pictures show, for a file whose own pages hold no SOP.
    ``halaman``: pages that are not read, and why. ``on_paper``: False where places on the pages are
    estimates of a layout that the file does not keep: they serve to read and never reach a record.
    ``at`` is told the page whose drawing is read after all pages are.
    """

    pages: Iterable[PageSource]
    pictures: Callable[[], Iterable[PageSource]] | None = None
    halaman: tuple[RawHalaman, ...] = ()
    on_paper: bool = True
    at: Callable[[int], None] = nobody_listens


class Keeper(Protocol):
    """Stands beside the reading of a file: told of each page, and may hold what was read of it before.

    A page's key is the group that it is of (the file's own, or its pictures) and its number.
    """

    def at(self, key: str) -> None:
        """A page is read, or its drawing is."""

    def read(self, key: str, sheet: PageSource) -> tuple[Page, Look | None]:
        """The page, read now or before. Raises where it is not to be read again."""


def kept(sheets: Iterable[PageSource], keeper: Keeper, group: str) -> Iterator[PageSource]:
    """The same pages, each read by way of the keeper."""
    for sheet in sheets:
        yield PageSource(sheet.number, partial(keeper.read, f"{group}{sheet.number}", sheet))
