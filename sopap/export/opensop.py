"""Export as SQL for openSOP's PostgreSQL schema (ocidserver/openSOP, Prisma ``schema_new``).

One transaction of upserts. What its NOT NULL columns and unique keys force is written beside it in
``<target>.catatan.csv``: every value that stands in for one the source does not show.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from schemas.record import Langkah, SopRecord
from schemas.vocab import JenisSimbol
from sopap.export.files import csv_cell, csv_writer, whole_folder
from sopap.export.flow import Node, StepLink, read_flow, step_links
from sopap.export.records import RecordStream
from sopap.export.rows import clean

SPACE = uuid.UUID("5f0c1b52-6d0e-5c35-9f43-7a7d3a2f6b11")  # of the name-based ids (RFC 4122, version 5)
NO_DATE = date(1, 1, 1)
USER = "sopap"

# SOP-AP form values into openSOP's enum "TipeSimbol".
SYMBOLS = {
    JenisSimbol.KAPSUL: "KAPSUL",
    JenisSimbol.KOTAK: "KOTAK",
    JenisSimbol.BELAH_KETUPAT: "BELAH_KETUPAT",
    JenisSimbol.SEGILIMA: "SEGILIMA",
}


@dataclass(slots=True)
class Index:
    """What must be known of all records before the first is written."""

    numbers: Counter[str] = field(default_factory=Counter)
    by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    units: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Note:
    """One value that is not the source's: where, and why."""

    sop_id: str
    kolom: str
    isi: str
    alasan: str


def stable_id(*parts: object) -> str:
    return str(uuid.uuid5(SPACE, "\x1f".join(map(str, parts))))


def literal(value: object) -> str:
    """``value`` as an SQL literal for ``standard_conforming_strings``."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    return "'" + clean(str(value)).replace("'", "''") + "'"


def upsert(table: str, row: Mapping[str, object]) -> str:
    columns = ", ".join(f'"{c}"' for c in row)
    values = ", ".join("now()" if c == "updated_at" else literal(v) for c, v in row.items())
    changed = ", ".join(f'"{c}" = excluded."{c}"' for c in row if c not in ("id", "created_by_id"))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({values}) ON CONFLICT ("id") DO UPDATE SET {changed};'


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def index_of(stream: RecordStream) -> Index:
    index = Index()
    for record in stream:
        if record.nomor_sop:
            index.numbers[clean(record.nomor_sop)] += 1
        for name in (record.nama_sop, record.nomor_sop):
            if name:
                index.by_name[_same(name)].add(record.id)
    return index


def _unit(record: SopRecord, index: Index) -> tuple[str, Iterator[str]]:
    """The id of the record's unit, and the rows for it and its office where they are new."""
    region = record.daerah.kode if record.daerah else ""
    office = record.instansi or "Instansi tidak diketahui"
    office_id = stable_id("unit", region, office)
    unit_id = stable_id("unit", region, office, record.unit) if record.unit else office_id

    def rows() -> Iterator[str]:
        for own, name, parent in ((office_id, office, None), (unit_id, record.unit, office_id)):
            if own in index.units or name is None:
                continue
            index.units.add(own)
            code = f"{region or 'XX'}-{own[:8]}"
            row = {"id": own, "kode": code, "nama": name, "parent_id": parent, "updated_at": None}
            yield upsert("unit_kerja", row)

    return unit_id, rows()


def actor_name(record: SopRecord, column: str) -> tuple[str, str]:
    """(name for the register of actors, as printed): title and scope where known, else the label."""
    p = next(p for p in record.pelaksana if p.id == column)
    known = " ".join(part for part in (p.jabatan, p.lingkup) if part) if p.jabatan else ""
    return known or p.label or f"Kolom {p.id}", p.label


def _actors(record: SopRecord, unit_id: str, index: Index) -> tuple[dict[str, str], list[str]]:
    ids, rows = {}, []
    for p in record.pelaksana:
        name, label = actor_name(record, p.id)
        ids[p.id] = stable_id("aktor", unit_id, name)
        if ids[p.id] in index.actors:
            continue
        index.actors.add(ids[p.id])
        row = {"id": ids[p.id], "nama_jabatan": name, "unit_kerja_id": unit_id, "deskripsi": label}
        rows.append(upsert("aktor", {**row, "updated_at": None}))
    return ids, rows


