"""The same jobs on a Dask scheduler: each file in a limited process beside the Dask worker."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from sopap.desk.kept import merger
from sopap.errors import DependencyError
from sopap.extras import missing
from sopap.run.pipeline import Job, Outcome, code_version, resumed, sealed, stopped
from sopap.run.pool import Limits, Solo
from sopap.run.store import Store, open_store
from sopap.run.worker import Stopped

if TYPE_CHECKING:
    from distributed import Client

# Files handed to the scheduler at a time, per thread of the cluster: enough to keep it busy.
_AHEAD = 4
_CONNECT_SECONDS = 20
_local = threading.local()


def run_on_cluster(
    function: Callable[[Job], Outcome],
    jobs: Sequence[Job],
    scheduler: str,
    out: str,
    limits: Limits,
) -> Generator[tuple[Job, Outcome | Stopped], None, None]:
    """Outcomes in the order in which they end; the cluster's workers write the records to ``out``.

    A file whose Dask worker dies is tried again elsewhere by Dask; one that keeps killing its
    worker is told as Stopped. Raises DependencyError without Dask or without a scheduler.
    """
    try:
        with _connect(scheduler) as client, _quiet():
            yield from _drain(client, function, jobs, out, limits)
    except CancelledError as e:
        raise DependencyError(
            f"Penjadwal Dask di {scheduler} terputus. Yang sudah selesai tersimpan; "
            "jalankan perintah yang sama setelah penjadwal hidup lagi."
        ) from e


def _connect(scheduler: str) -> Client:
    try:
        from distributed import Client
    except ImportError as e:
        raise DependencyError(missing("distributed", "dask")) from e
    try:
        return Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as e:
        raise DependencyError(
            f"Tidak ada penjadwal Dask di {scheduler}: {e}. Jalankan `dask scheduler` dahulu."
        ) from e


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without what Dask logs: a scheduler that is gone fills a screen, and is told in one line."""
    handlers = [(h, h.level) for h in logging.getLogger("distributed").handlers]
    for handler, _ in handlers:
        handler.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for handler, level in handlers:
            handler.setLevel(level)


def _drain(
    client: Client, function: Callable[[Job], Outcome], jobs: Sequence[Job], out: str, limits: Limits
) -> Iterator[tuple[Job, Outcome | Stopped]]:
    from distributed import as_completed

    todo = iter(jobs)
    running = {}
    done = as_completed(loop=client.loop)

    def submit(count: int) -> None:
        for job in islice(todo, count):
            args = (function, job, out, limits)
            # Only the file names the task: Dask would take equal arguments for a result it has.
            future = client.submit(_on_worker, *args, pure=False)
            running[future.key] = job
            done.add(future)

    submit(_AHEAD * max(1, sum(client.nthreads().values())))
    for future in done:
        job = running.pop(future.key)
        error = future.exception()
        yield job, future.result() if error is None else _as_stopped(error)
        submit(1)


def _as_stopped(error: BaseException) -> Stopped:
    from distributed.scheduler import KilledWorker

    if isinstance(error, KilledWorker):
        return Stopped("proses_mati", "pekerja Dask")
    raise error


def _on_worker(function: Callable[[Job], Outcome], job: Job, out: str, limits: Limits) -> Outcome:
    """One file on a Dask worker; the records are written here and only the entry travels back."""
    if not job.versi.startswith(code_version()):
        raise DependencyError(
            f"Pekerja Dask memakai sopap {code_version()}, pemanggil {job.versi}; pasang versi yang sama."
        )
    solo = _solo(function, limits)
    result = solo.run(job)
    while isinstance(result, Stopped) and (again := resumed(job, result)):
        job = again
        result = solo.run(job)
    store = _store(out)
    outcome = stopped(job, result) if isinstance(result, Stopped) else result
    outcome = sealed(replace(outcome, files=merger(store)(outcome.files)))
    store.settle(store.stage(outcome.files))
    return Outcome(outcome.entry, seconds=outcome.seconds)


def _solo(function: Callable[[Job], Outcome], limits: Limits) -> Solo[Job, Outcome]:
    """This thread's reader process, kept over files."""
    kept: tuple[object, Limits, Solo[Job, Outcome]] | None = getattr(_local, "kept", None)
    if kept is None or kept[:2] != (function, limits):
        if kept is not None:
            kept[2].close()
        kept = (function, limits, Solo(function, limits))
        _local.kept = kept
    return kept[2]


@cache
def _store(out: str) -> Store:
    return open_store(out)
