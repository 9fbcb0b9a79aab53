"""Identity blocks that offices lay out otherwise, and labels that nobody listed, read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract import extract_file
from extract.form.isian import DAFTAR
from normalize.record import normalize_file
from schemas.record import SopRecord
from tests.support.generate import blocks, identity
from tests.support.generate.blocks import LAYOUTS
from tests.support.generate.draw import draw
from tests.support.generate.identity import PAIRS, printed_fields
from tests.support.generate.model import Description, Sop
from tests.support.generate.random_sop import random_sop

SHORT = ("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif")


def sample(layout: str) -> Sop:
    """A block with every field filled in."""
    sop = random_sop(4).sops[0]
    who = replace(
        sop.identitas,
        tanggal_revisi=date(2024, 5, 6),
        tanggal_efektif=date(2024, 6, 7),
        keterkaitan=("SOP Surat Masuk",),
        peringatan=("Bila terlambat, layanan terganggu.",),
        pencatatan=("Disimpan sebagai arsip",),
    )
    style = replace(sop.style, own_page=True, identity=layout, upper=False)
    return replace(sop, identitas=who, style=style)


def read(sop: Sop, folder: Path) -> SopRecord:
    path = folder / "block.pdf"
    draw(Description("block", (sop,)), path)
    (record,) = normalize_file(extract_file(path), path.name, "0" * 64)
    return record


def wrong(sop: Sop, record: SopRecord, but: Sequence[str] = ()) -> dict[str, object]:
    """The fields that were read otherwise than they are printed."""
    own, by = sop.identitas, record.disahkan_oleh
    found: dict[str, object] = {k: getattr(record, k) for k in SHORT if getattr(record, k) != getattr(own, k)}
    if (by and by.nama) != own.disahkan_oleh.nama:
        found["disahkan_oleh"] = by
    for name in DAFTAR:
        items = [b if isinstance(b, str) else b.teks for b in getattr(record, name)]
        if items != list(getattr(own, name)):
            found[name] = items
    return {k: v for k, v in found.items() if k not in but}


# "satu_sel" prints no signatory
def left_out(layout: str) -> tuple[str, ...]:
    return ("disahkan_oleh",) if layout == "satu_sel" else ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_is_found_in_any_layout(layout: str, tmp_path: Path) -> None:
    sop = sample(layout)
    assert wrong(sop, read(sop, tmp_path), left_out(layout)) == {}


UNLISTED = [
    ("kisi", "Tanggal Efektif", "Masa Laku"),
    ("titik_dua", "Nomor SOP", "Registrasi"),
    ("titik_dua", "Tanggal Pembuatan", "Diterbitkan Pada"),
    ("tanpa_garis", "Nama SOP", "Perihal"),
    ("tanpa_garis", "Peringatan", "Risiko"),
    ("berdampingan", "Tanggal Pembuatan", "Diterbitkan Pada"),
    ("bertumpuk", "Dasar Hukum", "Acuan Aturan"),
    ("kolom_titik_dua", "Keterkaitan", "Hubungan"),
    ("nama_dulu", "Nomor SOP", "Registrasi"),
    ("satu_sel", "Tanggal Pembuatan", "Diterbitkan Pada"),
    ("di_bawah", "Tanggal Revisi", "Pemutakhiran"),
    ("di_bawah", "Disahkan oleh", "Pimpinan"),
    ("baris_kepala", "Tanggal Revisi", "Pemutakhiran"),
]


@pytest.mark.parametrize(("layout", "label", "printed"), UNLISTED)
def test_a_label_that_nobody_listed(
    layout: str, label: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is known by where it stands and by what is filled in, takes no other field's value, and is told."""

    def fields(sop: Sop) -> list[tuple[str, str]]:
        named = [(a.replace("Judul", "Nama"), b) for a, b in printed_fields(sop)]
        return [(printed if a == label else a, b) for a, b in named]

    pairs = tuple(tuple((k, printed if a == label else a) for k, a in pair) for pair in PAIRS)
    for module in (blocks, identity):
        monkeypatch.setattr(module, "printed_fields", fields)
        monkeypatch.setattr(module, "PAIRS", pairs)
    sop = sample(layout)
    record = read(sop, tmp_path)
    assert wrong(sop, record, left_out(layout)) == {}
    assert [printed in t.pesan for t in record.tinjauan if t.kode == "label_meragukan"] == [True]
