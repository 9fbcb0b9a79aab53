"""Export of all doubts as an Excel list that people fill in; `sopap koreksi apply --from` reads it back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from schemas.record import SopRecord
from schemas.vocab import Tingkat
from sopap.desk.pointer import NoSuchPlace, look_up
from sopap.export.files import whole_file
from sopap.export.records import RecordStream
from sopap.export.xlsx import Sheet, without_clock

SHEET = "Periksa"
ID, PLACE, RIGHT, VALUE = "Id", "Tempat", "Sudah benar?", "Nilai yang benar"
COLUMNS = (
    ("Judul", 40),
    ("Berkas", 30),
    ("Halaman", 9),
    ("Yang meragukan", 60),
    ("Yang terbaca", 40),
    (RIGHT, 12),
    (VALUE, 40),
    (PLACE, 30),
    (ID, 30),
)


def shown(document: Any, place: str) -> str:
    """What stands at a place, in words: the printed text of a value that has one."""
    try:
        value = look_up(document, place)
    except NoSuchPlace:
        return ""
    if isinstance(value, dict):
        value = value.get("teks") or value.get("label") or value.get("jenis", "")
    if isinstance(value, list):
        return "; ".join(filter(None, (v if isinstance(v, str) else shown({"x": v}, "/x") for v in value)))
    return "" if value is None else str(value)


def doubt_rows(record: SopRecord) -> list[tuple[str | int | None, ...]]:
    document = json.loads(record.model_dump_json())
    rows: list[tuple[str | int | None, ...]] = []
    for t in record.tinjauan:
        if t.tingkat is Tingkat.INFO:
            continue
        parts = t.jalur.split("/")
        step = int(parts[2]) if parts[1:2] == ["langkah"] and len(parts) > 2 else None
        origin = record.langkah[step].asal if step is not None and step < len(record.langkah) else None
        page = origin.halaman if origin else (record.sumber.halaman or (None,))[0]
        where = (record.nama_sop, record.sumber.berkas, page)
        rows.append((*where, t.pesan, shown(document, t.jalur), None, None, t.jalur, record.id))
    return rows


def write_periksa(stream: RecordStream, target: Path) -> None:
    """The workbook ``target``: a row for each doubt, with two columns to fill in."""
    book = Workbook(write_only=True)
    sheet = Sheet(book, SHEET, [n for n, _ in COLUMNS], [w for _, w in COLUMNS])
    for record in stream:
        for row in doubt_rows(record):
            sheet.add(row)
    sheet.end()
    with whole_file(target) as work:
        raw = work.with_name("raw.zip")
        book.save(raw)
        without_clock(raw, work)
        raw.unlink()
