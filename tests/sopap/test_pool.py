from __future__ import annotations

import time
from pathlib import Path

import pytest

from sopap.errors import WorkerError
from sopap.run.pipeline import Job, Outcome
from sopap.run.pool import Limits, Solo, run_limited
from sopap.run.worker import Stopped
from tests.support import reader_fakes

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
    with pytest.raises(WorkerError, match="did not start"):
        list(run_limited(reader_fakes.echo, ["a"], 1, LIMITS))


def test_one_reader_survives_a_stopped_job(tmp_path: Path) -> None:
    solo = Solo(reader_fakes.read, LIMITS)
    crash, good = jobs(tmp_path, "jatuh.pdf", "baik.pdf")
    assert isinstance(solo.run(crash), Stopped)
    assert isinstance(solo.run(good), Outcome)
    solo.close()
