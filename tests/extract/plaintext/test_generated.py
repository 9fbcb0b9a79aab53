"""Exports of random SOPs of the generator, read back and held against their own description."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract import extract_file
from schemas.raw import RawText
from tests.support.generate.export import export_truth, html_export, markdown_export, text_export
from tests.support.generate.model import Description
from tests.support.generate.random_sop import random_sop

CELLS = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")
LISTS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")


def tidy(text: str) -> str:
    return " ".join(text.split())


Write = Callable[[Description], str]
FORMS: tuple[tuple[Write, range], ...] = (
    (text_export, range(12)),
    (markdown_export, range(12, 16)),
    (html_export, range(16, 20)),
)


@pytest.mark.parametrize(("write", "seed"), [(write, seed) for write, seeds in FORMS for seed in seeds])
def test_export_is_read_back(tmp_path: Path, write: Write, seed: int) -> None:
    description = random_sop(seed)
    path = tmp_path / "ekspor.txt"
    path.write_text(write(description), encoding="utf-8")
    sops = extract_file(path).sop
    expected = export_truth(description, path.name)["sop"]
    assert len(sops) == len(expected)
    for sop, want in zip(sops, expected, strict=True):
        assert [p.label for p in sop.pelaksana] == [tidy(label) for label in want["pelaksana"]]
        got = [tuple(getattr(step, name).teks for name in CELLS) for step in sop.langkah]
        assert got == [tuple(tidy(row.get(name) or "") for name in CELLS) for row in want["langkah"]]
        for name in LISTS:
            field: RawText | None = getattr(sop.identitas, name)
            assert list(field.butir if field else ()) == [tidy(item) for item in want.get(name) or []]
