"""Where results are kept: canonical JSON, whole files only, one folder or fsspec URL.

Layout of an output folder::

    manifest.jsonl                      one line per input file, sorted by path
    records/<source path>/<id>.json     the records of that source file (sopap.run.names)
    waktu.jsonl                         seconds per file; the one output that differs between runs
    report.html                         the run report
    tinjau/<source path>/<id>.html      review pages, where they have been asked for
    sampah/<n>/                         what --prune and repairs have put away
    .sopap/                             how the folder is kept: what has been read from where, the
                                        hashes of what was written, the journal of a running run

What is written is on the disk before its name is: a power cut leaves the old file or the new one.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from sopap.errors import InputError, OutputError

if TYPE_CHECKING:
    from pydantic import BaseModel

STATE = ".sopap"
TRASH = "sampah"
_TEMP = f"{STATE}/tmp"
_serial = itertools.count()

Files = Sequence[tuple[str, bytes]]


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


Staged: TypeAlias = dict[str, Path]  # name -> where the file waits for it


class Store(Protocol):
    """A tree of small files, named by relative paths with forward slashes."""

    def read(self, name: str) -> bytes | None: ...

    def write(self, name: str, data: bytes) -> None: ...

    def stage(self, files: Files) -> Staged: ...

    def settle(self, staged: Staged) -> None: ...

    def remove(self, name: str) -> None: ...

    def move(self, name: str, to: str) -> None: ...

    def exists(self, name: str) -> bool: ...

    def names(self, folder: str) -> Iterator[str]: ...


class LocalStore:
    """Files under a folder; each is written apart, brought to the disk and then moved to its place."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, data: bytes) -> None:
        self.settle(self.stage([(name, data)]))

    def stage(self, files: Files) -> Staged:
        """Brings files to the disk beside their places. Raises OSError; nothing is left then."""
        staged: dict[str, Path] = {}
        try:
            for name, data in files:
                staged[name] = temp = self._temp()
                with temp.open("wb") as f:
                    f.write(data)
                    f.flush()
                    os.fsync(f.fileno())
        except BaseException:
            _drop(staged)
            raise
        return staged

    def settle(self, staged: Staged) -> None:
        """Gives staged files their names, and brings these to the disk as well."""
        folders: set[Path] = set()
        try:
            for name, temp in staged.items():
                target = self.root / name
                folders |= _make(target.parent)
                os.replace(temp, target)
        except BaseException:
            _drop(staged)
            raise
        for folder in folders:
            _sync_folder(folder)

    def _temp(self) -> Path:
        folder = self.root / _TEMP
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{os.getpid()}-{next(_serial)}"

    def remove(self, name: str) -> None:
        path = self.root / name
        if path.exists():
            path.unlink()
            self._tidy(path)

    def move(self, name: str, to: str) -> None:
        self.settle({to: self.root / name})
        self._tidy(self.root / name)

    def _tidy(self, path: Path) -> None:
        """Removes the folders that ``path`` has left empty."""
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

    def stage(self, files: Files) -> Staged:
        for name, data in files:
            self.write(name, data)
        return {}

    def settle(self, staged: Staged) -> None:
        """Nothing waits: an object is whole as soon as it is there."""

    def remove(self, name: str) -> None:
        if self.exists(name):
            self.fs.rm_file(self._path(name))

    def move(self, name: str, to: str) -> None:
        self.write(to, self.read(name) or b"")
        self.remove(name)

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
        raise OutputError(
            f"Keluaran {target} tidak dapat dipakai: {e}. Pilih tempat lain dengan --out."
        ) from e


def existing_store(target: str) -> Store:
    """The same for reading: nothing is made. Raises InputError where there is no such folder."""
    if "://" not in target and not Path(target).is_dir():
        raise InputError(f"Tidak ada folder {target}. Berikan folder yang ditulis sopap run --out.")
    return open_store(target)


def sweep(store: Store) -> None:
    """Remove what a killed run left behind where files wait for their names."""
    for name in list(store.names(_TEMP)):
        store.remove(name)


def put_away(store: Store, names: Sequence[str]) -> str:
    """Moves files to a new folder under TRASH, which is returned; nothing is ever lost by sopap."""
    taken = {name.split("/")[1] for name in store.names(TRASH)}
    folder = next(f for n in itertools.count(1) if (f := f"{n:04d}") not in taken)
    for name in names:
        if store.exists(name):
            store.move(name, f"{TRASH}/{folder}/{name}")
    return f"{TRASH}/{folder}"


def _make(folder: Path) -> set[Path]:
    """Makes a folder; returns those whose list of names is about to change."""
    changed = {folder}
    while not folder.is_dir():
        folder = folder.parent
        changed.add(folder)
    for made in sorted(changed):
        made.mkdir(exist_ok=True)
    return changed


def _sync_folder(folder: Path) -> None:
    """Brings the names in a folder to the disk, where a system lets folders be opened (not Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _drop(staged: Staged) -> None:
    for temp in staged.values():
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)
