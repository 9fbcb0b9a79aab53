"""What people see while a run goes on and after it. All of it on stderr; data goes to stdout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from sopap.errors import ExitCode
from sopap.run.manifest import Entri, Status
from sopap.run.progress import Unfinished, unfinished
from sopap.run.store import Store

if TYPE_CHECKING:
    from sopap.run.batch import Summary
    from sopap.run.pipeline import Job

PROBLEMS = (Status.DITOLAK, Status.TERTUNDA, Status.SEBAGIAN)
GONE = "hilang"  # not a state of the reading: the file is no longer there, its records are kept
STDERR = Console(stderr=True, highlight=False, soft_wrap=True)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        pages = task.fields["halaman"]
        elapsed = task.finished_time or task.elapsed
        return Text(f"{pages} halaman, {pages / elapsed:.1f}/dtk" if elapsed else f"{pages} halaman")


class RunDisplay:
    """A progress bar with pages, rate and time left; usable as the callbacks of batch.run."""

    def __init__(self, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.failed = 0
        self.pages = 0
        self.progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=STDERR,
            disable=quiet,
        )
        self.task = self.progress.add_task("membaca", total=None, halaman=0)

    def on_start(self, files: int, todo: int) -> None:
        self.progress.update(self.task, total=todo)
        if not self.quiet:
            STDERR.print(f"{files} berkas" + (f", {todo} di antaranya dikerjakan" if todo < files else ""))

    def on_page(self, job: Job, key: str) -> None:
        """Shows which page is read, of a file that is worth it: by its name and number."""
        number = key.lstrip("hg")
        if number.isdecimal() and int(number) > 1:
            name = "".join(c for c in job.berkas[-40:] if c.isprintable())
            self.progress.update(self.task, description=f"{name} hlm. {number}")

    def on_done(self, entry: Entri | None) -> None:
        if entry:
            self.failed += is_problem(entry)
            self.pages += entry.halaman
            doing = f"membaca, {self.failed} bermasalah" if self.failed else "membaca"
            self.progress.update(self.task, description=doing, halaman=self.pages)
            if self.verbose:
                STDERR.print(entry_row(entry), markup=False)
        self.progress.advance(self.task)


def show_summary(summary: Summary, out: str) -> None:
    counts = ", ".join(f"{n} {status}" for status, n in summary.status.items() if n) or "tidak ada"
    read = f"{summary.fresh} dibaca sekarang" if summary.fresh else "tidak ada yang berubah"
    STDERR.print(f"{summary.files} berkas ({read}): {counts}", markup=False)
    if summary.gone:
        STDERR.print(
            f"{summary.gone} berkas tidak ada lagi; rekamannya dipertahankan (--prune memindahkannya).",
            markup=False,
        )
    for note in summary.notes:
        STDERR.print(row(f"catatan: {note}"), markup=False)
    look = f"{summary.records - summary.ready} perlu dilihat di {summary.places} tempat"
    STDERR.print(f"{summary.records} rekaman di {out}: {summary.ready} siap, {look}", markup=False)
    STDERR.print(f"Buka {out}/report.html", markup=False)


def run_exit_code(summary: Summary) -> ExitCode:
    """PARTIAL where a file was not or only partly read, or none of the known ones is there any more.

    A file that is no SOP is no failure.
    """
    vanished = summary.gone and not summary.files
    return ExitCode.PARTIAL if vanished or any(summary.status[s] for s in PROBLEMS) else ExitCode.OK


def is_problem(entry: Entri) -> bool:
    return entry.status in PROBLEMS or entry.hilang


def counts(entries: Sequence[Entri]) -> dict[str, object]:
    """A run in numbers, by the words that `status` prints."""
    states = Counter(e.status for e in entries)
    records, ready = sum(len(e.records) for e in entries), sum(e.siap for e in entries)
    return {
        "jumlah_berkas": len(entries),
        **{status.value: states[status] for status in Status},
        GONE: sum(e.hilang for e in entries),
        "rekaman": records,
        "siap": ready,
        "periksa": records - ready,
        "tempat_periksa": sum(e.tempat for e in entries),
        "halaman": sum(e.halaman for e in entries),
        "salinan": sum(e.sama_dengan is not None for e in entries),
        "mirip": sum(bool(e.mirip_dengan) for e in entries),
    }


def status_lines(entries: Sequence[Entri], run: Unfinished | None) -> Iterator[str]:
    """A run as text: how far it is, states, then the reasons of what was not simply read."""
    if run:
        yield str(run)
    for name, n in counts(entries).items():
        yield f"{name:14s} {n}"
    reasons = Counter(e.kode for e in entries if e.kode)
    for kode, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {kode:28s} {n}"


def entry_row(entry: Entri) -> str:
    """A file: its state, name, code and reason."""
    state = f"{entry.status},{GONE}" if entry.hilang else entry.status.value
    return row(state, entry.berkas, entry.kode or "", entry.alasan)


def warn_unfinished(store: Store) -> None:
    """Says that what is there is not all."""
    found = unfinished(store)
    if found:
        STDERR.print(f"peringatan: {found}", markup=False)


def row(*cells: str) -> str:
    """A line of tab-separated cells; names and texts from documents cannot steer the terminal."""
    return "\t".join("".join(_shown(c) for c in cell) for cell in cells)


def _shown(letter: str) -> str:
    if letter.isprintable():
        return letter
    return f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}"
