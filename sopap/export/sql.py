"""The SQL that SQLite, DuckDB and PostgreSQL share: tables, upserts from a staging table, views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sopap.export.tables import TABLES, Table

Dialect = Literal["sqlite", "duckdb", "postgres"]

_TYPES: dict[Dialect, dict[str, str]] = {
    "sqlite": {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"},
    "duckdb": {
        "text": "VARCHAR",
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
    },
    "postgres": {
        "text": "text",
        "integer": "bigint",
        "number": "double precision",
        "boolean": "boolean",
        "date": "date",
    },
}

DATASET = (
    'CREATE TABLE IF NOT EXISTS "dataset" ("dataset" {text} NOT NULL, "kunci" {text} NOT NULL,'
    ' "nilai" {text} NOT NULL, PRIMARY KEY ("dataset", "kunci"))'
)
# Which run holds which SOP: what has vanished from one goes when no other one holds it.
MEMBERS = (
    'CREATE TABLE IF NOT EXISTS "keanggotaan" ("dataset" {text} NOT NULL, "sop_id" {text} NOT NULL,'
    ' PRIMARY KEY ("dataset", "sop_id"))'
)
# The steps whose words tell SOPs apart.
FIRST_STEPS = 'SELECT "sop_id", "kegiatan" FROM "langkah" WHERE "urutan" <= 40 ORDER BY "sop_id", "urutan"'
LEFT_OVER = 'SELECT "id" FROM "sop" WHERE "id" NOT IN (SELECT "sop_id" FROM "keanggotaan")'


def quoted(names: tuple[str, ...], before: str = "") -> str:
    return ", ".join(f'{before}"{name}"' for name in names)


def stage(table: Table) -> str:
    return f"sopap_{table.name}"


def create_table(table: Table, dialect: Dialect) -> str:
    types = _TYPES[dialect]
    lines = [f'"{c.name}" {types[c.kind]}{" NOT NULL" if c.wajib else ""}' for c in table.columns]
    lines.append(f"PRIMARY KEY ({quoted(table.key)})")
    # DuckDB checks a foreign key before the end of the transaction and refuses to update a row
    # that another one points to (its documentation, "Over-Eager Constraint Checking"), so an
    # upsert is impossible with them; the exporter itself sees that every reference holds.
    if dialect != "duckdb":
        lines += [
            f'FOREIGN KEY ({quoted(k.columns)}) REFERENCES "{k.table}" ({quoted(k.references)})'
            " ON DELETE CASCADE"
            for k in table.foreign
        ]
    return f'CREATE TABLE IF NOT EXISTS "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def create_index(table: Table) -> Iterator[str]:
    """Indexes on foreign keys that the primary key does not begin with."""
    for key in table.foreign:
        if table.key[: len(key.columns)] != key.columns:
            name = f"i_{table.name}_{'_'.join(key.columns)}"
            yield f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table.name}" ({quoted(key.columns)})'


def create_stage(table: Table, dialect: Dialect) -> str:
    types = _TYPES[dialect]
    columns = ", ".join(f'"{c.name}" {types[c.kind]}' for c in table.columns)
    # DuckDB refuses a key that was deleted and comes again in one transaction, and needs no index.
    key = "" if dialect == "duckdb" else f", PRIMARY KEY ({quoted(table.key)})"
    return f'CREATE TEMPORARY TABLE "{stage(table)}" ({columns}{key})'


def empty_stage(table: Table, dialect: Dialect) -> str:
    # PostgreSQL would keep every deleted row until the end of the transaction.
    return f'{"TRUNCATE TABLE" if dialect == "postgres" else "DELETE FROM"} "{stage(table)}"'


def create_all(dialect: Dialect) -> Iterator[str]:
    """Every table that a database needs before its first rows, each statement repeatable."""
    for table in TABLES:
        yield create_table(table, dialect)
        if dialect != "duckdb":
            yield from create_index(table)
    yield DATASET.format(text=_TYPES[dialect]["text"])
    yield MEMBERS.format(text=_TYPES[dialect]["text"])


def known_columns(table: Table, dialect: Dialect) -> str:
    """Asks for the columns that a table of the database has, in the second column of each row."""
    if dialect == "postgres":
        return (
            "SELECT 0, column_name FROM information_schema.columns"
            f" WHERE table_schema = current_schema() AND table_name = '{table.name}'"
        )
    return f"PRAGMA table_info('{table.name}')"


def add_columns(table: Table, known: set[str], dialect: Dialect) -> Iterator[str]:
    """The columns that a database made by an earlier version lacks. Rows of other runs keep them empty."""
    for c in table.columns:
        if c.name not in known:
            yield f'ALTER TABLE "{table.name}" ADD COLUMN "{c.name}" {_TYPES[dialect][c.kind]}'


def create_views(dialect: Dialect) -> Iterator[str]:
    for name, (_, query) in VIEWS.items():
        if dialect == "sqlite":
            yield f'DROP VIEW IF EXISTS "{name}"'
        # Replacing keeps the grants of a view, and other views that read it.
        create = "CREATE VIEW" if dialect == "sqlite" else "CREATE OR REPLACE VIEW"
        # SQLite before 3.44 knows the aggregate by its older name only.
        own = query.replace("STRING_AGG(", "GROUP_CONCAT(") if dialect == "sqlite" else query
        view = f'{create} "{name}" AS\n{own.strip()}'
        yield _replaced(name, view) if dialect == "postgres" else view


def _replaced(name: str, view: str) -> str:
    """PostgreSQL replaces a view only by one with the same columns first; another one is made anew, with
    those of ours that read it: they come after it.
    """
    names = list(VIEWS)
    ours = quoted(tuple(names[names.index(name) :]))
    return (
        f"DO $sopap$ BEGIN {view}; EXCEPTION WHEN invalid_table_definition THEN"
        f" DROP VIEW IF EXISTS {ours}; {view}; END $sopap$"
    )


# Whether the database already has a record of this batch; only then can rows of it be outdated.
ANY_KNOWN = 'SELECT 1 FROM "sop" WHERE "id" IN (SELECT "id" FROM "sopap_sop") LIMIT 1'


def upsert(table: Table) -> str:
    """Rows of the staging table into ``table``: new keys inserted, known keys updated."""
    rest = [name for name in table.names if name not in table.key]
    action = "UPDATE SET " + ", ".join(f'"{n}" = excluded."{n}"' for n in rest) if rest else "NOTHING"
    # "WHERE true" tells SQLite that ON CONFLICT is not a join's ON.
    return (
        f'INSERT INTO "{table.name}" ({quoted(table.names)}) SELECT {quoted(table.names)}'
        f' FROM "{stage(table)}" WHERE true ON CONFLICT ({quoted(table.key)}) DO {action}'
    )


def remove_left_over(table: Table) -> str:
    """Deletes the rows of SOPs that no run holds any more; children go before ``sop``."""
    key = "id" if table.name == "sop" else "sop_id"
    return f'DELETE FROM "{table.name}" WHERE "{key}" IN ({LEFT_OVER})'


def prune(table: Table) -> str:
    """Deletes what the records of this batch no longer have: a re-run may find fewer rows."""
    same = " AND ".join(f's."{k}" = "{table.name}"."{k}"' for k in table.key)
    return (
        f'DELETE FROM "{table.name}" WHERE "sop_id" IN (SELECT "id" FROM "sopap_sop")'
        f' AND NOT EXISTS (SELECT 1 FROM "{stage(table)}" s WHERE {same})'
    )


VIEWS: dict[str, tuple[str, str]] = {
    "v_daftar_sop": (
        "Daftar SOP: satu baris per SOP, untuk dibaca.",
        """