def _number(record: SopRecord, index: Index, notes: list[Note]) -> str:
    printed = clean(record.nomor_sop or "")
    if printed and index.numbers[printed] == 1:
        return printed
    tail = hashlib.sha256(record.id.encode()).hexdigest()[:8]
    number = f"{printed} [{tail}]" if printed else f"TANPA-NOMOR/{tail}"
    reason = "nomor dipakai lebih dari satu SOP" if printed else "nomor tidak terbaca"
    notes.append(Note(record.id, "sop.nomor_sop", number, reason))
    return number


def _date(record: SopRecord, name: str, notes: list[Note]) -> str:
    value: date | None = getattr(record, name)
    if value is None:
        notes.append(
            Note(record.id, f"sop.{name}", NO_DATE.isoformat(), "tanggal tidak terbaca, kolom wajib")
        )
    return (value or NO_DATE).isoformat()


def _sop(record: SopRecord, unit_id: str, index: Index, notes: list[Note]) -> str:
    signer = record.disahkan_oleh
    row = {
        "id": stable_id("sop", record.id),
        "nomor_sop": _number(record, index, notes),
        "judul_sop": record.nama_sop or "",
        "unit_kerja_id": unit_id,
        "tanggal_pembuatan": _date(record, "tanggal_pembuatan", notes),
        "tanggal_revisi": record.tanggal_revisi,
        "tanggal_efektif": _date(record, "tanggal_efektif", notes),
        "pengesahan_oleh": (signer.nama or signer.jabatan or "") if signer else "",
        "dasar_hukum": "\n".join(law.teks for law in record.dasar_hukum),
        "maksud_tujuan": "",
        # Its own definition: TEKNIS has one executor, ADMINISTRATIF more.
        "jenis_sop": "TEKNIS" if len(record.pelaksana) == 1 else "ADMINISTRATIF",
        "peringatan": "\n".join(record.peringatan) or None,
        "kualifikasi_pelaksana": "\n".join(record.kualifikasi_pelaksana),
        "peralatan_perlengkapan": "\n".join(record.peralatan),
        "catatan_pendataan": "\n".join(record.pencatatan) or None,
        "file_sop_path": record.sumber.berkas,
        "status": "DRAFT",
        "created_by_id": stable_id("user", USER),
        "updated_at": None,
    }
    return upsert("sop", row)


def step_id(record: SopRecord, langkah: int) -> str:
    return stable_id("langkah", record.id, langkah)


def _remark(record: SopRecord, link: StepLink) -> str | None:
    """What one symbol and one next step per row cannot hold."""
    parts = [f"bersama {actor_name(record, n.pelaksana)[1]}" for n in link.lain if n.pelaksana]
    if link.utama.jenis is None:
        parts.insert(0, "simbol tidak terbaca")
    return "; ".join([*parts, *link.lebih]) or None


def _symbol(record: SopRecord, node: Node, notes: list[Note]) -> str:
    known = SYMBOLS.get(node.jenis) if node.jenis else None
    if known is None:
        reason = "simbol tidak terbaca, kolom wajib" if node.jenis is None else "bentuk di luar lima simbol"
        notes.append(Note(record.id, f"aktivitas_flowchart {node.langkah}.tipe_simbol", "KOTAK", reason))
    return known or "KOTAK"


