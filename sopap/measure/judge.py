"""One record against its truth, value by value."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from schemas.record import Alur, Langkah, SopRecord, UjungAlur
from schemas.vocab import AsalSatuan, JenisSimbol
from sopap.measure.align import align, likeness, matched, plain
from sopap.measure.doubts import Doubts
from sopap.measure.score import Score, SopTally, Verdict

Truth = dict[str, Any]
Node = tuple[object, str]

_DATES = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif")
LISTS = (
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
)
# Names that truth files of other makers use for the same shapes.
_KINDS = {"terminator": "kapsul", "proses": "kotak", "keputusan": "belah_ketupat", "konektor": "segilima"}
# The word SOP before a title is no part of it.
_SOP = re.compile(
    r"^(standar operasional prosedur\b\s*(\(sop\))?|standard operating procedure|sop\b)\s*[:\-]?\s*"
)


class Judge:
    """Counts one SOP into ``score``; ``tally`` has the verdict on each value of its record."""

    def __init__(self, score: Score, truth: Truth, record: SopRecord | None) -> None:
        self.score = score
        self.truth = truth
        self.record = record
        self.doubts = Doubts(record)
        status = getattr(record, "status", None)
        self.tally = SopTally(record.id if record else "", self.doubts.count, status and status == "siap")
        self.columns: list[str] = truth.get("pelaksana") or []
        labels = _labels(record, self.columns)
        self.told = {p: _nearest(label, self.columns) for p, label in labels.items()}
        self.labels = list(labels.values())
        self.steps = record.langkah if record else ()
        self.pairs = align(
            truth["langkah"], self.steps, lambda t, p: likeness(t["kegiatan"], p.kegiatan), 0.7
        )
        self.rows = {j: i for i, j in self.pairs}

    def run(self) -> SopTally:
        if "nomor_sop" in self.truth:
            self._identity()
        found, steps = matched(self.labels, self.columns, 0.9), self.truth["langkah"]
        self.score.add("pelaksana.kolom", found, len(self.columns), len(self.labels))
        self.score.add("langkah", len(self.pairs), len(steps), len(self.steps))
        for _ in range(len(steps) - len(self.pairs)):
            self._judge("", "", False, False)
        for j in range(len(self.steps)):
            if j not in self.rows:
                self._judge("", f"/langkah/{j}", False, False)
        for i, j in self.pairs:
            self._cells(steps[i], self.steps[j], j)
        same = self._symbols()
        if "alur" in self.truth:
            self._arrows(same)
        return self.tally

    def _judge(self, of: str, jalur: str, right: bool, told: bool) -> None:
        verdict = Verdict(jalur, right, told)
        self.tally.verdicts.append(verdict)
        if of:
            self.score.honest(of, verdict)

    # --- identity block

    def _identity(self) -> None:
        r, t = self.record, self.truth
        name, signer = r.disahkan_oleh if r else None, t.get("disahkan_oleh") or {}
        self._field("nomor_sop", _closed_up(r.nomor_sop if r else None), _closed_up(t.get("nomor_sop")))
        self._field("nama_sop", r.nama_sop if r else None, t.get("nama_sop"), 0.95)
        for key in _DATES:
            value = getattr(r, key, None)
            self._field(key, value and value.isoformat(), t.get(key))
        self._field("disahkan.nama", name.nama if name else None, signer.get("nama"), 0.95)
        self._field("disahkan.nip", name.nip if name else None, re.sub(r"\D", "", signer.get("nip") or ""))
        for key in LISTS:
            self._list(key)

    def _field(self, key: str, got: str | None, want: str | None, floor: float = 1.0) -> None:
        if not got and not want:
            return
        bare = _title if key == "nama_sop" else plain
        right = bool(plain(want)) and (plain(got) == plain(want) or likeness(bare(got), bare(want)) >= floor)
        self.score.add(f"identitas.{key}", int(right), int(bool(want)), int(bool(got)))
        place = key.replace("disahkan.", "disahkan_oleh/")
        self._judge("jujur.identitas.", f"/{place}", right, self.doubts.at_field(place.split("/")[0]))

    def _list(self, key: str) -> None:
        got = [x if isinstance(x, str) else x.teks for x in getattr(self.record, key, ())]
        want = [x if isinstance(x, str) else x.get("teks", "") for x in self.truth.get(key) or []]
        found = matched(got, want, 0.9)
        self.score.add(f"daftar.{key}", found, len(want), len(got))
        told = self.doubts.at_field(key)
        for n in range(max(len(got), len(want))):
            self._judge("jujur.identitas.", f"/{key}", n < found, told)

    # --- rows

    def _cells(self, truth: Truth, step: Langkah, row: int) -> None:
        mutu = step.mutu_baku
        texts = {
            "kegiatan": step.kegiatan,
            "kelengkapan": mutu.kelengkapan.teks,
            "waktu": mutu.waktu.teks,
            "output": mutu.output.teks,
            "keterangan": step.keterangan,
            "nomor": step.nomor,
        }
        for key, got in texts.items():
            want = truth.get(key, "")
            if plain(got) or plain(want):
                right = likeness(got, want) >= 0.95
                self.score.add(f"sel.{key}", int(right), int(bool(plain(want))), int(bool(plain(got))))
                self._row(row, right, key, key)
        self._time(truth, step, row)

    def _time(self, truth: Truth, step: Langkah, row: int) -> None:
        waktu = step.mutu_baku.waktu
        told = (_bound((waktu.min, waktu.satuan_min)), _bound((waktu.maks, waktu.satuan_maks)))
        wanted = (_bound(truth.get("waktu_min")), _bound(truth.get("waktu_maks")))
        if told == wanted == (None, None):
            return
        assumed = waktu.asal_satuan is AsalSatuan.ANGGAPAN and wanted == (None, None)
        if assumed and any("waktu" in "/".join(rest) for rest in self.doubts.rows[row]):
            return  # a number without a unit: one was assumed, and said so
        right = told == wanted
        self.score.add("waktu.nilai", int(right), int(wanted != (None, None)), int(told != (None, None)))
        self._row(row, right, "waktu", "waktu")

    def _row(self, row: int, right: bool, key: str, *names: str) -> None:
        place = f"mutu_baku/{key}" if key in ("kelengkapan", "waktu", "output") else key
        self._judge("jujur.", f"/langkah/{row}/{place}", right, self.doubts.at_row(row, *names))

    # --- drawing

    def _symbols(self) -> bool:
        """Symbols by row, column and kind, connectors apart; whether the two sets are the same."""
        wanted: Counter[tuple[object, str, str]] = Counter()
        for i, truth in enumerate(self.truth["langkah"]):
            wanted.update((i, label, _KINDS.get(kind, kind)) for label, kind in truth.get("simbol", []))
        got: Counter[tuple[object, str, str]] = Counter()
        for j, step in enumerate(self.steps):
            row = self.rows.get(j, ("x", j))
            got.update((row, self.told.get(s.pelaksana, s.pelaksana), str(s.jenis)) for s in step.simbol)
        for symbols in (wanted, got):
            for key in [k for k in symbols if k[2] == JenisSimbol.SEGILIMA]:
                del symbols[key]
        self.score.add("simbol", (wanted & got).total(), wanted.total(), got.total())
        places = [{(row, label) for row, label, _ in symbols} for symbols in (wanted, got)]
        self.score.add("simbol.pelaksana", len(places[0] & places[1]), len(places[0]), len(places[1]))
        for i, j in self.pairs:
            right = {k for k in wanted if k[0] == i} == {k for k in got if k[0] == i}
            self._row(j, right, "simbol", "simbol", "pelaksana")
        return wanted == got

    def _arrows(self, same_symbols: bool) -> None:
        nodes = _TruthNodes(self.truth["langkah"])
        alur = self.record.alur if self.record else ()
        wanted = Counter((nodes.at(a), nodes.at(b), plain(c)) for a, b, c in self.truth["alur"])
        got = Counter((*self._ends(a), plain(a.label)) for a in alur)
        # Joint work, drawn as a line without a head, may be told or not, either way round.
        free = {frozenset((nodes.at(a), nodes.at(b))) for a, b in self.truth.get("alur_bebas", [])}
        for arrows in (wanted, got):
            for key in [k for k in arrows if frozenset(k[:2]) in free]:
                del arrows[key]
        want, have = _without_labels(wanted), _without_labels(got)
        self.score.add("alur", (want & have).total(), wanted.total(), got.total())
        self.score.add("alur.berlabel", (wanted & got).total(), wanted.total(), got.total())
        self.score.add("bagan.utuh", int(same_symbols and want == have), 1, 1)
        places = self._places(alur)
        for right, edges in ((True, want & have), (False, want - have), (False, have - want)):
            for edge in edges.elements():
                jalur = places[edge].pop() if edge in have and places[edge] else ""
                self._judge("jujur.alur.", jalur, right, self.doubts.at_arrow(self._rows_of(edge)))

    def _ends(self, arrow: Alur) -> tuple[Node, Node]:
        return self._node(arrow.dari), self._node(arrow.ke)

    def _node(self, end: UjungAlur) -> Node:
        j = end.langkah - 1
        return self.rows.get(j, ("x", j)), self.told.get(end.pelaksana, end.pelaksana)

    def _places(self, alur: Iterable[Alur]) -> defaultdict[tuple[Node, Node], list[str]]:
        places: defaultdict[tuple[Node, Node], list[str]] = defaultdict(list)
        for i, arrow in enumerate(alur):
            places[self._ends(arrow)].append(f"/alur/{i}")
        return places

    def _rows_of(self, edge: tuple[Node, Node]) -> set[int]:
        """The record's rows at the ends of an arrow, of those that it has."""
        of_truth: dict[object, int] = {i: j for i, j in self.pairs}
        rows = {row[1] if isinstance(row, tuple) else of_truth.get(row) for row, _ in edge}
        return {j for j in rows if j is not None}


