"""What a read SOP lacks or says twice, told the same for every kind of source.

Looks at the RawSop alone: rows, their numbers, tables, and fields that the form does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.raw import RawDoubt, RawLangkah, RawSop
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

_NUMBER = re.compile(r"^\W*(\d{1,3})(?!\d)")

TOUCH = 3.0  # points between two rows that share a rule


def checked(sop: RawSop) -> RawSop:
    """The SOP with the doubts that its own content gives added to those of its reading."""
    sop = surely_placed(sop)
    found = (*no_steps(sop), *jumps(sop), *empty_activities(sop), *several_tables(sop), *other_fields(sop))
    return sop.model_copy(update={"keraguan": (*sop.keraguan, *found)})


def no_steps(sop: RawSop) -> Iterator[RawDoubt]:
    if not sop.langkah:
        yield RawDoubt(kode=Kode.TANPA_LANGKAH, jalur="/langkah")


def surely_placed(sop: RawSop) -> RawSop:
    """The SOP without doubts about places of symbols that were estimated, where each row has one: one that
    stands in another's row leaves its own empty.
    """
    drawn = {s.langkah for s in sop.simbol if s.pelaksana is not None and s.jenis is not JenisSimbol.SEGILIMA}
    if not drawn.issuperset(range(len(sop.langkah))):
        return sop
    doubts = tuple(d for d in sop.keraguan if d.kode is not Kode.LETAK_DIPERKIRAKAN)
    return sop.model_copy(update={"keraguan": doubts})


def number_of(row: RawLangkah) -> int | None:
    """The number that a row starts with, None where it prints none."""
    found = _NUMBER.match(row.nomor)
    return int(found.group(1)) if found else None


def jumps(sop: RawSop) -> Iterator[RawDoubt]:
    """A doubt at each number that follows none of its table's: rows before it may be missing.

    Numbers of sub-rows (1 2 3 inside step 4) start over and leave none out. Where the row before stands on
    the same page and both are text, nothing is missing between them: the document counts so. So it does in
    pixels, where the rows touch and the one after goes on counting. Rows without a number that fill the gap
    have lost theirs: the doubt stands there, once.
    """
    seen, last = {0}, 0
    told = {d.jalur for d in sop.keraguan}
    bare: list[int] = []  # rows without a number since the last one that has one
    for i, row in enumerate(sop.langkah):
        number = number_of(row)
        if number is None:
            bare.append(i)
            continue
        if number == 1 and i in sop.tabel:
            seen, last = {0}, 0
        if number > last + 1 and number - 1 not in seen:
            lost = len(bare) == number - last - 1
            places = [f"/langkah/{k}/nomor" for k in (bare if lost else [i])]
            isi = {"dari": str(last), "ke": row.nomor}
            printed = side_by_side(sop, i) or (not lost and adjoin(sop, i) and counts_on(sop, i))
            kode = Kode.PERIKSA_NOMOR if printed else Kode.NOMOR_MELOMPAT
            yield from (RawDoubt(kode=kode, jalur=p, isi=isi) for p in places if p not in told)
        seen.add(number)
        last, bare = number, []


def side_by_side(sop: RawSop, i: int) -> bool:
    """Whether a row and the one before it stand on one page that has text of its own."""
    page = sop.langkah[i].halaman
    same = i > 0 and page is not None and sop.langkah[i - 1].halaman == page
    return same and page not in sop.halaman_piksel


def adjoin(sop: RawSop, i: int) -> bool:
    """Whether a row stands on the page of the one before it, with nothing between them."""
    if not i:
        return False
    over, row = sop.langkah[i - 1], sop.langkah[i]
    if row.halaman is None or row.halaman != over.halaman or not row.kotak or not over.kotak:
        return False
    return abs(row.kotak[1] - over.kotak[3]) <= TOUCH


def counts_on(sop: RawSop, i: int) -> bool:
    """Whether the row after has the next number."""
    number = number_of(sop.langkah[i])
    after = number_of(sop.langkah[i + 1]) if i + 1 < len(sop.langkah) else None
    return number is not None and after == number + 1


def empty_activities(sop: RawSop) -> Iterator[RawDoubt]:
    for i, row in enumerate(sop.langkah):
        if not row.kegiatan.teks:
            yield RawDoubt(kode=Kode.KEGIATAN_KOSONG, jalur=f"/langkah/{i}/kegiatan")


def several_tables(sop: RawSop) -> Iterator[RawDoubt]:
    """Tables whose own steps start from 1; one that counts on is the same table on its next page."""
    starts = sum(number_of(sop.langkah[i]) == 1 for i in sop.tabel if i < len(sop.langkah))
    if starts > 1:
        isi = {"jumlah": str(starts)}
        yield RawDoubt(kode=Kode.TABEL_LEBIH_DARI_SATU, jalur="/langkah", isi=isi)


def other_fields(sop: RawSop) -> Iterator[RawDoubt]:
    """Fields of the identity block that the record has no place for ("Maksud dan Tujuan")."""
    for name, text in sop.identitas.lain.items():
        if text.teks:
            isi = {"isian": name.replace("_", " "), "teks": text.teks}
            yield RawDoubt(kode=Kode.ISIAN_DI_LUAR_FORM, isi=isi)