SELECT s.id AS sop_id, s.nama_sop, s.nomor_sop, s.instansi, s.unit, s.daerah_nama, s.tanggal_pembuatan,
       s.tanggal_revisi, s.tanggal_efektif, s.pengesah_nama,
       (SELECT COUNT(*) FROM langkah l WHERE l.sop_id = s.id) AS jumlah_langkah,
       s.menit_terpendek, s.menit_terpanjang, s.putaran, s.status, s.ditinjau_oleh,
       (SELECT COUNT(*) FROM tinjauan t WHERE t.sop_id = s.id AND t.tingkat <> 'info') AS perlu_dilihat,
       s.berkas
FROM sop s
""",
    ),
    "v_langkah": (
        "Semua langkah semua SOP: pelaksana, waktu, dan langkah berikutnya dalam satu baris.",
        """
SELECT l.sop_id, s.nama_sop, s.instansi, s.daerah_nama, l.urutan, l.nomor, l.kegiatan,
       (SELECT STRING_AGG(x.label, '; ') FROM (SELECT p.label FROM simbol y JOIN pelaksana p
          ON p.sop_id = y.sop_id AND p.id = y.pelaksana
          WHERE y.sop_id = l.sop_id AND y.langkah = l.urutan AND y.jenis <> 'segilima'
          ORDER BY y.urutan) x) AS pelaksana,
       (SELECT STRING_AGG(x.jenis, '; ') FROM (SELECT y.jenis FROM simbol y
          WHERE y.sop_id = l.sop_id AND y.langkah = l.urutan AND y.jenis <> 'segilima'
          ORDER BY y.urutan) x) AS simbol,
       l.kelengkapan, l.waktu_teks, l.menit_min, l.menit_maks, l.output, l.keterangan,
       (SELECT STRING_AGG(x.ke, '; ') FROM (SELECT COALESCE(a.label || ': ', '') || a.ke_langkah AS ke
          FROM alur a WHERE a.sop_id = l.sop_id AND a.dari_langkah = l.urutan AND a.terarah
          AND a.ke_langkah <> l.urutan ORDER BY a.urutan) x) AS berikutnya,
       (SELECT COUNT(*) FROM tinjauan t WHERE t.sop_id = l.sop_id AND t.langkah = l.urutan
          AND t.tingkat <> 'info') AS perlu_dilihat, l.keyakinan
