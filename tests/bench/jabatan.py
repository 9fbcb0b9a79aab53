"""Precision and recall of executor labels, their curve, and the speed.

    python tests/bench/jabatan.py              tuning half (odd rows of pelaksana_label.tsv), errors listed
    python tests/bench/jabatan.py --simpan     kept half (even rows), figures only
    python tests/bench/jabatan.py --kurva docs/jabatan-kurva.png
    python tests/bench/jabatan.py --laju

A label counts as right when kode and lingkup are both right; for a composite, those of every part.
Precision is over the labels that got a role, recall over the labels that have one.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from normalize.jabatan.match import AMBANG, Cocok, match_jabatan

TABEL = Path(__file__).parents[1] / "normalize" / "data" / "pelaksana_label.tsv"
AMBANG_UJI = tuple(i / 100 for i in range(60, 101))


class Contoh(NamedTuple):
    label: str
    kode: str
    lingkup: str
    instansi: str


class Nilai(NamedTuple):
    ambang: float
    presisi: float
    cakupan: float
    dapat: int
    benar: int
    ada: int


def contoh(simpan: bool | None) -> list[Contoh]:
    """The labelled rows: the tuning half (False), the kept half (True) or all (None)."""
    with TABEL.open(encoding="utf-8", newline="") as f:
        baris = [
            Contoh(b["label"], b["kode"], b["lingkup"], b["instansi"])
            for b in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return [b for i, b in enumerate(baris, 1) if simpan is None or (i % 2 == 0) == simpan]


def hasil(cocok: Cocok) -> tuple[str, str, float]:
    """kode, lingkup and score as the table writes them; parts of a composite joined by "+"."""
    if cocok.jabatan is None and cocok.bagian:
        kode = "+".join(b.kode or "?" for b in cocok.bagian)
        lingkup = "+".join(b.lingkup or "-" for b in cocok.bagian)
        return kode, lingkup, min(b.skor or 0.0 for b in cocok.bagian)
    return cocok.kode or "", cocok.lingkup or "", cocok.skor or 0.0


def nilai(daftar: Sequence[Contoh], ambang: float) -> tuple[Nilai, list[str]]:
    dapat = benar = 0
    salah: list[str] = []
    for c in daftar:
        cocok, _ = match_jabatan(c.label, c.instansi or None, ambang=0.0)
        kode, lingkup, skor = hasil(cocok)
        kode, lingkup = (kode, lingkup) if skor >= ambang else ("", "")
        tepat = (kode, lingkup) == (c.kode, c.lingkup)
        dapat += bool(kode)
        benar += bool(kode) and tepat
        if not tepat:
            salah.append(f"{c.label!r}: {kode} | {lingkup} ({skor:.2f}); seharusnya {c.kode} | {c.lingkup}")
    ada = sum(bool(c.kode) for c in daftar)
    return Nilai(ambang, benar / max(1, dapat), benar / max(1, ada), dapat, benar, ada), salah


def gambar_kurva(berkas: Path) -> None:
    """Precision (y) over recall (x), one line for each half, the chosen threshold marked."""
    kiri, atas, lebar, tinggi = 70, 40, 480, 400
    batas = 0.80  # where both axes begin
    kanvas = Image.new("RGB", (kiri + lebar + 30, atas + tinggi + 60), "white")
    pena = ImageDraw.Draw(kanvas)

    def titik(n: Nilai) -> tuple[float, float]:
        x = (max(n.cakupan, batas) - batas) / (1 - batas)
        y = (max(n.presisi, batas) - batas) / (1 - batas)
        return kiri + x * lebar, atas + (1 - y) * tinggi

    for i in range(5):
        v = batas + i * (1 - batas) / 4
        x, y = kiri + lebar * i / 4, atas + tinggi * (1 - i / 4)
        pena.line((kiri, y, kiri + lebar, y), fill="#dddddd")
        pena.line((x, atas, x, atas + tinggi), fill="#dddddd")
        pena.text((kiri - 36, y - 6), f"{v:.2f}", fill="black")
        pena.text((x - 12, atas + tinggi + 8), f"{v:.2f}", fill="black")
    for simpan, warna, nama in ((False, "#888888", "tuning half"), (True, "#0050b0", "kept half")):
        daftar = contoh(simpan)
        pena.line([titik(nilai(daftar, a)[0]) for a in AMBANG_UJI], fill=warna, width=2)
        pilihan = nilai(daftar, AMBANG)[0]
        x, y = titik(pilihan)
        pena.ellipse((x - 5, y - 5, x + 5, y + 5), fill=warna)
        teks = f"{nama}: precision {pilihan.presisi:.3f}, recall {pilihan.cakupan:.3f} at {AMBANG:.2f}"
        pena.text((kiri + 12, atas + tinggi - (44 if simpan else 26)), teks, fill=warna)
    pena.text(
        (kiri, 14),
        f"Executor labels: precision over recall, threshold {AMBANG_UJI[0]:.2f} to 1",
        fill="black",
    )
    pena.text((kiri + lebar / 2 - 20, atas + tinggi + 30), "recall", fill="black")
    pena.text((14, atas - 18), "precision", fill="black")
    kanvas.save(berkas)


def laju(jumlah: int = 1_000_000) -> float:
    """Labels a minute on one core, distinct labels cached."""
    daftar = contoh(None)
    for c in daftar:
        match_jabatan(c.label, c.instansi or None)
    mulai = time.perf_counter()
    for i in range(jumlah):
        c = daftar[i % len(daftar)]
        match_jabatan(c.label, c.instansi or None)
    return jumlah / (time.perf_counter() - mulai) * 60


def main() -> None:
    pilihan = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    pilihan.add_argument("--simpan", action="store_true", help="score the kept half")
    pilihan.add_argument("--salah", action="store_true", help="list the errors of the kept half too")
    pilihan.add_argument("--kurva", type=Path, help="write the curve as a PNG")
    pilihan.add_argument("--laju", action="store_true", help="measure the speed")
    arg = pilihan.parse_args()
    if arg.kurva:
        gambar_kurva(arg.kurva)
    elif arg.laju:
        print(f"{laju():,.0f} labels a minute")
    else:
        n, salah = nilai(contoh(arg.simpan), AMBANG)
        if arg.salah or not arg.simpan:
            print("\n".join(salah))
        print(f"threshold {n.ambang:.2f}: precision {n.presisi:.3f} ({n.benar}/{n.dapat}),", end=" ")
        print(f"recall {n.cakupan:.3f} ({n.benar}/{n.ada})")


if __name__ == "__main__":
    main()
