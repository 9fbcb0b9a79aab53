"""The commands export, stats and diff. ``register(app)`` puts them on the program's Typer app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sopap.errors import ExitCode
from sopap.export.formats import FORMATS, Lisensi, Options
from sopap.language import say
from sopap.options import USE, AsJson, example

if TYPE_CHECKING:
    from sopap.export import Exported

Out = Annotated[
    Path,
    typer.Argument(
        help=say(
            "Output folder of `sopap run`, or any folder of records.", "Folder keluaran atau folder rekaman."
        )
    ),
]


def format_list() -> str:
    """The formats for the help text, one a line."""
    return "\n\n".join(f"* {f.name}: {f.help}" for f in FORMATS.values())


def export_command(
    out: Out,
    to: Annotated[str, typer.Option("--to", help="Format: " + ", ".join(FORMATS))],
    target: Annotated[
        str | None,
        typer.Option(
            help=say(
                "Folder, file or database URL to write; default: OUT/export/...",
                "Folder, berkas, atau URL basis data tujuan; biasanya OUT/export/...",
            )
        ),
    ] = None,
    dataset_version: Annotated[
        str | None,
        typer.Option(
            help=say("Version of the dataset; default: a fingerprint of its content.", "Versi dataset.")
        ),
    ] = None,
    title: Annotated[
        str, typer.Option(help=say("Title of the dataset.", "Judul dataset."))
    ] = Options().judul,
    licence: Annotated[
        str, typer.Option(help=say("Licence id, such as CC-BY-4.0.", "Kode lisensi, mis. CC-BY-4.0."))
    ] = Lisensi().nama,
    licence_title: Annotated[
        str | None, typer.Option(help=say("Licence in words; default: its id.", "Nama lisensi."))
    ] = None,
    licence_url: Annotated[
        str | None, typer.Option(help=say("Where the licence's text is.", "Alamat teks lisensi."))
    ] = None,
    without_names: Annotated[
        bool,
        typer.Option(
            "--without-names",
            help=say(
                "Leave out the name, rank and NIP of the signatory.",
                "Tanpa nama, pangkat, dan NIP penandatangan.",
            ),
        ),
    ] = False,
    dataset: Annotated[
        str,
        typer.Option(
            help=say(
                "Name of this run in a database that holds several; default: OUT's name.",
                "Nama hasil ini di basis data yang memuat beberapa; biasanya nama OUT.",
            )
        ),
    ] = "",
    keep: Annotated[
        bool,
        typer.Option(
            "--keep",
            help=say(
                "Keep SOPs that are no longer in OUT in databases and folders.",
                "Pertahankan SOP yang sudah tidak ada di OUT dalam basis data dan folder.",
            ),
        ),
    ] = False,
    copies: Annotated[
        bool,
        typer.Option(
            "--copies",
            help=say(
                "Count the SOPs of exact copies of a file each.",
                "Hitung juga SOP dari salinan persis berkas.",
            ),
        ),
    ] = False,
    user: Annotated[
        str | None,
        typer.Option(
            help=say(
                "openSOP: the user whose SOPs they become; default: a disabled account 'impor'.",
                "openSOP: nama pengguna pemilik SOP; biasanya akun nonaktif 'impor'.",
            )
        ),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            min=20,
            help=say(
                "SOPFlow: letters that its text columns hold, where they were not made by its migrations.",
                "SOPFlow: jumlah huruf kolom teksnya, bila tidak dibuat oleh migrasinya.",
            ),
        ),
    ] = None,
) -> None:
    from sopap.export import export
    from sopap.run.settings import settled_konvensi
    from sopap.run.store import LocalStore
    from sopap.show.console import warn_unfinished

    if to not in FORMATS:
        raise typer.BadParameter(f"{to!r}: {', '.join(FORMATS)}", param_hint="--to")
    if out.is_dir():
        warn_unfinished(LocalStore(out))
    default = Lisensi()
    words = licence_title or (default.judul if licence == default.nama else licence)
    options = Options(
        title,
        dataset,
        keep,
        dataset_version,
        Lisensi(licence, words, licence_url),
        konvensi=settled_konvensi(LocalStore(out)),
        tanpa_nama=without_names,
        salinan=copies,
        pengguna=user,
        lebar=width,
    )
    _report(export(out, to, target, options))


def _report(done: Exported) -> None:
    from sopap.show.console import row

    meta = done.metadata
    # A database URL may hold a password.
    place = "basis data" if "://" in done.target else done.target
    typer.echo(f"{meta.jumlah_sop} rekaman ke {place}, versi dataset {meta.versi_dataset}", err=True)
    if meta.jumlah_salinan:
        typer.echo(f"{meta.jumlah_salinan} salinan persis dihitung sekali (--copies: semuanya)", err=True)
    for note in done.notes:
        typer.echo(row(f"catatan: {note}"), err=True)
    for rejected in done.rejected:
        typer.echo(row("ditinggalkan", rejected.berkas, rejected.alasan), err=True)
    if done.rejected:
        raise typer.Exit(ExitCode.PARTIAL)


def stats_command(
    out: Out,
    table: Annotated[
        str | None,
        typer.Option(
            help=say("Only this table; default: the summary.", "Hanya tabel ini; biasanya ringkasan.")
        ),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(
            help=say("Folder to write every table to, as CSV.", "Folder untuk semua tabel sebagai CSV.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
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
        raise typer.BadParameter(f"{name!r}: {', '.join(tables)}", param_hint="--table")
    if as_json:
        typer.echo(tables[name].to_json(orient="records", force_ascii=False, indent=2))
        return
    typer.echo(row(*map(str, tables[name].columns)))
    for values in tables[name].itertuples(index=False):
        typer.echo(row(*("" if v is None or v != v else str(v) for v in values)))


def diff_command(
    old: Annotated[Path, typer.Argument(help=say("The earlier output folder.", "Folder keluaran lama."))],
    new: Annotated[Path, typer.Argument(help=say("The later output folder.", "Folder keluaran baru."))],
) -> None:
    from sopap.measure.diff import diff, summarise

    for change in diff(old, new):
        line = {"id": change.id, "jenis": change.jenis, "jalur": change.jalur}
        if change.jalur:
            line |= {"lama": change.lama, "baru": change.baru}
        typer.echo(json.dumps(line, ensure_ascii=False))
    count = summarise(old, new)
    text = f"sama {count.sama}, berubah {count.berubah}, baru {count.baru}, hilang {count.hilang}"
    typer.echo(text, err=True)


def register(app: typer.Typer) -> None:
    """Adds the three commands to ``app``."""
    app.command(
        "export",
        rich_help_panel=USE,
        epilog=f"{example('sopap export out --to parquet')}\n\n{format_list()}",
        help=say(
            "Write the records as tables, into a database, as diagrams, or for another system.",
            "Tulis rekaman sebagai tabel, basis data, diagram, atau untuk sistem lain.",
        ),
    )(export_command)
    app.command(
        "stats",
        rich_help_panel=USE,
        epilog=example("sopap stats out"),
        help=say(
            "Working minutes, hand-overs, steps without time, and the same SOP in several offices.",
            "Menit kerja, serah terima, langkah tanpa waktu, dan SOP serupa antarinstansi.",
        ),
    )(stats_command)
    app.command(
        "diff",
        rich_help_panel=USE,
        epilog=example("sopap diff out-old out-new > changes.jsonl"),
        help=say(
            "Print what changed between two datasets, one JSON line per field.",
            "Cetak perubahan antara dua dataset, satu baris JSON per isian.",
        ),
    )(diff_command)
