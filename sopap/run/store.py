"""Where results are kept: canonical JSON, whole files only, one folder or fsspec URL.

Layout of an output folder::

    manifest.jsonl                      one line per input file, sorted by path
    records/<source path>/<id>.json     the records of that source file
    waktu.jsonl                         seconds per file; the one output that differs between runs
    report.html                         the run report
    tinjau/<source path>/<id>.html      review pages, where they have been asked for
    .jurnal/                            what a running or killed run has finished so far

A record lies in a folder named like its whole source file, extension included, so that
``a.pdf`` and ``a.docx`` keep apart; only the checked ``id`` comes from the document.
"""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel

from schemas.record import SopRecord
from sopap.errors import InputError, OutputError

RECORDS = "records"
REVIEWS = "tinjau"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEMP = ".tmp-"
_serial = itertools.count()


def canonical(model: BaseModel) -> bytes:
    """The one JSON form of a model: its key order, UTF-8, two spaces, a newline at the end."""
    data = _plain(model.model_dump(mode="json"))
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: object) -> object:
    """Floats to 4 decimals and whole ones as integers, so that no platform prints them its own way."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value


def record_path(record: SopRecord) -> str:
    """The record's place under the output root. Raises ValueError for an id that is no plain slug."""
    if not _ID.fullmatch(record.id) or len(record.id) > 120:
        raise ValueError(f"record id is not a plain slug: {record.id!r}")
    return f"{RECORDS}/{safe_path(record.sumber.berkas)}/{record.id}.json"


def review_path(record_name: str) -> str:
    """Where the review page of the record at ``record_name`` lies."""
    return REVIEWS + record_name.removeprefix(RECORDS).removesuffix(".json") + ".html"


def safe_path(berkas: str) -> str:
    """A relative path that stays inside the output: object stores allow keys with ``..`` or ``//``."""
    parts = (re.sub(r"[\x00-\x1f\\:]", "_", part) for part in berkas.split("/"))
    return "/".join("_" + part if part in ("", ".", "..") else part for part in parts)


class Store(Protocol):
    """A tree of small files, named by relative paths with forward slashes."""

    def read(self, name: str) -> bytes | None: ...

    def write(self, name: str, data: bytes) -> None: ...

    def remove(self, name: str) -> None: ...

    def exists(self, name: str) -> bool: ...

    def names(self, folder: str) -> Iterator[str]: ...


class LocalStore:
    """Files under a folder; each is written beside its place and moved there whole."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temp = target.parent / f"{_TEMP}{os.getpid()}-{next(_serial)}"
        try:
            temp.write_bytes(data)
            os.replace(temp, target)
        except BaseException:
            temp.unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        path = self.root / name
        if not path.exists():
            return
        path.unlink()
        for folder in path.parents:
            if folder == self.root or any(folder.iterdir()):
                return
            folder.rmdir()

    def exists(self, name: str) -> bool:
        return (self.root / name).is_file()

    def names(self, folder: str) -> Iterator[str]:
        for base, folders, files in os.walk(self.root / folder):
            folders.sort()
            for name in sorted(files):
                yield (Path(base) / name).relative_to(self.root).as_posix()


class UrlStore:
    """The same over fsspec; object stores put an object whole or not at all."""

    def __init__(self, url: str) -> None:
        import fsspec

        self.fs, self.root = fsspec.core.url_to_fs(url)

    def _path(self, name: str) -> str:
        return f"{self.root.rstrip('/')}/{name}"

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self.fs.cat_file(self._path(name)))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        self.fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self.fs.pipe_file(path, data)

    def remove(self, name: str) -> None:
        if self.exists(name):
            self.fs.rm_file(self._path(name))

    def exists(self, name: str) -> bool:
        return bool(self.fs.isfile(self._path(name)))

    def names(self, folder: str) -> Iterator[str]:
        start = len(self.root.rstrip("/")) + 1
        for path in sorted(self.fs.find(self._path(folder))):
            yield path[start:]


def open_store(target: str) -> Store:
    """The store at a folder or an fsspec URL such as ``s3://bucket/out``.

    Raises OutputError where the place cannot be used.
    """
    try:
        if "://" in target:
            return UrlStore(target)
        root = Path(target)
        root.mkdir(parents=True, exist_ok=True)
        return LocalStore(root)
    except (OSError, ImportError, ValueError) as e:
        raise OutputError(f"Cannot use the output {target}: {e}. Choose another place with --out.") from e


def existing_store(target: str) -> Store:
    """The same for reading: nothing is made. Raises InputError where there is no such folder."""
    if "://" not in target and not Path(target).is_dir():
        raise InputError(f"There is no folder {target}. Give the folder that `sopap run --out` wrote.")
    return open_store(target)


def sweep(store: Store) -> None:
    """Remove half-written files that a killed run left behind."""
    for name in list(store.names("")):
        if name.rsplit("/", 1)[-1].startswith(_TEMP):
            store.remove(name)
