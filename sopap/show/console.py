"""What people see while a run goes on and after it. All of it on stderr; data goes to stdout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

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
from sopap.run.batch import Summary
from sopap.run.manifest import Entri, Status

UNFINISHED = (Status.DITOLAK, Status.TERTUNDA, Status.SEBAGIAN)
STDERR = Console(stderr=True, highlight=False)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.1f} files/s")


class RunDisplay:
    """A progress bar with rate and time left; usable as the callbacks of batch.run."""

    def __init__(self) -> None:
        self.rejected = 0
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=STDERR,
        )
        self.task = self.progress.add_task("reading", total=None)

    def on_start(self, files: int, todo: int) -> None:
        self.progress.update(self.task, total=todo)
        STDERR.print(f"{files} files, {todo} to look at")

    def on_done(self, entry: Entri | None) -> None:
        if entry and entry.status is Status.DITOLAK:
            self.rejected += 1
            self.progress.update(self.task, description=f"reading, {self.rejected} rejected")
        self.progress.advance(self.task)


def show_summary(summary: Summary, out: str) -> None:
    counts = ", ".join(f"{n} {status}" for status, n in summary.status.items())
    STDERR.print(f"{summary.files} files ({summary.fresh} read now): {counts}", markup=False)
    STDERR.print(f"{summary.records} records in {out}; see {out}/report.html", markup=False)


def run_exit_code(status: dict[Status, int]) -> ExitCode:
    """PARTIAL where any file was rejected or only partly read; a file that is no SOP is no failure."""
    return ExitCode.PARTIAL if any(status[s] for s in UNFINISHED) else ExitCode.OK


def status_lines(entries: Iterable[Entri]) -> Iterable[str]:
    """A run as text: states, then the reasons of rejected and partial files, then those files."""
    entries = sorted(entries, key=lambda e: e.berkas)
    states = Counter(e.status for e in entries)
    yield f"files      {len(entries)}"
    for status in Status:
        yield f"{status:10s} {states[status]}"
    records, ready = sum(len(e.records) for e in entries), sum(e.siap for e in entries)
    yield f"records    {records}"
    yield f"siap       {ready}"
    yield f"periksa    {records - ready}, {sum(e.tempat for e in entries)} places"
    yield f"copies     {sum(e.sama_dengan is not None for e in entries)}"
    yield f"alike      {sum(bool(e.mirip_dengan) for e in entries)}"
    reasons = Counter(e.kode for e in entries if e.kode)
    for kode, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {kode:28s} {n}"
    for e in entries:
        if e.status in UNFINISHED:
            yield row(e.status, e.berkas, e.kode or "", e.alasan)


def row(*cells: str) -> str:
    """A line of tab-separated cells; names and texts from documents cannot steer the terminal."""
    shown = ("".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in cell) for cell in cells)
    return "\t".join(shown)
