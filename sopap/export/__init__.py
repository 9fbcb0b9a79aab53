"""Records into tables, databases, diagrams and other systems: ``sopap export``.

``export()`` is the only call that commands need; ``FORMATS`` names what it can write.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sopap.errors import OutputError
from sopap.export.formats import FORMATS, Format, Lisensi, Options

if TYPE_CHECKING:
    from sopap.export.records import Metadata, Rejected

__all__ = ["FORMATS", "Exported", "Format", "Lisensi", "Options", "export"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where, and which files of the tree were no usable records."""

    target: str
    metadata: Metadata
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...] = ()


def records_folder(out: Path) -> Path:
    """The records of an output folder of `sopap run`; any other folder is taken as it is."""
    return out / "records" if (out / "records").is_dir() else out


def export_folder(out: Path) -> Path:
    """Where exports go by default: never among the records, which are read again next time."""
    return out / "export" if records_folder(out) != out else out.with_name(f"{out.name}-export")


def export(
    records_dir: Path, to: str, target: str | Path | None = None, options: Options | None = None
) -> Exported:
    """Writes the records under ``records_dir`` as format ``to`` to ``target``.

    ``records_dir``: an output folder of `sopap run`, or any tree of record JSON files.
    ``target``: a folder, file or URL by the format's kind; None: in ``export_folder``.
    Raises KeyError for an unknown format, InputError, OutputError, DependencyError.
    """
    from sopap.export.ours import Ours
    from sopap.export.records import RecordStream

    chosen = FORMATS[to]
    stream = RecordStream(records_folder(records_dir), options)
    if chosen.kind == "url":
        if not target:
            raise OutputError(f"--to {to} perlu --target dengan URL basis data.")
        place: str | Path = str(target)
    else:
        place = Path(target) if target else export_folder(records_dir) / chosen.default
    plain = isinstance(place, Path) and not target and chosen.module != "databases"  # those keep others' rows
    ours = Ours(records_dir, Path(place)) if plain else None
    notes = ours.make_way() if ours else ()
    try:
        chosen.writer()(stream, place)
        if ours:
            ours.note()
    except OSError as error:
        raise OutputError(f"--to {to}: {place} tidak dapat ditulis: {error}") from error
    return Exported(str(place), stream.metadata(), tuple(stream.rejected), (*notes, *stream.catatan))
