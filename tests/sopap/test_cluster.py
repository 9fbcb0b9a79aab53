"""The same run on a real Dask scheduler with two worker processes on this machine."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sopap.errors import DependencyError
from sopap.run import batch
from sopap.run.batch import RunOptions, Summary
from sopap.run.manifest import Entri, Status
from tests.support import reader_fakes
from tests.support.outputs import entries, tree

# ImportError too: where fcntl is taken away on Linux, its lock package finds no msvcrt either.
distributed = pytest.importorskip("distributed", exc_type=ImportError)


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    )
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for i in range(10):
        (folder / f"lambat{i}.pdf").write_text("x" * i)
    for name in ("gantung.pdf", "jatuh.pdf", "galat.pdf", "tolak.pdf"):
        (folder / name).write_text(name)
    return folder


def run(source: Path, out: Path, on_done: object = None, **options: object) -> Summary:
    chosen = RunOptions.model_validate({"source": str(source), "out": str(out), "timeout": 1.5, **options})
    listener = on_done if callable(on_done) else lambda entry: None
    return batch.run(chosen, on_done=listener, function=reader_fakes.read)


def test_same_bytes_as_a_local_run_even_when_a_worker_dies(
    cluster: object, source: Path, tmp_path: Path
) -> None:
    address = cluster.scheduler_address  # type: ignore[attr-defined]
    with distributed.Client(address, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
    seen: list[Entri | None] = []

    def kill_one_worker_half_way(entry: Entri | None) -> None:
        seen.append(entry)
        if len(seen) == 4:
            os.kill(victim, signal.SIGKILL)

    summary = run(source, tmp_path / "dask", kill_one_worker_half_way, scheduler=address)
    assert (summary.files, summary.records) == (14, 10)
    kode = {name: e.kode for name, e in entries(tmp_path / "dask").items() if e.kode}
    assert kode == {
        "gantung.pdf": "waktu_habis",
        "jatuh.pdf": "proses_mati",
        "galat.pdf": "galat_tak_terduga",
        "tolak.pdf": "kosong",
    }
    run(source, tmp_path / "lokal", workers=2)
    assert tree(tmp_path / "dask") == tree(tmp_path / "lokal")
    again = run(source, tmp_path / "dask", scheduler=address)
    assert again.fresh == again.status[Status.TERTUNDA] == 3


def test_input_and_output_by_url(cluster: object, source: Path, tmp_path: Path) -> None:
    address = cluster.scheduler_address  # type: ignore[attr-defined]
    options = RunOptions(
        source=source.as_uri(), out=(tmp_path / "url").as_uri(), scheduler=address, timeout=1.5
    )
    batch.run(options, function=reader_fakes.read)
    run(source, tmp_path / "lokal")
    assert tree(tmp_path / "url") == tree(tmp_path / "lokal")


def test_no_scheduler_is_told(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopap.run.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(DependencyError, match="Tidak ada penjadwal Dask"):
        run(source, tmp_path / "out", scheduler="tcp://127.0.0.1:1")


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextlib.contextmanager
def scheduler_and_worker(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler of its own, so that it can be killed, and a worker."""
    where = f"tcp://127.0.0.1:{port}"
    words = (
        ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port)),
        ("dask_worker", where, "--nthreads", "1", "--no-nanny"),
    )
    path = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    started = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *rest, "--no-dashboard"],
            env={**os.environ, "PYTHONPATH": path},
            stderr=subprocess.DEVNULL,
        )
        for name, *rest in words
    ]
    try:
        yield started[0]
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_scheduler_that_is_lost_and_comes_back(
    source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    for name in ("gantung.pdf", "jatuh.pdf", "galat.pdf", "lambat7.pdf", "lambat8.pdf", "lambat9.pdf"):
        (source / name).unlink()
    seen: list[Entri | None] = []
    with scheduler_and_worker(port) as scheduler:

        def kill_the_scheduler(entry: Entri | None) -> None:
            seen.append(entry)
            if len(seen) == 2:
                scheduler.kill()
                scheduler.wait()

        with pytest.raises(DependencyError, match="terputus"):
            run(source, tmp_path / "dask", kill_the_scheduler, scheduler=address, timeout=60.0)
    assert "Traceback" not in capfd.readouterr().err
    with scheduler_and_worker(port):
        again = run(source, tmp_path / "dask", scheduler=address, timeout=60.0)
    assert again.fresh == again.files - 2
    run(source, tmp_path / "lokal", timeout=60.0)
    assert tree(tmp_path / "dask") == tree(tmp_path / "lokal")
