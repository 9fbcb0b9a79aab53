"""What the report of a run tells, gathered record by record; nothing here knows of HTML."""

from __future__ import annotations

import contextlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import quote

from normalize.durasi_alur import TotalMenit, menit_total
from schemas.record import Langkah, Pelaksana, SopRecord
from schemas.vocab import JenisSimbol, StatusSop, Tingkat
from sopap.export.pairs import PairFinder
from sopap.run.manifest import Entri
from sopap.run.store import Store

NO_REGION = "(daerah belum diketahui)"
MAX_WORST = 1000
# Upper ends of the classes of working minutes, with their names: an hour, a day (7.5 h), a week of 5 days.
CLASSES = (
    (15, "≤ 15 menit"),
    (60, "≤ 1 jam"),
    (225, "≤ ½ hari"),
    (450, "≤ 1 hari"),
    (2250, "≤ 1 minggu"),
    (9000, "≤ 1 bulan"),
    (float("inf"), "> 1 bulan"),
)


@dataclass(frozen=True, slots=True)
class Worst:
    """A record in the list of those to look at first."""

    path: str
    nama: str
    daerah: str
    berkas: str
    halaman: str
    galat: int
    peringatan: int
    keyakinan: float
    pesan: tuple[str, ...]

    @property
    def link(self) -> str:
        return quote(self.path)

    @property
    def rank(self) -> tuple[int, int, float, str]:
        return (-self.galat, -self.peringatan, self.keyakinan, self.path)


@dataclass(frozen=True, slots=True)
class Ringkas:
    """One SOP in a few words: its size and its working minutes along the flow (None: no step has a time)."""

    path: str
    nama: str
    daerah: str
    instansi: str
    nomor: str | None
    langkah: int
    pelaksana: int
    tanpa_waktu: int
    pendek: float | None
    panjang: float | None
    di_luar_alur: int
    status: str

    @property
    def link(self) -> str:
        return quote(self.path)


@dataclass(slots=True)
class Region:
    """The records of one daerah."""

    sop: int = 0
    langkah: int = 0
    tanpa_waktu: int = 0
    ditinjau: int = 0
    keyakinan: float = 0.0
    pendek: list[float] = field(default_factory=list)
    panjang: list[float] = field(default_factory=list)

    @property
    def tengah(self) -> tuple[float, float] | None:
        """Medians of the shortest and of the longest way."""
        return (median(self.pendek), median(self.panjang)) if self.panjang else None


@dataclass(slots=True)
class Stats:
    """What the report tells. Roles are named as in the dataset's view ``v_jabatan``."""

    langkah: int = 0
    siap: int = 0
    tempat: int = 0  # to look at, in the SOPs that are not siap
    worst: list[Worst] = field(default_factory=list)
    kode: Counter[str] = field(default_factory=Counter)
    daerah: defaultdict[str, Region] = field(default_factory=lambda: defaultdict(Region))
    menit_langkah: Counter[str] = field(default_factory=Counter)
    menit_sop: Counter[str] = field(default_factory=Counter)
    jabatan: Counter[str] = field(default_factory=Counter)
    menit_jabatan: Counter[str] = field(default_factory=Counter)
    serah: Counter[tuple[str, str]] = field(default_factory=Counter)
    tanpa_waktu: Counter[str] = field(default_factory=Counter)
    semua: list[Ringkas] = field(default_factory=list)
    _padanan: PairFinder = field(default_factory=PairFinder)

    def add(self, record: SopRecord, path: str) -> None:
        levels = Counter(t.tingkat for t in record.tinjauan)
        doubtful = levels[Tingkat.GALAT] + levels[Tingkat.PERINGATAN] > 0
        total = menit_total(record)
        self.kode.update(t.kode for t in record.tinjauan)
        self.langkah += len(record.langkah)
        ready = record.status is StatusSop.SIAP
        self.siap += ready
        self.tempat += 0 if ready else len(record.tempat)
        self.menit_langkah.update(class_of(m) for s in record.langkah if (m := _minutes(s)) is not None)
        self.menit_sop.update([class_of(total.panjang)] if total.panjang is not None else [])
        self.tanpa_waktu.update(s.mutu_baku.waktu.jenis for s in record.langkah if _minutes(s) is None)
        self._add_roles(record)
        self._add_region(record, doubtful, total)
        self.semua.append(_brief(record, path, total))
        self._padanan.add(record)
        if not ready:
            self._keep(_worst(record, path, levels))

    def _add_roles(self, record: SopRecord) -> None:
        names = {p.id: roles(p) for p in record.pelaksana}
        for step in record.langkah:
            drawn = {s.pelaksana for s in step.simbol if s.jenis is not JenisSimbol.SEGILIMA}
            who = {name for p in drawn for name in names.get(p, (p,))}
            self.jabatan.update(who)
            self.menit_jabatan.update(dict.fromkeys(who, _minutes(step) or 0))
        for a in record.alur:
            if a.terarah and a.dari.pelaksana != a.ke.pelaksana:
                ends = (names.get(a.dari.pelaksana, ()), names.get(a.ke.pelaksana, ()))
                self.serah.update((d, k) for d in ends[0] for k in ends[1])

    def _add_region(self, record: SopRecord, doubtful: bool, total: TotalMenit) -> None:
        region = self.daerah[_region_name(record)]
        region.sop += 1
        region.langkah += len(record.langkah)
        region.tanpa_waktu += len(total.tanpa_waktu)
        region.ditinjau += doubtful
        region.keyakinan += record.keyakinan
        if total.pendek is not None and total.panjang is not None:
            region.pendek.append(total.pendek)
            region.panjang.append(total.panjang)

    def _keep(self, item: Worst) -> None:
        self.worst.append(item)
        if len(self.worst) >= 2 * MAX_WORST:
            self.worst = self.first(MAX_WORST)

    def first(self, count: int) -> list[Worst]:
        """The ``count`` (up to MAX_WORST) most doubtful records, the worst first."""
        return heapq.nsmallest(count, self.worst, key=lambda w: w.rank)

    def longest(self, count: int) -> list[Ringkas]:
        """The SOPs that take longest along the flow."""
        timed = [(-s.panjang, s.path, s) for s in self.semua if s.panjang]
        return [s for *_, s in heapq.nsmallest(count, timed)]

    def untimed(self, count: int) -> list[Ringkas]:
        """The SOPs with the most steps without working minutes."""
        open_ones = [(-s.tanpa_waktu, s.path, s) for s in self.semua if s.tanpa_waktu]
        return [s for *_, s in heapq.nsmallest(count, open_ones)]

    def alike(self) -> Iterator[list[tuple[Ringkas, float | None]]]:
        """Groups of the same SOP in several offices, each with its steps' likeness to the first, 0 to 1."""
        groups: defaultdict[str, list[tuple[Ringkas, float | None]]] = defaultdict(list)
        for brief, (_, head, _, steps) in zip(self.semua, self._padanan.rows(), strict=True):
            groups[head].append((brief, steps))
        return (g for g in groups.values() if several_offices([s for s, _ in g]))


