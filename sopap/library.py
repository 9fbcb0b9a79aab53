"""sopap as a library: documents in, records out. docs/pustaka.md has examples, which the tests run."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extract import extract_file
from normalize import normalize_file
from schemas.errors import UnreadableFile
from schemas.record import SopRecord
from sopap.run.batch import RunOptions, run
from sopap.run.manifest import Entri, load_done
from sopap.run.pipeline import file_hash, reason, unreadable
from sopap.run.pool import Limits, Solo
from sopap.run.store import open_store
from sopap.run.unlock import unlocked
from sopap.run.worker import Stopped

if TYPE_CHECKING:
    import pandas as pd

Document = str | os.PathLike[str] | bytes | IO[bytes]
# PDFium, which reads PDF, may be entered by one thread at a time.
_one_at_a_time = threading.Lock()


def read(
    source: Document, *, name: str | None = None, limits: Limits | None = None, passwords: Iterable[str] = ()
) -> list[SopRecord]:
    """The records of one document: a path, its bytes, or a file opened for reading bytes.

    ``name``: what records call the file; default: the name of the path, "dokumen" for bytes. ``limits``:
    reads in a process of its own that is ended when it takes more. A document without an SOP gives an
    empty list. Raises UnreadableFile where it cannot be read, with ``kode`` and ``alasan``.

    May be called from any thread and any process; threads of one process wait for each other.
    """
    with _on_disk(source) as path:
        called = name or (Path(source).name if isinstance(source, str | os.PathLike) else "dokumen")
        if limits is None:
            with _one_at_a_time:
                return _read((str(path), called, tuple(passwords)))
        solo: Solo[tuple[str, str, tuple[str, ...]], list[SopRecord] | UnreadableFile] = Solo(_try, limits)
        try:
            found = solo.run((str(path), called, tuple(passwords)))
        finally:
            solo.close()
    if isinstance(found, Stopped):
        raise reason(found)
    if isinstance(found, UnreadableFile):
        raise found
    return found


def _read(job: tuple[str, str, tuple[str, ...]]) -> list[SopRecord]:
    place, name, passwords = job
    path = Path(place)
    try:
        sha256 = file_hash(path)
        with unlocked(path, passwords) as open_path:
            return list(normalize_file(extract_file(open_path), name, sha256))
    except (UnreadableFile, OSError, ModuleNotFoundError) as e:
        raise unreadable(e) from e


def _try(job: tuple[str, str, tuple[str, ...]]) -> list[SopRecord] | UnreadableFile:
    """The same in a reader process: an error that is expected is a value there."""
    try:
        return _read(job)
    except UnreadableFile as e:
        return e


@contextmanager
def _on_disk(source: Document) -> Iterator[Path]:
    if isinstance(source, str | os.PathLike):
        yield Path(source)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dokumen"
        with path.open("wb") as f:
            if isinstance(source, bytes):
                f.write(source)
            else:
                shutil.copyfileobj(source, f)
        yield path


class Folder:
    """What `read_folder` has read: iterates over the records, one at a time, in the order of their files.

    ``files``: what became of each file, by its name under the folder that was read.
    """

    def __init__(self, out: str) -> None:
        self._store = open_store(out)
        self.files: dict[str, Entri] = dict(sorted(load_done(self._store).items()))

    def __iter__(self) -> Iterator[SopRecord]:
        for entry in self.files.values():
            for name in entry.records:
                yield SopRecord.model_validate_json(self._store.read(name) or b"")

    def __len__(self) -> int:
        return sum(len(entry.records) for entry in self.files.values())


def read_folder(
    source: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    workers: int = 1,
    limits: Limits | None = None,
    ignore: Iterable[str] = (),
) -> Folder:
    """Reads a folder into the output folder ``out``, as ``sopap run`` does, and gives what is there.

    What ``out`` holds already and has not changed is not read again. Needs no ``if __name__`` guard:
    the reader processes do not import the calling script. Raises SopapError.
    """
    chosen = limits or Limits()
    run(
        RunOptions(
            source=os.fspath(source),
            out=os.fspath(out),
            workers=workers,
            timeout=chosen.seconds,
            memory_mb=chosen.memory_mb,
            recycle=chosen.recycle,
            ignore=tuple(ignore),
        )
    )
    return Folder(os.fspath(out))


def to_pandas(records: Iterable[SopRecord]) -> dict[str, pd.DataFrame]:
    """Tables by name, such as "sop", "langkah" and "alur": those of ``sopap export``.

    docs/kamus-data.md tells their columns. Raises DependencyError without the extra `dataset`.
    """
    from sopap.export.rows import batches
    from sopap.export.tables import TABLES
    from sopap.extras import needed

    pandas = needed("pandas", "dataset")
    rows: dict[str, list[tuple[object, ...]]] = {table.name: [] for table in TABLES}
    for batch in batches(records):
        for name, some in batch.items():
            rows[name] += some
    return {t.name: pandas.DataFrame(rows[t.name], columns=[c.name for c in t.columns]) for t in TABLES}
