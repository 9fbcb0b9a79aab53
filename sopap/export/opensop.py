"""Export as SQL for openSOP (ocidserver/openSOP; PostgreSQL, the schema that its routes use).

One transaction that may be loaded again: an SOP is found by its number, then by its title and office, and
updated; who owns it and how far it is approved stays. Every value that stands in for one that the source does
not show, because a column demands it, is written beside it in ``<target>.catatan.csv``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.record import SopRecord
from schemas.vocab import JenisSimbol
from sopap.export.activities import Activity, activities
from sopap.export.bpmn import bpmn
from sopap.export.files import csv_cell, csv_writer, stand_ins_told, whole_folder
from sopap.export.identity import Index, index_of, number_of, stable_id, titled
from sopap.export.records import RecordStream
from sopap.visible import visible

USER = "impor"  # the account that SOPs are created by: disabled, without a password that could match
UNKNOWN_OFFICE = "Instansi tidak diketahui"
UNREAD = "Pelaksana tidak terbaca"
SYMBOLS = {
    JenisSimbol.KAPSUL: "KAPSUL",
    JenisSimbol.KOTAK: "KOTAK",
    JenisSimbol.BELAH_KETUPAT: "BELAH_KETUPAT",
    JenisSimbol.SEGILIMA: "SEGILIMA",
}
ROW, COLUMN = 120, 220  # pixels between the nodes of the flowchart's drawing


@dataclass(frozen=True, slots=True)
class Note:
    """One value that is not the source's: where, and why."""

    sop_id: str
    kolom: str
    isi: str
    alasan: str


class Sql(str):
    """An expression, not a text: written as it is."""


def literal(value: object) -> str:
    """``value`` as an SQL literal for ``standard_conforming_strings``."""
    if isinstance(value, Sql):
        return value
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"ARRAY[{', '.join(map(literal, value))}]::text[]"
    if isinstance(value, dict | tuple):
        return "'" + json.dumps(value, ensure_ascii=False).replace("'", "''") + "'::jsonb"
    return "'" + visible(str(value)).replace("'", "''") + "'"


def insert(table: str, row: Mapping[str, object], conflict: str, keep: tuple[str, ...] = ("id",)) -> str:
    """An upsert; columns in ``keep`` stay as they are in a row that is known."""
    columns = ", ".join(f'"{c}"' for c in row)
    values = ", ".join(map(literal, row.values()))
    changed = ", ".join(f'"{c}" = excluded."{c}"' for c in row if c not in keep)
    action = f"ON CONFLICT ({conflict}) DO UPDATE SET {changed}"
    return f'INSERT INTO "{table}" ({columns}) VALUES ({values}) {action};'


NOW = Sql("now()")


def _department(record: SopRecord, known: set[str]) -> tuple[str, Iterator[str]]:
    """The id of the record's unit, and the rows for it and its office where they are new."""
    region = record.daerah.kode if record.daerah else ""
    office = record.instansi or UNKNOWN_OFFICE
    office_id = stable_id("departemen", region, office)
    unit_id = stable_id("departemen", region, office, record.unit) if record.unit else office_id

    def rows() -> Iterator[str]:
        for own, name, parent in ((office_id, office, None), (unit_id, record.unit, office_id)):
            if own in known or name is None:
                continue
            known.add(own)
            row = {"id": own, "code": f"{region or 'XX'}-{own[:8]}", "name": name, "parent_id": parent}
            yield insert("departments", {**row, "updated_at": NOW}, '"id"', ("id", "code"))

    return unit_id, rows()


def _actors(record: SopRecord, department: str, known: set[str]) -> tuple[dict[str, str], list[str]]:
    """Ids of the executors by column, and the rows of those that are new."""
    ids, rows = {}, []
    for p in record.pelaksana:
        position = " ".join(part for part in (p.jabatan, p.lingkup) if part) if p.jabatan else None
        own = ids[p.id] = stable_id("aktor", department, p.kelompok or "", p.label or p.id)
        if own not in known:
            known.add(own)
            row = {"id": own, "code": f"IMPOR-{own[:8]}", "name": p.label or p.id, "position": position}
            row |= {"description": p.kelompok, "department_id": department}
            rows.append(insert("actors", {**row, "updated_at": NOW}, '"id"', ("id", "code")))
    return ids, rows


