"""The report of a run: one HTML file that opens offline, in Indonesian, worst records first.

It says nothing of clocks or machines, so equal records give an equal report.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from schemas.tinjauan import Kode
from schemas.vocab import JenisWaktu
from sopap.run.manifest import Entri, Status, entry_line
from sopap.run.names import REVIEWS, review_path
from sopap.run.own import Register
from sopap.run.store import STATE, Store
from sopap.show import report_data
from sopap.show.report_data import CLASSES, Ringkas, Stats, gather
from sopap.visible import visible

REPORT = "report.html"
_MADE = f"{STATE}/laporan"  # of what the report has been made
_TEMPLATES = Path(__file__).parent / "templates"
_WORST = 100
_LISTED = 500
_ROLES = 20
_LONGEST = 20
_PAIRS = 20
_MATRIX = 12  # roles of the hand-over matrix: what still reads on one page
_GROUPS = 50
_SIDES = 20  # offices of one group
_PROBLEMS = (Status.DITOLAK, Status.TERTUNDA, Status.SEBAGIAN)
_NO_TIME: dict[str, str] = {
    JenisWaktu.KOSONG: "Kolom waktu kosong",
    JenisWaktu.JADWAL: "Menurut jadwal",
    JenisWaktu.TAK_TERURAI: "Tidak dapat dibaca",
}

Bars = list[tuple[str, float, float]]
_K = TypeVar("_K", str, tuple[str, str])


def write_report(store: Store, entries: Sequence[Entri]) -> list[tuple[str, str]]:
    """``report.html`` of the output folder, from its manifest entries in path order.

    A user's file of that name stays: then (the name, the name that was taken instead) is returned.
    """
    made = store.read(_MADE) == report_key(store, entries)
    if made and store.exists(REPORT) and not Register(store).damaged(REPORT):
        return []  # it would say the same again
    return publish(store, gather(store, entries), entries)


def report_key(store: Store, entries: Sequence[Entri]) -> bytes:
    """A hash of what the report is made of: entries, with the hashes of their records, pages, this code."""
    key = hashlib.sha256()
    for entry in entries:
        key.update(entry_line(entry))
    for page in sorted(store.names(REVIEWS)):
        key.update(page.encode() + b"\0")
    for source in (Path(__file__), Path(report_data.__file__), *sorted(_TEMPLATES.glob("*.html"))):
        key.update(source.read_bytes())
    return key.hexdigest().encode()


def publish(store: Store, stats: Stats, entries: Sequence[Entri]) -> list[tuple[str, str]]:
    """The same from what has been gathered, with links to the review pages that there are."""
    there = set(store.names(REVIEWS))
    pages = {s.path: page for s in stats.semua if (page := review_path(s.path)) in there}
    data = render(stats, entries, pages).encode("utf-8", "replace")
    moved = Register(store).write([(REPORT, data)])
    store.write(_MADE, b"" if moved else report_key(store, entries))
    return moved


def render(stats: Stats, entries: Sequence[Entri], pages: Mapping[str, str]) -> str:
    """The page. Everything from documents is escaped by the template engine.

    ``pages``: the review page of each record that has one, both as paths under the output root.
    """
    states = Counter(e.status for e in entries)
    return page_template("report.html").render(
        berkas=len(entries),
        record=sum(len(e.records) for e in entries),
        status=[(s, states[s]) for s in Status],
        stats=stats,
        worst=[(w, quote(pages.get(w.path, ""))) for w in stats.first(_WORST)],
        terlama=_ranges(stats),
        matriks=_matrix(stats.serah),
        serah=_by_count(stats.serah)[:_PAIRS],
        tanpa_waktu=stats.untimed(_LONGEST),
        sebab=_bars([(_NO_TIME.get(k, k), n) for k, n in _by_count(stats.tanpa_waktu)]),
        serupa=[group[:_SIDES] for group in islice(stats.alike(), _GROUPS)],
        kode=[(k, *_meaning(k), n) for k, n in _by_count(stats.kode)],
        daerah=sorted(stats.daerah.items()),
        grafik=_charts(stats),
        bermasalah=_capped([e for e in entries if e.status in _PROBLEMS]),
        semua=[(s, quote(pages.get(s.path, s.path))) for s in sorted(stats.semua, key=_by_office)],
        bukan=_capped([e for e in entries if e.status is Status.BUKAN_SOP]),
        salinan=_capped([e for e in entries if e.sama_dengan]),
        mirip=_capped([e for e in entries if e.mirip_dengan and not e.sama_dengan]),
        batas=_LISTED,
    )


def _by_office(s: Ringkas) -> tuple[str, str, str]:
    return s.instansi.casefold(), s.nama.casefold(), s.path


def _meaning(kode: str) -> tuple[str, str]:
    """Level and message of a code, with dots for what each case fills in."""
    known = next((k for k in Kode if k == kode), None)
    return (str(known.tingkat), re.sub(r"\{\w+\}", "…", known.pesan)) if known else ("", "")


def _capped(entries: list[Entri]) -> tuple[int, list[Entri]]:
    return len(entries), entries[:_LISTED]


def _by_count(counts: Mapping[_K, int]) -> list[tuple[_K, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _charts(stats: Stats) -> Iterator[tuple[str, Bars]]:
    """Bar charts: title and bars."""
    ordered = [name for _, name in CLASSES]
    yield "Waktu per langkah", _bars([(n, stats.menit_langkah[n]) for n in ordered])
    yield "Waktu per SOP, jalan terpanjang", _bars([(n, stats.menit_sop[n]) for n in ordered])
    yield f"Langkah per jabatan ({_ROLES} terbanyak)", _bars(_by_count(stats.jabatan)[:_ROLES])
    yield f"Menit kerja per jabatan ({_ROLES} terbanyak)", _bars(_by_count(stats.menit_jabatan)[:_ROLES])


def _bars(counts: Sequence[tuple[str, float]]) -> Bars:
    """(name, count, share of the longest) for each bar."""
    longest = max((n for _, n in counts), default=0) or 1
    return [(name, n, n / longest) for name, n in counts]


def _ranges(stats: Stats) -> list[tuple[str, float, float, float, float]]:
    """(name, shortest, longest, share, share) of the SOPs that take longest, in working minutes."""
    found = stats.longest(_LONGEST)
    most = max((s.panjang or 0 for s in found), default=0) or 1
    return [
        (s.nama, s.pendek or 0, s.panjang or 0, (s.pendek or 0) / most, (s.panjang or 0) / most)
        for s in found
    ]


def _matrix(handed: Counter[tuple[str, str]]) -> tuple[list[str], list[list[tuple[int, float]]]]:
    """Roles that hand over most, and (count, share of the largest) from each of them to each."""
    total: Counter[str] = Counter()
    for (giver, taker), n in handed.items():
        total[giver] += n
        total[taker] += n
    names = [name for name, _ in _by_count(total)[:_MATRIX]]
    most = max((handed[d, k] for d in names for k in names), default=0) or 1
    return names, [[(handed[d, k], handed[d, k] / most) for k in names] for d in names]


def fitted(text: str, width: float) -> str:
    """``text`` with its middle left out where, in letters of 12 pixels, it is wider than ``width`` pixels.

    Both ends stay: titles of one office begin alike.
    """
    room = width / (8.8 if text.isupper() else 6.7)
    if len(text) <= room:
        return text
    head = int(room / 3)
    return f"{text[:head].rstrip()}…{text[len(text) - int(room - head - 1) :].lstrip()}"


def page_template(name: str) -> Template:
    """A page of ``templates/``; what it is filled with is escaped, a missing value is an error."""
    environment = Environment(
        loader=PackageLoader("sopap.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=lambda v: visible(v) if type(v) is str else v,
    )
    environment.filters["ribuan"] = lambda n: f"{n:,.0f}".replace(",", ".")
    environment.filters["muat"] = fitted
    environment.filters["desimal"] = lambda x: f"{x:.2f}".replace(".", ",")
    return environment.get_template(name)
