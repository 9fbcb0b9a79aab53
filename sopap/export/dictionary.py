"""The data dictionary docs/kamus-data.md, generated from the schemas and the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from normalize.konvensi import KONVENSI
from schemas.record import SKEMA, SopRecord
from sopap.export.sql import VIEWS
from sopap.export.tables import TABLES, Column, Table

_KINDS = {
    "text": "teks",
    "integer": "bilangan bulat",
    "number": "bilangan",
    "boolean": "ya/tidak",
    "date": "tanggal",
}

_INTRO = f"""# Kamus data

Berkas ini dibuat dari skema oleh `sopap.export.dictionary`; ubah skemanya, bukan berkas ini.

## Kesepakatan

- Rekaman mengikuti kontrak `{SKEMA}`; kata kuncinya kata pada formulir (Permenpan-RB 35/2012).
- `teks`, `label`, `nomor`, `kegiatan` dan `keterangan` seperti tercetak; nilai baku berdiri di sampingnya.
- Yang tidak terlihat di sumber kosong (null) dan disertai baris `tinjauan`; tidak ada yang dikarang.
- Kotak dalam titik PDF (1/72 inci), asal di kiri atas; halaman dihitung dari 1; keyakinan 0 sampai 1.
- Tanggal ISO 8601 (tahun-bulan-hari). Waktu dalam menit kerja menurut konvensi di bawah; `1 x 24 jam`
  (waktu_hitungan `kalender`) dihitung satu hari; masa yang berulang (`berulang`) tanpa menit.
- CSV: UTF-8 dengan BOM, pemisah koma, kosong berarti null. Teks yang dapat dibaca lembar kerja sebagai
  rumus (diawali `=`, `+`, `-`, `@`, tab, ganti baris, atau petik tunggal), dan bilangan lebih dari 15 angka
  (NIP) yang akan dibulatkannya, diberi satu petik tunggal di depan; buang satu petik untuk
  teks aslinya. Sel XLSX selalu teks dan tidak berubah.
- Huruf kendali yang tidak dapat disimpan XML, PostgreSQL atau lembar kerja dibuang dari tabel.

## Konvensi waktu (bawaan)

| hal | nilai |
| --- | --- |
"""

_METADATA = """
Setiap ekspor menyertakan `versi_dataset`, `sidik_isi` (SHA-256 isi rekaman), `versi_kode`, `skema`,
`jumlah_sop`, `jumlah_ditolak`, `jumlah_salinan`, `lisensi` dan `konvensi_waktu.*`: di tabel atau lembar
`dataset`, di metadata berkas Parquet, atau di `datapackage.json`.
"""


def _row(*cells: str) -> str:
    return "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |\n"


def _column(column: Column, table: Table) -> str:
    marks = ["kunci"] if column.name in table.key else []
    marks += [f"→ {k.table}" for k in table.foreign if column.name in k.columns]
    values = ", ".join(f"`{v}`" for v in column.pilihan)
    meaning = f"{column.arti} Nilai: {values}." if values else column.arti
    needed = "ya" if column.wajib else ""
    return _row(f"`{column.name}`", _KINDS[column.kind], needed, ", ".join(dict.fromkeys(marks)), meaning)


def _table(table: Table) -> str:
    head = f"\n### `{table.name}`\n\n{table.arti} Kunci: {', '.join(f'`{k}`' for k in table.key)}.\n\n"
    head += _row("kolom", "jenis", "selalu ada", "kunci", "arti") + _row(*["---"] * 5)
    return head + "".join(_column(c, table) for c in table.columns)


def _kind(schema: dict[str, Any]) -> str:
    """A field's type in words, from its JSON Schema."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[1]}`"
    if "anyOf" in schema:
        return " atau ".join(_kind(part) for part in schema["anyOf"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("format") == "date":
        return "tanggal"
    if schema.get("type") == "array":
        return f"daftar {_kind(schema['items'])}" if "items" in schema else "empat bilangan"
    words = {
        "string": "teks",
        "integer": "bilangan bulat",
        "number": "bilangan",
        "boolean": "ya/tidak",
        "null": "null",
    }
    return words.get(schema.get("type", ""), "nilai")


def _model(name: str, schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return f"\n### `{name}`\n\nNilai: {', '.join(f'`{v}`' for v in schema['enum'])}.\n"
    text = f"\n### `{name}`\n\n" + _row("kunci", "jenis", "keterangan") + _row(*["---"] * 3)
    for key, value in schema["properties"].items():
        text += _row(f"`{key}`", _kind(value), value.get("description", ""))
    return text


def _parts() -> Iterator[str]:
    yield _INTRO
    yield from (_row(f"`{k}`", str(v)) for k, v in KONVENSI.model_dump().items())
    yield _METADATA
    yield "\n## Tabel\n"
    yield from map(_table, TABLES)
    yield "\n## Tampilan (view) di SQLite, DuckDB dan PostgreSQL\n\n"
    yield _row("tampilan", "isi") + _row("---", "---")
    yield from (_row(f"`{name}`", meaning) for name, (meaning, _) in VIEWS.items())
    yield "\n## Rekaman JSON\n"
    schema = SopRecord.model_json_schema()
    yield _model("SopRecord", schema)
    yield from (_model(name, part) for name, part in sorted(schema["$defs"].items()))


def data_dictionary() -> str:
    """The text of docs/kamus-data.md."""
    return "".join(_parts())


if __name__ == "__main__":
    print(data_dictionary(), end="")
