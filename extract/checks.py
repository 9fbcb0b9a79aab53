"""What a read SOP lacks or says twice, told the same for every kind of source.

Looks at the RawSop alone: rows, their numbers, tables, and fields that the form does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.raw import RawDoubt, RawLangkah, RawSop
from schemas.tinjauan import Kode

_NUMBER = re.compile(r"^\W*(\d{1,3})(?!\d)")


def checked(sop: RawSop) -> RawSop:
    """The SOP with the doubts that its own content gives added to those of its reading."""
    found = (*no_steps(sop), *jumps(sop), *empty_activities(sop), *several_tables(sop), *other_fields(sop))
    return sop.model_copy(update={"keraguan": (*sop.keraguan, *found)})


def no_steps(sop: RawSop) -> Iterator[RawDoubt]:
    if not sop.langkah:
        yield RawDoubt(kode=Kode.TANPA_LANGKAH, jalur="/langkah")


def number_of(row: RawLangkah) -> int | None:
    """The number that a row starts with, None where it prints none."""
    found = _NUMBER.match(row.nomor)
    return int(found.group(1)) if found else None


def jumps(sop: RawSop) -> Iterator[RawDoubt]:
    """A doubt at each number that follows none of its table's: rows before it may be missing.

    Numbers of sub-rows (1 2 3 inside step 4) start over and leave none out.
    """
    seen, last = {0}, 0
    for i, row in enumerate(sop.langkah):
        number = number_of(row)
        if number is None:
            continue
        if number == 1 and i in sop.tabel:
            seen, last = {0}, 0
        if number > last + 1 and number - 1 not in seen:
            isi = {"dari": str(last), "ke": row.nomor}
            yield RawDoubt(kode=Kode.NOMOR_MELOMPAT, jalur=f"/langkah/{i}/nomor", isi=isi)
        seen.add(number)
        last = number


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
