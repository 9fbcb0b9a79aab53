"""A page printed small or large gives the same record."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file
from normalize import normalize_file
from schemas.record import SopRecord
from tests.support.generate.scale import scale

CORPUS = Path(__file__).parents[2] / "corpus"


def records(path: Path) -> tuple[SopRecord, ...]:
    return normalize_file(extract_file(path), "sop.pdf", "0" * 64)


def without_places(record: SopRecord) -> SopRecord:
    steps = tuple(
        s.model_copy(
            update={"asal": None, "simbol": tuple(x.model_copy(update={"kotak": None}) for x in s.simbol)}
        )
        for s in record.langkah
    )
    flow = tuple(a.model_copy(update={"lintasan": ()}) for a in record.alur)
    return record.model_copy(update={"langkah": steps, "alur": flow, "asal_isian": {}, "letak_kolom": ()})


@pytest.mark.parametrize("by", [0.4, 0.65, 1.7, 2.8])
@pytest.mark.parametrize("name", ["bone-kios", "sleman-akta"])
def test_the_same_record_at_every_size(tmp_path: Path, name: str, by: float) -> None:
    scale(CORPUS / f"{name}.pdf", tmp_path / "sop.pdf", by)
    usual, sized = records(CORPUS / f"{name}.pdf"), records(tmp_path / "sop.pdf")
    assert [without_places(r) for r in sized] == [without_places(r) for r in usual]
    for one, other in zip(usual, sized, strict=True):
        for a, b in zip(one.langkah, other.langkah, strict=True):
            assert a.asal and b.asal and a.asal.kotak and b.asal.kotak
            assert b.asal.kotak == pytest.approx([v * by for v in a.asal.kotak], abs=max(by, 0.5))
