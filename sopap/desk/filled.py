"""A filled-in list of doubts (`sopap export --to periksa`) read back as corrections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from schemas.record import SopRecord
from sopap.desk.kept import Desk
from sopap.desk.koreksi import Koreksi, Tindakan
from sopap.desk.pointer import NoSuchPlace, look_up
from sopap.errors import InputError
from sopap.export.periksa import ID, PLACE, RIGHT, SHEET, VALUE

YES = ("ya", "y", "benar", "sudah", "x", "v")


@dataclass(frozen=True, slots=True)
class Answer:
    """One filled-in row: its line in the sheet, record and place; whether it is right, or the right value."""

    line: int
    record_id: str
    place: str
    right: bool
    value: str


def answers(path: Path) -> Iterator[Answer]:
    """The rows in which something was filled in. Raises InputError for another workbook."""
    try:
        sheet: Any = load_workbook(path, read_only=True, data_only=True)[SHEET]
    except (OSError, KeyError, ValueError) as e:
        raise InputError(f"{path} bukan daftar periksa: lembar {SHEET} tidak ada.") from e
    rows = sheet.iter_rows(values_only=True)
    names = list(next(rows, ()))
    if not {ID, PLACE, RIGHT, VALUE} <= set(names):
        raise InputError(f"{path}: kolom {ID}, {PLACE}, {RIGHT}, {VALUE} harus ada.")
    for line, values in enumerate(rows, 2):
        row = {n: "" if v is None else str(v).strip() for n, v in zip(names, values, strict=False)}
        right = row[RIGHT].casefold() in YES
        if row[ID] and (right or row[VALUE]):
            yield Answer(line, row[ID], row[PLACE], right and not row[VALUE], row[VALUE])


def correction(desk: Desk, answer: Answer, oleh: str) -> Koreksi:
    """The answer as a correction. Raises InputError for a value that this place cannot take."""
    if answer.right:
        return desk.make(answer.record_id, Tindakan.BENAR, answer.place, None, oleh)
    record = desk.held(answer.record_id).record
    place, value = target(record, answer.place, answer.value)
    return desk.make(answer.record_id, Tindakan.UBAH, place, value, oleh)


def target(record: SopRecord, place: str, text: str) -> tuple[str, object]:
    """Where a typed text goes, and as what: the printed text of a value, an executor by its label."""
    try:
        there = look_up(json.loads(record.model_dump_json()), place)
    except NoSuchPlace as e:
        raise InputError(f"tempat {place} tidak ada lagi") from e
    if isinstance(there, dict) and "pelaksana" in there:
        return f"{place}/pelaksana", column_of(record, text)
    if isinstance(there, dict) and "teks" in there:
        return f"{place}/teks", text
    if isinstance(there, dict | list):
        raise InputError(f"{place} lebih dari satu nilai; perbaiki lewat `sopap review`")
    if isinstance(there, bool | int | float) and not isinstance(there, str):
        raise InputError(f"{place} bukan teks; perbaiki lewat `sopap review`")
    return place, text


def column_of(record: SopRecord, label: str) -> str:
    """The id of the executor column with this label."""
    same = [p.id for p in record.pelaksana if p.label.casefold() == label.casefold() or p.id == label]
    if len(same) != 1:
        raise InputError(f"pelaksana {label!r} tidak ada di kolom SOP ini")
    return same[0]
