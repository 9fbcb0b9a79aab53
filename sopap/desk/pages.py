"""Pictures of source pages for the desk, and where on them a value stands."""

from __future__ import annotations

import base64
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from schemas.record import Alur, SopRecord, Titik
from sopap.run.pool import Limits, run_limited
from sopap.run.worker import Stopped
from sopap.show.review import Job, Picture, pictures

LIMITS = Limits(seconds=60, memory_mb=2048)
COLOURS = 8  # of arrows (desk.css), so that neighbours differ
KEPT = 60  # records whose page pictures are kept in memory


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: page, and box in points of the page as a viewer shows it."""

    jalur: str
    halaman: int
    kotak: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A page's picture and the points that it shows."""

    data: bytes
    width: float
    height: float


def spot_of(record: SopRecord, jalur: str) -> Spot | None:
    """Where the value at a JSON Pointer stands on the paper, if that is known."""
    way = jalur.split("/")[1:]
    if way[:1] == ["alur"] and len(way) > 1 and way[1].isdigit() and int(way[1]) < len(record.alur):
        return _arrow(record, jalur, int(way[1]))
    if way and way[0] in record.asal_isian:
        place = record.asal_isian[way[0]]
        return Spot(jalur, place.halaman, place.kotak) if place.kotak else None
    if way[:1] != ["langkah"] or len(way) < 2 or not way[1].isdigit() or int(way[1]) >= len(record.langkah):
        return None
    step = record.langkah[int(way[1])]
    if step.asal is None:
        return None
    if way[2:3] == ["simbol"] and len(way) > 3 and way[3].isdigit() and int(way[3]) < len(step.simbol):
        box = step.simbol[int(way[3])].kotak
        if box:
            return Spot(jalur, step.asal.halaman, box)
    return Spot(jalur, step.asal.halaman, step.asal.kotak) if step.asal.kotak else None


def _arrow(record: SopRecord, jalur: str, number: int) -> Spot | None:
    a = record.alur[number]
    ends = [
        spot_of(record, f"/langkah/{i}/simbol/{e.simbol}")
        for e in (a.dari, a.ke)
        for i, s in enumerate(record.langkah)
        if s.urutan == e.langkah
    ]
    known = [e for e in ends if e]
    same = [e for e in known if e.halaman == known[0].halaman] if known else []
    if not same:
        return None
    boxes = [e.kotak for e in same]
    low = (min(b[0] for b in boxes), min(b[1] for b in boxes))
    return Spot(jalur, same[0].halaman, (*low, max(b[2] for b in boxes), max(b[3] for b in boxes)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """An arrow on a page as it is drawn there; points. ``warna``: which of the colours for arrows."""

    jalur: str
    titik: tuple[Titik, ...]
    terarah: bool
    warna: int

    @property
    def svg(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.titik)


def lines_of(record: SopRecord) -> dict[int, list[Drawn]]:
    """For each page its arrows. One that was added by hand, or whose line is not known, runs straight between
    its symbols where both stand on the page.
    """
    found: dict[int, list[Drawn]] = {n: [] for n in record.sumber.halaman}
    for i, a in enumerate(record.alur):
        pieces = [(p.halaman, p.titik) for p in a.lintasan] or _straight(record, a)
        for n, (page, points) in enumerate(pieces, 1):
            if page in found:
                head = a.terarah and n == len(pieces)
                found[page].append(Drawn(f"/alur/{i}", points, head, i % COLOURS))
    return found


def _straight(record: SopRecord, a: Alur) -> list[tuple[int, tuple[Titik, ...]]]:
    rows = {s.urutan: i for i, s in enumerate(record.langkah)}
    ends = [spot_of(record, f"/langkah/{rows[e.langkah]}/simbol/{e.simbol}") for e in (a.dari, a.ke)]
    if ends[0] is None or ends[1] is None or ends[0].halaman != ends[1].halaman:
        return []
    return [(ends[0].halaman, (_middle(ends[0]), _middle(ends[1])))]


def _middle(spot: Spot) -> Titik:
    x0, y0, x1, y1 = spot.kotak
    return round((x0 + x1) / 2, 1), round((y0 + y1) / 2, 1)


class PagePictures:
    """Pages drawn on demand, in a process of its own: a bad file may not take the desk with it."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources
        self._kept: OrderedDict[str, tuple[Picture, ...]] = OrderedDict()
        self._lock = Lock()

    def jpeg(self, record: SopRecord, halaman: int) -> Jpeg | None:
        """The picture of a page of the record, None where there is none."""
        drawn = next((p for p in self._drawn(record) if p.halaman == halaman), None)
        if drawn is None:
            return None
        data = base64.b64decode(drawn.data.partition(",")[2])
        return Jpeg(data, *drawn.size)

    def _drawn(self, record: SopRecord) -> tuple[Picture, ...]:
        with self._lock:
            if record.id not in self._kept:
                job = Job(record, record.id, self.sources.get(record.sumber.berkas))
                ((_, result),) = run_limited(pictures, [job], 1, LIMITS)
                self._kept[record.id] = () if isinstance(result, Stopped) else result
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return self._kept[record.id]
