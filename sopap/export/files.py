"""Exports to plain files: Parquet, CSV and JSON lines; and how files are put in place whole."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from sopap.errors import OutputError
from sopap.export.records import Metadata, RecordStream
from sopap.export.rows import Cell, Row, table_batches
from sopap.export.tables import TABLES, Table
from sopap.run.store import canonical

_ARROW = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A work folder whose files move into ``target`` at the end, each whole; nothing on an error."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".tmp-", dir=target.parent))
    except OSError as error:
        raise OutputError(f"cannot write to {target}: {error.strerror}") from error
    try:
        yield work
        for path in sorted(work.iterdir()):
            os.replace(path, target / path.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A work path that replaces ``target`` at the end; nothing on an error."""
    with whole_folder(target.parent) as work:
        yield work / target.name


def write_metadata(path: Path, meta: Metadata) -> None:
    """The dataset's description as JSON, for formats that have no place of their own for it."""
    path.write_text(json.dumps(dict(meta.pairs()), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


# --- Parquet ---------------------------------------------------------------------------------


def arrow_schema(table: Table) -> pa.Schema:
    fields = [
        pa.field(c.name, _ARROW[c.kind], nullable=not c.wajib, metadata={"arti": c.arti})
        for c in table.columns
    ]
    return pa.schema(fields)


def arrow_table(table: Table, rows: list[Row]) -> pa.Table:
    """``rows`` as an Arrow table with the columns of ``table``."""
    schema = arrow_schema(table)
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.Table.from_arrays(
        [pa.array(values, type=f.type) for values, f in zip(columns, schema, strict=True)], schema=schema
    )


class _ParquetFile:
    """One Parquet file written in row groups of some size, not one per batch."""

    GROUP = 50_000

    def __init__(self, path: Path, table: Table) -> None:
        self.table = table
        self.rows: list[Row] = []
        self.writer = pq.ParquetWriter(path, arrow_schema(table), compression="zstd")

    def add(self, rows: list[Row]) -> None:
        self.rows += rows
        if len(self.rows) >= self.GROUP:
            self.flush()

    def flush(self) -> None:
        self.writer.write_table(arrow_table(self.table, self.rows))
        self.rows = []

    def close(self, meta: Metadata) -> None:
        self.flush()
        self.writer.add_key_value_metadata({k: v for k, v in meta.pairs()})
        self.writer.close()


def write_parquet(stream: RecordStream, target: Path) -> None:
    """``target``/<table>.parquet; the dataset's metadata stands in each file's key-value metadata."""
    with whole_folder(target) as work:
        files = {t.name: _ParquetFile(work / f"{t.name}.parquet", t) for t in TABLES}
        for table, rows in table_batches(stream):
            files[table.name].add(rows)
        for file in files.values():
            file.close(stream.metadata())


# --- CSV -------------------------------------------------------------------------------------

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), full-width forms
# included; the apostrophe itself, so that exactly one apostrophe can be taken off again.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def harmless(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet could run it as a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def csv_cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else value


def csv_writer(handle: IO[str]) -> Any:
    return csv.writer(handle, lineterminator="\r\n")


def _open_csv(stack: ExitStack, path: Path, header: Iterable[str]) -> Any:
    # The byte order mark is what makes Excel read the file as UTF-8.
    writer = csv_writer(stack.enter_context(path.open("w", encoding="utf-8-sig", newline="")))
    writer.writerow(header)
    return writer


def write_csv_tables(stream: RecordStream, work: Path) -> None:
    """<table>.csv for every table into ``work``: UTF-8 with BOM, comma, ISO dates, empty for null."""
    with ExitStack() as stack:
        writers = {t.name: _open_csv(stack, work / f"{t.name}.csv", t.names) for t in TABLES}
        for table, rows in table_batches(stream):
            writers[table.name].writerows([csv_cell(v) for v in row] for row in rows)


def write_csv(stream: RecordStream, target: Path) -> None:
    """``target``/<table>.csv and dataset.csv with the metadata; no cell can run as a formula."""
    with whole_folder(target) as work:
        write_csv_tables(stream, work)
        with ExitStack() as stack:
            writer = _open_csv(stack, work / "dataset.csv", ("kunci", "nilai"))
            writer.writerows([csv_cell(v) for v in pair] for pair in stream.metadata().pairs())


# --- JSON lines ------------------------------------------------------------------------------


def write_jsonl(stream: RecordStream, target: Path) -> None:
    """One record of the contract per line in ``target``; ``<target>.dataset.json`` describes them."""
    with whole_folder(target.parent) as work:
        with (work / target.name).open("w", encoding="utf-8", newline="\n") as out:
            for record in stream:
                line = json.dumps(json.loads(canonical(record)), ensure_ascii=False, separators=(",", ":"))
                out.write(line + "\n")
        write_metadata(work / f"{target.name}.dataset.json", stream.metadata())
