"""Output folders for the desk's tests."""

from __future__ import annotations

from pathlib import Path

from schemas.record import SopRecord
from sopap.run.manifest import Entri, Status, manifest_bytes
from sopap.run.own import digest
from sopap.run.store import Store, canonical, open_store


def filled(folder: Path, *records: SopRecord) -> Store:
    """An output folder with these records."""
    store = open_store(str(folder))
    entries = []
    for r in records:
        data, name = canonical(r), f"records/{r.sumber.berkas}/{r.id}.json"
        store.write(name, data)
        entries.append(
            Entri(
                berkas=r.sumber.berkas,
                sha256=r.sumber.sha256,
                status=Status.SELESAI,
                records=(name,),
                sidik=("",),
                versi="uji",
                cek=(digest(data),),
            )
        )
    store.write("manifest.jsonl", manifest_bytes(entries))
    return store
