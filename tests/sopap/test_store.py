from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from schemas.record import SopRecord, Sumber
from schemas.vocab import JenisSumber
from sopap.errors import InputError, OutputError
from sopap.run.names import record_path, safe_path, twins
from sopap.run.store import (
    STATE,
    LocalStore,
    Store,
    canonical,
    existing_store,
    open_store,
    put_away,
    sweep,
)


def record(berkas: str = "a.pdf", name: str = "satu-01") -> SopRecord:
    sumber = Sumber(berkas=berkas, sha256="0", jenis=JenisSumber.PDF, halaman=(1,), urutan=1)
    return SopRecord(id=name, sumber=sumber, nama_sop="Menerima “surat”", keyakinan=0.123456)


def test_canonical_form() -> None:
    data = canonical(record())
    assert data.endswith(b"\n}\n") or data.endswith(b"}\n")
    assert "“surat”" in data.decode()
    assert list(json.loads(data)) == list(SopRecord.model_fields)
    assert json.loads(data)["keyakinan"] == 0.1235
    assert b'"keyakinan": 1\n' in canonical(record().model_copy(update={"keyakinan": 1.0}))
    assert SopRecord.model_validate_json(data).nama_sop == record().nama_sop


@pytest.mark.parametrize(
    ("berkas", "expected"),
    [
        ("a.pdf", "a.pdf"),
        ("dinas/sub bagian/a.pdf", "dinas/sub bagian/a.pdf"),
        ("SOP Dinas (2).pdf", "SOP Dinas (2).pdf"),
        ("../../etc/passwd", "_~"),
        ("a//b/./c", "a/_~"),
        ("a\x00b\n\\c:", "a_b__c_~"),
        ('apa "itu"?.pdf', "apa _itu__.pdf~"),
        ("akhir. /x", "akhir_~"),
        ("CON", "_CON~"),
        ("nul.txt", "_nul.txt~"),
        ("x" * 250 + ".pdf", "x" * 121 + "~"),
        ("\\xff" * 70, "_xff_xff"),
        ("dalam/" * 60 + "a.pdf", "_/a.pdf~"),
    ],
)
def test_paths_stay_inside_and_fit_every_system(berkas: str, expected: str) -> None:
    path = safe_path(berkas)
    assert path == expected if "~" not in path else path.startswith(expected)
    assert record_path(record(berkas)) == f"records/{path}/satu-01.json"
    for part in path.split("/"):
        assert 0 < len(part.encode()) <= 143
        assert not set(part) & set('\\:*?"<>|\x00\n')
        assert part[-1] not in " ." and part.split(".")[0].upper() not in ("CON", "NUL")


def test_changed_names_keep_apart() -> None:
    names = ["a?.pdf", "a*.pdf", "a_.pdf", "a_.pdf ", "x" * 200, "x" * 201]
    assert len({safe_path(n) for n in names}) == len(names)


def test_names_that_a_system_takes_for_one_are_twins() -> None:
    assert twins(["A.pdf", "a.pdf", "b.pdf", "caf\u00e9", "cafe\u0301"]) == {
        "A.pdf",
        "a.pdf",
        "caf\u00e9",
        "cafe\u0301",
    }
    assert record_path(record("A.pdf"), twin=True) != record_path(record("A.pdf"))


@pytest.mark.parametrize("name", ["../a", "a/b", "A", "", "a_b", "-a", "a" * 121, "a\n"])
def test_an_id_that_is_no_slug_is_no_path(name: str) -> None:
    with pytest.raises(ValueError, match="slug"):
        record_path(record(name=name))


@pytest.fixture(params=["folder", "url"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return open_store(str(tmp_path) if request.param == "folder" else f"memory://{tmp_path}")


def test_write_read_list_remove(store: Store) -> None:
    assert store.read("a/b.json") is None
    store.write("a/b.json", b"1")
    store.write("a/b.json", b"2")
    store.write("a/c/d.json", b"3")
    assert store.read("a/b.json") == b"2"
    assert store.exists("a/c/d.json")
    assert not store.exists("a/c")
    assert list(store.names("a")) == ["a/b.json", "a/c/d.json"]
    store.remove("a/c/d.json")
    store.remove("a/c/d.json")
    assert list(store.names("a")) == ["a/b.json"]
    assert list(store.names("tiada")) == []


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalStore(tmp_path)
    store.write("a.json", b"lama")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk penuh")))
    with pytest.raises(OSError, match="disk penuh"):
        store.write("a.json", b"baru")
    assert list(store.names("")) == ["a.json"]
    assert store.read("a.json") == b"lama"


def test_emptied_folders_go_but_never_the_root(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "out")
    store.write("a/b/c.json", b"1")
    store.remove("a/b/c.json")
    assert [p.name for p in (tmp_path / "out").iterdir()] == [STATE]


def test_leftovers_of_a_killed_run_are_swept_and_nothing_else(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.write("records/a.pdf/x.json", b"1")
    (tmp_path / STATE / "tmp" / "1-1").write_bytes(b"half")
    (tmp_path / "records" / "a.pdf" / ".tmp-arsip.txt").write_bytes(b"milik orang")
    sweep(store)
    assert list(store.names("")) == ["records/a.pdf/.tmp-arsip.txt", "records/a.pdf/x.json"]


def test_data_is_on_the_disk_before_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (calls.append("fsync"), sync(fd))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (calls.append("rename"), replace(a, b))[1])
    LocalStore(tmp_path).write("a/b.json", b"1")
    assert calls[:2] == ["fsync", "rename"]
    assert "fsync" in calls[2:] or os.name == "nt"  # the folder's list of names


def test_what_is_put_away_keeps_its_path(store: Store) -> None:
    store.write("records/a/b.json", b"1")
    assert put_away(store, ["records/a/b.json", "records/tiada.json"]) == "sampah/0001"
    assert store.read("sampah/0001/records/a/b.json") == b"1"
    assert not store.exists("records/a/b.json")
    store.write("records/a/b.json", b"2")
    assert put_away(store, ["records/a/b.json"]) == "sampah/0002"


def test_places_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(OutputError, match="Pilih tempat lain"):
        open_store(str(tmp_path / "f"))
    with pytest.raises(OutputError, match="Pilih tempat lain"):
        open_store("takdikenal://x")
    with pytest.raises(InputError, match="Tidak ada folder"):
        existing_store(str(tmp_path / "tiada"))
