"""A text export of a description: what is left of an SOP once its drawing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
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


def header_rows(sop: Sop) -> tuple[list[str], list[str]]:
    """The two rows of a table's header; a group stands over its first column only."""
    columns = lay_columns(sop, sop.style.size)
    tops = [c.path[0] for c in columns]
    first = [t if i == 0 or t != tops[i - 1] else "" for i, t in enumerate(tops)]
    return first, [c.path[-1] if len(c.path) > 1 else "" for c in columns]


def body_rows(sop: Sop) -> list[list[str]]:
    columns = lay_columns(sop, sop.style.size)
    return [
        ["" if c.executor else " ".join(cell_text(sop, i, c.field).split()) for c in columns]
        for i in range(len(sop.langkah))
    ]


def table_lines(sop: Sop) -> list[str]:
    return ["\t".join(cells) for cells in (*header_rows(sop), *body_rows(sop))]


def markdown_export(description: Description) -> str:
    """Pipe tables; the identity block as "label: value" paragraphs and numbered lists."""
    return "\n".join(line for sop in description.sops for line in markdown_lines(sop))


def markdown_lines(sop: Sop) -> Iterator[str]:
    yield from (*sop.identitas.kepala, "")
    for n, (label, value) in enumerate(printed_fields(sop)):
        signed = [t for t in signed_lines(sop.identitas) if t]
        yield from (f"**{label}:** {signed.pop(0) if n == 4 and signed else value}", *signed * (n == 4), "")
    for key in LISTS:
        yield from (f"**{HEADINGS[key]}**", "")
        yield from (f"{n}. {item}" for n, item in enumerate(getattr(sop.identitas, key), 1))
        yield ""
    yield from (f"## SOP {sop.identitas.nama_sop}", "")
    first, second = header_rows(sop)
    for cells in (first, ["---"] * len(first), second, *body_rows(sop)):
        yield f"| {' | '.join(cells)} |"
    yield ""


def html_export(description: Description) -> str:
    """Tables with spans: the letterhead beside the fields, lists side by side, groups over executors."""
    body = "".join(html_identity(sop) + html_table(sop) for sop in description.sops)
    return f"<!DOCTYPE html><html><head><title>SOP</title></head><body>{body}</body></html>"


def html_identity(sop: Sop) -> str:
    fields = printed_fields(sop)
    rows = [f"<td>{escape(label)}</td><td>{escape(value)}</td>" for label, value in fields]
    signed = "<br>".join(escape(t) for t in signed_lines(sop.identitas) if t)
    rows[4] = f"<td>{escape(fields[4][0])}</td><td>{signed}</td>"
    rows[0] = f"<td rowspan={len(rows)}>{'<br>'.join(map(escape, sop.identitas.kepala))}</td>{rows[0]}"
    for left, right in zip(LISTS[::2], LISTS[1::2], strict=True):
        rows.append(f"<td>{HEADINGS[left]}</td><td colspan=2>{HEADINGS[right]}</td>")
        rows.append(f"<td>{html_list(sop, left)}</td><td colspan=2>{html_list(sop, right)}</td>")
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def html_list(sop: Sop, key: str) -> str:
    return "<ol>" + "".join(f"<li>{escape(item)}</li>" for item in getattr(sop.identitas, key)) + "</ol>"


def html_table(sop: Sop) -> str:
    paths = [c.path for c in lay_columns(sop, sop.style.size)]
    groups = [(top, list(own)) for top, own in groupby(paths, key=lambda p: p[0])]
    upper = "".join(
        f"<th{'' if len(own[0]) > 1 else ' rowspan=2'} colspan={len(own)}>{escape(top)}</th>"
        for top, own in groups
    )
    lower = "".join(f"<th>{escape(p[-1])}</th>" for p in paths if len(p) > 1)
    rows = ["".join(f"<td>{escape(t)}</td>" for t in row) for row in body_rows(sop)]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in (upper, lower, *rows)) + "</table>"


def export_truth(description: Description, berkas: str) -> dict[str, Any]:
    """The same truth without what the export has lost: pages, symbols, arrows."""
    found = truth(description)
    for sop in found["sop"]:
        sop |= {"alur": [], "alur_bebas": []}
        for row in sop["langkah"]:
            row |= {"halaman": None, "simbol": []}
    note = "ekspor teks: halaman, simbol dan alur hilang dari sumbernya"
    return found | {"berkas": berkas, "catatan": [*found["catatan"], note]}
