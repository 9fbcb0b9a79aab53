"""Lines that stop before their symbol: cut by a page break, or short of what they point at.

Lengths are points; a loose line has one symbol, and one end at none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from schemas.raw import RawDoubt, RawPanah, RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

SAME_X = 12.0  # points between the two halves of a line cut by a page break
CONGRUENT = 2.0  # points between the bends of one line on two sheets: a tracer's tolerance, twice
STRAIGHT = 0.95  # cosine between the way of a line and the way over the gap before the next
UPRIGHT = 0.3  # of a piece's height: it leans no more than this when it leaves the page
GUESSED = 0.7  # confidence of an arrow whose end was concluded: below what goes without a doubt

Point = tuple[float, float]
Kotak = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Loose:
    """A line from its symbol to its loose end, with the heads at both."""

    panah: RawPanah
    simbol: int
    titik: tuple[Point, ...]
    head: bool  # at the symbol
    tip: bool  # at the loose end

    @property
    def end(self) -> Point:
        return self.titik[-1]

    @property
    def way(self) -> Point:
        """Unit vector in which the line leaves at its loose end."""
        (x0, y0), (x1, y1) = self.titik[-2:] if len(self.titik) > 1 else (self.end, self.end)
        d = math.dist((x0, y0), (x1, y1)) or 1.0
        return ((x1 - x0) / d, (y1 - y0) / d)


def join_cut_lines(
    panah: Sequence[RawPanah],
    simbol: Mapping[int, RawSimbol],
    at: Mapping[int, str],
    scanned: Container[int | None] = (),
) -> tuple[list[RawPanah], list[RawDoubt]]:
    """Lines made whole: the halves that a page break cuts, a line that goes on after a gap, an end that
    runs off its page towards a symbol of the next. What stays loose is told.

    ``at``: JSON Pointer of every symbol. ``scanned``: pages on which a symbol may have been missed, so that
    the next one in a column is evidence only for a head, and where each row up to its own has one.
    """
    stubs = [p for p in panah if is_stub(p)]
    whole = [p for p in panah if p.a is not None and p.b is not None and not is_stub(p)]
    loose = [loose_of(p) for p in panah if (p.a is None) != (p.b is None)]
    told = len(loose)  # a stub that nothing carries on is a mark at its symbol
    loose += [stub_of(p, simbol) for p in stubs]
    pairs = [
        (*cost, i, j)
        for i, p in enumerate(loose)
        for j, q in enumerate(loose)
        if i != j and (cost := misfit(p, q, simbol)) is not None and p.simbol != q.simbol
    ]
    used: set[int] = set()
    made: list[RawPanah] = []
    for *_, i, j in sorted(pairs):
        if i not in used and j not in used:
            made.append(
                joined(loose[i], loose[j], GUESSED if along_rule(loose[i], loose[j], simbol) else 1.0)
            )
            used |= {i, j}
    left = [p for i, p in enumerate(loose[:told]) if i not in used]
    rest: list[Loose] = []
    for p in left:
        beyond = symbol_ahead(p, simbol)
        if beyond is None:
            beyond = symbol_beyond(p, simbol)
            if p.panah.halaman in scanned and not (p.tip and all_rows_told(p.simbol, beyond, simbol)):
                beyond = None
        if beyond is None or any(q.simbol == beyond for q in left):
            rest.append(p)
        else:
            made.append(reaching(p, beyond))
    concluded, rest = to_next_step(rest, [*whole, *made], simbol)
    doubts = [RawDoubt(kode=Kode.PANAH_LEPAS, jalur=at[p.simbol]) for p in rest]
    return [*whole, *without_copies([*made, *concluded])], doubts


def to_next_step(
    loose: Sequence[Loose],
    known: Sequence[RawPanah],
    simbol: Mapping[int, RawSimbol],
) -> tuple[list[RawPanah], list[Loose]]:
    """Loose lines that leave a symbol which lacks a way out, tied to the symbol of the next step where that
    is the only one there and lacks a way in: 35 of 39 in documents with truth were right, three of the others
    in tables whose columns were misread.

    Returns the arrows, and the lines still loose, without the other halves of these.
    """
    ways = [(p.b, p.a) if p.kepala_a and not p.kepala_b else (p.a, p.b) for p in known]
    often = Counter(p.simbol for p in loose)
    out: list[RawPanah] = []
    tied: set[int] = set()
    for p in loose:
        start, after = simbol[p.simbol], next_symbol(p.simbol, simbol)
        exits = 2 if start.jenis is JenisSimbol.BELAH_KETUPAT else 1
        lacking = sum(a == p.simbol for a, _ in ways) < exits and all(b != after for _, b in ways)
        if p.head or after is None or often[p.simbol] > 1 or not lacking:
            continue
        out.append(reaching(p, after).model_copy(update={"kepala_b": True}))
        ways.append((p.simbol, after))
        tied.add(p.simbol)
    halves = {p.b for p in out}
    rest = [p for p in loose if p.simbol not in tied and not (p.head and p.simbol in halves)]
    return out, rest


def next_symbol(a: int, simbol: Mapping[int, RawSimbol]) -> int | None:
    """The symbol of the step after another one's, where it is the only one there."""
    row = simbol[a].langkah
    after = [s.id for s in simbol.values() if row is not None and s.langkah == row + 1]
    return after[0] if len(after) == 1 and simbol[after[0]].jenis is not JenisSimbol.SEGILIMA else None


