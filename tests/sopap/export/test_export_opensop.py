"""openSOP: a real PostgreSQL with the tables its routes use, loaded twice, updated, queried back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from schemas.record import SopRecord
from sopap.export import Options, export
from sopap.export.activities import activities
from sopap.export.opensop import UNKNOWN_OFFICE, UNREAD
from tests.support import synthetic

# The tables that an import fills, without the columns that no import fills.
OPENSOP = """
CREATE TYPE "UserRole" AS ENUM ('ADMIN', 'SUPERVISOR', 'STAFF', 'USER');
CREATE TYPE "UserStatus" AS ENUM ('ACTIVE', 'INACTIVE', 'SUSPENDED');
CREATE TYPE "SOPStatus" AS ENUM ('DRAFT', 'REVIEW', 'APPROVED', 'ACTIVE', 'REJECTED', 'REVISION', 'ARCHIVED',
  'OBSOLETE');
CREATE TYPE "SOPComplexity" AS ENUM ('SIMPLE', 'MODERATE', 'COMPLEX');
CREATE TABLE departments (id text PRIMARY KEY, code text NOT NULL UNIQUE, name text NOT NULL,
  description text, parent_id text REFERENCES departments, is_active boolean NOT NULL DEFAULT true,
  created_at timestamp(3) NOT NULL DEFAULT now(), updated_at timestamp(3) NOT NULL);
CREATE TABLE users (id text PRIMARY KEY, username text NOT NULL UNIQUE, email text NOT NULL UNIQUE,
  password text NOT NULL, full_name text NOT NULL, nip text UNIQUE, role "UserRole" NOT NULL DEFAULT 'USER',
  status "UserStatus" NOT NULL DEFAULT 'ACTIVE', department_id text REFERENCES departments,
  created_at timestamp(3) NOT NULL DEFAULT now(), updated_at timestamp(3) NOT NULL);
CREATE TABLE actors (id text PRIMARY KEY, code text NOT NULL UNIQUE, name text NOT NULL, position text,
  description text, department_id text NOT NULL REFERENCES departments, email text, phone text,
  is_active boolean NOT NULL DEFAULT true, created_at timestamp(3) NOT NULL DEFAULT now(),
  updated_at timestamp(3) NOT NULL);
CREATE TABLE sop_documents (id text PRIMARY KEY, sop_number text NOT NULL UNIQUE, title text NOT NULL,
  description text, purpose text, scope text, status "SOPStatus" NOT NULL DEFAULT 'DRAFT',
  complexity "SOPComplexity" NOT NULL DEFAULT 'MODERATE',
  department_id text NOT NULL REFERENCES departments, current_version_id text UNIQUE,
  version_number integer NOT NULL DEFAULT 1, effective_date timestamp(3), review_date timestamp(3),
  tags text[] DEFAULT ARRAY[]::text[], keywords text[] DEFAULT ARRAY[]::text[],
  "references" text[] DEFAULT ARRAY[]::text[], involved_actor_ids text[] DEFAULT ARRAY[]::text[],
  tabular_steps jsonb, flowchart_data jsonb, legal_basis text, executor_qualification text, equipment text,
  warnings text, record_keeping text, created_by_id text NOT NULL REFERENCES users, updated_by_id text,
  created_at timestamp(3) NOT NULL DEFAULT now(), updated_at timestamp(3) NOT NULL);
CREATE TABLE sop_versions (id text PRIMARY KEY,
  sop_id text NOT NULL REFERENCES sop_documents ON DELETE CASCADE, version_number integer NOT NULL,
  major_version integer NOT NULL, minor_version integer NOT NULL, content text, "bpmnXml" text,
  "changeLog" text, tabular_steps jsonb, flowchart_data jsonb, document_path text,
  is_published boolean NOT NULL DEFAULT false, created_by_id text NOT NULL REFERENCES users,
  created_at timestamp(3) NOT NULL DEFAULT now(), UNIQUE (sop_id, version_number));
ALTER TABLE sop_documents ADD FOREIGN KEY (current_version_id) REFERENCES sop_versions ON DELETE SET NULL;
"""


def twin(region: int) -> SopRecord:
    """Two offices' SOPs with one number."""
    base = synthetic.straight()
    return synthetic.make("Kembar", 2, list(base.langkah), list(base.alur), region, "K-1")


def load(db: Any, folder: Path, *records: SopRecord) -> None:
    synthetic.write_records(list(records), folder / "in")
    export(folder / "in", "opensop", folder / "opensop.sql")
    db.execute((folder / "opensop.sql").read_bytes())


@pytest.fixture
def db(postgres_url: str) -> Any:
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(OPENSOP)
        yield connection


def rows(db: Any, query: str) -> list[Any]:
    return [r[0] if len(r) == 1 else r for r in db.execute(query).fetchall()]


def test_loads_twice_and_shows_steps_actors_and_next_steps(db: Any, tmp_path: Path) -> None:
    records = [*synthetic.all_kinds(), twin(0), twin(1)]
    for _ in range(2):
        load(db, tmp_path, *records)
    assert rows(db, "SELECT count(*) FROM sop_documents") == [len(records)]
    assert rows(db, "SELECT count(*) FROM sop_versions WHERE \"bpmnXml\" LIKE '%bpmn:process%'") == [
        len(records)
    ]
    assert rows(db, "SELECT count(*) FROM sop_documents WHERE current_version_id IS NULL") == [0]
    loop = synthetic.looping()
    (steps,) = rows(db, f"SELECT tabular_steps FROM sop_documents WHERE title = '{loop.nama_sop}'")
    decision = next(s for s in steps if s["tipeSimbol"] == "BELAH_KETUPAT")
    by_id = {s["id"]: s for s in steps}
    assert by_id[decision["nextActivityYes"]]["noKegiatan"] == 3
    assert by_id[decision["nextActivityNo"]]["noKegiatan"] == 1
    assert (decision["actor"], decision["mutu_waktu"]) == ("Sekretaris", "Sesuai jadwal")


