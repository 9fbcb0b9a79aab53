"""Region and office of documents that print none, given at run time or by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalize.asal import Asal
from normalize.identitas import read_identitas
from schemas.raw import RawIdentitas, RawSop
from schemas.record import SopRecord
from sopap.config import load_config
from sopap.errors import UsageError
from sopap.run.batch import RunOptions, run
from sopap.run.store import open_store

STEPS = "No.\tKegiatan\tPelaksana\tKelengkapan\tWaktu\tOutput\n1\tMenerima\tStaf\tBerkas\t5 menit\tCatatan\n"
SETTINGS = """
[asal.""]
instansi = "Inspektorat"
[asal."dinas a"]
daerah = "Kabupaten Lima Puluh Kota"
instansi = "Dinas Perpustakaan"
"""


def read(source: Path, out: Path) -> tuple[int, dict[str, SopRecord]]:
    config, _ = load_config([str(source)], str(out))
    done = run(RunOptions(source=str(source), out=str(out), asal=config.asal))
    store = open_store(str(out))
    names = [n for n in store.names("records") if n.endswith(".json")]
    found = [SopRecord.model_validate_json(store.read(n) or b"") for n in names]
    return done.fresh, {r.sumber.berkas: r for r in found}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name in ("dinas a/lama/satu.txt", "dua.txt"):
        path = tmp_path / "masuk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STEPS, encoding="utf-8")
    return tmp_path / "masuk"


def test_what_is_given_stands_where_nothing_is_printed_and_is_told(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert read(source, out)[0] == 2
    (source / "sopap.toml").write_text(SETTINGS, encoding="utf-8")
    fresh, records = read(source, out)
    assert fresh == 2
    own = records["dinas a/lama/satu.txt"]
    assert own.daerah is not None and own.daerah.kode == "13.07" and own.instansi == "Dinas Perpustakaan"
    assert {t.jalur for t in own.tinjauan if t.kode == "asal_diberikan"} == {"/daerah", "/instansi"}
    assert records["dua.txt"].instansi == "Inspektorat" and records["dua.txt"].daerah is None
    assert read(source, out)[0] == 0


def test_what_is_printed_stands() -> None:
    sop = RawSop(urutan=1, identitas=RawIdentitas(kepala=("PEMERINTAH KOTA PADANG", "DINAS SOSIAL")))
    read = read_identitas(sop, "a.pdf", Asal(daerah="Kabupaten Lima Puluh Kota", instansi="Inspektorat"))
    assert read.daerah is not None and read.daerah.nama == "Kota Padang" and read.instansi == "Dinas Sosial"
    assert not [d for d in read.keraguan if d.kode == "asal_diberikan"]


def test_an_unknown_region_is_refused(source: Path, tmp_path: Path) -> None:
    (source / "sopap.toml").write_text('[asal.""]\ndaerah = "Kabupaten Antah Berantah"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="tidak dikenal"):
        load_config([str(source)], str(tmp_path / "out"))
