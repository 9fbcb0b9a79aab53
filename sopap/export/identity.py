"""Which SOP a record is in another system: the same after its file was renamed or scanned again.

An SOP is known by its printed number where that is its alone, else by its title and office where both were
read, else by its record. Ids are made from that: UUID version 4 in form, from SHA-256, so that each export
gives the same.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.record import SopRecord
from sopap.visible import visible


@dataclass(slots=True)
class Index:
    """What must be known of all records before the first is written."""

    numbers: Counter[str] = field(default_factory=Counter)
    titles: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    keys: dict[str, str] = field(default_factory=dict)  # record id to what makes the SOP's id

    def sop_id(self, record_id: str) -> str:
        return stable_id("sop", self.keys[record_id])


def stable_id(*parts: object) -> str:
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def same(text: str) -> str:
    return " ".join(text.casefold().split())


def titled(record: SopRecord) -> tuple[str, str]:
    return same(record.nama_sop or ""), same(record.instansi or "")


def index_of(records: Iterable[SopRecord]) -> Index:
    index = Index()
    every: list[tuple[str, str, tuple[str, str]]] = []
    for record in records:
        number = same(record.nomor_sop or "")
        every.append((record.id, number, titled(record)))
        if number:
            index.numbers[number] += 1
        index.titles[titled(record)] += 1
        for name in (record.nama_sop, record.nomor_sop):
            if name:
                index.by_name[same(name)].add(record.id)
    for record_id, number, title in every:
        if number and index.numbers[number] == 1:
            index.keys[record_id] = f"nomor {number}"
        elif all(title) and index.titles[title] == 1:
            index.keys[record_id] = f"judul {title[0]} {title[1]}"
        else:
            index.keys[record_id] = f"rekaman {record_id}"
    return index


def related(record: SopRecord, index: Index) -> list[str]:
    """Ids of the records that ``keterkaitan`` names, by exactly their title or number."""
    found = {other for item in record.keterkaitan for other in index.by_name.get(same(visible(item)), ())}
    return sorted(found - {record.id})


def number_of(record: SopRecord, index: Index) -> tuple[str, str | None]:
    """A number for a column that must be filled and unique, and why it is not the printed one."""
    printed = visible(record.nomor_sop or "")
    if printed and index.numbers[same(printed)] == 1:
        return printed, None
    tail = index.sop_id(record.id)[:8]
    if printed:
        return f"{printed} [{tail}]", "nomor dipakai lebih dari satu SOP"
    return f"TANPA-NOMOR/{tail}", "nomor tidak terbaca"