def without_copies(made: Sequence[RawPanah]) -> list[RawPanah]:
    """Lines without those drawn once more without their head, as a fill and its outline are: they begin and
    end where those do.
    """
    headed = [p for p in made if p.kepala_a or p.kepala_b]
    return [p for p in made if p.kepala_a or p.kepala_b or not any(is_copy(p, q) for q in headed)]


def is_copy(p: RawPanah, q: RawPanah) -> bool:
    if {p.a, p.b} != {q.a, q.b} or not (p.titik and q.titik):
        return {p.a, p.b} == {q.a, q.b}
    ends = q.titik[0], q.titik[-1]
    ends = ends if p.a == q.a else ends[::-1]
    return all(math.dist(x, y) <= SAME_X for x, y in zip((p.titik[0], p.titik[-1]), ends, strict=True))


def is_stub(p: RawPanah) -> bool:
    """Whether a line is one straight piece at a symbol, near to which it ends: the page may cut it there."""
    return p.a is not None and p.a == p.b and len(p.titik) == 2


def stub_of(p: RawPanah, simbol: Mapping[int, RawSimbol]) -> Loose:
    """A stub as a line that leaves its symbol with the end farther from its middle."""
    assert p.a is not None
    x0, y0, x1, y1 = simbol[p.a].kotak or (0.0, 0.0, 0.0, 0.0)
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    if math.dist(p.titik[0], middle) <= math.dist(p.titik[-1], middle):
        return Loose(p, p.a, p.titik, p.kepala_a, p.kepala_b)
    return Loose(p, p.a, p.titik[::-1], p.kepala_b, p.kepala_a)


def loose_of(p: RawPanah) -> Loose:
    if p.b is None:
        assert p.a is not None
        return Loose(p, p.a, p.titik, p.kepala_a, p.kepala_b)
    return Loose(p, p.b, p.titik[::-1], p.kepala_b, p.kepala_a)


def misfit(p: Loose, q: Loose, simbol: Mapping[int, RawSimbol]) -> tuple[bool, float] | None:
    """Whether ``q`` goes on over a page break from ``p``, and how far their loose ends lie apart or, over
    the break, aside; None where they are two lines.
    """
    if not (p.titik and q.titik) or p.panah.halaman is None or q.panah.halaman is None:
        return None
    if (p.head or q.tip) and (q.head or p.tip):  # both run into the gap, or both away from it
        return None
    if q.panah.halaman == p.panah.halaman + 1:
        if drawn_twice(p, q):
            return (True, 0.0)
        aside = abs(p.end[0] - q.end[0])
        fits = aside <= SAME_X and p.end[1] > q.end[1] and at_edge(p, 1, simbol) and at_edge(q, -1, simbol)
        return (True, aside) if fits else None
    if q.panah.halaman == p.panah.halaman and (goes_on(p, q, simbol) or along_rule(p, q, simbol)):
        return (False, math.dist(p.end, q.end))
    return None


def drawn_twice(p: Loose, q: Loose) -> bool:
    """Whether two sheets show one line whole, each at the place of its own part of the drawing: a program
    that prints a drawing over several sheets clips nothing.

        sheet 1   [A]--+          sheet 2   ...--+
                  -----|----- edge          -----|----- edge
                       +-->...                   +-->[B]
    """
    ours, theirs = p.titik, q.titik[::-1]
    if len(ours) != len(theirs):
        return False
    shift = (theirs[0][0] - ours[0][0], theirs[0][1] - ours[0][1])
    return abs(shift[0]) <= SAME_X and all(
        math.dist((x + shift[0], y + shift[1]), there) <= CONGRUENT
        for (x, y), there in zip(ours, theirs, strict=True)
    )


def at_edge(p: Loose, down: int, simbol: Mapping[int, RawSimbol]) -> bool:
    """Whether no symbol stands in the way from the loose end of a line to the lower (1) or upper (-1) edge
    of its page.
    """
    x, y = p.end
    return not any(
        s.kotak[0] < x < s.kotak[2] and down * (s.kotak[1] - y) > 0
        for s in simbol.values()
        if s.id != p.simbol and s.halaman == p.panah.halaman and s.kotak
    )


def goes_on(p: Loose, q: Loose, simbol: Mapping[int, RawSimbol]) -> bool:
    """Whether ``q`` goes on where ``p`` stops, over a gap no longer than its symbol."""
    gap = math.dist(p.end, q.end)
    kotak = simbol[p.simbol].kotak
    if not kotak or not 0 < gap <= side(kotak) or p.simbol == q.simbol:
        return False
    over = ((q.end[0] - p.end[0]) / gap, (q.end[1] - p.end[1]) / gap)
    return dot(p.way, over) > STRAIGHT and -dot(q.way, over) > STRAIGHT


