"""The commands export, stats and diff. ``register(app)`` puts them on the program's Typer app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sopap.errors import ExitCode
from sopap.export import FORMATS, Exported, Lisensi, Options, export
from sopap.options import USE

Out = Annotated[Path, typer.Argument(help="Output folder of `sopap run`, or any folder of records.")]


def format_list() -> str:
    """The formats for the help text, one a line."""
    return "\n\n".join(f"* {f.name}: {f.help}" for f in FORMATS.values())


def export_command(
    out: Out,
    to: Annotated[str, typer.Option("--to", help="Format: " + ", ".join(FORMATS))],
    target: Annotated[
        str | None, typer.Option(help="Folder, file or database URL to write; default: OUT/export/...")
    ] = None,
    dataset_version: Annotated[
        str | None, typer.Option(help="Version of the dataset; default: a fingerprint of its content.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the dataset.")] = Options().judul,
    licence: Annotated[str, typer.Option(help="Licence id, such as CC-BY-4.0.")] = Lisensi().nama,
    licence_title: Annotated[str | None, typer.Option(help="Licence in words; default: its id.")] = None,
    licence_url: Annotated[str | None, typer.Option(help="Where the licence's text is.")] = None,
    dataset: Annotated[
        str, typer.Option(help="Name of this run in a database that holds several; default: OUT's name.")
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep SOPs that are no longer in OUT in databases and folders.")
    ] = False,
) -> None:
    """Write the records as tables, into a database, as diagrams, or for another system.

    Example: sopap export out --to parquet
    """
    if to not in FORMATS:
        raise typer.BadParameter(f"unknown format {to!r}; one of: {', '.join(FORMATS)}", param_hint="--to")
    default = Lisensi()
    words = licence_title or (default.judul if licence == default.nama else licence)
    licensed = Lisensi(licence, words, licence_url)
    options = Options(title, dataset, keep, dataset_version, licensed)
    _report(export(out, to, target, options))


def _report(done: Exported) -> None:
    from sopap.show.console import row

    meta = done.metadata
    # A database URL may hold a password.
    place = "the database" if "://" in done.target else done.target
    typer.echo(f"{meta.jumlah_sop} records to {place}, dataset version {meta.versi_dataset}", err=True)
    for rejected in done.rejected:
        typer.echo(row("left out", rejected.berkas, rejected.alasan), err=True)
    if done.rejected:
        raise typer.Exit(ExitCode.PARTIAL)


def stats_command(
    out: Out,
    table: Annotated[str | None, typer.Option(help="Only this table; default: the summary.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Folder to write every table to, as CSV.")] = None,
) -> None:
    """Working minutes, hand-overs, steps without time, and the same SOP in several offices.

    Example: sopap stats out
    """
    from sopap.export.files import harmless_csv
    from sopap.measure.stats import stats
    from sopap.show.console import row

    tables = stats(out)
    if csv is not None:
        csv.mkdir(parents=True, exist_ok=True)
        for name, frame in tables.items():
            safe = frame.map(lambda v: harmless_csv(v) if isinstance(v, str) else v)
            safe.to_csv(csv / f"{name}.csv", index=False, encoding="utf-8-sig")
        return
    name = table or "ringkasan"
    if name not in tables:
        raise typer.BadParameter(f"no table {name!r}; one of: {', '.join(tables)}", param_hint="--table")
    typer.echo(row(*map(str, tables[name].columns)))
    for values in tables[name].itertuples(index=False):
        typer.echo(row(*("" if v is None or v != v else str(v) for v in values)))


def diff_command(
    old: Annotated[Path, typer.Argument(help="The earlier output folder.")],
    new: Annotated[Path, typer.Argument(help="The later output folder.")],
) -> None:
    """Print what changed between two datasets, one JSON line per field.

    Example: sopap diff out-old out-new > changes.jsonl
    """
    from sopap.measure.diff import diff, summarise

    for change in diff(old, new):
        line = {"id": change.id, "jenis": change.jenis, "jalur": change.jalur}
        if change.jalur:
            line |= {"lama": change.lama, "baru": change.baru}
        typer.echo(json.dumps(line, ensure_ascii=False))
    count = summarise(old, new)
    text = f"same {count.sama}, changed {count.berubah}, new {count.baru}, gone {count.hilang}"
    typer.echo(text, err=True)


def register(app: typer.Typer) -> None:
    """Adds the three commands to ``app``."""
    app.command("export", epilog=format_list(), rich_help_panel=USE)(export_command)
    app.command("stats", rich_help_panel=USE)(stats_command)
    app.command("diff", rich_help_panel=USE)(diff_command)
