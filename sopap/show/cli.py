"""The commands status, validate, review and eval. ``register(app)`` puts them on the program's Typer app."""

from __future__ import annotations

import json
from dataclasses import asdict
from fnmatch import fnmatch

import typer

from sopap import options as opt
from sopap.errors import ExitCode, InputError
from sopap.language import say


def status(
    out: opt.OutputArgument,
    state: opt.State = None,
    code: opt.Code = None,
    file: opt.Match = None,
    every: opt.All = False,
    as_json: opt.AsJson = False,
) -> None:
    from sopap.run.manifest import Status, load_done
    from sopap.run.progress import unfinished, unfinished_json
    from sopap.run.store import existing_store
    from sopap.show import console

    wrong = sorted(set(state or ()) - {*Status, console.GONE})
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r}: " + ", ".join([*Status, console.GONE]), param_hint="--state")
    store = existing_store(out)
    entries = list(load_done(store).values())
    if not entries and not unfinished(store):
        raise InputError(f"{out} tidak berisi hasil pembacaan. Buat dengan: sopap run INPUT --out {out}")
    filtered = bool(state or code or file)
    chosen = [
        e
        for e in sorted(entries, key=lambda e: e.berkas)
        if (every or filtered or console.is_problem(e))
        and (not state or e.status in state or (e.hilang and console.GONE in state))
        and (not code or e.kode in code)
        and (not file or fnmatch(e.berkas, file))
    ]
    if as_json:
        data = {**console.counts(entries), "belum_selesai": unfinished_json(store), "berkas": []}
        data["berkas"] = [asdict(e) for e in (chosen if filtered else entries)]
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if not filtered:
        for line in console.status_lines(entries, unfinished(store)):
            typer.echo(line)
    for e in chosen:
        typer.echo(console.entry_row(e))


def validate(out: opt.OutputArgument, as_json: opt.AsJson = False) -> None:
    from sopap.measure.validate import check_output
    from sopap.run.store import existing_store
    from sopap.show import console

    store = existing_store(out)
    console.warn_unfinished(store)
    problems = []
    for problem in check_output(store):
        problems.append(problem)
        if not as_json:
            typer.echo(console.row(problem.file, problem.jalur, problem.text))
    if as_json:
        data = {"jumlah": len(problems), "masalah": [asdict(p) for p in problems]}
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    typer.echo(f"{len(problems)} masalah", err=True)
    raise typer.Exit(ExitCode.INVALID if problems else ExitCode.OK)


def review(
    out: opt.OutputArgument,
    source: opt.From = None,
    pages: opt.Pages = False,
    limit: opt.Limit = 100,
    host: opt.Host = "127.0.0.1",
    port: opt.Port = 0,
    browser: opt.Browser = True,
) -> None:
    from sopap.run.store import existing_store
    from sopap.show import console

    store = existing_store(out)
    console.warn_unfinished(store)
    if pages:
        from sopap.show.review import write_review

        write_review(store, source, limit, lambda name: typer.echo(f"{out}/{name}"))
        return
    from sopap.desk.serve import serve

    serve(store, source, host, port, browser, lambda address: typer.echo(f"{address}  (Ctrl+C)"))


def evaluate(records: opt.Records, truth: opt.TruthFolder) -> None:
    from sopap.measure import evaluate as measure

    for line in measure.evaluate(records, truth).lines():
        typer.echo(line)


def register(app: typer.Typer) -> None:
    """Adds the commands to ``app``."""
    app.command(
        rich_help_panel=opt.CHECK,
        epilog=opt.example("sopap status out --state ditolak"),
        help=say(
            "Tell what became of every file, also while a run goes on or after it was cut off.",
            "Sebutkan nasib setiap berkas, juga selama pembacaan berjalan atau setelah terputus.",
        ),
    )(status)
    app.command(
        rich_help_panel=opt.CHECK,
        epilog=opt.example("sopap validate out"),
        help=say(
            "Check every record against the models and its own references.",
            "Periksa setiap rekaman terhadap model dan rujukannya sendiri.",
        ),
    )(validate)
    app.command(
        rich_help_panel=opt.CHECK,
        epilog=opt.example("sopap review out"),
        help=say(
            "Open the desk: all SOPs as a list, each page beside what was read, corrections by keyboard.",
            "Buka meja tinjau: daftar SOP, halaman di samping yang terbaca, koreksi lewat papan ketik.",
        ),
    )(review)
    app.command(
        "eval",
        rich_help_panel=opt.CHECK,
        epilog=opt.example("sopap eval out/records truth"),
        help=say(
            "Measure records against truth files: recall, precision and honesty of each kind of value.",
            "Ukur rekaman terhadap berkas kunci: kelengkapan, ketepatan, dan kejujurannya.",
        ),
    )(evaluate)
