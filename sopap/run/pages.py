"""Pages of a file that is being read: told one by one, and kept where they were dear.

A limit of time counts for one page: the reader tells its parent of each page that it begins. A page that
breaks its reader is lost alone, and the pages read before it, which stand in a folder meanwhile, are not
read again; the same holds for a run that was killed. What is kept is the page as it was read, so that a
record does not depend on how often its file was begun.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from extract.sources.page_source import Look, PageSource
from schemas.page import Box, Page
from sopap.run.worker import AtPage, tell

DEAR = 0.5  # seconds from which a page is kept: reading it again costs more than keeping it
MAKS_HILANG = 10  # pages lost in one file; what is not read by then is not tried, or a file could take days


class PageLost(Exception):
    """A page that is not read, because it broke its reader."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was read, and, where more was read into it, with which flow and what came of it."""

    page: Page
    more: bool  # whether more can be read into it
    flow: tuple[Box, ...] | None = None
    looked: Page | None = None


class PageKeeper:
    """``folder``: where pages of this file are kept, None: nowhere. ``lost``: why, by the key of a page."""

    def __init__(self, folder: Path | None, lost: Mapping[str, str]) -> None:
        self.folder = folder
        self.lost = lost

    @cached_property
    def form(self) -> TypeAdapter[Kept]:
        return TypeAdapter(Kept)

    def at(self, key: str) -> None:
        tell(AtPage(key))

    def read(self, key: str, sheet: PageSource) -> tuple[Page, Look | None]:
        """Raises PageLost."""
        if key in self.lost:
            raise PageLost(self.lost[key])
        self.at(key)
        before = self._load(key)
        if before:
            return before.page, self._looker(key, before, sheet, None, True) if before.more else None
        if len(self.lost) >= MAKS_HILANG:
            raise PageLost(f"Tidak dibaca: {len(self.lost)} halaman berkas ini sudah dihentikan.")
        start = time.monotonic()
        page, look = sheet.read()
        read = Kept(page, look is not None)
        dear = time.monotonic() - start >= DEAR
        if dear:
            self._save(key, read)
        return page, self._looker(key, read, sheet, look, dear) if look else None

    def _looker(self, key: str, before: Kept, sheet: PageSource, look: Look | None, dear: bool) -> Look:
        """``dear``: whether reading the page took long. Then what is looked up on it is kept too, however
        quick: to look again, the page would be read again.
        """

        def looked(page: Page, flow: Sequence[Box]) -> Page:
            if before.looked and before.flow == tuple(flow):
                return before.looked
            start = time.monotonic()
            reading = look or sheet.read()[1]
            out = reading(page, flow) if reading else page
            if dear or time.monotonic() - start >= DEAR:
                self._save(key, Kept(before.page, True, tuple(flow), out))
            return out

        return looked

    def _load(self, key: str) -> Kept | None:
        """What was kept of a page; damage means that it is read again."""
        if self.folder is None:
            return None
        with contextlib.suppress(OSError, ValueError):
            return self.form.validate_json((self.folder / f"{key}.json").read_bytes())
        return None

    def _save(self, key: str, read: Kept) -> None:
        """Keeps a page where it can be kept; that is a gain and never a condition."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError, ValueError):
            self.folder.mkdir(parents=True, exist_ok=True)
            work = self.folder / f"{key}.tmp"
            work.write_bytes(self.form.dump_json(read))
            os.replace(work, self.folder / f"{key}.json")
