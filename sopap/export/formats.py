"""The formats of ``sopap export`` and the options of a dataset, without the engines behind them.

The command line imports this for its help, so nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from normalize.konvensi import Konvensi

Kind = Literal["folder", "file", "url"]


@dataclass(frozen=True, slots=True)
class Lisensi:
    """A licence as a Data Package states it; the default says that none has been stated."""

    nama: str = "notspecified"
    judul: str = "Lisensi belum dinyatakan"
    alamat: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the exporter is told about the dataset.

    ``versi`` None: the content's fingerprint. ``konvensi`` None: ``normalize.konvensi.KONVENSI``.
    ``tanpa_nama``: the signatory's name, rank and NIP are left out. ``salinan``: SOPs of files with the same
    bytes count each. ``pengguna``: whose SOPs they are in openSOP. ``lebar``: the most letters that a column
    of SOPFlow holds, None: as its migrations deploy them.
    """

    judul: str = "SOP Administrasi Pemerintahan"
    dataset: str = ""  # name of the run in a database that holds several; "": its folder's name
    keep: bool = False  # SOPs that are no longer in the run stay in databases and folders
    versi: str | None = None
    lisensi: Lisensi = Lisensi()
    konvensi: Konvensi | None = None
    tanpa_nama: bool = False
    salinan: bool = False
    pengguna: str | None = None
    lebar: int | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One thing that ``export`` writes. ``default``: the target's name inside the output folder."""

    name: str
    help: str
    kind: Kind
    default: str
    module: str

    def writer(self) -> Callable[[Any, Path | str], None]:
        """``write_<name>`` of its module: from a stream of records to a target."""
        found = getattr(import_module(f"sopap.export.{self.module}"), f"write_{self.name}")
        return found  # type: ignore[no-any-return]


def _by_name(*formats: Format) -> dict[str, Format]:
    return {f.name: f for f in formats}


FORMATS = _by_name(
    Format("parquet", "a Parquet file per table", "folder", "parquet", "parquet"),
    Format("csv", "a CSV file per table, safe to open in a spreadsheet", "folder", "csv", "files"),
    Format("xlsx", "one Excel workbook, a sheet per table", "file", "sop.xlsx", "xlsx"),
    Format("periksa", "an Excel list of all doubts, to be filled in", "file", "periksa.xlsx", "periksa"),
    Format("rekap", "an Excel list per office: what each SOP lacks", "folder", "rekap", "rekap"),
    Format("jsonl", "one record per line", "file", "sop.jsonl", "files"),
    Format("sqlite", "an SQLite database with views", "file", "sop.sqlite", "databases"),
    Format("duckdb", "a DuckDB database with views", "file", "sop.duckdb", "databases"),
    Format("postgres", "a PostgreSQL database with views (URL)", "url", "", "databases"),
    Format("datapackage", "a Frictionless Data Package", "folder", "datapackage", "datapackage"),
    Format("bpmn", "a BPMN 2.0 diagram per SOP", "folder", "bpmn", "bpmn"),
    Format("mermaid", "a Mermaid flowchart per SOP", "folder", "mermaid", "mermaid"),
    Format("opensop", "SQL for openSOP's PostgreSQL database", "file", "opensop.sql", "opensop"),
    Format("sopflow", "SQL for SOPFlow's MariaDB database", "file", "sopflow.sql", "sopflow"),
)
