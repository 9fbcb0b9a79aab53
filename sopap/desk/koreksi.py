"""Corrections as data: one line each in ``koreksi.jsonl`` of the output folder.

A correction is about an SOP of certain bytes (SHA-256 and the SOP's place in the file), so that it stays when
the file is renamed, read again or read by a newer version.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sopap.errors import InputError
from sopap.run.store import STATE, LocalStore, Store

FILE = "koreksi.jsonl"
_LOCK = f"{STATE}/koreksi.kunci"
Sop = tuple[str, int]  # SHA-256 of the file, which SOP of it


class Tindakan(StrEnum):
    """What a person did."""

    UBAH = "ubah"  # another value
    TAMBAH = "tambah"  # a row, an arrow, a symbol or an item of a list
    HAPUS = "hapus"
    GABUNG = "gabung"  # a row with the one below it
    PISAH = "pisah"  # a row into two: {"huruf": where its activity is cut, "simbol": how many symbols stay}
    BENAR = "benar"  # the value is right as it was read
    TERIMA = "terima"  # the whole SOP is settled


class Koreksi(BaseModel):
    """One correction. ``dibaca``: what the reading gave at ``jalur``; ``menjadi``: what a person set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    urutan: int = Field(ge=1)
    tindakan: Tindakan
    jalur: str = ""
    dibaca: Any = None
    menjadi: Any = None
    oleh: str
    pada: str
    versi: str

    @property
    def sop(self) -> Sop:
        return self.sha256, self.urutan

    def line(self) -> str:
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)


def now() -> str:
    """The time of this moment as RFC 3339, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def load(store: Store) -> list[Koreksi]:
    """All corrections, in the order in which they were made. Raises InputError for a line that is none."""
    data = store.read(FILE)
    if data is None:
        return []
    found = []
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(Koreksi.model_validate_json(line))
        except ValidationError as e:
            raise InputError(f"{FILE} baris {number} bukan koreksi: {e.errors()[0]['msg']}") from e
    return found


def by_sop(corrections: Iterable[Koreksi]) -> dict[Sop, list[Koreksi]]:
    found: dict[Sop, list[Koreksi]] = defaultdict(list)
    for k in corrections:
        found[k.sop].append(k)
    return dict(found)


def save(store: Store, corrections: Sequence[Koreksi]) -> None:
    """Writes the whole list, atomically."""
    store.write(FILE, "".join(f"{k.line()}\n" for k in corrections).encode())


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """One writer of corrections at a time, so that two people lose nothing."""
    if not isinstance(store, LocalStore):
        yield
        return
    (store.root / STATE).mkdir(parents=True, exist_ok=True)
    with FileLock(store.root / _LOCK):
        yield
