"""Kinds of symbols that the flow around them speaks against, on pages of pixels.

Rounded ends of a low box and the corners of a small one look alike in pixels. An end of the flow in its
midst, entered and left, is likelier a step, unless the boxes there were all told from capsules without a
doubt: what makes one look round leaves its fellows unsure (filled boxes at 150 dpi score .5). A shape
outside the form's five is likelier one of them, misread, where it begins or ends the flow or stands in one
row only. Where several rows have such a shape, or all symbols are of one kind, the document draws them so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from schemas.raw import RawDoubt, RawSimbol
from schemas.record import SopRecord
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

BOX_SURE = 0.9  # shapes' scores: straight boxes of scans whose kinds are all right have .91 and more
FEW_BOXES = 2  # so many sure ones show how the document draws them


def odd_kinds(record: SopRecord, symbols: Sequence[RawSimbol], pixels: Collection[int]) -> Iterator[RawDoubt]:
    """A doubt at each such symbol. ``symbols``: as read; ``pixels``: places in ``langkah`` of the rows read
    from pixels.
    """
    if len({s.jenis for row in record.langkah for s in row.simbol}) == 1:
        return
    entered = {(a.ke.langkah, a.ke.pelaksana, a.ke.simbol) for a in record.alur}
    left = {(a.dari.langkah, a.dari.pelaksana, a.dari.simbol) for a in record.alur}
    others = [row for row in record.langkah if any(s.jenis is JenisSimbol.LAIN for s in row.simbol)]
    round_ones_told = boxes_are_sure(symbols, pixels)
    last = len(record.langkah) - 1
    for i in sorted(pixels):
        row = record.langkah[i]
        for k, s in enumerate(row.simbol):
            at = (row.urutan, s.pelaksana, k)
            amidst = 0 < i < last and at in entered and at in left
            ends = i in (0, last) and (at in entered) != (at in left)
            odd = s.jenis is JenisSimbol.LAIN and (ends or len(others) == 1)
            if odd or (s.jenis is JenisSimbol.KAPSUL and amidst and not round_ones_told):
                yield RawDoubt(
                    kode=Kode.SIMBOL_MERAGUKAN,
                    jalur=f"/langkah/{i}/simbol/{k}",
                    isi={"bentuk": s.jenis.value},
                )


def boxes_are_sure(symbols: Sequence[RawSimbol], pixels: Collection[int]) -> bool:
    """Whether the rows read from pixels have boxes, none of which looks like anything else."""
    scores = [s.keyakinan for s in symbols if s.jenis is JenisSimbol.KOTAK and s.langkah in pixels]
    return len(scores) >= FEW_BOXES and min(scores) >= BOX_SURE