def several_offices(group: Sequence[Ringkas]) -> bool:
    """Whether SOPs are of several offices or regions that were read; one number in a region is one SOP."""
    regions = {s.daerah for s in group} - {NO_REGION}
    offices = {s.instansi.casefold() for s in group} - {""}
    numbers = {s.nomor for s in group}
    one_sop = len(numbers) == 1 and None not in numbers
    return len(regions) > 1 or (len(offices) > 1 and not one_sop)


def roles(p: Pelaksana) -> tuple[str, ...]:
    """The names that a column counts for: its role, the roles of its parts, or its label."""
    if p.jabatan or not p.bagian:
        return (p.jabatan or p.label,)
    return tuple(dict.fromkeys(b.jabatan or b.label for b in p.bagian))


def _minutes(step: Langkah) -> float | None:
    """A step's upper bound in working minutes, the lower one where it has no upper."""
    w = step.mutu_baku.waktu
    return w.menit_min if w.menit_maks is None else w.menit_maks


def _brief(record: SopRecord, path: str, total: TotalMenit) -> Ringkas:
    return Ringkas(
        path=path,
        nama=record.nama_sop or "(tanpa nama)",
        daerah=_region_name(record),
        instansi=record.instansi or "",
        nomor=record.nomor_sop,
        langkah=len(record.langkah),
        pelaksana=len(record.pelaksana),
        tanpa_waktu=len(total.tanpa_waktu),
        pendek=total.pendek,
        panjang=total.panjang,
        di_luar_alur=len(total.di_luar_alur),
        status="ditinjau" if record.ditinjau else record.status.value,
    )


def _worst(record: SopRecord, path: str, levels: Counter[Tingkat]) -> Worst:
    grave = sorted(record.tinjauan, key=lambda t: list(Tingkat).index(t.tingkat), reverse=True)
    return Worst(
        path=path,
        nama=record.nama_sop or "(tanpa nama)",
        daerah=_region_name(record),
        berkas=record.sumber.berkas,
        halaman=", ".join(map(str, record.sumber.halaman)),
        galat=levels[Tingkat.GALAT],
        peringatan=levels[Tingkat.PERINGATAN],
        keyakinan=record.keyakinan,
        pesan=tuple(dict.fromkeys(t.pesan for t in grave))[:3],
    )


def _region_name(record: SopRecord) -> str:
    return f"{record.daerah.kode} {record.daerah.nama}" if record.daerah else NO_REGION


def class_of(minutes: float) -> str:
    return next(name for end, name in CLASSES if minutes <= end)


def gather(store: Store, entries: Sequence[Entri]) -> Stats:
    """Every record that the entries list, read one at a time; exact copies of a file count once."""
    stats = Stats()
    for path in (path for entry in entries if not entry.sama_dengan for path in entry.records):
        data = store.read(path)
        with contextlib.suppress(ValueError):  # damaged: told by validate, read again by the next run
            stats.add(SopRecord.model_validate_json(data or b""), path)
    return stats