FROM langkah l JOIN sop s ON s.id = l.sop_id
""",
    ),
    "v_putaran": (
        "SOP yang alurnya berputar, dan berapa putaran.",
        """
SELECT s.id AS sop_id, s.nama_sop, s.instansi, s.putaran FROM sop s WHERE s.putaran > 0
""",
    ),
    "v_alur_tak_selesai": (
        "SOP yang alurnya, seperti terbaca, tidak sampai dari awal ke akhir, dan di langkah mana terputus.",
        """
SELECT s.id AS sop_id, s.nama_sop, s.instansi, s.status,
       (SELECT COUNT(*) FROM alur_kurang k WHERE k.sop_id = s.id AND k.putus) AS tempat,
       (SELECT STRING_AGG(x.sebab, ' ') FROM (
          SELECT COALESCE('Langkah ' || k.langkah || ': ', '') || k.pesan AS sebab FROM alur_kurang k
          WHERE k.sop_id = s.id AND k.putus ORDER BY k.urutan) x) AS sebab
FROM sop s WHERE EXISTS (SELECT 1 FROM alur_kurang k WHERE k.sop_id = s.id AND k.putus)
""",
    ),
    "v_jabatan_simbol": (
        "Berapa simbol (pekerjaan) yang dikerjakan tiap jabatan, dengan lingkupnya.",
        """
SELECT COALESCE(p.jabatan, p.label) AS jabatan, p.lingkup, COUNT(*) AS jumlah_simbol,
       COUNT(DISTINCT p.sop_id) AS jumlah_sop
FROM simbol y JOIN pelaksana p ON p.sop_id = y.sop_id AND p.id = y.pelaksana
WHERE y.jenis <> 'segilima'
GROUP BY COALESCE(p.jabatan, p.label), p.lingkup
""",
    ),
    "v_jabatan": (
        "Nama pelaksana yang dipakai untuk menghitung: jabatan baku, atau nama tercetak bila tidak dikenal;"
        " satu baris per jabatan untuk kolom yang menyebut beberapa pelaksana.",
        """
SELECT DISTINCT p.sop_id, p.id AS pelaksana,
       COALESCE(p.jabatan, b.jabatan, b.label, p.label) AS jabatan
FROM pelaksana p LEFT JOIN pelaksana_bagian b ON b.sop_id = p.sop_id AND b.pelaksana = p.id
""",
    ),
    "v_menit_sop": (
        "Menit kerja per SOP. Semua langkah dijumlah sekali: menit_min dari batas bawah yang ada, menit_maks"
        " dari batas atas atau, bila hanya itu yang ada, batas bawah. Sepanjang alur: menit_terpendek dan"
        " menit_terpanjang, putaran sekali.",
        """
SELECT s.id AS sop_id, s.nama_sop, s.instansi, s.daerah_nama,
       COUNT(l.urutan) AS jumlah_langkah,
       COUNT(COALESCE(l.menit_maks, l.menit_min)) AS langkah_berwaktu,
       SUM(l.menit_min) AS menit_min,
       SUM(COALESCE(l.menit_maks, l.menit_min)) AS menit_maks,
       s.menit_terpendek, s.menit_terpanjang, s.langkah_di_luar_alur
FROM sop s LEFT JOIN langkah l ON l.sop_id = s.id
GROUP BY s.id, s.nama_sop, s.instansi, s.daerah_nama,
         s.menit_terpendek, s.menit_terpanjang, s.langkah_di_luar_alur
""",
    ),
    "v_menit_pelaksana": (
        "Menit kerja per pelaksana di setiap SOP; langkah bersama dihitung penuh untuk tiap pelaksananya.",
        """
