"""Calibration of a row's ``keyakinan``: how many rows are fully right, by how sure the record was.

    python tests/bench/keyakinan.py RECORDS TRUTH [RECORDS TRUTH ...] [--show]

A row is fully right when its five cells, its time and its symbols agree with the truth, by the
similarity and the threshold of score.py (the scorer of the shared folder beside the project).
Rows that no row of the truth matches are wrong. Prints, for each pair of folders and for all, the
rows and the right ones by bins of keyakinan, and of those with 0.9 or more.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

SCORER = Path(__file__).parents[2].parent / "shared" / "tools" / "score.py"
CELLS = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")
ALIKE = 0.95
BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)
SURE = 0.9
Row = tuple[float, list[str], str]  # keyakinan, what is wrong, where


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    if not SCORER.is_file() or spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {SCORER}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(score: ModuleType, records: Path, truth: Path) -> Iterator[Row]:
    """Every row of the records that have truth."""
    by_stem: dict[str, list[Any]] = defaultdict(list)
    for path in sorted(records.glob("**/*.json")):
        record = json.loads(path.read_text("utf-8"))
        if isinstance(record, dict) and "langkah" in record and "sumber" in record:
            by_stem[Path(record["sumber"]["berkas"]).stem].append(record)
    for path in sorted(truth.glob("*.json")):
        known = json.loads(path.read_text("utf-8"))
        found = sorted(by_stem[Path(known.get("berkas", path.stem)).stem], key=place)
        for want, got in zip(known["sop"], found, strict=False):
            yield from judged(score, got, want, path.stem)


def place(record: Any) -> tuple[int, int]:
    return (record["sumber"]["halaman"] or [0])[0], record["sumber"]["urutan"]


def judged(score: ModuleType, record: Any, truth: Any, stem: str) -> Iterator[Row]:
    """The rows of one record, each with the names of what is wrong in it."""
    names = nearest_labels(score, record, truth)
    pairs = score.align(
        truth["langkah"], record["langkah"], lambda t, p: score.sim(t["kegiatan"], p["kegiatan"]), 0.7
    )
    mates = {j: truth["langkah"][i] for i, j in pairs}
    for j, row in enumerate(record["langkah"]):
        wrong = faults(score, row, mates[j], names) if j in mates else ["langkah"]
        yield row["keyakinan"], wrong, f"{stem} {row['nomor'] or j + 1}"


def nearest_labels(score: ModuleType, record: Any, truth: Any) -> dict[str, str]:
    """The truth's name for each executor of the record, or its own where none is alike."""
    out = {}
    for p in record["pelaksana"]:
        forms = (p["label"], f"{p['kelompok'] or ''} {p['label']}".strip())
        alike = [(score.sim(form, t), t) for form in forms for t in truth.get("pelaksana") or ()]
        best = max(alike, default=(0.0, ""))
        out[p["id"]] = best[1] if best[0] >= 0.6 else p["label"]
    return out


def faults(score: ModuleType, row: Any, truth: Any, names: dict[str, str]) -> list[str]:
    """Cells, time and symbols in which a row differs from the truth's."""
    mutu = row["mutu_baku"]
    texts = {k: mutu[k]["teks"] for k in ("kelengkapan", "waktu", "output")}
    texts |= {k: row[k] for k in ("kegiatan", "keterangan")}
    out = [k for k in CELLS if score.sim(texts[k], truth.get(k, "")) < ALIKE]
    if times(mutu["waktu"]) != tuple(bound(truth.get(k)) for k in ("waktu_min", "waktu_maks")):
        out.append("waktu.nilai")
    drawn = {(names.get(s["pelaksana"], s["pelaksana"]), kind(score, s["jenis"])) for s in row["simbol"]}
    known = {(label, kind(score, jenis)) for label, jenis in truth.get("simbol", ())}
    if {s for s in drawn if s[1] != "konektor"} != {s for s in known if s[1] != "konektor"}:
        out.append("simbol")
    return out


def times(waktu: Any) -> tuple[Any, Any]:
    return tuple(bound((waktu[k], waktu[f"satuan_{k}"])) for k in ("min", "maks"))  # type: ignore[return-value]


def bound(value: Any) -> tuple[float, str] | None:
    return None if not value or value[0] is None else (float(value[0]), value[1])


def kind(score: ModuleType, jenis: str) -> str:
    return str(score.KIND.get(jenis, jenis))


def report(title: str, rows: list[Row]) -> None:
    print(f"{title}: {len(rows)} rows")
    for lo, hi in zip(BINS, (*BINS[1:], 2.0), strict=True):
        here = [wrong for sure, wrong, _ in rows if lo <= sure < hi]
        if here:
            right = sum(not wrong for wrong in here)
            share = f"{right / len(here):.3f}"
            print(f"  {lo:.2f} .. {min(hi, 1.0):.2f}  rows {len(here):4d}  right {right:4d}  {share}")
    sure = [wrong for certain, wrong, _ in rows if certain >= SURE]
    right = sum(not wrong for wrong in sure)
    print(f"  >= {SURE}: {right} of {len(sure)} fully right, {right / max(1, len(sure)):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="RECORDS TRUTH")
    parser.add_argument("--show", action="store_true", help="list what is wrong in sure rows")
    args = parser.parse_args()
    score = scorer()
    every: list[Row] = []
    for records, truth in zip(args.folders[::2], args.folders[1::2], strict=True):
        rows = list(rows_of(score, records, truth))
        report(str(records), rows)
        every += rows
    report("all", every)
    if args.show:
        for sure, wrong, where in sorted(every):
            if wrong and sure >= SURE:
                print(f"  {sure:.3f} {where}: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
