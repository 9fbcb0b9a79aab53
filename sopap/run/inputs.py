"""The input files of a run: a folder, one file, or an fsspec URL."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sopap.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. ``berkas``: its path under the input root, the name that records carry."""

    berkas: str
    place: str  # local path or fsspec URL


def list_sources(root: str, leave_out: str | None = None) -> Iterator[Source]:
    """Every file under ``root`` in path order, hidden ones (leading dot) left out.

    ``leave_out``: the output folder, which may lie inside the input. Raises InputError.
    """
    if "://" in root:
        yield from _list_url(root)
        return
    path = Path(root)
    if not path.exists():
        raise InputError(f"There is no file or folder {root}. Give the folder that holds the SOP documents.")
    if path.is_file():
        yield Source(_printable(path.name), str(path))
        return
    skip = Path(leave_out).resolve() if leave_out and "://" not in leave_out else None
    for base, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if f[0] != "." and (Path(base) / f).resolve() != skip)
        for name in sorted(f for f in files if f[0] != "."):
            full = Path(base) / name
            yield Source(_printable(full.relative_to(path).as_posix()), str(full))


def _list_url(root: str) -> Iterator[Source]:
    import fsspec

    fs, base = fsspec.core.url_to_fs(root)
    if fs.isfile(base):
        yield Source(base.rsplit("/", 1)[-1], fs.unstrip_protocol(base))
        return
    found = sorted(fs.find(base))
    if not found:
        raise InputError(f"There is no file under {root}. Check the URL and its credentials.")
    for path in found:
        berkas = path[len(base.rstrip("/")) + 1 :]
        if not any(part.startswith(".") and part not in (".", "..") for part in berkas.split("/")):
            yield Source(berkas, fs.unstrip_protocol(path))


def _printable(name: str) -> str:
    r"""File names are bytes; those that are no UTF-8 are written as \xNN, so that JSON can hold them."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


@contextmanager
def local_file(place: str) -> Iterator[Path]:
    """The file on this machine; a remote one is fetched and removed again. Raises OSError."""
    if "://" not in place:
        yield Path(place)
        return
    import fsspec

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "berkas"
        fs, remote = fsspec.core.url_to_fs(place)
        fs.get_file(remote, str(path))
        yield path


def modified(place: str) -> datetime:
    """When the file was last changed, with time zone. Raises OSError."""
    if "://" not in place:
        return datetime.fromtimestamp(os.stat(place).st_mtime, tz=UTC)
    import fsspec

    fs, remote = fsspec.core.url_to_fs(place)
    changed: datetime = fs.modified(remote)
    return changed
