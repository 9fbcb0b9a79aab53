"""A line read as a date: of all days that can be written, the one that the engine's letters fit best.

Handwriting is misread letter by letter, but a day, a month and a year have few forms. The engine gives a
probability for each letter at each step of the line; the best path through these steps that spells a date
(Viterbi over connectionist temporal classification, Graves et al. 2006) is found for every day, month and
year, and how far the best of each lies before the next tells how sure it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extract.form.kalender import BULAN, BULAN_PENDEK
from extract.form.nomor import LOOKS
from extract.form.nomor import YEARS as USUAL

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]  # probability of each letter, blank first, at each step of a line

GRAMMAR = "6"  # changes whenever the same pictures may give another date
NEVER = -1e9
LEAST = 1e-5  # probability of a figure that the engine gives none
MISREAD = (
    1e-2  # the same, of a letter of a month: there are few names, and by hand any letter looks like another
)
BY_HAND = {**LOOKS, "a": "2", "d": "2"}  # what figures look like, a looped 2 among them
ALIKE = 0.3  # share of what the engine gives a letter that counts for the figure that it looks like
YEARS = range(1995, 2036)  # of documents in this form
FORM = 2012  # the year of the regulation that the form is of: older ones are rare
CENTURY = 2020  # in two figures it is how all years begin
BEFORE = -3.0  # in logarithms: of a year before the latest that the page prints
RARE = -2.0  # in logarithms: a form or a year that few dates have
SHORT_YEAR = -3.0  # the same, of a year of two figures
CLEARLY = 2.5  # in logarithms: how far the best day, month and year lie before the next
BORNE_OUT = 1.5  # the same, where the ink tells how many figures the day has
SPELT = (2, 0.5)  # pictures in which the engine itself spells a date, and what it loses then at most
AGREED = 0.5  # in logarithms: how far the best lies before the next where so many pictures spell it
ONE_YEAR = (0.5, -4.0)  # share of what the other dates of a block say against a year, and its limit
GUESSED = 0.95  # confidence, at most, of a date that neither the engine spells itself nor the ink bears out
FARTHEST = -12.0  # what one picture of the line may say against a value, at most
LOSS = 11.0  # in logarithms: what a line loses at most where it is read as a date
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BETWEEN = (*((s, 0.0) for s in (" ", "-", "/", ".", " - ", " / ", ". ")), ("", RARE))
BLANK = "\0"  # no letter, as the engine has it
NO_DAY = 0  # of a month and a year alone
DAYS = [text for d in range(1, 32) for text in dict.fromkeys((str(d), f"{d:02d}"))]
PARTS = (1, 3, 5)  # the slots of day, month and year


@dataclass(frozen=True, slots=True)
class Written:
    """A way to write the value of a part of a date, and how much rarer it is than the usual one."""

    value: int
    text: str
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Grammar:
    """The parts of a date as nodes, one a letter: its letter, the value that it belongs to and its prior.

    ``first`` and ``last``: of each part, the nodes that begin and end it; ``skip``: the prior of leaving it
    out. ``inner``: nodes that follow another one of their value; ``same``: those that repeat its letter;
    ``month``: those of months, whose letters are no figures.
    """

    letters: str
    value: Ints
    prior: Floats
    first: tuple[Ints, ...]
    last: tuple[Ints, ...]
    skip: tuple[float, ...]
    inner: npt.NDArray[np.bool_]
    same: npt.NDArray[np.bool_]
    month: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it was read, and the probability that no other one was written."""

    day: int
    month: int
    year: int
    sure: float

    @property
    def text(self) -> str:
        return f"{self.day} {BULAN[self.month - 1]} {self.year}"


def parts_of_a_date() -> list[list[Written]]:
    """What stands on a line with a date: a mark before it, day, sign, month, sign, year, full stop."""
    lead = [Written(0, ""), Written(0, ":"), Written(0, ": ")]
    days = [Written(NO_DAY, BLANK, RARE), *(Written(int(text), text) for text in DAYS)]
    between = [Written(0, text, prior) for text, prior in BETWEEN]
    years = [Written(y, str(y), 0.0 if y >= FORM and y in USUAL else RARE) for y in YEARS]
    short = (y for y in YEARS if y >= FORM and y != CENTURY)
    years += [Written(y, f"{y % 100:02d}", SHORT_YEAR) for y in short]
    end = [Written(0, ""), Written(0, ".")]
    return [lead, days, between, list(months()), between, years, end]


