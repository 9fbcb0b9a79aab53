"""Two readings of one PDF page, compared letter for letter and path for path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from extract.geometry.letters import COLUMNS, Letters
from extract.sources.pdf.drawn import Drawn, Obj

APART = ("text", "font", "order")  # columns that count in tables of their own


def differences(a: Drawn, b: Drawn) -> list[str]:
    """What two readings of a page do not share, to the last bit; their drawing order too."""
    told = [f"page: {a.width} {b.width}"] if _paper(a) != _paper(b) else []
    told += _letters(a.letters, b.letters)
    for kind in ("paths", "pictures"):
        told += _objects(kind, getattr(a, kind), getattr(b, kind))
    return told or (["drawing order"] if _order(a) != _order(b) else [])


def _paper(page: Drawn) -> tuple[Any, ...]:
    return page.width, page.height, page.placement


def _letters(a: Letters, b: Letters) -> list[str]:
    if len(a) != len(b):
        return [f"letters: {len(a)} {len(b)}"]
    told = [f"{c}: {getattr(a, c)} {getattr(b, c)}" for c in COLUMNS if c not in APART and _differ(a, b, c)]
    printed = a.printed() == b.printed() and _fonts(a) == _fonts(b)
    return told if printed else [*told, "text or font"]


def _differ(a: Letters, b: Letters, column: str) -> bool:
    return not np.array_equal(getattr(a, column), getattr(b, column))


def _fonts(letters: Letters) -> list[str]:
    return [letters.fonts[n] for n in letters.font.tolist()]


def _objects(kind: str, a: Sequence[Obj], b: Sequence[Obj]) -> list[str]:
    if len(a) != len(b):
        return [f"{kind}: {len(a)} {len(b)}"]
    return [
        f"{kind}: {key} {x[key]} {y[key]}"
        for x, y in zip(a, b, strict=True)
        for key in x
        if key not in ("order", "stream") and _plain(x[key]) != _plain(y[key])
    ]


def _plain(value: Any) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value


def _order(page: Drawn) -> list[int]:
    """All that is drawn, by the numbers of its kind, in the order in which it is drawn."""
    drawn = [*page.letters.order.tolist(), *(o["order"] for o in _things(page))]
    return [int(n) for n in np.argsort(np.array(drawn, float), kind="stable")]


def _things(page: Drawn) -> Iterator[Obj]:
    yield from page.paths
    yield from page.pictures
