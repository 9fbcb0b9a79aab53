"""Records into rows of the tables of ``sopap.export.tables``, in batches of bounded size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from normalize.durasi_alur import menit_total, putaran
from schemas.record import Langkah, SopRecord
from sopap.export.flow import read_flow
from sopap.export.pairs import PairFinder
from sopap.export.tables import DAFTAR_JENIS, PADANAN, RECORD_TABLES, TABLES, Table
from sopap.visible import visible

Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]
BATCH = 1000  # records per batch: some ten thousand rows, a few megabytes

_STEP_POINTER = re.compile(r"^/langkah/(\d+)(?:/|$)")


def _box(box: tuple[float, float, float, float] | None) -> Row:
    return box if box is not None else (None, None, None, None)


def _sop(r: SopRecord) -> Row:
    s, d, a = r.sumber, r.daerah, r.disahkan_oleh
    total = menit_total(r)
    return (
        *(r.id, s.berkas, s.sha256, s.jenis.value, "; ".join(map(str, s.halaman)), s.urutan),
        *((d.kode, d.nama, d.provinsi) if d else (None, None, None)),
        *(r.instansi, r.unit, r.nomor_sop, r.nama_sop),
        *(r.tanggal_pembuatan, r.tanggal_revisi, r.tanggal_efektif, r.tanggal_pengesahan),
        *((a.jabatan, a.nama, a.pangkat, a.nip) if a else (None, None, None, None)),
        *(total.pendek, total.panjang, len(total.tanpa_waktu), len(total.di_luar_alur)),
        *(putaran(r), r.keyakinan, r.status.value),
        *((r.ditinjau.oleh, r.ditinjau.pada) if r.ditinjau else (None, None)),
    )


def _langkah(sop_id: str, s: Langkah) -> Row:
    m, w = s.mutu_baku, s.mutu_baku.waktu
    return (
        *(sop_id, s.urutan, s.nomor, s.kegiatan, m.kelengkapan.teks, w.teks, w.jenis.value),
        *(
            w.min,
            w.satuan_min,
            w.maks,
            w.satuan_maks,
            w.menit_min,
            w.menit_maks,
            w.asal_satuan,
            w.per,
            w.hitungan,
        ),
        *(m.output.teks, s.keterangan, s.asal.halaman if s.asal else None),
        *_box(s.asal.kotak if s.asal else None),
        s.keyakinan,
    )


def _butir(sop_id: str, step: Langkah) -> Iterator[Row]:
    cells = (("kelengkapan", step.mutu_baku.kelengkapan), ("output", step.mutu_baku.output))
    for kind, cell in cells:
        for i, item in enumerate(cell.butir, 1):
            yield sop_id, step.urutan, kind, i, item


def _step_of(pointer: str, record: SopRecord) -> int | None:
    found = _STEP_POINTER.match(pointer)
    if not found or int(found[1]) >= len(record.langkah):
        return None
    return record.langkah[int(found[1])].urutan


def _details(r: SopRecord) -> Iterator[tuple[str, Row]]:
    """Rows of the tables that hang on the record itself."""
    for i, arrow in enumerate(r.alur, 1):
        ends = [v for e in (arrow.dari, arrow.ke) for v in (e.langkah, e.pelaksana, e.simbol + 1)]
        yield "alur", (r.id, i, *ends, arrow.label, arrow.makna, arrow.terarah, arrow.keyakinan)
    flow = read_flow(r)
    places = {n.id: (n.langkah, n.pelaksana) for n in flow.nodes}
    for i, found in enumerate(flow.findings, 1):
        yield "alur_kurang", (r.id, i, *places.get(found.node or "", (None, None)), found.pesan, found.putus)
    for i, law in enumerate(r.dasar_hukum, 1):
        about = (law.teks, law.jenis, law.nomor, law.tahun, law.tentang, law.lembaga)
        yield "dasar_hukum", (r.id, i, *about)
    for kind in DAFTAR_JENIS:
        for i, item in enumerate(getattr(r, kind), 1):
            yield "daftar", (r.id, kind, i, item)
    for i, doubt in enumerate(r.tinjauan, 1):
        values = (doubt.kode, doubt.jalur, doubt.tingkat.value, doubt.pesan)
        yield "tinjauan", (r.id, i, *values, _step_of(doubt.jalur, r))


def record_rows(r: SopRecord) -> Iterator[tuple[str, Row]]:
    """(table name, row) for everything in ``r``; texts as printed, not yet cleaned."""
    yield "sop", _sop(r)
    for i, p in enumerate(r.pelaksana, 1):
        values = (p.label, p.kelompok, p.jabatan, p.kode, p.lingkup, p.skor, p.cara.value)
        yield "pelaksana", (r.id, p.id, i, *values)
        for j, part in enumerate(p.bagian, 1):
            yield "pelaksana_bagian", (r.id, p.id, j, part.label, part.jabatan, part.kode, part.lingkup)
    for step in r.langkah:
        yield "langkah", _langkah(r.id, step)
        for i, s in enumerate(step.simbol, 1):
            yield "simbol", (r.id, step.urutan, i, s.pelaksana, s.jenis.value, s.teks, *_box(s.kotak))
        for row in _butir(r.id, step):
            yield "butir", row
    yield from _details(r)


def _plain(row: Row) -> Row:
    """Enum members become their text, and text is shown as it is. Most cells need neither."""
    return tuple([visible(str(v)) if isinstance(v, str) else v for v in row])


Batch = dict[str, list[Row]]


def _empty() -> Batch:
    return {t.name: [] for t in RECORD_TABLES}


def batches(records: Iterable[SopRecord], size: int = BATCH) -> Iterator[Batch]:
    """Rows by table name, ``size`` records at a time; a last one holds the table ``padanan``.

    Every batch but the last has all rows of its records, parents and children.
    """
    finder = PairFinder()
    batch, count = _empty(), 0
    for record in records:
        finder.add(record)
        for name, row in record_rows(record):
            batch[name].append(_plain(row))
        count += 1
        if count == size:
            yield batch
            batch, count = _empty(), 0
    if count:
        yield batch
    yield {PADANAN.name: list(finder.rows())}


def table_batches(records: Iterable[SopRecord]) -> Iterator[tuple[Table, list[Row]]]:
    """The batches table by table, parents first; empty ones are left out."""
    for batch in batches(records):
        for table in TABLES:
            if batch.get(table.name):
                yield table, batch[table.name]
