"""How a large import behaves: copied and mutated documents, told in figures.

usage: python tests/bench/batch.py [--files N] [--from FOLDER ...] [--seed S]

Prints one line per measure: files accounted for, the longest file against its limit, memory of the
reader processes in the first and the last tenth of the run, speed with 1 and 2 workers, and whether
both runs and a run killed half-way give the same bytes. Not part of the tests: it takes its time.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil

from sopap import batch
from sopap.manifest import TIMES, load_done, read_times
from sopap.store import open_store

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 60.0
MEMORY_MB = 2048


def mutate(data: bytes, rng: random.Random) -> bytes:
    """One of the ways in which files go bad: cut, flipped bytes, a hole, doubled, or none."""
    kind = rng.choice(("whole", "whole", "cut", "flip", "hole", "double", "empty"))
    if kind == "cut":
        return data[: rng.randrange(len(data) + 1)]
    if kind == "flip":
        spoilt = bytearray(data)
        for _ in range(rng.randrange(1, 60)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        return bytes(spoilt)
    if kind == "hole":
        start = rng.randrange(len(data))
        return data[:start] + data[start + rng.randrange(5000) :]
    return {"double": data + data, "empty": b""}.get(kind, data)


def make_input(folder: Path, sources: list[Path], count: int, seed: int) -> None:
    rng = random.Random(seed)
    for i in range(count):
        source = rng.choice(sources)
        path = folder / f"{i % 97:02d}" / f"{i:05d}-{source.name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutate(source.read_bytes(), rng))


class MemoryWatch(threading.Thread):
    """Largest reader process twice a second, in MB, with the time."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self.over.wait(0.5):
            sizes = [self._size(child) for child in me.children()]
            self.seen.append(max(sizes, default=0.0))

    @staticmethod
    def _size(process: psutil.Process) -> float:
        try:
            return float(process.memory_info().rss) / 2**20
        except psutil.Error:
            return 0.0

    def tenths(self) -> tuple[float, float]:
        """Peak of the first and of the last tenth."""
        n = max(1, len(self.seen) // 10)
        return max(self.seen[:n], default=0), max(self.seen[-n:], default=0)


def run(source: Path, out: Path, workers: int) -> tuple[float, MemoryWatch]:
    watch = MemoryWatch()
    watch.start()
    start = time.monotonic()
    options = batch.RunOptions(
        source=str(source), out=str(out), workers=workers, timeout=TIMEOUT, memory_mb=MEMORY_MB
    )
    batch.run(options)
    watch.over.set()
    return time.monotonic() - start, watch


def run_killed(source: Path, out: Path, times: int, seconds: float) -> None:
    """A run that is killed ``times`` times, then let through."""
    command = [sys.executable, "-m", "sopap", "run", str(source), "--out", str(out)]
    command += ["--timeout", str(TIMEOUT), "--memory", str(MEMORY_MB), "--workers", "2"]
    for i in range(times + 1):
        victim = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            victim.wait(None if i == times else seconds)
        except subprocess.TimeoutExpired:
            victim.kill()
            victim.wait()


def digest(out: Path) -> str:
    """One hash over every output that must not differ between runs."""
    total = hashlib.sha256()
    for path in sorted(p for p in out.rglob("*") if p.is_file() and p.name not in (TIMES, ".kunci")):
        total.update(path.relative_to(out).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def measures(folder: Path, count: int) -> Iterator[tuple[str, object]]:
    source = folder / "masuk"
    two, watch = run(source, folder / "dua", 2)
    one, _ = run(source, folder / "satu", 1)
    run_killed(source, folder / "mati", 5, two / 8)
    store = open_store(str(folder / "dua"))
    entries = load_done(store)
    first, last = watch.tenths()
    yield "files", count
    yield "accounted for", len(entries)
    yield "states", dict(Counter(str(e.status) for e in entries.values()))
    yield "reasons", dict(Counter(e.kode for e in entries.values() if e.kode).most_common())
    faults = Counter(e.alasan for e in entries.values() if e.kode in ("galat_tak_terduga", "proses_mati"))
    yield "program errors", dict(faults)
    yield "longest file, seconds (limit)", f"{max(read_times(store).values()):.1f} ({TIMEOUT:.0f})"
    yield "memory, first and last tenth, MB", f"{first:.0f} {last:.0f}"
    yield "files per second, 1 and 2 workers", f"{count / one:.2f} {count / two:.2f}"
    yield "speed-up", f"{one / two:.2f}"
    same = len({digest(folder / name) for name in ("satu", "dua", "mati")}) == 1
    yield "same bytes: 1, 2 workers, killed 5 times", same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--from", dest="folders", type=Path, nargs="+", default=[ROOT / "corpus"])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    wanted = {".pdf", ".txt", ".docx", ".xlsx", ".jpg", ".jpeg", ".png"}
    sources = sorted(p for f in arguments.folders for p in f.rglob("*") if p.suffix.lower() in wanted)
    folder = Path(tempfile.mkdtemp(prefix="sopap-bench-"))
    try:
        make_input(folder / "masuk", sources, arguments.files, arguments.seed)
        for name, value in measures(folder, arguments.files):
            print(f"{name:44s} {value}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
