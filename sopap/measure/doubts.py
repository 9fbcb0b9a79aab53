"""What a record doubts of itself, asked by place: a row's value, a field, an arrow."""

from __future__ import annotations

import re
from collections import defaultdict

from schemas.record import Langkah, SopRecord
from schemas.vocab import Tingkat

SURE = 0.9  # a row whose keyakinan is below this counts as doubted
_WARN = (Tingkat.PERINGATAN, Tingkat.GALAT)
_OF_ARROWS = ("simbol", "alur")


class Doubts:
    """The doubts of one record. A row is asked for by its place in ``langkah``, from 0."""

    def __init__(self, record: SopRecord | None) -> None:
        self.steps: tuple[Langkah, ...] = record.langkah if record else ()
        self.arrows = record.alur if record else ()
        self.rows: defaultdict[int, list[list[str]]] = defaultdict(list)
        told = record.tinjauan if record else ()
        for doubt in told:
            parts = _parts(doubt.jalur)
            if parts[:1] == ["langkah"] and len(parts) > 1:
                self.rows[int(parts[1])].append(parts[2:])
        self.warnings = [(_parts(d.jalur), d.pesan) for d in told if d.tingkat in _WARN]

    def low(self, row: int) -> bool:
        return self.steps[row].keyakinan < SURE

    @property
    def count(self) -> int:
        """Warnings, and rows that were read unsurely."""
        return len(self.warnings) + sum(self.low(j) for j in range(len(self.steps)))

    def at_row(self, row: int, *names: str) -> bool:
        """A doubt about the whole row, or about one of these values of it."""
        return self.low(row) or any(not rest or set(names) & set(rest) for rest in self.rows[row])

    def at_field(self, name: str) -> bool:
        return any(parts[:1] == [name] for parts, _ in self.warnings)

    def at_arrow(self, rows: set[int]) -> bool:
        """A warning at an arrow or symbol of these rows (the ends of the arrow that is asked for)."""
        numbers = {str(self.steps[j].urutan) for j in rows}
        return any(self._touches(parts, message, rows, numbers) for parts, message in self.warnings)

    def _touches(self, parts: list[str], message: str, rows: set[int], numbers: set[str]) -> bool:
        place = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None
        if parts[:1] == ["langkah"]:
            return place in rows and (len(parts) == 2 or parts[2] in _OF_ARROWS)
        if parts[:1] != ["alur"]:
            return False
        if place is not None and place < len(self.arrows):
            arrow = self.arrows[place]
            return bool({arrow.dari.langkah - 1, arrow.ke.langkah - 1} & rows)
        return bool(numbers & set(re.findall(r"\d+", message)))


def _parts(jalur: str) -> list[str]:
    return jalur.split("/")[1:]
