"""What tests ask of a file that was read."""

from __future__ import annotations

from pathlib import Path

from extract.pipeline import extract_file
from schemas.raw import RawSop


def only_sop(path: Path) -> RawSop:
    raw = extract_file(path)
    assert len(raw.sop) == 1
    return raw.sop[0]
