"""Which SOPs of different offices are the same SOP: by title, then by what their steps speak of.

Titles are compared by the words that are left when "SOP" and its like are taken away. A title alone says
little ("Layanan Perpustakaan"): SOPs are one group only where their steps share words, too. Unequal titles
are compared only where they share a rare word, by all their words in the order of the alphabet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from normalize.match import kemiripan
from schemas.record import SopRecord

TITLE_ALIKE = 0.9  # two titles of five words that differ in one short word score about 0.8
# Of 3,000 pairs of SOPs with other titles in other offices, 99 share at most half of their words, 95 a third;
# offices that describe one thing in their own words share from two fifths on.
STEPS_ALIKE = {True: 0.4, False: 0.6}  # with equal titles, with titles that are only alike
_BLOCK = 50  # a word in more titles than this says nothing about sameness
_MOST_WORDS = 100  # of one SOP's steps; bounds memory for large sets
_FORM_WORDS = frozenset(
    ["sop", "standar", "standard", "operasional", "operating", "prosedur", "procedure", "tentang"]
)
_WORD = re.compile(r"[^\W_]+")
_TELLING = re.compile(r"[^\W\d_]{4,}")  # shorter ones join sentences


def title_words(title: str | None) -> str:
    """The words that tell SOPs apart, lower case, sorted: "SOP Surat Masuk" -> "masuk surat"."""
    return " ".join(sorted(w for w in _WORD.findall((title or "").casefold()) if w not in _FORM_WORDS))


def steps_words(steps: Iterable[str]) -> frozenset[str]:
    """The first words of the steps, lower case: what they speak of."""
    words = dict.fromkeys(w for text in steps for w in _TELLING.findall(text.casefold()))
    return frozenset(list(words)[:_MOST_WORDS])


def steps_alike(a: frozenset[str], b: frozenset[str]) -> float | None:
    """Share of the words that both have in those of the shorter, 0 to 1; None where one has no steps."""
    return len(a & b) / min(len(a), len(b)) if a and b else None


class PairFinder:
    """Collects titles and steps of a stream of records, then groups them.

    Keeps at most some 200 words per record.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._titles: list[str] = []
        self._steps: list[frozenset[str]] = []

    def add(self, record: SopRecord) -> None:
        self.add_texts(record.id, record.nama_sop, (s.kegiatan for s in record.langkah))

    def add_texts(self, sop_id: str, title: str | None, steps: Iterable[str]) -> None:
        self._ids.append(sop_id)
        self._titles.append(title_words(title))
        self._steps.append(steps_words(steps))

    def rows(self) -> Iterator[tuple[str, str, float, float | None]]:
        """(sop_id, representative's id, title score, steps score), in the order of the stream."""
        head = self._heads()
        for i, sop_id in enumerate(self._ids):
            h = head[i]
            title = 1.0 if h == i else round(kemiripan(self._titles[i], self._titles[h]), 4)
            steps = steps_alike(self._steps[i], self._steps[h])
            yield sop_id, self._ids[h], title, None if steps is None else round(steps, 4)

    def _heads(self) -> list[int]:
        """For each record the representative of its group: the one that came first."""
        firsts: dict[str, list[int]] = defaultdict(list)  # of each title: the first of each kind of steps
        head = list(range(len(self._ids)))
        for i, title in enumerate(self._titles):
            if title:
                same = next((h for h in firsts[title] if self._same_steps(i, h, True)), None)
                if same is None:
                    firsts[title].append(i)
                else:
                    head[i] = same
        joined = self._join_alike(firsts)
        return [_root(joined, h) for h in head]

    def _join_alike(self, firsts: dict[str, list[int]]) -> dict[int, int]:
        parent: dict[int, int] = {}
        for a, b in _candidates(firsts):
            if kemiripan(a, b) < TITLE_ALIKE:
                continue
            for i, j in ((i, j) for i in firsts[a] for j in firsts[b]):
                first, last = sorted((_root(parent, i), _root(parent, j)))
                if first != last and self._same_steps(i, j, False):
                    parent[last] = first
        return parent

    def _same_steps(self, i: int, j: int, one_title: bool) -> bool:
        alike = steps_alike(self._steps[i], self._steps[j])
        return alike is not None and alike >= STEPS_ALIKE[one_title]


def _root(parent: dict[int, int], i: int) -> int:
    while i in parent:
        i = parent[i]
    return i


def _candidates(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of distinct titles that share a word standing in few titles, each pair once."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for title in titles:
        for word in set(title.split()):
            by_word[word].append(title)
    seen: set[tuple[str, str]] = set()
    for word in sorted(by_word):
        block = by_word[word]
        if len(block) > _BLOCK:
            continue
        for i, a in enumerate(block):
            for b in block[i + 1 :]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b
