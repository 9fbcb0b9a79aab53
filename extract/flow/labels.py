"""Words printed at the arrows: which arrow each phrase belongs to.

A phrase among the executors that stands in no symbol is the label of an arrow's exit when it
is close to the arrow; exits of decisions come first. Lengths are PDF points.

          Ya                   what a phrase costs at an arrow: how far it stands from the line, more where
     < > ----->[ ]             that is the line's end, or the arrow leaves no decision
      | Tidak
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.flow.arrows import Panah
from extract.flow.symbols import Simbol
from extract.form.jawaban import is_stated_answer
from extract.geometry.nearby import Nearby
from extract.geometry.plane import distance, on_segment
from extract.geometry.words import bounds, line_text
from schemas.page import Box, Point, Word
from schemas.vocab import JenisSimbol

NEAR = 13.0  # a label this close to a line may belong to it
MOST = 5  # exits of a decision that are solved together: more are no decision
EXIT = 1.6  # times as far from a decision's exit
_SIGN = re.compile(r"^(\(\s*[+\-−–×]\s*\)|[+√✓✔✗✘])$")
PLAIN = 25.0  # points that a line without a choice counts as farther than a decision's exit
ALONG = 6.0  # points: the same for the end of a line, beside its start
AWAY = 0.4  # of the distance from the symbol that the line leaves, likewise
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of a straight piece: where it is measured beside the box's corners
SPACE = 0.8  # heights of a word between two words of one line
UNDER = 0.3  # of the narrower word: what two words of one phrase share where one stands under the other
LOOSE = 2.5  # heights of an answer that it may stand from its line where no other line is near
ALONE = 2.0  # times as far as the nearest line: no other could be meant
LINES = 0.9  # heights of a word between two lines of one phrase
INKED = 1.2  # the same where a word is as high as its ink, which single spacing leaves .9 of under capitals
CRUMB = 2  # letters of a piece of an answer that was read once more
CLOSE = 0.35  # the same where both are answers by themselves


@dataclass(frozen=True, slots=True)
class Frasa:
    """Words printed together: their text and box."""

    teks: str
    box: Box
    words: tuple[Word, ...]


def phrases(words: Sequence[Word]) -> list[Frasa]:
    """Neighbouring words of one line, and lines close under one another, as phrases."""
    ordered = sorted(words, key=lambda w: (round(w.box.cy / 3), w.box.x0))
    groups: list[list[Word]] = []
    home: list[int] = []  # group of each word so far
    near = Nearby()
    for n, w in enumerate(ordered):
        reach = w.box.grow(w.box.height if w.upright else w.box.width)
        mates = [m for m in near.at(reach) if beside(w, ordered[m]) or beneath(w, ordered[m])]
        home.append(min((home[m] for m in mates), default=len(groups)))
        if home[n] == len(groups):
            groups.append([])
        groups[home[n]].append(w)
        near.add(w.box, n)
    return [frasa(g) for g in groups]


def frasa(words: Sequence[Word]) -> Frasa:
    turned = not words[0].upright
    ordered = sorted(
        words, key=lambda w: (-w.box.y1, w.box.x0) if turned else (round(w.box.cy / 3), w.box.x0)
    )
    return Frasa(mended(line_text(ordered)), bounds(words), tuple(ordered))


def mended(text: str) -> str:
    """A phrase, an answer that its narrow box breaks inside the word in one piece again: "Tida k"."""
    whole = text.replace(" ", "")
    return whole if is_stated_answer(whole) and not is_stated_answer(text) else text


def without_crumbs(f: Frasa) -> Frasa:
    """A phrase read from pixels: an answer without the marks, and the pieces of itself, read beside it once
    more: "Ya Y", "| Tidak".
    """
    answer = max((w.text for w in f.words if is_stated_answer(w.text)), key=len, default="")
    rest = [w.text for w in f.words if w.text != answer]
    crumbs = (len(t) <= CRUMB and (not any(map(str.isalnum, t)) or letters_in(t, answer)) for t in rest)
    return replace(f, teks=answer) if answer and len(rest) < len(f.words) and all(crumbs) else f


def letters_in(text: str, answer: str) -> bool:
    """Whether a word has the letters of an answer, but for one in two."""
    return sum(c not in answer.casefold() for c in text.casefold()) <= len(text) // 2


def beside(a: Word, b: Word) -> bool:
    if a.upright != b.upright:
        return False
    if not a.upright:
        gap = max(a.box.y0, b.box.y0) - min(a.box.y1, b.box.y1)
        return abs(a.box.cx - b.box.cx) < 0.5 * min(a.box.width, b.box.width) and gap < a.box.width
    gap = max(a.box.x0, b.box.x0) - min(a.box.x1, b.box.x1)
    return abs(a.box.cy - b.box.cy) < 0.5 * min(a.box.height, b.box.height) and gap < SPACE * a.box.height


def beneath(a: Word, b: Word) -> bool:
    if not (a.upright and b.upright):
        return False
    gap = max(a.box.y0, b.box.y0) - min(a.box.y1, b.box.y1)
    shared = min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0)
    lines = INKED if a.letter and b.letter else LINES
    reach = CLOSE if is_stated_answer(a.text) and is_stated_answer(b.text) else lines
    return shared > UNDER * min(a.box.width, b.box.width) and gap < reach * min(a.box.height, b.box.height)


def assign_labels(
    found: Sequence[Frasa], arrows: Sequence[Panah], symbols: Sequence[Simbol]
) -> tuple[dict[int, str], list[Frasa]]:
    """Label of each arrow by its number, and the phrases that belong to none.

    The exits of a decision are solved together, each phrase to one of them at the least cost in all;
    the rest is dealt out nearest first, one to an arrow.
    """
    near = Nearby()
    for k, a in enumerate(arrows):
        for p, q in itertools.pairwise(a.path):
            near.add_line(p, q, k)
    costs = sorted(
        (cost, i, k)
        for i, f in enumerate(found)
        for k in near.at(f.box.grow(NEAR * EXIT))
        if (cost := label_cost(f, arrows[k], symbols)) is not None
    )
    together = of_exits(costs, found, arrows, symbols)
    labels = {k: found[i].teks for i, k in together}
    placed = {i for i, _ in together}
    for _, i, k in costs:
        if not says_something(found[i]):
            placed.add(i)  # a mark on a line is a piece of its ink, no label
        elif i not in placed and k not in labels:
            labels[k] = found[i].teks
            placed.add(i)
    for concluded in (bare_exit, far_answer, last_answer):
        for i, f in enumerate(found):
            if i not in placed and (bare := concluded(f, arrows, symbols, labels)) is not None:
                labels[bare] = f.teks
                placed.add(i)
    return labels, [f for i, f in enumerate(found) if i not in placed]


def of_exits(
    costs: Sequence[tuple[float, int, int]],
    found: Sequence[Frasa],
    arrows: Sequence[Panah],
    symbols: Sequence[Simbol],
) -> list[tuple[int, int]]:
    """(phrase, arrow) for the exits of each decision that has several: together, not one after the other.

    Nearest first, one answer may take the exit that is the only one for the other.
    """
    cost_of = {(i, k): cost for cost, i, k in costs if says_something(found[i])}
    home: dict[int, int] = {}  # the arrow that a phrase fits best
    for _, i, k in costs:
        home.setdefault(i, k)
    out: list[tuple[int, int]] = []
    for n, s in enumerate(symbols):
        if s.jenis is not JenisSimbol.BELAH_KETUPAT:
            continue
        exits = [k for k, a in enumerate(arrows) if a.a == n]
        own = [i for i, k in home.items() if k in exits and (i, k) in cost_of]
        if 2 <= len(own) <= len(exits) <= MOST:
            ways = [list(zip(own, p, strict=True)) for p in itertools.permutations(exits, len(own))]
            fits = [w for w in ways if all(pair in cost_of for pair in w)]
            out += min(fits, key=lambda w: sum(cost_of[pair] for pair in w), default=[])
    return out


def is_answer(text: str) -> bool:
    return is_stated_answer(text) or bool(_SIGN.match(text))


def says_something(f: Frasa) -> bool:
    """Whether a phrase is more than a mark: words, or a sign that answers ("(+)", "✓")."""
    return any(c.isalnum() for c in f.teks) or bool(_SIGN.match(f.teks))


def bare_exit(
    f: Frasa, arrows: Sequence[Panah], symbols: Sequence[Simbol], labels: dict[int, str]
) -> int | None:
    """For an answer printed beside a decision but far from its line: the only exit without a label."""
    if not is_answer(f.teks):
        return None
    near = [
        n
        for n, s in enumerate(symbols)
        if s.jenis is JenisSimbol.BELAH_KETUPAT and box_distance(f.box, s.box) < 2 * NEAR
    ]
    for n in sorted(near, key=lambda n: box_distance(f.box, symbols[n].box)):
        bare = [k for k, a in enumerate(arrows) if a.a == n and a.b is not None and k not in labels]
        if len(bare) == 1:
            return bare[0]
    return None


def far_answer(f: Frasa, arrows: Sequence[Panah], _: Sequence[Simbol], labels: dict[int, str]) -> int | None:
    """For an answer printed loosely: the one arrow without a label that is nearer by far than any other."""
    if not is_answer(f.teks):
        return None
    near = sorted((path_distance(f.box, a.path)[0], k) for k, a in enumerate(arrows))
    if not near or near[0][0] > LOOSE * f.box.height or near[0][1] in labels:
        return None
    return near[0][1] if len(near) == 1 or near[1][0] > ALONE * near[0][0] else None


def last_answer(
    f: Frasa, arrows: Sequence[Panah], symbols: Sequence[Simbol], labels: dict[int, str]
) -> int | None:
    """For an answer printed far from everything: the only exit without a label of the one decision that it
    stands level with, where the other exits are answered otherwise.
    """
    if not is_answer(f.teks):
        return None
    level = [
        n
        for n, s in enumerate(symbols)
        if s.jenis is JenisSimbol.BELAH_KETUPAT
        and s.box.y0 - f.box.height <= f.box.cy <= s.box.y1 + f.box.height
    ]
    if len(level) != 1:
        return None
    exits = [k for k, a in enumerate(arrows) if a.a == level[0] and a.b is not None]
    bare = [k for k in exits if k not in labels]
    others = {labels[k].casefold() for k in exits if k in labels}
    return bare[0] if len(bare) == 1 and others and f.teks.casefold() not in others else None


def label_cost(f: Frasa, a: Panah, symbols: Sequence[Simbol]) -> float | None:
    """How badly a phrase fits an arrow, None when it is too far: distance, then place along it."""
    d, at = path_distance(f.box, a.path)
    decision = a.a is not None and symbols[a.a].jenis is JenisSimbol.BELAH_KETUPAT
    limit = NEAR * (EXIT if decision else 1.0)
    if d > limit:
        return None
    away = box_distance(f.box, symbols[a.a].box) if a.a is not None else 0.0
    return d + (0.0 if decision else PLAIN) + ALONG * at + AWAY * away


def box_distance(a: Box, b: Box) -> float:
    dx = max(a.x0 - b.x1, b.x0 - a.x1, 0.0)
    dy = max(a.y0 - b.y1, b.y0 - a.y1, 0.0)
    return math.hypot(dx, dy)


def path_distance(box: Box, path: Sequence[Point]) -> tuple[float, float]:
    """Smallest distance between a box and a path, and how far along it (0..1) that is."""
    total = sum(distance(p, q) for p, q in itertools.pairwise(path)) or 1.0
    best, at, walked = math.inf, 0.0, 0.0
    for p, q in itertools.pairwise(path):
        d, where = segment_box_distance(p, q, box)
        if d < best:
            best, at = d, (walked + where) / total
        walked += distance(p, q)
    return best, at


def segment_box_distance(p: Point, q: Point, box: Box) -> tuple[float, float]:
    """Distance of a segment from a box, and the place on the segment (points from ``p``)."""
    corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1), (box.cx, box.cy)]
    best = min((distance(c, s), distance(p, s)) for c in corners for s in [on_segment(c, p, q)])
    for t in QUARTERS:
        s = (p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]))
        dx = max(box.x0 - s[0], 0.0, s[0] - box.x1)
        dy = max(box.y0 - s[1], 0.0, s[1] - box.y1)
        best = min(best, (math.hypot(dx, dy), distance(p, s)))
    mid = on_segment((box.cx, box.cy), p, q)
    if box.holds(*mid):
        return 0.0, distance(p, mid)
    return best