def test_every_symbol_is_an_activity_that_both_readers_take(db: Any, tmp_path: Path) -> None:
    records = synthetic.all_kinds()
    load(db, tmp_path, *records)
    known = set(rows(db, "SELECT id FROM actors"))
    for record in records:
        (steps,) = (
            rows(
                db,
                "SELECT d.tabular_steps FROM sop_documents d JOIN sop_versions v ON v.sop_id = d.id"
                f" WHERE v.document_path = '{record.sumber.berkas}'",
            )
            if record.langkah
            else ([],)
        )
        assert len(steps) == len(activities(record))
        for step in steps:
            assert isinstance(step["step_id"], int) and step["activity"] and step["actor"]
            assert step["aktorId"] in known or step["actor"] == UNREAD
            ids = {s["id"] for s in steps}
            assert {step["nextActivityYes"], step["nextActivityNo"]} - {None} <= ids


def test_a_renamed_or_rescanned_file_updates_its_sop(db: Any, tmp_path: Path) -> None:
    old = synthetic.straight()
    numbered = old.model_copy(update={"nomor_sop": "A/1"})
    load(db, tmp_path / "a", numbered)
    db.execute("UPDATE sop_documents SET status = 'ACTIVE'")
    source = old.sumber.model_copy(update={"berkas": "pindai-ulang.pdf", "sha256": "f" * 64})
    again = numbered.model_copy(update={"id": "pindai-ulang-00000000", "sumber": source, "nama_sop": "Baru"})
    load(db, tmp_path / "b", again)
    assert rows(db, "SELECT sop_number, title, status::text FROM sop_documents") == [
        ("A/1", "Baru", "ACTIVE")
    ]
    renumbered = again.model_copy(update={"nomor_sop": "A/2"})
    load(db, tmp_path / "c", renumbered)
    assert rows(db, "SELECT sop_number, title FROM sop_documents") == [("A/2", "Baru")]


def test_a_title_alone_makes_no_two_sops_one(db: Any, tmp_path: Path) -> None:
    """Offices that were not read are not one office."""
    base = synthetic.straight().model_copy(update={"instansi": None, "nomor_sop": None})
    source = base.sumber.model_copy(update={"berkas": "lain.pdf", "sha256": "f" * 64})
    other = base.model_copy(update={"id": "lain-00000000", "sumber": source})
    for name, record in (("a", base), ("b", other)):
        load(db, tmp_path / name, record)
    assert rows(db, "SELECT count(*) FROM sop_documents") == [2]


def test_two_sops_of_one_title_in_one_export_are_both_kept(db: Any, tmp_path: Path) -> None:
    one = synthetic.straight().model_copy(update={"nomor_sop": "A/1"})
    source = one.sumber.model_copy(update={"berkas": "lain.pdf", "sha256": "f" * 64})
    two = one.model_copy(update={"id": "lain-00000000", "sumber": source, "nomor_sop": "A/2"})
    for _ in range(2):
        load(db, tmp_path, one, two)
    assert rows(db, "SELECT sop_number FROM sop_documents ORDER BY sop_number") == ["A/1", "A/2"]


def test_stand_ins_are_told_and_dates_are_never_invented(db: Any, tmp_path: Path) -> None:
    load(db, tmp_path, *synthetic.all_kinds(), twin(0), twin(1))
    with (tmp_path / "opensop.sql.catatan.csv").open(encoding="utf-8-sig", newline="") as handle:
        notes = {(n["sop_id"], n["kolom"]): n["isi"] for n in csv.DictReader(handle)}
    assert notes[(twin(0).id, "sop_documents.sop_number")].startswith("K-1 [")
    assert notes[(synthetic.bare().id, "departments.name")] == UNKNOWN_OFFICE
    undated = sum(r.tanggal_efektif is None for r in (*synthetic.all_kinds(), twin(0), twin(1)))
    assert rows(db, "SELECT count(*) FROM sop_documents WHERE effective_date IS NULL") == [undated]
    assert rows(db, "SELECT status::text, password FROM users") == [("INACTIVE", "!")]


def test_the_owner_is_the_named_user_or_the_import_stops(db: Any, tmp_path: Path) -> None:
    import psycopg

    synthetic.write_records([synthetic.straight()], tmp_path / "in")
    export(tmp_path / "in", "opensop", tmp_path / "a.sql", Options(pengguna="siti"))
    text = (tmp_path / "a.sql").read_bytes()
    with pytest.raises(psycopg.errors.RaiseException, match="pengguna siti"):
        db.execute(text)
    db.execute("ROLLBACK")
    db.execute(
        "INSERT INTO users (id, username, email, password, full_name, updated_at)"
        " VALUES ('u1', 'siti', 's@x', 'x', 'Siti', now())"
    )
    db.execute(text)
    assert rows(db, "SELECT DISTINCT created_by_id FROM sop_documents") == ["u1"]
    assert rows(db, "SELECT username FROM users") == ["siti"]
