"""The one entry of extract: a file of any kind to its RawFile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.checks import checked
from extract.document import Seen, Watch, pages_to_sops
from extract.form.page_kinds import kind_of_page
from extract.sources.page_source import Keeper, Opened, kept
from extract.sources.registry import SOURCES
from extract.triage import triage
from schemas.page import Page
from schemas.raw import RawFile, RawHalaman, RawSop
from schemas.vocab import JenisSumber


def extract_file(path: Path, watch: Watch | None = None, keeper: Keeper | None = None) -> RawFile:
    """Read one file. Raises UnreadableFile with a code and a reason when it cannot be read.

    ``watch`` is shown every page as it was read; ``keeper`` is told of each page before it is read.
    """
    kind = triage(path)
    opened = SOURCES[kind](path)
    if keeper:
        opened = opened_for(keeper, opened)
    read = read_on_paper if opened.on_paper else read_without_paper
    return stated(checked_file(read(kind, opened, watch)))


def read_on_paper(kind: JenisSumber, opened: Opened, watch: Watch | None) -> RawFile:
    """The SOPs of pages that have a number and places. A PDF of scans alone is told as one."""
    sops, pages = pages_to_sops(opened.pages, watch, opened.at)
    ways = {h.cara for h in pages if h.cara}
    if not sops and opened.pictures:
        sops, shown = pages_to_sops(opened.pictures())
        pages = shown if sops else pages
    if kind is JenisSumber.PDF and ways == {"piksel"}:
        kind = JenisSumber.PINDAIAN
    every = sorted([*pages, *opened.halaman], key=lambda h: h.halaman)
    return RawFile(jenis=kind, sop=tuple(sops), halaman=tuple(every))


def read_without_paper(kind: JenisSumber, opened: Opened, watch: Watch | None) -> RawFile:
    """The SOPs of a layout that is estimated: its pages and places are nobody's to look up."""
    laid: list[Page] = []

    def noted(seen: Seen) -> None:
        laid.append(seen.page)
        if watch:
            watch(seen)

    sops, pages = pages_to_sops(opened.pages, noted, opened.at)
    failed = [h for h in [*pages, *opened.halaman] if h.isi == "gagal"]
    if sops:
        return RawFile(jenis=kind, sop=tuple(map(without_places, sops)), halaman=tuple(failed))
    sops, pages = pages_to_sops(opened.pictures()) if opened.pictures else ([], [])
    if not sops:
        pages = list(opened.halaman) or [RawHalaman(halaman=1, isi=kind_of_page(as_one(laid))), *failed]
    return RawFile(jenis=kind, sop=tuple(sops), halaman=tuple(pages))


def without_places(sop: RawSop) -> RawSop:
    """An SOP without pages and boxes: those of an estimated layout could be looked up by no one."""
    return RawSop.model_validate(cleared(sop.model_dump()) | {"halaman": ()})


def cleared(value: Any) -> Any:
    """A dumped model with its pages, boxes and paths emptied. What fills a message in ("isi") stays."""
    if isinstance(value, dict):
        empty = {"halaman": None, "kotak": None, "titik": ()}
        return {k: empty[k] if k in empty else v if k == "isi" else cleared(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return tuple(cleared(v) for v in value)
    return value


def opened_for(keeper: Keeper, opened: Opened) -> Opened:
    """The same file with a keeper beside its pages, those of its pictures counted apart."""
    shown = opened.pictures
    return replace(
        opened,
        pages=kept(opened.pages, keeper, "h"),
        pictures=(lambda: kept(shown(), keeper, "g")) if shown else None,
        at=lambda number: keeper.at(f"h{number}"),
    )


def as_one(pages: Sequence[Page]) -> Page:
    """All pages of a layout as one, to tell what kind of document they are."""
    words = [w for p in pages for w in p.words]
    pictures = [i for p in pages for i in p.pictures]
    height = sum(p.height for p in pages) or 1.0
    return Page(1, max((p.width for p in pages), default=1.0), height, words=words, pictures=pictures)


def checked_file(raw: RawFile) -> RawFile:
    return raw.model_copy(update={"sop": tuple(map(checked, raw.sop))})


def stated(raw: RawFile) -> RawFile:
    """A file without an SOP states so: what its pages are instead."""
    if raw.sop or raw.kode:
        return raw
    kinds = ", ".join(dict.fromkeys(h.isi for h in raw.halaman)) or "kosong"
    return raw.model_copy(
        update={"kode": "bukan_sop", "alasan": f"Tidak ada blok identitas atau tabel langkah; isi: {kinds}."}
    )
