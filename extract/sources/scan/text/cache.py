"""Answers of an engine kept by what was asked, so that a line is read once.

One small file an answer, named by the engine, its weights and the pixels of the line. Each carries a sum:
one that is damaged, edited or put under another name is asked again. The folder is bounded, the oldest
answers go first; what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from extract.sources.scan.text.dates import GRAMMAR
from extract.sources.scan.text.engine import NOTHING, Engine, Grey, Reading

MAKS_ISI = 400_000  # answers in a folder: lines of some 4,000 scanned pages, 1.6 GB in blocks of 4 kB
_SHARDS = 256
_LOOK = 64  # answers written between looks at how many there are
_KEPT = 0.9  # of a shard that is full: what stays, so that not every answer finds it full again


class CachedEngine:
    """``make`` builds the engine on the first crop that is not in ``folder``."""

    def __init__(self, folder: Path, name: str, make: Callable[[], Engine]) -> None:
        self.name = name
        self._folder = folder
        self._make = make
        self._engine: Engine | None = None
        self._written = 0

    def read(self, crops: list[Grey]) -> list[Reading]:
        return self._kept([self._key(c) for c in crops], lambda e, n: e.read([crops[i] for i in n]))

    glance = read

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        def asked(engine: Engine, n: list[int]) -> list[Reading]:
            found = engine.fit(crops, [texts[i] for i in n])
            return [Reading(texts[i], (), (value,)) for i, value in zip(n, found, strict=True)]

        keys = [self._key(*crops, of=f"cocok-{text}") for text in texts]
        return [reading.sure[0] for reading in self._kept(keys, asked)]

    def read_dates(self, lines: list[list[Grey]], since: int = 0) -> list[Reading]:
        every = [picture for pictures in lines for picture in pictures]
        keys = [self._key(*every, of=f"tanggal-{GRAMMAR}-{since}-{n}") for n in range(len(lines))]
        return self._kept(keys, lambda e, n: [r for i, r in enumerate(e.read_dates(lines, since)) if i in n])

    def _kept(self, keys: list[str], ask: Callable[[Engine, list[int]], list[Reading]]) -> list[Reading]:
        """The answers of some keys; ``ask``: those of the keys with some numbers, which are not kept yet."""
        found = {key: self._load(key) for key in keys}
        missing = [i for i, key in enumerate(keys) if found[key] is None]
        if missing:
            self._engine = self._engine or self._make()
            for i, reading in zip(missing, ask(self._engine, missing), strict=True):
                self._store(keys[i], reading)
                found[keys[i]] = reading
        return [found[key] or NOTHING for key in keys]

    def _key(self, *crops: Grey, of: str = "") -> str:
        key = hashlib.sha256(f"{self.name}{of}".encode())
        for crop in crops:
            key.update(f":{crop.shape}".encode())
            key.update(np.ascontiguousarray(crop).tobytes())
        return key.hexdigest()[:40]

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.baca"

    def _load(self, key: str) -> Reading | None:
        try:
            total, text, at, sure = json.loads(self._path(key).read_text("utf-8"))
        except (OSError, ValueError, TypeError):
            return None
        answer = [text, at, sure]
        return Reading(text, tuple(at), tuple(sure)) if total == _sum(key, answer) else None

    def _store(self, key: str, reading: Reading) -> None:
        answer = [reading.text, list(reading.at), list(reading.sure)]
        path = self._path(key)
        part = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):  # a full disk costs the answer, not the page
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps([_sum(key, answer), *answer], ensure_ascii=False), "utf-8")
            part.replace(path)
            self._written += 1
            if self._written % _LOOK == 0:
                _bound(path.parent)


def _sum(key: str, answer: Sequence[object]) -> str:
    return hashlib.sha256(f"{key}{json.dumps(answer)}".encode()).hexdigest()[:16]


def _bound(shard: Path) -> None:
    """Takes the oldest answers out of a full shard; names spread evenly, so all of them fill alike."""
    with os.scandir(shard) as entries:
        files = [(e.stat().st_mtime, e.path) for e in entries]
    limit = MAKS_ISI // _SHARDS
    if len(files) <= limit:
        return
    for _, path in sorted(files)[: len(files) - int(limit * _KEPT)]:
        with contextlib.suppress(OSError):
            os.unlink(path)
