"""Records measured against truth files: how much of each kind of value is right, and how honest the rest is.

A truth file holds one source document: ``{"berkas": ..., "sop": [{identity fields, "pelaksana":
[label, ...], "langkah": [{"nomor", "kegiatan", ..., "waktu_min": [3, "hari"], "simbol": [[label,
jenis], ...]}], "alur": [["1@label", "2@label", "Ya"], ...]}]}``. In ``alur`` a row is told by its printed
number or by ``r<K>``, the K-th row. It belongs to the records whose source has the same file stem.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from pydantic import ValidationError

from schemas.record import SopRecord
from sopap.errors import InputError
from sopap.measure.align import align, likeness
from sopap.measure.judge import Judge, Truth
from sopap.measure.score import Score


def evaluate(records: Path, truth: Path) -> Score:
    """Every truth file of ``truth`` against the records found under ``records``. Raises InputError."""
    files = sorted(truth.glob("*.json"))
    if not files:
        raise InputError(f"Tidak ada berkas kunci (*.json) di {truth}.")
    by_stem = load_records(records)
    score = Score()
    for path in files:
        document = json.loads(path.read_text(encoding="utf-8"))
        stem = Path(document.get("berkas", path.stem)).stem
        score_document(score, path.stem, document["sop"], by_stem.get(stem) or by_stem.get(path.stem, []))
    return score


def load_records(folder: Path) -> dict[str, list[SopRecord]]:
    found: defaultdict[str, list[SopRecord]] = defaultdict(list)
    for path in sorted(folder.rglob("*.json")):
        try:
            record = SopRecord.model_validate_json(path.read_bytes())
        except ValidationError:
            continue  # reports and truth may lie in the same tree
        found[Path(record.sumber.berkas).stem].append(record)
    return found


def score_document(score: Score, stem: str, truths: list[Truth], records: list[SopRecord]) -> None:
    """The SOPs of one truth file against the records of its document, in their order."""
    records = sorted(records, key=lambda r: ((r.sumber.halaman or (0,))[0], r.sumber.urutan))

    def alike(truth: Truth, record: SopRecord) -> float:
        return 0.5 + 0.5 * likeness(truth.get("nama_sop"), record.nama_sop) if len(truths) > 1 else 1.0

    pairs = dict(align(truths, records, alike, 0.5))
    score.add("sop", len(pairs), len(truths), len(records))
    for i, truth in enumerate(truths):
        if i in pairs:
            score.sops.append(Judge(score, truth, records[pairs[i]]).run())
        else:
            score.missing.append(f"{stem}[{i}]")
            Judge(score, truth, None).run()
