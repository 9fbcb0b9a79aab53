"""Corrections kept in step with the records of an output folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from schemas.record import SopRecord
from sopap.desk.apply import corrected, standing, typed
from sopap.desk.koreksi import Koreksi, Sop, Tindakan, alone, by_sop, load, now, save
from sopap.desk.pointer import NoSuchPlace
from sopap.errors import InputError
from sopap.run.manifest import MANIFEST, Entri, manifest_bytes, parse_lines
from sopap.run.own import digest
from sopap.run.store import STATE, Store, canonical

READ = f"{STATE}/terbaca"  # records as they were read, of SOPs that carry corrections


def read_place(sop: Sop) -> str:
    return f"{READ}/{sop[0]}-{sop[1]}.json"


def with_corrections(
    store: Store, corrections: dict[Sop, list[Koreksi]], files: Sequence[tuple[str, bytes]]
) -> tuple[tuple[str, bytes], ...]:
    """Records of a fresh reading with their corrections; what was read is kept beside them."""
    out: list[tuple[str, bytes]] = []
    for name, data in files:
        record = SopRecord.model_validate_json(data)
        own = corrections.get((record.sumber.sha256, record.sumber.urutan))
        if own:
            out.append((read_place(own[0].sop), data))
            data = canonical(corrected(record, own))
        out.append((name, data))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Held:
    """A record of the output folder: where it stands, as it is now."""

    name: str
    record: SopRecord

    @property
    def sop(self) -> Sop:
        return self.record.sumber.sha256, self.record.sumber.urutan


class Desk:
    """The records of an output folder under the hands of people. Each change is written at once."""

    def __init__(self, store: Store, versi: str) -> None:
        self.store, self.versi = store, versi
        data = store.read(MANIFEST)
        if data is None:
            raise InputError("Folder ini bukan keluaran `sopap run`: tidak ada manifest.jsonl.")
        self.entries: list[Entri] = list(parse_lines(data))
        # An exact copy of a file is not corrected apart: it follows the first.
        self.where = {self._slug(n): n for e in self.entries if not e.sama_dengan for n in e.records}

    @staticmethod
    def _slug(name: str) -> str:
        return name.rsplit("/", 1)[-1].removesuffix(".json")

    def held(self, record_id: str) -> Held:
        """The record with this id. Raises InputError where there is none."""
        name = self.where.get(record_id)
        data = self.store.read(name) if name else None
        if name is None or data is None:
            raise InputError(f"Tidak ada rekaman dengan id {record_id}.")
        return Held(name, SopRecord.model_validate_json(data))

    def original(self, held: Held) -> SopRecord:
        """The record as it was read, without corrections."""
        data = self.store.read(read_place(held.sop))
        return SopRecord.model_validate_json(data) if data else held.record

    def add(self, record_id: str, given: Koreksi | Sequence[Koreksi]) -> SopRecord:
        """Takes corrections of one SOP over. Raises InputError for one that does not hold."""
        new = [given] if isinstance(given, Koreksi) else list(given)
        with alone(self.store):
            held, every = self.held(record_id), load(self.store)
            own = [k for k in every if k.sop == held.sop]
            record = corrected(self.original(held), [*own, *new])
            self._write(held, record, [*every, *new])
            return record

    def revert(self, record_id: str, last: int | None = None) -> SopRecord:
        """Takes the ``last`` corrections of an SOP back, all of them where None."""
        with alone(self.store):
            held, every = self.held(record_id), load(self.store)
            own = [i for i, k in enumerate(every) if k.sop == held.sop]
            gone = set(own if last is None else own[len(own) - last :])
            left = [k for i, k in enumerate(every) if i not in gone]
            record = corrected(self.original(held), [k for k in left if k.sop == held.sop])
            self._write(held, record, left)
            return record

    def _write(self, held: Held, record: SopRecord, every: Sequence[Koreksi]) -> None:
        if self.store.read(read_place(held.sop)) is None:
            self.store.write(read_place(held.sop), canonical(held.record))
        save(self.store, every)
        self._replace(held.name, record)
        for name in self._copies(held):
            own = SopRecord.model_validate_json(self.store.read(name) or b"")
            self._replace(name, record.model_copy(update={"id": own.id, "sumber": own.sumber}))

    def _copies(self, held: Held) -> list[str]:
        """Where the same SOP stands of exact copies of its file."""
        same = [e for e in self.entries if e.sama_dengan and e.sha256 == held.record.sumber.sha256]
        at = held.record.sumber.urutan - 1
        return [e.records[at] for e in same if at < len(e.records)]

    def _replace(self, name: str, record: SopRecord) -> None:
        data = canonical(record)
        self.store.write(name, data)
        self.entries = [_sealed(e, name, digest(data)) for e in self.entries]
        self.store.write(MANIFEST, manifest_bytes(self.entries))

    def again(self) -> tuple[int, int]:
        """Applies all corrections to all records once more: how many SOPs carry some, how many conflicts."""
        with alone(self.store):
            corrections = by_sop(load(self.store))
            count = conflicts = 0
            for record_id in list(self.where):
                held = self.held(record_id)
                own = corrections.get(held.sop)
                if own is None and self.store.read(read_place(held.sop)) is None:
                    continue
                record = corrected(self.original(held), own or [])
                count += bool(own)
                conflicts += sum(t.kode == "koreksi_berselisih" for t in record.tinjauan)
                if record != held.record:
                    self._replace(held.name, record)
            return count, conflicts

    def make(self, record_id: str, tindakan: Tindakan, jalur: str, menjadi: object, oleh: str) -> Koreksi:
        """A correction of what stands at ``jalur`` now. Raises InputError for a place that is not there."""
        held = self.held(record_id)
        document = json.loads(held.record.model_dump_json())
        try:
            there = standing(document, tindakan, jalur)
        except NoSuchPlace as e:
            raise InputError(f"Tidak ada tempat {jalur} di rekaman {record_id}.") from e
        sha256, urutan = held.sop
        return Koreksi(
            sha256=sha256,
            urutan=urutan,
            tindakan=tindakan,
            jalur=jalur,
            dibaca=None if tindakan is Tindakan.TERIMA else there,
            menjadi=typed(jalur, menjadi),
            oleh=oleh,
            pada=now(),
            versi=self.versi,
        )


def _sealed(entry: Entri, name: str, hashed: str) -> Entri:
    """The manifest's entry with the new hash of one of its records."""
    if name not in entry.records:
        return entry
    at = entry.records.index(name)
    return replace(entry, cek=(*entry.cek[:at], hashed, *entry.cek[at + 1 :]))


Merge = Callable[[Sequence[tuple[str, bytes]]], tuple[tuple[str, bytes], ...]]


def merger(store: Store) -> Merge:
    """What a run does with the records of each file it reads: lays the corrections over them."""
    corrections = by_sop(load(store))
    if not corrections:
        return tuple
    return lambda files: with_corrections(store, corrections, files)