def months() -> Sequence[Written]:
    out = []
    for m, name in enumerate(BULAN, 1):
        for text in (name, *BULAN_PENDEK.get(name, ())):
            out.append(Written(m, text.lower()))
        out += [Written(m, f"{m:02d}"), Written(m, ROMAN[m - 1], RARE)]
        out += [Written(m, str(m), RARE / 2)] if m < 10 else []
    return out


def grammar_of(parts: Sequence[Sequence[Written]]) -> Grammar:
    written = [(k, w) for k, part in enumerate(parts) for w in part if w.text]
    starts = np.cumsum([0, *(len(w.text) for _, w in written)])
    first = tuple(
        np.array([starts[i] for i, (k, _) in enumerate(written) if k == p]) for p in range(len(parts))
    )
    last = tuple(
        np.array([starts[i + 1] - 1 for i, (k, _) in enumerate(written) if k == p]) for p in range(len(parts))
    )
    letters = "".join(w.text for _, w in written)
    inner = np.ones(len(letters), dtype=bool)
    inner[starts[:-1]] = False
    same = inner & np.array([False, *(a == b for a, b in pairwise(letters))])
    skip = tuple(max((w.prior for w in part if not w.text), default=NEVER) for part in parts)
    value = np.array([w.value for _, w in written for _ in w.text])
    prior = np.array([w.prior for _, w in written for _ in w.text])
    month = np.array([k == PARTS[1] for k, w in written for _ in w.text])
    return Grammar(letters, value, prior, first, last, skip, inner, same, month)


@cache
def there_and_back() -> tuple[Grammar, Grammar]:
    """The grammar of a date, and of one read from its end: the same nodes in the other order."""
    parts = parts_of_a_date()
    back = [[Written(w.value, w.text[::-1], w.prior) for w in reversed(part)] for part in reversed(parts)]
    return grammar_of(parts), grammar_of(back)


def dates_in(
    lines: Sequence[Sequence[Scores]], letters: str, since: int = 0, ink: Sequence[Floats] = ()
) -> list[Day | None]:
    """The dates of one block, None where a day, month or year is not clearly the best.

    Each line is shown by pictures, and each of these by the engine's probabilities of ``letters``. Dates of
    one block are mostly of one year: what the other lines say of a year counts too, but less. ``since``: a
    year that they are hardly before. ``ink``: of each line, what its ink says against each of DAYS.
    """
    found = [likely(pictures, letters) for pictures in lines]
    years = [by_value(scores, PARTS[-1]) for scores, _ in found]
    out = []
    for n, (scores, spelt) in enumerate(found):
        if scores.size and n < len(ink):
            scores[there_and_back()[0].first[PARTS[0]][1:]] += ink[n]
        parts = [by_value(scores, k) for k in PARTS]
        others = [y for k, y in enumerate(years) if k != n and y]
        parts[-1] = {y: own + shared(others, y) + BEFORE * (y < since) for y, own in parts[-1].items()}
        least = AGREED if spelt else BORNE_OUT if n < len(ink) and ink[n].any() else CLEARLY
        out.append(clear_date(parts, least) if scores.size else None)
    return out


def likely(pictures: Sequence[Scores], letters: str) -> tuple[Floats, bool]:
    """For each node of the grammar how well a date through it fits all pictures of a line, and whether the
    engine itself spells the best in several; nothing where it would lose too much."""
    logs = [np.log(np.maximum(p, LEAST)).astype(np.float64) for p in pictures]
    through = [paths(p, letters) for p in logs]
    loss = [float(p.max(axis=1).sum() - t.max()) for p, t in zip(logs, through, strict=True)]
    if min(loss) > LOSS:
        return np.zeros(0), False
    fit = sum((np.maximum(t - t.max(), FARTHEST) for t in through), np.zeros_like(through[0]))
    spelt = [best_of(t) for t, lost in zip(through, loss, strict=True) if lost < SPELT[1]]
    return np.asarray(fit / len(through)), spelt.count(best_of(fit)) >= SPELT[0]


