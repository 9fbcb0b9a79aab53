"""A flow drawn by hand, for the tests of the step graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from normalize.alur.build import build_alur
from schemas.raw import RawPanah, RawSimbol, RawSop
from schemas.vocab import JenisSimbol

KAPSUL, KOTAK = JenisSimbol.KAPSUL, JenisSimbol.KOTAK
KETUPAT, SEGILIMA = JenisSimbol.BELAH_KETUPAT, JenisSimbol.SEGILIMA


@dataclass
class Chart:
    """A flow drawn by hand: symbols by (kind, row, column), arrows by their ids."""

    simbol: list[RawSimbol] = field(default_factory=list)
    panah: list[RawPanah] = field(default_factory=list)

    def put(self, jenis: JenisSimbol, row: int | None, column: int | None = 0, page: int = 1, teks: str = "",
            x: float | None = None) -> int:  # fmt: skip
        at = 50.0 * (column or 0) if x is None else x
        y = 40.0 * (row if row is not None else 20)
        number = len(self.simbol)
        self.simbol.append(
            RawSimbol(id=number, jenis=jenis, langkah=row, pelaksana=column, teks=teks, halaman=page,
                      kotak=(at, y, at + 30, y + 14))
        )  # fmt: skip
        return number

    def arrow(self, a: int | None, b: int | None, heads: str = "b", label: str | None = None, page: int = 1,
              path: tuple[tuple[float, float], ...] = (), sure: float = 1.0) -> None:  # fmt: skip
        self.panah.append(
            RawPanah(a=a, b=b, kepala_a="a" in heads, kepala_b="b" in heads, label=label, halaman=page,
                     titik=path, keyakinan=sure)
        )  # fmt: skip

    def edges(self, scanned: tuple[int, ...] = ()) -> list[tuple[int, int]]:
        """Steps from 1, from and to. ``scanned``: pages read from pixels."""
        return [(e.dari.langkah, e.ke.langkah) for e in self.build(scanned)[0]]

    def codes(self) -> list[str]:
        return sorted(d.kode for d in self.build()[1])

    def build(self, scanned: tuple[int, ...] = ()):  # type: ignore[no-untyped-def]
        sop = RawSop(simbol=tuple(self.simbol), panah=tuple(self.panah), halaman_piksel=scanned)
        return build_alur(sop)


def chain(*kinds: JenisSimbol) -> Chart:
    """Symbols in rows one after another, not yet joined."""
    chart = Chart()
    for row, kind in enumerate(kinds):
        chart.put(kind, row)
    return chart
