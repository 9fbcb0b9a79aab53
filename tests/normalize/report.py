"""Precision and recall of the normalisers on the labelled sets, tuning and kept half apart.

    python tests/normalize/report.py

A value is right when every labelled part is; precision counts the values that were given,
recall those that were wanted. A doubt counts as wanted where the label says so.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from normalize.hukum import parse_hukum
from normalize.waktu.parse import parse_waktu

DATA = Path(__file__).parent / "data"
Baris = dict[str, str]


def baca(nama: str) -> list[Baris]:
    with (DATA / nama).open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def nilai_waktu(b: Baris) -> tuple[str, str, str, bool]:
    """What parse_waktu says, in the words of the labelled file: min, maks, kind with rate, any doubt."""
    w, ragu = parse_waktu(b["cetak"], b["kepala"])
    ujung = [
        "" if n is None else f"{n:g} {s.value if s else '-'}"
        for n, s in ((w.min, w.satuan_min), (w.maks, w.satuan_maks))
    ]
    return ujung[0], ujung[1], f"{w.jenis.value} {w.per or ''}".strip(), bool(ragu)


def harap_waktu(b: Baris) -> tuple[str, str, str, bool]:
    return b["min"], b["maks"], f"{b['jenis']} {b['per']}".strip(), b["ragu"] == "1"


def nilai_hukum(b: Baris) -> tuple[str, str, str]:
    h = parse_hukum(b["cetak"])
    return h.jenis or "", h.nomor or "", str(h.tahun or "")


def harap_hukum(b: Baris) -> tuple[str, str, str]:
    return b["jenis"], b["nomor"], b["tahun"]


def ukur(
    baris: list[Baris],
    nilai: Callable[[Baris], tuple[object, ...]],
    harap: Callable[[Baris], tuple[object, ...]],
) -> tuple[Counter[str], list[str]]:
    """Counts (benar, diberi, diminta, semua) and the lines that are wrong."""
    hitung: Counter[str] = Counter()
    salah = []
    for b in baris:
        dapat, mau = nilai(b), harap(b)
        ada, perlu = any(dapat[:2]), any(mau[:2])
        hitung["semua"] += 1
        hitung["sama"] += dapat == mau
        hitung["benar"] += ada and dapat == mau
        hitung["diberi"] += ada
        hitung["diminta"] += perlu
        if dapat != mau:
            salah.append(f"{b['cetak']!r}: {dapat} != {mau}")
    return hitung, salah


def main() -> None:
    for nama, berkas, nilai, harap in (
        ("waktu", "waktu.tsv", nilai_waktu, harap_waktu),
        ("hukum", "hukum.tsv", nilai_hukum, harap_hukum),
    ):
        for bagian in ("setel", "simpan"):
            baris = [b for b in baca(berkas) if b["bagian"] == bagian]
            h, salah = ukur(baris, nilai, harap)  # type: ignore[arg-type]
            print(
                f"{nama:6} {bagian:7} n={h['semua']:4} sama={h['sama'] / h['semua']:.3f} "
                f"presisi={h['benar'] / h['diberi']:.3f} perolehan={h['benar'] / h['diminta']:.3f}"
            )
            for s in salah:
                print("   ", s)


if __name__ == "__main__":
    main()
