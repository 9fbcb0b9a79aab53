"""The arrows that a description asks for, with its short notation written out."""

from __future__ import annotations

from dataclasses import dataclass

from tests.support.generate.model import Sop, Symbol

Node = tuple[int, int]  # row and symbol of the row, both from 0


@dataclass(frozen=True, slots=True)
class Arrow:
    """``kind``: "panah" (own line and head), "bebas" (headless), "gabung" (runs into another
    arrow to the same target), "cabang" (forks off another arrow of the same source)."""

    start: Node
    end: Node
    label: str | None = None
    kind: str = "panah"


def arrows(sop: Sop) -> list[Arrow]:
    """Every line of the flowchart, in the order of the rows."""
    found: list[Arrow] = []
    for row, step in enumerate(sop.langkah):
        for k, symbol in enumerate(step.simbol):
            found += symbol_arrows(symbol, (row, k), len(sop.langkah))
    return found


def symbol_arrows(symbol: Symbol, here: Node, rows: int) -> list[Arrow]:
    ke = symbol.ke
    if ke is None:
        ke = (str(here[0] + 2),) if here[0] + 1 < rows and not symbol.gabung else ()
    groups = ((ke, "panah"), (symbol.cabang, "cabang"), (symbol.gabung, "gabung"), (symbol.bebas, "bebas"))
    return [arrow(here, text, kind) for texts, kind in groups for text in texts]


def arrow(here: Node, text: str, kind: str) -> Arrow:
    place, _, label = text.partition(":")
    row, _, k = place.partition(".")
    return Arrow(here, (int(row) - 1, int(k or 1) - 1), label or None, kind)
