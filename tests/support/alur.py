"""Our own annotated flows of real documents, checked by eye against their pages, and how a reading differs.

``python -m tests.support.alur FOLDER`` tells the differences of all files, FOLDER holding the documents.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from extract.pipeline import extract_file
from normalize.record import normalize_file
from schemas.record import SopRecord, UjungAlur

TRUTHS = Path(__file__).resolve().parents[1] / "data" / "alur"
KINDS = {"kapsul": "terminator", "kotak": "proses", "belah_ketupat": "keputusan", "lain": "lain"}


def truths() -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(TRUTHS.glob("*.json"))]


def differences(folder: Path, truth: dict[str, Any]) -> list[str]:
    """What a reading of a document has otherwise: executors, steps, times, symbols and arrows."""
    path = folder / truth["folder"] / truth["berkas"]
    records = normalize_file(extract_file(path), path.name, sha256(path.read_bytes()).hexdigest())
    if len(records) != len(truth["sop"]):
        return [f"{len(records)} SOP"]
    return [d for record, sop in zip(records, truth["sop"], strict=True) for d in of_sop(record, sop)]


def of_sop(record: SopRecord, sop: dict[str, Any]) -> list[str]:
    names = {p.id: joined(p.label) for p in record.pelaksana}
    number = {row.urutan: row.nomor.rstrip(".") for row in record.langkah}

    def end(u: UjungAlur) -> str:
        return f"{number[u.langkah]}@{names[u.pelaksana]}"

    read = [("pelaksana", tuple(names.values()))]
    for row in record.langkah:
        symbols = sorted((names[s.pelaksana], KINDS[s.jenis]) for s in row.simbol if s.jenis in KINDS)
        read.append((number[row.urutan], (row.mutu_baku.waktu.teks, *symbols)))
    read += [("alur", (end(a.dari), end(a.ke), a.label)) for a in record.alur]
    wanted = [("pelaksana", tuple(map(joined, sop["pelaksana"])))]
    for step in sop["langkah"]:
        symbols = sorted((joined(who), kind) for who, kind in step["simbol"])
        wanted.append((step["nomor"], (step["waktu"], *symbols)))
    wanted += [("alur", (joined(a), joined(b), label)) for a, b, label in sop["alur"]]
    lost, added = Counter(wanted) - Counter(read), Counter(read) - Counter(wanted)
    return [f"kurang {x}" for x in lost] + [f"lebih {x}" for x in added]


def joined(name: str) -> str:
    """A name without its spaces: coarse print does not show them all."""
    return "".join(name.split())


if __name__ == "__main__":
    for one in truths():
        print(one["berkas"], *differences(Path(sys.argv[1]), one), sep="\n  ")