def best_of(scores: Floats) -> list[int]:
    return [clearest(by_value(scores, k))[0] for k in PARTS]


def by_value(scores: Floats, part: int) -> dict[int, float]:
    """The best score of each value of a part of the date."""
    if not scores.size:
        return {}
    grammar, _ = there_and_back()
    nodes = grammar.first[part]
    out: dict[int, float] = {}
    for value, score in zip(grammar.value[nodes].tolist(), scores[nodes].tolist(), strict=True):
        out[value] = max(score, out.get(value, NEVER))
    return out


def shared(others: Sequence[dict[int, float]], year: int) -> float:
    """What the other dates of a block say of a year: nothing, or against it."""
    return max(ONE_YEAR[1], ONE_YEAR[0] * sum(y[year] - max(y.values()) for y in others))


def clear_date(parts: Sequence[dict[int, float]], least: float) -> Day | None:
    """The date of the best day, month and year, if each lies ``least`` before the next."""
    best = [clearest(part) for part in parts]
    margin = min(lead for _, lead in best)
    day, month, year = (value for value, _ in best)
    if day == NO_DAY or margin < least:
        return None
    sure = round(1.0 / (1.0 + float(np.exp(-margin))), 3)
    return Day(day, month, year, sure if least < CLEARLY else min(sure, GUESSED))


def clearest(scores: dict[int, float]) -> tuple[int, float]:
    """The value with the best score, and how far it lies before the next."""
    first, second = sorted(scores, key=lambda v: (-scores[v], v))[:2]
    return first, scores[first] - scores[second]


def paths(logs: Floats, letters: str) -> Floats:
    """For each node of the grammar the logarithm of the best path through it that spells a date."""
    ahead, back = there_and_back()
    spelt, blank = seen(ahead, np.exp(logs), letters), logs[:, 0]
    before = forward(spelt, blank, ahead)
    after = forward(spelt[::-1, ::-1], blank[::-1], back)[::-1, ::-1]
    return np.asarray((before + after - spelt - ahead.prior).max(axis=0))


def seen(g: Grammar, p: Floats, letters: str) -> Floats:
    """The logarithm of what the engine gives each node's letter, capital or small, and of day and year what
    looks like their figures. ``p``: probability of each letter, by step."""
    each: dict[tuple[str, bool], Floats] = {}
    for c, month in dict.fromkeys(zip(g.letters, g.month.tolist(), strict=True)):
        same = [0] if c == BLANK else [letters.find(k) for k in dict.fromkeys((c, c.upper()))]
        like = [letters.find(k) for k, figure in BY_HAND.items() if figure == c and not month]
        found = [(1.0, n) for n in same] + [(ALIKE, n) for n in like]
        total = sum((share * p[:, n] for share, n in found if n >= 0), np.zeros(len(p)))
        each[c, month] = np.log(np.maximum(total, MISREAD if c.islower() else LEAST))
    return np.stack([each[n] for n in zip(g.letters, g.month.tolist(), strict=True)], axis=1)


def forward(spelt: Floats, blank: Floats, g: Grammar) -> Floats:
    """The best path up to each step that ends in each node. ``spelt``: logarithms by step and node."""
    steps, nodes = spelt.shape
    out = np.full((steps, nodes), NEVER)
    inside = np.full(nodes, NEVER)  # best paths that end in the node's letter
    rest = np.full(nodes, NEVER)  # the same with blanks after it
    nothing = 0.0  # blanks alone
    for t in range(steps):
        ended = np.maximum(inside, rest)
        entered = np.full(nodes, NEVER)
        entered[1:] = np.where(g.same[1:], rest[:-1], ended[:-1])
        entered[~g.inner] = NEVER
        reached = nothing
        for k, first in enumerate(g.first):
            entered[first] = reached + g.prior[first]
            reached = max(float(ended[g.last[k]].max()), reached + g.skip[k])
        out[t] = spelt[t] + np.maximum(inside, entered)
        rest = blank[t] + ended
        inside = out[t]
        nothing += float(blank[t])
    return out
