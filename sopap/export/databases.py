"""Exports into SQLite, DuckDB and PostgreSQL: upserts, all in one transaction.

Running an export twice leaves the same rows. A database may hold several runs, each under its name; an SOP
that vanished from a run goes when no other run holds it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sopap.errors import OutputError
from sopap.export.pairs import PairFinder
from sopap.export.records import RecordStream
from sopap.export.rows import Row, batches
from sopap.export.sql import (
    ANY_KNOWN,
    FIRST_STEPS,
    LEFT_OVER,
    Dialect,
    add_columns,
    create_all,
    create_stage,
    create_views,
    empty_stage,
    known_columns,
    prune,
    quoted,
    remove_left_over,
    stage,
    upsert,
)
from sopap.export.tables import PADANAN, TABLES, Table
from sopap.extras import needed

Run = Callable[[str], Any]
RunMany = Callable[[str, list[tuple[str, ...]]], Any]
Fill = Callable[[Table, list[Row]], None]


def _load(stream: RecordStream, dialect: Dialect, run: Run, fill: Fill) -> None:
    """Moves the stream into the database through staging tables, batch by batch."""
    for batch in batches(stream):
        present = [t for t in TABLES if t.name in batch]
        for table in present:
            run(empty_stage(table, dialect))
            if batch[table.name]:
                fill(table, batch[table.name])
        # Children go before parents, so that nothing points at a row that is leaving.
        if "sop" in batch and run(ANY_KNOWN).fetchone():
            for table in reversed(present[1:]):
                run(prune(table))
        for table in present:
            if batch[table.name]:
                run(upsert(table))


def _pair_all(stream: RecordStream, dialect: Dialect, run: Run, fill: Fill) -> None:
    """The same SOP is found over all runs that the database holds, once it holds more than this one."""
    if run('SELECT COUNT(*) FROM "sop"').fetchone()[0] == len(stream.ids):
        return
    steps: dict[str, list[str]] = defaultdict(list)
    for sop_id, text in run(FIRST_STEPS).fetchall():
        steps[sop_id].append(text)
    finder = PairFinder()
    for sop_id, title in run('SELECT "id", "nama_sop" FROM "sop" ORDER BY "berkas", "id"').fetchall():
        finder.add_texts(sop_id, title, steps[sop_id])
    run(empty_stage(PADANAN, dialect))
    fill(PADANAN, list(finder.rows()))
    run(upsert(PADANAN))


def _describe(stream: RecordStream, run: Run, run_many: RunMany, mark: str) -> None:
    """What the run is and which SOPs it holds; SOPs that no run holds any more go, unless kept."""
    name = stream.dataset
    sql = (
        f'INSERT INTO "dataset" ("dataset", "kunci", "nilai") VALUES ({mark}, {mark}, {mark})'
        ' ON CONFLICT ("dataset", "kunci") DO UPDATE SET "nilai" = excluded."nilai"'
    )
    run_many(sql, [(name, *pair) for pair in stream.metadata().pairs()])
    if not stream.options.keep:
        run_many(f'DELETE FROM "keanggotaan" WHERE "dataset" = {mark}', [(name,)])
    member = f'INSERT INTO "keanggotaan" ("dataset", "sop_id") VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING'
    if stream.ids:
        run_many(member, [(name, own) for own in stream.ids])
    if run(f"SELECT 1 FROM ({LEFT_OVER}) x LIMIT 1").fetchone():
        for table in reversed(TABLES):
            run(remove_left_over(table))


@contextmanager
def _said(error: type[Exception]) -> Iterator[None]:
    """What the database refuses is a fault of the target, told in its own words."""
    try:
        yield
    except error as refused:
        raise OutputError(f"Basis data menolak: {refused}") from refused


def _sqlite_row(row: Row) -> Row:
    return tuple(v.isoformat() if isinstance(v, date) else v for v in row)


def write_sqlite(stream: RecordStream, target: Path) -> None:
    """The SQLite database ``target``, made where it is missing. Dates are ISO texts, booleans 0 and 1."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _said(sqlite3.Error), closing(sqlite3.connect(target, isolation_level=None)) as db:

        def fill(table: Table, rows: list[Row]) -> None:
            marks = ", ".join("?" * len(table.columns))
            db.executemany(f'INSERT INTO "{stage(table)}" VALUES ({marks})', map(_sqlite_row, rows))

        db.execute("PRAGMA foreign_keys = ON")
        db.execute("BEGIN IMMEDIATE")
        try:
            _set_up("sqlite", db.execute)
            _load(stream, "sqlite", db.execute, fill)
            _describe(stream, db.execute, db.executemany, "?")
            _pair_all(stream, "sqlite", db.execute, fill)
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


def _set_up(dialect: Dialect, run: Run) -> None:
    """Makes what is missing: tables, columns that an earlier version did not know, views, staging tables."""
    for statement in create_all(dialect):
        run(statement)
    for table in TABLES:
        known = {row[1] for row in run(known_columns(table, dialect)).fetchall()}
        for statement in add_columns(table, known, dialect):
            run(statement)
    for statement in create_views(dialect):
        run(statement)
    for table in TABLES:
        run(create_stage(table, dialect))


def write_duckdb(stream: RecordStream, target: Path) -> None:
    """The DuckDB database ``target``, made where it is missing. Needs the extra ``sopap[export]``."""
    duckdb = needed("duckdb", "export")
    from sopap.export.parquet import arrow_table

    target.parent.mkdir(parents=True, exist_ok=True)
    with _said(duckdb.Error), closing(duckdb.connect(str(target))) as db:

        def fill(table: Table, rows: list[Row]) -> None:
            db.register("sopap_arrow", arrow_table(table, rows))
            db.execute(f'INSERT INTO "{stage(table)}" SELECT {quoted(table.names)} FROM sopap_arrow')
            db.unregister("sopap_arrow")

        db.execute("BEGIN")
        try:
            _set_up("duckdb", db.execute)
            _load(stream, "duckdb", db.execute, fill)
            _describe(stream, db.execute, db.executemany, "?")
            _pair_all(stream, "duckdb", db.execute, fill)
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


def write_postgres(stream: RecordStream, target: str) -> None:
    """Into the PostgreSQL database at the libpq URL ``target``. Needs the extra ``sopap[export]``.

    Another schema than the search path's first one is named in the URL:
    ``?options=-csearch_path%3Dsop``.
    """
    psycopg = needed("psycopg", "export")
    try:
        connection = psycopg.connect(target)
    except psycopg.Error as error:
        raise OutputError(f"PostgreSQL tidak dapat dihubungi: {error}") from error
    # The connection as a context: commits at the end, rolls everything back on an error.
    with _said(psycopg.Error), connection, connection.cursor() as cursor:

        def fill(table: Table, rows: list[Row]) -> None:
            copy_sql = f'COPY "{stage(table)}" ({quoted(table.names)}) FROM STDIN'
            with cursor.copy(copy_sql.encode()) as copy:
                for row in rows:
                    copy.write_row(row)

        def run(statement: str) -> Any:
            return cursor.execute(statement.encode())

        def run_many(statement: str, rows: list[tuple[str, ...]]) -> None:
            cursor.executemany(statement.encode(), rows)

        run("SET LOCAL client_min_messages = warning")
        _set_up("postgres", run)
        _load(stream, "postgres", run, fill)
        _describe(stream, run, run_many, "%s")
        _pair_all(stream, "postgres", run, fill)
