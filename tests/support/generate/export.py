"""A text export of a description: what is left of an SOP once its drawing is lost."""

from __future__ import annotations

from typing import Any

from tests.support.generate.identity import printed_fields, signed_lines
from tests.support.generate.layout import cell_text, lay_columns
from tests.support.generate.model import Description, Sop
from tests.support.generate.truth import LISTS, truth

HEADINGS = {
    "dasar_hukum": "Dasar Hukum",
    "kualifikasi_pelaksana": "Kualifikasi pelaksana",
    "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan/perlengkapan",
    "peringatan": "Peringatan",
    "pencatatan": "Pencatatan dan pendataan",
}


def text_export(description: Description) -> str:
    """Tab-separated tables: header of two lines, one line a row, executor cells empty."""
    return "\n\n".join(export_sop(sop) for sop in description.sops) + "\n"


def export_sop(sop: Sop) -> str:
    lines = [" ".join(sop.identitas.kepala)]
    for n, (label, value) in enumerate(printed_fields(sop)):
        signed = "  ".join(t for t in signed_lines(sop.identitas) if t)
        lines.append(f"{label}\t{signed if n == 4 else value}")
    for key in LISTS:
        lines += [HEADINGS[key], " ".join(f"- {item}" for item in getattr(sop.identitas, key))]
    lines += ["", f"SOP {sop.identitas.nama_sop}", ""]
    return "\n".join(lines + table_lines(sop))


def table_lines(sop: Sop) -> list[str]:
    columns = lay_columns(sop, sop.style.size)
    tops = [c.path[0] for c in columns]
    first = [t if i == 0 or t != tops[i - 1] else "" for i, t in enumerate(tops)]
    second = [c.path[-1] if len(c.path) > 1 else "" for c in columns]
    rows = [
        ["" if c.executor else " ".join(cell_text(sop, i, c.field).split()) for c in columns]
        for i in range(len(sop.langkah))
    ]
    return ["\t".join(cells) for cells in (first, second, *rows)]


def export_truth(description: Description, berkas: str) -> dict[str, Any]:
    """The same truth without what the export has lost: pages, symbols, arrows."""
    found = truth(description)
    for sop in found["sop"]:
        sop |= {"alur": [], "alur_bebas": []}
        for row in sop["langkah"]:
            row |= {"halaman": None, "simbol": []}
    note = "ekspor teks: halaman, simbol dan alur hilang dari sumbernya"
    return found | {"berkas": berkas, "catatan": [*found["catatan"], note]}
