"""Rows and columns of step tables: camelot's lattice beside ours and the truth.

    python tests/bench/camelot_lattice.py FOLDER

For the PDFs of FOLDER that have FOLDER/truth/<stem>.json: on the pages on which we found a step
table, camelot's largest table a page against our parts of tables there. Columns are those of a
page's table (the truth: number, activity, executors, three of quality, remarks); rows are steps, so
header rows of either are left out: of camelot's rows those count that have text in a cell and stand
below the last one that names a column of the header.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import camelot

from extract import extract_file
from extract.document import Seen
from extract.form.kolom import kolom_of

FIXED = 6  # columns of the form that are no executors: number, activity, three of quality, remarks


def ours(path: Path) -> dict[int, tuple[int, int]]:
    """Page to its step rows and columns."""
    out: dict[int, tuple[int, int]] = {}

    def watch(seen: Seen) -> None:
        if seen.parts:
            rows = sum(len(part.baris) for part in seen.parts)
            out[seen.page.number] = rows, max(len(part.kolom) for part in seen.parts)

    extract_file(path, watch)
    return out


def theirs(path: Path, page: int) -> tuple[int, int]:
    """Step rows and columns of camelot's largest table on a page, 0 where it finds none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables: list[Any] = list(camelot.read_pdf(str(path), pages=str(page), flavor="lattice"))
    if not tables:
        return 0, 0
    cells = max((t.df for t in tables), key=lambda df: df.size).values.tolist()
    named = [i for i, row in enumerate(cells) if any(kolom_of(" ".join(c.split())) for c in row if c)]
    below = cells[named[-1] + 1 :] if named else cells
    return sum(any(c.strip() for c in row) for row in below), len(cells[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    hits: Counter[str] = Counter()
    spent = 0.0
    print("file          rows: truth  sopap  camelot   columns: truth  sopap  camelot (by page)")
    for known in sorted((folder / "truth").glob("*.json")):
        path = folder / f"{known.stem}.pdf"
        truth = json.loads(known.read_text("utf-8"))["sop"]
        rows = sum(len(sop["langkah"]) for sop in truth)
        columns = FIXED + max(len(sop["pelaksana"]) for sop in truth)
        mine = ours(path)
        start = time.process_time()
        other = {page: theirs(path, page) for page in mine}
        spent += time.process_time() - start
        found = [sum(r for r, _ in side.values()) for side in (mine, other)]
        wide = [[c for _, c in side.values()] for side in (mine, other)]
        print(f"{known.stem:16s} {rows:10d} {found[0]:6d} {found[1]:8d} {columns:16d}  {wide[0]} {wide[1]}")
        hits.update(files=1, pages=len(mine), rows_sopap=found[0] == rows, rows_camelot=found[1] == rows)
        hits.update(columns_sopap=wide[0].count(columns), columns_camelot=wide[1].count(columns))
    exact = f"sopap {hits['rows_sopap']}, camelot {hits['rows_camelot']}"
    print(f"files whose rows are exact: {exact} of {hits['files']}")
    print(
        f"pages whose columns are exact: sopap {hits['columns_sopap']}, camelot {hits['columns_camelot']} "
        f"of {hits['pages']}; camelot {spent / max(1, hits['pages']):.2f} CPU s/page"
    )


if __name__ == "__main__":
    main()