def _closed_up(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def _title(text: str | None) -> str:
    return _SOP.sub("", plain(text)) or plain(text)


def _labels(record: SopRecord | None, wanted: list[str]) -> dict[str, str]:
    """Column id to its label, with its group before it where the truth tells it so."""
    labels = {}
    for p in record.pelaksana if record else ():
        forms = (p.label, f"{p.kelompok or ''} {p.label}".strip())
        labels[p.id] = max(forms, key=lambda f: max((likeness(f, w) for w in wanted), default=0))
    return labels


def _nearest(label: str, wanted: list[str]) -> str:
    best = max(wanted, key=lambda w: likeness(label, w), default=None)
    return best if best is not None and likeness(label, best) >= 0.6 else label


def _bound(value: Any) -> tuple[float, str] | None:
    if not value or value[0] is None:
        return None
    return float(value[0]), value[1]


def _without_labels(arrows: Counter[tuple[Node, Node, str]]) -> Counter[tuple[Node, Node]]:
    bare: Counter[tuple[Node, Node]] = Counter()
    for (start, end, _), n in arrows.items():
        bare[start, end] += n
    return bare


class _TruthNodes:
    """Rows of the truth by printed number or ``r<K>``; of several, the one with a symbol there."""

    def __init__(self, steps: list[Truth]) -> None:
        self.steps = steps
        self.names: defaultdict[str, list[int]] = defaultdict(list)
        for i, step in enumerate(steps):
            if step["nomor"]:
                self.names[step["nomor"]].append(i)
            self.names[f"r{i + 1}"].append(i)

    def at(self, name: str) -> Node:
        number, _, label = name.partition("@")
        rows = self.names.get(number, [])
        held = [i for i in rows if any(x == label for x, _ in self.steps[i].get("simbol", []))]
        found = held or rows
        return (found[0] if found else number), label
