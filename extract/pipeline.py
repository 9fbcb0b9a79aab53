"""The one entry of extract: a file of any kind to its RawFile."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from extract.document import PageSource, Watch, pages_to_sops
from extract.sources.office.word.reader import read_word
from extract.sources.office.workbook.reader import read_workbook
from extract.sources.pdf.reader import read_pdf, seen_scan
from extract.sources.plaintext import read_text
from extract.triage import triage
from schemas.raw import RawFile
from schemas.vocab import JenisSumber


def extract_file(path: Path, watch: Watch | None = None) -> RawFile:
    """Read one file. Raises UnreadableFile with a code and a reason when it cannot be read.

    ``watch`` is shown every page as it was read; text exports have none.
    """
    kind = triage(path)
    if kind is JenisSumber.PDF:
        return stated(read_pdf(path, watch))
    if kind is JenisSumber.GAMBAR:
        return stated(read_images(path, watch))
    if kind is JenisSumber.XLSX:
        return stated(read_workbook(path, watch))
    if kind is JenisSumber.DOCX:
        return stated(read_word(path, watch))
    return stated(read_text(path))


def read_images(path: Path, watch: Watch | None = None) -> RawFile:
    """An image file: every frame is a page."""
    # the engine is heavy: only images and scans load it
    from extract.sources.scan.reader import read_image_file

    sheets = (
        PageSource(number, partial(seen_scan, read)) for number, read in enumerate(read_image_file(path), 1)
    )
    sops, pages = pages_to_sops(sheets, watch)
    return RawFile(jenis=JenisSumber.GAMBAR, sop=tuple(sops), halaman=tuple(pages))


def stated(raw: RawFile) -> RawFile:
    """A file without an SOP states so: what its pages are instead."""
    if raw.sop or raw.kode:
        return raw
    kinds = ", ".join(dict.fromkeys(h.isi for h in raw.halaman)) or "kosong"
    return raw.model_copy(
        update={"kode": "bukan_sop", "alasan": f"Tidak ada blok identitas atau tabel langkah; isi: {kinds}."}
    )
