"""The one call of this package: a text export to a raw file."""

from __future__ import annotations

import json
import re
from pathlib import Path

from extract.sources.plaintext.blocks import blocks_of
from extract.sources.plaintext.build import raw_sop
from extract.sources.plaintext.decode import read_file
from extract.sources.plaintext.jumble import is_jumbled, jumbled_sections, running_rows
from extract.sources.plaintext.markup import Line
from extract.sources.plaintext.sections import sections_of
from schemas.raw import RawFile
from schemas.vocab import JenisSumber

_KINDS = (
    ("keputusan", re.compile(r"^\s*(?:MEMUTUSKAN|Menimbang\b|Mengingat\b)", re.MULTILINE)),
    ("surat", re.compile(r"\b(?:Kepada\s+Yth|Dengan\s+hormat|Perihal\s*:)", re.IGNORECASE)),
)


def read_text(path: Path) -> RawFile:
    """The SOPs of the text export at ``path``.

    A file without any gives ``kode`` "bukan_sop" and the reason. Raises UnreadableFile where the
    file cannot be read as text.
    """
    text = read_file(path)
    if is_json(text):
        return RawFile(
            jenis=JenisSumber.TEKS, kode="bukan_sop", alasan="Berkas ini data JSON, bukan dokumen."
        )
    blocks = blocks_of(text)
    lines = [block for block in blocks if isinstance(block, Line)]
    sections = sections_of(blocks)
    if not any(section.parts for section in sections) and is_jumbled(lines):
        sections = jumbled_sections(lines)
    for section in sections:
        if not section.parts:
            section.unplaced = running_rows(section.after)
    if not sections:
        return RawFile(jenis=JenisSumber.TEKS, kode="bukan_sop", alasan=_reason(text))
    sops = tuple(raw_sop(section, k) for k, section in enumerate(sections, start=1))
    return RawFile(jenis=JenisSumber.TEKS, sop=sops)


def is_json(text: str) -> bool:
    """Whether a text is data for a program, such as a record or a truth file beside the documents."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _reason(text: str) -> str:
    """What a file without SOPs was taken for, in Indonesian."""
    missing = "tidak ada blok identitas SOP maupun tabel langkah"
    for kind, pattern in _KINDS:
        if found := pattern.search(text):
            return f'Berkas ini {kind} ("{" ".join(found.group().split())}"), bukan SOP: {missing}.'
    return f"Berkas ini bukan SOP berformulir: {missing}."
