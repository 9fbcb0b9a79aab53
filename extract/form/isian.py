"""Printed labels of the identity block told as fields of the record.

The vocabulary, its order and its two sides are data: ``data/isian.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.form.cocok import PARENTHESIS, bare, data, look_up, parts_of, same_field, table_of

# "B. DASAR HUKUM": headings are lettered; a number or a small letter before it makes it a list item
_LETTERED = re.compile(r"^\s*\(?(?:[A-Z]|[IVX]{1,4})[.)]\s*(?=\w)")
_STRAY = re.compile(r"^\s*[\w|]\s+(?=\w)")  # a speck read as a letter, or the number of a block's line
_ITEM = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])\s?[.)]")


@dataclass(frozen=True, slots=True)
class Isian:
    """A field of the form. ``sisi``: kepala, kiri, kanan or lain; ``rekam``: the record has a place."""

    nama: str
    sisi: str
    label: tuple[str, ...]
    lemah: tuple[str, ...]
    pengantar: tuple[str, ...]
    rekam: bool


@cache
def daftar_isian() -> tuple[Isian, ...]:
    """All fields in the order of the form."""
    return tuple(
        Isian(
            x["nama"],
            x["sisi"],
            tuple(x["label"]),
            tuple(x.get("lemah", ())),
            tuple(x.get("pengantar", ())),
            x.get("rekam", True),
        )
        for x in data("isian")["isian"]
    )


# The identity fields that the record holds; every other name of ``isian_of`` is only known.
ISIAN_REKAM = tuple(x.nama for x in daftar_isian() if x.rekam)
KEPALA = tuple(x.nama for x in daftar_isian() if x.sisi == "kepala")
KIRI = tuple(x.nama for x in daftar_isian() if x.sisi == "kiri")
KANAN = tuple(x.nama for x in daftar_isian() if x.sisi == "kanan")
DAFTAR = tuple(x.nama for x in daftar_isian() if x.sisi in ("kiri", "kanan"))
# Lists in which nothing is counted: a bare "1" before the only item is its number, elsewhere a quantity.
NO_QUANTITIES = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peringatan")
PASANGAN = {**dict(zip(KIRI, KANAN, strict=True)), **dict(zip(KANAN, KIRI, strict=True))}

_STRONG = table_of({x.nama: x.label for x in daftar_isian()})
_LEADS = table_of({x.nama: x.pengantar for x in daftar_isian()})
_WEAK = table_of({x.nama: x.lemah for x in daftar_isian()})


def _plain(label: str) -> str:
    """A label without its letter and without brackets; "" where it cannot be one."""
    outside = PARENTHESIS.sub(" ", _LETTERED.sub("", label))
    # no label has a number: its value stands on the same line
    return "" if _ITEM.match(label) or any(map(str.isdigit, outside)) else outside


@lru_cache(maxsize=4096)
def isian_of(label: str) -> str | None:
    """The identity field that a label names ("TGL. REVISI :" -> tanggal_revisi), else None.

    Names outside ``ISIAN_REKAM`` are blocks that the record has no place for. A label that joins a
    field of the record with such a block ("Dasar Hukum / Referensi") names the field.
    """
    plain = _plain(label)
    key = bare(plain)
    if not key:
        return _after_a_stray(label)
    weak = None if label.rstrip().endswith(("-", "/")) else _WEAK.get(key)  # "SOP- /IX/2025" is a number
    parts = parts_of(plain)
    return look_up(key, _STRONG) or same_field(parts, _STRONG) or _with_extra(parts) or weak


def _after_a_stray(label: str) -> str | None:
    """A field of the block's head whose label, to the letter, follows one lone sign ("2 Nama SOP")."""
    found = _STRONG.get(bare(_STRAY.sub("", label))) if _STRAY.match(label) else None
    return found if found in KEPALA else None


def _with_extra(parts: Sequence[str]) -> str | None:
    fields: set[str] = set()
    for part in parts:
        name = look_up(part, _STRONG)
        if name is None:
            return None
        fields.add(name)
    own = fields & set(ISIAN_REKAM)
    return own.pop() if len(own) == 1 else None


@lru_cache(maxsize=4096)
def is_weak(label: str) -> bool:
    """Whether a label names its field only where no better one does ("Nomor")."""
    plain = _plain(label)
    return look_up(bare(plain), _STRONG) is None and bare(plain) in _WEAK


def is_listed(label: str) -> bool:
    """Whether a text is a label to the letter."""
    return bare(_plain(label)) in _STRONG


def is_lead(line: str, isian: str) -> bool:
    """Whether a line before the items of a list only says again what its label says."""
    return look_up(bare(_plain(line)), _LEADS) == isian