def _steps(record: SopRecord, rows: list[Activity], actors: Mapping[str, str]) -> list[dict[str, Any]]:
    """``tabular_steps``: each step with the keys of the write API and those of the detail page."""
    labels = {p.id: p.label or p.id for p in record.pelaksana}
    ids = {a.node.id: stable_id("langkah", record.id, a.node.id) for a in rows}
    steps = []
    for a in rows:
        m = a.langkah.mutu_baku
        steps.append(
            {
                "step_id": a.urutan,
                "activity": visible(a.langkah.kegiatan) or "-",
                "actor": visible(labels.get(a.node.pelaksana or "", "")) or UNREAD,
                "mutu_waktu": visible(m.waktu.teks),
                "mutu_output": visible(m.output.teks),
                "id": ids[a.node.id],
                "noKegiatan": a.urutan,
                "nomorTercetak": visible(a.langkah.nomor),
                "aktivitasKegiatan": visible(a.langkah.kegiatan),
                "tipeSimbol": SYMBOLS.get(a.jenis or JenisSimbol.LAIN, "KOTAK"),
                "aktorId": actors.get(a.node.pelaksana or ""),
                "nextActivityYes": ids.get(a.ya or ""),
                "nextActivityNo": ids.get(a.tidak or ""),
                "mutuBaku": {
                    "kelengkapan": visible(m.kelengkapan.teks),
                    "waktu": visible(m.waktu.teks),
                    "output": visible(m.output.teks),
                },
                "keterangan": "; ".join(t for t in (visible(a.langkah.keterangan), *a.lebih) if t),
            }
        )
    return steps


def _flowchart(record: SopRecord, steps: list[dict[str, Any]]) -> dict[str, Any]:
    lanes = [p.id for p in record.pelaksana]
    by_actor = {s["aktorId"]: i for i, s in enumerate(steps)}
    columns = {actor: n for n, actor in enumerate(sorted(by_actor, key=lambda a: by_actor[a]))}
    nodes = [
        {
            "id": s["id"],
            "type": s["tipeSimbol"],
            "label": s["aktivitasKegiatan"],
            "actorId": s["aktorId"],
            "position": {"x": COLUMN * columns[s["aktorId"]], "y": ROW * i},
        }
        for i, s in enumerate(steps)
    ]
    pairs = [
        (s["id"], s[key], label)
        for s in steps
        for key, label in (("nextActivityYes", "Ya"), ("nextActivityNo", "Tidak"))
        if s[key]
    ]
    decisions = {s["id"] for s in steps if s["tipeSimbol"] == "BELAH_KETUPAT"}
    connections = [
        {"id": f"{a}-{b}", "source": a, "target": b, "label": label if a in decisions else ""}
        for a, b, label in pairs
    ]
    return {"version": 1, "lanes": lanes, "nodes": nodes, "connections": connections}


def _document(record: SopRecord, department: str, index: Index, notes: list[Note]) -> dict[str, object]:
    number, why = number_of(record, index)
    if why:
        notes.append(Note(record.id, "sop_documents.sop_number", number, why))
    if not record.instansi:
        notes.append(
            Note(record.id, "departments.name", UNKNOWN_OFFICE, "instansi tidak terbaca, kolom wajib")
        )
    effective = record.tanggal_efektif or record.tanggal_pengesahan
    return {
        "id": index.sop_id(record.id),
        "sop_number": number,
        "title": record.nama_sop or "SOP tanpa judul",
        "department_id": department,
        "effective_date": effective.isoformat() if effective else None,
        "tags": ["impor", *([record.daerah.nama] if record.daerah else [])],
        "references": list(record.keterkaitan),
        "legal_basis": "\n".join(law.teks for law in record.dasar_hukum) or None,
        "executor_qualification": "\n".join(record.kualifikasi_pelaksana) or None,
        "equipment": "\n".join(record.peralatan) or None,
        "warnings": "\n".join(record.peringatan) or None,
        "record_keeping": "\n".join(record.pencatatan) or None,
        "updated_at": NOW,
    }


def _upsert_document(row: Mapping[str, object], owner: Sql, by_title: bool) -> Iterator[str]:
    """Update the SOP that is there by number, id, or (``by_title``) title and office; else insert it."""
    own, number, title = (literal(row[k]) for k in ("id", "sop_number", "title"))
    titled = f' OR (lower("title") = lower({title}) AND "department_id" = {literal(row["department_id"])})'
    found = (
        f'(SELECT "id" FROM "sop_documents" WHERE "sop_number" = {number} OR "id" = {own}'
        f"{titled if by_title else ''}"
        f' ORDER BY "sop_number" = {number} DESC, "id" = {own} DESC LIMIT 1)'
    )
    changed = ", ".join(f'"{c}" = {literal(v)}' for c, v in row.items() if c != "id")
    yield f'UPDATE "sop_documents" SET {changed} WHERE "id" = {found};'
    columns = ", ".join(f'"{c}"' for c in (*row, "created_by_id"))
    values = ", ".join(map(literal, (*row.values(), owner)))
    yield f'INSERT INTO "sop_documents" ({columns}) SELECT {values} WHERE NOT EXISTS {found};'


