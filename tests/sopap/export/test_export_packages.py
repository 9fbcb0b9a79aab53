"""The Data Package by the frictionless tool, openSOP in a real PostgreSQL, SOPFlow by its widths."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemas.record import Pelaksana, SopRecord, Waktu
from schemas.vocab import JenisWaktu, Satuan
from sopap.export import Lisensi, Options, export
from sopap.export.opensop import NO_DATE, Index, stable_id, step_id
from sopap.export.sopflow import WIDTHS, Losses, duration, sopflow
from sopap.export.tables import TABLES
from tests.support import synthetic


def test_frictionless_finds_the_package_valid(records: Path, tmp_path: Path) -> None:
    pytest.importorskip("frictionless", reason="frictionless is not installed: pip install sopap[dev]")
    export(records, "datapackage", tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    report = json.loads(done.stdout)
    assert report["valid"], [t["errors"][:2] for t in report["tasks"] if t["errors"]]
    assert {t["name"]: t["stats"]["rows"] for t in report["tasks"]}["sop"] == 49
    assert len(report["tasks"]) == len(TABLES)


def test_the_descriptor_says_licence_and_sources(records: Path, tmp_path: Path) -> None:
    licence = Lisensi(
        "CC-BY-4.0", "Creative Commons Atribusi 4.0", "https://creativecommons.org/licenses/by/4.0/"
    )
    export(records, "datapackage", tmp_path, Options(versi="1.0", lisensi=licence))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert {"title": "Dinas Contoh Kota Contoh"} in package["sources"]
    assert package["version"] == "1.0"
    assert package["sopap"]["konvensi_waktu.menit_per_jam"] == "60"


# --- openSOP ---------------------------------------------------------------------------------

# Its tables as Prisma's schema_new makes them, without the columns that no import fills.
OPENSOP = """
CREATE TYPE "UserRole" AS ENUM ('ADMIN', 'SUPERVISOR', 'USER');
CREATE TYPE "UserStatus" AS ENUM ('ACTIVE', 'INACTIVE', 'SUSPENDED');
CREATE TYPE "JenisSOP" AS ENUM ('TEKNIS', 'ADMINISTRATIF');
CREATE TYPE "KlasifikasiCakupan" AS ENUM ('MAKRO', 'MIKRO');
CREATE TYPE "StatusSOP" AS ENUM ('DRAFT', 'REVIEW', 'APPROVED', 'ACTIVE', 'REVISION', 'ARCHIVED');
CREATE TYPE "TipeHubungan" AS ENUM ('SOP_LANJUTAN', 'SOP_PRASYARAT', 'SOP_TERKAIT', 'BAGIAN_DARI_MAKRO');
CREATE TYPE "TipeSimbol" AS ENUM ('KAPSUL', 'KOTAK', 'BELAH_KETUPAT', 'ANAK_PANAH', 'SEGILIMA');
CREATE TABLE users (id text PRIMARY KEY, username text NOT NULL UNIQUE, email text NOT NULL UNIQUE,
  password text NOT NULL, full_name text NOT NULL, role "UserRole" NOT NULL DEFAULT 'USER',
  status "UserStatus" NOT NULL DEFAULT 'ACTIVE', created_at timestamp(3) NOT NULL DEFAULT now(),
  updated_at timestamp(3) NOT NULL);
CREATE TABLE unit_kerja (id text PRIMARY KEY, kode text NOT NULL UNIQUE, nama text NOT NULL, deskripsi text,
  parent_id text REFERENCES unit_kerja, is_active boolean NOT NULL DEFAULT true,
  created_at timestamp(3) NOT NULL DEFAULT now(), updated_at timestamp(3) NOT NULL);
CREATE TABLE aktor (id text PRIMARY KEY, nama_jabatan text NOT NULL, unit_kerja_id text NOT NULL
  REFERENCES unit_kerja, tipe_kewenangan text, deskripsi text, created_at timestamp(3) NOT NULL DEFAULT now(),
  updated_at timestamp(3) NOT NULL, UNIQUE (nama_jabatan, unit_kerja_id));
