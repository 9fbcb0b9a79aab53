"""Command-line options that several commands share, declared once."""

from __future__ import annotations

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import psutil
import typer


def _cores() -> int:
    """Cores that this process may use; where a system does not tell (macOS), those that there are."""
    try:
        return len(psutil.Process().cpu_affinity())
    except AttributeError:
        return os.cpu_count() or 1


CORES = _cores()

READ, CHECK, USE = "Read documents", "Check results", "Use results"
_LIMITS, _AGAIN = "Limits", "What to do again"


class Kind(StrEnum):
    """What a printed text is to be read as."""

    JABATAN = "jabatan"
    WAKTU = "waktu"
    HUKUM = "hukum"


Source = Annotated[str, typer.Argument(metavar="INPUT", help="Folder, file or fsspec URL of the documents.")]
Output = Annotated[str, typer.Option("--out", "-o", help="Output folder or fsspec URL.", metavar="OUT")]
OutputArgument = Annotated[str, typer.Argument(metavar="OUT", help="Folder that `sopap run --out` wrote.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="One source document.")]
Folder = Annotated[Path, typer.Option("--out", "-o", help="Folder for the pictures.", metavar="FOLDER")]
Records = Annotated[Path, typer.Argument(metavar="RECORDS", help="Folder of records, such as OUT/records.")]
TruthFolder = Annotated[Path, typer.Argument(metavar="TRUTH", help="Folder of truth files (*.json).")]
Text = Annotated[str, typer.Option("--explain", help="A label, time or law as printed.", metavar="TEXT")]
As = Annotated[Kind, typer.Option("--as", help="What to read it as.")]

Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many records.")]

Workers = Annotated[
    int,
    typer.Option("--workers", "-w", min=1, help="Reader processes.", rich_help_panel=_LIMITS),
]
Timeout = Annotated[
    float, typer.Option(min=1, help="Seconds that one file may take.", rich_help_panel=_LIMITS)
]
Memory = Annotated[
    int, typer.Option(min=64, help="Megabytes that one file may take.", rich_help_panel=_LIMITS)
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Dask scheduler to run on.", rich_help_panel=_LIMITS),
]
Siap = Annotated[
    float | None,
    typer.Option(
        "--siap",
        min=0,
        max=1,
        help="How sure an SOP must be as a whole to be told as siap; the calibrated threshold if not given.",
        rich_help_panel=_LIMITS,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Read every file again.", rich_help_panel=_AGAIN)]
OnlyFailed = Annotated[
    bool,
    typer.Option("--only-failed", help="Of known files only the rejected.", rich_help_panel=_AGAIN),
]
Since = Annotated[
    datetime | None,
    typer.Option(help="Of known files only those changed since.", rich_help_panel=_AGAIN),
]
