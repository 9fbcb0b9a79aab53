"""Documents with filled symbols and shaded headers, drawn and scanned: read whole from end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file
from schemas.raw import RawSop
from tests.support.generate.draw import draw
from tests.support.generate.filled import HABITS, filled
from tests.support.generate.flow import arrows
from tests.support.generate.scan import degrade

# One of each kind of ground; tests/bench/filled.py reads them all at every resolution.
SCANNED = [("sedang", 150), ("ungu", 200)]
EXECUTORS = ("a", "b", "c", "d")


def assert_whole(name: str, sop: RawSop) -> None:
    """Every symbol with its kind, row and executor, and every arrow, as described."""
    described = filled(name).sops[0]
    steps = described.langkah
    want = [(i, EXECUTORS.index(s.di), s.jenis) for i, step in enumerate(steps) for s in step.simbol]
    assert [(s.langkah, s.pelaksana, s.jenis.value) for s in sop.simbol] == want
    assert [(len(k.kegiatan.teks) > 0, k.nomor) for k in sop.langkah] == [
        (True, str(i + 1)) for i in range(8)
    ]
    drawn = {
        (sop.simbol[p.a].langkah, sop.simbol[p.b].langkah)
        for p in sop.panah
        if p.a is not None and p.b is not None
    }
    assert drawn == {(a.start[0], a.end[0]) for a in arrows(described)}


@pytest.mark.parametrize(("name", "dpi"), SCANNED)
def test_scans(tmp_path: Path, name: str, dpi: int) -> None:
    draw(filled(name), tmp_path / "whole.pdf")
    degrade(tmp_path / "whole.pdf", tmp_path / "scan.pdf", dpi, 0.7, 5.0, 70, 0.15, color=True)
    (sop,) = extract_file(tmp_path / "scan.pdf").sop
    assert_whole(name, sop)


@pytest.mark.parametrize("name", sorted(set(HABITS) - {"landai-biru"}))
def test_born_digital(tmp_path: Path, name: str) -> None:
    draw(filled(name), tmp_path / "whole.pdf")
    (sop,) = extract_file(tmp_path / "whole.pdf").sop
    assert_whole(name, sop)
