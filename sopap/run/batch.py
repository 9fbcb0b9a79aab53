"""A run over many files: what is to be done, done under limits, accounted for."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field

from schemas.errors import tolak
from sopap.errors import OutputError
from sopap.run.cluster import run_on_cluster
from sopap.run.inputs import Source, list_sources, modified
from sopap.run.manifest import (
    JOURNAL,
    MANIFEST,
    Entri,
    Journal,
    Status,
    load_done,
    mark_duplicates,
    read_times,
    write_manifest,
    write_times,
)
from sopap.run.pipeline import Job, Outcome, code_version, commit, process, stopped
from sopap.run.pool import Limits, run_limited
from sopap.run.store import RECORDS, REVIEWS, LocalStore, Store, open_store, sweep
from sopap.run.worker import Stopped
from sopap.show.report import write_report

Process = Callable[[Job], Outcome]
_LOCK = ".kunci"


class RunOptions(BaseModel):
    """Everything that a run can be told."""

    model_config = ConfigDict(frozen=True)

    source: str
    out: str
    workers: int = Field(default=1, ge=1)
    timeout: float = Field(default=300.0, gt=0)
    memory_mb: int = Field(default=4096, ge=64)
    recycle: int = Field(default=100, ge=1)
    force: bool = False
    only_failed: bool = False
    since: datetime | None = None
    scheduler: str | None = None

    @property
    def limits(self) -> Limits:
        return Limits(self.timeout, self.memory_mb, self.recycle)


class Summary(BaseModel):
    """A run in numbers. ``fresh``: files read in this run, the others were done before."""

    model_config = ConfigDict(frozen=True)

    files: int
    fresh: int
    records: int
    status: dict[Status, int]


def run(
    options: RunOptions,
    on_start: Callable[[int, int], None] = lambda total, todo: None,
    on_done: Callable[[Entri | None], None] = lambda entry: None,
    function: Process = process,
) -> Summary:
    """Reads every file of the input and leaves a whole output folder.

    ``on_start(files, files to look at)`` and ``on_done`` serve progress displays; an entry of
    None stands for a file that has not changed. Raises SopapError; an interrupted run keeps
    what it has done and the next one goes on from there.
    """
    sources = list(list_sources(options.source, leave_out=options.out))
    store = open_store(options.out)
    with _locked(store, options.out):
        _check_ours(store, options.out)
        sweep(store)
        before = {} if options.force else load_done(store)
        entries = {s.berkas: before[s.berkas] for s in sources if s.berkas in before}
        times = {b: t for b, t in read_times(store).items() if b in entries}
        jobs = [j for s in sources if (j := _job(options, store, s, entries.get(s.berkas)))]
        on_start(len(sources), len(jobs))
        fresh = 0
        for entry, seconds in _results(options, store, jobs, function):
            if entry is not None:
                if not fresh:  # pages made by `sopap review` show what was read before
                    _clear(store, REVIEWS)
                entries[entry.berkas] = entry
                times[entry.berkas] = seconds
                fresh += 1
            on_done(entry)
        final = _finish(store, entries, times)
    return _summary(final, fresh)


def _results(
    options: RunOptions, store: Store, jobs: list[Job], function: Process
) -> Iterator[tuple[Entri | None, float]]:
    """Outcomes as they come, each written and journalled before it is told."""
    journal = Journal(store)
    if options.scheduler:
        finished = run_on_cluster(function, jobs, options.scheduler, options.out, options.limits)
    else:
        finished = run_limited(function, jobs, options.workers, options.limits)
    try:
        for job, result in finished:
            outcome = stopped(job, result) if isinstance(result, Stopped) else result
            commit(store, outcome)
            seconds = round(outcome.seconds, 3)
            if outcome.entry:
                journal.add(outcome.entry, seconds)
            yield outcome.entry, seconds
    finally:
        finished.close()
        journal.flush()


def _job(options: RunOptions, store: Store, source: Source, entry: Entri | None) -> Job | None:
    """What is to be done about a file: None if nothing, given what earlier runs say of it."""
    job = Job(source.berkas, source.place, code_version())
    if entry is None:
        return job
    if options.only_failed:
        return job if entry.status is Status.DITOLAK else None
    if options.since and not _changed_since(source, options.since):
        return None
    good = entry.versi == code_version() and _limits_as_then(options, entry)
    good = good and all(store.exists(name) for name in entry.records)
    return replace(job, known=entry.sha256) if good else job


def _limits_as_then(options: RunOptions, entry: Entri) -> bool:
    """A file that was stopped at a limit is worth another try under another limit."""
    now = {"detik": f"{options.timeout:g}", "mb": str(options.memory_mb)}
    if entry.kode in ("waktu_habis", "memori_habis"):
        return entry.alasan == tolak(entry.kode, **now).alasan
    return True


def _changed_since(source: Source, since: datetime) -> bool:
    try:
        return modified(source.place) >= since
    except OSError:
        return True  # the reader says what is wrong with it


def _finish(store: Store, entries: dict[str, Entri], times: dict[str, float]) -> list[Entri]:
    """The manifest, the report, and nothing in records/ that the manifest does not list."""
    final = mark_duplicates(entries.values())
    listed = {name for entry in final for name in entry.records}
    for name in list(store.names(RECORDS)):
        if name not in listed:
            store.remove(name)
    write_times(store, times)
    write_manifest(store, final)  # first: whatever happens to the report, the run is accounted for
    write_report(store, final)
    _clear(store, JOURNAL)
    return final


def _clear(store: Store, folder: str) -> None:
    for name in list(store.names(folder)):
        store.remove(name)


def _summary(entries: list[Entri], fresh: int) -> Summary:
    status = Counter(e.status for e in entries)
    return Summary(
        files=len(entries),
        fresh=fresh,
        records=sum(len(e.records) for e in entries),
        status={s: status[s] for s in Status},
    )


def _check_ours(store: Store, out: str) -> None:
    """Records without a manifest or journal beside them are somebody else's: they are not cleared."""
    ours = store.exists(MANIFEST) or any(store.names(JOURNAL))
    if not ours and any(store.names(RECORDS)):
        raise OutputError(
            f"{out} holds a folder {RECORDS} but no {MANIFEST}: it is not an output folder of sopap. "
            "Choose an empty folder with --out."
        )


@contextlib.contextmanager
def _locked(store: Store, out: str) -> Iterator[None]:
    """One run at a time in a local folder; the lock ends with the process, however that ends."""
    if not isinstance(store, LocalStore):
        yield
        return
    lock = FileLock(store.root / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as e:
        raise OutputError(f"Another run writes to {out}. Wait for it or choose another --out.") from e
    try:
        yield
    finally:
        lock.release()
