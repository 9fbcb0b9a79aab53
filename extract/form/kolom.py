"""Printed headers of the step table told as columns of the record.

The vocabulary is data: ``data/kolom.toml``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.form.cocok import PARENTHESIS, bare, data, look_up, parts_of, same_field, table_of

_HALVED = re.compile(r"(?:mutu|baku)\s+", re.IGNORECASE)  # of a group's name that two cells share
SHORTEST = 5  # letters that tell a name whose end is cut off
LAST_NAME = "ket"  # what every name of the form's last column has
_KOLOM = table_of(data("kolom"))


@lru_cache(maxsize=4096)
def kolom_of(label: str) -> str | None:
    """The table column that a header cell names.

    Returns nomor, kegiatan, pelaksana, mutu_baku, kelengkapan, waktu, output or keterangan;
    ``lain`` for a known column that the record has no place for (Biaya); None where the label
    names no column (it may be an executor). "Waktu (Menit)" is waktu: brackets are left out; so is
    half of "Mutu Baku", printed over two columns that no rule parts from it.
    """
    outside = PARENTHESIS.sub(" ", label) if bare(PARENTHESIS.sub(" ", label)) else label
    found = look_up(bare(outside), _KOLOM) or same_field(parts_of(outside), _KOLOM)
    half = _HALVED.match(outside)
    return kolom_of(outside[half.end() :]) if half and not found else found


def cut_kolom(label: str) -> str | None:
    """The table column whose name the edge of the paper cut off: "Keterang"; None where several begin so.

    Of the last column's name a part tells: "RKetram", "Keterangan Sekretaris" under a rule that is lost.
    """
    key = bare(label)
    if len(key) > SHORTEST and LAST_NAME in key:
        return "keterangan"
    if len(key) < SHORTEST:
        return None
    begun = {name for word, name in _KOLOM.items() if word.startswith(key)}
    return begun.pop() if len(begun) == 1 else None
