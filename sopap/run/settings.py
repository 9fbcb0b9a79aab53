"""What a run was told about times, kept with its output: exports state the same convention."""

from __future__ import annotations

from normalize.konvensi import KONVENSI, Konvensi
from sopap.run.store import STATE, Store

_FILE = f"{STATE}/konvensi.json"


def settle(store: Store, konvensi: Konvensi) -> None:
    if konvensi != settled_konvensi(store):
        store.write(_FILE, konvensi.model_dump_json().encode())


def settled_konvensi(store: Store) -> Konvensi:
    """The convention of the records of this folder."""
    try:
        return Konvensi.model_validate_json(store.read(_FILE) or b"")
    except ValueError:
        return KONVENSI
