"""Lines over a page break: halves that a page cuts, and connectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalize.alur.sisi import Sisi, is_connector, reading
from schemas.raw import RawDoubt, RawPanah, RawSimbol
from schemas.tinjauan import Kode

SAME_X = 12.0  # points between the two halves of a line cut by a page break


def join_cut_lines(panah: Sequence[RawPanah], at: Mapping[int, str]) -> tuple[list[RawPanah], list[RawDoubt]]:
    """Join the halves of lines that a page break cuts without connectors; report loose ends.

    ``at``: JSON Pointer of every symbol.
    """
    whole = [p for p in panah if p.a is not None and p.b is not None]
    loose = [p for p in panah if (p.a is None) != (p.b is None)]
    pairs = [
        (abs(cut_end(p)[0] - cut_end(q)[0]), i, j)
        for i, p in enumerate(loose)
        for j, q in enumerate(loose)
        if p.halaman is not None and q.halaman == p.halaman + 1 and meets(p, q)
    ]
    used: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in used and j not in used:
            whole.append(joined(loose[i], loose[j]))
            used |= {i, j}
    left = [p for i, p in enumerate(loose) if i not in used]
    return whole, [loose_doubt(p, at) for p in left]


def meets(p: RawPanah, q: RawPanah) -> bool:
    """Whether the loose end of ``p``, low on its page, and that of ``q``, high on the next, fit."""
    if heads_of(p) == heads_of(q) != (False, False):  # both run into the cut, or both away from it
        return False
    low, high = cut_end(p), cut_end(q)
    return abs(low[0] - high[0]) <= SAME_X and low[1] > high[1]


def heads_of(p: RawPanah) -> tuple[bool, bool]:
    """Heads of a loose line: at its symbol, at its loose end."""
    return (p.kepala_a, p.kepala_b) if p.b is None else (p.kepala_b, p.kepala_a)


def cut_end(p: RawPanah) -> tuple[float, float]:
    return p.titik[-1] if p.b is None else p.titik[0]


def joined(p: RawPanah, q: RawPanah) -> RawPanah:
    """Both halves as one line from the symbol of ``p`` to that of ``q``."""
    a, head_a = (p.a, p.kepala_a) if p.a is not None else (p.b, p.kepala_b)
    b, head_b = (q.b, q.kepala_b) if q.b is not None else (q.a, q.kepala_a)
    return p.model_copy(
        update={"a": a, "kepala_a": head_a, "b": b, "kepala_b": head_b, "label": p.label or q.label}
    )


def loose_doubt(p: RawPanah, at: Mapping[int, str]) -> RawDoubt:
    known = p.a if p.a is not None else p.b
    assert known is not None
    return RawDoubt(kode=Kode.PANAH_LEPAS, jalur=at[known])


def through_connectors(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol], at: Mapping[int, str]
) -> tuple[list[Sisi], list[RawDoubt]]:
    """Replace segilima by what they carry: the arrow into one goes on from its partner."""
    pairs, alone = connector_pairs(sisi, simbol)
    guessed, alone = leftover_pairs(sisi, simbol, pairs, alone)
    plain = [e for e in sisi if not is_connector(simbol[e.a]) and not is_connector(simbol[e.b])]
    out = list(plain)
    broken = list(alone)
    for low, high in [*pairs, *guessed]:
        into = [e for e in sisi if e.b == low]
        from_ = [e for e in sisi if e.a == high]
        for e in into:
            for f in from_:
                if not is_connector(simbol[e.a]) and not is_connector(simbol[f.b]):
                    kode = e.kode or f.kode or (Kode.PANAH_MERAGUKAN if (low, high) in guessed else None)
                    out.append(Sisi(e.a, f.b, e.label or f.label, True, kode))
        if not into or not from_:
            broken.append(low)
    return out, [connector_doubt(simbol[k], at) for k in dict.fromkeys(broken)]


def connector_doubt(s: RawSimbol, at: Mapping[int, str]) -> RawDoubt:
    return RawDoubt(kode=Kode.PENGHUBUNG_LEPAS, jalur=at[s.id], isi={"halaman": str(s.halaman)})


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


def leftover_pairs(
    sisi: Sequence[Sisi], simbol: dict[int, RawSimbol], pairs: Sequence[tuple[int, int]], alone: Sequence[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Connectors that carry the flow on within a page: into one, out of the next one below it; and the
    last two that are left of an SOP. Returns these pairs, and the connectors still alone.
    """
    given, taken = {e.a for e in sisi}, {e.b for e in sisi}
    used = {k for p in pairs for k in p}
    free = sorted((s for s in simbol.values() if is_connector(s) and s.id not in used), key=reading)
    exits = [s for s in free if s.id in taken - given]
    entries = [s for s in free if s.id in given - taken]
    out: list[tuple[int, int]] = []
    for a in list(exits):
        b = next((b for b in entries if b.halaman == a.halaman and reading(b) > reading(a)), None)
        if b is None and len(exits) == len(entries) == 1:
            b = entries[0]
        if b is not None:
            out.append((a.id, b.id))
            exits.remove(a)
            entries.remove(b)
    return out, [k for k in alone if k not in {a for a, _ in out}]


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
