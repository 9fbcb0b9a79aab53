"""What sopap itself has written in an output folder: everything else there belongs to somebody else.

``.sopap/tulisan.jsonl`` holds the hashes of the report, the manifest and the review pages; those of the
records stand in the manifest. A file that is not as it was written is a user's, or damaged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import PurePosixPath

from sopap.run.store import STATE, Files, Store, put_away

_REGISTER = f"{STATE}/tulisan.jsonl"
_ACCOUNT = ("manifest.jsonl", "waktu.jsonl")
# Both before and after a write are known, so that a power cut between makes no file a stranger.
_KEPT = 2
# A page that carries this is ours even where the register is lost.
MARK = b'<meta name="generator" content="sopap">'


def digest(data: bytes) -> str:
    """Enough of SHA-256 to find damage."""
    return hashlib.sha256(data).hexdigest()[:16]


class Register:
    """The hashes of what sopap wrote, by name."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.hashes: dict[str, list[str]] = {}
        for line in (store.read(_REGISTER) or b"").splitlines():
            try:
                name, *hashes = json.loads(line)
            except (ValueError, TypeError):
                continue
            self.hashes[name] = [str(h) for h in hashes]

    def wrote(self, name: str, data: bytes) -> bool:
        """Whether ``data`` under ``name`` is what sopap wrote there."""
        return digest(data) in self.hashes.get(name, ()) or (name not in self.hashes and MARK in data[:2000])

    def damaged(self, name: str) -> bool:
        """Whether a file that sopap wrote is there, but not as it was written."""
        data = self.store.read(name)
        return data is not None and name in self.hashes and digest(data) not in self.hashes[name]

    def write(self, files: Files) -> list[tuple[str, str]]:
        """Writes files. Where a stranger's stands in the way, under another name: (name, that name).

        The account itself always has its name; a damaged one is put away.
        """
        hurt = [name for name, _ in files if name in _ACCOUNT and self.damaged(name)]
        if hurt:
            put_away(self.store, hurt)
        placed = [(name, self._free(name, data), data) for name, data in files]
        for _, name, data in placed:
            self.hashes[name] = [*self.hashes.get(name, ()), digest(data)][-_KEPT:]
        self._save()
        self.store.settle(self.store.stage([(name, data) for _, name, data in placed]))
        return [(wanted, got) for wanted, got, _ in placed if wanted != got]

    def note(self, names: Iterable[str]) -> None:
        """Takes files that are there for written by sopap."""
        for name in names:
            self.hashes[name] = [digest(self.store.read(name) or b"")]
        self._save()

    def remove(self, names: Iterable[str]) -> None:
        """Removes files as they were written; one that a user has changed since stays."""
        for name in names:
            data = self.store.read(name)
            if data is None or self.wrote(name, data):
                self.store.remove(name)
                self.hashes.pop(name, None)
        self._save()

    def _free(self, name: str, data: bytes) -> str:
        there = self.store.read(name)
        if name in _ACCOUNT or there is None or there == data or self.wrote(name, there):
            return name
        path = PurePosixPath(name)
        return self._free(path.with_name(f"{path.stem}-sopap{path.suffix}").as_posix(), data)

    def _save(self) -> None:
        lines = (json.dumps([name, *h], ensure_ascii=False) for name, h in sorted(self.hashes.items()))
        self.store.write(_REGISTER, "".join(f"{line}\n" for line in lines).encode())
