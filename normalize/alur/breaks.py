"""Connectors, which carry an arrow over a page break or over a part of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from normalize.alur.sisi import Sisi, is_connector, reading
from schemas.raw import RawDoubt, RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol


def through_connectors(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol], at: Mapping[int, str]
) -> tuple[list[Sisi], list[RawDoubt]]:
    """Replace segilima by what they carry: the arrow into one goes on from its partner."""
    pairs, alone = connector_pairs(sisi, simbol)
    over, alone = over_pairs(sisi, simbol, pairs, alone)
    pairs = [*pairs, *over]
    guessed, alone = leftover_pairs(sisi, simbol, pairs, alone)
    ends = {k for k in alone if ends_flow(simbol[k], simbol)}
    carriers = {k for k, s in simbol.items() if is_connector(s)} - ends
    out = [e for e in sisi if e.a not in carriers and e.b not in carriers]
    broken = list(alone)
    for low, high in [*pairs, *guessed]:
        into = [e for e in sisi if e.b == low]
        from_ = [e for e in sisi if e.a == high]
        for e in into:
            for f in from_:
                if e.a not in carriers and f.b not in carriers:
                    kode = e.kode or f.kode or (Kode.PANAH_MERAGUKAN if (low, high) in guessed else None)
                    out.append(Sisi(e.a, f.b, e.label or f.label, True, kode, (*e.jalan, *f.jalan)))
        if not into or not from_:
            broken.append(low)
    return out, [connector_doubt(simbol[k], at) for k in dict.fromkeys(broken)]


def ends_flow(s: RawSimbol, simbol: dict[int, RawSimbol]) -> bool:
    """Whether a connector without a partner stands in a row of the last page: nothing is left to carry on."""
    return s.langkah is not None and s.halaman == max((x.halaman or 0 for x in simbol.values()), default=0)


def without_inner(sisi: Sequence[Sisi], simbol: dict[int, RawSimbol]) -> dict[int, RawSimbol]:
    """The symbols, with pentagons that the flow of a page runs through taken for steps of their row."""
    into, out = {e.b for e in sisi if e.terarah}, {e.a for e in sisi if e.terarah}
    inner = {k for k in into & out if is_connector(simbol[k]) and simbol[k].langkah is not None}
    kotak = {"jenis": JenisSimbol.KOTAK}
    return {k: s.model_copy(update=kotak) if k in inner else s for k, s in simbol.items()}


def connector_doubt(s: RawSimbol, at: Mapping[int, str]) -> RawDoubt:
    return RawDoubt(kode=Kode.PENGHUBUNG_LEPAS, jalur=at[s.id])


def connector_pairs(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Connectors that belong together over a page break, and those without a partner.

    A flow leaves a page through a connector with an arrow into it and goes on from one with an
    arrow out of it. The same text inside tells them; else their order from left to right.
    """
    given = {e.a for e in sisi}
    taken = {e.b for e in sisi}
    pages = sorted({s.halaman or 0 for s in simbol.values()})
    pairs = [p for page in pages for p in backward_pairs(page, given, taken, simbol)]
    back = {k for p in pairs for k in p}
    simbol = {k: s for k, s in simbol.items() if k not in back}
    alone: list[int] = []
    for page in pages:
        exits = [s for s in connectors(simbol, page) if s.id in taken or s.id not in given]
        entries = [s for s in connectors(simbol, page + 1) if s.id in given and s.id not in taken] or [
            s for s in connectors(simbol, page + 1) if s.id not in taken
        ]
        entered = {b for _, b in pairs}
        exits = [s for s in exits if s.id not in entered]
        found = matched(exits, entries)
        pairs += found
        left = {a for a, _ in found}
        alone += [s.id for s in exits if s.id not in left]
    return pairs, alone