def _activity(record: SopRecord, link: StepLink, actors: dict[str, str], notes: list[Note]) -> str:
    decision = link.utama.jenis is JenisSimbol.BELAH_KETUPAT
    step = next(s for s in record.langkah if s.urutan == link.langkah)

    def target(langkah: int | None) -> str | None:
        return step_id(record, langkah) if langkah is not None else None

    row = {
        "id": step_id(record, link.langkah),
        "sop_id": stable_id("sop", record.id),
        "no_kegiatan": link.langkah,
        "aktivitas_kegiatan": step.kegiatan,
        "tipe_simbol": _symbol(record, link.utama, notes),
        "aktor_id": actors.get(link.utama.pelaksana or ""),
        "keterangan_flow": _remark(record, link),
        "kondisi_keputusan": step.kegiatan if decision else None,
        "next_activity_id": target(link.berikut),
        "next_activity_yes": target(link.ya),
        "next_activity_no": target(link.tidak),
        "updated_at": None,
    }
    return upsert("aktivitas_flowchart", row)


def _standard(record: SopRecord, step: Langkah) -> str:
    m = step.mutu_baku
    row = {
        "id": stable_id("mutu_baku", record.id, step.urutan),
        "aktivitas_id": step_id(record, step.urutan),
        "persyaratan_kelengkapan": m.kelengkapan.teks,
        "waktu": m.waktu.teks,
        "output": m.output.teks,
        "keterangan": step.keterangan or None,
        "updated_at": None,
    }
    return upsert("mutu_baku", row)


def related(record: SopRecord, index: Index) -> list[str]:
    """Ids of the records that ``keterkaitan`` names, by exactly their title or number."""
    found = {other for item in record.keterkaitan for other in index.by_name.get(_same(item), ())}
    return sorted(found - {record.id})


def record_sql(record: SopRecord, index: Index, notes: list[Note]) -> Iterator[str]:
    """The statements for one record, parents first."""
    unit_id, unit_rows = _unit(record, index)
    yield from unit_rows
    actors, actor_rows = _actors(record, unit_id, index)
    yield from actor_rows
    yield _sop(record, unit_id, index, notes)
    # A re-run may find fewer steps; mutu_baku goes with its step.
    own = literal(stable_id("sop", record.id))
    last = len(record.langkah) and max(s.urutan for s in record.langkah)
    yield f'DELETE FROM "aktivitas_flowchart" WHERE "sop_id" = {own} AND "no_kegiatan" > {last};'
    for link in step_links(read_flow(record)):
        yield _activity(record, link, actors, notes)
    for step in record.langkah:
        yield _standard(record, step)


def _relations(pairs: list[tuple[str, str]]) -> Iterator[str]:
    for main, other in pairs:
        row = {
            "id": stable_id("keterkaitan", main, other),
            "sop_utama_id": stable_id("sop", main),
            "sop_terkait_id": stable_id("sop", other),
            "tipe_hubungan": "SOP_TERKAIT",
        }
        yield upsert("sop_keterkaitan", row)


def _user() -> str:
    """The account that the imported SOPs belong to: inactive, with no password that could match."""
    row = {
        "id": stable_id("user", USER),
        "username": USER,
        "email": f"{USER}@localhost",
        "password": "!",
        "full_name": "Impor sopap",
        "role": "USER",
        "status": "INACTIVE",
        "updated_at": None,
    }
    return upsert("users", row)


def write_opensop(stream: RecordStream, target: Path) -> None:
    """The SQL file ``target`` and ``<target>.catatan.csv``. Load with ``psql -v ON_ERROR_STOP=1 -f``."""
    index, relations = index_of(stream), []
    with whole_folder(target.parent) as work:
        remarks = work / f"{target.name}.catatan.csv"
        with (
            (work / target.name).open("w", encoding="utf-8", newline="\n") as out,
            remarks.open("w", encoding="utf-8-sig", newline="") as log,
        ):
            writer = csv_writer(log)
            writer.writerow(("sop_id", "kolom", "isi", "alasan"))
            out.write("BEGIN;\nSET LOCAL standard_conforming_strings = on;\n" + _user() + "\n")
            for record in stream:
                notes: list[Note] = []
                out.writelines(line + "\n" for line in record_sql(record, index, notes))
                relations += [(record.id, other) for other in related(record, index)]
                writer.writerows([csv_cell(v) for v in (n.sop_id, n.kolom, n.isi, n.alasan)] for n in notes)
            out.writelines(line + "\n" for line in _relations(relations))
            out.write("COMMIT;\n")
