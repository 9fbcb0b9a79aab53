"""Doubts about texts that were read from pixels: little confidence, letters of no word, scraps.

A word list is the second opinion on what the engine says of itself: a line whose words are all known is
right more often than its confidence tells, letters that stand alone are taken from a neighbouring line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.kata import repeated, scraps, strange
from schemas.raw import RawDoubt, RawLangkah, RawSop, RawText
from schemas.tinjauan import Kode

_NUMBERS = re.compile(r"\d+[.,)]?")
# A figure run into a unit by a speck ("20.Menit"), letters run into a number ("131HM").
_JOINED = re.compile(r"\d[.,'][^\W\d_]{3,}|(?<![^\W_])\d{2,}[A-Z]{2,}")
SURE = 0.9  # of a text with strange words: read with less confidence it is doubted
SURE_OF_WORDS = 0.8  # of a text whose words are all known


def row_doubts(sop: RawSop) -> Iterator[RawDoubt]:
    """The doubtful texts of the table, each at its cell."""
    own = own_words(sop)
    for i, row in enumerate(sop.langkah):
        pixels = row.halaman in sop.halaman_piksel
        if pixels and row_number(row) != row.nomor:
            yield doubt(f"/langkah/{i}/nomor", row.nomor)
        for name, text in cells_of(row):
            yield from text_doubts(f"/langkah/{i}/{name}", text, pixels, own)


def own_words(sop: RawSop) -> frozenset[str]:
    """Words that several cells of the table use."""
    return repeated(text.teks for row in sop.langkah for _, text in cells_of(row))


def text_doubts(jalur: str, text: RawText | None, pixels: bool, own: frozenset[str]) -> list[RawDoubt]:
    """A doubt about a text that was read with little confidence, or with scraps in it."""
    if text is None or not text.teks:
        return []
    odd = scraps(text.teks) or _JOINED.search(text.teks)
    limit = SURE if strange(text.teks, own) else SURE_OF_WORDS
    if text.keyakinan >= limit and not (pixels and odd):
        return []
    return [doubt(jalur, text.teks)]


def doubt(jalur: str, teks: str) -> RawDoubt:
    return RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur=jalur, isi={"teks": teks[:60]})


def row_number(row: RawLangkah) -> str:
    """The number of a row of a scan: the first, where specks or a second reading stand behind it."""
    printed = _NUMBERS.findall(row.nomor)
    return str(printed[0]) if len(printed) > 1 else row.nomor


def cells_of(row: RawLangkah) -> tuple[tuple[str, RawText], ...]:
    """The texts of a row with their places in the record."""
    return (
        ("kegiatan", row.kegiatan),
        ("mutu_baku/kelengkapan", row.kelengkapan),
        ("mutu_baku/waktu", row.waktu),
        ("mutu_baku/output", row.output),
        ("keterangan", row.keterangan),
    )
