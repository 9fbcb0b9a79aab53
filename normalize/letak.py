"""Places as they were read, on the page as a viewer shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.raw import RawFile
from schemas.record import Kotak, Titik

Letak = tuple[float, ...]  # 3x3 by rows, as in RawHalaman


def letak_halaman(raw: RawFile) -> dict[int, Letak]:
    """The pages whose places as read are not those of a viewer: turned, levelled or scaled for reading."""
    return {h.halaman: h.letak for h in raw.halaman if h.letak}


def kotak_dilihat(kotak: Kotak | None, halaman: int | None, letak: Mapping[int, Letak]) -> Kotak | None:
    """The upright box around a box of a page, in points of the page as a viewer shows it."""
    m = letak.get(halaman) if halaman else None
    if kotak is None or m is None:
        return kotak
    x0, y0, x1, y1 = kotak
    points = [seen(x, y, m) for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))


def titik_dilihat(titik: Sequence[Titik], halaman: int, letak: Mapping[int, Letak]) -> tuple[Titik, ...]:
    """A path of a page, in points of the page as a viewer shows it."""
    m = letak.get(halaman)
    if m is None:
        return tuple(titik)
    return tuple((round(x, 1), round(y, 1)) for x, y in (seen(x, y, m) for x, y in titik))


def seen(x: float, y: float, m: Letak) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = m
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w
