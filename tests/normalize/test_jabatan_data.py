"""The register and its companion files are sound, and the labelled set holds the measure."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from normalize.jabatan.data import register
from normalize.jabatan.match import match_jabatan

BENCH = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "jabatan.py"))


def test_every_role_is_well_formed() -> None:
    for e in register().entri.values():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", e.kode), e
        assert e.jenis in {"jabatan", "organ", "fungsional", "unit", "luar", "sistem"}, e
        assert e.kantor in {"daerah", "dprd", "keuangan", "ppid", "vertikal", "umum", "luar"}, e
        assert e.lingkup in {"bebas", "kenal", "tidak"}, e
        assert e.jabatan == e.jabatan.strip() and e.jabatan, e


def test_context_names_only_roles_of_the_register() -> None:
    reg = register()
    for kode, arti in reg.arti.items():
        assert kode in reg.entri
        assert set(arti) <= set(reg.kantor) and set(arti.values()) <= set(reg.entri)
    for arti in reg.khusus.values():
        assert set(arti) <= set(reg.kantor) and set(arti.values()) <= set(reg.entri)


def test_every_name_of_the_register_finds_its_role() -> None:
    for e in register().entri.values():
        for nama in (e.jabatan, *e.varian):
            cocok, _ = match_jabatan(nama)
            assert cocok.kode == e.kode, nama
            assert cocok.lingkup is None, nama


@pytest.mark.parametrize("simpan", [False, True])
def test_labelled_set(simpan: bool) -> None:
    daftar = BENCH["contoh"](simpan)
    nilai, _ = BENCH["nilai"](daftar, BENCH["AMBANG"])
    assert len(daftar) >= 150
    assert nilai.presisi >= 0.98 and nilai.cakupan >= 0.92


def test_same_answer_in_any_order() -> None:
    daftar = BENCH["contoh"](False)[:60]
    maju = [match_jabatan(c.label) for c in daftar]
    BENCH["match_jabatan"].__globals__["_cocokkan"].cache_clear()
    mundur = [match_jabatan(c.label) for c in reversed(daftar)]
    assert maju == mundur[::-1]
