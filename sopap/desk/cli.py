"""The commands `sopap koreksi list|apply|export|revert`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sopap.errors import ExitCode, InputError
from sopap.options import CHECK, OutputArgument

if TYPE_CHECKING:
    from sopap.desk.kept import Desk

app = typer.Typer(help="Corrections that people made: list, apply, export, revert.", no_args_is_help=True)
By = Annotated[str, typer.Option("--by", help="Who makes the corrections; default: the user's name.")]


def _desk(out: str) -> Desk:
    from sopap.desk.kept import Desk
    from sopap.run.pipeline import code_version
    from sopap.run.store import open_store

    return Desk(open_store(out), code_version())


@app.command("list")
def list_command(out: OutputArgument) -> None:
    """Print every correction, one JSON line each, as they stand in OUT/koreksi.jsonl."""
    from sopap.desk.koreksi import load
    from sopap.run.store import open_store

    for k in load(open_store(str(out))):
        typer.echo(k.line())


@app.command("apply")
def apply_command(
    out: OutputArgument,
    source: Annotated[
        Path | None, typer.Option("--from", help="A filled-in list of `sopap export --to periksa`.")
    ] = None,
    by: By = "",
) -> None:
    """Lay all corrections over the records again; with --from, take a filled-in list over first."""
    desk = _desk(str(out))
    refused = 0
    if source is not None:
        from sopap.desk.filled import answers, correction

        for answer in answers(source):
            try:
                desk.add(answer.record_id, correction(desk, answer, by or getpass.getuser()))
            except InputError as e:
                refused += 1
                typer.echo(f"baris {answer.line}: {e}", err=True)
    count, conflicts = desk.again()
    typer.echo(f"{count} SOP dengan koreksi, {conflicts} berselisih, {refused} baris ditolak", err=True)
    if conflicts or refused:
        raise typer.Exit(ExitCode.PARTIAL)


@app.command("export")
def export_command(out: OutputArgument, folder: Annotated[Path, typer.Argument(metavar="FOLDER")]) -> None:
    """Write settled SOPs as truth files for `sopap eval` into FOLDER."""
    from sopap.desk.truth import write_truth

    typer.echo(f"{write_truth(_desk(str(out)), folder)} truth files in {folder}", err=True)


@app.command("revert")
def revert_command(
    out: OutputArgument,
    record: Annotated[str, typer.Argument(metavar="ID", help="Id of the record.")],
    last: Annotated[int | None, typer.Option(min=1, help="Only the last N corrections.")] = None,
) -> None:
    """Take corrections of one SOP back: all of them, or the last N."""
    _desk(str(out)).revert(record, last)


def register(program: typer.Typer) -> None:
    program.add_typer(app, name="koreksi", rich_help_panel=CHECK)
