"""A text of a test, read as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract import extract_file
from schemas.raw import RawFile

Read = Callable[..., RawFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str | bytes, name: str = "ekspor.txt") -> RawFile:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return extract_file(path)

    return reader
