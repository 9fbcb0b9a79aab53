"""Seeded synthetic records: well-formed flows with loops, forks and joint work, and unsound ones."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from schemas.record import (
    Alur,
    Asal,
    BagianJabatan,
    Daerah,
    DasarHukum,
    DisahkanOleh,
    Isi,
    Langkah,
    MutuBaku,
    Pelaksana,
    Simbol,
    SopRecord,
    Sumber,
    Tinjauan,
    UjungAlur,
    Waktu,
)
from schemas.vocab import AsalSatuan, CaraCocok, JenisSimbol, JenisSumber, JenisWaktu, Makna, Satuan, Tingkat
from sopap.run.names import record_path
from sopap.run.store import LocalStore, canonical

K, B, D = JenisSimbol.KAPSUL, JenisSimbol.KOTAK, JenisSimbol.BELAH_KETUPAT
REGIONS = (
    ("99.01", "Kabupaten Contoh Utara", "Provinsi Contoh"),
    ("99.02", "Kabupaten Contoh Selatan", "Provinsi Contoh"),
    ("99.71", "Kota Contoh", "Provinsi Contoh"),
)
ROLES = (
    ("Kepala Dinas", "Kepala Dinas", "kepala_dinas"),
    ("Sekretaris", "Sekretaris", "sekretaris"),
    ("Kasubbag. Umum", "Kepala Subbagian", "kepala_subbagian"),
    ("Pengadministrasi", None, None),
    ("Staf", "Staf", "staf"),
)
VERBS = ("Menerima", "Mencatat", "Memeriksa", "Menyusun", "Mengirim", "Mengarsipkan", "Menelaah", "Mengetik")
OBJECTS = (
    "surat masuk",
    "berkas permohonan",
    "konsep naskah",
    "daftar hadir",
    "laporan bulanan",
    "disposisi",
)
TOPICS = (
    "Surat Masuk",
    "Cuti Pegawai",
    "Perjalanan Dinas",
    "Arsip Inaktif",
    "Rapat Pimpinan",
    "Pengadaan Barang",
)
QUALIFIERS = ("Internal", "Daerah", "Terpadu", "Elektronik", "Tahunan", "Umum", "Khusus", "Awal", "Lanjutan")


def step(i: int, text: str, symbols: list[tuple[str, JenisSimbol]], waktu: Waktu | None = None) -> Langkah:
    return Langkah(
        urutan=i,
        nomor=f"{i}.",
        kegiatan=text,
        simbol=tuple(Simbol(pelaksana=p, jenis=kind) for p, kind in symbols),
        mutu_baku=MutuBaku(
            kelengkapan=Isi(teks="Berkas, Disposisi", butir=("Berkas", "Disposisi")),
            waktu=waktu or minutes(10 * i),
            output=Isi(teks="Berkas"),
        ),
        asal=Asal(halaman=2, kotak=(30.0, 100.0 + 20 * i, 800.0, 120.0 + 20 * i)),
        keyakinan=0.95,
    )


def minutes(n: float) -> Waktu:
    return Waktu(
        teks=f"{n:g} Menit",
        jenis=JenisWaktu.TETAP,
        min=n,
        satuan_min=Satuan.MENIT,
        maks=n,
        satuan_maks=Satuan.MENIT,
        menit_min=n,
        menit_maks=n,
        asal_satuan=AsalSatuan.SEL,
    )


def no_time() -> Waktu:
    return Waktu(teks="Sesuai jadwal", jenis=JenisWaktu.JADWAL)


def arrow(a: int, pa: str, b: int, pb: str, makna: Makna | None = None, terarah: bool = True) -> Alur:
    label = {Makna.YA: "Ya", Makna.TIDAK: "Tidak", None: None}[makna]
    ends = (UjungAlur(langkah=a, pelaksana=pa), UjungAlur(langkah=b, pelaksana=pb))
    return Alur(dari=ends[0], ke=ends[1], label=label, makna=makna, terarah=terarah)


def columns(n: int) -> tuple[Pelaksana, ...]:
    chosen = ROLES[:n]
    return tuple(
        Pelaksana(
            id=f"p{i}",
            label=label,
            jabatan=jabatan,
            kode=kode,
            skor=0.97 if jabatan else None,
            cara=CaraCocok.SINGKATAN if jabatan else CaraCocok.TIDAK_ADA,
        )
        for i, (label, jabatan, kode) in enumerate(chosen, 1)
    )


def make(
    name: str,
    pelaksana: int,
    langkah: list[Langkah],
    alur: list[Alur],
    region: int | None = 0,
    number: str | None = None,
    **more: object,
) -> SopRecord:
    """A record around a flow; its id comes from name, region and number as in the contract."""
    sha = hashlib.sha256(f"{name}|{region}|{number}".encode()).hexdigest()
    daerah = None if region is None else REGIONS[region % len(REGIONS)]
    slug = "-".join(name.lower().split())
    fields: dict[str, object] = {
        "id": f"{slug}-{sha[:8]}",
        "sumber": Sumber(
            berkas=f"{sha[:2]}/{slug}.pdf", sha256=sha, jenis=JenisSumber.PDF, halaman=(1, 2), urutan=1
        ),
        "daerah": Daerah(kode=daerah[0], nama=daerah[1], provinsi=daerah[2]) if daerah else None,
        "instansi": f"Dinas Contoh {daerah[1]}" if daerah else None,
        "unit": "Subbagian Umum",
        "nomor_sop": number,
        "nama_sop": f"SOP {name}",
        "tanggal_pembuatan": date(2020, 1, 7),
        "tanggal_efektif": date(2020, 2, 1),
        "disahkan_oleh": DisahkanOleh(jabatan="Kepala Dinas", nama="Contoh", nip="199001012020011001"),
        "dasar_hukum": (
            DasarHukum(teks="UU 23/2014", jenis="UU", nomor="23", tahun=2014, tentang="Pemerintahan Daerah"),
        ),
        "kualifikasi_pelaksana": ("S1", "- SMA", "=1+1"),
        "peralatan": ("Komputer",),
        "pelaksana": columns(pelaksana),
        "langkah": tuple(langkah),
        "alur": tuple(alur),
        "keyakinan": 0.95,
    }
    return SopRecord.model_validate({**fields, **more})


def straight() -> SopRecord:
    steps = [step(1, "Menerima surat", [("p1", K)]), step(2, "Mencatat", [("p2", B)])]
    steps.append(step(3, "Mengarsipkan", [("p2", K)]))
    return make("Surat Lurus", 2, steps, [arrow(1, "p1", 2, "p2"), arrow(2, "p2", 3, "p2")], number="01")


def looping() -> SopRecord:
    """A decision that sends the work back to the very first symbol."""
    steps = [
        step(1, "Menyusun konsep", [("p3", K)]),
        step(2, "Memeriksa konsep. Apakah sesuai dengan ketentuan?", [("p2", D)], no_time()),
        step(3, "Menandatangani", [("p1", B)]),
        step(4, "Mengirim", [("p3", K)]),
    ]
    flow = [
        arrow(1, "p3", 2, "p2"),
        arrow(2, "p2", 3, "p1", Makna.YA),
        arrow(2, "p2", 1, "p3", Makna.TIDAK),
        arrow(3, "p1", 4, "p3"),
    ]
    return make("Konsep Berulang", 3, steps, flow, number="02")


def forked() -> SopRecord:
    """One step hands to two executors, who both hand on to the last one."""
    steps = [
        step(1, "Memberi disposisi", [("p1", K)]),
        step(2, "Menelaah dan menyalin", [("p2", B), ("p3", B)]),
        step(3, "Menghimpun", [("p4", K)]),
    ]
    flow = [
        arrow(1, "p1", 2, "p2"),
        arrow(1, "p1", 2, "p3"),
        arrow(2, "p2", 3, "p4"),
        arrow(2, "p3", 3, "p4"),
    ]
    last = Pelaksana(
        id="p4",
        label="Kabag Umum / Xyz",
        bagian=(
            BagianJabatan(label="kepala bagian umum", jabatan="Kepala Bagian", lingkup="Umum"),
            BagianJabatan(label="Xyz"),
        ),
    )
    record = make("Disposisi Bercabang", 4, steps, flow, number="03")
    return record.model_copy(update={"pelaksana": (*columns(3), last)})


def joint() -> SopRecord:
    """Three executors do one step together: lines without heads between their boxes."""
    steps = [
        step(1, "Mengundang rapat", [("p1", K)]),
        step(2, "Rapat pembahasan", [("p1", B), ("p2", B), ("p3", B)]),
        step(3, "Menyusun notulen", [("p3", B)]),
        step(4, "Selesai", [("p1", K)]),
    ]
    flow = [
        arrow(1, "p1", 2, "p1"),
        arrow(2, "p1", 2, "p2", terarah=False),
        arrow(2, "p2", 2, "p3", terarah=False),
        arrow(2, "p3", 3, "p3"),
        arrow(3, "p3", 4, "p1"),
    ]
    return make("Rapat Bersama", 3, steps, flow, number="04")


def two_decisions() -> SopRecord:
    """Two decisions in a row, one of them forward over several steps, phrases as labels."""
    steps = [
        step(1, "Mengajukan", [("p4", K)]),
        step(2, "Lengkap?", [("p3", D)]),
        step(3, "Setuju?", [("p1", D)]),
        step(4, "Menerbitkan", [("p3", B)]),
        step(5, "Memberi tahu penolakan", [("p3", B)]),
        step(6, "Mengarsipkan", [("p4", K)]),
    ]
    flow = [
        arrow(1, "p4", 2, "p3"),
        arrow(2, "p3", 3, "p1", Makna.YA),
        arrow(2, "p3", 1, "p4", Makna.TIDAK),
        arrow(3, "p1", 4, "p3", Makna.YA),
        arrow(3, "p1", 5, "p3", Makna.TIDAK),
        arrow(4, "p3", 6, "p4"),
        arrow(5, "p3", 6, "p4"),
    ]
    return make("Izin Dua Keputusan", 4, steps, flow, number="05")


def well_formed() -> list[SopRecord]:
    return [straight(), looping(), forked(), joint(), two_decisions()]


def no_symbols() -> SopRecord:
    """An export that lost its drawing."""
    steps = [step(i, text, []) for i, text in enumerate(("Menerima", "Mencatat", "Menyimpan"), 1)]
    doubts = tuple(
        Tinjauan(
            kode="simbol_tak_terbaca",
            jalur=f"/langkah/{i}",
            tingkat=Tingkat.PERINGATAN,
            pesan="Simbol langkah ini tidak terbaca; pelaksananya tidak diketahui.",
        )
        for i in range(3)
    )
    return make("Tanpa Gambar", 2, steps, [], region=None, tinjauan=doubts)


def broken_flow() -> SopRecord:
    """No start, a lost arrow, and a decision with one exit only."""
    steps = [
        step(1, "Menerima", [("p1", B)]),
        step(2, "Memeriksa", [("p2", D)]),
        step(3, "Menyimpan", [("p2", B)]),
        step(4, "Melapor", [("p1", B)]),
    ]
    flow = [arrow(1, "p1", 2, "p2"), arrow(2, "p2", 3, "p2", Makna.YA)]
    return make("Alur Terputus", 2, steps, flow, number="06")


def bare() -> SopRecord:
    """Nothing but an identity."""
    empty = {"tanggal_pembuatan": None, "tanggal_efektif": None, "disahkan_oleh": None, "nama_sop": None}
    return make("Kosong", 0, [], [], region=None, unit=None, dasar_hukum=(), **empty)


def hostile() -> SopRecord:
    """Texts that attack a spreadsheet, XML, SQL and Mermaid, and more letters than a cell holds."""
    texts = (
        '=HYPERLINK("http://contoh","klik")',
        "@SUM(A1) ]]> & <b>\"'; DROP TABLE sop;--",
        'end "kutip" ]) --> x | #quot; `%%{init}%%`',
        "Panjang " * 5000,
    )
    steps = [
        step(i, text, [("p1", K if i in (1, len(texts)) else B)], minutes(i))
        for i, text in enumerate(texts, 1)
    ]
    flow = [arrow(i, "p1", i + 1, "p1") for i in range(1, len(texts))]
    return make("Teks Berbahaya", 1, steps, flow, number="+62 = 1", kualifikasi_pelaksana=("-1+1", "'petik"))


def unsound() -> list[SopRecord]:
    return [no_symbols(), broken_flow(), bare()]


def all_kinds() -> list[SopRecord]:
    return [*well_formed(), *unsound(), hostile()]


def random_record(rng: random.Random, i: int) -> SopRecord:
    """A well-formed flow of 3 to 16 steps with loops, in one of the regions."""
    n, lanes = rng.randint(3, 16), rng.randint(2, len(ROLES))
    who = [f"p{rng.randint(1, lanes)}" for _ in range(n + 1)]
    kinds = [K, *(D if rng.random() < 0.2 else B for _ in range(n - 2)), K]
    steps, flow = [], []
    for k in range(1, n + 1):
        waktu = no_time() if rng.random() < 0.1 else minutes(rng.choice((5, 10, 15, 30, 60, 450)))
        text = f"{rng.choice(VERBS)} {rng.choice(OBJECTS)} ke-{rng.randint(1, 9)}"
        steps.append(step(k, text, [(who[k], kinds[k - 1])], waktu))
        if k == n:
            break
        if kinds[k - 1] is D:
            flow.append(arrow(k, who[k], k + 1, who[k + 1], Makna.YA))
            back = rng.randint(1, k - 1)
            flow.append(arrow(k, who[k], back, who[back], Makna.TIDAK))
        else:
            flow.append(arrow(k, who[k], k + 1, who[k + 1]))
    name = f"{rng.choice(TOPICS)} {' '.join(rng.sample(QUALIFIERS, 3))} {rng.randint(1, 400)}"
    return make(name, lanes, steps, flow, region=rng.randint(0, 2), number=f"SOP-{i:06d}")


def random_records(count: int, seed: int = 7) -> Iterator[SopRecord]:
    rng = random.Random(seed)
    for i in range(count):
        yield random_record(rng, i)


def write_records(records: Iterator[SopRecord] | list[SopRecord], folder: Path) -> Path:
    """Writes records as `sopap run` does and returns the folder."""
    store = LocalStore(folder)
    for record in records:
        store.write(record_path(record), canonical(record))
    return folder
