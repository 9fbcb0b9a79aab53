"""Export of an Excel list per office: title, number, dates, signatory, and what each SOP lacks."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from openpyxl import Workbook

from schemas.record import SopRecord
from sopap.export.files import synced_folder
from sopap.export.identity import same
from sopap.export.lists import missing
from sopap.export.records import RecordStream
from sopap.export.rows import Cell
from sopap.export.xlsx import Sheet, without_clock

UNREAD = "Instansi tidak terbaca"
COLUMNS = (
    ("No", 5),
    ("Judul", 46),
    ("Nomor", 26),
    ("Unit", 24),
    ("Tanggal pembuatan", 13),
    ("Tanggal revisi", 13),
    ("Tanggal efektif", 13),
    ("Pengesah", 30),
    ("Jabatan pengesah", 30),
    ("Langkah", 9),
    ("Yang kurang", 44),
    ("Status", 9),
    ("Berkas", 40),
)
Office = tuple[str, str]  # region code, office in small letters


def row_of(r: SopRecord) -> tuple[Cell, ...]:
    """One SOP in the columns of ``COLUMNS`` after the first."""
    signer = r.disahkan_oleh
    return (
        *(r.nama_sop, r.nomor_sop, r.unit, r.tanggal_pembuatan, r.tanggal_revisi, r.tanggal_efektif),
        *((signer.nama, signer.jabatan) if signer else (None, None)),
        *(len(r.langkah), "; ".join(missing(r)) or None, r.status.value, r.sumber.berkas),
    )


def file_name(office: str, region: str | None, taken: set[str]) -> str:
    """A name that every system takes, unequal to those ``taken``."""
    words = re.sub(r"[^\w ()&.,-]+", " ", f"{office} - {region}" if region else office)
    stem = base = " ".join(words.split())[:80].strip(" .")
    count = 1
    while stem.casefold() in taken:
        count += 1
        stem = f"{base} ({count})"
    taken.add(stem.casefold())
    return f"{stem}.xlsx"


def write_rekap(stream: RecordStream, target: Path) -> None:
    """``target``/<office>.xlsx for every office."""
    rows: dict[Office, list[tuple[Cell, ...]]] = defaultdict(list)
    names: dict[Office, tuple[str, str | None]] = {}
    for r in stream:
        office = (r.daerah.kode if r.daerah else "", same(r.instansi or ""))
        names.setdefault(office, (r.instansi or UNREAD, r.daerah.nama if r.daerah else None))
        rows[office].append(row_of(r))
    taken: set[str] = set()
    with synced_folder(target, stream.options.keep) as work:
        for office in sorted(rows):
            book = Workbook(write_only=True)
            sheet = Sheet(book, "Rekap", [n for n, _ in COLUMNS], [w for _, w in COLUMNS])
            for number, row in enumerate(sorted(rows[office], key=lambda row: str(row[0]).casefold()), 1):
                sheet.add((number, *row))
            sheet.end()
            raw = work / "raw.zip"
            book.save(raw)
            without_clock(raw, work / file_name(*names[office], taken))
            raw.unlink()
