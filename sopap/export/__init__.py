"""Records into tables, databases, diagrams and other systems: ``sopap export``.

``export()`` is the only call that commands need; ``FORMATS`` names what it can write.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sopap.errors import OutputError
from sopap.export.bpmn import write_bpmn
from sopap.export.databases import write_duckdb, write_postgres, write_sqlite
from sopap.export.datapackage import write_datapackage
from sopap.export.files import write_csv, write_jsonl, write_parquet
from sopap.export.mermaid import write_mermaid
from sopap.export.opensop import write_opensop
from sopap.export.records import Lisensi, Metadata, Options, RecordStream, Rejected
from sopap.export.sopflow import write_sopflow
from sopap.export.xlsx import write_xlsx
from sopap.store import RECORDS

__all__ = ["FORMATS", "Exported", "Format", "Lisensi", "Metadata", "Options", "Rejected", "export"]

Kind = Literal["folder", "file", "url"]


@dataclass(frozen=True, slots=True)
class Format:
    """One thing that ``export`` writes. ``default``: the target's name inside the output folder."""

    name: str
    help: str
    kind: Kind
    default: str
    write: Callable[[RecordStream, Path], None] | Callable[[RecordStream, str], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where, and which files of the tree were no usable records."""

    target: str
    metadata: Metadata
    rejected: tuple[Rejected, ...]


def _by_name(*formats: Format) -> dict[str, Format]:
    return {f.name: f for f in formats}


FORMATS = _by_name(
    Format("parquet", "a Parquet file per table", "folder", "parquet", write_parquet),
    Format("csv", "a CSV file per table, safe to open in a spreadsheet", "folder", "csv", write_csv),
    Format("xlsx", "one Excel workbook, a sheet per table", "file", "sop.xlsx", write_xlsx),
    Format("jsonl", "one record per line", "file", "sop.jsonl", write_jsonl),
    Format("sqlite", "an SQLite database with views", "file", "sop.sqlite", write_sqlite),
    Format("duckdb", "a DuckDB database with views", "file", "sop.duckdb", write_duckdb),
    Format("postgres", "a PostgreSQL database with views (URL)", "url", "", write_postgres),
    Format("datapackage", "a Frictionless Data Package", "folder", "datapackage", write_datapackage),
    Format("bpmn", "a BPMN 2.0 diagram per SOP", "folder", "bpmn", write_bpmn),
    Format("mermaid", "a Mermaid flowchart per SOP", "folder", "mermaid", write_mermaid),
    Format("opensop", "SQL for openSOP's PostgreSQL schema", "file", "opensop.sql", write_opensop),
    Format("sopflow", "JSON in the shape of SOPFlow, a file per SOP", "folder", "sopflow", write_sopflow),
)


def records_folder(out: Path) -> Path:
    """The records of an output folder of `sopap run`; any other folder is taken as it is."""
    return out / RECORDS if (out / RECORDS).is_dir() else out


def export_folder(out: Path) -> Path:
    """Where exports go by default: never among the records, which are read again next time."""
    return out / "export" if (out / RECORDS).is_dir() else out.with_name(f"{out.name}-export")


def export(
    records_dir: Path, to: str, target: str | Path | None = None, options: Options | None = None
) -> Exported:
    """Writes the records under ``records_dir`` as format ``to`` to ``target``.

    ``records_dir``: an output folder of `sopap run`, or any tree of record JSON files.
    ``target``: a folder, file or URL by the format's kind; None: in ``export_folder``.
    Raises KeyError for an unknown format, InputError, OutputError, DependencyError.
    """
    chosen = FORMATS[to]
    stream = RecordStream(records_folder(records_dir), options)
    if chosen.kind == "url":
        if not target:
            raise OutputError(f"to {to}: give the database's URL as the target")
        place: str | Path = str(target)
    else:
        place = Path(target) if target else export_folder(records_dir) / chosen.default
    chosen.write(stream, place)  # type: ignore[arg-type]
    return Exported(str(place), stream.metadata(), tuple(stream.rejected))
