"""Pages that are read from pixels, as sources of pages. The engine is heavy: loaded by the first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extract.geometry.plane import enclosing
from extract.geometry.turning import resized
from extract.sources.page_source import Look, Opened, PageSource
from schemas.page import Box, Page

if TYPE_CHECKING:
    from extract.sources.scan.reader import Scan


def open_image(path: Path) -> Opened:
    """An image file: every frame is a page."""
    return Opened(frames(path))


def frames(path: Path) -> Iterator[PageSource]:
    from extract.sources.scan.reader import read_image_file

    for number, read in enumerate(read_image_file(path), 1):
        yield PageSource(number, partial(seen_scan, read))


def seen_scan(read: Callable[[], Scan]) -> tuple[Page, Look]:
    """A page read from pixels, and how to read its drawing: only where a flow is."""
    scan = read()

    def look(page: Page, flow: Sequence[Box]) -> Page:
        if not flow:
            return page
        by = scan.page.enlarged / page.enlarged  # the page may have been resized since it was read
        return resized(scan.drawn(enclosing(flow).times(by)), page.enlarged)

    return scan.page, look