CREATE TABLE sop (id text PRIMARY KEY, nomor_sop text NOT NULL UNIQUE, judul_sop text NOT NULL,
  unit_kerja_id text NOT NULL REFERENCES unit_kerja, tanggal_pembuatan timestamp(3) NOT NULL,
  tanggal_revisi timestamp(3), tanggal_efektif timestamp(3) NOT NULL, pengesahan_oleh text NOT NULL,
  dasar_hukum text NOT NULL, maksud_tujuan text NOT NULL, jenis_sop "JenisSOP" NOT NULL,
  klasifikasi_cakupan "KlasifikasiCakupan", peringatan text, kualifikasi_pelaksana text NOT NULL,
  peralatan_perlengkapan text NOT NULL, catatan_pendataan text, file_sop_path text,
  status "StatusSOP" NOT NULL DEFAULT 'DRAFT', created_by_id text NOT NULL REFERENCES users,
  created_at timestamp(3) NOT NULL DEFAULT now(), updated_at timestamp(3) NOT NULL);
CREATE TABLE sop_keterkaitan (id text PRIMARY KEY,
  sop_utama_id text NOT NULL REFERENCES sop ON DELETE CASCADE,
  sop_terkait_id text NOT NULL REFERENCES sop ON DELETE CASCADE, tipe_hubungan "TipeHubungan" NOT NULL,
  keterangan text, created_at timestamp(3) NOT NULL DEFAULT now(), UNIQUE (sop_utama_id, sop_terkait_id));
CREATE TABLE aktivitas_flowchart (id text PRIMARY KEY, sop_id text NOT NULL REFERENCES sop ON DELETE CASCADE,
  no_kegiatan integer NOT NULL, aktivitas_kegiatan text NOT NULL, tipe_simbol "TipeSimbol" NOT NULL,
  aktor_id text REFERENCES aktor, keterangan_flow text, kondisi_keputusan text, next_activity_id text,
  next_activity_yes text, next_activity_no text, created_at timestamp(3) NOT NULL DEFAULT now(),
  updated_at timestamp(3) NOT NULL, UNIQUE (sop_id, no_kegiatan));
CREATE TABLE mutu_baku (id text PRIMARY KEY, aktivitas_id text NOT NULL UNIQUE REFERENCES aktivitas_flowchart
  ON DELETE CASCADE, persyaratan_kelengkapan text NOT NULL, waktu text NOT NULL, output text NOT NULL,
  keterangan text, created_at timestamp(3) NOT NULL DEFAULT now(), updated_at timestamp(3) NOT NULL);
