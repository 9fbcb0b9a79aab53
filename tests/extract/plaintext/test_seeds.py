"""The real exports beside the project: counts, no markup, nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from extract import extract_file
from extract.form.isian import isian_of
from extract.sources.plaintext.blocks import blocks_of
from extract.sources.plaintext.columns import header_depth, is_header, is_numbering
from extract.sources.plaintext.decode import read_file
from extract.sources.plaintext.fields import glued_label
from extract.sources.plaintext.markup import PlainLine, PlainTable
from schemas.raw import RawFile, RawIdentitas, RawSop, RawText

# Name pattern, SOPs that the file holds. 004: 28 titles, one of them below its table; four tables go on
# under a repeated header, two titles stand next to each other.
EXPORTS = [
    ("seeds/000*", 4),
    ("seeds/001*", 0),
    ("seeds/002*", 3),
    ("seeds/003*", 11),
    ("seeds/004*", 28),
    ("real/markdown/01-*", 1),
    ("real/markdown/pelayanan-*", 1),
]
WITH_TABLES = [pattern for pattern, _ in EXPORTS if not pattern.startswith(("seeds/000", "seeds/001"))]
MARKUP = re.compile(r"</?[a-z]|```|\|\s*-{2,}|\*\*|-->|&[a-z]+;|style=")


def export(shared: Path, pattern: str) -> Path:
    found = sorted(shared.glob(pattern))
    if not found:
        pytest.skip(f"no {pattern} in ../shared")
    return found[0]


@lru_cache
def reading(path: Path) -> RawFile:
    return extract_file(path)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d]+|\d+", text.casefold())  # a list that was cut stands apart from its numbers


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from strings(v)
    elif isinstance(value, list | tuple):
        for v in value:
            yield from strings(v)


def printed(sop: RawSop) -> Iterator[str]:
    """Every text of the SOP once: cells and fields as printed, doubts with what they quote."""
    for step in sop.langkah:
        yield step.nomor
        for name in ("kegiatan", "kelengkapan", "waktu", "output", "keterangan"):
            yield getattr(step, name).teks
    yield from (s.teks for s in sop.simbol)
    yield from (
        sop.pelaksana[s.pelaksana].label for s in sop.simbol if s.pelaksana is not None and not s.teks
    )
    for doubt in sop.keraguan:
        yield from doubt.isi.values()
    yield from identity(sop.identitas)


def identity(block: RawIdentitas) -> Iterator[str]:
    yield from block.kepala
    for value in (getattr(block, name) for name in type(block).model_fields):
        if isinstance(value, RawText):
            yield value.teks


def unlabelled(text: str) -> str:
    found = glued_label(text)
    return found[1] if found else text


def table_words(path: Path) -> Counter[str]:
    """The words of the source's tables without heads, labels, drawings and flow marks."""
    found: Counter[str] = Counter()
    for block in blocks_of(read_file(path)):
        if not isinstance(block, PlainTable):
            continue
        skip: set[int] = set()
        for i, row in enumerate(block.rows):
            if is_header(row):
                depth = header_depth(block.rows, i)
                skip |= set(range(i, i + depth))
                skip |= {k for k in (i + depth,) if k < len(block.rows) and is_numbering(block.rows[k])}
        cells = [c.text for i, row in enumerate(block.rows) if i not in skip for c in row]
        found.update(w for text in cells if not isian_of(text) for w in words(unlabelled(text)))
    return found


@pytest.mark.parametrize(("pattern", "count"), EXPORTS)
def test_number_of_sops(shared: Path, pattern: str, count: int) -> None:
    found = reading(export(shared, pattern))
    assert len(found.sop) == count
    assert (found.kode == "bukan_sop") == (count == 0)
    assert all(sop.langkah for sop in found.sop)
    assert all(sop.identitas.nama_sop and sop.identitas.nama_sop.teks for sop in found.sop)


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in EXPORTS])
def test_no_markup_in_any_text(shared: Path, pattern: str) -> None:
    found = reading(export(shared, pattern))
    marked = [s for s in strings(found.model_dump()) if MARKUP.search(s)]
    assert marked == []


@pytest.mark.parametrize("pattern", WITH_TABLES)
def test_every_word_of_the_tables_is_kept(shared: Path, pattern: str) -> None:
    path = export(shared, pattern)
    kept = Counter(w for sop in reading(path).sop for text in printed(sop) for w in words(text))
    assert table_words(path) - kept == Counter()


def test_every_word_of_the_dump_is_kept(shared: Path) -> None:
    path = export(shared, "seeds/000*")
    lines = [block.text for block in blocks_of(read_file(path)) if isinstance(block, PlainLine)]
    source = {w for line in lines for w in words(line) if len(w) > 3}
    kept = "".join(w for sop in reading(path).sop for t in [*printed(sop), *(p.label for p in sop.pelaksana)]
                   for w in words(t))  # fmt: skip
    head = {
        "kegiatan",
        "pelaksanaan",
        "mutu",
        "baku",
        "persyaratan",
        "kelengkapan",
        "waktu",
        "hari",
        "output",
    }
    lost = {w for w in source - head if w not in kept}
    assert lost <= {"sarilamak", "juli", "2020"}


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in EXPORTS])
def test_same_bytes_same_answer(shared: Path, pattern: str) -> None:
    path = export(shared, pattern)
    assert extract_file(path).model_dump_json() == reading(path).model_dump_json()
