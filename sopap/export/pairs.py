"""Which SOPs of different offices are the same SOP: by title, then by steps.

Titles are compared by the words that are left when "SOP" and its like are taken away.
Equal titles are one group; unequal ones are compared only where they share a rare word, by all
their words in the order of the alphabet, and joined only when their steps agree too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from normalize.match import kemiripan
from schemas.record import SopRecord

TITLE_ALIKE = 0.9  # two titles of five words that differ in one short word score about 0.8
STEPS_ALIKE = 0.6  # offices word the same steps in their own way
_BLOCK = 50  # a word in more titles than this says nothing about sameness
_STEP_LETTERS = 600  # enough of the steps' text to compare; bounds memory for large sets
_FORM_WORDS = frozenset(
    ["sop", "standar", "standard", "operasional", "operating", "prosedur", "procedure", "tentang"]
)
_WORD = re.compile(r"[^\W_]+")


def title_words(title: str | None) -> str:
    """The words that tell SOPs apart, lower case, sorted: "SOP Surat Masuk" -> "masuk surat"."""
    return " ".join(sorted(w for w in _WORD.findall((title or "").casefold()) if w not in _FORM_WORDS))


def steps_text(steps: Iterable[str]) -> str:
    """The beginning of the steps' words, lower case, sorted: offices order the same words their own way."""
    text = " ".join(steps)[:_STEP_LETTERS]
    return " ".join(sorted(_WORD.findall(text.casefold())))


def steps_alike(a: str, b: str) -> float | None:
    """0 to 1; None where one of them has no steps."""
    return kemiripan(a, b) if a and b else None


class PairFinder:
    """Collects titles and steps of a stream of records, then groups them.

    Keeps at most some 700 characters per record.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._titles: list[str] = []
        self._steps: list[str] = []

    def add(self, record: SopRecord) -> None:
        self.add_texts(record.id, record.nama_sop, (s.kegiatan for s in record.langkah))

    def add_texts(self, sop_id: str, title: str | None, steps: Iterable[str]) -> None:
        self._ids.append(sop_id)
        self._titles.append(title_words(title))
        self._steps.append(steps_text(steps))

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
        first: dict[str, int] = {}
        head = list(range(len(self._ids)))
        for i, title in enumerate(self._titles):
            if title:
                head[i] = first.setdefault(title, i)
        joined = self._join_alike(first)
        return [_root(joined, h) for h in head]

    def _join_alike(self, first: dict[str, int]) -> dict[int, int]:
        parent: dict[int, int] = {}
        for a, b in _candidates(first):
            i, j = sorted((_root(parent, first[a]), _root(parent, first[b])))
            if i != j and kemiripan(a, b) >= TITLE_ALIKE and self._same_steps(i, j):
                parent[j] = i
        return parent

    def _same_steps(self, i: int, j: int) -> bool:
        alike = steps_alike(self._steps[i], self._steps[j])
        return alike is not None and alike >= STEPS_ALIKE


def _root(parent: dict[int, int], i: int) -> int:
    while i in parent:
        i = parent[i]
    return i


def _candidates(titles: dict[str, int]) -> Iterator[tuple[str, str]]:
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
