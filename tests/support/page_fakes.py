"""Files whose pages misbehave, read by sopap.run.pipeline.process: a word of the file for each page."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from extract import pipeline
from extract.sources.page_source import Look, Opened, PageSource
from schemas.page import Box, Page, Word
from schemas.vocab import JenisSumber
from sopap.run.pages import DEAR
from sopap.run.pipeline import Job, Outcome, process


def read(job: Job) -> Outcome:
    pipeline.triage = lambda path: JenisSumber.PDF  # type: ignore[attr-defined]
    pipeline.SOURCES = {JenisSumber.PDF: opened}  # type: ignore[attr-defined]
    return process(job)


def opened(path: Path) -> Opened:
    return Opened(pages(path))


def pages(path: Path) -> Iterator[PageSource]:
    for number, act in enumerate(path.read_text(encoding="utf-8").split(), 1):
        yield PageSource(number, partial(page, path, number, act))


def page(path: Path, number: int, act: str) -> tuple[Page, Look | None]:
    """A page with a word on it. Each reading is written down."""
    with log_of(path).open("a", encoding="utf-8") as f:
        f.write(f"{number}\n")
    if act == "gantung":
        time.sleep(600)
    elif act == "jatuh":
        os.kill(os.getpid(), 11)
    elif act == "sesak":
        raise MemoryError
    elif act in ("lambat", "tilik"):
        time.sleep(DEAR + 0.1)
    read = Page(number, 595.0, 842.0, words=[Word(act, Box(50.0, 50.0, 90.0, 60.0))])
    return read, glance if act == "tilik" else None


def glance(page: Page, flow: Sequence[Box]) -> Page:
    """A look at a page that was long to read and shows nothing more."""
    return page


def times_read(path: Path) -> list[int]:
    """The pages that were read, in their order."""
    log = log_of(path)
    return [int(line) for line in log.read_text(encoding="utf-8").split()] if log.exists() else []


def log_of(path: Path) -> Path:
    return path.parent.with_name("dibaca.txt")
