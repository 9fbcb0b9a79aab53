"""What an executor's cell of an export still shows of the drawing: boxes, names, labels, arrows."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_ARROWS = re.compile(r"[←-⇿⟵-⟿⬅-⬇➔➜➡]|<?[-=]{1,3}>|<[-=]{1,3}")
_LABEL = re.compile(
    r"^(?:ya|tidak|tdk|y|t|n|yes|no|setuju|lengkap|belum|tidak\s+(?:setuju|lengkap|sesuai)|sesuai)$", re.I
)

# How sure a symbol's kind is: an export writes "[]" for any drawn outline; a word in brackets is explicit.
SURE, UNSURE = 0.9, 0.4


@dataclass(frozen=True)
class Mark:
    """A symbol that an executor's cell shows."""

    jenis: JenisSimbol
    teks: str = ""
    keyakinan: float = UNSURE


@dataclass(frozen=True)
class Reading:
    """What one executor's cell holds: symbols, and flow labels or arrows that belong to none."""

    marks: tuple[Mark, ...] = ()
    labels: tuple[str, ...] = ()


def is_flow_label(text: str) -> bool:
    """True for the exit of a decision standing alone: "Ya", "Tidak", "ya ↓"."""
    return bool(_LABEL.match(_ARROWS.sub(" ", text).strip(" .:")))


def read_marks(text: str) -> Reading:
    """The symbols and loose flow labels of an executor's cell.

    An arrow or a label alone is no proof that this executor acts: lines cross other columns.
    """
    if not text:
        return Reading()
    arrows = tuple(_ARROWS.findall(text))
    rest = " ".join(_ARROWS.sub(" ", text).split())
    drawn, rest = _drawn(rest)
    if not rest:
        return Reading(drawn, arrows if not drawn else ())
    if _LABEL.match(rest.strip(" .:")):
        return Reading(drawn, (text,))
    return Reading((*drawn, _worded(rest)))


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
