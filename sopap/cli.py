"""The command line: thin commands over the modules that do the work."""

from __future__ import annotations

import glob
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from sopap import __version__
from sopap import options as opt
from sopap.desk.cli import register as register_koreksi
from sopap.errors import ExitCode, SopapError
from sopap.export.cli import register as register_export
from sopap.extras import extra_of, missing
from sopap.language import say
from sopap.show.cli import register as register_show


class _Group(TyperGroup):
    """Turns the errors that we know into one line on stderr and their exit code."""

    def invoke(self, ctx: Any) -> Any:  # Typer brings its own copy of click, without public types
        try:
            return super().invoke(ctx)
        except SopapError as e:
            self._say(str(e))
            ctx.exit(e.exit_code)
        except ModuleNotFoundError as e:
            extra = extra_of(e.name or "")
            if extra is None:
                raise
            self._say(missing(e.name or "", extra))
            ctx.exit(ExitCode.DEPENDENCY)
        except BrokenPipeError:  # `sopap status out | head` has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(ExitCode.OK)
        except OSError as e:
            self._say(f"{e.filename or ''}: {e.strerror or e}".removeprefix(": "))
            ctx.exit(ExitCode.INPUT)
        except KeyboardInterrupt:
            self._say(
                "dihentikan; yang sudah selesai tersimpan. Jalankan perintah yang sama untuk melanjutkan."
            )
            ctx.exit(ExitCode.INTERRUPTED)

    def _say(self, text: str) -> None:
        from sopap.show.console import row

        typer.echo(f"sopap: {row(text)}", err=True)


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help=say(
        "Legacy SOP documents of Indonesian government offices into validated records.",
        "Dokumen SOP lama instansi pemerintah menjadi rekaman yang sudah diperiksa.",
    ),
    epilog=say("Examples", "Contoh") + ": [bold]sopap run dokumen --out out[/]; [bold]sopap status out[/]; "
    "[bold]sopap validate out[/]. " + say("Exit codes", "Kode keluar") + ": docs/errors.md.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sopap {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=say("The version.", "Versi program.")
        ),
    ] = False,
) -> None:
    pass


@app.command(
    rich_help_panel=opt.READ,
    epilog=opt.example("sopap run dokumen --out out --workers 4"),
    help=say(
        "Read every document of INPUT into records; a second run goes on where the first one stopped.",
        "Baca semua dokumen di INPUT menjadi rekaman; menjalankan lagi berarti melanjutkan.",
    ),
)
def run(
    source: opt.Sources,
    out: opt.Output = "out",
    workers: opt.Workers = None,
    timeout: opt.Timeout = None,
    memory: opt.Memory = None,
    scheduler: opt.Scheduler = None,
    siap: opt.Siap = None,
    reader: opt.Reader = opt.PdfReader.FAST,
    daerah: opt.Daerah = None,
    instansi: opt.Instansi = None,
    force: opt.Force = False,
    only_failed: opt.OnlyFailed = False,
    since: opt.Since = None,
    add: opt.Add = False,
    prune: opt.Prune = False,
    password: opt.Password = None,
    password_file: opt.PasswordFile = None,
    show_config: opt.ShowConfig = False,
    quiet: opt.Quiet = False,
    verbose: opt.Verbose = False,
    as_json: opt.AsJson = False,
) -> None:
    from sopap.config import given_for_all, load_config, memory_for, shown
    from sopap.run import batch
    from sopap.show import console

    inputs = expanded(source)
    config, files = load_config(inputs, out)
    if show_config:
        typer.echo("".join(f"# {path}\n" for path in files) + shown(config), nl=False)
        return
    signal.signal(signal.SIGTERM, _interrupt)
    readers = workers or config.batas.pekerja or opt.CORES
    chosen = batch.RunOptions(
        source=inputs,
        out=out,
        workers=readers,
        timeout=_finite(timeout or config.batas.waktu),
        memory_mb=memory or config.batas.memori or memory_for(readers),
        scheduler=scheduler,
        siap=config.nilai.siap if siap is None else siap,
        force=force,
        only_failed=only_failed,
        since=since.astimezone() if since else None,
        add=add,
        prune=prune,
        ignore=config.abaikan,
        passwords=opt.passwords(password, password_file),
        engine=config.ocr.mesin,
        reader=reader,
        konvensi=config.konvensi,
        asal=config.asal | given_for_all(daerah, instansi),
    )
    display = console.RunDisplay(quiet=quiet or as_json, verbose=verbose)
    with display.progress:
        summary = batch.run(chosen, display.on_start, display.on_done, on_page=display.on_page)
    if as_json:
        typer.echo(summary.model_dump_json(indent=2))
    elif not quiet:
        console.show_summary(summary, out)
    raise typer.Exit(console.run_exit_code(summary))


