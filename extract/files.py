"""The one entry of extract: a file of any kind to its RawFile."""

from __future__ import annotations

from pathlib import Path

from extract.pdf import read_pdf
from extract.triage import triage
from schemas.errors import UnreadableFile
from schemas.raw import RawFile
from schemas.vocab import JenisSumber


def extract_file(path: Path) -> RawFile:
    """Read one file. Raises UnreadableFile with a code and a reason when it cannot be read."""
    kind = triage(path)
    if kind is JenisSumber.PDF:
        return read_pdf(path)
    raise UnreadableFile("jenis_tak_didukung", f"{path.name}: belum didukung")