def over_pairs(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol], pairs: Sequence[tuple[int, int]], alone: Sequence[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Connectors that carry the flow on within a page, into one, out of the one under it or with its text,
    where no other could be meant. Returns these pairs, and the connectors still alone.
    """
    exits, entries = free_connectors(sisi, simbol, pairs)
    near = column_candidates(exits, entries)
    often = Counter(k for *_, a, b in near for k in (a, b))
    out = [(a, b) for *_, a, b in near if often[a] == often[b] == 1]
    return out, [k for k in alone if k not in {a for a, _ in out}]


def free_connectors(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol], pairs: Sequence[tuple[int, int]]
) -> tuple[list[RawSimbol], list[RawSimbol]]:
    """Connectors in no pair that an arrow leads into, and those that one leads out of, in reading order."""
    given, taken = {e.a for e in sisi}, {e.b for e in sisi}
    used = {k for p in pairs for k in p}
    free = sorted((s for s in simbol.values() if is_connector(s) and s.id not in used), key=reading)
    return [s for s in free if s.id in taken - given], [s for s in free if s.id in given - taken]


def leftover_pairs(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol], pairs: Sequence[tuple[int, int]], alone: Sequence[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Connectors that may carry the flow on within a page: into one, out of the one in its column or with
    its text, else out of the next one below it; and the last two that are left of an SOP. Returns these
    pairs, and the connectors still alone.
    """
    exits, entries = free_connectors(sisi, simbol, pairs)
    out = column_pairs(exits, entries)
    paired = {k for p in out for k in p}
    exits = [s for s in exits if s.id not in paired]
    entries = [s for s in entries if s.id not in paired]
    for a in list(exits):
        b = next((b for b in entries if b.halaman == a.halaman and reading(b) > reading(a)), None)
        if b is None and len(exits) == len(entries) == 1:
            b = entries[0]
        if b is not None:
            out.append((a.id, b.id))
            exits.remove(a)
            entries.remove(b)
    return out, [k for k in alone if k not in {a for a, _ in out}]


def column_candidates(
    exits: Sequence[RawSimbol], entries: Sequence[RawSimbol]
) -> list[tuple[bool, float, int, int]]:
    """Connectors of one page with the same text, or one over the other, nearest first."""
    return sorted(
        (not same_text(a, b), aside(a, b), a.id, b.id)
        for a in exits
        for b in entries
        if a.halaman == b.halaman and (same_text(a, b) or aside(a, b) < 0.5)
    )


def column_pairs(exits: Sequence[RawSimbol], entries: Sequence[RawSimbol]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    used: set[int] = set()
    for _, _, a, b in column_candidates(exits, entries):
        if not {a, b} & used:
            out.append((a, b))
            used |= {a, b}
    return out


def same_text(a: RawSimbol, b: RawSimbol) -> bool:
    return bool(a.teks) and a.teks == b.teks


def aside(a: RawSimbol, b: RawSimbol) -> float:
    """How far two symbols stand beside one another, in widths of the first."""
    if not a.kotak or not b.kotak:
        return 1.0
    return abs(a.kotak[0] + a.kotak[2] - b.kotak[0] - b.kotak[2]) / 2 / ((a.kotak[2] - a.kotak[0]) or 1.0)


def backward_pairs(
    page: int, given: set[int], taken: set[int], simbol: dict[int, RawSimbol]
) -> list[tuple[int, int]]:
    """Connectors that carry a flow back: into one over all of a page, out of one under the page before."""
    real = [s for s in simbol.values() if not is_connector(s)]
    bottom = max((reading(s) for s in real if s.halaman == page), default=None)
    top = min((reading(s) for s in real if s.halaman == page + 1), default=None)
    if top is None or bottom is None:
        return []
    exits = [s for s in connectors(simbol, page + 1) if s.id in taken - given and reading(s) < top]
    entries = [s for s in connectors(simbol, page) if s.id in given - taken and reading(s) > bottom]
    return matched(exits, entries)


def connectors(simbol: dict[int, RawSimbol], page: int) -> list[RawSimbol]:
    every = [s for s in simbol.values() if is_connector(s) and s.halaman == page]
    return sorted(every, key=lambda s: (s.kotak[0] if s.kotak else 0.0, s.id))


def matched(exits: Sequence[RawSimbol], entries: Sequence[RawSimbol]) -> list[tuple[int, int]]:
    """Pairs by the same printed text, then by column, then by order from left to right."""
    left, right = list(exits), list(entries)
    out: list[tuple[int, int]] = []
    for same in (
        lambda a, b: bool(a.teks) and a.teks == b.teks,
        lambda a, b: a.pelaksana == b.pelaksana,
        lambda a, b: True,
    ):
        for a in list(left):
            b = next((x for x in right if same(a, x)), None)
            if b is not None:
                out.append((a.id, b.id))
                left.remove(a)
                right.remove(b)
    return out