"""


def twin(region: int) -> SopRecord:
    """Two offices' SOPs with one number; the second names the first's title."""
    base = synthetic.straight()
    related = ("SOP Konsep Berulang",) if region else ()
    return synthetic.make(
        "Kembar", 2, list(base.langkah), list(base.alur), region, "K-1", keterkaitan=related
    )


@pytest.fixture
def opensop(postgres_url: str, tmp_path: Path) -> Any:
    import psycopg

    synthetic.write_records([*synthetic.all_kinds(), twin(0), twin(1)], tmp_path / "in")
    export(tmp_path / "in", "opensop", tmp_path / "opensop.sql")
    with psycopg.connect(postgres_url, autocommit=True) as db:
        db.execute(OPENSOP)
        for _ in range(2):
            db.execute((tmp_path / "opensop.sql").read_bytes())
        yield db


def test_opensop_loads_twice_and_answers(opensop: Any) -> None:
    def one(query: str) -> Any:
        return opensop.execute(query).fetchone()

    records = [*synthetic.all_kinds(), twin(0), twin(1)]
    assert one("SELECT COUNT(*) FROM sop") == (len(records),)
    steps = sum(len(r.langkah) for r in records)
    assert one("SELECT COUNT(*) FROM aktivitas_flowchart") == (steps,)
    assert one("SELECT COUNT(*) FROM mutu_baku") == (steps,)
    loop = synthetic.looping()
    decision = opensop.execute(
        "SELECT tipe_simbol::text, nama_jabatan, next_activity_yes, next_activity_no, waktu"
        " FROM aktivitas_flowchart a JOIN aktor k ON k.id = a.aktor_id"
        " JOIN mutu_baku m ON m.aktivitas_id = a.id"
        " WHERE a.sop_id = %s AND no_kegiatan = 2",
        (stable_id("sop", loop.id),),
    ).fetchone()
    assert decision == ("BELAH_KETUPAT", "Sekretaris", step_id(loop, 3), step_id(loop, 1), "Sesuai jadwal")
    follow = "SELECT COUNT(*) FROM aktivitas_flowchart a LEFT JOIN aktivitas_flowchart b ON b.id = "
    for column in ("next_activity_id", "next_activity_yes", "next_activity_no"):
        assert one(f"{follow} a.{column} WHERE a.{column} IS NOT NULL AND b.id IS NULL") == (0,)


def test_opensop_keeps_joint_workers_hostile_texts_and_relations(opensop: Any) -> None:
    joint = stable_id("sop", synthetic.joint().id)
    query = "SELECT keterangan_flow FROM aktivitas_flowchart WHERE sop_id = %s AND no_kegiatan = 2"
    assert opensop.execute(query, (joint,)).fetchone() == ("bersama Kepala Dinas; bersama Sekretaris",)
    texts = {row[0] for row in opensop.execute("SELECT aktivitas_kegiatan FROM aktivitas_flowchart")}
    assert {s.kegiatan for s in synthetic.hostile().langkah} <= texts
    pair = opensop.execute("SELECT sop_utama_id, sop_terkait_id FROM sop_keterkaitan").fetchall()
    assert pair == [(stable_id("sop", twin(1).id), stable_id("sop", synthetic.looping().id))]


def test_opensop_names_every_stand_in(opensop: Any, tmp_path: Path) -> None:
    with (tmp_path / "opensop.sql.catatan.csv").open(encoding="utf-8-sig", newline="") as handle:
        notes = {(n["sop_id"], n["kolom"]): n["isi"] for n in csv.DictReader(handle)}
    bare = synthetic.bare().id
    assert notes[(bare, "sop.tanggal_efektif")] == NO_DATE.isoformat()
    assert notes[(twin(0).id, "sop.nomor_sop")].startswith("K-1 [")
    assert notes[(twin(0).id, "sop.nomor_sop")] != notes[(twin(1).id, "sop.nomor_sop")]
    assert notes[(synthetic.no_symbols().id, "aktivitas_flowchart 1.tipe_simbol")] == "KOTAK"
    dated = opensop.execute("SELECT COUNT(*) FROM sop WHERE tanggal_pembuatan < '0002-01-01'").fetchone()
    assert dated == (sum(k[1] == "sop.tanggal_pembuatan" for k in notes),)


# --- SOPFlow ---------------------------------------------------------------------------------


def test_sopflow_fits_its_columns_and_lists_every_cut(records: Path, tmp_path: Path) -> None:
    export(records, "sopflow", tmp_path)
    files = sorted(tmp_path.glob("*.json"))
    assert len(files) == 49
    numbers = set()
    for path in files:
        content = json.loads(path.read_text(encoding="utf-8"))
        numbers.add(content["DetailSOP"]["nomorSOP"])
        assert len(content["DetailSOP"]["nomorSOP"]) <= WIDTHS["nomorSOP"]
        assert len(content["DetailSOP"]["namaLembaga"]) <= WIDTHS["namaLembaga"]
        names = [p["nama"] for p in content["Pelaksana"]]
        assert len(set(names)) == len(names) and max(map(len, names), default=0) <= 15
        for step in content["LangkahSOP"]:
            assert all(len(step[k]) <= w for k, w in WIDTHS.items() if k in step)
            assert step["satuanWaktu"] in ("m", "h", "d", "w", "mo", "y") and isinstance(step["waktu"], int)
            assert step["pelaksanaId"] in {p["pelaksanaId"] for p in content["Pelaksana"]}
        shortened = [c["menjadi"] for c in content["pemendekan"]]
        assert all(len(s) <= c["lebar"] for s, c in zip(shortened, content["pemendekan"], strict=True))
    assert len(numbers) == 49


def test_sopflow_keeps_the_whole_text_of_a_cut(tmp_path: Path) -> None:
    content = sopflow(synthetic.looping(), Index())
    step = content["LangkahSOP"][1]
    whole = synthetic.looping().langkah[1].kegiatan
    assert len(whole) <= 55 and step["kegiatan"] == whole
    lane = next(c for c in content["pemendekan"] if c["tempat"] == "DetailSOP/namaLembaga")
    assert lane["semula"] == "Dinas Contoh Kabupaten Contoh Utara"
    assert step["langkahSelanjutnyaYaId"] == step_id(synthetic.looping(), 3)
    assert step["langkahSelanjutnyaTidakId"] == step_id(synthetic.looping(), 1)
    assert step["jenis"] == "KEPUTUSAN"


def test_sopflow_keeps_lanes_apart_that_look_alike_when_cut() -> None:
    base = synthetic.straight()
    labels = ("Kepala Subbagian Umum", "Kepala Subbagian Keuangan", "Staf", "Staf")
    columns = tuple(Pelaksana(id=f"p{i}", label=label) for i, label in enumerate(labels, 1))
    content = sopflow(base.model_copy(update={"pelaksana": columns}), Index())
    names = [p["nama"] for p in content["Pelaksana"]]
    assert names == [
        "Kepala Subbagi…",
        "Kepala Subbag~2",
        "Staf",
        "Staf~2",
    ]
    assert len({p["pelaksanaId"] for p in content["Pelaksana"]}) == 4


@pytest.mark.parametrize(
    ("low", "high", "minutes", "expected", "noted"),
    [
        ((10, Satuan.MENIT), (10, Satuan.MENIT), 10, (10, "m"), False),
        ((2, Satuan.JAM), (2, Satuan.JAM), 120, (2, "h"), False),
        ((3, Satuan.HARI_KERJA), (3, Satuan.HARI_KERJA), 1350, (3, "d"), False),
        ((1, Satuan.MINGGU), (1, Satuan.MINGGU), 2250, (1, "w"), False),
        ((1, Satuan.BULAN), (1, Satuan.BULAN), 9000, (1, "mo"), False),
        ((1, Satuan.TAHUN), (1, Satuan.TAHUN), 108000, (1, "y"), False),
        ((1.5, Satuan.JAM), (1.5, Satuan.JAM), 90, (90, "m"), False),
        ((30, Satuan.DETIK), (30, Satuan.DETIK), 0.5, (1, "m"), True),
        ((10, Satuan.MENIT), (20, Satuan.MENIT), 20, (20, "m"), True),
        (None, (3, Satuan.HARI), 1350, (3, "d"), False),
        (None, None, None, (0, "m"), True),
    ],
)
def test_sopflow_durations(low: Any, high: Any, minutes: Any, expected: Any, noted: bool) -> None:
    losses = Losses()
    waktu = Waktu(
        teks="x",
        jenis=JenisWaktu.TETAP,
        min=low and low[0],
        satuan_min=low and low[1],
        maks=high and high[0],
        satuan_maks=high and high[1],
        menit_min=minutes,
        menit_maks=minutes,
    )
    assert duration(waktu, "w", losses) == expected
    assert bool(losses.stand_ins) is noted
