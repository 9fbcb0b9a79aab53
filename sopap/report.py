"""The report of a run: one HTML file that opens offline, in Indonesian, worst records first.

It says nothing of clocks or machines, so equal records give an equal report.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from schemas.record import SopRecord
from schemas.tinjauan import KODE
from schemas.vocab import Tingkat
from sopap.manifest import Entri, Status
from sopap.store import Store

REPORT = "report.html"
_WORST = 100
MAX_WORST = 1000
_LISTED = 500
_ROLES = 20
# Upper ends of the classes of working minutes, with their names: an hour, a day (7.5 h), a week of 5 days.
_CLASSES = (
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


@dataclass(slots=True)
class Region:
    """The records of one daerah."""

    sop: int = 0
    langkah: int = 0
    ditinjau: int = 0
    keyakinan: float = 0.0
    menit: list[float] = field(default_factory=list)

    @property
    def menit_tengah(self) -> float | None:
        return median(self.menit) if self.menit else None


@dataclass(slots=True)
class Stats:
    """What the report tells, gathered record by record."""

    langkah: int = 0
    bersih: int = 0
    worst: list[Worst] = field(default_factory=list)
    kode: Counter[str] = field(default_factory=Counter)
    daerah: defaultdict[str, Region] = field(default_factory=lambda: defaultdict(Region))
    menit_langkah: Counter[str] = field(default_factory=Counter)
    menit_sop: Counter[str] = field(default_factory=Counter)
    jabatan: Counter[str] = field(default_factory=Counter)

    def add(self, record: SopRecord, path: str) -> None:
        levels = Counter(t.tingkat for t in record.tinjauan)
        doubtful = levels[Tingkat.GALAT] + levels[Tingkat.PERINGATAN] > 0
        self.kode.update(t.kode for t in record.tinjauan)
        self.langkah += len(record.langkah)
        self.bersih += not doubtful
        minutes = [m for step in record.langkah if (m := step.mutu_baku.waktu.menit_maks) is not None]
        self.menit_langkah.update(map(_class_of, minutes))
        self.menit_sop.update([_class_of(sum(minutes))] if minutes else [])
        self._add_roles(record)
        self._add_region(record, doubtful, minutes)
        if doubtful:
            self._keep(_worst(record, path, levels))

    def _add_roles(self, record: SopRecord) -> None:
        names = {p.id: p.jabatan or p.label for p in record.pelaksana}
        for step in record.langkah:
            self.jabatan.update({names.get(s.pelaksana, s.pelaksana) for s in step.simbol})

    def _add_region(self, record: SopRecord, doubtful: bool, minutes: list[float]) -> None:
        region = self.daerah[_region_name(record)]
        region.sop += 1
        region.langkah += len(record.langkah)
        region.ditinjau += doubtful
        region.keyakinan += record.keyakinan
        if minutes:
            region.menit.append(sum(minutes))

    def _keep(self, item: Worst) -> None:
        self.worst.append(item)
        if len(self.worst) >= 2 * MAX_WORST:
            self.worst = self.first(MAX_WORST)

    def first(self, count: int) -> list[Worst]:
        """The ``count`` (up to MAX_WORST) most doubtful records, the worst first."""
        return heapq.nsmallest(count, self.worst, key=lambda w: w.rank)


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
    return f"{record.daerah.kode} {record.daerah.nama}" if record.daerah else "(daerah belum diketahui)"


def _class_of(minutes: float) -> str:
    return next(name for end, name in _CLASSES if minutes <= end)


def gather(store: Store, entries: Sequence[Entri]) -> Stats:
    """Every record that the entries list, read one at a time."""
    stats = Stats()
    for path in (path for entry in entries for path in entry.records):
        data = store.read(path)
        if data is not None:
            stats.add(SopRecord.model_validate_json(data), path)
    return stats


def write_report(store: Store, entries: Sequence[Entri]) -> None:
    """``report.html`` of the output folder, from its manifest entries in path order."""
    page = render(gather(store, entries), entries)
    store.write(REPORT, page.encode("utf-8", "replace"))


def render(stats: Stats, entries: Sequence[Entri]) -> str:
    """The page. Everything from documents is escaped by the template engine."""
    states = Counter(e.status for e in entries)
    return page_template("report.html").render(
        berkas=len(entries),
        record=sum(len(e.records) for e in entries),
        status=[(s, states[s]) for s in Status],
        stats=stats,
        worst=stats.first(_WORST),
        kode=[(k, *_meaning(k), n) for k, n in _by_count(stats.kode)],
        daerah=sorted(stats.daerah.items()),
        grafik=_charts(stats),
        bermasalah=_capped([e for e in entries if e.status in (Status.DITOLAK, Status.SEBAGIAN)]),
        bukan=_capped([e for e in entries if e.status is Status.BUKAN_SOP]),
        salinan=_capped([e for e in entries if e.sama_dengan]),
        mirip=_capped([e for e in entries if e.mirip_dengan and not e.sama_dengan]),
        batas=_LISTED,
    )


def _meaning(kode: str) -> tuple[str, str]:
    """Level and message of a code, with dots for what each case fills in."""
    level, text = KODE.get(kode, ("", ""))
    return str(level), re.sub(r"\{\w+\}", "…", text)


def _capped(entries: list[Entri]) -> tuple[int, list[Entri]]:
    return len(entries), entries[:_LISTED]


def _by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _charts(stats: Stats) -> Iterator[tuple[str, list[tuple[str, int, float]]]]:
    """Bar charts: title and bars as (name, count, share of the longest)."""
    ordered = [name for _, name in _CLASSES]
    yield "Waktu per langkah", _bars([(n, stats.menit_langkah[n]) for n in ordered])
    yield "Jumlah waktu per SOP", _bars([(n, stats.menit_sop[n]) for n in ordered])
    yield f"Langkah per jabatan ({_ROLES} terbanyak)", _bars(_by_count(stats.jabatan)[:_ROLES])


def _bars(counts: list[tuple[str, int]]) -> list[tuple[str, int, float]]:
    longest = max((n for _, n in counts), default=0) or 1
    return [(name, n, n / longest) for name, n in counts]


def page_template(name: str) -> Template:
    """A page of ``templates/``; what it is filled with is escaped, a missing value is an error."""
    environment = Environment(
        loader=PackageLoader("sopap"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["ribuan"] = lambda n: f"{n:,.0f}".replace(",", ".")
    environment.filters["desimal"] = lambda x: f"{x:.2f}".replace(".", ",")
    return environment.get_template(name)