def record_sql(
    record: SopRecord, index: Index, known: set[str], owner: Sql, notes: list[Note]
) -> Iterator[str]:
    """The statements for one record, parents first. ``known``: ids of rows that are written already."""
    department, rows = _department(record, known)
    yield from rows
    actors, actor_rows = _actors(record, department, known)
    yield from actor_rows
    found = activities(record)
    notes += [
        Note(record.id, f"tabular_steps {a.urutan}", "KOTAK", "simbol tidak terbaca atau di luar lima simbol")
        for a in found
        if a.jenis not in SYMBOLS
    ]
    steps = _steps(record, found, actors)
    flow = _flowchart(record, steps)
    involved = list(dict.fromkeys(s["aktorId"] for s in steps if s["aktorId"]))
    row = _document(record, department, index, notes)
    content = {"tabular_steps": tuple(steps), "flowchart_data": flow}
    by_title = all(titled(record)) and index.titles[titled(record)] == 1
    yield from _upsert_document({**row, "involved_actor_ids": involved, **content}, owner, by_title)
    number = literal(row["sop_number"])
    sop = Sql(f'(SELECT "id" FROM "sop_documents" WHERE "sop_number" = {number})')
    version = {
        "id": stable_id("versi", row["id"]),
        "sop_id": sop,
        "version_number": 1,
        "major_version": 1,
        "minor_version": 0,
        "content": "",
        "bpmnXml": bpmn(record).decode(),
        "changeLog": f"Impor dari {record.sumber.berkas}",
        "document_path": record.sumber.berkas,
        "is_published": False,
        "created_by_id": owner,
        **content,
    }
    keep = ("id", "sop_id", "version_number", "is_published", "created_by_id")
    yield insert("sop_versions", version, '"sop_id", "version_number"', keep)
    yield (
        'UPDATE "sop_documents" SET "current_version_id" ='
        f' (SELECT "id" FROM "sop_versions" WHERE "sop_id" = {sop} AND "version_number" = 1)'
        f' WHERE "sop_number" = {number} AND "current_version_id" IS NULL;'
    )


def demanded(user: str) -> str:
    """Stops the import with a clear sentence where openSOP has no such user."""
    sentence = literal(f"openSOP tidak punya pengguna {user}; tidak ada yang diimpor.")
    return (
        f'DO $sopap$ BEGIN IF NOT EXISTS (SELECT 1 FROM "users" WHERE "username" = {literal(user)})'
        f" THEN RAISE EXCEPTION USING MESSAGE = {sentence}; END IF; END $sopap$;"
    )


def _user() -> str:
    row = {
        "id": stable_id("pengguna", USER),
        "username": USER,
        "email": f"{USER}@localhost",
        "password": "!",
        "full_name": "Impor SOP",
        "status": "INACTIVE",
        "updated_at": NOW,
    }
    return insert("users", row, '"username"', ("id", "password", "status"))


def write_opensop(stream: RecordStream, target: Path) -> None:
    """The SQL file ``target`` and ``<target>.catatan.csv``. Load with ``psql -v ON_ERROR_STOP=1 -f``."""
    index = index_of(stream)
    user = stream.options.pengguna or USER
    owner = Sql(f'(SELECT "id" FROM "users" WHERE "username" = {literal(user)})')
    known: set[str] = set()
    count = unknown = 0
    with whole_folder(target.parent) as work:
        remarks = work / f"{target.name}.catatan.csv"
        with (
            (work / target.name).open("w", encoding="utf-8", newline="\n") as out,
            remarks.open("w", encoding="utf-8-sig", newline="") as log,
        ):
            writer = csv_writer(log)
            writer.writerow(("sop_id", "kolom", "isi", "alasan"))
            out.write("BEGIN;\nSET LOCAL standard_conforming_strings = on;\n")
            out.write((demanded(user) if stream.options.pengguna else _user()) + "\n")
            for record in stream:
                notes: list[Note] = []
                out.writelines(line + "\n" for line in record_sql(record, index, known, owner, notes))
                writer.writerows([csv_cell(v) for v in (n.sop_id, n.kolom, n.isi, n.alasan)] for n in notes)
                count += len(notes)
                unknown += not record.instansi
            out.write("COMMIT;\n")
    stream.catatan += stand_ins_told(count, unknown, remarks.name)
