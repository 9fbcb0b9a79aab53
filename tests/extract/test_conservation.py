"""No word is lost: each one inside a step table is in one cell, symbol, label or doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from extract import extract_file
from extract.document import Seen
from schemas.raw import RawFile, RawSop
from tests.support.generate.draw import draw
from tests.support.generate.random_sop import random_sop

SEEDS = range(3)
REAL = 3
TEXTS = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")


def printed(seen: Iterable[Seen]) -> Counter[str]:
    """Words whose centre lies in the body of a step table."""
    return Counter(
        w.text for s in seen for p in s.parts for w in s.page.words if p.box.holds(w.box.cx, w.box.cy)
    )


def told(raw: RawFile) -> Counter[str]:
    """Words of all that was read from step tables."""
    return Counter(word for sop in raw.sop for text in texts(sop) for word in text.split())


def texts(sop: RawSop) -> Iterable[str]:
    for row in sop.langkah:
        yield row.nomor
        yield from (getattr(row, name).teks for name in TEXTS)
    yield from (s.teks for s in sop.simbol)
    yield from (a.label or "" for a in sop.panah)
    yield from (text for d in sop.keraguan for text in d.isi.values())


def lost(path: Path) -> Counter[str]:
    seen: list[Seen] = []
    raw = extract_file(path, seen.append)
    return printed(seen) - told(raw)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_documents(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "acak.pdf"
    draw(random_sop(seed), path)
    assert lost(path) == Counter()


def test_real_documents(shared: Path) -> None:
    files = sorted((shared / "real" / "bps-bengkulu").glob("*.pdf"))
    every = len(files) // REAL
    assert {f.name: words for f in files[::every][:REAL] if (words := lost(f))} == {}
