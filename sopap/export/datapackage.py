"""Export as a Frictionless Data Package (Table Schema), as CKAN portals read it.

https://specs.frictionlessdata.io: tabular-data-package, with keys, foreign keys, licence, sources.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sopap.export.files import whole_folder, write_csv_tables
from sopap.export.formats import Lisensi
from sopap.export.records import Metadata, RecordStream
from sopap.export.tables import TABLES, Column, ForeignKey, Table

NAME = "sop-ap"


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    # An empty CSV cell reads as null, so a text that may be empty cannot be called required.
    if column.wajib and (column.kind != "text" or column.pilihan):
        constraints["required"] = True
    if column.pilihan:
        constraints["enum"] = list(column.pilihan)
    kind = "string" if column.kind == "text" else column.kind
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.arti}
    return {**field, "constraints": constraints} if constraints else field


def _foreign(key: ForeignKey, own: str) -> dict[str, Any]:
    resource = "" if key.table == own else key.table
    return {
        "fields": list(key.columns),
        "reference": {"resource": resource, "fields": list(key.references)},
    }


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of ``table``."""
    schema: dict[str, Any] = {
        "fields": [_field(c) for c in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    # Table Schema has no rule for a compound key that is partly null, so such a key is left out.
    required = {c.name for c in table.columns if c.wajib}
    foreign = [_foreign(key, table.name) for key in table.foreign if required.issuperset(key.columns)]
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.arti,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": table_schema(table),
    }


def _licence(licence: Lisensi) -> dict[str, str]:
    given = {"name": licence.nama, "title": licence.judul, "path": licence.alamat}
    return {k: v for k, v in given.items() if v}


def descriptor(meta: Metadata) -> dict[str, Any]:
    """The content of datapackage.json. Sources and authors are the offices whose SOPs it holds."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": meta.judul,
        "version": meta.versi_dataset,
        "description": (
            "SOP Administrasi Pemerintahan (Permenpan-RB 35/2012) sebagai tabel. Teks yang dapat dibaca "
            "sebagai rumus oleh lembar kerja diawali satu tanda petik ('); buang satu untuk teks aslinya."
        ),
        "licenses": [_licence(meta.lisensi)],
        "contributors": [{"title": f"sopap {meta.versi_kode}", "role": "wrangler"}],
        "sopap": dict(meta.pairs()),
        "resources": [_resource(t) for t in TABLES],
    }
    if meta.instansi:
        package["sources"] = [{"title": name} for name in meta.instansi]
        package["contributors"] += [{"title": name, "role": "author"} for name in meta.instansi]
    return package


def write_datapackage(stream: RecordStream, target: Path) -> None:
    """``target``/datapackage.json and a CSV per table."""
    with whole_folder(target) as work:
        write_csv_tables(stream, work)
        text = json.dumps(descriptor(stream.metadata()), ensure_ascii=False, indent=2)
        (work / "datapackage.json").write_text(text + "\n", encoding="utf-8")
