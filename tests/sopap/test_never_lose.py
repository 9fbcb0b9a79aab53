"""What a run finds beside documents, and what it must leave alone."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from sopap.errors import InputError, OutputError
from sopap.run import batch, zipped
from sopap.run.batch import RunOptions, Summary
from sopap.run.inputs import list_sources, local_file
from sopap.run.manifest import MANIFEST, Status
from tests.support import reader_fakes
from tests.support.locks import locked_zip, zip_of
from tests.support.outputs import entries, tree


def run(source: Path | tuple[Path, ...], out: Path, **options: object) -> Summary:
    sources = tuple(map(str, source)) if isinstance(source, tuple) else str(source)
    chosen = RunOptions.model_validate({"source": sources, "out": str(out), "timeout": 20.0, **options})
    return batch.run(chosen, function=reader_fakes.read)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "surat masuk"
    (folder / "dinas").mkdir(parents=True)
    for name in ("satu.txt", "dua.txt", "dinas/tiga.txt"):
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def records(out: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(out).items() if name.startswith("records/")}


def test_one_file_of_the_input_read_alone_costs_no_other(source: Path, out: Path) -> None:
    run(source, out)
    before = tree(out)
    (source / "satu.txt").write_text("lain")
    assert run(source / "satu.txt", out).fresh == 1
    assert run(source / "dinas", out).fresh == 0
    assert entries(out).keys() == {"satu.txt", "dua.txt", "dinas/tiga.txt"}
    assert records(out).keys() == {n for n in before if n.startswith("records/")}


def test_an_emptied_input_keeps_every_record_and_says_so(source: Path, out: Path) -> None:
    run(source, out)
    before = records(out)
    for path in source.rglob("*.txt"):
        path.unlink()
    summary = run(source, out)
    assert (summary.files, summary.gone) == (0, 3)
    assert "dipertahankan" in summary.notes[0]
    assert records(out) == before
    assert all(e.hilang for e in entries(out).values())


def test_another_input_is_refused_or_added_under_its_own_name(
    source: Path, out: Path, tmp_path: Path
) -> None:
    run(source, out)
    other = tmp_path / "lain"
    other.mkdir()
    (other / "satu.txt").write_text("yang lain")
    before = tree(out)
    with pytest.raises(OutputError, match="--add"):
        run(other, out)
    assert tree(out) == before
    run(other, out, add=True)
    assert entries(out).keys() == {"satu.txt", "dua.txt", "dinas/tiga.txt", "lain/satu.txt"}
    (other / "satu.txt").unlink()
    run(source, out)
    assert not entries(out)["lain/satu.txt"].hilang
    run((source, other), out)
    assert entries(out)["lain/satu.txt"].hilang
    assert not entries(out)["satu.txt"].hilang


def test_an_input_that_has_moved_is_the_same(source: Path, out: Path, tmp_path: Path) -> None:
    run(source, out)
    source.rename(tmp_path / "arsip")
    summary = run(tmp_path / "arsip", out)
    assert (summary.fresh, summary.gone) == (0, 0)


def test_prune_puts_records_of_lost_files_away(source: Path, out: Path) -> None:
    run(source, out)
    (source / "satu.txt").unlink()
    assert run(source, out).gone == 1
    summary = run(source, out, prune=True)
    assert "sampah/0001" in summary.notes[-1]
    assert entries(out).keys() == {"dua.txt", "dinas/tiga.txt"}
    assert (out / "sampah/0001/records/satu.txt/satu-00000001.json").is_file()
    [entry] = (out / "sampah/0001" / MANIFEST).read_text().splitlines()
    assert json.loads(entry)["berkas"] == "satu.txt"


def test_a_mistyped_input_makes_nothing(tmp_path: Path, out: Path) -> None:
    with pytest.raises(InputError, match="Tidak ada berkas"):
        run(tmp_path / "tiada", out)
    assert not out.exists()


def test_files_given_together_are_named_from_their_common_folder(source: Path, out: Path) -> None:
    run((source / "satu.txt", source / "dinas"), out)
    assert entries(out).keys() == {"satu.txt", "dinas/tiga.txt"}
    run(source, out)
    assert entries(out).keys() == {"satu.txt", "dua.txt", "dinas/tiga.txt"}


def test_own_outputs_are_never_documents(source: Path) -> None:
    first = run(source, source / "hasil")
    assert any("hasil" in note for note in first.notes)
    older = run(source, source.parent / "baru")
    assert older.files == 3
    assert any("Keluaran sopap" in note for note in older.notes)
    assert run(source, source / "hasil").files == 3


def test_output_beside_the_documents(source: Path) -> None:
    run(source, source)
    assert run(source, source).files == 3
    assert entries(source).keys() == {"satu.txt", "dua.txt", "dinas/tiga.txt"}


def test_rubbish_and_ignored_files_are_no_input(source: Path, out: Path) -> None:
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$urat.docx", ".~lock.a.odt#", "catatan.md"):
        (source / name).write_text("x")
    (source / "dinas" / ".sopapignore").write_text("# catatan\n*.txt\n!tiga.txt\n")
    (source / "dinas" / "empat.txt").write_text("x")
    (source / ".sopapignore").write_text("*.md\n/arsip/\n")
    (source / "arsip").mkdir()
    (source / "arsip" / "lama.txt").write_text("x")
    run(source, out)
    assert entries(out).keys() == {"satu.txt", "dua.txt", "dinas/tiga.txt"}
    run(source, out, ignore=("dua.txt",))
    assert entries(out)["dua.txt"].hilang


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_what_cannot_be_looked_at_is_told(source: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar" / "rahasia.txt").write_text("x")
    (source / "tautan").symlink_to(tmp_path / "luar")
    (source / "putus.txt").symlink_to(tmp_path / "tiada")
    (source / "lingkar.txt").symlink_to(source / "lingkar.txt")
    (source / "keluar.txt").symlink_to(tmp_path / "luar" / "rahasia.txt")
    summary = run(source, out)
    told = entries(out)
    assert told["tautan/"].kode == "tautan_folder"
    assert told["putus.txt"].kode == told["lingkar.txt"].kode == "tautan_putus"
    assert told["keluar.txt"].status is Status.SELESAI
    assert any("keluar.txt" in note for note in summary.notes)


def test_a_locked_folder_is_told_and_its_records_kept(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, out)
    before = records(out)
    scandir = os.scandir

    def locked(path: os.PathLike[str]) -> object:
        if Path(path) == (source / "dinas").resolve():
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    run(source, out)
    assert entries(out)["dinas/"].kode == "folder_tertutup"
    assert not entries(out)["dinas/tiga.txt"].hilang
    assert records(out) == before
    monkeypatch.undo()
    run(source, out, prune=True)
    assert "dinas/" not in entries(out)


def test_users_files_in_the_output_stay(source: Path, out: Path) -> None:
    out.mkdir()
    (out / "report.html").write_text("laporan saya")
    run(source, out)
    mine = {"tinjau/catatan.txt": "a", "records/satu.txt/.tmp-arsip.txt": "b", ".tmp-x": "c"}
    mine["records/satu.txt/catatan.json"] = "{}"
    for name, text in mine.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text(text)
    (source / "satu.txt").write_text("lain")
    summary = run(source, out, force=True)
    assert (out / "report.html").read_text() == "laporan saya"
    assert b"sopap" in (out / "report-sopap.html").read_bytes()
    assert any("report-sopap.html" in note for note in summary.notes)
    assert {name: (out / name).read_text() for name in mine} == mine
    assert any("bukan tulisan sopap" in note for note in summary.notes)


def test_a_record_that_somebody_changed_is_put_away_before_it_is_written(source: Path, out: Path) -> None:
    run(source, out)
    before = tree(out)
    record = out / "records/satu.txt/satu-00000001.json"
    record.write_text('{"diubah": true}')
    summary = run(source, out)
    assert summary.fresh == 1
    assert (out / "sampah/0001/records/satu.txt/satu-00000001.json").read_text() == '{"diubah": true}'
    assert {n: d for n, d in tree(out).items() if not n.startswith("sampah/")} == before


@pytest.mark.parametrize("left", [b"", b"{", None])
def test_damage_is_found_told_and_read_again(source: Path, out: Path, left: bytes | None) -> None:
    run(source, out)
    before = tree(out)
    names = ("records/satu.txt/satu-00000001.json", MANIFEST, "waktu.jsonl", ".sopap/masukan.json")
    for name in (*names, ".sopap/tulisan.jsonl"):
        data = (out / name).read_bytes()
        (out / name).write_bytes(data[: len(data) // 2] if left is None else left)
        run(source, out)
        assert {n: d for n, d in tree(out).items() if not n.startswith("sampah/")} == before, name


def test_zip_files_are_looked_into_and_nothing_leaves_them(source: Path, out: Path) -> None:
    with zipfile.ZipFile(source / "kiriman.zip", "w") as z:
        z.writestr("isi/a.txt", "a")
        z.writestr("../../luar.txt", "b")
        z.writestr("/etc/passwd", "c")
        z.writestr("Thumbs.db", "d")
    (source / "rusak.zip").write_bytes(b"PK\x03\x04 bukan arsip")
    with zipfile.ZipFile(source / "bom.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("nol.txt", bytes(300 << 20))
    run(source, out)
    told = entries(out)
    assert {n for n in told if n.startswith("kiriman")} == {
        "kiriman.zip/isi/a.txt",
        "kiriman.zip/luar.txt",
        "kiriman.zip/etc/passwd",
    }
    assert told["kiriman.zip/isi/a.txt"].status is Status.SELESAI
    assert "rusak.zip" in told
    assert run(source, out).fresh <= 1


def test_zip_files_in_zip_files_are_looked_into(tmp_path: Path) -> None:
    inner = zip_of([("a.txt", b"satu"), ("a.txt", b"dua")])
    deep = zip_of([("b.zip", zip_of([("c.zip", zip_of([("d.txt", b"x")]))]))])
    members = [
        ("2024/surat.zip", inner),
        ("dalam.zip", deep),
        ("buku.zip", zip_of([("[Content_Types].xml", b"")])),
    ]
    members += [("k.zip", locked_zip([("e.txt", b"x")], "rahasia")), ("rusak.zip", b"PK\x03\x04")]
    (tmp_path / "kiriman.zip").write_bytes(zip_of(members))
    (tmp_path / "terkunci.zip").write_bytes(locked_zip([("f.zip", inner)], "rahasia"))
    found = {s.berkas: s for s in list_sources(str(tmp_path)).sources}
    assert {name: s.tolak for name, s in found.items()} == {
        "kiriman.zip/2024/surat.zip/a.txt": None,
        "kiriman.zip/2024/surat.zip/a.txt~1": None,
        "kiriman.zip/dalam.zip/b.zip/c.zip": (
            "arsip_mencurigakan",
            "arsip di dalam arsip lebih dari 2 tingkat",
        ),
        "kiriman.zip/buku.zip": None,
        "kiriman.zip/k.zip/e.txt": None,
        "kiriman.zip/rusak.zip": None,
        "terkunci.zip/f.zip": ("arsip_mencurigakan", "arsip terkunci di dalam arsip"),
    }
    for name, data in (("2024/surat.zip/a.txt~1", b"dua"), ("k.zip/e.txt", b"x")):
        with local_file(found[f"kiriman.zip/{name}"].place, ["rahasia"]) as path:
            assert path.read_bytes() == data


@pytest.mark.parametrize("limit", ["_MOST_FILES", "_MOST_INNER_MB"])
def test_a_zip_file_that_is_refused_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(zipped, limit, 5 if limit == "_MOST_FILES" else 0)
    many = zip_of([(f"{n}.txt", b"x") for n in range(9)])
    (tmp_path / "kiriman.zip").write_bytes(zip_of([("a.zip", many), ("b.txt", b"y")]))
    told = {s.berkas: s.tolak for s in list_sources(str(tmp_path)).sources}
    assert told.pop("kiriman.zip/b.txt") is None
    [(name, refused)] = told.items()
    assert name == "kiriman.zip/a.zip" and refused is not None and "batas" in refused[1]


def test_zip_files_that_are_not_opened_say_why(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "_MOST_FILES", 2)
    for name, count in (("kosong", 0), ("banyak", 3)):
        with zipfile.ZipFile(source / f"{name}.zip", "w") as z:
            for n in range(count):
                z.writestr(f"{n}.txt", "a")
    with zipfile.ZipFile(source / "bom.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("nol.txt", bytes(201 << 20))
    run(source, out)
    told = entries(out)
    assert told["kosong.zip"].kode == "kosong"
    assert "3 berkas, batas 2" in (told["banyak.zip"].alasan or "")
    assert "201 MB, batas 200 MB" in (told["bom.zip/nol.txt"].alasan or "")


def test_case_twins_keep_apart(source: Path, out: Path) -> None:
    (source / "SATU.txt").write_text("satu.txt")
    if len(list(source.glob("[sS]*.txt"))) < 2:
        pytest.skip("this file system takes them for one")
    run(source, out)
    paths = [name.casefold() for e in entries(out).values() for name in e.records]
    assert len(set(paths)) == len(paths) == 4


def test_old_office_files_in_folders_are_named(source: Path, out: Path) -> None:
    folder = source / "arsip lama" / "2009"
    folder.mkdir(parents=True)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    for name, stream in (("sop.doc", "WordDocument"), ("sop.xls", "Workbook"), ("tanpa nama", "Workbook")):
        (folder / name).write_bytes(head + stream.encode("utf-16-le").ljust(512, b"\0"))
    batch.run(RunOptions(source=str(source), out=str(out)))  # by the real reader
    told = {n: e for n, e in entries(out).items() if n.startswith("arsip lama/2009/")}
    assert len(told) == 3
    for entry in told.values():
        assert (entry.status, entry.kode) == (Status.DITOLAK, "jenis_tak_didukung")
        assert ".doc" in entry.alasan
