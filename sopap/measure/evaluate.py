"""Records measured against truth files: how much of each kind of value is right, and how honest the rest is.

A truth file holds one source document: ``{"berkas": ..., "sop": [{identity fields, "pelaksana":
[label, ...], "langkah": [{"nomor", "kegiatan", ..., "waktu_min": [3, "hari"], "simbol": [[label,
jenis], ...]}], "alur": [["1@label", "2@label", "Ya"], ...]}]}``. In ``alur`` a row is told by its printed
number or by ``r<K>``, the K-th row. It belongs to the records whose source has the same file stem.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.record import Langkah, SopRecord, UjungAlur
from schemas.vocab import JenisSimbol
from sopap.errors import InputError
from sopap.measure.align import align, likeness, matched, plain

Truth = dict[str, Any]
Node = tuple[object, str]

_DATES = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif")
_LISTS = (
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
)
_CELLS = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")
# Names that truth files of other makers use for the same shapes.
_KINDS = {"terminator": "kapsul", "proses": "kotak", "keputusan": "belah_ketupat", "konektor": "segilima"}
_SURE = 0.9  # a row whose keyakinan is below this counts as doubted


@dataclass(slots=True)
class Count:
    """Right values, values in the truth, values in the records."""

    right: int = 0
    truth: int = 0
    told: int = 0

    @property
    def recall(self) -> float | None:
        return self.right / self.truth if self.truth else None

    @property
    def precision(self) -> float | None:
        return self.right / self.told if self.told else None

    @property
    def f1(self) -> float | None:
        both = self.truth + self.told
        return 2 * self.right / both if both else None


@dataclass(slots=True)
class Score:
    """The counts by name of the measure, and the truth SOPs without a record."""

    counts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    missing: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, truth: int, told: int) -> None:
        count = self.counts[name]
        count.right += right
        count.truth += truth
        count.told += told

    def lines(self) -> Iterator[str]:
        """A table, one measure a line; the honesty measures are shares, shown as F1 and recall."""
        for name in sorted(self.counts):
            c = self.counts[name]
            share = name.startswith("jujur.")
            shown = (c.recall, c.recall, None) if share else (c.f1, c.recall, c.precision)
            f1, recall, precision = ("  –  " if v is None else f"{v:.3f}" for v in shown)
            yield f"{name:32s} F1 {f1}  R {recall}  P {precision}  n={c.truth}"
        if self.missing:
            yield "no record for: " + ", ".join(self.missing)


def evaluate(records: Path, truth: Path) -> Score:
    """Every truth file of ``truth`` against the records found under ``records``. Raises InputError."""
    files = sorted(truth.glob("*.json"))
    if not files:
        raise InputError(f"There is no truth file (*.json) in {truth}.")
    by_stem = _load_records(records)
    score = Score()
    for path in files:
        document = json.loads(path.read_text(encoding="utf-8"))
        stem = Path(document.get("berkas", path.stem)).stem
        _score_document(score, path.stem, document["sop"], by_stem.get(stem) or by_stem.get(path.stem, []))
    return score


def _load_records(folder: Path) -> dict[str, list[SopRecord]]:
    found: defaultdict[str, list[SopRecord]] = defaultdict(list)
    for path in sorted(folder.rglob("*.json")):
        try:
            record = SopRecord.model_validate_json(path.read_bytes())
        except ValidationError:
            continue  # reports and truth may lie in the same tree
        found[Path(record.sumber.berkas).stem].append(record)
    return found


def _score_document(score: Score, stem: str, truths: list[Truth], records: list[SopRecord]) -> None:
    records = sorted(records, key=lambda r: ((r.sumber.halaman or (0,))[0], r.sumber.urutan))

    def alike(truth: Truth, record: SopRecord) -> float:
        return 0.5 + 0.5 * likeness(truth.get("nama_sop"), record.nama_sop) if len(truths) > 1 else 1.0

    pairs = dict(align(truths, records, alike, 0.5))
    score.add("sop", len(pairs), len(truths), len(records))
    for i, truth in enumerate(truths):
        if i in pairs:
            score_sop(score, truth, records[pairs[i]])
        else:
            score.missing.append(f"{stem}[{i}]")
            score_sop(score, truth, None)


def score_sop(score: Score, truth: Truth, record: SopRecord | None) -> None:
    """One SOP against its truth; without a record everything in the truth is missed."""
    if "nomor_sop" in truth:
        _score_identity(score, truth, record)
    columns = truth.get("pelaksana") or []
    labels = _labels(record, columns)
    found = matched(list(labels.values()), columns, 0.9)
    score.add("pelaksana.kolom", found, len(columns), len(labels))
    told = {p: _nearest(label, columns) for p, label in labels.items()}
    steps = record.langkah if record else ()
    pairs = align(truth["langkah"], steps, lambda t, p: likeness(t["kegiatan"], p.kegiatan), 0.7)
    score.add("langkah", len(pairs), len(truth["langkah"]), len(steps))
    doubts = _Doubts(record)
    for i, j in pairs:
        _score_cells(score, truth["langkah"][i], steps[j], j, doubts)
    rows = {j: i for i, j in pairs}
    same = _score_symbols(score, truth["langkah"], steps, rows, told, doubts)
    if "alur" in truth:
        _score_arrows(score, truth, record, rows, told, same)


def _score_identity(score: Score, truth: Truth, record: SopRecord | None) -> None:
    name = record.disahkan_oleh if record else None
    number = record.nomor_sop if record else None
    signer = truth.get("disahkan_oleh") or {}
    _one(score, "nomor_sop", _closed_up(number), _closed_up(truth.get("nomor_sop")))
    _one(score, "nama_sop", record.nama_sop if record else None, truth.get("nama_sop"), 0.95)
    for key in _DATES:
        value = getattr(record, key, None)
        _one(score, key, value and value.isoformat(), truth.get(key))
    _one(score, "disahkan.nama", name.nama if name else None, signer.get("nama"), 0.95)
    _one(score, "disahkan.nip", name.nip if name else None, re.sub(r"\D", "", signer.get("nip") or ""))
    for key in _LISTS:
        got = [x if isinstance(x, str) else x.teks for x in getattr(record, key, ())]
        want = [x if isinstance(x, str) else x.get("teks", "") for x in truth.get(key) or []]
        score.add(f"daftar.{key}", matched(got, want, 0.9), len(want), len(got))


def _closed_up(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def _one(score: Score, key: str, got: str | None, want: str | None, floor: float = 1.0) -> None:
    if got or want:
        right = bool(plain(want)) and (plain(got) == plain(want) or likeness(got, want) >= floor)
        score.add(f"identitas.{key}", int(right), int(bool(want)), int(bool(got)))


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


class _Doubts:
    """What the record itself doubts, by row."""

    def __init__(self, record: SopRecord | None) -> None:
        self.rows: defaultdict[int, list[list[str]]] = defaultdict(list)
        for doubt in record.tinjauan if record else ():
            parts = doubt.jalur.split("/")[1:]
            if parts[:1] == ["langkah"] and len(parts) > 1:
                self.rows[int(parts[1])].append(parts[2:])

    def count(self, score: Score, right: bool, row: int, step: Langkah, *names: str) -> None:
        """Of wrong values those doubted are honest, of right ones those not doubted."""
        doubted = step.keyakinan < _SURE
        doubted = doubted or any(not rest or set(names) & set(rest) for rest in self.rows[row])
        name = "jujur.benar_tak_bertanda" if right else "jujur.salah_bertanda"
        score.add(name, int(doubted != right), 1, 1)


def _score_cells(score: Score, truth: Truth, step: Langkah, row: int, doubts: _Doubts) -> None:
    mutu = step.mutu_baku
    texts = (step.kegiatan, mutu.kelengkapan.teks, mutu.waktu.teks, mutu.output.teks, step.keterangan)
    for key, got in zip(_CELLS, texts, strict=True):
        want = truth.get(key, "")
        if plain(got) or plain(want):
            right = likeness(got, want) >= 0.95
            score.add(f"sel.{key}", int(right), int(bool(plain(want))), int(bool(plain(got))))
            doubts.count(score, right, row, step, key)
    waktu = mutu.waktu
    told = (_bound((waktu.min, waktu.satuan_min)), _bound((waktu.maks, waktu.satuan_maks)))
    wanted = (_bound(truth.get("waktu_min")), _bound(truth.get("waktu_maks")))
    if told != (None, None) or wanted != (None, None):
        right = told == wanted
        score.add("waktu.nilai", int(right), int(wanted != (None, None)), int(told != (None, None)))
        doubts.count(score, right, row, step, "waktu")


def _bound(value: Any) -> tuple[float, str] | None:
    if not value or value[0] is None:
        return None
    return float(value[0]), value[1]


def _score_symbols(
    score: Score,
    truths: list[Truth],
    steps: Iterable[Langkah],
    rows: dict[int, int],
    told: dict[str, str],
    doubts: _Doubts,
) -> bool:
    """Symbols by row, column and kind, connectors apart; whether the two sets are the same."""
    wanted: Counter[tuple[object, str, str]] = Counter()
    for i, truth in enumerate(truths):
        wanted.update((i, label, _KINDS.get(kind, kind)) for label, kind in truth.get("simbol", []))
    got: Counter[tuple[object, str, str]] = Counter()
    for j, step in enumerate(steps):
        row = rows.get(j, ("x", j))
        got.update((row, told.get(s.pelaksana, s.pelaksana), str(s.jenis)) for s in step.simbol)
    for symbols in (wanted, got):
        for key in [k for k in symbols if k[2] == JenisSimbol.SEGILIMA]:
            del symbols[key]
    score.add("simbol", (wanted & got).total(), wanted.total(), got.total())
    places = [{(row, label) for row, label, _ in symbols} for symbols in (wanted, got)]
    score.add("simbol.pelaksana", len(places[0] & places[1]), len(places[0]), len(places[1]))
    for j, step in enumerate(steps):
        if j in rows:
            right = {k for k in wanted if k[0] == rows[j]} == {k for k in got if k[0] == rows[j]}
            doubts.count(score, right, j, step, "simbol", "pelaksana")
    return wanted == got


def _score_arrows(
    score: Score,
    truth: Truth,
    record: SopRecord | None,
    rows: dict[int, int],
    told: dict[str, str],
    same_symbols: bool,
) -> None:
    def told_node(end: UjungAlur) -> Node:
        j = end.langkah - 1
        return rows.get(j, ("x", j)), told.get(end.pelaksana, end.pelaksana)

    nodes = _TruthNodes(truth["langkah"])
    wanted = Counter((nodes.at(a), nodes.at(b), plain(c)) for a, b, c in truth["alur"])
    got = Counter(
        (told_node(a.dari), told_node(a.ke), plain(a.label)) for a in (record.alur if record else ())
    )
    # Joint work, drawn as a line without a head, may be told or not, either way round.
    free = {frozenset((nodes.at(a), nodes.at(b))) for a, b in truth.get("alur_bebas", [])}
    for arrows in (wanted, got):
        for key in [k for k in arrows if frozenset(k[:2]) in free]:
            del arrows[key]
    bare_wanted, bare_got = (_without_labels(arrows) for arrows in (wanted, got))
    score.add("alur", (bare_wanted & bare_got).total(), wanted.total(), got.total())
    score.add("alur.berlabel", (wanted & got).total(), wanted.total(), got.total())
    score.add("bagan.utuh", int(same_symbols and bare_wanted == bare_got), 1, 1)


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
