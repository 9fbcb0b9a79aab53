"""Kinds of symbols that the flow around them speaks against, on pages of pixels.

Rounded ends of a low box and the corners of a small one look alike in pixels. An end of the flow in its
midst, entered and left, is likelier a step; a shape outside the form's five is likelier one of them, misread,
where it begins or ends the flow or stands in one row only. Where several rows have such a shape, or all
symbols are of one kind, the document draws them so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemas.raw import RawDoubt
from schemas.record import SopRecord
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol


def odd_kinds(record: SopRecord, pixels: Collection[int]) -> Iterator[RawDoubt]:
    """A doubt at each such symbol. ``pixels``: places in ``langkah`` of the rows read from pixels."""
    if len({s.jenis for row in record.langkah for s in row.simbol}) == 1:
        return
    entered = {(a.ke.langkah, a.ke.pelaksana, a.ke.simbol) for a in record.alur}
    left = {(a.dari.langkah, a.dari.pelaksana, a.dari.simbol) for a in record.alur}
    others = [row for row in record.langkah if any(s.jenis is JenisSimbol.LAIN for s in row.simbol)]
    last = len(record.langkah) - 1
    for i in sorted(pixels):
        row = record.langkah[i]
        for k, s in enumerate(row.simbol):
            at = (row.urutan, s.pelaksana, k)
            amidst = 0 < i < last and at in entered and at in left
            ends = i in (0, last) and (at in entered) != (at in left)
            odd = s.jenis is JenisSimbol.LAIN and (ends or len(others) == 1)
            if odd or (s.jenis is JenisSimbol.KAPSUL and amidst):
                yield RawDoubt(
                    kode=Kode.SIMBOL_MERAGUKAN,
                    jalur=f"/langkah/{i}/simbol/{k}",
                    isi={"bentuk": s.jenis.value},
                )