def expanded(given: Sequence[str]) -> tuple[str, ...]:
    """Inputs with patterns written out, where the shell has not done so (Windows)."""
    found: list[str] = []
    for name in given:
        is_pattern = "://" not in name and not os.path.exists(name) and glob.has_magic(name)
        found += (sorted(glob.glob(name, recursive=True)) or [name]) if is_pattern else [name]
    return tuple(found)


def _finite(seconds: float) -> float:
    if seconds != seconds or seconds == float("inf"):
        raise typer.BadParameter(say("a number of seconds", "angka detik"), param_hint="--timeout")
    return seconds


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@app.command(
    rich_help_panel=opt.READ,
    epilog=opt.example("sopap inspect sop.pdf --out periksa"),
    help=say(
        "Draw what was seen on each page of FILE, with its records beside it.",
        "Gambarkan apa yang terbaca di setiap halaman FILE, dengan rekamannya di sampingnya.",
    ),
)
def inspect(
    file: opt.Files,
    out: opt.Folder = Path("inspect"),
    password: opt.Password = None,
    password_file: opt.PasswordFile = None,
    timeout: opt.Timeout = None,
    memory: opt.Memory = None,
    quiet: opt.Quiet = False,
) -> None:
    from sopap.config import memory_for
    from sopap.run.pool import Limits
    from sopap.show.inspect import inspect_files

    files = [Path(name) for name in expanded([str(f) for f in file])]
    limits = Limits(_finite(timeout or 300.0), memory or memory_for(1))
    failed = False
    for line, ok in inspect_files(files, out, opt.passwords(password, password_file), limits):
        failed |= not ok
        if not (ok and quiet):
            typer.echo(line, err=not ok)
    if failed:
        raise typer.Exit(ExitCode.INPUT if len(files) == 1 else ExitCode.PARTIAL)


@app.command(
    rich_help_panel=opt.READ,
    epilog=opt.example('sopap normalize --explain "Kasubbag. Umum"'),
    help=say(
        "Show how a printed executor, time or law is read: candidates, scores and the rule that won.",
        "Tunjukkan bagaimana pelaksana, waktu, atau dasar hukum dibaca: calon, skor, dan aturannya.",
    ),
)
def normalize(explain: opt.Text, kind: opt.As = opt.Kind.JABATAN) -> None:
    from pydantic import TypeAdapter

    from normalize.hukum import parse_hukum
    from normalize.jabatan.match import explain as explain_jabatan
    from normalize.waktu.parse import parse_waktu

    readers: dict[opt.Kind, Callable[[str], object]] = {
        opt.Kind.JABATAN: explain_jabatan,
        opt.Kind.WAKTU: parse_waktu,
        opt.Kind.HUKUM: parse_hukum,
    }
    value = readers[kind](explain)
    typer.echo(TypeAdapter(type(value)).dump_json(value, indent=2))


@app.command(
    "report-bug",
    rich_help_panel=opt.READ,
    epilog=opt.example("sopap report-bug sop.pdf"),
    help=say(
        "Write a bundle for a bug report: versions and how FILE was read, without its texts.",
        "Buat paket laporan kesalahan: versi dan hasil pembacaan FILE, tanpa teksnya.",
    ),
)
def report_bug(file: opt.File, out: opt.Folder = Path(".")) -> None:
    from sopap.show.bug import write_bundle

    typer.echo(str(write_bundle(file, out)))


@app.command(
    rich_help_panel=opt.USE,
    epilog=opt.example("sopap schema > sop-ap-1.schema.json"),
    help=say("Print the JSON Schema of a record.", "Cetak JSON Schema sebuah rekaman."),
)
def schema() -> None:
    from schemas.export_schema import schema_text

    typer.echo(schema_text(), nl=False)


register_show(app)
register_koreksi(app)
register_export(app)
