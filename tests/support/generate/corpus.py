"""What stands in corpus/: every file, how it is made, and what it is for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.generate.data import (
    banggai,
    bone,
    gambar,
    karanganyar,
    kupang,
    limapuluhkota,
    office,
    simalungun,
    sleman,
    surat,
)
from tests.support.generate.draw import pdf_bytes
from tests.support.generate.export import export_truth, text_export
from tests.support.generate.model import Description
from tests.support.generate.scan import degrade
from tests.support.generate.truth import page_count, truth
from tests.support.generate.word_file import word_bytes
from tests.support.generate.workbook import workbook_bytes

WITHOUT_PAGES = ("teks", "docx", "xlsx")
ROOT = Path(__file__).resolve().parents[3] / "corpus"


@dataclass(frozen=True, slots=True)
class Sample:
    """``kind``: the contract's jenis of source; ``about``: the README's line."""

    path: str
    kind: str
    description: Description
    about: str
    make: Callable[[Description, Path], None]
    tell: Callable[[Description, str], dict[str, Any]]

    @property
    def sops(self) -> int:
        return len(self.description.sops)

    @property
    def pages(self) -> int:
        return 0 if self.kind in WITHOUT_PAGES else page_count(self.description)


def make_pdf(description: Description, path: Path) -> None:
    path.write_bytes(pdf_bytes(description))


def make_text(description: Description, path: Path) -> None:
    path.write_text(text_export(description), encoding="utf-8", newline="\n")


def make_scan(description: Description, path: Path) -> None:
    clean = path.with_suffix(".bersih")
    make_pdf(description, clean)
    try:
        degrade(clean, path, dpi=170, skew_deg=0.8, noise=3, jpeg_quality=45, shading=0.15, seed=7)
    finally:
        clean.unlink()


def make_word(description: Description, path: Path) -> None:
    path.write_bytes(word_bytes(description))


def make_workbook(description: Description, path: Path) -> None:
    path.write_bytes(workbook_bytes(description))


def tell_pdf(description: Description, berkas: str) -> dict[str, Any]:
    return truth(description) | {"berkas": berkas}


def tell_office(description: Description, berkas: str) -> dict[str, Any]:
    """The same truth without pages: an Office file has none before it is printed."""
    found = tell_pdf(description, berkas)
    for sop in found["sop"]:
        for row in sop["langkah"]:
            row["halaman"] = None
    return found


def pdf(description: Description, about: str) -> Sample:
    return Sample(description.berkas, "pdf", description, about, make_pdf, tell_pdf)


SAMPLES = (
    pdf(
        limapuluhkota.DOCUMENT,
        "Sekretariat DPRD Kabupaten Lima Puluh Kota: two worksheets without an identity block, "
        "title lines over and a signature under the table, days in the header only, SESUAI JADWAL"
        " as a time, composite executors.",
    ),
    pdf(
        banggai.DOCUMENT,
        "Sekretariat DPRD Kabupaten Banggai: minutes in the header only, rules as thin filled "
        "strips, open heads, a loop back, lists with dashes, an empty date.",
    ),
    pdf(
        karanganyar.DOCUMENT,
        "Sekretariat Daerah Kabupaten Karanganyar: a decree and its annex (no SOP) before two "
        "SOPs, mitred rules that are curves to a PDF reader, Ket inside Mutu Baku, a row without "
        "a number, a row cut by the page break, connectors inside the table.",
    ),
    pdf(
        simalungun.DOCUMENT,
        "Dinas Kominfo Kabupaten Simalungun: three SOPs with a title only, a row of column "
        "numbers, other header words each time (MUTU BUKU), filled symbols with words inside, "
        "labels that interrupt lines, dashes.",
    ),
    pdf(
        sleman.DOCUMENT,
        "Dinas Dukcapil Kabupaten Sleman: portrait, label : value identity on top of the table, "
        "no header on page 2, numbered connectors under and over the table, joint work lines, a "
        "list in two columns.",
    ),
    pdf(
        kupang.DOCUMENT,
        "Satpol PP Kota Kupang: executors in two groups with the same names, Output before Waktu,"
        " two symbols in a cell, a symbol over a column rule, a document shape, turned labels, "
        "lines cut by the page break.",
    ),
    pdf(
        bone.DOCUMENT,
        "Dinas Perdagangan Kabupaten Bone: dense rows, no rules between executors, solid black "
        "symbols, ellipses, lines on the rows' rules, a fork, a join, a loop over other columns.",
    ),
    pdf(
        gambar.TABEL,
        "Perpustakaan Kota Bitung: the whole step table is a picture on a page that is otherwise vector.",
    ),
    pdf(
        gambar.BAGAN,
        "Dinas Perikanan Kabupaten Belitung: vector table, its flowchart a picture.",
    ),
    Sample(
        "lombokutara-pindaian.pdf",
        "pindaian",
        gambar.SCANNED,
        "Kecamatan Tanjung, Kabupaten Lombok Utara: image only, 170 dpi, skewed, grain, uneven light, JPEG.",
        make_scan,
        tell_pdf,
    ),
    Sample(
        "banggai-ekspor.txt",
        "teks",
        banggai.DOCUMENT,
        "The Banggai sample as a tab-separated text export: symbols and arrows are lost.",
        make_text,
        export_truth,
    ),
    Sample(
        office.WORD.berkas,
        "docx",
        office.WORD,
        "Dinas Kearsipan Kabupaten Kendal: Word tables, floating shapes and connectors, a document shape.",
        make_word,
        tell_office,
    ),
    Sample(
        office.WORKBOOK.berkas,
        "xlsx",
        office.WORKBOOK,
        "Dinas Pariwisata Kabupaten Jembrana: a worksheet, merged cells, connectors tied to shapes.",
        make_workbook,
        tell_office,
    ),
    pdf(
        surat.DOCUMENT,
        "A letter about SOPs that holds none.",
    ),
)


def build(root: Path = ROOT) -> None:
    """Redraw everything under ``root``; the same bytes every time."""
    (root / "truth").mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        sample.make(sample.description, root / sample.path)
        told = sample.tell(sample.description, sample.path)
        name = Path(sample.path).stem + ".json"
        (root / "truth" / name).write_text(
            json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
        )
    (root / "manifest.csv").write_text(manifest(), encoding="utf-8", newline="\n")
    (root / "README.md").write_text(readme(), encoding="utf-8", newline="\n")


def manifest() -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("path", "kind", "pages", "sops"))
    writer.writerows((s.path, s.kind, s.pages, s.sops) for s in SAMPLES)
    return out.getvalue()


def readme() -> str:
    lines = [
        "# Sample documents",
        "",
        "Drawn by the project's own generator (`python -m tests.support.generate` redraws this folder, byte "
        "for byte).",
        "They imitate the layout habits of real offices; every sentence, name and number is made up "
        "for them.",
        "Origin and licence of all files: own work, under the project's licence. No real document is copied.",
        "",
        "`truth/<name>.json` holds what a perfect reader would find; it is written from the same "
        "descriptions",
        "(`tests/support/generate/data`), never read back from the drawing.",
        "`manifest.csv`: path, kind, pages, SOPs.",
        "",
        "| file | what it imitates and proves |",
        "|---|---|",
    ]
    lines += [f"| `{s.path}` | {s.about} |" for s in SAMPLES]
    return "\n".join(lines) + "\n"
