"""The account of a run: one entry per input file, kept safe while the run goes on."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from enum import StrEnum

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from sopap.run.own import digest
from sopap.run.store import STATE, Files, Staged, Store

MANIFEST = "manifest.jsonl"
TIMES = "waktu.jsonl"
JOURNAL = f"{STATE}/jurnal"
_FLUSH_SECONDS = 1.0


class Status(StrEnum):
    """How a file ended; exactly one of these."""

    SELESAI = "selesai"  # every SOP of it is a record without an error
    SEBAGIAN = "sebagian"  # records, but a page or a record has an error
    BUKAN_SOP = "bukan_sop"  # read, and holds no SOP
    DITOLAK = "ditolak"  # cannot be read, by what lies in the file itself; kode and alasan say why
    TERTUNDA = "tertunda"  # not read this time (a glitch, a limit, a missing part); tried again


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Entri:
    """One input file. ``records`` are paths under the output root.

    A run keeps all entries in memory: with slots each takes a third of a model's 1.9 kB.
    """

    berkas: str
    sha256: str | None = None
    status: Status
    kode: str | None = None
    alasan: str = ""
    halaman: int = 0
    records: tuple[str, ...] = ()
    tinjauan: int = 0
    siap: int = 0  # of the records, those that may be taken as they are
    tempat: int = 0  # in the others, the places to look at
    sidik: tuple[str, ...] = ()  # one fingerprint of the words per record, "" where there are none
    sama_dengan: str | None = None  # the first file with the same bytes
    mirip_dengan: tuple[str, ...] = ()  # the first records with the same words, of other files
    versi: str
    cek: tuple[str, ...] = ()  # the hash of each record's bytes as they were written
    hilang: bool = False  # the file is no longer there; its records are kept
    coba: int = 0  # how often in a row it was stopped without a result
    kunci: str | None = None  # of a locked member of a zip file: the hash of its locked bytes


_ENTRY = TypeAdapter(Entri)


def parse_entry(line: bytes) -> Entri:
    """Raises ValueError."""
    return _ENTRY.validate_json(line)


def entry_line(entry: Entri) -> bytes:
    return (json.dumps(asdict(entry), ensure_ascii=False) + "\n").encode()


def parse_lines(data: bytes | None) -> Iterator[Entri]:
    """Entries of a manifest; a line that is not one (hand-edited, older) is as if it were not there."""
    for line in (data or b"").splitlines():
        try:
            yield parse_entry(line)
        except ValueError:
            continue


def load_done(store: Store) -> dict[str, Entri]:
    """What earlier runs finished: the manifest, overlaid by the journal of a run that was cut off."""
    done = {e.berkas: e for e in parse_lines(store.read(MANIFEST))}
    done.update((e.berkas, e) for e, _ in _journalled(store))
    return done


def _journalled(store: Store) -> Iterator[tuple[Entri, float]]:
    """Entries of a run that was cut off, with the seconds that each took."""
    for name in store.names(JOURNAL):
        for line in (store.read(name) or b"").splitlines():
            try:
                data = json.loads(line)
                yield _ENTRY.validate_python(data["entri"]), float(data["detik"])
            except (ValueError, KeyError, TypeError):
                continue


class Journal:
    """Entries of the running batch and their records, brought to the disk about once a second.

    A killed run loses at most the last second of them; those files are simply read again. An entry is
    on the disk before its records have their names, so no record is ever unaccounted for, and the
    hashes of an entry tell whether its records came through.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.waiting: list[bytes] = []
        self.files: list[tuple[str, bytes]] = []
        self.last = time.monotonic()
        self.number = max((int(n[-14:-6]) for n in store.names(JOURNAL)), default=-1) + 1
        store.write(self._name(), b"")  # marks the folder as ours before the first record

    def add(self, entry: Entri, files: Files, seconds: float) -> None:
        self.files += files
        line = {"detik": seconds, "entri": asdict(entry)}
        self.waiting.append((json.dumps(line, ensure_ascii=False) + "\n").encode())
        if time.monotonic() - self.last >= _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        if self.waiting:
            records: Staged = self.store.stage(self.files)
            self.store.write(self._name(), b"".join(self.waiting))
            self.store.settle(records)
            self.number += 1
            self.waiting.clear()
            self.files.clear()
        self.last = time.monotonic()

    def _name(self) -> str:
        return f"{JOURNAL}/{self.number:08d}.jsonl"


def mark_duplicates(entries: Iterable[Entri]) -> list[Entri]:
    """Entries in path order, told of the first file with their bytes and the first records like theirs."""
    ordered = sorted(entries, key=lambda e: e.berkas)
    file_of: dict[str, str] = {}
    record_of: dict[str, str] = {}
    for entry in ordered:
        file_of.setdefault(entry.sha256 or "", entry.berkas)
        for mark, record in zip(entry.sidik, entry.records, strict=True):
            record_of.setdefault(mark, record)
    return [_marked(e, file_of, record_of) for e in ordered]


def _marked(entry: Entri, file_of: dict[str, str], record_of: dict[str, str]) -> Entri:
    source = file_of[entry.sha256] if entry.sha256 else entry.berkas
    alike = {record_of[mark] for mark in entry.sidik if mark} - set(entry.records)
    return replace(
        entry,
        sama_dengan=source if source != entry.berkas else None,
        mirip_dengan=tuple(sorted(alike)),
    )


def manifest_bytes(entries: Iterable[Entri]) -> bytes:
    return b"".join(entry_line(e) for e in entries)


def whole(store: Store, entry: Entri) -> bool:
    """Whether the records of an entry are there as they were written."""
    if len(entry.cek) != len(entry.records):
        return False
    found = (store.read(name) for name in entry.records)
    return all(d is not None and digest(d) == c for d, c in zip(found, entry.cek, strict=True))


def read_times(store: Store) -> dict[str, float]:
    """Seconds per file of the last reading of each, those of a run that was cut off included."""
    times: dict[str, float] = {}
    for line in (store.read(TIMES) or b"").splitlines():
        with contextlib.suppress(ValueError, KeyError, TypeError):  # cut off, or edited
            data = json.loads(line)
            times[str(data["berkas"])] = float(data["detik"])
    return times | {entry.berkas: seconds for entry, seconds in _journalled(store)}


def times_bytes(times: dict[str, float]) -> bytes:
    lines = (json.dumps({"berkas": b, "detik": t}, ensure_ascii=False) for b, t in sorted(times.items()))
    return "".join(f"{line}\n" for line in lines).encode()
