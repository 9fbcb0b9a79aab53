"""The truth of a description, in the format of the hand-made truth files.

It is written down from the description. Only a row's page, and which connectors stand inside a
row, come from the layout, because the description leaves page breaks to it.
"""

from __future__ import annotations

from typing import Any

from tests.support.generate.draw import Plan, plan
from tests.support.generate.flow import Arrow, Node, arrows
from tests.support.generate.layout import printed_number
from tests.support.generate.model import TRUTH_KIND, Description, Prose, Sop, Waktu
from tests.support.generate.place import connectors_of
from tests.support.generate.prose import prose_pages

LISTS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")


def truth(description: Description) -> dict[str, Any]:
    """{"berkas", "sop": [...], "catatan": [...]} of the drawn document."""
    sops, page = [], 0
    for section in description.sections:
        if isinstance(section, Prose):
            page += prose_pages(section)
            continue
        planned = plan(section)
        sops.append(sop_truth(planned, page))
        page += planned.pages
    note = "digambar dari deskripsi (tests/support/generate); kebenaran ditulis dari deskripsi itu"
    return {"berkas": description.berkas, "sop": sops, "catatan": [note]}


def page_count(description: Description) -> int:
    return sum(prose_pages(s) if isinstance(s, Prose) else plan(s).pages for s in description.sections)


def sop_truth(planned: Plan, first_page: int) -> dict[str, Any]:
    sop = planned.sop
    lines = arrows(sop)
    return identity_truth(sop) | {
        "pelaksana": list(labels(sop).values()),
        "langkah": [row_truth(planned, i, first_page) for i in range(len(sop.langkah))],
        "alur": [[name(sop, a.start), name(sop, a.end), a.label] for a in lines if a.kind != "bebas"],
        "alur_bebas": [[name(sop, a.start), name(sop, a.end)] for a in lines if is_free(a)],
    }


def is_free(arrow: Arrow) -> bool:
    return arrow.kind == "bebas"


def identity_truth(sop: Sop) -> dict[str, Any]:
    who, by = sop.identitas, sop.identitas.disahkan_oleh
    days = (who.tanggal_pembuatan, who.tanggal_revisi, who.tanggal_efektif)
    made, revised, valid = (d.isoformat() if d else None for d in days)
    return {
        "nomor_sop": who.nomor_sop,
        "nama_sop": who.nama_sop,
        "instansi": who.instansi,
        "unit": who.unit,
        "tanggal_pembuatan": made,
        "tanggal_revisi": revised,
        "tanggal_efektif": valid,
        "disahkan_oleh": {
            "jabatan": by.jabatan,
            "nama": by.nama,
            "nip": by.nip.replace(" ", "") if by.nip else None,
        },
        **{key: list(getattr(who, key)) for key in LISTS},
    }


def labels(sop: Sop) -> dict[str, str]:
    """Executor key -> column name; with its group where the name alone would be ambiguous."""
    names = [e.label for e in sop.pelaksana]
    return {
        e.kunci: f"{e.kelompok} {e.label}" if e.kelompok and names.count(e.label) > 1 else e.label
        for e in sop.pelaksana
    }


def row_truth(planned: Plan, row: int, first_page: int) -> dict[str, Any]:
    sop, step = planned.sop, planned.sop.langkah[row]
    label = labels(sop)
    drawn = [[label[s.di], TRUTH_KIND[s.jenis]] for s in step.simbol]
    drawn += [[label[c.executor], TRUTH_KIND[c.kind]] for c in connectors_of(planned.flow, row)]
    shown = {key: one_line(str(getattr(step, key))) for key in ("kelengkapan", "output", "keterangan")}
    return {
        "nomor": printed_number(sop, row),
        "halaman": first_page + planned.table.page_of(row) + 1,
        "kegiatan": one_line(step.kegiatan),
        "simbol": drawn,
        "kelengkapan": shown["kelengkapan"],
        "waktu": step.waktu.teks,
        "waktu_min": bound(step.waktu, step.waktu.min),
        "waktu_maks": bound(step.waktu, step.waktu.maks),
        "output": shown["output"],
        "keterangan": shown["keterangan"],
    }


def bound(waktu: Waktu, value: float | None) -> list[Any] | None:
    return None if value is None else [int(value) if value == int(value) else value, waktu.satuan]


def one_line(text: str) -> str:
    return " ".join(text.split())


def name(sop: Sop, node: Node) -> str:
    """The row as its printed number, or as r<K> where that names no single row."""
    row, k = node
    printed = printed_number(sop, row)
    alone = printed and sum(printed_number(sop, i) == printed for i in range(len(sop.langkah))) == 1
    return f"{printed if alone else f'r{row + 1}'}@{labels(sop)[sop.langkah[row].simbol[k].di]}"