SELECT p.sop_id, p.id AS pelaksana, p.label, COALESCE(p.jabatan, p.label) AS jabatan,
       COUNT(l.urutan) AS jumlah_langkah,
       COUNT(COALESCE(l.menit_maks, l.menit_min)) AS langkah_berwaktu,
       SUM(l.menit_min) AS menit_min,
       SUM(COALESCE(l.menit_maks, l.menit_min)) AS menit_maks
FROM pelaksana p
LEFT JOIN (SELECT DISTINCT sop_id, langkah, pelaksana FROM simbol WHERE jenis <> 'segilima') y
  ON y.sop_id = p.sop_id AND y.pelaksana = p.id
LEFT JOIN langkah l ON l.sop_id = y.sop_id AND l.urutan = y.langkah
GROUP BY p.sop_id, p.id, p.label, p.jabatan
""",
    ),
    "v_menit_jabatan": (
        "Menit kerja per jabatan (v_jabatan) di seluruh dataset.",
        """
SELECT j.jabatan, COUNT(DISTINCT m.sop_id) AS jumlah_sop, SUM(m.jumlah_langkah) AS jumlah_langkah,
       SUM(m.langkah_berwaktu) AS langkah_berwaktu,
       SUM(m.menit_min) AS menit_min, SUM(m.menit_maks) AS menit_maks
FROM v_menit_pelaksana m JOIN v_jabatan j ON j.sop_id = m.sop_id AND j.pelaksana = m.pelaksana
GROUP BY j.jabatan
""",
    ),
    "v_serah_terima": (
        "Siapa menyerahkan pekerjaan kepada siapa (v_jabatan): anak panah di antara dua kolom pelaksana.",
        """
SELECT d.jabatan AS dari, k.jabatan AS ke, COUNT(*) AS jumlah, COUNT(DISTINCT a.sop_id) AS jumlah_sop
FROM alur a
JOIN v_jabatan d ON d.sop_id = a.sop_id AND d.pelaksana = a.dari_pelaksana
JOIN v_jabatan k ON k.sop_id = a.sop_id AND k.pelaksana = a.ke_pelaksana
WHERE a.terarah AND a.dari_pelaksana <> a.ke_pelaksana
GROUP BY d.jabatan, k.jabatan
""",
    ),
    "v_langkah_tanpa_waktu": (
        "Langkah yang tidak memberi menit kerja, beserta sebabnya (waktu_jenis).",
        """
SELECT l.sop_id, s.nama_sop, l.urutan AS langkah, l.kegiatan, l.waktu_teks, l.waktu_jenis
FROM langkah l JOIN sop s ON s.id = l.sop_id
WHERE l.menit_min IS NULL AND l.menit_maks IS NULL
""",
    ),
    "v_sop_serupa": (
        "SOP yang sama di lebih dari satu instansi atau daerah yang terbaca, berdampingan per kelompok: judul"
        " sama atau mirip, dan langkahnya menyebut hal yang sama. Satu nomor di satu daerah adalah satu SOP.",
        """
SELECT n.kelompok, w.nama_sop AS judul_kelompok, m.sop_id, m.nama_sop, m.instansi, m.daerah_nama,
       n.skor_judul, n.skor_langkah, m.jumlah_langkah, m.langkah_berwaktu, m.menit_min, m.menit_maks,
       m.menit_terpendek, m.menit_terpanjang
FROM padanan n
JOIN sop w ON w.id = n.kelompok
JOIN v_menit_sop m ON m.sop_id = n.sop_id
WHERE n.kelompok IN (
  SELECT p.kelompok FROM padanan p JOIN sop s ON s.id = p.sop_id GROUP BY p.kelompok
  HAVING COUNT(DISTINCT s.daerah_kode) > 1 OR (COUNT(DISTINCT LOWER(s.instansi)) > 1
    AND (COUNT(DISTINCT s.nomor_sop) > 1 OR COUNT(s.nomor_sop) < COUNT(*))))
""",
    ),
    "v_langkah_serupa": (
        "Langkah SOP yang sama di beberapa instansi, berdampingan: satu baris per langkah dan instansi.",
        """
SELECT n.kelompok, n.judul_kelompok, v.urutan, n.instansi, n.daerah_nama, v.kegiatan, v.pelaksana,
       v.waktu_teks, v.menit_min, v.menit_maks, v.output, n.sop_id
FROM v_sop_serupa n JOIN v_langkah v ON v.sop_id = n.sop_id
""",
    ),
}
