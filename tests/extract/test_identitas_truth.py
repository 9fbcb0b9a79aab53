"""Our own annotated identity blocks of real documents, read whole: those whose text is the file's own.

The scans among them need minutes and an OCR engine: ``python -m tests.support.identitas FOLDER``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.identitas import DAFTAR, Figures, measure, truths

BORN_DIGITAL = (
    *("bps-bengkulu/057.pdf", "bps-bengkulu/161.pdf", "bps-bengkulu/235.pdf"),
    "bakamla/1759390300SOP Pendokumentasian Informasi Publik.pdf",
    "basarnas/SOP-verifikasi-berita.pdf",
)
FIELDS, LISTS = 0.98, 0.97  # what is asked of documents that hold their own text


@pytest.fixture(scope="module")
def figures(shared: Path) -> Figures:
    wanted = [t for t in truths() if f"{t['folder']}/{t['berkas']}" in BORN_DIGITAL]
    assert len(wanted) == len(BORN_DIGITAL)
    return measure(shared / "real", wanted)


def test_short_fields(figures: Figures) -> None:
    short = {k: t for k, t in figures.fields.items() if not k.startswith("daftar.")}
    assert {k: t for k, t in short.items() if t.f1 < FIELDS} == {}
    assert {"nomor_sop", "nama_sop", "tanggal_pembuatan", "disahkan.nama"} <= set(short)


def test_lists(figures: Figures) -> None:
    lists = [figures.fields[f"daftar.{name}"] for name in DAFTAR]
    right, items = sum(t.right for t in lists), sum(t.wanted + t.read for t in lists)
    assert 2 * right / items >= LISTS
