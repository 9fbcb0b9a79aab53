"""What each doubt is worth: how often its place holds a wrong value, and how many right ones it points at.

    python -m tests.bench.doubts RECORDS TRUTH [RECORDS TRUTH ...]

A line for each code and level, and one for rows read unsurely (``keyakinan``). ``doubts``: how many there are
on records with truth; ``hit``: how many of them point at a wrong value; ``wrong``, ``right``: values it
points at; ``alone``: right values that nothing else points at. Below it the wrong values that nothing tells.
What a doubt points at is decided as in ``jujur.*`` of ``sopap eval``.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from schemas.record import SopRecord, Tinjauan
from sopap.measure.align import align, likeness
from sopap.measure.doubts import SURE
from sopap.measure.evaluate import load_records
from sopap.measure.judge import Judge, Truth
from sopap.measure.score import Score, Verdict

LOW = "keyakinan"


@dataclass(slots=True)
class Worth:
    doubts: int = 0
    hit: int = 0
    wrong: int = 0
    right: int = 0
    alone: int = 0
    places: list[str] = field(default_factory=list)


def pairs(records: Path, truth: Path) -> Iterator[tuple[str, Truth, SopRecord]]:
    by_stem = load_records(records)
    for path in sorted(truth.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        stem = Path(told.get("berkas", path.stem)).stem
        found = sorted(
            by_stem.get(stem) or by_stem.get(path.stem, []),
            key=lambda r: ((r.sumber.halaman or (0,))[0], r.sumber.urutan),
        )
        several = len(told["sop"]) > 1
        for i, j in align(
            told["sop"],
            found,
            lambda t, r: 0.5 + 0.5 * likeness(t.get("nama_sop"), r.nama_sop) if several else 1.0,  # noqa: B023
            0.5,
        ):
            yield path.stem, told["sop"][i], found[j]


def verdicts(truth: Truth, record: SopRecord) -> list[Verdict]:
    return Judge(Score(), truth, record).run().verdicts


def single_doubts(record: SopRecord) -> Iterator[tuple[str, str, SopRecord]]:
    """The record once for each of its doubts, with that one alone: its name, its place, the record."""
    sure = tuple(x.model_copy(update={"keyakinan": 1.0}) for x in record.langkah)
    bare = record.model_copy(update={"langkah": sure})
    for t in record.tinjauan:
        yield f"{t.tingkat.value} {t.kode}", t.jalur, bare.model_copy(update={"tinjauan": (t,)})
    for i, row in enumerate(record.langkah):
        if row.keyakinan < SURE:
            rows = (*sure[:i], row, *sure[i + 1 :])
            empty: tuple[Tinjauan, ...] = ()
            yield LOW, f"/langkah/{i}", bare.model_copy(update={"langkah": rows, "tinjauan": empty})


def weigh(doc: str, truth: Truth, record: SopRecord, worth: defaultdict[str, Worth]) -> list[str]:
    """Adds one record to the table; the wrong values that nothing in it tells."""
    told_by: list[tuple[str, str, list[Verdict]]] = [
        (name, jalur, verdicts(truth, one)) for name, jalur, one in single_doubts(record)
    ]
    whole = verdicts(truth, record)
    by_place = [sum(vs[n].told for _, _, vs in told_by) for n in range(len(whole))]
    for name, jalur, vs in told_by:
        w = worth[name]
        wrong = sum(v.told and not v.right for v in vs)
        w.doubts, w.hit, w.wrong = w.doubts + 1, w.hit + (wrong > 0), w.wrong + wrong
        w.right += sum(v.told and v.right for v in vs)
        w.alone += sum(v.told and v.right and by_place[n] == 1 for n, v in enumerate(vs))
        w.places.append(f"{doc}{'+' if wrong else '-'}{jalur}")
    return [f"{doc} {v.jalur or '(missing)'}" for v in whole if not v.right and not v.told]


def main() -> None:
    ap = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ap.add_argument("folders", type=Path, nargs="+", metavar="RECORDS TRUTH")
    ap.add_argument("--places", action="store_true", help="where each doubt stands; + on a wrong value")
    args = ap.parse_args()
    worth: defaultdict[str, Worth] = defaultdict(Worth)
    silent: list[str] = []
    for records, truth in zip(args.folders[::2], args.folders[1::2], strict=True):
        for doc, told, record in pairs(records, truth):
            silent += weigh(doc, told, record, worth)
    print(f"{'':44s} doubts    hit  wrong  right  alone")
    for name, w in sorted(worth.items(), key=lambda nw: -nw[1].alone):
        print(f"{name:44s} {w.doubts:6d} {w.hit:6d} {w.wrong:6d} {w.right:6d} {w.alone:6d}")
        if args.places:
            print("   ", " ".join(w.places))
    print(f"\nwrong and not told: {len(silent)}", *silent, sep="\n")


if __name__ == "__main__":
    main()
