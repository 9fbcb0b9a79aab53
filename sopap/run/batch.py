"""A run over many files: what is to be done, done under limits, accounted for."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module

from pydantic import BaseModel, ConfigDict, Field

from normalize.asal import TAK_ADA, Asal
from normalize.konvensi import KONVENSI, Konvensi
from schemas.errors import tolak
from sopap.desk.kept import merger
from sopap.errors import OutputError
from sopap.run.account import Account, Done, check_ours, finish, load_account
from sopap.run.cluster import run_on_cluster
from sopap.run.ignore import Ignore
from sopap.run.inputs import Listing, Source, list_sources, modified
from sopap.run.manifest import Entri, Journal, Status, whole
from sopap.run.names import twins
from sopap.run.pipeline import (
    FAST,
    TRIES,
    Job,
    Outcome,
    origin_version,
    process,
    refused,
    resumed,
    sealed,
    settings_version,
    stopped,
    unchanged,
    version_for,
    version_tag,
)
from sopap.run.pool import Limits, run_limited
from sopap.run.progress import begin, end, locked
from sopap.run.roots import Chosen, choose, save_roots
from sopap.run.settings import settle
from sopap.run.store import STATE, LocalStore, Store, open_store, sweep
from sopap.run.worker import Stopped

Process = Callable[[Job], Outcome]
# What an entry says of its records: it stays where a file was not read this time.
_OF_RECORDS = ("records", "cek", "sidik", "tinjauan", "siap", "tempat")


class RunOptions(BaseModel):
    """Everything that a run can be told."""

    model_config = ConfigDict(frozen=True)

    source: str | tuple[str, ...]
    out: str
    workers: int = Field(default=1, ge=1)
    timeout: float = Field(default=300.0, gt=0, allow_inf_nan=False)
    memory_mb: int = Field(default=4096, ge=64)
    recycle: int = Field(default=100, ge=1)
    force: bool = False
    only_failed: bool = False
    since: datetime | None = None
    scheduler: str | None = None
    add: bool = False
    prune: bool = False
    ignore: tuple[str, ...] = ()
    passwords: tuple[str, ...] = Field(default=(), repr=False)
    siap: float | None = Field(default=None, ge=0, le=1)
    engine: str = "otomatis"
    reader: str = FAST
    konvensi: Konvensi = KONVENSI
    asal: dict[str, Asal] = {}  # by folder of the input; "" for all others

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def version(self) -> str:
        """Of the code and of what is settled: a file is read again where either has changed."""
        return version_for(self.siap) + settings_version(self.engine, self.konvensi, self.reader)

    def origin(self, berkas: str) -> Asal:
        """Region and office given for a file: those of its innermost folder that is named."""
        folders = berkas.split("/")[:-1]
        names = ("/".join(folders[:n]) for n in range(len(folders), -1, -1))
        return next((self.asal[name] for name in names if name in self.asal), TAK_ADA)

    @property
    def limits(self) -> Limits:
        return Limits(self.timeout, self.memory_mb, self.recycle)


class Summary(BaseModel):
    """A run in numbers. ``fresh``: files read in this run, the others were done before.

    ``ready``: records that may be taken as they are, ``places``: what to look at in the others.
    ``gone``: files that are no longer there and whose records are kept. ``notes``: what a person should
    know beside the state of each file, in Indonesian.
    """

    model_config = ConfigDict(frozen=True)

    files: int
    fresh: int
    records: int
    status: dict[Status, int]
    ready: int = 0
    places: int = 0
    gone: int = 0
    notes: tuple[str, ...] = ()


def run(
    options: RunOptions,
    on_start: Callable[[int, int], None] = lambda total, todo: None,
    on_done: Callable[[Entri | None], None] = lambda entry: None,
    on_page: Callable[[Job, str], None] = lambda job, key: None,
    function: Process = process,
) -> Summary:
    """Reads every file of the input and leaves a whole output folder.

    ``on_start(files, files in hand)``, ``on_done`` and ``on_page`` (of a job, a page's key) serve
    progress displays; an entry of None stands for a file that has not changed. Raises SopapError; an
    interrupted run keeps what it has done and the next one goes on from there.
    """
    choose(options.inputs, [], (), options.add, options.out)  # a mistyped input makes nothing
    store = open_store(options.out)
    with _told(options.out), locked(store, options.out):
        check_ours(store, options.out)
        sweep(store)
        account = load_account(store)
        parts = choose(options.inputs, account.roots, account.entries, options.add, options.out)
        save_roots(store, account.roots)
        found = _list(parts, options, account)
        done = Done(account, found.sources, parts, found.closed)
        jobs = list(_jobs(options, store, account, found.sources))
        on_start(len(found.sources), len(jobs))
        begin(store, len(jobs))
        settle(store, options.konvensi)
        threading.Thread(target=load_report, daemon=True).start()
        for outcome in _results(options, store, account, jobs, function, on_page):
            done.add(outcome)
            on_done(outcome.entry)
        final, notes = finish(store, done, options.prune)
        end(store)
    return _summary(final, done.fresh, (*account.notes, *found.notes, *notes))


def load_report() -> None:
    """Loads what tells of a run while its readers load what reads: they take as long."""
    for name in ("sopap.show.report", "networkx"):
        import_module(name)


def _list(parts: Sequence[Chosen], options: RunOptions, account: Account) -> Listing:
    """The files of all parts, each once, under the names that their records carry."""
    whole_list = Listing()
    seen: set[str] = set()
    for part in parts:
        found = list_sources(part.root.tempat, part.below, Ignore(options.ignore), options.out)
        before = f"{part.root.nama}/" if part.root.nama else ""
        whole_list.notes += found.notes
        whole_list.closed += [before + name for name in found.closed]
        for source in found.sources:
            if before + source.berkas not in seen:
                seen.add(before + source.berkas)
                whole_list.sources.append(replace(source, berkas=before + source.berkas))
    if account.entries and not whole_list.sources:
        whole_list.notes.append(
            f"Tidak ada satu pun dokumen di {', '.join(options.inputs)}; rekaman lama dipertahankan."
        )
    return whole_list


def _results(
    options: RunOptions,
    store: Store,
    account: Account,
    jobs: list[Job],
    function: Process,
    on_page: Callable[[Job, str], None],
) -> Iterator[Outcome]:
    """Outcomes as they come, each journalled with its records before it is told."""
    journal = Journal(store)
    lay_over = merger(store)
    refusals = [job for job in jobs if job.tolak is not None]
    same = {job.berkas for job in jobs if job.tolak is None and unchanged(job)}
    readable = Waiting(job for job in jobs if job.tolak is None and job.berkas not in same)
    if options.scheduler:
        finished = run_on_cluster(function, list(readable), options.scheduler, options.out, options.limits)
    else:
        finished = run_limited(function, readable, options.workers, options.limits, on_page)
    try:
        yield from (Outcome(None) for _ in same)
        for job in refusals:
            yield _kept(journal, account, job, refused(job))
        for job, result in finished:
            if isinstance(result, Stopped) and (again := resumed(job, result)):
                readable.put(again)
                continue
            outcome = stopped(job, result) if isinstance(result, Stopped) else result
            outcome = replace(outcome, files=lay_over(outcome.files))
            yield _kept(journal, account, job, sealed(outcome))
    finally:
        finished.close()
        journal.flush()


class Waiting(Iterator[Job]):
    """Jobs still to be done; one that lost a page comes again, also where all others are taken."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self.first = iter(jobs)
        self.again: deque[Job] = deque()

    def put(self, job: Job) -> None:
        self.again.append(job)

    def __next__(self) -> Job:
        return self.again.popleft() if self.again else next(self.first)


def _kept(journal: Journal, account: Account, job: Job, outcome: Outcome) -> Outcome:
    """An outcome brought to the journal; a file not read this time keeps what it had."""
    entry = outcome.entry
    if entry is None:
        return outcome
    before = account.entries.get(job.berkas)
    if entry.kode == "terenkripsi" and before and before.records:
        entry = replace(entry, status=Status.TERTUNDA)  # a run before had the password
    if _unread(entry):
        tries = before.coba + 1 if before and before.versi == entry.versi else 1
        kept = {}
        if before and entry.status is Status.TERTUNDA:
            kept = {name: getattr(before, name) for name in _OF_RECORDS}
        entry = replace(entry, coba=tries, **kept)
    account.make_way(journal.store, outcome.files)
    journal.add(entry, outcome.files, round(outcome.seconds, 3))
    return replace(outcome, entry=entry)


def _jobs(options: RunOptions, store: Store, account: Account, sources: Sequence[Source]) -> Iterator[Job]:
    """What is to be done, given what earlier runs say of each file."""
    pages = pages_folder(store, options.version)
    same = twins({s.berkas for s in sources} | account.entries.keys())
    for source in sources:
        entry = account.entries.get(source.berkas)
        asal = options.origin(source.berkas)
        job = Job(
            source.berkas,
            source.place,
            options.version + origin_version(asal),
            twin=source.berkas in same,
            siap=options.siap,
            tolak=source.tolak,
            passwords=options.passwords,
            engine=options.engine,
            reader=options.reader,
            konvensi=options.konvensi,
            asal=asal,
            pages=pages,
        )
        if entry is None or options.force:
            yield job
        elif options.only_failed:
            if entry.status is Status.DITOLAK or _unread(entry):
                yield job
        elif not (options.since and not _changed_since(source, options.since)):
            good = entry.versi == job.versi and not _try_again(options, entry)
            known = entry.kunci or entry.sha256
            yield replace(job, known=known) if good and _whole(store, account, entry) else job


def pages_folder(store: Store, versi: str) -> str | None:
    """Where readers keep the pages of files that are not done; what another version kept goes.

    Only a folder of this machine will do: elsewhere keeping a page costs what reading it costs.
    """
    if not isinstance(store, LocalStore):
        return None
    folder = store.root / STATE / "halaman"
    ours = version_tag(versi)
    for old in folder.iterdir() if folder.is_dir() else ():
        if not old.name.endswith(f"-{ours}"):
            shutil.rmtree(old, ignore_errors=True)
    return str(folder)


def _unread(entry: Entri) -> bool:
    """Whether a file, or a page of it, was not read by something that may be otherwise next time."""
    return entry.status is Status.TERTUNDA or entry.kode == "halaman_terhenti"


def _whole(store: Store, account: Account, entry: Entri) -> bool:
    """Whether what was read before can be taken as it is; damage is told."""
    if whole(store, entry):
        return True
    account.notes.append(f"Rekaman dari {entry.berkas} hilang atau rusak di folder keluaran; dibaca lagi.")
    return False


def _try_again(options: RunOptions, entry: Entri) -> bool:
    """A file that was not read is tried at each run; one that breaks its reader, only so many times.

    Its bytes may give the same end under the same limits; other limits, or --only-failed, begin anew.
    """
    if entry.kode == "terenkripsi" and options.passwords:
        return True
    if not _unread(entry):
        return False
    limits = {"waktu_habis": f"{options.timeout:g}", "memori_habis": str(options.memory_mb)}
    if entry.kode not in TRIES:
        return True
    limit = limits.get(entry.kode)
    as_then = limit is None or entry.alasan == tolak(entry.kode, detik=limit, mb=limit).alasan
    return not as_then or entry.coba < TRIES[entry.kode]


def _changed_since(source: Source, since: datetime) -> bool:
    try:
        return modified(source.place) >= since
    except OSError:
        return True  # the reader says what is wrong with it


def _summary(entries: list[Entri], fresh: int, notes: tuple[str, ...]) -> Summary:
    status = Counter(e.status for e in entries)
    return Summary(
        files=sum(not e.hilang for e in entries),
        fresh=fresh,
        records=sum(len(e.records) for e in entries),
        status={s: status[s] for s in Status},
        ready=sum(e.siap for e in entries),
        places=sum(e.tempat for e in entries),
        gone=sum(e.hilang for e in entries),
        notes=notes,
    )


@contextlib.contextmanager
def _told(out: str) -> Iterator[None]:
    """A full disk or a folder that became read-only is said in one line; what is done stays."""
    try:
        yield
    except OSError as e:
        raise OutputError(
            f"{out} tidak dapat ditulisi: {e.strerror or e}. Yang sudah selesai tersimpan; "
            "perbaiki lalu jalankan perintah yang sama."
        ) from e
