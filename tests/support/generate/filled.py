"""One SOP in the disguises of many offices: symbols and headers filled in any grey, colour or gradient.

    python -m tests.support.generate.filled OUT --dpi 300 200 150

writes OUT/NAME.pdf, OUT/NAME-DPI.pdf (scans of it) and OUT/truth/*.json.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.support.generate.draw import draw
from tests.support.generate.model import (
    KAPSUL,
    KETUPAT,
    KOTAK,
    LAIN,
    Description,
    Executor,
    Identity,
    Paint,
    Sop,
    Step,
    Style,
    Symbol,
    Waktu,
    tetap,
)
from tests.support.generate.scan import degrade
from tests.support.generate.truth import truth

BLUE, NAVY, GREEN, PURPLE = (0.31, 0.51, 0.74), (0.12, 0.22, 0.39), (0.44, 0.68, 0.28), (0.44, 0.19, 0.63)
PALE, WHITE, BLACK = (0.87, 0.92, 0.97), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


def grey(level: float) -> Paint:
    return (level, level, level)


# What each office does otherwise than the plain style.
HABITS: dict[str, dict[str, Any]] = {
    "pucat": {"fill": grey(0.9), "header_fill": 0.85},
    "terang": {"fill": grey(0.78), "header_fill": 0.7, "numbering": "1"},
    "sedang": {"fill": grey(0.56), "stroke_width": None, "ink": grey(0.5)},
    "gelap": {"fill": grey(0.3), "stroke_width": 0.5, "symbol": (42.0, 15.0), "header_fill": grey(0.6)},
    "hitam": {"fill": BLACK, "header_fill": 0.6, "numbering": "(1)", "dividers": False, "head": "open"},
    "biru": {"fill": BLUE, "ink": (0.2, 0.36, 0.55), "header_fill": (0.86, 0.9, 0.95), "numbering": "loncat"},
    "biru-muda": {"fill": PALE, "ink": BLUE, "line": "segments", "header_fill": PALE},
    "hijau": {"fill": GREEN, "stroke_width": None, "letters": WHITE, "capsule": "elips"},
    "ungu": {"fill": PURPLE, "ink": PURPLE, "capsule": "bulat", "header_fill": PURPLE, "header_ink": WHITE},
    "landai": {"fill": (grey(0.95), grey(0.45)), "header_fill": (WHITE, (0.55, 0.7, 0.9))},
    "landai-biru": {"fill": ((0.6, 0.75, 0.9), BLUE), "stroke_width": None, "ink": BLUE, "head_size": 7.0},
    "kepala-gelap": {"fill": grey(0.65), "header_fill": NAVY, "header_ink": WHITE, "numbering": "1"},
    "besar": {"fill": BLUE, "symbol": (62.0, 34.0), "label_size": 9.0, "row_min": 58.0, "line_width": 1.5},
    "tebal": {"fill": grey(0.5), "ink": (0.75, 0.1, 0.1), "line_width": 2.4, "head_size": 9.0},
    "segienam": {"fill": grey(0.7), "other": "segienam", "exits": "samping"},
    "silinder": {"fill": grey(0.45), "other": "silinder", "stroke_width": None},
    "trapesium": {"fill": BLUE, "other": "trapesium", "stroke_width": None},
    "lingkaran": {"fill": BLACK, "other": "lingkaran", "symbol": (34.0, 18.0)},
}

EXECUTORS = (
    Executor("a", "Petugas Loket"),
    Executor("b", "Pengelola Arsip"),
    Executor("c", "Kepala Seksi"),
    Executor("d", "Kepala Bidang"),
)
_ROWS: tuple[tuple[str, Symbol, str, Waktu, str], ...] = (
    ("Menerima berkas permohonan", Symbol("a", KAPSUL, teks="Mulai"), "Berkas", tetap(5, "menit"), "Berkas"),
    (
        "Memeriksa kelengkapan",
        Symbol("b", KETUPAT, ("3:Ya", "1:Tidak")),
        "Berkas",
        tetap(15, "menit"),
        "Berkas",
    ),
    ("Menyusun konsep surat", Symbol("b", KOTAK, teks="Susun"), "Konsep", tetap(1, "jam"), "Konsep surat"),
    ("Mencatat konsep ke dalam buku", Symbol("a", LAIN), "Buku agenda", tetap(5, "menit"), "Catatan"),
    ("Memeriksa konsep surat", Symbol("c", KOTAK), "Konsep", tetap(30, "menit"), "Konsep diperiksa"),
    ("Menyetujui konsep", Symbol("d", KETUPAT, ("7:Ya", "5:Tidak")), "Konsep", tetap(1, "hari"), "Surat"),
    ("Menomori dan mengirim surat", Symbol("b", KOTAK), "Surat", tetap(10, "menit"), "Surat terkirim"),
    ("Menyimpan arsip surat", Symbol("a", KAPSUL, teks="Selesai"), "Surat", tetap(5, "menit"), "Arsip"),
)
STEPS = tuple(Step(deed, (symbol,), needs, time, made) for deed, symbol, needs, time, made in _ROWS)
PLAIN = Style(
    paper=(842.0, 595.0),
    identity="tanpa",
    title=("SOP Pelayanan Surat Keterangan",),
    head_size=5.5,
    row_min=42.0,
)


def filled(name: str, **more: Any) -> Description:
    """The document of one of ``HABITS``, with ``more`` settings of its style."""
    style = replace(PLAIN, **(HABITS[name] | more))
    identity = Identity(nama_sop="SOP Pelayanan Surat Keterangan")
    return Description(f"{name}.pdf", (Sop(identity, EXECUTORS, STEPS, style),))


def write(folder: Path, name: str, dpi: list[int]) -> None:
    """The document and a scan of it at each resolution, with their truth."""
    description = filled(name)
    whole = folder / f"{name}.pdf"
    draw(description, whole)
    told = truth(description)
    for n, sharp in enumerate(dpi):
        color = bool(n % 2) or "biru" in name
        degrade(whole, folder / f"{name}-{sharp}.pdf", sharp, 0.7, 5.0, 70, 0.15, seed=n, color=color)
    for made in [whole, *(folder / f"{name}-{sharp}.pdf" for sharp in dpi)]:
        text = json.dumps(told | {"berkas": made.name}, ensure_ascii=False, indent=1)
        (folder / "truth" / f"{made.stem}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.generate.filled", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dpi", type=int, nargs="*", default=[300, 200, 150])
    args = parser.parse_args()
    (args.out / "truth").mkdir(parents=True, exist_ok=True)
    for name in HABITS:
        write(args.out, name, args.dpi)


if __name__ == "__main__":
    main()
