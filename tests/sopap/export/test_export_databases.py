"""SQLite, DuckDB and PostgreSQL: counts, keys, twice the same, fewer rows after a better reading."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from normalize.durasi_alur import menit_total
from schemas.record import BagianJabatan, SopRecord
from sopap.errors import OutputError
from sopap.export import Options, export
from sopap.export.flow import NO_ARROWS
from sopap.export.rows import record_rows
from sopap.export.sql import VIEWS, quoted
from sopap.export.tables import TABLES
from tests.support import synthetic

Query = Callable[[str], list[tuple[Any, ...]]]
Target = tuple[str, str, Callable[[], Any]]


@pytest.fixture(params=["sqlite", "duckdb", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """(format, target, connect)."""
    name = request.param
    if name == "sqlite":
        path = str(tmp_path / "sop.sqlite")
        return name, path, lambda: sqlite3.connect(path)
    if name == "duckdb":
        duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install sopap[export]")
        path = str(tmp_path / "sop.duckdb")
        return name, path, lambda: duckdb.connect(path)
    url = request.getfixturevalue("postgres_url")
    import psycopg

    return name, url, lambda: psycopg.connect(url)


def ask(target: Target, query: str) -> list[tuple[Any, ...]]:
    with closing(target[2]()) as db:
        return [tuple(row) for row in db.execute(query).fetchall()]


def dump(target: Target) -> dict[str, list[tuple[Any, ...]]]:
    return {t.name: ask(target, f'SELECT * FROM "{t.name}" ORDER BY {quoted(t.key)}') for t in TABLES}


def test_twice_gives_the_same_rows(target: Target, records: Path) -> None:
    export(records, target[0], target[1])
    first = dump(target)
    export(records, target[0], target[1])
    assert dump(target) == first
    assert len(first["sop"]) == 49
    assert ask(target, "SELECT nilai FROM dataset WHERE kunci = 'jumlah_sop'") == [("49",)]


def test_a_reread_record_replaces_its_rows_only(target: Target, tmp_path: Path) -> None:
    kept, read = synthetic.looping(), synthetic.straight()
    synthetic.write_records([kept, read], tmp_path / "a")
    export(tmp_path / "a", target[0], target[1])
    shorter = read.model_copy(update={"langkah": read.langkah[:2], "alur": read.alur[:1], "nama_sop": "Baru"})
    synthetic.write_records([shorter], tmp_path / "b")
    export(tmp_path / "b", target[0], target[1])
    counts = dict(ask(target, "SELECT sop_id, COUNT(*) FROM langkah GROUP BY sop_id"))
    assert counts == {kept.id: 4, read.id: 2}
    assert dict(ask(target, "SELECT sop_id, COUNT(*) FROM alur GROUP BY sop_id")) == {kept.id: 4, read.id: 1}
    assert ask(target, f"SELECT nama_sop FROM sop WHERE id = '{read.id}'") == [("Baru",)]


def test_a_database_of_an_earlier_version_gets_what_it_lacks(target: Target, records: Path) -> None:
    export(records, target[0], target[1])
    full = dump(target)
    with closing(target[2]()) as db:
        for view in reversed(VIEWS):
            db.execute(f'DROP VIEW "{view}"')
        db.execute('CREATE VIEW "v_langkah" AS SELECT kegiatan, sop_id FROM langkah')
        db.execute('CREATE VIEW "v_langkah_serupa" AS SELECT kegiatan FROM v_langkah')
        for table, column in (("sop", "menit_terpanjang"), ("langkah", "waktu_per")):
            db.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        db.commit()
    export(records, target[0], target[1])
    assert {name: len(rows) for name, rows in dump(target).items()} == {n: len(r) for n, r in full.items()}
    assert ask(target, "SELECT COUNT(menit_terpanjang) FROM sop")[0][0] > 0
    assert len(ask(target, "SELECT sop_id, berikutnya FROM v_langkah")) == len(full["langkah"])


def test_a_failure_leaves_the_database_as_it_was(
    target: Target, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthetic.write_records([synthetic.straight()], tmp_path / "a")
    export(tmp_path / "a", target[0], target[1])
    before = dump(target)

    def broken(*_: object) -> Iterator[object]:
        raise RuntimeError("cut")

    monkeypatch.setattr("sopap.export.rows.PairFinder.rows", broken)
    with pytest.raises(RuntimeError):
        export(records, target[0], target[1])
    assert dump(target) == before


def test_a_target_that_is_no_database_is_told(records: Path, tmp_path: Path) -> None:
    path = tmp_path / "sop.sqlite"
    path.write_text("this is a text, and long enough to be looked at as one" * 20)
    with pytest.raises(OutputError, match="not a database"):
        export(records, "sqlite", path)


def test_the_records_of_the_corpus(target: Target, corpus_run: Path) -> None:
    out = corpus_run / "out"
    paths = sorted((out / "records").rglob("*.json"))
    records = [SopRecord.model_validate_json(path.read_bytes()) for path in paths]
    export(out, target[0], target[1])
    first = dump(target)
    export(out, target[0], target[1])
    assert dump(target) == first
    expected = Counter(name for r in records for name, _ in record_rows(r))
    assert {name: len(rows) for name, rows in first.items()} == {**expected, "padanan": len(records)}
    ways = dict(ask(target, "SELECT id, menit_terpanjang FROM sop"))
    assert ways == {r.id: menit_total(r).panjang for r in records}


def test_views_answer(target: Target, tmp_path: Path) -> None:
    twins = [
        synthetic.make(
            "Surat Keluar", 2, list(synthetic.straight().langkah), list(synthetic.straight().alur), r
        )
        for r in (0, 1)
    ]
    synthetic.write_records([synthetic.looping(), *twins], tmp_path / "in")
    export(tmp_path / "in", target[0], target[1])
    minutes = {row[0]: row[4:] for row in ask(target, "SELECT * FROM v_menit_sop")}
    # Steps of 10, none, 30 and 40 minutes.
    assert minutes[synthetic.looping().id] == (4, 3, 80, 80, 80, 80, 0)
    roles = dict(ask(target, "SELECT jabatan, menit_maks FROM v_menit_jabatan"))
    assert roles["Kepala Subbagian"] == 50
    assert roles["Sekretaris"] == 2 * (20 + 30)
    handed = {(a, b): n for a, b, n, _ in ask(target, "SELECT * FROM v_serah_terima")}
    assert handed[("Kepala Dinas", "Sekretaris")] == 2
    assert handed[("Sekretaris", "Kepala Subbagian")] == 1
    untimed = ask(target, "SELECT langkah, waktu_jenis FROM v_langkah_tanpa_waktu")
    assert untimed == [(2, "jadwal")]
    same = ask(target, "SELECT sop_id, skor_judul, skor_langkah FROM v_sop_serupa")
    assert sorted(same) == sorted((t.id, 1, 1) for t in twins)
    assert all(ask(target, f'SELECT * FROM "{view}"') is not None for view in VIEWS)


def test_a_composite_executor_counts_for_each_of_its_roles(target: Target, tmp_path: Path) -> None:
    base = synthetic.straight()
    parts = tuple(BagianJabatan(label=n, jabatan=j) for n, j in (("Kabag", "Kepala Bagian"), ("Xyz", None)))
    joint = base.pelaksana[0].model_copy(update={"label": "Kabag, Xyz", "jabatan": None, "bagian": parts})
    synthetic.write_records(
        [base.model_copy(update={"pelaksana": (joint, *base.pelaksana[1:])})], tmp_path / "in"
    )
    export(tmp_path / "in", target[0], target[1])
    assert ask(target, "SELECT urutan, label, jabatan FROM pelaksana_bagian ORDER BY urutan") == [
        (1, "Kabag", "Kepala Bagian"),
        (2, "Xyz", None),
    ]
    assert dict(ask(target, "SELECT jabatan, menit_maks FROM v_menit_jabatan")) == {
        "Kepala Bagian": 10,
        "Xyz": 10,
        "Sekretaris": 50,
    }
    handed = ask(target, "SELECT dari, ke, jumlah FROM v_serah_terima ORDER BY dari")
    assert handed == [("Kepala Bagian", "Sekretaris", 1), ("Xyz", "Sekretaris", 1)]


def test_postgres_enforces_the_foreign_keys(postgres_url: str, records: Path) -> None:
    import psycopg

    export(records, "postgres", postgres_url)
    with psycopg.connect(postgres_url) as db:
        sop = db.execute("SELECT sop_id FROM langkah LIMIT 1").fetchone()
        db.execute("DELETE FROM sop WHERE id = %s", sop)
        left = db.execute("SELECT COUNT(*) FROM simbol WHERE sop_id = %s", sop).fetchone()
        assert left == (0,)
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            db.execute("INSERT INTO butir VALUES ('tidak-ada', 1, 'output', 1, 'x')")


def test_what_vanished_goes_unless_kept_or_held_by_another_run(target: Target, tmp_path: Path) -> None:
    one, two = synthetic.looping(), synthetic.straight()
    synthetic.write_records([one, two], tmp_path / "a")
    export(tmp_path / "a", target[0], target[1])
    synthetic.write_records([two], tmp_path / "b")
    export(tmp_path / "b", target[0], target[1])
    less = synthetic.write_records([one], tmp_path / "x" / "a")
    export(less, target[0], target[1], Options(keep=True))
    assert len(ask(target, "SELECT id FROM sop")) == 2
    (tmp_path / "y" / "a").mkdir(parents=True)
    export(tmp_path / "y" / "a", target[0], target[1])
    assert ask(target, "SELECT id FROM sop") == [(two.id,)]
    assert ask(target, "SELECT DISTINCT sop_id FROM langkah") == [(two.id,)]
    assert ask(target, "SELECT DISTINCT dataset FROM dataset ORDER BY dataset") == [("a",), ("b",)]


def test_the_same_sop_in_two_runs_is_found(target: Target, tmp_path: Path) -> None:
    """Two folders read apart into one database: a scan of the same SOP in another office is its pair."""
    base, again = synthetic.straight(), synthetic.looping()
    scan = base.sumber.model_copy(update={"sha256": "e" * 64, "berkas": "pindaian.pdf"})
    office = {"instansi": "Dinas Lain", "nomor_sop": "02/LAIN"}
    other = base.model_copy(update={"id": "pindaian-00000001", "sumber": scan, **office})
    synthetic.write_records([base, again], tmp_path / "a")
    synthetic.write_records([other], tmp_path / "b")
    for name in ("a", "b", "b"):
        export(tmp_path / name, target[0], target[1])
    assert len(ask(target, "SELECT DISTINCT kelompok FROM padanan")) == 2
    assert ask(target, "SELECT sop_id FROM v_sop_serupa ORDER BY sop_id") == sorted([(base.id,), (other.id,)])
    side = ask(target, "SELECT urutan, kegiatan FROM v_langkah_serupa ORDER BY urutan, sop_id")
    assert side == [(s.urutan, s.kegiatan) for s in base.langkah for _ in range(2)]


def test_flows_that_cannot_end_are_listed_with_their_places(target: Target, tmp_path: Path) -> None:
    records = [*synthetic.well_formed(), synthetic.broken_flow(), synthetic.no_symbols()]
    synthetic.write_records(records, tmp_path / "a")
    export(tmp_path / "a", target[0], target[1])
    found = ask(target, "SELECT sop_id, tempat, sebab FROM v_alur_tak_selesai ORDER BY sop_id")
    causes = {sop: (count, cause) for sop, count, cause in found}
    assert causes.keys() == {synthetic.broken_flow().id, synthetic.no_symbols().id}
    assert causes[synthetic.no_symbols().id] == (1, NO_ARROWS)
    count, cause = causes[synthetic.broken_flow().id]
    assert count == 2 and cause.startswith("Langkah 4: Tidak tercapai") and "Langkah 3: Tidak sampai" in cause


@pytest.mark.parametrize(
    "change",
    [
        {"instansi": None, "daerah": None},
        {"instansi": "DINAS CONTOH KOTA CONTOH"},
        {"instansi": "Dinas Contoh Kota Conton"},
    ],
    ids=["not read", "in capitals", "misread, with its number"],
)
def test_one_office_is_not_several(target: Target, tmp_path: Path, change: dict[str, object]) -> None:
    base = synthetic.straight()
    source = base.sumber.model_copy(update={"sha256": "e" * 64, "berkas": "pindaian.pdf"})
    again = base.model_copy(update={"id": "pindaian-00000001", "sumber": source, **change})
    synthetic.write_records([base, again], tmp_path / "a")
    export(tmp_path / "a", target[0], target[1])
    assert len(ask(target, "SELECT DISTINCT kelompok FROM padanan")) == 1
    assert ask(target, "SELECT sop_id FROM v_sop_serupa") == []


def test_files_of_vanished_sops_go_and_files_of_others_stay(tmp_path: Path) -> None:
    one, two = synthetic.looping(), synthetic.straight()
    synthetic.write_records([one, two], tmp_path / "a")
    export(tmp_path / "a", "mermaid", tmp_path / "mmd")
    (tmp_path / "mmd" / "catatan.txt").write_text("milik orang lain")
    synthetic.write_records([two], tmp_path / "b")
    export(tmp_path / "b", "mermaid", tmp_path / "mmd", Options(keep=True))
    assert (tmp_path / "mmd" / f"{one.id}.mmd").exists()
    export(tmp_path / "b", "mermaid", tmp_path / "mmd")
    assert sorted(p.name for p in (tmp_path / "mmd").iterdir()) == [
        ".sopap-ekspor",
        "catatan.txt",
        f"{two.id}.mmd",
    ]
