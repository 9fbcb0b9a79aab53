"""Hostile files through the real readers: every one ends in a state, none harms another."""

from __future__ import annotations

from pathlib import Path

from sopap.run import batch
from sopap.run.batch import RunOptions
from sopap.run.manifest import Status, load_done
from sopap.run.store import open_store
from tests.support import hostile


def test_a_folder_of_hostile_files_is_accounted_for(tmp_path: Path) -> None:
    source = tmp_path / "masuk"
    source.mkdir()
    for name, (make, _) in hostile.BAD.items():
        (source / f"{name}.pdf").write_bytes(make())
    for name, make_odd in hostile.ODD.items():
        (source / f"{name}.pdf").write_bytes(make_odd())
    (source / "bomb.pdf").write_bytes(hostile.page_pdf(hostile.BOMB))
    (source / "good.pdf").write_bytes(hostile.pdf())
    options = RunOptions(source=str(source), out=str(tmp_path / "out"), timeout=8, memory_mb=700, workers=2)
    batch.run(options)
    entries = load_done(open_store(options.out))
    assert len(entries) == len(list(source.iterdir()))
    for name, (_, kode) in hostile.BAD.items():
        entry = entries[f"{name}.pdf"]
        assert (entry.status, entry.kode) == (Status.DITOLAK, kode), name
    assert entries["bomb.pdf"].kode == "halaman_terhenti"  # its only page
    assert entries["good.pdf"].status is Status.BUKAN_SOP
    assert all(entries[f"{name}.pdf"].kode != "proses_mati" for name in hostile.ODD)
