"""The answers about a dataset, and what changed between two of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sopap.export.pairs import PairFinder, title_words
from sopap.export.sql import VIEWS
from sopap.measure.diff import Change, compare, diff, summarise
from sopap.measure.stats import stats
from tests.support import synthetic


def test_stats_give_every_view(records: Path) -> None:
    tables = stats(records)
    assert list(tables) == ["ringkasan", *(v.removeprefix("v_") for v in VIEWS)]
    counts = dict(tables["ringkasan"].itertuples(index=False))
    assert counts["SOP"] == 49
    assert counts["langkah tanpa simbol"] == 3
    assert tables["menit_sop"]["menit_maks"].sum() == pytest.approx(
        sum(
            s.mutu_baku.waktu.menit_maks or 0
            for r in [*synthetic.all_kinds(), *synthetic.random_records(40)]
            for s in r.langkah
        )
    )


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("SOP Surat Masuk", "masuk surat"),
        ("STANDAR OPERASIONAL PROSEDUR (SOP) SURAT MASUK", "masuk surat"),
        (None, ""),
        ("SOP", ""),
    ],
)
def test_title_words(title: str | None, words: str) -> None:
    assert title_words(title) == words


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Penyusunan Laporan Kinerja", "SOP penyusunan laporan kinerja", True),
        ("Penyusunan Laporan Kinerja", "Penyusunan Laporan Kinerja Dinas", False),
        ("Pelayanan Permohonan Informasi Publik", "Pelayanan Permohonan Informasi Publi", True),
        ("Kepala", "Kepala Subbagian", False),
        ("", "", False),
    ],
)
def test_same_sop_by_title_and_steps(a: str, b: str, same: bool) -> None:
    base = synthetic.straight()
    finder = PairFinder()
    for i, title in enumerate((a, b)):
        finder.add(base.model_copy(update={"id": f"x-{i}", "nama_sop": title}))
    heads = [row[1] for row in finder.rows()]
    assert (heads == ["x-0", "x-0"]) is same


def test_diff_names_records_and_fields(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    kept, changed = synthetic.straight(), synthetic.looping()
    synthetic.write_records([kept, changed, synthetic.joint()], old)
    steps = list(changed.langkah)
    steps[1] = steps[1].model_copy(update={"keterangan": "baru"})
    better = changed.model_copy(update={"langkah": tuple(steps), "unit": None})
    synthetic.write_records([kept, better, synthetic.forked()], new)
    found = list(diff(old, new))
    assert found == sorted(
        [
            Change(synthetic.forked().id, "baru", ""),
            Change(changed.id, "berubah", "/unit", "Subbagian Umum", None),
            Change(changed.id, "berubah", "/langkah/1/keterangan", "", "baru"),
            Change(synthetic.joint().id, "hilang", ""),
        ],
        key=lambda c: c.id,
    )
    count = summarise(old, new)
    assert (count.sama, count.berubah, count.baru, count.hilang) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"b": 2}, [("hilang", "/a", 1, None), ("baru", "/b", None, 2)]),
        (
            {"langkah": [{"kegiatan": "x", "n": 1}]},
            {"langkah": [{"kegiatan": "y", "n": 0}, {"kegiatan": "x", "n": 2}]},
            [("baru", "/langkah/0", None, {"kegiatan": "y", "n": 0}), ("berubah", "/langkah/1/n", 1, 2)],
        ),
        ({"kotak": [1, 2]}, {"kotak": [1, 3]}, [("berubah", "/kotak", [1, 2], [1, 3])]),
        ({"p": ["a", "b"]}, {"p": ["a"]}, [("hilang", "/p/1", "b", None)]),
        ({"a/b~": 1}, {"a/b~": 2}, [("berubah", "/a~1b~0", 1, 2)]),
    ],
)
def test_compare(old: Any, new: Any, found: list[Any]) -> None:
    assert list(compare(old, new)) == found


def _heads(*sops: tuple[str, str]) -> list[str]:
    finder = PairFinder()
    for i, (title, steps) in enumerate(sops):
        finder.add_texts(f"x-{i}", title, [steps])
    return [row[1] for row in finder.rows()]


def test_a_title_alone_makes_no_pair() -> None:
    """A common title: two libraries lend books, a third office counts its visitors."""
    lend = ("Layanan Perpustakaan", "Pengunjung memilih buku, petugas mencatat pinjaman dan masa kembali")
    also = ("SOP Layanan Perpustakaan", "Petugas mencatat pinjaman buku milik pengunjung serta denda kembali")
    count = ("LAYANAN PERPUSTAKAAN", "Menghitung kunjungan bulanan lalu menyusun laporan kepada kepala seksi")
    assert _heads(lend, count, also) == ["x-0", "x-1", "x-0"]
    assert _heads(count, lend, also) == ["x-0", "x-1", "x-1"]


def test_sops_without_steps_are_nobodys_pair() -> None:
    assert _heads(("Surat Masuk", ""), ("Surat Masuk", ""), ("Surat Masuk", "Menerima surat")) == [
        "x-0",
        "x-1",
        "x-2",
    ]
