"""A page printed small or large gives the same record."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract import extract_file
from normalize import normalize_file
from schemas.record import SopRecord
from tests.support.generate.scale import scale

CORPUS = Path(__file__).parents[2] / "corpus"
DRAWN = (  # documents of the corpus with text of their own
    *("banggai-rencana-kas", "bone-kios", "karanganyar-keputusan", "kupang-reklame"),
    *("limapuluhkota-aspirasi", "simalungun-tik", "sleman-akta"),
)
REAL = ("real/bagian-hukum-tubaba/*.pdf", "real/diskominfo-morowali/SOP 1.pdf")
FACTORS = (0.5, 0.7, 1.4, 2.8)  # letters of 8 points become 4 to 22


def records(path: Path) -> tuple[SopRecord, ...]:
    return normalize_file(extract_file(path), "sop.pdf", "0" * 64)


@cache
def as_printed(path: Path) -> tuple[SopRecord, ...]:
    return records(path)


def without_places(record: SopRecord) -> SopRecord:
    steps = tuple(
        s.model_copy(
            update={"asal": None, "simbol": tuple(x.model_copy(update={"kotak": None}) for x in s.simbol)}
        )
        for s in record.langkah
    )
    flow = tuple(a.model_copy(update={"lintasan": ()}) for a in record.alur)
    return record.model_copy(update={"langkah": steps, "alur": flow, "asal_isian": {}, "letak_kolom": ()})


def assert_same_at(path: Path, by: float, folder: Path) -> None:
    scale(path, folder / "sop.pdf", by)
    usual, sized = as_printed(path), records(folder / "sop.pdf")
    assert [without_places(r) for r in sized] == [without_places(r) for r in usual]
    for one, other in zip(usual, sized, strict=True):
        for a, b in zip(one.langkah, other.langkah, strict=True):
            assert a.asal and b.asal and a.asal.kotak and b.asal.kotak
            assert b.asal.kotak == pytest.approx([v * by for v in a.asal.kotak], abs=max(by, 0.5))


@pytest.mark.parametrize("by", FACTORS)
@pytest.mark.parametrize("name", DRAWN)
def test_the_same_record_at_every_size(tmp_path: Path, name: str, by: float) -> None:
    assert_same_at(CORPUS / f"{name}.pdf", by, tmp_path)


@pytest.mark.parametrize("by", (FACTORS[0], FACTORS[-1]))
@pytest.mark.parametrize("pattern", REAL)
def test_real_documents_give_the_same_record_at_every_size(
    shared: Path, tmp_path: Path, pattern: str, by: float
) -> None:
    found = sorted(shared.glob(pattern))
    if not found:
        pytest.skip(f"no {pattern} in ../shared")
    assert_same_at(found[0], by, tmp_path)
