from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.record import SopRecord
from sopap.errors import InputError, OutputError
from sopap.run import batch
from sopap.run.batch import RunOptions, Summary
from sopap.run.manifest import JOURNAL, MANIFEST, Entri, Status, load_done, parse_entry, read_times
from sopap.run.own import MARK, Register
from sopap.run.pipeline import code_version
from sopap.run.store import LocalStore
from tests.support import reader_fakes
from tests.support.outputs import entries, tree

HERE = Path(__file__).parents[2]


def run(source: Path, out: Path, **options: object) -> Summary:
    chosen = RunOptions.model_validate({"source": str(source), "out": str(out), "timeout": 20.0, **options})
    return batch.run(chosen, function=reader_fakes.read)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "masuk"
    for i in range(12):
        path = folder / f"dinas{i % 3}" / f"sop{i}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x" * (i + 1))
    (folder / "dinas0" / "tolak.pdf").write_text("")
    return folder


def test_every_input_is_accounted_for(source: Path, tmp_path: Path) -> None:
    (source / ".tersembunyi").write_text("x")
    summary = run(source, tmp_path / "out")
    assert (summary.files, summary.fresh, summary.records) == (13, 13, 12)
    assert summary.status[Status.DITOLAK] == 1
    lines = (tmp_path / "out" / MANIFEST).read_text().splitlines()
    names = [parse_entry(line).berkas for line in lines]
    assert names == sorted(p.relative_to(source).as_posix() for p in source.rglob("*.pdf"))


def test_only_review_pages_of_what_changed_go(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out)
    pages = {n: f"tinjau/dinas{n}/sop{n}.pdf/satu-00000001.html" for n in (1, 2)}
    Register(LocalStore(out)).write([(page, MARK) for page in pages.values()])
    (out / "tinjau" / "catatan.txt").write_text("milik orang")
    run(source, out, force=True)
    assert all((out / page).exists() for page in pages.values())
    (source / "dinas1" / "sop1.pdf").write_text("lain")
    run(source, out)
    assert not (out / pages[1]).exists()
    assert (out / pages[2]).exists()
    assert (out / "tinjau" / "catatan.txt").read_text() == "milik orang"


def test_same_bytes_for_any_number_of_workers(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "satu", workers=1)
    run(source, tmp_path / "dua", workers=2, recycle=2)
    assert tree(tmp_path / "satu") == tree(tmp_path / "dua")


def test_a_second_run_reads_only_what_changed(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out)
    before = tree(out)
    assert run(source, out).fresh == 0
    assert tree(out) == before
    (source / "dinas1" / "sop1.pdf").write_text("x" * 99)
    assert run(source, out).fresh == 1
    run(source, tmp_path / "baru")
    assert tree(out) == tree(tmp_path / "baru")


def test_a_lost_record_is_made_again(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out)
    before = tree(out)
    record = next((out / "records").rglob("*.json"))
    record.unlink()
    summary = run(source, out)
    assert summary.fresh == 1
    assert "dibaca lagi" in summary.notes[0]
    assert tree(out) == before


def test_force_only_failed_and_since(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out)
    assert run(source, out, force=True).fresh == 13
    (source / "dinas1" / "sop1.pdf").write_text("y" * 50)
    (source / "dinas0" / "tolak.pdf").rename(source / "dinas0" / "tolak2.pdf")
    assert run(source, out, only_failed=True).fresh == 1
    later = datetime(2100, 1, 1, tzinfo=UTC)
    assert run(source, out, since=later).fresh == 0
    assert run(source, out).fresh == 1


def test_another_version_reads_everything_again(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, tmp_path / "out")
    monkeypatch.setattr("sopap.run.batch.version_for", lambda siap: "lain")
    assert run(source, tmp_path / "out").fresh == 13


def test_a_stopped_file_is_tried_three_times_then_only_under_other_limits(
    source: Path, tmp_path: Path
) -> None:
    (source / "gantung.pdf").write_text("x")
    out = tmp_path / "out"
    summary = run(source, out, timeout=1.0)
    assert (summary.status[Status.DITOLAK], summary.status[Status.TERTUNDA]) == (1, 1)
    assert entries(out)["gantung.pdf"].kode == "waktu_habis"
    assert [run(source, out, timeout=1.0).fresh for _ in range(3)] == [1, 1, 0]
    assert run(source, out, timeout=1.5).fresh == 1


