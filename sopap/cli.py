"""The command line: thin commands over the modules that do the work."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import typer
from pydantic import TypeAdapter
from typer.core import TyperGroup

from sopap import options as opt
from sopap.desk.cli import register as register_koreksi
from sopap.errors import ExitCode, SopapError
from sopap.export.cli import register
from sopap.extras import extra_of, missing


class _Group(TyperGroup):
    """Turns the errors that we know into one line on stderr and their exit code."""

    def invoke(self, ctx: Any) -> Any:  # Typer brings its own copy of click, without public types
        try:
            return super().invoke(ctx)
        except SopapError as e:
            typer.echo(f"sopap: {e}", err=True)
            ctx.exit(e.exit_code)
        except ModuleNotFoundError as e:
            extra = extra_of(e.name or "")
            if extra is None:
                raise
            typer.echo(f"sopap: {missing(e.name or '', extra)}", err=True)
            ctx.exit(ExitCode.DEPENDENCY)
        except KeyboardInterrupt:
            typer.echo("sopap: interrupted; what is done is kept, run the same command to go on.", err=True)
            ctx.exit(ExitCode.INTERRUPTED)


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Legacy SOP documents of Indonesian government offices into validated records.",
    epilog="Examples: [bold]sopap run dokumen --out out[/]; [bold]sopap status out[/]; "
    "[bold]sopap validate out[/]. Exit codes: docs/errors.md.",
)


@app.command(rich_help_panel=opt.READ, epilog="Example: sopap run dokumen --out out --workers 4")
def run(
    source: opt.Source,
    out: opt.Output = "out",
    workers: opt.Workers = opt.CORES,
    timeout: opt.Timeout = 300.0,
    memory: opt.Memory = 4096,
    scheduler: opt.Scheduler = None,
    siap: opt.Siap = None,
    force: opt.Force = False,
    only_failed: opt.OnlyFailed = False,
    since: opt.Since = None,
) -> None:
    """Read every document of INPUT into records; a second run goes on where the first one stopped."""
    from sopap.run import batch
    from sopap.show import console

    signal.signal(signal.SIGTERM, _interrupt)
    chosen = batch.RunOptions(
        source=source,
        out=out,
        workers=workers,
        timeout=timeout,
        memory_mb=memory,
        scheduler=scheduler,
        siap=siap,
        force=force,
        only_failed=only_failed,
        since=since.astimezone() if since else None,
    )
    display = console.RunDisplay()
    with display.progress:
        summary = batch.run(chosen, display.on_start, display.on_done)
    console.show_summary(summary, out)
    raise typer.Exit(console.run_exit_code(summary.status))


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@app.command(rich_help_panel=opt.READ, epilog="Example: sopap inspect sop.pdf --out periksa")
def inspect(file: opt.File, out: opt.Folder = Path("inspect")) -> None:
    """Draw what was seen on each page of FILE, with its record beside it."""
    from sopap.show.inspect import inspect_file

    inspect_file(file, out)


@app.command(rich_help_panel=opt.READ, epilog='Example: sopap normalize --explain "Kasubbag. Umum"')
def normalize(explain: opt.Text, kind: opt.As = opt.Kind.JABATAN) -> None:
    """Show how a printed executor, time or law is read: candidates, scores and the rule that won."""
    from normalize.hukum import parse_hukum
    from normalize.jabatan.match import explain as explain_jabatan
    from normalize.waktu.parse import parse_waktu

    readers: dict[opt.Kind, Callable[[str], object]] = {
        opt.Kind.JABATAN: explain_jabatan,
        opt.Kind.WAKTU: parse_waktu,
        opt.Kind.HUKUM: parse_hukum,
    }
    _print_json(readers[kind](explain))


def _print_json(value: object) -> None:
    typer.echo(TypeAdapter(type(value)).dump_json(value, indent=2))


@app.command(rich_help_panel=opt.CHECK, epilog="Example: sopap status out")
def status(out: opt.OutputArgument) -> None:
    """Tell what became of every file, also while a run goes on or after it was cut off."""
    from sopap.errors import InputError
    from sopap.run.manifest import load_done
    from sopap.run.store import existing_store
    from sopap.show import console

    entries = load_done(existing_store(out)).values()
    if not entries:
        raise InputError(f"{out} holds no run. Make one with: sopap run INPUT --out {out}")
    for line in console.status_lines(entries):
        typer.echo(line)


@app.command(rich_help_panel=opt.CHECK, epilog="Example: sopap validate out")
def validate(out: opt.OutputArgument) -> None:
    """Check every record against the models and its own references."""
    from sopap.measure.validate import check_output
    from sopap.run.store import existing_store
    from sopap.show import console

    faults = 0
    for problem in check_output(existing_store(out)):
        faults += 1
        typer.echo(console.row(problem.file, problem.jalur, problem.text))
    typer.echo(f"{faults} faults", err=True)
    raise typer.Exit(ExitCode.INVALID if faults else ExitCode.OK)


@app.command(rich_help_panel=opt.CHECK, epilog="Example: sopap review dokumen --out out --limit 20")
def review(source: opt.Source, out: opt.Output = "out", limit: opt.Limit = 100) -> None:
    """Make a page for each of the most doubtful records: source pages beside what was read."""
    from sopap.run.store import existing_store
    from sopap.show.review import write_review

    write_review(existing_store(out), source, limit, lambda name: typer.echo(f"{out}/{name}"))


@app.command("eval", rich_help_panel=opt.CHECK, epilog="Example: sopap eval out/records truth")
def evaluate(records: opt.Records, truth: opt.TruthFolder) -> None:
    """Measure records against truth files: recall, precision and honesty of each kind of value."""
    from sopap.measure import evaluate as measure

    for line in measure.evaluate(records, truth).lines():
        typer.echo(line)


@app.command(rich_help_panel=opt.USE, epilog="Example: sopap schema > sop-ap-1.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record."""
    from schemas.export_schema import schema_text

    typer.echo(schema_text(), nl=False)


register(app)
register_koreksi(app)
