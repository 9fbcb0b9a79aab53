"""What a measurement adds up: values right and wrong, told and silent, and SOPs ready or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Count:
    """Right values, values in the truth, values in the records."""

    right: int = 0
    truth: int = 0
    told: int = 0

    @property
    def recall(self) -> float | None:
        return self.right / self.truth if self.truth else None

    @property
    def precision(self) -> float | None:
        return self.right / self.told if self.told else None

    @property
    def f1(self) -> float | None:
        both = self.truth + self.told
        return 2 * self.right / both if both else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value of a record (or one that it lacks): where it stands, whether it is right and doubted.

    ``jalur`` is a JSON Pointer into the record, "" for what the record does not have.
    """

    jalur: str
    right: bool
    told: bool


@dataclass(slots=True)
class SopTally:
    """The verdicts on one record, its warnings, and what it says itself (``siap`` or not, if at all)."""

    id: str
    warnings: int = 0
    ready: bool | None = None
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        return self.ready if self.ready is not None else not self.warnings

    @property
    def wrong(self) -> int:
        return sum(not v.right for v in self.verdicts)

    @property
    def silent(self) -> int:
        return sum(not v.right and not v.told for v in self.verdicts)


@dataclass(slots=True)
class Score:
    """The counts by name of the measure, one tally for each SOP with a record, the truth SOPs without."""

    counts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    sops: list[SopTally] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, truth: int, told: int) -> None:
        count = self.counts[name]
        count.right += right
        count.truth += truth
        count.told += told

    def honest(self, of: str, verdict: Verdict) -> None:
        """Of wrong values those doubted are honest, of right ones those not doubted."""
        name = of + ("benar_tak_bertanda" if verdict.right else "salah_bertanda")
        self.add(name, int(verdict.told != verdict.right), 1, 1)

    def shares(self) -> dict[str, tuple[float | None, int]]:
        """Measures that are a share of something, and how many of it there were."""
        out = {n: (c.recall, c.truth) for n, c in self.counts.items() if n.startswith("jujur.")}
        if self.sops:
            taken = [s for s in self.sops if s.taken]
            right = sum(not s.wrong for s in taken) / len(taken) if taken else None
            values = sum(len(s.verdicts) for s in self.sops)
            out["terima.bagian"] = (len(taken) / len(self.sops), len(self.sops))
            out["terima.benar"] = (right, len(taken))
            if values:
                out["nilai.benar"] = (1 - sum(s.wrong for s in self.sops) / values, values)
                out["nilai.salah_diam"] = (sum(s.silent for s in self.sops) / values, values)
        return out

    def lines(self) -> Iterator[str]:
        """A table, one measure a line; shares stand in the columns F1 and recall."""
        rows: dict[str, tuple[tuple[float | None, float | None, float | None], int]] = {
            name: ((c.f1, c.recall, c.precision), c.truth) for name, c in self.counts.items()
        }
        rows |= {name: ((share, share, None), n) for name, (share, n) in self.shares().items()}
        for name in sorted(rows):
            values, n = rows[name]
            f1, recall, precision = ("  –  " if v is None else f"{v:.3f}" for v in values)
            yield f"{name:32s} F1 {f1}  R {recall}  P {precision}  n={n}"
        if self.missing:
            yield "no record for: " + ", ".join(self.missing)
