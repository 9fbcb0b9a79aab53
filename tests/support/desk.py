"""Output folders for the desk's tests, and runs whose reader is a fake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from schemas.record import SopRecord
from schemas.tinjauan import Kode, tinjauan
from sopap.run import batch
from sopap.run.manifest import Entri, Status, manifest_bytes
from sopap.run.own import digest
from sopap.run.pipeline import Job, Outcome
from sopap.run.store import Store, canonical, open_store
from tests.support import synthetic


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


DOUBT = tinjauan(Kode.WAKTU_TAK_TERURAI, "/langkah/1/mutu_baku/waktu", {"teks": "3 hri"})


def doubtful(title: str = "Surat Keluar") -> SopRecord:
    base = synthetic.straight()
    return base.model_copy(update={"tinjauan": (DOUBT,), "nama_sop": title})


def reader(title: str = "Surat Keluar") -> Any:
    """What stands for the reading of a file: always the same record, or one with another title."""

    def read(job: Job) -> Outcome:
        r = doubtful(title)
        source = r.sumber.model_copy(update={"berkas": job.berkas})
        r = r.model_copy(update={"sumber": source})
        name = f"records/{job.berkas}/{r.id}.json"
        entry = Entri(
            berkas=job.berkas,
            sha256=r.sumber.sha256,
            status=Status.SELESAI,
            records=(name,),
            sidik=("",),
            versi=job.versi,
        )
        return Outcome(entry, ((name, canonical(r)),))

    return read


def run(source: Path, out: Path, title: str = "Surat Keluar", **more: Any) -> SopRecord:
    import sopap.run.batch as module

    function = reader(title)
    module.run_limited, kept = (lambda f, jobs, *_: serial(function, jobs)), module.run_limited  # type: ignore[assignment]
    try:
        batch.run(batch.RunOptions(source=str(source), out=str(out), **more), function=function)
    finally:
        module.run_limited = kept  # type: ignore[assignment]
    (path,) = out.glob("records/**/*.json")
    return SopRecord.model_validate_json(path.read_bytes())


def serial(function: Any, jobs: list[Job]) -> Any:
    yield from ((job, function(job)) for job in jobs)
