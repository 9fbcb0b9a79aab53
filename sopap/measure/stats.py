"""Answers about a dataset: the views of the database exports, as tables."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pandas as pd

from sopap.export import Options, export
from sopap.export.sql import VIEWS

# The rows that a reader wants first.
_ORDER = {
    "v_daftar_sop": "instansi, nama_sop, sop_id",
    "v_langkah": "sop_id, urutan",
    "v_alur_tak_selesai": "tempat DESC, sop_id",
    "v_putaran": "putaran DESC, sop_id",
    "v_jabatan_simbol": "jumlah_simbol DESC, jabatan, lingkup",
    "v_jabatan": "sop_id, pelaksana, jabatan",
    "v_menit_sop": "menit_maks DESC, sop_id",
    "v_menit_pelaksana": "sop_id, pelaksana",
    "v_menit_jabatan": "menit_maks DESC, jabatan",
    "v_serah_terima": "jumlah DESC, dari, ke",
    "v_langkah_tanpa_waktu": "sop_id, langkah",
    "v_sop_serupa": "kelompok, sop_id",
    "v_langkah_serupa": "kelompok, urutan, sop_id",
}


def ringkasan(db: sqlite3.Connection) -> pd.DataFrame:
    """Counts of the whole dataset, one per row."""
    counts = [
        ("SOP", "SELECT COUNT(*) FROM sop"),
        ("instansi", "SELECT COUNT(DISTINCT instansi) FROM sop"),
        ("daerah", "SELECT COUNT(DISTINCT daerah_kode) FROM sop"),
        ("langkah", "SELECT COUNT(*) FROM langkah"),
        ("langkah tanpa waktu", "SELECT COUNT(*) FROM v_langkah_tanpa_waktu"),
        ("langkah di luar alur", "SELECT COALESCE(SUM(langkah_di_luar_alur), 0) FROM sop"),
        (
            "langkah tanpa simbol",
            "SELECT COUNT(*) FROM langkah l WHERE NOT EXISTS"
            " (SELECT 1 FROM simbol s WHERE s.sop_id = l.sop_id AND s.langkah = l.urutan)",
        ),
        ("anak panah", "SELECT COUNT(*) FROM alur WHERE terarah"),
        ("SOP siap diambil", "SELECT COUNT(*) FROM sop WHERE status = 'siap'"),
        ("SOP perlu diperiksa", "SELECT COUNT(*) FROM sop WHERE status = 'periksa'"),
        ("SOP sudah ditinjau", "SELECT COUNT(*) FROM sop WHERE ditinjau_oleh IS NOT NULL"),
        (
            "tempat perlu dilihat",
            "SELECT COUNT(*) FROM (SELECT DISTINCT t.sop_id, t.jalur FROM tinjauan t"
            " JOIN sop s ON s.id = t.sop_id WHERE s.status = 'periksa' AND t.tingkat <> 'info')",
        ),
        ("SOP dengan putaran", "SELECT COUNT(*) FROM v_putaran"),
        ("SOP yang alurnya terputus", "SELECT COUNT(*) FROM v_alur_tak_selesai"),
        ("SOP serupa antarinstansi", "SELECT COUNT(*) FROM v_sop_serupa"),
        ("tinjauan", "SELECT COUNT(*) FROM tinjauan"),
    ]
    rows = [(name, db.execute(query).fetchone()[0]) for name, query in counts]
    return pd.DataFrame(rows, columns=["hal", "jumlah"])


def stats(out: Path, options: Options | None = None) -> dict[str, pd.DataFrame]:
    """Tables by name: "ringkasan", then every view of ``sopap.export.sql`` without its "v_".

    ``out``: an output folder of `sopap run`, or any tree of record JSON files. Minutes are
    working minutes by the dataset's convention. Raises InputError where there is no folder.
    """
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "sop.sqlite"
        export(out, "sqlite", path, options)
        with closing(sqlite3.connect(path)) as db:
            tables = {"ringkasan": ringkasan(db)}
            for view in VIEWS:
                query = f'SELECT * FROM "{view}" ORDER BY {_ORDER[view]}'
                tables[view.removeprefix("v_")] = pd.read_sql_query(query, db)
    return tables
