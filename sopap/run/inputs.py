"""The input files of a run: what lies in folders, in zip files, or behind an fsspec URL."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sopap.errors import InputError
from sopap.run import zipped
from sopap.run.ignore import Ignore
from sopap.run.names import RECORDS, REVIEWS
from sopap.run.store import STATE, TRASH

# What stands in an output folder beside its state: never documents.
_OUTPUTS = {
    RECORDS,
    REVIEWS,
    TRASH,
    STATE,
    "export",
    "manifest.jsonl",
    "waktu.jsonl",
    "report.html",
    "koreksi.jsonl",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. ``berkas``: its path under the input root, the name that records carry.

    ``tolak``: the code and the cause of what cannot even be looked at (a locked folder, a dead link).
    """

    berkas: str
    place: str  # local path, fsspec URL, or a member of a zip file
    tolak: tuple[str, str] | None = None


@dataclass(slots=True)
class Listing:
    """What was found: the files, what a person should know, and the folders that could not be listed."""

    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def list_sources(root: str, below: str = "", rules: Ignore | None = None, out: str = "") -> Listing:
    """Every document under ``root`` in path order, what is ignored left out.

    ``below``: only this file or folder of it, a relative path. ``out``: the output folder, which may lie
    inside the input. Raises InputError.
    """
    found = Listing()
    rules = rules or Ignore()
    if "://" in root:
        found.sources += _list_url(root, rules)
        return found
    path = Path(root)
    start = path / below
    if not start.exists():
        raise InputError(f"Tidak ada berkas atau folder {start}. Berikan folder yang berisi dokumen SOP.")
    if start.is_dir():
        _Walk(path, Path(out).resolve() if out and "://" not in out else None, found).folder(start, rules)
    else:
        for folder in reversed([f for f in start.parents if f.is_relative_to(path)]):
            rules = rules.below(_name(folder, path, "/"), folder)
        found.sources += _file(path, start, rules)
    return found


class _Walk:
    """Goes through a folder; links are followed to files, never to folders, which may lie anywhere."""

    def __init__(self, root: Path, out: Path | None, found: Listing) -> None:
        self.root = root
        self.out = out
        self.found = found

    def folder(self, path: Path, rules: Ignore) -> None:
        try:
            entries = sorted(os.scandir(path), key=lambda e: e.name)
        except OSError as e:
            name = _name(path, self.root, "/")
            self.found.closed.append(name)
            self.found.sources.append(Source(name, str(path), ("folder_tertutup", e.strerror or str(e))))
            return
        rules = rules.below(_name(path, self.root, "/"), path)
        ours = self._outputs(path, {e.name for e in entries})
        for entry in entries:
            if entry.name not in ours:
                self._entry(entry, rules)

    def _outputs(self, path: Path, names: set[str]) -> set[str]:
        """Names in a folder that a run wrote there, this one or an earlier one; told."""
        if path.resolve() != self.out and not ("manifest.jsonl" in names and {STATE, RECORDS} & names):
            return set()
        ours = names & _OUTPUTS
        if ours:
            self.found.notes.append(f"Keluaran sopap di {path} tidak dibaca sebagai dokumen.")
        return ours

    def _entry(self, entry: os.DirEntry[str], rules: Ignore) -> None:
        path = Path(entry.path)
        is_folder = os.path.isdir(path)  # also of a link to itself, which entry.is_dir() raises on
        name = _name(path, self.root, "/" if is_folder else "")
        if name in rules:
            return
        if is_folder and entry.is_symlink():
            self.found.sources.append(Source(name, entry.path, ("tautan_folder", os.readlink(path))))
        elif is_folder and path.resolve() == self.out:
            self.found.notes.append(f"Folder keluaran {path} di dalam masukan tidak dibaca.")
        elif is_folder:
            self.folder(path, rules)
        elif entry.is_symlink() and not os.path.exists(path):
            self.found.sources.append(Source(name, entry.path, ("tautan_putus", os.readlink(path))))
        else:
            if not path.resolve().is_relative_to(self.root.resolve()):
                self.found.notes.append(f"{name} adalah tautan ke luar folder masukan; isinya dibaca.")
            self.found.sources += _file(self.root, path, rules)


def _file(root: Path, path: Path, rules: Ignore) -> Iterator[Source]:
    """A file, or the files in it where it is a zip file."""
    name = _name(path, root)
    members = zipped.members(path) if path.suffix.lower() == ".zip" else None
    if members is None:
        yield Source(name, str(path))
        return
    if isinstance(members, tuple):
        yield Source(name, str(path), members)
        return
    for member, place, refused in members:
        if f"{name}/{member}" not in rules and not any(
            f"{name}/{folder}/" in rules for folder in _parents(member)
        ):
            yield Source(f"{name}/{member}", place, refused)


def _parents(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:n]) for n in range(1, len(parts)))


def _list_url(root: str, rules: Ignore) -> Iterator[Source]:
    import fsspec

    try:
        fs, base = fsspec.core.url_to_fs(root)
        found = [base] if fs.isfile(base) else sorted(fs.find(base))
    except Exception as e:  # each storage raises errors of its own: no credentials, no such bucket
        raise InputError(f"Alamat {root} tidak dapat dibuka: {e}") from e
    if not found:
        raise InputError(f"Tidak ada berkas di {root}. Periksa alamat dan izinnya.")
    for path in found:
        berkas = path[len(base.rstrip("/")) + 1 :] or base.rsplit("/", 1)[-1]
        if berkas not in rules and not any(f"{folder}/" in rules for folder in _parents(berkas)):
            yield Source(berkas, fs.unstrip_protocol(path))


def _name(path: Path, root: Path, end: str = "") -> str:
    r"""A path under the root. Bytes that are no UTF-8 are written as \xNN, so that JSON can hold them."""
    name = path.relative_to(root).as_posix()
    return os.fsencode(name).decode("utf-8", "backslashreplace") + end if name != "." else ""


@contextmanager
def local_file(place: str, passwords: Sequence[str] = ()) -> Iterator[Path]:
    """The file on this machine; a remote or zipped one is fetched and removed again. Raises OSError."""
    if "://" not in place and not zipped.is_member(place):
        yield Path(place)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "berkas"
        if zipped.is_member(place):
            zipped.unpack(place, path, passwords)
        else:
            import fsspec

            fs, remote = fsspec.core.url_to_fs(place)
            fs.get_file(remote, str(path))
        yield path


def modified(place: str) -> datetime:
    """When the file was last changed, with time zone. Raises OSError."""
    if "://" not in place:
        return datetime.fromtimestamp(os.stat(zipped.archive(place)).st_mtime, tz=UTC)
    import fsspec

    fs, remote = fsspec.core.url_to_fs(place)
    changed: datetime = fs.modified(remote)
    return changed
