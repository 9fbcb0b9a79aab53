"""Mutations of documents that know their structure, so that what is spoilt reaches the readers.

A mutation is a list of edits, each the seed of one small change. Hypothesis draws the seeds
(``EDITS``); with an edit taken away the rest stay what they were, so a failing list shrinks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from hypothesis import strategies as st

from tests.support.mutate.image import spoil_image
from tests.support.mutate.office import spoil_package
from tests.support.mutate.pdf import spoil_pdf
from tests.support.mutate.raw import spoil_bytes
from tests.support.mutate.samples import Sample
from tests.support.mutate.text import spoil_text
from tests.support.mutate.zipped import spoil_locked, spoil_zip

EDITS = st.lists(st.integers(0, 2**40 - 1), min_size=1, max_size=6)

_SPOIL: dict[str, Callable[[bytes, Sequence[Random]], bytes]] = {
    "pdf": spoil_pdf,
    "xlsx": spoil_package,
    "docx": spoil_package,
    "teks": spoil_text,
    "gambar": spoil_image,
    "zip": spoil_zip,
    "terkunci": spoil_locked,
}


def mutated(sample: Sample, edits: Sequence[int]) -> bytes:
    """The sample's bytes after these edits; the same for the same edits."""
    data = _SPOIL[sample.kind](sample.data, [Random(e) for e in edits])
    last = Random(edits[-1] if edits else 0)
    return spoil_bytes(data, last) if edits and last.random() < 0.04 else data
