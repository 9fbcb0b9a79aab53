"""What an executor's cell of an export still shows of the drawing: boxes, names, labels, arrows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.form.jawaban import ARROWS, is_flow_label
from schemas.vocab import JenisSimbol

_BOX = re.compile(r"\[\s*\]|[□▭▢▯■█▬◻◼☐⬜]")
_DIAMOND = re.compile(r"\{\s*\}|<\s*>|[◇◆◊♢⬦⬨]")
_ROUND = re.compile(r"\(\s*\)|[⬭⬬○◯⭕]")
_WORDED = (
    (re.compile(r"^\(\[?\s*([^()\[\]]+?)\s*\]?\)$"), JenisSimbol.KAPSUL),
    (re.compile(r"^\{\s*([^{}]+?)\s*\}$"), JenisSimbol.BELAH_KETUPAT),
    (re.compile(r"^\[\s*([^\[\]]+?)\s*\]$"), JenisSimbol.KOTAK),
)
_END = re.compile(r"^(?:mulai|selesai|start|end|finish|awal|akhir|stop)$", re.IGNORECASE)
_TICK = re.compile(r"^(?:[√✓✔☑●•▲▼×xX✗✘vV*]|[oO0])$")

# How sure a symbol's kind is: an export writes "[]" for any drawn outline; a word in brackets is explicit.
SURE, UNSURE = 0.9, 0.4


@dataclass(frozen=True)
class Mark:
    """A symbol that an executor's cell shows."""

    jenis: JenisSimbol
    teks: str = ""
    keyakinan: float = UNSURE


@dataclass(frozen=True)
class CellMarks:
    """What one executor's cell holds: symbols, and flow labels or arrows that belong to none."""

    marks: tuple[Mark, ...] = ()
    labels: tuple[str, ...] = ()


def read_marks(text: str) -> CellMarks:
    """The symbols and loose flow labels of an executor's cell.

    An arrow or a label alone is no proof that this executor acts: lines cross other columns.
    """
    if not text:
        return CellMarks()
    arrows = tuple(ARROWS.findall(text))
    rest = " ".join(ARROWS.sub(" ", text).split())
    drawn, rest = _drawn(rest)
    if not rest:
        return CellMarks(drawn, arrows if not drawn else ())
    if is_flow_label(rest):
        return CellMarks(drawn, (text,))
    return CellMarks((*drawn, _worded(rest)))


def _drawn(text: str) -> tuple[tuple[Mark, ...], str]:
    marks: list[Mark] = []
    for pattern, jenis in (
        (_BOX, JenisSimbol.KOTAK),
        (_DIAMOND, JenisSimbol.BELAH_KETUPAT),
        (_ROUND, JenisSimbol.KAPSUL),
    ):
        found = pattern.findall(text)
        marks += [Mark(jenis)] * len(found)
        text = pattern.sub(" ", text)
    return tuple(marks), " ".join(text.split())


def _worded(text: str) -> Mark:
    for pattern, jenis in _WORDED:
        if found := pattern.match(text):
            return Mark(jenis, found.group(1), SURE)
    if _END.match(text):
        return Mark(JenisSimbol.KAPSUL, text, UNSURE)
    if _TICK.match(text):
        return Mark(JenisSimbol.LAIN, "", UNSURE)
    return Mark(JenisSimbol.LAIN, text, UNSURE)
