"""The account of an output folder: what is known before a run, and what is left in order after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sopap.errors import OutputError
from sopap.run.inputs import Source
from sopap.run.manifest import (
    JOURNAL,
    MANIFEST,
    TIMES,
    Entri,
    entry_line,
    load_done,
    manifest_bytes,
    mark_duplicates,
    parse_lines,
    read_times,
    times_bytes,
)
from sopap.run.names import RECORDS, review_path
from sopap.run.own import Register, digest
from sopap.run.pipeline import Outcome
from sopap.run.roots import Chosen, Root, load_roots
from sopap.run.store import Store, put_away


@dataclass(slots=True)
class Account:
    """What an output folder holds. ``written``: the hashes of each record as sopap wrote it."""

    entries: dict[str, Entri]
    roots: list[Root]
    register: Register
    times: dict[str, float]
    written: dict[str, set[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def note_written(self, entry: Entri) -> None:
        for name, cek in zip(entry.records, entry.cek, strict=False):
            self.written.setdefault(name, set()).add(cek)

    def make_way(self, store: Store, files: Sequence[tuple[str, bytes]]) -> None:
        """Puts away what somebody else has put, or changed, where records are about to be written."""
        for name, data in files:
            there = store.read(name)
            if there and there != data and digest(there) not in self.written.get(name, ()):
                self.notes.append(
                    f"{name} bukan seperti yang ditulis sopap; disimpan di {put_away(store, [name])}."
                )


@dataclass(slots=True)
class Done:
    """What a run has come to so far. ``parts``: what of the input it was to read."""

    account: Account
    sources: Sequence[Source]
    parts: Sequence[Chosen]
    closed: Sequence[str]
    fresh: int = 0
    stale: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        entry = outcome.entry
        if entry is None:
            return
        before = self.account.entries.get(entry.berkas)
        if before is None or before.cek != entry.cek or before.records != entry.records:
            names = {*(before.records if before else ()), *entry.records}
            self.stale += map(review_path, names)
        self.account.entries[entry.berkas] = entry
        self.account.times[entry.berkas] = round(outcome.seconds, 3)
        self.account.note_written(entry)
        self.fresh += 1

    def entries(self) -> Iterator[Entri]:
        """Every known file, told whether it is still there; what was not looked for stays as it was."""
        there = {s.berkas for s in self.sources}
        for entry in self.account.entries.values():
            looked_for = any(part.covers(entry.berkas, self.account.roots) for part in self.parts)
            if entry.berkas in there:
                yield replace(entry, hilang=False)
            elif looked_for and not any(entry.berkas.startswith(name) for name in self.closed):
                yield replace(entry, hilang=True)
            else:
                yield entry


def check_ours(store: Store, out: str) -> None:
    """Records without a manifest or journal beside them are somebody else's. Raises OutputError."""
    manifest = store.read(MANIFEST)
    ours = any(store.names(JOURNAL)) or bool(load_roots(store)) or any(parse_lines(manifest))
    if not ours and (manifest or any(store.names(RECORDS))):
        raise OutputError(
            f"{out} berisi {RECORDS} atau {MANIFEST} yang bukan tulisan sopap. "
            "Pilih folder kosong dengan --out."
        )


def load_account(store: Store) -> Account:
    """What earlier runs left; damage is noted and what it hides is read again."""
    register = Register(store)
    account = Account(load_done(store), load_roots(store), register, read_times(store))
    account.notes += [
        f"{name} bukan seperti yang ditulis sopap; berkas yang barisnya hilang dibaca lagi."
        for name in (MANIFEST, TIMES)
        if register.damaged(name)
    ]
    for entry in (*parse_lines(store.read(MANIFEST)), *account.entries.values()):
        account.note_written(entry)
    return account


def finish(store: Store, done: Done, prune: bool) -> tuple[list[Entri], list[str]]:
    """Manifest, report, and only those records that the manifest lists; returns entries and notes."""
    from sopap.show.report import write_report

    account = done.account
    notes: list[str] = []
    entries = list(done.entries())
    if prune:
        gone = [e for e in entries if e.hilang]
        entries = [e for e in entries if not e.hilang]
        notes += _prune(store, account, gone)
    final = mark_duplicates(entries)
    notes += _tidy(store, account, {name for entry in final for name in entry.records})
    times = {e.berkas: t for e in final if (t := account.times.get(e.berkas)) is not None}
    account.register.remove(done.stale)
    # First: whatever happens to the report, the run is accounted for.
    account.register.write([(MANIFEST, manifest_bytes(final)), (TIMES, times_bytes(times))])
    notes += [f"{a} bukan tulisan sopap dan dibiarkan; tulis ke {b}." for a, b in write_report(store, final)]
    for name in list(store.names(JOURNAL)):
        store.remove(name)
    return final, notes


def _prune(store: Store, account: Account, gone: Sequence[Entri]) -> Iterator[str]:
    if not gone:
        return
    names = [name for entry in gone for name in entry.records]
    folder = put_away(store, names)
    store.write(f"{folder}/{MANIFEST}", b"".join(map(entry_line, gone)))
    account.register.remove(map(review_path, names))
    for name in names:
        account.written.pop(name, None)
    yield f"{len(names)} rekaman dari {len(gone)} berkas yang tidak ada lagi dipindahkan ke {folder}."


def _tidy(store: Store, account: Account, listed: set[str]) -> Iterator[str]:
    """Removes records that newer ones have replaced; puts away what is not as it was written."""
    changed = []
    for name in sorted(account.written.keys() - listed):
        data = store.read(name)
        if data is not None and digest(data) not in account.written[name]:
            changed.append(name)
        elif data is not None:
            store.remove(name)
    if changed:
        yield f"{len(changed)} rekaman yang diubah orang dipindahkan ke {put_away(store, changed)}."
    strange = [name for name in store.names(RECORDS) if name not in listed]
    if strange:
        yield f"{len(strange)} berkas di {RECORDS}/ bukan tulisan sopap dan dibiarkan: {_some(strange)}."


def _some(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
