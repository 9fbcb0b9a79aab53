"""A Parquet file per table; Arrow tables for other exports."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sopap.export.files import whole_folder
from sopap.export.records import Metadata, RecordStream
from sopap.export.rows import Row, table_batches
from sopap.export.tables import TABLES, Table

_ARROW = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


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
