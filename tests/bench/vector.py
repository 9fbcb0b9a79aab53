"""CPU seconds a page of extract_file beside pdfplumber's own page.extract_tables().

    python tests/bench/vector.py FOLDER [--truth]

Reads every PDF of FOLDER (with --truth: only those that FOLDER/truth/<stem>.json describes), in
one process, each file by the one and then by the other, and prints a row a file and the ratio.
Both pay for opening and parsing the file: the one price is that of the whole reading up to
printed rows, symbols and arrows, the other that of the bare tables.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import pdfplumber

from extract import extract_file
from schemas.errors import UnreadableFile


def ours(path: Path) -> float:
    """CPU seconds of extract_file."""
    start = time.process_time()
    try:
        extract_file(path)
    except UnreadableFile as e:
        print(f"  {path.name}: {e}")
    return time.process_time() - start


def theirs(path: Path) -> tuple[float, int, int]:
    """CPU seconds of pdfplumber's tables, with the number of pages and of tables."""
    start = time.process_time()
    tables = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            tables += len(page.extract_tables())
            page.close()
        count = len(pdf.pages)
    return time.process_time() - start, count, tables


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", action="store_true", help="only files that have truth")
    args = parser.parse_args()
    files = sorted(args.folder.glob("*.pdf"))
    if args.truth:
        files = [f for f in files if (args.folder / "truth" / f"{f.stem}.json").is_file()]
    if not files:
        raise SystemExit(f"no PDF in {args.folder}")
    ours(files[0])  # imports and first use of the libraries are nobody's price
    total = [0.0, 0.0]
    pages = 0
    for path in files:
        mine = ours(path)
        other, count, tables = theirs(path)
        total[0] += mine
        total[1] += other
        pages += count
        print(f"{path.name[:32]:32s} pages {count:3d} tables {tables:3d}  "
              f"sopap {mine / count:6.3f}  pdfplumber {other / count:6.3f} s/page")  # fmt: skip
    mine, other = total[0] / pages, total[1] / pages
    print(f"{len(files)} files, {pages} pages, CPU seconds a page:")
    print(f"sopap {mine:.3f}, pdfplumber.extract_tables {other:.3f}, ratio {mine / other:.2f}")


if __name__ == "__main__":
    main()
