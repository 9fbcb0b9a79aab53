"""Spoils documents and reads them, for as long as it is told, and keeps whatever broke.

usage: python -m tests.bench.fuzz [--minutes M] [--cases N] [--from FOLDER ...] [--seed S] [--keep FOLDER]

A case is a sample and a list of edits (tests/support/mutate), drawn at random: Hypothesis, which the tests
use with the same mutations, likes to repeat what it drew. Each case goes the whole way of
`sopap run`: anything but a coded refusal is a fault, and so is a record that is not whole, a
second reading that differs, and a minute of computing. Pages that failed are listed too ("page: ..."):
a person must tell a damaged page from a fault of the program.

A sample that is no SOP must give no record, however it is spoilt: "a record of ...", to be looked at.

Faults are told apart by the line they rise from; ``--keep`` gets the smallest file of each, with its
traceback, cut down to the edits it needs, and a log of every case. Runs of cases go in a child
process, so that a crash of a parser is a fault as well and ends nothing.
Pictures are read with made-up words, a few of them by the real engine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import multiprocessing
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from tests.support.mutate import mutated
from tests.support.mutate.guess import GuessEngine
from tests.support.mutate.samples import Sample, made_samples, samples_from
from tests.support.mutate.whole import Broken, read_whole

LIMIT = 60  # seconds of computing for a case: a crowded machine makes none slow
SLOW = 10.0  # such seconds from which a case is noted
PATIENCE = 20 * LIMIT  # seconds of the clock until a case that does not compute is taken for hung
MEMORY = 4 << 30  # bytes of address space
ROUND = 400  # cases in one child process
REAL = 30  # every so many pictures are read by the real engine
AGAIN = 20  # every so many cases are read twice
SHARES = {"pdf": 12, "teks": 20, "xlsx": 20, "docx": 20, "zip": 6, "terkunci": 4, "gambar": 1}
DEAR = 40  # of the samples that hold pictures, one in so many is taken
OURS = ("schemas", "extract", "normalize", "sopap")
ROOT = Path(__file__).resolve().parents[2]


class Slow(BaseException):
    """Beyond the limit; no handler of errors catches it."""


@dataclass(frozen=True, slots=True)
class Fault:
    signature: str
    text: str


class Round:
    """Cases read in one process. ``keep`` gets the log and the faults."""

    def __init__(self, keep: Path, samples: Sequence[Sample]) -> None:
        self.keep, self.samples = keep, samples
        self.pages: list[Fault] = []
        self.count = 0
        self.form = True
        self.known = {p.stem: p.stat().st_size for p in (keep / "faults").iterdir() if p.suffix != ".log"}

    def run(self, number: int) -> None:
        prepare(self)
        by_kind = defaultdict(list)
        for sample in self.samples:
            by_kind[sample.kind].append(sample)
        kinds = [k for k, share in SHARES.items() if by_kind[k] for _ in range(share)]
        rng = Random(number)
        for _ in range(ROUND):
            sample = drawn_from(by_kind[rng.choice(kinds)], rng)
            self.case(sample, [rng.getrandbits(40) for _ in range(rng.choice((1, 1, 2, 3, 5, 8)))])

    def case(self, sample: Sample, edits: list[int]) -> None:
        self.count += 1
        data = mutated(sample, edits)
        start = time.process_time()
        faults, outcome = self.read(sample, data)
        self.log(sample, edits, time.process_time() - start, outcome, faults)
        for fault in faults:
            self.keep_fault(fault, sample, edits, data)

    def read(self, sample: Sample, data: bytes) -> tuple[list[Fault], str]:
        """The faults of one case, and what else became of it."""
        self.form = sample.sop
        path = self.keep / f"current{sample.suffix}"
        path.write_bytes(data)
        self.pages.clear()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            whole = read_whole(path)
            if self.count % AGAIN == 0 and read_whole(path) != whole:
                raise Broken("read twice, and not the same")
            if whole.records and not sample.sop:
                raise Broken(f"a record of {sample.name}")
        except Slow as e:
            return [fault_of(e)], "slow"
        except Exception as e:
            return [*self.pages, fault_of(e)], "fault"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        outcome = (
            f"{len(whole.records)} records" if whole.records else whole.codes[0] if whole.codes else "none"
        )
        return list(self.pages), outcome

    def keep_fault(self, fault: Fault, sample: Sample, edits: list[int], data: bytes) -> None:
        """Keep the file of a fault where it is new or smaller than before."""
        name = hashlib.sha256(fault.signature.encode()).hexdigest()[:10]
        if name not in self.known and not fault.signature.startswith("Slow"):
            edits, data = self.cut_down(fault, sample, edits, data)
        if len(data) >= self.known.get(name, len(data) + 1):
            return
        self.known[name] = len(data)
        folder = self.keep / "faults"
        for old in folder.glob(f"{name}.*"):
            old.unlink()
        (folder / f"{name}{sample.suffix}").write_bytes(data)
        told = f"{fault.signature}\n{sample.name} {edits}\n\n{fault.text}"
        (folder / f"{name}.log").write_text(told, "utf-8")

    def cut_down(
        self, fault: Fault, sample: Sample, edits: list[int], data: bytes
    ) -> tuple[list[int], bytes]:
        """Without the edits that the fault does not need."""
        for edit in list(edits):
            fewer = [e for e in edits if e != edit]
            smaller = mutated(sample, fewer)
            if fault.signature in [f.signature for f in self.read(sample, smaller)[0]]:
                edits, data = fewer, smaller
        return edits, data

    def log(self, sample: Sample, edits: list[int], took: float, outcome: str, faults: list[Fault]) -> None:
        row = {"kind": sample.kind, "sample": sample.name, "edits": edits, "seconds": round(took, 2)}
        row |= {"outcome": outcome, "faults": [f.signature for f in faults]}
        with (self.keep / "cases.jsonl").open("a", encoding="utf-8") as f:
            f.write(json.dumps(row, ensure_ascii=False) + "\n")


def prepare(run: Round) -> None:
    """Limits of this process, and the two places that are listened in on: the OCR engine, failed pages."""
    from extract import document
    from extract.sources.scan import reader
    from extract.sources.scan.text import engine as ocr

    warnings.simplefilter("ignore")
    logging.disable()  # parsers tell every damage
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, too_slow)
    real = ocr.engine_for

    def made(cache: Path | None = None) -> Any:
        return real(cache) if run.count % REAL == 0 else GuessEngine(run.form)

    ocr.engine_for = reader.engine_for = made
    plain = document.RawHalaman

    def heard(**fields: Any) -> Any:
        if fields.get("isi") == "gagal":
            error = sys.exception()
            assert error is not None  # a page is called failed where its error is caught
            run.pages.append(fault_of(error, "page: "))
        return plain(**fields)

    document.RawHalaman = heard  # type: ignore[assignment, misc]


def drawn_from(samples: Sequence[Sample], rng: Random) -> Sample:
    """One of them; those with pictures take the time of many."""
    while True:
        sample = rng.choice(samples)
        if not sample.dear or sample.kind == "gambar" or rng.randrange(DEAR) == 0:
            return sample


def too_slow(number: int, frame: FrameType | None) -> None:
    raise Slow(f"over {LIMIT} seconds")


def fault_of(error: BaseException, before: str = "") -> Fault:
    """Told apart by its type, by our innermost line and, where it rose elsewhere, by that function."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if any(f"{ROOT}/{package}/" in f.filename for package in OURS)]
    place = "?"
    if ours:
        place = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}"
    last = frames[-1] if frames else None
    beyond = f" < {Path(last.filename).name}:{last.name}" if last and last not in ours[-1:] else ""
    if isinstance(error, Broken):
        place, beyond = str(error), ""
    text = "".join(traceback.format_exception(error, limit=-25))
    return Fault(f"{before}{type(error).__name__} {place}{beyond}", text)


