"""Two datasets compared, record by record and field by field: what a re-run changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from sopap.errors import InputError
from sopap.export import records_folder
from sopap.export.records import record_paths

Kind = Literal["baru", "hilang", "berubah"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``jalur``: JSON Pointer into the new record (into the old one for "hilang");
    "" means the whole record, whose values are then not repeated here.
    """

    id: str
    jenis: Kind
    jalur: str
    lama: Any = None
    baru: Any = None


@dataclass(frozen=True, slots=True)
class Summary:
    sama: int
    berubah: int
    baru: int
    hilang: int


# What makes two entries of a list the same entry, by the list's key.
_IDENTITY: dict[str, Callable[[dict[str, Any]], object]] = {
    "langkah": lambda v: v.get("kegiatan"),
    "pelaksana": lambda v: v.get("label"),
    "simbol": lambda v: v.get("pelaksana"),
    "alur": lambda v: (v.get("dari"), v.get("ke")),
    "dasar_hukum": lambda v: v.get("teks"),
    "tinjauan": lambda v: (v.get("kode"), v.get("jalur")),
}


def _by_id(folder: Path) -> dict[str, Path]:
    """Paths of the records by their id; only ids and paths are kept in memory."""
    if not folder.is_dir():
        raise InputError(f"Tidak ada folder rekaman {folder}. Berikan folder yang ditulis sopap run --out.")
    found = {}
    for name in record_paths(folder):
        record = _read(folder / name)
        if isinstance(record, dict) and str(record.get("skema", "")).startswith("sop-ap/"):
            found[str(record["id"])] = folder / name
    return found


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise InputError(f"{path} bukan JSON: {error}") from error


def diff(old: Path, new: Path) -> Iterator[Change]:
    """The changes from ``old`` to ``new``, in the order of record ids; one pair in memory at a time.

    Both: output folders of `sopap run`, or trees of record JSON files. Entries of lists are
    aligned by what they say (a step by its text), so a row that is found anew is one change.
    """
    before, after = _by_id(records_folder(old)), _by_id(records_folder(new))
    for record_id in sorted(before.keys() | after.keys()):
        if record_id not in after:
            yield Change(record_id, "hilang", "")
        elif record_id not in before:
            yield Change(record_id, "baru", "")
        else:
            a, b = _read(before[record_id]), _read(after[record_id])
            for kind, pointer, x, y in compare(a, b):
                yield Change(record_id, kind, pointer, x, y)


Found = tuple[Kind, str, Any, Any]


def compare(a: Any, b: Any, pointer: str = "", name: str = "") -> Iterator[Found]:
    """(kind, pointer, old, new) for every difference between two JSON values."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in [*a, *(k for k in b if k not in a)]:
            inner = f"{pointer}/{_escaped(key)}"
            if key not in a:
                yield "baru", inner, None, b[key]
            elif key not in b:
                yield "hilang", inner, a[key], None
            else:
                yield from compare(a[key], b[key], inner, key)
    elif isinstance(a, list) and isinstance(b, list) and name != "kotak":
        yield from _compare_lists(a, b, pointer, name)
    elif a != b:
        yield "berubah", pointer, a, b


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _identity(value: Any, name: str) -> str:
    of = _IDENTITY.get(name)
    return json.dumps(of(value) if of and isinstance(value, dict) else value, sort_keys=True)


def _compare_lists(a: list[Any], b: list[Any], pointer: str, name: str) -> Iterator[Found]:
    matcher = SequenceMatcher(
        None, [_identity(v, name) for v in a], [_identity(v, name) for v in b], autojunk=False
    )
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        both = min(i_end - i, j_end - j)
        for k in range(both):
            yield from compare(a[i + k], b[j + k], f"{pointer}/{j + k}")
        for k in range(i + both, i_end):
            yield "hilang", f"{pointer}/{k}", a[k], None
        for k in range(j + both, j_end):
            yield "baru", f"{pointer}/{k}", None, b[k]


def summarise(old: Path, new: Path) -> Summary:
    """How many records are the same, changed, new and gone."""
    before, after = _by_id(records_folder(old)), _by_id(records_folder(new))
    both = before.keys() & after.keys()
    same = sum(_read(before[i]) == _read(after[i]) for i in both)
    return Summary(
        same, len(both) - same, len(after.keys() - before.keys()), len(before.keys() - after.keys())
    )
