"""Command-line options that several commands share, declared once, with their help in both languages."""

from __future__ import annotations

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sopap.language import say


def _cores() -> int:
    """Cores that this process may use; where a system does not tell (macOS), those that there are."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


CORES = _cores()

READ = say("Read documents", "Membaca dokumen")
CHECK = say("Check results", "Memeriksa hasil")
USE = say("Use results", "Memakai hasil")
_LIMITS = say("Limits", "Batas")
_AGAIN = say("What to read", "Apa yang dibaca")
_HOW = say("What is told", "Apa yang ditampilkan")


def example(text: str) -> str:
    return f"{say('Example', 'Contoh')}: {text}"


class Kind(StrEnum):
    """What a printed text is to be read as."""

    JABATAN = "jabatan"
    WAKTU = "waktu"
    HUKUM = "hukum"


class PdfReader(StrEnum):
    """What reads the pages of a PDF."""

    FAST = "fast"
    PDFPLUMBER = "pdfplumber"


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help=say(
            "Folders, files, patterns such as '*.pdf', or one fsspec URL.",
            "Folder, berkas, pola seperti '*.pdf', atau satu URL fsspec.",
        ),
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="INPUT",
        help=say("Where the documents are; default: where they were read.", "Tempat dokumennya."),
    ),
]
Pages = Annotated[
    bool,
    typer.Option(
        "--pages",
        help=say("Write static pages of the most doubtful records instead.", "Tulis halaman statis saja."),
    ),
]
Host = Annotated[
    str,
    typer.Option(help=say("Address; any but loopback demands a token.", "Alamat; selain lokal perlu token.")),
]
Port = Annotated[int, typer.Option(min=0, max=65535, help=say("Port; 0: a free one.", "Porta; 0: bebas."))]
Browser = Annotated[bool, typer.Option(help=say("Open a browser.", "Buka peramban."))]
Output = Annotated[
    str, typer.Option("--out", "-o", help=say("Output folder or URL.", "Folder keluaran."), metavar="OUT")
]
OutputArgument = Annotated[
    str,
    typer.Argument(
        metavar="OUT", help=say("Folder that `sopap run --out` wrote.", "Folder keluaran sopap run.")
    ),
]
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help=say("Source documents.", "Dokumen sumber."))
]
File = Annotated[Path, typer.Argument(metavar="FILE", help=say("A source document.", "Dokumen sumber."))]
Folder = Annotated[
    Path,
    typer.Option(
        "--out", "-o", help=say("Folder for the pictures.", "Folder untuk gambarnya."), metavar="FOLDER"
    ),
]
Records = Annotated[
    Path,
    typer.Argument(metavar="RECORDS", help=say("Folder of records.", "Folder rekaman, mis. OUT/records.")),
]
TruthFolder = Annotated[
    Path, typer.Argument(metavar="TRUTH", help=say("Folder of truth files (*.json).", "Folder berkas kunci."))
]
Text = Annotated[
    str,
    typer.Option(
        "--explain", help=say("A label, time or law as printed.", "Teks seperti tercetak."), metavar="TEXT"
    ),
]
As = Annotated[Kind, typer.Option("--as", help=say("What to read it as.", "Dibaca sebagai apa."))]
Limit = Annotated[int, typer.Option(min=1, max=1000, help=say("How many records.", "Berapa rekaman."))]

Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        "-w",
        min=1,
        help=say(f"Reader processes; default here: {CORES}.", f"Proses pembaca; di sini: {CORES}."),
        rich_help_panel=_LIMITS,
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        min=1,
        help=say("Seconds that one page may take [300].", "Detik untuk satu halaman [300]."),
        rich_help_panel=_LIMITS,
    ),
]
Memory = Annotated[
    int | None,
    typer.Option(
        min=64,
        help=say("Megabytes that one file may take; default: by the machine.", "Megabita untuk satu berkas."),
        rich_help_panel=_LIMITS,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help=say("Dask scheduler to run on.", "Penjadwal Dask yang dipakai."),
        rich_help_panel=_LIMITS,
    ),
]
Reader = Annotated[
    PdfReader,
    typer.Option(
        help=say(
            "What reads PDF pages: ours, or pdfplumber, slower and the same.",
            "Pembaca halaman PDF: milik sendiri, atau pdfplumber yang lebih lambat.",
        ),
        rich_help_panel=_AGAIN,
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help=say("Read every file again.", "Baca lagi semua berkas."), rich_help_panel=_AGAIN
    ),
]
Siap = Annotated[
    float | None,
    typer.Option(
        "--siap",
        min=0,
        max=1,
        help=say(
            "How sure an SOP must be as a whole to be told as siap; the calibrated threshold if not given.",
            "Seberapa pasti sebuah SOP agar dinyatakan siap; biasanya ambang terkalibrasi.",
        ),
        rich_help_panel=_LIMITS,
    ),
]
Daerah = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=say(
            "Region of documents that print none, as 'Kabupaten Lima Puluh Kota'; by folder: sopap.toml.",
            "Daerah untuk dokumen yang tidak mencetaknya; per folder: sopap.toml.",
        ),
        rich_help_panel=_AGAIN,
    ),
]
Instansi = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=say(
            "Office of documents that print none; by folder: sopap.toml.",
            "Instansi untuk dokumen yang tidak mencetaknya; per folder: sopap.toml.",
        ),
        rich_help_panel=_AGAIN,
    ),
]
OnlyFailed = Annotated[
    bool,
    typer.Option(
        "--only-failed",
        help=say(
            "Of known files only those that were not read.", "Dari berkas lama, hanya yang tidak terbaca."
        ),
        rich_help_panel=_AGAIN,
    ),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        help=say(
            "Of known files only those changed since.", "Dari berkas lama, hanya yang berubah sejak itu."
        ),
        rich_help_panel=_AGAIN,
    ),
]
Add = Annotated[
    bool,
    typer.Option(
        "--add",
        help=say("Add another input to an output folder.", "Gabungkan masukan lain ke folder keluaran."),
        rich_help_panel=_AGAIN,
    ),
]
Prune = Annotated[
    bool,
    typer.Option(
        "--prune",
        help=say(
            "Move records of files that are gone to OUT/sampah.",
            "Pindahkan rekaman berkas yang sudah tidak ada ke OUT/sampah.",
        ),
        rich_help_panel=_AGAIN,
    ),
]
Password = Annotated[
    list[str] | None,
    typer.Option(
        "--password",
        help=say("Password to try on locked files; may be repeated.", "Kata sandi untuk berkas terkunci."),
        rich_help_panel=_AGAIN,
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help=say("Passwords to try, one a line.", "Berkas kata sandi, satu per baris."),
        rich_help_panel=_AGAIN,
    ),
]
ShowConfig = Annotated[
    bool,
    typer.Option(
        "--show-config",
        help=say(
            "Print the settings that hold, and stop.", "Tampilkan pengaturan yang berlaku, lalu berhenti."
        ),
        rich_help_panel=_HOW,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help=say("Only errors.", "Hanya kesalahan."), rich_help_panel=_HOW),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help=say("A line for each file.", "Satu baris untuk setiap berkas."),
        rich_help_panel=_HOW,
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json", help=say("For programs: JSON on stdout.", "JSON untuk program."), rich_help_panel=_HOW
    ),
]
State = Annotated[
    list[str] | None,
    typer.Option("--state", help=say("Only files in this state.", "Hanya berkas dengan keadaan ini.")),
]
Code = Annotated[
    list[str] | None,
    typer.Option("--code", help=say("Only files with this code.", "Hanya berkas dengan kode ini.")),
]
Match = Annotated[
    str | None,
    typer.Option("--file", metavar="PATTERN", help=say("Only files like this.", "Hanya berkas berpola ini.")),
]
All = Annotated[
    bool, typer.Option("--all", "-a", help=say("Every file, not only problems.", "Semua berkas."))
]


def passwords(given: list[str] | None, file: Path | None) -> tuple[str, ...]:
    """All passwords to try. Raises typer.BadParameter for a list that cannot be read."""
    listed: list[str] = []
    if file is not None:
        try:
            listed = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError) as e:
            raise typer.BadParameter(str(e), param_hint="--password-file") from e
    return tuple(p for p in (*(given or ()), *listed) if p)