def rounds(keep: Path, samples: Sequence[Sample], first: int, minutes: float, cases: int) -> None:
    """Child after child until time or cases are over; one that dies or hangs is a fault of its case."""
    end = time.monotonic() + minutes * 60
    fork = multiprocessing.get_context("fork")
    number = first
    while time.monotonic() < end and count_cases(keep) < cases:
        child = fork.Process(target=Round(keep, samples).run, args=(number,))
        child.start()
        while child.is_alive() and time.monotonic() < end:
            child.join(2.0)
            if current_age(keep) > PATIENCE:
                break
        if child.is_alive():
            child.kill()
            child.join()
        if child.exitcode and time.monotonic() < end:
            keep_crash(keep, f"child ended with {child.exitcode}", number)
        number += 1
        print_summary(keep)


def count_cases(keep: Path) -> int:
    path = keep / "cases.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def current_file(keep: Path) -> Path | None:
    return max(keep.glob("current.*"), key=lambda p: p.stat().st_mtime, default=None)


def current_age(keep: Path) -> float:
    path = current_file(keep)
    return time.time() - path.stat().st_mtime if path else 0.0


def keep_crash(keep: Path, what: str, number: int) -> None:
    path = current_file(keep)
    if path:
        shutil.copy(path, keep / "faults" / f"crash-{number}{path.suffix}")
    (keep / "faults" / f"crash-{number}.log").write_text(what + "\n", "utf-8")


def print_summary(keep: Path) -> None:
    for line in summary(keep):
        print(line)
    print(flush=True)


def summary(keep: Path) -> Iterator[str]:
    rows = [json.loads(line) for line in (keep / "cases.jsonl").read_text("utf-8").splitlines()]
    kinds = dict(Counter(r["kind"] for r in rows))
    yield f"{time.strftime('%H:%M:%S')} {len(rows)} cases {kinds}, {sum(r['seconds'] for r in rows):.0f} s"
    yield f"  outcomes {dict(Counter(r['outcome'] for r in rows).most_common())}"
    yield f"  over {SLOW:.0f} s: {sum(r['seconds'] > SLOW for r in rows)}"
    for signature, n in Counter(f for r in rows for f in r["faults"]).most_common():
        yield f"  {n:5d} {hashlib.sha256(signature.encode()).hexdigest()[:10]} {signature}"
    for path in sorted((keep / "faults").glob("crash-*.log")):
        yield f"  {path.stem}: {path.read_text('utf-8').strip()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--cases", type=int, default=1_000_000, help="those that --keep holds already count")
    parser.add_argument("--from", dest="folders", type=Path, nargs="+", default=[ROOT / "corpus"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    keep = arguments.keep or Path(tempfile.mkdtemp(prefix="sopap-fuzz-"))
    (keep / "faults").mkdir(parents=True, exist_ok=True)
    samples = [*made_samples(), *(s for folder in arguments.folders for s in samples_from(folder))]
    print(f"{len(samples)} samples {dict(Counter(s.kind for s in samples))}; faults in {keep}", flush=True)
    rounds(keep, samples, arguments.seed * 100_000, arguments.minutes, arguments.cases)


if __name__ == "__main__":
    main()
