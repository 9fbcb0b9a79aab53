"""Spoilt documents are read or refused with a code, and their records hold together.

A few dozen of the cases that tests/bench/fuzz.py tries by the thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.sources.scan import reader
from schemas.errors import tolak
from tests.support.mutate import EDITS, mutated
from tests.support.mutate.samples import Sample, made_samples
from tests.support.mutate.whole import read_whole

SAMPLES = [s for s in made_samples(2) if not s.dear]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the cases lie. Pages that have lost their text are refused: OCR takes the time of many."""

    def refuse(*_: object) -> None:
        raise tolak("rusak", sebab="gambar")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_scan_page", refuse)
        yield tmp_path_factory.mktemp("kasus")


@settings(
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(sample=st.sampled_from(SAMPLES), edits=EDITS)
def test_a_spoilt_document_is_read_or_refused(folder: Path, sample: Sample, edits: list[int]) -> None:
    path = folder / f"kasus{sample.suffix}"
    path.write_bytes(mutated(sample, edits))
    whole = read_whole(path)
    assert sample.sop or not whole.records


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s.name}-{s.kind}")
def test_a_sample_survives_taking_apart(folder: Path, sample: Sample) -> None:
    path = folder / f"utuh{sample.suffix}"
    path.write_bytes(mutated(sample, []))
    assert bool(read_whole(path).records) is sample.sop
