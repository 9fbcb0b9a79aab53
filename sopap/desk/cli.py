"""The commands `sopap koreksi list|apply|export|revert`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sopap.errors import ExitCode, InputError
from sopap.language import say
from sopap.options import CHECK, OutputArgument

if TYPE_CHECKING:
    from sopap.desk.kept import Desk

app = typer.Typer(
    help=say(
        "Corrections that people made: list, apply, export, revert.",
        "Koreksi orang: daftar, terapkan, ekspor, urungkan.",
    ),
    no_args_is_help=True,
)
By = Annotated[
    str,
    typer.Option(
        "--by",
        help=say(
            "Who makes the corrections; default: the user's name.",
            "Siapa yang mengoreksi; biasanya nama pengguna.",
        ),
    ),
]


def _desk(out: str) -> Desk:
    from sopap.desk.kept import Desk
    from sopap.run.pipeline import code_version
    from sopap.run.store import open_store

    return Desk(open_store(out), code_version())


@app.command(
    "list",
    help=say(
        "Print every correction, one JSON line each, as they stand in OUT/koreksi.jsonl.",
        "Cetak semua koreksi di OUT/koreksi.jsonl, satu baris JSON masing-masing.",
    ),
)
def list_command(out: OutputArgument) -> None:
    from sopap.desk.koreksi import load
    from sopap.run.store import open_store

    for k in load(open_store(str(out))):
        typer.echo(k.line())


@app.command(
    "apply",
    help=say(
        "Lay all corrections over the records again; with --from, take a filled-in list over first.",
        "Terapkan lagi semua koreksi; dengan --from, ambil dulu daftar yang sudah diisi.",
    ),
)
def apply_command(
    out: OutputArgument,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help=say(
                "A filled-in list of `sopap export --to periksa`.",
                "Daftar `sopap export --to periksa` yang sudah diisi.",
            ),
        ),
    ] = None,
    by: By = "",
) -> None:
    desk = _desk(str(out))
    refused = 0
    if source is not None:
        from sopap.desk.filled import answers, correction
        from sopap.desk.koreksi import Tindakan

        for answer in answers(source):
            try:
                k = correction(desk, answer, by or getpass.getuser())
                # two doubts of one place give the same answer twice
                if k.tindakan is not Tindakan.UBAH or k.dibaca != k.menjadi:
                    desk.add(answer.record_id, k)
            except InputError as e:
                refused += 1
                typer.echo(f"baris {answer.line}: {e}", err=True)
    count, conflicts = desk.again()
    typer.echo(f"{count} SOP dengan koreksi, {conflicts} berselisih, {refused} baris ditolak", err=True)
    if conflicts or refused:
        raise typer.Exit(ExitCode.PARTIAL)


@app.command(
    "export",
    help=say(
        "Write settled SOPs as truth files for `sopap eval` into FOLDER.",
        "Tulis SOP yang sudah ditinjau sebagai berkas kunci untuk `sopap eval` ke FOLDER.",
    ),
)
def export_command(out: OutputArgument, folder: Annotated[Path, typer.Argument(metavar="FOLDER")]) -> None:
    from sopap.desk.truth import write_truth

    typer.echo(f"{write_truth(_desk(str(out)), folder)} berkas kunci di {folder}", err=True)


@app.command(
    "revert",
    help=say(
        "Take corrections of one SOP back: all of them, or the last N.",
        "Urungkan koreksi satu SOP: semuanya, atau N yang terakhir.",
    ),
)
def revert_command(
    out: OutputArgument,
    record: Annotated[str, typer.Argument(metavar="ID", help=say("Id of the record.", "Id rekaman."))],
    last: Annotated[
        int | None, typer.Option(min=1, help=say("Only the last N corrections.", "Hanya N koreksi terakhir."))
    ] = None,
) -> None:
    _desk(str(out)).revert(record, last)


def register(program: typer.Typer) -> None:
    program.add_typer(app, name="koreksi", rich_help_panel=CHECK)
