"""How a large import behaves: copied and mutated documents, told in figures.

usage: python tests/bench/batch.py [--files N] [--from FOLDER ...] [--seed S] [--timeout S]

Every file of the folders once as it is, then copies of them, most of them spoilt; small files more
often than large ones, so that thousands take an hour and not a day. Prints one line per measure: files
accounted for, the longest file against its limit, memory in the first and the last tenth of the run,
speed with 1 and 2 workers, and whether these runs, one killed five times and one on Dask give the same
bytes. Not part of the tests: it takes its time, and its speeds mean something on a quiet machine only.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from distributed import LocalCluster

from sopap.run import batch
from sopap.run.manifest import TIMES, load_done, read_times
from sopap.run.store import STATE, Store, open_store

ROOT = Path(__file__).resolve().parents[2]
MEMORY_MB = 2048
KILLS = 5
SMALL = 100_000  # bytes; larger files are drawn less often, by the square of their size


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
    weights = [1 / max(SMALL, p.stat().st_size) ** 2 for p in sources]
    spoilt = rng.choices(sources, weights, k=max(0, count - len(sources)))
    chosen = [(p, p.read_bytes()) for p in sources] + [(p, mutate(p.read_bytes(), rng)) for p in spoilt]
    for i, (source, data) in enumerate(rng.sample(chosen, count)):
        path = folder / f"{i:05d}"[:3] / f"{i:05d}-{source.name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


class Watch(threading.Thread):
    """Memory while a run goes on, five times a second, in MB: the largest reader, and this process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.readers: list[float] = []
        self.parent: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self.over.wait(0.2):
            self.readers.append(max(map(size, me.children()), default=0.0))
            self.parent.append(size(me))


def size(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 2**20
    except psutil.Error:
        return 0.0


def tenths(seen: list[float]) -> str:
    """Peak of the first and of the last tenth, and their ratio."""
    n = max(1, len(seen) // 10)
    first, last = max(seen[:n], default=0.0), max(seen[-n:], default=0.0)
    return f"{first:.0f} {last:.0f} ({last / first if first else 0:.2f})"


@dataclass(frozen=True)
class Bench:
    source: Path
    count: int
    timeout: float

    def run(self, out: Path, **options: object) -> tuple[float, float, Watch]:
        """Wall and CPU seconds of a run (CPU: of processes that have ended in it), and its memory."""
        watch = Watch()
        watch.start()
        start, before = time.monotonic(), cpu_of_children()
        fixed = {"source": str(self.source), "out": str(out), "timeout": self.timeout, "memory_mb": MEMORY_MB}
        batch.run(batch.RunOptions.model_validate({**fixed, **options}))
        watch.over.set()
        return time.monotonic() - start, cpu_of_children() - before, watch

    def run_killed(self, out: Path) -> list[int]:
        """A run that is killed five times, then let through; how many files were done at each kill."""
        command = [sys.executable, "-m", "sopap", "run", str(self.source), "--out", str(out)]
        command += ["--timeout", str(self.timeout), "--memory", str(MEMORY_MB), "--workers", "2"]
        done = []
        for i in range(1, KILLS + 1):
            victim = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT)
            while victim.poll() is None and files_done(out) < i * self.count / (KILLS + 1):
                time.sleep(0.5)
            victim.kill()
            victim.wait()
            done.append(files_done(out))
        subprocess.run(command, stderr=subprocess.DEVNULL, cwd=ROOT, check=False)
        return done

    def run_dask(self, out: Path) -> float:
        with LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as cluster:
            return self.run(out, scheduler=cluster.scheduler_address)[0]


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def files_done(out: Path) -> int:
    return len(load_done(open_store(str(out)))) if out.exists() else 0


def digest(out: Path) -> str:
    """One hash over every output that must not differ between runs."""
    total = hashlib.sha256()
    for path in sorted(p for p in out.rglob("*") if p.is_file() and p.name != TIMES and STATE not in p.parts):
        total.update(path.relative_to(out).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def measures(bench: Bench, folder: Path) -> Iterator[tuple[str, object]]:
    """The timed runs come last, so that a machine that is still busy spoils the others only."""
    yield "files", bench.count
    yield "killed after, files", bench.run_killed(folder / "mati")
    yield "Dask, two workers, seconds", f"{bench.run_dask(folder / 'dask'):.0f}"
    two, cpu_two, watch = bench.run(folder / "dua", workers=2)
    yield from account(open_store(str(folder / "dua")), bench.timeout)
    yield "largest reader, first and last tenth, MB", tenths(watch.readers)
    yield "parent, first and last tenth, MB", tenths(watch.parent)
    one, cpu_one, _ = bench.run(folder / "satu", workers=1)
    yield "seconds, 1 and 2 workers", f"{one:.0f} {two:.0f}"
    yield "CPU seconds of the readers, 1 and 2 workers", f"{cpu_one:.0f} {cpu_two:.0f}"
    yield "speed-up", f"{one / two:.2f}"
    digests = {name: digest(folder / name) for name in ("satu", "dua", "mati", "dask")}
    yield "hash of all outputs", digests
    yield "same bytes: 1, 2 workers, killed, Dask", len(set(digests.values())) == 1


def account(store: Store, timeout: float) -> Iterator[tuple[str, object]]:
    entries = load_done(store).values()
    yield "accounted for", len(entries)
    yield "states", dict(Counter(str(e.status) for e in entries))
    yield "records", sum(len(e.records) for e in entries)
    yield "reasons", dict(Counter(e.kode for e in entries if e.kode).most_common())
    faults = Counter(e.alasan for e in entries if e.kode in ("galat_tak_terduga", "proses_mati"))
    yield "program errors", dict(faults)
    yield "longest files, seconds (limit)", f"{sorted(read_times(store).values())[-3:]} ({timeout:.0f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--from", dest="folders", type=Path, nargs="+", default=[ROOT / "corpus"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=120.0)
    arguments = parser.parse_args()
    wanted = {".pdf", ".txt", ".md", ".docx", ".xlsx", ".jpg", ".jpeg", ".png"}
    sources = sorted(p for f in arguments.folders for p in f.rglob("*") if p.suffix.lower() in wanted)
    folder = Path(tempfile.mkdtemp(prefix="sopap-bench-"))
    try:
        make_input(folder / "masuk", sources, arguments.files, arguments.seed)
        bench = Bench(folder / "masuk", arguments.files, arguments.timeout)
        for name, value in measures(bench, folder):
            print(f"{name:44s} {value}", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
