"""Direction of lines: by their heads, else by what the symbols still lack."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from normalize.alur.makna import makna_of
from normalize.alur.sisi import Sisi, drawn, reading
from schemas.raw import RawPanah, RawSimbol
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol, Makna

TWIN = 8.0  # points between the ends of a line and of its copy, one of which may stop at the head
EXITS = 2  # of a decision
SURE = 0.75  # an arrow read with less confidence is reported


def directed(
    panah: Sequence[RawPanah], simbol: dict[int, RawSimbol], pixels: Collection[int | None]
) -> list[Sisi]:
    """Give every line its direction: by its heads, else by what the symbols still lack.

    ``pixels``: pages of pixels, where a head may not have been read.
    """
    out: list[Sisi] = []
    bare: list[RawPanah] = []
    for p in panah:
        if p.a == p.b or p.a is None or p.b is None:
            continue
        a, b = simbol[p.a], simbol[p.b]
        if p.kepala_b:
            out.append(Sisi(p.a, p.b, p.label, True, doubt_of(p, a, b), drawn(p)))
        if p.kepala_a:
            out.append(Sisi(p.b, p.a, p.label, True, doubt_of(p, b, a), drawn(p, backward=True)))
        if not p.kepala_a and not p.kepala_b and not any(painted_over(p, q) for q in panah):
            bare.append(p)
    for p in sorted(bare, key=lambda p: in_one_row(p, simbol)):  # a row's own last: all else is known then
        out.append(by_evidence(p, out, simbol, p.halaman in pixels))
    return out


def doubt_of(p: RawPanah, a: RawSimbol, b: RawSimbol) -> Kode | None:
    """What is told of an arrow from ``a`` to ``b`` that was read, or concluded, unsurely. One to the next
    step is a remark: in documents with truth 87 of 90 were right, of others four of ten.
    """
    if p.keyakinan >= SURE:
        return None
    return Kode.UJUNG_DISIMPULKAN if next_step(a, b) else Kode.PANAH_MERAGUKAN


def painted_over(p: RawPanah, q: RawPanah) -> bool:
    """Whether ``q`` is the same line drawn once more, with its head: a shadow, or fill and outline."""
    if not (q.kepala_a or q.kepala_b) or p.halaman != q.halaman or {p.a, p.b} != {q.a, q.b}:
        return False
    if not p.titik or not q.titik:
        return False
    q_ends = (q.titik[0], q.titik[-1]) if q.a == p.a else (q.titik[-1], q.titik[0])
    return all(math.dist(x, y) <= TWIN for x, y in zip((p.titik[0], p.titik[-1]), q_ends, strict=True))


def lacks_exit(s: RawSimbol, p: RawPanah, known: Sequence[Sisi]) -> int:
    """How much a symbol wants this line as an exit: it has none, a decision less than two.

    An answer on the line leaves the decision that has not given it yet.
    """
    exits = [e for e in known if e.terarah and e.a == s.id]
    if s.jenis is not JenisSimbol.BELAH_KETUPAT:
        return int(not exits)
    answered = makna_of(p.label) is not None and all(makna_of(e.label) != makna_of(p.label) for e in exits)
    return int(len(exits) < EXITS) + 2 * answered


def by_evidence(p: RawPanah, known: Sequence[Sisi], simbol: dict[int, RawSimbol], pixels: bool) -> Sisi:
    """Direction of a line without a head. Between symbols of one row it is joint work.

    In pixels that needs a symbol that the flow runs through without the line: where one of the two has
    only a way in and the other only a way out, the line carries the flow, and its head was not read.
    A drawn line without a head that follows the order of the steps is how the document draws its flow: a
    remark. Against that order the direction is a doubt, and in pixels, where a head may be lost, also
    between steps that do not follow each other, unless it is clearly the exit that a decision lacks. So is a
    drawn "Tidak" that leads back: 41 of 43 of documents with truth were right.
    """
    assert p.a is not None and p.b is not None
    a, b = simbol[p.a], simbol[p.b]
    has_entry = {e.b for e in known if e.terarah}
    if in_one_row(p, simbol):
        has_exit = {e.a for e in known if e.terarah}
        ways = {(end in has_entry, end in has_exit) for end in (p.a, p.b)}
        if not (pixels and ways == {(True, False), (False, True)}):
            return Sisi(p.a, p.b, p.label, terarah=False, jalan=drawn(p))
    wanted = lacks_exit(a, p, known) + (p.b not in has_entry)
    wanted -= lacks_exit(b, p, known) + (p.a not in has_entry)
    forward = wanted > 0 or (wanted == 0 and reading(a) <= reading(b))
    first, second = (p.a, p.b) if forward else (p.b, p.a)
    in_order = reading(simbol[first]) <= reading(simbol[second])
    answers = simbol[first].jenis is JenisSimbol.BELAH_KETUPAT and wanted != 0
    answers = answers and (pixels or makna_of(p.label) is Makna.TIDAK)
    plain = (in_order and (not pixels or next_step(simbol[first], simbol[second]))) or answers
    kode = Kode.PANAH_TANPA_KEPALA if plain else Kode.ARAH_DISIMPULKAN
    return Sisi(first, second, p.label, True, kode, drawn(p, backward=not forward))


def in_one_row(p: RawPanah, simbol: dict[int, RawSimbol]) -> bool:
    """Whether a line joins two executors of one step."""
    if p.a is None or p.b is None:
        return False
    a, b = simbol[p.a], simbol[p.b]
    return a.langkah == b.langkah and a.langkah is not None and a.pelaksana != b.pelaksana


def next_step(a: RawSimbol, b: RawSimbol) -> bool:
    return a.langkah is not None and b.langkah == a.langkah + 1
