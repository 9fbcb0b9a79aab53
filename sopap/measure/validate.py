"""Is an output folder what it says it is: every record against the models and its own references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from schemas.record import SopRecord
from schemas.tinjauan import Kode
from sopap.errors import InputError
from sopap.run.manifest import MANIFEST, parse_lines
from sopap.run.names import RECORDS, record_path
from sopap.run.store import Store, canonical


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file, where in it (JSON Pointer), and what is wrong."""

    file: str
    jalur: str
    text: str


def check_output(store: Store) -> Iterator[Problem]:
    """The faults of an output folder; none means that it is whole. Raises InputError."""
    manifest = store.read(MANIFEST)
    if manifest is None:
        raise InputError(f"Tidak ada {MANIFEST} di sini. Berikan folder yang ditulis sopap run --out.")
    listed = [name for entry in parse_lines(manifest) for name in entry.records]
    found = set(store.names(RECORDS))
    for name in sorted(set(listed) - found):
        yield Problem(name, "", "tercatat di manifest, tetapi berkasnya tidak ada")
    for name in sorted(found - set(listed)):
        yield Problem(name, "", "tidak tercatat di manifest")
    for name in sorted(found & set(listed)):
        yield from check_record_file(name, store.read(name) or b"")


def check_record_file(name: str, data: bytes) -> Iterator[Problem]:
    """The faults of one record file, by the models first and by its references if those hold."""
    try:
        record = SopRecord.model_validate_json(data)
    except ValidationError as e:
        for error in e.errors(include_url=False, include_input=False):
            jalur = "".join(f"/{_escape(str(part))}" for part in error["loc"])
            yield Problem(name, jalur, error["msg"])
        return
    if name not in (record_path(record), record_path(record, twin=True)):
        yield Problem(name, "/id", f"tempat rekaman dengan id dan sumber ini adalah {record_path(record)}")
    if canonical(record) != data:
        yield Problem(name, "", "bukan bentuk baku (diubah tangan?)")
    for jalur, text in check_references(record):
        yield Problem(name, jalur, text)


def check_references(record: SopRecord) -> Iterator[tuple[str, str]]:
    """Ids, row numbers and pointers of a record that lead nowhere: (JSON Pointer, what is wrong)."""
    columns = [p.id for p in record.pelaksana]
    if columns != [f"p{i + 1}" for i in range(len(columns))]:
        yield "/pelaksana", f"id bukan p1..p{len(columns)} berurutan: {columns}"
    rows = [step.urutan for step in record.langkah]
    if rows != list(range(1, len(rows) + 1)):
        yield "/langkah", f"urutan bukan 1..{len(rows)}: {rows}"
    yield from _check_symbols(record, set(columns))
    yield from _check_arrows(record)
    yield from _check_doubts(record)


def _check_symbols(record: SopRecord, columns: set[str]) -> Iterator[tuple[str, str]]:
    for i, step in enumerate(record.langkah):
        for j, symbol in enumerate(step.simbol):
            if symbol.pelaksana not in columns:
                yield f"/langkah/{i}/simbol/{j}/pelaksana", f"pelaksana {symbol.pelaksana} tidak ada"
        if step.asal and step.asal.halaman not in record.sumber.halaman:
            yield f"/langkah/{i}/asal/halaman", f"halaman {step.asal.halaman} tidak ada di /sumber/halaman"


def _check_arrows(record: SopRecord) -> Iterator[tuple[str, str]]:
    symbols = {(step.urutan, i, s.pelaksana) for step in record.langkah for i, s in enumerate(step.simbol)}
    for i, arrow in enumerate(record.alur):
        for name, end in (("dari", arrow.dari), ("ke", arrow.ke)):
            if (end.langkah, end.simbol, end.pelaksana) not in symbols:
                where = f"simbol {end.simbol} ({end.pelaksana}) di langkah {end.langkah}"
                yield f"/alur/{i}/{name}", f"tidak ada {where}"


def _check_doubts(record: SopRecord) -> Iterator[tuple[str, str]]:
    tree = record.model_dump(mode="json")
    for i, doubt in enumerate(record.tinjauan):
        if doubt.kode not in Kode.__members__.values():
            yield f"/tinjauan/{i}/kode", f"kode tidak terdaftar: {doubt.kode}"
        if not resolves(tree, doubt.jalur):
            yield f"/tinjauan/{i}/jalur", f"tidak menunjuk apa pun: {doubt.jalur}"


def resolves(tree: object, pointer: str) -> bool:
    """Whether a JSON Pointer (RFC 6901) leads to a value of ``tree``."""
    if pointer and not pointer.startswith("/"):
        return False
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(tree, dict) and key in tree:
            tree = tree[key]
        elif isinstance(tree, list) and re.fullmatch(r"0|[1-9]\d*", key) and int(key) < len(tree):
            tree = tree[int(key)]
        else:
            return False
    return True


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
