"""Limits count for a page: one that breaks its reader is lost alone, and what was read is not read again."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from pydantic import TypeAdapter

from extract import pipeline
from sopap.run import batch, pages
from sopap.run.batch import RunOptions
from sopap.run.manifest import Entri, Status
from sopap.run.pages import Kept
from tests.support import page_fakes
from tests.support.outputs import entries
from tests.support.page_fakes import log_of, times_read

ROOT = Path(__file__).parents[2]


def read(folder: Path, text: str = "", **options: object) -> Entri:
    path = folder / "masuk" / "buku.pdf"
    path.parent.mkdir(exist_ok=True)
    if text:
        path.write_text(text, encoding="utf-8")
    chosen = {"source": str(path.parent), "out": str(folder / "out"), "timeout": 3.0, **options}
    batch.run(RunOptions.model_validate(chosen), function=page_fakes.read)
    return entries(folder / "out")["buku.pdf"]


def test_a_file_may_take_longer_than_a_page(tmp_path: Path) -> None:
    entry = read(tmp_path, "lambat " * 6)
    assert (entry.status, entry.halaman) == (Status.BUKAN_SOP, 6)


@pytest.mark.parametrize("act", ["gantung", "jatuh", "sesak"])
def test_a_page_that_breaks_its_reader_is_lost_alone(tmp_path: Path, act: str) -> None:
    entry = read(tmp_path, f"lambat baik {act} baik")
    assert (entry.kode, entry.halaman) == ("halaman_terhenti", 4)
    assert entry.alasan.startswith("Halaman dihentikan") and ": 3." in entry.alasan
    read_pages = times_read(tmp_path / "masuk" / "buku.pdf")
    assert read_pages.count(1) == 1  # kept, for it took long
    assert read_pages.count(3) == 1
    assert 4 in read_pages


def test_a_lost_page_is_tried_again_a_few_times_and_only_that_page(tmp_path: Path) -> None:
    path = tmp_path / "masuk" / "buku.pdf"
    read(tmp_path, "lambat gantung")
    assert read(tmp_path).coba == 2
    assert read(tmp_path).coba == 3
    seen = len(times_read(path))
    assert read(tmp_path).coba == 3
    assert len(times_read(path)) == seen
    assert times_read(path).count(1) == 1


def test_a_page_that_was_looked_at_is_not_read_again(tmp_path: Path) -> None:
    """However quick the look was: it needs the page."""
    path = tmp_path / "masuk" / "buku.pdf"
    read(tmp_path, "tilik jatuh tilik")
    assert [times_read(path).count(n) for n in (1, 2, 3)] == [1, 1, 1]
    read(tmp_path)
    assert times_read(path).count(1) == 1


def test_a_file_of_bad_pages_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = read(tmp_path, "jatuh " * 14 + "baik")
    assert (entry.kode, entry.halaman) == ("halaman_terhenti", 15)
    assert len(set(times_read(tmp_path / "masuk" / "buku.pdf"))) == pages.MAKS_HILANG


def test_a_killed_run_goes_on_with_the_page_it_was_at(tmp_path: Path) -> None:
    path = tmp_path / "masuk" / "buku.pdf"
    path.parent.mkdir()
    path.write_text("lambat lambat lambat lambat gantung", encoding="utf-8")
    code = (
        "from tests.sopap.test_pages import read; from pathlib import Path; "
        f"read(Path({str(tmp_path)!r}), timeout=60.0)"
    )
    # As this process runs: a lock of another kind than the killed run's would stay in the way.
    path_too = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    environment = {**os.environ, "PYTHONPATH": path_too}
    run = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)
    until = time.monotonic() + 60
    while 5 not in times_read(path) and time.monotonic() < until:
        time.sleep(0.1)
    parent = psutil.Process(run.pid)
    for process in (parent, *parent.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    run.wait()
    log_of(path).unlink()
    entry = read(tmp_path)
    assert (entry.kode, entry.halaman) == ("halaman_terhenti", 5)
    assert times_read(path) == [5]


def test_a_page_is_kept_as_it_was_read(shared: Path) -> None:
    form = TypeAdapter(Kept)
    path = shared / "real/bps-bengkulu/013.pdf"
    if not path.is_file():
        pytest.skip("no real documents in ../shared")
    seen = []
    pipeline.extract_file(path, seen.append)
    for s in seen:
        whole = Kept(s.page, True, (s.page.paper,), s.page)
        assert form.validate_json(form.dump_json(whole)) == whole