def along_rule(p: Loose, q: Loose, simbol: Mapping[int, RawSimbol]) -> bool:
    """Whether two lines, of which one has a head, run square into one line across from its two sides, with no
    symbol between them: what joins them lies on a rule of the table. From one side the page cuts them.

    [A]
     |
    -+========+-
              v
             [B]
    """
    if p.simbol == q.simbol or not (p.head or q.head) or is_stub(p.panah) or is_stub(q.panah):
        return False
    along = 0 if abs(p.way[1]) > STRAIGHT else 1
    across = 1 - along
    level = (p.end[across] + q.end[across]) / 2
    if min(abs(p.way[across]), -dot(p.way, q.way)) <= STRAIGHT or abs(p.end[across] - level) > CONGRUENT / 2:
        return False
    low, high = sorted((p.end[along], q.end[along]))
    return not any(
        s.kotak[across] <= level <= s.kotak[across + 2] and low < s.kotak[along + 2] and s.kotak[along] < high
        for s in simbol.values()
        if s.halaman == p.panah.halaman and s.kotak
    )


def dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]


def joined(p: Loose, q: Loose, most: float) -> RawPanah:
    """Both halves as one line from the symbol of ``p`` to that of ``q``, ``most`` its confidence."""
    return p.panah.model_copy(
        update={
            "a": p.simbol,
            "b": q.simbol,
            "kepala_a": p.head or q.tip,
            "kepala_b": q.head or p.tip,
            "label": p.panah.label or q.panah.label,
            "titik": (*p.titik, *q.titik[::-1]),
            "keyakinan": min(p.panah.keyakinan, most),
            "bagian": (
                p.panah.model_copy(update={"titik": p.titik}),
                q.panah.model_copy(update={"titik": q.titik[::-1]}),
            ),
        }
    )


def symbol_ahead(p: Loose, simbol: Mapping[int, RawSimbol]) -> int | None:
    """The symbol at which the head at a loose end points, over a gap no longer than that symbol's side.

    [A]--->   [B]
    """
    if not p.tip:
        return None
    near = [
        (gap, s.id)
        for s in simbol.values()
        if s.id != p.simbol and s.halaman == p.panah.halaman and s.kotak
        if (gap := gap_to(s.kotak, p.end, p.way)) is not None and gap <= side(s.kotak)
    ]
    return min(near)[1] if near else None


def side(kotak: Kotak) -> float:
    return max(kotak[2] - kotak[0], kotak[3] - kotak[1])


def gap_to(kotak: Kotak, end: Point, way: Point) -> float | None:
    """How far from an end, straight on, a box begins; None where the way, level or upright, misses it."""
    along = 0 if abs(way[0]) > abs(way[1]) else 1
    if abs(way[1 - along]) > UPRIGHT or not kotak[1 - along] <= end[1 - along] <= kotak[3 - along]:
        return None
    gap = kotak[along] - end[along] if way[along] > 0 else end[along] - kotak[along + 2]
    return gap if gap >= 0 else None


def symbol_beyond(p: Loose, simbol: Mapping[int, RawSimbol]) -> int | None:
    """The symbol of a neighbouring page that a line points at which runs straight off its own page.

    It is the first one in the line's column, and the line ends beyond all symbols of its page.
    """
    page = p.panah.halaman
    if page is None or len(p.titik) < 2 or abs(p.way[0]) > UPRIGHT:
        return None
    down = p.way[1] > 0
    here = [s.kotak for s in simbol.values() if s.halaman == page and s.kotak]
    x, y = p.end
    if any((k[3] > y) if down else (k[1] < y) for k in here):
        return None
    there = [
        (s.kotak[1] if down else -s.kotak[3], s.id)
        for s in simbol.values()
        if s.halaman == page + (1 if down else -1) and s.kotak and s.kotak[0] <= x <= s.kotak[2]
    ]
    return min(there)[1] if there else None


def all_rows_told(a: int, b: int | None, simbol: Mapping[int, RawSimbol]) -> bool:
    """Whether each row from one symbol's to another's has a symbol."""
    ends = [simbol[k].langkah for k in (a, b) if k is not None]
    rows = [row for row in ends if row is not None]
    return len(rows) == 2 and set(range(min(rows), max(rows) + 1)) <= {s.langkah for s in simbol.values()}


def reaching(p: Loose, beyond: int) -> RawPanah:
    """A loose line tied to the symbol that it leads to by what else is known; a guess."""
    return p.panah.model_copy(
        update={
            "a": p.simbol,
            "b": beyond,
            "kepala_a": p.head,
            "kepala_b": p.tip,
            "titik": p.titik,
            "keyakinan": min(p.panah.keyakinan, GUESSED),
        }
    )
