"""How well filled symbols and shaded headers are read: every disguise at every resolution, in figures.

    python tests/bench/filled.py [--dpi 300 200 150] [--only NAME ...]

Draws the documents of tests/support/generate/filled.py, born digital and as scans, reads them and
prints a score a resolution (as ``sopap eval`` gives it), and the disguises that were not read whole.
Not part of the tests: it reads some seventy pages.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from sopap.measure.evaluate import evaluate
from sopap.run.batch import RunOptions, run
from tests.support.generate.filled import HABITS, write

SHOWN = ("langkah", "simbol", "alur", "bagan", "sel")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dpi", type=int, nargs="*", default=[300, 200, 150])
    parser.add_argument("--only", nargs="*", choices=sorted(HABITS), default=sorted(HABITS))
    args = parser.parse_args()
    for dpi in [0, *args.dpi]:
        with tempfile.TemporaryDirectory() as folder:
            score(Path(folder), args.only, dpi)


def score(folder: Path, names: list[str], dpi: int) -> None:
    """Read the disguises at one resolution (0: born digital) and print what came out."""
    (folder / "truth").mkdir()
    for name in names:
        write(folder, name, [dpi] if dpi else [])
        if dpi:  # the scan alone
            (folder / f"{name}.pdf").unlink()
            (folder / "truth" / f"{name}.json").unlink()
    run(RunOptions(source=str(folder), out=str(folder / "out")))
    print(f"== {f'{dpi} dpi' if dpi else 'born digital'}")
    for line in evaluate(folder / "out" / "records", folder / "truth").lines():
        if line.strip().startswith(SHOWN):
            print(line)


if __name__ == "__main__":
    main()
