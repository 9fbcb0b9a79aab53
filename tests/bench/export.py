"""Measures an export of many synthetic records: seconds and peak memory.

usage: python tests/bench/export.py FORMAT [--count 100000] [--target TARGET] [--records FOLDER]

Records are 2,000 random ones written over and over with ids of their own, made once into FOLDER.
The peak is the process's own (ru_maxrss), the export alone: records are made in another process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def make_records(folder: Path, count: int) -> None:
    from sopap.run.store import canonical
    from tests.support import synthetic

    texts = [canonical(r).decode() for r in synthetic.random_records(min(count, 2000))]
    heads = [json.loads(text) for text in texts]
    for i in range(count):
        text, head = texts[i % len(texts)], heads[i % len(texts)]
        sha = hashlib.sha256(str(i).encode()).hexdigest()
        own = f"{head['id'].rsplit('-', 1)[0]}-{sha[:8]}-{i}"
        text = text.replace(head["id"], own).replace(head["sumber"]["sha256"], sha)
        text = text.replace(head["nomor_sop"], f"SOP-{i:06d}").replace(
            '"nama_sop": "SOP ', f'"nama_sop": "SOP {i % 977} '
        )
        path = folder / "records" / sha[:2] / f"{own}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("format")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--target")
    parser.add_argument("--records", type=Path, default=Path("build/bench-export"))
    chosen = parser.parse_args()
    if not (chosen.records / "records").is_dir():
        maker = multiprocessing.get_context("spawn").Process(
            target=make_records, args=(chosen.records, chosen.count)
        )
        maker.start()
        maker.join()
    from sopap.export import export

    begin, cpu = time.perf_counter(), time.process_time()
    done = export(chosen.records, chosen.format, chosen.target)
    seconds, used = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = done.metadata.jumlah_sop
    print(f"{chosen.format}: {count} records, {seconds:.0f} s wall, {used:.0f} s CPU, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
