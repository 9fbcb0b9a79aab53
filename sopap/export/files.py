"""Exports to plain files: CSV and JSON lines; and how files are put in place whole."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import psutil

from sopap.errors import OutputError
from sopap.export.records import Metadata, RecordStream
from sopap.export.rows import Cell, table_batches
from sopap.export.tables import TABLES
from sopap.run.store import canonical

_WORK = ".sopap-ekspor-"
OWN = ".sopap-ekspor"  # in a folder of exports: the files that are sopap's


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A work folder whose files move into ``target`` at the end, each whole; nothing on an error."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        work = Path(tempfile.mkdtemp(prefix=f"{_WORK}{os.getpid()}-", dir=target.parent))
    except OSError as error:
        raise OutputError(f"{target} tidak dapat ditulisi: {error.strerror}") from error
    try:
        yield work
        for path in sorted(work.iterdir()):
            os.replace(path, target / path.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Removes what exports that were killed have left here."""
    for path in folder.glob(f"{_WORK}*-*"):
        number = path.name.removeprefix(_WORK).split("-")[0]
        if number.isdigit() and not psutil.pid_exists(int(number)):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def synced_folder(target: Path, keep: bool) -> Iterator[Path]:
    """A work folder for one file per SOP; what an earlier export put here and this one has not goes.

    What was put here stands in ``OWN``; files of others are never touched. ``keep``: nothing goes.
    """
    with whole_folder(target) as work:
        yield work
        written = sorted(p.name for p in work.iterdir())
        known = target / OWN
        before = known.read_text(encoding="utf-8").splitlines() if known.is_file() else []
        gone = [n for n in before if n not in set(written) and Path(n).name == n]
        listed = sorted({*written, *gone}) if keep else written
        (work / OWN).write_text("\n".join(listed) + "\n", encoding="utf-8")
    for name in () if keep else gone:
        (target / name).unlink(missing_ok=True)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A work path that replaces ``target`` at the end; nothing on an error."""
    with whole_folder(target.parent) as work:
        yield work / target.name


def write_metadata(path: Path, meta: Metadata) -> None:
    """The dataset's description as JSON, for formats that have no place of their own for it."""
    path.write_text(json.dumps(dict(meta.pairs()), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


# --- CSV -------------------------------------------------------------------------------------

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), full-width forms
# included; the apostrophe itself, so that exactly one apostrophe can be taken off again.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_LONG_NUMBER = re.compile(r"\d{16,}")


# Excel in Indonesia splits a comma file at semicolons, and at line ends inside quotes, before it looks
# for formulas; spaces before "=" and "@" do not stop it.
_INNER_FORMULA = re.compile(r"([;\t\r\n]\"?)(?=\s*[=@＝＠]|[+\-'＋－])")


def harmless(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet could run it as a formula, or round it.

    A number of more than 15 digits (a NIP) loses its last ones in a spreadsheet; as a text it stays whole.
    """
    return "'" + text if text.startswith(_FORMULA_STARTS) or _LONG_NUMBER.fullmatch(text) else text


def harmless_csv(text: str) -> str:
    """``text`` for a comma file that is harmless wherever a program may split it.

    An apostrophe stands before what could run, at the start and behind separators; taking one off at
    each of these places gives the text again.
    """
    return harmless(_INNER_FORMULA.sub(r"\1'", text))


def csv_cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return harmless_csv(value) if isinstance(value, str) else value


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


def stand_ins_told(count: int, unknown: int, remarks: str) -> list[str]:
    """The stand-ins of an export in one sentence, none where there are none."""
    if not count:
        return []
    offices = f", {unknown} SOP di antaranya tanpa instansi yang terbaca" if unknown else ""
    return [f"{count} isian pengganti atau pendek dicatat di {remarks}{offices}"]


# --- JSON lines ------------------------------------------------------------------------------


def write_jsonl(stream: RecordStream, target: Path) -> None:
    """One record of the contract per line in ``target``; ``<target>.dataset.json`` describes them."""
    with whole_folder(target.parent) as work:
        with (work / target.name).open("w", encoding="utf-8", newline="\n") as out:
            for record in stream:
                line = json.dumps(json.loads(canonical(record)), ensure_ascii=False, separators=(",", ":"))
                out.write(line + "\n")
        write_metadata(work / f"{target.name}.dataset.json", stream.metadata())
