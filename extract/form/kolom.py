"""Printed headers of the step table told as columns of the record.

The vocabulary is data: ``data/kolom.toml``.
"""

from __future__ import annotations

from functools import lru_cache

from extract.form.cocok import PARENTHESIS, bare, data, look_up, parts_of, same_field, table_of

SHORTEST = 5  # letters that tell a name whose end is cut off
_KOLOM = table_of(data("kolom"))


@lru_cache(maxsize=4096)
def kolom_of(label: str) -> str | None:
    """The table column that a header cell names.

    Returns nomor, kegiatan, pelaksana, mutu_baku, kelengkapan, waktu, output or keterangan;
    ``lain`` for a known column that the record has no place for (Biaya); None where the label
    names no column (it may be an executor). "Waktu (Menit)" is waktu: brackets are left out.
    """
    outside = PARENTHESIS.sub(" ", label) if bare(PARENTHESIS.sub(" ", label)) else label
    return look_up(bare(outside), _KOLOM) or same_field(parts_of(outside), _KOLOM)


def cut_kolom(label: str) -> str | None:
    """The table column whose name the edge of the paper cut off: "Keterang"; None where several begin so."""
    key = bare(label)
    if len(key) < SHORTEST:
        return None
    begun = {name for word, name in _KOLOM.items() if word.startswith(key)}
    return begun.pop() if len(begun) == 1 else None
