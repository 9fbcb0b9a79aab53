"""The two sheets that a clerk opens first: all SOPs, and all steps of all SOPs, one row each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from normalize.durasi_alur import menit_total
from schemas.record import SopRecord
from schemas.vocab import JenisSimbol, Tingkat
from sopap.export.rows import Cell

# Heading and width in letters. Texts wrap.
DAFTAR_SOP = (
    ("Judul", 46),
    ("Nomor", 24),
    ("Instansi", 30),
    ("Unit", 24),
    ("Daerah", 22),
    ("Tanggal pembuatan", 13),
    ("Tanggal revisi", 13),
    ("Tanggal efektif", 13),
    ("Pengesah", 28),
    ("Langkah", 9),
    ("Menit terpendek", 11),
    ("Menit terpanjang", 11),
    ("Status", 9),
    ("Ditinjau oleh", 16),
    ("Perlu dilihat", 9),
    ("Yang kurang", 30),
    ("Berkas", 36),
    ("Id", 34),
)
LANGKAH = (
    ("SOP", 36),
    ("Instansi", 26),
    ("Daerah", 20),
    ("No", 6),
    ("Kegiatan", 52),
    ("Pelaksana", 28),
    ("Simbol", 14),
    ("Kelengkapan", 28),
    ("Waktu", 14),
    ("Menit min", 9),
    ("Menit maks", 9),
    ("Output", 28),
    ("Langkah berikut", 20),
    ("Keterangan", 24),
    ("Perlu dilihat", 40),
)
WANTED = (
    ("nomor_sop", "nomor"),
    ("nama_sop", "judul"),
    ("tanggal_pembuatan", "tanggal pembuatan"),
    ("tanggal_efektif", "tanggal efektif"),
    ("dasar_hukum", "dasar hukum"),
    ("kualifikasi_pelaksana", "kualifikasi pelaksana"),
    ("keterkaitan", "keterkaitan"),
    ("peralatan", "peralatan"),
    ("peringatan", "peringatan"),
    ("pencatatan", "pencatatan"),
)


def missing(r: SopRecord) -> list[str]:
    """What the form of Permenpan-RB 35/2012 has and this SOP lacks, or the reader did not find."""
    found = [name for key, name in WANTED if not getattr(r, key)]
    if not r.disahkan_oleh or not r.disahkan_oleh.nama:
        found.append("pengesah")
    unread = sum(all(s.jenis is JenisSimbol.SEGILIMA for s in step.simbol) for step in r.langkah)
    untimed = len(menit_total(r).tanpa_waktu)
    return [
        *found,
        *([f"pelaksana {unread} langkah"] if unread else []),
        *([f"waktu {untimed} langkah"] if untimed else []),
    ]


def daftar_row(r: SopRecord) -> tuple[Cell, ...]:
    """One SOP in the columns of ``DAFTAR_SOP``."""
    total = menit_total(r)
    signer = r.disahkan_oleh.nama if r.disahkan_oleh else None
    return (
        *(r.nama_sop, r.nomor_sop, r.instansi, r.unit, r.daerah.nama if r.daerah else None),
        *(r.tanggal_pembuatan, r.tanggal_revisi, r.tanggal_efektif, signer),
        *(len(r.langkah), total.pendek, total.panjang, r.status.value),
        *(r.ditinjau.oleh if r.ditinjau else None, sum(t.tingkat is not Tingkat.INFO for t in r.tinjauan)),
        *("; ".join(missing(r)) or None, r.sumber.berkas, r.id),
    )


def langkah_rows(r: SopRecord) -> Iterator[tuple[Cell, ...]]:
    """The steps of one SOP in the columns of ``LANGKAH``."""
    labels = {p.id: p.label for p in r.pelaksana}
    printed = {s.urutan: s.nomor.rstrip(".,) ") or str(s.urutan) for s in r.langkah}
    following, doubts = _following(r, printed), _doubts(r)
    for i, step in enumerate(r.langkah):
        real = [s for s in step.simbol if s.jenis is not JenisSimbol.SEGILIMA]
        w = step.mutu_baku.waktu
        yield (
            *(r.nama_sop, r.instansi, r.daerah.nama if r.daerah else None, printed[step.urutan]),
            step.kegiatan,
            "; ".join(dict.fromkeys(labels[s.pelaksana] for s in real)) or None,
            "; ".join(s.jenis.value.replace("_", " ") for s in real) or None,
            *(step.mutu_baku.kelengkapan.teks, w.teks, w.menit_min, w.menit_maks),
            step.mutu_baku.output.teks,
            "; ".join(following[step.urutan]) or None,
            step.keterangan,
            " ".join(doubts[i]) or None,
        )


def _following(r: SopRecord, printed: dict[int, str]) -> dict[int, list[str]]:
    """For each step its next ones, with the answer that leads there."""
    found: dict[int, list[str]] = defaultdict(list)
    for a in r.alur:
        if a.terarah and a.ke.langkah != a.dari.langkah:
            text = f"{a.label}: {printed[a.ke.langkah]}" if a.label else printed[a.ke.langkah]
            if text not in found[a.dari.langkah]:
                found[a.dari.langkah].append(text)
    return found


def _doubts(r: SopRecord) -> dict[int, list[str]]:
    """Sentences of the doubts at each step, by its place in the record."""
    found: dict[int, list[str]] = defaultdict(list)
    for t in r.tinjauan:
        parts = t.jalur.split("/")
        if t.tingkat is not Tingkat.INFO and parts[1:2] == ["langkah"] and len(parts) > 2:
            found[int(parts[2])].append(t.pesan)
    return found
