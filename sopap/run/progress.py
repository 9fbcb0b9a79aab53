"""Whether an output folder is whole: who writes to it, and how far a run came that was cut off."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from filelock import FileLock, Timeout

from sopap.errors import OutputError
from sopap.run.manifest import JOURNAL
from sopap.run.store import STATE, LocalStore, Store

_LOCK = f"{STATE}/kunci"
_FILE = f"{STATE}/jalan.json"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A run that has not come to its end: how many files it was to look at, how many it has done.

    ``berjalan``: it is still at work.
    """

    berkas: int
    selesai: int
    berjalan: bool

    def __str__(self) -> str:
        how = (
            "sedang berjalan" if self.berjalan else "terputus; jalankan perintah yang sama untuk melanjutkan"
        )
        return f"Pembacaan {how}: {self.selesai} dari {self.berkas} berkas sudah dibaca."


def begin(store: Store, todo: int) -> None:
    store.write(_FILE, json.dumps({"berkas": todo}).encode())


def end(store: Store) -> None:
    store.remove(_FILE)


def unfinished(store: Store) -> Unfinished | None:
    """The run that has not ended; None where the folder is whole."""
    try:
        todo = int(json.loads(store.read(_FILE) or b"")["berkas"])
    except (ValueError, KeyError, TypeError):
        return None
    done = sum((store.read(name) or b"").count(b"\n") for name in store.names(JOURNAL))
    return Unfinished(todo, done, _is_locked(store))


def unfinished_json(store: Store) -> dict[str, object] | None:
    found = unfinished(store)
    return asdict(found) if found else None


@contextlib.contextmanager
def locked(store: Store, out: str) -> Iterator[None]:
    """One run at a time in a local folder; the lock ends with the process, however that ends."""
    if not isinstance(store, LocalStore):
        yield
        return
    (store.root / STATE).mkdir(exist_ok=True)
    lock = FileLock(store.root / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as e:
        raise OutputError(f"{out} sedang ditulisi proses lain. Tunggu, atau pilih --out lain.") from e
    try:
        yield
    finally:
        lock.release()


def _is_locked(store: Store) -> bool:
    try:
        with locked(store, ""):
            return False
    except (OutputError, OSError):
        return True
