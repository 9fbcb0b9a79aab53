"""Identity blocks of other offices' habits, drawn and read back whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from extract import extract_file
from extract.document import Seen
from extract.form.isian import DAFTAR, ISIAN_REKAM
from schemas.raw import RawIdentitas
from tests.support.generate.draw import draw
from tests.support.generate.identity import OTHER, PAIRS, printed_fields
from tests.support.generate.model import Description, Sop
from tests.support.generate.random_sop import random_sop

HABITS = [
    {"list_marker": "1,", "identity": "kisi"},
    {"list_marker": "1 .", "identity": "kisi", "other_labels": True},
    {"list_marker": "1", "identity": "titik_dua"},
    {"list_marker": "1", "identity": "kisi", "upper": True, "other_labels": True},
    {"list_marker": "-", "identity": "titik_dua", "other_labels": True},
]


def drawn(seed: int, habits: dict[str, object], folder: Path) -> tuple[Sop, RawIdentitas, list[Seen]]:
    sop = random_sop(seed).sops[0]
    sop = replace(sop, style=replace(sop.style, own_page=True, **habits))  # type: ignore[arg-type]
    path = folder / "block.pdf"
    draw(Description("block", (sop,)), path)
    seen: list[Seen] = []
    raw = extract_file(path, seen.append)
    return sop, raw.sop[0].identitas, seen


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(w for t in texts for w in t.split())


@pytest.mark.parametrize("seed", range(len(HABITS)))
def test_lists_and_short_fields(seed: int, tmp_path: Path) -> None:
    sop, ident, _ = drawn(seed, HABITS[seed], tmp_path)
    for name in DAFTAR:
        field = getattr(ident, name)
        assert (field.butir if field else ()) == tuple(getattr(sop.identitas, name)), name
    assert (ident.nomor_sop.teks if ident.nomor_sop else "") == (sop.identitas.nomor_sop or "")
    assert (ident.nama_sop.teks if ident.nama_sop else "") == (sop.identitas.nama_sop or "")


@pytest.mark.parametrize("seed", range(2))
def test_no_word_of_the_block_is_lost(seed: int, tmp_path: Path) -> None:
    sop, ident, seen = drawn(seed, HABITS[seed], tmp_path)
    printed = words(w.text for w in seen[0].page.words)
    fields = [getattr(ident, name) for name in ISIAN_REKAM]
    told = words(
        [
            *ident.kepala,
            *(f.teks for f in fields if f is not None),
            *(t.teks for t in ident.lain.values()),
            *(text for d in ident.keraguan for text in d.isi.values()),
        ]
    )
    labels = words(label for label, _ in printed_fields(sop)) + words(
        text for pair in PAIRS for key, label in pair for text in (label, OTHER[key])
    )
    known = {w.casefold().strip(":") for w in labels}
    missing = {w.casefold().strip(":") for w in printed - told} - known
    assert {w for w in missing if any(c.isalpha() for c in w)} == set()