def test_copies_and_near_copies_are_told(source: Path, tmp_path: Path) -> None:
    (source / "salinan").mkdir()
    (source / "salinan" / "sop3.pdf").write_text("xxxx")
    run(source, tmp_path / "out")
    copy = entries(tmp_path / "out")["salinan/sop3.pdf"]
    assert copy.sama_dengan == "dinas0/sop3.pdf"
    assert copy.mirip_dengan == ("records/dinas0/sop3.pdf/satu-00000001.json",)


_VICTIM = """
import sys
sys.path.insert(0, sys.argv[3])
from tests.support import reader_fakes
from sopap.run import batch
batch.version_for = lambda siap: sys.argv[4]
batch.run(batch.RunOptions(source=sys.argv[1], out=sys.argv[2], workers=2), function=reader_fakes.read)
"""


def kill_in_the_middle(source: Path, out: Path) -> None:
    """A run in a process of its own, killed as soon as it has kept something new."""
    before = len(load_done(LocalStore(out)))
    arguments = [str(source), str(out), str(HERE), code_version()]
    victim = subprocess.Popen([sys.executable, "-c", _VICTIM, *arguments])
    while len(load_done(LocalStore(out))) == before:
        assert victim.poll() is None, "it ended before it was killed"
        time.sleep(0.05)
    victim.kill()
    victim.wait()


def test_killed_again_and_again_ends_with_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for i in range(40):
        (source / f"lambat{i}.pdf").write_text("x" * i)
    out = tmp_path / "out"
    for _ in range(3):
        kill_in_the_middle(source, out)
        for path in (out / "records").rglob("*.json"):
            SopRecord.model_validate_json(path.read_bytes())
    summary = run(source, out, workers=2)
    assert summary.fresh < summary.files
    run(source, tmp_path / "tenang", workers=2)
    assert tree(out) == tree(tmp_path / "tenang")


def test_an_interrupted_run_keeps_what_it_has(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    seen = []

    def stop_at_third(entry: Entri | None) -> None:
        seen.append(entry)
        if len(seen) == 3:
            raise KeyboardInterrupt

    options = RunOptions(source=str(source), out=str(out))
    with pytest.raises(KeyboardInterrupt):
        batch.run(options, on_done=stop_at_third, function=reader_fakes.read)
    assert len(entries(out)) == 3
    assert run(source, out).fresh == 10
    assert len(read_times(LocalStore(out))) == 13
    assert not (out / JOURNAL).exists()


def test_wrong_places_are_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Tidak ada berkas"):
        run(tmp_path / "tiada", tmp_path / "out")
    foreign = tmp_path / "asing"
    (foreign / "records").mkdir(parents=True)
    (foreign / "records" / "milik-orang.json").write_text("{}")
    with pytest.raises(OutputError, match="bukan tulisan sopap"):
        run(source, foreign)
    assert (foreign / "records" / "milik-orang.json").exists()
    (tmp_path / "berkas").write_text("")
    with pytest.raises(OutputError, match="tidak dapat dipakai"):
        run(source, tmp_path / "berkas")


def test_one_run_at_a_time(source: Path, tmp_path: Path) -> None:
    options = RunOptions(source=str(source), out=str(tmp_path / "out"))

    def second(entry: Entri | None) -> None:
        with pytest.raises(OutputError, match="proses lain"):
            run(source, tmp_path / "out")

    batch.run(options, on_done=second, function=reader_fakes.read)


def test_output_inside_the_input_is_not_read(source: Path) -> None:
    first = run(source, source / "out")
    assert run(source, source / "out").files == first.files


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / os.fsdecode(b"s\xffp.pdf")).write_text("x")
    run(folder, tmp_path / "out")
    assert entries(tmp_path / "out")[r"s\xffp.pdf"].status is Status.SELESAI


def test_another_engine_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version()
    code_version.cache_clear()
    monkeypatch.setattr("sopap.run.pipeline.version", lambda name: "99" if name == "pypdfium2" else "1")
    assert code_version() != before
    code_version.cache_clear()
