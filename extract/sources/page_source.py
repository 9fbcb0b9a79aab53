"""What every source gives: pages still to be read, one by one, whatever file they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened by its source. ``pages`` are read while they are asked for, each before the next.

    ``pictures``: pages that the file's pictures show, for a file whose own pages hold no SOP.
    ``halaman``: pages that are not read, and why. ``on_paper``: False where places on the pages are
    estimates of a layout that the file does not keep: they serve to read and never reach a record.
    """

    pages: Iterable[PageSource]
    pictures: Callable[[], Iterable[PageSource]] | None = None
    halaman: tuple[RawHalaman, ...] = ()
    on_paper: bool = True
