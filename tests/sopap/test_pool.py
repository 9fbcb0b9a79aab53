from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from sopap.errors import WorkerError
from sopap.run.pipeline import Job, Outcome
from sopap.run.pool import Limits, Solo, run_limited
from sopap.run.worker import Stopped
from tests.support import reader_fakes

ROOT = Path(__file__).parents[2]
LIMITS = Limits(seconds=1.5, memory_mb=200)


def jobs(folder: Path, *names: str) -> list[Job]:
    for name in names:
        (folder / name).write_text(name)
    return [Job(name, str(folder / name), "0") for name in names]


def test_every_misbehaviour_gets_its_code_and_harms_no_other(tmp_path: Path) -> None:
    bad = {
        "gantung": "waktu_habis",
        "beku": "waktu_habis",
        "ledak": "memori_habis",
        "sesak": "memori_habis",
        "jatuh": "proses_mati",
        "pergi": "proses_mati",
        "galat": "galat_tak_terduga",
        "dalam": "galat_tak_terduga",
    }
    names = [n for word in bad for n in (f"{word}.pdf", f"baik-sesudah-{len(word)}{word[0]}.pdf")]
    start = time.monotonic()
    results = {j.berkas: r for j, r in run_limited(reader_fakes.read, jobs(tmp_path, *names), 2, LIMITS)}
    assert set(results) == set(names)
    for word, kode in bad.items():
        result = results[f"{word}.pdf"]
        assert isinstance(result, Stopped)
        assert result.kode == kode, word
    good = [r for name, r in results.items() if name.startswith("baik")]
    assert all(isinstance(r, Outcome) for r in good)
    assert time.monotonic() - start < 30
    unexpected = results["galat.pdf"]
    assert isinstance(unexpected, Stopped)
    assert unexpected.sebab.startswith("ValueError: halaman aneh di reader_fakes.py:")


def test_output_of_a_reader_goes_nowhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    [(_, result)] = run_limited(reader_fakes.read, jobs(tmp_path, "ramai.pdf"), 1, LIMITS)
    assert isinstance(result, Outcome)
    assert capfd.readouterr() == ("", "")


def test_processes_are_replaced_after_their_share() -> None:
    results = [r for _, r in run_limited(reader_fakes.echo, "abcdef", 1, Limits(recycle=2))]
    pids = [str(r).split(":")[0] for r in results]
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_jobs_are_drawn_as_processes_become_free() -> None:
    drawn = []

    def source() -> object:
        for i in range(50):
            drawn.append(i)
            yield str(i)

    run = run_limited(reader_fakes.echo, source(), 1, LIMITS)  # type: ignore[arg-type]
    next(run)
    assert len(drawn) <= 2
    run.close()


def test_a_reader_that_cannot_start_is_no_files_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopap.run.pool.sys.executable", "/bin/false")
    with pytest.raises(WorkerError, match="tidak dapat dimulai"):
        list(run_limited(reader_fakes.echo, ["a"], 1, LIMITS))


def test_one_reader_survives_a_stopped_job(tmp_path: Path) -> None:
    solo = Solo(reader_fakes.read, LIMITS)
    crash, good = jobs(tmp_path, "jatuh.pdf", "baik.pdf")
    assert isinstance(solo.run(crash), Stopped)
    assert isinstance(solo.run(good), Outcome)
    solo.close()


def test_what_a_reader_has_started_ends_with_it(tmp_path: Path) -> None:
    [(_, result)] = run_limited(reader_fakes.read, jobs(tmp_path, "anak.pdf"), 1, LIMITS)
    assert isinstance(result, Stopped)
    assert result.kode == "waktu_habis"
    child = int((tmp_path / "anak.pdf.pid").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_python_files_of_the_current_folder_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sopap" / "sopap").mkdir(parents=True)  # a clone of the project beside the documents
    for name in ("schemas", "extract", "typing_extensions", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'dijalankan')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(("", ".", os.environ.get("PYTHONPATH", ""))))
    [(_, result)] = run_limited(reader_fakes.read, jobs(tmp_path, "baik.pdf"), 1, LIMITS)
    assert isinstance(result, Outcome)
    assert not (tmp_path / "dijalankan").exists()


def test_the_command_runs_no_python_files_of_the_current_folder(tmp_path: Path) -> None:
    for name in ("schemas", "typer", "typing_extensions"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'dijalankan')!r}, 'w')")
    (tmp_path / "baik.txt").write_text("catatan")
    command = [sys.executable, "-m", "sopap", "run", ".", "--out", "out"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "dijalankan").exists()


def test_a_clone_in_the_current_folder_is_not_started(tmp_path: Path) -> None:
    (tmp_path / "sopap").mkdir()
    (tmp_path / "sopap" / "__init__.py").write_text("raise SystemExit(9)")
    command = [Path(sys.executable).with_name("sopap"), "--version"]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
